/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Whatever goes wrong while a keystore is saved, the old file or the new one is there, whole. */

#include "ks-format.h"
#include "ks-test-fault.h"
#include "ks-test-file.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sched.h>
#include <signal.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <sys/xattr.h>
#include <unistd.h>

#define KILLS 200
#define SEED 20261121
#define MODE 0640
#define SKIPPED 77
#define GROUP 12345
#define PAGE 4096

/* Two keystores with different entries; NAME~ has the content of @oldest at first. */
typedef struct {
  char *folder;
  char *path;
  char *backup;
  char *other; /* second name of the file, for writing in place */
  GFile *file;
  GBytes *oldest;
  GBytes *old;
  GBytes *fresh;
  gboolean in_place;
} Fixture;

/* small.jks, and its certificate @count times more. */
static GBytes *
make_keystore (guint count)
{
  g_autoptr (GBytes) small = ks_test_fixture_read ("jks/small.jks");
  g_autoptr (KsSecret) password = ks_secret_new_from_string ("changeit");
  const KsReadOptions options = { .password = password };
  const KsWriteOptions write_options = { .password = password };
  g_autoptr (GError) error = NULL;
  g_autoptr (KsStore) store = ks_store_load (small, &options, NULL, &error);
  g_autoptr (GPtrArray) chain = g_ptr_array_new ();
  GBytes *bytes;

  g_assert_no_error (error);
  g_ptr_array_add (chain, ks_entry_get_leaf (ks_store_find (store, "trusted")));
  for (guint i = 0; i < count; i++) {
    g_autofree char *alias = g_strdup_printf ("more-%u", i);
    g_autoptr (KsEntry) entry = ks_entry_new (KS_ENTRY_CERTIFICATE, alias, 1, NULL, chain);

    ks_store_add_loaded (store, entry);
  }
  bytes = ks_store_serialize (store, &write_options, NULL, &error);
  g_assert_no_error (error);
  return bytes;
}

static void
assert_opens (const char *path)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (KsSecret) password = ks_secret_new_from_string ("changeit");
  const KsReadOptions options = { .password = password };
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = ks_file_read (file, G_MAXINT, NULL, NULL, &error);
  g_autoptr (KsStore) store = NULL;

  g_assert_no_error (error);
  store = ks_store_load (bytes, &options, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (ks_store_find (store, "web"));
}

static void
set_up (Fixture *self, gconstpointer in_place)
{
  self->folder = ks_test_make_folder ();
  self->path = g_build_filename (self->folder, "store.jks", NULL);
  self->backup = g_strconcat (self->path, "~", NULL);
  self->other = g_build_filename (self->folder, "other.jks", NULL);
  self->file = g_file_new_for_path (self->path);
  self->oldest = make_keystore (1);
  self->old = make_keystore (20);
  self->fresh = make_keystore (600);
  self->in_place = GPOINTER_TO_INT (in_place);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  ks_test_remove_folder (self->folder);
  g_free (self->folder);
  g_free (self->path);
  g_free (self->backup);
  g_free (self->other);
  g_object_unref (self->file);
  g_bytes_unref (self->oldest);
  g_bytes_unref (self->old);
  g_bytes_unref (self->fresh);
}

static void
write_content (const char *path, GBytes *content)
{
  g_autoptr (GError) error = NULL;

  g_file_set_contents_full (path, g_bytes_get_data (content, NULL), (gssize) g_bytes_get_size (content),
                            G_FILE_SET_CONTENTS_NONE, MODE, &error);
  g_assert_no_error (error);
  g_assert_cmpint (g_chmod (path, MODE), ==, 0);
}

/* As a person has it: the file, and the backup of a save before. */
static void
put_old (Fixture *self)
{
  g_unlink (self->other);
  write_content (self->path, self->old);
  write_content (self->backup, self->oldest);
  /* What only root may give, and not every file system has. */
  if (chown (self->path, (uid_t) -1, GROUP) != 0 || setxattr (self->path, "user.comment", "kept", 4, 0) != 0)
    errno = 0;
  if (self->in_place)
    g_assert_cmpint (link (self->path, self->other), ==, 0);
}

static gboolean
holds (const char *path, GBytes *content)
{
  g_autofree char *data = NULL;
  gsize size;

  return g_file_get_contents (path, &data, &size, NULL) && size == g_bytes_get_size (content) &&
         memcmp (data, g_bytes_get_data (content, NULL), size) == 0;
}

static void
assert_is_one_of (const char *path, GBytes *one, GBytes *two)
{
  g_assert_true (holds (path, one) || holds (path, two));
  assert_opens (path);
}

static gboolean
save (Fixture *self, GBytes *content, GError **error)
{
  return ks_file_save (self->file, content, KS_SAVE_BACKUP, NULL, NULL, NULL, error);
}

/* What programs leave behind when they are killed; no more readable than the file itself. */
static guint
count_leftovers (Fixture *self)
{
  g_autoptr (GDir) folder = g_dir_open (self->folder, 0, NULL);
  const char *name;
  guint count = 0;

  while ((name = g_dir_read_name (folder)) != NULL) {
    g_autofree char *path = g_build_filename (self->folder, name, NULL);
    GStatBuf status;

    if (!g_str_has_prefix (name, ".catena-"))
      continue;
    g_assert_cmpint (g_stat (path, &status), ==, 0);
    g_assert_cmphex (status.st_mode & 07777 & ~MODE, ==, 0);
    count++;
  }
  return count;
}

/* The next save works, keeps what it should, and leaves nothing else. */
static void
assert_next_save_cleans (Fixture *self)
{
  g_autoptr (GError) error = NULL;
  GStatBuf status;

  g_assert_true (save (self, self->oldest, &error));
  g_assert_no_error (error);
  ks_test_assert_content (self->path, self->oldest);
  g_assert_cmpint (g_stat (self->path, &status), ==, 0);
  g_assert_cmphex (status.st_mode & 07777, ==, MODE);
  g_assert_cmpuint (ks_test_count_names (self->folder), ==, self->in_place ? 3 : 2);
}

/* After a save with a fault. Two faults can leave half a file where it is written in place; its backup is whole then, and the
 * sentence says so. */
static void
check (Fixture *self, gboolean saved, const GError *error, gboolean many)
{
  g_assert_true (saved == (error == NULL));
  assert_is_one_of (self->backup, self->oldest, self->old);
  if (saved) {
    ks_test_assert_content (self->path, self->fresh);
    ks_test_assert_content (self->backup, self->old);
    return;
  }

  ks_test_assert_sentence (error, "store.jks");
  if (many && self->in_place && strstr (error->message, "was damaged") != NULL)
    ks_test_assert_content (self->backup, self->old);
  else
    ks_test_assert_content (self->path, self->old);
}

/* FALSE: there is no such call. */
static gboolean
try_fault (Fixture *self, KsTestCall call, guint nth, int number, gboolean forever)
{
  g_autoptr (GError) error = NULL;
  gboolean saved, has_failed;

  put_old (self);
  ks_test_fault_fail (call, nth, number, forever);
  saved = save (self, self->fresh, &error);
  has_failed = ks_test_fault_end ();
  g_assert_true (has_failed || saved);
  check (self, saved, error, forever);
  /* Only where it could not be removed. */
  if (call != KS_TEST_UNLINK)
    g_assert_cmpuint (count_leftovers (self), ==, 0);
  return has_failed;
}

static void
test_faults (Fixture *self, gconstpointer data)
{
  static const struct {
    int number;
    gboolean forever;
  } faults[] = {
    { EIO, FALSE },    { EIO, TRUE },    { ENOSPC, FALSE }, { ENOSPC, TRUE },
    { EACCES, FALSE }, { EROFS, FALSE }, { EBUSY, FALSE },
  };
  guint total = 0;

  for (KsTestCall call = 0; call < KS_TEST_N_CALLS; call++) {
    guint count = 0;

    for (gsize i = 0; i < G_N_ELEMENTS (faults); i++)
      for (guint nth = 1; try_fault (self, call, nth, faults[i].number, faults[i].forever); nth++)
        count++;
    g_test_message ("%s: %u saves in which it failed", ks_test_call_name (call), count);
    total += count;
  }
  g_assert_cmpuint (total, >, 100);
  assert_next_save_cleans (self);
}

static void
test_short_writes (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  put_old (self);
  ks_test_fault_dribble ();
  g_assert_true (save (self, self->fresh, &error));
  ks_test_fault_end ();
  g_assert_no_error (error);
  check (self, TRUE, NULL, FALSE);
}

/* A disk that is full after so many bytes, of the new file or of the backup. */
static void
test_limited (Fixture *self, gconstpointer data)
{
  const gsize old_size = g_bytes_get_size (self->old), size = g_bytes_get_size (self->fresh);
  const gsize rooms[] = {
    0, 1, PAGE, size / 2, size - 1, size, size + 1, size + old_size - 1, size + old_size
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rooms); i++) {
    g_autoptr (GError) error = NULL;
    gboolean saved;

    put_old (self);
    ks_test_fault_limit (rooms[i]);
    saved = save (self, self->fresh, &error);
    ks_test_fault_end ();
    g_assert_true (saved == (rooms[i] == size + old_size));
    if (!saved)
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE);
    check (self, saved, error, FALSE);
    g_assert_cmpuint (count_leftovers (self), ==, 0);
  }
  assert_next_save_cleans (self);
}

/* Killed before each of its calls in turn. */
static gboolean
kill_at (Fixture *self, guint nth)
{
  int status;
  const pid_t pid = fork ();

  g_assert_cmpint (pid, >=, 0);
  if (pid == 0) {
    ks_test_fault_kill (nth);
    _exit (save (self, self->fresh, NULL) ? 0 : 1);
  }
  g_assert_cmpint (waitpid (pid, &status, 0), ==, pid);
  if (WIFSIGNALED (status))
    g_assert_cmpint (WTERMSIG (status), ==, SIGKILL);
  else
    g_assert_cmpint (WEXITSTATUS (status), ==, 0);
  return WIFSIGNALED (status);
}

static void
test_kill_at_each_call (Fixture *self, gconstpointer data)
{
  gboolean was_killed = TRUE;
  guint n_leftovers = 0, nth;

  for (nth = 1; was_killed; nth++) {
    put_old (self);
    was_killed = kill_at (self, nth);
    assert_is_one_of (self->backup, self->oldest, self->old);
    if (self->in_place && !holds (self->path, self->old) && !holds (self->path, self->fresh))
      ks_test_assert_content (self->backup, self->old);
    else
      assert_is_one_of (self->path, self->old, self->fresh);
    n_leftovers += count_leftovers (self);
    assert_next_save_cleans (self);
  }
  g_test_message ("killed at %u calls; %u temporary files were left, and removed by the next save", nth - 2,
                  n_leftovers);
  g_assert_cmpuint (nth, >, 10);
  g_assert_cmpuint (n_leftovers, >, 0);
}

/* Saves one and the other until it is killed. */
static pid_t
start_saving (Fixture *self)
{
  int ends[2];
  char byte;
  pid_t pid;

  g_assert_cmpint (pipe (ends), ==, 0);
  pid = fork ();
  g_assert_cmpint (pid, >=, 0);
  if (pid == 0) {
    g_assert_cmpint (write (ends[1], "", 1), ==, 1);
    for (guint i = 0;; i++)
      if (!save (self, i % 2 == 0 ? self->fresh : self->old, NULL))
        _exit (1);
  }
  g_assert_cmpint (read (ends[0], &byte, 1), ==, 1);
  close (ends[0]);
  close (ends[1]);
  return pid;
}

static gint64
measure_save (Fixture *self)
{
  const gint64 start = g_get_monotonic_time ();

  for (guint i = 0; i < 4; i++)
    g_assert_true (save (self, i % 2 == 0 ? self->fresh : self->old, NULL));
  return (g_get_monotonic_time () - start) / 4;
}

static void
test_kill_at_random (Fixture *self, gconstpointer data)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (SEED);
  guint n_leftovers = 0, n_fresh = 0;
  gint64 duration;

  put_old (self);
  duration = MAX (measure_save (self), 100);
  for (guint i = 0; i < KILLS; i++) {
    int status;
    pid_t pid;

    put_old (self);
    pid = start_saving (self);
    g_usleep ((gulong) g_rand_int_range (random, 0, (gint32) MIN (2 * duration, 100000)));
    g_assert_cmpint (kill (pid, SIGKILL), ==, 0);
    g_assert_cmpint (waitpid (pid, &status, 0), ==, pid);
    g_assert_true (WIFSIGNALED (status));

    assert_is_one_of (self->path, self->old, self->fresh);
    g_assert_true (holds (self->backup, self->oldest) || holds (self->backup, self->old) ||
                   holds (self->backup, self->fresh));
    n_fresh += holds (self->path, self->fresh) ? 1 : 0;
    n_leftovers += count_leftovers (self) > 0 ? 1 : 0;
    assert_next_save_cleans (self);
  }
  g_test_message (
    "seed %d: %d kills within two saves of %d µs each; %u in the middle of one; then %u old and %u new files",
    SEED, KILLS, (int) duration, n_leftovers, KILLS - n_fresh, n_fresh);
  g_assert_cmpuint (n_leftovers, >, KILLS / 20);
  g_assert_cmpuint (n_fresh, >, 0);
  g_assert_cmpuint (n_fresh, <, KILLS);
}

static gboolean
write_text (const char *path, const char *text)
{
  const int fd = open (path, O_WRONLY | O_CLOEXEC);
  const gboolean done = fd >= 0 && write (fd, text, strlen (text)) == (gssize) strlen (text);

  if (fd >= 0)
    close (fd);
  return done;
}

/* Root in a namespace of its own, where this process is not root outside. */
static gboolean
mount_small_disk (const char *path, guint pages)
{
  g_autofree char *users = g_strdup_printf ("0 %u 1", geteuid ());
  g_autofree char *groups = g_strdup_printf ("0 %u 1", getegid ());
  g_autofree char *options = g_strdup_printf ("size=%u", pages * PAGE);

  if (geteuid () != 0 &&
      (unshare (CLONE_NEWUSER) != 0 || !write_text ("/proc/self/setgroups", "deny") ||
       !write_text ("/proc/self/uid_map", users) || !write_text ("/proc/self/gid_map", groups)))
    return FALSE;
  if (unshare (CLONE_NEWNS) != 0)
    return FALSE;
  /* In a chroot “/” is no mount of its own, and cannot be made private. */
  mount (NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL);
  return mount ("tmpfs", path, "tmpfs", 0, options) == 0;
}

static guint
count_pages (GBytes *bytes)
{
  return (guint) (g_bytes_get_size (bytes) + PAGE - 1) / PAGE;
}

/* With 0 and more free pages: what fits is saved, what does not is not, and the old file is whole. */
static int
save_on_small_disk (Fixture *self)
{
  const guint needed = count_pages (self->fresh) + count_pages (self->old);
  const guint present = count_pages (self->old) + count_pages (self->oldest);

  if (!mount_small_disk (self->folder, present + needed))
    return SKIPPED;
  for (guint taken = needed; taken <= needed; taken--) {
    g_autofree char *name = g_build_filename (self->folder, "filler", NULL);
    g_autoptr (GBytes) filler = ks_test_make_content (taken * PAGE, 1);
    g_autoptr (GError) error = NULL;
    gboolean saved;

    put_old (self);
    write_content (name, filler);
    saved = save (self, self->fresh, &error);
    g_assert_true (saved == (taken == 0));
    if (!saved)
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE);
    check (self, saved, error, FALSE);
    g_assert_cmpuint (count_leftovers (self), ==, 0);
    g_unlink (name);
    g_unlink (self->backup);
  }
  return 0;
}

static void
test_full_disk (Fixture *self, gconstpointer data)
{
  int status;
  pid_t pid;

  g_bytes_unref (self->fresh);
  self->fresh = make_keystore (60);
  pid = fork ();
  g_assert_cmpint (pid, >=, 0);
  if (pid == 0)
    _exit (save_on_small_disk (self));
  g_assert_cmpint (waitpid (pid, &status, 0), ==, pid);
  g_assert_true (WIFEXITED (status));
  if (WEXITSTATUS (status) == SKIPPED)
    g_test_skip ("cannot mount a small disk");
  else
    g_assert_cmpint (WEXITSTATUS (status), ==, 0);
}

int
main (int argc, char *argv[])
{
  const struct {
    const char *path;
    void (*function) (Fixture *fixture, gconstpointer data);
    gboolean in_place;
  } tests[] = {
    { "/save-faults/each-call", test_faults, FALSE },
    { "/save-faults/each-call-in-place", test_faults, TRUE },
    { "/save-faults/short-writes", test_short_writes, FALSE },
    { "/save-faults/short-writes-in-place", test_short_writes, TRUE },
    { "/save-faults/limited", test_limited, FALSE },
    { "/save-faults/full-disk", test_full_disk, FALSE },
    { "/save-faults/kill-at-each-call", test_kill_at_each_call, FALSE },
    { "/save-faults/kill-at-each-call-in-place", test_kill_at_each_call, TRUE },
    { "/save-faults/kill-at-random", test_kill_at_random, FALSE },
  };

  ks_test_init (&argc, &argv);
  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, GINT_TO_POINTER (tests[i].in_place), set_up, tests[i].function,
                tear_down);
  return g_test_run ();
}
