/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>
#include "kw-host-item.h"

G_BEGIN_DECLS

/**
 * KwHostRow:
 *
 * A tested host, whether it is covered, and the rule that decides; what differs from the nearest name is marked. Made for an item of
 * a list, set again for each host it is recycled for. Signal `removed ()`; property `is-whole` (boolean): whether the
 * nearest name and a button to remove the host are in it.
 */
#define KW_TYPE_HOST_ROW (kw_host_row_get_type ())
G_DECLARE_FINAL_TYPE (KwHostRow, kw_host_row, KW, HOST_ROW, GtkWidget)

GtkWidget *kw_host_row_new (gboolean is_whole) G_GNUC_WARN_UNUSED_RESULT;
/* NULL clears. */
void kw_host_row_set_item (KwHostRow *self, KwHostItem *item);
KwHostItem *kw_host_row_get_item (KwHostRow *self);
/* "gw.example.org: covered" */
char *kw_host_row_dup_description (KwHostRow *self) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
