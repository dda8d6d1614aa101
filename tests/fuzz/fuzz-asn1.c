/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "fuzz.h"

#include "ks-asn1-tree.h"

static void
check_element (KsAsn1Tree *tree, guint index, size_t size)
{
  const KsAsn1Element *element = ks_asn1_tree_get_element (tree, index);
  g_autofree char *tag = ks_asn1_element_dup_tag (element);
  g_autofree char *value = ks_asn1_tree_dup_value (tree, index);

  g_assert_nonnull (tag);
  g_assert_true (g_utf8_validate (value, -1, NULL));
  g_assert_cmpuint (element->offset + element->header_size + element->size, <=, element->end);
  g_assert_cmpuint (element->end, <=, size);
  if (element->parent != KS_ASN1_NO_PARENT) {
    const KsAsn1Element *parent = ks_asn1_tree_get_element (tree, element->parent);

    g_assert_cmpuint (element->parent, <, index);
    g_assert_cmpuint (element->depth, ==, parent->depth + 1);
    g_assert_cmpuint (parent->offset, <=, element->offset);
    g_assert_cmpuint (element->end, <=, parent->end);
  }
}

/* Whatever the bytes are: each of them is in the tree, and no element is outside of its parent. */
int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GBytes) input = g_bytes_new (data, size);
  g_autoptr (KsAsn1Tree) tree = ks_asn1_tree_new (input);

  for (guint i = 0; i < ks_asn1_tree_get_size (tree); i++)
    check_element (tree, i, size);
  for (size_t offset = 0; offset < size; offset++)
    g_assert_cmpuint (ks_asn1_tree_find (tree, offset), !=, KS_ASN1_NO_PARENT);
  return 0;
}
