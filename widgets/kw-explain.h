/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * KwExplain:
 *
 * Whether things are explained where they are shown. There is one in a process, as there is one color scheme: who teaches a class
 * wants all windows alike. Property: `active` (boolean), for a setting.
 */
#define KW_TYPE_EXPLAIN (kw_explain_get_type ())
G_DECLARE_FINAL_TYPE (KwExplain, kw_explain, KW, EXPLAIN, GObject)

KwExplain *kw_explain_get_default (void);
gboolean kw_explain_is_active (KwExplain *self);
void kw_explain_set_active (KwExplain *self, gboolean is_active);

G_END_DECLS
