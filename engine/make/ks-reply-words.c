/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-config.h"

#include <glib/gi18n-lib.h>

#include "ks-reply-private.h"

static const KsReplyMatch *
get_match (KsReplyPlan *self, guint index)
{
  return self->matches->pdata[index];
}

static char *
show_alias (KsEntry *entry)
{
  return ks_text_make_visible (ks_entry_get_alias (entry));
}

static gpointer
get_front (KsReplyPlan *self)
{
  return self->query->stores->len > 0 ? ((const KsReplyStore *) self->query->stores->pdata[0])->tag : NULL;
}

static gboolean
is_wanted_matched (KsReplyPlan *self)
{
  for (guint i = 0; i < self->matches->len; i++)
    if (get_match (self, i)->entry == self->query->wanted)
      return TRUE;

  return FALSE;
}

static char *
name_one (KsReplyPlan *self, const KsReplyMatch *match)
{
  g_autofree char *alias = show_alias (match->entry);
  g_autofree char *file = match->store_name != NULL ? ks_text_make_visible (match->store_name) : NULL;

  if (match->tag == get_front (self) || file == NULL)
    /* Translators: %s is an alias */
    return g_strdup_printf (_ ("The reply is for “%s”"), alias);

  /* Translators: the first %s is an alias, the second one the name of a file */
  return g_strdup_printf (_ ("The reply is for “%s” in %s"), alias, file);
}

static guint
count_proposed (KsReplyPlan *self)
{
  guint n = 0;

  for (guint i = 0; i < self->matches->len; i++)
    n += get_match (self, i)->is_proposed;

  return n;
}

static const KsReplyMatch *
get_first (KsReplyPlan *self)
{
  for (guint i = 0; i < self->matches->len; i++)
    if (get_match (self, i)->is_proposed)
      return get_match (self, i);

  return get_match (self, 0);
}

static char *
explain_match (KsReplyPlan *self, const KsReplyMatch *match)
{
  if (self->query->wanted != NULL && !is_wanted_matched (self)) {
    g_autofree char *alias = show_alias (self->query->wanted);

    /* Translators: %s is an alias */
    return g_strdup_printf (_ ("The key of “%s” is another one."), alias);
  }
  if (match->is_read_only)
    return g_strdup (_ ("Its keystore was opened without its password and cannot be changed."));
  if (ks_reply_match_get_leaf (match, 0)->origin == KS_REPLY_FROM_ENTRY)
    return g_strdup (_ ("It brings issuers for the certificate that is there."));

  return g_strdup (_ ("Its public key belongs to this entry’s private key."));
}

static void
say_fits (KsReplyPlan *self)
{
  guint n = count_proposed (self);

  if (n > 1) {
    self->headline =
      g_strdup_printf (ngettext ("The reply is for %u entry", "The reply is for %u entries", n), n);
    self->detail = g_strdup (_ ("Their private keys belong to the public keys in it."));
    return;
  }
  self->headline = name_one (self, get_first (self));
  self->detail = explain_match (self, get_first (self));
}

static void
say_unchanged (KsReplyPlan *self)
{
  g_autofree char *alias = show_alias (get_match (self, 0)->entry);

  /* Translators: %s is an alias */
  self->headline = g_strdup_printf (_ ("“%s” has this certificate already"), alias);
  self->detail = g_strdup (_ ("Its chain would stay as it is: there is nothing to apply."));
}

/* The certificate that somebody waited for: no authority. */
static KsCertificate *
find_end_entity (KsReplyPlan *self)
{
  for (guint i = 0; i < self->query->items->len; i++) {
    KsCertificate *certificate = ((const KsReplyItem *) self->query->items->pdata[i])->certificate;

    if (ks_certificate_is_readable (certificate) && !ks_certificate_is_ca (certificate))
      return certificate;
  }

  return NULL;
}

static gboolean
has_other (KsReplyPlan *self, KsEntryKind kind)
{
  for (guint i = 0; i < self->query->others->len; i++)
    if (((const KsReplyOther *) self->query->others->pdata[i])->kind == kind)
      return TRUE;

  return FALSE;
}

static void
say_no_key (KsReplyPlan *self)
{
  KsCertificate *certificate = find_end_entity (self);
  g_autofree char *title =
    certificate != NULL ? ks_text_make_visible (ks_certificate_get_title (certificate)) : NULL;

  if (has_other (self, KS_ENTRY_KEY)) {
    self->headline = g_strdup (_ ("This is a key pair, not a reply"));
    self->detail = g_strdup (_ ("Its private key is in the file: import it instead."));
  } else if (certificate == NULL) {
    self->headline = g_strdup (_ ("No open entry needs these certificates"));
    self->detail = g_strdup (
      _ ("They are authorities, and sign none of the certificates here. Import them to trust them."));
  } else {
    self->headline = g_strdup (_ ("No open keystore has the key of this reply"));
    self->detail = g_strdup_printf (
      /* Translators: %s is the name of a certificate */
      _ ("“%s” belongs to another private key. Open the keystore in which its request was made."), title);
  }
}

static void
say_no_certificate (KsReplyPlan *self)
{
  self->headline = g_strdup (_ ("There is no certificate in it"));
  if (has_other (self, KS_ENTRY_REQUEST))
    self->detail = g_strdup (_ ("It is the request. The CA sends a certificate back for it."));
  else if (has_other (self, KS_ENTRY_KEY))
    self->detail = g_strdup (_ ("It has a private key, which a reply never does."));
  else if (has_other (self, KS_ENTRY_CRL))
    self->detail = g_strdup (_ ("It is a revocation list."));
}

static gboolean
would_change (KsReplyPlan *self)
{
  for (guint i = 0; i < self->matches->len; i++)
    if (!get_match (self, i)->is_unchanged)
      return TRUE;

  return FALSE;
}

/**
 * ks_reply_plan_put_into_words:
 * @self: a plan with matches and surplus
 *
 * Sets its outcome, and the words for it.
 */
void
ks_reply_plan_put_into_words (KsReplyPlan *self)
{
  if (self->query->items->len == 0) {
    self->outcome = KS_REPLY_NO_CERTIFICATE;
    say_no_certificate (self);
  } else if (self->matches->len == 0) {
    self->outcome = KS_REPLY_NO_KEY;
    say_no_key (self);
  } else if (would_change (self)) {
    self->outcome = KS_REPLY_FITS;
    say_fits (self);
  } else {
    self->outcome = KS_REPLY_UNCHANGED;
    say_unchanged (self);
  }
}

/**
 * ks_reply_part_describe:
 * @part: a certificate of a new chain
 *
 * Returns: (transfer full): where it comes from, in words
 */
char *
ks_reply_part_describe (const KsReplyPart *part)
{
  g_autofree char *detail = part->detail != NULL ? ks_text_make_visible (part->detail) : NULL;

  switch (part->origin) {
  case KS_REPLY_FROM_ENTRY:
    return g_strdup (_ ("In this entry"));
  case KS_REPLY_FROM_OTHER_ENTRY:
    /* Translators: %s is an alias */
    return g_strdup_printf (_ ("From “%s” in this keystore"), detail);
  case KS_REPLY_FROM_OTHER_FILE:
    /* Translators: %s is the name of a file */
    return detail != NULL ? g_strdup_printf (_ ("From %s"), detail) : g_strdup (_ ("From another file"));
  case KS_REPLY_FROM_ANCHORS:
    /* Translators: %s is the name of a truststore, or “System trust” */
    return detail != NULL ? g_strdup_printf (_ ("From %s"), detail)
                          : g_strdup (_ ("From those who are trusted"));
  case KS_REPLY_FROM_REPLY:
  default:
    return g_strdup (_ ("From the reply"));
  }
}

/**
 * ks_reply_origin_get_nick:
 * @origin: where a certificate comes from
 *
 * Returns: (transfer none): its name for programs
 */
const char *
ks_reply_origin_get_nick (KsReplyOrigin origin)
{
  static const char *const nicks[] = { "reply", "entry", "other-entry", "other-file", "anchors" };

  g_return_val_if_fail (origin < G_N_ELEMENTS (nicks), NULL);

  return nicks[origin];
}
