/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "kw-asn1-item.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * KwAsn1View:
 *
 * The elements of ASN.1 as a tree, and beside it the bytes that they are: what is selected in one is marked in the other, and
 * what a signature is about is shaded.
 *
 * Properties:
 * - `narrow` (boolean, FALSE): the bytes stand under the tree
 * - `per-row` (uint, 16): bytes in a row
 */
#define KW_TYPE_ASN1_VIEW (kw_asn1_view_get_type ())
G_DECLARE_FINAL_TYPE (KwAsn1View, kw_asn1_view, KW, ASN1_VIEW, GtkWidget)

GtkWidget *kw_asn1_view_new (void) G_GNUC_WARN_UNUSED_RESULT;
/* NULL clears. */
void kw_asn1_view_set_tree (KwAsn1View *self, KsAsn1Tree *tree);
/* Selects the element that has the byte at @offset, and opens what it is in. */
void kw_asn1_view_select_byte (KwAsn1View *self, gsize offset);

G_END_DECLS
