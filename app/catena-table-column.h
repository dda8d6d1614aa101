/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "ks.h"

G_BEGIN_DECLS

/**
 * CatenaTableColumn: one fact about entries
 *
 * All of it comes from what the worker that loads a file has prepared, so that thousands of rows sort within a frame.
 */
typedef struct {
  const char *id;
  const char *title;                  /* N_("Name") */
  guint width;                        /* characters */
  gboolean is_mono;                   /* hex */
  gboolean is_first;                  /* shown until somebody chooses */
  char *(*dup_text) (KsEntry *entry); /* or NULL: nothing to say */
  int (*compare) (KsEntry *one, KsEntry *other);
} CatenaTableColumn;

const CatenaTableColumn *catena_table_columns_list (guint *n_columns);

G_END_DECLS
