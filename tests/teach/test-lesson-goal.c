/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What a goal is called; whether one is met is in test-lesson.c. */

#include "ks-lesson.h"
#include "ks-test.h"

#include <string.h>

static void
test_goal_texts (void)
{
  const struct {
    KsLessonGoal goal;
    const char *text;
  } rows[] = {
    { { KS_LESSON_GOAL_TRUSTED, "web", NULL, "The web is trusted" }, "The web is trusted" },
    { { KS_LESSON_GOAL_TRUSTED, "web" }, "“web” is trusted" },
    { { KS_LESSON_GOAL_TRUSTED, "*" }, "Every entry is trusted" },
    { { KS_LESSON_GOAL_PART, "web", "stored" }, "The chain of “web” is stored whole and in order" },
    { { KS_LESSON_GOAL_CHECK, "web", "name-chaining" }, "“web”: Names chain" },
    { { KS_LESSON_GOAL_CHECK, "*", "name-chaining" }, "Every entry: Names chain" },
    { { KS_LESSON_GOAL_GONE, "%s<b>\n", NULL }, "“%s<b>‹U+000A›” is gone" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *text = ks_lesson_goal_dup_text (&rows[i].goal);

    g_assert_cmpstr (text, ==, rows[i].text);
  }
  for (guint kind = 0; kind < KS_N_LESSON_GOALS; kind++) {
    g_autofree char *one = ks_lesson_goal_dup_text (&(KsLessonGoal) { kind, "web", "key" });
    g_autofree char *all = ks_lesson_goal_dup_text (&(KsLessonGoal) { kind, "*", "key" });

    g_assert_null (strchr (one, '%'));
    g_assert_null (strchr (all, '%'));
  }
}

int
main (int argc, char *argv[])
{
  ks_test_init (&argc, &argv);

  g_test_add_func ("/lesson-goal/texts", test_goal_texts);

  return g_test_run ();
}
