/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>
#include "ks-name.h"

G_BEGIN_DECLS

/**
 * KwSubjectEditor:
 *
 * A distinguished name as rows in an order that a person can change, and as RFC 4514 text; both edit the same name. A common name can be
 * proposed, which stays until somebody types another one. Signal `changed ()`.
 */
#define KW_TYPE_SUBJECT_EDITOR (kw_subject_editor_get_type ())
G_DECLARE_FINAL_TYPE (KwSubjectEditor, kw_subject_editor, KW, SUBJECT_EDITOR, GtkWidget)

GtkWidget *kw_subject_editor_new (void) G_GNUC_WARN_UNUSED_RESULT;
/* NULL and an error that is told in the editor already, while what is typed is no name. */
KsName *kw_subject_editor_dup_name (KwSubjectEditor *self, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* The common name of @name counts as typed. */
void kw_subject_editor_set_name (KwSubjectEditor *self, KsName *name);
/* NULL: none */
void kw_subject_editor_propose_common_name (KwSubjectEditor *self, const char *common_name);
gboolean kw_subject_editor_has_own_common_name (KwSubjectEditor *self);

G_END_DECLS
