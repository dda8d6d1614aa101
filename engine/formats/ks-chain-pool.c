/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-config.h"

#include <openssl/evp.h>
#include <openssl/x509.h>

#include "ks-chain-pool.h"
#include "ks-init.h"
#include "ks-key.h"

/* Keys whose encoding is not the certificate's are compared one by one with so many certificates of one file. */
#define MAX_COMPARISONS 2000

struct _KsChainPool {
  GPtrArray *certificates;
  GHashTable *by_subject; /* folded name: GArray of guint */
  GHashTable *by_key;     /* SubjectPublicKeyInfo: GArray of guint; made when it is needed */
  GHashTable *by_content; /* DER: GArray of guint */
  GHashTable *issuers;    /* folded names that occur as issuers of others */
  guint n_comparisons;
};

/* Names that RFC 5280 section 7.1 takes for equal fold to the same text; the reverse is seen to by ks_name_equal(). */
static char *
fold_name (KsName *name)
{
  g_autofree char *folded = g_utf8_casefold (ks_name_get_text (name), -1);
  GString *text = g_string_sized_new (64);

  for (const char *at = folded; *at != '\0'; at = g_utf8_next_char (at)) {
    gunichar c = g_utf8_get_char (at);

    if (!g_unichar_isspace (c) && c != '\\')
      g_string_append_unichar (text, c);
  }

  return g_string_free_and_steal (text);
}

static void
add_index (GHashTable *table, gpointer key, guint index)
{
  GArray *indices = g_hash_table_lookup (table, key);

  if (indices == NULL) {
    indices = g_array_new (FALSE, FALSE, sizeof (guint));
    g_hash_table_insert (table, key, indices);
    g_array_append_val (indices, index);
    return;
  }
  g_array_append_val (indices, index);
}

static void
add_subject (KsChainPool *self, guint index)
{
  KsCertificate *certificate = self->certificates->pdata[index];
  g_autofree char *subject = NULL;
  g_autofree char *issuer = NULL;
  GArray *indices;

  if (!ks_certificate_is_readable (certificate))
    return;

  subject = fold_name (ks_certificate_get_subject (certificate));
  issuer = fold_name (ks_certificate_get_issuer (certificate));
  if (!g_str_equal (subject, issuer))
    g_hash_table_add (self->issuers, g_steal_pointer (&issuer));

  indices = g_hash_table_lookup (self->by_subject, subject);
  if (indices != NULL)
    g_array_append_val (indices, index);
  else
    add_index (self->by_subject, g_steal_pointer (&subject), index);
}

/**
 * ks_chain_pool_new:
 * @certificates: (element-type KsCertificate): certificates in the order of their file; they must outlive the pool
 *
 * Indexes certificates.
 *
 * Returns: (transfer full): the pool
 */
KsChainPool *
ks_chain_pool_new (GPtrArray *certificates)
{
  KsChainPool *self = g_new0 (KsChainPool, 1);

  self->certificates = g_ptr_array_ref (certificates);
  self->by_subject = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_array_unref);
  self->by_content =
    g_hash_table_new_full (g_bytes_hash, g_bytes_equal, NULL, (GDestroyNotify) g_array_unref);
  self->issuers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < certificates->len; i++) {
    add_index (self->by_content, ks_certificate_get_der (certificates->pdata[i]), i);
    add_subject (self, i);
  }

  return self;
}

/**
 * ks_chain_pool_free:
 * @self: (transfer full) (nullable): a pool
 *
 * Frees it; not the certificates.
 */
void
ks_chain_pool_free (KsChainPool *self)
{
  if (self == NULL)
    return;

  g_hash_table_unref (self->by_subject);
  g_hash_table_unref (self->by_content);
  g_hash_table_unref (self->issuers);
  g_clear_pointer (&self->by_key, g_hash_table_unref);
  g_ptr_array_unref (self->certificates);
  g_free (self);
}

/**
 * ks_chain_pool_list_issuers:
 * @self: a pool
 * @certificate: a certificate
 *
 * The certificates that could have issued @certificate, by name, in the order of the file.
 *
 * Returns: (transfer full) (element-type KsCertificate): borrowed certificates, each content once
 */
GPtrArray *
ks_chain_pool_list_issuers (KsChainPool *self, KsCertificate *certificate)
{
  GPtrArray *issuers = g_ptr_array_new ();
  KsName *name = ks_certificate_get_issuer (certificate);
  g_autofree char *folded = fold_name (name);
  const GArray *indices = g_hash_table_lookup (self->by_subject, folded);

  if (ks_name_get_n_attributes (name) == 0)
    return issuers;

  for (guint i = 0; indices != NULL && i < indices->len; i++) {
    guint index = g_array_index (indices, guint, i);
    KsCertificate *candidate = self->certificates->pdata[index];
    const GArray *twins = ks_chain_pool_find (self, candidate);

    if (g_array_index (twins, guint, 0) == index && !ks_certificate_equal (candidate, certificate) &&
        ks_name_equal (ks_certificate_get_subject (candidate), name))
      g_ptr_array_add (issuers, candidate);
  }

  return issuers;
}

/**
 * ks_chain_pool_has_issued:
 * @self: a pool
 * @certificate: a certificate
 *
 * Returns: whether a certificate of another subject names it as its issuer
 */
gboolean
ks_chain_pool_has_issued (KsChainPool *self, KsCertificate *certificate)
{
  g_autofree char *subject = fold_name (ks_certificate_get_subject (certificate));

  return g_hash_table_contains (self->issuers, subject);
}

/* SubjectPublicKeyInfo of a private key, as OpenSSL encodes it. */
static GBytes *
derive_spki (KsSecret *pkcs8)
{
  gsize size;
  const guint8 *data = ks_secret_get_data (pkcs8, &size);
  PKCS8_PRIV_KEY_INFO *info = d2i_PKCS8_PRIV_KEY_INFO (NULL, &data, (long) size);
  EVP_PKEY *key = info != NULL ? EVP_PKCS82PKEY_ex (info, ks_libctx (), NULL) : NULL;
  guint8 *der = NULL;
  int length = key != NULL ? i2d_PUBKEY (key, &der) : -1;
  GBytes *spki = length > 0 ? g_bytes_new (der, (gsize) length) : NULL;

  OPENSSL_free (der);
  EVP_PKEY_free (key);
  PKCS8_PRIV_KEY_INFO_free (info);
  ks_clear_openssl_errors ();
  return spki;
}

static void
index_keys (KsChainPool *self)
{
  if (self->by_key != NULL)
    return;

  self->by_key = g_hash_table_new_full (g_bytes_hash, g_bytes_equal, NULL, (GDestroyNotify) g_array_unref);
  for (guint i = 0; i < self->certificates->len; i++)
    if (ks_certificate_is_readable (self->certificates->pdata[i]))
      add_index (self->by_key, ks_certificate_get_spki (self->certificates->pdata[i]), i);
}

/**
 * ks_chain_pool_find_key:
 * @self: a pool
 * @pkcs8: a plain private key
 *
 * Finds the certificates of a key. Where no certificate has the public half in the usual encoding, it is compared with as many of
 * them as a file of normal size has.
 *
 * Returns: (transfer full) (element-type guint): their places in the file, in order
 */
GArray *
ks_chain_pool_find_key (KsChainPool *self, KsSecret *pkcs8)
{
  GArray *found = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (GBytes) spki = derive_spki (pkcs8);
  const GArray *indices;

  index_keys (self);
  indices = spki != NULL ? g_hash_table_lookup (self->by_key, spki) : NULL;
  if (indices != NULL) {
    g_array_append_vals (found, indices->data, indices->len);
    return found;
  }

  for (guint i = 0; i < self->certificates->len && self->n_comparisons < MAX_COMPARISONS; i++) {
    KsCertificate *certificate = self->certificates->pdata[i];

    self->n_comparisons++;
    if (ks_certificate_is_readable (certificate) &&
        ks_key_matches_spki (pkcs8, ks_certificate_get_spki (certificate), NULL))
      g_array_append_val (found, i);
  }

  return found;
}

/**
 * ks_chain_pool_find:
 * @self: a pool
 * @certificate: a certificate, of the pool or not
 *
 * Returns: (nullable) (element-type guint): the places in the file where a certificate with the same content is
 */
const GArray *
ks_chain_pool_find (KsChainPool *self, KsCertificate *certificate)
{
  return g_hash_table_lookup (self->by_content, ks_certificate_get_der (certificate));
}
