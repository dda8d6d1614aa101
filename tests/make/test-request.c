/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-test-make.h"
#include "ks-test.h"

#include <string.h>

static KsRequest *
make_request (const KsTestMade *key, const char *challenge)
{
  g_autoptr (KsCertificateSpec) spec =
    ks_test_make_spec ("tls-server", "CN=gw.example.org,O=Příklad,C=CZ", "gw.example.org *.example.org ::1",
                       ks_key_algorithm_find_spki (key->spki));
  g_autoptr (KsSecret) secret = challenge != NULL ? ks_secret_new_from_string (challenge) : NULL;
  g_autoptr (GError) error = NULL;
  KsRequest *request = ks_request_make (spec, secret, key->pkcs8, &error);

  g_assert_no_error (error);
  return request;
}

static void
test_make (void)
{
  static const char *const algorithms[] = { "rsa-2048", "ec-p384",   "ec-secp256k1",      "ed25519",
                                            "ed448",    "ml-dsa-65", "slh-dsa-shake-128f" };

  for (gsize i = 0; i < G_N_ELEMENTS (algorithms); i++) {
    g_autoptr (KsTestMade) key = ks_test_made_new (algorithms[i], "custom", "CN=key", NULL, NULL);
    g_autoptr (KsRequest) request = make_request (key, i % 2 == 0 ? "heslo ž" : NULL);
    g_autoptr (GError) error = NULL;
    KsKeyUsage usage = 0;

    g_assert_true (ks_request_verify (request, &error));
    g_assert_no_error (error);
    g_assert_cmpint (ks_request_get_kind (request), ==, KS_REQUEST_PKCS10);
    g_assert_cmpstr (ks_name_get_text (ks_request_get_subject (request)), ==,
                     "CN=gw.example.org,O=Příklad,C=CZ");
    g_assert_cmpstr (ks_request_get_title (request), ==, "gw.example.org");
    g_assert_cmpuint (ks_request_get_n_alt_names (request), ==, 3);
    g_assert_cmpstr (ks_request_get_alt_name (request, 2)->text, ==, "::1");
    g_assert_cmpstr (ks_request_get_key_text (request), ==, ks_key_algorithm_find (algorithms[i])->name);
    g_assert_true (ks_request_get_key_usage (request, &usage));
    g_assert_cmpstr (ks_request_get_extended_key_usage (request)[0], ==, "1.3.6.1.5.5.7.3.1");
    g_assert_false (ks_request_is_ca (request));
    g_assert_cmpint (ks_request_get_path_length (request), ==, -1);
    g_assert_true (ks_request_has_challenge (request) == (i % 2 == 0));
    g_assert_cmpuint (ks_request_get_extensions (request)->len, ==, 3);
    ks_test_assert_bytes (ks_request_get_spki (request), key->spki);
  }
}

/* openssl reads and verifies it, and shows all that was asked for. */
static void
test_openssl (void)
{
  g_autoptr (KsTestMade) key = ks_test_made_new ("ec-p256", "custom", "CN=key", NULL, NULL);
  g_autoptr (KsRequest) request = make_request (key, "let me in");
  g_autofree char *pem = NULL;
  g_autofree char *folder = NULL;
  g_autofree char *path = NULL;
  g_autofree char *text = NULL;
  g_autoptr (GBytes) bytes = NULL;

  if (ks_test_skip_without_program ("openssl"))
    return;
  folder = ks_test_make_folder ();
  pem = ks_request_to_text (request);
  bytes = g_bytes_new (pem, strlen (pem));
  path = ks_test_write_file (folder, "request.pem", bytes);
  text = ks_test_run_text ("openssl", "req", "-in", path, "-verify", "-noout", "-text", "-nameopt",
                           "RFC2253,utf8", NULL);
  g_assert_nonnull (strstr (text, "DNS:gw.example.org, DNS:*.example.org, IP Address:0:0:0:0:0:0:0:1"));
  g_assert_nonnull (strstr (text, "TLS Web Server Authentication"));
  g_assert_nonnull (strstr (text, "Digital Signature"));
  g_assert_nonnull (strstr (text, "let me in"));
  ks_test_remove_folder (folder);
}

static void
test_spkac (void)
{
  g_autoptr (KsTestMade) key = ks_test_made_new ("rsa-2048", "custom", "CN=key", NULL, NULL);
  g_autoptr (KsSecret) challenge = ks_secret_new_from_string ("abc");
  g_autoptr (KsSecret) umlaut = ks_secret_new_from_string ("ä");
  g_autoptr (GError) error = NULL;
  g_autoptr (KsRequest) request = ks_request_make_spkac (challenge, key->pkcs8, NULL, &error);
  g_autofree char *text = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (KsRequest) again = NULL;

  g_assert_no_error (error);
  g_assert_true (ks_request_verify (request, NULL));
  g_assert_cmpint (ks_request_get_kind (request), ==, KS_REQUEST_SPKAC);
  g_assert_true (ks_request_has_challenge (request));
  g_assert_cmpuint (ks_name_get_n_attributes (ks_request_get_subject (request)), ==, 0);
  g_assert_cmpstr (ks_request_get_title (request), ==, "Unnamed request");
  ks_test_assert_bytes (ks_request_get_spki (request), key->spki);
  text = ks_request_to_text (request);
  bytes = g_bytes_new (text, strlen (text));
  again = ks_request_new_from_file (bytes, &error);
  g_assert_no_error (error);
  ks_test_assert_bytes (ks_request_get_der (again), ks_request_get_der (request));
  g_assert_null (ks_request_make_spkac (umlaut, key->pkcs8, NULL, &error));
  g_assert_error (error, KS_ERROR, KS_ERROR_MALFORMED);
}

/* One changed byte of the name, one of the signature. */
static void
test_tampered (void)
{
  g_autoptr (KsTestMade) key = ks_test_made_new ("ec-p256", "custom", "CN=key", NULL, NULL);
  g_autoptr (KsRequest) request = make_request (key, NULL);
  gsize size;
  const guint8 *data = g_bytes_get_data (ks_request_get_der (request), &size);
  const char *name = memmem (data, size, "gw.example.org", 14);
  const gsize places[] = { (gsize) (name - (const char *) data), size - 1 };

  for (gsize i = 0; i < G_N_ELEMENTS (places); i++) {
    guint8 *changed = g_memdup2 (data, size);
    g_autoptr (GBytes) bytes = NULL;
    g_autoptr (KsRequest) broken = NULL;
    g_autoptr (GError) error = NULL;

    changed[places[i]] ^= 1;
    bytes = g_bytes_new_take (changed, size);
    broken = ks_request_new (bytes, &error);
    g_assert_no_error (error);
    g_assert_false (ks_request_verify (broken, &error));
    g_assert_error (error, KS_ERROR, KS_ERROR_DAMAGED);
  }
}

static void
test_sign (void)
{
  g_autoptr (KsTestMade) root = ks_test_made_new ("rsa-2048", "certificate-authority", "CN=Root", NULL, NULL);
  g_autoptr (KsTestMade) key = ks_test_made_new ("ec-p256", "custom", "CN=key", NULL, NULL);
  g_autoptr (KsRequest) request = make_request (key, NULL);
  g_autoptr (KsCertificateSpec) spec = ks_request_to_spec (request);
  g_autoptr (KsCertificate) certificate = NULL;
  g_autoptr (GError) error = NULL;

  ks_certificate_spec_set_validity (spec, KS_TEST_MAKE_NOW, 30);
  certificate =
    ks_certificate_spec_issue (spec, ks_request_get_spki (request), root->certificate, root->pkcs8, &error);
  g_assert_no_error (error);
  g_assert_true (ks_name_equal (ks_certificate_get_subject (certificate), ks_request_get_subject (request)));
  g_assert_cmpuint (ks_certificate_get_n_alt_names (certificate), ==, 3);
  g_assert_cmpstr (ks_certificate_get_spki_sha256 (certificate), ==, ks_request_get_spki_sha256 (request));
  g_assert_cmpstr (ks_certificate_get_signature_text (certificate), ==, "SHA-256 with RSA");
}

/* Requests of other programs: readable and verified, or an error that says why. */
static void
test_corpus (void)
{
  static const struct {
    const char *file;
    const char *key; /* NULL: refused */
    gboolean verifies;
  } rows[] = {
    { "synth/csr-leaf.csr", "RSA 2048", TRUE },
    { "synth/csr-leaf.der", "RSA 2048", TRUE },
    { "synth/csr-new.csr", "RSA 2048", TRUE },
    { "synth/kt-JCEKS.csr", "RSA 2048", TRUE },
    { "synth/o35-ml-dsa-44.csr", "ML-DSA-44", TRUE },
    { "real/keystore-explorer__CryptoFileUtilTest_csr.spkac", "RSA 2048", TRUE },
    { "synth/bad/csr-trunc-00170.der", NULL, FALSE },
    { "synth/bad/csr-trunc-00663.der", NULL, FALSE },
    { "synth/bad/csr-noise.der", NULL, FALSE },
  };

  if (ks_test_skip_without_corpus ())
    return;
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (GBytes) bytes = ks_test_corpus_read (rows[i].file);
    g_autoptr (GError) error = NULL;
    g_autoptr (KsRequest) request = ks_request_new_from_file (bytes, &error);

    g_test_message ("%s: %s", rows[i].file,
                    request != NULL ? ks_request_get_key_text (request) : error->message);
    g_assert_true ((request != NULL) == (rows[i].key != NULL));
    if (request != NULL) {
      g_assert_cmpstr (ks_request_get_key_text (request), ==, rows[i].key);
      g_assert_true (ks_request_verify (request, NULL) == rows[i].verifies);
    }
  }
}

/* No prefix of a request is one. */
static void
test_truncated (void)
{
  g_autoptr (KsTestMade) key = ks_test_made_new ("ec-p256", "custom", "CN=key", NULL, NULL);
  g_autoptr (KsRequest) request = make_request (key, NULL);
  gsize size;
  const guint8 *data = g_bytes_get_data (ks_request_get_der (request), &size);

  for (gsize i = 0; i < size; i++) {
    g_autoptr (GBytes) part = g_bytes_new (data, i);
    g_autoptr (GError) error = NULL;

    g_assert_null (ks_request_new_from_file (part, &error));
    g_assert_nonnull (error);
  }
}

static void
test_bad_input (void)
{
  static const char *const files[] = {
    "",       "hello",      "<html></html>",
    "SPKAC=", "SPKAC=AAAA", "-----BEGIN CERTIFICATE REQUEST-----\nMAA=\n-----END CERTIFICATE REQUEST-----\n",
  };
  g_autofree char *long_text = g_strnfill (256, 'x');
  g_autoptr (KsSecret) long_one = ks_secret_new_from_string (long_text);
  g_autoptr (KsTestMade) key = ks_test_made_new ("ec-p256", "custom", "CN=key", NULL, NULL);
  g_autoptr (KsCertificateSpec) spec = ks_test_make_spec ("tls-server", "", NULL, NULL);
  g_autoptr (GError) error = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (files); i++) {
    g_autoptr (GBytes) bytes = g_bytes_new_static (files[i], strlen (files[i]));
    g_autoptr (GError) reason = NULL;

    g_assert_null (ks_request_new_from_file (bytes, &reason));
    g_assert_nonnull (reason);
  }
  /* A request for nobody, and a challenge that is too long. */
  g_assert_null (ks_request_make (spec, NULL, key->pkcs8, &error));
  g_assert_error (error, KS_ERROR, KS_ERROR_MALFORMED);
  g_clear_error (&error);
  ks_name_unref (spec->subject);
  spec->subject = ks_name_new_from_text ("CN=a", NULL);
  spec->key_usage = KS_KEY_USAGE_DIGITAL_SIGNATURE;
  g_assert_null (ks_request_make (spec, long_one, key->pkcs8, &error));
  g_assert_error (error, KS_ERROR, KS_ERROR_MALFORMED);
}

int
main (int argc, char *argv[])
{
  ks_test_init (&argc, &argv);

  g_test_add_func ("/request/make", test_make);
  g_test_add_func ("/request/openssl", test_openssl);
  g_test_add_func ("/request/spkac", test_spkac);
  g_test_add_func ("/request/tampered", test_tampered);
  g_test_add_func ("/request/sign", test_sign);
  g_test_add_func ("/request/corpus", test_corpus);
  g_test_add_func ("/request/truncated", test_truncated);
  g_test_add_func ("/request/bad-input", test_bad_input);

  return g_test_run ();
}
