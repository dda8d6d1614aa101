/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The definitions of the structures that keystores are made of, as far as they are needed to name their parts; for ks-asn1-label alone. */

typedef enum {
  KS_ASN1_OPTIONAL = 1 << 0,
  KS_ASN1_MANY = 1 << 1,     /* none, or more of it */
  KS_ASN1_EXPLICIT = 1 << 2, /* around one element of the type */
  KS_ASN1_CONTAINS = 1 << 3, /* a string that holds one element of the type */
  KS_ASN1_BY_OID = 1 << 4,   /* the type is that of the first object identifier beside it, in a group */
} KsAsn1FieldFlags;

typedef enum {
  KS_ASN1_GROUP_EXTENSION = 1,
  KS_ASN1_GROUP_ATTRIBUTE,
  KS_ASN1_GROUP_CONTENT,
  KS_ASN1_GROUP_PFX,
  KS_ASN1_GROUP_SAFE,
  KS_ASN1_GROUP_BAG,
} KsAsn1Group;

typedef struct {
  const char *label; /* NULL: none of its own */
  guint8 tag;        /* identifier octet; 0: any */
  guint8 flags;
  guint8 type; /* index of a type, 0: none; with KS_ASN1_BY_OID a KsAsn1Group */
} KsAsn1Field;

#define KS_ASN1_MAX_FIELDS 14

typedef struct {
  const char *name;
  gboolean is_choice; /* an element is one of the fields, instead of having them inside */
  KsAsn1Field fields[KS_ASN1_MAX_FIELDS];
} KsAsn1Type;

const KsAsn1Type *ks_asn1_type_get (guint type);
/* What a whole file may be, most likely first; ends with 0. */
const guint8 *ks_asn1_type_list_roots (void);
/* 0: not known */
guint ks_asn1_type_find (KsAsn1Group group, const char *oid);

G_END_DECLS
