/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * KsReader:
 *
 * A bounds-checked cursor over bytes, on the stack. Every read checks what is left first and fails with
 * KS_ERROR_TRUNCATED, naming the field and its offset. Multi-byte numbers are big-endian.
 */
typedef struct {
  GBytes *bytes; /* borrowed */
  const guint8 *data;
  gsize size;
  gsize offset;
} KsReader;

void ks_reader_init (KsReader *self, GBytes *bytes);
gsize ks_reader_get_left (const KsReader *self);
gboolean ks_reader_read_u8 (KsReader *self, const char *field, guint8 *value, GError **error);
gboolean ks_reader_read_u16 (KsReader *self, const char *field, guint16 *value, GError **error);
gboolean ks_reader_read_u32 (KsReader *self, const char *field, guint32 *value, GError **error);
gboolean ks_reader_read_u64 (KsReader *self, const char *field, guint64 *value, GError **error);
/* A slice of the reader's bytes (keeps them alive), no copy. */
GBytes *ks_reader_read_bytes (KsReader *self, const char *field, gsize size, GError **error)
  G_GNUC_WARN_UNUSED_RESULT;
/* u32 length, then that many bytes. */
GBytes *ks_reader_read_block (KsReader *self, const char *field, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* u16 length, then Java's modified UTF-8; the result is real UTF-8, except that U+0000 stays C0 80
 * and unpaired surrogates stay as their three bytes, so that writing gives the same bytes again. */
char *ks_reader_read_utf (KsReader *self, const char *field, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
