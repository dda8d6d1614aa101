/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-error.h"
#include "ks-reader.h"
#include "ks-test.h"
#include "ks-writer.h"

#include <string.h>

static void
test_numbers (void)
{
  g_autoptr (GBytes) bytes = ks_test_hex ("01 0203 fefdfcfb 8000000000000001");
  g_autoptr (GError) error = NULL;
  KsReader reader;
  guint8 u8;
  guint16 u16;
  guint32 u32;
  guint64 u64;

  ks_reader_init (&reader, bytes);
  g_assert_cmpuint (ks_reader_get_left (&reader), ==, 15);
  g_assert_true (ks_reader_read_u8 (&reader, "a", &u8, &error));
  g_assert_true (ks_reader_read_u16 (&reader, "b", &u16, &error));
  g_assert_true (ks_reader_read_u32 (&reader, "c", &u32, &error));
  g_assert_true (ks_reader_read_u64 (&reader, "d", &u64, &error));
  g_assert_no_error (error);
  g_assert_cmphex (u8, ==, 0x01);
  g_assert_cmphex (u16, ==, 0x0203);
  g_assert_cmphex (u32, ==, 0xfefdfcfb);
  g_assert_cmphex (u64, ==, 0x8000000000000001);
  g_assert_cmpuint (ks_reader_get_left (&reader), ==, 0);
}

/* Every read of every size, with one byte too few: the error names field and offset, and nothing moves. */
static void
test_truncated_numbers (void)
{
  const gsize sizes[] = { 1, 2, 4, 8 };

  for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++) {
    g_autofree guint8 *data = g_malloc0 (10);
    g_autoptr (GBytes) bytes = g_bytes_new (data, sizes[i] + 2);
    g_autoptr (GError) error = NULL;
    KsReader reader;
    guint8 u8;
    guint16 u16;
    guint32 u32;
    guint64 u64;
    gboolean done;

    ks_reader_init (&reader, bytes);
    reader.offset = 3;
    if (sizes[i] == 1)
      done = ks_reader_read_u8 (&reader, "the field", &u8, &error);
    else if (sizes[i] == 2)
      done = ks_reader_read_u16 (&reader, "the field", &u16, &error);
    else if (sizes[i] == 4)
      done = ks_reader_read_u32 (&reader, "the field", &u32, &error);
    else
      done = ks_reader_read_u64 (&reader, "the field", &u64, &error);
    g_assert_false (done);
    g_assert_error (error, KS_ERROR, KS_ERROR_TRUNCATED);
    g_assert_nonnull (strstr (error->message, "“the field” at byte 3"));
    g_assert_cmpuint (reader.offset, ==, 3);
  }
}

static void
test_bytes (void)
{
  g_autoptr (GBytes) bytes = ks_test_hex ("00 01 02 03");
  g_autoptr (GBytes) all = NULL;
  g_autoptr (GBytes) none = NULL;
  g_autoptr (GError) error = NULL;
  KsReader reader;

  ks_reader_init (&reader, bytes);
  all = ks_reader_read_bytes (&reader, "all", 4, &error);
  g_assert_no_error (error);
  ks_test_assert_bytes (all, bytes);
  /* A slice, not a copy. */
  g_assert_true (g_bytes_get_data (all, NULL) == g_bytes_get_data (bytes, NULL));
  none = ks_reader_read_bytes (&reader, "none", 0, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_bytes_get_size (none), ==, 0);
  g_assert_null (ks_reader_read_bytes (&reader, "more", 1, &error));
  g_assert_error (error, KS_ERROR, KS_ERROR_TRUNCATED);
}

static void
test_hostile_sizes (void)
{
  g_autoptr (GBytes) bytes = ks_test_hex ("00 01 02 03");
  const gsize sizes[] = { 5, G_MAXUINT32, G_MAXSSIZE, G_MAXSIZE - 1, G_MAXSIZE };

  for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++) {
    g_autoptr (GError) error = NULL;
    KsReader reader;

    ks_reader_init (&reader, bytes);
    reader.offset = 2;
    g_assert_null (ks_reader_read_bytes (&reader, "x", sizes[i], &error));
    g_assert_error (error, KS_ERROR, KS_ERROR_TRUNCATED);
    g_assert_cmpuint (reader.offset, ==, 2);
  }
}

typedef struct {
  const char *hex;
  const char *content; /* NULL: an error, and nothing has moved */
} BlockCase;

static void
test_blocks (void)
{
  const BlockCase cases[] = {
    { "00000000", "" },
    { "00000002 aabb", "aabb" },
    { "00000002 aabb cc", "aabb" },
    { "", NULL },
    { "000000", NULL },
    { "00000001", NULL },
    { "00000003 aabb", NULL },
    { "7fffffff aabb", NULL },
    { "80000000 aabb", NULL },
    { "ffffffff aabb", NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GBytes) bytes = ks_test_hex (cases[i].hex);
    g_autoptr (GBytes) block = NULL;
    g_autoptr (GError) error = NULL;
    KsReader reader;

    ks_reader_init (&reader, bytes);
    block = ks_reader_read_block (&reader, "block", &error);
    if (cases[i].content != NULL) {
      g_autoptr (GBytes) expected = ks_test_hex (cases[i].content);

      g_assert_no_error (error);
      ks_test_assert_bytes (block, expected);
    } else {
      g_assert_error (error, KS_ERROR, KS_ERROR_TRUNCATED);
      g_assert_cmpuint (reader.offset, ==, 0);
    }
  }
}

typedef struct {
  const char *hex; /* modified UTF-8 */
  const char *utf8;
} UtfCase;

static const UtfCase good_utf[] = {
  { "", "" },
  { "61", "a" },
  { "017f", "\x01\x7f" },
  { "c380", "À" },
  { "c280", "\xc2\x80" },
  { "dfbf", "\xdf\xbf" },
  { "e0a080", "\xe0\xa0\x80" },
  { "efbfbf", "\xef\xbf\xbf" },
  { "e98db5", "鍵" },
  { "c080", "\xc0\x80" },
  { "61c08062", "a\xc0\x80"
                "b" },
  /* U+1F600, U+10000, U+10FFFF: Java's char values written as bytes */
  { "eda0bdedb880", "😀" },
  { "eda080edb080", "\xf0\x90\x80\x80" },
  { "edafbfedbfbf", "\xf4\x8f\xbf\xbf" },
  /* half pairs */
  { "eda0bd", "\xed\xa0\xbd" },
  { "edb880", "\xed\xb8\x80" },
  { "eda0bd61", "\xed\xa0\xbd"
                "a" },
  { "edb880eda0bd", "\xed\xb8\x80\xed\xa0\xbd" },
  { "eda0bdeda0bdedb880", "\xed\xa0\xbd😀" },
  { "e280ae", "\xe2\x80\xae" },
};

static const char *const bad_utf[] = {
  "80",
  "bf",
  "c3",
  "c361",
  "e98d",
  "e9",
  "e98d61",
  "e96180",
  "eda0bdedb8",
  "f0",
  "f09f9880",
  "f8888080",
  "ff",
  "fe",
  /* longer than needed */
  "c081",
  "c181",
  "c1bf",
  "e08080",
  "e09fbf",
  "6161c1bf",
};

static GBytes *
with_length (const char *hex)
{
  g_autofree char *text = g_strdup_printf ("%04x%s", (guint) strlen (hex) / 2, hex);

  return ks_test_hex (text);
}

static void
test_utf (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (good_utf); i++) {
    g_autoptr (GBytes) bytes = with_length (good_utf[i].hex);
    g_autoptr (KsWriter) writer = ks_writer_new (0);
    g_autoptr (GBytes) again = NULL;
    g_autoptr (GError) error = NULL;
    g_autofree char *text = NULL;
    KsReader reader;

    ks_reader_init (&reader, bytes);
    text = ks_reader_read_utf (&reader, "alias", &error);
    g_assert_no_error (error);
    g_assert_cmpstr (text, ==, good_utf[i].utf8);
    g_assert_cmpuint (ks_reader_get_left (&reader), ==, 0);

    g_assert_true (ks_writer_write_utf (writer, "alias", text, &error));
    g_assert_no_error (error);
    again = ks_writer_steal_bytes (writer);
    ks_test_assert_bytes (again, bytes);
  }
}

static void
test_bad_utf (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (bad_utf); i++) {
    g_autoptr (GBytes) bytes = with_length (bad_utf[i]);
    g_autoptr (GError) error = NULL;
    KsReader reader;

    ks_reader_init (&reader, bytes);
    g_assert_null (ks_reader_read_utf (&reader, "alias", &error));
    g_assert_error (error, KS_ERROR, KS_ERROR_MALFORMED);
    g_assert_nonnull (strstr (error->message, "“alias” at byte 0"));
    g_assert_cmpuint (reader.offset, ==, 0);
  }
}

/* Java reads a plain zero byte as U+0000, and never writes one. */
static void
test_utf_zero (void)
{
  g_autoptr (GBytes) bytes = ks_test_hex ("0003 610062");
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  KsReader reader;

  ks_reader_init (&reader, bytes);
  text = ks_reader_read_utf (&reader, "alias", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (text, ==,
                   "a\xc0\x80"
                   "b");
}

static void
test_truncated_utf (void)
{
  const char *const cases[] = { "", "00", "0001", "0004 616263", "ffff 616263" };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GBytes) bytes = ks_test_hex (cases[i]);
    g_autoptr (GError) error = NULL;
    KsReader reader;

    ks_reader_init (&reader, bytes);
    g_assert_null (ks_reader_read_utf (&reader, "alias", &error));
    g_assert_error (error, KS_ERROR, KS_ERROR_TRUNCATED);
    g_assert_cmpuint (reader.offset, ==, 0);
  }
}

int
main (int argc, char *argv[])
{
  ks_test_init (&argc, &argv);

  g_test_add_func ("/reader/numbers", test_numbers);
  g_test_add_func ("/reader/truncated-numbers", test_truncated_numbers);
  g_test_add_func ("/reader/bytes", test_bytes);
  g_test_add_func ("/reader/hostile-sizes", test_hostile_sizes);
  g_test_add_func ("/reader/blocks", test_blocks);
  g_test_add_func ("/reader/utf", test_utf);
  g_test_add_func ("/reader/bad-utf", test_bad_utf);
  g_test_add_func ("/reader/utf-zero", test_utf_zero);
  g_test_add_func ("/reader/truncated-utf", test_truncated_utf);

  return g_test_run ();
}
