/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "catena-config.h"

#include "catena-document-private.h"

/* What is in the file now: the next save makes its backup. */
void
_catena_document_note_saved (CatenaDocument *self)
{
  KsSecret *password = ks_store_get_password (self->store);

  g_clear_pointer (&self->saved_entries, g_ptr_array_unref);
  g_clear_pointer (&self->saved_password, ks_secret_unref);
  self->saved_entries = ks_store_snapshot (self->store);
  self->saved_password = password != NULL ? ks_secret_ref (password) : NULL;
}

void
_catena_document_clear_saved (CatenaDocument *self)
{
  g_clear_pointer (&self->saved_entries, g_ptr_array_unref);
  g_clear_pointer (&self->saved_password, ks_secret_unref);
  g_clear_object (&self->backup);
}

/* Takes @backup. */
void
_catena_document_take_backup (CatenaDocument *self, GFile *backup, KsBackupRisk risk)
{
  g_clear_object (&self->backup);
  self->backup = backup;
  self->backup_risk = risk;
}

/**
 * catena_document_get_backup_risk:
 * @self: a document
 *
 * Returns: what somebody gets from the backup of the last save, and not from the file
 */
KsBackupRisk
catena_document_get_backup_risk (CatenaDocument *self)
{
  g_return_val_if_fail (CATENA_IS_DOCUMENT (self), KS_BACKUP_RISK_NONE);

  return self->backup != NULL ? self->backup_risk : KS_BACKUP_RISK_NONE;
}

static void
delete_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  GError *error = NULL;

  if (g_file_delete (task_data, cancellable, &error) ||
      g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND)) {
    g_clear_error (&error);
    g_task_return_boolean (task, TRUE);
  } else {
    g_task_return_error (task, error);
  }
}

/**
 * catena_document_delete_backup_async:
 * @self: a document whose last save made a backup
 * @callback: called when it is gone
 * @user_data: for @callback
 *
 * Deletes the backup of the last save for good: the wastebasket would keep what is to go.
 */
void
catena_document_delete_backup_async (CatenaDocument *self, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);

  g_return_if_fail (self->backup != NULL);

  g_task_set_source_tag (task, catena_document_delete_backup_async);
  g_task_set_task_data (task, g_steal_pointer (&self->backup), g_object_unref);
  g_task_run_in_thread (task, delete_thread);
}

/**
 * catena_document_delete_backup_finish:
 * @self: a document
 * @result: what the callback was given
 * @error: where to put the reason why it is still there
 *
 * Returns: whether it is gone
 */
gboolean
catena_document_delete_backup_finish (CatenaDocument *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
