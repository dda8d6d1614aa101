/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "catena-config.h"

#include <glib/gi18n.h>

#include "catena-change-password-dialog.h"
#include "catena-error-dialog.h"
#include "catena-key-unlock.h"
#include "catena-store-page-private.h"
#include "kw-text.h"

/* What a worker needs to make the edit of a new password: deriving keys takes longer than a frame. */
typedef struct {
  KsStore *store; /* a copy */
  KsKeyring *keyring;
  KsEntry *entry; /* NULL: the store and all that it opens */
  KsSecret *password;
} PasswordJob;

static void
password_job_free (PasswordJob *job)
{
  g_clear_object (&job->store);
  g_clear_object (&job->entry);
  g_clear_pointer (&job->keyring, ks_keyring_free);
  g_clear_pointer (&job->password, ks_secret_unref);
  g_free (job);
}

static KsEdit *
make_entry_edit (PasswordJob *job, GError **error)
{
  g_autoptr (KsSecret) used = NULL;
  g_autoptr (KsSecret) plain = ks_keyring_unlock (job->keyring, job->entry, &used, error);

  if (plain == NULL)
    return NULL;

  return ks_convert_new_entry_password_edit (job->store, job->entry, used, job->password, error);
}

static void
password_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  PasswordJob *job = task_data;
  GError *error = NULL;
  KsEdit *edit = job->entry != NULL
                   ? make_entry_edit (job, &error)
                   : ks_convert_new_password_edit (job->store, job->keyring, job->password, &error);

  if (edit != NULL)
    g_task_return_pointer (task, edit, (GDestroyNotify) ks_edit_unref);
  else
    g_task_return_error (task, error);
}

/* The old password stays on the keyring: undo brings back what it opens. */
static void
remember (CatenaStorePage *self, PasswordJob *job)
{
  KsSecret *old = ks_store_get_password (job->store);

  if (job->entry != NULL) {
    catena_document_remember_password (self->document, ks_entry_get_alias (job->entry), job->password);
    return;
  }

  if (old != NULL)
    catena_document_remember_password (self->document, "", old);
  catena_document_remember_password (self->document, NULL, job->password);
}

static void
password_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  CatenaStorePage *self = CATENA_STORE_PAGE (source);
  PasswordJob *job = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;
  g_autoptr (KsEdit) edit = g_task_propagate_pointer (G_TASK (result), &error);

  if (edit == NULL) {
    catena_error_dialog_present (GTK_WIDGET (self), _ ("The Password Could Not Be Changed"), error);
    return;
  }

  remember (self, job);
  if (_catena_store_page_apply (self, edit, _ ("The Password Could Not Be Changed")))
    catena_entry_list_select (self->entry_list, NULL);
}

static void
start (CatenaStorePage *self, KsEntry *entry, KsSecret *password)
{
  PasswordJob *job = g_new0 (PasswordJob, 1);
  g_autoptr (GTask) task = g_task_new (self, NULL, password_cb, NULL);

  job->store = ks_store_copy (catena_document_get_store (self->document));
  job->keyring = ks_keyring_copy (catena_document_get_keyring (self->document));
  g_set_object (&job->entry, entry);
  job->password = ks_secret_ref (password);
  g_task_set_source_tag (task, start);
  g_task_set_task_data (task, job, (GDestroyNotify) password_job_free);
  g_task_run_in_thread (task, password_thread);
}

static void
store_password_cb (CatenaStorePage *self, KsSecret *password)
{
  start (self, NULL, password);
}

void
_catena_store_page_change_store_password (CatenaStorePage *self)
{
  AdwDialog *dialog = catena_change_password_dialog_new (
    _ ("Change Keystore Password"), _ ("Keys that share the password of the keystore get the new one, too."));

  g_signal_connect_object (dialog, "accepted", G_CALLBACK (store_password_cb), self, G_CONNECT_SWAPPED);
  adw_dialog_present (dialog, GTK_WIDGET (self));
}

/* An entry, and the page that asks about it, for as long as somebody has to answer. */
typedef struct {
  CatenaStorePage *page;
  KsEntry *entry;
} Question;

static Question *
question_new (CatenaStorePage *page, KsEntry *entry)
{
  Question *question = g_new0 (Question, 1);

  question->page = g_object_ref (page);
  question->entry = g_object_ref (entry);
  return question;
}

static void
question_free (Question *question)
{
  g_clear_object (&question->page);
  g_clear_object (&question->entry);
  g_free (question);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Question, question_free)

static void
free_question (gpointer data, GClosure *closure)
{
  question_free (data);
}

static void
entry_password_cb (AdwDialog *dialog, KsSecret *password, Question *question)
{
  start (question->page, question->entry, password);
}

static void
choose_entry_password (CatenaStorePage *self, KsEntry *entry)
{
  g_autofree char *alias = kw_text_show (ks_entry_get_alias (entry));
  g_autofree char *body = g_strdup_printf (
    _ ("Only the key of “%s” gets this password. Many servers expect it to be that of the keystore."), alias);
  AdwDialog *dialog = catena_change_password_dialog_new (_ ("Change Key Password"), body);

  g_signal_connect_data (dialog, "accepted", G_CALLBACK (entry_password_cb), question_new (self, entry),
                         free_question, 0);
  adw_dialog_present (dialog, GTK_WIDGET (self));
}

/* Who changes the password of a key has to know it. */
static void
unlocked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Question) question = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (KsSecret) plain = catena_key_unlock_finish (result, &error);

  if (plain != NULL)
    choose_entry_password (question->page, question->entry);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    catena_error_dialog_present (GTK_WIDGET (question->page), _ ("The Password Could Not Be Changed"), error);
}

void
_catena_store_page_change_entry_password (CatenaStorePage *self, KsEntry *entry)
{
  catena_key_unlock_async (GTK_WIDGET (self), self->document, entry, unlocked_cb, question_new (self, entry));
}
