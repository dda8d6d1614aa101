/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-config.h"

#include "ks-java-serial-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "ks-error.h"

/* A sealed key has eight parts, three deep. */
#define MAX_DEPTH 32
#define MAX_PARTS 4096
#define MAX_SUPERCLASSES 16

#define MAGIC 0xaced
#define VERSION 5
#define FIRST_HANDLE 0x7e0000

/* What a part begins with; section 6.4.2. */
enum {
  TC_NULL = 0x70,
  TC_REFERENCE,
  TC_CLASSDESC,
  TC_OBJECT,
  TC_STRING,
  TC_ARRAY,
  TC_CLASS,
  TC_BLOCKDATA,
  TC_ENDBLOCKDATA,
  TC_RESET,
  TC_BLOCKDATALONG,
  TC_EXCEPTION,
  TC_LONGSTRING,
  TC_PROXYCLASSDESC,
  TC_ENUM,
};

enum {
  SC_WRITE_METHOD = 1 << 0,
  SC_SERIALIZABLE = 1 << 1,
  SC_EXTERNALIZABLE = 1 << 2,
  SC_BLOCK_DATA = 1 << 3,
};

static gboolean read_part (KsJavaObject *self, guint depth, guint *part, GError **error);

static gboolean
fail_malformed (KsJavaObject *self, gsize offset, GError **error)
{
  g_set_error (error, KS_ERROR, KS_ERROR_MALFORMED, _ ("the stored Java object is damaged at byte %zu."),
               offset);
  return FALSE;
}

static gboolean
add_part (KsJavaObject *self, KsJavaPartKind kind, guint *index, GError **error)
{
  const KsJavaPart part = { .kind = kind,
                            .text = KS_JAVA_NOTHING,
                            .super = KS_JAVA_NOTHING,
                            .is_complete = kind != KS_JAVA_CLASS };

  if (self->parts->len >= MAX_PARTS) {
    g_set_error (error, KS_ERROR, KS_ERROR_TOO_LARGE,
                 _ ("the stored Java object at byte %zu has more than %d parts, which is the limit."),
                 self->reader->offset, MAX_PARTS);
    return FALSE;
  }

  *index = self->parts->len;
  g_array_append_val (self->parts, part);
  return TRUE;
}

/* Passes over @size bytes; @data may be NULL. */
static gboolean
take (KsJavaObject *self, guint64 size, const guint8 **data, GError **error)
{
  KsReader *reader = self->reader;
  const guint8 *place = reader->data + reader->offset;
  g_autoptr (GBytes) bytes =
    ks_reader_read_bytes (reader, "Java object", size <= G_MAXSIZE ? (gsize) size : G_MAXSIZE, error);

  if (bytes == NULL)
    return FALSE;
  if (data != NULL)
    *data = place;

  return TRUE;
}

static gboolean
take_name (KsJavaObject *self, const guint8 **data, gsize *size, GError **error)
{
  guint16 length;

  if (!ks_reader_read_u16 (self->reader, "Java name", &length, error) || !take (self, length, data, error))
    return FALSE;

  *size = length;
  return TRUE;
}

static gboolean
read_reference (KsJavaObject *self, guint *part, GError **error)
{
  gsize offset = self->reader->offset;
  guint32 handle;

  if (!ks_reader_read_u32 (self->reader, "Java reference", &handle, error))
    return FALSE;
  if (handle < FIRST_HANDLE || handle - FIRST_HANDLE >= self->parts->len)
    return fail_malformed (self, offset, error);

  *part = handle - FIRST_HANDLE;
  return TRUE;
}

static gboolean
read_text (KsJavaObject *self, gboolean is_long, guint *part, GError **error)
{
  guint64 long_size = 0;
  guint16 size = 0;
  const guint8 *data;

  if (!add_part (self, KS_JAVA_TEXT, part, error))
    return FALSE;
  if (is_long ? !ks_reader_read_u64 (self->reader, "Java text", &long_size, error)
              : !ks_reader_read_u16 (self->reader, "Java text", &size, error))
    return FALSE;
  if (!is_long)
    long_size = size;
  if (!take (self, long_size, &data, error))
    return FALSE;

  ks_java_part_at (self, *part)->data = data;
  ks_java_part_at (self, *part)->size = (gsize) long_size;
  return TRUE;
}

/* What a class has written beside its fields, to its end. */
static gboolean
read_annotation (KsJavaObject *self, guint depth, GError **error)
{
  KsReader *reader = self->reader;
  guint8 tag = 0;

  while (ks_reader_read_u8 (reader, "Java object", &tag, error)) {
    guint8 small;
    guint32 size;
    guint part;

    if (tag == TC_ENDBLOCKDATA)
      return TRUE;

    if (tag == TC_BLOCKDATA) {
      if (!ks_reader_read_u8 (reader, "Java data", &small, error) || !take (self, small, NULL, error))
        return FALSE;
    } else if (tag == TC_BLOCKDATALONG) {
      if (!ks_reader_read_u32 (reader, "Java data", &size, error) || !take (self, size, NULL, error))
        return FALSE;
    } else {
      reader->offset--;
      if (!read_part (self, depth + 1, &part, error))
        return FALSE;
    }
  }

  return FALSE;
}

static gboolean
read_field (KsJavaObject *self, GError **error)
{
  KsReader *reader = self->reader;
  gsize offset = reader->offset;
  KsJavaField field = { 0 };
  guint8 type, tag;
  guint part;

  if (!ks_reader_read_u8 (reader, "Java field", &type, error) ||
      !take_name (self, &field.name, &field.size, error))
    return FALSE;
  if (strchr ("BCDFIJSZL[", type) == NULL || type == '\0')
    return fail_malformed (self, offset, error);

  field.type = (char) type;
  g_array_append_val (self->fields, field);
  if (type != 'L' && type != '[')
    return TRUE;

  /* The name of the type, which is a text or a reference to one. */
  offset = reader->offset;
  if (!ks_reader_read_u8 (reader, "Java type", &tag, error))
    return FALSE;
  if (tag == TC_STRING)
    return read_text (self, FALSE, &part, error);
  if (tag != TC_REFERENCE)
    return fail_malformed (self, offset, error);

  return read_reference (self, &part, error) &&
         (ks_java_part_at (self, part)->kind == KS_JAVA_TEXT || fail_malformed (self, offset, error));
}

static gboolean read_class (KsJavaObject *self, guint depth, guint *class, GError **error);

/* What is the same for all kinds of classes: annotation, and the class above. */
static gboolean
finish_class (KsJavaObject *self, guint depth, guint class, GError **error)
{
  guint super;
  gsize offset;

  if (!read_annotation (self, depth, error))
    return FALSE;
  offset = self->reader->offset;
  if (!read_class (self, depth + 1, &super, error))
    return FALSE;

  if (super != KS_JAVA_NOTHING) {
    ks_java_part_at (self, class)->super = super;
    ks_java_part_at (self, class)->n_super = ks_java_part_at (self, super)->n_super + 1;
    if (ks_java_part_at (self, class)->n_super > MAX_SUPERCLASSES)
      return fail_malformed (self, offset, error);
  }
  ks_java_part_at (self, class)->is_complete = TRUE;

  return TRUE;
}

static gboolean
read_new_class (KsJavaObject *self, guint depth, guint *class, GError **error)
{
  const guint8 *name;
  gsize size;
  guint64 version;
  guint8 flags;
  guint16 count;
  guint first = self->fields->len;

  if (!take_name (self, &name, &size, error) ||
      !ks_reader_read_u64 (self->reader, "Java class version", &version, error) ||
      !add_part (self, KS_JAVA_CLASS, class, error) ||
      !ks_reader_read_u8 (self->reader, "Java class flags", &flags, error) ||
      !ks_reader_read_u16 (self->reader, "Java fields", &count, error))
    return FALSE;
  for (guint16 i = 0; i < count; i++)
    if (!read_field (self, error))
      return FALSE;

  ks_java_part_at (self, *class)->data = name;
  ks_java_part_at (self, *class)->size = size;
  ks_java_part_at (self, *class)->flags = flags;
  ks_java_part_at (self, *class)->first_field = first;
  ks_java_part_at (self, *class)->n_fields = count;

  return finish_class (self, depth, *class, error);
}

static gboolean
read_proxy_class (KsJavaObject *self, guint depth, guint *class, GError **error)
{
  guint32 count;

  if (!add_part (self, KS_JAVA_CLASS, class, error) ||
      !ks_reader_read_u32 (self->reader, "Java interfaces", &count, error))
    return FALSE;
  for (guint32 i = 0; i < count; i++) {
    const guint8 *name;
    gsize size;

    if (!take_name (self, &name, &size, error))
      return FALSE;
  }
  ks_java_part_at (self, *class)->flags = SC_SERIALIZABLE;

  return finish_class (self, depth, *class, error);
}

static gboolean
check_depth (KsJavaObject *self, guint depth, GError **error)
{
  if (depth <= MAX_DEPTH)
    return TRUE;

  g_set_error (error, KS_ERROR, KS_ERROR_TOO_LARGE,
               _ ("the stored Java object is nested deeper than %d at byte %zu."), MAX_DEPTH,
               self->reader->offset);
  return FALSE;
}

/* @class: KS_JAVA_NOTHING where there is none */
static gboolean
read_class (KsJavaObject *self, guint depth, guint *class, GError **error)
{
  gsize offset = self->reader->offset;
  guint8 tag;

  *class = KS_JAVA_NOTHING;
  if (!check_depth (self, depth, error) || !ks_reader_read_u8 (self->reader, "Java class", &tag, error))
    return FALSE;

  switch (tag) {
  case TC_NULL:
    return TRUE;
  case TC_CLASSDESC:
    return read_new_class (self, depth, class, error);
  case TC_PROXYCLASSDESC:
    return read_proxy_class (self, depth, class, error);
  case TC_REFERENCE:
    return read_reference (self, class, error) && ((ks_java_part_at (self, *class)->kind == KS_JAVA_CLASS &&
                                                    ks_java_part_at (self, *class)->is_complete) ||
                                                   fail_malformed (self, offset, error));
  default:
    return fail_malformed (self, offset, error);
  }
}

static guint
size_of_type (char type)
{
  static const struct {
    char type;
    guint8 size;
  } sizes[] = {
    { 'B', 1 }, { 'C', 2 }, { 'D', 8 }, { 'F', 4 }, { 'I', 4 }, { 'J', 8 }, { 'S', 2 }, { 'Z', 1 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++)
    if (sizes[i].type == type)
      return sizes[i].size;

  return 0;
}

/* The fields of one class of an object: first the plain ones, as Java sorts them, which is also the order in the class. */
static gboolean
read_fields (KsJavaObject *self, guint depth, guint class, gboolean is_root, GError **error)
{
  guint first = ks_java_part_at (self, class)->first_field, count = ks_java_part_at (self, class)->n_fields;

  for (guint i = first; i < first + count; i++) {
    guint size = size_of_type (ks_java_field_at (self, i)->type);
    KsJavaSlot slot = { i, KS_JAVA_NOTHING };

    if (size > 0 ? !take (self, size, NULL, error) : !read_part (self, depth + 1, &slot.part, error))
      return FALSE;
    if (is_root && slot.part != KS_JAVA_NOTHING)
      g_array_append_val (self->slots, slot);
  }

  return TRUE;
}

static gboolean
read_class_data (KsJavaObject *self, guint depth, guint class, gboolean is_root, GError **error)
{
  guint8 flags = ks_java_part_at (self, class)->flags;

  if ((flags & SC_EXTERNALIZABLE) != 0 && (flags & SC_BLOCK_DATA) == 0) {
    g_set_error (error, KS_ERROR, KS_ERROR_UNSUPPORTED,
                 _ ("the stored Java object at byte %zu does not say where it ends."), self->reader->offset);
    return FALSE;
  }
  if ((flags & SC_SERIALIZABLE) != 0 && !read_fields (self, depth, class, is_root, error))
    return FALSE;
  if ((flags & (SC_WRITE_METHOD | SC_EXTERNALIZABLE)) != 0)
    return read_annotation (self, depth, error);

  return TRUE;
}

/* The classes of an object write one after the other, the uppermost first. */
static gboolean
read_new_object (KsJavaObject *self, guint depth, guint *part, GError **error)
{
  gsize offset = self->reader->offset;
  gboolean is_root = depth == 0;
  guint classes[MAX_SUPERCLASSES + 1];
  guint class, count = 0;

  if (!read_class (self, depth + 1, &class, error) || !add_part (self, KS_JAVA_OTHER, part, error))
    return FALSE;
  if (class == KS_JAVA_NOTHING)
    return fail_malformed (self, offset, error);

  if (is_root)
    self->class = class;
  for (; class != KS_JAVA_NOTHING; class = ks_java_part_at (self, class)->super)
    classes[count++] = class;
  while (count > 0)
    if (!read_class_data (self, depth, classes[--count], is_root, error))
      return FALSE;

  return TRUE;
}

static gboolean
read_array (KsJavaObject *self, guint depth, guint *part, GError **error)
{
  gsize offset = self->reader->offset;
  guint class, size;
  guint32 count;
  const guint8 *data;
  const KsJavaPart *type;

  if (!read_class (self, depth + 1, &class, error) || !add_part (self, KS_JAVA_OTHER, part, error) ||
      !ks_reader_read_u32 (self->reader, "Java array", &count, error))
    return FALSE;
  type = class != KS_JAVA_NOTHING ? ks_java_part_at (self, class) : NULL;
  if (type == NULL || type->size < 2 || type->data[0] != '[' || count > G_MAXINT32)
    return fail_malformed (self, offset, error);

  size = size_of_type ((char) type->data[1]);
  if (size > 0) {
    if (!take (self, (guint64) count * size, &data, error))
      return FALSE;
    if (type->data[1] == 'B')
      *ks_java_part_at (self, *part) =
        (KsJavaPart) { .kind = KS_JAVA_BYTES, .data = data, .size = count, .text = KS_JAVA_NOTHING };
    return TRUE;
  }
  for (guint32 i = 0; i < count; i++) {
    guint element;

    if (!read_part (self, depth + 1, &element, error))
      return FALSE;
  }

  return TRUE;
}

static gboolean
read_enum (KsJavaObject *self, guint depth, guint *part, GError **error)
{
  gsize offset = self->reader->offset;
  guint class, text;

  if (!read_class (self, depth + 1, &class, error) || !add_part (self, KS_JAVA_ENUM, part, error) ||
      !read_part (self, depth + 1, &text, error))
    return FALSE;
  if (class == KS_JAVA_NOTHING || text == KS_JAVA_NOTHING ||
      ks_java_part_at (self, text)->kind != KS_JAVA_TEXT)
    return fail_malformed (self, offset, error);

  ks_java_part_at (self, *part)->text = text;
  return TRUE;
}

/* @part: KS_JAVA_NOTHING for null */
static gboolean
read_part (KsJavaObject *self, guint depth, guint *part, GError **error)
{
  gsize offset = self->reader->offset;
  guint class;
  guint8 tag;

  *part = KS_JAVA_NOTHING;
  if (!check_depth (self, depth, error) || !ks_reader_read_u8 (self->reader, "Java object", &tag, error))
    return FALSE;

  switch (tag) {
  case TC_NULL:
    return TRUE;
  case TC_REFERENCE:
    return read_reference (self, part, error);
  case TC_OBJECT:
    return read_new_object (self, depth, part, error);
  case TC_STRING:
  case TC_LONGSTRING:
    return read_text (self, tag == TC_LONGSTRING, part, error);
  case TC_ARRAY:
    return read_array (self, depth, part, error);
  case TC_ENUM:
    return read_enum (self, depth, part, error);
  case TC_CLASS:
    return read_class (self, depth + 1, &class, error) && add_part (self, KS_JAVA_OTHER, part, error);
  case TC_CLASSDESC:
  case TC_PROXYCLASSDESC:
    self->reader->offset = offset;
    return read_class (self, depth, part, error);
  default:
    return fail_malformed (self, offset, error);
  }
}

/**
 * ks_java_object_read:
 * @reader: a reader at the header of a stream; behind the object afterwards
 * @error: return location
 *
 * Reads a stream that has one object (Java Object Serialization Specification, section 6.4). Where a stream ends is known only
 * to who has followed all of it, because files put no length before it.
 *
 * Returns: (transfer full): the object; %NULL with %KS_ERROR_TRUNCATED, %KS_ERROR_MALFORMED, %KS_ERROR_TOO_LARGE or
 *   %KS_ERROR_UNSUPPORTED
 */
KsJavaObject *
ks_java_object_read (KsReader *reader, GError **error)
{
  g_autoptr (KsJavaObject) self = g_new0 (KsJavaObject, 1);
  gsize offset = reader->offset;
  guint16 magic, version;
  guint part;

  self->reader = reader;
  self->parts = g_array_new (FALSE, FALSE, sizeof (KsJavaPart));
  self->fields = g_array_new (FALSE, FALSE, sizeof (KsJavaField));
  self->slots = g_array_new (FALSE, FALSE, sizeof (KsJavaSlot));
  self->class = KS_JAVA_NOTHING;

  if (!ks_reader_read_u16 (reader, "Java stream", &magic, error) ||
      !ks_reader_read_u16 (reader, "Java stream", &version, error))
    return NULL;
  if (magic != MAGIC || version != VERSION) {
    fail_malformed (self, offset, error);
    return NULL;
  }
  if (!read_part (self, 0, &part, error))
    return NULL;

  self->reader = NULL;
  return g_steal_pointer (&self);
}
