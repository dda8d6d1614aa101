/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "catena-config.h"

#include <gio/gio.h>
#include <string.h>

#include "catena-help-book.h"

#define RESOURCES RESOURCE_PATH "/help/"

/* Where viewers look: “help/LANGUAGE/PROGRAM/PAGE” in each folder of data. */
static char *
find_installed (const char *language, const char *id)
{
  const char *const *folders = g_get_system_data_dirs ();
  g_autofree char *file = g_strconcat (id, ".page", NULL);

  for (gsize i = 0; folders[i] != NULL; i++) {
    g_autofree char *path = g_build_filename (folders[i], "help", language, APP_ID, file, NULL);

    if (g_file_test (path, G_FILE_TEST_IS_REGULAR))
      return g_steal_pointer (&path);
  }
  return NULL;
}

/* English is in the program itself, so that it fits the program; other languages are installed beside it. */
static CatenaHelpPage *
open_translated (const char *id)
{
  const char *const *languages = g_get_language_names ();

  for (gsize i = 0; languages[i] != NULL; i++) {
    g_autofree char *path = NULL;
    g_autofree char *xml = NULL;

    if (g_str_equal (languages[i], "C") || g_str_has_prefix (languages[i], "en"))
      return NULL;
    path = find_installed (languages[i], id);
    if (path != NULL && g_file_get_contents (path, &xml, NULL, NULL))
      return catena_help_page_new (xml, -1, NULL);
  }
  return NULL;
}

/**
 * catena_help_book_open:
 * @id: the name of a page, such as "glossary"
 *
 * Returns: (transfer full) (nullable): the page in the language of the person where there is a translation, else in
 *   English; %NULL where there is none of that name
 */
CatenaHelpPage *
catena_help_book_open (const char *id)
{
  g_autofree char *path = g_strconcat (RESOURCES, id, ".page", NULL);
  g_autoptr (GBytes) bytes = g_resources_lookup_data (path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  g_autoptr (GError) error = NULL;
  CatenaHelpPage *page = NULL;

  if (bytes == NULL)
    return NULL;
  page = open_translated (id);
  if (page != NULL)
    return page;

  page = catena_help_page_new (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), &error);
  if (page == NULL)
    g_warning ("The help page “%s” cannot be read: %s", id, error->message);
  return page;
}

static int
compare_titles (gconstpointer a, gconstpointer b)
{
  const CatenaHelpPage *const *left = a, *const *right = b;

  return g_utf8_collate ((*left)->title, (*right)->title);
}

/**
 * catena_help_book_list:
 *
 * Returns: (transfer full) (element-type CatenaHelpPage): all pages, sorted by title
 */
GPtrArray *
catena_help_book_list (void)
{
  GPtrArray *pages = g_ptr_array_new_with_free_func ((GDestroyNotify) catena_help_page_free);
  g_auto (GStrv) names = g_resources_enumerate_children (RESOURCES, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);

  for (gsize i = 0; names != NULL && names[i] != NULL; i++) {
    g_autofree char *id = g_strndup (names[i], strcspn (names[i], "."));
    g_autoptr (CatenaHelpPage) page = catena_help_book_open (id);

    if (page != NULL && page->title != NULL)
      g_ptr_array_add (pages, g_steal_pointer (&page));
  }
  g_ptr_array_sort (pages, compare_titles);
  return pages;
}

/**
 * catena_help_book_is_installed:
 *
 * Returns: whether the help is where a viewer of the desktop looks for it, which it is not for a program that runs from its
 *   build folder
 */
gboolean
catena_help_book_is_installed (void)
{
  g_autofree char *path = find_installed ("C", "index");

  return path != NULL;
}
