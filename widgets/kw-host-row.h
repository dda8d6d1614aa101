/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>
#include "kw-host-item.h"

G_BEGIN_DECLS

/* A column of the table: a name of the certificate, or its common name (KW_HOST_COMMON_NAME). Plain data. */
typedef struct {
  int index;
  char *name;
} KwHostColumn;

/**
 * KwHostRow:
 *
 * A tested host, how it compares with some names of the certificate, and the rule that decides; what differs is marked. Without columns
 * the nearest name stands below. Made for an item of a list, set again for each host it is recycled for. Signal `removed ()`.
 */
#define KW_TYPE_HOST_ROW (kw_host_row_get_type ())
G_DECLARE_FINAL_TYPE (KwHostRow, kw_host_row, KW, HOST_ROW, GtkWidget)

GtkWidget *kw_host_row_new (void) G_GNUC_WARN_UNUSED_RESULT;
/* @columns: (nullable) of KwHostColumn; nothing of it is kept. NULL for @item clears. */
void kw_host_row_set_item (KwHostRow *self, KwHostItem *item, GPtrArray *columns);
KwHostItem *kw_host_row_get_item (KwHostRow *self);
/* "gw.example.org: covered. matches DNS gw.example.org" */
char *kw_host_row_dup_description (KwHostRow *self) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
