/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>
#include "ks-check.h"

G_BEGIN_DECLS

/**
 * KwCheckRow: one check of a link: mark, title, both values
 */
#define KW_TYPE_CHECK_ROW (kw_check_row_get_type ())
G_DECLARE_FINAL_TYPE (KwCheckRow, kw_check_row, KW, CHECK_ROW, GtkWidget)

/* Nothing of @result is kept. */
GtkWidget *kw_check_row_new (const KsResult *result) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
