/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-config.h"

#include "ks-writer.h"

#include "ks-error.h"
#include "ks-modified-utf8.h"

#include <glib/gi18n-lib.h>
#include <openssl/crypto.h>
#include <string.h>

struct _KsWriter {
  guint8 *data;
  gsize size;
  gsize capacity;
};

/* What a GBytes made from a writer needs to wipe itself. */
typedef struct {
  guint8 *data;
  gsize capacity;
} Wiped;

static void
wipe (guint8 *data, gsize capacity)
{
  if (data != NULL)
    OPENSSL_cleanse (data, capacity);
  g_free (data);
}

static void
wiped_free (gpointer pointer)
{
  Wiped *wiped = pointer;

  wipe (wiped->data, wiped->capacity);
  g_free (wiped);
}

/* Not g_realloc(): it would leave a copy of the old content behind. */
static void
grow (KsWriter *self, gsize more)
{
  guint8 *data;
  gsize capacity;

  g_assert (more <= G_MAXSIZE / 2 - self->size);
  if (self->size + more <= self->capacity)
    return;

  capacity = MAX (self->size + more, self->capacity * 2);
  data = g_malloc (capacity);
  if (self->size > 0)
    memcpy (data, self->data, self->size);
  wipe (self->data, self->capacity);
  self->data = data;
  self->capacity = capacity;
}

/**
 * ks_writer_new:
 * @reserve: expected size in bytes; 0 if not known
 *
 * Makes an empty buffer.
 *
 * Returns: (transfer full): the writer
 */
KsWriter *
ks_writer_new (gsize reserve)
{
  KsWriter *self = g_new0 (KsWriter, 1);

  grow (self, MAX (reserve, 64));
  return self;
}

/**
 * ks_writer_free:
 * @self: (transfer full) (nullable): a writer
 *
 * Wipes and frees it.
 */
void
ks_writer_free (KsWriter *self)
{
  if (self == NULL)
    return;

  wipe (self->data, self->capacity);
  g_free (self);
}

/**
 * ks_writer_write:
 * @self: a writer
 * @data: (array length=size) (nullable): bytes
 * @size: their number
 *
 * Appends bytes.
 */
void
ks_writer_write (KsWriter *self, const void *data, gsize size)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (data != NULL || size == 0);

  if (size == 0)
    return;
  grow (self, size);
  memcpy (self->data + self->size, data, size);
  self->size += size;
}

static void
write_number (KsWriter *self, guint64 value, gsize size)
{
  guint8 bytes[sizeof value];

  for (gsize i = 0; i < size; i++)
    bytes[i] = (guint8) (value >> 8 * (size - 1 - i));
  ks_writer_write (self, bytes, size);
}

/**
 * ks_writer_write_u8:
 * @self: a writer
 * @value: a number
 *
 * Appends one byte.
 */
void
ks_writer_write_u8 (KsWriter *self, guint8 value)
{
  write_number (self, value, sizeof value);
}

/**
 * ks_writer_write_u16:
 * @self: a writer
 * @value: a number
 *
 * Appends two bytes, big-endian.
 */
void
ks_writer_write_u16 (KsWriter *self, guint16 value)
{
  write_number (self, value, sizeof value);
}

/**
 * ks_writer_write_u32:
 * @self: a writer
 * @value: a number
 *
 * Appends four bytes, big-endian.
 */
void
ks_writer_write_u32 (KsWriter *self, guint32 value)
{
  write_number (self, value, sizeof value);
}

/**
 * ks_writer_write_u64:
 * @self: a writer
 * @value: a number
 *
 * Appends eight bytes, big-endian.
 */
void
ks_writer_write_u64 (KsWriter *self, guint64 value)
{
  write_number (self, value, sizeof value);
}

/**
 * ks_writer_write_bytes:
 * @self: a writer
 * @bytes: (transfer none): bytes
 *
 * Appends all of @bytes, without their length.
 */
void
ks_writer_write_bytes (KsWriter *self, GBytes *bytes)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);

  ks_writer_write (self, data, size);
}

/**
 * ks_writer_write_block:
 * @self: a writer
 * @bytes: (transfer none): bytes
 * @error: return location
 *
 * Appends the length of @bytes in four bytes, then the bytes. Errors: %KS_ERROR_TOO_LARGE; nothing is written then.
 *
 * Returns: %TRUE if the length fits
 */
gboolean
ks_writer_write_block (KsWriter *self, GBytes *bytes, GError **error)
{
  const gsize size = g_bytes_get_size (bytes);

  if (size > G_MAXINT32) {
    g_set_error (error, KS_ERROR, KS_ERROR_TOO_LARGE,
                 _ ("A part of %zu bytes is too large for this format: the limit is %d bytes"), size,
                 G_MAXINT32);
    return FALSE;
  }

  ks_writer_write_u32 (self, (guint32) size);
  ks_writer_write_bytes (self, bytes);
  return TRUE;
}

/**
 * ks_writer_write_utf:
 * @self: a writer
 * @field: what is being written, for the message
 * @utf8: text, as ks_reader_read_utf() gives it or any UTF-8
 * @error: return location
 *
 * Appends the length in two bytes and Java's modified UTF-8 (java.io.DataOutput). Nothing is cut: a longer text is
 * an error. Errors: %KS_ERROR_TOO_LARGE, %KS_ERROR_MALFORMED; nothing is written then.
 *
 * Returns: %TRUE if it was written
 */
gboolean
ks_writer_write_utf (KsWriter *self, const char *field, const char *utf8, GError **error)
{
  g_autoptr (GBytes) encoded = ks_modified_utf8_encode (utf8);

  if (encoded == NULL) {
    g_set_error (error, KS_ERROR, KS_ERROR_MALFORMED,
                 /* Translators: %s is the technical name of a part of the file, for example “alias”. */
                 _ ("“%s” is not UTF-8 text"), field);
    return FALSE;
  }
  if (g_bytes_get_size (encoded) > G_MAXUINT16) {
    g_set_error (error, KS_ERROR, KS_ERROR_TOO_LARGE,
                 /* Translators: %s is the technical name of a part of the file, for example “alias”. */
                 _ ("“%s” has %zu bytes, and this format holds no more than %d"), field,
                 g_bytes_get_size (encoded), G_MAXUINT16);
    return FALSE;
  }

  ks_writer_write_u16 (self, (guint16) g_bytes_get_size (encoded));
  ks_writer_write_bytes (self, encoded);
  return TRUE;
}

/**
 * ks_writer_get_size:
 * @self: a writer
 *
 * How much was written.
 *
 * Returns: bytes
 */
gsize
ks_writer_get_size (KsWriter *self)
{
  return self->size;
}

/**
 * ks_writer_peek:
 * @self: a writer
 *
 * What was written, valid until the next write.
 *
 * Returns: (transfer none): the bytes
 */
const guint8 *
ks_writer_peek (KsWriter *self)
{
  return self->data;
}

/**
 * ks_writer_steal_bytes:
 * @self: a writer; empty afterwards
 *
 * Takes the content out, without a copy. It is wiped when its last reference goes.
 *
 * Returns: (transfer full): the content
 */
GBytes *
ks_writer_steal_bytes (KsWriter *self)
{
  Wiped *wiped = g_new (Wiped, 1);
  const gsize size = self->size;

  wiped->data = g_steal_pointer (&self->data);
  wiped->capacity = self->capacity;
  self->size = 0;
  self->capacity = 0;
  return g_bytes_new_with_free_func (wiped->data, size, wiped_free, wiped);
}
