/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-config.h"

#include <glib/gi18n-lib.h>
#include "ks-asn1-text.h"
#include "ks-extension-private.h"

static char *
dup_label (const char *prefix, const KsGeneralName *name)
{
  const char *tag = ks_general_name_type_get_tag (name->type);

  if (prefix == NULL)
    return g_strdup (tag);
  /* Translators: a label: what the name is for, and its type: “Permitted: DNS” */
  return g_strdup_printf (_ ("%s: %s"), prefix, tag);
}

/**
 * ks_extension_add_name:
 * @self: an extension in the making
 * @prefix: (nullable): translated, what the name is for
 * @name: the name
 *
 * Adds a field for a name, and its problem to the extension's.
 */
void
ks_extension_add_name (KsExtension *self, const char *prefix, const KsGeneralName *name)
{
  g_autofree char *label = dup_label (prefix, name);

  if (name->unicode != NULL)
    ks_extension_take (self, label, g_strdup_printf ("%s (%s)", name->text, name->unicode));
  else if (name->oid != NULL)
    ks_extension_take (self, label, g_strdup_printf ("%s (%s)", name->text, name->oid));
  else
    ks_extension_add (self, label, name->text);

  if (name->problem != NULL && self->problem == NULL) {
    /* Translators: a name from a certificate, then a sentence about it */
    self->problem = g_strdup_printf (_ ("“%s”: %s"), name->text, name->problem);
  }
}

/**
 * ks_extension_add_names:
 * @self: an extension in the making
 * @prefix: (nullable): translated, what the names are for
 * @names: GeneralNames, whatever its tag
 *
 * RFC 5280 section 4.2.1.6.
 *
 * Returns: %FALSE when malformed
 */
gboolean
ks_extension_add_names (KsExtension *self, const char *prefix, const KsDer *names)
{
  KsDerCursor cursor;
  KsDer part;

  ks_der_cursor_init (&cursor, names);
  while (ks_der_cursor_next (&cursor, &part)) {
    g_autoptr (KsGeneralName) name = ks_general_name_new (&part);

    ks_extension_add_name (self, prefix, name);
  }

  return cursor.left == 0;
}

/**
 * ks_extension_decode_alternative_names:
 * @self: an extension in the making
 * @element: GeneralNames
 *
 * RFC 5280 sections 4.2.1.6 and 4.2.1.7.
 *
 * Returns: %FALSE when malformed
 */
gboolean
ks_extension_decode_alternative_names (KsExtension *self, const KsDer *element)
{
  if (element->tag != KS_DER_SEQUENCE || !ks_extension_add_names (self, NULL, element))
    return FALSE;

  if (self->fields->len == 0)
    self->problem = g_strdup (_ ("The extension has no name in it."));
  return TRUE;
}

/* GeneralSubtree ::= SEQUENCE { base GeneralName, minimum [0] DEFAULT 0, maximum [1] OPTIONAL } */
static gboolean
add_subtrees (KsExtension *self, const char *prefix, const KsDer *subtrees)
{
  KsDerCursor cursor, parts;
  KsDer subtree, base;

  ks_der_cursor_init (&cursor, subtrees);
  while (ks_der_cursor_take (&cursor, KS_DER_SEQUENCE, &subtree)) {
    g_autoptr (KsGeneralName) name = NULL;

    ks_der_cursor_init (&parts, &subtree);
    if (!ks_der_cursor_next (&parts, &base))
      return FALSE;
    name = ks_general_name_new_constraint (&base);
    ks_extension_add_name (self, prefix, name);
    if (parts.left > 0 && self->problem == NULL)
      self->problem = g_strdup (_ ("A constraint has a minimum or maximum, which nobody implements."));
  }

  return cursor.left == 0;
}

/**
 * ks_extension_decode_name_constraints:
 * @self: an extension in the making
 * @element: NameConstraints
 *
 * RFC 5280 section 4.2.1.10.
 *
 * Returns: %FALSE when malformed
 */
gboolean
ks_extension_decode_name_constraints (KsExtension *self, const KsDer *element)
{
  KsDerCursor cursor;
  KsDer part;

  if (element->tag != KS_DER_SEQUENCE)
    return FALSE;

  ks_der_cursor_init (&cursor, element);
  if (ks_der_cursor_take (&cursor, KS_DER_CONTEXT (0), &part) && !add_subtrees (self, _ ("Permitted"), &part))
    return FALSE;
  if (ks_der_cursor_take (&cursor, KS_DER_CONTEXT (1), &part) && !add_subtrees (self, _ ("Excluded"), &part))
    return FALSE;

  return cursor.left == 0 && self->fields->len > 0;
}

/* By bit; RFC 5280 section 4.2.1.13. */
static const char *const reasons[] = {
  NULL,
  N_ ("Key compromise"),
  N_ ("CA compromise"),
  N_ ("Affiliation changed"),
  N_ ("Superseded"),
  N_ ("Cessation of operation"),
  N_ ("Certificate hold"),
  N_ ("Privilege withdrawn"),
  N_ ("Attribute authority compromise"),
};

static void
add_reasons (KsExtension *self, const KsDer *bits)
{
  for (guint bit = 1; bit < G_N_ELEMENTS (reasons) && bit / 8 + 1 < bits->size; bit++) {
    if ((bits->content[1 + bit / 8] & (0x80 >> (bit % 8))) != 0)
      ks_extension_add (self, _ ("Reason"), _ (reasons[bit]));
  }
}

/* DistributionPointName ::= CHOICE { fullName [0] GeneralNames, nameRelativeToCRLIssuer [1] RDN } */
static gboolean
add_point_name (KsExtension *self, const KsDer *element)
{
  KsDerCursor cursor;
  KsDer part;

  ks_der_cursor_init (&cursor, element);
  if (ks_der_cursor_take (&cursor, KS_DER_CONTEXT (0), &part))
    return ks_extension_add_names (self, NULL, &part);
  if (!ks_der_cursor_take (&cursor, KS_DER_CONTEXT (1), &part))
    return FALSE;

  ks_extension_add_hex (self, _ ("Name relative to the issuer"), part.content, part.size);
  return TRUE;
}

static gboolean
add_point (KsExtension *self, const KsDer *point)
{
  KsDerCursor cursor;
  KsDer part;

  ks_der_cursor_init (&cursor, point);
  if (ks_der_cursor_take (&cursor, KS_DER_CONTEXT (0), &part) && !add_point_name (self, &part))
    return FALSE;
  if (ks_der_cursor_take (&cursor, 0x81, &part))
    add_reasons (self, &part);
  if (ks_der_cursor_take (&cursor, KS_DER_CONTEXT (2), &part) &&
      !ks_extension_add_names (self, _ ("CRL issuer"), &part))
    return FALSE;

  return cursor.left == 0;
}

/**
 * ks_extension_decode_distribution_points:
 * @self: an extension in the making
 * @element: CRLDistributionPoints
 *
 * RFC 5280 sections 4.2.1.13 and 4.2.1.15.
 *
 * Returns: %FALSE when malformed
 */
gboolean
ks_extension_decode_distribution_points (KsExtension *self, const KsDer *element)
{
  KsDerCursor cursor;
  KsDer point;

  if (element->tag != KS_DER_SEQUENCE)
    return FALSE;

  ks_der_cursor_init (&cursor, element);
  while (ks_der_cursor_take (&cursor, KS_DER_SEQUENCE, &point)) {
    if (!add_point (self, &point))
      return FALSE;
  }

  return cursor.left == 0;
}

static const struct {
  const char *oid;
  const char *name;
} methods[] = {
  { "1.3.6.1.5.5.7.48.1", "OCSP" },
  { "1.3.6.1.5.5.7.48.2", N_ ("Certificate of the issuer") },
  { "1.3.6.1.5.5.7.48.3", N_ ("Time stamping") },
  { "1.3.6.1.5.5.7.48.5", N_ ("Repository of the CA") },
  { "1.3.6.1.5.5.7.48.10", N_ ("RPKI manifest") },
  { "1.3.6.1.5.5.7.48.11", N_ ("Signed object") },
  { "1.3.6.1.5.5.7.48.13", N_ ("RPKI notification") },
};

static const char *
get_method_name (const char *oid)
{
  for (gsize i = 0; i < G_N_ELEMENTS (methods); i++) {
    if (g_str_equal (methods[i].oid, oid))
      return _ (methods[i].name);
  }

  return oid;
}

static gboolean
add_description (KsExtension *self, const KsDer *description)
{
  KsDerCursor cursor;
  KsDer method, location;
  g_autofree char *oid = NULL;
  g_autoptr (KsGeneralName) name = NULL;

  ks_der_cursor_init (&cursor, description);
  if (!ks_der_cursor_take (&cursor, KS_DER_OID, &method) || !ks_der_cursor_next (&cursor, &location))
    return FALSE;
  oid = ks_der_dup_oid (&method);
  if (oid == NULL)
    return FALSE;

  name = ks_general_name_new (&location);
  if (name->type == KS_GENERAL_NAME_URI)
    ks_extension_add (self, get_method_name (oid), name->text);
  else
    ks_extension_add_name (self, get_method_name (oid), name);
  return cursor.left == 0;
}

/**
 * ks_extension_decode_information_access:
 * @self: an extension in the making
 * @element: SEQUENCE OF AccessDescription
 *
 * RFC 5280 sections 4.2.2.1 and 4.2.2.2.
 *
 * Returns: %FALSE when malformed
 */
gboolean
ks_extension_decode_information_access (KsExtension *self, const KsDer *element)
{
  KsDerCursor cursor;
  KsDer description;

  if (element->tag != KS_DER_SEQUENCE)
    return FALSE;

  ks_der_cursor_init (&cursor, element);
  while (ks_der_cursor_take (&cursor, KS_DER_SEQUENCE, &description)) {
    if (!add_description (self, &description))
      return FALSE;
  }

  return cursor.left == 0;
}
