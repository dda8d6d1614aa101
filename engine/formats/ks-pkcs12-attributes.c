/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "ks-error.h"
#include "ks-pkcs12-private.h"

#define TAG_UTF8_STRING 0x0c
#define TAG_BMP_STRING 0x1e

/* UTF-16BE as it is found, unpaired surrogates included: an alias has to be valid UTF-8. */
static char *
decode_wide (const KsDer *value)
{
  GString *text = g_string_new (NULL);

  for (gsize i = 0; i + 1 < value->size; i += 2) {
    gunichar unit = (gunichar) (value->content[i] << 8 | value->content[i + 1]);

    if (unit >= 0xd800 && unit < 0xdc00 && i + 3 < value->size && (value->content[i + 2] & 0xfc) == 0xdc) {
      gunichar low = (gunichar) (value->content[i + 2] << 8 | value->content[i + 3]);

      unit = 0x10000 + ((unit - 0xd800) << 10) + (low - 0xdc00);
      i += 2;
    }
    g_string_append_unichar (text, unit == 0 || (unit >= 0xd800 && unit < 0xe000) ? 0xfffd : unit);
  }

  return g_string_free_and_steal (text);
}

/* RFC 2985 section 5.5.1 says BMPString; some programs write other strings. */
static char *
decode_name (const KsDer *value)
{
  char *text;

  if (value->tag == TAG_BMP_STRING)
    return decode_wide (value);

  text = g_utf8_make_valid ((const char *) value->content, (gssize) value->size);
  return text;
}

/* The first value of one Attribute. */
static gboolean
split_attribute (const KsDer *attribute, KsDer *oid, KsDer *value)
{
  KsDerCursor cursor;
  KsDer values;

  if (attribute->tag != KS_DER_SEQUENCE)
    return FALSE;
  ks_der_cursor_init (&cursor, attribute);
  if (!ks_der_cursor_take (&cursor, KS_DER_OID, oid) || !ks_der_cursor_take (&cursor, KS_DER_SET, &values))
    return FALSE;
  ks_der_cursor_init (&cursor, &values);

  return ks_der_cursor_next (&cursor, value);
}

static gboolean
open_set (GBytes *set, KsDerCursor *cursor)
{
  gsize size;
  const guint8 *data;
  KsDer element;

  if (set == NULL)
    return FALSE;
  data = g_bytes_get_data (set, &size);
  if (!ks_der_parse (data, size, &element) || element.tag != KS_DER_SET)
    return FALSE;
  ks_der_cursor_init (cursor, &element);

  return TRUE;
}

/**
 * ks_pkcs12_attributes_parse:
 * @self: (out): what is found
 * @set: (nullable): the SET element of a bag's attributes
 *
 * Reads the attributes that mean something for a keystore; the rest stays in @set.
 */
void
ks_pkcs12_attributes_parse (KsPkcs12Attributes *self, GBytes *set)
{
  KsDerCursor cursor;
  KsDer attribute, oid, value;

  memset (self, 0, sizeof *self);
  if (!open_set (set, &cursor))
    return;

  while (ks_der_cursor_next (&cursor, &attribute)) {
    if (!split_attribute (&attribute, &oid, &value))
      continue;
    if (self->friendly_name == NULL && ks_pkcs12_is_oid (&oid, KS_OID_FRIENDLY_NAME))
      self->friendly_name = decode_name (&value);
    else if (self->local_key_id == NULL && ks_pkcs12_is_oid (&oid, KS_OID_LOCAL_KEY_ID))
      self->local_key_id = g_bytes_new (value.content, value.size);
    else if (ks_pkcs12_is_oid (&oid, KS_OID_TRUSTED_KEY_USAGE))
      self->is_trusted = TRUE;
  }
}

/**
 * ks_pkcs12_attributes_clear:
 * @self: attributes
 *
 * Frees what ks_pkcs12_attributes_parse() has allocated.
 */
void
ks_pkcs12_attributes_clear (KsPkcs12Attributes *self)
{
  g_clear_pointer (&self->friendly_name, g_free);
  g_clear_pointer (&self->local_key_id, g_bytes_unref);
}

/**
 * ks_pkcs12_time_of_key_id:
 * @local_key_id: (nullable): content of a localKeyID
 *
 * Java keeps an entry's date in there, as “Time ” and milliseconds.
 *
 * Returns: milliseconds, 0 when it is something else
 */
gint64
ks_pkcs12_time_of_key_id (GBytes *local_key_id)
{
  gsize size = 0;
  const char *data = local_key_id != NULL ? g_bytes_get_data (local_key_id, &size) : NULL;
  g_autofree char *text = NULL;
  gint64 time = 0;

  if (size < 6 || size > 25 || memcmp (data, "Time ", 5) != 0)
    return 0;

  text = g_strndup (data + 5, size - 5);
  return g_ascii_string_to_signed (text, 10, G_MININT64, G_MAXINT64, &time, NULL) ? time : 0;
}

/* @value: (transfer full): the one value, as an element */
static void
put_attribute (KsWriter *writer, const char *oid, KsWriter *value)
{
  KsWriter *attribute = ks_writer_new (64);

  ks_der_put_oid (attribute, oid);
  ks_der_put_nested (attribute, KS_DER_SET, value);
  ks_der_put_nested (writer, KS_DER_SEQUENCE, attribute);
}

static gboolean
put_name (KsWriter *writer, const char *name, GError **error)
{
  glong length = 0;
  g_autofree gunichar2 *wide = g_utf8_to_utf16 (name, -1, NULL, &length, NULL);
  KsWriter *text, *value;

  if (wide == NULL) {
    g_set_error_literal (error, KS_ERROR, KS_ERROR_UNSUPPORTED,
                         _ ("A PKCS #12 file cannot hold this alias, because it is no valid text."));
    return FALSE;
  }

  text = ks_writer_new ((gsize) length * 2);
  for (glong i = 0; i < length; i++)
    ks_writer_write_u16 (text, wide[i]);
  value = ks_writer_new ((gsize) length * 2 + 8);
  ks_der_put_nested (value, TAG_BMP_STRING, text);
  put_attribute (writer, KS_OID_FRIENDLY_NAME, value);

  return TRUE;
}

static void
put_key_id (KsWriter *writer, GBytes *id)
{
  KsWriter *value = ks_writer_new (32);
  gsize size;
  const void *data = g_bytes_get_data (id, &size);

  ks_der_put (value, KS_DER_OCTET_STRING, data, size);
  put_attribute (writer, KS_OID_LOCAL_KEY_ID, value);
}

static void
put_trust (KsWriter *writer)
{
  KsWriter *value = ks_writer_new (16);

  ks_der_put_oid (value, KS_OID_ANY_EXTENDED_KEY_USAGE);
  put_attribute (writer, KS_OID_TRUSTED_KEY_USAGE, value);
}

/* The attributes that stay as they are. */
static void
copy_others (KsWriter *writer, GBytes *set, const char *name, GBytes *key_id, KsPkcs12Trust trust)
{
  KsDerCursor cursor;
  KsDer attribute, oid, value;

  if (!open_set (set, &cursor))
    return;

  while (ks_der_cursor_next (&cursor, &attribute)) {
    if (split_attribute (&attribute, &oid, &value) &&
        ((name != NULL && ks_pkcs12_is_oid (&oid, KS_OID_FRIENDLY_NAME)) ||
         (key_id != NULL && ks_pkcs12_is_oid (&oid, KS_OID_LOCAL_KEY_ID)) ||
         (trust != KS_PKCS12_TRUST_AS_IT_IS && ks_pkcs12_is_oid (&oid, KS_OID_TRUSTED_KEY_USAGE))))
      continue;
    ks_writer_write (writer, attribute.start, attribute.full_size);
  }
}

/**
 * ks_pkcs12_attributes_make:
 * @set: (nullable): attributes as they were read
 * @friendly_name: (nullable): a new name
 * @local_key_id: (nullable): a new localKeyID
 * @trust: whether to mark a certificate as trusted for everything, as Java does, or to take such a mark away
 * @error: KS_ERROR_UNSUPPORTED when the name is no text
 *
 * The attributes of @set with some of them exchanged.
 *
 * Returns: (transfer full): a SET element, perhaps an empty one
 */
GBytes *
ks_pkcs12_attributes_make (GBytes *set,
                           const char *friendly_name,
                           GBytes *local_key_id,
                           KsPkcs12Trust trust,
                           GError **error)
{
  g_autoptr (KsWriter) writer = ks_writer_new (256);
  KsWriter *all = ks_writer_new (256);

  if (friendly_name != NULL && !put_name (all, friendly_name, error)) {
    ks_writer_free (all);
    return NULL;
  }
  if (local_key_id != NULL)
    put_key_id (all, local_key_id);
  if (trust == KS_PKCS12_TRUST_ADD)
    put_trust (all);
  copy_others (all, set, friendly_name, local_key_id, trust);
  ks_der_put_nested (writer, KS_DER_SET, all);

  return ks_writer_steal_bytes (writer);
}
