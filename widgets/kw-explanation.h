/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>
#include "ks-explanation.h"

G_BEGIN_DECLS

/**
 * KwExplanation:
 *
 * What something is, for somebody who is new to it: a few dimmed words with their source as a link, to be seen while KwExplain is
 * active. Until then it is an empty widget that takes no room. Property: `explanation` (string): id of a KsExplanation, or NULL.
 */
#define KW_TYPE_EXPLANATION (kw_explanation_get_type ())
G_DECLARE_FINAL_TYPE (KwExplanation, kw_explanation, KW, EXPLANATION, GtkWidget)

GtkWidget *kw_explanation_new (const char *id) G_GNUC_WARN_UNUSED_RESULT;
/* NULL, or an id that nothing is known about: nothing is said. */
void kw_explanation_set_id (KwExplanation *self, const char *id);
void kw_explanation_set (KwExplanation *self, const KsExplanation *explanation);
const KsExplanation *kw_explanation_get (KwExplanation *self);

/* The explanation below title and subtitle of an action row or expander row, made where there is none yet; it belongs to the row. */
KwExplanation *kw_explanation_of_row (GtkWidget *row);

G_END_DECLS
