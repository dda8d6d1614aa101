/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A host that clients may try, and what will come of it. */
typedef struct {
  char *host;
  char *note; /* translated: by which name, or why not; "" where the host says all */
} KwPreviewHost;

void kw_preview_host_free (KwPreviewHost *self);
/* @names: of KsGeneralName. GPtrArray of KwPreviewHost: hosts that a certificate with these names covers, and near ones that it does not. */
GPtrArray *kw_preview_hosts_list_covered (GPtrArray *names, guint max) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray *kw_preview_hosts_list_missed (GPtrArray *names, guint max) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
