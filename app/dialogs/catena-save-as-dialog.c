/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "catena-config.h"

#include <glib/gi18n.h>

#include "catena-compatibility-group.h"
#include "catena-conversion-job.h"
#include "catena-dialog-fit.h"
#include "catena-format-row.h"
#include "catena-key-unlock.h"
#include "catena-loss-group.h"
#include "catena-new-password-group.h"
#include "catena-protection-group.h"
#include "catena-save-as-dialog.h"

struct _CatenaSaveAsDialog {
  AdwDialog parent_instance;

  CatenaFormatRow *format_row;
  GtkWidget *keep_row;
  CatenaNewPasswordGroup *password_group;
  CatenaProtectionGroup *protection_group;
  CatenaLossGroup *loss_group;
  CatenaCompatibilityGroup *compatibility_group;
  GtkWidget *accept_button;

  CatenaDocument *document;
  KsSecret *password;
  GCancellable *cancellable;
  gboolean is_listing;
};

enum {
  SIGNAL_ACCEPTED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CatenaSaveAsDialog, catena_save_as_dialog, ADW_TYPE_DIALOG)

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

/* With format, password and protection as they are, entries are written as they were read. */
static gboolean
is_unchanged (CatenaSaveAsDialog *self)
{
  KsStore *store = catena_document_get_store (self->document);

  return catena_format_row_get_format (self->format_row) == ks_store_get_format (store) &&
         catena_protection_group_get_scheme (self->protection_group) == NULL &&
         (!wants_password (self) || keeps_password (self));
}

static void
update (CatenaSaveAsDialog *self)
{
  gboolean asks = wants_password (self) && !keeps_password (self);

  gtk_widget_set_visible (self->keep_row, wants_password (self) && has_old_password (self));
  gtk_widget_set_visible (GTK_WIDGET (self->password_group), asks);
  gtk_widget_set_sensitive (self->accept_button,
                            !self->is_listing &&
                              (!asks || catena_new_password_group_is_valid (self->password_group)));
}

/* What is chosen now. @password: what it is written with, borrowed */
static KsConversion
get_choice (CatenaSaveAsDialog *self, KsSecret *password)
{
  return (KsConversion) {
    .target = catena_format_row_get_format (self->format_row),
    .password = password,
    .scheme = catena_protection_group_get_scheme (self->protection_group),
    .iterations = catena_protection_group_get_iterations (self->protection_group),
  };
}

static void
listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CatenaSaveAsDialog) self = user_data;
  g_autoptr (CatenaConversionNews) news = catena_conversion_job_finish (result);

  if (news == NULL || g_task_get_cancellable (G_TASK (result)) != self->cancellable)
    return;

  self->is_listing = FALSE;
  catena_loss_group_set_losses (self->loss_group, news->losses);
  catena_compatibility_group_set_answers (self->compatibility_group, news->answers);
  update (self);
  catena_dialog_fit (ADW_DIALOG (self));
}

/* What was listed for the choice before stays in sight until the next list is there: rows that come and go at each key are a nuisance. */
static void
list (CatenaSaveAsDialog *self)
{
  g_autoptr (KsSecret) typed = NULL;
  KsConversion choice;

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  self->is_listing = TRUE;
  if (keeps_password (self))
    typed = ks_secret_ref (ks_store_get_password (catena_document_get_store (self->document)));
  else if (catena_new_password_group_is_valid (self->password_group))
    typed = catena_new_password_group_dup (self->password_group);
  choice = get_choice (self, wants_password (self) ? typed : NULL);

  catena_compatibility_group_set_answers (self->compatibility_group, NULL);
  catena_conversion_job_start (self->document, is_unchanged (self) ? NULL : &choice, self->cancellable,
                               listed_cb, g_object_ref (self));
}

static void
changed_cb (CatenaSaveAsDialog *self)
{
  if (self->document == NULL)
    return;

  catena_protection_group_set_target (self->protection_group, catena_document_get_store (self->document),
                                      catena_format_row_get_format (self->format_row));
  list (self);
  update (self);
}

static void
unlocked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CatenaSaveAsDialog) self = user_data;
  g_autoptr (KsSecret) plain = catena_key_unlock_finish (result, NULL);

  if (plain != NULL && self->cancellable != NULL)
    changed_cb (self);
}

/* The document remembers the password, so that the next list and the conversion know it. */
static void
unlock_cb (CatenaSaveAsDialog *self, const char *alias)
{
  KsEntry *entry = ks_store_find (catena_document_get_store (self->document), alias);

  if (entry != NULL)
    catena_key_unlock_async (GTK_WIDGET (self), self->document, entry, unlocked_cb, g_object_ref (self));
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

  G_OBJECT_CLASS (catena_save_as_dialog_parent_class)->dispose (object);
}

static void
catena_save_as_dialog_class_init (CatenaSaveAsDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = catena_save_as_dialog_dispose;

  signals[SIGNAL_ACCEPTED] = g_signal_new ("accepted", CATENA_TYPE_SAVE_AS_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL,
                                           NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (CATENA_TYPE_COMPATIBILITY_GROUP);
  g_type_ensure (CATENA_TYPE_FORMAT_ROW);
  g_type_ensure (CATENA_TYPE_LOSS_GROUP);
  g_type_ensure (CATENA_TYPE_NEW_PASSWORD_GROUP);
  g_type_ensure (CATENA_TYPE_PROTECTION_GROUP);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               RESOURCE_PATH "/dialogs/catena-save-as-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, CatenaSaveAsDialog, format_row);
  gtk_widget_class_bind_template_child (widget_class, CatenaSaveAsDialog, keep_row);
  gtk_widget_class_bind_template_child (widget_class, CatenaSaveAsDialog, password_group);
  gtk_widget_class_bind_template_child (widget_class, CatenaSaveAsDialog, protection_group);
  gtk_widget_class_bind_template_child (widget_class, CatenaSaveAsDialog, loss_group);
  gtk_widget_class_bind_template_child (widget_class, CatenaSaveAsDialog, compatibility_group);
  gtk_widget_class_bind_template_child (widget_class, CatenaSaveAsDialog, accept_button);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, unlock_cb);
  gtk_widget_class_bind_template_callback (widget_class, cancel_cb);
  gtk_widget_class_bind_template_callback (widget_class, accept_cb);
}

static void
catena_save_as_dialog_init (CatenaSaveAsDialog *self)
{
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
  changed_cb (self);
  return ADW_DIALOG (self);
}

/**
 * catena_save_as_dialog_get_format:
 * @self: a dialog
 *
 * Returns: the chosen format
 */
const KsFormat *
catena_save_as_dialog_get_format (CatenaSaveAsDialog *self)
{
  return catena_format_row_get_format (self->format_row);
}

/**
 * catena_save_as_dialog_get_conversion:
 * @self: a dialog that was accepted
 * @conversion: (out): what to convert to; its password belongs to @self
 *
 * Returns: %FALSE when format, password and protection stay as they are, and nothing has to be converted
 */
gboolean
catena_save_as_dialog_get_conversion (CatenaSaveAsDialog *self, KsConversion *conversion)
{
  KsStore *store = catena_document_get_store (self->document);

  *conversion = get_choice (self, self->password);
  return conversion->target != ks_store_get_format (store) || conversion->scheme != NULL ||
         !ks_secret_equal (self->password, ks_store_get_password (store));
}
