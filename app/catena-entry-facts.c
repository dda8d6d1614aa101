/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "catena-config.h"

#include "catena-entry-facts.h"

#include <glib/gi18n.h>

#include "ks-crl.h"
#include "ks-request.h"
#include "ks-time.h"
#include "kw-explanation.h"
#include "kw-text.h"

#define ROWS_KEY "catena-entry-facts-rows"

static void
clear_rows (AdwPreferencesGroup *group)
{
  GPtrArray *rows = g_object_get_data (G_OBJECT (group), ROWS_KEY);

  for (guint i = 0; rows != NULL && i < rows->len; i++)
    adw_preferences_group_remove (group, g_ptr_array_index (rows, i));
  g_object_set_data_full (G_OBJECT (group), ROWS_KEY, g_ptr_array_new (), (GDestroyNotify) g_ptr_array_unref);
}

static void
add_row (AdwPreferencesGroup *group, const char *title, const char *value, const char *explanation)
{
  GtkWidget *row = adw_action_row_new ();

  /* Values come from files: never markup. */
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), value);
  adw_action_row_set_subtitle_selectable (ADW_ACTION_ROW (row), TRUE);
  gtk_widget_add_css_class (row, "property");
  kw_explanation_set_id (kw_explanation_of_row (row), explanation);
  adw_preferences_group_add (group, row);
  g_ptr_array_add (g_object_get_data (G_OBJECT (group), ROWS_KEY), row);
}

static void
add_key_rows (AdwPreferencesGroup *group, KsEntry *entry)
{
  KsKey *key = ks_entry_get_key (entry);
  const char *algorithm;
  g_autofree char *protection = NULL;

  if (key == NULL)
    return;
  algorithm = ks_key_get_algorithm (key);
  protection = ks_key_dup_protection_text (key);
  if (algorithm != NULL)
    add_row (group, _ ("Key algorithm"), algorithm, "field:key-algorithm");
  if (ks_key_get_bits (key) > 0) {
    /* Translators: the size of a secret key */
    g_autofree char *size =
      g_strdup_printf (ngettext ("%u bit", "%u bits", ks_key_get_bits (key)), ks_key_get_bits (key));

    add_row (group, _ ("Key size"), size, "field:key-size");
  }
  if (protection != NULL)
    /* Translators: how the private key is encrypted in the file */
    add_row (group, _ ("Key protection"), protection, "field:key-protection");
}

static void
add_chain_row (AdwPreferencesGroup *group, KsEntry *entry)
{
  guint length = ks_entry_get_chain_length (entry);
  g_autofree char *text = NULL;

  if (ks_entry_get_kind (entry) != KS_ENTRY_KEY)
    return;
  text = length == 0 ? g_strdup (_ ("No certificate"))
                     : g_strdup_printf (ngettext ("%u certificate", "%u certificates", length), length);
  add_row (group, _ ("Chain in this entry"), text, "field:chain");
}

/* What stands alone may be damaged; its bytes are kept whatever they are. */
static void
add_data_rows (AdwPreferencesGroup *group, KsEntry *entry)
{
  GBytes *data = ks_entry_get_data (entry);
  g_autoptr (GError) error = NULL;
  g_autoptr (KsCrl) crl = NULL;
  g_autoptr (KsRequest) request = NULL;

  if (data == NULL)
    return;
  if (ks_entry_get_kind (entry) == KS_ENTRY_CRL)
    crl = ks_crl_new (data, &error);
  else
    request = ks_request_new (data, &error);
  if (error != NULL)
    add_row (group, _ ("Not readable"), error->message, "field:unreadable-data");
}

/**
 * catena_entry_facts_show:
 * @group: the group to fill
 * @entry: the entry
 */
void
catena_entry_facts_show (AdwPreferencesGroup *group, KsEntry *entry)
{
  g_autofree char *alias = kw_text_show (ks_entry_get_alias (entry));
  gint64 created = ks_entry_get_created_ms (entry);

  clear_rows (group);
  add_row (group, _ ("Alias"), alias, "field:alias");
  add_row (group, _ ("Kind"), ks_entry_kind_get_name (ks_entry_get_kind (entry)), "field:entry-kind");
  if (created != 0) {
    g_autofree char *date = ks_time_format_date (created / 1000);

    /* Translators: when the entry was put into the keystore */
    add_row (group, _ ("Stored on"), date, "field:stored-on");
  }
  add_key_rows (group, entry);
  add_chain_row (group, entry);
  add_data_rows (group, entry);
}
