/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>
#include "kw-fact-row.h"

G_BEGIN_DECLS

/**
 * KwFactGroup:
 *
 * A group of facts that is filled again and again: rows that are there are used again, because new ones cost a person who goes along
 * a list with the arrow keys. Signal `copied (string title)`.
 */
#define KW_TYPE_FACT_GROUP (kw_fact_group_get_type ())
G_DECLARE_FINAL_TYPE (KwFactGroup, kw_fact_group, KW, FACT_GROUP, AdwPreferencesGroup)

GtkWidget *kw_fact_group_new (const char *title) G_GNUC_WARN_UNUSED_RESULT;
/* Begin, add for each fact, end: without facts the group is not to be seen. */
void kw_fact_group_begin (KwFactGroup *self);
void kw_fact_group_add (KwFactGroup *self, const char *title, const char *value, KwFactFlags flags);
/* What is said about the fact that was added last, while things are explained: id of an explanation. */
void kw_fact_group_explain (KwFactGroup *self, const char *explanation);
void kw_fact_group_end (KwFactGroup *self);
/* The same for the group as a whole; it stands below the facts. */
void kw_fact_group_explain_all (KwFactGroup *self, const char *explanation);

G_END_DECLS
