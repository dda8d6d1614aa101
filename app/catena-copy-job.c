/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "catena-config.h"

#include "catena-copy-job.h"

#include <glib/gi18n.h>

#include "kw-text.h"

/* What is done so far, and what the worker needs for the next try. */
typedef struct {
  gatomicrefcount ref_count;
  GTask *outer; /* what the caller waits for; NULL once that has its answer */
  GPtrArray *entries;
  KsKeyring *keyring;
  KsStore *target; /* a copy */
  KsSecret *password;
  char *question;
  char *verb;

  GPtrArray *converted;
  KsEntry *locked;              /* the entry whose key needs a password */
  CatenaPasswordDialog *dialog; /* while it is open; not owned */
} Job;

static void
job_unref (gpointer data)
{
  Job *job = data;

  if (!g_atomic_ref_count_dec (&job->ref_count))
    return;
  g_clear_object (&job->outer);
  g_clear_pointer (&job->entries, g_ptr_array_unref);
  g_clear_pointer (&job->keyring, ks_keyring_free);
  g_clear_object (&job->target);
  g_clear_pointer (&job->password, ks_secret_unref);
  g_clear_pointer (&job->converted, g_ptr_array_unref);
  g_clear_object (&job->locked);
  g_free (job->question);
  g_free (job->verb);
  g_free (job);
}

static Job *
job_ref (Job *job)
{
  g_atomic_ref_count_inc (&job->ref_count);
  return job;
}

static void
convert_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Job *job = task_data;
  GError *error = NULL;

  /* What a former try has converted is in the copy already. */
  for (guint i = job->converted->len; i < job->entries->len; i++) {
    KsEntry *entry = g_ptr_array_index (job->entries, i);
    KsEntry *converted =
      ks_convert_entry (entry, job->target, job->keyring, job->password, g_get_real_time () / 1000, &error);

    if (converted == NULL) {
      g_set_object (&job->locked, entry);
      g_task_return_error (task, error);
      return;
    }
    ks_store_add_loaded (job->target, converted);
    g_ptr_array_add (job->converted, converted);
  }

  g_task_return_boolean (task, TRUE);
}

/* ---- the end ---- */

static void
close_dialog (Job *job)
{
  if (job->dialog != NULL)
    adw_dialog_force_close (ADW_DIALOG (job->dialog));
}

/* @error: (transfer full) (nullable): NULL: it has worked */
static void
answer (Job *job, GError *error)
{
  g_autoptr (GTask) outer = g_steal_pointer (&job->outer);

  if (outer == NULL) {
    g_clear_error (&error);
    return;
  }
  close_dialog (job);
  if (error != NULL)
    g_task_return_error (outer, error);
  else
    g_task_return_pointer (outer, g_ptr_array_ref (job->converted), (GDestroyNotify) g_ptr_array_unref);
}

/* ---- the password of a key ---- */

static void start (Job *job);

static void
submitted_cb (CatenaPasswordDialog *dialog, KsSecret *password, Job *job)
{
  ks_keyring_add (job->keyring, ks_entry_get_alias (job->locked), password);
  start (job);
}

static void
closed_cb (CatenaPasswordDialog *dialog, Job *job)
{
  job->dialog = NULL;
  answer (job, g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, ""));
}

static void
forget_job (gpointer data, GClosure *closure)
{
  job_unref (data);
}

static void
ask (Job *job)
{
  g_autofree char *alias = kw_text_show (ks_entry_get_alias (job->locked));
  g_auto (GStrv) parts = g_strsplit (job->question, "%s", 2);
  g_autofree char *body = g_strjoinv (alias, parts);
  AdwDialog *dialog = catena_password_dialog_new (_ ("Key Password Required"), body, job->verb);

  job->dialog = CATENA_PASSWORD_DIALOG (dialog);
  g_signal_connect_data (dialog, "submitted", G_CALLBACK (submitted_cb), job_ref (job), forget_job, 0);
  g_signal_connect_data (dialog, "closed", G_CALLBACK (closed_cb), job_ref (job), forget_job, 0);
  adw_dialog_present (dialog, g_task_get_source_object (job->outer));
}

static void
converted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Job *job = g_task_get_task_data (G_TASK (result));
  GError *error = NULL;

  if (g_task_propagate_boolean (G_TASK (result), &error) || job->outer == NULL ||
      !g_error_matches (error, KS_ERROR, KS_ERROR_WRONG_PASSWORD)) {
    answer (job, error);
    return;
  }
  if (job->dialog != NULL)
    catena_password_dialog_refuse (job->dialog, error->message);
  else
    ask (job);
  g_error_free (error);
}

static void
start (Job *job)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, converted_cb, NULL);

  g_task_set_source_tag (task, start);
  g_task_set_task_data (task, job_ref (job), job_unref);
  g_task_run_in_thread (task, convert_thread);
}

/**
 * catena_copy_job_start:
 * @parent: what a question is shown above
 * @target: where the entries shall go
 * @entries: (element-type KsEntry): entries of any store
 * @keyring: the passwords of that store
 * @question: what to ask where the key of %s is locked
 * @verb: the label of the button that answers it
 * @callback: called when they are ready
 * @user_data: for @callback
 *
 * Converts entries. The target is not changed.
 */
void
catena_copy_job_start (GtkWidget *parent,
                       CatenaDocument *target,
                       GPtrArray *entries,
                       KsKeyring *keyring,
                       const char *question,
                       const char *verb,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  KsStore *store = catena_document_get_store (target);
  KsSecret *password = ks_store_get_password (store);
  Job *job = g_new0 (Job, 1);

  g_atomic_ref_count_init (&job->ref_count);
  job->outer = g_task_new (parent, NULL, callback, user_data);
  g_task_set_source_tag (job->outer, catena_copy_job_start);
  job->entries = g_ptr_array_ref (entries);
  job->keyring = ks_keyring_copy (keyring);
  job->target = ks_store_copy (store);
  job->password = password != NULL ? ks_secret_ref (password) : NULL;
  job->question = g_strdup (question);
  job->verb = g_strdup (verb);
  job->converted = g_ptr_array_new_with_free_func (g_object_unref);
  start (job);
  job_unref (job);
}

/**
 * catena_copy_job_finish:
 * @result: what the callback got
 * @error: return location for what keeps an entry out of the target, or %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full) (element-type KsEntry) (nullable): the entries for the target
 */
GPtrArray *
catena_copy_job_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
