/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "catena-config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "catena-import-source.h"

/* As for files that are opened. */
#define SIZE_LIMIT ((gsize) 256 * 1024 * 1024)

struct _CatenaImportSource {
  GObject parent_instance;

  GFile *file;
  GBytes *bytes; /* once it was read */
  char *name;
  KsStore *store;
  KsKeyring *keyring;
  GPtrArray *key_passwords; /* of KsSecret */
  GError *error;
  gboolean needs_password;
  gboolean was_tried;
};

G_DEFINE_FINAL_TYPE (CatenaImportSource, catena_import_source, G_TYPE_OBJECT)

/* What a worker needs and what it found. */
typedef struct {
  GFile *file;
  GBytes *bytes;
  char *base_name;
  KsSecret *password;

  KsStore *store;
  GError *error;
} LoadJob;

static void
load_job_free (LoadJob *job)
{
  g_clear_object (&job->file);
  g_clear_pointer (&job->bytes, g_bytes_unref);
  g_free (job->base_name);
  g_clear_pointer (&job->password, ks_secret_unref);
  g_clear_object (&job->store);
  g_clear_error (&job->error);
  g_free (job);
}

static void
load_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  LoadJob *job = task_data;
  KsReadOptions options = { .password = job->password, .file_name = job->base_name };

  if (job->bytes == NULL)
    job->bytes = ks_file_read (job->file, SIZE_LIMIT, NULL, cancellable, &job->error);
  if (job->bytes != NULL)
    job->store = ks_store_load (job->bytes, &options, cancellable, &job->error);
  if (job->store != NULL)
    ks_store_prepare (job->store, cancellable);

  if (!g_task_return_error_if_cancelled (task))
    g_task_return_boolean (task, TRUE);
}

static gboolean
is_about_password (const GError *error)
{
  return g_error_matches (error, KS_ERROR, KS_ERROR_PASSWORD_NEEDED) ||
         g_error_matches (error, KS_ERROR, KS_ERROR_WRONG_PASSWORD);
}

static void
set_store (CatenaImportSource *self, KsStore *store)
{
  g_set_object (&self->store, store);
  g_clear_pointer (&self->keyring, ks_keyring_free);
  self->keyring = ks_keyring_new (ks_store_get_password (store));
}

static void
catena_import_source_finalize (GObject *object)
{
  CatenaImportSource *self = CATENA_IMPORT_SOURCE (object);

  g_clear_object (&self->file);
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_clear_pointer (&self->name, g_free);
  g_clear_object (&self->store);
  g_clear_pointer (&self->keyring, ks_keyring_free);
  g_clear_pointer (&self->key_passwords, g_ptr_array_unref);
  g_clear_error (&self->error);

  G_OBJECT_CLASS (catena_import_source_parent_class)->finalize (object);
}

static void
catena_import_source_class_init (CatenaImportSourceClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = catena_import_source_finalize;
}

static void
catena_import_source_init (CatenaImportSource *self)
{
  self->key_passwords = g_ptr_array_new_with_free_func ((GDestroyNotify) ks_secret_unref);
}

/**
 * catena_import_source_new_for_file:
 * @file: a file
 *
 * Returns: (transfer full): a source that is not read yet
 */
CatenaImportSource *
catena_import_source_new_for_file (GFile *file)
{
  CatenaImportSource *self = g_object_new (CATENA_TYPE_IMPORT_SOURCE, NULL);
  g_autofree char *base = g_file_get_basename (file);

  self->file = g_object_ref (file);
  self->name = base != NULL ? g_filename_display_name (base) : g_file_get_parse_name (file);

  return self;
}

/**
 * catena_import_source_new_for_text:
 * @text: text of the clipboard, or of a drop
 *
 * Returns: (transfer full): a source that is not read yet
 */
CatenaImportSource *
catena_import_source_new_for_text (const char *text)
{
  CatenaImportSource *self = g_object_new (CATENA_TYPE_IMPORT_SOURCE, NULL);

  self->bytes = g_bytes_new (text, strlen (text));
  /* Translators: in the place of a file's name */
  self->name = g_strdup (_ ("Pasted text"));

  return self;
}

/**
 * catena_import_source_new_for_store:
 * @store: a store that was read elsewhere
 *
 * Returns: (transfer full): a source that needs no reading
 */
CatenaImportSource *
catena_import_source_new_for_store (KsStore *store)
{
  CatenaImportSource *self = g_object_new (CATENA_TYPE_IMPORT_SOURCE, NULL);

  self->name = g_strdup (ks_store_get_format (store)->short_name);
  set_store (self, store);

  return self;
}

/**
 * catena_import_source_load_async:
 * @self: a source
 * @password: (nullable): the password to try
 * @cancellable: (nullable): ends it early
 * @callback: called when it was tried
 * @user_data: for @callback
 *
 * Reads it in a worker.
 */
void
catena_import_source_load_async (CatenaImportSource *self,
                                 KsSecret *password,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  LoadJob *job = g_new0 (LoadJob, 1);

  g_task_set_source_tag (task, catena_import_source_load_async);
  self->was_tried = password != NULL;
  job->file = self->file != NULL ? g_object_ref (self->file) : NULL;
  job->bytes = self->bytes != NULL ? g_bytes_ref (self->bytes) : NULL;
  job->base_name = self->file != NULL ? g_file_get_basename (self->file) : NULL;
  job->password = password != NULL ? ks_secret_ref (password) : NULL;
  g_task_set_task_data (task, job, (GDestroyNotify) load_job_free);
  if (job->file == NULL && job->bytes == NULL)
    g_task_return_boolean (task, TRUE);
  else
    g_task_run_in_thread (task, load_thread);
}

/**
 * catena_import_source_load_finish:
 * @self: a source
 * @result: what the callback was given
 *
 * Takes what was read. What an earlier try could read stays when this one could not.
 *
 * Returns: %FALSE when it was cancelled
 */
gboolean
catena_import_source_load_finish (CatenaImportSource *self, GAsyncResult *result)
{
  LoadJob *job = g_task_get_task_data (G_TASK (result));

  if (!g_task_propagate_boolean (G_TASK (result), NULL))
    return FALSE;

  g_clear_error (&self->error);
  self->error = g_steal_pointer (&job->error);
  if (self->bytes == NULL && job->bytes != NULL)
    self->bytes = g_bytes_ref (job->bytes);
  if (job->store != NULL)
    set_store (self, job->store);
  if (job->file != NULL || job->bytes != NULL)
    self->needs_password = job->store != NULL ? ks_store_get_integrity (job->store) == KS_INTEGRITY_SKIPPED
                                              : is_about_password (self->error);

  return TRUE;
}

/**
 * catena_import_source_get_name:
 * @self: a source
 *
 * Returns: what it is called
 */
const char *
catena_import_source_get_name (CatenaImportSource *self)
{
  return self->name;
}

/**
 * catena_import_source_get_store:
 * @self: a source
 *
 * Returns: (transfer none) (nullable): what could be read of it
 */
KsStore *
catena_import_source_get_store (CatenaImportSource *self)
{
  return self->store;
}

/**
 * catena_import_source_get_error:
 * @self: a source
 *
 * Returns: (nullable): why the last try failed
 */
const GError *
catena_import_source_get_error (CatenaImportSource *self)
{
  return self->error;
}

/**
 * catena_import_source_needs_password:
 * @self: a source
 *
 * Returns: whether nothing, or not all of it, could be read without its password
 */
gboolean
catena_import_source_needs_password (CatenaImportSource *self)
{
  return self->needs_password;
}

/**
 * catena_import_source_was_tried:
 * @self: a source
 *
 * Returns: whether what is known of it comes from a password that somebody has just given
 */
gboolean
catena_import_source_was_tried (CatenaImportSource *self)
{
  return self->was_tried;
}

/**
 * catena_import_source_add_key_password:
 * @self: a source
 * @password: a password that may open some of its keys
 *
 * Remembers it for the next plan.
 */
void
catena_import_source_add_key_password (CatenaImportSource *self, KsSecret *password)
{
  g_ptr_array_add (self->key_passwords, ks_secret_ref (password));
  self->was_tried = TRUE;
}

/**
 * catena_import_source_add_to_query:
 * @self: a source
 * @query: gets it
 *
 * Adds what could be read of it.
 *
 * Returns: its place in the query, or %G_MAXUINT
 */
guint
catena_import_source_add_to_query (CatenaImportSource *self, KsImportQuery *query)
{
  guint place;

  if (self->store == NULL)
    return G_MAXUINT;

  place = ks_import_query_add_source (query, self->store, self->name, self->keyring);
  for (guint i = 0; i < self->key_passwords->len; i++)
    ks_import_query_add_password (query, place, NULL, self->key_passwords->pdata[i]);

  return place;
}
