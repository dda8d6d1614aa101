/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What belongs together in a chain: a link and what it holds together, and what a check compares at both of its ends. */

#include "kw-config.h"

#include "kw-chain-node.h"
#include "kw-chain-view-private.h"

static guint pointed_signal;

/* What each check of a link compares: at the certificate, at its issuer. The issuer's name stands on the issuer's card alone. */
static const struct {
  const char *check;
  KwChainField child;
  KwChainField issuer;
} fields[] = {
  { "name-chaining", KW_FIELD_CARD, KW_FIELD_NAME }, { "key-identifiers", KW_FIELD_CARD, KW_FIELD_KEY },
  { "signature", KW_FIELD_KEY, KW_FIELD_KEY },       { "may-sign", KW_FIELD_CARD, KW_FIELD_ROLE },
  { "path-length", KW_FIELD_CARD, KW_FIELD_ROLE },   { "validity", KW_FIELD_TIME, KW_FIELD_TIME },
  { "purpose", KW_FIELD_ROLE, KW_FIELD_CARD },       { "name-constraints", KW_FIELD_NAME, KW_FIELD_CARD },
  { "strength", KW_FIELD_KEY, KW_FIELD_KEY },
};

static const KwChainItem *
item_at (KwChainView *self, guint index)
{
  return &g_array_index (self->items, KwChainItem, index);
}

static void
set_class (GtkWidget *part, gboolean is_set)
{
  if (is_set)
    gtk_widget_add_css_class (part, "together");
  else
    gtk_widget_remove_css_class (part, "together");
}

static void
mark (KwChainView *self, int index, KwChainField field)
{
  GtkWidget *part;

  if (index < 0 || index >= (int) self->parts->len)
    return;
  part = g_ptr_array_index (self->parts, index);
  if (KW_IS_CHAIN_NODE (part))
    kw_chain_node_set_together (KW_CHAIN_NODE (part), field);
  else
    set_class (part, field != KW_FIELD_NONE);
}

static void
mark_nothing (KwChainView *self)
{
  for (guint i = 0; i < self->parts->len; i++)
    mark (self, (int) i, KW_FIELD_NONE);
}

/* A link marks what it holds together, a card the links that hold it. */
static void
mark_neighbours (KwChainView *self, int index)
{
  if (index < 0)
    return;
  mark (self, index - 1, KW_FIELD_CARD);
  mark (self, index + 1, KW_FIELD_CARD);
}

/* The nodes at a part: one card, or both ends of a link. */
static void
emit_pointed (KwChainView *self)
{
  const KwChainItem *item = self->pointed >= 0 ? item_at (self, (guint) self->pointed) : NULL;
  int first = -1, last = -1;

  if (item != NULL && (item->kind == KW_ITEM_CARD || item->kind == KW_ITEM_STACK)) {
    first = (int) item->first;
    last = (int) item->last;
  } else if (item != NULL && item->kind == KW_ITEM_LINK && item->first != KW_CHAIN_NO_LINK) {
    first = (int) item->first;
    last = first + 1;
  }
  g_signal_emit (self, pointed_signal, 0, first, last);
}

/**
 * _kw_chain_view_point_at:
 * @self: a chain view
 * @index: a part, -1 for none
 *
 * Marks what belongs to the part that the pointer or the focus is on.
 */
void
_kw_chain_view_point_at (KwChainView *self, int index)
{
  if (self->pointed == index)
    return;
  self->pointed = index;
  mark_nothing (self);
  mark_neighbours (self, index);
  emit_pointed (self);
}

static void
motion_cb (KwChainView *self, double x, double y)
{
  GtkWidget *part = gtk_widget_pick (GTK_WIDGET (self), x, y, GTK_PICK_DEFAULT);
  guint index;

  while (part != NULL && gtk_widget_get_parent (part) != GTK_WIDGET (self))
    part = gtk_widget_get_parent (part);
  _kw_chain_view_point_at (self,
                           part != NULL && g_ptr_array_find (self->parts, part, &index) ? (int) index : -1);
}

/* The pointer goes, the focus may stay. */
static void
leave_cb (KwChainView *self)
{
  _kw_chain_view_point_at (self, _kw_chain_view_find_focused (self));
}

static void
focus_left_cb (KwChainView *self)
{
  _kw_chain_view_point_at (self, -1);
}

/**
 * _kw_chain_view_install_together:
 * @widget_class: the class of #KwChainView
 *
 * Installs the signal.
 */
void
_kw_chain_view_install_together (GtkWidgetClass *widget_class)
{
  pointed_signal = g_signal_new ("pointed", KW_TYPE_CHAIN_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 2, G_TYPE_INT, G_TYPE_INT);
}

/**
 * _kw_chain_view_init_together:
 * @self: a chain view
 *
 * Follows the pointer and the focus.
 */
void
_kw_chain_view_init_together (KwChainView *self)
{
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();

  self->pointed = -1;
  g_signal_connect_swapped (motion, "motion", G_CALLBACK (motion_cb), self);
  g_signal_connect_swapped (motion, "leave", G_CALLBACK (leave_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), motion);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (focus_left_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), focus);
}

static int
find_link (KwChainView *self, int link)
{
  for (guint i = 1; i < self->parts->len; i += 2)
    if (item_at (self, i)->first == (guint) link)
      return (int) i;
  return -1;
}

/**
 * kw_chain_view_set_together:
 * @self: a chain view
 * @link: index of a link
 * @check: (nullable): id of a check of it; %NULL to mark nothing
 *
 * Marks what a check compares: at the certificate, and at its issuer.
 */
void
kw_chain_view_set_together (KwChainView *self, int link, const char *check)
{
  int index;

  g_return_if_fail (KW_IS_CHAIN_VIEW (self));

  mark_nothing (self);
  index = check != NULL && link >= 0 ? find_link (self, link) : -1;
  if (index < 0) {
    mark_neighbours (self, self->pointed);
    return;
  }
  for (gsize i = 0; i < G_N_ELEMENTS (fields); i++)
    if (g_str_equal (fields[i].check, check)) {
      mark (self, index - 1, fields[i].child);
      mark (self, index + 1, fields[i].issuer);
    }
}
