/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-config.h"

#include <glib/gi18n-lib.h>

#include "ks-convert-private.h"
#include "ks-error.h"
#include "ks-pkcs12-private.h"

/* A plain key that a PKCS #12 file has always had is protected, too, when the file gets a password. */
static KsEntry *
replace_key (KsEntry *entry, KsKey *key)
{
  g_autoptr (KsEntry) changed = ks_entry_with_key (entry, key);

  return ks_entry_get_extra (changed, KS_PKCS12_PLAIN_KEY) != NULL
           ? ks_entry_with_extra (changed, KS_PKCS12_PLAIN_KEY, NULL)
           : g_steal_pointer (&changed);
}

/* @keyring opens the key of @entry: by the store's password alone where keys may have others. */
static KsSecret *
open_key (KsStore *store, KsKeyring *keyring, KsEntry *entry, gboolean *stays, GError **error)
{
  g_autoptr (KsSecret) used = NULL;
  g_autoptr (GError) reason = NULL;
  g_autoptr (KsSecret) plain = ks_keyring_unlock (keyring, entry, &used, &reason);
  gboolean own = (ks_store_get_format (store)->flags & KS_FORMAT_ENTRY_PASSWORDS) != 0;

  *stays = own && (plain == NULL || (used != NULL && !ks_keyring_is_store_password (keyring, used)));
  if (plain == NULL && !*stays)
    g_propagate_error (error, g_steal_pointer (&reason));

  return *stays ? NULL : g_steal_pointer (&plain);
}

static gboolean
has_changeable_key (KsEntry *entry)
{
  KsKey *key = ks_entry_get_key (entry);

  return key != NULL && ks_key_get_kind (key) != KS_KEY_PUBLIC && ks_key_get_form (key) != KS_KEY_FORM_OPAQUE;
}

static gboolean
add_change (GPtrArray *edits,
            KsStore *store,
            KsEntry *entry,
            KsKeyring *keyring,
            KsSecret *password,
            GError **error)
{
  gboolean stays = FALSE;
  g_autoptr (KsSecret) plain = open_key (store, keyring, entry, &stays, error);
  g_autoptr (KsKey) key = NULL;
  g_autoptr (KsEntry) changed = NULL;

  if (stays)
    return TRUE;
  if (plain == NULL)
    return FALSE;
  key = ks_convert_protect (ks_entry_get_key (entry), plain, password, store, error);
  if (key == NULL)
    return FALSE;

  changed = replace_key (entry, key);
  g_ptr_array_add (edits, ks_edit_new_replace (NULL, entry, changed));

  return TRUE;
}

/**
 * ks_convert_new_password_edit:
 * @store: a store
 * @keyring: its passwords
 * @new_password: the password that it shall get
 * @error: KS_ERROR_WRONG_PASSWORD names the first key that cannot be opened; KS_ERROR_UNSUPPORTED where the format has no password
 *
 * Changes the password of a store in one step that can be undone: its own, and that of every key which has the same. Keys with a
 * password of their own keep it where the format allows that.
 *
 * Returns: (transfer full): the edit
 */
KsEdit *
ks_convert_new_password_edit (KsStore *store, KsKeyring *keyring, KsSecret *new_password, GError **error)
{
  g_autoptr (GPtrArray) entries = ks_store_snapshot (store);
  g_autoptr (GPtrArray) edits = g_ptr_array_new_with_free_func ((GDestroyNotify) ks_edit_unref);
  const KsFormat *format = ks_store_get_format (store);

  if ((format->flags & KS_FORMAT_STORE_PASSWORD) == 0) {
    g_set_error (error, KS_ERROR, KS_ERROR_UNSUPPORTED,
                 /* Translators: %s is a format such as PEM */
                 _ ("A %s file has no password; only its keys have."), format->short_name);
    return NULL;
  }

  for (guint i = 0; i < entries->len; i++)
    if (has_changeable_key (entries->pdata[i]) &&
        !add_change (edits, store, entries->pdata[i], keyring, new_password, error))
      return NULL;
  g_ptr_array_add (edits, ks_edit_new_password (NULL, new_password));

  return ks_edit_new_compound (_ ("Password changed"), edits);
}

/**
 * ks_convert_new_entry_password_edit:
 * @store: a store
 * @entry: one of its entries, with a key
 * @old_password: (nullable): the password of the key; NULL for one without protection
 * @new_password: (nullable): the password that it shall get; NULL takes the protection off where the format allows it
 * @error: KS_ERROR_WRONG_PASSWORD, KS_ERROR_UNSUPPORTED where keys have the password of the file, KS_ERROR_NOT_FOUND
 *
 * Changes the password of one key.
 *
 * Returns: (transfer full): the edit
 */
KsEdit *
ks_convert_new_entry_password_edit (KsStore *store,
                                    KsEntry *entry,
                                    KsSecret *old_password,
                                    KsSecret *new_password,
                                    GError **error)
{
  const KsFormat *format = ks_store_get_format (store);
  g_autoptr (KsSecret) plain = NULL;
  g_autoptr (KsKey) key = NULL;
  g_autoptr (KsEntry) changed = NULL;
  g_autofree char *alias = ks_text_make_visible (ks_entry_get_alias (entry));
  g_autofree char *label = NULL;

  if ((format->flags & KS_FORMAT_ENTRY_PASSWORDS) == 0) {
    g_set_error (error, KS_ERROR, KS_ERROR_UNSUPPORTED,
                 /* Translators: %s is a format such as PKCS #12 */
                 _ ("In a %s file all keys have the password of the file."), format->short_name);
    return NULL;
  }
  if (!has_changeable_key (entry)) {
    g_set_error (error, KS_ERROR, KS_ERROR_NOT_FOUND, _ ("“%s” has no key whose password could be changed."),
                 alias);
    return NULL;
  }

  plain = ks_key_unlock (ks_entry_get_key (entry), old_password, error);
  if (plain == NULL)
    return NULL;
  key = ks_convert_protect (ks_entry_get_key (entry), plain, new_password, store, error);
  if (key == NULL)
    return NULL;

  changed = replace_key (entry, key);
  /* Translators: %s is an alias */
  label = g_strdup_printf (_ ("Password of “%s” changed"), alias);

  return ks_edit_new_replace (label, entry, changed);
}
