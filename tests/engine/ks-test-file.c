/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-test-file.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

GBytes *
ks_test_make_content (gsize size, guint8 seed)
{
  guint8 *data = g_malloc (MAX (size, 1));

  for (gsize i = 0; i < size; i++)
    data[i] = (guint8) (seed + i * 31 + i / 251);
  return g_bytes_new_take (data, size);
}

void
ks_test_file_set_up (KsTestFile *fixture, gconstpointer data)
{
  fixture->folder = ks_test_make_folder ();
  fixture->old = ks_test_make_content (5000, 1);
  fixture->fresh = ks_test_make_content (100000, 2);
  fixture->path = ks_test_write_file (fixture->folder, "store.jks", fixture->old);
  fixture->file = g_file_new_for_path (fixture->path);
  g_assert_cmpint (g_chmod (fixture->path, 0640), ==, 0);
}

void
ks_test_file_tear_down (KsTestFile *fixture, gconstpointer data)
{
  ks_file_state_clear (&fixture->state);
  g_clear_pointer (&fixture->old, g_bytes_unref);
  g_clear_pointer (&fixture->fresh, g_bytes_unref);
  g_clear_object (&fixture->file);
  g_clear_pointer (&fixture->path, g_free);
  ks_test_remove_folder (fixture->folder);
  g_clear_pointer (&fixture->folder, g_free);
}

void
ks_test_assert_content (const char *path, GBytes *expected)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *data = NULL;
  gsize size;

  g_file_get_contents (path, &data, &size, &error);
  g_assert_no_error (error);
  g_assert_cmpmem (data, size, g_bytes_get_data (expected, NULL), g_bytes_get_size (expected));
}

/* How many names the folder has, and no temporary one among them. */
guint
ks_test_count_names (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;
  guint count = 0;

  g_assert_nonnull (dir);
  while ((name = g_dir_read_name (dir)) != NULL) {
    g_assert_false (g_str_has_prefix (name, ".catena-"));
    count++;
  }
  return count;
}

/* A sentence that names the file. */
void
ks_test_assert_sentence (const GError *error, const char *name)
{
  g_assert_nonnull (strstr (error->message, name));
  g_assert_true (g_str_has_suffix (error->message, "."));
  g_assert_true (g_utf8_validate (error->message, -1, NULL));
}

void
ks_test_assert_unchanged (KsTestFile *fixture, guint names)
{
  ks_test_assert_content (fixture->path, fixture->old);
  g_assert_cmpuint (ks_test_count_names (fixture->folder), ==, names);
}

void
ks_test_save (KsTestFile *fixture, KsSaveFlags flags, char **remark)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (ks_file_save (fixture->file, fixture->fresh, flags, NULL, remark, NULL, &error));
  g_assert_no_error (error);
}

void
ks_test_save_fails (KsTestFile *fixture, KsSaveFlags flags, GQuark domain, int code)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *remark = NULL;

  g_assert_false (ks_file_save (fixture->file, fixture->fresh, flags, NULL, &remark, NULL, &error));
  g_assert_error (error, domain, code);
  g_assert_null (remark);
  ks_test_assert_sentence (error, "store.jks");
}

/* Tests that need another user than root. FALSE: this process cannot be one. */
gboolean
ks_test_become_nobody (KsTestFile *fixture)
{
  if (geteuid () != 0)
    return TRUE;
  return chown (fixture->folder, KS_TEST_NOBODY, KS_TEST_NOBODY) == 0 && setegid (KS_TEST_NOBODY) == 0 &&
         seteuid (KS_TEST_NOBODY) == 0;
}

void
ks_test_become_root_again (void)
{
  if (getuid () != 0)
    return;
  g_assert_cmpint (seteuid (0), ==, 0);
  g_assert_cmpint (setegid (0), ==, 0);
}

void
ks_test_remember (KsTestFile *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = ks_file_read (fixture->file, 10000, &fixture->state, NULL, &error);

  g_assert_no_error (error);
}
