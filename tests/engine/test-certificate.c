/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-certificate.h"
#include "ks-extension.h"
#include "ks-init.h"
#include "ks-test.h"
#include "ks-time.h"

#include <openssl/evp.h>
#include <openssl/rsa.h>
#include <openssl/x509v3.h>
#include <string.h>

/* What a certificate is made of; NULL leaves a part out. */
typedef struct {
  const char *subject;       /* "CN=a/O=b" */
  const char *issuer;        /* NULL = the subject */
  const char *extensions[8]; /* "subjectAltName", "DNS:a", ... */
  const char *key;           /* "EC", "ED25519", "RSA", "RSA-PSS", "ML-DSA-65"; NULL = "EC" */
  const char *digest;
  gboolean foreign_key; /* signed by another key than its own */
} Recipe;

static EVP_PKEY *
make_key (const char *type)
{
  EVP_PKEY *key;

  if (type == NULL || g_str_equal (type, "EC"))
    key = EVP_PKEY_Q_keygen (ks_libctx (), NULL, "EC", "P-384");
  else if (g_str_equal (type, "RSA"))
    key = EVP_PKEY_Q_keygen (ks_libctx (), NULL, "RSA", (size_t) 1024);
  else
    key = EVP_PKEY_Q_keygen (ks_libctx (), NULL, type);

  g_assert_nonnull (key);
  return key;
}

static X509_NAME *
make_name (const char *text)
{
  X509_NAME *name = X509_NAME_new ();
  g_auto (GStrv) parts = g_strsplit (text, "/", -1);

  for (gsize i = 0; parts[i] != NULL; i++) {
    char *value = strchr (parts[i], '=');

    if (value == NULL)
      continue;
    *value++ = '\0';
    g_assert_cmpint (X509_NAME_add_entry_by_txt (name, parts[i], MBSTRING_UTF8, (const guchar *) value, -1,
                                                 -1, 0),
                     ==, 1);
  }

  return name;
}

static void
add_extensions (X509 *x509, X509 *issuer, const char *const *extensions)
{
  X509V3_CTX context;

  X509V3_set_ctx (&context, issuer, x509, NULL, NULL, 0);
  X509V3_set_ctx_nodb (&context);
  for (gsize i = 0; extensions[i] != NULL; i += 2) {
    X509_EXTENSION *extension = X509V3_EXT_nconf (NULL, &context, extensions[i], extensions[i + 1]);

    g_assert_nonnull (extension);
    X509_add_ext (x509, extension, -1);
    X509_EXTENSION_free (extension);
  }
}

static GBytes *
take_openssl (guchar *der, int size)
{
  GBytes *bytes;

  g_assert_cmpint (size, >, 0);
  bytes = g_bytes_new (der, (gsize) size);
  OPENSSL_free (der);
  return bytes;
}

static GBytes *
make_der (const Recipe *recipe)
{
  X509 *x509 = X509_new_ex (ks_libctx (), NULL);
  EVP_PKEY *key = make_key (recipe->key);
  EVP_PKEY *signer = recipe->foreign_key ? make_key (recipe->key) : key;
  EVP_MD *digest = recipe->digest != NULL ? EVP_MD_fetch (ks_libctx (), recipe->digest, NULL) : NULL;
  X509_NAME *subject = make_name (recipe->subject);
  X509_NAME *issuer = make_name (recipe->issuer != NULL ? recipe->issuer : recipe->subject);
  guchar *der = NULL;
  int size;

  X509_set_version (x509, X509_VERSION_3);
  ASN1_INTEGER_set (X509_get_serialNumber (x509), 0x1234);
  X509_set_subject_name (x509, subject);
  X509_set_issuer_name (x509, issuer);
  ASN1_TIME_set_string_X509 (X509_getm_notBefore (x509), "20260101000000Z");
  ASN1_TIME_set_string_X509 (X509_getm_notAfter (x509), "20510101000000Z");
  X509_set_pubkey (x509, key);
  add_extensions (x509, x509, recipe->extensions);
  g_assert_cmpint (X509_sign (x509, signer, digest), >, 0);
  size = i2d_X509 (x509, &der);

  X509_NAME_free (subject);
  X509_NAME_free (issuer);
  EVP_MD_free (digest);
  if (signer != key)
    EVP_PKEY_free (signer);
  EVP_PKEY_free (key);
  X509_free (x509);
  return take_openssl (der, size);
}

static KsCertificate *
make_certificate (const Recipe *recipe)
{
  g_autoptr (GBytes) der = make_der (recipe);

  return ks_certificate_new (der);
}

static void
test_facts (void)
{
  const Recipe recipe = {
    .subject = "C=CZ/O=Example/CN=gw.example.org",
    .issuer = "C=CZ/CN=Example CA",
    .extensions = { "subjectAltName", "DNS:gw.example.org,IP:192.0.2.1", "authorityInfoAccess",
                    "OCSP;URI:http://o.example,caIssuers;URI:ldap://l.example,caIssuers;URI:HTTP://c.example/ca.cer",
                    "extendedKeyUsage", "serverAuth,clientAuth", NULL },
    .digest = "SHA384",
  };
  g_autoptr (GBytes) der = make_der (&recipe);
  g_autoptr (KsCertificate) certificate = ks_certificate_new (der);
  g_autoptr (KsCertificate) copy = ks_certificate_new (der);
  const char *const *purposes;

  g_assert_true (ks_certificate_get_der (certificate) == der);
  g_assert_true (ks_certificate_is_readable (certificate));
  g_assert_cmpstr (ks_certificate_get_problem (certificate), ==, NULL);
  g_assert_cmpuint (ks_certificate_get_version (certificate), ==, 3);
  g_assert_cmpstr (ks_certificate_get_serial (certificate), ==, "1234");
  g_assert_cmpstr (ks_certificate_get_title (certificate), ==, "gw.example.org");
  g_assert_cmpstr (ks_name_get_text (ks_certificate_get_subject (certificate)), ==,
                   "CN=gw.example.org,O=Example,C=CZ");
  g_assert_cmpstr (ks_name_get_text (ks_certificate_get_issuer (certificate)), ==, "CN=Example CA,C=CZ");
  g_assert_cmpint (ks_certificate_get_not_before (certificate), ==, 1767225600);
  g_assert_cmpint (ks_certificate_get_not_after (certificate), ==, 2556144000);
  g_assert_cmpuint (ks_certificate_get_n_alt_names (certificate), ==, 2);
  g_assert_cmpstr (ks_certificate_get_alt_name (certificate, 1)->text, ==, "192.0.2.1");
  g_assert_cmpstr (ks_certificate_get_key_text (certificate), ==, "EC P-384");
  g_assert_cmpstr (ks_certificate_get_signature_text (certificate), ==, "ECDSA with SHA-384");
  g_assert_cmpstr (ks_certificate_get_signature_digest (certificate), ==, "SHA-384");
  g_assert_cmpstr (ks_certificate_get_ca_issuers_url (certificate), ==, "HTTP://c.example/ca.cer");
  purposes = ks_certificate_get_extended_key_usage (certificate);
  g_assert_cmpuint (g_strv_length ((char **) purposes), ==, 2);
  g_assert_cmpstr (purposes[1], ==, "1.3.6.1.5.5.7.3.2");
  g_assert_false (ks_certificate_get_key_usage (certificate, NULL));
  g_assert_false (ks_certificate_is_self_issued (certificate));
  g_assert_true (ks_certificate_equal (certificate, copy));
  g_assert_finalize_object (g_steal_pointer (&certificate));
}

static void
test_titles (void)
{
  static const struct {
    Recipe recipe;
    const char *title;
  } cases[] = {
    { { .subject = "O=Org/CN=name", .extensions = { "subjectAltName", "DNS:a.example" } }, "name" },
    { { .subject = "O=Org", .extensions = { "subjectAltName", "DNS:a.example" } }, "a.example" },
    { { .subject = "O=Org" }, "Org" },
    { { .subject = "O=Org/OU=Unit" }, "Unit" },
    { { .subject = "", .extensions = { "subjectAltName", "URI:spiffe://a/b" } }, "spiffe://a/b" },
    { { .subject = "" }, "Serial number 1234" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (KsCertificate) certificate = make_certificate (&cases[i].recipe);

    g_assert_cmpstr (ks_certificate_get_title (certificate), ==, cases[i].title);
  }
}

static void
test_roles (void)
{
  static const struct {
    Recipe recipe;
    KsCertificateRole role;
  } cases[] = {
    { { .subject = "CN=Root", .extensions = { "basicConstraints", "CA:TRUE" } }, KS_ROLE_ROOT_CA },
    { { .subject = "CN=Sub", .issuer = "CN=Root", .extensions = { "basicConstraints", "CA:TRUE" } },
      KS_ROLE_INTERMEDIATE_CA },
    /* A new key of a root, certified by the old one. */
    { { .subject = "CN=Root",
        .extensions = { "basicConstraints", "CA:TRUE", "subjectKeyIdentifier", "0102", "2.5.29.35",
                        "DER:30:04:80:02:01:03" },
        .foreign_key = TRUE },
      KS_ROLE_INTERMEDIATE_CA },
    { { .subject = "CN=Root",
        .extensions = { "basicConstraints", "CA:TRUE", "subjectKeyIdentifier", "0102", "2.5.29.35",
                        "DER:30:04:80:02:01:02" } },
      KS_ROLE_ROOT_CA },
    { { .subject = "CN=a" }, KS_ROLE_SELF_SIGNED },
    { { .subject = "CN=a", .issuer = "CN=b", .extensions = { "extendedKeyUsage", "serverAuth,clientAuth" } },
      KS_ROLE_SERVER },
    { { .subject = "CN=a", .issuer = "CN=b", .extensions = { "extendedKeyUsage", "clientAuth" } },
      KS_ROLE_CLIENT },
    { { .subject = "CN=a", .issuer = "CN=b", .extensions = { "extendedKeyUsage", "codeSigning" } },
      KS_ROLE_PERSON },
    { { .subject = "CN=a", .issuer = "CN=b", .extensions = { "subjectAltName", "IP:192.0.2.1" } },
      KS_ROLE_SERVER },
    { { .subject = "CN=a", .issuer = "CN=b", .extensions = { "subjectAltName", "email:me@a.example" } },
      KS_ROLE_PERSON },
    { { .subject = "CN=gw.example.org", .issuer = "CN=b" }, KS_ROLE_SERVER },
    { { .subject = "CN=Dr. No", .issuer = "CN=b" }, KS_ROLE_PERSON },
    { { .subject = "CN=gw.example.org",
        .issuer = "CN=b",
        .extensions = { "extendedKeyUsage", "emailProtection" } },
      KS_ROLE_PERSON },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (KsCertificate) certificate = make_certificate (&cases[i].recipe);

    g_test_message ("case %zu", i);
    g_assert_cmpint (ks_certificate_get_role (certificate), ==, cases[i].role);
  }
}

static void
test_self_signed (void)
{
  const Recipe own = { .subject = "CN=a" };
  const Recipe foreign = { .subject = "CN=a", .foreign_key = TRUE };
  const Recipe issued = { .subject = "CN=a", .issuer = "CN=b" };
  g_autoptr (KsCertificate) a = make_certificate (&own);
  g_autoptr (KsCertificate) b = make_certificate (&foreign);
  g_autoptr (KsCertificate) c = make_certificate (&issued);

  g_assert_true (ks_certificate_is_self_signed (a));
  g_assert_true (ks_certificate_is_self_signed (a));
  g_assert_true (ks_certificate_is_self_issued (b));
  g_assert_false (ks_certificate_is_self_signed (b));
  g_assert_false (ks_certificate_is_self_issued (c));
  g_assert_false (ks_certificate_is_self_signed (c));
}

static void
test_keys (void)
{
  static const struct {
    const char *key;
    const char *digest;
    const char *text;
    const char *algorithm;
    guint bits;
    const char *signature;
    const char *signature_digest;
  } cases[] = {
    { "RSA", "SHA512", "RSA 1024", "RSA", 1024, "SHA-512 with RSA", "SHA-512" },
    { "RSA", "SHA1", "RSA 1024", "RSA", 1024, "SHA-1 with RSA", "SHA-1" },
    { "EC", "SHA256", "EC P-384", "EC", 384, "ECDSA with SHA-256", "SHA-256" },
    { "ED25519", NULL, "Ed25519", "Ed25519", 256, "Ed25519", "" },
    { "ED448", NULL, "Ed448", "Ed448", 456, "Ed448", "" },
    { "ML-DSA-65", NULL, "ML-DSA-65", "ML-DSA-65", 0, "ML-DSA-65", "" },
    { "SLH-DSA-SHAKE-128f", NULL, "SLH-DSA-SHAKE-128f", "SLH-DSA-SHAKE-128f", 0, "SLH-DSA-SHAKE-128f", "" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    const Recipe recipe = { .subject = "CN=a", .key = cases[i].key, .digest = cases[i].digest };
    g_autoptr (KsCertificate) certificate = make_certificate (&recipe);

    g_assert_cmpstr (ks_certificate_get_key_text (certificate), ==, cases[i].text);
    g_assert_cmpstr (ks_certificate_get_key_algorithm (certificate), ==, cases[i].algorithm);
    g_assert_cmpuint (ks_certificate_get_key_bits (certificate), ==, cases[i].bits);
    g_assert_cmpstr (ks_certificate_get_signature_text (certificate), ==, cases[i].signature);
    g_assert_cmpstr (ks_certificate_get_signature_digest (certificate), ==, cases[i].signature_digest);
    g_assert_true (ks_certificate_is_self_signed (certificate));
  }
}

/* The DER of @recipe with one run of bytes replaced by another of any length at the same nesting: nothing is adjusted. */
static GBytes *
replace (const Recipe *recipe, const char *from_hex, const char *to_hex)
{
  g_autoptr (GBytes) der = make_der (recipe);
  g_autoptr (GBytes) from = ks_test_hex (from_hex);
  g_autoptr (GBytes) to = ks_test_hex (to_hex);
  gsize size, length;
  guint8 *copy = g_memdup2 (g_bytes_get_data (der, &size), g_bytes_get_size (der));
  const guint8 *what = g_bytes_get_data (from, &length);
  guint8 *at = memmem (copy, size, what, length);

  g_assert_nonnull (at);
  g_assert_cmpuint (g_bytes_get_size (to), ==, length);
  memcpy (at, g_bytes_get_data (to, NULL), length);
  return g_bytes_new_take (copy, size);
}

static void
test_problems (void)
{
  static const struct {
    const char *from;
    const char *to;
    gboolean readable;
    const char *mark;
  } cases[] = {
    { "a0 03 02 01 02 02 02 12 34", "a0 03 02 01 02 02 02 92 34", TRUE, "negative" },
    { "a0 03 02 01 02 02 02 12 34", "a0 03 02 01 02 02 02 00 34", TRUE, "needless zero" },
    { "a0 03 02 01 02 02 02 12 34", "a0 03 02 01 03 02 02 12 34", TRUE, "not 1, 2 or 3" },
    { "a0 03 02 01 02 02 02 12 34", "a0 03 02 01 00 02 02 12 34", TRUE, "only version 3" },
    { "a0 03 02 01 02 02 02 12 34", "a0 03 04 01 02 02 02 12 34", TRUE, "version cannot be read" },
    { "a0 03 02 01 02 02 02 12 34", "a0 03 02 01 02 04 02 12 34", FALSE, "serial number cannot be read" },
    { "32 36 30 31 30 31 30 30 30 30 30 30 5a", "32 36 31 33 30 31 30 30 30 30 30 30 5a", TRUE,
      "dates cannot be read" },
    { "31 0a 30 08 06 03 55 04 03", "31 0a 30 08 02 03 55 04 03", TRUE, "names is malformed" },
    { "30 0d 06 03 55 1d 11 04 06", "30 0d 02 03 55 1d 11 04 06", TRUE, "extensions is malformed" },
  };
  const Recipe recipe = { .subject = "CN=a", .extensions = { "subjectAltName", "DNS:ab" } };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GBytes) der = replace (&recipe, cases[i].from, cases[i].to);
    g_autoptr (KsCertificate) certificate = ks_certificate_new (der);

    g_test_message ("%s", cases[i].mark);
    g_assert_cmpint (ks_certificate_is_readable (certificate), ==, cases[i].readable);
    g_assert_nonnull (ks_certificate_get_problem (certificate));
    g_assert_nonnull (strstr (ks_certificate_get_problem (certificate), cases[i].mark));
  }
}

/* A date without seconds, and one with a time zone: not RFC 5280's form, but a date. */
static void
test_loose_dates (void)
{
  const Recipe recipe = { .subject = "CN=a" };
  g_autoptr (GBytes) der = replace (&recipe, "17 0d 32 36 30 31 30 31 30 30 30 30 30 30 5a",
                                    "17 0d 32 36 30 31 30 31 30 32 2b 30 32 30 30");
  g_autoptr (KsCertificate) certificate = ks_certificate_new (der);

  g_assert_true (ks_certificate_is_readable (certificate));
  g_assert_nonnull (ks_certificate_get_problem (certificate));
  g_assert_cmpint (ks_certificate_get_not_after (certificate), ==, 2556144000);
}

static GBytes *
add_bytes (GBytes *bytes, const char *tail, gsize tail_size)
{
  g_autoptr (GByteArray) array = g_byte_array_new ();
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);

  g_byte_array_append (array, data, (guint) size);
  g_byte_array_append (array, (const guint8 *) tail, (guint) tail_size);
  return g_byte_array_free_to_bytes (g_steal_pointer (&array));
}

static void
test_trailing (void)
{
  const Recipe recipe = { .subject = "CN=a" };
  g_autoptr (GBytes) der = make_der (&recipe);
  g_autoptr (GBytes) longer = add_bytes (der, "\n\n", 2);
  g_autoptr (KsCertificate) plain = ks_certificate_new (der);
  g_autoptr (KsCertificate) certificate = ks_certificate_new (longer);

  g_assert_true (ks_certificate_is_readable (certificate));
  g_assert_cmpstr (ks_certificate_get_problem (certificate), ==, "2 bytes follow it.");
  g_assert_cmpstr (ks_certificate_get_sha256 (certificate), ==, ks_certificate_get_sha256 (plain));
  g_assert_true (ks_certificate_get_der (certificate) == longer);
  g_assert_false (ks_certificate_equal (certificate, plain));
  g_assert_nonnull (ks_certificate_get_x509 (certificate));
}

/* Cut anywhere: no crash, and what stands before the cut is still told. */
static void
test_cut (void)
{
  const Recipe recipe = { .subject = "CN=cut.example/O=b",
                          .extensions = { "subjectAltName", "DNS:a.example" } };
  g_autoptr (GBytes) der = make_der (&recipe);
  gsize size = g_bytes_get_size (der);

  for (gsize cut = 0; cut < size; cut++) {
    g_autoptr (GBytes) part = g_bytes_new_from_bytes (der, 0, cut);
    g_autoptr (KsCertificate) certificate = ks_certificate_new (part);

    g_assert_nonnull (ks_certificate_get_problem (certificate));
    g_assert_null (ks_certificate_get_x509 (certificate));
    g_assert_false (ks_certificate_is_self_signed (certificate));
    g_assert_nonnull (ks_certificate_get_extensions (certificate));
    if (ks_certificate_is_readable (certificate)) {
      g_assert_cmpstr (ks_certificate_get_title (certificate), ==, "cut.example");
      g_assert_cmpstr (ks_certificate_get_key_text (certificate), ==, "EC P-384");
    } else {
      g_assert_cmpint (ks_certificate_get_role (certificate), ==, KS_ROLE_UNKNOWN);
    }
  }
}

static void
test_noise (void)
{
  static const char *const cases[] = { "",      "00",          "30",
                                       "30 80", "30 80 00 00", "30 84 ff ff ff ff 30 00",
                                       "30 00", "30 02 30 00" };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GBytes) der = ks_test_hex (cases[i]);
    g_autoptr (KsCertificate) certificate = ks_certificate_new (der);

    g_assert_false (ks_certificate_is_readable (certificate));
    g_assert_nonnull (ks_certificate_get_problem (certificate));
    g_assert_null (ks_certificate_get_x509 (certificate));
    g_assert_cmpstr (ks_certificate_get_title (certificate), ==, "Unnamed certificate");
    g_assert_cmpstr (ks_certificate_get_serial (certificate), ==, "");
    g_assert_cmpstr (ks_name_get_text (ks_certificate_get_subject (certificate)), ==, "");
    g_assert_cmpint (ks_certificate_get_not_after (certificate), ==, KS_TIME_INVALID);
    g_assert_cmpuint (ks_certificate_get_n_alt_names (certificate), ==, 0);
    g_assert_cmpstr (ks_certificate_get_key_text (certificate), ==, "");
    g_assert_cmpstr (ks_certificate_get_signature_text (certificate), ==, "");
    g_assert_cmpuint (g_bytes_get_size (ks_certificate_get_spki (certificate)), ==, 0);
    g_assert_cmpuint (ks_certificate_get_extensions (certificate)->len, ==, 0);
    g_assert_false (ks_certificate_is_self_issued (certificate));
  }
}

/* BER that no certificate should be in, but some are. */
static void
test_indefinite (void)
{
  const Recipe recipe = { .subject = "CN=ber.example" };
  g_autoptr (GBytes) der = make_der (&recipe);
  gsize size;
  const guint8 *data = g_bytes_get_data (der, &size);
  g_autoptr (GByteArray) ber = g_byte_array_new ();
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (KsCertificate) certificate = NULL;

  g_assert_cmpuint (data[1], ==, 0x82);
  g_byte_array_append (ber, (const guint8 *) "\x30\x80", 2);
  g_byte_array_append (ber, data + 4, (guint) size - 4);
  g_byte_array_append (ber, (const guint8 *) "\0\0", 2);
  bytes = g_bytes_new (ber->data, ber->len);

  certificate = ks_certificate_new (bytes);
  g_assert_true (ks_certificate_is_readable (certificate));
  g_assert_cmpstr (ks_certificate_get_title (certificate), ==, "ber.example");
  g_assert_nonnull (strstr (ks_certificate_get_problem (certificate), "indefinite"));
}

static void
test_fingerprint (void)
{
  const Recipe recipe = { .subject = "CN=a" };
  g_autoptr (KsCertificate) certificate = make_certificate (&recipe);
  g_autofree char *sha256 = ks_certificate_dup_fingerprint (certificate, "sha256");
  g_autofree char *none = ks_certificate_dup_fingerprint (certificate, "sha257");

  g_assert_cmpuint (strlen (sha256), ==, 32 * 3 - 1);
  g_assert_cmpint (sha256[2], ==, ':');
  g_assert_null (none);
}

static void
test_words (void)
{
  g_auto (GStrv) names =
    ks_key_usage_list_names (KS_KEY_USAGE_DIGITAL_SIGNATURE | KS_KEY_USAGE_DECIPHER_ONLY);
  g_auto (GStrv) none = ks_key_usage_list_names (0);

  g_assert_cmpuint (g_strv_length (names), ==, 2);
  g_assert_cmpstr (names[0], ==, "Digital signature");
  g_assert_cmpstr (names[1], ==, "Decipher only");
  g_assert_cmpuint (g_strv_length (none), ==, 0);
  g_assert_cmpstr (ks_purpose_get_name ("1.3.6.1.5.5.7.3.1"), ==, "TLS server");
  g_assert_cmpstr (ks_purpose_get_name ("1.2.3"), ==, "1.2.3");
  g_assert_cmpstr (ks_certificate_role_get_name (KS_ROLE_ROOT_CA), ==, "Root CA");
}

/* Everything that is lazy, asked for by several threads at once. */
static gpointer
read_all (gpointer data)
{
  GPtrArray *certificates = data;
  gsize sum = 0;

  for (guint i = 0; i < certificates->len; i++) {
    KsCertificate *certificate = g_ptr_array_index (certificates, i);

    sum += strlen (ks_certificate_get_title (certificate)) + strlen (ks_certificate_get_serial (certificate));
    sum += strlen (ks_name_get_text (ks_certificate_get_issuer (certificate)));
    sum += strlen (ks_certificate_get_key_text (certificate)) +
           strlen (ks_certificate_get_signature_text (certificate));
    sum += strlen (ks_certificate_get_sha256 (certificate)) +
           strlen (ks_certificate_get_spki_sha256 (certificate));
    sum += ks_certificate_get_extensions (certificate)->len + ks_certificate_get_n_alt_names (certificate);
    sum += ks_name_get_n_attributes (ks_certificate_get_subject (certificate));
    sum += ks_certificate_is_self_signed (certificate) + ks_certificate_get_role (certificate);
  }

  return GSIZE_TO_POINTER (sum);
}

static void
test_threads (void)
{
  enum {
    THREADS = 4,
    COUNT = 40
  };
  const Recipe recipe = { .subject = "CN=a/O=b",
                          .extensions = { "subjectAltName", "DNS:a.example", "basicConstraints",
                                          "CA:TRUE" } };
  g_autoptr (GPtrArray) certificates = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GBytes) der = make_der (&recipe);
  GThread *threads[THREADS];
  gsize sum;

  for (guint i = 0; i < COUNT; i++)
    g_ptr_array_add (certificates, ks_certificate_new (der));
  for (guint i = 0; i < THREADS; i++)
    threads[i] = g_thread_new ("reader", read_all, certificates);
  sum = GPOINTER_TO_SIZE (g_thread_join (threads[0]));
  for (guint i = 1; i < THREADS; i++)
    g_assert_cmpuint (GPOINTER_TO_SIZE (g_thread_join (threads[i])), ==, sum);

  for (guint i = 0; i < COUNT; i++)
    g_assert_true (ks_certificate_is_self_signed (g_ptr_array_index (certificates, i)));
}

int
main (int argc, char *argv[])
{
  ks_test_init (&argc, &argv);

  g_test_add_func ("/certificate/facts", test_facts);
  g_test_add_func ("/certificate/titles", test_titles);
  g_test_add_func ("/certificate/roles", test_roles);
  g_test_add_func ("/certificate/self-signed", test_self_signed);
  g_test_add_func ("/certificate/keys", test_keys);
  g_test_add_func ("/certificate/problems", test_problems);
  g_test_add_func ("/certificate/loose-dates", test_loose_dates);
  g_test_add_func ("/certificate/trailing", test_trailing);
  g_test_add_func ("/certificate/cut", test_cut);
  g_test_add_func ("/certificate/noise", test_noise);
  g_test_add_func ("/certificate/indefinite", test_indefinite);
  g_test_add_func ("/certificate/fingerprint", test_fingerprint);
  g_test_add_func ("/certificate/words", test_words);
  g_test_add_func ("/certificate/threads", test_threads);

  return g_test_run ();
}
