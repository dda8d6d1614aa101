/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "catena-config.h"

#include "catena-role-memory.h"

#define KEY "file-roles"
#define ROW "(ss)"
#define MAX_FILES 200

/* Where the person's keystores lie is nobody's business who reads the settings. */
static char *
make_key (GFile *file)
{
  g_autofree char *uri = g_file_get_uri (file);

  return g_compute_checksum_for_string (G_CHECKSUM_SHA256, uri, -1);
}

/**
 * catena_role_memory_find:
 * @settings: the program's settings
 * @file: a keystore
 * @role: (out): what it is for; unset when that is not known
 *
 * Returns: whether a person said what @file is for
 */
gboolean
catena_role_memory_find (GSettings *settings, GFile *file, KsRoleKind *role)
{
  g_autoptr (GVariant) value = g_settings_get_value (settings, KEY);
  g_autofree char *wanted = make_key (file);
  GVariantIter iter;
  const char *key, *nick;

  g_variant_iter_init (&iter, value);
  while (g_variant_iter_next (&iter, "(&s&s)", &key, &nick))
    if (g_str_equal (key, wanted))
      return ks_role_kind_from_nick (nick, role);
  return FALSE;
}

/**
 * catena_role_memory_set:
 * @settings: the program's settings
 * @file: a keystore
 * @role: what it is for
 *
 * Remembers a role; of very many, the oldest are forgotten.
 */
void
catena_role_memory_set (GSettings *settings, GFile *file, KsRoleKind role)
{
  g_autoptr (GVariant) value = g_settings_get_value (settings, KEY);
  g_autofree char *wanted = make_key (file);
  GVariantBuilder builder;
  GVariantIter iter;
  const char *key, *nick;
  guint n_files = 1;

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a" ROW));
  g_variant_builder_add (&builder, ROW, wanted, ks_role_kind_get_nick (role));
  g_variant_iter_init (&iter, value);
  while (n_files < MAX_FILES && g_variant_iter_next (&iter, "(&s&s)", &key, &nick)) {
    if (g_str_equal (key, wanted))
      continue;
    g_variant_builder_add (&builder, ROW, key, nick);
    n_files++;
  }
  g_settings_set_value (settings, KEY, g_variant_builder_end (&builder));
}
