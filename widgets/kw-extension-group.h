/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * KwExtensionGroup: the extensions of a certificate or a request. Its rows are used again when it is filled anew.
 */
#define KW_TYPE_EXTENSION_GROUP (kw_extension_group_get_type ())
G_DECLARE_FINAL_TYPE (KwExtensionGroup, kw_extension_group, KW, EXTENSION_GROUP, AdwPreferencesGroup)

GtkWidget *kw_extension_group_new (const char *title) G_GNUC_WARN_UNUSED_RESULT;
/* @extensions: (nullable) of KsExtension, which belong to @owner; @owner is kept. Without extensions the group is not to be seen. */
void kw_extension_group_set_extensions (KwExtensionGroup *self, GPtrArray *extensions, GObject *owner);

G_END_DECLS
