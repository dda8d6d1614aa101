/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-config.h"

#include <string.h>

#include "ks-asn1-private.h"
#include "ks-asn1-schema.h"
#include "ks-der.h"

/* How far a structure is looked into before it is taken for what it looks like. */
#define MATCH_LEVELS 2

static void label_as (KsAsn1Tree *self, guint index, guint type);

static KsAsn1Element *
get (KsAsn1Tree *self, guint index)
{
  return &g_array_index (self->elements, KsAsn1Element, index);
}

static gboolean
has_tag (const KsAsn1Element *element, guint8 tag)
{
  guint8 own =
    (guint8) (element->tag_class << 6 | (element->is_constructed ? 0x20 : 0) | MIN (element->number, 0x1f));

  return element->header_size > 0 && (tag == 0 || own == tag);
}

static const KsAsn1Field *
find_choice (const KsAsn1Type *type, const KsAsn1Element *element)
{
  for (const KsAsn1Field *field = type->fields; field->tag != 0; field++)
    if (has_tag (element, field->tag))
      return field;
  return NULL;
}

static gboolean
is_end (const KsAsn1Field *field)
{
  return field->label == NULL && field->tag == 0 && field->type == 0;
}

/* The field that @element is, from @field on; *@field is where to go on. */
static const KsAsn1Field *
take_field (const KsAsn1Field **field, const KsAsn1Element *element)
{
  for (; !is_end (*field); (*field)++) {
    const KsAsn1Field *found = *field;

    if (has_tag (element, found->tag)) {
      if ((found->flags & KS_ASN1_MANY) == 0)
        (*field)++;
      return found;
    }
    if ((found->flags & (KS_ASN1_OPTIONAL | KS_ASN1_MANY)) == 0)
      return NULL;
  }
  return NULL;
}

static gboolean
matches (KsAsn1Tree *self, guint index, guint type, guint levels)
{
  const KsAsn1Field *field = ks_asn1_type_get (type)->fields;

  if (ks_asn1_type_get (type)->is_choice)
    return find_choice (ks_asn1_type_get (type), get (self, index)) != NULL;
  for (guint child = ks_asn1_tree_get_first_child (self, index); child != KS_ASN1_NO_PARENT;
       child = ks_asn1_tree_get_next_sibling (self, child)) {
    const KsAsn1Field *found = take_field (&field, get (self, child));

    if (found == NULL)
      return FALSE;
    if (levels > 1 && found->type != 0 && (found->flags & ~KS_ASN1_OPTIONAL) == 0 &&
        !matches (self, child, found->type, levels - 1))
      return FALSE;
  }
  while ((field->flags & (KS_ASN1_OPTIONAL | KS_ASN1_MANY)) != 0)
    field++;
  return is_end (field);
}

static char *
dup_oid (KsAsn1Tree *self, guint index)
{
  const KsAsn1Element *element = get (self, index);
  const guint8 *data = g_bytes_get_data (self->bytes, NULL);
  KsDer der = { .tag = KS_DER_OID,
                .content = data + element->offset + element->header_size,
                .size = element->size };

  return has_tag (element, KS_DER_OID) ? ks_der_dup_oid (&der) : NULL;
}

static guint
find_type (KsAsn1Tree *self, guint index, const KsAsn1Field *field)
{
  guint parent = get (self, index)->parent;
  g_autofree char *oid = NULL;

  if ((field->flags & KS_ASN1_BY_OID) == 0)
    return field->type;
  oid = dup_oid (self, ks_asn1_tree_get_first_child (self, parent));
  return oid != NULL ? ks_asn1_type_find (field->type, oid) : 0;
}

/* The one element inside of a tag or string around it; none when there are more. */
static guint
get_content (KsAsn1Tree *self, guint index)
{
  return get (self, index)->n_children == 1 ? ks_asn1_tree_get_first_child (self, index) : KS_ASN1_NO_PARENT;
}

/* A string that holds a structure is looked through wherever a structure is expected. */
static void
label_content (KsAsn1Tree *self, guint index, guint type)
{
  guint content = get_content (self, index);

  if (content == KS_ASN1_NO_PARENT)
    return;
  if (has_tag (get (self, content), KS_DER_OCTET_STRING) && !ks_asn1_type_get (type)->is_choice)
    label_content (self, content, type);
  else
    label_as (self, content, type);
}

static void
label_field (KsAsn1Tree *self, guint index, const KsAsn1Field *field)
{
  guint type = find_type (self, index, field);

  if (field->label != NULL)
    get (self, index)->label = field->label;
  if (type == 0)
    return;
  if ((field->flags & (KS_ASN1_EXPLICIT | KS_ASN1_CONTAINS)) != 0)
    label_content (self, index, type);
  else
    label_as (self, index, type);
}

static void
label_children (KsAsn1Tree *self, guint index, const KsAsn1Field *field)
{
  for (guint child = ks_asn1_tree_get_first_child (self, index); child != KS_ASN1_NO_PARENT;
       child = ks_asn1_tree_get_next_sibling (self, child)) {
    const KsAsn1Field *found = take_field (&field, get (self, child));

    if (found == NULL)
      return;
    label_field (self, child, found);
  }
}

static void
label_as (KsAsn1Tree *self, guint index, guint type)
{
  const KsAsn1Type *definition = ks_asn1_type_get (type);
  const KsAsn1Field *choice;

  get (self, index)->type = definition->name;
  if (!definition->is_choice) {
    label_children (self, index, definition->fields);
    return;
  }
  choice = find_choice (definition, get (self, index));
  if (choice != NULL)
    label_field (self, index, choice);
}

/**
 * _ks_asn1_tree_label:
 * @self: a tree that has its elements
 *
 * Finds out what structure the bytes are, and gives its parts their names.
 */
void
_ks_asn1_tree_label (KsAsn1Tree *self)
{
  const guint8 *roots = ks_asn1_type_list_roots ();

  if (self->elements->len == 0 || !has_tag (get (self, 0), KS_DER_SEQUENCE))
    return;
  for (gsize i = 0; roots[i] != 0; i++) {
    if (matches (self, 0, roots[i], MATCH_LEVELS)) {
      label_as (self, 0, roots[i]);
      return;
    }
  }
}
