/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-config.h"

#include "ks-reader.h"

#include "ks-error.h"
#include "ks-modified-utf8.h"

#include <glib/gi18n-lib.h>

/**
 * ks_reader_init:
 * @self: a reader on the stack
 * @bytes: (transfer none): what to read; must outlive @self
 *
 * Starts at the first byte.
 */
void
ks_reader_init (KsReader *self, GBytes *bytes)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (bytes != NULL);

  self->bytes = bytes;
  self->data = g_bytes_get_data (bytes, &self->size);
  /* Empty bytes may have no place, and a place that is NULL cannot be counted from. */
  if (self->data == NULL)
    self->data = (const guint8 *) "";
  self->offset = 0;
}

/**
 * ks_reader_get_left:
 * @self: a reader
 *
 * How much has not been read yet.
 *
 * Returns: bytes
 */
gsize
ks_reader_get_left (const KsReader *self)
{
  return self->size - self->offset;
}

/* The only place that moves the cursor: @size bytes, or nothing. */
static const guint8 *
take (KsReader *self, const char *field, gsize size, GError **error)
{
  const guint8 *place = self->data + self->offset;
  const gsize left = ks_reader_get_left (self);

  if (size > left) {
    g_set_error (error, KS_ERROR, KS_ERROR_TRUNCATED,
                 /* Translators: %s is the technical name of a part of the file, for example “alias”. */
                 _ ("The file ends too early: “%s” at byte %zu needs %zu bytes, and %zu are left"), field,
                 self->offset, size, left);
    return NULL;
  }

  self->offset += size;
  return place;
}

static gboolean
take_number (KsReader *self, const char *field, gsize size, guint64 *value, GError **error)
{
  const guint8 *data = take (self, field, size, error);

  if (data == NULL)
    return FALSE;

  *value = 0;
  for (gsize i = 0; i < size; i++)
    *value = *value << 8 | data[i];
  return TRUE;
}

/**
 * ks_reader_read_u8:
 * @self: a reader
 * @field: what is being read, for the message
 * @value: (out): the number
 * @error: return location
 *
 * Reads one byte. Errors: %KS_ERROR_TRUNCATED; nothing has moved then.
 *
 * Returns: %TRUE if there was one
 */
gboolean
ks_reader_read_u8 (KsReader *self, const char *field, guint8 *value, GError **error)
{
  guint64 number;

  if (!take_number (self, field, sizeof *value, &number, error))
    return FALSE;
  *value = (guint8) number;
  return TRUE;
}

/**
 * ks_reader_read_u16:
 * @self: a reader
 * @field: what is being read, for the message
 * @value: (out): the number
 * @error: return location
 *
 * Reads two bytes, big-endian. Errors: %KS_ERROR_TRUNCATED; nothing has moved then.
 *
 * Returns: %TRUE if they were there
 */
gboolean
ks_reader_read_u16 (KsReader *self, const char *field, guint16 *value, GError **error)
{
  guint64 number;

  if (!take_number (self, field, sizeof *value, &number, error))
    return FALSE;
  *value = (guint16) number;
  return TRUE;
}

/**
 * ks_reader_read_u32:
 * @self: a reader
 * @field: what is being read, for the message
 * @value: (out): the number
 * @error: return location
 *
 * Reads four bytes, big-endian. Errors: %KS_ERROR_TRUNCATED; nothing has moved then.
 *
 * Returns: %TRUE if they were there
 */
gboolean
ks_reader_read_u32 (KsReader *self, const char *field, guint32 *value, GError **error)
{
  guint64 number;

  if (!take_number (self, field, sizeof *value, &number, error))
    return FALSE;
  *value = (guint32) number;
  return TRUE;
}

/**
 * ks_reader_read_u64:
 * @self: a reader
 * @field: what is being read, for the message
 * @value: (out): the number
 * @error: return location
 *
 * Reads eight bytes, big-endian. Errors: %KS_ERROR_TRUNCATED; nothing has moved then.
 *
 * Returns: %TRUE if they were there
 */
gboolean
ks_reader_read_u64 (KsReader *self, const char *field, guint64 *value, GError **error)
{
  return take_number (self, field, sizeof *value, value, error);
}

/**
 * ks_reader_read_bytes:
 * @self: a reader
 * @field: what is being read, for the message
 * @size: number of bytes
 * @error: return location
 *
 * Takes @size bytes without copying them. Errors: %KS_ERROR_TRUNCATED; nothing has moved then.
 *
 * Returns: (transfer full): a slice that keeps the reader's bytes alive, or %NULL
 */
GBytes *
ks_reader_read_bytes (KsReader *self, const char *field, gsize size, GError **error)
{
  const gsize offset = self->offset;

  if (take (self, field, size, error) == NULL)
    return NULL;
  return g_bytes_new_from_bytes (self->bytes, offset, size);
}

/**
 * ks_reader_read_block:
 * @self: a reader
 * @field: what is being read, for the message
 * @error: return location
 *
 * Reads four bytes of length, and takes that many bytes. Errors: %KS_ERROR_TRUNCATED; nothing has moved then.
 *
 * Returns: (transfer full): a slice, or %NULL
 */
GBytes *
ks_reader_read_block (KsReader *self, const char *field, GError **error)
{
  const gsize start = self->offset;
  guint32 size;
  GBytes *block;

  if (!ks_reader_read_u32 (self, field, &size, error))
    return NULL;

  block = ks_reader_read_bytes (self, field, size, error);
  if (block == NULL)
    self->offset = start;
  return block;
}

/**
 * ks_reader_read_utf:
 * @self: a reader
 * @field: what is being read, for the message
 * @error: return location
 *
 * Reads two bytes of length and Java's modified UTF-8 (java.io.DataInput). The result is UTF-8, except that U+0000
 * stays C0 80 and a surrogate without partner stays as three bytes, so that ks_writer_write_utf() gives the same
 * bytes again. Errors: %KS_ERROR_TRUNCATED, %KS_ERROR_MALFORMED; nothing has moved then.
 *
 * Returns: (transfer full): the text, or %NULL
 */
char *
ks_reader_read_utf (KsReader *self, const char *field, GError **error)
{
  const gsize start = self->offset;
  const guint8 *data = NULL;
  char *text = NULL;
  gsize bad = 0;
  guint16 size;

  if (!ks_reader_read_u16 (self, field, &size, error))
    return NULL;

  data = take (self, field, size, error);
  if (data != NULL) {
    text = ks_modified_utf8_decode (data, size, &bad);
    if (text == NULL)
      g_set_error (error, KS_ERROR, KS_ERROR_MALFORMED,
                   /* Translators: %s is the technical name of a part of the file, for example “alias”. */
                   _ ("“%s” at byte %zu is not text as Java writes it: wrong at byte %zu"), field, start,
                   start + 2 + bad);
  }

  if (text == NULL)
    self->offset = start;
  return text;
}
