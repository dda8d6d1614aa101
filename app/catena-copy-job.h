/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "catena-document.h"
#include "catena-password-dialog.h"

G_BEGIN_DECLS

/* Brings entries into the form that they must have in another document, in a worker. Where a key needs a password that is in no keyring,
 * it is asked for, above @parent. @question: with an alias for %s; @verb: what the button of that dialog says. */
void catena_copy_job_start (GtkWidget *parent,
                            CatenaDocument *target,
                            GPtrArray *entries,
                            KsKeyring *keyring,
                            const char *question,
                            const char *verb,
                            GAsyncReadyCallback callback,
                            gpointer user_data);
/* Of KsEntry, each with an alias that is free in the target. KS_ERROR_LOSSY and the like; G_IO_ERROR_CANCELLED when nobody gave a
 * password. */
GPtrArray *catena_copy_job_finish (GAsyncResult *result, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
