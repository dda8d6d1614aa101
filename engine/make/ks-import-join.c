/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-chain-pool.h"
#include "ks-import-private.h"
#include "ks-signature-cache.h"

#define MAX_CHAIN 64

/* Of more certificates with one name nobody needs the right one. */
#define MAX_CANDIDATES 16

struct _KsImportJoiner {
  GPtrArray *certificates; /* borrowed */
  KsChainPool *pool;
  KsSignatureCache *signatures;
  gint64 time;
};

/**
 * ks_import_joiner_new:
 * @certificates: (element-type KsCertificate): where to look; they must outlive the joiner
 * @time: the present, in seconds since 1970
 *
 * Returns: (transfer full): a joiner
 */
KsImportJoiner *
ks_import_joiner_new (GPtrArray *certificates, gint64 time)
{
  KsImportJoiner *self = g_new0 (KsImportJoiner, 1);

  self->certificates = g_ptr_array_ref (certificates);
  self->pool = ks_chain_pool_new (certificates);
  self->signatures = ks_signature_cache_new (NULL);
  self->time = time;

  return self;
}

/**
 * ks_import_joiner_free:
 * @self: (transfer full): a joiner
 *
 * Frees it; not the certificates.
 */
void
ks_import_joiner_free (KsImportJoiner *self)
{
  ks_signature_cache_free (self->signatures);
  ks_chain_pool_free (self->pool);
  g_ptr_array_unref (self->certificates);
  g_free (self);
}

static gboolean
is_valid (KsImportJoiner *self, KsCertificate *certificate)
{
  return ks_certificate_get_not_before (certificate) <= self->time &&
         self->time <= ks_certificate_get_not_after (certificate);
}

/* Of several certificates for one key the newest valid one, and one by a CA before one that the key made for itself. */
static gboolean
is_better_leaf (KsImportJoiner *self, KsCertificate *one, KsCertificate *other)
{
  if (is_valid (self, one) != is_valid (self, other))
    return is_valid (self, one);
  if (ks_certificate_is_self_issued (one) != ks_certificate_is_self_issued (other))
    return ks_certificate_is_self_issued (other);

  return ks_certificate_get_not_before (one) > ks_certificate_get_not_before (other);
}

static gboolean
key_identifiers_contradict (KsCertificate *child, KsCertificate *issuer)
{
  GBytes *wanted = ks_certificate_get_authority_key_id (child);
  GBytes *given = ks_certificate_get_subject_key_id (issuer);

  return wanted != NULL && given != NULL && !g_bytes_equal (wanted, given);
}

static KsCertificate *
find_issuer (KsImportJoiner *self, KsCertificate *child)
{
  g_autoptr (GPtrArray) candidates = ks_chain_pool_list_issuers (self->pool, child);
  KsCertificate *best = NULL;

  for (guint i = 0; i < MIN (candidates->len, MAX_CANDIDATES); i++) {
    KsCertificate *candidate = candidates->pdata[i];

    if (key_identifiers_contradict (child, candidate) ||
        !ks_signature_cache_verify (self->signatures, child, candidate))
      continue;
    if (best == NULL || (is_valid (self, candidate) && !is_valid (self, best)))
      best = candidate;
  }

  return best;
}

static gboolean
has (GPtrArray *chain, KsCertificate *certificate)
{
  for (guint i = 0; i < chain->len; i++)
    if (ks_certificate_equal (chain->pdata[i], certificate))
      return TRUE;

  return FALSE;
}

static GPtrArray *
build_chain (KsImportJoiner *self, KsCertificate *leaf)
{
  GPtrArray *chain = g_ptr_array_new ();

  for (KsCertificate *next = leaf; next != NULL && chain->len < MAX_CHAIN && !has (chain, next);) {
    g_ptr_array_add (chain, next);
    next = ks_certificate_is_readable (next) && !ks_certificate_is_self_issued (next)
             ? find_issuer (self, next)
             : NULL;
  }

  return chain;
}

/**
 * ks_import_joiner_find_chain:
 * @self: a joiner
 * @pkcs8: a plain private key
 *
 * Finds the newest valid certificate of the key, and the issuers above it as far as they are there. Each signature is verified.
 *
 * Returns: (transfer container) (nullable) (element-type KsCertificate): the chain, leaf first
 */
GPtrArray *
ks_import_joiner_find_chain (KsImportJoiner *self, KsSecret *pkcs8)
{
  g_autoptr (GArray) places = ks_chain_pool_find_key (self->pool, pkcs8);
  KsCertificate *leaf = NULL;

  for (guint i = 0; i < places->len; i++) {
    KsCertificate *candidate = self->certificates->pdata[g_array_index (places, guint, i)];

    if (leaf == NULL || is_better_leaf (self, candidate, leaf))
      leaf = candidate;
  }

  return leaf != NULL ? build_chain (self, leaf) : NULL;
}
