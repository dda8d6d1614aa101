/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-error.h"
#include "ks-test-file.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static void
test_read (KsTestFile *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = ks_file_read (fixture->file, 5000, &fixture->state, NULL, &error);

  g_assert_no_error (error);
  ks_test_assert_bytes (bytes, fixture->old);
  g_assert_nonnull (fixture->state.etag);
  g_assert_true (ks_file_is_unchanged (fixture->file, &fixture->state));
}

static void
read_fails (GFile *file, const char *name, GQuark domain, int code, const char *part)
{
  g_autoptr (GError) error = NULL;
  KsFileState state = { NULL };

  g_assert_null (ks_file_read (file, 1000000, &state, NULL, &error));
  g_assert_error (error, domain, code);
  ks_test_assert_sentence (error, name);
  g_assert_nonnull (strstr (error->message, part));
  g_assert_null (state.etag);
}

static void
test_read_wrong (KsTestFile *fixture, gconstpointer data)
{
  g_autoptr (GFile) folder = g_file_new_for_path (fixture->folder);
  g_autoptr (GFile) missing = g_file_get_child (folder, "missing.jks");
  g_autoptr (GFile) below = g_file_get_child (fixture->file, "below.jks");
  g_autoptr (GFile) pipe = g_file_get_child (folder, "pipe");
  g_autoptr (GFile) loop = g_file_get_child (folder, "loop");
  g_autoptr (GFile) empty = g_file_get_child (folder, "empty.jks");
  g_autoptr (GFile) device = g_file_new_for_path ("/dev/zero");
  g_autoptr (GBytes) nothing = g_bytes_new_static ("", 0);
  g_autofree char *path = ks_test_write_file (fixture->folder, "empty.jks", nothing);

  g_assert_cmpint (mkfifo (g_file_peek_path (pipe), 0600), ==, 0);
  g_assert_cmpint (symlink ("loop", g_file_peek_path (loop)), ==, 0);

  read_fails (folder, "catena-test", G_IO_ERROR, G_IO_ERROR_IS_DIRECTORY, "is a folder");
  read_fails (missing, "missing.jks", G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "does not exist");
  read_fails (below, "below.jks", G_IO_ERROR, G_IO_ERROR_NOT_DIRECTORY, "does not exist");
  read_fails (pipe, "pipe", G_IO_ERROR, G_IO_ERROR_NOT_REGULAR_FILE, "a device or a pipe");
  read_fails (device, "zero", G_IO_ERROR, G_IO_ERROR_NOT_REGULAR_FILE, "a device or a pipe");
  read_fails (loop, "loop", G_IO_ERROR, G_IO_ERROR_TOO_MANY_LINKS, "leads back to itself");
  read_fails (empty, "empty.jks", KS_ERROR, KS_ERROR_NOT_A_KEYSTORE, "is empty");
}

static void
test_read_closed (KsTestFile *fixture, gconstpointer data)
{
  g_assert_cmpint (g_chmod (fixture->path, 0), ==, 0);
  if (ks_test_become_nobody (fixture))
    read_fails (fixture->file, "store.jks", G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED, "permissions");
  else
    g_test_skip ("cannot become another user");
  ks_test_become_root_again ();
}

static void
test_read_too_large (KsTestFile *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (ks_file_read (fixture->file, 4999, NULL, NULL, &error));
  g_assert_error (error, KS_ERROR, KS_ERROR_TOO_LARGE);
  ks_test_assert_sentence (error, "store.jks");
  g_clear_error (&error);

  /* A file of the kernel says that it has no size, and has content all the same. */
  if (g_file_test ("/proc/self/status", G_FILE_TEST_EXISTS)) {
    g_autoptr (GFile) status = g_file_new_for_path ("/proc/self/status");

    g_assert_null (ks_file_read (status, 10, NULL, NULL, &error));
    g_assert_error (error, KS_ERROR, KS_ERROR_TOO_LARGE);
  }
}

static void
test_read_cancelled (KsTestFile *fixture, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_null (ks_file_read (fixture->file, 10000, NULL, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
test_remote (KsTestFile *fixture, gconstpointer data)
{
  g_autoptr (GFile) file = g_file_new_for_uri ("nowhere://host/store.jks");
  g_autoptr (GError) error = NULL;

  g_assert_null (ks_file_read (file, 10000, NULL, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED);
  g_clear_error (&error);
  g_assert_false (ks_file_save (file, fixture->fresh, 0, NULL, NULL, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED);
}

int
main (int argc, char *argv[])
{
  const struct {
    const char *path;
    void (*function) (KsTestFile *fixture, gconstpointer data);
  } tests[] = {
    { "/file/read", test_read },
    { "/file/read-wrong", test_read_wrong },
    { "/file/read-closed", test_read_closed },
    { "/file/read-too-large", test_read_too_large },
    { "/file/read-cancelled", test_read_cancelled },
    { "/file/remote", test_remote },
  };

  ks_test_init (&argc, &argv);
  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, KsTestFile, NULL, ks_test_file_set_up, tests[i].function,
                ks_test_file_tear_down);
  return g_test_run ();
}
