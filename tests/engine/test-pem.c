/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-error.h"
#include "ks-pem.h"
#include "ks-test.h"

#include <string.h>

#define CERT "-----BEGIN CERTIFICATE-----\n"
#define END_CERT "-----END CERTIFICATE-----"

static GPtrArray *
parse (const char *text, gssize size, char **after, GError **error)
{
  const gsize length = size < 0 ? strlen (text) : (gsize) size;
  g_autoptr (GBytes) bytes = g_bytes_new (text, length);

  return ks_pem_parse (bytes, after, error);
}

static void
assert_block (GPtrArray *blocks, guint index, const char *label, const char *body)
{
  const KsPemBlock *block = g_ptr_array_index (blocks, index);
  gsize size;
  const char *data = g_bytes_get_data (block->body, &size);

  g_assert_cmpstr (block->label, ==, label);
  g_assert_cmpmem (data, size, body, strlen (body));
}

/* "Hello, world", "Hello, worl", "Hello, wor" */
static const char *const one_block[] = {
  CERT "SGVsbG8sIHdvcmxk\n" END_CERT "\n",
  CERT "SGVsbG8sIHdvcmxk\n" END_CERT,
  CERT "SGVs\nbG8sIHdv\ncmxk\n" END_CERT,
  CERT "S\nG\nV\nsbG8sIHdvcmx\nk" END_CERT,
  "-----BEGIN CERTIFICATE-----\r\nSGVsbG8s\r\nIHdvcmxk\r\n-----END CERTIFICATE-----\r\n",
  "-----BEGIN CERTIFICATE-----\rSGVsbG8s\rIHdvcmxk\r-----END CERTIFICATE-----\r",
  "-----BEGIN CERTIFICATE-----  \nSGVsbG8s \t\nIHdvcmxk  \n-----END CERTIFICATE-----  \n",
  "    -----BEGIN CERTIFICATE-----\n    SGVsbG8s\n    IHdvcmxk\n    -----END CERTIFICATE-----\n",
  "\t-----BEGIN CERTIFICATE-----\n\tSGVsbG8s\n\tIHdvcmxk\n\t-----END CERTIFICATE-----\n",
  "-----BEGIN CERTIFICATE-----SGVsbG8sIHdvcmxk-----END CERTIFICATE-----",
  "-----BEGIN CERTIFICATE----- SGVsbG8s IHdvcmxk -----END CERTIFICATE-----",
  CERT "\n\nSGVsbG8s\n\n\nIHdvcmxk\n\n" END_CERT,
  "\xef\xbb\xbf" CERT "SGVsbG8sIHdvcmxk\n" END_CERT "\n",
  "\xef\xbb\xbf  " CERT "SGVsbG8sIHdvcmxk\n" END_CERT "\n",
};

static void
test_tolerance (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (one_block); i++) {
    g_autoptr (GError) error = NULL;
    g_autofree char *after = NULL;
    g_autoptr (GPtrArray) blocks = parse (one_block[i], -1, &after, &error);

    g_assert_no_error (error);
    g_assert_cmpuint (blocks->len, ==, 1);
    assert_block (blocks, 0, "CERTIFICATE", "Hello, world");
    g_assert_null (((KsPemBlock *) blocks->pdata[0])->before);
    g_assert_null (((KsPemBlock *) blocks->pdata[0])->headers);
    g_assert_null (after);
  }
}

static void
test_padding (void)
{
  const char *const texts[][2] = {
    { CERT END_CERT, "" },
    { CERT "\n" END_CERT, "" },
    { CERT "SGVsbG8sIHdvcmw=\n" END_CERT, "Hello, worl" },
    { CERT "SGVsbG8sIHdvcg==\n" END_CERT, "Hello, wor" },
    { CERT "SGVsbG8sIHdvcg=\n=\n" END_CERT, "Hello, wor" },
    { CERT "+/+/\n" END_CERT, "\xfb\xff\xbf" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (GPtrArray) blocks = parse (texts[i][0], -1, NULL, &error);

    g_assert_no_error (error);
    assert_block (blocks, 0, "CERTIFICATE", texts[i][1]);
  }
}

static void
test_text (void)
{
  const char *text =
    "# first\nsubject=CN = a - b -- c ----- d\n" CERT "QUFB\n" END_CERT
    " \n\n  # second, -----BEGIN here-----\n"
    "  -----BEGIN X509 CRL-----\n  QkJC\n  -----END X509 CRL-----\n-----BEGIN A-----\nQ0ND\n-----END A-----\nlast\r\nline";
  g_autoptr (GError) error = NULL;
  g_autofree char *after = NULL;
  g_autoptr (GPtrArray) blocks = parse (text, -1, &after, &error);
  const KsPemBlock *block;

  g_assert_no_error (error);
  g_assert_cmpuint (blocks->len, ==, 3);
  assert_block (blocks, 0, "CERTIFICATE", "AAA");
  assert_block (blocks, 1, "X509 CRL", "BBB");
  assert_block (blocks, 2, "A", "CCC");
  block = g_ptr_array_index (blocks, 0);
  g_assert_cmpstr (block->before, ==, "# first\nsubject=CN = a - b -- c ----- d\n");
  g_assert_true (g_str_has_prefix (text + block->offset, "-----BEGIN CERTIFICATE"));
  block = g_ptr_array_index (blocks, 1);
  g_assert_cmpstr (block->before, ==, "\n  # second, -----BEGIN here-----\n");
  g_assert_true (g_str_has_prefix (text + block->offset, "-----BEGIN X509 CRL"));
  block = g_ptr_array_index (blocks, 2);
  g_assert_null (block->before);
  g_assert_cmpstr (after, ==, "last\r\nline");
}

/* Blocks that lost the newline between them. */
static void
test_joined (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *after = NULL;
  g_autoptr (GPtrArray) blocks =
    parse (CERT "QUFB\n" END_CERT CERT "QkJC\n" END_CERT "tail", -1, &after, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (blocks->len, ==, 2);
  assert_block (blocks, 0, "CERTIFICATE", "AAA");
  assert_block (blocks, 1, "CERTIFICATE", "BBB");
  g_assert_cmpstr (after, ==, "tail");
}

static void
test_no_blocks (void)
{
  const char *const texts[] = {
    "",
    "\n",
    "just text\n",
    "-----\n",
    "----------------------------------------\n",
    "----BEGIN CERTIFICATE----\nQUFB\n----END CERTIFICATE----\n",
    "---- BEGIN SSH2 PUBLIC KEY ----\nQUFB\n---- END SSH2 PUBLIC KEY ----\n",
    "see -----BEGIN CERTIFICATE-----\n",
    "------BEGIN CERTIFICATE-----\n",
    "----- BEGIN CERTIFICATE-----\n",
    "-----begin certificate-----\n",
    "-----BEGIN",
    "\xef\xbb\xbf",
    "\xff\xfe",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (GBytes) bytes = g_bytes_new_static (texts[i], strlen (texts[i]));
    g_autoptr (GPtrArray) blocks = ks_pem_parse (bytes, NULL, &error);

    g_assert_no_error (error);
    g_assert_cmpuint (blocks->len, ==, 0);
    g_assert_false (ks_pem_probe (bytes));
  }
}

typedef struct {
  const char *text;
  KsError code;
  int line;
} BadCase;

static const BadCase bad[] = {
  { CERT, KS_ERROR_TRUNCATED, 1 },
  { "\n\n" CERT "QUFB\n", KS_ERROR_TRUNCATED, 3 },
  { "text\r\n" CERT "QUFB\n----", KS_ERROR_TRUNCATED, 2 },
  { "-----BEGIN CERTIFICATE-----", KS_ERROR_TRUNCATED, 1 },
  { "-----BEGIN CERTIFICATE\nQUFB\n" END_CERT, KS_ERROR_MALFORMED, 1 },
  { "-----BEGIN CERTIFICATE----\nQUFB\n" END_CERT, KS_ERROR_MALFORMED, 1 },
  { "-----BEGIN ", KS_ERROR_MALFORMED, 1 },
  { "a\n" END_CERT "\n", KS_ERROR_MALFORMED, 2 },
  { CERT "QUFB\n" END_CERT "\n" END_CERT "\n", KS_ERROR_MALFORMED, 4 },
  { CERT "QUFB\n-----END PRIVATE KEY-----\n", KS_ERROR_MALFORMED, 3 },
  { CERT "QUFB\n-----END CERTIFICATE", KS_ERROR_TRUNCATED, 1 },
  { CERT "QUFB\n-----END CERTIFICATE----", KS_ERROR_TRUNCATED, 1 },
  { CERT "QUFB\n-----", KS_ERROR_TRUNCATED, 1 },
  { CERT "QUFB\n-----END CERTIFICATE----\n", KS_ERROR_MALFORMED, 3 },
  { CERT "QUFB\n-----END certificate-----\n", KS_ERROR_MALFORMED, 3 },
  { CERT "QUFB\n-----END CERTIFICATE -----\n", KS_ERROR_MALFORMED, 3 },
  { CERT "QUFB\n" CERT "QUFB\n" END_CERT, KS_ERROR_MALFORMED, 3 },
  { CERT "QUFB\n-----\n" END_CERT, KS_ERROR_MALFORMED, 3 },
  { CERT "QUFB\nQU*B\n" END_CERT, KS_ERROR_MALFORMED, 3 },
  { CERT "QUFB\r\nQU-B\r\n" END_CERT, KS_ERROR_MALFORMED, 3 },
  { CERT "QUFB\rQU_B\r" END_CERT, KS_ERROR_MALFORMED, 3 },
  { CERT "\nQUFB\nQ\xc3\xa4"
         "FB\n" END_CERT,
    KS_ERROR_MALFORMED, 4 },
  { CERT "QUFB\nQUF\n" END_CERT, KS_ERROR_MALFORMED, 4 },
  { CERT "QUFB\nQU\n" END_CERT, KS_ERROR_MALFORMED, 4 },
  { CERT "Q\n" END_CERT, KS_ERROR_MALFORMED, 3 },
  { CERT "Q===\n" END_CERT, KS_ERROR_MALFORMED, 2 },
  { CERT "====\n" END_CERT, KS_ERROR_MALFORMED, 2 },
  { CERT "=\n" END_CERT, KS_ERROR_MALFORMED, 2 },
  { CERT "QUE=\nQUFB\n" END_CERT, KS_ERROR_MALFORMED, 3 },
  { CERT "QUE==\n" END_CERT, KS_ERROR_MALFORMED, 2 },
  { CERT "QUE=====\n" END_CERT, KS_ERROR_MALFORMED, 2 },
  { CERT "QQ=A\n" END_CERT, KS_ERROR_MALFORMED, 2 },
  { CERT "QUFB=\n" END_CERT, KS_ERROR_MALFORMED, 2 },
  { CERT "Proc-Type: 4,ENCRYPTED\n\nQU?B\n" END_CERT, KS_ERROR_MALFORMED, 4 },
};

static void
test_bad (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++) {
    g_autoptr (GError) error = NULL;
    g_autofree char *after = NULL;
    g_autofree char *place = g_strdup_printf ("Line %d: ", bad[i].line);

    g_assert_null (parse (bad[i].text, -1, &after, &error));
    g_assert_error (error, KS_ERROR, (gint) bad[i].code);
    g_assert_true (g_str_has_prefix (error->message, place));
    g_assert_null (after);
  }
}

static void
test_headers (void)
{
  const char *const texts[] = {
    "-----BEGIN K-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,00\n\nQUFB\n-----END K-----\n",
    "-----BEGIN K-----\r\nProc-Type: 4,ENCRYPTED \r\nDEK-Info: AES-128-CBC,00\r\n \r\nQUFB\r\n-----END K-----\r\n",
    "  -----BEGIN K-----\n  Proc-Type: 4,ENCRYPTED\n  DEK-Info: AES-128-CBC,00\n\n  QUFB\n  -----END K-----\n",
    "-----BEGIN K-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,00\nQUFB\n-----END K-----\n",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (GPtrArray) blocks = parse (texts[i], -1, NULL, &error);
    const KsPemBlock *block;

    g_assert_no_error (error);
    assert_block (blocks, 0, "K", "AAA");
    block = g_ptr_array_index (blocks, 0);
    g_assert_cmpstr (block->headers, ==, "Proc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,00\n");
  }
}

static void
test_continued_headers (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) blocks =
    parse ("-----BEGIN K-----\nName: one\n two\n\nQUFB\n-----END K-----\n", -1, NULL, &error);

  g_assert_no_error (error);
  assert_block (blocks, 0, "K", "AAA");
  g_assert_cmpstr (((KsPemBlock *) blocks->pdata[0])->headers, ==, "Name: one\n two\n");
}

static GBytes *
to_utf16 (const char *text, gboolean little, gboolean mark)
{
  glong length;
  g_autofree gunichar2 *units = g_utf8_to_utf16 (text, -1, NULL, &length, NULL);
  GByteArray *bytes = g_byte_array_new ();

  for (glong i = mark ? -1 : 0; i < length; i++) {
    const guint16 unit = i < 0 ? 0xfeff : units[i];
    const guint16 ordered = little ? GUINT16_TO_LE (unit) : GUINT16_TO_BE (unit);

    g_byte_array_append (bytes, (const guint8 *) &ordered, 2);
  }
  return g_byte_array_free_to_bytes (bytes);
}

static void
test_utf16 (void)
{
  const char *text = "# Schlüssel 鍵 😀\r\n" CERT "QUFB\n" END_CERT "\r\n";

  for (int i = 0; i < 4; i++) {
    g_autoptr (GBytes) bytes = to_utf16 (text, (i & 1) != 0, (i & 2) != 0);
    g_autoptr (GError) error = NULL;
    g_autoptr (GPtrArray) blocks = ks_pem_parse (bytes, NULL, &error);

    g_assert_no_error (error);
    g_assert_true (ks_pem_probe (bytes));
    g_assert_cmpuint (blocks->len, ==, 1);
    assert_block (blocks, 0, "CERTIFICATE", "AAA");
    g_assert_cmpstr (((KsPemBlock *) blocks->pdata[0])->before, ==, "# Schlüssel 鍵 😀\r\n");
  }
}

/* Half a character, or half of a pair at the end: the rest is read. */
static void
test_bad_utf16 (void)
{
  g_autoptr (GBytes) good = to_utf16 (CERT "QUFB\n" END_CERT "\n", TRUE, TRUE);
  const char *const tails[] = { "x", "\x3d\xd8", "\x3d\xd8x",
                                "\x3d\xd8"
                                "a\0",
                                "\x00\xdc"
                                "a\0" };
  const gsize sizes[] = { 1, 2, 3, 4, 4 };

  for (gsize i = 0; i < G_N_ELEMENTS (tails); i++) {
    g_autoptr (GByteArray) data = g_byte_array_new ();
    g_autoptr (GBytes) bytes = NULL;
    g_autoptr (GError) error = NULL;
    g_autofree char *after = NULL;
    g_autoptr (GPtrArray) blocks = NULL;

    g_byte_array_append (data, g_bytes_get_data (good, NULL), (guint) g_bytes_get_size (good));
    g_byte_array_append (data, (const guint8 *) tails[i], (guint) sizes[i]);
    bytes = g_bytes_new (data->data, data->len);
    blocks = ks_pem_parse (bytes, &after, &error);
    g_assert_no_error (error);
    assert_block (blocks, 0, "CERTIFICATE", "AAA");
    g_assert_true (after == NULL || g_utf8_validate (after, -1, NULL));
  }
}

static void
test_zeros (void)
{
  static const char tail[] = CERT "QUFB\n" END_CERT "\n\0\0\0";
  static const char inside[] = "a\nb\0\0c\n" CERT "QUFB\n" END_CERT "\n\0x";
  static const char in_body[] = CERT "QU\0FB\n" END_CERT "\n";
  static const char in_label[] = "-----BEGIN A\0B-----\nQUFB\n-----END A\0B-----\n";
  g_autoptr (GError) error = NULL;
  g_autofree char *after = NULL;
  g_autoptr (GPtrArray) blocks = parse (tail, sizeof tail, &after, &error);
  g_autoptr (GBytes) before = NULL;

  g_assert_no_error (error);
  assert_block (blocks, 0, "CERTIFICATE", "AAA");
  g_assert_null (after);

  g_clear_pointer (&blocks, g_ptr_array_unref);
  blocks = parse (inside, sizeof inside - 1, &after, &error);
  g_assert_no_error (error);
  assert_block (blocks, 0, "CERTIFICATE", "AAA");
  g_assert_cmpstr (after, ==, "\xc0\x80x");
  before = ks_pem_text_to_bytes (((KsPemBlock *) blocks->pdata[0])->before);
  g_assert_cmpmem (g_bytes_get_data (before, NULL), g_bytes_get_size (before), inside, 7);

  g_assert_null (parse (in_body, sizeof in_body - 1, NULL, &error));
  g_assert_error (error, KS_ERROR, KS_ERROR_MALFORMED);
  g_clear_error (&error);
  g_assert_null (parse (in_label, sizeof in_label - 1, NULL, &error));
  g_assert_error (error, KS_ERROR, KS_ERROR_MALFORMED);
}

static void
test_text_to_bytes (void)
{
  g_autoptr (GBytes) none = ks_pem_text_to_bytes (NULL);
  g_autoptr (GBytes) plain = ks_pem_text_to_bytes ("# \xe4\n");

  g_assert_cmpuint (g_bytes_get_size (none), ==, 0);
  g_assert_cmpmem (g_bytes_get_data (plain, NULL), g_bytes_get_size (plain), "# \xe4\n", 4);
}

static void
test_probe (void)
{
  const char *const yes[] = { CERT, "x\n" CERT, "\r\n\t-----BEGIN A-----", "\xef\xbb\xbf-----BEGIN A-----",
                              END_CERT "\n" CERT };
  const char *const no[] = { END_CERT, "\xfe\xed\xfe\xed", "BEGIN CERTIFICATE" };

  for (gsize i = 0; i < G_N_ELEMENTS (yes); i++) {
    g_autoptr (GBytes) bytes = g_bytes_new_static (yes[i], strlen (yes[i]));

    g_assert_true (ks_pem_probe (bytes));
  }
  for (gsize i = 0; i < G_N_ELEMENTS (no); i++) {
    g_autoptr (GBytes) bytes = g_bytes_new_static (no[i], strlen (no[i]));

    g_assert_false (ks_pem_probe (bytes));
  }
}

/* A megabyte of each thing that could make a parser look back or ahead again and again. */
static void
test_hostile (void)
{
  const char *const pieces[] = {
    "-----BEGIN ",
    "-----BEGIN A-----",
    "-----BEGIN A",
    "-----END A-----\n",
    "-----",
    "-",
    " -----BEGIN ",
    "-----BEGIN A-----\nA: b\n",
    "\n",
    " ",
    "a: b\n",
    "\r",
    CERT "QUFB\n" END_CERT,
    CERT "QUFB\n" END_CERT "\n\n   ",
    "x-----BEGIN A-----\n",
    "\t",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (pieces); i++) {
    g_autoptr (GString) text = g_string_new (NULL);
    g_autofree char *after = NULL;
    g_autoptr (GPtrArray) blocks = NULL;
    g_autoptr (GError) error = NULL;

    while (text->len < 2000000)
      g_string_append (text, pieces[i]);
    g_test_timer_start ();
    blocks = parse (text->str, (gssize) text->len, &after, &error);
    g_assert_true ((blocks == NULL) == (error != NULL));
    g_assert_cmpfloat (g_test_timer_elapsed (), <, 30);
  }
}

static void
test_long_line (void)
{
  g_autofree char *line = g_strnfill (8000000, 'A');
  g_autofree char *text = g_strconcat (CERT, line, "\n" END_CERT, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) blocks = parse (text, -1, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (g_bytes_get_size (((KsPemBlock *) blocks->pdata[0])->body), ==, 6000000);
}

static void
test_format (void)
{
  guint8 data[200];

  for (gsize i = 0; i < sizeof data; i++)
    data[i] = (guint8) (i * 7);
  for (gsize size = 0; size <= sizeof data; size++) {
    g_autofree char *text = ks_pem_format ("X", data, size);
    g_autoptr (GError) error = NULL;
    g_autoptr (GPtrArray) blocks = parse (text, -1, NULL, &error);
    g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
    const KsPemBlock *block;

    g_assert_no_error (error);
    block = g_ptr_array_index (blocks, 0);
    g_assert_cmpmem (g_bytes_get_data (block->body, NULL), g_bytes_get_size (block->body), data, size);
    g_assert_true (g_str_has_suffix (text, "-----END X-----\n"));
    for (char **line = lines + 1; *line != NULL && **line != '-'; line++)
      g_assert_cmpuint (strlen (*line), <=, 64);
  }
}

int
main (int argc, char *argv[])
{
  ks_test_init (&argc, &argv);

  g_test_add_func ("/pem/tolerance", test_tolerance);
  g_test_add_func ("/pem/padding", test_padding);
  g_test_add_func ("/pem/text", test_text);
  g_test_add_func ("/pem/joined", test_joined);
  g_test_add_func ("/pem/no-blocks", test_no_blocks);
  g_test_add_func ("/pem/bad", test_bad);
  g_test_add_func ("/pem/headers", test_headers);
  g_test_add_func ("/pem/continued-headers", test_continued_headers);
  g_test_add_func ("/pem/utf16", test_utf16);
  g_test_add_func ("/pem/bad-utf16", test_bad_utf16);
  g_test_add_func ("/pem/zeros", test_zeros);
  g_test_add_func ("/pem/text-to-bytes", test_text_to_bytes);
  g_test_add_func ("/pem/probe", test_probe);
  g_test_add_func ("/pem/hostile", test_hostile);
  g_test_add_func ("/pem/long-line", test_long_line);
  g_test_add_func ("/pem/format", test_format);

  return g_test_run ();
}
