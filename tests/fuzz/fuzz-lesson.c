/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "fuzz.h"

#include "ks-lesson-file.h"

static void
check_text (const char *text, gsize limit)
{
  g_assert_true (text == NULL || g_utf8_validate (text, -1, NULL));
  g_assert_true (text == NULL || (gsize) g_utf8_strlen (text, -1) <= limit);
}

static void
check_handouts (GPtrArray *handouts)
{
  g_assert_cmpuint (handouts->len, <=, KS_LESSON_MAX_HANDOUTS);
  for (guint i = 0; i < handouts->len; i++) {
    const KsLessonHandout *handout = g_ptr_array_index (handouts, i);

    g_assert_null (strchr (handout->file_name, '/'));
    g_assert_cmpint (handout->file_name[0], !=, '.');
    g_assert_cmpuint (g_bytes_get_size (handout->bytes), >, 0);
  }
}

/* Whatever the file says: what was read is within its limits. The keystore in it has targets of its own. */
int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GBytes) input = g_bytes_new (data, size);
  g_autoptr (GError) error = NULL;
  g_autoptr (KsLessonDraft) draft = NULL;

  ks_lesson_is_file (input);
  draft = _ks_lesson_file_read (input, &error);
  g_assert_true ((draft == NULL) == (error != NULL));
  if (draft == NULL)
    return 0;

  g_assert_nonnull (draft->alias);
  g_assert_nonnull (draft->keystore);
  check_text (draft->title, KS_LESSON_MAX_TITLE);
  check_text (draft->story, KS_LESSON_MAX_TEXT);
  check_text (draft->why, KS_LESSON_MAX_TEXT);
  check_handouts (draft->handouts);
  g_assert_cmpuint (draft->answers->len, <=, KS_LESSON_MAX_ANSWERS);
  g_assert_cmpuint (draft->goals->len, <=, KS_LESSON_MAX_GOALS);
  g_assert_cmpuint (draft->anchors->len, <=, KS_LESSON_MAX_ANCHORS);
  g_assert_cmpuint (g_strv_length (draft->hosts), <=, KS_LESSON_MAX_HOSTS);
  for (guint i = 0; i < draft->goals->len; i++) {
    g_autofree char *text = ks_lesson_goal_dup_text (&g_array_index (draft->goals, KsLessonGoal, i));

    check_text (text, G_MAXSIZE);
  }
  return 0;
}
