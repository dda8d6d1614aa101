/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>
#include "ks-verdict.h"

G_BEGIN_DECLS

/**
 * KwFindingRow:
 *
 * A row of a boxed list: what is wrong, what follows from it, and the button that does something about it. Open, it has both
 * values, the reason and the source. Signal `remedy-activated (uint KsRemedy)`.
 */
#define KW_TYPE_FINDING_ROW (kw_finding_row_get_type ())
G_DECLARE_FINAL_TYPE (KwFindingRow, kw_finding_row, KW, FINDING_ROW, AdwExpanderRow)

/* @finding belongs to @owner, which is kept. */
GtkWidget *kw_finding_row_new (const KsFinding *finding, KsVerdict *owner) G_GNUC_WARN_UNUSED_RESULT;
void kw_finding_row_set_finding (KwFindingRow *self, const KsFinding *finding, KsVerdict *owner);
const KsFinding *kw_finding_row_get_finding (KwFindingRow *self);
/* FALSE: nobody here answers the remedy, and there is no button for it. TRUE at first. */
void kw_finding_row_set_can_remedy (KwFindingRow *self, gboolean can_remedy);
/* While the remedy works: a spinner in the place of the button's text. */
void kw_finding_row_set_busy (KwFindingRow *self, gboolean busy);

G_END_DECLS
