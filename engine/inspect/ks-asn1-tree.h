/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* What keeps an element from being read to its end. */
typedef enum {
  KS_ASN1_NO_PROBLEM,
  KS_ASN1_TRUNCATED,  /* the header ends outside of what it is in */
  KS_ASN1_TOO_LONG,   /* the content would end outside of what it is in */
  KS_ASN1_BAD_HEADER, /* a tag or a length that cannot be */
  KS_ASN1_NO_END,     /* of an indefinite length there is no end */
  KS_ASN1_TOO_DEEP,
  KS_ASN1_TOO_MANY,
} KsAsn1Problem;

typedef enum {
  KS_ASN1_UNIVERSAL,
  KS_ASN1_APPLICATION,
  KS_ASN1_CONTEXT,
  KS_ASN1_PRIVATE,
} KsAsn1Class;

#define KS_ASN1_NO_PARENT G_MAXUINT

/**
 * KsAsn1Element:
 *
 * One tag-length-value of BER or DER (X.690 section 8.1), or bytes that are none (with a problem). Sizes and places in bytes.
 */
typedef struct {
  gsize offset;      /* of the identifier, from the beginning of the data */
  gsize header_size; /* identifier and length; 0 with a problem */
  gsize size;        /* of the content, without the end of an indefinite length */
  gsize end;         /* offset of what follows */
  KsAsn1Class tag_class;
  guint32 number; /* of the tag */
  guint depth;
  guint parent; /* index, or KS_ASN1_NO_PARENT */
  guint n_children;
  gboolean is_constructed;
  gboolean is_indefinite;
  gboolean is_wrapped; /* its parent is a string of bits or octets that holds this as its content */
  KsAsn1Problem problem;
  const char *label; /* what the structure's definition calls it, for example "tbsCertificate", or NULL */
  const char *type;  /* "Certificate", "Name", ..., or NULL */
} KsAsn1Element;

/**
 * KsAsn1Tree:
 *
 * Any bytes as the elements of ASN.1 that are in them, in the order of their offsets. Immutable. Whatever the bytes are there is a
 * tree: what cannot be read is an element with a problem.
 */
#define KS_TYPE_ASN1_TREE (ks_asn1_tree_get_type ())
G_DECLARE_FINAL_TYPE (KsAsn1Tree, ks_asn1_tree, KS, ASN1_TREE, GObject)

KsAsn1Tree *ks_asn1_tree_new (GBytes *bytes) G_GNUC_WARN_UNUSED_RESULT;
GBytes *ks_asn1_tree_get_bytes (KsAsn1Tree *self);
guint ks_asn1_tree_get_size (KsAsn1Tree *self);
const KsAsn1Element *ks_asn1_tree_get_element (KsAsn1Tree *self, guint index);
/* Indices; KS_ASN1_NO_PARENT: there is none. */
guint ks_asn1_tree_get_first_child (KsAsn1Tree *self, guint index);
guint ks_asn1_tree_get_next_sibling (KsAsn1Tree *self, guint index);
/* The innermost element that has the byte at @offset; KS_ASN1_NO_PARENT behind the last one. */
guint ks_asn1_tree_find (KsAsn1Tree *self, gsize offset);
/* What the signature of a certificate, request or revocation list is about; FALSE for anything else. */
gboolean ks_asn1_tree_find_signed (KsAsn1Tree *self, guint *index);

/* "SEQUENCE", "[0]", "[APPLICATION 1]" */
char *ks_asn1_element_dup_tag (const KsAsn1Element *self) G_GNUC_WARN_UNUSED_RESULT;
/* What a primitive element says, for people: a number, a text, a date, the name of an object identifier, else bytes; or the problem. */
char *ks_asn1_tree_dup_value (KsAsn1Tree *self, guint index) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
