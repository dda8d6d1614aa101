/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>
#include "ks-general-name.h"

G_BEGIN_DECLS

/**
 * KwNameEditor:
 *
 * The alternative names of a certificate that is not made yet: a field that takes one name or a pasted list, and the names in an
 * order that a person can change. What is malformed stays in the field, with the reason below it. Return in an empty field
 * activates the default widget.
 *
 * Signals: `changed ()`: the list of names; `removed (string)`: the name that is gone, which kw_name_editor_undo() brings back.
 */
#define KW_TYPE_NAME_EDITOR (kw_name_editor_get_type ())
G_DECLARE_FINAL_TYPE (KwNameEditor, kw_name_editor, KW, NAME_EDITOR, GtkWidget)

GtkWidget *kw_name_editor_new (void) G_GNUC_WARN_UNUSED_RESULT;
/* Of KsGeneralName, borrowed until the next change. */
GPtrArray *kw_name_editor_get_names (KwNameEditor *self);
/* Copies in place of what is in @names, an array that owns KsGeneralName. */
void kw_name_editor_store (KwNameEditor *self, GPtrArray *names);
/* Copies; `changed` is emitted. */
void kw_name_editor_set_names (KwNameEditor *self, GPtrArray *names);
/* What is typed becomes names, as by Add. FALSE when some of it is malformed. */
gboolean kw_name_editor_commit (KwNameEditor *self);
void kw_name_editor_undo (KwNameEditor *self);
/* NULL: no such words */
void kw_name_editor_set_first_hint (KwNameEditor *self, const char *hint);
void kw_name_editor_set_placeholder (KwNameEditor *self, const char *text);
/* Names that are one click away as long as they are not in the list; NULL: none */
void kw_name_editor_set_suggestions (KwNameEditor *self, const char *const *names);
/* Says below the field why it cannot stay like this, and gives it the focus. */
void kw_name_editor_refuse (KwNameEditor *self, const char *reason);

G_END_DECLS
