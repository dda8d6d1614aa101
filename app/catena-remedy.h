/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "ks.h"

G_BEGIN_DECLS

/* Whether the window has an answer to @remedy: an edit, a dialog, a search. */
gboolean catena_remedy_is_possible (KsRemedy remedy, KsEntry *entry);
/* "3 Problems": the title over @findings (of KsFinding). */
char *catena_remedy_count (GPtrArray *findings) G_GNUC_WARN_UNUSED_RESULT;
/* The first of them that something can be done about, or NULL. */
const KsFinding *catena_remedy_find_possible (GPtrArray *findings, KsEntry *entry);
/* What of the findings of @verdict can be done about the chain; NONE when there is nothing. @n: (out) (optional): how many findings that is for */
KsRemedy catena_remedy_find (KsVerdict *verdict, guint *n);
/* "Chain completed": what a toast says; several remedies at once are one repair. */
const char *catena_remedy_get_past_tense (KsRemedy remedy, guint n);
/* @entry as it would be then, or NULL. */
KsEntry *catena_remedy_new_entry (KsRemedy remedy, KsEntry *entry, KsVerdict *verdict)
  G_GNUC_WARN_UNUSED_RESULT;
/* The edit that repairs @entry by what @verdict already knows; NULL when nothing is known yet that would. */
KsEdit *catena_remedy_new_edit (KsRemedy remedy, KsEntry *entry, KsVerdict *verdict)
  G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
