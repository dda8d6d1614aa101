/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-loose.h"

/**
 * ks_loose_new:
 *
 * Returns: (transfer full) (element-type KsPemItem): a list without anything in it
 */
GPtrArray *
ks_loose_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) ks_pem_item_free);
}

static KsPemItem *
add (GPtrArray *loose, KsPemItemKind kind, const char *name)
{
  KsPemItem *item = g_new0 (KsPemItem, 1);

  item->kind = kind;
  item->name = g_strdup (name);
  g_ptr_array_add (loose, item);

  return item;
}

/**
 * ks_loose_add_certificate:
 * @loose: (element-type KsPemItem): gets it
 * @certificate: a certificate
 * @name: (nullable): its alias; %NULL for what its subject says
 *
 * Adds a certificate, which may belong to one of the keys.
 */
void
ks_loose_add_certificate (GPtrArray *loose, KsCertificate *certificate, const char *name)
{
  add (loose, KS_PEM_ITEM_CERTIFICATE, name)->certificate = g_object_ref (certificate);
}

/**
 * ks_loose_add_data:
 * @loose: (element-type KsPemItem): gets it
 * @kind: %KS_PEM_ITEM_REQUEST or %KS_PEM_ITEM_CRL
 * @der: its DER
 * @name: (nullable): its alias; %NULL for what its subject or issuer says
 *
 * Adds a request or a CRL.
 */
void
ks_loose_add_data (GPtrArray *loose, KsPemItemKind kind, GBytes *der, const char *name)
{
  add (loose, kind, name)->data = g_bytes_ref (der);
}

/**
 * ks_loose_add_key:
 * @loose: (element-type KsPemItem): gets it
 * @key: a private or public key
 * @name: (nullable): its alias; %NULL for that of its certificate or of the file
 *
 * Adds a key.
 */
void
ks_loose_add_key (GPtrArray *loose, KsKey *key, const char *name)
{
  KsPemItemKind kind = ks_key_get_kind (key) == KS_KEY_PUBLIC ? KS_PEM_ITEM_PUBLIC : KS_PEM_ITEM_KEY;

  add (loose, kind, name)->key = g_object_ref (key);
}

/**
 * ks_loose_make_store:
 * @loose: (element-type KsPemItem): what a file has
 * @format: the format of that file
 * @options: (nullable): password and file name
 *
 * Makes entries of them: each key with the chain of its certificate, and everything else alone.
 *
 * Returns: (transfer full): a new store without integrity check
 */
KsStore *
ks_loose_make_store (GPtrArray *loose, const KsFormat *format, const KsReadOptions *options)
{
  KsStore *store = ks_store_new (format);

  ks_store_set_integrity (store, KS_INTEGRITY_NONE);
  ks_store_set_loaded_password (store, options != NULL ? options->password : NULL);
  ks_pem_bundle_add_entries (store, loose, options != NULL ? options->password : NULL,
                             options != NULL ? options->file_name : NULL);

  return store;
}
