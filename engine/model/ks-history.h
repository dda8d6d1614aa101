/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "ks-edit.h"

G_BEGIN_DECLS

/**
 * KsHistory:
 *
 * The edits that were made, each with its inverse, and the place among them that is on disk. It only remembers: the store
 * applies.
 */
typedef struct _KsHistory KsHistory;

KsHistory *ks_history_new (void) G_GNUC_WARN_UNUSED_RESULT;
void ks_history_free (KsHistory *self);
/* After @edit was applied; what could be redone is forgotten. */
void ks_history_push (KsHistory *self, KsEdit *edit, KsEdit *inverse);
gboolean ks_history_can_undo (KsHistory *self);
gboolean ks_history_can_redo (KsHistory *self);
/* The edit that the next undo takes back, the next redo makes again; (transfer none) (nullable). */
KsEdit *ks_history_peek_undo (KsHistory *self);
KsEdit *ks_history_peek_redo (KsHistory *self);
/* One step; @edit is the step's own edit. Returns what has to be applied, (transfer none); NULL when there is no step. */
KsEdit *ks_history_step_back (KsHistory *self, KsEdit **edit);
KsEdit *ks_history_step_forth (KsHistory *self, KsEdit **edit);
void ks_history_mark_clean (KsHistory *self);
gboolean ks_history_is_clean (KsHistory *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (KsHistory, ks_history_free)

G_END_DECLS
