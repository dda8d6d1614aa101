/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>
#include "ks-general-name.h"

G_BEGIN_DECLS

/**
 * KwNameField:
 *
 * A text field for alternative names, one or a pasted list, that tells their type while it is typed. Signal
 * `submitted (GPtrArray of KsGeneralName)`: by Return, by Add, or by a pasted line; the field is empty then, and whoever listens
 * puts back what is malformed with kw_name_field_refuse(). Return in the empty field activates the default widget.
 */
#define KW_TYPE_NAME_FIELD (kw_name_field_get_type ())
G_DECLARE_FINAL_TYPE (KwNameField, kw_name_field, KW, NAME_FIELD, GtkWidget)

/* Submits what is typed; whether the field is empty afterwards. */
gboolean kw_name_field_commit (KwNameField *self);
void kw_name_field_set_placeholder (KwNameField *self, const char *text);
/* @text: (nullable): what goes back into the field. @reason: what is wrong with it, or with the field being empty */
void kw_name_field_refuse (KwNameField *self, const char *text, const char *reason);
/* Something worth knowing that is no mistake, until the next key. */
void kw_name_field_say (KwNameField *self, const char *words);
const char *kw_general_name_type_get_name (KsGeneralNameType type);

G_END_DECLS
