/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "ks-atomic-file.h"
#include "ks-test.h"

G_BEGIN_DECLS

#define KS_TEST_NOBODY 65534

/* A folder of its own with the file "store.jks" in it, for tests of reading and saving. */
typedef struct {
  char *folder;
  char *path; /* "store.jks" in it, with @old as content, mode 0640 */
  GFile *file;
  GBytes *old;
  GBytes *fresh;
  KsFileState state;
} KsTestFile;

GBytes *ks_test_make_content (gsize size, guint8 seed);
void ks_test_file_set_up (KsTestFile *fixture, gconstpointer data);
void ks_test_file_tear_down (KsTestFile *fixture, gconstpointer data);
void ks_test_assert_content (const char *path, GBytes *expected);
guint ks_test_count_names (const char *folder);
void ks_test_assert_sentence (const GError *error, const char *name);
void ks_test_assert_unchanged (KsTestFile *fixture, guint names);
void ks_test_save (KsTestFile *fixture, KsSaveFlags flags, char **remark);
void ks_test_save_fails (KsTestFile *fixture, KsSaveFlags flags, GQuark domain, int code);
gboolean ks_test_become_nobody (KsTestFile *fixture);
void ks_test_become_root_again (void);
void ks_test_remember (KsTestFile *fixture);

G_END_DECLS
