/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "kw-config.h"

#include "kw-comparison-view.h"

#include <glib/gi18n.h>

#include "kw-comparison-row.h"

/* Fields that are shown at once; a certificate may have thousands of names. */
#define CHUNK 100

struct _KwComparisonView {
  GtkWidget parent_instance;

  GtkBox *box;
  KsComparison *comparison; /* or NULL */
  char *names[2];
  char *places[2];
  guint limits[KS_COMPARISON_FINGERPRINTS + 1]; /* by topic */
  gboolean only_differences;
  gboolean is_narrow;
};

G_DEFINE_FINAL_TYPE (KwComparisonView, kw_comparison_view, GTK_TYPE_WIDGET)

static void
kw_comparison_view_dispose (GObject *object)
{
  KwComparisonView *self = KW_COMPARISON_VIEW (object);

  g_clear_pointer ((GtkWidget **) &self->box, gtk_widget_unparent);

  G_OBJECT_CLASS (kw_comparison_view_parent_class)->dispose (object);
}

static void
kw_comparison_view_finalize (GObject *object)
{
  KwComparisonView *self = KW_COMPARISON_VIEW (object);

  g_clear_pointer (&self->comparison, ks_comparison_unref);
  for (gsize i = 0; i < G_N_ELEMENTS (self->names); i++) {
    g_free (self->names[i]);
    g_free (self->places[i]);
  }

  G_OBJECT_CLASS (kw_comparison_view_parent_class)->finalize (object);
}

static void
kw_comparison_view_class_init (KwComparisonViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = kw_comparison_view_dispose;
  object_class->finalize = kw_comparison_view_finalize;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "kwcomparisonview");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
reset_limits (KwComparisonView *self)
{
  for (gsize i = 0; i < G_N_ELEMENTS (self->limits); i++)
    self->limits[i] = CHUNK;
}

static void
kw_comparison_view_init (KwComparisonView *self)
{
  reset_limits (self);
  self->box = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 18));
  gtk_widget_set_parent (GTK_WIDGET (self->box), GTK_WIDGET (self));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Comparison"), -1);
}

/* ---- the cards ---- */

static GtkBox *
add_card (KwComparisonView *self, const char *title)
{
  GtkWidget *group = adw_preferences_group_new ();
  GtkWidget *card = g_object_new (GTK_TYPE_BOX, "orientation", GTK_ORIENTATION_VERTICAL, "accessible-role",
                                  GTK_ACCESSIBLE_ROLE_LIST, NULL);

  if (title != NULL) {
    adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), title);
    gtk_accessible_update_property (GTK_ACCESSIBLE (card), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  }
  gtk_widget_add_css_class (card, "card");
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), card);
  gtk_box_append (self->box, group);
  return GTK_BOX (card);
}

static void
add_row (KwComparisonView *self, GtkBox *card, GtkWidget *row)
{
  kw_comparison_row_set_narrow (KW_COMPARISON_ROW (row), self->is_narrow);
  gtk_box_append (card, row);
}

/* The name of an extension above its fields. */
static void
add_part (GtkBox *card, const char *name)
{
  GtkWidget *label = gtk_label_new (name);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_widget_add_css_class (label, "caption-heading");
  gtk_widget_add_css_class (label, "comparison-part");
  gtk_box_append (card, label);
}

static gboolean
is_shown (KwComparisonView *self, const KsComparisonRow *row)
{
  return !self->only_differences || ks_comparison_row_differs (row);
}

static void add_more (KwComparisonView *self, GtkBox *card, KsComparisonTopic topic, guint n_hidden);

/* Adds to a card what there is of its topic, without the first @n_before fields, which are there. A card is made for the first one. */
static void
fill_card (KwComparisonView *self, GtkBox *card, KsComparisonTopic topic, guint n_before)
{
  const char *part = NULL;
  guint n = 0;

  for (guint i = 0; i < ks_comparison_get_n_rows (self->comparison); i++) {
    const KsComparisonRow *row = ks_comparison_get_row (self->comparison, i);
    gboolean is_next = n >= n_before && n < self->limits[topic];

    if (row->topic != topic || !is_shown (self, row))
      continue;
    n++;
    if (is_next && card == NULL)
      card = add_card (self, ks_comparison_topic_get_name (topic));
    if (is_next && row->part != NULL && g_strcmp0 (row->part, part) != 0)
      add_part (card, row->part);
    if (is_next)
      add_row (self, card, kw_comparison_row_new (row));
    part = row->part;
  }
  if (n > self->limits[topic])
    add_more (self, card, topic, n - self->limits[topic]);
}

/* The focus goes to the first of those that come. */
static void
more_cb (GtkWidget *button, KwComparisonView *self)
{
  KsComparisonTopic topic = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "topic"));
  GtkBox *card = GTK_BOX (gtk_widget_get_parent (button));
  guint n_before = self->limits[topic];

  self->limits[topic] += CHUNK;
  fill_card (self, card, topic, n_before);
  gtk_widget_child_focus (gtk_widget_get_next_sibling (button), GTK_DIR_TAB_FORWARD);
  gtk_box_remove (card, button);
}

static void
add_more (KwComparisonView *self, GtkBox *card, KsComparisonTopic topic, guint n_hidden)
{
  guint n = MIN (n_hidden, CHUNK);
  g_autofree char *text =
    g_strdup_printf (ngettext ("Show %u More of %u", "Show %u More of %u", n), n, n_hidden);
  GtkWidget *button = gtk_button_new_with_label (text);

  g_object_set_data (G_OBJECT (button), "topic", GUINT_TO_POINTER (topic));
  gtk_widget_add_css_class (button, "flat");
  g_signal_connect_object (button, "clicked", G_CALLBACK (more_cb), self, 0);
  gtk_box_append (card, button);
}

static void
add_head (KwComparisonView *self)
{
  add_row (self, add_card (self, NULL),
           kw_comparison_row_new_head (self->names[0], self->places[0], self->names[1], self->places[1]));
}

static void
rebuild (KwComparisonView *self)
{
  GtkWidget *child;
  gboolean had_focus = gtk_widget_get_focus_child (GTK_WIDGET (self)) != NULL;

  /* A label whose text can be selected does not survive being removed with the focus. */
  if (had_focus)
    gtk_root_set_focus (gtk_widget_get_root (GTK_WIDGET (self)), NULL);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->box))) != NULL)
    gtk_box_remove (self->box, child);
  if (self->names[0] != NULL)
    add_head (self);
  if (self->comparison == NULL)
    return;
  for (KsComparisonTopic topic = KS_COMPARISON_SUBJECT; topic <= KS_COMPARISON_FINGERPRINTS; topic++)
    fill_card (self, NULL, topic, 0);
  if (had_focus)
    gtk_widget_child_focus (GTK_WIDGET (self), GTK_DIR_TAB_FORWARD);
}

/**
 * kw_comparison_view_new:
 *
 * Makes an empty view.
 *
 * Returns: (transfer floating): the new view
 */
GtkWidget *
kw_comparison_view_new (void)
{
  return g_object_new (KW_TYPE_COMPARISON_VIEW, NULL);
}

/**
 * kw_comparison_view_set_names:
 * @self: a view
 * @left: what to call the first
 * @left_place: (nullable): where that is from
 * @right: what to call the second
 * @right_place: (nullable): where that is from
 *
 * Sets the head of the columns.
 */
void
kw_comparison_view_set_names (KwComparisonView *self,
                              const char *left,
                              const char *left_place,
                              const char *right,
                              const char *right_place)
{
  g_return_if_fail (KW_IS_COMPARISON_VIEW (self));

  g_set_str (&self->names[0], left);
  g_set_str (&self->names[1], right);
  g_set_str (&self->places[0], left_place);
  g_set_str (&self->places[1], right_place);
  rebuild (self);
}

/**
 * kw_comparison_view_set_comparison:
 * @self: a view
 * @comparison: what to show
 *
 * Shows a comparison.
 */
void
kw_comparison_view_set_comparison (KwComparisonView *self, KsComparison *comparison)
{
  g_return_if_fail (KW_IS_COMPARISON_VIEW (self));

  g_clear_pointer (&self->comparison, ks_comparison_unref);
  self->comparison = ks_comparison_ref (comparison);
  reset_limits (self);
  rebuild (self);
}

/**
 * kw_comparison_view_set_only_differences:
 * @self: a view
 * @only_differences: whether to leave out what is the same
 *
 * Shows less or more of it.
 */
void
kw_comparison_view_set_only_differences (KwComparisonView *self, gboolean only_differences)
{
  g_return_if_fail (KW_IS_COMPARISON_VIEW (self));

  if (self->only_differences == only_differences)
    return;
  self->only_differences = only_differences;
  reset_limits (self);
  rebuild (self);
}

/**
 * kw_comparison_view_set_narrow:
 * @self: a view
 * @is_narrow: whether values stand under each other
 *
 * Changes the form of all rows.
 */
void
kw_comparison_view_set_narrow (KwComparisonView *self, gboolean is_narrow)
{
  g_return_if_fail (KW_IS_COMPARISON_VIEW (self));

  if (self->is_narrow == is_narrow)
    return;
  self->is_narrow = is_narrow;
  rebuild (self);
}
