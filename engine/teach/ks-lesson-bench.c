/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* A chain to be broken, and what the breaking does to it. */

#include "ks-config.h"

#include "ks-lesson-bench.h"

#include <glib/gi18n-lib.h>

#include "ks-certificate-unsound.h"
#include "ks-key-algorithm.h"
#include "ks-lesson-private.h"
#include "ks-name-input.h"
#include "ks-time.h"

#define HOST "shop.example.org"
#define OTHER_HOST "www.example.net"
#define ALIAS "shop"

/* The certificates of the chain, in its order. */
typedef enum {
  SERVER,
  ISSUING,
  INTERMEDIATE,
  ROOT,
  N_LINKS,
} Link;

struct _KsLessonBench {
  gint64 now;
  KsSecret *keys[N_LINKS];
  GBytes *spkis[N_LINKS];
  KsSecret *foreign_key; /* of somebody who is no part of the chain */
  KsCertificate *sound[N_LINKS];
  KsAnchorSet *anchors;
};

static const struct {
  const char *name;
  int path_length;
  int starts, ends; /* days from now */
} links[] = {
  [SERVER] = { HOST, -1, -100, 87 },
  [ISSUING] = { "Example Issuing CA", 0, -400, 1400 },
  [INTERMEDIATE] = { "Example Intermediate CA", 1, -1000, 2600 },
  [ROOT] = { "Example Root CA", -1, -2000, 5300 },
};

static const KsBreakage breakages[] = {
  { KS_BREAKAGE_EXPIRED_SERVER, "expired-server", N_ ("Expire the server’s certificate"),
    N_ ("It ended a week ago, and nobody has renewed it."), "cert-validity" },
  { KS_BREAKAGE_EXPIRED_ISSUER, "expired-issuer", N_ ("Expire the issuing CA"),
    N_ ("The CA that signed the server’s certificate ended a week ago."), "cert-validity" },
  { KS_BREAKAGE_MISSING_ISSUER, "missing-issuer", N_ ("Drop the issuing CA"),
    N_ ("The server does not send the certificate of the CA that signed its own."), "chain-complete" },
  { KS_BREAKAGE_NO_CA_FLAG, "no-ca-flag", N_ ("Clear the CA flag"),
    N_ ("The issuing CA’s certificate no longer says that it is one."), "may-sign" },
  { KS_BREAKAGE_SWAPPED_ORDER, "swapped-order", N_ ("Swap the order"),
    N_ ("The intermediate CA comes before the issuing CA."), "chain-order" },
  { KS_BREAKAGE_PATH_LENGTH, "path-length", N_ ("Shorten the path length"),
    N_ ("The intermediate CA may have no other CA below it, and there is one."), "path-length" },
  { KS_BREAKAGE_OTHER_HOST, "other-host", N_ ("Give it another name"),
    N_ ("The server’s certificate is for www.example.net, and clients ask for shop.example.org."),
    "host-name" },
  { KS_BREAKAGE_OTHER_KEY, "other-key", N_ ("Sign with another key"),
    N_ ("Somebody else has signed the server’s certificate in the issuing CA’s name."), "signature" },
};

/**
 * ks_breakage_list:
 * @n_breakages: (out): how many
 *
 * Returns: (transfer none) (array length=n_breakages): the ways to break a chain, in the order in which they are offered
 */
const KsBreakage *
ks_breakage_list (gsize *n_breakages)
{
  g_return_val_if_fail (n_breakages != NULL, NULL);

  *n_breakages = G_N_ELEMENTS (breakages);
  return breakages;
}

static KsCertificateSpec *
new_spec (KsLessonBench *self, Link link)
{
  KsCertificateSpec *spec = ks_certificate_spec_new ();
  const char *usage = link == SERVER ? "tls-server" : "certificate-authority";
  g_autofree char *subject = g_strconcat ("CN=", links[link].name, NULL);

  ks_certificate_spec_use_template (spec, ks_usage_template_find (usage),
                                    ks_key_algorithm_find_spki (self->spkis[link]));
  ks_name_unref (spec->subject);
  spec->subject = ks_name_new_from_text (subject, NULL);
  if (link == SERVER)
    g_ptr_array_add (spec->names, ks_general_name_new_from_text (KS_GENERAL_NAME_DNS, HOST));
  spec->path_length = links[link].path_length;
  spec->not_before = self->now + links[link].starts * KS_DAY;
  /* Half a day more, so that "87 days left" stays so for a while. */
  spec->not_after = self->now + links[link].ends * KS_DAY + KS_DAY / 2;
  return spec;
}

static void
break_server (KsLessonBench *self, KsCertificateSpec *spec, KsBreakageFlags flags)
{
  if ((flags & KS_BREAKAGE_EXPIRED_SERVER) != 0)
    spec->not_after = self->now - 7 * KS_DAY;
  if ((flags & KS_BREAKAGE_OTHER_HOST) != 0) {
    ks_name_unref (spec->subject);
    spec->subject = ks_name_new_from_text ("CN=" OTHER_HOST, NULL);
    g_ptr_array_set_size (spec->names, 0);
    g_ptr_array_add (spec->names, ks_general_name_new_from_text (KS_GENERAL_NAME_DNS, OTHER_HOST));
  }
}

static void
break_issuing (KsLessonBench *self, KsCertificateSpec *spec, KsBreakageFlags flags)
{
  if ((flags & KS_BREAKAGE_EXPIRED_ISSUER) != 0)
    spec->not_after = self->now - 7 * KS_DAY;
  if ((flags & KS_BREAKAGE_NO_CA_FLAG) != 0)
    spec->is_ca = FALSE;
}

static KsCertificate *
issue (KsLessonBench *self, Link link, KsBreakageFlags flags, GError **error)
{
  g_autoptr (KsCertificateSpec) spec = new_spec (self, link);
  Link above = link == ROOT ? ROOT : link + 1;
  KsSecret *signing = self->keys[above];

  if (link == SERVER)
    break_server (self, spec, flags);
  if (link == SERVER && (flags & KS_BREAKAGE_OTHER_KEY) != 0)
    signing = self->foreign_key;
  if (link == ISSUING)
    break_issuing (self, spec, flags);
  if (link == INTERMEDIATE && (flags & KS_BREAKAGE_PATH_LENGTH) != 0)
    spec->path_length = 0;
  return ks_certificate_spec_issue_unsound (spec, self->spkis[link], link == ROOT ? NULL : self->sound[above],
                                            signing, error);
}

static KsSecret *
make_key (GError **error)
{
  return ks_key_generate (ks_key_algorithm_find ("ec-p256"), NULL, error);
}

static gboolean
make_keys (KsLessonBench *self, GError **error)
{
  for (guint i = 0; i < N_LINKS; i++) {
    self->keys[i] = make_key (error);
    if (self->keys[i] != NULL)
      self->spkis[i] = ks_key_dup_spki (self->keys[i], error);
    if (self->spkis[i] == NULL)
      return FALSE;
  }
  self->foreign_key = make_key (error);
  return self->foreign_key != NULL;
}

/* From the root down: a certificate names its issuer. */
static gboolean
make_sound_chain (KsLessonBench *self, GError **error)
{
  for (guint i = N_LINKS; i > 0; i--) {
    self->sound[i - 1] = issue (self, (Link) (i - 1), KS_BREAKAGE_NONE, error);
    if (self->sound[i - 1] == NULL)
      return FALSE;
  }
  return TRUE;
}

/**
 * ks_lesson_bench_new:
 * @now: seconds since 1970
 * @error: return location
 *
 * Makes the keys and the sound chain.
 *
 * Returns: (transfer full): the bench; %NULL with an error of ks_key_generate() or ks_certificate_spec_issue_unsound()
 */
KsLessonBench *
ks_lesson_bench_new (gint64 now, GError **error)
{
  g_autoptr (KsLessonBench) self = g_new0 (KsLessonBench, 1);
  g_autoptr (GPtrArray) trusted = g_ptr_array_new ();

  self->now = now;
  if (!make_keys (self, error) || !make_sound_chain (self, error))
    return NULL;
  g_ptr_array_add (trusted, self->sound[ROOT]);
  self->anchors = ks_anchor_set_new (KS_ANCHORS_FILE, KS_LESSON_CLIENTS, trusted);
  return g_steal_pointer (&self);
}

/**
 * ks_lesson_bench_free:
 * @self: (transfer full): a bench
 *
 * Frees it, and wipes its keys.
 */
void
ks_lesson_bench_free (KsLessonBench *self)
{
  g_return_if_fail (self != NULL);

  for (guint i = 0; i < N_LINKS; i++) {
    g_clear_pointer (&self->keys[i], ks_secret_unref);
    g_clear_pointer (&self->spkis[i], g_bytes_unref);
    g_clear_object (&self->sound[i]);
  }
  g_clear_pointer (&self->foreign_key, ks_secret_unref);
  g_clear_object (&self->anchors);
  g_free (self);
}

/**
 * ks_lesson_bench_get_anchors:
 * @self: a bench
 *
 * Returns: (transfer none): the root alone
 */
KsAnchorSet *
ks_lesson_bench_get_anchors (KsLessonBench *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->anchors;
}

/**
 * ks_lesson_bench_get_host:
 * @self: a bench
 *
 * Returns: (transfer none): what clients connect to
 */
const char *
ks_lesson_bench_get_host (KsLessonBench *self)
{
  return HOST;
}

/* Which flags change a certificate itself. */
static KsBreakageFlags
get_own_flags (Link link)
{
  switch (link) {
  case SERVER:
    return KS_BREAKAGE_EXPIRED_SERVER | KS_BREAKAGE_OTHER_HOST | KS_BREAKAGE_OTHER_KEY;
  case ISSUING:
    return KS_BREAKAGE_EXPIRED_ISSUER | KS_BREAKAGE_NO_CA_FLAG;
  case INTERMEDIATE:
    return KS_BREAKAGE_PATH_LENGTH;
  case ROOT:
  case N_LINKS:
  default:
    return KS_BREAKAGE_NONE;
  }
}

static KsCertificate *
dup_certificate (KsLessonBench *self, Link link, KsBreakageFlags flags, GError **error)
{
  if ((flags & get_own_flags (link)) == 0)
    return g_object_ref (self->sound[link]);
  return issue (self, link, flags, error);
}

/* In the order in which they are sent. */
static GPtrArray *
make_chain (KsLessonBench *self, KsBreakageFlags flags, GError **error)
{
  static const Link sound_order[] = { SERVER, ISSUING, INTERMEDIATE, ROOT };
  static const Link swapped_order[] = { SERVER, INTERMEDIATE, ISSUING, ROOT };
  const Link *order = (flags & KS_BREAKAGE_SWAPPED_ORDER) != 0 ? swapped_order : sound_order;
  g_autoptr (GPtrArray) chain = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < N_LINKS; i++) {
    KsCertificate *certificate = NULL;

    if (order[i] == ISSUING && (flags & KS_BREAKAGE_MISSING_ISSUER) != 0)
      continue;
    certificate = dup_certificate (self, order[i], flags, error);
    if (certificate == NULL)
      return NULL;
    g_ptr_array_add (chain, certificate);
  }
  return g_steal_pointer (&chain);
}

/**
 * ks_lesson_bench_break:
 * @self: a bench
 * @flags: what shall be broken
 * @error: return location
 *
 * Signs anew what has to be, and leaves the rest as it is. Where the issuing CA is missing there is nothing left to swap it with.
 *
 * Returns: (transfer full): the entry; %NULL with an error of ks_certificate_spec_issue_unsound()
 */
KsEntry *
ks_lesson_bench_break (KsLessonBench *self, KsBreakageFlags flags, GError **error)
{
  g_autoptr (GPtrArray) chain = NULL;
  g_autoptr (KsKey) key = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  chain = make_chain (self, flags, error);
  if (chain == NULL)
    return NULL;
  key = ks_key_new_plain (KS_KEY_PRIVATE, self->keys[SERVER], NULL);
  return ks_entry_new (KS_ENTRY_KEY, ALIAS, self->now * 1000, key, chain);
}

/**
 * ks_lesson_bench_make_request:
 * @self: a bench
 * @entry: what ks_lesson_bench_break() has made
 *
 * Returns: (transfer full): what ks_verify() is asked about it
 */
KsVerifyRequest *
ks_lesson_bench_make_request (KsLessonBench *self, KsEntry *entry)
{
  KsVerifyRequest *request = NULL;

  g_return_val_if_fail (self != NULL && KS_IS_ENTRY (entry), NULL);

  request = ks_verify_request_new (entry, self->now);
  ks_verify_request_set_anchors (request, self->anchors);
  ks_verify_request_set_purpose (request, KS_PURPOSE_TLS_SERVER);
  ks_verify_request_add_host (request, HOST);
  ks_verify_request_set_key (request, self->keys[SERVER]);
  return request;
}
