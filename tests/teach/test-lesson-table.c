/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "ks-test-lesson-cases.h"
#include "ks-test.h"
#include "ks.h"

#define NOW G_GINT64_CONSTANT (1795219200) /* 2026-11-21 00:00:00 UTC */

static KsLessonSetup *
prepare (KsLesson *lesson)
{
  g_autoptr (GError) error = NULL;
  KsLessonSetup *setup = ks_lesson_prepare (lesson, NOW, NULL, &error);

  g_assert_no_error (error);
  return setup;
}

static KsTestLearner *
new_learner (const KsTestLessonCase *test, KsLessonSetup *setup)
{
  return ks_test_learner_new (ks_lesson_find (test->id), setup, NOW);
}

/* ---- texts ---- */

static void
assert_sentences (const char *text)
{
  g_assert_nonnull (text);
  g_assert_cmpuint (strlen (text), >, 20);
  g_assert_true (g_str_has_suffix (text, ".") || g_str_has_suffix (text, ".)"));
  g_assert_null (strstr (text, "  "));
}

static void
assert_label (const char *text)
{
  g_assert_nonnull (text);
  g_assert_cmpuint (strlen (text), >, 0);
  g_assert_false (g_str_has_suffix (text, "."));
}

static void
assert_question (KsLesson *lesson)
{
  guint n_answers = 0, n_right = 0;
  const KsLessonAnswer *answers = ks_lesson_get_answers (lesson, &n_answers);

  g_assert_true (g_str_has_suffix (ks_lesson_get_question (lesson), "?"));
  g_assert_cmpuint (n_answers, ==, 3);
  for (guint i = 0; i < n_answers; i++) {
    assert_label (answers[i].text);
    assert_sentences (answers[i].reply);
    n_right += answers[i].is_right;
    for (guint j = 0; j < i; j++)
      g_assert_cmpstr (answers[i].text, !=, answers[j].text);
  }
  g_assert_cmpuint (n_right, ==, 1);
}

static void
assert_rows (KsLesson *lesson)
{
  guint n_programs = 0, n_goals = 0;
  const KsLessonProgram *programs = ks_lesson_get_programs (lesson, &n_programs);
  const KsLessonGoal *goals = ks_lesson_get_goals (lesson, &n_goals);

  g_assert_cmpuint (n_programs, >=, 2);
  for (guint i = 0; i < n_programs; i++) {
    assert_label (programs[i].program);
    assert_label (programs[i].text);
    g_assert_true (programs[i].state == KS_STATE_PASS || programs[i].state == KS_STATE_FAIL ||
                   programs[i].state == KS_STATE_NOT_CHECKED);
  }
  g_assert_cmpuint (n_goals, >=, 2);
  for (guint i = 0; i < n_goals; i++)
    assert_label (goals[i].text);
}

static void
test_texts (void)
{
  for (KsLesson *const *lesson = ks_lesson_list (); *lesson != NULL; lesson++) {
    g_test_message ("%s", ks_lesson_get_id (*lesson));
    assert_label (ks_lesson_get_title (*lesson));
    assert_sentences (ks_lesson_get_story (*lesson));
    assert_sentences (ks_lesson_get_why (*lesson));
    assert_sentences (ks_lesson_get_task (*lesson));
    assert_sentences (ks_lesson_get_hint (*lesson));
    assert_question (*lesson);
    assert_rows (*lesson);
  }
}

/* Each lesson is there once, and each has a case here. */
static void
test_count (void)
{
  g_autoptr (GHashTable) ids = g_hash_table_new (g_str_hash, g_str_equal);
  KsLesson *const *lessons = ks_lesson_list ();

  for (gsize i = 0; lessons[i] != NULL; i++) {
    g_assert_cmpuint (i, <, KS_TEST_N_LESSONS);
    g_assert_true (g_hash_table_add (ids, (gpointer) ks_lesson_get_id (lessons[i])));
    g_assert_cmpstr (ks_lesson_get_id (lessons[i]), ==, ks_test_lesson_cases[i].id);
  }
  g_assert_cmpuint (g_hash_table_size (ids), ==, KS_TEST_N_LESSONS);
}

/* ---- at first ---- */

static void
assert_finding (const KsTestLessonCase *test, KsLessonSetup *setup)
{
  g_autoptr (KsTestLearner) learner = new_learner (test, setup);
  g_autoptr (KsVerdict) verdict = NULL;
  GPtrArray *findings = NULL;

  if (test->first != NULL)
    ks_test_learner_do (learner, test->first);
  verdict = ks_test_learner_verify (learner, ks_lesson_get_alias (learner->lesson));
  findings = ks_verdict_get_findings (verdict);
  for (guint i = 0; i < findings->len; i++) {
    const KsFinding *finding = g_ptr_array_index (findings, i);

    g_test_message ("%s: %s", finding->check->id, finding->sentence);
    if (g_str_equal (finding->check->id, test->check) && finding->severity == test->severity)
      return;
  }
  g_test_message ("%s: nothing is said about %s", test->id, test->check);
  g_test_fail ();
}

/* What is there to be kept is there; the rest is to do. */
static void
assert_goals_at_first (const KsTestLessonCase *test, KsLessonSetup *setup)
{
  g_autoptr (KsTestLearner) learner = new_learner (test, setup);
  g_autofree gboolean *met = ks_test_learner_judge (learner);
  guint n_goals = 0;
  const KsLessonGoal *goals = ks_lesson_get_goals (learner->lesson, &n_goals);

  for (guint i = 0; i < n_goals; i++)
    if (goals[i].kind == KS_LESSON_GOAL_SAME_KEY || goals[i].kind == KS_LESSON_GOAL_KEPT)
      g_assert_true (met[i]);
  g_assert_false (ks_test_learner_has_solved (learner));
}

/* ---- repairs ---- */

static void
assert_outcome (const KsTestLessonCase *test, KsLessonSetup *setup, const char *script, gboolean expected)
{
  g_autoptr (KsTestLearner) learner = new_learner (test, setup);

  g_test_message ("%s: %s", test->id, script);
  ks_test_learner_do (learner, script);
  if (ks_test_learner_has_solved (learner) == expected)
    return;
  g_test_message ("%s: “%s” should %s", test->id, script, expected ? "solve it" : "not solve it");
  g_test_fail ();
}

static void
test_lesson (gconstpointer data)
{
  const KsTestLessonCase *test = data;
  KsLesson *lesson = ks_lesson_find (test->id);
  g_autoptr (KsLessonSetup) setup = prepare (lesson);

  assert_finding (test, setup);
  assert_goals_at_first (test, setup);
  for (gsize i = 0; test->solutions[i] != NULL; i++)
    assert_outcome (test, setup, test->solutions[i], TRUE);
  for (gsize i = 0; test->mistakes[i] != NULL; i++)
    assert_outcome (test, setup, test->mistakes[i], FALSE);
  assert_outcome (test, setup, "delete *", FALSE);
}

/* The first handout is the one that helps, and the hint says so by its name. */
static void
test_handouts (void)
{
  for (KsLesson *const *lesson = ks_lesson_list (); *lesson != NULL; lesson++) {
    g_autoptr (KsLessonSetup) setup = prepare (*lesson);

    g_assert_cmpstr (ks_lesson_setup_get_password (setup), ==, "changeit");
    for (guint i = 0; i < ks_lesson_setup_get_n_handouts (setup); i++) {
      const KsLessonHandout *handout = ks_lesson_setup_get_handout (setup, i);
      g_autofree char *named = g_strdup_printf ("Choose “%s” in this bar", handout->title);
      g_autofree char *later = g_strdup_printf ("choose “%s” in this bar", handout->title);
      gboolean is_named = strstr (ks_lesson_get_hint (*lesson), named) != NULL ||
                          strstr (ks_lesson_get_hint (*lesson), later) != NULL;

      assert_label (handout->title);
      g_assert_true (g_str_has_suffix (handout->file_name, ".pem"));
      g_assert_cmpint (is_named, ==, i == 0);
    }
  }
}

int
main (int argc, char *argv[])
{
  ks_test_init (&argc, &argv);

  g_test_add_func ("/lesson-table/texts", test_texts);
  g_test_add_func ("/lesson-table/count", test_count);
  g_test_add_func ("/lesson-table/handouts", test_handouts);
  for (gsize i = 0; i < KS_TEST_N_LESSONS; i++) {
    g_autofree char *path = g_strconcat ("/lesson-table/lesson/", ks_test_lesson_cases[i].id, NULL);

    g_test_add_data_func (path, &ks_test_lesson_cases[i], test_lesson);
  }

  return g_test_run ();
}
