/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-der.h"
#include "ks-error.h"
#include "ks-init.h"
#include "ks-test.h"

#include <openssl/pkcs12.h>
#include <string.h>

typedef struct {
  const char *ber;
  const char *der;
} Case;

static const Case cases[] = {
  /* X.690 section 8.21.6, 8.23.6: the same strings in one piece and in several */
  { "2409 0403010203 04020405", "04050102030405" },
  { "2480 0403010203 04020405 0000", "04050102030405" },
  { "3a09 0403 4a6f6e 0402 6573", "1a05 4a6f6e6573" },
  { "2c80 0c02 6162 0c01 63 0000", "0c03 616263" },
  /* 8.6.4.2 */
  { "2380 0303000a3b 0305045f291cd0 0000", "0307040a3b5f291cd0" },
  { "2300", "030100" },
  /* nested segments */
  { "2480 2480 0401aa 0000 2403 0401bb 0401cc 0000", "0403aabbcc" },
  { "2380 2380 030200aa 0000 030204b0 0000", "030304aab0" },
  { "2480 0000", "0400" },
  { "2400", "0400" },
  /* lengths */
  { "3080 0000", "3000" },
  { "3080 020101 3080 0500 0000 0000", "3007 020101 3002 0500" },
  { "a080 0401aa 0000", "a003 0401aa" },
  { "3007 3080 020101 0000", "3005 3003 020101" },
  { "3004 3080 0000", "3002 3000" },
  /* EncryptedContentInfo: [0] IMPLICIT OCTET STRING */
  { "3080 0601 2a 3000 a080 0401aa 0401bb 0000 0000", "3009 06012a 3000 8002aabb" },
  { "300d 06012a 3000 a006 0401aa 0401bb", "3009 06012a 3000 8002aabb" },
  { "3080 0601 2a 3000 a080 2480 0401aa 0000 0000 0000", "3008 06012a 3000 8001aa" },
  /* ContentInfo: [0] EXPLICIT */
  { "3080 06012a a080 2480 0401aa 0401bb 0000 0000 0000", "3009 06012a a004 0402aabb" },
  { "3080 3000 06012a a080 0401aa 0000 0000", "300a 3000 06012a a003 0401aa" },
  { "3080 06012a 3000 a180 0401aa 0000 0000", "300a 06012a 3000 a103 0401aa" },
};

static const char *const der_cases[] = {
  "0500",
  "3000",
  "3007 020101 3002 0500",
  "0400",
  "a003 0401aa",
  "3009 06012a a004 0402aabb",
  /* signed parts stay as they were signed, with their long lengths */
  "308106 048103 010203",
  "0481 01aa",
};

static GBytes *
convert (const char *hex, gsize *left)
{
  g_autoptr (GBytes) ber = ks_test_hex (hex);
  g_autoptr (GBytes) copy = g_bytes_new (g_bytes_get_data (ber, NULL), g_bytes_get_size (ber));
  g_autoptr (GError) error = NULL;
  GBytes *der = ks_der_from_ber (copy, left, &error);

  g_assert_no_error (error);
  return der;
}

static void
test_rewrite (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GBytes) expected = ks_test_hex (cases[i].der);
    g_autofree char *with_tail = g_strconcat (cases[i].ber, "0102", NULL);
    gsize left;
    g_autoptr (GBytes) der = convert (cases[i].ber, &left);
    g_autoptr (GBytes) again = NULL;

    ks_test_assert_bytes (der, expected);
    g_assert_cmpuint (left, ==, 0);
    again = convert (with_tail, &left);
    ks_test_assert_bytes (again, expected);
    g_assert_cmpuint (left, ==, 2);
  }
}

static void
test_der_stays (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (der_cases); i++) {
    g_autoptr (GBytes) input = ks_test_hex (der_cases[i]);
    g_autoptr (GError) error = NULL;
    gsize left = 99;
    g_autoptr (GBytes) der = ks_der_from_ber (input, &left, &error);

    g_assert_no_error (error);
    g_assert_cmpuint (left, ==, 0);
    g_assert_true (g_bytes_get_data (der, NULL) == g_bytes_get_data (input, NULL));
    ks_test_assert_bytes (der, input);
  }
}

/* In a rewritten whole, a part that needs no rewriting is copied with all its peculiarities. */
static void
test_parts_stay (void)
{
  g_autoptr (GBytes) der = convert ("3080 308106 048103 010203 0000", NULL);
  g_autoptr (GBytes) expected = ks_test_hex ("3009 308106 048103 010203");

  ks_test_assert_bytes (der, expected);
}

typedef struct {
  const char *ber;
  KsError code;
} BadCase;

static const BadCase bad[] = {
  { "", KS_ERROR_TRUNCATED },
  { "30", KS_ERROR_TRUNCATED },
  { "3080", KS_ERROR_TRUNCATED },
  { "308000", KS_ERROR_TRUNCATED },
  { "3080 0500", KS_ERROR_TRUNCATED },
  { "3080 3080 0000", KS_ERROR_TRUNCATED },
  { "3002 0201", KS_ERROR_TRUNCATED },
  { "3003 0201", KS_ERROR_TRUNCATED },
  { "3003 040201", KS_ERROR_TRUNCATED },
  { "3002 3080 0000", KS_ERROR_TRUNCATED },
  { "0484ffffffff", KS_ERROR_TRUNCATED },
  { "3088 7fffffffffffffff", KS_ERROR_TRUNCATED },
  { "3088 ffffffffffffffff", KS_ERROR_TRUNCATED },
  { "3089 000000000000000000", KS_ERROR_MALFORMED },
  { "30ff", KS_ERROR_MALFORMED },
  { "0000", KS_ERROR_MALFORMED },
  { "3002 0000", KS_ERROR_MALFORMED },
  { "0480 0000", KS_ERROR_MALFORMED }, /* primitive, indefinite */
  { "3080 0480 0000 0000", KS_ERROR_MALFORMED },
  { "1f8101 00", KS_ERROR_MALFORMED },
  { "3f2100", KS_ERROR_MALFORMED },
  { "2480 0201 01 0000", KS_ERROR_MALFORMED }, /* not a segment */
  { "2480 3000 0000", KS_ERROR_MALFORMED },
  { "2480 2480 0500 0000 0000", KS_ERROR_MALFORMED },
  { "2380 0401aa 0000", KS_ERROR_MALFORMED },
  { "2380 0300 0000", KS_ERROR_MALFORMED },              /* no number of unused bits */
  { "2380 030208aa 0000", KS_ERROR_MALFORMED },          /* eight of them */
  { "2380 030204a0 030200aa 0000", KS_ERROR_MALFORMED }, /* not the last */
  { "2380 2380 030204a0 0000 2380 030200aa 0000 0000", KS_ERROR_MALFORMED },
  { "3080 06012a 3000 a080 0500 0000 0000", KS_ERROR_MALFORMED },
};

static void
test_bad (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++) {
    g_autoptr (GBytes) input = ks_test_hex (bad[i].ber);
    g_autoptr (GBytes) copy = g_bytes_new (g_bytes_get_data (input, NULL), g_bytes_get_size (input));
    g_autoptr (GError) error = NULL;

    g_test_message ("%s", bad[i].ber);
    g_assert_null (ks_der_from_ber (copy, NULL, &error));
    g_assert_error (error, KS_ERROR, (gint) bad[i].code);
    g_assert_nonnull (strstr (error->message, "byte "));
  }
}

static GBytes *
repeat (const char *hex, gsize count, const char *tail)
{
  g_autoptr (GBytes) piece = ks_test_hex (hex);
  g_autoptr (GBytes) end = ks_test_hex (tail);
  GByteArray *bytes = g_byte_array_new ();

  for (gsize i = 0; i < count; i++)
    g_byte_array_append (bytes, g_bytes_get_data (piece, NULL), (guint) g_bytes_get_size (piece));
  g_byte_array_append (bytes, g_bytes_get_data (end, NULL), (guint) g_bytes_get_size (end));
  return g_byte_array_free_to_bytes (bytes);
}

/* Deep nesting is refused at once, whatever it is made of. */
static void
test_deep (void)
{
  const char *const pieces[] = { "3080", "2480", "a080" };

  for (gsize i = 0; i < G_N_ELEMENTS (pieces); i++) {
    g_autoptr (GBytes) input = repeat (pieces[i], 2000000 / strlen (pieces[i]), "");
    g_autoptr (GError) error = NULL;

    g_assert_null (ks_der_from_ber (input, NULL, &error));
    g_assert_error (error, KS_ERROR, KS_ERROR_TOO_LARGE);
  }
}

/* Ten times the size takes about ten times as long; a hundred times would be quadratic. */
static void
test_linear (void)
{
  const char *const pieces[] = { "0500", "2480 0401aa 0000", "3080 0000", "3000", "2400" };

  for (gsize i = 0; i < G_N_ELEMENTS (pieces); i++) {
    double seconds[2];

    for (gsize step = 0; step < 2; step++) {
      g_autoptr (GBytes) inner = repeat (pieces[i], step == 0 ? 20000 : 200000, "0000");
      g_autoptr (GByteArray) whole = g_byte_array_new ();
      g_autoptr (GBytes) input = NULL;
      g_autoptr (GBytes) der = NULL;
      g_autoptr (GError) error = NULL;

      g_byte_array_append (whole, (const guint8 *) "\x30\x80", 2);
      g_byte_array_append (whole, g_bytes_get_data (inner, NULL), (guint) g_bytes_get_size (inner));
      input = g_bytes_new (whole->data, whole->len);
      g_test_timer_start ();
      der = ks_der_from_ber (input, NULL, &error);
      seconds[step] = g_test_timer_elapsed ();
      g_assert_no_error (error);
      g_assert_nonnull (der);
    }
    g_assert_cmpfloat (seconds[1], <, seconds[0] * 50 + 0.2);
  }
}

/* A large content needs a longer length than the two bytes of its end marker: the size may grow a little. */
static void
test_growth (void)
{
  g_autoptr (GBytes) inner = repeat ("0482fffc", 1, "");
  g_autoptr (GByteArray) whole = g_byte_array_new ();
  g_autofree guint8 *zeros = g_malloc0 (0xfffc);
  g_autoptr (GBytes) input = NULL;
  g_autoptr (GBytes) der = NULL;
  g_autoptr (GError) error = NULL;

  g_byte_array_append (whole, (const guint8 *) "\x30\x80", 2);
  g_byte_array_append (whole, g_bytes_get_data (inner, NULL), (guint) g_bytes_get_size (inner));
  g_byte_array_append (whole, zeros, 0xfffc);
  g_byte_array_append (whole, zeros, 2);
  input = g_bytes_new (whole->data, whole->len);
  der = ks_der_from_ber (input, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_bytes_get_size (der), ==, g_bytes_get_size (input) + 1);
}

static gboolean
openssl_verifies (GBytes *bytes)
{
  PKCS12 *p12 = PKCS12_init_ex (NID_pkcs7_data, ks_libctx (), NULL);
  const guint8 *data = g_bytes_get_data (bytes, NULL);
  gboolean good;

  good =
    d2i_PKCS12 (&p12, &data, (long) g_bytes_get_size (bytes)) != NULL && PKCS12_verify_mac (p12, "", 0) == 1;
  PKCS12_free (p12);
  ks_clear_openssl_errors ();
  return good;
}

/* OpenSSL gives up on the nested one as it is, and verifies it when it is DER. */
static void
test_pkcs12 (void)
{
  const char *const names[] = { "real/boringssl__test_empty_password_ber.p12",
                                "real/boringssl__test_empty_password_ber_nested.p12" };

  if (ks_test_skip_without_corpus ())
    return;

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++) {
    g_autoptr (GBytes) ber = ks_test_corpus_read (names[i]);
    g_autoptr (GError) error = NULL;
    gsize left = 1;
    g_autoptr (GBytes) der = ks_der_from_ber (ber, &left, &error);

    g_assert_no_error (error);
    g_assert_cmpuint (left, ==, 0);
    g_assert_true (openssl_verifies (der));
  }
}

/* OpenSSL writes streamed CMS with indefinite lengths and its content in segments. */
static void
test_cms (void)
{
  g_autofree char *folder = NULL;
  g_autofree char *message = NULL;
  g_autofree char *output = NULL;
  g_autoptr (GBytes) content = NULL;
  g_autoptr (GBytes) ber = NULL;
  g_autoptr (GBytes) der = NULL;
  g_autoptr (GBytes) decrypted = NULL;
  g_autofree char *file = NULL;
  g_autofree char *listing = NULL;
  g_autoptr (GError) error = NULL;
  const char *key = "000102030405060708090a0b0c0d0e0f";

  if (ks_test_skip_without_program ("openssl"))
    return;

  folder = ks_test_make_folder ();
  content = repeat ("00010203040506070809", 5000, "");
  message = ks_test_write_file (folder, "message", content);
  output = g_build_filename (folder, "output", NULL);
  g_free (ks_test_run_text ("openssl", "cms", "-EncryptedData_encrypt", "-stream", "-binary", "-aes-128-cbc",
                            "-secretkey", key, "-in", message, "-outform", "DER", "-out", output, NULL));
  g_assert_true (g_file_get_contents (output, &file, NULL, NULL));
  g_assert_cmphex ((guint8) file[1], ==, 0x80);
  g_clear_pointer (&file, g_free);

  {
    char *data;
    gsize size;

    g_assert_true (g_file_get_contents (output, &data, &size, NULL));
    ber = g_bytes_new_take (data, size);
  }
  der = ks_der_from_ber (ber, NULL, &error);
  g_assert_no_error (error);
  file = ks_test_write_file (folder, "der", der);
  listing = ks_test_run_text ("openssl", "asn1parse", "-inform", "DER", "-in", file, NULL);
  g_assert_null (strstr (listing, "l=inf"));
  g_assert_nonnull (strstr (listing, "prim: cont [ 0 ]"));

  {
    const char *const argv[] = { "openssl",    "cms",     "-EncryptedData_decrypt",
                                 "-binary",    "-inform", "DER",
                                 "-secretkey", key,       "-in",
                                 file,         NULL };

    g_assert_cmpint (ks_test_run (argv, NULL, &decrypted, NULL), ==, 0);
  }
  ks_test_assert_bytes (decrypted, content);
  ks_test_remove_folder (folder);
}

int
main (int argc, char *argv[])
{
  ks_test_init (&argc, &argv);

  g_test_add_func ("/ber/rewrite", test_rewrite);
  g_test_add_func ("/ber/der-stays", test_der_stays);
  g_test_add_func ("/ber/parts-stay", test_parts_stay);
  g_test_add_func ("/ber/bad", test_bad);
  g_test_add_func ("/ber/deep", test_deep);
  g_test_add_func ("/ber/linear", test_linear);
  g_test_add_func ("/ber/growth", test_growth);
  g_test_add_func ("/ber/pkcs12", test_pkcs12);
  g_test_add_func ("/ber/cms", test_cms);

  return g_test_run ();
}
