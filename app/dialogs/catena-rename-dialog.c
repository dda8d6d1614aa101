/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "catena-config.h"

#include <glib/gi18n.h>

#include "catena-rename-dialog.h"

struct _CatenaRenameDialog {
  AdwAlertDialog parent_instance;

  GtkWidget *alias_row;
  GtkLabel *reason_label;

  KsStore *store;
  KsEntry *entry;
};

enum {
  SIGNAL_RENAMED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CatenaRenameDialog, catena_rename_dialog, ADW_TYPE_ALERT_DIALOG)

/* Another entry with that alias; in some formats aliases differ by more than their case. */
static gboolean
is_taken (CatenaRenameDialog *self, const char *alias)
{
  g_autofree char *free_alias = ks_store_make_alias (self->store, alias);
  KsEntry *same = ks_store_find (self->store, alias);
  g_autofree char *folded = g_utf8_casefold (alias, -1);
  g_autofree char *own = g_utf8_casefold (ks_entry_get_alias (self->entry), -1);

  if (same != NULL)
    return same != self->entry;

  return !g_str_equal (free_alias, alias) && !g_str_equal (folded, own);
}

static void
changed_cb (CatenaRenameDialog *self)
{
  const char *alias = gtk_editable_get_text (GTK_EDITABLE (self->alias_row));
  gboolean is_same = g_str_equal (alias, ks_entry_get_alias (self->entry));
  const char *reason = NULL;

  if (*alias == '\0')
    reason = _ ("An alias has at least one character");
  else if (!is_same && is_taken (self, alias))
    reason = _ ("Another entry has this alias");

  gtk_label_set_label (self->reason_label, reason != NULL ? reason : "");
  gtk_widget_set_visible (GTK_WIDGET (self->reason_label), reason != NULL);
  if (reason != NULL)
    gtk_widget_add_css_class (self->alias_row, "error");
  else
    gtk_widget_remove_css_class (self->alias_row, "error");
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->alias_row), GTK_ACCESSIBLE_STATE_INVALID,
                               reason != NULL ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE,
                               -1);
  adw_alert_dialog_set_response_enabled (ADW_ALERT_DIALOG (self), "rename", reason == NULL && !is_same);
}

static void
catena_rename_dialog_response (AdwAlertDialog *dialog, const char *response)
{
  CatenaRenameDialog *self = CATENA_RENAME_DIALOG (dialog);

  if (g_str_equal (response, "rename"))
    g_signal_emit (self, signals[SIGNAL_RENAMED], 0, self->entry,
                   gtk_editable_get_text (GTK_EDITABLE (self->alias_row)));
}

static void
catena_rename_dialog_dispose (GObject *object)
{
  CatenaRenameDialog *self = CATENA_RENAME_DIALOG (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), CATENA_TYPE_RENAME_DIALOG);
  g_clear_object (&self->store);
  g_clear_object (&self->entry);

  G_OBJECT_CLASS (catena_rename_dialog_parent_class)->dispose (object);
}

static void
catena_rename_dialog_class_init (CatenaRenameDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = catena_rename_dialog_dispose;
  ADW_ALERT_DIALOG_CLASS (klass)->response = catena_rename_dialog_response;

  signals[SIGNAL_RENAMED] = g_signal_new ("renamed", CATENA_TYPE_RENAME_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL,
                                          NULL, NULL, G_TYPE_NONE, 2, KS_TYPE_ENTRY, G_TYPE_STRING);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               RESOURCE_PATH "/dialogs/catena-rename-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, CatenaRenameDialog, alias_row);
  gtk_widget_class_bind_template_child (widget_class, CatenaRenameDialog, reason_label);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
}

static void
catena_rename_dialog_init (CatenaRenameDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * catena_rename_dialog_new:
 * @store: the store of the entry
 * @entry: the entry to rename
 *
 * Returns: (transfer floating): a new dialog
 */
AdwDialog *
catena_rename_dialog_new (KsStore *store, KsEntry *entry)
{
  CatenaRenameDialog *self = g_object_new (CATENA_TYPE_RENAME_DIALOG, NULL);

  self->store = g_object_ref (store);
  self->entry = g_object_ref (entry);
  gtk_editable_set_text (GTK_EDITABLE (self->alias_row), ks_entry_get_alias (entry));
  return ADW_DIALOG (self);
}
