/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "catena-config.h"

#include "catena-request-memory.h"

/* A group for each request, named by the SHA-256 of its public key. */
#define KEY_MADE "made"
#define KEY_REQUEST "request"
#define MAX_REQUESTS 200

struct _CatenaRequestMemory {
  GObject parent_instance;

  GFile *file;
  GKeyFile *requests; /* NULL until somebody asks */
};

G_DEFINE_FINAL_TYPE (CatenaRequestMemory, catena_request_memory, G_TYPE_OBJECT)

static void
catena_request_memory_finalize (GObject *object)
{
  CatenaRequestMemory *self = CATENA_REQUEST_MEMORY (object);

  g_clear_object (&self->file);
  g_clear_pointer (&self->requests, g_key_file_unref);

  G_OBJECT_CLASS (catena_request_memory_parent_class)->finalize (object);
}

static void
catena_request_memory_class_init (CatenaRequestMemoryClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = catena_request_memory_finalize;
}

static void
catena_request_memory_init (CatenaRequestMemory *self)
{
}

/* A file that cannot be read is like one that is not there: the comparison is then with the old certificate. */
static GKeyFile *
get_requests (CatenaRequestMemory *self)
{
  if (self->requests == NULL) {
    g_autofree char *text = NULL;
    gsize length = 0;

    self->requests = g_key_file_new ();
    if (g_file_load_contents (self->file, NULL, &text, &length, NULL, NULL) && length > 0)
      g_key_file_load_from_data (self->requests, text, length, G_KEY_FILE_NONE, NULL);
  }

  return self->requests;
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  if (!g_file_replace_contents_finish (G_FILE (source), result, NULL, &error))
    g_warning ("Requests are not remembered: %s", error->message);
}

static void
save (CatenaRequestMemory *self)
{
  g_autoptr (GFile) folder = g_file_get_parent (self->file);
  gsize length;
  char *text = g_key_file_to_data (get_requests (self), &length, NULL);
  g_autoptr (GBytes) bytes = g_bytes_new_take (text, length);

  g_file_make_directory_with_parents (folder, NULL, NULL);
  g_file_replace_contents_bytes_async (self->file, bytes, NULL, FALSE, G_FILE_CREATE_PRIVATE, NULL, saved_cb,
                                       NULL);
}

static char *
find_oldest (GKeyFile *requests)
{
  g_auto (GStrv) groups = g_key_file_get_groups (requests, NULL);
  const char *oldest = NULL;
  gint64 oldest_time = G_MAXINT64;

  for (guint i = 0; groups[i] != NULL; i++) {
    gint64 made = g_key_file_get_int64 (requests, groups[i], KEY_MADE, NULL);

    if (made < oldest_time) {
      oldest = groups[i];
      oldest_time = made;
    }
  }
  return g_strdup (oldest);
}

/**
 * catena_request_memory_new:
 * @file: where they are kept; it need not exist
 *
 * Returns: (transfer full): the requests that were made before
 */
CatenaRequestMemory *
catena_request_memory_new (GFile *file)
{
  CatenaRequestMemory *self;

  g_return_val_if_fail (G_IS_FILE (file), NULL);

  self = g_object_new (CATENA_TYPE_REQUEST_MEMORY, NULL);
  self->file = g_object_ref (file);
  return self;
}

/**
 * catena_request_memory_add:
 * @self: the memory
 * @key_id: SHA-256 of the SubjectPublicKeyInfo, in lower-case hex
 * @request: DER of a request, without a challenge password
 * @now: when it was made, in seconds since 1970
 *
 * Remembers a request in place of an older one for the same key. Of very many, the oldest are forgotten.
 */
void
catena_request_memory_add (CatenaRequestMemory *self, const char *key_id, GBytes *request, gint64 now)
{
  GKeyFile *requests;
  g_autofree char *text = NULL;
  g_auto (GStrv) groups = NULL;
  gsize n_groups;

  g_return_if_fail (CATENA_IS_REQUEST_MEMORY (self));
  g_return_if_fail (key_id != NULL && *key_id != '\0');

  requests = get_requests (self);
  text = g_base64_encode (g_bytes_get_data (request, NULL), g_bytes_get_size (request));
  g_key_file_set_string (requests, key_id, KEY_REQUEST, text);
  g_key_file_set_int64 (requests, key_id, KEY_MADE, now);
  groups = g_key_file_get_groups (requests, &n_groups);
  if (n_groups > MAX_REQUESTS) {
    g_autofree char *oldest = find_oldest (requests);

    g_key_file_remove_group (requests, oldest, NULL);
  }
  save (self);
}

/**
 * catena_request_memory_find:
 * @self: the memory
 * @key_id: SHA-256 of a SubjectPublicKeyInfo, in lower-case hex
 *
 * Returns: (transfer full) (nullable): DER of the request that was made last for that key
 */
GBytes *
catena_request_memory_find (CatenaRequestMemory *self, const char *key_id)
{
  g_autofree char *text = NULL;
  guchar *data;
  gsize length;

  g_return_val_if_fail (CATENA_IS_REQUEST_MEMORY (self), NULL);

  text = g_key_file_get_string (get_requests (self), key_id, KEY_REQUEST, NULL);
  if (text == NULL)
    return NULL;

  data = g_base64_decode (text, &length);
  return g_bytes_new_take (data, length);
}

/**
 * catena_request_memory_get_time:
 * @self: the memory
 * @key_id: SHA-256 of a SubjectPublicKeyInfo, in lower-case hex
 *
 * Returns: when the request for that key was made, in seconds since 1970; 0 when none is known
 */
gint64
catena_request_memory_get_time (CatenaRequestMemory *self, const char *key_id)
{
  g_return_val_if_fail (CATENA_IS_REQUEST_MEMORY (self), 0);

  return g_key_file_get_int64 (get_requests (self), key_id, KEY_MADE, NULL);
}

/**
 * catena_request_memory_list:
 * @self: the memory
 *
 * Returns: (transfer full) (element-type GBytes): DER of all requests that are remembered
 */
GPtrArray *
catena_request_memory_list (CatenaRequestMemory *self)
{
  GPtrArray *list = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  g_auto (GStrv) groups = NULL;

  g_return_val_if_fail (CATENA_IS_REQUEST_MEMORY (self), list);

  groups = g_key_file_get_groups (get_requests (self), NULL);
  for (guint i = 0; groups[i] != NULL; i++) {
    GBytes *request = catena_request_memory_find (self, groups[i]);

    if (request != NULL)
      g_ptr_array_add (list, request);
  }
  return list;
}

/**
 * catena_request_memory_clear:
 * @self: the memory
 *
 * Forgets all requests.
 */
void
catena_request_memory_clear (CatenaRequestMemory *self)
{
  g_return_if_fail (CATENA_IS_REQUEST_MEMORY (self));

  g_clear_pointer (&self->requests, g_key_file_unref);
  self->requests = g_key_file_new ();
  save (self);
}
