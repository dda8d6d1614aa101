/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "catena-config.h"

#include "catena-recent.h"

#define KEY "recent-files"
#define ROW "(ssbx)"
#define MAX_FILES 8

/**
 * catena_recent_free:
 * @self: a recent file
 *
 * Frees it.
 */
void
catena_recent_free (CatenaRecent *self)
{
  g_clear_object (&self->file);
  g_clear_pointer (&self->format, g_free);
  g_free (self);
}

/**
 * catena_recent_list:
 * @settings: the program's settings
 *
 * Returns: (transfer full) (element-type CatenaRecent): the files opened last, the newest first
 */
GPtrArray *
catena_recent_list (GSettings *settings)
{
  g_autoptr (GVariant) value = g_settings_get_value (settings, KEY);
  GPtrArray *list = g_ptr_array_new_with_free_func ((GDestroyNotify) catena_recent_free);
  GVariantIter iter;
  const char *uri, *format;
  gboolean has_keys;
  gint64 opened;

  g_variant_iter_init (&iter, value);
  while (g_variant_iter_next (&iter, "(&s&sbx)", &uri, &format, &has_keys, &opened)) {
    CatenaRecent *recent = g_new0 (CatenaRecent, 1);

    recent->file = g_file_new_for_uri (uri);
    recent->format = g_strdup (format);
    recent->has_keys = has_keys;
    recent->opened = opened;
    g_ptr_array_add (list, recent);
  }

  return list;
}

/**
 * catena_recent_add:
 * @settings: the program's settings
 * @file: a file that was opened or saved
 * @format: the identifier of its format
 * @has_keys: whether there are private keys in it
 * @opened: when, in seconds since 1970
 *
 * Puts a file at the top of the list, unless the person wants no list.
 */
void
catena_recent_add (GSettings *settings, GFile *file, const char *format, gboolean has_keys, gint64 opened)
{
  g_autoptr (GPtrArray) list = NULL;
  g_autofree char *uri = g_file_get_uri (file);
  GVariantBuilder builder;
  guint n_files = 1;

  if (!g_settings_get_boolean (settings, "remember-recent"))
    return;

  list = catena_recent_list (settings);
  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a" ROW));
  g_variant_builder_add (&builder, ROW, uri, format, has_keys, opened);
  for (guint i = 0; i < list->len && n_files < MAX_FILES; i++) {
    CatenaRecent *recent = g_ptr_array_index (list, i);
    g_autofree char *other = g_file_get_uri (recent->file);

    if (g_str_equal (other, uri))
      continue;
    g_variant_builder_add (&builder, ROW, other, recent->format, recent->has_keys, recent->opened);
    n_files++;
  }

  g_settings_set_value (settings, KEY, g_variant_builder_end (&builder));
}

/**
 * catena_recent_clear:
 * @settings: the program's settings
 *
 * Forgets all recent files.
 */
void
catena_recent_clear (GSettings *settings)
{
  g_settings_reset (settings, KEY);
}
