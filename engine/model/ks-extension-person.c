/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-config.h"

#include <glib/gi18n-lib.h>
#include "ks-asn1-text.h"
#include "ks-extension-private.h"
#include "ks-time.h"

#define TAG_GENERALIZED_TIME 0x18

typedef struct {
  const char *oid;
  const char *name;
} Word;

/* ETSI EN 319 412-5, ETSI TS 119 495, RFC 3739. */
static const Word statements[] = {
  { "0.4.0.1862.1.1", N_ ("Qualified certificate of the EU") },
  { "0.4.0.1862.1.2", N_ ("Limit on the value of transactions") },
  { "0.4.0.1862.1.3", N_ ("Years that the CA keeps its records") },
  { "0.4.0.1862.1.4", N_ ("The key is in a qualified signature device") },
  { "0.4.0.1862.1.5", N_ ("Disclosure statement") },
  { "0.4.0.1862.1.6", N_ ("Type") },
  { "0.4.0.1862.1.7", N_ ("Country of the law") },
  { "0.4.0.19495.2", N_ ("Payment services") },
  { "1.3.6.1.5.5.7.11.1", N_ ("Qualified certificate, version 1") },
  { "1.3.6.1.5.5.7.11.2", N_ ("Qualified certificate, version 2") },
};

static const Word statement_types[] = {
  { "0.4.0.1862.1.6.1", N_ ("Electronic signature") },
  { "0.4.0.1862.1.6.2", N_ ("Electronic seal") },
  { "0.4.0.1862.1.6.3", N_ ("Website") },
};

/* RFC 3739 section 3.2.2. */
static const Word attributes[] = {
  { "1.3.6.1.5.5.7.9.1", N_ ("Date of birth") },
  { "1.3.6.1.5.5.7.9.2", N_ ("Place of birth") },
  { "1.3.6.1.5.5.7.9.3", N_ ("Gender") },
  { "1.3.6.1.5.5.7.9.4", N_ ("Country of citizenship") },
  { "1.3.6.1.5.5.7.9.5", N_ ("Country of residence") },
};

static const char *
find_word (const Word *words, gsize n_words, const char *oid)
{
  for (gsize i = 0; i < n_words; i++) {
    if (g_str_equal (words[i].oid, oid))
      return _ (words[i].name);
  }

  return oid;
}

/* Numbers, types, times and strings as they are; whatever is built of more than one thing as hex. */
static char *
dup_value (const KsDer *value)
{
  g_autofree char *text = NULL;
  guint number;

  if (value->tag == KS_DER_OID) {
    g_autofree char *oid = ks_der_dup_oid (value);

    if (oid != NULL)
      text = g_strdup (find_word (statement_types, G_N_ELEMENTS (statement_types), oid));
  } else if (value->tag == KS_DER_INTEGER && ks_extension_read_small (value, &number)) {
    text = g_strdup_printf ("%u", number);
  } else if (value->tag == TAG_GENERALIZED_TIME) {
    text = ks_time_to_rfc3339 (ks_time_from_der (value->tag, value->content, value->size));
  }

  return text != NULL ? g_steal_pointer (&text) : ks_asn1_text_dup (value);
}

static void
add_value (KsExtension *self, const char *label, const KsDer *value)
{
  ks_extension_take (self, label, dup_value (value));
}

/* A list of values one level deep is shown value by value: types, countries, addresses. */
static void
add_values (KsExtension *self, const char *label, const KsDer *value)
{
  KsDerCursor cursor;
  KsDer part;

  if (value->tag != KS_DER_SEQUENCE) {
    add_value (self, label, value);
    return;
  }

  ks_der_cursor_init (&cursor, value);
  while (ks_der_cursor_next (&cursor, &part)) {
    KsDerCursor inner;
    KsDer first;

    ks_der_cursor_init (&inner, &part);
    if (part.tag == KS_DER_SEQUENCE && ks_der_cursor_next (&inner, &first))
      add_value (self, label, &first);
    else
      add_value (self, label, &part);
  }
}

static gboolean
add_statement (KsExtension *self, const KsDer *statement)
{
  KsDerCursor cursor;
  KsDer type, value;
  g_autofree char *oid = NULL;
  const char *name;

  ks_der_cursor_init (&cursor, statement);
  if (!ks_der_cursor_take (&cursor, KS_DER_OID, &type))
    return FALSE;
  oid = ks_der_dup_oid (&type);
  if (oid == NULL)
    return FALSE;

  name = find_word (statements, G_N_ELEMENTS (statements), oid);
  if (ks_der_cursor_next (&cursor, &value))
    add_values (self, name, &value);
  else
    ks_extension_add (self, "", name);
  return cursor.left == 0;
}

/**
 * ks_extension_decode_qualified:
 * @self: an extension in the making
 * @element: QCStatements
 *
 * RFC 3739 section 3.2.6.
 *
 * Returns: %FALSE when malformed
 */
gboolean
ks_extension_decode_qualified (KsExtension *self, const KsDer *element)
{
  KsDerCursor cursor;
  KsDer statement;

  if (element->tag != KS_DER_SEQUENCE)
    return FALSE;

  ks_der_cursor_init (&cursor, element);
  while (ks_der_cursor_take (&cursor, KS_DER_SEQUENCE, &statement)) {
    if (!add_statement (self, &statement))
      return FALSE;
  }

  return cursor.left == 0;
}

/* Attribute ::= SEQUENCE { type OID, values SET OF ANY } */
static gboolean
add_attribute (KsExtension *self, const KsDer *attribute)
{
  KsDerCursor cursor, values;
  KsDer type, set, value;
  g_autofree char *oid = NULL;

  ks_der_cursor_init (&cursor, attribute);
  if (!ks_der_cursor_take (&cursor, KS_DER_OID, &type) || !ks_der_cursor_take (&cursor, KS_DER_SET, &set))
    return FALSE;
  oid = ks_der_dup_oid (&type);
  if (oid == NULL)
    return FALSE;

  ks_der_cursor_init (&values, &set);
  while (ks_der_cursor_next (&values, &value))
    add_value (self, find_word (attributes, G_N_ELEMENTS (attributes), oid), &value);

  return values.left == 0 && cursor.left == 0;
}

/**
 * ks_extension_decode_directory_attributes:
 * @self: an extension in the making
 * @element: SubjectDirectoryAttributes
 *
 * RFC 5280 section 4.2.1.8.
 *
 * Returns: %FALSE when malformed
 */
gboolean
ks_extension_decode_directory_attributes (KsExtension *self, const KsDer *element)
{
  KsDerCursor cursor;
  KsDer attribute;

  if (element->tag != KS_DER_SEQUENCE)
    return FALSE;

  ks_der_cursor_init (&cursor, element);
  while (ks_der_cursor_take (&cursor, KS_DER_SEQUENCE, &attribute)) {
    if (!add_attribute (self, &attribute))
      return FALSE;
  }

  return cursor.left == 0 && self->fields->len > 0;
}
