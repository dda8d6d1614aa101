/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

typedef enum {
  KW_FACT_PLAIN = 0,
  KW_FACT_COPY = 1 << 0,      /* with a button that copies the value */
  KW_FACT_MONOSPACE = 1 << 1, /* hexadecimal digits */
  KW_FACT_NUMERIC = 1 << 2,   /* dates and counts */
} KwFactFlags;

/**
 * KwFactRow: a title and a value that can be selected and copied. Signal `copied (string title)`.
 */
#define KW_TYPE_FACT_ROW (kw_fact_row_get_type ())
G_DECLARE_FINAL_TYPE (KwFactRow, kw_fact_row, KW, FACT_ROW, AdwActionRow)

/* @title is translated; @value is shown with its control characters visible, and copied as it is. */
GtkWidget *kw_fact_row_new (const char *title, const char *value, KwFactFlags flags)
  G_GNUC_WARN_UNUSED_RESULT;
/* The same row for another fact. */
void kw_fact_row_set (KwFactRow *self, const char *title, const char *value, KwFactFlags flags);
/* @explanation: (nullable): id of what is said about the fact while things are explained */
void kw_fact_row_explain (KwFactRow *self, const char *explanation);

G_END_DECLS
