/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * KwLinkDrawer:
 *
 * The checks of the link that is open in a chain, below its drawing. It follows its #KwLinkDrawer:chain by itself: a click on a link
 * opens it there, another one closes it, and what is compared in the panel is marked in the drawing.
 */
#define KW_TYPE_LINK_DRAWER (kw_link_drawer_get_type ())
G_DECLARE_FINAL_TYPE (KwLinkDrawer, kw_link_drawer, KW, LINK_DRAWER, AdwBin)

void kw_link_drawer_close (KwLinkDrawer *self);
void kw_link_drawer_clear (KwLinkDrawer *self);
void kw_link_drawer_follow (KwLinkDrawer *self);

G_END_DECLS
