/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "kw-config.h"

#include "kw-asn1-item.h"

struct _KwAsn1Item {
  GObject parent_instance;

  KsAsn1Tree *tree;
  guint index;
};

G_DEFINE_FINAL_TYPE (KwAsn1Item, kw_asn1_item, G_TYPE_OBJECT)

static void
kw_asn1_item_finalize (GObject *object)
{
  g_clear_object (&KW_ASN1_ITEM (object)->tree);

  G_OBJECT_CLASS (kw_asn1_item_parent_class)->finalize (object);
}

static void
kw_asn1_item_class_init (KwAsn1ItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = kw_asn1_item_finalize;
}

static void
kw_asn1_item_init (KwAsn1Item *self)
{
}

/**
 * kw_asn1_item_get_tree:
 * @self: an item
 *
 * Returns: (transfer none): the tree that its element is of
 */
KsAsn1Tree *
kw_asn1_item_get_tree (KwAsn1Item *self)
{
  g_return_val_if_fail (KW_IS_ASN1_ITEM (self), NULL);

  return self->tree;
}

/**
 * kw_asn1_item_get_index:
 * @self: an item
 *
 * Returns: index of its element in the tree
 */
guint
kw_asn1_item_get_index (KwAsn1Item *self)
{
  g_return_val_if_fail (KW_IS_ASN1_ITEM (self), KS_ASN1_NO_PARENT);

  return self->index;
}

/**
 * kw_asn1_item_get_element:
 * @self: an item
 *
 * Returns: (transfer none): its element
 */
const KsAsn1Element *
kw_asn1_item_get_element (KwAsn1Item *self)
{
  g_return_val_if_fail (KW_IS_ASN1_ITEM (self), NULL);

  return ks_asn1_tree_get_element (self->tree, self->index);
}

/**
 * kw_asn1_item_list:
 * @tree: a tree
 * @parent: index of an element, or %KS_ASN1_NO_PARENT
 *
 * Lists the elements that are directly in another one, or in none.
 *
 * Returns: (transfer full) (nullable): items, or %NULL when there is nothing in it
 */
GListModel *
kw_asn1_item_list (KsAsn1Tree *tree, guint parent)
{
  g_autoptr (GListStore) items = g_list_store_new (KW_TYPE_ASN1_ITEM);
  guint index = parent == KS_ASN1_NO_PARENT && ks_asn1_tree_get_size (tree) > 0 ? 0 : KS_ASN1_NO_PARENT;

  if (parent != KS_ASN1_NO_PARENT)
    index = ks_asn1_tree_get_first_child (tree, parent);
  if (index == KS_ASN1_NO_PARENT)
    return NULL;

  for (; index != KS_ASN1_NO_PARENT; index = ks_asn1_tree_get_next_sibling (tree, index)) {
    g_autoptr (KwAsn1Item) item = g_object_new (KW_TYPE_ASN1_ITEM, NULL);

    item->tree = g_object_ref (tree);
    item->index = index;
    g_list_store_append (items, item);
  }
  return G_LIST_MODEL (g_steal_pointer (&items));
}
