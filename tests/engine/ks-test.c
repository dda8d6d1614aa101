/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-test.h"

#include "sanitizer.h"

#include <glib/gstdio.h>
#include <locale.h>
#include <openssl/crypto.h>
#include <openssl/provider.h>

static OSSL_PROVIDER *null_provider;

static void
unload_null_provider (void)
{
  OSSL_PROVIDER_unload (null_provider);
}

void
ks_test_init (int *argc, char ***argv)
{
  /* Messages have curly quotes. */
  setlocale (LC_ALL, "");
  g_test_init (argc, argv, NULL);
  null_provider = OSSL_PROVIDER_load (NULL, "null");
  g_assert_nonnull (null_provider);
  OPENSSL_atexit (unload_null_provider);
  ks_init ();
  ks_test_make_random_generators ();
}

static char *
path_below (const char *variable, const char *name)
{
  const char *folder = g_getenv (variable);

  return folder != NULL ? g_build_filename (folder, name, NULL) : NULL;
}

static GBytes *
read_path (const char *path)
{
  g_autoptr (GError) error = NULL;
  char *content;
  gsize size;

  g_assert_nonnull (path);
  g_file_get_contents (path, &content, &size, &error);
  g_assert_no_error (error);
  return g_bytes_new_take (content, size);
}

gboolean
ks_test_skip_without_corpus (void)
{
  g_autofree char *path = path_below ("CATENA_CORPUS", "manifest-real.tsv");

  if (path != NULL && g_file_test (path, G_FILE_TEST_IS_REGULAR))
    return FALSE;
  g_test_skip ("no corpus");
  return TRUE;
}

char *
ks_test_corpus_path (const char *name)
{
  return path_below ("CATENA_CORPUS", name);
}

GBytes *
ks_test_corpus_read (const char *name)
{
  g_autofree char *path = ks_test_corpus_path (name);

  return read_path (path);
}

char *
ks_test_fixture_path (const char *name)
{
  return path_below ("CATENA_FIXTURES", name);
}

GBytes *
ks_test_fixture_read (const char *name)
{
  g_autofree char *path = ks_test_fixture_path (name);

  return read_path (path);
}

GBytes *
ks_test_hex (const char *hex)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  int high = -1;

  for (; *hex != '\0'; hex++) {
    const int digit = g_ascii_xdigit_value (*hex);
    guint8 byte;

    if (g_ascii_isspace (*hex))
      continue;
    g_assert_cmpint (digit, >=, 0);
    if (high < 0) {
      high = digit;
      continue;
    }
    byte = (guint8) (high << 4 | digit);
    g_byte_array_append (bytes, &byte, 1);
    high = -1;
  }

  g_assert_cmpint (high, ==, -1);
  return g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
}

void
ks_test_assert_bytes (GBytes *actual, GBytes *expected)
{
  gsize actual_size;
  gsize expected_size;
  const guint8 *actual_data = g_bytes_get_data (actual, &actual_size);
  const guint8 *expected_data = g_bytes_get_data (expected, &expected_size);

  g_assert_cmpmem (actual_data, actual_size, expected_data, expected_size);
}

char *
ks_test_make_folder (void)
{
  g_autoptr (GError) error = NULL;
  char *path = g_dir_make_tmp ("catena-test-XXXXXX", &error);

  g_assert_no_error (error);
  return path;
}

static void
remove_path (const char *path)
{
  /* A link to a folder is a file here. */
  if (!g_file_test (path, G_FILE_TEST_IS_SYMLINK) && g_file_test (path, G_FILE_TEST_IS_DIR)) {
    g_autoptr (GDir) folder = NULL;
    const char *name;

    g_chmod (path, 0700);
    folder = g_dir_open (path, 0, NULL);
    while (folder != NULL && (name = g_dir_read_name (folder)) != NULL) {
      g_autofree char *child = g_build_filename (path, name, NULL);

      remove_path (child);
    }
  }
  g_remove (path);
}

void
ks_test_remove_folder (const char *path)
{
  g_assert_true (g_str_has_prefix (path, g_get_tmp_dir ()));
  remove_path (path);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
}

char *
ks_test_write_file (const char *folder, const char *name, GBytes *content)
{
  g_autoptr (GError) error = NULL;
  char *path = g_build_filename (folder, name, NULL);
  gsize size;
  const char *data = g_bytes_get_data (content, &size);

  g_file_set_contents (path, data, (gssize) size, &error);
  g_assert_no_error (error);
  return path;
}

gboolean
ks_test_skip_without_program (const char *name)
{
  g_autofree char *path = g_find_program_in_path (name);
  g_autofree char *reason = g_strdup_printf ("no program %s", name);

  if (path != NULL)
    return FALSE;
  g_test_skip (reason);
  return TRUE;
}

int
ks_test_run (const char *const *argv, GBytes *input, GBytes **output, char **errors)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GBytes) out = NULL;
  g_autoptr (GBytes) err = NULL;
  g_autoptr (GBytes) nothing = g_bytes_new_static ("", 0);
  gsize size;
  const char *text;

  process = g_subprocess_newv (argv,
                               G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE |
                                 G_SUBPROCESS_FLAGS_STDERR_PIPE,
                               &error);
  g_assert_no_error (error);
  g_subprocess_communicate (process, input != NULL ? input : nothing, NULL, &out, &err, &error);
  g_assert_no_error (error);

  if (output != NULL)
    *output = g_steal_pointer (&out);
  text = g_bytes_get_data (err, &size);
  if (errors != NULL)
    *errors = g_strndup (text != NULL ? text : "", size);
  return g_subprocess_get_if_exited (process) ? g_subprocess_get_exit_status (process) : 128;
}

char *
ks_test_run_text (const char *program, ...)
{
  g_autoptr (GPtrArray) argv = g_ptr_array_new ();
  g_autoptr (GBytes) output = NULL;
  g_autofree char *errors = NULL;
  gsize size;
  const char *text;
  va_list arguments;
  int status;

  va_start (arguments, program);
  for (const char *argument = program; argument != NULL; argument = va_arg (arguments, const char *))
    g_ptr_array_add (argv, (gpointer) argument);
  va_end (arguments);
  g_ptr_array_add (argv, NULL);

  status = ks_test_run ((const char *const *) argv->pdata, NULL, &output, &errors);
  if (status != 0)
    g_error ("%s ended with %d: %s", program, status, errors);
  text = g_bytes_get_data (output, &size);
  return g_strndup (text != NULL ? text : "", size);
}
