/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "catena-verification.h"

G_BEGIN_DECLS

/**
 * CatenaEntryFilter:
 *
 * Which entries the list shows: those of a subset ("all", "keys", "trusted", "issues") that have all words of a text.
 */
#define CATENA_TYPE_ENTRY_FILTER (catena_entry_filter_get_type ())
G_DECLARE_FINAL_TYPE (CatenaEntryFilter, catena_entry_filter, CATENA, ENTRY_FILTER, GtkFilter)

CatenaEntryFilter *catena_entry_filter_new (void) G_GNUC_WARN_UNUSED_RESULT;
void catena_entry_filter_set_verification (CatenaEntryFilter *self, CatenaVerification *verification);
void catena_entry_filter_set_text (CatenaEntryFilter *self, const char *text);
void catena_entry_filter_set_subset (CatenaEntryFilter *self, const char *subset);
void catena_entry_filter_marks_changed (CatenaEntryFilter *self);

G_END_DECLS
