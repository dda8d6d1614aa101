/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "catena-gather.h"

#include "ks-atomic-file.h"
#include "ks-der.h"
#include "ks-format.h"

/* What a CA sends is small; a folder of downloads can be anything. */
#define FILE_LIMIT (1024 * 1024)
#define FILES_MAX 400
#define CERTIFICATES_MAX 5000

/**
 * catena_gathered_free:
 * @self: (transfer full): what to free
 */
void
catena_gathered_free (CatenaGathered *self)
{
  g_object_unref (self->certificate);
  g_free (self->file_name);
  g_free (self);
}

static void
add_certificate (GPtrArray *found, KsCertificate *certificate, const char *file_name)
{
  CatenaGathered *gathered;

  if (found->len >= CERTIFICATES_MAX || !ks_certificate_is_readable (certificate))
    return;
  gathered = g_new0 (CatenaGathered, 1);
  gathered->certificate = g_object_ref (certificate);
  gathered->file_name = g_strdup (file_name);
  g_ptr_array_add (found, gathered);
}

static void
add_store (GPtrArray *found, KsStore *store, const char *file_name)
{
  g_autoptr (GPtrArray) entries = ks_store_snapshot (store);

  for (guint i = 0; i < entries->len; i++) {
    KsEntry *entry = g_ptr_array_index (entries, i);

    for (guint k = 0; k < ks_entry_get_chain_length (entry); k++)
      add_certificate (found, ks_entry_get_certificate (entry, k), file_name);
  }
}

static gboolean
is_one_der_element (GBytes *bytes)
{
  KsDer der;
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);

  return ks_der_parse (data, size, &der) && der.tag == KS_DER_SEQUENCE && der.full_size == size;
}

/* What is no keystore, or needs a password, has nothing to offer here: that is no error. */
static void
add_file (GPtrArray *found, GFile *file, GCancellable *cancellable)
{
  g_autofree char *name = g_file_get_basename (file);
  g_autoptr (GBytes) bytes = ks_file_read (file, FILE_LIMIT, NULL, cancellable, NULL);
  g_autoptr (KsStore) store = NULL;

  if (bytes == NULL)
    return;
  store = ks_store_load (bytes, &(KsReadOptions) { .file_name = name }, cancellable, NULL);
  if (store != NULL) {
    add_store (found, store, name);
  } else if (is_one_der_element (bytes)) {
    g_autoptr (KsCertificate) certificate = ks_certificate_new (bytes);

    add_certificate (found, certificate, name);
  }
}

static gboolean
add_folder (GPtrArray *found, GFile *folder, GCancellable *cancellable, GError **error)
{
  g_autoptr (GFileEnumerator) files = NULL;
  guint n = 0;

  files =
    g_file_enumerate_children (folder, G_FILE_ATTRIBUTE_STANDARD_NAME "," G_FILE_ATTRIBUTE_STANDARD_TYPE,
                               G_FILE_QUERY_INFO_NONE, cancellable, error);
  if (files == NULL)
    return FALSE;
  while (n++ < FILES_MAX) {
    GFileInfo *info;
    GFile *file;

    if (!g_file_enumerator_iterate (files, &info, &file, cancellable, error))
      return FALSE;
    if (info == NULL)
      return TRUE;
    if (g_file_info_get_file_type (info) == G_FILE_TYPE_REGULAR)
      add_file (found, file, cancellable);
  }
  return TRUE;
}

static void
gather_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GFile *place = data;
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func ((GDestroyNotify) catena_gathered_free);
  GError *error = NULL;

  if (g_file_query_file_type (place, G_FILE_QUERY_INFO_NONE, cancellable) != G_FILE_TYPE_DIRECTORY)
    add_file (found, place, cancellable);
  else if (!add_folder (found, place, cancellable, &error)) {
    g_task_return_error (task, error);
    return;
  }
  g_task_return_pointer (task, g_steal_pointer (&found), (GDestroyNotify) g_ptr_array_unref);
}

/**
 * catena_gather_async:
 * @place: a file or folder
 * @cancellable: (nullable): cancels the search
 * @callback: called on the caller's main context
 * @user_data: for @callback
 *
 * Reads in a worker; at most 400 files of at most 1 MiB each.
 */
void
catena_gather_async (GFile *place, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, catena_gather_async);
  g_task_set_task_data (task, g_object_ref (place), g_object_unref);
  g_task_set_return_on_cancel (task, TRUE);
  g_task_run_in_thread (task, gather_thread);
}

/**
 * catena_gather_finish:
 * @result: the result given to the callback
 * @error: return location: the folder cannot be read, or %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full) (element-type CatenaGathered) (nullable): what was found, or %NULL
 */
GPtrArray *
catena_gather_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
