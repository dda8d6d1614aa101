/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "catena-config.h"

#include "catena-lesson-progress.h"

/* How many lessons it keeps: the oldest goes first. */
#define MAX_LESSONS 500

static void
test_remembers (void)
{
  g_autoptr (GSettings) settings = g_settings_new (APP_ID);
  g_autoptr (GSettings) later = NULL;

  g_assert_cmpint (catena_lesson_progress_get (settings, "one"), ==, CATENA_LESSON_NOT_BEGUN);

  catena_lesson_progress_raise (settings, "one", CATENA_LESSON_PREDICTED);
  catena_lesson_progress_raise (settings, "two", CATENA_LESSON_SOLVED);
  later = g_settings_new (APP_ID);
  g_assert_cmpint (catena_lesson_progress_get (later, "one"), ==, CATENA_LESSON_PREDICTED);
  g_assert_cmpint (catena_lesson_progress_get (later, "two"), ==, CATENA_LESSON_SOLVED);
  g_assert_cmpint (catena_lesson_progress_get (later, "three"), ==, CATENA_LESSON_NOT_BEGUN);

  /* Who takes a lesson again has solved it still. */
  catena_lesson_progress_raise (later, "two", CATENA_LESSON_PREDICTED);
  g_assert_cmpint (catena_lesson_progress_get (settings, "two"), ==, CATENA_LESSON_SOLVED);
  catena_lesson_progress_raise (later, "one", CATENA_LESSON_SOLVED);
  g_assert_cmpint (catena_lesson_progress_get (settings, "one"), ==, CATENA_LESSON_SOLVED);
  g_settings_reset (settings, CATENA_LESSON_PROGRESS_KEY);
}

/* What another version has written, or somebody with an editor. */
static void
test_unknown (void)
{
  g_autoptr (GSettings) settings = g_settings_new (APP_ID);

  g_settings_set_value (settings, CATENA_LESSON_PROGRESS_KEY,
                        g_variant_new_parsed ("[('one', 'framed'), ('two', 'solved')]"));
  g_assert_cmpint (catena_lesson_progress_get (settings, "one"), ==, CATENA_LESSON_NOT_BEGUN);
  g_assert_cmpint (catena_lesson_progress_get (settings, "two"), ==, CATENA_LESSON_SOLVED);
  g_settings_reset (settings, CATENA_LESSON_PROGRESS_KEY);
}

static void
test_forgets_the_oldest (void)
{
  g_autoptr (GSettings) settings = g_settings_new (APP_ID);
  g_autoptr (GVariant) kept = NULL;

  for (guint i = 0; i <= MAX_LESSONS; i++) {
    g_autofree char *id = g_strdup_printf ("lesson-%u", i);

    catena_lesson_progress_raise (settings, id, CATENA_LESSON_PREDICTED);
  }
  kept = g_settings_get_value (settings, CATENA_LESSON_PROGRESS_KEY);
  g_assert_cmpuint (g_variant_n_children (kept), ==, MAX_LESSONS);
  g_assert_cmpint (catena_lesson_progress_get (settings, "lesson-0"), ==, CATENA_LESSON_NOT_BEGUN);
  g_assert_cmpint (catena_lesson_progress_get (settings, "lesson-1"), ==, CATENA_LESSON_PREDICTED);
  g_settings_reset (settings, CATENA_LESSON_PROGRESS_KEY);
}

static void
test_words (void)
{
  g_assert_cmpstr (catena_lesson_state_get_name (CATENA_LESSON_NOT_BEGUN), ==, "Not begun");
  g_assert_cmpstr (catena_lesson_state_get_name (CATENA_LESSON_PREDICTED), ==, "Predicted");
  g_assert_cmpstr (catena_lesson_state_get_name (CATENA_LESSON_SOLVED), ==, "Solved");
  g_assert_cmpstr (catena_lesson_state_get_icon (CATENA_LESSON_SOLVED), ==, "catena-pass-symbolic");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/lesson-progress/remembers", test_remembers);
  g_test_add_func ("/lesson-progress/unknown", test_unknown);
  g_test_add_func ("/lesson-progress/forgets-the-oldest", test_forgets_the_oldest);
  g_test_add_func ("/lesson-progress/words", test_words);
  return g_test_run ();
}
