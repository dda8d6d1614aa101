/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "fuzz-seal.h"

#include <openssl/evp.h>
#include <openssl/objects.h>
#include <string.h>

#include "ks-bcfks-private.h"
#include "ks-bks-private.h"
#include "ks-der-write.h"
#include "ks-init.h"
#include "ks-jks-private.h"
#include "ks-key-bks.h"
#include "ks-pkcs12-private.h"

#define BLOCK_SIZE 16
#define CHECK_KEY_SIZE 64

static GBytes *
seal_java (GBytes *content, KsSecret *password)
{
  g_autoptr (KsWriter) writer = ks_writer_new (0);
  guint8 digest[KS_JKS_DIGEST_SIZE];

  ks_writer_write_bytes (writer, content);
  g_assert_true (ks_jks_digest (password, ks_writer_peek (writer), ks_writer_get_size (writer), digest));
  ks_writer_write (writer, digest, sizeof digest);
  return ks_writer_steal_bytes (writer);
}

/* One iteration: the fuzzer has no time for more. */
static KsBksHeader
write_header (KsWriter *writer, guint32 version)
{
  static const guint8 salt[KS_BKS_SALT_SIZE] = "salt of twenty bytes";

  ks_writer_write_u32 (writer, version);
  ks_writer_write_u32 (writer, sizeof salt);
  ks_writer_write (writer, salt, sizeof salt);
  ks_writer_write_u32 (writer, 1);
  return (KsBksHeader) { version, g_bytes_new_static (salt, sizeof salt), 1 };
}

/* Version 1 has a key of two bytes. */
static GBytes *
seal_bks (guint32 version, GBytes *content, KsSecret *password)
{
  g_autoptr (KsWriter) writer = ks_writer_new (0);
  g_auto (KsBksHeader) header = write_header (writer, version);
  guint8 key[KS_BKS_DIGEST_SIZE], mac[KS_BKS_DIGEST_SIZE];
  const gsize key_size = version == 2 ? sizeof key : 2;
  gsize size, mac_size = 0;
  const guint8 *data = g_bytes_get_data (content, &size);

  ks_writer_write_bytes (writer, content);
  g_assert_true (ks_bks_derive (password, header.salt, 1, KS_BKS_DERIVE_MAC, key, key_size));
  g_assert_nonnull (EVP_Q_mac (ks_libctx (), "HMAC", NULL, "SHA1", NULL, key, key_size, data, size, mac,
                               sizeof mac, &mac_size));
  ks_writer_write (writer, mac, mac_size);
  return ks_writer_steal_bytes (writer);
}

static GBytes *
seal_uber (GBytes *content, KsSecret *password)
{
  g_autoptr (KsWriter) writer = ks_writer_new (0);
  g_autoptr (KsWriter) inner = ks_writer_new (0);
  g_auto (KsBksHeader) header = write_header (writer, 1);
  guint8 digest[KS_BKS_DIGEST_SIZE], key[32], iv[BLOCK_SIZE];
  gsize size, digest_size = 0;
  const guint8 *data = g_bytes_get_data (content, &size);
  g_autofree guint8 *encrypted = NULL;

  g_assert_true (EVP_Q_digest (ks_libctx (), "SHA1", NULL, data != NULL ? data : digest, size, digest,
                               &digest_size));
  ks_writer_write_bytes (inner, content);
  ks_writer_write (inner, digest, sizeof digest);
  for (guint8 i = 0, padding = BLOCK_SIZE - ks_writer_get_size (inner) % BLOCK_SIZE; i < padding; i++)
    ks_writer_write_u8 (inner, padding);
  size = ks_writer_get_size (inner);
  encrypted = g_memdup2 (ks_writer_peek (inner), size);
  g_assert_true (ks_bks_derive (password, header.salt, 1, KS_BKS_DERIVE_KEY, key, sizeof key));
  g_assert_true (ks_bks_derive (password, header.salt, 1, KS_BKS_DERIVE_IV, iv, sizeof iv));
  g_assert_true (ks_uber_crypt (key, iv, encrypted, size, TRUE));
  ks_writer_write (writer, encrypted, size);
  return ks_writer_steal_bytes (writer);
}

/* HMAC-SHA-512 with PBKDF2, as it is most often. */
static void
write_bcfks_check (KsWriter *writer, GBytes *sealed, KsSecret *password, const KsBcfksScheme *scheme)
{
  static const guint8 hmac[] = { 0x30, 0x0c, 6, 8, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 2, 0x0b, 5, 0 };
  g_autoptr (KsWriter) function = ks_writer_new (0);
  g_autoptr (X509_ALGOR) mac_algorithm = ks_bcfks_read_algorithm (hmac, sizeof hmac);
  g_autoptr (X509_ALGOR) algorithm = NULL;
  g_autoptr (GBytes) value = NULL;
  KsWriter *check = ks_writer_new (0);

  g_assert_true (ks_bcfks_put_function (function, scheme, CHECK_KEY_SIZE, NULL));
  algorithm = ks_bcfks_read_algorithm (ks_writer_peek (function), ks_writer_get_size (function));
  value = ks_bcfks_make_mac (mac_algorithm, algorithm, 0, password, g_bytes_get_data (sealed, NULL),
                             g_bytes_get_size (sealed), NULL);
  ks_writer_write (check, hmac, sizeof hmac);
  ks_writer_write (check, ks_writer_peek (function), ks_writer_get_size (function));
  ks_der_put (check, KS_DER_OCTET_STRING, g_bytes_get_data (value, NULL), g_bytes_get_size (value));
  ks_der_put_nested (writer, KS_DER_SEQUENCE, check);
}

static GBytes *
seal_bcfks (GBytes *content, KsSecret *password)
{
  g_autoptr (KsWriter) writer = ks_writer_new (0);
  KsWriter *whole = ks_writer_new (0);
  gsize size;
  const guint8 *data = g_bytes_get_data (content, &size);
  g_autoptr (KsSecret) plain = ks_secret_new (data, size);
  g_autoptr (GBytes) sealed = NULL;
  KsBcfksScheme scheme;

  ks_bcfks_scheme_init (&scheme);
  scheme.iterations = 1;
  sealed = ks_bcfks_seal (plain, KS_BCFKS_STORE, password, &scheme, NULL);
  g_assert_nonnull (sealed);
  ks_writer_write_bytes (whole, sealed);
  write_bcfks_check (whole, sealed, password, &scheme);
  ks_der_put_nested (writer, KS_DER_SEQUENCE, whole);
  return ks_writer_steal_bytes (writer);
}

/* PFX: version 3, the content as data, the check. RFC 7292 section 4. */
static GBytes *
seal_pkcs12 (const KsPkcs12Profile *profile, GBytes *content, KsSecret *password)
{
  g_autoptr (KsWriter) writer = ks_writer_new (0);
  KsWriter *pfx = ks_writer_new (0), *info = ks_writer_new (0), *data = ks_writer_new (0);
  g_autoptr (GPtrArray) forms = ks_password_list_forms (password);
  g_autoptr (GBytes) mac = ks_pkcs12_mac_make (profile, forms->pdata[0], g_bytes_get_data (content, NULL),
                                               g_bytes_get_size (content), NULL);

  g_assert_nonnull (mac);
  ks_der_put_integer (pfx, 3);
  ks_der_put_oid (info, KS_OID_DATA);
  ks_der_put (data, KS_DER_OCTET_STRING, g_bytes_get_data (content, NULL), g_bytes_get_size (content));
  ks_der_put_nested (info, KS_DER_CONTEXT (0), data);
  ks_der_put_nested (pfx, KS_DER_SEQUENCE, info);
  ks_writer_write_bytes (pfx, mac);
  ks_der_put_nested (writer, KS_DER_SEQUENCE, pfx);
  return ks_writer_steal_bytes (writer);
}

GBytes *
fuzz_seal (FuzzSeal seal, GBytes *content, KsSecret *password)
{
  static const KsPkcs12Profile plain = { .mac_digest = "2.16.840.1.101.3.4.2.1",
                                         .mac_iterations = 1,
                                         .mac_salt_size = 8 };
  static const KsPkcs12Profile pbmac1 = { .is_pbmac1 = TRUE,
                                          .mac_digest = "1.2.840.113549.2.9",
                                          .mac_prf = "1.2.840.113549.2.9",
                                          .mac_iterations = 1,
                                          .mac_salt_size = 8 };

  switch (seal) {
  case FUZZ_SEAL_BKS_1:
    return seal_bks (1, content, password);
  case FUZZ_SEAL_BKS_2:
    return seal_bks (2, content, password);
  case FUZZ_SEAL_UBER:
    return seal_uber (content, password);
  case FUZZ_SEAL_BCFKS:
    return seal_bcfks (content, password);
  case FUZZ_SEAL_PKCS12:
    return seal_pkcs12 (&plain, content, password);
  case FUZZ_SEAL_PBMAC1:
    return seal_pkcs12 (&pbmac1, content, password);
  case FUZZ_SEAL_JAVA:
  case FUZZ_N_SEALS:
  default:
    return seal_java (content, password);
  }
}
