/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "kw-config.h"

#include "kw-symbol-path.h"

static void
symbol_path_free (gpointer data)
{
  KwSymbolPath *self = data;

  gsk_path_unref (self->path);
  g_free (self);
}

static const char *
find_attribute (const char **names, const char **values, const char *name)
{
  for (guint i = 0; names[i] != NULL; i++)
    if (g_str_equal (names[i], name))
      return values[i];
  return NULL;
}

static void
start_element (GMarkupParseContext *context,
               const char *element,
               const char **names,
               const char **values,
               gpointer data,
               GError **error)
{
  const char *outline = g_str_equal (element, "path") ? find_attribute (names, values, "d") : NULL;
  const char *rule = find_attribute (names, values, "fill-rule");
  GskPath *path = outline != NULL ? gsk_path_parse (outline) : NULL;
  KwSymbolPath *symbol;

  if (path == NULL)
    return;
  symbol = g_new0 (KwSymbolPath, 1);
  symbol->path = path;
  symbol->fill_rule = g_strcmp0 (rule, "evenodd") == 0 ? GSK_FILL_RULE_EVEN_ODD : GSK_FILL_RULE_WINDING;
  g_ptr_array_add (data, symbol);
}

/**
 * kw_symbol_path_list:
 * @name: name of one of the program's own symbolic icons
 *
 * Reads the outlines of an icon from the program's resources, for a picture that is drawn without icon theme and display.
 * The icons of the program are made of filled paths only.
 *
 * Returns: (transfer full): of KwSymbolPath; empty where there is no such icon
 */
GPtrArray *
kw_symbol_path_list (const char *name)
{
  const GMarkupParser parser = { .start_element = start_element };
  GPtrArray *list = g_ptr_array_new_with_free_func (symbol_path_free);
  g_autofree char *place = g_strdup_printf (RESOURCE_PATH "/icons/scalable/actions/%s.svg", name);
  g_autoptr (GBytes) bytes = g_resources_lookup_data (place, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  g_autoptr (GMarkupParseContext) context =
    g_markup_parse_context_new (&parser, G_MARKUP_DEFAULT_FLAGS, list, NULL);
  gsize size;
  const char *text;

  if (bytes == NULL)
    return list;
  text = g_bytes_get_data (bytes, &size);
  if (!g_markup_parse_context_parse (context, text, (gssize) size, NULL))
    g_ptr_array_set_size (list, 0);
  return list;
}
