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
  gboolean can_fetch;
  gboolean is_unfolded;
};

/* The chain is one stop of the Tab key; arrows, Home and End go along it. */
void _kw_chain_view_install_keys (GtkWidgetClass *widget_class);
gboolean _kw_chain_view_has_focus (KwChainView *self);
gboolean _kw_chain_view_focus_part (KwChainView *self, int index);

G_END_DECLS
