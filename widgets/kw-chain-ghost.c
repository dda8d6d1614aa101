/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "catena-config.h"

#include "kw-chain-ghost.h"

#include <glib/gi18n.h>

#include "kw-chain-text.h"
#include "kw-status-mark.h"
#include "kw-text.h"

#define RADIUS 12
#define STROKE 2
#define DASH 7
#define SPACE 4

struct _KwChainGhost {
  KwChainNode parent_instance;

  GtkWidget *head;
  GtkWidget *key;
  GtkWidget *foot;
  GtkWidget *row;
  GtkLabel *name;
  GtkLabel *row_name;
  GtkLabel *row_key;
  GtkWidget *fetch;
};

enum {
  SIGNAL_FETCH,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (KwChainGhost, kw_chain_ghost, KW_TYPE_CHAIN_NODE)

static void
find_cb (KwChainGhost *self)
{
  g_signal_emit_by_name (self, "activated");
}

static void
fetch_cb (KwChainGhost *self)
{
  g_signal_emit (self, signals[SIGNAL_FETCH], 0);
}

/* CSS draws dashes of one length for all borders; this one has the dashes of the links. */
static void
kw_chain_ghost_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  g_autoptr (GskPathBuilder) builder = gsk_path_builder_new ();
  g_autoptr (GskPath) path = NULL;
  g_autoptr (GskStroke) stroke = gsk_stroke_new (STROKE);
  GskRoundedRect outline;
  graphene_rect_t bounds;
  GdkRGBA color;

  graphene_rect_init (&bounds, STROKE / 2.0f, STROKE / 2.0f, (float) gtk_widget_get_width (widget) - STROKE,
                      (float) gtk_widget_get_height (widget) - STROKE);
  gsk_rounded_rect_init_from_rect (&outline, &bounds, RADIUS);
  gsk_path_builder_add_rounded_rect (builder, &outline);
  path = gsk_path_builder_free_to_path (g_steal_pointer (&builder));
  gsk_stroke_set_dash (stroke, (const float[]) { DASH, SPACE }, 2);
  gtk_widget_get_color (widget, &color);
  gtk_snapshot_append_stroke (snapshot, path, stroke, &color);

  GTK_WIDGET_CLASS (kw_chain_ghost_parent_class)->snapshot (widget, snapshot);
}

static void
kw_chain_ghost_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), KW_TYPE_CHAIN_GHOST);

  G_OBJECT_CLASS (kw_chain_ghost_parent_class)->dispose (object);
}

static void
kw_chain_ghost_class_init (KwChainGhostClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = kw_chain_ghost_dispose;
  widget_class->snapshot = kw_chain_ghost_snapshot;

  signals[SIGNAL_FETCH] =
    g_signal_new ("fetch", KW_TYPE_CHAIN_GHOST, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (KW_TYPE_STATUS_MARK);
  gtk_widget_class_set_template_from_resource (widget_class, RESOURCE_PATH "/widgets/kw-chain-ghost.ui");
  gtk_widget_class_bind_template_child (widget_class, KwChainGhost, head);
  gtk_widget_class_bind_template_child (widget_class, KwChainGhost, key);
  gtk_widget_class_bind_template_child (widget_class, KwChainGhost, foot);
  gtk_widget_class_bind_template_child (widget_class, KwChainGhost, row);
  gtk_widget_class_bind_template_child (widget_class, KwChainGhost, name);
  gtk_widget_class_bind_template_child (widget_class, KwChainGhost, row_name);
  gtk_widget_class_bind_template_child (widget_class, KwChainGhost, row_key);
  gtk_widget_class_bind_template_child (widget_class, KwChainGhost, fetch);
  gtk_widget_class_bind_template_callback (widget_class, find_cb);
  gtk_widget_class_bind_template_callback (widget_class, fetch_cb);
}

static void
kw_chain_ghost_init (KwChainGhost *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  kw_chain_node_set_parts (KW_CHAIN_NODE (self), self->head, self->key, self->foot, self->row);
}

static void
describe (KwChainGhost *self, const KwChainCardText *text, const char *dn)
{
  g_autofree char *full = kw_text_plain (dn);
  /* Translators: %s is the name of a certificate that is not here */
  g_autofree char *name = g_strdup_printf (_ ("%s, missing issuer"), text->title);

  kw_chain_part_describe (GTK_WIDGET (self), name, text->key);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), full);
}

/**
 * kw_chain_ghost_new:
 * @missing: what is known of the missing issuer
 * @can_fetch: whether somebody could fetch it
 *
 * Makes the dashed card of an issuer that is not here. It never shows a date or a key, because nobody knows them.
 *
 * Returns: (transfer floating): the new card
 */
GtkWidget *
kw_chain_ghost_new (const KsMissingIssuer *missing, gboolean can_fetch)
{
  KwChainGhost *self = g_object_new (KW_TYPE_CHAIN_GHOST, NULL);
  g_autoptr (KwChainCardText) text = kw_chain_card_text_new_missing (missing);

  gtk_label_set_label (self->name, text->name);
  gtk_label_set_label (self->row_name, text->name);
  gtk_label_set_label (GTK_LABEL (self->key), text->key);
  gtk_label_set_label (self->row_key, text->key);
  gtk_widget_set_visible (self->fetch, can_fetch && missing->url != NULL);
  describe (self, text, missing->name != NULL ? ks_name_get_text (missing->name) : "");
  return GTK_WIDGET (self);
}
