/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "kw-config.h"

#include "kw-algorithm-list.h"

#include <glib/gi18n.h>

struct _KwAlgorithmList {
  AdwPreferencesGroup parent_instance;

  AdwExpanderRow *more_row;

  GPtrArray *buttons; /* of GtkCheckButton, in the order of the table */
  gboolean is_setting;
};

enum {
  SIGNAL_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (KwAlgorithmList, kw_algorithm_list, ADW_TYPE_PREFERENCES_GROUP)

/* What most people need is not searched for. */
static const char *const usual[] = { "rsa-2048", "rsa-3072", "ec-p256", "ed25519", NULL };

static const KsKeyAlgorithm *
get_algorithm (guint index)
{
  gsize n;

  return &ks_key_algorithm_list (&n)[index];
}

static GtkCheckButton *
get_button (KwAlgorithmList *self, guint index)
{
  return g_ptr_array_index (self->buttons, index);
}

static GtkWidget *
get_row (KwAlgorithmList *self, guint index)
{
  return gtk_widget_get_ancestor (GTK_WIDGET (get_button (self, index)), ADW_TYPE_ACTION_ROW);
}

static gboolean
is_usual (const KsKeyAlgorithm *algorithm)
{
  return g_strv_contains (usual, algorithm->id);
}

static void
show_more (KwAlgorithmList *self)
{
  const KsKeyAlgorithm *selected = kw_algorithm_list_get_selected (self);

  adw_expander_row_set_subtitle (self->more_row, selected != NULL && !is_usual (selected)
                                                   ? selected->name
                                                   : _ ("Other sizes and curves, post-quantum signatures"));
}

static void
toggled_cb (KwAlgorithmList *self, GtkCheckButton *button)
{
  if (self->is_setting || !gtk_check_button_get_active (button))
    return;
  show_more (self);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
add_row (KwAlgorithmList *self, const KsKeyAlgorithm *algorithm)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *button = gtk_check_button_new ();

  if (self->buttons->len > 0)
    gtk_check_button_set_group (GTK_CHECK_BUTTON (button), get_button (self, 0));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), algorithm->name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), g_dgettext (GETTEXT_PACKAGE, algorithm->advice));
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), button);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), button);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, algorithm->name,
                                  -1);
  g_signal_connect_object (button, "toggled", G_CALLBACK (toggled_cb), self, G_CONNECT_SWAPPED);
  g_ptr_array_add (self->buttons, button);
  if (is_usual (algorithm))
    adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
  else
    adw_expander_row_add_row (self->more_row, row);
}

static void
kw_algorithm_list_dispose (GObject *object)
{
  KwAlgorithmList *self = KW_ALGORITHM_LIST (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), KW_TYPE_ALGORITHM_LIST);
  g_clear_pointer (&self->buttons, g_ptr_array_unref);

  G_OBJECT_CLASS (kw_algorithm_list_parent_class)->dispose (object);
}

static void
kw_algorithm_list_class_init (KwAlgorithmListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = kw_algorithm_list_dispose;
  signals[SIGNAL_CHANGED] =
    g_signal_new ("changed", KW_TYPE_ALGORITHM_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, RESOURCE_PATH "/widgets/kw-algorithm-list.ui");
  gtk_widget_class_bind_template_child (widget_class, KwAlgorithmList, more_row);
}

static void
kw_algorithm_list_init (KwAlgorithmList *self)
{
  gsize n;

  self->buttons = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  ks_key_algorithm_list (&n);
  /* The usual ones stand above the row with the others. */
  g_object_ref (self->more_row);
  adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), GTK_WIDGET (self->more_row));
  for (guint i = 0; i < n; i++)
    add_row (self, get_algorithm (i));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), GTK_WIDGET (self->more_row));
  g_object_unref (self->more_row);
  kw_algorithm_list_set_selected (self, get_algorithm (0));
}

/**
 * kw_algorithm_list_new:
 *
 * Returns: (transfer floating): a list in which the first kind of key is chosen
 */
GtkWidget *
kw_algorithm_list_new (void)
{
  return g_object_new (KW_TYPE_ALGORITHM_LIST, NULL);
}

/**
 * kw_algorithm_list_get_selected:
 * @self: a list
 *
 * Returns: (transfer none) (nullable): the chosen kind of key
 */
const KsKeyAlgorithm *
kw_algorithm_list_get_selected (KwAlgorithmList *self)
{
  for (guint i = 0; i < self->buttons->len; i++)
    if (gtk_check_button_get_active (get_button (self, i)))
      return get_algorithm (i);
  return NULL;
}

/**
 * kw_algorithm_list_set_selected:
 * @self: a list
 * @algorithm: a kind of key
 *
 * Chooses a kind of key; without the signal.
 */
void
kw_algorithm_list_set_selected (KwAlgorithmList *self, const KsKeyAlgorithm *algorithm)
{
  self->is_setting = TRUE;
  for (guint i = 0; i < self->buttons->len; i++)
    if (get_algorithm (i) == algorithm)
      gtk_check_button_set_active (get_button (self, i), TRUE);
  self->is_setting = FALSE;
  show_more (self);
}

static void
choose_first (KwAlgorithmList *self)
{
  for (guint i = 0; i < self->buttons->len; i++) {
    if (gtk_widget_get_sensitive (get_row (self, i))) {
      gtk_check_button_set_active (get_button (self, i), TRUE);
      return;
    }
  }
}

/**
 * kw_algorithm_list_explain:
 * @self: a list
 * @explain: (scope call): says of a kind why it cannot be chosen
 * @owner: for @explain
 *
 * Makes what cannot be chosen insensitive, and says why.
 */
void
kw_algorithm_list_explain (KwAlgorithmList *self, KwExplainFunc explain, gpointer owner)
{
  const KsKeyAlgorithm *selected = kw_algorithm_list_get_selected (self);
  gboolean must_change = selected == NULL;

  for (guint i = 0; i < self->buttons->len; i++) {
    const KsKeyAlgorithm *algorithm = get_algorithm (i);
    const char *reason = explain (algorithm, owner);
    GtkWidget *row = get_row (self, i);

    gtk_widget_set_sensitive (row, reason == NULL);
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row),
                                 reason != NULL ? reason : g_dgettext (GETTEXT_PACKAGE, algorithm->advice));
    must_change |= algorithm == selected && reason != NULL;
  }
  if (must_change)
    choose_first (self);
}
