/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>
#include "ks-asn1-tree.h"

G_BEGIN_DECLS

/* One element of a tree as an item of list models. */
#define KW_TYPE_ASN1_ITEM (kw_asn1_item_get_type ())
G_DECLARE_FINAL_TYPE (KwAsn1Item, kw_asn1_item, KW, ASN1_ITEM, GObject)

KsAsn1Tree *kw_asn1_item_get_tree (KwAsn1Item *self);
guint kw_asn1_item_get_index (KwAsn1Item *self);
const KsAsn1Element *kw_asn1_item_get_element (KwAsn1Item *self);

/* Of KwAsn1Item: what is inside of an element, or KS_ASN1_NO_PARENT for what is in none; NULL: nothing. */
GListModel *kw_asn1_item_list (KsAsn1Tree *tree, guint parent) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
