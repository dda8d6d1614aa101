/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>
#include "ks.h"

G_BEGIN_DECLS

/**
 * CatenaReplyMatch:
 *
 * One entry, and what a CA's reply would make of it: the chain before and after, what was requested beside what was issued, and
 * what can be chosen. Signals: `changed ()`, something else was chosen; `request-again ()`.
 */
#define CATENA_TYPE_REPLY_MATCH (catena_reply_match_get_type ())
G_DECLARE_FINAL_TYPE (CatenaReplyMatch, catena_reply_match, CATENA, REPLY_MATCH, GtkBox)

/* @match belongs to @plan, which is kept. @is_one_of_many: whether it has to say which entry it is */
GtkWidget *catena_reply_match_new (KsReplyPlan *plan,
                                   const KsReplyMatch *match,
                                   gboolean is_one_of_many,
                                   gboolean include_root) G_GNUC_WARN_UNUSED_RESULT;
const KsReplyMatch *catena_reply_match_get_match (CatenaReplyMatch *self);
/* NULL: the entry is left alone. */
const KsReplyChoice *catena_reply_match_get_choice (CatenaReplyMatch *self);
/* In little width the drawings stand below their names. */
void catena_reply_match_set_narrow (CatenaReplyMatch *self, gboolean is_narrow);

G_END_DECLS
