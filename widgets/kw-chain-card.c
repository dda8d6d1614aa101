/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "kw-config.h"

#include "kw-chain-card.h"

#include <glib/gi18n.h>

#include "kw-chain-text.h"
#include "kw-chain-variants.h"
#include "kw-text.h"

struct _KwChainCard {
  KwChainNode parent_instance;

  GtkWidget *head;
  GtkWidget *key;
  GtkWidget *foot;
  GtkWidget *row;
  GtkImage *role_icon;
  GtkLabel *role;
  GtkLabel *name;
  GtkLabel *time;
  GtkWidget *badge;
  GtkImage *badge_icon;
  GtkLabel *badge_label;
  GtkImage *row_role_icon;
  GtkLabel *row_role;
  GtkLabel *row_name;
  GtkLabel *row_key;
  GtkLabel *row_time;
  GtkMenuButton *variants;
  GtkMenuButton *row_variants;

  char *description; /* without the issuer */
};

enum {
  SIGNAL_PATH_CHOSEN,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (KwChainCard, kw_chain_card, KW_TYPE_CHAIN_NODE)

static void
kw_chain_card_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), KW_TYPE_CHAIN_CARD);
  g_clear_pointer (&KW_CHAIN_CARD (object)->description, g_free);

  G_OBJECT_CLASS (kw_chain_card_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, KwChainCard, head);
  gtk_widget_class_bind_template_child (widget_class, KwChainCard, key);
  gtk_widget_class_bind_template_child (widget_class, KwChainCard, foot);
  gtk_widget_class_bind_template_child (widget_class, KwChainCard, row);
  gtk_widget_class_bind_template_child (widget_class, KwChainCard, role_icon);
  gtk_widget_class_bind_template_child (widget_class, KwChainCard, role);
  gtk_widget_class_bind_template_child (widget_class, KwChainCard, name);
  gtk_widget_class_bind_template_child (widget_class, KwChainCard, time);
  gtk_widget_class_bind_template_child (widget_class, KwChainCard, badge);
  gtk_widget_class_bind_template_child (widget_class, KwChainCard, badge_icon);
  gtk_widget_class_bind_template_child (widget_class, KwChainCard, badge_label);
  gtk_widget_class_bind_template_child (widget_class, KwChainCard, row_role_icon);
  gtk_widget_class_bind_template_child (widget_class, KwChainCard, row_role);
  gtk_widget_class_bind_template_child (widget_class, KwChainCard, row_name);
  gtk_widget_class_bind_template_child (widget_class, KwChainCard, row_key);
  gtk_widget_class_bind_template_child (widget_class, KwChainCard, row_time);
  gtk_widget_class_bind_template_child (widget_class, KwChainCard, variants);
  gtk_widget_class_bind_template_child (widget_class, KwChainCard, row_variants);
}

static void
kw_chain_card_mark_field (KwChainNode *node, KwChainField field)
{
  KwChainCard *self = KW_CHAIN_CARD (node);

  kw_chain_node_mark_label (self->role, field == KW_FIELD_ROLE);
  kw_chain_node_mark_label (self->row_role, field == KW_FIELD_ROLE);
  kw_chain_node_mark_label (self->name, field == KW_FIELD_NAME);
  kw_chain_node_mark_label (self->row_name, field == KW_FIELD_NAME);
  kw_chain_node_mark_label (GTK_LABEL (self->key), field == KW_FIELD_KEY);
  kw_chain_node_mark_label (self->row_key, field == KW_FIELD_KEY);
  kw_chain_node_mark_label (self->time, field == KW_FIELD_TIME);
  kw_chain_node_mark_label (self->row_time, field == KW_FIELD_TIME);
}

static void
kw_chain_card_class_init (KwChainCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = kw_chain_card_dispose;
  KW_CHAIN_NODE_CLASS (klass)->mark_field = kw_chain_card_mark_field;

  signals[SIGNAL_PATH_CHOSEN] = g_signal_new ("path-chosen", KW_TYPE_CHAIN_CARD, G_SIGNAL_RUN_LAST, 0, NULL,
                                              NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);

  gtk_widget_class_set_template_from_resource (widget_class, RESOURCE_PATH "/widgets/kw-chain-card.ui");
  bind_children (widget_class);
}

static void
kw_chain_card_init (KwChainCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  kw_chain_node_prepare_name (self->name);
  kw_chain_node_set_parts (KW_CHAIN_NODE (self), self->head, self->key, self->foot, self->row);
}

static void
set_role (KwChainCard *self, KsCertificateRole role, const char *name)
{
  gtk_image_set_from_icon_name (self->role_icon, kw_role_icon (role));
  gtk_image_set_from_icon_name (self->row_role_icon, kw_role_icon (role));
  gtk_label_set_label (self->role, name);
  gtk_label_set_label (self->row_role, name);
}

static void
set_time_label (GtkLabel *label, const char *text, const char *style)
{
  const char *const classes[] = { "caption", "numeric", style != NULL ? style : "dimmed", NULL };

  gtk_label_set_label (label, text);
  if (!gtk_widget_has_css_class (GTK_WIDGET (label), classes[2]))
    gtk_widget_set_css_classes (GTK_WIDGET (label), (const char **) classes);
}

static void
set_time (KwChainCard *self, const char *text, const char *style)
{
  set_time_label (self->time, text, style);
  set_time_label (self->row_time, text, style);
}

static void
set_provenance (KwChainCard *self, KsProvenance provenance, const char *name)
{
  gboolean is_here = provenance == KS_PROVENANCE_ENTRY;

  gtk_label_set_label (self->badge_label, name);
  gtk_image_set_from_icon_name (self->badge_icon, kw_provenance_icon (provenance));
  gtk_widget_set_visible (GTK_WIDGET (self->badge_icon), !is_here);
  if (is_here) {
    gtk_widget_add_css_class (GTK_WIDGET (self), "card");
  } else {
    gtk_widget_add_css_class (GTK_WIDGET (self), "outline");
    gtk_widget_add_css_class (self->badge, "elsewhere");
  }
}

static void
describe (KwChainCard *self, const KwChainCardText *text)
{
  g_autofree char *name = g_strdup_printf ("%s, %s", text->title, text->role);
  g_autofree char *tooltip = g_strdup_printf ("%s\n%s\n%s", text->title, text->key, text->provenance);

  g_free (self->description);
  self->description = g_strdup_printf ("%s, %s, %s", text->key, text->time, text->provenance);
  kw_chain_part_describe (GTK_WIDGET (self), name, self->description);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), tooltip);
}

/**
 * kw_chain_card_new:
 * @node: a certificate of a path
 * @now: the time that the verdict is for, in seconds since 1970
 *
 * Makes the card of a certificate: filled where the entry holds it, an outline where it is elsewhere.
 *
 * Returns: (transfer floating): the new card
 */
GtkWidget *
kw_chain_card_new (const KsPathNode *node, gint64 now)
{
  KwChainCard *self = g_object_new (KW_TYPE_CHAIN_CARD, NULL);
  g_autoptr (KwChainCardText) text = kw_chain_card_text_new (node, now);

  kw_chain_node_show_name (self->name, text->name);
  gtk_label_set_label (self->row_name, text->name);
  gtk_label_set_label (GTK_LABEL (self->key), text->key);
  gtk_label_set_label (self->row_key, text->key_alone);
  set_role (self, ks_certificate_get_role (node->certificate), text->role);
  set_time (self, text->time, text->time_style);
  set_provenance (self, node->provenance, text->badge);
  describe (self, text);
  return GTK_WIDGET (self);
}

/**
 * kw_chain_card_set_now:
 * @self: a card
 * @node: the certificate that it was made for, in a path of a verdict for another time
 * @now: that time, in seconds since 1970
 *
 * Shows how long the certificate is valid from there. Its description does not name its issuer any more.
 */
void
kw_chain_card_set_now (KwChainCard *self, const KsPathNode *node, gint64 now)
{
  g_autoptr (KwChainCardText) text = kw_chain_card_text_new (node, now);

  g_return_if_fail (KW_IS_CHAIN_CARD (self));

  set_time (self, text->time, text->time_style);
  describe (self, text);
}

/**
 * kw_chain_card_set_calm:
 * @self: a card
 *
 * Leaves it to people to see whether the certificate is still valid.
 */
void
kw_chain_card_set_calm (KwChainCard *self)
{
  g_autofree char *text = NULL;

  g_return_if_fail (KW_IS_CHAIN_CARD (self));

  text = g_strdup (gtk_label_get_label (self->time));
  set_time (self, text, NULL);
}

/**
 * kw_chain_card_describe_issuer:
 * @self: a card
 * @issuer: what the issuer is called; "" where the certificate is its own
 *
 * Adds to the description of the card by whom the certificate was issued, which the drawing shows by a link.
 */
void
kw_chain_card_describe_issuer (KwChainCard *self, const char *issuer)
{
  g_autofree char *text = NULL;

  g_return_if_fail (KW_IS_CHAIN_CARD (self));

  if (*issuer == '\0')
    return;
  /* Translators: what a certificate is, and by whom it was issued */
  text = g_strdup_printf (_ ("%s, issued by %s"), self->description, issuer);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text, -1);
}

static void
chosen_cb (GtkWidget *card, guint path)
{
  g_signal_emit (card, signals[SIGNAL_PATH_CHOSEN], 0, path);
}

static void
set_choice (KwChainCard *self,
            GtkMenuButton *button,
            GArray *variants,
            KsCertificate *current,
            KsVerdict *verdict)
{
  g_autofree char *text = kw_chain_variants_dup_text (variants);

  gtk_menu_button_set_popover (button, kw_chain_variants_popover_new (variants, current, verdict, chosen_cb,
                                                                      GTK_WIDGET (self)));
  gtk_widget_set_tooltip_text (GTK_WIDGET (button), text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  gtk_widget_add_css_class (GTK_WIDGET (button), "variants");
  gtk_widget_add_css_class (GTK_WIDGET (button), "flat");
  gtk_widget_set_visible (GTK_WIDGET (button), TRUE);
}

/**
 * kw_chain_card_set_variants:
 * @self: a card
 * @variants: (element-type KwChainVariant): certificates for the key of this one
 * @current: the one that is drawn
 * @verdict: the verdict that they are of
 *
 * Says that an authority was certified more than once, and lets people go from one of its certificates to another.
 */
void
kw_chain_card_set_variants (KwChainCard *self, GArray *variants, KsCertificate *current, KsVerdict *verdict)
{
  g_autofree char *text = NULL;
  g_autofree char *count = NULL;

  g_return_if_fail (KW_IS_CHAIN_CARD (self));

  text = kw_chain_variants_dup_text (variants);
  count = g_strdup_printf ("%u", variants->len);
  set_choice (self, self->variants, variants, current, verdict);
  set_choice (self, self->row_variants, variants, current, verdict);
  gtk_menu_button_set_label (self->variants, text);
  gtk_menu_button_set_label (self->row_variants, count);
}
