/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "catena-config.h"

#include "ks-signature-cache.h"

#include "ks-init.h"

#include <openssl/x509.h>

typedef struct {
  KsCertificate *child;
  KsCertificate *issuer;
} Pair;

struct _KsSignatureCache {
  GHashTable *known; /* Pair -> GINT_TO_POINTER (verifies) */
  guint cost;
};

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
 *
 * Returns: (transfer full): a cache that knows nothing
 */
KsSignatureCache *
ks_signature_cache_new (void)
{
  KsSignatureCache *self = g_new0 (KsSignatureCache, 1);

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

static gboolean
verify (KsCertificate *child, KsCertificate *issuer)
{
  X509 *signed_part = ks_certificate_get_x509 (child);
  X509 *signer = ks_certificate_get_x509 (issuer);
  EVP_PKEY *key = signer != NULL ? X509_get0_pubkey (signer) : NULL;
  gboolean verifies = FALSE;

  if (signed_part != NULL && key != NULL)
    verifies = X509_verify (signed_part, key) == 1;
  ks_clear_openssl_errors ();
  return verifies;
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
  verifies = verify (child, issuer);
  self->cost++;
  pair = g_new0 (Pair, 1);
  pair->child = g_object_ref (child);
  pair->issuer = g_object_ref (issuer);
  g_hash_table_insert (self->known, pair, GINT_TO_POINTER (verifies));
  return verifies;
}

/**
 * ks_signature_cache_get_cost:
 * @self: a cache
 *
 * Returns: how many signatures were really verified: what a search has cost
 */
guint
ks_signature_cache_get_cost (KsSignatureCache *self)
{
  return self->cost;
}
