/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * KsWriter:
 *
 * The counterpart of #KsReader: a growing big-endian buffer. Its memory is wiped whenever it grows or goes,
 * because keystores in the making can hold plain keys.
 */
typedef struct _KsWriter KsWriter;

KsWriter *ks_writer_new (gsize reserve) G_GNUC_WARN_UNUSED_RESULT;
void ks_writer_free (KsWriter *self);
void ks_writer_write_u8 (KsWriter *self, guint8 value);
void ks_writer_write_u16 (KsWriter *self, guint16 value);
void ks_writer_write_u32 (KsWriter *self, guint32 value);
void ks_writer_write_u64 (KsWriter *self, guint64 value);
void ks_writer_write (KsWriter *self, const void *data, gsize size);
void ks_writer_write_bytes (KsWriter *self, GBytes *bytes);
gboolean ks_writer_write_block (KsWriter *self, GBytes *bytes, GError **error);
gboolean ks_writer_write_utf (KsWriter *self, const char *field, const char *utf8, GError **error);
gsize ks_writer_get_size (KsWriter *self);
const guint8 *ks_writer_peek (KsWriter *self);
/* The content as GBytes; the writer is empty afterwards. */
GBytes *ks_writer_steal_bytes (KsWriter *self) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (KsWriter, ks_writer_free)

G_END_DECLS
