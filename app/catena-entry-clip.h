/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gdk/gdk.h>

#include "ks.h"

G_BEGIN_DECLS

/**
 * CatenaEntryClip:
 *
 * Entries on the clipboard, with the passwords that may open their keys. It never leaves the process: other programs
 * are given the certificates as PEM text.
 */
#define CATENA_TYPE_ENTRY_CLIP (catena_entry_clip_get_type ())
G_DECLARE_FINAL_TYPE (CatenaEntryClip, catena_entry_clip, CATENA, ENTRY_CLIP, GObject)

CatenaEntryClip *catena_entry_clip_new (GPtrArray *entries, KsKeyring *keyring) G_GNUC_WARN_UNUSED_RESULT;
CatenaEntryClip *catena_entry_clip_new_from_text (const char *text, GError **error) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray *catena_entry_clip_get_entries (CatenaEntryClip *self);
/* What the entries were dragged out of, or NULL; only to be compared. */
void catena_entry_clip_set_source (CatenaEntryClip *self, GObject *source);
gpointer catena_entry_clip_get_source (CatenaEntryClip *self);
KsKeyring *catena_entry_clip_get_keyring (CatenaEntryClip *self);
GdkContentProvider *catena_entry_clip_make_provider (CatenaEntryClip *self) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
