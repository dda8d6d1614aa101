/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-error.h"
#include "ks-test.h"
#include "ks-writer.h"

#include <string.h>

static void
test_numbers (void)
{
  g_autoptr (KsWriter) writer = ks_writer_new (1);
  g_autoptr (GBytes) expected = ks_test_hex ("ff 0102 fefdfcfb 8000000000000001 6869");
  g_autoptr (GBytes) tail = g_bytes_new_static ("hi", 2);
  g_autoptr (GBytes) bytes = NULL;

  ks_writer_write_u8 (writer, 0xff);
  ks_writer_write_u16 (writer, 0x0102);
  ks_writer_write_u32 (writer, 0xfefdfcfb);
  ks_writer_write_u64 (writer, 0x8000000000000001);
  ks_writer_write_bytes (writer, tail);
  ks_writer_write (writer, NULL, 0);
  g_assert_cmpuint (ks_writer_get_size (writer), ==, 17);
  g_assert_cmphex (ks_writer_peek (writer)[1], ==, 0x01);
  bytes = ks_writer_steal_bytes (writer);
  ks_test_assert_bytes (bytes, expected);
}

static void
test_growth (void)
{
  g_autoptr (KsWriter) writer = ks_writer_new (0);
  g_autoptr (GBytes) bytes = NULL;
  const guint8 *data;
  gsize size;

  for (guint32 i = 0; i < 100000; i++)
    ks_writer_write_u32 (writer, i);
  bytes = ks_writer_steal_bytes (writer);
  data = g_bytes_get_data (bytes, &size);
  g_assert_cmpuint (size, ==, 400000);
  for (guint32 i = 0; i < 100000; i++) {
    guint32 number;

    memcpy (&number, data + 4 * i, 4);
    g_assert_cmpuint (GUINT32_FROM_BE (number), ==, i);
  }
}

static void
test_steal (void)
{
  g_autoptr (KsWriter) writer = ks_writer_new (0);
  g_autoptr (GBytes) none = ks_writer_steal_bytes (writer);
  g_autoptr (GBytes) first = NULL;
  g_autoptr (GBytes) second = NULL;

  g_assert_cmpuint (g_bytes_get_size (none), ==, 0);
  ks_writer_write (writer, "one", 3);
  first = ks_writer_steal_bytes (writer);
  g_assert_cmpuint (ks_writer_get_size (writer), ==, 0);
  ks_writer_write (writer, "two", 3);
  second = ks_writer_steal_bytes (writer);
  g_assert_cmpmem (g_bytes_get_data (first, NULL), 3, "one", 3);
  g_assert_cmpmem (g_bytes_get_data (second, NULL), 3, "two", 3);
}

static void
test_block (void)
{
  g_autoptr (KsWriter) writer = ks_writer_new (0);
  g_autoptr (GBytes) content = g_bytes_new_static ("abc", 3);
  g_autoptr (GBytes) expected = ks_test_hex ("00000003 616263");
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (ks_writer_write_block (writer, content, &error));
  g_assert_no_error (error);
  bytes = ks_writer_steal_bytes (writer);
  ks_test_assert_bytes (bytes, expected);
}

/* The size is only looked at, so a GBytes may lie about it; its bytes must not be touched. */
static void
test_block_too_large (void)
{
  g_autoptr (KsWriter) writer = ks_writer_new (0);
  g_autoptr (GBytes) content = g_bytes_new_static ("x", (gsize) G_MAXINT32 + 1);
  g_autoptr (GError) error = NULL;

  g_assert_false (ks_writer_write_block (writer, content, &error));
  g_assert_error (error, KS_ERROR, KS_ERROR_TOO_LARGE);
  g_assert_nonnull (strstr (error->message, "2147483648"));
  g_assert_nonnull (strstr (error->message, "2147483647"));
  g_assert_cmpuint (ks_writer_get_size (writer), ==, 0);
}

static void
test_utf_limit (void)
{
  g_autoptr (KsWriter) writer = ks_writer_new (0);
  g_autoptr (GError) error = NULL;
  g_autofree char *longest = g_strnfill (65535, 'a');
  g_autofree char *longer = g_strnfill (65536, 'a');
  g_autoptr (GString) wide = g_string_new (NULL);

  g_assert_true (ks_writer_write_utf (writer, "alias", longest, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (ks_writer_get_size (writer), ==, 65537);
  g_assert_false (ks_writer_write_utf (writer, "alias", longer, &error));
  g_assert_error (error, KS_ERROR, KS_ERROR_TOO_LARGE);
  g_assert_nonnull (strstr (error->message, "65536"));
  g_assert_nonnull (strstr (error->message, "65535"));
  g_clear_error (&error);

  /* 12,000 characters are 48,000 bytes of UTF-8 and 72,000 bytes of Java's. */
  for (int i = 0; i < 12000; i++)
    g_string_append (wide, "😀");
  g_assert_false (ks_writer_write_utf (writer, "alias", wide->str, &error));
  g_assert_error (error, KS_ERROR, KS_ERROR_TOO_LARGE);
  g_assert_cmpuint (ks_writer_get_size (writer), ==, 65537);
}

static void
test_bad_utf (void)
{
  const char *const cases[] = {
    "\x80",
    "a\xff",
    "\xc3",
    "\xe9\x8d",
    "\xf0\x9f\x98",
    "\xf0\x8f\xbf\xbf",
    "\xf4\x90\x80\x80",
    "\xf8\x88\x80\x80\x80",
    "\xc1\x81",
    "\xe0\x80\x80",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (KsWriter) writer = ks_writer_new (0);
    g_autoptr (GError) error = NULL;

    g_assert_false (ks_writer_write_utf (writer, "alias", cases[i], &error));
    g_assert_error (error, KS_ERROR, KS_ERROR_MALFORMED);
    g_assert_cmpuint (ks_writer_get_size (writer), ==, 0);
  }
}

int
main (int argc, char *argv[])
{
  ks_test_init (&argc, &argv);

  g_test_add_func ("/writer/numbers", test_numbers);
  g_test_add_func ("/writer/growth", test_growth);
  g_test_add_func ("/writer/steal", test_steal);
  g_test_add_func ("/writer/block", test_block);
  g_test_add_func ("/writer/block-too-large", test_block_too_large);
  g_test_add_func ("/writer/utf-limit", test_utf_limit);
  g_test_add_func ("/writer/bad-utf", test_bad_utf);

  return g_test_run ();
}
