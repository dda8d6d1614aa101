/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "kw-config.h"

#include "kw-trust-matrix.h"

#include <glib/gi18n.h>

struct _KwTrustMatrix {
  GtkWidget parent_instance;

  GtkWidget *head;
  GPtrArray *rows; /* of KwTrustRow, borrowed from the children */
  char *titles;    /* what the head says */
  guint n_times;
  int selected;
  gboolean is_narrow;
};

enum {
  PROP_0,
  PROP_NARROW,
  N_PROPS,
};

enum {
  SIGNAL_ROW_ACTIVATED,
  SIGNAL_ADD_ACTIVATED,
  SIGNAL_REMOVE_ACTIVATED,
  N_SIGNALS,
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (KwTrustMatrix, kw_trust_matrix, GTK_TYPE_WIDGET)

static void
tell (KwTrustMatrix *self, guint signal, KwTrustRow *row)
{
  guint index;

  if (g_ptr_array_find (self->rows, row, &index))
    g_signal_emit (self, signals[signal], 0, index);
}

static void
activated_cb (KwTrustMatrix *self, KwTrustRow *row)
{
  tell (self, SIGNAL_ROW_ACTIVATED, row);
}

static void
add_cb (KwTrustMatrix *self, KwTrustRow *row)
{
  tell (self, SIGNAL_ADD_ACTIVATED, row);
}

static void
remove_cb (KwTrustMatrix *self, KwTrustRow *row)
{
  tell (self, SIGNAL_REMOVE_ACTIVATED, row);
}

static void
drop_rows (KwTrustMatrix *self, guint from)
{
  for (guint i = self->rows->len; i > from; i--)
    gtk_widget_unparent (g_ptr_array_index (self->rows, i - 1));
  g_ptr_array_set_size (self->rows, (int) from);
}

static void
add_row (KwTrustMatrix *self)
{
  GtkWidget *row = kw_trust_row_new (self->n_times);

  g_signal_connect_object (row, "activated", G_CALLBACK (activated_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "add", G_CALLBACK (add_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "remove", G_CALLBACK (remove_cb), self, G_CONNECT_SWAPPED);
  kw_trust_row_set_narrow (KW_TRUST_ROW (row), self->is_narrow);
  gtk_widget_insert_before (row, GTK_WIDGET (self), NULL);
  g_ptr_array_add (self->rows, row);
}

static void
clear (KwTrustMatrix *self)
{
  drop_rows (self, 0);
  g_clear_pointer (&self->head, gtk_widget_unparent);
  g_clear_pointer (&self->titles, g_free);
}

static void
kw_trust_matrix_dispose (GObject *object)
{
  clear (KW_TRUST_MATRIX (object));

  G_OBJECT_CLASS (kw_trust_matrix_parent_class)->dispose (object);
}

static void
kw_trust_matrix_finalize (GObject *object)
{
  g_ptr_array_unref (KW_TRUST_MATRIX (object)->rows);

  G_OBJECT_CLASS (kw_trust_matrix_parent_class)->finalize (object);
}

static void
kw_trust_matrix_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  if (prop_id == PROP_NARROW)
    g_value_set_boolean (value, KW_TRUST_MATRIX (object)->is_narrow);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
kw_trust_matrix_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  if (prop_id == PROP_NARROW)
    kw_trust_matrix_set_narrow (KW_TRUST_MATRIX (object), g_value_get_boolean (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static guint
add_signal (const char *name)
{
  return g_signal_new (name, KW_TYPE_TRUST_MATRIX, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                       G_TYPE_UINT);
}

static void
kw_trust_matrix_class_init (KwTrustMatrixClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = kw_trust_matrix_dispose;
  object_class->finalize = kw_trust_matrix_finalize;
  object_class->get_property = kw_trust_matrix_get_property;
  object_class->set_property = kw_trust_matrix_set_property;

  properties[PROP_NARROW] =
    g_param_spec_boolean ("narrow", NULL, NULL, FALSE,
                          G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[SIGNAL_ROW_ACTIVATED] = add_signal ("row-activated");
  signals[SIGNAL_ADD_ACTIVATED] = add_signal ("add-activated");
  signals[SIGNAL_REMOVE_ACTIVATED] = add_signal ("remove-activated");

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "kwtrustmatrix");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_TABLE);
}

static void
kw_trust_matrix_init (KwTrustMatrix *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));

  self->rows = g_ptr_array_new ();
  self->selected = -1;
  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout), GTK_ORIENTATION_VERTICAL);
  gtk_widget_add_css_class (GTK_WIDGET (self), "card");
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Would it be accepted?"), -1);
}

/**
 * kw_trust_matrix_new:
 *
 * Returns: (transfer floating): a table without rows
 */
GtkWidget *
kw_trust_matrix_new (void)
{
  return g_object_new (KW_TYPE_TRUST_MATRIX, NULL);
}

/* Other times have other titles; rows stay where only their answers change, because one of them may have the focus. */
static void
show_head (KwTrustMatrix *self, KsTrustMatrix *matrix)
{
  guint n = ks_trust_matrix_get_n_times (matrix);
  g_autofree char *titles = kw_trust_row_say_time (matrix, n - 1);

  if (self->n_times != n)
    drop_rows (self, 0);
  if (self->head != NULL && self->n_times == n && g_strcmp0 (self->titles, titles) == 0)
    return;
  self->n_times = n;
  g_set_str (&self->titles, titles);
  g_clear_pointer (&self->head, gtk_widget_unparent);
  self->head = kw_trust_row_new_head (matrix);
  kw_trust_row_set_narrow (KW_TRUST_ROW (self->head), self->is_narrow);
  gtk_widget_insert_after (self->head, GTK_WIDGET (self), NULL);
}

/**
 * kw_trust_matrix_set_matrix:
 * @self: a table
 * @matrix: (nullable): the answers, of which nothing is kept; %NULL clears
 * @flags: (nullable): for each row, what can be done about it
 *
 * Shows the answers of truststores.
 */
void
kw_trust_matrix_set_matrix (KwTrustMatrix *self, KsTrustMatrix *matrix, const KwTrustRowFlags *flags)
{
  guint n = matrix != NULL ? ks_trust_matrix_get_n_rows (matrix) : 0;

  g_return_if_fail (KW_IS_TRUST_MATRIX (self));

  if (n == 0) {
    clear (self);
    return;
  }
  show_head (self, matrix);
  if (self->rows->len > n)
    drop_rows (self, n);
  while (self->rows->len < n)
    add_row (self);
  for (guint i = 0; i < n; i++)
    kw_trust_row_set_answers (g_ptr_array_index (self->rows, i), matrix, i, flags != NULL ? flags[i] : 0);
  kw_trust_matrix_set_selected (self, self->selected);
}

/**
 * kw_trust_matrix_set_selected:
 * @self: a table
 * @row: index of the row whose truststore is asked for the rest of the page; -1 for none
 */
void
kw_trust_matrix_set_selected (KwTrustMatrix *self, int row)
{
  g_return_if_fail (KW_IS_TRUST_MATRIX (self));

  self->selected = row;
  for (guint i = 0; i < self->rows->len; i++)
    kw_trust_row_set_selected (g_ptr_array_index (self->rows, i), (int) i == row);
}

/**
 * kw_trust_matrix_set_narrow:
 * @self: a table
 * @is_narrow: whether there is no room for columns
 */
void
kw_trust_matrix_set_narrow (KwTrustMatrix *self, gboolean is_narrow)
{
  g_return_if_fail (KW_IS_TRUST_MATRIX (self));

  if (self->is_narrow == is_narrow)
    return;
  self->is_narrow = is_narrow;
  if (self->head != NULL)
    kw_trust_row_set_narrow (KW_TRUST_ROW (self->head), is_narrow);
  for (guint i = 0; i < self->rows->len; i++)
    kw_trust_row_set_narrow (g_ptr_array_index (self->rows, i), is_narrow);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NARROW]);
}
