/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>
#include "ks-verdict.h"

G_BEGIN_DECLS

/**
 * KwHostRow: a tested host and the rule that decided. Signal `removed ()`.
 */
#define KW_TYPE_HOST_ROW (kw_host_row_get_type ())
G_DECLARE_FINAL_TYPE (KwHostRow, kw_host_row, KW, HOST_ROW, GtkWidget)

/* Nothing of @result is kept. */
GtkWidget *kw_host_row_new (const KsHostResult *result) G_GNUC_WARN_UNUSED_RESULT;
const char *kw_host_row_get_host (KwHostRow *self);

G_END_DECLS
