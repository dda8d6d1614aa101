/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>
#include "ks-certificate.h"

G_BEGIN_DECLS

/* A certificate that was found, and the base name of the file which has it. */
typedef struct {
  KsCertificate *certificate;
  char *file_name;
} CatenaGathered;

void catena_gathered_free (CatenaGathered *self);

/* All certificates that can be read without a password in @place: a file, or the files of a folder (not of those below it). */
void catena_gather_async (GFile *place,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data);
/* Of CatenaGathered; empty when there is none. */
GPtrArray *catena_gather_finish (GAsyncResult *result, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
