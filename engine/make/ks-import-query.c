/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-import-private.h"

static void
source_free (gpointer data)
{
  KsImportSource *source = data;

  g_object_unref (source->store);
  g_free (source->name);
  ks_keyring_free (source->keyring);
  g_free (source);
}

/**
 * ks_import_query_new:
 * @target: the store into which entries shall come; a copy of it where a worker makes the plan
 * @time: the present, in seconds since 1970
 *
 * Returns: (transfer full): a query without sources
 */
KsImportQuery *
ks_import_query_new (KsStore *target, gint64 time)
{
  KsImportQuery *self = g_new0 (KsImportQuery, 1);

  g_atomic_ref_count_init (&self->refs);
  self->target = g_object_ref (target);
  self->time = time;
  self->sources = g_ptr_array_new_with_free_func (source_free);

  return self;
}

/**
 * ks_import_query_ref:
 * @self: a query
 *
 * Returns: (transfer full): the same query
 */
KsImportQuery *
ks_import_query_ref (KsImportQuery *self)
{
  g_atomic_ref_count_inc (&self->refs);

  return self;
}

/**
 * ks_import_query_unref:
 * @self: (transfer full): a query
 *
 * Gives a reference back.
 */
void
ks_import_query_unref (KsImportQuery *self)
{
  if (!g_atomic_ref_count_dec (&self->refs))
    return;

  g_object_unref (self->target);
  g_ptr_array_unref (self->sources);
  g_free (self);
}

/**
 * ks_import_query_add_source:
 * @self: a query
 * @store: where entries come from; handed over, since it belongs to one thread
 * @name: (nullable): the name of its file
 * @keyring: (nullable): passwords of its keys, copied; without it, the store's own password
 *
 * Adds one file.
 *
 * Returns: its place among the sources
 */
guint
ks_import_query_add_source (KsImportQuery *self, KsStore *store, const char *name, KsKeyring *keyring)
{
  KsImportSource *source = g_new0 (KsImportSource, 1);

  source->store = g_object_ref (store);
  source->name = g_strdup (name);
  source->keyring =
    keyring != NULL ? ks_keyring_copy (keyring) : ks_keyring_new (ks_store_get_password (store));
  g_ptr_array_add (self->sources, source);

  return self->sources->len - 1;
}

/**
 * ks_import_query_add_password:
 * @self: a query that no worker reads now
 * @source: the place of a source
 * @alias: (nullable): the entry whose password it is; %NULL for a password that may open any
 * @password: the password
 *
 * Adds a password for the keys of one source.
 */
void
ks_import_query_add_password (KsImportQuery *self, guint source, const char *alias, KsSecret *password)
{
  KsImportSource *row = NULL;

  g_return_if_fail (source < self->sources->len);

  row = self->sources->pdata[source];
  ks_keyring_add (row->keyring, alias != NULL ? alias : "", password);
}
