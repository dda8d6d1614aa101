/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "catena-config.h"

#include <glib/gi18n.h>

#include "catena-dialog-fit.h"
#include "catena-generate-secret-dialog.h"

struct _CatenaGenerateSecretDialog {
  AdwDialog parent_instance;

  GtkWidget *generate_button;
  GtkWidget *form;
  AdwComboRow *algorithm_row;
  GtkWidget *alias_row;
  GtkLabel *reason_label;

  KsStore *store;
  gboolean is_named; /* by the person; else the alias goes with the algorithm */
  gboolean is_naming;
};

enum {
  SIGNAL_ACCEPTED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CatenaGenerateSecretDialog, catena_generate_secret_dialog, ADW_TYPE_DIALOG)

static const char *
find_reason (CatenaGenerateSecretDialog *self)
{
  const char *reason = ks_secret_algorithm_explain_format (ks_store_get_format (self->store));
  const char *alias = gtk_editable_get_text (GTK_EDITABLE (self->alias_row));
  g_autofree char *free_alias = NULL;

  if (reason != NULL)
    return reason;
  if (*alias == '\0')
    return _ ("An alias has at least one character");
  free_alias = ks_store_make_alias (self->store, alias);
  return g_str_equal (free_alias, alias) ? NULL : _ ("Another entry has this alias");
}

/* What becomes of a good alias all the same, or NULL. */
static char *
make_hint (CatenaGenerateSecretDialog *self)
{
  const char *alias = gtk_editable_get_text (GTK_EDITABLE (self->alias_row));
  g_autofree char *folded = ks_alias_fold (alias);

  if ((ks_store_get_format (self->store)->flags & KS_FORMAT_IGNORES_ALIAS_CASE) == 0 ||
      g_str_equal (folded, alias))
    return NULL;

  return g_strdup_printf (_ ("Java writes aliases in lower case, and will call it “%s”"), folded);
}

static void
update (CatenaGenerateSecretDialog *self)
{
  const char *reason = find_reason (self);
  g_autofree char *hint = reason == NULL ? make_hint (self) : NULL;

  gtk_label_set_label (self->reason_label, reason != NULL ? reason : hint != NULL ? hint : "");
  gtk_widget_set_visible (GTK_WIDGET (self->reason_label), reason != NULL || hint != NULL);
  catena_dialog_fit (ADW_DIALOG (self));
  if (reason != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self->reason_label), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->reason_label), "error");
  gtk_widget_set_sensitive (self->generate_button, reason == NULL);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->alias_row), GTK_ACCESSIBLE_STATE_INVALID,
                               reason != NULL ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE,
                               -1);
}

static void
algorithm_changed_cb (CatenaGenerateSecretDialog *self)
{
  const KsSecretAlgorithm *algorithm = catena_generate_secret_dialog_get_algorithm (self);

  if (algorithm == NULL || self->store == NULL)
    return;

  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->algorithm_row), _ (algorithm->advice));
  if (!self->is_named) {
    g_autofree char *alias = ks_store_make_alias (self->store, algorithm->id);

    self->is_naming = TRUE;
    gtk_editable_set_text (GTK_EDITABLE (self->alias_row), alias);
    self->is_naming = FALSE;
  }
  update (self);
}

static void
alias_changed_cb (CatenaGenerateSecretDialog *self)
{
  if (self->store == NULL || self->is_naming)
    return;

  self->is_named = TRUE;
  update (self);
}

static void
cancel_cb (CatenaGenerateSecretDialog *self)
{
  adw_dialog_close (ADW_DIALOG (self));
}

static void
generate_cb (CatenaGenerateSecretDialog *self)
{
  g_signal_emit (self, signals[SIGNAL_ACCEPTED], 0);
  adw_dialog_close (ADW_DIALOG (self));
}

static void
catena_generate_secret_dialog_dispose (GObject *object)
{
  CatenaGenerateSecretDialog *self = CATENA_GENERATE_SECRET_DIALOG (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), CATENA_TYPE_GENERATE_SECRET_DIALOG);
  g_clear_object (&self->store);

  G_OBJECT_CLASS (catena_generate_secret_dialog_parent_class)->dispose (object);
}

static void
catena_generate_secret_dialog_class_init (CatenaGenerateSecretDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = catena_generate_secret_dialog_dispose;

  signals[SIGNAL_ACCEPTED] = g_signal_new ("accepted", CATENA_TYPE_GENERATE_SECRET_DIALOG, G_SIGNAL_RUN_LAST,
                                           0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               RESOURCE_PATH "/dialogs/catena-generate-secret-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, CatenaGenerateSecretDialog, generate_button);
  gtk_widget_class_bind_template_child (widget_class, CatenaGenerateSecretDialog, form);
  gtk_widget_class_bind_template_child (widget_class, CatenaGenerateSecretDialog, algorithm_row);
  gtk_widget_class_bind_template_child (widget_class, CatenaGenerateSecretDialog, alias_row);
  gtk_widget_class_bind_template_child (widget_class, CatenaGenerateSecretDialog, reason_label);
  gtk_widget_class_bind_template_callback (widget_class, algorithm_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, alias_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, cancel_cb);
  gtk_widget_class_bind_template_callback (widget_class, generate_cb);
}

static void
catena_generate_secret_dialog_init (CatenaGenerateSecretDialog *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  gsize n_algorithms;
  const KsSecretAlgorithm *algorithms = ks_secret_algorithm_list (&n_algorithms);

  gtk_widget_init_template (GTK_WIDGET (self));
  for (gsize i = 0; i < n_algorithms; i++)
    gtk_string_list_append (names, algorithms[i].name);
  adw_combo_row_set_model (self->algorithm_row, G_LIST_MODEL (names));
}

/**
 * catena_generate_secret_dialog_new:
 * @store: where the key shall go; one that cannot hold it is explained
 *
 * Returns: (transfer floating): a new dialog
 */
AdwDialog *
catena_generate_secret_dialog_new (KsStore *store)
{
  CatenaGenerateSecretDialog *self = g_object_new (CATENA_TYPE_GENERATE_SECRET_DIALOG, NULL);

  self->store = g_object_ref (store);
  algorithm_changed_cb (self);
  gtk_widget_set_sensitive (self->form,
                            ks_secret_algorithm_explain_format (ks_store_get_format (store)) == NULL);
  return ADW_DIALOG (self);
}

/**
 * catena_generate_secret_dialog_get_algorithm:
 * @self: a dialog
 *
 * Returns: (transfer none) (nullable): which key is wanted
 */
const KsSecretAlgorithm *
catena_generate_secret_dialog_get_algorithm (CatenaGenerateSecretDialog *self)
{
  gsize n_algorithms;
  const KsSecretAlgorithm *algorithms = ks_secret_algorithm_list (&n_algorithms);
  guint selected;

  g_return_val_if_fail (CATENA_IS_GENERATE_SECRET_DIALOG (self), NULL);

  selected = self->algorithm_row != NULL ? adw_combo_row_get_selected (self->algorithm_row)
                                         : GTK_INVALID_LIST_POSITION;
  return selected < n_algorithms ? &algorithms[selected] : NULL;
}

/**
 * catena_generate_secret_dialog_get_alias:
 * @self: a dialog
 *
 * Returns: (transfer none): what it shall be called
 */
const char *
catena_generate_secret_dialog_get_alias (CatenaGenerateSecretDialog *self)
{
  g_return_val_if_fail (CATENA_IS_GENERATE_SECRET_DIALOG (self), NULL);

  return gtk_editable_get_text (GTK_EDITABLE (self->alias_row));
}
