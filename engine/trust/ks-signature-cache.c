/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-config.h"

#include "ks-signature-cache.h"

#include "ks-dsa-key.h"
#include "ks-init.h"

#include <openssl/x509.h>

typedef struct {
  KsCertificate *child;
  KsCertificate *issuer;
} Pair;

struct _KsSignatureCache {
  GHashTable *known; /* Pair -> GINT_TO_POINTER (verifies) */
  KsProven *proven;  /* borrowed, or NULL */
  KsFindSubject find;
  gpointer find_data;
  guint cost;
};

/* Keys that inherit from keys that inherit: more is nobody's chain. */
#define MAX_INHERITANCE 4

static guint
pair_hash (gconstpointer key)
{
  const Pair *pair = key;

  return g_direct_hash (pair->child) * 31 + g_direct_hash (pair->issuer);
}

static gboolean
pair_equal (gconstpointer a, gconstpointer b)
{
  const Pair *one = a, *other = b;

  return one->child == other->child && one->issuer == other->issuer;
}

static void
pair_free (gpointer data)
{
  Pair *pair = data;

  g_object_unref (pair->child);
  g_object_unref (pair->issuer);
  g_free (pair);
}

/**
 * ks_signature_cache_new:
 * @proven: (nullable): what other verdicts found out; it has to live longer
 *
 * Returns: (transfer full): a cache that knows nothing
 */
KsSignatureCache *
ks_signature_cache_new (KsProven *proven)
{
  KsSignatureCache *self = g_new0 (KsSignatureCache, 1);

  self->proven = proven;
  self->known = g_hash_table_new_full (pair_hash, pair_equal, pair_free, NULL);
  return self;
}

/**
 * ks_signature_cache_free:
 * @self: (transfer full): a cache
 *
 * Frees it.
 */
void
ks_signature_cache_free (KsSignatureCache *self)
{
  g_hash_table_unref (self->known);
  g_free (self);
}

static EVP_PKEY *
get_key (KsCertificate *certificate)
{
  X509 *x509 = ks_certificate_get_x509 (certificate);

  return x509 != NULL ? X509_get0_pubkey (x509) : NULL;
}

static EVP_PKEY *
inherit_key (KsSignatureCache *self, KsCertificate *certificate, guint depth)
{
  g_autoptr (GPtrArray) issuers =
    self->find != NULL ? self->find (ks_certificate_get_issuer (certificate), self->find_data) : NULL;
  EVP_PKEY *key = NULL;

  for (guint i = 0; issuers != NULL && depth < MAX_INHERITANCE && key == NULL && i < issuers->len; i++) {
    KsCertificate *issuer = g_ptr_array_index (issuers, i);
    EVP_PKEY *donor = get_key (issuer);

    if (issuer == certificate)
      continue;
    if (donor != NULL)
      EVP_PKEY_up_ref (donor);
    else
      donor = inherit_key (self, issuer, depth + 1);
    if (donor != NULL)
      key = ks_dsa_key_complete (ks_certificate_get_spki (certificate), donor);
    EVP_PKEY_free (donor);
  }
  return key;
}

static gboolean
verify (KsSignatureCache *self, KsCertificate *child, KsCertificate *issuer)
{
  X509 *signed_part = ks_certificate_get_x509 (child);
  EVP_PKEY *key = get_key (issuer);
  EVP_PKEY *inherited = NULL;
  gboolean verifies = FALSE;

  if (key == NULL && g_str_equal (ks_certificate_get_key_algorithm (issuer), "DSA"))
    key = inherited = inherit_key (self, issuer, 0);
  if (signed_part != NULL && key != NULL)
    verifies = X509_verify (signed_part, key) == 1;
  EVP_PKEY_free (inherited);
  ks_clear_openssl_errors ();
  return verifies;
}

/* A key that takes its parameters from somewhere else is no fact about two certificates alone. */
static gboolean
verify_or_remember (KsSignatureCache *self, KsCertificate *child, KsCertificate *issuer)
{
  KsProvenAnswer answer = KS_PROVEN_UNKNOWN;
  gboolean verifies = FALSE;

  if (self->proven == NULL || get_key (issuer) == NULL)
    return verify (self, child, issuer);
  answer = ks_proven_ask (self->proven, child, issuer);
  if (answer != KS_PROVEN_UNKNOWN)
    return answer == KS_PROVEN_VERIFIES;
  verifies = verify (self, child, ks_proven_get_first (self->proven, issuer));
  ks_proven_tell (self->proven, child, issuer, verifies);
  return verifies;
}

/**
 * ks_signature_cache_set_finder:
 * @self: a cache
 * @find: (nullable): gives the certificates of a subject
 * @data: for @find
 *
 * Sets where a key without parameters gets them from.
 */
void
ks_signature_cache_set_finder (KsSignatureCache *self, KsFindSubject find, gpointer data)
{
  self->find = find;
  self->find_data = data;
}

/**
 * ks_signature_cache_verify:
 * @self: a cache
 * @child: a certificate
 * @issuer: who may have signed it
 *
 * RFC 5280 section 6.1.3 (a)(1), including that the two algorithm identifiers of @child are the same.
 *
 * Returns: whether the signature on @child verifies with the key of @issuer
 */
gboolean
ks_signature_cache_verify (KsSignatureCache *self, KsCertificate *child, KsCertificate *issuer)
{
  Pair wanted = { child, issuer };
  gpointer value = NULL;
  gboolean verifies = FALSE;
  Pair *pair = NULL;

  if (g_hash_table_lookup_extended (self->known, &wanted, NULL, &value))
    return GPOINTER_TO_INT (value);
  verifies = verify_or_remember (self, child, issuer);
  self->cost++;
  pair = g_new0 (Pair, 1);
  pair->child = g_object_ref (child);
  pair->issuer = g_object_ref (issuer);
  g_hash_table_insert (self->known, pair, GINT_TO_POINTER (verifies));
  return verifies;
}

/**
 * ks_signature_cache_is_self_signed:
 * @self: a cache
 * @certificate: a certificate
 *
 * Returns: whether it is self-issued and its signature verifies with its own key
 */
gboolean
ks_signature_cache_is_self_signed (KsSignatureCache *self, KsCertificate *certificate)
{
  if (self->proven == NULL || !ks_certificate_is_self_issued (certificate) || get_key (certificate) == NULL)
    return ks_certificate_is_self_signed (certificate);
  return verify_or_remember (self, certificate, certificate);
}

/**
 * ks_signature_cache_get_cost:
 * @self: a cache
 *
 * An answer that another verdict has found costs the same, so that a budget ends every run at the same place.
 *
 * Returns: how many pairs were asked for: what a search has cost
 */
guint
ks_signature_cache_get_cost (KsSignatureCache *self)
{
  return self->cost;
}
