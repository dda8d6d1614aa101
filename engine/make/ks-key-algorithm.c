/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-config.h"

#include "ks-key-algorithm.h"

#include <glib/gi18n-lib.h>
#include "ks-spki.h"

#define RSA(bits, advice) { "rsa-" #bits, "RSA " #bits, KS_KEY_FAMILY_RSA, bits, advice, "RSA", NULL }
#define EC(id, curve, bits, group, advice)                                                                   \
  { "ec-" id, "EC " curve, KS_KEY_FAMILY_EC, bits, advice, "EC", group }
#define ONE(id, name, family, advice) { id, name, family, 0, advice, name, NULL }

/* FIPS 186-5, RFC 5639, SEC 2, RFC 8032, FIPS 204, FIPS 205. The first is the default. */
static const KsKeyAlgorithm algorithms[] = {
  RSA (3072, N_ ("Understood everywhere, and strong enough for the next decades.")),
  RSA (2048, N_ ("Understood everywhere, and the smallest size that is accepted today. The fastest RSA.")),
  RSA (4096, N_ ("Understood everywhere. Signing is several times slower than with 3072 bits.")),
  RSA (8192, N_ ("Making it can take minutes, and each connection costs a server much more.")),
  EC ("p256", "P-256", 256, "P-256", N_ ("Small, fast and understood by all current programs.")),
  EC ("p384", "P-384", 384, "P-384", N_ ("Stronger than P-256, and understood by all current programs.")),
  EC ("p521", "P-521", 521, "P-521", N_ ("Public authorities accept it, some browsers do not.")),
  EC ("secp256k1",
      "secp256k1",
      256,
      "secp256k1",
      N_ ("Known from cryptocurrencies. Browsers do not accept it, and Java cannot sign with it.")),
  EC ("brainpoolp256r1",
      "brainpoolP256r1",
      256,
      "brainpoolP256r1",
      N_ ("Asked for by German authorities. Browsers do not accept it, and Java cannot sign with it.")),
  EC ("brainpoolp384r1",
      "brainpoolP384r1",
      384,
      "brainpoolP384r1",
      N_ ("Asked for by German authorities. Browsers do not accept it, and Java cannot sign with it.")),
  EC ("brainpoolp512r1",
      "brainpoolP512r1",
      512,
      "brainpoolP512r1",
      N_ ("Asked for by German authorities. Browsers do not accept it, and Java cannot sign with it.")),
  ONE ("ed25519",
       "Ed25519",
       KS_KEY_FAMILY_EDWARDS,
       N_ ("Small and fast. Java 15 and newer read it; browsers and public authorities do not.")),
  ONE ("ed448",
       "Ed448",
       KS_KEY_FAMILY_EDWARDS,
       N_ ("Stronger than Ed25519. Java 15 and newer read it; browsers and public authorities do not.")),
  ONE ("ml-dsa-44",
       "ML-DSA-44",
       KS_KEY_FAMILY_ML_DSA,
       N_ ("Withstands quantum computers. OpenSSL 3.5 and Java 24 are the first that read it.")),
  ONE (
    "ml-dsa-65",
    "ML-DSA-65",
    KS_KEY_FAMILY_ML_DSA,
    N_ (
      "Withstands quantum computers: the usual choice. OpenSSL 3.5 and Java 24 are the first that read it.")),
  ONE (
    "ml-dsa-87",
    "ML-DSA-87",
    KS_KEY_FAMILY_ML_DSA,
    N_ ("Withstands quantum computers, with the largest margin. OpenSSL 3.5 and Java 24 are the first that read "
        "it.")),
#define SLH(id, name, advice) ONE ("slh-dsa-" id, "SLH-DSA-" name, KS_KEY_FAMILY_SLH_DSA, advice)
#define SLOW                                                                                                 \
  N_ ("Withstands quantum computers, and rests on hash functions alone. Small signatures; signing is slow.")
#define FAST                                                                                                 \
  N_ ("Withstands quantum computers, and rests on hash functions alone. Signs faster; signatures are large.")
  SLH ("sha2-128s", "SHA2-128s", SLOW),
  SLH ("sha2-128f", "SHA2-128f", FAST),
  SLH ("sha2-192s", "SHA2-192s", SLOW),
  SLH ("sha2-192f", "SHA2-192f", FAST),
  SLH ("sha2-256s", "SHA2-256s", SLOW),
  SLH ("sha2-256f", "SHA2-256f", FAST),
  SLH ("shake-128s", "SHAKE-128s", SLOW),
  SLH ("shake-128f", "SHAKE-128f", FAST),
  SLH ("shake-192s", "SHAKE-192s", SLOW),
  SLH ("shake-192f", "SHAKE-192f", FAST),
  SLH ("shake-256s", "SHAKE-256s", SLOW),
  SLH ("shake-256f", "SHAKE-256f", FAST),
};

#define PLAIN(first, second, third) { first, second, third, NULL }

static const char *const rsa_digests[] = { "sha256",     "sha384",     "sha512", "sha256-pss",
                                           "sha384-pss", "sha512-pss", NULL };
static const char *const pss_digests[] = { "sha256-pss", "sha384-pss", "sha512-pss", NULL };
static const char *const small_digests[] = PLAIN ("sha256", "sha384", "sha512");
static const char *const middle_digests[] = PLAIN ("sha384", "sha512", "sha256");
static const char *const large_digests[] = PLAIN ("sha512", "sha384", "sha256");
static const char *const no_digests[] = { NULL };

static const struct {
  const char *id;
  const char *name;
} digest_names[] = {
  { "sha256", "SHA-256" },
  { "sha384", "SHA-384" },
  { "sha512", "SHA-512" },
  { "sha256-pss", "SHA-256, RSA-PSS" },
  { "sha384-pss", "SHA-384, RSA-PSS" },
  { "sha512-pss", "SHA-512, RSA-PSS" },
};

/**
 * ks_key_algorithm_list:
 * @n_algorithms: (out): how many
 *
 * Returns: (transfer none) (array length=n_algorithms): the table, in the order in which it is offered
 */
const KsKeyAlgorithm *
ks_key_algorithm_list (gsize *n_algorithms)
{
  g_return_val_if_fail (n_algorithms != NULL, NULL);

  *n_algorithms = G_N_ELEMENTS (algorithms);
  return algorithms;
}

/**
 * ks_key_algorithm_find:
 * @id: such as "rsa-3072"
 *
 * Returns: (transfer none) (nullable): the row
 */
const KsKeyAlgorithm *
ks_key_algorithm_find (const char *id)
{
  for (gsize i = 0; i < G_N_ELEMENTS (algorithms); i++) {
    if (g_strcmp0 (algorithms[i].id, id) == 0)
      return &algorithms[i];
  }

  return NULL;
}

static KsSpki *
read_spki (GBytes *spki)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (spki, &size);
  KsDer element;

  return ks_der_parse (data, size, &element) ? ks_spki_new (&element) : NULL;
}

/**
 * ks_key_algorithm_find_spki:
 * @spki: DER of a SubjectPublicKeyInfo
 *
 * Returns: (transfer none) (nullable): the row that makes such keys
 */
const KsKeyAlgorithm *
ks_key_algorithm_find_spki (GBytes *spki)
{
  g_autoptr (KsSpki) key = NULL;

  g_return_val_if_fail (spki != NULL, NULL);

  key = read_spki (spki);
  for (gsize i = 0; key != NULL && i < G_N_ELEMENTS (algorithms); i++) {
    if (g_str_equal (algorithms[i].name, key->text))
      return &algorithms[i];
  }

  return NULL;
}

/**
 * ks_key_family_get_name:
 * @family: a family of keys
 *
 * Returns: (transfer none): its translated name
 */
const char *
ks_key_family_get_name (KsKeyFamily family)
{
  switch (family) {
  case KS_KEY_FAMILY_RSA:
    return "RSA";
  case KS_KEY_FAMILY_EC:
    return _ ("Elliptic curves (EC)");
  case KS_KEY_FAMILY_EDWARDS:
    return _ ("Edwards curves");
  case KS_KEY_FAMILY_ML_DSA:
    return _ ("Post-quantum (ML-DSA)");
  case KS_KEY_FAMILY_SLH_DSA:
    return _ ("Post-quantum, hash based (SLH-DSA)");
  default:
    g_return_val_if_reached ("");
  }
}

static const char *
explain_java (const KsKeyAlgorithm *self)
{
  switch (self->family) {
  case KS_KEY_FAMILY_RSA:
  case KS_KEY_FAMILY_EDWARDS:
    return NULL;
  case KS_KEY_FAMILY_EC:
    if (g_str_has_prefix (self->group, "P-"))
      return NULL;
    return _ (
      "Only Java programs read this format, and Java 16 and newer cannot sign with a key on this curve. "
      "Choose PKCS #12 for it.");
  case KS_KEY_FAMILY_ML_DSA:
    return _ (
      "Only Java programs read this format, and they can use such keys from Java 24 on. Choose PKCS #12 for it.");
  case KS_KEY_FAMILY_SLH_DSA:
  default:
    return _ ("Only Java programs read this format, and Java cannot use such keys. Choose PKCS #12 for it.");
  }
}

/**
 * ks_key_algorithm_explain_format:
 * @self: a kind of key
 * @format: what the store is written as
 *
 * The formats keep any PKCS #8 key; what JKS and JCEKS can hold is what Java 21 reads from them.
 *
 * Returns: (transfer none) (nullable): why a store of @format should not hold such a key, as a translated sentence
 */
const char *
ks_key_algorithm_explain_format (const KsKeyAlgorithm *self, const KsFormat *format)
{
  g_return_val_if_fail (self != NULL && format != NULL, NULL);

  if ((format->flags & KS_FORMAT_HOLDS_KEYS) == 0)
    return _ ("This format holds no private keys.");
  if (g_str_equal (format->id, "jks") || g_str_equal (format->id, "jceks"))
    return explain_java (self);
  return NULL;
}

/**
 * ks_key_family_filter_usage:
 * @family: of keys
 * @usage: what a certificate shall be for
 *
 * Only RSA keys encipher, and only elliptic curves agree on keys (RFC 8410, RFC 9881 and RFC 9909 section 5 forbid both to the others).
 *
 * Returns: what such keys can serve
 */
KsKeyUsage
ks_key_family_filter_usage (KsKeyFamily family, KsKeyUsage usage)
{
  guint able = KS_KEY_USAGE_DIGITAL_SIGNATURE | KS_KEY_USAGE_NON_REPUDIATION | KS_KEY_USAGE_KEY_CERT_SIGN |
               KS_KEY_USAGE_CRL_SIGN;

  if (family == KS_KEY_FAMILY_RSA)
    able |= KS_KEY_USAGE_KEY_ENCIPHERMENT | KS_KEY_USAGE_DATA_ENCIPHERMENT;
  if (family == KS_KEY_FAMILY_EC)
    able |= KS_KEY_USAGE_KEY_AGREEMENT | KS_KEY_USAGE_ENCIPHER_ONLY | KS_KEY_USAGE_DECIPHER_ONLY;
  return usage & able;
}

static const char *const *
list_ec_digests (guint bits)
{
  if (bits <= 256)
    return small_digests;
  return bits <= 384 ? middle_digests : large_digests;
}

/**
 * ks_key_algorithm_list_digests:
 * @self: a kind of key
 *
 * A digest as strong as the key comes first.
 *
 * Returns: (transfer none) (array zero-terminated=1): ids of digests; empty where the algorithm has none of its own
 */
const char *const *
ks_key_algorithm_list_digests (const KsKeyAlgorithm *self)
{
  g_return_val_if_fail (self != NULL, no_digests);

  if (self->family == KS_KEY_FAMILY_RSA)
    return rsa_digests;
  return self->family == KS_KEY_FAMILY_EC ? list_ec_digests (self->bits) : no_digests;
}

/**
 * ks_spki_list_digests:
 * @spki: DER of a SubjectPublicKeyInfo
 *
 * The same for any public key.
 *
 * Returns: (transfer none) (array zero-terminated=1): ids of digests
 */
const char *const *
ks_spki_list_digests (GBytes *spki)
{
  g_autoptr (KsSpki) key = NULL;

  g_return_val_if_fail (spki != NULL, no_digests);

  key = read_spki (spki);
  if (key == NULL)
    return no_digests;
  if (g_str_equal (key->algorithm, "RSA"))
    return rsa_digests;
  if (g_str_equal (key->algorithm, "RSASSA-PSS"))
    return pss_digests;
  if (g_str_equal (key->algorithm, "EC"))
    return list_ec_digests (key->bits);
  return g_str_equal (key->algorithm, "DSA") ? small_digests : no_digests;
}

/**
 * ks_signing_digest_get_name:
 * @id: of a digest, such as "sha256-pss"
 *
 * Returns: (transfer none): "SHA-256, RSA-PSS"; @id where there is no such digest
 */
const char *
ks_signing_digest_get_name (const char *id)
{
  for (gsize i = 0; i < G_N_ELEMENTS (digest_names); i++) {
    if (g_strcmp0 (digest_names[i].id, id) == 0)
      return digest_names[i].name;
  }

  return id;
}
