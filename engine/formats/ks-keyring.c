/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-config.h"

#include <glib/gi18n-lib.h>

#include "ks-convert-private.h"
#include "ks-error.h"

typedef struct {
  char *alias;
  KsSecret *password;
} Row;

struct _KsKeyring {
  KsSecret *store_password;
  GArray *rows; /* of Row; few */
};

static void
row_clear (Row *row)
{
  g_free (row->alias);
  ks_secret_unref (row->password);
}

/**
 * ks_keyring_new:
 * @store_password: (nullable): the store's password
 *
 * A keyring that knows one password.
 *
 * Returns: (transfer full): the keyring
 */
KsKeyring *
ks_keyring_new (KsSecret *store_password)
{
  KsKeyring *self = g_new0 (KsKeyring, 1);

  self->rows = g_array_new (FALSE, FALSE, sizeof (Row));
  g_array_set_clear_func (self->rows, (GDestroyNotify) row_clear);
  ks_keyring_set_store_password (self, store_password);

  return self;
}

/**
 * ks_keyring_copy:
 * @self: a keyring
 *
 * A keyring for another thread.
 *
 * Returns: (transfer full): a keyring with the same passwords
 */
KsKeyring *
ks_keyring_copy (KsKeyring *self)
{
  KsKeyring *copy = ks_keyring_new (self->store_password);

  for (guint i = 0; i < self->rows->len; i++) {
    const Row *row = &g_array_index (self->rows, Row, i);

    ks_keyring_add (copy, row->alias, row->password);
  }

  return copy;
}

/**
 * ks_keyring_free:
 * @self: (transfer full) (nullable): a keyring
 *
 * Forgets the passwords.
 */
void
ks_keyring_free (KsKeyring *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->store_password, ks_secret_unref);
  g_array_unref (self->rows);
  g_free (self);
}

/**
 * ks_keyring_set_store_password:
 * @self: a keyring
 * @password: (nullable): the store's password
 *
 * Takes another password for the store.
 */
void
ks_keyring_set_store_password (KsKeyring *self, KsSecret *password)
{
  if (password != NULL)
    ks_secret_ref (password);
  g_clear_pointer (&self->store_password, ks_secret_unref);
  self->store_password = password;
}

/**
 * ks_keyring_add:
 * @self: a keyring
 * @alias: the entry that the password was given for
 * @password: the password
 *
 * Remembers the password of one entry; a former one of the same entry is forgotten.
 */
void
ks_keyring_add (KsKeyring *self, const char *alias, KsSecret *password)
{
  Row row = { g_strdup (alias), ks_secret_ref (password) };

  for (guint i = 0; i < self->rows->len; i++) {
    if (g_str_equal (g_array_index (self->rows, Row, i).alias, alias)) {
      g_array_remove_index (self->rows, i);
      break;
    }
  }
  g_array_append_val (self->rows, row);
}

/* FALSE when the next password may still be tried. Other errors than a wrong password stay as they are. */
static gboolean
try_password (KsKey *key, KsSecret *password, KsSecret **plain, KsSecret **used, GError **error)
{
  g_autoptr (GError) reason = NULL;

  if (password == NULL)
    return FALSE;

  *plain = ks_key_unlock (key, password, &reason);
  if (*plain != NULL) {
    if (used != NULL)
      *used = ks_secret_ref (password);
    return TRUE;
  }
  if (g_error_matches (reason, KS_ERROR, KS_ERROR_WRONG_PASSWORD))
    return FALSE;

  g_propagate_error (error, g_steal_pointer (&reason));
  return TRUE;
}

static gboolean
try_all (KsKeyring *self, KsKey *key, const char *alias, KsSecret **plain, KsSecret **used, GError **error)
{
  for (guint i = 0; i < self->rows->len; i++) {
    const Row *row = &g_array_index (self->rows, Row, i);

    if (g_str_equal (row->alias, alias) && try_password (key, row->password, plain, used, error))
      return TRUE;
  }
  if (try_password (key, self->store_password, plain, used, error))
    return TRUE;
  for (guint i = 0; i < self->rows->len; i++) {
    const Row *row = &g_array_index (self->rows, Row, i);

    if (!g_str_equal (row->alias, alias) && try_password (key, row->password, plain, used, error))
      return TRUE;
  }

  return FALSE;
}

/**
 * ks_keyring_unlock:
 * @self: a keyring
 * @entry: an entry with a key
 * @used: (out) (optional) (nullable): the password that fitted; NULL for a key without protection
 * @error: KS_ERROR_WRONG_PASSWORD when none fits; else those of ks_key_unlock()
 *
 * Opens the key of @entry with the entry's own password, the store's, or any other one.
 *
 * Returns: (transfer full): the plain key
 */
KsSecret *
ks_keyring_unlock (KsKeyring *self, KsEntry *entry, KsSecret **used, GError **error)
{
  g_autofree char *alias = ks_text_make_visible (ks_entry_get_alias (entry));
  KsKey *key = ks_entry_get_key (entry);
  KsSecret *plain = NULL;

  if (used != NULL)
    *used = NULL;
  if (key == NULL) {
    g_set_error (error, KS_ERROR, KS_ERROR_NOT_FOUND, _ ("“%s” has no key."), alias);
    return NULL;
  }
  if (!ks_key_is_protected (key))
    return ks_secret_ref (ks_key_get_plain (key));

  if (!try_all (self, key, ks_entry_get_alias (entry), &plain, used, error))
    g_set_error (error, KS_ERROR, KS_ERROR_WRONG_PASSWORD,
                 _ ("No password that is known opens the key of “%s”."), alias);

  return plain;
}

/**
 * ks_keyring_is_store_password:
 * @self: a keyring
 * @password: (nullable): a password
 *
 * Returns: whether it is the one of the store
 */
gboolean
ks_keyring_is_store_password (KsKeyring *self, KsSecret *password)
{
  return ks_secret_equal (self->store_password, password);
}
