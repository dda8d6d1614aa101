/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "kw-config.h"

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
  GtkLabel *key_id;
  GtkLabel *url;
  GtkLabel *row_name;
  GtkLabel *row_key;
  GtkWidget *fetch;
  GtkWidget *paste;
  GtkWidget *row_paste;
};

enum {
  SIGNAL_FETCH,
  SIGNAL_PASTE,
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

static void
paste_cb (KwChainGhost *self)
{
  g_signal_emit (self, signals[SIGNAL_PASTE], 0);
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
kw_chain_ghost_mark_field (KwChainNode *node, KwChainField field)
{
  KwChainGhost *self = KW_CHAIN_GHOST (node);

  kw_chain_node_mark_label (self->name, field == KW_FIELD_NAME);
  kw_chain_node_mark_label (self->row_name, field == KW_FIELD_NAME);
  kw_chain_node_mark_label (self->key_id, field == KW_FIELD_KEY);
  kw_chain_node_mark_label (self->row_key, field == KW_FIELD_KEY);
}

static void
kw_chain_ghost_class_init (KwChainGhostClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = kw_chain_ghost_dispose;
  widget_class->snapshot = kw_chain_ghost_snapshot;
  KW_CHAIN_NODE_CLASS (klass)->mark_field = kw_chain_ghost_mark_field;

  signals[SIGNAL_FETCH] =
    g_signal_new ("fetch", KW_TYPE_CHAIN_GHOST, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_PASTE] =
    g_signal_new ("paste", KW_TYPE_CHAIN_GHOST, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (KW_TYPE_STATUS_MARK);
  gtk_widget_class_set_template_from_resource (widget_class, RESOURCE_PATH "/widgets/kw-chain-ghost.ui");
  gtk_widget_class_bind_template_child (widget_class, KwChainGhost, head);
  gtk_widget_class_bind_template_child (widget_class, KwChainGhost, key);
  gtk_widget_class_bind_template_child (widget_class, KwChainGhost, foot);
  gtk_widget_class_bind_template_child (widget_class, KwChainGhost, row);
  gtk_widget_class_bind_template_child (widget_class, KwChainGhost, name);
  gtk_widget_class_bind_template_child (widget_class, KwChainGhost, row_name);
  gtk_widget_class_bind_template_child (widget_class, KwChainGhost, row_key);
  gtk_widget_class_bind_template_child (widget_class, KwChainGhost, key_id);
  gtk_widget_class_bind_template_child (widget_class, KwChainGhost, url);
  gtk_widget_class_bind_template_child (widget_class, KwChainGhost, fetch);
  gtk_widget_class_bind_template_child (widget_class, KwChainGhost, paste);
  gtk_widget_class_bind_template_child (widget_class, KwChainGhost, row_paste);
  gtk_widget_class_bind_template_callback (widget_class, find_cb);
  gtk_widget_class_bind_template_callback (widget_class, fetch_cb);
  gtk_widget_class_bind_template_callback (widget_class, paste_cb);
}

static void
kw_chain_ghost_init (KwChainGhost *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  kw_chain_node_prepare_name (self->name);
  kw_chain_node_set_parts (KW_CHAIN_NODE (self), self->head, self->key, self->foot, self->row);
}

/* A button that does nothing says why. */
static void
set_fetch (KwChainGhost *self, const char *url, gboolean can_fetch)
{
  g_autofree char *reason = NULL;
  g_autofree char *shown = kw_text_show (url);

  gtk_widget_set_visible (self->fetch, url != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->url), url != NULL);
  if (url == NULL)
    return;
  gtk_label_set_label (self->url, shown);
  gtk_widget_set_sensitive (self->fetch, can_fetch);
  if (can_fetch)
    /* Translators: %s is an address */
    reason = g_strdup_printf (_ ("Fetches %s"), url);
  else
    /* Translators: %s is an address */
    reason =
      g_strdup_printf (_ ("This version fetches nothing from the network. The certificate names %s"), url);
  gtk_widget_set_tooltip_text (self->fetch, reason);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->fetch), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, reason,
                                  -1);
}

static void
describe (KwChainGhost *self, const KwChainCardText *text, const char *dn, const char *url)
{
  g_autofree char *full = kw_text_plain (dn);
  g_autofree char *address = kw_text_plain (url);
  /* Translators: %s is the name of a certificate that is not here */
  g_autofree char *name = g_strdup_printf (_ ("%s, missing issuer"), text->title);
  const char *lines[] = { text->key, *address != '\0' ? address : NULL, NULL };
  g_autofree char *description = g_strjoinv (", ", (char **) lines);
  g_autofree char *tooltip =
    g_strdup_printf ("%s\n%s%s%s", full, text->key, *address != '\0' ? "\n" : "", address);

  kw_chain_part_describe (GTK_WIDGET (self), name, description);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), tooltip);
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

  kw_chain_node_show_name (self->name, text->name);
  gtk_label_set_label (self->row_name, text->name);
  gtk_label_set_label (self->key_id, text->key);
  gtk_label_set_label (self->row_key, text->key);
  set_fetch (self, missing->url, can_fetch);
  describe (self, text, missing->name != NULL ? ks_name_get_text (missing->name) : "", missing->url);
  return GTK_WIDGET (self);
}

/**
 * kw_chain_ghost_set_can_paste:
 * @self: a card
 * @can_paste: whether somebody answers KwChainGhost::paste
 *
 * Offers to put certificates from the clipboard in the place of the missing one.
 */
void
kw_chain_ghost_set_can_paste (KwChainGhost *self, gboolean can_paste)
{
  g_return_if_fail (KW_IS_CHAIN_GHOST (self));

  gtk_widget_set_visible (self->paste, can_paste);
  gtk_widget_set_visible (self->row_paste, can_paste);
}

static void
hide_buttons (GtkWidget *widget)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (GTK_IS_BUTTON (child))
      gtk_widget_set_visible (child, FALSE);
    else
      hide_buttons (child);
}

/**
 * kw_chain_ghost_hide_buttons:
 * @self: a card
 *
 * Takes the buttons away, for a drawing that is there to be looked at.
 */
void
kw_chain_ghost_hide_buttons (KwChainGhost *self)
{
  g_return_if_fail (KW_IS_CHAIN_GHOST (self));

  hide_buttons (self->head);
  hide_buttons (self->foot);
  hide_buttons (self->row);
}
