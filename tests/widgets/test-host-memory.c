/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "catena-config.h"

#include "catena-host-memory.h"

#define KEY "file-hosts"
/* How much it keeps: the oldest goes first. */
#define MAX_FILES 100
#define MAX_HOSTS 2000

static const char *const two[] = { "gw.example.org", "192.0.2.1", NULL };

static GFile *
make_file (guint number)
{
  g_autofree char *path = g_strdup_printf ("/nowhere/secret-%u.jks", number);

  return g_file_new_for_path (path);
}

static void
test_remembers (void)
{
  g_autoptr (GSettings) settings = g_settings_new (APP_ID);
  g_autoptr (GSettings) later = NULL;
  g_autoptr (GFile) one = make_file (1);
  g_autoptr (GFile) other = make_file (2);
  g_auto (GStrv) found = NULL;
  g_auto (GStrv) nothing = catena_host_memory_find (settings, one);

  g_assert_null (nothing);
  catena_host_memory_set (settings, one, two);
  catena_host_memory_set (settings, other, (const char *[]) { "other", NULL });
  later = g_settings_new (APP_ID);
  found = catena_host_memory_find (later, one);
  g_assert_cmpstrv (found, two);
  /* An empty list is not worth a row. */
  catena_host_memory_set (later, one, NULL);
  g_clear_pointer (&found, g_strfreev);
  found = catena_host_memory_find (settings, one);
  g_assert_null (found);
  found = catena_host_memory_find (settings, other);
  g_assert_cmpuint (g_strv_length (found), ==, 1);
  catena_host_memory_clear (settings);
  nothing = catena_host_memory_find (settings, other);
  g_assert_null (nothing);
}

static void
test_forgets_the_oldest (void)
{
  g_autoptr (GSettings) settings = g_settings_new (APP_ID);
  g_autoptr (GVariant) kept = NULL;

  for (guint i = 0; i <= MAX_FILES; i++) {
    g_autoptr (GFile) file = make_file (i);

    catena_host_memory_set (settings, file, two);
  }
  kept = g_settings_get_value (settings, KEY);
  g_assert_cmpuint (g_variant_n_children (kept), ==, MAX_FILES);
  for (guint i = 0; i <= MAX_FILES; i++) {
    g_autoptr (GFile) file = make_file (i);
    g_auto (GStrv) found = catena_host_memory_find (settings, file);

    g_assert_cmpint (found != NULL, ==, i > 0);
  }
  catena_host_memory_clear (settings);
}

/* The sum counts, too. */
static void
test_forgets_many_hosts (void)
{
  g_autoptr (GSettings) settings = g_settings_new (APP_ID);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) many = NULL;

  for (guint i = 0; i < 500; i++)
    g_strv_builder_take (builder, g_strdup_printf ("host%u", i));
  many = g_strv_builder_end (builder);
  for (guint i = 0; i < 5; i++) {
    g_autoptr (GFile) file = make_file (i);

    catena_host_memory_set (settings, file, (const char *const *) many);
  }
  for (guint i = 0; i < 5; i++) {
    g_autoptr (GFile) file = make_file (i);
    g_auto (GStrv) found = catena_host_memory_find (settings, file);

    g_assert_cmpint (found != NULL, ==, i > 0);
  }
  g_assert_cmpuint (4 * 500, ==, MAX_HOSTS);
  catena_host_memory_clear (settings);
}

/* The settings do not tell where somebody's keystores are. */
static void
test_tells_no_paths (void)
{
  g_autoptr (GSettings) settings = g_settings_new (APP_ID);
  g_autoptr (GFile) file = make_file (7);
  g_autoptr (GVariant) value = NULL;
  g_autofree char *text = NULL;

  catena_host_memory_set (settings, file, two);
  value = g_settings_get_value (settings, KEY);
  text = g_variant_print (value, FALSE);
  g_assert_null (strstr (text, "secret"));
  g_assert_null (strstr (text, "nowhere"));
  g_assert_nonnull (strstr (text, "gw.example.org"));
  catena_host_memory_clear (settings);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/host-memory/remembers", test_remembers);
  g_test_add_func ("/host-memory/forgets-the-oldest", test_forgets_the_oldest);
  g_test_add_func ("/host-memory/forgets-many-hosts", test_forgets_many_hosts);
  g_test_add_func ("/host-memory/tells-no-paths", test_tells_no_paths);
  return g_test_run ();
}
