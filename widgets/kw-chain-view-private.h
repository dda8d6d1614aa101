/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "kw-chain-model.h"
#include "kw-chain-view.h"

G_BEGIN_DECLS

struct _KwChainView {
  GtkWidget parent_instance;

  KsVerdict *verdict;
  const KsPath *path; /* of the verdict */
  GArray *items;      /* of KwChainItem */
  GPtrArray *parts;   /* of GtkWidget, one for each item; the children, in reading order */
  int selected;
  int open_link;
  int focused; /* where Tab comes back to */
  int dragged; /* node */
  gboolean can_fetch;
  gboolean is_unfolded;
  gboolean is_open;       /* nobody has said yet whether the links hold */
  gboolean is_only_shown; /* nobody answers remedies */
  gboolean is_editable;
  GMenuModel *card_menu;
  GMenuModel *gap_menu;
  GtkWidget *popover; /* child, or NULL until it is needed */

  /* What was drawn before, while the drawing changes; see kw-chain-view-motion.c. */
  GArray *old_parts; /* of KwChainOldPart, or NULL */
  int old_height;
  AdwAnimation *motion;
  gboolean is_waiting;
  KsCertificate *gap_below; /* whose issuer was missing before */

  int pointed;  /* part under the pointer, -1 = none */
  int together; /* link that a check is shown of, -1 = none */
};

#define KW_CHAIN_FADE 200
#define KW_CHAIN_CLOSE 350

/* The chain is one stop of the Tab key; arrows, Home and End go along it. */
void _kw_chain_view_install_keys (GtkWidgetClass *widget_class);
gboolean _kw_chain_view_has_focus (KwChainView *self);
gboolean _kw_chain_view_focus_part (KwChainView *self, int index);
/* The part that has the focus, or has a child with it; -1 for none. */
int _kw_chain_view_find_focused (KwChainView *self);
/* +1 towards the ring, -1 towards the leaf, 0: not along the chain. Only with parts. */
int _kw_chain_view_get_step (KwChainView *self, GtkDirectionType direction);

/* What can be done at a missing issuer. */
void _kw_chain_view_set_up_ghost (KwChainView *self, GtkWidget *part);
/* FALSE: the parts are to be made again. */
gboolean _kw_chain_view_update (KwChainView *self, KsVerdict *verdict, const KsPath *path);
void _kw_chain_view_clear (KwChainView *self);
/* Before the drawing goes: keeps a picture of each part; after the next one is there: goes over to it. */
void _kw_chain_view_keep (KwChainView *self);
void _kw_chain_view_go_over (KwChainView *self, gboolean is_new_verdict);
void _kw_chain_view_stop_motion (KwChainView *self);
/* Draws all parts, on their way where they are. */
void _kw_chain_view_snapshot_parts (KwChainView *self, GtkSnapshot *snapshot);

/* What belongs together is marked when one of it is pointed at. */
void _kw_chain_view_install_together (GtkWidgetClass *widget_class);
void _kw_chain_view_init_together (KwChainView *self);
void _kw_chain_view_point_at (KwChainView *self, int index);

/* Cards are moved and removed; they and the missing issuer have context menus. */
void _kw_chain_view_install_editing (GtkWidgetClass *widget_class);
void _kw_chain_view_init_editing (KwChainView *self);
/* Says what @command is done with. */
void _kw_chain_view_send (KwChainView *self, KwChainCommand command, int node, int to);

G_END_DECLS
