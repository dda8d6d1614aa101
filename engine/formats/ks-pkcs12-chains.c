/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-config.h"

#include <openssl/x509.h>

#include "ks-init.h"
#include "ks-pkcs12-private.h"

/* More than any real chain; Java has no limit. */
#define MAX_CHAIN 64

/* Of more certificates with one name nobody needs the best. */
#define MAX_CANDIDATES 16

/* How well @issuer fits: key identifiers first, then the signature itself. */
static guint
rate_issuer (KsCertificate *certificate, KsCertificate *issuer)
{
  GBytes *wanted = ks_certificate_get_authority_key_id (certificate);
  GBytes *found = ks_certificate_get_subject_key_id (issuer);
  X509 *child = ks_certificate_get_x509 (certificate);
  X509 *parent = ks_certificate_get_x509 (issuer);
  EVP_PKEY *key = parent != NULL ? X509_get0_pubkey (parent) : NULL;
  guint rating = 0;

  if (child != NULL && key != NULL && X509_verify (child, key) == 1)
    rating += 2;
  if (wanted != NULL && found != NULL && g_bytes_equal (wanted, found))
    rating += 1;
  ks_clear_openssl_errors ();

  return rating;
}

/* The first certificate with the issuer's name, as Java takes it; where several differ, the one that fits best. */
static KsCertificate *
find_issuer (KsCertificate *certificate, KsChainPool *pool)
{
  g_autoptr (GPtrArray) candidates = ks_chain_pool_list_issuers (pool, certificate);
  KsCertificate *best = candidates->len > 0 ? candidates->pdata[0] : NULL;
  guint best_rating = candidates->len > 1 ? rate_issuer (certificate, best) : 0;

  for (guint i = 1; i < MIN (candidates->len, MAX_CANDIDATES); i++) {
    guint rating = rate_issuer (certificate, candidates->pdata[i]);

    if (rating > best_rating) {
      best = candidates->pdata[i];
      best_rating = rating;
    }
  }

  return best;
}

static gboolean
chain_has (GPtrArray *chain, KsCertificate *certificate)
{
  for (guint i = 0; i < chain->len; i++)
    if (ks_certificate_equal (chain->pdata[i], certificate))
      return TRUE;

  return FALSE;
}

/* What stands between an entry and Java. */
static const struct {
  const char *extra;
  KsJavaView view;
} views[] = {
  { KS_PKCS12_UNTRUSTED, KS_JAVA_VIEW_NO_TRUST },
  { KS_PKCS12_PLAIN_KEY, KS_JAVA_VIEW_NO_KEY },
  { KS_PKCS12_BARE, KS_JAVA_VIEW_NO_CHAIN },
};

/**
 * ks_pkcs12_is_unnamed:
 * @entry: an entry of any store
 *
 * Returns: whether it was read from a file in which it has no name, so that its alias is a number that was made up
 */
gboolean
ks_pkcs12_is_unnamed (KsEntry *entry)
{
  return ks_entry_get_extra (entry, KS_PKCS12_UNNAMED) != NULL;
}

/**
 * ks_pkcs12_get_java_view:
 * @entry: an entry of any store
 *
 * Returns: what Java makes of it in the file from which it was read
 */
KsJavaView
ks_pkcs12_get_java_view (KsEntry *entry)
{
  for (gsize i = 0; i < G_N_ELEMENTS (views); i++)
    if (ks_entry_get_extra (entry, views[i].extra) != NULL)
      return views[i].view;

  return KS_JAVA_VIEW_ALL;
}

/**
 * ks_pkcs12_show_to_java:
 * @entry: an entry of a PKCS #12 file
 *
 * A certificate gets Java's attribute for trust when the file is saved, a key a certificate of its own, and a plain key the protection of
 * the file.
 *
 * Returns: (transfer full) (nullable): the entry as Java will see it; %NULL when it does already
 */
KsEntry *
ks_pkcs12_show_to_java (KsEntry *entry)
{
  for (gsize i = 0; i < G_N_ELEMENTS (views); i++)
    if (ks_entry_get_extra (entry, views[i].extra) != NULL)
      return ks_entry_with_extra (entry, views[i].extra, NULL);

  return NULL;
}

/**
 * ks_pkcs12_build_chain:
 * @leaf: where the chain begins
 * @pool: certificates of the file
 *
 * A PKCS #12 file has no order: a chain is what follows from the names of the issuers.
 *
 * Returns: (transfer full) (element-type KsCertificate): the chain, @leaf first
 */
GPtrArray *
ks_pkcs12_build_chain (KsCertificate *leaf, KsChainPool *pool)
{
  GPtrArray *chain = g_ptr_array_new_with_free_func (g_object_unref);
  KsCertificate *next = leaf;

  while (next != NULL && chain->len < MAX_CHAIN && !chain_has (chain, next)) {
    g_ptr_array_add (chain, g_object_ref (next));
    if (!ks_certificate_is_readable (next) || ks_certificate_is_self_issued (next))
      break;
    next = find_issuer (next, pool);
  }

  return chain;
}
