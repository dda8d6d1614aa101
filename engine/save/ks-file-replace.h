/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "ks-atomic-file.h"
#include "ks-file-target.h"

G_BEGIN_DECLS

typedef enum {
  KS_REPLACE_DONE,
  KS_REPLACE_FAILED,
  KS_REPLACE_IMPOSSIBLE, /* nothing has changed and no error is set: write in place */
} KsReplaceResult;

/* The two ways to write, for ks-atomic-file alone. Sentences about what was lost are added to @remarks. */
KsReplaceResult ks_file_replace (KsFileTarget *target,
                                 GBytes *bytes,
                                 KsSaveFlags flags,
                                 GPtrArray *remarks,
                                 GCancellable *cancellable,
                                 GError **error);
gboolean ks_file_write_in_place (KsFileTarget *target,
                                 GBytes *bytes,
                                 KsSaveFlags flags,
                                 GCancellable *cancellable,
                                 GError **error);
/* A copy of the present content as NAME~. */
gboolean ks_file_make_backup (KsFileTarget *target, GError **error);
/* ECANCELED becomes G_IO_ERROR_CANCELLED, the rest a sentence. */
void ks_file_set_save_error (GError **error, KsFileTarget *target, int number);

G_END_DECLS
