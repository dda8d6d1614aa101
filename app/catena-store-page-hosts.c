/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The hosts that are tested in a file: typed, remembered, forgotten, asked of a CA. */

#include "catena-config.h"

#include <glib/gi18n.h>

#include "catena-host-memory.h"
#include "catena-names-section.h"
#include "catena-store-page-private.h"

static void
remember (CatenaStorePage *self)
{
  g_autoptr (GSettings) settings = g_settings_new (APP_ID);
  GFile *file = catena_document_get_file (self->document);

  if (file != NULL)
    catena_host_memory_set (settings, file, catena_verification_get_hosts (self->verification));
}

static void
set_hosts (CatenaStorePage *self, const char *const *hosts)
{
  gboolean is_none = hosts == NULL || *hosts == NULL;

  catena_verification_set_hosts (self->verification, is_none ? NULL : hosts);
  remember (self);
  _catena_store_page_update_hosts (self);
}

static void
say_left_out (CatenaStorePage *self, guint n_left_out)
{
  g_autofree char *message = NULL;

  if (n_left_out == 0)
    return;
  message = g_strdup_printf (ngettext ("%u host left out: %u are tested at most",
                                       "%u hosts left out: %u are tested at most", n_left_out),
                             n_left_out, (guint) KS_HOST_LIST_MAX);
  _catena_store_page_add_toast (self, message, FALSE);
}

static void
typed_cb (CatenaStorePage *self, const char *text)
{
  const char *const *hosts = catena_verification_get_hosts (self->verification);
  guint n_left_out = 0;
  g_auto (GStrv) all = ks_host_list_add (hosts, text, &n_left_out);

  say_left_out (self, n_left_out);
  if (g_strv_length (all) > (hosts != NULL ? g_strv_length ((char **) hosts) : 0))
    set_hosts (self, (const char *const *) all);
  else if (n_left_out == 0 && *text != '\0')
    _catena_store_page_add_toast (self, _ ("Tested already"), FALSE);
}

static void
removed_cb (CatenaStorePage *self, const char *host)
{
  g_auto (GStrv) rest = ks_host_list_remove (catena_verification_get_hosts (self->verification), host);

  set_hosts (self, (const char *const *) rest);
}

/* What is in the list by now stays in it. */
static void
undo_clear_cb (CatenaStorePage *self, AdwToast *toast)
{
  const char *const *cleared = g_object_get_data (G_OBJECT (toast), "hosts");
  const char *const *now = catena_verification_get_hosts (self->verification);
  g_autofree char *text = now != NULL ? g_strjoinv ("\n", (char **) now) : g_strdup ("");
  g_auto (GStrv) all = ks_host_list_add (cleared, text, NULL);

  set_hosts (self, (const char *const *) all);
}

static void
offer_undo (CatenaStorePage *self, char **hosts)
{
  guint n = g_strv_length (hosts);
  g_autofree char *title =
    g_strdup_printf (ngettext ("%u tested host removed", "%u tested hosts removed", n), n);
  AdwToast *toast = adw_toast_new (title);

  g_object_set_data_full (G_OBJECT (toast), "hosts", hosts, (GDestroyNotify) g_strfreev);
  adw_toast_set_use_markup (toast, FALSE);
  adw_toast_set_button_label (toast, _ ("Undo"));
  /* There is no other way back. */
  adw_toast_set_timeout (toast, 15);
  g_signal_connect_object (toast, "button-clicked", G_CALLBACK (undo_clear_cb), self, G_CONNECT_SWAPPED);
  adw_toast_overlay_dismiss_all (self->toast_overlay);
  adw_toast_overlay_add_toast (self->toast_overlay, toast);
}

static void
clear (CatenaStorePage *self)
{
  char **hosts = g_strdupv ((char **) catena_verification_get_hosts (self->verification));

  if (hosts == NULL)
    return;
  set_hosts (self, NULL);
  offer_undo (self, hosts);
}

static void
clear_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  clear (user_data);
}

static void
request_names_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  _catena_store_page_request_names (user_data);
}

static void
copied_cb (CatenaStorePage *self, const char *text)
{
  /* Translators: toast; %s is a name of a certificate that is on the clipboard now */
  g_autofree char *message = g_strdup_printf (_ ("“%s” copied"), text);

  _catena_store_page_add_toast (self, message, FALSE);
}

/* What was tested the last time that this file was open. */
static void
store_changed_cb (CatenaStorePage *self)
{
  g_autoptr (GSettings) settings = g_settings_new (APP_ID);
  GFile *file = catena_document_get_file (self->document);
  g_auto (GStrv) hosts = NULL;

  if (catena_document_get_store (self->document) == NULL || file == NULL ||
      catena_verification_get_hosts (self->verification) != NULL)
    return;
  hosts = catena_host_memory_find (settings, file);
  if (hosts != NULL)
    catena_verification_set_hosts (self->verification, (const char *const *) hosts);
}

/* What was new until now has a place to be remembered for. */
static void
file_changed_cb (CatenaStorePage *self)
{
  if (catena_verification_get_hosts (self->verification) != NULL)
    remember (self);
}

static const GActionEntry actions[] = {
  { "request-names", request_names_action },
  { "clear-hosts", clear_action },
};

static void
connect_view (CatenaStorePage *self)
{
  CatenaNamesSection *section = catena_entry_page_get_section (self->entry_page, CATENA_TYPE_NAMES_SECTION);
  KwNamesView *view = catena_names_section_get_view (section);

  g_signal_connect_object (view, "hosts-typed", G_CALLBACK (typed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (view, "host-removed", G_CALLBACK (removed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (view, "cleared", G_CALLBACK (clear), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (view, "request-activated", G_CALLBACK (_catena_store_page_request_names), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (view, "copied", G_CALLBACK (copied_cb), self, G_CONNECT_SWAPPED);
}

void
_catena_store_page_init_hosts (CatenaStorePage *self)
{
  g_action_map_add_action_entries (G_ACTION_MAP (self->entry_actions), actions, G_N_ELEMENTS (actions), self);
  connect_view (self);
  g_signal_connect_object (self->document, "notify::store", G_CALLBACK (store_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->document, "notify::file", G_CALLBACK (file_changed_cb), self,
                           G_CONNECT_SWAPPED);
  store_changed_cb (self);
}

void
_catena_store_page_update_hosts (CatenaStorePage *self)
{
  const char *const *hosts = catena_verification_get_hosts (self->verification);
  KsEntry *entry = catena_verification_get_entry (self->verification);
  KsCertificate *leaf = entry != NULL ? ks_entry_get_leaf (entry) : NULL;
  g_auto (GStrv) missing = hosts != NULL && leaf != NULL ? ks_host_list_uncovered (hosts, leaf) : NULL;

  _catena_store_page_set_enabled (self->entry_actions, "clear-hosts", hosts != NULL);
  _catena_store_page_set_enabled (self->entry_actions, "request-names",
                                  missing != NULL && *missing != NULL &&
                                    ks_entry_get_kind (entry) == KS_ENTRY_KEY);
}
