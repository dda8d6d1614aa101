/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Whether a lesson that was read can be taken. */

#include "ks-config.h"

#include "ks-lesson-file.h"

#include <glib/gi18n-lib.h>

#include "ks-error.h"
#include "ks-lint.h"

static gboolean
malformed (GError **error, const char *sentence)
{
  g_set_error_literal (error, KS_ERROR, KS_ERROR_MALFORMED, sentence);
  return FALSE;
}

static gboolean
check_question (const KsLessonDraft *content, GError **error)
{
  guint n_right = 0;

  for (guint i = 0; i < content->answers->len; i++)
    n_right += g_array_index (content->answers, KsLessonAnswer, i).is_right;
  if (content->question == NULL && content->answers->len > 0)
    return malformed (error, _ ("The lesson has answers, and no question."));
  if (content->question != NULL && (content->answers->len < 2 || n_right == 0))
    return malformed (
      error, _ ("The lesson’s question needs at least two answers, and one of them has to be right."));
  if (content->question == NULL && content->goals->len == 0)
    return malformed (error, _ ("The lesson has neither a question nor a goal."));
  return TRUE;
}

static gboolean
is_known (const KsLessonGoal *goal)
{
  KsPart part;

  if (goal->kind == KS_LESSON_GOAL_PART)
    return _ks_lesson_part_from_nick (goal->check, &part);
  if (goal->kind == KS_LESSON_GOAL_CHECK)
    return ks_check_find (goal->check) != NULL || ks_lint_find (goal->check) != NULL;
  return TRUE;
}

static gboolean
check_goals (const KsLessonDraft *content, GError **error)
{
  for (guint i = 0; i < content->goals->len; i++) {
    const KsLessonGoal *goal = &g_array_index (content->goals, KsLessonGoal, i);

    if (goal->check == NULL && (goal->kind == KS_LESSON_GOAL_CHECK || goal->kind == KS_LESSON_GOAL_PART))
      return malformed (error, _ ("A goal of the lesson does not say which check is meant."));
    if (is_known (goal))
      continue;
    g_set_error (error, KS_ERROR, KS_ERROR_UNSUPPORTED,
                 _ ("A goal of the lesson is the check “%s”, which this version of Catena does not know."),
                 goal->check);
    return FALSE;
  }
  return TRUE;
}

/* Everybody who takes the lesson has to get in. */
static gboolean
check_keystore (const KsLessonDraft *content, GError **error)
{
  g_autoptr (KsSecret) password =
    content->password != NULL ? ks_secret_new_from_string (content->password) : NULL;
  g_autoptr (KsStore) store =
    ks_store_load (content->keystore, &(KsReadOptions) { .password = password }, NULL, error);
  g_autoptr (GPtrArray) entries = NULL;

  if (store == NULL)
    return FALSE;
  if (ks_store_is_read_only (store)) {
    g_set_error_literal (error, KS_ERROR, KS_ERROR_PASSWORD_NEEDED,
                         _ ("The lesson’s keystore has a password, and the lesson does not say it."));
    return FALSE;
  }
  entries = ks_store_snapshot (store);
  if (_ks_lesson_find_entry (entries, content->alias) != NULL)
    return TRUE;
  g_set_error (error, KS_ERROR, KS_ERROR_NOT_FOUND,
               _ ("The lesson is about the entry “%s”, which is not in its keystore."), content->alias);
  return FALSE;
}

/**
 * _ks_lesson_file_check:
 * @content: what a file says
 * @error: return location
 *
 * Returns: %TRUE when the lesson can be taken; %FALSE with %KS_ERROR_MALFORMED, %KS_ERROR_UNSUPPORTED, %KS_ERROR_NOT_FOUND or an error of
 *   opening its keystore
 */
gboolean
_ks_lesson_file_check (const KsLessonDraft *content, GError **error)
{
  return check_question (content, error) && check_goals (content, error) && check_keystore (content, error);
}
