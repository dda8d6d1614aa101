/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-config.h"

#include <openssl/objects.h>
#include <openssl/x509.h>
#include <string.h>

#include "ks-compatibility-private.h"
#include "ks-init.h"
#include "ks-key-pbe.h"
#include "ks-pkcs12.h"

/* Java's limit (sun.security.pkcs12.PKCS12KeyStore). */
#define MANY_ITERATIONS 5000000

/* Opening one takes some milliseconds. */
#define MAX_OPENED_KEYS 50

G_DEFINE_AUTOPTR_CLEANUP_FUNC (X509_SIG, X509_SIG_free)

/* What the public keys in a file are. The text is that of ks_certificate_get_key_text(), the beginning of it. */
static const struct {
  const char *prefix;
  KsTrait trait;
} key_kinds[] = {
  { "Ed25519", KS_TRAIT_ED25519 },
  { "Ed448", KS_TRAIT_ED25519 },
  { "RSA-PSS", KS_TRAIT_PSS },
  { "EC secp256k1", KS_TRAIT_OLD_CURVE },
  { "EC brainpool", KS_TRAIT_OLD_CURVE },
  { "EC Brainpool", KS_TRAIT_OLD_CURVE },
  { "ML-DSA", KS_TRAIT_QUANTUM },
  { "ML-KEM", KS_TRAIT_QUANTUM },
  { "SLH-DSA", KS_TRAIT_QUANTUM },
};

static KsTraits
find_certificate_traits (KsCertificate *certificate)
{
  const char *text = ks_certificate_get_key_text (certificate);

  if (ks_certificate_is_beyond_java (certificate))
    return KS_TRAIT_BEYOND_JAVA;
  for (gsize i = 0; i < G_N_ELEMENTS (key_kinds); i++)
    if (g_str_has_prefix (text, key_kinds[i].prefix))
      return key_kinds[i].trait;

  return 0;
}

static KsTraits
find_kind_traits (KsEntry *entry)
{
  switch (ks_entry_get_kind (entry)) {
  case KS_ENTRY_KEY:
    return KS_TRAIT_KEYS;
  case KS_ENTRY_SECRET:
    return KS_TRAIT_SECRETS;
  case KS_ENTRY_CERTIFICATE:
    return KS_TRAIT_TRUSTED;
  case KS_ENTRY_PUBLIC:
  case KS_ENTRY_REQUEST:
  case KS_ENTRY_CRL:
  default:
    return 0;
  }
}

static KsTraits
find_entry_traits (KsEntry *entry)
{
  KsTraits traits = find_kind_traits (entry);

  for (guint i = 0; i < ks_entry_get_chain_length (entry); i++)
    traits |= find_certificate_traits (ks_entry_get_certificate (entry, i));

  return traits;
}

/* What PBES1 and PBES2 ask of a program. */
static KsTraits
find_cipher_traits (gboolean is_pbes2, int cipher, gboolean is_scrypt)
{
  if (!is_pbes2 && cipher == NID_des_ede_cbc)
    return KS_TRAIT_TWO_KEYS;
  if (!is_pbes2)
    return cipher == NID_des_ede3_cbc ? 0 : KS_TRAIT_RC2;

  return !is_scrypt && (cipher == NID_aes_256_cbc || cipher == NID_aes_128_cbc) ? KS_TRAIT_PBES2
                                                                                : KS_TRAIT_PBES2_RARE;
}

/* How a key in a PKCS #12 file is protected. */
static KsTraits
find_key_traits (KsKey *key)
{
  gsize size = 0;
  const guint8 *data;
  g_autoptr (X509_SIG) sig = NULL;
  const X509_ALGOR *algorithm;
  KsPbe pbe;
  KsTraits traits = 0;

  if (key == NULL || ks_key_get_form (key) != KS_KEY_FORM_ENCRYPTED_PKCS8)
    return 0;
  data = g_bytes_get_data (ks_key_get_bytes (key), &size);
  sig = d2i_X509_SIG (NULL, &data, (long) size);
  if (sig != NULL) {
    X509_SIG_get0 (sig, &algorithm, NULL);
    if (ks_pbe_inspect (algorithm, &pbe, NULL))
      traits = find_cipher_traits (pbe.is_pbes2, pbe.cipher_nid, pbe.scrypt_n > 0) |
               (pbe.iterations > MANY_ITERATIONS ? KS_TRAIT_MANY_ITERATIONS : 0);
  }
  ks_clear_openssl_errors ();

  return traits;
}

/* The scheme of PKCS #12 names cipher and key length together. */
static KsTraits
find_pbes1_traits (int scheme)
{
  if (scheme == NID_pbe_WithSHA1And3_Key_TripleDES_CBC)
    return 0;

  return scheme == NID_pbe_WithSHA1And2_Key_TripleDES_CBC ? KS_TRAIT_TWO_KEYS : KS_TRAIT_RC2;
}

/* What a PKCS #12 file as a whole asks for. */
static KsTraits
find_protection_traits (const KsPkcs12Profile *profile)
{
  int digest = OBJ_txt2nid (profile->mac_digest);
  KsTraits traits = 0;

  if (!profile->has_mac)
    traits |= KS_TRAIT_MAC_NONE;
  else if (profile->is_pbmac1)
    traits |= KS_TRAIT_MAC_PBMAC1;
  else if (digest == NID_sha224 || digest == NID_sha256 || digest == NID_sha384 || digest == NID_sha512 ||
           digest == NID_sha512_224 || digest == NID_sha512_256)
    traits |= KS_TRAIT_MAC_SHA256 | (digest != NID_sha256 ? KS_TRAIT_MAC_SHA512 : 0);
  else if (digest != NID_sha1)
    traits |= KS_TRAIT_MAC_RARE;

  if (profile->encrypts_certificates && profile->pbe == NID_undef)
    traits |= find_cipher_traits (TRUE, profile->cipher, profile->prf == NID_undef);
  else if (profile->encrypts_certificates)
    traits |= find_pbes1_traits (profile->pbe);
  if (profile->iterations > MANY_ITERATIONS || profile->mac_iterations > MANY_ITERATIONS)
    traits |= KS_TRAIT_MANY_ITERATIONS;

  return traits;
}

static KsTraits
find_password_traits (KsSecret *password)
{
  if (password == NULL)
    return 0;
  if (ks_secret_get_size (password) == 0)
    return KS_TRAIT_EMPTY_PASSWORD;

  return g_str_is_ascii (ks_secret_get_text (password)) ? 0 : KS_TRAIT_WIDE_PASSWORD;
}

static KsTraits
find_alias_traits (GPtrArray *entries)
{
  g_autoptr (GHashTable) folded = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < entries->len; i++)
    if (!g_hash_table_add (folded, ks_alias_fold (ks_entry_get_alias (entries->pdata[i]))))
      return KS_TRAIT_ALIASES;

  return 0;
}

/* Whether one of the keys has another password than the file; of many keys the first ones stand for all. */
static gboolean
has_own_password (GPtrArray *entries, KsSecret *password)
{
  guint n_opened = 0;

  for (guint i = 0; password != NULL && i < entries->len && n_opened < MAX_OPENED_KEYS; i++) {
    KsKey *key = ks_entry_get_key (entries->pdata[i]);
    g_autoptr (KsSecret) plain = NULL;

    if (key == NULL || ks_key_get_form (key) != KS_KEY_FORM_ENCRYPTED_PKCS8)
      continue;
    n_opened++;
    plain = ks_key_unlock (key, password, NULL);
    if (plain == NULL)
      return TRUE;
  }

  return FALSE;
}

static KsTraits
find_view_traits (KsEntry *entry)
{
  static const KsTraits traits[] = {
    [KS_JAVA_VIEW_ALL] = 0,
    [KS_JAVA_VIEW_NO_TRUST] = KS_TRAIT_HIDDEN_CERTIFICATE,
    [KS_JAVA_VIEW_NO_CHAIN] = KS_TRAIT_BARE_KEY,
    [KS_JAVA_VIEW_NO_KEY] = KS_TRAIT_PLAIN_KEY,
  };

  return traits[ks_pkcs12_get_java_view (entry)];
}

static void
survey_pkcs12 (KsCompatibilityFacts *facts, KsStore *store, GPtrArray *entries)
{
  KsSecret *password = ks_store_get_password (store);
  KsPkcs12Profile profile;

  ks_pkcs12_get_profile (store, &profile);
  facts->traits |= find_protection_traits (&profile);
  for (guint i = 0; i < entries->len; i++) {
    facts->traits |= find_key_traits (ks_entry_get_key (entries->pdata[i]));
    facts->traits |= find_view_traits (entries->pdata[i]);
    if (ks_entry_get_kind (entries->pdata[i]) == KS_ENTRY_CERTIFICATE &&
        ks_pkcs12_is_unnamed (entries->pdata[i]))
      facts->traits |= KS_TRAIT_UNNAMED;
  }
  if (has_own_password (entries, password))
    facts->traits |= KS_TRAIT_OWN_PASSWORD;
}

/**
 * ks_compatibility_survey:
 * @facts: (out): what counts about the file
 * @store: a store
 *
 * Finds out what the file of a store really uses: its format, protection, keys, aliases and password. Opens some keys, which takes
 * milliseconds each.
 */
void
ks_compatibility_survey (KsCompatibilityFacts *facts, KsStore *store)
{
  g_autoptr (GPtrArray) entries = ks_store_snapshot (store);

  facts->format = ks_store_get_format (store);
  facts->traits = find_password_traits (ks_store_get_password (store)) | find_alias_traits (entries);
  for (guint i = 0; i < entries->len; i++)
    facts->traits |= find_entry_traits (entries->pdata[i]);
  if (facts->format == &ks_format_pkcs12)
    survey_pkcs12 (facts, store, entries);
}

/**
 * ks_compatibility_survey_conversion:
 * @facts: (out): what counts about the new file
 * @store: a store
 * @conversion: what it shall become
 * @keyring: passwords that are known
 *
 * The same for a file that is not written yet: it is made in memory, with as few iterations as there can be, and looked at.
 */
void
ks_compatibility_survey_conversion (KsCompatibilityFacts *facts,
                                    KsStore *store,
                                    const KsConversion *conversion,
                                    KsKeyring *keyring)
{
  g_autoptr (KsStore) converted = NULL;
  g_autoptr (KsSecret) none = ks_secret_new_from_string ("-");
  KsConversion light = *conversion;

  /* Without a password yet, any will do to see the rest. */
  if (light.password == NULL && (light.target->flags & KS_FORMAT_STORE_PASSWORD) != 0)
    light.password = none;
  converted = ks_convert (store, &light, keyring, NULL, NULL);
  if (converted == NULL) {
    *facts = (KsCompatibilityFacts) { .format = conversion->target };
    facts->traits = find_password_traits (conversion->password);
    return;
  }

  ks_compatibility_survey (facts, converted);
}
