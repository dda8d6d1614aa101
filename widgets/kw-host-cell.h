/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>
#include "kw-host-item.h"

G_BEGIN_DECLS

/**
 * KwHostCell: one host beside one name of a certificate: a match, the name with what differs marked, or nothing in common
 */
#define KW_TYPE_HOST_CELL (kw_host_cell_get_type ())
G_DECLARE_FINAL_TYPE (KwHostCell, kw_host_cell, KW, HOST_CELL, GtkWidget)

/* Which name of the certificate: an index, or this one. */
#define KW_HOST_COMMON_NAME (-1)

GtkWidget *kw_host_cell_new (void) G_GNUC_WARN_UNUSED_RESULT;
/* @name: what the column stands for, for those who do not see it */
void kw_host_cell_set (KwHostCell *self, const KsHostResult *result, int index, const char *name);

G_END_DECLS
