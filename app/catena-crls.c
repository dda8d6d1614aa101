/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "catena-config.h"

#include "catena-crls.h"

#include "catena-document.h"

/* Each list is read again for each entry that is checked. */
#define MAX_LISTS 32

static void
list_those_of (GPtrArray *lists, CatenaDocument *document)
{
  KsStore *store = catena_document_get_store (document);
  guint n = store != NULL ? g_list_model_get_n_items (G_LIST_MODEL (store)) : 0;

  for (guint i = 0; i < n && lists->len < MAX_LISTS; i++) {
    g_autoptr (KsEntry) entry = g_list_model_get_item (G_LIST_MODEL (store), i);

    if (ks_entry_get_kind (entry) == KS_ENTRY_CRL && ks_entry_get_data (entry) != NULL)
      g_ptr_array_add (lists, g_bytes_ref (ks_entry_get_data (entry)));
  }
}

/**
 * catena_crls_list:
 * @trust: what knows the open files
 *
 * Returns: (transfer full) (element-type GBytes): the revocation lists that are open, DER
 */
GPtrArray *
catena_crls_list (CatenaTrust *trust)
{
  GListModel *documents = G_LIST_MODEL (catena_trust_get_documents (trust));
  GPtrArray *lists = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);

  for (guint i = 0; i < g_list_model_get_n_items (documents); i++) {
    g_autoptr (CatenaDocument) document = g_list_model_get_item (documents, i);

    list_those_of (lists, document);
  }
  return lists;
}

/**
 * catena_crls_add:
 * @scene: a new scene, which no worker has yet
 * @trust: what knows the open files
 *
 * Revocation lists count as soon as they are open in a tab of any window: nothing is fetched for that.
 */
void
catena_crls_add (CatenaScene *scene, CatenaTrust *trust)
{
  g_autoptr (GPtrArray) lists = catena_crls_list (trust);

  for (guint i = 0; i < lists->len; i++)
    catena_scene_add_crl (scene, g_ptr_array_index (lists, i));
}

/**
 * catena_crls_have_changed:
 * @scene: (nullable): a scene
 * @trust: what knows the open files
 *
 * Returns: whether other lists are open than those that the scene knows
 */
gboolean
catena_crls_have_changed (CatenaScene *scene, CatenaTrust *trust)
{
  g_autoptr (GPtrArray) lists = catena_crls_list (trust);

  return scene != NULL && lists->len != catena_scene_get_n_crls (scene);
}
