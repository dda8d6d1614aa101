/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "catena-config.h"

#include "catena-key-unlock.h"

#include <glib/gi18n.h>

#include "catena-password-dialog.h"
#include "kw-text.h"

/* One key that somebody needs, until it is open or the person gives up. */
typedef struct {
  GtkWidget *parent;
  CatenaDocument *document;
  KsEntry *entry;
  CatenaPasswordDialog *dialog; /* while it is open; not owned */
} Unlock;

/* One try, in a worker: deriving a key takes longer than a frame. */
typedef struct {
  KsKeyring *keyring;
  KsEntry *entry;
  KsSecret *password; /* what was typed, or NULL */
} Try;

static void
unlock_free (gpointer data)
{
  Unlock *unlock = data;

  g_clear_object (&unlock->parent);
  g_clear_object (&unlock->document);
  g_clear_object (&unlock->entry);
  g_free (unlock);
}

static void
try_free (gpointer data)
{
  Try *attempt = data;

  g_clear_pointer (&attempt->keyring, ks_keyring_free);
  g_clear_object (&attempt->entry);
  g_clear_pointer (&attempt->password, ks_secret_unref);
  g_free (attempt);
}

static void
try_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Try *attempt = task_data;
  GError *error = NULL;
  KsSecret *plain = ks_keyring_unlock (attempt->keyring, attempt->entry, NULL, &error);

  if (plain != NULL)
    g_task_return_pointer (task, plain, (GDestroyNotify) ks_secret_unref);
  else
    g_task_return_error (task, error);
}

static void
start_try (GTask *outer, KsSecret *password, GAsyncReadyCallback callback)
{
  Unlock *unlock = g_task_get_task_data (outer);
  Try *attempt = g_new0 (Try, 1);
  g_autoptr (GTask) task = g_task_new (unlock->document, NULL, callback, g_object_ref (outer));

  attempt->entry = g_object_ref (unlock->entry);
  attempt->keyring = ks_keyring_copy (catena_document_get_keyring (unlock->document));
  if (password != NULL) {
    attempt->password = ks_secret_ref (password);
    ks_keyring_add (attempt->keyring, ks_entry_get_alias (unlock->entry), password);
  }
  g_task_set_source_tag (task, start_try);
  g_task_set_task_data (task, attempt, try_free);
  g_task_run_in_thread (task, try_thread);
}

static void
accept (GTask *outer, KsSecret *password, KsSecret *plain)
{
  Unlock *unlock = g_task_get_task_data (outer);
  CatenaPasswordDialog *dialog = g_steal_pointer (&unlock->dialog);

  catena_document_remember_password (unlock->document, ks_entry_get_alias (unlock->entry), password);
  g_task_return_pointer (outer, ks_secret_ref (plain), (GDestroyNotify) ks_secret_unref);
  if (dialog != NULL)
    adw_dialog_force_close (ADW_DIALOG (dialog));
}

static void
tried_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) outer = user_data;
  Unlock *unlock = g_task_get_task_data (outer);
  Try *attempt = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;
  g_autoptr (KsSecret) plain = g_task_propagate_pointer (G_TASK (result), &error);

  /* The person closed the dialog meanwhile: that was the answer. */
  if (unlock->dialog == NULL)
    return;

  if (plain != NULL)
    accept (outer, attempt->password, plain);
  else
    catena_password_dialog_refuse (unlock->dialog, error->message);
}

static void
submitted_cb (CatenaPasswordDialog *dialog, KsSecret *password, GTask *outer)
{
  start_try (outer, password, tried_cb);
}

static void
closed_cb (AdwDialog *dialog, GTask *outer)
{
  Unlock *unlock = g_task_get_task_data (outer);

  if (unlock->dialog == NULL)
    return;

  unlock->dialog = NULL;
  g_task_return_new_error_literal (outer, G_IO_ERROR, G_IO_ERROR_CANCELLED, _ ("No password was given"));
}

static void
unref_closure (gpointer data, GClosure *closure)
{
  g_object_unref (data);
}

static void
ask (GTask *outer)
{
  Unlock *unlock = g_task_get_task_data (outer);
  g_autofree char *alias = kw_text_show (ks_entry_get_alias (unlock->entry));
  g_autofree char *body = g_strdup_printf (_ ("The key of “%s” has a password of its own."), alias);
  AdwDialog *dialog = catena_password_dialog_new (_ ("Key Password Required"), body, _ ("_Unlock"));

  unlock->dialog = CATENA_PASSWORD_DIALOG (dialog);
  g_signal_connect_data (dialog, "submitted", G_CALLBACK (submitted_cb), g_object_ref (outer), unref_closure,
                         0);
  g_signal_connect_data (dialog, "closed", G_CALLBACK (closed_cb), g_object_ref (outer), unref_closure, 0);
  adw_dialog_present (dialog, unlock->parent);
}

static void
first_try_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) outer = user_data;
  GError *error = NULL;
  KsSecret *plain = g_task_propagate_pointer (G_TASK (result), &error);

  if (plain != NULL) {
    g_task_return_pointer (outer, plain, (GDestroyNotify) ks_secret_unref);
  } else if (g_error_matches (error, KS_ERROR, KS_ERROR_WRONG_PASSWORD)) {
    g_clear_error (&error);
    ask (outer);
  } else {
    g_task_return_error (outer, error);
  }
}

/**
 * catena_key_unlock_async:
 * @parent: the widget, or dialog, that needs the key
 * @document: a document
 * @entry: an entry of @document with a private or secret key
 * @callback: called when the key is open, or when it will not be
 * @user_data: for @callback
 *
 * Opens a key by what the document's keyring knows, in a worker. When nothing there fits, the person is asked for the key's own
 * password, as often as it takes; a right one is remembered until the document is closed.
 */
void
catena_key_unlock_async (GtkWidget *parent,
                         CatenaDocument *document,
                         KsEntry *entry,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  Unlock *unlock;

  g_return_if_fail (GTK_IS_WIDGET (parent));
  g_return_if_fail (CATENA_IS_DOCUMENT (document));
  g_return_if_fail (KS_IS_ENTRY (entry));

  unlock = g_new0 (Unlock, 1);
  unlock->parent = g_object_ref (parent);
  unlock->document = g_object_ref (document);
  unlock->entry = g_object_ref (entry);
  task = g_task_new (document, NULL, callback, user_data);
  g_task_set_source_tag (task, catena_key_unlock_async);
  g_task_set_task_data (task, unlock, unlock_free);
  start_try (task, NULL, first_try_cb);
}

/**
 * catena_key_unlock_finish:
 * @result: what the callback got
 * @error: return location
 *
 * Returns: (transfer full): plain PKCS #8, or the bytes of a secret key; %NULL with %G_IO_ERROR_CANCELLED when the person gave no
 *   password, or with the engine's error when the key itself is damaged
 */
KsSecret *
catena_key_unlock_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (G_IS_TASK (result), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
