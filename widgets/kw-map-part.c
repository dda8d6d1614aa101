/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "kw-config.h"

#include "kw-map-part.h"

#include <glib/gi18n.h>

#include "kw-text.h"

#define PADDING 12

struct _KwMapPart {
  GtkWidget parent_instance;

  GtkWidget *button; /* or NULL */
  int index;
};

enum {
  SIGNAL_REPAIR,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (KwMapPart, kw_map_part, GTK_TYPE_WIDGET)

/* The map knows its size. */
static void
kw_map_part_measure (GtkWidget *widget,
                     GtkOrientation orientation,
                     int for_size,
                     int *minimum,
                     int *natural,
                     int *minimum_baseline,
                     int *natural_baseline)
{
  *minimum = *natural = 0;
}

/* In the corner at the inline end. */
static void
kw_map_part_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  KwMapPart *self = KW_MAP_PART (widget);
  gboolean is_rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  GtkAllocation place = { 0, 0, 0, 0 };
  int minimum;

  if (self->button == NULL)
    return;
  gtk_widget_measure (self->button, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, &place.width, NULL, NULL);
  place.width = MAX (minimum, MIN (place.width, width / 2));
  gtk_widget_measure (self->button, GTK_ORIENTATION_VERTICAL, place.width, NULL, &place.height, NULL, NULL);
  place.x = is_rtl ? PADDING : width - PADDING - place.width;
  place.y = height - PADDING - place.height;
  gtk_widget_size_allocate (self->button, &place, -1);
}

static void
kw_map_part_dispose (GObject *object)
{
  g_clear_pointer (&KW_MAP_PART (object)->button, gtk_widget_unparent);

  G_OBJECT_CLASS (kw_map_part_parent_class)->dispose (object);
}

static void
kw_map_part_class_init (KwMapPartClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = kw_map_part_dispose;
  widget_class->measure = kw_map_part_measure;
  widget_class->size_allocate = kw_map_part_size_allocate;

  signals[SIGNAL_REPAIR] =
    g_signal_new ("repair", KW_TYPE_MAP_PART, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_css_name (widget_class, "kwmappart");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_TREE_ITEM);
}

static void
kw_map_part_init (KwMapPart *self)
{
  self->index = -1;
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
}

/**
 * kw_map_part_new:
 *
 * Returns: (transfer floating): a part that stands for nothing yet
 */
GtkWidget *
kw_map_part_new (void)
{
  return g_object_new (KW_TYPE_MAP_PART, NULL);
}

static void
clicked_cb (KwMapPart *self)
{
  g_signal_emit (self, signals[SIGNAL_REPAIR], 0);
}

/**
 * kw_map_part_dup_button_label:
 * @missing: what a store does not have
 *
 * Returns: (transfer full): what the button that adds it says
 */
char *
kw_map_part_dup_button_label (KsCertificate *missing)
{
  g_autofree char *name = kw_text_show (ks_certificate_get_title (missing));

  /* Translators: the name of a CA; a button that adds it to the truststore */
  return g_strdup_printf (_ ("Add “%s”"), name);
}

static void
set_button (KwMapPart *self, KsCertificate *missing)
{
  g_autofree char *label = NULL;

  g_clear_pointer (&self->button, gtk_widget_unparent);
  if (missing == NULL)
    return;
  label = kw_map_part_dup_button_label (missing);
  self->button = gtk_button_new_with_label (label);
  gtk_label_set_ellipsize (GTK_LABEL (gtk_button_get_child (GTK_BUTTON (self->button))), PANGO_ELLIPSIZE_END);
  gtk_widget_set_tooltip_text (self->button, label);
  gtk_widget_add_css_class (self->button, "small");
  gtk_widget_add_css_class (self->button, "suggested-action");
  g_signal_connect_swapped (self->button, "clicked", G_CALLBACK (clicked_cb), self);
  gtk_widget_set_parent (self->button, GTK_WIDGET (self));
}

static char *
describe_issuers (KsTrustGraph *graph, const KsTrustNode *node)
{
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; i < node->issuers->len; i++) {
    const KsTrustNode *issuer = ks_trust_graph_get_node (graph, g_array_index (node->issuers, guint, i));
    g_autofree char *name = kw_text_plain (ks_certificate_get_title (issuer->certificate));

    g_string_append_printf (names, "%s“%s”", i > 0 ? ", " : "", name);
  }
  if (names->len == 0)
    return node->is_anchor ? g_strdup (_ ("Anchor")) : NULL;
  /* Translators: one or more names of CAs in quotes */
  return g_strdup_printf (_ ("Issued by %s"), names->str);
}

static char *
describe_issued (const KsTrustNode *node)
{
  guint n = node->issued->len;

  if (n == 0)
    return NULL;
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "issued %u certificate here",
                                       "issued %u certificates here", n),
                          n);
}

static void
add_part (GPtrArray *parts, char *text)
{
  if (text != NULL && *text != '\0')
    g_ptr_array_add (parts, text);
  else
    g_free (text);
}

static char *
join_parts (GPtrArray *parts)
{
  g_ptr_array_add (parts, NULL);
  return g_strjoinv (", ", (char **) parts->pdata);
}

static char *
make_name (KsTrustGraph *graph, const KwMapBox *box)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);

  add_part (parts, kw_text_plain (box->title));
  if (box->kind == KW_MAP_PAIR) {
    const KsTrustPair *pair = ks_trust_graph_get_pair (graph, box->index);

    add_part (parts, kw_text_plain (box->detail));
    add_part (parts, kw_text_plain (pair->sentence));
  } else if (box->kind == KW_MAP_MORE && box->index == KW_MAP_QUIET) {
    add_part (parts, g_strdup (_ ("other organizations")));
  } else if (box->kind == KW_MAP_MORE) {
    add_part (parts, kw_text_plain (ks_trust_graph_get_group (graph, box->index)->title));
  } else {
    const KsTrustNode *node = ks_trust_graph_get_node (graph, box->index);

    add_part (parts, kw_text_plain (ks_trust_graph_get_group (graph, node->group)->title));
    add_part (parts, g_strdup (box->detail));
  }
  return join_parts (parts);
}

static char *
make_description (KsTrustGraph *graph, const KwMapBox *box)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);

  if (box->kind == KW_MAP_PAIR) {
    const KsTrustPair *pair = ks_trust_graph_get_pair (graph, box->index);
    g_autofree char *by = pair->node >= 0 ? ks_trust_graph_dup_label (graph, (guint) pair->node) : NULL;

    add_part (parts, g_strdup (_ ("Key pair")));
    /* Translators: the name of a CA */
    add_part (parts, by != NULL ? g_strdup_printf (_ ("through “%s”"), by) : NULL);
  } else if (box->kind == KW_MAP_MORE) {
    add_part (parts, g_strdup (_ ("Shows all of them")));
  } else {
    const KsTrustNode *node = ks_trust_graph_get_node (graph, box->index);

    add_part (parts, describe_issuers (graph, node));
    add_part (parts, describe_issued (node));
    add_part (parts, node->is_used ? g_strdup (_ ("used by a key pair")) : NULL);
  }
  return join_parts (parts);
}

/**
 * kw_map_part_set:
 * @self: a part
 * @graph: what the map shows
 * @box: (nullable): what it stands for; %NULL: nothing, it waits
 * @index: of the box
 * @can_repair: whether it may have a button
 *
 * Makes it stand for a box.
 */
void
kw_map_part_set (KwMapPart *self, KsTrustGraph *graph, const KwMapBox *box, int index, gboolean can_repair)
{
  const KsTrustPair *pair =
    box != NULL && box->kind == KW_MAP_PAIR ? ks_trust_graph_get_pair (graph, box->index) : NULL;
  g_autofree char *name = NULL;
  g_autofree char *description = NULL;

  self->index = box != NULL ? index : -1;
  set_button (self, pair != NULL && can_repair ? pair->missing : NULL);
  gtk_widget_set_child_visible (GTK_WIDGET (self), box != NULL);
  if (box == NULL)
    return;
  name = make_name (graph, box);
  description = make_description (graph, box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, description,
                                  GTK_ACCESSIBLE_PROPERTY_LEVEL, (int) box->level, -1);
}

/**
 * kw_map_part_get_index:
 * @self: a part
 *
 * Returns: the index of the box that it stands for, -1 for none
 */
int
kw_map_part_get_index (KwMapPart *self)
{
  return self->index;
}

/**
 * kw_map_part_has_button:
 * @self: a part
 *
 * Returns: whether there is something to repair
 */
gboolean
kw_map_part_has_button (KwMapPart *self)
{
  return self->button != NULL;
}
