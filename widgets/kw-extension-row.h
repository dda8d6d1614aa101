/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>
#include "ks-extension.h"

G_BEGIN_DECLS

/**
 * KwExtensionRow: a decoded extension; its fields are made when it is opened for the first time
 */
#define KW_TYPE_EXTENSION_ROW (kw_extension_row_get_type ())
G_DECLARE_FINAL_TYPE (KwExtensionRow, kw_extension_row, KW, EXTENSION_ROW, AdwExpanderRow)

GtkWidget *kw_extension_row_new (void) G_GNUC_WARN_UNUSED_RESULT;
/* @extension belongs to @owner, which is kept. The row is closed. */
void kw_extension_row_set_extension (KwExtensionRow *self, const KsExtension *extension, GObject *owner);

G_END_DECLS
