/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "catena-config.h"

#include "catena-document-private.h"
#include "catena-release.h"

enum {
  PROP_0,
  PROP_FILE,
  PROP_STATE,
  PROP_STORE,
  PROP_TITLE,
  PROP_SUBTITLE,
  PROP_IS_MODIFIED,
  PROP_IS_BUSY,
  PROP_IS_CHANGED_ON_DISK,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_ENUM_TYPE (CatenaDocumentState,
                    catena_document_state,
                    G_DEFINE_ENUM_VALUE (CATENA_DOCUMENT_EMPTY, "empty"),
                    G_DEFINE_ENUM_VALUE (CATENA_DOCUMENT_LOADING, "loading"),
                    G_DEFINE_ENUM_VALUE (CATENA_DOCUMENT_LOCKED, "locked"),
                    G_DEFINE_ENUM_VALUE (CATENA_DOCUMENT_READY, "ready"),
                    G_DEFINE_ENUM_VALUE (CATENA_DOCUMENT_FAILED, "failed"))

G_DEFINE_FINAL_TYPE (CatenaDocument, catena_document, G_TYPE_OBJECT)

/* The folder as people write it: "~" for the home folder. */
static char *
describe_folder (GFile *file)
{
  g_autoptr (GFile) folder = g_file_get_parent (file);
  g_autofree char *path = NULL;
  const char *home = g_get_home_dir ();
  gsize length = strlen (home);

  if (folder == NULL)
    return NULL;

  path = g_file_get_parse_name (folder);
  if (g_str_has_prefix (path, home) && (path[length] == '/' || path[length] == '\0'))
    return g_strconcat ("~", path + length, NULL);

  return g_steal_pointer (&path);
}

static char *
describe_file (GFile *file)
{
  g_autofree char *name = g_file_get_basename (file);

  return name != NULL ? g_filename_display_name (name) : g_file_get_parse_name (file);
}

static void
watch_changed_cb (CatenaDocument *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_IS_CHANGED_ON_DISK]);
}

static void
store_modified_cb (CatenaDocument *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_IS_MODIFIED]);
}

void
_catena_document_set_file (CatenaDocument *self, GFile *file)
{
  g_set_object (&self->file, file);
  g_clear_object (&self->watch);
  self->watch = catena_file_watch_new (file);
  g_signal_connect_object (self->watch, "notify::is-changed", G_CALLBACK (watch_changed_cb), self,
                           G_CONNECT_SWAPPED);

  g_free (self->title);
  self->title = describe_file (file);
  g_free (self->subtitle);
  self->subtitle = describe_folder (file);

  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FILE]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TITLE]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SUBTITLE]);
  watch_changed_cb (self);
}

void
_catena_document_set_store (CatenaDocument *self, KsStore *store)
{
  KsStore *old = g_steal_pointer (&self->store);
  KsStore *unverified = g_steal_pointer (&self->unverified);

  if (old != NULL)
    g_signal_handlers_disconnect_by_func (old, store_modified_cb, self);

  self->store = g_object_ref (store);
  g_clear_pointer (&self->keyring, ks_keyring_free);
  self->format = ks_store_get_format (store);
  self->keyring = ks_keyring_new (ks_store_get_password (store));
  _catena_document_note_saved (self);
  g_signal_connect_object (store, "notify::is-modified", G_CALLBACK (store_modified_cb), self,
                           G_CONNECT_SWAPPED);

  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STORE]);
  store_modified_cb (self);
  /* After everybody else has let go of them. */
  catena_release (old);
  catena_release (unverified);
}

void
_catena_document_set_state (CatenaDocument *self, CatenaDocumentState state)
{
  if (self->state == state)
    return;

  self->state = state;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
}

void
_catena_document_add_busy (CatenaDocument *self, int change)
{
  gboolean was_busy = self->busy > 0;

  self->busy += change;
  if (was_busy != (self->busy > 0))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_IS_BUSY]);
}

static void
catena_document_dispose (GObject *object)
{
  CatenaDocument *self = CATENA_DOCUMENT (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->watch);
  g_clear_object (&self->store);
  g_clear_object (&self->unverified);
  g_clear_object (&self->file);
  g_clear_object (&self->clients);
  _catena_document_clear_saved (self);

  G_OBJECT_CLASS (catena_document_parent_class)->dispose (object);
}

static void
catena_document_finalize (GObject *object)
{
  CatenaDocument *self = CATENA_DOCUMENT (object);

  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_clear_pointer (&self->password, ks_secret_unref);
  g_clear_pointer (&self->keyring, ks_keyring_free);
  g_clear_pointer (&self->generated, g_ptr_array_unref);
  g_clear_pointer (&self->title, g_free);
  g_clear_pointer (&self->subtitle, g_free);
  g_clear_error (&self->error);

  G_OBJECT_CLASS (catena_document_parent_class)->finalize (object);
}

static void
catena_document_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  CatenaDocument *self = CATENA_DOCUMENT (object);

  switch (prop_id) {
  case PROP_FILE:
    g_value_set_object (value, self->file);
    break;
  case PROP_STATE:
    g_value_set_enum (value, self->state);
    break;
  case PROP_STORE:
    g_value_set_object (value, self->store);
    break;
  case PROP_TITLE:
    g_value_set_string (value, self->title);
    break;
  case PROP_SUBTITLE:
    g_value_set_string (value, self->subtitle);
    break;
  case PROP_IS_MODIFIED:
    g_value_set_boolean (value, catena_document_is_modified (self));
    break;
  case PROP_IS_BUSY:
    g_value_set_boolean (value, catena_document_is_busy (self));
    break;
  case PROP_IS_CHANGED_ON_DISK:
    g_value_set_boolean (value, catena_document_is_changed_on_disk (self));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
catena_document_class_init (CatenaDocumentClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->dispose = catena_document_dispose;
  object_class->finalize = catena_document_finalize;
  object_class->get_property = catena_document_get_property;

  properties[PROP_FILE] = g_param_spec_object ("file", NULL, NULL, G_TYPE_FILE, flags);
  properties[PROP_STATE] =
    g_param_spec_enum ("state", NULL, NULL, CATENA_TYPE_DOCUMENT_STATE, CATENA_DOCUMENT_EMPTY, flags);
  properties[PROP_STORE] = g_param_spec_object ("store", NULL, NULL, KS_TYPE_STORE, flags);
  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, flags);
  properties[PROP_SUBTITLE] = g_param_spec_string ("subtitle", NULL, NULL, NULL, flags);
  properties[PROP_IS_MODIFIED] = g_param_spec_boolean ("is-modified", NULL, NULL, FALSE, flags);
  properties[PROP_IS_BUSY] = g_param_spec_boolean ("is-busy", NULL, NULL, FALSE, flags);
  properties[PROP_IS_CHANGED_ON_DISK] = g_param_spec_boolean ("is-changed-on-disk", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
catena_document_init (CatenaDocument *self)
{
}

/**
 * catena_document_new_for_file:
 * @file: the file to open
 *
 * Makes the document of a file, which [method@Document.load] reads.
 *
 * Returns: (transfer full): the new document
 */
CatenaDocument *
catena_document_new_for_file (GFile *file)
{
  CatenaDocument *self = g_object_new (CATENA_TYPE_DOCUMENT, NULL);

  _catena_document_set_file (self, file);
  return self;
}

/**
 * catena_document_new_for_bytes:
 * @bytes: the content of a keystore that is no file
 * @title: what it is called
 * @password: (nullable): its password
 *
 * Makes a document that has to be saved under a name, for example of a sample keystore.
 *
 * Returns: (transfer full): the new document
 */
CatenaDocument *
catena_document_new_for_bytes (GBytes *bytes, const char *title, KsSecret *password)
{
  CatenaDocument *self = g_object_new (CATENA_TYPE_DOCUMENT, NULL);

  self->bytes = g_bytes_ref (bytes);
  self->title = g_strdup (title);
  self->password = password != NULL ? ks_secret_ref (password) : NULL;
  return self;
}

/**
 * catena_document_new_for_store:
 * @store: a store that was never a file
 * @title: what it is called until it is saved
 *
 * Returns: (transfer full): the new document, which is ready at once
 */
CatenaDocument *
catena_document_new_for_store (KsStore *store, const char *title)
{
  CatenaDocument *self = g_object_new (CATENA_TYPE_DOCUMENT, NULL);

  self->title = g_strdup (title);
  self->state = CATENA_DOCUMENT_READY;
  _catena_document_set_store (self, store);
  return self;
}

/**
 * catena_document_get_state:
 * @self: a document
 *
 * Returns: how far reading it has come
 */
CatenaDocumentState
catena_document_get_state (CatenaDocument *self)
{
  return self->state;
}

/**
 * catena_document_get_file:
 * @self: a document
 *
 * Returns: (transfer none) (nullable): its file, or %NULL before it was saved
 */
GFile *
catena_document_get_file (CatenaDocument *self)
{
  return self->file;
}

/**
 * catena_document_get_store:
 * @self: a document
 *
 * Returns: (transfer none) (nullable): its content, once there is one
 */
KsStore *
catena_document_get_store (CatenaDocument *self)
{
  return self->store;
}

/**
 * catena_document_get_format:
 * @self: a document
 *
 * Returns: (nullable): the format, as soon as it is known
 */
const KsFormat *
catena_document_get_format (CatenaDocument *self)
{
  return self->format;
}

/**
 * catena_document_get_keyring:
 * @self: a document
 *
 * Returns: (transfer none) (nullable): the passwords given so far, in memory only
 */
KsKeyring *
catena_document_get_keyring (CatenaDocument *self)
{
  return self->keyring;
}

/**
 * catena_document_get_error:
 * @self: a document
 *
 * Returns: (nullable): why it failed
 */
const GError *
catena_document_get_error (CatenaDocument *self)
{
  return self->error;
}

/**
 * catena_document_get_title:
 * @self: a document
 *
 * Returns: the file's name, or what the document is called without one
 */
const char *
catena_document_get_title (CatenaDocument *self)
{
  return self->title;
}

/**
 * catena_document_get_subtitle:
 * @self: a document
 *
 * Returns: (nullable): the folder of the file
 */
const char *
catena_document_get_subtitle (CatenaDocument *self)
{
  return self->subtitle;
}

/**
 * catena_document_is_modified:
 * @self: a document
 *
 * Returns: whether there are changes that are in no file
 */
gboolean
catena_document_is_modified (CatenaDocument *self)
{
  return self->store != NULL && !catena_document_is_practice (self) && ks_store_is_modified (self->store);
}

/**
 * catena_document_set_practice:
 * @self: a document that has no file
 * @clients: (nullable): whom those trust that connect to it
 *
 * Says that it is there to try things with. What is done to it need not be saved.
 */
void
catena_document_set_practice (CatenaDocument *self, KsAnchorSet *clients)
{
  g_return_if_fail (CATENA_IS_DOCUMENT (self));

  self->is_practice = TRUE;
  g_set_object (&self->clients, clients);
}

/**
 * catena_document_is_practice:
 * @self: a document
 *
 * Returns: whether it is there to try things with, and was not saved as a file yet
 */
gboolean
catena_document_is_practice (CatenaDocument *self)
{
  return self->is_practice && self->file == NULL;
}

/**
 * catena_document_get_clients:
 * @self: a document
 *
 * Returns: (transfer none) (nullable): who is asked for trust, instead of the system
 */
KsAnchorSet *
catena_document_get_clients (CatenaDocument *self)
{
  return self->clients;
}

/**
 * catena_document_is_busy:
 * @self: a document
 *
 * Returns: whether a worker is saving or changing it, so that it must not be edited
 */
gboolean
catena_document_is_busy (CatenaDocument *self)
{
  return self->busy > 0;
}

/**
 * catena_document_is_editable:
 * @self: a document
 *
 * Returns: whether an edit can be applied now
 */
gboolean
catena_document_is_editable (CatenaDocument *self)
{
  return self->state == CATENA_DOCUMENT_READY && self->busy == 0 && !ks_store_is_read_only (self->store);
}

/**
 * catena_document_is_changed_on_disk:
 * @self: a document
 *
 * Returns: whether another program has changed, moved or removed the file
 */
gboolean
catena_document_is_changed_on_disk (CatenaDocument *self)
{
  return self->watch != NULL && catena_file_watch_is_changed (self->watch);
}

/**
 * catena_document_can_look:
 * @self: a document
 *
 * Returns: whether a locked document can be shown without its password
 */
gboolean
catena_document_can_look (CatenaDocument *self)
{
  return self->unverified != NULL;
}

/**
 * catena_document_apply:
 * @self: a document that can be edited
 * @edit: the change
 * @error: where to put the reason why it was not made
 *
 * Returns: whether the change was made
 */
gboolean
catena_document_apply (CatenaDocument *self, KsEdit *edit, GError **error)
{
  if (self->store == NULL || self->busy > 0) {
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_BUSY, "The document is busy");
    return FALSE;
  }

  return ks_store_apply (self->store, edit, error);
}

/**
 * catena_document_remember_password:
 * @self: a document
 * @alias: (nullable): the entry it belongs to, %NULL for the store
 * @password: a password that was proved right
 *
 * Keeps a password in memory until the document is closed.
 */
void
catena_document_remember_password (CatenaDocument *self, const char *alias, KsSecret *password)
{
  if (self->keyring == NULL)
    return;

  if (alias != NULL)
    ks_keyring_add (self->keyring, alias, password);
  else
    ks_keyring_set_store_password (self->keyring, password);
}

/**
 * catena_document_check_file:
 * @self: a document
 *
 * Asks whether the file has changed on disk. For windows that get the focus, because not every file tells by itself.
 */
void
catena_document_check_file (CatenaDocument *self)
{
  if (self->watch != NULL && self->state == CATENA_DOCUMENT_READY && self->busy == 0)
    catena_file_watch_check (self->watch);
}
