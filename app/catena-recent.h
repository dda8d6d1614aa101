/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * CatenaRecent: a file that was opened lately
 */
typedef struct {
  GFile *file;
  char *format;      /* KsFormat's id */
  gboolean has_keys; /* a keystore with keys, not a truststore */
  gint64 opened;     /* seconds since 1970 */
} CatenaRecent;

void catena_recent_free (CatenaRecent *self);
GPtrArray *catena_recent_list (GSettings *settings) G_GNUC_WARN_UNUSED_RESULT;
void catena_recent_add (GSettings *settings,
                        GFile *file,
                        const char *format,
                        gboolean has_keys,
                        gint64 opened);
void catena_recent_clear (GSettings *settings);

G_END_DECLS
