/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>
#include "ks-entry.h"

G_BEGIN_DECLS

/* What the row of an entry says; text from the file is fit for a label. */
char *kw_entry_text_dup_alias (KsEntry *entry) G_GNUC_WARN_UNUSED_RESULT;
char *kw_entry_text_dup_detail (KsEntry *entry, gint64 now) G_GNUC_WARN_UNUSED_RESULT;
/* (nullable) */
char *kw_entry_text_dup_rest (KsEntry *entry, gint64 now) G_GNUC_WARN_UNUSED_RESULT;
/* (nullable) */
char *kw_entry_text_dup_coverage (guint n_covered, guint n_hosts) G_GNUC_WARN_UNUSED_RESULT;
/* One line of that; a @scale below 1 makes a caption of it. */
PangoLayout *kw_entry_text_layout (GtkWidget *widget, const char *text, double scale, PangoEllipsizeMode mode)
  G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
