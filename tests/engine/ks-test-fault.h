/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The system calls that a save makes, each of which can be made to fail. A program that links ks-test-fault.c has its own versions of
 * them, which the libraries call too. */
typedef enum {
  KS_TEST_OPEN,
  KS_TEST_READ,
  KS_TEST_WRITE,
  KS_TEST_SYNC,
  KS_TEST_CLOSE,
  KS_TEST_RENAME,
  KS_TEST_CHMOD,
  KS_TEST_CHOWN,
  KS_TEST_ATTRIBUTE,
  KS_TEST_TIMES,
  KS_TEST_TRUNCATE,
  KS_TEST_ALLOCATE,
  KS_TEST_LOCK,
  KS_TEST_DUPLICATE,
  KS_TEST_UNLINK,
  KS_TEST_N_CALLS,
} KsTestCall;

const char *ks_test_call_name (KsTestCall call);

/* From now on the @nth @call fails with @number, and all later ones if @forever. */
void ks_test_fault_fail (KsTestCall call, guint nth, int number, gboolean forever);
/* The process is killed before the @nth of all calls. */
void ks_test_fault_kill (guint nth);
/* Each write takes a few bytes only, and every second one is interrupted. */
void ks_test_fault_dribble (void);
/* There is room for @size bytes, and no more. */
void ks_test_fault_limit (gsize size);
/* Everything works again. Whether something failed. */
gboolean ks_test_fault_end (void);

G_END_DECLS
