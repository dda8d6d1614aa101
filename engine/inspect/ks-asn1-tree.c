/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-config.h"

#include "ks-asn1-private.h"

G_DEFINE_FINAL_TYPE (KsAsn1Tree, ks_asn1_tree, G_TYPE_OBJECT)

static void
ks_asn1_tree_finalize (GObject *object)
{
  KsAsn1Tree *self = KS_ASN1_TREE (object);

  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_clear_pointer (&self->elements, g_array_unref);
  g_clear_pointer (&self->next, g_array_unref);

  G_OBJECT_CLASS (ks_asn1_tree_parent_class)->finalize (object);
}

static void
ks_asn1_tree_class_init (KsAsn1TreeClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ks_asn1_tree_finalize;
}

static void
ks_asn1_tree_init (KsAsn1Tree *self)
{
  self->elements = g_array_new (FALSE, FALSE, sizeof (KsAsn1Element));
  self->next = g_array_new (FALSE, TRUE, sizeof (guint));
}

/* Where each element's descendants end: at the next one that is not deeper. */
static void
link_siblings (KsAsn1Tree *self)
{
  g_autoptr (GArray) open = g_array_new (FALSE, FALSE, sizeof (guint));
  guint n = self->elements->len;

  g_array_set_size (self->next, n);
  for (guint i = 0; i <= n; i++) {
    guint depth = i < n ? ks_asn1_tree_get_element (self, i)->depth : 0;

    while (open->len > depth) {
      g_array_index (self->next, guint, g_array_index (open, guint, open->len - 1)) = i;
      g_array_set_size (open, open->len - 1);
    }
    if (i < n)
      g_array_append_val (open, i);
  }
}

/**
 * ks_asn1_tree_new:
 * @bytes: any bytes
 *
 * Reads BER or DER as it is, without asking what it means (X.690 section 8.1). Takes time and memory in proportion to @bytes.
 *
 * Returns: (transfer full): the tree, which keeps @bytes
 */
KsAsn1Tree *
ks_asn1_tree_new (GBytes *bytes)
{
  KsAsn1Tree *self = g_object_new (KS_TYPE_ASN1_TREE, NULL);
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);

  self->bytes = g_bytes_ref (bytes);
  _ks_asn1_read (data, size, self->elements);
  link_siblings (self);
  _ks_asn1_tree_label (self);
  return self;
}

/**
 * ks_asn1_tree_get_bytes:
 * @self: a tree
 *
 * Returns: (transfer none): what it was made of
 */
GBytes *
ks_asn1_tree_get_bytes (KsAsn1Tree *self)
{
  g_return_val_if_fail (KS_IS_ASN1_TREE (self), NULL);

  return self->bytes;
}

/**
 * ks_asn1_tree_get_size:
 * @self: a tree
 *
 * Returns: how many elements it has
 */
guint
ks_asn1_tree_get_size (KsAsn1Tree *self)
{
  g_return_val_if_fail (KS_IS_ASN1_TREE (self), 0);

  return self->elements->len;
}

/**
 * ks_asn1_tree_get_element:
 * @self: a tree
 * @index: less than ks_asn1_tree_get_size()
 *
 * Returns: (transfer none): the element, which lives as long as the tree. Its parent comes before it.
 */
const KsAsn1Element *
ks_asn1_tree_get_element (KsAsn1Tree *self, guint index)
{
  g_return_val_if_fail (KS_IS_ASN1_TREE (self), NULL);
  g_return_val_if_fail (index < self->elements->len, NULL);

  return &g_array_index (self->elements, KsAsn1Element, index);
}

/**
 * ks_asn1_tree_find:
 * @self: a tree
 * @offset: place of a byte
 *
 * Returns: index of the innermost element that has this byte, or %KS_ASN1_NO_PARENT
 */
guint
ks_asn1_tree_find (KsAsn1Tree *self, gsize offset)
{
  guint from = 0, to;

  g_return_val_if_fail (KS_IS_ASN1_TREE (self), KS_ASN1_NO_PARENT);

  /* The last one that begins there or before it, or one of those around that. */
  to = self->elements->len;
  while (from < to) {
    guint middle = from + (to - from) / 2;

    if (ks_asn1_tree_get_element (self, middle)->offset <= offset)
      from = middle + 1;
    else
      to = middle;
  }
  for (guint index = from - 1; from > 0 && index != KS_ASN1_NO_PARENT;
       index = ks_asn1_tree_get_element (self, index)->parent)
    if (offset < ks_asn1_tree_get_element (self, index)->end)
      return index;
  return KS_ASN1_NO_PARENT;
}

/**
 * ks_asn1_tree_get_first_child:
 * @self: a tree
 * @index: an element
 *
 * Returns: index of its first child, or %KS_ASN1_NO_PARENT
 */
guint
ks_asn1_tree_get_first_child (KsAsn1Tree *self, guint index)
{
  return ks_asn1_tree_get_element (self, index)->n_children > 0 ? index + 1 : KS_ASN1_NO_PARENT;
}

/**
 * ks_asn1_tree_get_next_sibling:
 * @self: a tree
 * @index: an element
 *
 * Returns: index of its next sibling, or %KS_ASN1_NO_PARENT
 */
guint
ks_asn1_tree_get_next_sibling (KsAsn1Tree *self, guint index)
{
  guint next = g_array_index (self->next, guint, index);

  if (next == self->elements->len ||
      ks_asn1_tree_get_element (self, next)->parent != ks_asn1_tree_get_element (self, index)->parent)
    return KS_ASN1_NO_PARENT;
  return next;
}

/**
 * ks_asn1_tree_find_signed:
 * @self: a tree
 * @index: (out): index of the signed element
 *
 * Certificates, requests and revocation lists have what is signed as their first part (RFC 5280 sections 4.1.1.1 and 5.1.1.1,
 * RFC 2986 section 4.2).
 *
 * Returns: whether the bytes are one of them
 */
gboolean
ks_asn1_tree_find_signed (KsAsn1Tree *self, guint *index)
{
  g_return_val_if_fail (KS_IS_ASN1_TREE (self), FALSE);

  *index = 1;
  return self->elements->len > 1 &&
         (g_strcmp0 (ks_asn1_tree_get_element (self, 1)->label, "tbsCertificate") == 0 ||
          g_strcmp0 (ks_asn1_tree_get_element (self, 1)->label, "tbsCertList") == 0 ||
          g_strcmp0 (ks_asn1_tree_get_element (self, 1)->label, "certificationRequestInfo") == 0);
}
