/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "catena-config.h"

#include "catena-drag.h"

#include <glib/gstdio.h>
#include <string.h>

#include "catena-entry-clip.h"
#include "ks-export.h"

/* More files than that are one file. */
#define MAX_FILES 20

struct _CatenaDragContent {
  GdkContentProvider parent_instance;

  CatenaEntryClip *clip;
};

enum {
  SIGNAL_KEYS_KEPT,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* The folder of this process, or NULL before the first drag. */
static char *folder;

G_DEFINE_FINAL_TYPE (CatenaDragContent, catena_drag_content, GDK_TYPE_CONTENT_PROVIDER)

/* How an entry is given to others: what is public of it. NULL: nothing. */
static const KsExport *
find_export (KsEntry *entry)
{
  g_autoptr (GPtrArray) one = g_ptr_array_new ();
  const KsExport *export;

  g_ptr_array_add (one, entry);
  export = ks_export_choose (one);

  return export != NULL && (export->flags & KS_EXPORT_HOLDS_PRIVATE) == 0 &&
             !ks_export_needs_key (export, entry)
           ? export
           : NULL;
}

static gboolean
has_private_key (GPtrArray *entries)
{
  for (guint i = 0; i < entries->len; i++) {
    KsKey *key = ks_entry_get_key (g_ptr_array_index (entries, i));

    if (key != NULL && ks_key_get_kind (key) != KS_KEY_PUBLIC)
      return TRUE;
  }

  return FALSE;
}

static GBytes *
write_entry (KsEntry *entry, const KsExport *export)
{
  g_autoptr (GPtrArray) one = g_ptr_array_new ();

  g_ptr_array_add (one, entry);
  return ks_export_write (export, one, NULL, NULL, NULL);
}

static char *
make_text (GPtrArray *entries)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < entries->len; i++) {
    KsEntry *entry = g_ptr_array_index (entries, i);
    const KsExport *export = find_export (entry);
    g_autoptr (GBytes) bytes = export != NULL ? write_entry (entry, export) : NULL;

    if (bytes != NULL)
      g_string_append_len (text, g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes));
  }

  return g_string_free_and_steal (text);
}

/* A folder that nobody else can look into, on a file system that is gone after the session. */
static const char *
get_folder (void)
{
  const char *sandbox = g_getenv ("FLATPAK_ID");
  g_autofree char *pattern = NULL;

  if (folder != NULL)
    return folder;

  /* Outside of a sandbox, only this part of the runtime folder is seen. */
  pattern = sandbox != NULL
              ? g_build_filename (g_get_user_runtime_dir (), "app", sandbox, "catena-XXXXXX", NULL)
              : g_build_filename (g_get_user_runtime_dir (), "catena-XXXXXX", NULL);
  if (g_mkdtemp_full (pattern, 0700) != NULL)
    folder = g_steal_pointer (&pattern);

  return folder;
}

/* A place of its own for each drag, so that names need not change. */
static GFile *
make_place (void)
{
  const char *parent = get_folder ();
  g_autofree char *pattern = parent != NULL ? g_build_filename (parent, "XXXXXX", NULL) : NULL;

  return pattern != NULL && g_mkdtemp_full (pattern, 0700) != NULL ? g_file_new_for_path (pattern) : NULL;
}

static GFile *
save (GFile *place, const char *name, GBytes *bytes)
{
  g_autoptr (GFile) file = g_file_get_child (place, name);

  return ks_file_save (file, bytes, KS_SAVE_PUBLIC, NULL, NULL, NULL, NULL) ? g_steal_pointer (&file) : NULL;
}

static void
save_entry (GFile *place, KsEntry *entry, GSList **files)
{
  const KsExport *export = find_export (entry);
  g_autoptr (GPtrArray) one = g_ptr_array_new ();
  g_autoptr (GBytes) bytes = export != NULL ? write_entry (entry, export) : NULL;
  g_autofree char *name = NULL;
  g_autofree char *other = NULL;
  GFile *file;

  if (bytes == NULL)
    return;

  g_ptr_array_add (one, entry);
  name = ks_export_make_file_name (export, one, NULL);
  other = g_strdup_printf ("%u-%s", g_slist_length (*files) + 1, name);
  file = save (place, name, bytes);
  /* Two aliases may be the same without the characters that cannot be in a name. */
  if (file == NULL)
    file = save (place, other, bytes);
  if (file != NULL)
    *files = g_slist_append (*files, file);
}

static GSList *
make_files (GPtrArray *entries)
{
  g_autoptr (GFile) place = make_place ();
  const KsExport *bundle = ks_export_find ("bundle-pem");
  GSList *files = NULL;

  if (place == NULL)
    return NULL;

  if (entries->len > MAX_FILES && ks_export_takes (bundle, entries)) {
    g_autoptr (GBytes) bytes = ks_export_write (bundle, entries, NULL, NULL, NULL);
    g_autofree char *name = ks_export_make_file_name (bundle, entries, NULL);
    GFile *file = bytes != NULL ? save (place, name, bytes) : NULL;

    return file != NULL ? g_slist_append (NULL, file) : NULL;
  }

  for (guint i = 0; i < entries->len; i++)
    save_entry (place, g_ptr_array_index (entries, i), &files);
  return files;
}

static const char *const text_types[] = { "text/plain;charset=utf-8", "text/plain" };

static void
note_kept (CatenaDragContent *self)
{
  if (has_private_key (catena_entry_clip_get_entries (self->clip)))
    g_signal_emit (self, signals[SIGNAL_KEYS_KEPT], 0);
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (g_output_stream_write_all_finish (G_OUTPUT_STREAM (source), result, NULL, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
catena_drag_content_write_mime_type_async (GdkContentProvider *provider,
                                           const char *mime_type,
                                           GOutputStream *stream,
                                           int io_priority,
                                           GCancellable *cancellable,
                                           GAsyncReadyCallback callback,
                                           gpointer user_data)
{
  CatenaDragContent *self = CATENA_DRAG_CONTENT (provider);
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  char *text = make_text (catena_entry_clip_get_entries (self->clip));

  g_task_set_source_tag (task, catena_drag_content_write_mime_type_async);
  g_task_set_task_data (task, text, g_free);
  note_kept (self);
  g_output_stream_write_all_async (stream, text, strlen (text), io_priority, cancellable, written_cb, task);
}

static gboolean
catena_drag_content_write_mime_type_finish (GdkContentProvider *provider,
                                            GAsyncResult *result,
                                            GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static GdkContentFormats *
catena_drag_content_ref_formats (GdkContentProvider *provider)
{
  CatenaDragContent *self = CATENA_DRAG_CONTENT (provider);
  GdkContentFormatsBuilder *builder = gdk_content_formats_builder_new ();

  gdk_content_formats_builder_add_gtype (builder, CATENA_TYPE_ENTRY_CLIP);
  if (catena_drag_content_is_public (self)) {
    gdk_content_formats_builder_add_gtype (builder, GDK_TYPE_FILE_LIST);
    gdk_content_formats_builder_add_gtype (builder, G_TYPE_STRING);
    /* Else GDK would make text of the files: their paths. */
    for (gsize i = 0; i < G_N_ELEMENTS (text_types); i++)
      gdk_content_formats_builder_add_mime_type (builder, text_types[i]);
  }

  return gdk_content_formats_builder_free_to_formats (builder);
}

/* Files and text are made when somebody takes them. */
static gboolean
catena_drag_content_get_value (GdkContentProvider *provider, GValue *value, GError **error)
{
  CatenaDragContent *self = CATENA_DRAG_CONTENT (provider);
  GPtrArray *entries = catena_entry_clip_get_entries (self->clip);

  if (G_VALUE_HOLDS (value, CATENA_TYPE_ENTRY_CLIP)) {
    g_value_set_object (value, self->clip);
    return TRUE;
  }

  if (!catena_drag_content_is_public (self))
    return GDK_CONTENT_PROVIDER_CLASS (catena_drag_content_parent_class)->get_value (provider, value, error);
  if (G_VALUE_HOLDS (value, GDK_TYPE_FILE_LIST)) {
    GSList *files = make_files (entries);

    g_value_take_boxed (value, gdk_file_list_new_from_list (files));
    g_slist_free_full (files, g_object_unref);
  } else if (G_VALUE_HOLDS (value, G_TYPE_STRING)) {
    g_value_take_string (value, make_text (entries));
  } else {
    return GDK_CONTENT_PROVIDER_CLASS (catena_drag_content_parent_class)->get_value (provider, value, error);
  }

  note_kept (self);
  return TRUE;
}

static void
catena_drag_content_finalize (GObject *object)
{
  CatenaDragContent *self = CATENA_DRAG_CONTENT (object);

  g_clear_object (&self->clip);

  G_OBJECT_CLASS (catena_drag_content_parent_class)->finalize (object);
}

static void
catena_drag_content_class_init (CatenaDragContentClass *klass)
{
  GdkContentProviderClass *provider_class = GDK_CONTENT_PROVIDER_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = catena_drag_content_finalize;
  provider_class->ref_formats = catena_drag_content_ref_formats;
  provider_class->get_value = catena_drag_content_get_value;
  provider_class->write_mime_type_async = catena_drag_content_write_mime_type_async;
  provider_class->write_mime_type_finish = catena_drag_content_write_mime_type_finish;

  signals[SIGNAL_KEYS_KEPT] = g_signal_new ("keys-kept", CATENA_TYPE_DRAG_CONTENT, G_SIGNAL_RUN_LAST, 0, NULL,
                                            NULL, NULL, G_TYPE_NONE, 0);
}

static void
catena_drag_content_init (CatenaDragContent *self)
{
}

/**
 * catena_drag_content_new:
 * @entries: (element-type KsEntry): what is dragged
 * @keyring: the passwords of the keystore that they are in
 * @source: what they are in
 *
 * Returns: (transfer full): the content
 */
CatenaDragContent *
catena_drag_content_new (GPtrArray *entries, KsKeyring *keyring, GObject *source)
{
  CatenaDragContent *self = g_object_new (CATENA_TYPE_DRAG_CONTENT, NULL);

  self->clip = catena_entry_clip_new (entries, keyring);
  catena_entry_clip_set_source (self->clip, source);
  return self;
}

/**
 * catena_drag_content_is_public:
 * @self: a content
 *
 * Returns: whether something of it can be given to other programs
 */
gboolean
catena_drag_content_is_public (CatenaDragContent *self)
{
  GPtrArray *entries = catena_entry_clip_get_entries (self->clip);

  for (guint i = 0; i < entries->len; i++)
    if (find_export (g_ptr_array_index (entries, i)) != NULL)
      return TRUE;

  return FALSE;
}

static void
remove_folder (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *child = g_build_filename (path, name, NULL);

    if (g_file_test (child, G_FILE_TEST_IS_DIR) && !g_file_test (child, G_FILE_TEST_IS_SYMLINK))
      remove_folder (child);
    else
      g_unlink (child);
  }
  g_rmdir (path);
}

/**
 * catena_drag_clean_up:
 *
 * Removes the folder of this process, for its end. Whoever was given the files has read them by then.
 */
void
catena_drag_clean_up (void)
{
  if (folder != NULL)
    remove_folder (folder);
  g_clear_pointer (&folder, g_free);
}
