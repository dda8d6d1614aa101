/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "catena-config.h"

#include <glib/gi18n.h>

#include "catena-store-page-private.h"

static void
verdict_cb (CatenaStorePage *self)
{
  /* It may be about an entry whose page is not there yet. */
  self->is_verdict_late = catena_after_frame_is_pending (&self->showing);
  if (!self->is_verdict_late)
    catena_entry_page_set_verdict (self->entry_page, catena_verification_get_verdict (self->verification));
  _catena_store_page_repair_verdict (self);
}

static void
remedy_activated_cb (CatenaStorePage *self, guint remedy)
{
  if (remedy == KS_REMEDY_CHANGE_PASSWORD)
    g_action_group_activate_action (G_ACTION_GROUP (self->entry_actions), "password", NULL);
  else if (remedy == KS_REMEDY_RENEW)
    g_action_group_activate_action (G_ACTION_GROUP (self->entry_actions), "renew", NULL);
  else if (remedy == KS_REMEDY_REQUEST_CERTIFICATE)
    g_action_group_activate_action (G_ACTION_GROUP (self->entry_actions), "request", NULL);
  else if (remedy == KS_REMEDY_REQUEST_NAMES)
    _catena_store_page_request_names (self);
  else
    _catena_store_page_repair (self, remedy);
}

static void
message_cb (CatenaStorePage *self, const char *message)
{
  _catena_store_page_add_toast (self, message, FALSE);
}

void
_catena_store_page_show_entry (CatenaStorePage *self, KsEntry *entry)
{
  catena_entry_page_set_entry (self->entry_page, entry, catena_verification_get_now (self->verification));
  if (self->is_verdict_late)
    catena_entry_page_set_verdict (self->entry_page, catena_verification_get_verdict (self->verification));
  self->is_verdict_late = FALSE;
}

void
_catena_store_page_init_entry (CatenaStorePage *self)
{
  g_signal_connect_object (self->verification, "notify::verdict", G_CALLBACK (verdict_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->entry_page, "remedy-activated", G_CALLBACK (remedy_activated_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->entry_page, "message", G_CALLBACK (message_cb), self, G_CONNECT_SWAPPED);
}
