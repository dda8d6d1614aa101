/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "ks-error.h"
#include "ks-java-serial.h"
#include "ks-test.h"

/* What Java 21 makes of new SecretKeySpec (new byte[] { 1, 2 }, "AES"). */
#define SPEC                                                                                                   \
  "aced0005 7372 001f 6a617661782e63727970746f2e737065632e5365637265744b657953706563 5b470b66e230614d 02 0002" \
  "4c 0009 616c676f726974686d 74 0012 4c6a6176612f6c616e672f537472696e673b"                                    \
  "5b 0003 6b6579 74 0002 5b42 78 70 74 0003 414553 75 72 0002 5b42 acf317f8060854e0 02 0000 78 70 00000002 0102"

/* A class without fields, called “A”, which is behind the tag of a class. */
#define CLASS_A "72 0001 41 0000000000000000 02 0000 78 70"

typedef struct {
  const char *name;
  const char *hex;
  KsError code;
} Bad;

static const Bad bad[] = {
  { "empty", "", KS_ERROR_TRUNCATED },
  { "header-only", "aced0005", KS_ERROR_TRUNCATED },
  { "no-stream", "cafebabe 70", KS_ERROR_MALFORMED },
  { "version", "aced0006 70", KS_ERROR_MALFORMED },
  { "unknown-tag", "aced0005 6f", KS_ERROR_MALFORMED },
  { "end-without-start", "aced0005 78", KS_ERROR_MALFORMED },
  { "reset", "aced0005 79", KS_ERROR_MALFORMED },
  { "exception", "aced0005 7b", KS_ERROR_MALFORMED },
  { "object-without-class", "aced0005 73 70", KS_ERROR_MALFORMED },
  { "object-of-a-text", "aced0005 73 74 0001 41", KS_ERROR_MALFORMED },
  { "reference-to-nothing", "aced0005 71 007e0000", KS_ERROR_MALFORMED },
  { "reference-below", "aced0005 71 007dffff", KS_ERROR_MALFORMED },
  /* The class above a class is that class. */
  { "own-superclass", "aced0005 73 72 0001 41 0000000000000000 02 0000 78 71 007e0000", KS_ERROR_MALFORMED },
  { "class-is-a-text", "aced0005 73 72 0001 41 0000000000000000 02 0001 4c 0001 61 74 0001 62 78 71 007e0001",
    KS_ERROR_MALFORMED },
  { "field-type", "aced0005 73 72 0001 41 0000000000000000 02 0001 51 0001 61", KS_ERROR_MALFORMED },
  { "field-type-nul", "aced0005 73 72 0001 41 0000000000000000 02 0001 00 0001 61", KS_ERROR_MALFORMED },
  { "type-is-no-text", "aced0005 73 72 0001 41 0000000000000000 02 0001 4c 0001 61 70", KS_ERROR_MALFORMED },
  { "type-is-a-class", "aced0005 73 72 0001 41 0000000000000000 02 0001 4c 0001 61 71 007e0000",
    KS_ERROR_MALFORMED },
  { "many-fields", "aced0005 73 72 0001 41 0000000000000000 02 ffff", KS_ERROR_TRUNCATED },
  { "2-gb-array", "aced0005 75 72 0002 5b42 0000000000000000 02 0000 78 70 7fffffff 01", KS_ERROR_TRUNCATED },
  { "negative-array", "aced0005 75 72 0002 5b42 0000000000000000 02 0000 78 70 ffffffff 01",
    KS_ERROR_MALFORMED },
  { "16-gb-of-longs", "aced0005 75 72 0002 5b4a 0000000000000000 02 0000 78 70 7fffffff 01",
    KS_ERROR_TRUNCATED },
  { "many-objects", "aced0005 75 72 0002 5b4c 0000000000000000 02 0000 78 70 7fffffff 70",
    KS_ERROR_TRUNCATED },
  { "array-of-a-class", "aced0005 75 " CLASS_A " 00000000", KS_ERROR_MALFORMED },
  { "long-text", "aced0005 7c ffffffffffffffff 41", KS_ERROR_TRUNCATED },
  { "annotation", "aced0005 73 72 0001 41 0000000000000000 02 0000 7a ffffffff", KS_ERROR_TRUNCATED },
  { "proxy-names", "aced0005 73 7d ffffffff", KS_ERROR_TRUNCATED },
  { "enum-without-name", "aced0005 7e " CLASS_A " 70", KS_ERROR_MALFORMED },
  /* Written by the class itself, without marks. */
  { "externalizable", "aced0005 73 72 0001 41 0000000000000000 04 0000 78 70 0102", KS_ERROR_UNSUPPORTED },
};

static KsJavaObject *
read_hex (const char *hex, GBytes **bytes, gsize *left, GError **error)
{
  KsReader reader;
  KsJavaObject *object;

  *bytes = ks_test_hex (hex);
  ks_reader_init (&reader, *bytes);
  object = ks_java_object_read (&reader, error);
  if (left != NULL)
    *left = ks_reader_get_left (&reader);

  return object;
}

static void
test_bad (gconstpointer data)
{
  const Bad *row = data;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_null (read_hex (row->hex, &bytes, NULL, &error));
  g_assert_error (error, KS_ERROR, (int) row->code);
}

static void
test_spec (void)
{
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;
  gsize left, size;
  g_autoptr (KsJavaObject) object = read_hex (SPEC "aabbcc", &bytes, &left, &error);
  g_autofree char *class = NULL;
  g_autofree char *algorithm = NULL;
  const guint8 *key;

  g_assert_no_error (error);
  g_assert_cmpuint (left, ==, 3);
  class = ks_java_object_dup_class (object);
  g_assert_cmpstr (class, ==, "javax.crypto.spec.SecretKeySpec");
  g_assert_true (ks_java_object_is_a (object, "javax.crypto.spec.SecretKeySpec"));
  g_assert_false (ks_java_object_is_a (object, "javax.crypto.spec"));
  algorithm = ks_java_object_dup_text (object, "algorithm");
  g_assert_cmpstr (algorithm, ==, "AES");
  key = ks_java_object_get_bytes (object, "key", &size);
  g_assert_cmpmem (key, size, "\1\2", 2);

  g_assert_null (ks_java_object_dup_text (object, "key"));
  g_assert_null (ks_java_object_dup_text (object, "nothing"));
  g_assert_null (ks_java_object_get_bytes (object, "algorithm", &size));
  g_assert_cmpuint (size, ==, 0);
}

/* A stream that is cut anywhere is refused, and nothing behind the cut is looked at. */
static void
test_cut (void)
{
  g_autoptr (GBytes) whole = ks_test_hex (SPEC);
  gsize size;
  const guint8 *data = g_bytes_get_data (whole, &size);

  for (gsize length = 0; length < size; length++) {
    g_autoptr (GBytes) part = g_bytes_new (data, length);
    g_autoptr (GError) error = NULL;
    KsReader reader;

    ks_reader_init (&reader, part);
    g_assert_null (ks_java_object_read (&reader, &error));
    g_assert_error (error, KS_ERROR, KS_ERROR_TRUNCATED);
  }
}

/* Things that no key has, and that are passed over to the right place all the same. */
static void
test_passed_over (void)
{
  static const char *const streams[] = {
    "aced0005 70",
    "aced0005 74 0003 616263",
    "aced0005 7c 0000000000000003 616263",
    "aced0005 76 " CLASS_A,
    "aced0005 " CLASS_A,
    /* An array of two objects of one class, and one of them again. */
    "aced0005 75 72 0003 5b4c41 0000000000000000 02 0000 78 70 00000003 73 " CLASS_A
    " 73 71 007e0002 71 007e0003",
    /* One field of each plain type. */
    "aced0005 73 72 0001 41 0000000000000000 02 0008 42 0001 61 43 0001 62 44 0001 63 46 0001 64 49 0001 65 4a 0001 66"
    "53 0001 67 5a 0001 68 78 70 01 0202 0303030303030303 04040404 05050505 0606060606060606 0707 08",
    /* A class that writes more than its fields: data, and an object. */
    "aced0005 73 72 0001 41 0000000000000000 03 0001 42 0001 61 78 70 01 77 02 aabb 7a 00000001 cc 74 0000 78",
    /* One that writes itself, with marks. */
    "aced0005 73 72 0001 41 0000000000000000 0c 0000 78 70 77 01 aa 78",
    /* A proxy of one interface, above which is a class. */
    "aced0005 73 7d 00000001 0001 49 78 72 0001 41 0000000000000000 02 0000 78 70",
    /* A constant of an enumeration. */
    "aced0005 7e " CLASS_A " 74 0001 42",
    /* An object that has itself as a field. */
    "aced0005 73 72 0001 41 0000000000000000 02 0001 4c 0001 61 74 0001 62 78 70 71 007e0002",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (streams); i++) {
    g_autofree char *longer = g_strconcat (streams[i], " ffff", NULL);
    g_autoptr (GBytes) bytes = NULL;
    g_autoptr (GError) error = NULL;
    gsize left, size;
    g_autoptr (KsJavaObject) object = read_hex (longer, &bytes, &left, &error);

    g_assert_no_error (error);
    g_assert_cmpuint (left, ==, 2);
    g_assert_null (ks_java_object_get_bytes (object, "a", &size));
    g_assert_null (ks_java_object_dup_text (object, "key"));
  }
}

/* Objects in objects, classes above classes, parts without number: all of it ends. */
static void
test_limits (void)
{
  static const struct {
    const char *start;
    const char *again;
    guint count;
  } rows[] = {
    /* Arrays of arrays. */
    { "aced0005 75 72 0002 5b5b 0000000000000000 02 0000 78 70 00000001", "75 71 007e0000 00000001", 100000 },
    /* Classes above classes. */
    { "aced0005 73", "72 0001 41 0000000000000000 02 0000 78", 100000 },
    /* Annotations in annotations. */
    { "aced0005 73", "72 0001 41 0000000000000000 02 0000", 100000 },
    /* Many small texts. */
    { "aced0005 75 72 0002 5b4c 0000000000000000 02 0000 78 70 000186a0", "74 0000", 100000 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (GString) hex = g_string_new (rows[i].start);
    g_autoptr (GBytes) bytes = NULL;
    g_autoptr (GError) error = NULL;

    for (guint n = 0; n < rows[i].count; n++)
      g_string_append (hex, rows[i].again);
    g_assert_null (read_hex (hex->str, &bytes, NULL, &error));
    g_assert_error (error, KS_ERROR, KS_ERROR_TOO_LARGE);
  }
}

int
main (int argc, char *argv[])
{
  ks_test_init (&argc, &argv);

  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++) {
    g_autofree char *path = g_strconcat ("/java-serial/bad/", bad[i].name, NULL);

    g_test_add_data_func (path, &bad[i], test_bad);
  }
  g_test_add_func ("/java-serial/spec", test_spec);
  g_test_add_func ("/java-serial/cut", test_cut);
  g_test_add_func ("/java-serial/passed-over", test_passed_over);
  g_test_add_func ("/java-serial/limits", test_limits);

  return g_test_run ();
}
