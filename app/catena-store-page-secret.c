/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "catena-config.h"

#include <glib/gi18n.h>

#include "catena-error-dialog.h"
#include "catena-generate-secret-dialog.h"
#include "catena-store-page-private.h"
#include "kw-text.h"

/* What a worker needs to make a secret key as the store keeps it. */
typedef struct {
  const KsSecretAlgorithm *algorithm;
  char *alias;
  KsStore *target; /* a copy */
  KsSecret *password;
} SecretJob;

static void
secret_job_free (gpointer data)
{
  SecretJob *job = data;

  g_free (job->alias);
  g_clear_object (&job->target);
  g_clear_pointer (&job->password, ks_secret_unref);
  g_free (job);
}

static KsEntry *
make_entry (const SecretJob *job, GError **error)
{
  g_autoptr (KsSecret) secret = ks_secret_algorithm_generate (job->algorithm, error);
  g_autoptr (KsKeyring) keyring = ks_keyring_new (NULL);
  g_autoptr (KsKey) key = NULL;
  g_autoptr (KsEntry) plain = NULL;
  gint64 now_ms = g_get_real_time () / 1000;

  if (secret == NULL)
    return NULL;

  key = ks_key_new_plain (KS_KEY_SECRET, secret, NULL);
  plain = ks_entry_new (KS_ENTRY_SECRET, job->alias, now_ms, key, NULL);
  return ks_convert_entry (plain, job->target, keyring, job->password, now_ms, error);
}

static void
make_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  GError *error = NULL;
  KsEntry *entry = make_entry (task_data, &error);

  if (entry != NULL)
    g_task_return_pointer (task, entry, g_object_unref);
  else
    g_task_return_error (task, error);
}

static void
made_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  CatenaStorePage *self = CATENA_STORE_PAGE (source);
  g_autoptr (GError) error = NULL;
  g_autoptr (KsEntry) entry = g_task_propagate_pointer (G_TASK (result), &error);
  g_autofree char *alias = NULL;
  g_autofree char *label = NULL;
  g_autoptr (KsEdit) edit = NULL;

  if (gtk_widget_get_root (GTK_WIDGET (self)) == NULL)
    return;
  if (entry == NULL) {
    catena_error_dialog_present (GTK_WIDGET (self), _ ("No Key Could Be Generated"), error);
    return;
  }

  alias = kw_text_show (ks_entry_get_alias (entry));
  /* Translators: %s is an alias */
  label = g_strdup_printf (_ ("“%s” generated"), alias);
  edit = ks_edit_new_insert (label, entry);
  if (!_catena_store_page_apply (self, edit, _ ("No Key Could Be Generated")))
    return;
  catena_document_note_generated (self->document, entry);
  catena_entry_list_select (self->entry_list, entry);
}

static void
accepted_cb (CatenaStorePage *self, CatenaGenerateSecretDialog *dialog)
{
  KsStore *store = catena_document_get_store (self->document);
  KsSecret *password = ks_store_get_password (store);
  SecretJob *job = g_new0 (SecretJob, 1);
  g_autoptr (GTask) task = g_task_new (self, NULL, made_cb, NULL);

  job->algorithm = catena_generate_secret_dialog_get_algorithm (dialog);
  job->alias = g_strdup (catena_generate_secret_dialog_get_alias (dialog));
  job->target = ks_store_copy (store);
  job->password = password != NULL ? ks_secret_ref (password) : NULL;
  g_task_set_source_tag (task, accepted_cb);
  g_task_set_task_data (task, job, secret_job_free);
  g_task_run_in_thread (task, make_thread);
}

static void
generate_secret_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  CatenaStorePage *self = user_data;
  AdwDialog *dialog = catena_generate_secret_dialog_new (catena_document_get_store (self->document));

  g_signal_connect_object (dialog, "accepted", G_CALLBACK (accepted_cb), self, G_CONNECT_SWAPPED);
  adw_dialog_present (dialog, GTK_WIDGET (self));
}

static const GActionEntry actions[] = {
  { "generate-secret", generate_secret_action },
};

void
_catena_store_page_init_secret (CatenaStorePage *self)
{
  g_action_map_add_action_entries (G_ACTION_MAP (self->document_actions), actions, G_N_ELEMENTS (actions),
                                   self);
}

void
_catena_store_page_update_secret (CatenaStorePage *self)
{
  _catena_store_page_set_enabled (self->document_actions, "generate-secret",
                                  catena_document_is_editable (self->document));
}
