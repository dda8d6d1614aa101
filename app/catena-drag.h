/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "ks.h"

G_BEGIN_DECLS

/**
 * CatenaDragContent:
 *
 * What a drag gives: entries as they are to this program, and to others their certificates, requests and revocation lists, as files and as
 * text. Private and secret keys never leave the process this way. Signal `keys-kept ()`: another program took the public parts of a key.
 */
#define CATENA_TYPE_DRAG_CONTENT (catena_drag_content_get_type ())
G_DECLARE_FINAL_TYPE (CatenaDragContent, catena_drag_content, CATENA, DRAG_CONTENT, GdkContentProvider)

/* @source: what the entries are in; a drop there would only copy them onto themselves. */
CatenaDragContent *catena_drag_content_new (GPtrArray *entries, KsKeyring *keyring, GObject *source)
  G_GNUC_WARN_UNUSED_RESULT;
/* Whether other programs are given anything at all. */
gboolean catena_drag_content_is_public (CatenaDragContent *self);

/* Removes the files that drags have made. */
void catena_drag_clean_up (void);

G_END_DECLS
