/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * KwAttributeRow:
 *
 * One attribute of a distinguished name, with its value as text. Signals: `edited ()`: somebody typed; `remove ()`.
 */
#define KW_TYPE_ATTRIBUTE_ROW (kw_attribute_row_get_type ())
G_DECLARE_FINAL_TYPE (KwAttributeRow, kw_attribute_row, KW, ATTRIBUTE_ROW, AdwEntryRow)

/* @type: "CN" or an OID. @title: what people call it */
GtkWidget *kw_attribute_row_new (const char *type, const char *title, const char *value, gboolean can_remove)
  G_GNUC_WARN_UNUSED_RESULT;
const char *kw_attribute_row_get_attribute_type (KwAttributeRow *self);
/* Without the signal. */
void kw_attribute_row_set_value (KwAttributeRow *self, const char *value);

G_END_DECLS
