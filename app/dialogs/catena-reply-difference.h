/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>
#include "ks.h"

G_BEGIN_DECLS

/**
 * CatenaReplyDifference:
 *
 * A row of the table that lays what was issued beside what was requested. In little width the second line has both.
 */
#define CATENA_TYPE_REPLY_DIFFERENCE (catena_reply_difference_get_type ())
G_DECLARE_FINAL_TYPE (CatenaReplyDifference, catena_reply_difference, CATENA, REPLY_DIFFERENCE, GtkWidget)

GtkWidget *catena_reply_difference_new (const KsReplyDifference *difference) G_GNUC_WARN_UNUSED_RESULT;
/* The head of the table. @requested: what stands above the first column */
GtkWidget *catena_reply_difference_new_head (const char *requested) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
