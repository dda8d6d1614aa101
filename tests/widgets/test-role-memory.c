/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "catena-config.h"

#include "catena-role-memory.h"

/* How many files it keeps: the oldest goes first. */
#define MAX_FILES 200

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
  g_autoptr (GFile) same = make_file (1);
  g_autoptr (GFile) other = make_file (2);
  KsRoleKind role = KS_N_ROLE_KINDS;

  g_assert_false (catena_role_memory_find (settings, one, &role));
  g_assert_cmpint (role, ==, KS_N_ROLE_KINDS);

  catena_role_memory_set (settings, one, KS_ROLE_KIND_SIGNING);
  catena_role_memory_set (settings, other, KS_ROLE_KIND_GENERAL);
  later = g_settings_new (APP_ID);
  g_assert_true (catena_role_memory_find (later, same, &role));
  g_assert_cmpint (role, ==, KS_ROLE_KIND_SIGNING);
  /* That nothing is special about a file is an answer, too. */
  g_assert_true (catena_role_memory_find (later, other, &role));
  g_assert_cmpint (role, ==, KS_ROLE_KIND_GENERAL);

  catena_role_memory_set (settings, same, KS_ROLE_KIND_TRUSTSTORE);
  g_assert_true (catena_role_memory_find (settings, one, &role));
  g_assert_cmpint (role, ==, KS_ROLE_KIND_TRUSTSTORE);
  g_settings_reset (settings, "file-roles");
}

static void
test_forgets_the_oldest (void)
{
  g_autoptr (GSettings) settings = g_settings_new (APP_ID);
  g_autoptr (GVariant) kept = NULL;
  KsRoleKind role = KS_ROLE_KIND_GENERAL;

  for (guint i = 0; i <= MAX_FILES; i++) {
    g_autoptr (GFile) file = make_file (i);

    catena_role_memory_set (settings, file, KS_ROLE_KIND_TLS_CLIENT);
  }
  kept = g_settings_get_value (settings, "file-roles");
  g_assert_cmpuint (g_variant_n_children (kept), ==, MAX_FILES);
  for (guint i = 0; i <= MAX_FILES; i++) {
    g_autoptr (GFile) file = make_file (i);

    g_assert_cmpint (catena_role_memory_find (settings, file, &role), ==, i > 0);
  }
  g_settings_reset (settings, "file-roles");
}

/* The settings do not tell where somebody's keystores are. */
static void
test_tells_no_paths (void)
{
  g_autoptr (GSettings) settings = g_settings_new (APP_ID);
  g_autoptr (GFile) file = make_file (7);
  g_autoptr (GVariant) value = NULL;
  g_autofree char *text = NULL;

  catena_role_memory_set (settings, file, KS_ROLE_KIND_TLS_SERVER);
  value = g_settings_get_value (settings, "file-roles");
  text = g_variant_print (value, FALSE);
  g_assert_null (strstr (text, "secret"));
  g_assert_null (strstr (text, "nowhere"));
  g_assert_nonnull (strstr (text, "tls-server"));
  g_settings_reset (settings, "file-roles");
}

/* What another version has written is not known, and does no harm. */
static void
test_unknown_role (void)
{
  g_autoptr (GSettings) settings = g_settings_new (APP_ID);
  g_autoptr (GFile) file = make_file (1);
  g_autofree char *uri = g_file_get_uri (file);
  g_autofree char *key = g_compute_checksum_for_string (G_CHECKSUM_SHA256, uri, -1);
  KsRoleKind role = KS_ROLE_KIND_GENERAL;
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a(ss)"));
  g_variant_builder_add (&builder, "(ss)", key, "time-machine");
  g_settings_set_value (settings, "file-roles", g_variant_builder_end (&builder));
  g_assert_false (catena_role_memory_find (settings, file, &role));
  g_settings_reset (settings, "file-roles");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/role-memory/remembers", test_remembers);
  g_test_add_func ("/role-memory/forgets-the-oldest", test_forgets_the_oldest);
  g_test_add_func ("/role-memory/tells-no-paths", test_tells_no_paths);
  g_test_add_func ("/role-memory/unknown-role", test_unknown_role);
  return g_test_run ();
}
