/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "catena-config.h"

#include "catena-store-page-private.h"

/* What a page can do is more than one file holds: each topic adds its actions, and says when they make sense. A new topic is a
 * file and a row. */
typedef struct {
  void (*init) (CatenaStorePage *self);
  void (*update) (CatenaStorePage *
                    self); /* or NULL: the selection, the state of the document, or the history has changed */
} Topic;

static const Topic topics[] = {
  { _catena_store_page_init_trust, NULL },
  { _catena_store_page_init_file, _catena_store_page_update_file },
  { _catena_store_page_init_role, NULL },
  { _catena_store_page_init_hosts, _catena_store_page_update_hosts },
  { _catena_store_page_init_import, _catena_store_page_update_import },
  { _catena_store_page_init_export, _catena_store_page_update_export },
  { _catena_store_page_init_truststore, _catena_store_page_update_truststore },
  { _catena_store_page_init_inspect, _catena_store_page_update_inspect },
  { _catena_store_page_init_compare, _catena_store_page_update_compare },
  { _catena_store_page_init_snippet, _catena_store_page_update_snippet },
  { _catena_store_page_init_view, NULL },
  { _catena_store_page_init_drawing, _catena_store_page_update_drawing },
  { _catena_store_page_init_drag, NULL },
  { _catena_store_page_init_generate, _catena_store_page_update_generate },
  { _catena_store_page_init_preview, _catena_store_page_update_preview },
  { _catena_store_page_init_chain, _catena_store_page_update_chain },
  { _catena_store_page_init_copy, NULL },
  { _catena_store_page_init_secret, _catena_store_page_update_secret },
  { _catena_store_page_init_reply, _catena_store_page_update_reply },
  { _catena_store_page_init_request, _catena_store_page_update_request },
  { _catena_store_page_init_renew, _catena_store_page_update_renew },
  { _catena_store_page_init_time, _catena_store_page_update_time },
  { _catena_store_page_init_lesson, _catena_store_page_update_lesson },
};

void
_catena_store_page_init_topics (CatenaStorePage *self)
{
  for (gsize i = 0; i < G_N_ELEMENTS (topics); i++)
    topics[i].init (self);
}

void
_catena_store_page_update_topics (CatenaStorePage *self)
{
  for (gsize i = 0; i < G_N_ELEMENTS (topics); i++)
    if (topics[i].update != NULL)
      topics[i].update (self);
}

/* @group: the actions of the document, or those of the entry */
void
_catena_store_page_set_enabled (GSimpleActionGroup *group, const char *name, gboolean is_enabled)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (group), name);

  g_simple_action_set_enabled (G_SIMPLE_ACTION (action), is_enabled);
}
