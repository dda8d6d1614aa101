/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>
#include "ks-extension.h"

G_BEGIN_DECLS

/**
 * KwExtensionEditor:
 *
 * Extensions that have no editor of their own: OID, critical, and the value as DER. Signal `changed ()`.
 */
#define KW_TYPE_EXTENSION_EDITOR (kw_extension_editor_get_type ())
G_DECLARE_FINAL_TYPE (KwExtensionEditor, kw_extension_editor, KW, EXTENSION_EDITOR, AdwExpanderRow)

GtkWidget *kw_extension_editor_new (void) G_GNUC_WARN_UNUSED_RESULT;
/* New copies of KsExtension. */
GPtrArray *kw_extension_editor_list (KwExtensionEditor *self) G_GNUC_WARN_UNUSED_RESULT;
/* Copies; without the signal. */
void kw_extension_editor_load (KwExtensionEditor *self, GPtrArray *extensions);

G_END_DECLS
