/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "kw-config.h"

#include "kw-comparison-row.h"

#include <glib/gi18n.h>

#include "kw-table-layout.h"
#include "kw-text.h"
#include "kw-value-diff.h"

#define INDENT 26
#define FIRST_COLUMN 0.27

struct _KwComparisonRow {
  GtkWidget parent_instance;

  GtkWidget *captions[2]; /* whose value it is, where that is not told by the column */
  GtkWidget *values[2];   /* with their captions */
  gboolean is_narrow;
};

G_DEFINE_FINAL_TYPE (KwComparisonRow, kw_comparison_row, GTK_TYPE_WIDGET)

static void
kw_comparison_row_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (kw_comparison_row_parent_class)->dispose (object);
}

static void
kw_comparison_row_class_init (KwComparisonRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = kw_comparison_row_dispose;
  gtk_widget_class_set_css_name (widget_class, "kwcomparison");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LIST_ITEM);
}

static void
update_layout (KwComparisonRow *self)
{
  GtkLayoutManager *layout = NULL;

  if (self->is_narrow) {
    layout = gtk_box_layout_new (GTK_ORIENTATION_VERTICAL);
    gtk_box_layout_set_spacing (GTK_BOX_LAYOUT (layout), 6);
  } else {
    layout = g_object_new (KW_TYPE_TABLE_LAYOUT, "first", FIRST_COLUMN, NULL);
  }
  gtk_widget_set_layout_manager (GTK_WIDGET (self), layout);
  for (gsize i = 0; i < G_N_ELEMENTS (self->values); i++) {
    if (self->captions[i] != NULL)
      gtk_widget_set_visible (self->captions[i], self->is_narrow);
    if (self->values[i] != NULL)
      gtk_widget_set_margin_start (self->values[i], self->is_narrow ? INDENT : 0);
  }
}

static void
kw_comparison_row_init (KwComparisonRow *self)
{
  update_layout (self);
}

/**
 * kw_comparison_state_icon:
 * @state: how two values compare
 *
 * Returns: the name of its icon
 */
const char *
kw_comparison_state_icon (KsComparisonState state)
{
  switch (state) {
  case KS_COMPARISON_SAME:
    return "catena-equal-symbolic";
  case KS_COMPARISON_DIFFERENT:
    return "catena-different-symbolic";
  case KS_COMPARISON_ONLY_LEFT:
    return "catena-first-symbolic";
  case KS_COMPARISON_ONLY_RIGHT:
    return "catena-second-symbolic";
  default:
    g_assert_not_reached ();
  }
}

static GtkWidget *
new_label (const char *text, const char *style)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_natural_wrap_mode (GTK_LABEL (label), GTK_NATURAL_WRAP_WORD);
  if (style != NULL)
    gtk_widget_add_css_class (label, style);
  return label;
}

/* Who comes first in a comparison, and who second. */
static const char *
name_side (guint side)
{
  return side == 0 ? _ ("First") : _ ("Second");
}

/* ---- a field ---- */

static GtkWidget *
new_title (const KsComparisonRow *row)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);
  GtkWidget *lines = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *icon = gtk_image_new_from_icon_name (kw_comparison_state_icon (row->state));
  const char *word = row->is_expected ? _ ("Not in a request") : ks_comparison_state_get_word (row->state);
  GtkWidget *label = new_label (word, ks_comparison_row_differs (row) ? "caption-heading" : "caption");

  gtk_accessible_update_state (GTK_ACCESSIBLE (icon), GTK_ACCESSIBLE_STATE_HIDDEN, TRUE, -1);
  gtk_widget_set_valign (icon, *row->label != '\0' ? GTK_ALIGN_START : GTK_ALIGN_CENTER);
  gtk_widget_set_margin_top (icon, *row->label != '\0' ? 2 : 0);
  gtk_widget_set_valign (lines, GTK_ALIGN_CENTER);
  if (*row->label != '\0')
    gtk_box_append (GTK_BOX (lines), new_label (row->label, NULL));
  gtk_box_append (GTK_BOX (lines), label);
  gtk_box_append (GTK_BOX (box), icon);
  gtk_box_append (GTK_BOX (box), lines);
  return box;
}

static char *
dup_shown (const char *value)
{
  return value != NULL && *value != '\0' ? kw_text_show (value) : g_strdup ("—");
}

/* @parts: (nullable): what is marked */
static void
add_value (KwComparisonRow *self,
           guint side,
           const KsComparisonRow *row,
           const char *shown,
           const GArray *parts)
{
  const char *value = side == 0 ? row->left : row->right;
  gboolean is_there = value != NULL && *value != '\0';
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *label = new_label (shown, is_there ? NULL : "dimmed");
  g_autofree char *plain = kw_text_plain (value);

  self->captions[side] = new_label (name_side (side), "caption");
  gtk_widget_add_css_class (self->captions[side], "dimmed");
  gtk_label_set_selectable (GTK_LABEL (label), is_there);
  gtk_accessible_update_property (GTK_ACCESSIBLE (label), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  is_there ? plain : _ ("Nothing"), -1);
  kw_value_diff_mark (GTK_LABEL (label), parts, NULL);
  if (row->is_hex)
    gtk_widget_add_css_class (label, "monospace");
  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), self->captions[side]);
  gtk_box_append (GTK_BOX (box), label);
  self->values[side] = box;
  gtk_widget_set_parent (box, GTK_WIDGET (self));
}

/* What is seen, for those who do not see it. */
static void
describe (KwComparisonRow *self,
          const KsComparisonRow *row,
          const KwValueDiff *diff,
          const char *left,
          const char *right)
{
  GString *spoken = g_string_new (NULL);
  g_autofree char *name = NULL;
  g_autofree char *text = NULL;
  const char *word = ks_comparison_state_get_word (row->state);

  name = *row->label != '\0' ? g_strdup_printf ("%s: %s", row->label, word) : g_strdup (word);
  if (row->state == KS_COMPARISON_SAME)
    g_string_append (spoken, left);
  else
    /* Translators: the values of one field in two certificates */
    g_string_append_printf (spoken, _ ("First: %s. Second: %s."), left, right);
  if (diff != NULL) {
    g_autofree char *ours = kw_value_diff_dup_parts (diff->ours, left);
    g_autofree char *theirs = kw_value_diff_dup_parts (diff->theirs, right);

    if (*ours != '\0' || *theirs != '\0')
      /* Translators: the parts of two values that are not alike */
      g_string_append_printf (spoken, _ (" Different: “%s” and “%s”."), ours, theirs);
  }
  text = g_string_free_and_steal (spoken);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text, -1);
}

/**
 * kw_comparison_row_new:
 * @row: a field
 *
 * Makes its row, for a wide place.
 *
 * Returns: (transfer floating): the new row
 */
GtkWidget *
kw_comparison_row_new (const KsComparisonRow *row)
{
  KwComparisonRow *self = g_object_new (KW_TYPE_COMPARISON_ROW, NULL);
  g_autofree char *left = dup_shown (row->left);
  g_autofree char *right = dup_shown (row->right);
  g_autoptr (KwValueDiff) diff =
    row->state == KS_COMPARISON_DIFFERENT ? kw_value_diff_new_for_texts (left, right) : NULL;

  gtk_widget_set_parent (new_title (row), GTK_WIDGET (self));
  add_value (self, 0, row, left, diff != NULL ? diff->ours : NULL);
  add_value (self, 1, row, right, diff != NULL ? diff->theirs : NULL);
  if (!ks_comparison_row_differs (row))
    gtk_widget_add_css_class (GTK_WIDGET (self), "same");
  describe (self, row, diff, left, right);
  update_layout (self);
  return GTK_WIDGET (self);
}

/* ---- the head ---- */

static void
add_name (KwComparisonRow *self, guint side, const char *name, const char *place)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *caption = new_label (name_side (side), "caption");
  g_autofree char *shown = kw_text_show (name);
  g_autofree char *shown_place = kw_text_show (place);

  gtk_widget_add_css_class (caption, "dimmed");
  gtk_box_append (GTK_BOX (box), caption);
  gtk_box_append (GTK_BOX (box), new_label (shown, "heading"));
  if (*shown_place != '\0') {
    GtkWidget *label = new_label (shown_place, "caption");

    gtk_widget_add_css_class (label, "dimmed");
    gtk_box_append (GTK_BOX (box), label);
  }
  gtk_widget_set_parent (box, GTK_WIDGET (self));
}

/**
 * kw_comparison_row_new_head:
 * @left: the name of the first
 * @left_place: (nullable): where that is from
 * @right: the name of the second
 * @right_place: (nullable): where that is from
 *
 * Makes the head of the columns.
 *
 * Returns: (transfer floating): the new row
 */
GtkWidget *
kw_comparison_row_new_head (const char *left,
                            const char *left_place,
                            const char *right,
                            const char *right_place)
{
  KwComparisonRow *self = g_object_new (KW_TYPE_COMPARISON_ROW, NULL);
  GtkWidget *corner = gtk_label_new (NULL);
  g_autofree char *ours = kw_text_plain (left);
  g_autofree char *theirs = kw_text_plain (right);
  g_autofree char *name = NULL;

  gtk_widget_add_css_class (GTK_WIDGET (self), "head");
  gtk_widget_set_parent (corner, GTK_WIDGET (self));
  add_name (self, 0, left, left_place);
  add_name (self, 1, right, right_place);
  /* Translators: the names of two certificates */
  name = g_strdup_printf (_ ("First: %s. Second: %s."), ours, theirs);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  return GTK_WIDGET (self);
}

/**
 * kw_comparison_row_set_narrow:
 * @self: a row
 * @is_narrow: whether the values stand under each other
 *
 * Changes its form.
 */
void
kw_comparison_row_set_narrow (KwComparisonRow *self, gboolean is_narrow)
{
  GtkWidget *corner = gtk_widget_get_first_child (GTK_WIDGET (self));

  g_return_if_fail (KW_IS_COMPARISON_ROW (self));

  if (self->is_narrow == is_narrow)
    return;
  self->is_narrow = is_narrow;
  /* The head has nothing above its names. */
  if (gtk_widget_has_css_class (GTK_WIDGET (self), "head"))
    gtk_widget_set_visible (corner, !is_narrow);
  update_layout (self);
}
