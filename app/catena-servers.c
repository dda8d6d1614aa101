/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "catena-config.h"

#include "catena-role-memory.h"
#include "catena-servers.h"

static gboolean
is_tls_server (CatenaDocument *document, GPtrArray *entries)
{
  g_autoptr (GSettings) settings = g_settings_new (APP_ID);
  GFile *file = catena_document_get_file (document);
  KsRoleKind role;

  if (file == NULL || !catena_role_memory_find (settings, file, &role))
    role = ks_role_guess (entries, catena_document_get_title (document));
  return role == KS_ROLE_KIND_TLS_SERVER;
}

static void
add_servers_of (CatenaScene *scene, CatenaDocument *document)
{
  KsStore *store = catena_document_get_store (document);
  g_autoptr (GPtrArray) entries = store != NULL ? ks_store_snapshot (store) : g_ptr_array_new ();

  if (!is_tls_server (document, entries))
    return;
  for (guint i = 0; i < entries->len; i++) {
    KsEntry *entry = g_ptr_array_index (entries, i);

    if (ks_entry_get_kind (entry) == KS_ENTRY_KEY)
      catena_scene_add_server (scene, entry, catena_document_get_title (document));
  }
}

/**
 * catena_servers_add:
 * @scene: a new scene, which no worker has yet
 * @role: what its file is for; only a truststore is asked about servers
 * @trust: what knows the open files
 * @truststore: the one that the scene is about
 *
 * A truststore is there for the servers of other files: those are added that are open in any window.
 */
void
catena_servers_add (CatenaScene *scene, KsRoleKind role, CatenaTrust *trust, CatenaDocument *truststore)
{
  GListModel *documents = G_LIST_MODEL (catena_trust_get_documents (trust));

  if (role != KS_ROLE_KIND_TRUSTSTORE || catena_document_is_practice (truststore))
    return;

  for (guint i = 0; i < g_list_model_get_n_items (documents); i++) {
    g_autoptr (CatenaDocument) document = g_list_model_get_item (documents, i);

    /* What people practise with has clients of its own. */
    if (document != truststore && !catena_document_is_practice (document))
      add_servers_of (scene, document);
  }
}
