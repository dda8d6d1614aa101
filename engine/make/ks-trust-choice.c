/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-config.h"

#include "ks-trust-choice.h"

#include <glib/gi18n-lib.h>

#include "ks-entry.h"

/**
 * ks_trust_choice_free:
 * @self: (transfer full): a choice
 */
void
ks_trust_choice_free (KsTrustChoice *self)
{
  g_object_unref (self->certificate);
  g_free (self);
}

static gboolean
has_ended (KsCertificate *certificate, gint64 now)
{
  return ks_certificate_get_not_after (certificate) < now;
}

static gboolean
is_public (KsCertificate *certificate, KsAnchorSet *system)
{
  return system != NULL && ks_anchor_set_contains (system, certificate);
}

static const char *
find_advice (KsTrustKind kind, KsCertificate *certificate, KsAnchorSet *system, gint64 now)
{
  if (has_ended (certificate, now))
    return _ ("It has expired: nobody accepts it.");

  switch (kind) {
  case KS_TRUST_ROOT:
    return is_public (certificate, system)
             ? _ ("Accepts what this public CA issues to anybody. Java and this computer trust it already.")
             : _ ("Accepts all that this CA issues. Certificates can be renewed without touching the "
                  "truststore.");
  case KS_TRUST_ISSUER:
    return _ ("Accepts what this CA issues, and nothing else of its root. It ends sooner than the root.");
  case KS_TRUST_LEAF:
  default:
    if (ks_certificate_is_self_issued (certificate))
      return _ ("It signed itself, so there is no CA to trust. Each new one has to be added again.");
    return _ ("Accepts this one certificate. The truststore has to change whenever it is renewed.");
  }
}

static void
add (GPtrArray *choices, KsTrustKind kind, KsCertificate *certificate, KsAnchorSet *system, gint64 now)
{
  KsTrustChoice *choice = g_new0 (KsTrustChoice, 1);

  choice->kind = kind;
  choice->certificate = g_object_ref (certificate);
  choice->advice = find_advice (kind, certificate, system, now);
  g_ptr_array_add (choices, choice);
}

/* The first that still counts; they stand in the order of what is sensible. */
static void
advise (GPtrArray *choices, gint64 now)
{
  for (guint i = 0; i < choices->len; i++) {
    KsTrustChoice *choice = choices->pdata[i];

    choice->is_advised = !has_ended (choice->certificate, now);
    if (choice->is_advised)
      return;
  }
}

/**
 * ks_trust_choice_list:
 * @path: (element-type KsCertificate): a certification path, the leaf first
 * @system: (nullable): the system's anchors
 * @now: the time, in seconds since 1970
 *
 * Lists whom a truststore could trust so that it accepts the first certificate of @path: the root, the CA that issued it, or the
 * certificate itself (RFC 5280 section 6.1.1 (d): a trust anchor is whom one chooses). The root is advised, because it outlives
 * what it issues.
 *
 * Returns: (transfer full) (element-type KsTrustChoice): the choices
 */
GPtrArray *
ks_trust_choice_list (GPtrArray *path, KsAnchorSet *system, gint64 now)
{
  GPtrArray *choices = g_ptr_array_new_with_free_func ((GDestroyNotify) ks_trust_choice_free);
  KsCertificate *leaf = path->len > 0 ? path->pdata[0] : NULL;
  KsCertificate *top = path->len > 0 ? path->pdata[path->len - 1] : NULL;
  gboolean has_root = path->len > 0 && ks_certificate_is_self_issued (top);

  if (leaf == NULL)
    return choices;

  if (has_root && (path->len > 1 || ks_certificate_is_ca (top)))
    add (choices, KS_TRUST_ROOT, top, system, now);
  if (path->len > (has_root ? 2 : 1))
    add (choices, KS_TRUST_ISSUER, path->pdata[1], system, now);
  else if (path->len == 1 && !has_root && ks_certificate_is_ca (leaf))
    add (choices, KS_TRUST_ISSUER, leaf, system, now);
  if (path->len > 1 || choices->len == 0)
    add (choices, KS_TRUST_LEAF, leaf, system, now);
  advise (choices, now);

  return choices;
}

/**
 * ks_trust_kind_get_name:
 * @kind: a kind of choice
 *
 * Returns: a translated name
 */
const char *
ks_trust_kind_get_name (KsTrustKind kind)
{
  switch (kind) {
  case KS_TRUST_ROOT:
    return _ ("Root CA");
  case KS_TRUST_ISSUER:
    return _ ("Issuing CA");
  case KS_TRUST_LEAF:
  default:
    return _ ("Certificate Itself");
  }
}

/**
 * ks_trust_find_alias:
 * @entries: (element-type KsEntry): of a truststore
 * @certificate: a certificate
 *
 * Returns: (nullable): the alias under which it is trusted already; belongs to the entry
 */
const char *
ks_trust_find_alias (GPtrArray *entries, KsCertificate *certificate)
{
  for (guint i = 0; i < entries->len; i++) {
    KsEntry *entry = entries->pdata[i];

    if (ks_entry_get_kind (entry) == KS_ENTRY_CERTIFICATE &&
        ks_certificate_equal (ks_entry_get_leaf (entry), certificate))
      return ks_entry_get_alias (entry);
  }

  return NULL;
}
