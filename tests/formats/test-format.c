/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "ks-error.h"
#include "ks-format.h"
#include "ks-test.h"

typedef struct {
  const char *name;
  const char *hex; /* or */
  const char *text;
  KsError code;
  const char *word; /* must be in the message */
} Sample;

static const Sample samples[] = {
  { "empty", "", NULL, KS_ERROR_NOT_A_KEYSTORE, "empty" },
  { "html", NULL, "\n <!DOCTYPE html><html><body>Sign in</body></html>", KS_ERROR_NOT_A_KEYSTORE, "HTML" },
  { "html-without-doctype", NULL, "<HTML><HEAD></HEAD></HTML>", KS_ERROR_NOT_A_KEYSTORE, "HTML" },
  { "lfs", NULL, "version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 5\n",
    KS_ERROR_NOT_A_KEYSTORE, "Git LFS" },
  { "text", NULL, "keystore.password=changeit\n", KS_ERROR_NOT_A_KEYSTORE, "text file" },
  { "one-letter", NULL, "x", KS_ERROR_NOT_A_KEYSTORE, "text file" },
  { "base64-jks", NULL, "/u3+7QAAAAIAAAABAAAAAgAF\ndGVzdAo=\n", KS_ERROR_NOT_A_KEYSTORE, "Base64" },
  { "base64-jceks", NULL, "zs7OzgAAAAIAAAAB", KS_ERROR_NOT_A_KEYSTORE, "Base64" },
  { "base64-der", NULL, "MIIJKgIBAzCCCPAGCSqGSIb3DQEHAaCCCOE=", KS_ERROR_NOT_A_KEYSTORE, "Base64" },
  { "gzip", "1f8b0800", NULL, KS_ERROR_NOT_A_KEYSTORE, "gzip" },
  { "sqlite", NULL, "SQLite format 3", KS_ERROR_NOT_A_KEYSTORE, "SQLite" },
  { "java-object", "aced0005 73", NULL, KS_ERROR_NOT_A_KEYSTORE, "Java object" },
  { "bks-3",
    "00000003 00000014 0000000000000000000000000000000000000000 00000400 0000000000000000000000000000", NULL,
    KS_ERROR_UNSUPPORTED, "BKS" },
  { "cut-certificate", "30820296 3082023d", NULL, KS_ERROR_TRUNCATED, "666 bytes long" },
  { "cut-pkcs7", "308203b2 0609", NULL, KS_ERROR_TRUNCATED, "950 bytes long" },
  { "noise", "8f3a0b00ff17", NULL, KS_ERROR_NOT_A_KEYSTORE, "not a keystore" },
  { "zeros", "0000000000000000", NULL, KS_ERROR_NOT_A_KEYSTORE, "not a keystore" },
  { "short-magic", "feed", NULL, KS_ERROR_NOT_A_KEYSTORE, "not a keystore" },
};

static GBytes *
make_sample (const Sample *sample)
{
  if (sample->text != NULL)
    return g_bytes_new_static (sample->text, strlen (sample->text));

  return ks_test_hex (sample->hex);
}

static void
test_sample (gconstpointer data)
{
  const Sample *sample = data;
  g_autoptr (GBytes) bytes = make_sample (sample);
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) load_error = NULL;

  g_assert_null (ks_format_detect (bytes, &error));
  g_assert_error (error, KS_ERROR, (int) sample->code);
  g_assert_nonnull (strstr (error->message, sample->word));

  g_assert_null (ks_store_load (bytes, NULL, NULL, &load_error));
  g_assert_error (load_error, KS_ERROR, (int) sample->code);
}

/* Cutting a sample anywhere must not read beyond its end. */
static void
test_cut_samples (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (samples); i++) {
    g_autoptr (GBytes) bytes = make_sample (&samples[i]);
    gsize size;
    const guint8 *data = g_bytes_get_data (bytes, &size);

    for (gsize length = 0; length < size; length++) {
      /* A copy, so that a sanitizer sees its end. */
      g_autoptr (GBytes) part = g_bytes_new (data, length);
      g_autoptr (GError) error = NULL;

      if (ks_format_detect (part, &error) == NULL)
        g_assert_nonnull (error);
    }
  }
}

static void
test_list (void)
{
  const KsFormat *const *formats = ks_format_list ();

  g_assert_nonnull (formats[0]);
  for (gsize i = 0; formats[i] != NULL; i++) {
    const KsFormat *format = formats[i];
    g_auto (GStrv) suffixes = g_strsplit (format->suffixes, " ", -1);

    g_assert_true (ks_format_find (format->id) == format);
    g_assert_cmpstr (format->short_name, !=, "");
    g_assert_cmpstr (format->name, !=, "");
    g_assert_cmpstr (format->description, !=, "");
    g_assert_nonnull (format->mime_type);
    g_assert_cmpuint (g_strv_length (suffixes), >, 0);
    g_assert_nonnull (format->probe);
    g_assert_nonnull (format->read);
    if (format->flags & KS_FORMAT_CAN_WRITE)
      g_assert_nonnull (format->write);
    for (gsize j = 0; j < i; j++)
      g_assert_cmpstr (formats[j]->id, !=, format->id);
  }
}

static void
test_find (void)
{
  g_assert_cmpstr (ks_format_find ("jks")->id, ==, "jks");
  g_assert_cmpstr (ks_format_find ("pkcs12")->id, ==, "pkcs12");
  g_assert_cmpstr (ks_format_find ("pem")->id, ==, "pem");
  g_assert_null (ks_format_find ("JKS"));
  g_assert_null (ks_format_find (""));
}

typedef struct {
  const char *name;
  const char *hex; /* or */
  const char *text;
  const char *id;
} Outline;

/* The outline is enough to know what is to be read, even if it cannot be. */
static const Outline outlines[] = {
  { "zip", "504b0304 1400", NULL, "zip" },
  { "zip-empty", "504b0506 0000", NULL, "zip" },
  { "jceks", "cececece 00000002 00000000", NULL, "jceks" },
  { "bks", "00000002 00000014 0000000000000000000000000000000000000000 00000400 0000000000000000000000000000",
    NULL, "bks" },
  { "bks-cut", "00000002 00000014 0000", NULL, "bks" },
  { "bks-1", "00000001 00000002 0000 00000400 01 0001 61 0000000000000001 00000000", NULL, "bks" },
  { "uber",
    "00000001 00000014 0000000000000000000000000000000000000000 00000400 ffffffffffffffffffffffffffffffff"
    "ffffffffffffffffffffffffffffffff",
    NULL, "uber" },
  { "bcfks", "3016 3010 300b 06092a864886f70d01050d 040178 3002 0500", NULL, "bcfks" },
  { "bcfks-signed", "3016 3010 300b 06092a864886f70d01050d 040178 a002 3000", NULL, "bcfks" },
  { "pkcs7", "300d 06092a864886f70d010702 a000", NULL, "pkcs7" },
  { "pkcs7-ber", "3080 06092a864886f70d010702 a080 0000 0000", NULL, "pkcs7" },
  { "pkcs7-cut", "308203b2 06092a864886f70d010702 a0", NULL, "pkcs7" },
  { "pkcs7-pem", NULL, "From: ca\n\n-----BEGIN PKCS7-----\nAAAA\n-----END PKCS7-----\n", "pkcs7" },
  { "pkcs7-beside-certificate", NULL, "-----BEGIN CERTIFICATE-----\n-----BEGIN CMS-----\n", "pkcs7" },
  { "certificate", "300b 3003 a00100 3000 03020000", NULL, "der" },
  { "certificate-v1", "3013 300b 020101 3000 3000 3000 3000 3000 03020000", NULL, "der" },
  { "request", "3011 3009 020100 3000 3000 a000 3000 03020000", NULL, "der" },
  { "crl", "300f 3007 3000 3000 170130 3000 03020000", NULL, "der" },
  { "rsa-key", "3009 020100 020103 020105", NULL, "key" },
  { "ec-key", "3007 020101 04020000", NULL, "key" },
  { "openssh", NULL, "-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n-----END OPENSSH PRIVATE KEY-----\n",
    "openssh" },
  { "jwk", NULL, " {\"kty\": \"RSA\"}", "jwk" },
  { "pvk", "1ef1b5b0 00000000 01000000 00000000 00000000 00000000", NULL, "pvk" },
  { "pkipath", "300d 300b 3003 a00100 3000 03020000", NULL, "pkipath" },
};

static void
test_outline (gconstpointer data)
{
  const Outline *outline = data;
  g_autoptr (GBytes) bytes = outline->text != NULL
                               ? g_bytes_new_static (outline->text, strlen (outline->text))
                               : ks_test_hex (outline->hex);
  const KsFormat *format = ks_format_detect (bytes, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_cmpstr (format != NULL ? format->id : NULL, ==, outline->id);
  /* None of them has anything in it. */
  g_assert_null (ks_store_load (bytes, NULL, NULL, &error));
  g_assert_nonnull (error);
  g_assert_cmpuint (error->domain, ==, KS_ERROR);
}

/* What is in these is not looked at before somebody needs it. */
static void
test_keys (void)
{
  static const char *const keys[] = {
    "3012 020100 300706052b0e03020c 04040000 0000",
    "300d 3007 06052b0e03020c 04020000",
    "300d 3007 06052b0e03020c 03020000",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++) {
    g_autoptr (GBytes) bytes = ks_test_hex (keys[i]);
    g_autoptr (GError) error = NULL;
    g_autoptr (KsStore) store = ks_store_load (bytes, NULL, NULL, &error);

    g_assert_no_error (error);
    g_assert_cmpstr (ks_store_get_format (store)->id, ==, "key");
    g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (store)), ==, 1);
  }
}

/* What can only be read is not written in that format. */
static void
test_read_only (void)
{
  const KsFormat *const *formats = ks_format_list ();
  guint count = 0;

  for (gsize i = 0; formats[i] != NULL; i++) {
    g_autoptr (KsStore) store = ks_store_new (formats[i]);
    g_autoptr (GError) error = NULL;

    if (formats[i]->flags & KS_FORMAT_CAN_WRITE)
      continue;
    count++;
    g_assert_null (ks_store_serialize (store, NULL, NULL, &error));
    g_assert_error (error, KS_ERROR, KS_ERROR_UNSUPPORTED);
    g_assert_nonnull (strstr (error->message, formats[i]->short_name));
  }
  g_assert_cmpuint (count, >=, 4);
}

/* A name says nothing: these are PKCS #12 files called .jks, and JKS files called otherwise. */
static void
test_names_lie (void)
{
  static const struct {
    const char *name;
    const char *id;
  } files[] = {
    { "real/vert.x__tls_multiple.jks", "pkcs12" },
    { "real/santuario-xml-security-java__input_mykeystore", "jks" },
    { "real/wildfly-elytron__acme_account.keystore", "jks" },
    { "synth/kt-PKCS12.ks", "pkcs12" },
  };

  if (ks_test_skip_without_corpus ())
    return;

  for (gsize i = 0; i < G_N_ELEMENTS (files); i++) {
    g_autoptr (GBytes) bytes = ks_test_corpus_read (files[i].name);
    const KsFormat *format = ks_format_detect (bytes, NULL);

    g_assert_nonnull (format);
    g_assert_cmpstr (format->id, ==, files[i].id);
  }
}

/* Whoever gives no password means the one with which the file was opened. */
static void
test_default_password (void)
{
  g_autoptr (GBytes) bytes = ks_test_fixture_read ("jks/small.jks");
  g_autoptr (KsSecret) password = ks_secret_new_from_string ("changeit");
  g_autoptr (KsSecret) other = ks_secret_new_from_string ("other");
  KsReadOptions read = { .password = password };
  KsWriteOptions write = { .password = other };
  g_autoptr (KsStore) store = ks_store_load (bytes, &read, NULL, NULL);
  g_autoptr (GBytes) same = ks_store_serialize (store, NULL, NULL, NULL);
  g_autoptr (GBytes) changed = ks_store_serialize (store, &write, NULL, NULL);
  g_autoptr (KsStore) again = NULL;

  ks_test_assert_bytes (same, bytes);
  g_assert_null (ks_store_load (changed, &read, NULL, NULL));
  read.password = other;
  again = ks_store_load (changed, &read, NULL, NULL);
  g_assert_nonnull (again);
}

int
main (int argc, char *argv[])
{
  ks_test_init (&argc, &argv);

  for (gsize i = 0; i < G_N_ELEMENTS (samples); i++) {
    g_autofree char *path = g_strconcat ("/format/sample/", samples[i].name, NULL);

    g_test_add_data_func (path, &samples[i], test_sample);
  }
  for (gsize i = 0; i < G_N_ELEMENTS (outlines); i++) {
    g_autofree char *path = g_strconcat ("/format/outline/", outlines[i].name, NULL);

    g_test_add_data_func (path, &outlines[i], test_outline);
  }
  g_test_add_func ("/format/keys", test_keys);
  g_test_add_func ("/format/read-only", test_read_only);
  g_test_add_func ("/format/cut-samples", test_cut_samples);
  g_test_add_func ("/format/list", test_list);
  g_test_add_func ("/format/find", test_find);
  g_test_add_func ("/format/names-lie", test_names_lie);
  g_test_add_func ("/format/default-password", test_default_password);

  return g_test_run ();
}
