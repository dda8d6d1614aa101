/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-config.h"

#include "ks-java-serial-private.h"

#include <string.h>

#include "ks-modified-utf8.h"

/**
 * ks_java_object_free:
 * @self: (transfer full) (nullable): an object
 *
 * Frees it.
 */
void
ks_java_object_free (KsJavaObject *self)
{
  if (self == NULL)
    return;

  g_array_unref (self->parts);
  g_array_unref (self->fields);
  g_array_unref (self->slots);
  g_free (self);
}

static gboolean
equals (const guint8 *data, gsize size, const char *text)
{
  return size == strlen (text) && memcmp (data, text, size) == 0;
}

/**
 * ks_java_object_dup_class:
 * @self: an object
 *
 * Returns: (transfer full) (nullable): the name of its class; %NULL for what is no object of a class
 */
char *
ks_java_object_dup_class (KsJavaObject *self)
{
  const KsJavaPart *class = self->class != KS_JAVA_NOTHING ? ks_java_part_at (self, self->class) : NULL;
  gsize bad;

  if (class == NULL || class->data == NULL)
    return NULL;

  return ks_modified_utf8_decode (class->data, class->size, &bad);
}

/**
 * ks_java_object_is_a:
 * @self: an object
 * @class_name: a class
 *
 * Returns: whether @class_name is its class or one above it
 */
gboolean
ks_java_object_is_a (KsJavaObject *self, const char *class_name)
{
  for (guint class = self->class; class != KS_JAVA_NOTHING; class = ks_java_part_at (self, class)->super)
    if (equals (ks_java_part_at (self, class)->data, ks_java_part_at (self, class)->size, class_name))
      return TRUE;

  return FALSE;
}

static const KsJavaPart *
find (KsJavaObject *self, const char *field)
{
  for (guint i = 0; i < self->slots->len; i++) {
    const KsJavaSlot *slot = &g_array_index (self->slots, KsJavaSlot, i);
    const KsJavaField *candidate = ks_java_field_at (self, slot->field);

    if (equals (candidate->name, candidate->size, field))
      return ks_java_part_at (self, slot->part);
  }

  return NULL;
}

/**
 * ks_java_object_dup_text:
 * @self: an object
 * @field: name of a field
 *
 * Returns: (transfer full) (nullable): the text in it, or the name of the constant; %NULL when there is none
 */
char *
ks_java_object_dup_text (KsJavaObject *self, const char *field)
{
  const KsJavaPart *part = find (self, field);
  gsize bad;

  if (part != NULL && part->kind == KS_JAVA_ENUM && part->text != KS_JAVA_NOTHING)
    part = ks_java_part_at (self, part->text);
  if (part == NULL || part->kind != KS_JAVA_TEXT)
    return NULL;

  return ks_modified_utf8_decode (part->data, part->size, &bad);
}

/**
 * ks_java_object_get_bytes:
 * @self: an object
 * @field: name of a field
 * @size: (out): how many bytes
 *
 * Returns: (transfer none) (nullable): the bytes, in those that the object was read from; %NULL when there are none
 */
const guint8 *
ks_java_object_get_bytes (KsJavaObject *self, const char *field, gsize *size)
{
  const KsJavaPart *part = find (self, field);

  *size = 0;
  if (part == NULL || part->kind != KS_JAVA_BYTES)
    return NULL;

  *size = part->size;
  return part->data;
}
