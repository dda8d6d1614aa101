/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

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
  gboolean is_editable;
  GMenuModel *card_menu;
  GMenuModel *gap_menu;
  GtkWidget *popover; /* child, or NULL until it is needed */
};

/* The chain is one stop of the Tab key; arrows, Home and End go along it. */
void _kw_chain_view_install_keys (GtkWidgetClass *widget_class);
gboolean _kw_chain_view_has_focus (KwChainView *self);
gboolean _kw_chain_view_focus_part (KwChainView *self, int index);
/* The part that has the focus, or has a child with it; -1 for none. */
int _kw_chain_view_find_focused (KwChainView *self);
/* +1 towards the ring, -1 towards the leaf, 0: not along the chain. Only with parts. */
int _kw_chain_view_get_step (KwChainView *self, GtkDirectionType direction);

/* Cards are moved and removed; they and the missing issuer have context menus. */
void _kw_chain_view_install_editing (GtkWidgetClass *widget_class);
void _kw_chain_view_init_editing (KwChainView *self);

G_END_DECLS
