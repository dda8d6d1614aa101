/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>
#include "ks-secret.h"

G_BEGIN_DECLS

/* What the tests of the engine share: every main () starts with ks_test_init ().
 *
 * OpenSSL's default library context is made useless first, so that an object that is not born in
 * ks_libctx () fails in the test and not in the hands of a person. */
void ks_test_init (int *argc, char ***argv);

/* The corpus of other programs' files lies beside the project, or nowhere. TRUE: the test was skipped, return. */
gboolean ks_test_skip_without_corpus (void);
/* For example "synth/jks-empty.jks". */
char *ks_test_corpus_path (const char *name) G_GNUC_WARN_UNUSED_RESULT;
GBytes *ks_test_corpus_read (const char *name) G_GNUC_WARN_UNUSED_RESULT;
/* The same for tests/fixtures/. */
char *ks_test_fixture_path (const char *name) G_GNUC_WARN_UNUSED_RESULT;
GBytes *ks_test_fixture_read (const char *name) G_GNUC_WARN_UNUSED_RESULT;

/* Bytes from hexadecimal digits; blanks between them are ignored. */
GBytes *ks_test_hex (const char *hex) G_GNUC_WARN_UNUSED_RESULT;
void ks_test_assert_bytes (GBytes *actual, GBytes *expected);

/* A new empty folder, and its end with all that is in it. */
char *ks_test_make_folder (void) G_GNUC_WARN_UNUSED_RESULT;
void ks_test_remove_folder (const char *path);
char *ks_test_write_file (const char *folder, const char *name, GBytes *content) G_GNUC_WARN_UNUSED_RESULT;

/* TRUE: the program is not there and the test was skipped, return. */
gboolean ks_test_skip_without_program (const char *name);
/* Runs a program to its end; its exit status. @input is its standard input; @output and @errors get what it wrote. */
int ks_test_run (const char *const *argv, GBytes *input, GBytes **output, char **errors);
/* The same for a program that must succeed; its standard output. */
char *ks_test_run_text (const char *program, ...) G_GNUC_WARN_UNUSED_RESULT G_GNUC_NULL_TERMINATED;

G_END_DECLS
