/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "catena-config.h"

#include <glib/gi18n.h>

#include "catena-store-page-private.h"

/* The truststores to choose from, in the order of the list. */
enum {
  TRUST_AUTOMATIC,
  TRUST_SYSTEM,
  TRUST_OWN,
};

static void
verdict_cb (CatenaStorePage *self)
{
  catena_entry_page_set_verdict (self->entry_page, catena_verification_get_verdict (self->verification));
  _catena_store_page_repair_verdict (self);
}

static void
trust_chosen_cb (CatenaStorePage *self, guint choice)
{
  self->trust_choice = choice;
  if (choice == TRUST_SYSTEM)
    catena_verification_set_anchors (self->verification, catena_verification_get_system (self->verification));
  else if (choice == TRUST_OWN)
    catena_verification_set_anchors (self->verification, catena_verification_get_own (self->verification));
  else
    catena_verification_set_anchors (self->verification, NULL);
}

static void
host_added_cb (CatenaStorePage *self, const char *host)
{
  const char *const *hosts = catena_verification_get_hosts (self->verification);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) all = NULL;

  if (hosts != NULL && g_strv_contains (hosts, host))
    return;

  if (hosts != NULL)
    g_strv_builder_addv (builder, (const char **) hosts);
  g_strv_builder_add (builder, host);
  all = g_strv_builder_end (builder);
  catena_verification_set_hosts (self->verification, (const char *const *) all);
}

static void
host_removed_cb (CatenaStorePage *self, const char *host)
{
  const char *const *hosts = catena_verification_get_hosts (self->verification);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) rest = NULL;

  for (guint i = 0; hosts != NULL && hosts[i] != NULL; i++)
    if (!g_str_equal (hosts[i], host))
      g_strv_builder_add (builder, hosts[i]);
  rest = g_strv_builder_end (builder);
  catena_verification_set_hosts (self->verification, (const char *const *) rest);
}

static void
remedy_activated_cb (CatenaStorePage *self, guint remedy)
{
  if (remedy == KS_REMEDY_CHANGE_PASSWORD)
    g_action_group_activate_action (G_ACTION_GROUP (self->entry_actions), "password", NULL);
  else
    _catena_store_page_repair (self, remedy);
}

static void
message_cb (CatenaStorePage *self, const char *message)
{
  _catena_store_page_add_toast (self, message, FALSE);
}

static void
update_trust (CatenaStorePage *self)
{
  const char *names[] = { _ ("System or this file"), _ ("System trust"), _ ("This file"), NULL };

  catena_entry_page_set_trust (self->entry_page, names, self->trust_choice);
}

void
_catena_store_page_show_entry (CatenaStorePage *self, KsEntry *entry)
{
  catena_entry_page_set_entry (self->entry_page, entry, catena_verification_get_now (self->verification));
}

void
_catena_store_page_init_entry (CatenaStorePage *self)
{
  g_signal_connect_object (self->verification, "notify::verdict", G_CALLBACK (verdict_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->entry_page, "trust-chosen", G_CALLBACK (trust_chosen_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->entry_page, "remedy-activated", G_CALLBACK (remedy_activated_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->entry_page, "host-added", G_CALLBACK (host_added_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->entry_page, "host-removed", G_CALLBACK (host_removed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->entry_page, "message", G_CALLBACK (message_cb), self, G_CONNECT_SWAPPED);
  update_trust (self);
}
