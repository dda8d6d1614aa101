/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "catena-config.h"

#include "catena-entry-clip.h"

struct _CatenaEntryClip {
  GObject parent_instance;

  GPtrArray *entries; /* of KsEntry */
  KsKeyring *keyring;
  gpointer source; /* compared, never used */
};

G_DEFINE_FINAL_TYPE (CatenaEntryClip, catena_entry_clip, G_TYPE_OBJECT)

static void
catena_entry_clip_finalize (GObject *object)
{
  CatenaEntryClip *self = CATENA_ENTRY_CLIP (object);

  g_clear_pointer (&self->entries, g_ptr_array_unref);
  g_clear_pointer (&self->keyring, ks_keyring_free);

  G_OBJECT_CLASS (catena_entry_clip_parent_class)->finalize (object);
}

static void
catena_entry_clip_class_init (CatenaEntryClipClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = catena_entry_clip_finalize;
}

static void
catena_entry_clip_init (CatenaEntryClip *self)
{
  self->entries = g_ptr_array_new_with_free_func (g_object_unref);
}

/**
 * catena_entry_clip_new:
 * @entries: (element-type KsEntry): what was copied
 * @keyring: the passwords of the keystore it was copied from
 *
 * Returns: (transfer full): the new clip
 */
CatenaEntryClip *
catena_entry_clip_new (GPtrArray *entries, KsKeyring *keyring)
{
  CatenaEntryClip *self = g_object_new (CATENA_TYPE_ENTRY_CLIP, NULL);

  g_ptr_array_extend (self->entries, entries, (GCopyFunc) (GCallback) g_object_ref, NULL);
  self->keyring = ks_keyring_copy (keyring);
  return self;
}

/**
 * catena_entry_clip_new_from_text:
 * @text: text of another program
 * @error: where to put the reason why there is nothing in it
 *
 * Reads certificates and keys out of PEM text.
 *
 * Returns: (transfer full) (nullable): the new clip
 */
CatenaEntryClip *
catena_entry_clip_new_from_text (const char *text, GError **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  KsReadOptions options = { .password = NULL };
  g_autoptr (KsStore) store = ks_store_load (bytes, &options, NULL, error);
  g_autoptr (GPtrArray) entries = NULL;
  g_autoptr (KsKeyring) keyring = NULL;

  if (store == NULL)
    return NULL;

  entries = ks_store_snapshot (store);
  keyring = ks_keyring_new (NULL);
  return catena_entry_clip_new (entries, keyring);
}

/**
 * catena_entry_clip_set_source:
 * @self: a new clip
 * @source: what the entries are dragged out of
 */
void
catena_entry_clip_set_source (CatenaEntryClip *self, GObject *source)
{
  self->source = source;
}

/**
 * catena_entry_clip_get_source:
 * @self: a clip
 *
 * Returns: (nullable): what the entries are dragged out of; it may be gone
 */
gpointer
catena_entry_clip_get_source (CatenaEntryClip *self)
{
  return self->source;
}

/**
 * catena_entry_clip_get_entries:
 * @self: a clip
 *
 * Returns: (transfer none) (element-type KsEntry): the entries
 */
GPtrArray *
catena_entry_clip_get_entries (CatenaEntryClip *self)
{
  return self->entries;
}

/**
 * catena_entry_clip_get_keyring:
 * @self: a clip
 *
 * Returns: (transfer none): the passwords that may open the keys
 */
KsKeyring *
catena_entry_clip_get_keyring (CatenaEntryClip *self)
{
  return self->keyring;
}

/**
 * catena_entry_clip_make_provider:
 * @self: a clip
 *
 * Makes what goes on the clipboard: the entries for this program, the certificates as text for all others. Keys and
 * passwords are in no text.
 *
 * Returns: (transfer full): the content
 */
GdkContentProvider *
catena_entry_clip_make_provider (CatenaEntryClip *self)
{
  GdkContentProvider *parts[2] = { gdk_content_provider_new_typed (CATENA_TYPE_ENTRY_CLIP, self), NULL };
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < self->entries->len; i++) {
    KsEntry *entry = g_ptr_array_index (self->entries, i);

    for (guint j = 0; j < ks_entry_get_chain_length (entry); j++) {
      g_autofree char *pem = ks_certificate_to_pem (ks_entry_get_certificate (entry, j));

      g_string_append (text, pem);
    }
  }
  if (text->len == 0)
    return parts[0];

  parts[1] = gdk_content_provider_new_typed (G_TYPE_STRING, text->str);
  return gdk_content_provider_new_union (parts, G_N_ELEMENTS (parts));
}
