/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>
#include "ks-check.h"

G_BEGIN_DECLS

/**
 * KwStatusMark:
 *
 * One of the marks for a state: a shape, a colour, and a word for those who do not see it. Properties: `state` (uint, KsState),
 * `size` (uint, 16, 18 or 20 px), `word` (string, what it is called; the state's own word when NULL). The style class is
 * the state's nick.
 */
#define KW_TYPE_STATUS_MARK (kw_status_mark_get_type ())
G_DECLARE_FINAL_TYPE (KwStatusMark, kw_status_mark, KW, STATUS_MARK, GtkWidget)

GtkWidget *kw_status_mark_new (KsState state) G_GNUC_WARN_UNUSED_RESULT;
KsState kw_status_mark_get_state (KwStatusMark *self);
void kw_status_mark_set_state (KwStatusMark *self, KsState state);
guint kw_status_mark_get_size (KwStatusMark *self);
void kw_status_mark_set_size (KwStatusMark *self, guint size);
const char *kw_status_mark_get_word (KwStatusMark *self);
void kw_status_mark_set_word (KwStatusMark *self, const char *word);

G_END_DECLS
