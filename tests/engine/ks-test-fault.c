/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The functions below stand in the place of the C library's, under its names, for this program and the libraries that it loads.
 * Their own names are others, because the C library's headers declare those in more than one way. */

#include "ks-test-fault.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <unistd.h>

#define AS(name) __asm__ (#name) __attribute__ ((visibility ("default"), used))

static struct {
  gboolean is_armed;
  KsTestCall call;
  guint nth; /* 0: none */
  int number;
  gboolean forever;
  guint kill_at; /* 0: never */
  gboolean dribbles;
  gboolean is_limited;
  gsize room;
  guint n_calls;
  guint n_matching;
  guint n_writes;
  gboolean has_failed;
} fault;

const char *
ks_test_call_name (KsTestCall call)
{
  static const char *const names[] = {
    "open",          "read",     "write",    "fsync",    "close", "rename",    "chmod",  "chown",
    "set attribute", "set time", "truncate", "allocate", "lock",  "duplicate", "unlink",
  };

  G_STATIC_ASSERT (G_N_ELEMENTS (names) == KS_TEST_N_CALLS);
  return names[call];
}

static void
start (void)
{
  fault.n_calls = fault.n_matching = fault.n_writes = 0;
  fault.has_failed = FALSE;
  fault.is_armed = TRUE;
}

void
ks_test_fault_fail (KsTestCall call, guint nth, int number, gboolean forever)
{
  fault.call = call;
  fault.nth = nth;
  fault.number = number;
  fault.forever = forever;
  start ();
}

void
ks_test_fault_kill (guint nth)
{
  fault.kill_at = nth;
  start ();
}

void
ks_test_fault_dribble (void)
{
  fault.dribbles = TRUE;
  start ();
}

void
ks_test_fault_limit (gsize size)
{
  fault.is_limited = TRUE;
  fault.room = size;
  start ();
}

gboolean
ks_test_fault_end (void)
{
  fault.is_armed = fault.dribbles = fault.is_limited = FALSE;
  fault.nth = fault.kill_at = 0;
  return fault.has_failed;
}

/* An errno, or 0 where the call works. */
static int
meet (KsTestCall call)
{
  if (!fault.is_armed)
    return 0;
  if (++fault.n_calls == fault.kill_at)
    syscall (SYS_kill, getpid (), SIGKILL);
  if (fault.nth == 0 || call != fault.call)
    return 0;
  fault.n_matching++;
  if (fault.n_matching != fault.nth && !(fault.forever && fault.n_matching > fault.nth))
    return 0;

  fault.has_failed = TRUE;
  return fault.number;
}

/* 0: the call may be made */
static int
fail (KsTestCall call)
{
  const int number = meet (call);

  if (number == 0)
    return 0;
  errno = number;
  return -1;
}

static int
open_file (const char *path, int flags, va_list arguments)
{
  const int mode = (flags & (O_CREAT | __O_TMPFILE)) != 0 ? va_arg (arguments, int) : 0;

  return fail (KS_TEST_OPEN) == 0 ? (int) syscall (SYS_openat, AT_FDCWD, path, flags, mode) : -1;
}

int ks_fault_open (const char *path, int flags, ...) AS (open);
int ks_fault_open64 (const char *path, int flags, ...) AS (open64);
int ks_fault_open_2 (const char *path, int flags) AS (__open_2);
int ks_fault_open64_2 (const char *path, int flags) AS (__open64_2);

int
ks_fault_open (const char *path, int flags, ...)
{
  va_list arguments;
  int fd;

  va_start (arguments, flags);
  fd = open_file (path, flags, arguments);
  va_end (arguments);
  return fd;
}

int
ks_fault_open64 (const char *path, int flags, ...)
{
  va_list arguments;
  int fd;

  va_start (arguments, flags);
  fd = open_file (path, flags, arguments);
  va_end (arguments);
  return fd;
}

int
ks_fault_open_2 (const char *path, int flags)
{
  return ks_fault_open (path, flags);
}

int
ks_fault_open64_2 (const char *path, int flags)
{
  return ks_fault_open (path, flags);
}

ssize_t ks_fault_pread (int fd, void *data, size_t size, off_t offset) AS (pread);
ssize_t ks_fault_pread64 (int fd, void *data, size_t size, off_t offset) AS (pread64);
ssize_t ks_fault_pread_chk (int fd, void *data, size_t size, off_t offset, size_t room) AS (__pread_chk);
ssize_t ks_fault_pread64_chk (int fd, void *data, size_t size, off_t offset, size_t room) AS (__pread64_chk);

ssize_t
ks_fault_pread (int fd, void *data, size_t size, off_t offset)
{
  return fail (KS_TEST_READ) == 0 ? syscall (SYS_pread64, fd, data, size, offset) : -1;
}

ssize_t
ks_fault_pread64 (int fd, void *data, size_t size, off_t offset)
{
  return ks_fault_pread (fd, data, size, offset);
}

ssize_t
ks_fault_pread_chk (int fd, void *data, size_t size, off_t offset, size_t room)
{
  return ks_fault_pread (fd, data, size, offset);
}

ssize_t
ks_fault_pread64_chk (int fd, void *data, size_t size, off_t offset, size_t room)
{
  return ks_fault_pread (fd, data, size, offset);
}

ssize_t ks_fault_pwrite (int fd, const void *data, size_t size, off_t offset) AS (pwrite);
ssize_t ks_fault_pwrite64 (int fd, const void *data, size_t size, off_t offset) AS (pwrite64);

/* An errno, or 0 and how much may be written. */
static int
shorten (size_t *size)
{
  if (!fault.is_armed)
    return 0;
  if (fault.dribbles && fault.n_writes++ % 2 == 0)
    return EINTR;
  if (fault.dribbles)
    *size = MIN (*size, 1 + fault.n_writes * 37 % 4096);
  if (!fault.is_limited)
    return 0;
  *size = MIN (*size, fault.room);
  fault.room -= *size;
  fault.has_failed = *size == 0;
  return *size == 0 ? ENOSPC : 0;
}

ssize_t
ks_fault_pwrite (int fd, const void *data, size_t size, off_t offset)
{
  int number;

  if (fail (KS_TEST_WRITE) != 0)
    return -1;
  number = shorten (&size);
  if (number == 0)
    return syscall (SYS_pwrite64, fd, data, size, offset);
  errno = number;
  return -1;
}

ssize_t
ks_fault_pwrite64 (int fd, const void *data, size_t size, off_t offset)
{
  return ks_fault_pwrite (fd, data, size, offset);
}

int ks_fault_fsync (int fd) AS (fsync);
int ks_fault_close (int fd) AS (close);

int
ks_fault_fsync (int fd)
{
  return fail (KS_TEST_SYNC) == 0 ? (int) syscall (SYS_fsync, fd) : -1;
}

/* Linux closes the descriptor even when it reports an error. */
int
ks_fault_close (int fd)
{
  const int number = meet (KS_TEST_CLOSE);
  const int result = (int) syscall (SYS_close, fd);

  if (number == 0)
    return result;
  errno = number;
  return -1;
}

int ks_fault_rename (const char *from, const char *to) AS (rename);
int ks_fault_renameat2 (int from_fd, const char *from, int to_fd, const char *to, unsigned int flags)
  AS (renameat2);

int
ks_fault_renameat2 (int from_fd, const char *from, int to_fd, const char *to, unsigned int flags)
{
  return fail (KS_TEST_RENAME) == 0 ? (int) syscall (SYS_renameat2, from_fd, from, to_fd, to, flags) : -1;
}

int
ks_fault_rename (const char *from, const char *to)
{
  return ks_fault_renameat2 (AT_FDCWD, from, AT_FDCWD, to, 0);
}

int ks_fault_fchmod (int fd, mode_t mode) AS (fchmod);
int ks_fault_fchown (int fd, uid_t owner, gid_t group) AS (fchown);
int ks_fault_fsetxattr (int fd, const char *name, const void *value, size_t size, int flags) AS (fsetxattr);
int ks_fault_futimens (int fd, const struct timespec times[2]) AS (futimens);

int
ks_fault_fchmod (int fd, mode_t mode)
{
  return fail (KS_TEST_CHMOD) == 0 ? (int) syscall (SYS_fchmod, fd, mode) : -1;
}

int
ks_fault_fchown (int fd, uid_t owner, gid_t group)
{
  return fail (KS_TEST_CHOWN) == 0 ? (int) syscall (SYS_fchown, fd, owner, group) : -1;
}

int
ks_fault_fsetxattr (int fd, const char *name, const void *value, size_t size, int flags)
{
  return fail (KS_TEST_ATTRIBUTE) == 0 ? (int) syscall (SYS_fsetxattr, fd, name, value, size, flags) : -1;
}

int
ks_fault_futimens (int fd, const struct timespec times[2])
{
  return fail (KS_TEST_TIMES) == 0 ? (int) syscall (SYS_utimensat, fd, NULL, times, 0) : -1;
}

int ks_fault_ftruncate (int fd, off_t size) AS (ftruncate);
int ks_fault_ftruncate64 (int fd, off_t size) AS (ftruncate64);
int ks_fault_fallocate (int fd, off_t offset, off_t size) AS (posix_fallocate);
int ks_fault_fallocate64 (int fd, off_t offset, off_t size) AS (posix_fallocate64);

int
ks_fault_ftruncate (int fd, off_t size)
{
  return fail (KS_TEST_TRUNCATE) == 0 ? (int) syscall (SYS_ftruncate, fd, size) : -1;
}

int
ks_fault_ftruncate64 (int fd, off_t size)
{
  return ks_fault_ftruncate (fd, size);
}

/* This one returns its error. */
int
ks_fault_fallocate (int fd, off_t offset, off_t size)
{
  const int number = meet (KS_TEST_ALLOCATE);

  if (number != 0)
    return number;
  return syscall (SYS_fallocate, fd, 0, offset, size) == 0 ? 0 : errno;
}

int
ks_fault_fallocate64 (int fd, off_t offset, off_t size)
{
  return ks_fault_fallocate (fd, offset, size);
}

int ks_fault_flock (int fd, int operation) AS (flock);
int ks_fault_unlink (const char *path) AS (unlink);
int ks_fault_fcntl (int fd, int command, ...) AS (fcntl);
int ks_fault_fcntl64 (int fd, int command, ...) AS (fcntl64);

int
ks_fault_flock (int fd, int operation)
{
  return fail (KS_TEST_LOCK) == 0 ? (int) syscall (SYS_flock, fd, operation) : -1;
}

int
ks_fault_unlink (const char *path)
{
  return fail (KS_TEST_UNLINK) == 0 ? (int) syscall (SYS_unlinkat, AT_FDCWD, path, 0) : -1;
}

/* A pointer or a number: both fit into a long. */
static int
control (int fd, int command, va_list arguments)
{
  const long argument = va_arg (arguments, long);

  if (command == F_DUPFD_CLOEXEC && fail (KS_TEST_DUPLICATE) != 0)
    return -1;
  return (int) syscall (SYS_fcntl, fd, command, argument);
}

int
ks_fault_fcntl (int fd, int command, ...)
{
  va_list arguments;
  int result;

  va_start (arguments, command);
  result = control (fd, command, arguments);
  va_end (arguments);
  return result;
}

int
ks_fault_fcntl64 (int fd, int command, ...)
{
  va_list arguments;
  int result;

  va_start (arguments, command);
  result = control (fd, command, arguments);
  va_end (arguments);
  return result;
}
