/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "ks-asn1-tree.h"

G_BEGIN_DECLS

struct _KsAsn1Tree {
  GObject parent_instance;

  GBytes *bytes;
  GArray *elements; /* of KsAsn1Element, each behind its parent */
  GArray *next; /* of guint: for each, the index of its next sibling or, for the last one, of what follows it */
};

/* Reads @data into @elements. */
void _ks_asn1_read (const guint8 *data, gsize size, GArray *elements);
/* Names the elements by the definitions that they follow, if they follow any. */
void _ks_asn1_tree_label (KsAsn1Tree *self);

#define KS_ASN1_TAG_BOOLEAN 1
#define KS_ASN1_TAG_INTEGER 2
#define KS_ASN1_TAG_BIT_STRING 3
#define KS_ASN1_TAG_OCTET_STRING 4
#define KS_ASN1_TAG_NULL 5
#define KS_ASN1_TAG_OID 6
#define KS_ASN1_TAG_ENUMERATED 10
#define KS_ASN1_TAG_SEQUENCE 16
#define KS_ASN1_TAG_SET 17
#define KS_ASN1_TAG_UTC_TIME 23
#define KS_ASN1_TAG_GENERALIZED_TIME 24

G_END_DECLS
