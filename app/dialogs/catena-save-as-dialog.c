/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "catena-config.h"

#include <glib/gi18n.h>

#include "catena-format-row.h"
#include "catena-new-password-group.h"
#include "catena-save-as-dialog.h"
#include "kw-text.h"

/* More rows than anybody reads; the rest is a number. */
#define MAX_LOSSES 50

struct _CatenaSaveAsDialog {
  AdwDialog parent_instance;

  CatenaFormatRow *format_row;
  GtkWidget *keep_row;
  CatenaNewPasswordGroup *password_group;
  GtkWidget *spinner;
  AdwPreferencesGroup *loss_group;
  GtkWidget *accept_button;

  CatenaDocument *document;
  KsSecret *password;
  GPtrArray *loss_rows;
  GCancellable *cancellable;
  gboolean is_listing;
};

enum {
  SIGNAL_ACCEPTED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CatenaSaveAsDialog, catena_save_as_dialog, ADW_TYPE_DIALOG)

typedef struct {
  KsStore *store;
  KsKeyring *keyring;
  const KsFormat *target;
} LossJob;

static void
loss_job_free (LossJob *job)
{
  g_clear_object (&job->store);
  g_clear_pointer (&job->keyring, ks_keyring_free);
  g_free (job);
}

static gboolean
has_old_password (CatenaSaveAsDialog *self)
{
  return ks_store_get_password (catena_document_get_store (self->document)) != NULL;
}

static gboolean
wants_password (CatenaSaveAsDialog *self)
{
  const KsFormat *format = catena_format_row_get_format (self->format_row);

  return (format->flags & KS_FORMAT_STORE_PASSWORD) != 0;
}

static gboolean
keeps_password (CatenaSaveAsDialog *self)
{
  return has_old_password (self) && adw_switch_row_get_active (ADW_SWITCH_ROW (self->keep_row));
}

/* With format and password as they are, entries are written as they were read. */
static gboolean
is_unchanged (CatenaSaveAsDialog *self)
{
  KsStore *store = catena_document_get_store (self->document);

  return catena_format_row_get_format (self->format_row) == ks_store_get_format (store) &&
         (!wants_password (self) || keeps_password (self));
}

static void
update_cb (CatenaSaveAsDialog *self)
{
  gboolean asks = wants_password (self) && !keeps_password (self);

  gtk_widget_set_visible (self->keep_row, wants_password (self) && has_old_password (self));
  gtk_widget_set_visible (GTK_WIDGET (self->password_group), asks);
  gtk_widget_set_visible (self->spinner, self->is_listing);
  gtk_widget_set_sensitive (self->accept_button,
                            !self->is_listing &&
                              (!asks || catena_new_password_group_is_valid (self->password_group)));
}

static void
add_loss_row (CatenaSaveAsDialog *self, const char *title, const char *subtitle)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_preferences_group_add (self->loss_group, row);
  g_ptr_array_add (self->loss_rows, row);
}

static void
clear_losses (CatenaSaveAsDialog *self)
{
  for (guint i = 0; i < self->loss_rows->len; i++)
    adw_preferences_group_remove (self->loss_group, g_ptr_array_index (self->loss_rows, i));
  g_ptr_array_set_size (self->loss_rows, 0);
  gtk_widget_set_visible (GTK_WIDGET (self->loss_group), FALSE);
}

static void
show_losses (CatenaSaveAsDialog *self, GPtrArray *losses)
{
  g_autofree char *title =
    g_strdup_printf (ngettext ("%u Thing Will Change", "%u Things Will Change", losses->len), losses->len);

  adw_preferences_group_set_title (self->loss_group, title);
  adw_preferences_group_set_description (self->loss_group,
                                         _ ("This format cannot hold everything that is in the keystore"));
  for (guint i = 0; i < losses->len && i < MAX_LOSSES; i++) {
    KsLoss *loss = g_ptr_array_index (losses, i);
    g_autofree char *alias = loss->alias != NULL ? kw_text_show (loss->alias) : NULL;

    add_loss_row (self, alias != NULL ? alias : _ ("The whole file"), loss->sentence);
  }
  if (losses->len > MAX_LOSSES) {
    guint rest = losses->len - MAX_LOSSES;
    g_autofree char *more = g_strdup_printf (ngettext ("And %u more", "And %u more", rest), rest);

    add_loss_row (self, more, "");
  }
  gtk_widget_set_visible (GTK_WIDGET (self->loss_group), losses->len > 0);
}

static void
losses_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  LossJob *job = task_data;

  KsConversion conversion = { .target = job->target };

  g_task_return_pointer (task, ks_convert_list_losses (job->store, &conversion, job->keyring),
                         (GDestroyNotify) g_ptr_array_unref);
}

static void
losses_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  CatenaSaveAsDialog *self = CATENA_SAVE_AS_DIALOG (source);
  g_autoptr (GPtrArray) losses = g_task_propagate_pointer (G_TASK (result), NULL);

  if (losses == NULL || g_task_get_cancellable (G_TASK (result)) != self->cancellable)
    return;

  self->is_listing = FALSE;
  show_losses (self, losses);
  update_cb (self);
}

static void
format_changed_cb (CatenaSaveAsDialog *self)
{
  g_autoptr (GTask) task = NULL;
  LossJob *job;

  if (self->document == NULL)
    return;

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  clear_losses (self);
  self->is_listing = !is_unchanged (self);
  update_cb (self);
  if (!self->is_listing)
    return;

  self->cancellable = g_cancellable_new ();
  job = g_new0 (LossJob, 1);
  job->store = ks_store_copy (catena_document_get_store (self->document));
  job->keyring = ks_keyring_copy (catena_document_get_keyring (self->document));
  job->target = catena_format_row_get_format (self->format_row);
  task = g_task_new (self, self->cancellable, losses_cb, NULL);
  g_task_set_source_tag (task, format_changed_cb);
  g_task_set_task_data (task, job, (GDestroyNotify) loss_job_free);
  g_task_run_in_thread (task, losses_thread);
}

static void
cancel_cb (CatenaSaveAsDialog *self)
{
  adw_dialog_close (ADW_DIALOG (self));
}

static void
accept_cb (CatenaSaveAsDialog *self)
{
  KsSecret *old = ks_store_get_password (catena_document_get_store (self->document));

  g_clear_pointer (&self->password, ks_secret_unref);
  if (wants_password (self))
    self->password =
      keeps_password (self) ? ks_secret_ref (old) : catena_new_password_group_take (self->password_group);

  g_signal_emit (self, signals[SIGNAL_ACCEPTED], 0);
  adw_dialog_close (ADW_DIALOG (self));
}

static void
catena_save_as_dialog_dispose (GObject *object)
{
  CatenaSaveAsDialog *self = CATENA_SAVE_AS_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (object), CATENA_TYPE_SAVE_AS_DIALOG);
  g_clear_object (&self->document);
  g_clear_pointer (&self->password, ks_secret_unref);
  g_clear_pointer (&self->loss_rows, g_ptr_array_unref);

  G_OBJECT_CLASS (catena_save_as_dialog_parent_class)->dispose (object);
}

static void
catena_save_as_dialog_class_init (CatenaSaveAsDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = catena_save_as_dialog_dispose;

  signals[SIGNAL_ACCEPTED] = g_signal_new ("accepted", CATENA_TYPE_SAVE_AS_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL,
                                           NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (CATENA_TYPE_FORMAT_ROW);
  g_type_ensure (CATENA_TYPE_NEW_PASSWORD_GROUP);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               RESOURCE_PATH "/dialogs/catena-save-as-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, CatenaSaveAsDialog, format_row);
  gtk_widget_class_bind_template_child (widget_class, CatenaSaveAsDialog, keep_row);
  gtk_widget_class_bind_template_child (widget_class, CatenaSaveAsDialog, password_group);
  gtk_widget_class_bind_template_child (widget_class, CatenaSaveAsDialog, spinner);
  gtk_widget_class_bind_template_child (widget_class, CatenaSaveAsDialog, loss_group);
  gtk_widget_class_bind_template_child (widget_class, CatenaSaveAsDialog, accept_button);
  gtk_widget_class_bind_template_callback (widget_class, update_cb);
  gtk_widget_class_bind_template_callback (widget_class, format_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, cancel_cb);
  gtk_widget_class_bind_template_callback (widget_class, accept_cb);
}

static void
catena_save_as_dialog_init (CatenaSaveAsDialog *self)
{
  self->loss_rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

static gboolean
is_bare (KsEntry *entry)
{
  KsEntryKind kind = ks_entry_get_kind (entry);

  return kind == KS_ENTRY_REQUEST || kind == KS_ENTRY_CRL || kind == KS_ENTRY_PUBLIC;
}

/* The format that the file has; for one that is only read, one that holds everything in it. */
static const KsFormat *
propose_format (CatenaDocument *document)
{
  const KsFormat *format = catena_document_get_format (document);
  g_autoptr (GPtrArray) entries = ks_store_snapshot (catena_document_get_store (document));

  if ((format->flags & KS_FORMAT_CAN_WRITE) != 0)
    return format;

  format = ks_format_find ("pkcs12");
  for (guint i = 0; i < entries->len; i++)
    if (is_bare (entries->pdata[i]))
      return ks_format_find ("pem");

  return format;
}

/**
 * catena_save_as_dialog_new:
 * @document: the document to save
 *
 * Returns: (transfer floating): a new dialog
 */
AdwDialog *
catena_save_as_dialog_new (CatenaDocument *document)
{
  CatenaSaveAsDialog *self = g_object_new (CATENA_TYPE_SAVE_AS_DIALOG, NULL);

  catena_format_row_set_format (self->format_row, propose_format (document));
  self->document = g_object_ref (document);
  format_changed_cb (self);
  return ADW_DIALOG (self);
}

/**
 * catena_save_as_dialog_get_format:
 * @self: a dialog that was accepted
 *
 * Returns: (nullable): the format to convert to, or %NULL when neither format nor password is to change
 */
const KsFormat *
catena_save_as_dialog_get_format (CatenaSaveAsDialog *self)
{
  const KsFormat *format = catena_format_row_get_format (self->format_row);
  KsStore *store = catena_document_get_store (self->document);
  gboolean is_same =
    format == ks_store_get_format (store) && ks_secret_equal (self->password, ks_store_get_password (store));

  return is_same ? NULL : format;
}

/**
 * catena_save_as_dialog_get_password:
 * @self: a dialog that was accepted
 *
 * Returns: (transfer none) (nullable): the password of the new file
 */
KsSecret *
catena_save_as_dialog_get_password (CatenaSaveAsDialog *self)
{
  return self->password;
}
