/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "kw-config.h"

#include "kw-chain-node.h"

#include "kw-chain-layout.h"

#define ZERO_WIDTH_SPACE "\xe2\x80\x8b"

typedef struct {
  GtkWidget *head;
  GtkWidget *key;
  GtkWidget *foot;
  GtkWidget *row;
  KwChainForm form;
} KwChainNodePrivate;

enum {
  SIGNAL_ACTIVATED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (KwChainNode, kw_chain_node, GTK_TYPE_WIDGET)

static void
measure_part (GtkWidget *part,
              GtkOrientation orientation,
              int for_size,
              int spacing,
              int *minimum,
              int *natural)
{
  int part_minimum = 0, part_natural = 0;

  if (part == NULL || !gtk_widget_get_visible (part))
    return;

  gtk_widget_measure (part, orientation, for_size, &part_minimum, &part_natural, NULL, NULL);
  if (orientation == GTK_ORIENTATION_VERTICAL) {
    *minimum += part_minimum + spacing;
    *natural += part_natural + spacing;
  } else {
    *minimum = MAX (*minimum, part_minimum);
    *natural = MAX (*natural, part_natural);
  }
}

static void
kw_chain_node_real_measure_form (KwChainNode *self,
                                 KwChainForm form,
                                 GtkOrientation orientation,
                                 int for_size,
                                 int *minimum,
                                 int *natural)
{
  KwChainNodePrivate *priv = kw_chain_node_get_instance_private (self);
  int inline_padding = 2 * (form == KW_CHAIN_VERTICAL ? KW_CARD_PADDING_ROW : KW_CARD_PADDING_INLINE);
  int padding = orientation == GTK_ORIENTATION_VERTICAL ? 2 * KW_CARD_PADDING_BLOCK : inline_padding;

  if (orientation == GTK_ORIENTATION_VERTICAL && for_size >= 0)
    for_size = MAX (0, for_size - inline_padding);
  *minimum = *natural = 0;
  if (form == KW_CHAIN_VERTICAL) {
    measure_part (priv->row, orientation, for_size, 0, minimum, natural);
  } else {
    measure_part (priv->head, orientation, for_size, 0, minimum, natural);
    if (form == KW_CHAIN_FULL)
      measure_part (priv->key, orientation, for_size, KW_CARD_KEY_SPACING, minimum, natural);
    measure_part (priv->foot, orientation, for_size, 0, minimum, natural);
  }
  *minimum += padding;
  *natural += padding;
}

static void
kw_chain_node_measure (GtkWidget *widget,
                       GtkOrientation orientation,
                       int for_size,
                       int *minimum,
                       int *natural,
                       int *minimum_baseline,
                       int *natural_baseline)
{
  *minimum = *natural = 0;
}

static int
place_part (GtkWidget *part, int x, int y, int width, int height)
{
  int natural;

  if (part == NULL || !gtk_widget_get_child_visible (part) || !gtk_widget_get_visible (part))
    return 0;

  gtk_widget_measure (part, GTK_ORIENTATION_VERTICAL, width, NULL, &natural, NULL, NULL);
  height = height < 0 ? natural : height;
  gtk_widget_size_allocate (part, &(GtkAllocation) { x, y, width, height }, -1);
  return height;
}

static void
kw_chain_node_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  KwChainNodePrivate *priv = kw_chain_node_get_instance_private (KW_CHAIN_NODE (widget));
  int inner = width - 2 * KW_CARD_PADDING_INLINE;
  int y = KW_CARD_PADDING_BLOCK;
  int used;

  if (priv->form == KW_CHAIN_VERTICAL) {
    place_part (priv->row, KW_CARD_PADDING_ROW, y, width - 2 * KW_CARD_PADDING_ROW, height - 2 * y);
    return;
  }
  y += place_part (priv->head, KW_CARD_PADDING_INLINE, y, inner, -1);
  used = place_part (priv->key, KW_CARD_PADDING_INLINE, y + KW_CARD_KEY_SPACING, inner, -1);
  y += used > 0 ? used + KW_CARD_KEY_SPACING : 0;
  place_part (priv->foot, KW_CARD_PADDING_INLINE, y, inner, height - KW_CARD_PADDING_BLOCK - y);
}

static void
emit_activated (KwChainNode *self)
{
  g_signal_emit (self, signals[SIGNAL_ACTIVATED], 0);
}

static void
released_cb (KwChainNode *self, int n_press, double x, double y, GtkGestureClick *gesture)
{
  GtkWidget *widget = GTK_WIDGET (self);

  if (!gtk_widget_contains (widget, x, y))
    return;

  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  gtk_widget_grab_focus (widget);
  emit_activated (self);
}

static void
open_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  emit_activated (KW_CHAIN_NODE (widget));
}

static void
kw_chain_node_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (kw_chain_node_parent_class)->dispose (object);
}

static void
kw_chain_node_class_init (KwChainNodeClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const guint keys[] = { GDK_KEY_Return, GDK_KEY_KP_Enter, GDK_KEY_ISO_Enter, GDK_KEY_space };

  object_class->dispose = kw_chain_node_dispose;
  widget_class->measure = kw_chain_node_measure;
  widget_class->size_allocate = kw_chain_node_size_allocate;
  klass->measure_form = kw_chain_node_real_measure_form;

  signals[SIGNAL_ACTIVATED] =
    g_signal_new ("activated", KW_TYPE_CHAIN_NODE, G_SIGNAL_RUN_LAST | G_SIGNAL_ACTION, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 0);
  gtk_widget_class_set_activate_signal (widget_class, signals[SIGNAL_ACTIVATED]);
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    gtk_widget_class_add_binding_signal (widget_class, keys[i], 0, "activated", NULL);
  gtk_widget_class_install_action (widget_class, "node.open", NULL, open_action);
  gtk_widget_class_set_css_name (widget_class, "kwnode");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LIST_ITEM);
}

static void
kw_chain_node_init (KwChainNode *self)
{
  GtkGesture *gesture = gtk_gesture_click_new ();

  g_signal_connect_swapped (gesture, "released", G_CALLBACK (released_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (gesture));
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
}

static void
show_part (GtkWidget *part, gboolean show)
{
  if (part != NULL)
    gtk_widget_set_child_visible (part, show);
}

/**
 * kw_chain_node_set_parts:
 * @self: a node
 * @head: what stands at the top in a row of cards
 * @key: (nullable): what gives way first
 * @foot: (nullable): what takes the rest of the height
 * @row: everything, for the vertical drawing
 *
 * Names the parts, which are children of @self already. For subclasses.
 */
void
kw_chain_node_set_parts (KwChainNode *self, GtkWidget *head, GtkWidget *key, GtkWidget *foot, GtkWidget *row)
{
  KwChainNodePrivate *priv = kw_chain_node_get_instance_private (self);

  g_return_if_fail (KW_IS_CHAIN_NODE (self));

  priv->head = head;
  priv->key = key;
  priv->foot = foot;
  priv->row = row;
  kw_chain_node_set_form (self, priv->form);
}

/**
 * kw_chain_node_measure_form:
 * @self: a node
 * @form: how the chain might be drawn
 * @orientation: which size is asked for
 * @for_size: the other size in px, or -1
 * @minimum: (out): in px
 * @natural: (out): in px
 *
 * Measures the node as it would be in a form of the chain that need not be the present one.
 */
void
kw_chain_node_measure_form (KwChainNode *self,
                            KwChainForm form,
                            GtkOrientation orientation,
                            int for_size,
                            int *minimum,
                            int *natural)
{
  g_return_if_fail (KW_IS_CHAIN_NODE (self));

  KW_CHAIN_NODE_GET_CLASS (self)->measure_form (self, form, orientation, for_size, minimum, natural);
}

/**
 * kw_chain_node_get_form:
 * @self: a node
 *
 * Returns: the form of the chain at its last allocation
 */
KwChainForm
kw_chain_node_get_form (KwChainNode *self)
{
  KwChainNodePrivate *priv = kw_chain_node_get_instance_private (self);

  return priv->form;
}

/**
 * kw_chain_node_set_form:
 * @self: a node
 * @form: how the chain is drawn
 *
 * Shows the parts that belong to a form. It asks for no new layout, because the chain is in the middle of one.
 */
void
kw_chain_node_set_form (KwChainNode *self, KwChainForm form)
{
  KwChainNodePrivate *priv = kw_chain_node_get_instance_private (self);

  priv->form = form;
  show_part (priv->head, form != KW_CHAIN_VERTICAL);
  show_part (priv->key, form == KW_CHAIN_FULL);
  show_part (priv->foot, form != KW_CHAIN_VERTICAL);
  show_part (priv->row, form == KW_CHAIN_VERTICAL);
}

/**
 * kw_chain_node_set_selected:
 * @self: a node
 * @selected: whether its details are shown
 *
 * Marks the node whose details are shown.
 */
void
kw_chain_node_set_selected (KwChainNode *self, gboolean selected)
{
  GtkWidget *widget = GTK_WIDGET (self);

  if (selected)
    gtk_widget_add_css_class (widget, "selected");
  else
    gtk_widget_remove_css_class (widget, "selected");
  gtk_accessible_update_state (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_STATE_SELECTED, selected, -1);
}

/**
 * kw_chain_node_prepare_name:
 * @label: for the name of a certificate
 *
 * Lets a name break anywhere without a hyphen, which would seem to be part of it.
 */
void
kw_chain_node_prepare_name (GtkLabel *label)
{
  g_autoptr (PangoAttrList) list = pango_attr_list_new ();

  pango_attr_list_insert (list, pango_attr_insert_hyphens_new (FALSE));
  gtk_label_set_attributes (label, list);
}

/**
 * kw_chain_node_show_name:
 * @label: for the name of a certificate
 * @name: that name
 *
 * Shows a name that breaks behind a dot rather than inside of a word: between the parts of a host name there is nothing else where a
 * line could end. Who hears it hears the name as it is.
 */
void
kw_chain_node_show_name (GtkLabel *label, const char *name)
{
  GString *text = g_string_new (NULL);

  for (const char *p = name; *p != '\0'; p++) {
    g_string_append_c (text, *p);
    if (*p == '.' && g_ascii_isalnum (p[1]))
      g_string_append (text, ZERO_WIDTH_SPACE);
  }
  gtk_label_set_label (label, text->str);
  gtk_accessible_update_property (GTK_ACCESSIBLE (label), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_string_free (text, TRUE);
}

/**
 * kw_chain_node_mark_label:
 * @label: a text on a node
 * @is_marked: whether it belongs to what is pointed at
 *
 * Marks a text by an accent and a line below it.
 */
void
kw_chain_node_mark_label (GtkLabel *label, gboolean is_marked)
{
  if (is_marked)
    gtk_widget_add_css_class (GTK_WIDGET (label), "together");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (label), "together");
}

/**
 * kw_chain_node_set_together:
 * @self: a node
 * @field: what of it belongs to what is pointed at; %KW_FIELD_NONE for nothing
 *
 * Marks the node as part of what belongs together.
 */
void
kw_chain_node_set_together (KwChainNode *self, KwChainField field)
{
  g_return_if_fail (KW_IS_CHAIN_NODE (self));

  if (field != KW_FIELD_NONE)
    gtk_widget_add_css_class (GTK_WIDGET (self), "together");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "together");
  if (KW_CHAIN_NODE_GET_CLASS (self)->mark_field != NULL)
    KW_CHAIN_NODE_GET_CLASS (self)->mark_field (self, field);
}

/**
 * kw_chain_part_describe:
 * @part: a node or link of a chain
 * @name: its accessible name, translated
 * @description: its accessible description, translated, "" for none
 *
 * Says what a part of the drawing is to those who do not see it.
 */
void
kw_chain_part_describe (GtkWidget *part, const char *name, const char *description)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (part), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, description, -1);
}

/**
 * kw_chain_part_set_position:
 * @part: a node or link of a chain
 * @position: its place from the leaf, 1 for the leaf
 * @size: how many parts the chain has
 *
 * Says where in the chain a part stands.
 */
void
kw_chain_part_set_position (GtkWidget *part, int position, int size)
{
  gtk_accessible_update_relation (GTK_ACCESSIBLE (part), GTK_ACCESSIBLE_RELATION_POS_IN_SET, position,
                                  GTK_ACCESSIBLE_RELATION_SET_SIZE, size, -1);
}
