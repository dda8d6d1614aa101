/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-error.h"
#include "ks-pem.h"
#include "ks-test.h"

#include <string.h>

/* The first certificate of a file, as OpenSSL finds it. It does not take indented text, so it gets it without. */
static GBytes *
openssl_first (const char *path)
{
  const char *const argv[] = { "openssl", "x509", "-outform", "DER", NULL };
  g_autoptr (GRegex) indentation = g_regex_new ("^[ \t]+", G_REGEX_MULTILINE, 0, NULL);
  g_autofree char *text = NULL;
  g_autofree char *straight = NULL;
  g_autoptr (GBytes) input = NULL;
  GBytes *der = NULL;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  straight = g_regex_replace_literal (indentation, text, -1, 0, "", 0, NULL);
  g_assert_nonnull (straight);
  input = g_bytes_new (straight, strlen (straight));
  g_assert_cmpint (ks_test_run (argv, input, &der, NULL), ==, 0);
  return der;
}

static void
assert_like_openssl (const char *name, const char *like)
{
  g_autofree char *path = ks_test_corpus_path (like);
  g_autoptr (GBytes) expected = openssl_first (path);
  g_autoptr (GBytes) text = ks_test_corpus_read (name);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) blocks = ks_pem_parse (text, NULL, &error);

  g_test_message ("%s", name);
  g_assert_no_error (error);
  g_assert_true (ks_pem_probe (text));
  g_assert_cmpuint (blocks->len, >=, 1);
  g_assert_cmpstr (((KsPemBlock *) blocks->pdata[0])->label, ==, "CERTIFICATE");
  ks_test_assert_bytes (((KsPemBlock *) blocks->pdata[0])->body, expected);
}

static void
test_corpus (void)
{
  /* What OpenSSL does not read itself is the certificate of another file. */
  const char *const names[][2] = {
    { "synth/pem-leaf.crt", "synth/pem-leaf.crt" },
    { "synth/pem-utf16.crt", "synth/pem-leaf.crt" },
    { "synth/pem-oneline.crt", "synth/pem-leaf.crt" },
    { "synth/pem-nonl.crt", "synth/pem-leaf.crt" },
    { "synth/pem-indent.crt", "synth/pem-leaf.crt" },
    { "synth/pem-bundle.pem", "synth/pem-bundle.pem" },
    { "synth/pem-dup.pem", "synth/pem-leaf.crt" },
    { "synth/bad/pem-trail.pem", "synth/pem-bundle.pem" },
    { "real/gcr__fixtures_cert-ecc521.pem", "real/gcr__fixtures_cert-ecc521.pem" },
    { "real/gcr__fixtures_gost-sample1.crt", "real/gcr__fixtures_gost-sample1.crt" },
    { "real/gnutls__data_bmpstring.pem", "real/gnutls__data_bmpstring.pem" },
    { "real/gnutls__data_funny-spacing.pem", "real/gnutls__data_funny-spacing.pem" },
    { "real/keystore-explorer__CryptoFileUtilTest_problematic-pem5.cer",
      "real/keystore-explorer__CryptoFileUtilTest_problematic-pem5.cer" },
    { "real/keystore-explorer__CryptoFileUtilTest_problematic-cert.indentations.pem",
      "real/keystore-explorer__CryptoFileUtilTest_problematic-cert.indentations.pem" },
  };

  if (ks_test_skip_without_corpus () || ks_test_skip_without_program ("openssl"))
    return;
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    assert_like_openssl (names[i][0], names[i][1]);
}

/* Number of blocks, as the corpus' own listing counted them. */
static void
test_corpus_counts (void)
{
  const struct {
    const char *name;
    guint count;
    const char *label;
  } files[] = {
    { "real/p11-kit__fixtures_multiple.pem", 2, "TRUSTED CERTIFICATE" },
    { "real/gnutls__data_crl-demo3.pem", 1, "X509 CRL" },
    { "real/formats__examples_chosen_header.pem", 1, "RSA PRIVATE KEY" },
    { "real/formats__examples_pkcs1_with_preceding_junk.pem", 1, "RSA PRIVATE KEY" },
    { "real/formats__examples_rsa2048-priv-3prime.pem", 1, "RSA PRIVATE KEY" },
    { "real/gcr__fixtures_pem-dsa-1024.key", 1, "DSA PRIVATE KEY" },
    { "real/gcr__fixtures_pem-rsa-enc.key", 1, "RSA PRIVATE KEY" },
    { "real/keystore-explorer__PemUtilTest_bad-key-attributes.pem", 1, "RSA PRIVATE KEY" },
  };

  if (ks_test_skip_without_corpus ())
    return;
  for (gsize i = 0; i < G_N_ELEMENTS (files); i++) {
    g_autoptr (GBytes) text = ks_test_corpus_read (files[i].name);
    g_autoptr (GError) error = NULL;
    g_autoptr (GPtrArray) blocks = ks_pem_parse (text, NULL, &error);

    g_assert_no_error (error);
    g_assert_cmpuint (blocks->len, ==, files[i].count);
    g_assert_cmpstr (((KsPemBlock *) blocks->pdata[0])->label, ==, files[i].label);
  }
}

static void
test_corpus_bad (void)
{
  const char *const names[] = {
    "synth/bad/pem-trunc-00012.pem", "synth/bad/pem-trunc-00020.pem", "synth/bad/pem-trunc-00998.pem",
    "synth/bad/pem-trunc-01996.pem", "synth/bad/pem-trunc-02994.pem", "synth/bad/pem-trunc-03971.pem",
    "synth/bad/pem-noise.pem",
  };

  if (ks_test_skip_without_corpus ())
    return;
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++) {
    g_autoptr (GBytes) text = ks_test_corpus_read (names[i]);
    g_autoptr (GError) error = NULL;

    g_test_message ("%s", names[i]);
    g_assert_null (ks_pem_parse (text, NULL, &error));
    g_assert_nonnull (error);
  }
}

/* Among its 26 blocks this one has a key that ends as a certificate. */
static void
test_corpus_line (void)
{
  g_autoptr (GBytes) text = NULL;
  g_autoptr (GError) error = NULL;

  if (ks_test_skip_without_corpus ())
    return;
  text = ks_test_corpus_read ("real/keystore-explorer__CryptoFileUtilTest_keystore.pem");
  g_assert_true (ks_pem_probe (text));
  g_assert_null (ks_pem_parse (text, NULL, &error));
  g_assert_error (error, KS_ERROR, KS_ERROR_MALFORMED);
  g_assert_true (g_str_has_prefix (error->message, "Line 250: "));
  g_assert_nonnull (strstr (error->message, "“RSA PRIVATE KEY”"));
}

static void
test_format_like_openssl (void)
{
  g_autofree char *path = NULL;
  g_autoptr (GBytes) der = NULL;
  g_autofree char *expected = NULL;
  g_autofree char *text = NULL;

  if (ks_test_skip_without_corpus () || ks_test_skip_without_program ("openssl"))
    return;
  path = ks_test_corpus_path ("synth/pem-leaf.crt");
  der = openssl_first (path);
  expected = ks_test_run_text ("openssl", "x509", "-in", path, NULL);
  text = ks_pem_format ("CERTIFICATE", g_bytes_get_data (der, NULL), g_bytes_get_size (der));
  g_assert_cmpstr (text, ==, expected);
}

int
main (int argc, char *argv[])
{
  ks_test_init (&argc, &argv);

  g_test_add_func ("/pem/corpus", test_corpus);
  g_test_add_func ("/pem/corpus-counts", test_corpus_counts);
  g_test_add_func ("/pem/corpus-line", test_corpus_line);
  g_test_add_func ("/pem/corpus-bad", test_corpus_bad);
  g_test_add_func ("/pem/format-like-openssl", test_format_like_openssl);

  return g_test_run ();
}
