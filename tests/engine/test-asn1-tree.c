/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-asn1-tree.h"
#include "ks-test.h"

static KsAsn1Tree *
parse (const char *data, gsize size)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);

  return ks_asn1_tree_new (bytes);
}

#define PARSE(text) parse (text, sizeof text - 1)

static void
assert_element (KsAsn1Tree *tree, guint index, gsize offset, gsize header, gsize size, guint depth)
{
  const KsAsn1Element *element = ks_asn1_tree_get_element (tree, index);

  g_assert_cmpuint (element->offset, ==, offset);
  g_assert_cmpuint (element->header_size, ==, header);
  g_assert_cmpuint (element->size, ==, size);
  g_assert_cmpuint (element->depth, ==, depth);
}

static void
assert_value (KsAsn1Tree *tree, guint index, const char *tag, const char *value)
{
  g_autofree char *own_tag = ks_asn1_element_dup_tag (ks_asn1_tree_get_element (tree, index));
  g_autofree char *own_value = ks_asn1_tree_dup_value (tree, index);

  g_assert_cmpstr (own_tag, ==, tag);
  g_assert_cmpstr (own_value, ==, value);
}

/* Offsets and sizes are those of X.690's own definition of the octets, counted by hand. */
static void
test_definite (void)
{
  g_autoptr (KsAsn1Tree) tree = PARSE ("\x30\x0b\x02\x01\x2a\x31\x03\x01\x01\xff\x82\x01"
                                       "a"
                                       "\x05\x00");

  g_assert_cmpuint (ks_asn1_tree_get_size (tree), ==, 6);
  assert_element (tree, 0, 0, 2, 11, 0);
  assert_element (tree, 1, 2, 2, 1, 1);
  assert_element (tree, 2, 5, 2, 3, 1);
  assert_element (tree, 3, 7, 2, 1, 2);
  assert_element (tree, 4, 10, 2, 1, 1);
  assert_element (tree, 5, 13, 2, 0, 0);
  assert_value (tree, 0, "SEQUENCE", "");
  assert_value (tree, 1, "INTEGER", "42");
  assert_value (tree, 3, "BOOLEAN", "TRUE");
  assert_value (tree, 4, "[2]", "a");
  assert_value (tree, 5, "NULL", "");
}

static void
test_indefinite (void)
{
  g_autoptr (KsAsn1Tree) tree =
    PARSE ("\x30\x80\x24\x80\x04\x01\xaa\x04\x01\xbb\x00\x00\x02\x01\x05\x00\x00\x05\x00");

  g_assert_cmpuint (ks_asn1_tree_get_size (tree), ==, 6);
  assert_element (tree, 0, 0, 2, 13, 0);
  assert_element (tree, 1, 2, 2, 6, 1);
  assert_element (tree, 4, 12, 2, 1, 1);
  assert_element (tree, 5, 17, 2, 0, 0);
  g_assert_cmpuint (ks_asn1_tree_get_element (tree, 0)->end, ==, 17);
  g_assert_true (ks_asn1_tree_get_element (tree, 1)->is_indefinite);
}

static void
test_long_tag (void)
{
  g_autoptr (KsAsn1Tree) tree = PARSE ("\xbf\x87\x68\x04\x5f\x1f\x01\x00");

  assert_element (tree, 0, 0, 4, 4, 0);
  assert_value (tree, 0, "[1000]", "");
  assert_value (tree, 1, "[APPLICATION 31]", "00");
}

static void
assert_problem (const char *data, gsize size, KsAsn1Problem problem, gsize offset)
{
  g_autoptr (KsAsn1Tree) tree = parse (data, size);
  guint n = 0;

  for (guint i = 0; i < ks_asn1_tree_get_size (tree); i++) {
    const KsAsn1Element *element = ks_asn1_tree_get_element (tree, i);

    if (element->problem == KS_ASN1_NO_PROBLEM)
      continue;
    g_assert_cmpint (element->problem, ==, problem);
    g_assert_cmpuint (element->offset, ==, offset);
    n++;
  }
  g_assert_cmpuint (n, ==, 1);
}

#define ASSERT_PROBLEM(text, problem, offset) assert_problem (text, sizeof text - 1, problem, offset)

static void
test_problems (void)
{
  ASSERT_PROBLEM ("\x30\x03\x02\x01\x00\x30", KS_ASN1_TRUNCATED, 5);
  ASSERT_PROBLEM ("\x30\x82\x01", KS_ASN1_TRUNCATED, 0);
  ASSERT_PROBLEM ("\x30\x04\x02\x05\x00\x00", KS_ASN1_TOO_LONG, 2);
  ASSERT_PROBLEM ("\x30\x03\x02\x80\x00", KS_ASN1_BAD_HEADER, 2);
  ASSERT_PROBLEM ("\x30\xff\x00", KS_ASN1_BAD_HEADER, 0);
  ASSERT_PROBLEM ("\x30\x80\x02\x01\x00", KS_ASN1_NO_END, 0);
  ASSERT_PROBLEM ("\x30\x89\x01\x00\x00\x00\x00\x00\x00\x00\x00", KS_ASN1_BAD_HEADER, 0);
}

static void
test_deep (void)
{
  g_autofree char *data = g_malloc (4000);
  g_autoptr (KsAsn1Tree) tree = NULL;
  guint n;

  for (gsize i = 0; i < 2000; i++) {
    data[2 * i] = 0x30;
    data[2 * i + 1] = '\x80';
  }
  tree = parse (data, 4000);
  n = ks_asn1_tree_get_size (tree);
  g_assert_cmpuint (n, <, 1000);
  g_assert_cmpint (ks_asn1_tree_get_element (tree, n - 1)->problem, ==, KS_ASN1_TOO_DEEP);
  g_assert_cmpuint (ks_asn1_tree_find (tree, 3999), !=, KS_ASN1_NO_PARENT);
}

static const KsAsn1Element *
find_label (KsAsn1Tree *tree, const char *label)
{
  for (guint i = 0; i < ks_asn1_tree_get_size (tree); i++)
    if (g_strcmp0 (ks_asn1_tree_get_element (tree, i)->label, label) == 0)
      return ks_asn1_tree_get_element (tree, i);
  g_error ("nothing is labelled %s", label);
}

static void
test_certificate (void)
{
  g_autoptr (GBytes) der = ks_test_fixture_read ("../fuzz/corpus/certificate/ca.der");
  g_autoptr (KsAsn1Tree) tree = ks_asn1_tree_new (der);
  guint index;

  g_assert_cmpstr (ks_asn1_tree_get_element (tree, 0)->type, ==, "Certificate");
  g_assert_true (ks_asn1_tree_find_signed (tree, &index));
  g_assert_cmpstr (ks_asn1_tree_get_element (tree, index)->label, ==, "tbsCertificate");
  g_assert_cmpstr (find_label (tree, "notAfter")->type, ==, "Time");
  g_assert_cmpstr (find_label (tree, "cA")->label, ==, "cA");
  g_assert_cmpuint (find_label (tree, "signatureValue")->number, ==, 3);
  /* The byte at the beginning of an element, and the last one, are found again. */
  for (guint i = 0; i < ks_asn1_tree_get_size (tree); i++) {
    const KsAsn1Element *element = ks_asn1_tree_get_element (tree, i);

    g_assert_cmpuint (ks_asn1_tree_find (tree, element->offset), ==, i);
    g_assert_cmpuint (ks_asn1_tree_find (tree, element->end - 1), >=, i);
  }
  g_assert_cmpuint (ks_asn1_tree_find (tree, g_bytes_get_size (ks_asn1_tree_get_bytes (tree))), ==,
                    KS_ASN1_NO_PARENT);
}

static void
test_empty (void)
{
  g_autoptr (KsAsn1Tree) tree = parse ("", 0);
  guint index;

  g_assert_cmpuint (ks_asn1_tree_get_size (tree), ==, 0);
  g_assert_cmpuint (ks_asn1_tree_find (tree, 0), ==, KS_ASN1_NO_PARENT);
  g_assert_false (ks_asn1_tree_find_signed (tree, &index));
}

int
main (int argc, char **argv)
{
  ks_test_init (&argc, &argv);

  g_test_add_func ("/asn1-tree/definite", test_definite);
  g_test_add_func ("/asn1-tree/indefinite", test_indefinite);
  g_test_add_func ("/asn1-tree/long-tag", test_long_tag);
  g_test_add_func ("/asn1-tree/problems", test_problems);
  g_test_add_func ("/asn1-tree/deep", test_deep);
  g_test_add_func ("/asn1-tree/certificate", test_certificate);
  g_test_add_func ("/asn1-tree/empty", test_empty);

  return g_test_run ();
}
