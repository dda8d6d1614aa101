/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "catena-config.h"

#include "catena-host-memory.h"

#define KEY "file-hosts"
#define ROW "(sas)"
/* The settings are read whole at every start, so they stay small. */
#define MAX_FILES 100
#define MAX_HOSTS 2000

/* Where the person's keystores lie is nobody's business who reads the settings. */
static char *
make_key (GFile *file)
{
  g_autofree char *uri = g_file_get_uri (file);

  return g_compute_checksum_for_string (G_CHECKSUM_SHA256, uri, -1);
}

/**
 * catena_host_memory_find:
 * @settings: the program's settings
 * @file: a keystore
 *
 * Returns: (transfer full) (nullable): the hosts that were tested in @file, %NULL for none
 */
char **
catena_host_memory_find (GSettings *settings, GFile *file)
{
  g_autoptr (GVariant) value = g_settings_get_value (settings, KEY);
  g_autofree char *wanted = make_key (file);
  GVariantIter iter;
  const char *key;
  GVariantIter *hosts;
  char **found = NULL;

  g_variant_iter_init (&iter, value);
  while (found == NULL && g_variant_iter_next (&iter, "(&sas)", &key, &hosts)) {
    g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
    const char *host;

    while (g_variant_iter_next (hosts, "&s", &host))
      g_strv_builder_add (builder, host);
    g_variant_iter_free (hosts);
    if (g_str_equal (key, wanted))
      found = g_strv_builder_end (builder);
  }
  return found;
}

/**
 * catena_host_memory_set:
 * @settings: the program's settings
 * @file: a keystore
 * @hosts: (nullable): the hosts that are tested in it
 *
 * Remembers hosts; of very many files, or hosts, those that were set first are forgotten. Somebody who wants no recent files
 * remembered wants none of this, either.
 */
void
catena_host_memory_set (GSettings *settings, GFile *file, const char *const *hosts)
{
  g_autoptr (GVariant) value = g_settings_get_value (settings, KEY);
  g_autofree char *wanted = make_key (file);
  gboolean is_wanted = hosts != NULL && g_settings_get_boolean (settings, "remember-recent");
  gsize n_hosts = is_wanted ? g_strv_length ((char **) hosts) : 0;
  GVariantBuilder builder;
  guint n_files = 0;

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a" ROW));
  if (n_hosts > 0) {
    g_variant_builder_add (&builder, "(s^as)", wanted, hosts);
    n_files++;
  }
  for (gsize i = 0; i < g_variant_n_children (value) && n_files < MAX_FILES; i++, n_files++) {
    g_autoptr (GVariant) row = g_variant_get_child_value (value, i);
    g_autoptr (GVariant) key = g_variant_get_child_value (row, 0);
    g_autoptr (GVariant) others = g_variant_get_child_value (row, 1);

    if (g_str_equal (g_variant_get_string (key, NULL), wanted))
      continue;
    n_hosts += g_variant_n_children (others);
    if (n_hosts > MAX_HOSTS)
      break;
    g_variant_builder_add_value (&builder, row);
  }
  g_settings_set_value (settings, KEY, g_variant_builder_end (&builder));
}

/**
 * catena_host_memory_clear:
 * @settings: the program's settings
 *
 * Forgets the hosts of all files.
 */
void
catena_host_memory_clear (GSettings *settings)
{
  g_settings_reset (settings, KEY);
}
