/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>
#include "ks-verdict.h"

G_BEGIN_DECLS

/**
 * KwPathList:
 *
 * The paths that are not drawn, one line each: mark, names, anchor. It hides itself where there are none.
 * Signal `chosen (uint)`: index of the path to draw.
 */
#define KW_TYPE_PATH_LIST (kw_path_list_get_type ())
G_DECLARE_FINAL_TYPE (KwPathList, kw_path_list, KW, PATH_LIST, GtkWidget)

GtkWidget *kw_path_list_new (void) G_GNUC_WARN_UNUSED_RESULT;
/* @drawn: index of the path that is drawn. Nothing is kept but the texts. NULL clears. */
void kw_path_list_set_verdict (KwPathList *self, KsVerdict *verdict, guint drawn);

G_END_DECLS
