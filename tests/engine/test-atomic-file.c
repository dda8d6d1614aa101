/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-atomic-file.h"
#include "ks-error.h"
#include "ks-test.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <sched.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/xattr.h>
#include <unistd.h>

#define NOBODY 65534

typedef struct {
  char *folder;
  char *path; /* "store.jks" in it, with @old as content */
  GFile *file;
  GBytes *old;
  GBytes *fresh;
  KsFileState state;
} Fixture;

static GBytes *
make_content (gsize size, guint8 seed)
{
  guint8 *data = g_malloc (MAX (size, 1));

  for (gsize i = 0; i < size; i++)
    data[i] = (guint8) (seed + i * 31 + i / 251);
  return g_bytes_new_take (data, size);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->folder = ks_test_make_folder ();
  fixture->old = make_content (5000, 1);
  fixture->fresh = make_content (100000, 2);
  fixture->path = ks_test_write_file (fixture->folder, "store.jks", fixture->old);
  fixture->file = g_file_new_for_path (fixture->path);
  g_assert_cmpint (g_chmod (fixture->path, 0640), ==, 0);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  ks_file_state_clear (&fixture->state);
  g_clear_pointer (&fixture->old, g_bytes_unref);
  g_clear_pointer (&fixture->fresh, g_bytes_unref);
  g_clear_object (&fixture->file);
  g_clear_pointer (&fixture->path, g_free);
  ks_test_remove_folder (fixture->folder);
  g_clear_pointer (&fixture->folder, g_free);
}

static void
assert_content (const char *path, GBytes *expected)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *data = NULL;
  gsize size;

  g_file_get_contents (path, &data, &size, &error);
  g_assert_no_error (error);
  g_assert_cmpmem (data, size, g_bytes_get_data (expected, NULL), g_bytes_get_size (expected));
}

/* How many names the folder has, and no temporary one among them. */
static guint
count_names (const char *folder)
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
static void
assert_sentence (const GError *error, const char *name)
{
  g_assert_nonnull (strstr (error->message, name));
  g_assert_true (g_str_has_suffix (error->message, "."));
  g_assert_true (g_utf8_validate (error->message, -1, NULL));
}

static void
assert_unchanged (Fixture *fixture, guint names)
{
  assert_content (fixture->path, fixture->old);
  g_assert_cmpuint (count_names (fixture->folder), ==, names);
}

static void
save (Fixture *fixture, KsSaveFlags flags, char **remark)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (ks_file_save (fixture->file, fixture->fresh, flags, NULL, remark, NULL, &error));
  g_assert_no_error (error);
}

static void
save_fails (Fixture *fixture, KsSaveFlags flags, GQuark domain, int code)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *remark = NULL;

  g_assert_false (ks_file_save (fixture->file, fixture->fresh, flags, NULL, &remark, NULL, &error));
  g_assert_error (error, domain, code);
  g_assert_null (remark);
  assert_sentence (error, "store.jks");
}

/* Tests that need another user than root. FALSE: this process cannot be one. */
static gboolean
become_nobody (Fixture *fixture)
{
  if (geteuid () != 0)
    return TRUE;
  return chown (fixture->folder, NOBODY, NOBODY) == 0 && setegid (NOBODY) == 0 && seteuid (NOBODY) == 0;
}

static void
become_root_again (void)
{
  if (getuid () != 0)
    return;
  g_assert_cmpint (seteuid (0), ==, 0);
  g_assert_cmpint (setegid (0), ==, 0);
}

/* --- reading --- */

static void
test_read (Fixture *fixture, gconstpointer data)
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
  assert_sentence (error, name);
  g_assert_nonnull (strstr (error->message, part));
  g_assert_null (state.etag);
}

static void
test_read_wrong (Fixture *fixture, gconstpointer data)
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
test_read_closed (Fixture *fixture, gconstpointer data)
{
  g_assert_cmpint (g_chmod (fixture->path, 0), ==, 0);
  if (become_nobody (fixture))
    read_fails (fixture->file, "store.jks", G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED, "permissions");
  else
    g_test_skip ("cannot become another user");
  become_root_again ();
}

static void
test_read_too_large (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (ks_file_read (fixture->file, 4999, NULL, NULL, &error));
  g_assert_error (error, KS_ERROR, KS_ERROR_TOO_LARGE);
  assert_sentence (error, "store.jks");
  g_clear_error (&error);

  /* A file of the kernel says that it has no size, and has content all the same. */
  if (g_file_test ("/proc/self/status", G_FILE_TEST_EXISTS)) {
    g_autoptr (GFile) status = g_file_new_for_path ("/proc/self/status");

    g_assert_null (ks_file_read (status, 10, NULL, NULL, &error));
    g_assert_error (error, KS_ERROR, KS_ERROR_TOO_LARGE);
  }
}

static void
test_read_cancelled (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_null (ks_file_read (fixture->file, 10000, NULL, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
test_remote (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GFile) file = g_file_new_for_uri ("nowhere://host/store.jks");
  g_autoptr (GError) error = NULL;

  g_assert_null (ks_file_read (file, 10000, NULL, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED);
  g_clear_error (&error);
  g_assert_false (ks_file_save (file, fixture->fresh, 0, NULL, NULL, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED);
}

/* --- saving --- */

static void
test_new (Fixture *fixture, gconstpointer data)
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
  assert_content (path, fixture->fresh);
  g_assert_cmpint (g_stat (path, &status), ==, 0);
  g_assert_cmphex (status.st_mode & 07777, ==, 0600);
  g_assert_true (ks_file_is_unchanged (file, &fixture->state));
  g_assert_cmpuint (count_names (fixture->folder), ==, 2);
}

static void
test_replace (Fixture *fixture, gconstpointer data)
{
  const mode_t modes[] = { 0640, 0644, 0600, 0755, 0660 };

  for (gsize i = 0; i < G_N_ELEMENTS (modes); i++) {
    g_autofree char *remark = NULL;
    GStatBuf before;
    GStatBuf after;

    g_assert_cmpint (g_chmod (fixture->path, (int) modes[i]), ==, 0);
    g_assert_cmpint (g_stat (fixture->path, &before), ==, 0);
    save (fixture, 0, &remark);
    g_assert_null (remark);
    assert_content (fixture->path, fixture->fresh);
    g_assert_cmpint (g_stat (fixture->path, &after), ==, 0);
    g_assert_cmphex (after.st_mode, ==, before.st_mode);
    g_assert_cmpuint (after.st_uid, ==, before.st_uid);
    g_assert_cmpuint (after.st_gid, ==, before.st_gid);
    /* Another file, not the old one with other content. */
    g_assert_true (after.st_ino != before.st_ino);
    g_assert_cmpuint (count_names (fixture->folder), ==, 1);
  }
}

static void
test_sizes (Fixture *fixture, gconstpointer data)
{
  const gsize sizes[] = { 0, 1, 4096, 256 * 1024, 256 * 1024 + 1, 5000000 };

  for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++) {
    g_autoptr (GBytes) content = make_content (sizes[i], (guint8) i);
    g_autoptr (GError) error = NULL;

    g_assert_true (ks_file_save (fixture->file, content, 0, NULL, NULL, NULL, &error));
    g_assert_no_error (error);
    assert_content (fixture->path, content);
  }
}

static void
test_owner (Fixture *fixture, gconstpointer data)
{
  GStatBuf status;

  if (chown (fixture->path, 12345, 23456) != 0) {
    g_test_skip ("needs root");
    return;
  }
  save (fixture, 0, NULL);
  g_assert_cmpint (g_stat (fixture->path, &status), ==, 0);
  g_assert_cmpuint (status.st_uid, ==, 12345);
  g_assert_cmpuint (status.st_gid, ==, 23456);
  g_assert_cmphex (status.st_mode & 07777, ==, 0640);
}

static void
test_attributes (Fixture *fixture, gconstpointer data)
{
  g_autofree char *remark = NULL;
  char value[16] = { 0 };

  if (setxattr (fixture->path, "user.comment", "kept", 4, 0) != 0) {
    g_test_skip ("no extended attributes here");
    return;
  }
  save (fixture, 0, &remark);
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
test_access_list (Fixture *fixture, gconstpointer data)
{
  guint8 value[sizeof access_list];

  if (setxattr (fixture->path, "system.posix_acl_access", access_list, sizeof access_list, 0) != 0) {
    g_test_skip ("no access control lists here");
    return;
  }
  save (fixture, KS_SAVE_BACKUP, NULL);
  g_assert_cmpint (getxattr (fixture->path, "system.posix_acl_access", value, sizeof value), ==,
                   sizeof value);
  g_assert_cmpmem (value, sizeof value, access_list, sizeof access_list);
}

static void
test_symbolic_link (Fixture *fixture, gconstpointer data)
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
  assert_content (fixture->path, fixture->fresh);
  g_assert_cmpuint (count_names (inner), ==, 1);
  seen = g_strconcat (fixture->path, "~", NULL);
  assert_content (seen, fixture->old);
  g_assert_true (ks_file_is_unchanged (file, &fixture->state));
}

static void
test_dangling_link (Fixture *fixture, gconstpointer data)
{
  g_autofree char *link = g_build_filename (fixture->folder, "link", NULL);
  g_autofree char *target = g_build_filename (fixture->folder, "target", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (link);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (symlink ("target", link), ==, 0);
  g_assert_true (ks_file_save (file, fixture->fresh, 0, NULL, NULL, NULL, &error));
  g_assert_no_error (error);
  g_assert_true (g_file_test (link, G_FILE_TEST_IS_SYMLINK));
  assert_content (target, fixture->fresh);
}

static void
test_hard_link (Fixture *fixture, gconstpointer data)
{
  g_autofree char *other = g_build_filename (fixture->folder, "other.jks", NULL);
  g_autofree char *backup = g_strconcat (fixture->path, "~", NULL);
  g_autofree char *remark = NULL;
  GStatBuf before;
  GStatBuf after;

  g_assert_cmpint (link (fixture->path, other), ==, 0);
  g_assert_cmpint (g_stat (fixture->path, &before), ==, 0);
  save (fixture, KS_SAVE_BACKUP, &remark);
  g_assert_nonnull (strstr (remark, "hard links"));
  g_assert_cmpint (g_stat (fixture->path, &after), ==, 0);
  g_assert_true (after.st_ino == before.st_ino);
  assert_content (fixture->path, fixture->fresh);
  assert_content (other, fixture->fresh);
  assert_content (backup, fixture->old);
  g_assert_cmpuint (count_names (fixture->folder), ==, 3);
}

/* The new content is shorter: nothing of the old one may stay behind it. */
static void
test_hard_link_shorter (Fixture *fixture, gconstpointer data)
{
  g_autofree char *other = g_build_filename (fixture->folder, "other.jks", NULL);
  g_autoptr (GBytes) content = make_content (10, 9);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (link (fixture->path, other), ==, 0);
  g_assert_true (ks_file_save (fixture->file, content, 0, NULL, NULL, NULL, &error));
  g_assert_no_error (error);
  assert_content (other, content);
}

static void
test_closed_folder (Fixture *fixture, gconstpointer data)
{
  g_autofree char *fresh_path = g_build_filename (fixture->folder, "fresh.jks", NULL);
  g_autoptr (GFile) fresh_file = g_file_new_for_path (fresh_path);
  g_autoptr (GError) error = NULL;
  g_autofree char *remark = NULL;

  g_assert_cmpint (g_chmod (fixture->path, 0666), ==, 0);
  g_assert_cmpint (g_chmod (fixture->folder, 0555), ==, 0);
  if (!become_nobody (fixture)) {
    g_test_skip ("cannot become another user");
    return;
  }

  g_assert_false (ks_file_save (fresh_file, fixture->fresh, 0, NULL, NULL, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED);
  assert_sentence (error, "fresh.jks");
  /* No place for the backup that was asked for: nothing is written. */
  g_clear_error (&error);
  g_assert_false (ks_file_save (fixture->file, fixture->fresh, KS_SAVE_BACKUP, NULL, NULL, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED);
  assert_sentence (error, "store.jks~");
  assert_unchanged (fixture, 1);

  save (fixture, 0, &remark);
  g_assert_nonnull (strstr (remark, "in place"));
  assert_content (fixture->path, fixture->fresh);
  become_root_again ();
}

static void
test_foreign_owner (Fixture *fixture, gconstpointer data)
{
  g_autofree char *remark = NULL;
  GStatBuf status;

  if (geteuid () != 0 || !become_nobody (fixture)) {
    g_test_skip ("needs root");
    return;
  }
  become_root_again ();
  g_assert_cmpint (chown (fixture->path, 0, 0), ==, 0);
  g_assert_cmpint (g_chmod (fixture->path, 0666), ==, 0);
  g_assert_true (become_nobody (fixture));
  save (fixture, 0, &remark);
  become_root_again ();
  g_assert_nonnull (strstr (remark, "in place"));
  assert_content (fixture->path, fixture->fresh);
  g_assert_cmpuint (count_names (fixture->folder), ==, 1);
  g_assert_cmpint (g_stat (fixture->path, &status), ==, 0);
  g_assert_cmpuint (status.st_uid, ==, 0);
}

/* The folder would allow a rename over it. */
static void
test_closed_file (Fixture *fixture, gconstpointer data)
{
  g_assert_cmpint (g_chmod (fixture->path, 0444), ==, 0);
  if (!become_nobody (fixture)) {
    g_test_skip ("cannot become another user");
    return;
  }
  save_fails (fixture, 0, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED);
  assert_unchanged (fixture, 1);
  become_root_again ();
}

static void
test_wrong_targets (Fixture *fixture, gconstpointer data)
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
    assert_unchanged (fixture, 2);
  }
}

/* --- what others did meanwhile --- */

static void
save_with_state (Fixture *fixture, const char *sentence)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (ks_file_save (fixture->file, fixture->fresh, KS_SAVE_BACKUP, &fixture->state, NULL, NULL,
                                &error));
  g_assert_error (error, KS_ERROR, KS_ERROR_CHANGED);
  assert_sentence (error, "store.jks");
  g_assert_nonnull (strstr (error->message, sentence));

  g_clear_error (&error);
  g_assert_true (ks_file_save (fixture->file, fixture->fresh, KS_SAVE_OVERWRITE_CHANGED, &fixture->state,
                               NULL, NULL, &error));
  g_assert_no_error (error);
  assert_content (fixture->path, fixture->fresh);
  g_assert_true (ks_file_save (fixture->file, fixture->old, 0, &fixture->state, NULL, NULL, &error));
  g_assert_no_error (error);
  assert_content (fixture->path, fixture->old);
}

static void
remember (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = ks_file_read (fixture->file, 10000, &fixture->state, NULL, &error);

  g_assert_no_error (error);
}

static void
test_changed (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GBytes) theirs = make_content (5000, 77);
  g_autofree char *path = NULL;

  remember (fixture);
  path = ks_test_write_file (fixture->folder, "store.jks", theirs);
  g_assert_false (ks_file_is_unchanged (fixture->file, &fixture->state));
  save_with_state (fixture, "changed by another program");
}

static void
test_touched (Fixture *fixture, gconstpointer data)
{
  const struct timespec times[] = { { 1000000000, 0 }, { 1000000000, 1 } };

  remember (fixture);
  g_assert_cmpint (utimensat (AT_FDCWD, fixture->path, times, 0), ==, 0);
  save_with_state (fixture, "changed by another program");
}

static void
test_removed (Fixture *fixture, gconstpointer data)
{
  remember (fixture);
  g_assert_cmpint (g_unlink (fixture->path), ==, 0);
  g_assert_false (ks_file_is_unchanged (fixture->file, &fixture->state));
  save_with_state (fixture, "removed or renamed");
}

static void
test_unchanged (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  remember (fixture);
  for (int i = 0; i < 3; i++) {
    g_assert_true (ks_file_save (fixture->file, i % 2 ? fixture->old : fixture->fresh, KS_SAVE_BACKUP,
                                 &fixture->state, NULL, NULL, &error));
    g_assert_no_error (error);
    g_assert_true (ks_file_is_unchanged (fixture->file, &fixture->state));
  }
}

/* --- backups --- */

static void
test_backup (Fixture *fixture, gconstpointer data)
{
  g_autofree char *backup = g_strconcat (fixture->path, "~", NULL);
  g_autoptr (GError) error = NULL;
  GStatBuf status;

  save (fixture, KS_SAVE_BACKUP, NULL);
  assert_content (fixture->path, fixture->fresh);
  assert_content (backup, fixture->old);
  g_assert_cmpint (g_stat (backup, &status), ==, 0);
  g_assert_cmphex (status.st_mode & 07777, ==, 0640);
  g_assert_cmpuint (status.st_nlink, ==, 1);

  g_assert_true (ks_file_save (fixture->file, fixture->old, KS_SAVE_BACKUP, NULL, NULL, NULL, &error));
  g_assert_no_error (error);
  assert_content (fixture->path, fixture->old);
  assert_content (backup, fixture->fresh);
  g_assert_cmpuint (count_names (fixture->folder), ==, 2);
}

static void
test_backup_fails (Fixture *fixture, gconstpointer data)
{
  g_autofree char *backup = g_strconcat (fixture->path, "~", NULL);
  g_autofree char *name = g_strnfill (255, 'n');
  g_autofree char *path = g_build_filename (fixture->folder, name, NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (g_mkdir (backup, 0700), ==, 0);
  save_fails (fixture, KS_SAVE_BACKUP, G_IO_ERROR, G_IO_ERROR_IS_DIRECTORY);
  assert_unchanged (fixture, 2);

  /* As long as a name can be: it can be saved, and has no backup. */
  g_assert_true (ks_file_save (file, fixture->fresh, 0, NULL, NULL, NULL, &error));
  g_assert_no_error (error);
  g_assert_true (ks_file_save (file, fixture->old, 0, NULL, NULL, NULL, &error));
  g_assert_no_error (error);
  g_assert_false (ks_file_save (file, fixture->fresh, KS_SAVE_BACKUP, NULL, NULL, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_FILENAME_TOO_LONG);
  assert_content (path, fixture->old);
  assert_unchanged (fixture, 3);
}

/* The portal deletes every other name, and must never see the document's own one move away. */
static void
test_portal (Fixture *fixture, gconstpointer data)
{
  g_autofree char *remark = NULL;

  if (setxattr (fixture->path, "user.document-portal.host-path", "/home/me/store.jks", 18, 0) != 0) {
    g_test_skip ("no extended attributes here");
    return;
  }
  save (fixture, KS_SAVE_BACKUP, &remark);
  g_assert_null (remark);
  assert_content (fixture->path, fixture->fresh);
  g_assert_cmpuint (count_names (fixture->folder), ==, 1);
}

/* --- cancelling and full disks --- */

static void
test_cancelled (Fixture *fixture, gconstpointer data)
{
  g_autofree char *other = g_build_filename (fixture->folder, "other.jks", NULL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();

  g_cancellable_cancel (cancellable);
  for (int i = 0; i < 2; i++) {
    g_autoptr (GError) error = NULL;

    g_assert_false (ks_file_save (fixture->file, fixture->fresh, KS_SAVE_BACKUP, NULL, NULL, cancellable,
                                  &error));
    g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
    assert_unchanged (fixture, (guint) i + 1);
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
test_cancelled_meanwhile (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GBytes) large = make_content (20000000, 3);

  for (int i = 0; i < 5; i++) {
    g_autoptr (GCancellable) cancellable = g_cancellable_new ();
    g_autoptr (GError) error = NULL;
    GThread *thread = g_thread_new ("cancel", cancel_soon, cancellable);
    const gboolean saved = ks_file_save (fixture->file, large, 0, NULL, NULL, cancellable, &error);

    g_thread_join (thread);
    g_assert_cmpuint (count_names (fixture->folder), ==, 1);
    if (saved) {
      assert_content (fixture->path, large);
      break;
    }
    g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
    assert_content (fixture->path, fixture->old);
  }
}

static void
test_file_size_limit (Fixture *fixture, gconstpointer data)
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
    assert_sentence (error, "store.jks");
    g_assert_nonnull (strstr (error->message, "larger than this system allows"));
    assert_content (fixture->path, fixture->old);
    /* The second time in place; the backup, a copy, was made before. */
    g_assert_cmpuint (count_names (fixture->folder), ==, i == 0 ? 1 : 3);
    if (i == 0)
      g_assert_cmpint (link (fixture->path, other), ==, 0);
  }
}

/* A disk of 64 KiB, which has room for the old file and not for the new one. */
static void
test_full_disk (Fixture *fixture, gconstpointer data)
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
    assert_sentence (error, "store.jks");
    assert_content (path, fixture->old);
    g_assert_cmpuint (count_names (disk), ==, (guint) i + 1);
    if (i == 0)
      g_assert_cmpint (link (path, other), ==, 0);
  }

  /* A disk that is read-only. */
  if (mount (NULL, disk, NULL, MS_REMOUNT | MS_RDONLY, NULL) == 0) {
    g_autoptr (GError) error = NULL;

    g_assert_false (ks_file_save (file, fixture->fresh, 0, NULL, NULL, NULL, &error));
    g_assert_error (error, G_IO_ERROR, G_IO_ERROR_READ_ONLY);
    assert_content (path, fixture->old);
  }
  g_assert_cmpint (umount (disk), ==, 0);
}

int
main (int argc, char *argv[])
{
  const struct {
    const char *path;
    void (*function) (Fixture *fixture, gconstpointer data);
  } tests[] = {
    { "/file/read", test_read },
    { "/file/read-wrong", test_read_wrong },
    { "/file/read-closed", test_read_closed },
    { "/file/read-too-large", test_read_too_large },
    { "/file/read-cancelled", test_read_cancelled },
    { "/file/remote", test_remote },
    { "/file/new", test_new },
    { "/file/replace", test_replace },
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
  };

  ks_test_init (&argc, &argv);
  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, set_up, tests[i].function, tear_down);
  return g_test_run ();
}
