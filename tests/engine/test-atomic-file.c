/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-test-file.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/xattr.h>
#include <unistd.h>

static void
test_new (KsTestFile *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "new \xff.jks", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;
  g_autofree char *remark = NULL;
  const mode_t mask = umask (0);
  GStatBuf status;

  g_assert_true (ks_file_save (file, fixture->fresh, KS_SAVE_BACKUP, &fixture->state, &remark, NULL, &error));
  umask (mask);
  g_assert_no_error (error);
  g_assert_null (remark);
  ks_test_assert_content (path, fixture->fresh);
  g_assert_cmpint (g_stat (path, &status), ==, 0);
  g_assert_cmphex (status.st_mode & 07777, ==, 0600);
  g_assert_true (ks_file_is_unchanged (file, &fixture->state));
  g_assert_cmpuint (ks_test_count_names (fixture->folder), ==, 2);
}

static void
test_replace (KsTestFile *fixture, gconstpointer data)
{
  const mode_t modes[] = { 0640, 0644, 0600, 0755, 0660 };

  for (gsize i = 0; i < G_N_ELEMENTS (modes); i++) {
    g_autofree char *remark = NULL;
    GStatBuf before;
    GStatBuf after;

    g_assert_cmpint (g_chmod (fixture->path, (int) modes[i]), ==, 0);
    g_assert_cmpint (g_stat (fixture->path, &before), ==, 0);
    ks_test_save (fixture, 0, &remark);
    g_assert_null (remark);
    ks_test_assert_content (fixture->path, fixture->fresh);
    g_assert_cmpint (g_stat (fixture->path, &after), ==, 0);
    g_assert_cmphex (after.st_mode, ==, before.st_mode);
    g_assert_cmpuint (after.st_uid, ==, before.st_uid);
    g_assert_cmpuint (after.st_gid, ==, before.st_gid);
    /* Another file, not the old one with other content. */
    g_assert_true (after.st_ino != before.st_ino);
    g_assert_cmpuint (ks_test_count_names (fixture->folder), ==, 1);
  }
}

/* A private key goes over a file that others could read; a certificate becomes a file that others can. */
static void
test_modes (KsTestFile *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "public.pem", NULL);
  g_autofree char *link_path = g_build_filename (fixture->folder, "second", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;
  const mode_t mask = umask (027);
  GStatBuf status;

  g_assert_true (ks_file_save (file, fixture->fresh, KS_SAVE_PUBLIC, NULL, NULL, NULL, &error));
  umask (mask);
  g_assert_no_error (error);
  g_assert_cmpint (g_stat (path, &status), ==, 0);
  g_assert_cmphex (status.st_mode & 07777, ==, 0640);

  g_assert_cmpint (g_chmod (fixture->path, 0664), ==, 0);
  g_assert_true (ks_file_save (fixture->file, fixture->fresh, KS_SAVE_PRIVATE, NULL, NULL, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpint (g_stat (fixture->path, &status), ==, 0);
  g_assert_cmphex (status.st_mode & 07777, ==, 0600);

  /* A file with two names is written in place. */
  g_assert_cmpint (g_chmod (fixture->path, 0664), ==, 0);
  g_assert_cmpint (link (fixture->path, link_path), ==, 0);
  g_assert_true (ks_file_save (fixture->file, fixture->fresh, KS_SAVE_PRIVATE, NULL, NULL, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpint (g_stat (link_path, &status), ==, 0);
  g_assert_cmphex (status.st_mode & 07777, ==, 0600);
}

static void
test_sizes (KsTestFile *fixture, gconstpointer data)
{
  const gsize sizes[] = { 0, 1, 4096, 256 * 1024, 256 * 1024 + 1, 5000000 };

  for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++) {
    g_autoptr (GBytes) content = ks_test_make_content (sizes[i], (guint8) i);
    g_autoptr (GError) error = NULL;

    g_assert_true (ks_file_save (fixture->file, content, 0, NULL, NULL, NULL, &error));
    g_assert_no_error (error);
    ks_test_assert_content (fixture->path, content);
  }
}

static void
test_owner (KsTestFile *fixture, gconstpointer data)
{
  GStatBuf status;

  if (chown (fixture->path, 12345, 23456) != 0) {
    g_test_skip ("needs root");
    return;
  }
  ks_test_save (fixture, 0, NULL);
  g_assert_cmpint (g_stat (fixture->path, &status), ==, 0);
  g_assert_cmpuint (status.st_uid, ==, 12345);
  g_assert_cmpuint (status.st_gid, ==, 23456);
  g_assert_cmphex (status.st_mode & 07777, ==, 0640);
}

static void
test_attributes (KsTestFile *fixture, gconstpointer data)
{
  g_autofree char *remark = NULL;
  char value[16] = { 0 };

  if (setxattr (fixture->path, "user.comment", "kept", 4, 0) != 0) {
    g_test_skip ("no extended attributes here");
    return;
  }
  ks_test_save (fixture, 0, &remark);
  g_assert_null (remark);
  g_assert_cmpint (getxattr (fixture->path, "user.comment", value, sizeof value), ==, 4);
  g_assert_cmpstr (value, ==, "kept");
}

/* rw for the owner, r for user 12345, nothing for group and others: linux/posix_acl_xattr.h, little-endian. */
static const guint8 access_list[] = {
  2, 0, 0,   0,   1,   0,   6,  0, 255, 255, 255, 255, 2,   0,   4,  0, 57, 48, 0,   0,   4,   0,
  0, 0, 255, 255, 255, 255, 16, 0, 4,   0,   255, 255, 255, 255, 32, 0, 0,  0,  255, 255, 255, 255,
};

static void
test_access_list (KsTestFile *fixture, gconstpointer data)
{
  guint8 value[sizeof access_list];

  if (setxattr (fixture->path, "system.posix_acl_access", access_list, sizeof access_list, 0) != 0) {
    g_test_skip ("no access control lists here");
    return;
  }
  ks_test_save (fixture, KS_SAVE_BACKUP, NULL);
  g_assert_cmpint (getxattr (fixture->path, "system.posix_acl_access", value, sizeof value), ==,
                   sizeof value);
  g_assert_cmpmem (value, sizeof value, access_list, sizeof access_list);
}

static void
test_symbolic_link (KsTestFile *fixture, gconstpointer data)
{
  g_autofree char *inner = g_build_filename (fixture->folder, "inner", NULL);
  g_autofree char *second = g_build_filename (inner, "second", NULL);
  g_autofree char *first = g_build_filename (fixture->folder, "first", NULL);
  g_autofree char *seen = NULL;
  g_autoptr (GFile) file = g_file_new_for_path (first);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (g_mkdir (inner, 0700), ==, 0);
  g_assert_cmpint (symlink ("../store.jks", second), ==, 0);
  g_assert_cmpint (symlink ("inner/second", first), ==, 0);
  g_assert_true (ks_file_save (file, fixture->fresh, KS_SAVE_BACKUP, &fixture->state, NULL, NULL, &error));
  g_assert_no_error (error);

  g_assert_true (g_file_test (first, G_FILE_TEST_IS_SYMLINK));
  g_assert_true (g_file_test (second, G_FILE_TEST_IS_SYMLINK));
  g_assert_false (g_file_test (fixture->path, G_FILE_TEST_IS_SYMLINK));
  ks_test_assert_content (fixture->path, fixture->fresh);
  g_assert_cmpuint (ks_test_count_names (inner), ==, 1);
  seen = g_strconcat (fixture->path, "~", NULL);
  ks_test_assert_content (seen, fixture->old);
  g_assert_true (ks_file_is_unchanged (file, &fixture->state));
}

static void
test_dangling_link (KsTestFile *fixture, gconstpointer data)
{
  g_autofree char *link = g_build_filename (fixture->folder, "link", NULL);
  g_autofree char *target = g_build_filename (fixture->folder, "target", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (link);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (symlink ("target", link), ==, 0);
  g_assert_true (ks_file_save (file, fixture->fresh, 0, NULL, NULL, NULL, &error));
  g_assert_no_error (error);
  g_assert_true (g_file_test (link, G_FILE_TEST_IS_SYMLINK));
  ks_test_assert_content (target, fixture->fresh);
}

static void
test_hard_link (KsTestFile *fixture, gconstpointer data)
{
  g_autofree char *other = g_build_filename (fixture->folder, "other.jks", NULL);
  g_autofree char *backup = g_strconcat (fixture->path, "~", NULL);
  g_autofree char *remark = NULL;
  GStatBuf before;
  GStatBuf after;

  g_assert_cmpint (link (fixture->path, other), ==, 0);
  g_assert_cmpint (g_stat (fixture->path, &before), ==, 0);
  ks_test_save (fixture, KS_SAVE_BACKUP, &remark);
  g_assert_nonnull (strstr (remark, "hard links"));
  g_assert_cmpint (g_stat (fixture->path, &after), ==, 0);
  g_assert_true (after.st_ino == before.st_ino);
  ks_test_assert_content (fixture->path, fixture->fresh);
  ks_test_assert_content (other, fixture->fresh);
  ks_test_assert_content (backup, fixture->old);
  g_assert_cmpuint (ks_test_count_names (fixture->folder), ==, 3);
}

/* The new content is shorter: nothing of the old one may stay behind it. */
static void
test_hard_link_shorter (KsTestFile *fixture, gconstpointer data)
{
  g_autofree char *other = g_build_filename (fixture->folder, "other.jks", NULL);
  g_autoptr (GBytes) content = ks_test_make_content (10, 9);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (link (fixture->path, other), ==, 0);
  g_assert_true (ks_file_save (fixture->file, content, 0, NULL, NULL, NULL, &error));
  g_assert_no_error (error);
  ks_test_assert_content (other, content);
}

static void
test_closed_folder (KsTestFile *fixture, gconstpointer data)
{
  g_autofree char *fresh_path = g_build_filename (fixture->folder, "fresh.jks", NULL);
  g_autoptr (GFile) fresh_file = g_file_new_for_path (fresh_path);
  g_autoptr (GError) error = NULL;
  g_autofree char *remark = NULL;

  g_assert_cmpint (g_chmod (fixture->path, 0666), ==, 0);
  g_assert_cmpint (g_chmod (fixture->folder, 0555), ==, 0);
  if (!ks_test_become_nobody (fixture)) {
    g_test_skip ("cannot become another user");
    return;
  }

  g_assert_false (ks_file_save (fresh_file, fixture->fresh, 0, NULL, NULL, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED);
  ks_test_assert_sentence (error, "fresh.jks");
  /* No place for the backup that was asked for: nothing is written. */
  g_clear_error (&error);
  g_assert_false (ks_file_save (fixture->file, fixture->fresh, KS_SAVE_BACKUP, NULL, NULL, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED);
  ks_test_assert_sentence (error, "store.jks~");
  ks_test_assert_unchanged (fixture, 1);

  ks_test_save (fixture, 0, &remark);
  g_assert_nonnull (strstr (remark, "in place"));
  ks_test_assert_content (fixture->path, fixture->fresh);
  ks_test_become_root_again ();
}

static void
test_foreign_owner (KsTestFile *fixture, gconstpointer data)
{
  g_autofree char *remark = NULL;
  GStatBuf status;

  if (geteuid () != 0 || !ks_test_become_nobody (fixture)) {
    g_test_skip ("needs root");
    return;
  }
  ks_test_become_root_again ();
  g_assert_cmpint (chown (fixture->path, 0, 0), ==, 0);
  g_assert_cmpint (g_chmod (fixture->path, 0666), ==, 0);
  g_assert_true (ks_test_become_nobody (fixture));
  ks_test_save (fixture, 0, &remark);
  ks_test_become_root_again ();
  g_assert_nonnull (strstr (remark, "in place"));
  ks_test_assert_content (fixture->path, fixture->fresh);
  g_assert_cmpuint (ks_test_count_names (fixture->folder), ==, 1);
  g_assert_cmpint (g_stat (fixture->path, &status), ==, 0);
  g_assert_cmpuint (status.st_uid, ==, 0);
}

/* The folder would allow a rename over it. */
static void
test_closed_file (KsTestFile *fixture, gconstpointer data)
{
  g_assert_cmpint (g_chmod (fixture->path, 0444), ==, 0);
  if (!ks_test_become_nobody (fixture)) {
    g_test_skip ("cannot become another user");
    return;
  }
  ks_test_save_fails (fixture, 0, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED);
  ks_test_assert_unchanged (fixture, 1);
  ks_test_become_root_again ();
}

static void
test_wrong_targets (KsTestFile *fixture, gconstpointer data)
{
  g_autoptr (GFile) folder = g_file_new_for_path (fixture->folder);
  g_autoptr (GFile) lost = g_file_resolve_relative_path (folder, "no/folder.jks");
  g_autoptr (GFile) below = g_file_get_child (fixture->file, "below.jks");
  g_autoptr (GFile) loop = g_file_get_child (folder, "loop");
  g_autoptr (GFile) device = g_file_new_for_path ("/dev/full");
  g_autofree char *name = g_strnfill (256, 'n');
  g_autoptr (GFile) long_name = g_file_get_child (folder, name);
  const struct {
    GFile *file;
    GIOErrorEnum code;
  } cases[] = {
    { folder, G_IO_ERROR_IS_DIRECTORY },     { lost, G_IO_ERROR_NOT_FOUND },
    { below, G_IO_ERROR_NOT_DIRECTORY },     { loop, G_IO_ERROR_TOO_MANY_LINKS },
    { device, G_IO_ERROR_INVALID_ARGUMENT }, { long_name, G_IO_ERROR_FILENAME_TOO_LONG },
  };

  g_assert_cmpint (symlink ("loop", g_file_peek_path (loop)), ==, 0);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GError) error = NULL;

    g_assert_false (ks_file_save (cases[i].file, fixture->fresh, KS_SAVE_BACKUP, NULL, NULL, NULL, &error));
    g_assert_error (error, G_IO_ERROR, (gint) cases[i].code);
    g_assert_nonnull (strstr (error->message, "“"));
    ks_test_assert_unchanged (fixture, 2);
  }
}

int
main (int argc, char *argv[])
{
  const struct {
    const char *path;
    void (*function) (KsTestFile *fixture, gconstpointer data);
  } tests[] = {
    { "/file/new", test_new },
    { "/file/replace", test_replace },
    { "/file/modes", test_modes },
    { "/file/sizes", test_sizes },
    { "/file/owner", test_owner },
    { "/file/attributes", test_attributes },
    { "/file/access-list", test_access_list },
    { "/file/symbolic-link", test_symbolic_link },
    { "/file/dangling-link", test_dangling_link },
    { "/file/hard-link", test_hard_link },
    { "/file/hard-link-shorter", test_hard_link_shorter },
    { "/file/closed-folder", test_closed_folder },
    { "/file/foreign-owner", test_foreign_owner },
    { "/file/closed-file", test_closed_file },
    { "/file/wrong-targets", test_wrong_targets },
  };

  ks_test_init (&argc, &argv);
  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, KsTestFile, NULL, ks_test_file_set_up, tests[i].function,
                ks_test_file_tear_down);
  return g_test_run ();
}
