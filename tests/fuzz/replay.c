/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Feeds a fuzz target the files of a folder, one TAP line each, where libFuzzer is not linked. */

#include "fuzz.h"

static void
replay_file (const char *path)
{
  g_autofree char *contents = NULL;
  g_autofree uint8_t *exact = NULL;
  g_autoptr (GError) error = NULL;
  gsize length = 0;

  g_file_get_contents (path, &contents, &length, &error);
  g_assert_no_error (error);
  /* Without the NUL that GLib adds, so that the sanitizer sees a read of one byte too much. */
  exact = g_memdup2 (contents, length);
  g_assert_cmpint (LLVMFuzzerTestOneInput (exact, length), ==, 0);
}

int
main (int argc, char *argv[])
{
  g_autoptr (GDir) folder = NULL;
  const char *name;
  guint count = 0;

  folder = argc == 2 ? g_dir_open (argv[1], 0, NULL) : NULL;
  if (folder == NULL) {
    g_print ("1..0 # SKIP no corpus folder\n");
    return 0;
  }

  LLVMFuzzerInitialize (&argc, &argv);
  while ((name = g_dir_read_name (folder)) != NULL) {
    g_autofree char *path = g_build_filename (argv[1], name, NULL);

    replay_file (path);
    g_print ("ok %u %s\n", ++count, name);
  }

  g_print ("1..%u\n", count);
  return 0;
}
