/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>
#include "ks-check.h"
#include "ks-entry.h"

G_BEGIN_DECLS

/**
 * KwEntryRow:
 *
 * One entry in the list of a keystore; made for a GtkListItem, set again for each entry it is recycled for. Properties: `entry`
 * (KsEntry), `state` (uint, KsState), `state-text` (string, the sentence in the mark's tooltip), `now` (int64, seconds since 1970).
 */
#define KW_TYPE_ENTRY_ROW (kw_entry_row_get_type ())
G_DECLARE_FINAL_TYPE (KwEntryRow, kw_entry_row, KW, ENTRY_ROW, GtkWidget)

GtkWidget *kw_entry_row_new (void) G_GNUC_WARN_UNUSED_RESULT;
KsEntry *kw_entry_row_get_entry (KwEntryRow *self);
void kw_entry_row_set_entry (KwEntryRow *self, KsEntry *entry);
KsState kw_entry_row_get_state (KwEntryRow *self);
void kw_entry_row_set_state (KwEntryRow *self, KsState state);
const char *kw_entry_row_get_state_text (KwEntryRow *self);
void kw_entry_row_set_state_text (KwEntryRow *self, const char *text);
gint64 kw_entry_row_get_now (KwEntryRow *self);
void kw_entry_row_set_now (KwEntryRow *self, gint64 now);
/* How many of the tested hosts the entry covers: a line of its own; without hosts there is none. */
void kw_entry_row_set_coverage (KwEntryRow *self, guint n_covered, guint n_hosts);
/* "alias, key pair, gw.example.org, 115 days left, Fails": for gtk_list_item_set_accessible_label(). */
char *kw_entry_row_dup_description (KwEntryRow *self) G_GNUC_WARN_UNUSED_RESULT;
/* The lines that it draws. */
char *kw_entry_row_dup_text (KwEntryRow *self) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
