/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-config.h"

#include "ks-dsa-key.h"

#include "ks-der.h"
#include "ks-init.h"

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>

#define OID_DSA "1.2.840.10040.4.1"

typedef EVP_PKEY_CTX KeyContext;
typedef OSSL_PARAM Parameters;
typedef OSSL_PARAM_BLD ParameterBuilder;
G_DEFINE_AUTOPTR_CLEANUP_FUNC (KeyContext, EVP_PKEY_CTX_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Parameters, OSSL_PARAM_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ParameterBuilder, OSSL_PARAM_BLD_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BIGNUM, BN_free)

/* The public value of a key whose algorithm is DSA without parameters. */
static BIGNUM *
read_public_value (GBytes *spki)
{
  KsDer outer, algorithm, oid, bits, value;
  KsDerCursor cursor, inner;
  g_autofree char *name = NULL;
  gsize size = 0;
  const guint8 *data = g_bytes_get_data (spki, &size);

  if (!ks_der_parse (data, size, &outer))
    return NULL;
  ks_der_cursor_init (&cursor, &outer);
  if (!ks_der_cursor_take (&cursor, KS_DER_SEQUENCE, &algorithm) ||
      !ks_der_cursor_take (&cursor, KS_DER_BIT_STRING, &bits))
    return NULL;
  ks_der_cursor_init (&inner, &algorithm);
  if (!ks_der_cursor_take (&inner, KS_DER_OID, &oid) || inner.left > 0)
    return NULL;
  name = ks_der_dup_oid (&oid);
  if (g_strcmp0 (name, OID_DSA) != 0 || bits.size < 2 || bits.content[0] != 0 ||
      !ks_der_parse (bits.content + 1, bits.size - 1, &value) || value.tag != KS_DER_INTEGER ||
      value.size == 0 || (value.content[0] & 0x80) != 0)
    return NULL;
  return BN_bin2bn (value.content, (int) value.size, NULL);
}

static gboolean
push_from (OSSL_PARAM_BLD *builder, EVP_PKEY *donor, const char *name, BIGNUM **value)
{
  return EVP_PKEY_get_bn_param (donor, name, value) == 1 &&
         OSSL_PARAM_BLD_push_BN (builder, name, *value) == 1;
}

static EVP_PKEY *
build (OSSL_PARAM_BLD *builder)
{
  g_autoptr (Parameters) parameters = OSSL_PARAM_BLD_to_param (builder);
  g_autoptr (KeyContext) context = EVP_PKEY_CTX_new_from_name (ks_libctx (), "DSA", NULL);
  EVP_PKEY *key = NULL;

  if (parameters == NULL || context == NULL || EVP_PKEY_fromdata_init (context) != 1 ||
      EVP_PKEY_fromdata (context, &key, EVP_PKEY_PUBLIC_KEY, parameters) != 1)
    return NULL;
  return key;
}

/**
 * ks_dsa_key_complete:
 * @spki: DER of a SubjectPublicKeyInfo
 * @donor: a key of the issuer
 *
 * RFC 3279 section 2.3.2: a DSA key may leave its parameters out and take those of its issuer. OpenSSL no longer reads such keys.
 *
 * Returns: (transfer full) (nullable): the whole key; %NULL when @spki is no such key, or @donor is no DSA key
 */
EVP_PKEY *
ks_dsa_key_complete (GBytes *spki, EVP_PKEY *donor)
{
  g_autoptr (BIGNUM) value = read_public_value (spki);
  g_autoptr (BIGNUM) p = NULL;
  g_autoptr (BIGNUM) q = NULL;
  g_autoptr (BIGNUM) g = NULL;
  g_autoptr (ParameterBuilder) builder = NULL;
  EVP_PKEY *key = NULL;

  if (value != NULL && EVP_PKEY_is_a (donor, "DSA")) {
    builder = OSSL_PARAM_BLD_new ();
    if (push_from (builder, donor, OSSL_PKEY_PARAM_FFC_P, &p) &&
        push_from (builder, donor, OSSL_PKEY_PARAM_FFC_Q, &q) &&
        push_from (builder, donor, OSSL_PKEY_PARAM_FFC_G, &g) &&
        OSSL_PARAM_BLD_push_BN (builder, OSSL_PKEY_PARAM_PUB_KEY, value) == 1)
      key = build (builder);
  }
  ks_clear_openssl_errors ();
  return key;
}
