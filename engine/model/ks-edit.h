/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib-object.h>
#include "ks-entry.h"
#include "ks-secret.h"

G_BEGIN_DECLS

/**
 * KsEdit:
 *
 * A change as a value: which entries go, which come, and perhaps a new store password. Immutable, reference counted.
 * Applied by ks_store_apply(), which also works out the inverse.
 */
typedef struct _KsEdit KsEdit;

#define KS_TYPE_EDIT (ks_edit_get_type ())
GType ks_edit_get_type (void) G_GNUC_CONST;

KsEdit *ks_edit_ref (KsEdit *self);
void ks_edit_unref (KsEdit *self);
/* Past tense, translated, for a toast: "“web” deleted". */
const char *ks_edit_get_label (KsEdit *self);

KsEdit *ks_edit_new_insert (const char *label, KsEntry *entry) G_GNUC_WARN_UNUSED_RESULT;
KsEdit *ks_edit_new_remove (const char *label, KsEntry *entry) G_GNUC_WARN_UNUSED_RESULT;
/* @entry is in the store, @replacement takes its place (and may have another alias, chain, key ...). */
KsEdit *ks_edit_new_replace (const char *label, KsEntry *entry, KsEntry *replacement)
  G_GNUC_WARN_UNUSED_RESULT;
KsEdit *ks_edit_new_password (const char *label, KsSecret *password) G_GNUC_WARN_UNUSED_RESULT;
/* Several edits as one step; all or nothing. @edits: of KsEdit */
KsEdit *ks_edit_new_compound (const char *label, GPtrArray *edits) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (KsEdit, ks_edit_unref)

G_END_DECLS
