/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The date that the verdict is for, and what is to be renewed when. */

#include "catena-config.h"

#include "catena-renewal-plan-dialog.h"
#include "catena-store-page-private.h"
#include "catena-time-section.h"

static void
time_chosen_cb (CatenaStorePage *self, gint64 time)
{
  catena_verification_set_time (self->verification, time);
}

static void
time_changed_cb (CatenaStorePage *self)
{
  gint64 time = catena_verification_get_time (self->verification);
  CatenaTimeSection *section = catena_entry_page_get_section (self->entry_page, CATENA_TYPE_TIME_SECTION);
  CatenaViewBar *bar = catena_entry_page_get_view_bar (self->entry_page);

  catena_time_section_set_time (section, time);
  catena_time_button_set_time (catena_view_bar_get_time_button (bar), time);
}

static void
renewal_plan_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  CatenaStorePage *self = user_data;

  adw_dialog_present (catena_renewal_plan_dialog_new (self->document, self->verification), GTK_WIDGET (self));
}

static const GActionEntry action_entries[] = { { "renewal-plan", renewal_plan_action } };

void
_catena_store_page_init_time (CatenaStorePage *self)
{
  CatenaViewBar *bar = catena_entry_page_get_view_bar (self->entry_page);

  g_action_map_add_action_entries (G_ACTION_MAP (self->document_actions), action_entries,
                                   G_N_ELEMENTS (action_entries), self);
  g_signal_connect_object (catena_entry_page_get_section (self->entry_page, CATENA_TYPE_TIME_SECTION),
                           "time-chosen", G_CALLBACK (time_chosen_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (catena_view_bar_get_time_button (bar), "time-chosen", G_CALLBACK (time_chosen_cb),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->verification, "notify::time", G_CALLBACK (time_changed_cb), self,
                           G_CONNECT_SWAPPED);
}

void
_catena_store_page_update_time (CatenaStorePage *self)
{
  KsStore *store = catena_document_get_store (self->document);
  gboolean has_keys = FALSE;

  for (guint i = 0; store != NULL && !has_keys && i < g_list_model_get_n_items (G_LIST_MODEL (store)); i++) {
    g_autoptr (KsEntry) entry = g_list_model_get_item (G_LIST_MODEL (store), i);

    has_keys = ks_entry_get_kind (entry) == KS_ENTRY_KEY && ks_entry_get_leaf (entry) != NULL;
  }
  _catena_store_page_set_enabled (self->document_actions, "renewal-plan", has_keys);
}
