/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "ks-certificate.h"
#include "ks-error.h"
#include "ks-key-pbe.h"
#include "ks-key-pem.h"
#include "ks-key.h"
#include "ks-reader.h"
#include "ks-test.h"

/* Every refusal has to come before anything is derived, which would take minutes. */
#define AT_ONCE (10 * G_USEC_PER_SEC)

typedef struct {
  const char *name;
  const char *hex; /* an EncryptedPrivateKeyInfo */
  KsError code;
} BadKey;

static const BadKey bad_keys[] = {
  { "pbkdf2-2-31-iterations",
    "307e305a06092a864886f70d01050d304d302c06092a864886f70d01050c301f0408313233343536373802050080000000300c"
    "06082a864886f70d02090500301d060960864801650304012a0410303030303030303030303030303030300420787878787878"
    "7878787878787878787878787878787878787878787878787878",
    KS_ERROR_TOO_LARGE },
  { "pbkdf2-2-70-iterations",
    "308182305e06092a864886f70d01050d3051303006092a864886f70d01050c302304083132333435363738020940000000000000"
    "0000300c06082a864886f70d02090500301d060960864801650304012a041030303030303030303030303030303030042078787"
    "87878787878787878787878787878787878787878787878787878787878",
    KS_ERROR_TOO_LARGE },
  { "pbkdf2-minus-1-iterations",
    "307a305606092a864886f70d01050d3049302806092a864886f70d01050c301b040831323334353637380201ff300c06082a864"
    "886f70d02090500301d060960864801650304012a041030303030303030303030303030303030042078787878787878787878787"
    "87878787878787878787878787878787878787878",
    KS_ERROR_MALFORMED },
  { "pbkdf2-0-iterations",
    "307a305606092a864886f70d01050d3049302806092a864886f70d01050c301b04083132333435363738020100300c06082a864"
    "886f70d02090500301d060960864801650304012a041030303030303030303030303030303030042078787878787878787878787"
    "87878787878787878787878787878787878787878",
    KS_ERROR_MALFORMED },
  { "unknown-cipher",
    "3076305206092a864886f70d01050d3045302906092a864886f70d01050c301c04083132333435363738020203e8300c06082a8"
    "64886f70d02090500301806042a03040504103030303030303030303030303030303004207878787878787878787878787878787"
    "878787878787878787878787878787878",
    KS_ERROR_UNSUPPORTED },
  { "pbe-2-32-iterations",
    "3043301f060a2a864886f70d010c0103301104083132333435363738020501000000000420787878787878787878787878787878"
    "7878787878787878787878787878787878",
    KS_ERROR_TOO_LARGE },
  { "scrypt-1-gib",
    "3074305006092a864886f70d01050d3043302206092b06010401da47040b3015040831323334353637380203100000020108020"
    "101301d060960864801650304012a041030303030303030303030303030303030042078787878787878787878787878787878787"
    "87878787878787878787878787878",
    KS_ERROR_TOO_LARGE },
  { "scrypt-many-lanes",
    "3075305106092a864886f70d01050d3044302306092b06010401da47040b3016040831323334353637380202400002010802031"
    "00000301d060960864801650304012a041030303030303030303030303030303030042078787878787878787878787878787878"
    "78787878787878787878787878787878",
    KS_ERROR_TOO_LARGE },
  { "scrypt-odd-n",
    "3073304f06092a864886f70d01050d3042302106092b06010401da47040b3014040831323334353637380202303902010802010"
    "1301d060960864801650304012a04103030303030303030303030303030303004207878787878787878787878787878787878787"
    "878787878787878787878787878",
    KS_ERROR_MALFORMED },
  { "jceks-2-31-iterations",
    "3042301e06092b060104012a0213013011040831323334353637380205008000000004207878787878787878787878787878787"
    "878787878787878787878787878787878",
    KS_ERROR_TOO_LARGE },
  { "jceks-short-salt",
    "303a301606092b060104012a02130130090404313233340201140420787878787878787878787878787878787878787878787878"
    "7878787878787878",
    KS_ERROR_MALFORMED },
  { "unknown-algorithm",
    "302a300606042a0304050420787878787878787878787878787878787878787878787878787878787878787878",
    KS_ERROR_UNSUPPORTED },
  { "jks-too-short",
    "3039300e060a2b060104012a02110101050004277878787878787878787878787878787878787878787878787878787878787878"
    "78787878787878",
    KS_ERROR_WRONG_PASSWORD },
  { "empty", "", KS_ERROR_MALFORMED },
  { "not-der", "4869", KS_ERROR_MALFORMED },
};

/* Two plain keys that openssl made for these tests; no key of anybody. */
static const char p256_key[] = "308187020100301306072a8648ce3d020106082a8648ce3d030107046d306b0201010420"
                               "c9afa9d845ba75166b5c215767b1d6934e50c3db36e89b127b8a622b120f6721"
                               "a144034200"
                               "0460fed4ba255a9d31c961eb74c6356d68c049b8923b61fa6ce669622e60f29fb6"
                               "7903fe1008b8bc99a41ae9e95628bc64f2f1b20c2d7e9f5177a3c294d4462299";
static const char p256_public[] = "3059301306072a8648ce3d020106082a8648ce3d030107034200"
                                  "0460fed4ba255a9d31c961eb74c6356d68c049b8923b61fa6ce669622e60f29fb6"
                                  "7903fe1008b8bc99a41ae9e95628bc64f2f1b20c2d7e9f5177a3c294d4462299";
static const char other_public[] = "3059301306072a8648ce3d020106082a8648ce3d030107034200"
                                   "046b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296"
                                   "4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5";

/* The first of them under “secret”, derived by Python's hashlib with 64 MiB of scrypt: more than OpenSSL's own limit. */
static const char scrypt_key[] =
  "3081e5305006092a864886f70d01050d3043302206092b06010401da47040b3015040873616c7473616c7402030100000201"
  "08020101301d060960864801650304012a0410000102030405060708090a0b0c0d0e0f04819089c740617d79b0379b35f5c2"
  "b743823f891c73f8d44672561c392d5248143e6e969f0611046efbebb9bde5b97efad50423c60b9919343c2047c7310f56bf"
  "cecad015dc852983adea7f61a128817e34ab8e77d5bb9d01ffdf536476a7fc759b641c3a4bcf4372a4fd3ab2eb3406bc14b9"
  "a6337fe523dbbec97085ba3240e2b2d62d043cecc95caca7feb5980708836be4";

static KsSecret *
make_secret (const char *hex)
{
  g_autoptr (GBytes) bytes = ks_test_hex (hex);
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);

  return ks_secret_new (data, size);
}

static void
test_bad (gconstpointer data)
{
  const BadKey *bad = data;
  g_autoptr (GBytes) bytes = ks_test_hex (bad->hex);
  g_autoptr (KsKey) key = ks_key_new_protected (KS_KEY_PRIVATE, KS_KEY_FORM_ENCRYPTED_PKCS8, bytes, NULL);
  g_autoptr (KsSecret) password = ks_secret_new_from_string ("changeit");
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  gint64 start = g_get_monotonic_time ();

  g_assert_null (ks_key_unlock (key, password, &error));
  g_assert_error (error, KS_ERROR, (int) bad->code);
  g_assert_cmpint (g_get_monotonic_time () - start, <, AT_ONCE);

  /* It can still be described. */
  text = ks_key_dup_protection_text (key);
  g_assert_cmpstr (text, !=, "");
}

static void
assert_opens (KsKey *key, const char *password, KsSecret *expected)
{
  g_autoptr (KsSecret) secret = ks_secret_new_from_string (password);
  g_autoptr (GError) error = NULL;
  g_autoptr (KsSecret) plain = ks_key_unlock (key, secret, &error);

  g_assert_no_error (error);
  g_assert_true (ks_secret_equal (plain, expected));
}

static void
assert_refuses (KsKey *key, const char *password)
{
  g_autoptr (KsSecret) secret = ks_secret_new_from_string (password);
  g_autoptr (GError) error = NULL;

  g_assert_null (ks_key_unlock (key, secret, &error));
  g_assert_error (error, KS_ERROR, KS_ERROR_WRONG_PASSWORD);
}

static const struct {
  KsKeyScheme scheme;
  const char *text;
} schemes[] = {
  { KS_KEY_SCHEME_JKS, "JKS (proprietary, SHA-1 based)" },
  { KS_KEY_SCHEME_JCEKS, "JCEKS (proprietary, MD5 and Triple DES), 3 iterations" },
  { KS_KEY_SCHEME_PBES2_AES256, "PBES2, AES-256-CBC, PBKDF2 HMAC-SHA-256, 3 iterations" },
  { KS_KEY_SCHEME_PBE_SHA1_3DES, "PBE, DES-EDE3-CBC, SHA-1, 3 iterations" },
};

static void
test_protect (void)
{
  static const char *const passwords[] = { "changeit", "", " a b ", "x" };
  g_autoptr (KsSecret) plain = make_secret (p256_key);

  for (gsize i = 0; i < G_N_ELEMENTS (schemes); i++) {
    for (gsize j = 0; j < G_N_ELEMENTS (passwords); j++) {
      g_autoptr (KsSecret) password = ks_secret_new_from_string (passwords[j]);
      g_autoptr (GError) error = NULL;
      g_autoptr (KsKey) key = ks_key_protect (plain, password, schemes[i].scheme, 3, &error);
      g_autofree char *text = NULL;

      g_assert_no_error (error);
      g_assert_true (ks_key_is_protected (key));
      g_assert_null (ks_key_get_plain (key));
      g_assert_cmpstr (ks_key_get_algorithm (key), ==, "EC");
      assert_opens (key, passwords[j], plain);
      assert_refuses (key, "wrong");
      text = ks_key_dup_protection_text (key);
      g_assert_cmpstr (text, ==, schemes[i].text);
    }
  }
}

/* A wrong password must never look right, whatever padding comes out by chance. */
static void
test_wrong_passwords (void)
{
  g_autoptr (KsSecret) plain = make_secret (p256_key);
  g_autoptr (KsSecret) password = ks_secret_new_from_string ("right");

  for (gsize i = 0; i < G_N_ELEMENTS (schemes); i++) {
    g_autoptr (KsKey) key = ks_key_protect (plain, password, schemes[i].scheme, 1, NULL);

    for (guint n = 0; n < 600; n++) {
      g_autofree char *wrong = g_strdup_printf ("wrong %u", n);

      assert_refuses (key, wrong);
    }
  }
}

static void
test_non_ascii_passwords (void)
{
  g_autoptr (KsSecret) plain = make_secret (p256_key);
  g_autoptr (KsSecret) password = ks_secret_new_from_string ("p\303\244ss\360\237\230\200w");

  for (gsize i = 0; i < G_N_ELEMENTS (schemes); i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (KsKey) key = ks_key_protect (plain, password, schemes[i].scheme, 1, &error);

    if (schemes[i].scheme == KS_KEY_SCHEME_JCEKS) {
      g_assert_error (error, KS_ERROR, KS_ERROR_UNSUPPORTED);
      continue;
    }
    g_assert_no_error (error);
    assert_opens (key, "p\303\244ss\360\237\230\200w", plain);
    assert_refuses (key, "p\303\244ssw");
  }
}

static void
test_plain (void)
{
  g_autoptr (KsSecret) bytes = make_secret (p256_key);
  g_autoptr (KsKey) key = ks_key_new_plain (KS_KEY_PRIVATE, bytes, NULL);
  g_autoptr (KsKey) secret_key = ks_key_new_plain (KS_KEY_SECRET, bytes, "AES");
  g_autoptr (KsSecret) plain = ks_key_unlock (key, NULL, NULL);

  g_assert_false (ks_key_is_protected (key));
  g_assert_true (plain == bytes);
  g_assert_null (ks_key_get_bytes (key));
  g_assert_cmpstr (ks_key_get_algorithm (key), ==, "EC");
  g_assert_cmpstr (ks_key_get_algorithm (secret_key), ==, "AES");
}

static void
test_needs_password (void)
{
  g_autoptr (KsSecret) plain = make_secret (p256_key);
  g_autoptr (KsSecret) password = ks_secret_new_from_string ("changeit");
  g_autoptr (KsKey) key = ks_key_protect (plain, password, KS_KEY_SCHEME_JKS, 0, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_null (ks_key_unlock (key, NULL, &error));
  g_assert_error (error, KS_ERROR, KS_ERROR_PASSWORD_NEEDED);
}

static void
test_not_a_key (void)
{
  g_autoptr (KsSecret) garbage = make_secret ("3003020105");
  g_autoptr (KsSecret) password = ks_secret_new_from_string ("changeit");
  g_autoptr (GError) error = NULL;

  g_assert_null (ks_key_protect (garbage, password, KS_KEY_SCHEME_JKS, 0, &error));
  g_assert_error (error, KS_ERROR, KS_ERROR_MALFORMED);
}

static void
test_reprotect (void)
{
  g_autoptr (KsSecret) plain = make_secret (p256_key);
  g_autoptr (KsSecret) old = ks_secret_new_from_string ("old");
  g_autoptr (KsSecret) new = ks_secret_new_from_string ("new");
  g_autoptr (KsKey) key = ks_key_protect (plain, old, KS_KEY_SCHEME_JKS, 0, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (KsKey) other = ks_key_reprotect (key, old, new, KS_KEY_SCHEME_PBES2_AES256, 10, &error);

  g_assert_no_error (error);
  assert_opens (other, "new", plain);
  assert_refuses (other, "old");
  assert_opens (key, "old", plain);

  g_assert_null (ks_key_reprotect (key, new, old, KS_KEY_SCHEME_JKS, 0, &error));
  g_assert_error (error, KS_ERROR, KS_ERROR_WRONG_PASSWORD);
}

static void
test_matches (void)
{
  g_autoptr (KsSecret) plain = make_secret (p256_key);
  g_autoptr (KsSecret) garbage = make_secret ("3003020105");
  g_autoptr (GBytes) own = ks_test_hex (p256_public);
  g_autoptr (GBytes) other = ks_test_hex (other_public);
  g_autoptr (GBytes) broken = ks_test_hex ("3000");
  g_autoptr (GError) error = NULL;

  g_assert_true (ks_key_matches_spki (plain, own, &error));
  g_assert_no_error (error);
  g_assert_false (ks_key_matches_spki (plain, other, &error));
  g_assert_error (error, KS_ERROR, KS_ERROR_KEY_MISMATCH);
  g_clear_error (&error);
  g_assert_false (ks_key_matches_spki (plain, broken, &error));
  g_assert_error (error, KS_ERROR, KS_ERROR_UNSUPPORTED);
  g_clear_error (&error);
  g_assert_false (ks_key_matches_spki (garbage, own, &error));
  g_assert_error (error, KS_ERROR, KS_ERROR_UNSUPPORTED);
}

/* The first entry's key of a JKS or JCEKS file: magic, version, count, tag, alias, date, key. */
static GBytes *
read_first_key (const char *fixture)
{
  g_autoptr (GBytes) file = ks_test_fixture_read (fixture);
  KsReader reader;
  guint32 number;
  guint64 date;
  g_autofree char *alias = NULL;

  ks_reader_init (&reader, file);
  for (guint i = 0; i < 4; i++)
    g_assert_true (ks_reader_read_u32 (&reader, "number", &number, NULL));
  alias = ks_reader_read_utf (&reader, "alias", NULL);
  g_assert_nonnull (alias);
  g_assert_true (ks_reader_read_u64 (&reader, "date", &date, NULL));

  return ks_reader_read_block (&reader, "key", NULL);
}

/* keytool made the file: what opens is a P-256 key. */
static void
test_jceks_of_java (void)
{
  g_autoptr (GBytes) bytes = read_first_key ("jks/key.jceks");
  g_autoptr (KsKey) key = ks_key_new_protected (KS_KEY_PRIVATE, KS_KEY_FORM_ENCRYPTED_PKCS8, bytes, NULL);
  g_autoptr (KsSecret) password = ks_secret_new_from_string ("keysecret");
  g_autoptr (GError) error = NULL;
  g_autoptr (KsSecret) plain = ks_key_unlock (key, password, &error);
  g_autoptr (KsKey) plain_key = NULL;
  g_autofree char *text = ks_key_dup_protection_text (key);

  g_assert_no_error (error);
  plain_key = ks_key_new_plain (KS_KEY_PRIVATE, plain, NULL);
  g_assert_cmpstr (ks_key_get_algorithm (plain_key), ==, "EC");
  g_assert_true (g_str_has_prefix (text, "JCEKS"));
  assert_refuses (key, "changeit");
}

static GBytes *
dup_secret_bytes (KsSecret *secret)
{
  gsize size;
  const guint8 *data = ks_secret_get_data (secret, &size);

  return g_bytes_new (data, size);
}

/* openssl opens what is protected here. */
static void
test_openssl_opens (void)
{
  static const KsKeyScheme standard[] = { KS_KEY_SCHEME_PBES2_AES256, KS_KEY_SCHEME_PBE_SHA1_3DES };
  const char *const argv[] = { "openssl", "pkey",    "-inform",          "DER", "-outform",
                               "DER",     "-passin", "pass:p\303\244ss", NULL };
  g_autoptr (KsSecret) plain = make_secret (p256_key);
  g_autoptr (KsSecret) password = ks_secret_new_from_string ("p\303\244ss");
  g_autoptr (GBytes) input = dup_secret_bytes (plain);
  g_autoptr (GBytes) expected = NULL;
  g_autofree char *warnings = NULL;

  if (ks_test_skip_without_program ("openssl"))
    return;

  /* What openssl writes is not what it read: so the plain key takes the same way. */
  g_assert_cmpint (ks_test_run (argv, input, &expected, &warnings), ==, 0);
  for (gsize i = 0; i < G_N_ELEMENTS (standard); i++) {
    g_autoptr (KsKey) key = ks_key_protect (plain, password, standard[i], 0, NULL);
    g_autoptr (GBytes) output = NULL;
    g_autofree char *errors = NULL;

    g_assert_cmpint (ks_test_run (argv, ks_key_get_bytes (key), &output, &errors), ==, 0);
    ks_test_assert_bytes (output, expected);
  }
}

/* What openssl protects is opened here. */
static void
test_opens_openssl (void)
{
  static const char *const options[][4] = {
    { "-v2", "aes-128-cbc", NULL },
    { "-v2", "des3", NULL },
    { "-v2", "aes-256-cbc", "-v2prf", "hmacWithSHA512" },
    { "-v1", "PBE-SHA1-3DES", NULL },
    { "-v1", "PBE-MD5-DES", NULL },
    { "-v1", "PBE-SHA1-RC2-40", NULL },
    { "-scrypt", NULL },
  };
  g_autoptr (KsSecret) plain = make_secret (p256_key);
  g_autoptr (GBytes) input = dup_secret_bytes (plain);

  if (ks_test_skip_without_program ("openssl"))
    return;

  for (gsize i = 0; i < G_N_ELEMENTS (options); i++) {
    g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
    g_auto (GStrv) argv = NULL;
    g_autoptr (GBytes) output = NULL;
    g_autoptr (KsKey) key = NULL;
    g_autofree char *errors = NULL;

    g_strv_builder_add_many (builder, "openssl", "pkcs8", "-topk8", "-inform", "DER", "-outform", "DER",
                             "-passout", "pass:secret", "-provider", "default", "-provider", "legacy", NULL);
    for (gsize j = 0; j < G_N_ELEMENTS (options[i]) && options[i][j] != NULL; j++)
      g_strv_builder_add (builder, options[i][j]);
    argv = g_strv_builder_end (builder);

    g_assert_cmpint (ks_test_run ((const char *const *) argv, input, &output, &errors), ==, 0);
    key = ks_key_new_protected (KS_KEY_PRIVATE, KS_KEY_FORM_ENCRYPTED_PKCS8, output, NULL);
    assert_opens (key, "secret", plain);
    assert_refuses (key, "Secret");
  }
}

static void
test_scrypt (void)
{
  g_autoptr (KsSecret) plain = make_secret (p256_key);
  g_autoptr (GBytes) bytes = ks_test_hex (scrypt_key);
  g_autoptr (KsKey) key = ks_key_new_protected (KS_KEY_PRIVATE, KS_KEY_FORM_ENCRYPTED_PKCS8, bytes, NULL);
  g_autofree char *text = ks_key_dup_protection_text (key);

  assert_opens (key, "secret", plain);
  assert_refuses (key, "Secret");
  g_assert_cmpstr (text, ==, "PBES2, AES-256-CBC, scrypt, N 65536, r 8, p 1");
}

static KsKey *
make_pem_key (const char *cipher, GBytes *input)
{
  const char *const argv[] = { "openssl",   "pkey",     "-inform",     "DER",       "-traditional",
                               cipher,      "-passout", "pass:secret", "-provider", "default",
                               "-provider", "legacy",   NULL };
  g_autoptr (GBytes) output = NULL;
  g_autofree char *errors = NULL;

  g_assert_cmpint (ks_test_run (argv, input, &output, &errors), ==, 0);

  return ks_key_new_protected (KS_KEY_PRIVATE, KS_KEY_FORM_ENCRYPTED_PEM, output, NULL);
}

static void
test_encrypted_pem (void)
{
  static const char *const ciphers[] = { "-aes-256-cbc", "-aes-128-cbc", "-des3", "-des-cbc",
                                         "-camellia-128-cbc" };
  g_autoptr (KsSecret) plain = make_secret (p256_key);
  g_autoptr (GBytes) input = dup_secret_bytes (plain);
  g_autoptr (GBytes) spki = ks_test_hex (p256_public);

  if (ks_test_skip_without_program ("openssl"))
    return;

  for (gsize i = 0; i < G_N_ELEMENTS (ciphers); i++) {
    g_autoptr (KsKey) key = make_pem_key (ciphers[i], input);
    g_autoptr (KsSecret) password = ks_secret_new_from_string ("secret");
    g_autoptr (GError) error = NULL;
    g_autoptr (KsSecret) opened = ks_key_unlock (key, password, &error);

    g_assert_no_error (error);
    g_assert_true (ks_key_matches_spki (opened, spki, NULL));
    assert_refuses (key, "Secret");
  }
}

static void
test_bad_pem (void)
{
  static const struct {
    const char *text;
    KsError code;
  } blocks[] = {
    { "", KS_ERROR_MALFORMED },
    { "-----BEGIN EC PRIVATE KEY-----\nAAAA\n-----END EC PRIVATE KEY-----\n", KS_ERROR_MALFORMED },
    { "-----BEGIN EC PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: NONSENSE,0011223344556677\n\nAAAA\n"
      "-----END EC PRIVATE KEY-----\n",
      KS_ERROR_UNSUPPORTED },
    { "-----BEGIN EC PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,00\n\nAAAA\n"
      "-----END EC PRIVATE KEY-----\n",
      KS_ERROR_MALFORMED },
    { "-----BEGIN EC PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,"
      "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff\n\nAAAA\n"
      "-----END EC PRIVATE KEY-----\n",
      KS_ERROR_MALFORMED },
    { "-----BEGIN EC PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,"
      "00112233445566778899aabbccddeeff\n\nAAAA\n-----END EC PRIVATE KEY-----\n",
      KS_ERROR_WRONG_PASSWORD },
  };
  g_autoptr (KsSecret) password = ks_secret_new_from_string ("secret");

  for (gsize i = 0; i < G_N_ELEMENTS (blocks); i++) {
    g_autoptr (GBytes) bytes = g_bytes_new_static (blocks[i].text, strlen (blocks[i].text));
    g_autoptr (KsKey) key = ks_key_new_protected (KS_KEY_PRIVATE, KS_KEY_FORM_ENCRYPTED_PEM, bytes, NULL);
    g_autoptr (GError) error = NULL;

    g_assert_null (ks_key_unlock (key, password, &error));
    g_assert_error (error, KS_ERROR, (int) blocks[i].code);
  }
}

static void
test_opaque (void)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static ("x", 1);
  g_autoptr (KsKey) key = ks_key_new_protected (KS_KEY_SECRET, KS_KEY_FORM_OPAQUE, bytes, "AES");
  g_autoptr (KsSecret) password = ks_secret_new_from_string ("secret");
  g_autoptr (GError) error = NULL;

  g_assert_null (ks_key_unlock (key, password, &error));
  g_assert_error (error, KS_ERROR, KS_ERROR_UNSUPPORTED);
  g_assert_true (ks_key_get_bytes (key) == bytes);
}

static void
test_dies (void)
{
  g_autoptr (KsSecret) bytes = make_secret (p256_key);
  KsKey *key = ks_key_new_plain (KS_KEY_PRIVATE, bytes, NULL);

  g_assert_finalize_object (key);
}

int
main (int argc, char *argv[])
{
  ks_test_init (&argc, &argv);

  for (gsize i = 0; i < G_N_ELEMENTS (bad_keys); i++) {
    g_autofree char *path = g_strconcat ("/key/bad/", bad_keys[i].name, NULL);

    g_test_add_data_func (path, &bad_keys[i], test_bad);
  }
  g_test_add_func ("/key/protect", test_protect);
  g_test_add_func ("/key/wrong-passwords", test_wrong_passwords);
  g_test_add_func ("/key/non-ascii-passwords", test_non_ascii_passwords);
  g_test_add_func ("/key/plain", test_plain);
  g_test_add_func ("/key/needs-password", test_needs_password);
  g_test_add_func ("/key/not-a-key", test_not_a_key);
  g_test_add_func ("/key/reprotect", test_reprotect);
  g_test_add_func ("/key/matches", test_matches);
  g_test_add_func ("/key/jceks-of-java", test_jceks_of_java);
  g_test_add_func ("/key/openssl-opens", test_openssl_opens);
  g_test_add_func ("/key/opens-openssl", test_opens_openssl);
  g_test_add_func ("/key/scrypt", test_scrypt);
  g_test_add_func ("/key/encrypted-pem", test_encrypted_pem);
  g_test_add_func ("/key/bad-pem", test_bad_pem);
  g_test_add_func ("/key/opaque", test_opaque);
  g_test_add_func ("/key/dies", test_dies);

  return g_test_run ();
}
