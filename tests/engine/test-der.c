/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-der.h"
#include "ks-test.h"

#include <string.h>

/* Bytes of their exact size, so that a read beyond them is seen. */
static guint8 *
exact (const char *hex, gsize *size)
{
  g_autoptr (GBytes) bytes = ks_test_hex (hex);
  const guint8 *data = g_bytes_get_data (bytes, size);

  return *size > 0 ? g_memdup2 (data, *size) : g_malloc (1);
}

typedef struct {
  const char *hex;
  guint8 tag;
  gsize full_size;
  gsize size;
} GoodCase;

static const GoodCase good[] = {
  { "0500", 0x05, 2, 0 },
  { "0201ff", 0x02, 3, 1 },
  { "0201ff00", 0x02, 3, 1 },
  { "3003020100", 0x30, 5, 3 },
  { "a0020500", 0xa0, 4, 2 },
  { "8001aa", 0x80, 3, 1 },
  { "1e00", 0x1e, 2, 0 },
  { "0000", 0x00, 2, 0 },
  /* lengths in more octets than they need */
  { "048101aa", 0x04, 4, 1 },
  { "048100ff", 0x04, 3, 0 },
  { "04820001aa", 0x04, 5, 1 },
  { "04880000000000000001aa", 0x04, 11, 1 },
};

static const char *const bad[] = {
  "",
  "30",
  "0201",
  "0202ff",
  "3080",
  "30800000",
  "2480",
  "0481",
  "0482ff",
  "048200",
  "04820002aa",
  "0484ffffffffaa",
  "04887fffffffffffffffaa",
  "0488ffffffffffffffffaa",
  "0489000000000000000001aa",
  "04ff",
  "1f0100",
  "3f2101aa",
  "bf8101aa",
  "ff",
};

static void
test_parse (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (good); i++) {
    gsize size;
    g_autofree guint8 *data = exact (good[i].hex, &size);
    KsDer element;

    g_assert_true (ks_der_parse (data, size, &element));
    g_assert_cmphex (element.tag, ==, good[i].tag);
    g_assert_true (element.start == data);
    g_assert_cmpuint (element.full_size, ==, good[i].full_size);
    g_assert_cmpuint (element.size, ==, good[i].size);
    g_assert_true (element.content == data + good[i].full_size - good[i].size);
  }
}

static void
test_parse_bad (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++) {
    gsize size;
    g_autofree guint8 *data = exact (bad[i], &size);
    KsDer element;

    g_assert_false (ks_der_parse (data, size, &element));
  }
}

static void
test_cursor (void)
{
  gsize size;
  g_autofree guint8 *data = exact ("300a 020101 0500 040161 0401", &size);
  KsDer parent;
  KsDer child;
  KsDerCursor cursor;

  g_assert_true (ks_der_parse (data, size, &parent));
  ks_der_cursor_init (&cursor, &parent);
  g_assert_false (ks_der_cursor_take (&cursor, KS_DER_SEQUENCE, &child));
  g_assert_cmpuint (cursor.left, ==, 10);
  g_assert_true (ks_der_cursor_take (&cursor, KS_DER_INTEGER, &child));
  g_assert_true (ks_der_cursor_next (&cursor, &child));
  g_assert_cmphex (child.tag, ==, 0x05);
  g_assert_true (ks_der_cursor_next (&cursor, &child));
  g_assert_cmpmem (child.content, child.size, "a", 1);

  /* The last one is cut: something is left, and nothing moves. */
  g_assert_cmpuint (cursor.left, ==, 2);
  g_assert_false (ks_der_cursor_next (&cursor, &child));
  g_assert_false (ks_der_cursor_take (&cursor, KS_DER_OCTET_STRING, &child));
  g_assert_cmpuint (cursor.left, ==, 2);
}

static void
test_cursor_end (void)
{
  gsize size;
  g_autofree guint8 *data = exact ("3000", &size);
  KsDer parent;
  KsDer child;
  KsDerCursor cursor;

  g_assert_true (ks_der_parse (data, size, &parent));
  ks_der_cursor_init (&cursor, &parent);
  g_assert_cmpuint (cursor.left, ==, 0);
  g_assert_false (ks_der_cursor_next (&cursor, &child));
  g_assert_false (ks_der_cursor_take (&cursor, KS_DER_SEQUENCE, &child));
}

typedef struct {
  const char *hex;
  const char *oid;
} OidCase;

/* As "openssl asn1parse -genconf" writes them. */
static const OidCase oids[] = {
  { "06032a0304", "1.2.3.4" },
  { "06092a864886f70d01010b", "1.2.840.113549.1.1.11" },
  { "0603551d13", "2.5.29.19" },
  { "060100", "0.0" },
  { "060127", "0.39" },
  { "060128", "1.0" },
  { "06014f", "1.39" },
  { "060150", "2.0" },
  { "06028837", "2.999" },
  { "0603883703", "2.999.3" },
  { "0603883700", "2.999.0" },
  { "8603551d25", "2.5.29.37" },
  { "060a2b060104018237140203", "1.3.6.1.4.1.311.20.2.3" },
  { "060c6086480186f966adca7b0101", "2.16.840.1.113894.746875.1.1" },
  { "06146983f09da7ebcfdee0c7a1a7b2c0948cc8f9d776", "2.25.329800735698586629295641978511506172918" },
  { "06146983ffffffffffffffffffffffffffffffffff7f", "2.25.340282366920938463463374607431768211455" },
};

static const char *const bad_oids[] = {
  "0600",                                         /* empty */
  "060180",                                       /* an arc that does not end */
  "06032a0386",                                   /* the same at the end */
  "06032a8001",                                   /* an arc that starts with zeros */
  "06028001",                                     /* the first one does */
  "06146984808080808080808080808080808080808000", /* 2^128 */
};

static void
test_oid (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (oids); i++) {
    gsize size;
    g_autofree guint8 *data = exact (oids[i].hex, &size);
    g_autofree char *text = NULL;
    KsDer element;

    g_assert_true (ks_der_parse (data, size, &element));
    text = ks_der_dup_oid (&element);
    g_assert_cmpstr (text, ==, oids[i].oid);
  }
}

static void
test_oid_bad (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (bad_oids); i++) {
    gsize size;
    g_autofree guint8 *data = exact (bad_oids[i], &size);
    KsDer element;

    g_assert_true (ks_der_parse (data, size, &element));
    g_assert_null (ks_der_dup_oid (&element));
  }
}

/* A megabyte of arcs takes no time that could be noticed. */
static void
test_oid_long (void)
{
  const gsize size = 1000000;
  g_autofree guint8 *content = g_malloc (size);
  g_autofree char *text = NULL;
  const KsDer element = { .tag = KS_DER_OID, .content = content, .size = size };

  memset (content, 0x2a, size);
  text = ks_der_dup_oid (&element);
  g_assert_cmpuint (strlen (text), ==, 3 + 3 * (size - 1));
  content[0] = 0x80;
  g_assert_null (ks_der_dup_oid (&element));
  memset (content, 0xff, size);
  g_assert_null (ks_der_dup_oid (&element));
}

static void
test_slice (void)
{
  g_autoptr (GBytes) owner = ks_test_hex ("3005 040161 0500");
  g_autoptr (GBytes) expected = ks_test_hex ("040161");
  g_autoptr (GBytes) slice = NULL;
  const guint8 *data = g_bytes_get_data (owner, NULL);
  KsDer parent;
  KsDer child;
  KsDerCursor cursor;

  g_assert_true (ks_der_parse (data, g_bytes_get_size (owner), &parent));
  ks_der_cursor_init (&cursor, &parent);
  g_assert_true (ks_der_cursor_next (&cursor, &child));
  slice = ks_der_slice (owner, &child);
  g_assert_true (g_bytes_get_data (slice, NULL) == data + 2);
  g_clear_pointer (&owner, g_bytes_unref);
  ks_test_assert_bytes (slice, expected);
}

int
main (int argc, char *argv[])
{
  ks_test_init (&argc, &argv);

  g_test_add_func ("/der/parse", test_parse);
  g_test_add_func ("/der/parse-bad", test_parse_bad);
  g_test_add_func ("/der/cursor", test_cursor);
  g_test_add_func ("/der/cursor-end", test_cursor_end);
  g_test_add_func ("/der/oid", test_oid);
  g_test_add_func ("/der/oid-bad", test_oid_bad);
  g_test_add_func ("/der/oid-long", test_oid_long);
  g_test_add_func ("/der/slice", test_slice);

  return g_test_run ();
}
