/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-error.h"
#include "ks-test-file.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <sched.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/xattr.h>
#include <unistd.h>

static void
save_with_state (KsTestFile *fixture, const char *sentence)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (ks_file_save (fixture->file, fixture->fresh, KS_SAVE_BACKUP, &fixture->state, NULL, NULL,
                                &error));
  g_assert_error (error, KS_ERROR, KS_ERROR_CHANGED);
  ks_test_assert_sentence (error, "store.jks");
  g_assert_nonnull (strstr (error->message, sentence));

  g_clear_error (&error);
  g_assert_true (ks_file_save (fixture->file, fixture->fresh, KS_SAVE_OVERWRITE_CHANGED, &fixture->state,
                               NULL, NULL, &error));
  g_assert_no_error (error);
  ks_test_assert_content (fixture->path, fixture->fresh);
  g_assert_true (ks_file_save (fixture->file, fixture->old, 0, &fixture->state, NULL, NULL, &error));
  g_assert_no_error (error);
  ks_test_assert_content (fixture->path, fixture->old);
}

static void
test_changed (KsTestFile *fixture, gconstpointer data)
{
  g_autoptr (GBytes) theirs = ks_test_make_content (5000, 77);
  g_autofree char *path = NULL;

  ks_test_remember (fixture);
  path = ks_test_write_file (fixture->folder, "store.jks", theirs);
  g_assert_false (ks_file_is_unchanged (fixture->file, &fixture->state));
  save_with_state (fixture, "changed by another program");
}

static void
test_touched (KsTestFile *fixture, gconstpointer data)
{
  const struct timespec times[] = { { 1000000000, 0 }, { 1000000000, 1 } };

  ks_test_remember (fixture);
  g_assert_cmpint (utimensat (AT_FDCWD, fixture->path, times, 0), ==, 0);
  save_with_state (fixture, "changed by another program");
}

static void
test_removed (KsTestFile *fixture, gconstpointer data)
{
  ks_test_remember (fixture);
  g_assert_cmpint (g_unlink (fixture->path), ==, 0);
  g_assert_false (ks_file_is_unchanged (fixture->file, &fixture->state));
  save_with_state (fixture, "removed or renamed");
}

static void
test_unchanged (KsTestFile *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  ks_test_remember (fixture);
  for (int i = 0; i < 3; i++) {
    g_assert_true (ks_file_save (fixture->file, i % 2 ? fixture->old : fixture->fresh, KS_SAVE_BACKUP,
                                 &fixture->state, NULL, NULL, &error));
    g_assert_no_error (error);
    g_assert_true (ks_file_is_unchanged (fixture->file, &fixture->state));
  }
}

static void
test_backup (KsTestFile *fixture, gconstpointer data)
{
  g_autofree char *backup = g_strconcat (fixture->path, "~", NULL);
  g_autoptr (GError) error = NULL;
  const struct timespec times[] = { { 1000000000, 0 }, { 1000000000, 0 } };
  GStatBuf status;

  g_assert_cmpint (utimensat (AT_FDCWD, fixture->path, times, 0), ==, 0);
  ks_test_save (fixture, KS_SAVE_BACKUP, NULL);
  ks_test_assert_content (fixture->path, fixture->fresh);
  ks_test_assert_content (backup, fixture->old);
  g_assert_cmpint (g_stat (backup, &status), ==, 0);
  g_assert_cmphex (status.st_mode & 07777, ==, 0640);
  g_assert_cmpuint (status.st_nlink, ==, 1);
  g_assert_cmpint (status.st_mtime, ==, 1000000000);

  g_assert_true (ks_file_save (fixture->file, fixture->old, KS_SAVE_BACKUP, NULL, NULL, NULL, &error));
  g_assert_no_error (error);
  ks_test_assert_content (fixture->path, fixture->old);
  ks_test_assert_content (backup, fixture->fresh);
  g_assert_cmpuint (ks_test_count_names (fixture->folder), ==, 2);
}

static void
test_backup_fails (KsTestFile *fixture, gconstpointer data)
{
  g_autofree char *backup = g_strconcat (fixture->path, "~", NULL);
  g_autofree char *name = g_strnfill (255, 'n');
  g_autofree char *path = g_build_filename (fixture->folder, name, NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (g_mkdir (backup, 0700), ==, 0);
  ks_test_save_fails (fixture, KS_SAVE_BACKUP, G_IO_ERROR, G_IO_ERROR_IS_DIRECTORY);
  ks_test_assert_unchanged (fixture, 2);

  /* As long as a name can be: it can be saved, and has no backup. */
  g_assert_true (ks_file_save (file, fixture->fresh, 0, NULL, NULL, NULL, &error));
  g_assert_no_error (error);
  g_assert_true (ks_file_save (file, fixture->old, 0, NULL, NULL, NULL, &error));
  g_assert_no_error (error);
  g_assert_false (ks_file_save (file, fixture->fresh, KS_SAVE_BACKUP, NULL, NULL, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_FILENAME_TOO_LONG);
  ks_test_assert_content (path, fixture->old);
  ks_test_assert_unchanged (fixture, 3);
}

/* The portal deletes every other name, and must never see the document's own one move away. */
static void
test_portal (KsTestFile *fixture, gconstpointer data)
{
  g_autofree char *remark = NULL;

  if (setxattr (fixture->path, "user.document-portal.host-path", "/home/me/store.jks", 18, 0) != 0) {
    g_test_skip ("no extended attributes here");
    return;
  }
  ks_test_save (fixture, KS_SAVE_BACKUP, &remark);
  g_assert_null (remark);
  ks_test_assert_content (fixture->path, fixture->fresh);
  g_assert_cmpuint (ks_test_count_names (fixture->folder), ==, 1);
}

static void
test_cancelled (KsTestFile *fixture, gconstpointer data)
{
  g_autofree char *other = g_build_filename (fixture->folder, "other.jks", NULL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();

  g_cancellable_cancel (cancellable);
  for (int i = 0; i < 2; i++) {
    g_autoptr (GError) error = NULL;

    g_assert_false (ks_file_save (fixture->file, fixture->fresh, KS_SAVE_BACKUP, NULL, NULL, cancellable,
                                  &error));
    g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
    ks_test_assert_unchanged (fixture, (guint) i + 1);
    /* The second time in place. */
    if (i == 0)
      g_assert_cmpint (link (fixture->path, other), ==, 0);
  }
}

static gpointer
cancel_soon (gpointer cancellable)
{
  g_usleep (3000);
  g_cancellable_cancel (cancellable);
  return NULL;
}

/* At whatever moment it comes, there is the old or the new file. */
static void
test_cancelled_meanwhile (KsTestFile *fixture, gconstpointer data)
{
  g_autoptr (GBytes) large = ks_test_make_content (20000000, 3);

  for (int i = 0; i < 5; i++) {
    g_autoptr (GCancellable) cancellable = g_cancellable_new ();
    g_autoptr (GError) error = NULL;
    GThread *thread = g_thread_new ("cancel", cancel_soon, cancellable);
    const gboolean saved = ks_file_save (fixture->file, large, 0, NULL, NULL, cancellable, &error);

    g_thread_join (thread);
    g_assert_cmpuint (ks_test_count_names (fixture->folder), ==, 1);
    if (saved) {
      ks_test_assert_content (fixture->path, large);
      break;
    }
    g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
    ks_test_assert_content (fixture->path, fixture->old);
  }
}

static void
test_file_size_limit (KsTestFile *fixture, gconstpointer data)
{
  g_autofree char *other = g_build_filename (fixture->folder, "other.jks", NULL);
  struct rlimit limit;
  struct rlimit small;

  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &limit), ==, 0);
  small = limit;
  small.rlim_cur = 20000;
  for (int i = 0; i < 2; i++) {
    g_autoptr (GError) error = NULL;
    gboolean saved;

    g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &small), ==, 0);
    saved = ks_file_save (fixture->file, fixture->fresh, KS_SAVE_BACKUP, NULL, NULL, NULL, &error);
    g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);
    g_assert_false (saved);
    g_assert_nonnull (error);
    ks_test_assert_sentence (error, "store.jks");
    g_assert_nonnull (strstr (error->message, "larger than this system allows"));
    ks_test_assert_content (fixture->path, fixture->old);
    /* The second time in place; the backup, a copy, was made before. */
    g_assert_cmpuint (ks_test_count_names (fixture->folder), ==, i == 0 ? 1 : 3);
    if (i == 0)
      g_assert_cmpint (link (fixture->path, other), ==, 0);
  }
}

/* A disk of 64 KiB, which has room for the old file and not for the new one. */
static void
test_full_disk (KsTestFile *fixture, gconstpointer data)
{
  g_autofree char *disk = g_build_filename (fixture->folder, "disk", NULL);
  g_autofree char *path = NULL;
  g_autofree char *other = g_build_filename (disk, "other.jks", NULL);
  g_autoptr (GFile) file = NULL;

  g_assert_cmpint (g_mkdir (disk, 0700), ==, 0);
  /* In a chroot “/” is no mount of its own, and cannot be made private. */
  if (unshare (CLONE_NEWNS) == 0)
    mount (NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL);
  if (mount ("tmpfs", disk, "tmpfs", 0, "size=64k") != 0) {
    g_test_skip ("cannot mount a small disk");
    return;
  }

  path = ks_test_write_file (disk, "store.jks", fixture->old);
  file = g_file_new_for_path (path);
  for (int i = 0; i < 2; i++) {
    g_autoptr (GError) error = NULL;

    g_assert_false (ks_file_save (file, fixture->fresh, 0, NULL, NULL, NULL, &error));
    g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE);
    ks_test_assert_sentence (error, "store.jks");
    ks_test_assert_content (path, fixture->old);
    g_assert_cmpuint (ks_test_count_names (disk), ==, (guint) i + 1);
    if (i == 0)
      g_assert_cmpint (link (path, other), ==, 0);
  }

  /* A disk that is read-only. */
  if (mount (NULL, disk, NULL, MS_REMOUNT | MS_RDONLY, NULL) == 0) {
    g_autoptr (GError) error = NULL;

    g_assert_false (ks_file_save (file, fixture->fresh, 0, NULL, NULL, NULL, &error));
    g_assert_error (error, G_IO_ERROR, G_IO_ERROR_READ_ONLY);
    ks_test_assert_content (path, fixture->old);
  }
  g_assert_cmpint (umount (disk), ==, 0);
}

/* A file that is a mount point of its own, as container programs like to make it. */
static void
test_mounted_file (KsTestFile *fixture, gconstpointer data)
{
  g_autofree char *remark = NULL;

  if (unshare (CLONE_NEWNS) == 0)
    mount (NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL);
  if (mount (fixture->path, fixture->path, NULL, MS_BIND, NULL) != 0) {
    g_test_skip ("cannot mount a file");
    return;
  }
  ks_test_save (fixture, KS_SAVE_BACKUP, &remark);
  g_assert_nonnull (strstr (remark, "in place"));
  ks_test_assert_content (fixture->path, fixture->fresh);
  g_assert_cmpuint (ks_test_count_names (fixture->folder), ==, 2);
  g_assert_cmpint (umount (fixture->path), ==, 0);
  ks_test_assert_content (fixture->path, fixture->fresh);
}

int
main (int argc, char *argv[])
{
  const struct {
    const char *path;
    void (*function) (KsTestFile *fixture, gconstpointer data);
  } tests[] = {
    { "/file/changed", test_changed },
    { "/file/touched", test_touched },
    { "/file/removed", test_removed },
    { "/file/unchanged", test_unchanged },
    { "/file/backup", test_backup },
    { "/file/backup-fails", test_backup_fails },
    { "/file/portal", test_portal },
    { "/file/cancelled", test_cancelled },
    { "/file/cancelled-meanwhile", test_cancelled_meanwhile },
    { "/file/file-size-limit", test_file_size_limit },
    { "/file/full-disk", test_full_disk },
    { "/file/mounted-file", test_mounted_file },
  };

  ks_test_init (&argc, &argv);
  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, KsTestFile, NULL, ks_test_file_set_up, tests[i].function,
                ks_test_file_tear_down);
  return g_test_run ();
}
