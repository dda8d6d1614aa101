/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "catena-config.h"

#include "catena-lesson-progress.h"

#include <glib/gi18n.h>

#define ROW "(ss)"
#define MAX_LESSONS 500

typedef struct {
  const char *nick; /* in the settings */
  const char *name; /* N_() */
  const char *icon;
} State;

static const State states[] = {
  [CATENA_LESSON_NOT_BEGUN] = { "", N_ ("Not begun"), "catena-not-begun-symbolic" },
  [CATENA_LESSON_PREDICTED] = { "predicted", N_ ("Predicted"), "catena-predicted-symbolic" },
  [CATENA_LESSON_SOLVED] = { "solved", N_ ("Solved"), "catena-pass-symbolic" },
};

static CatenaLessonState
find_state (const char *nick)
{
  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    if (g_str_equal (states[i].nick, nick))
      return i;
  return CATENA_LESSON_NOT_BEGUN;
}

/**
 * catena_lesson_progress_get:
 * @settings: the program's settings
 * @id: of a lesson
 *
 * Returns: how far somebody has come with it
 */
CatenaLessonState
catena_lesson_progress_get (GSettings *settings, const char *id)
{
  g_autoptr (GVariant) value = g_settings_get_value (settings, CATENA_LESSON_PROGRESS_KEY);
  GVariantIter iter;
  const char *key, *nick;

  g_variant_iter_init (&iter, value);
  while (g_variant_iter_next (&iter, "(&s&s)", &key, &nick))
    if (g_str_equal (key, id))
      return find_state (nick);
  return CATENA_LESSON_NOT_BEGUN;
}

/**
 * catena_lesson_progress_raise:
 * @settings: the program's settings
 * @id: of a lesson
 * @state: how far somebody has come with it
 *
 * Remembers that, unless they had come farther before; of very many lessons, the oldest are forgotten.
 */
void
catena_lesson_progress_raise (GSettings *settings, const char *id, CatenaLessonState state)
{
  g_autoptr (GVariant) value = g_settings_get_value (settings, CATENA_LESSON_PROGRESS_KEY);
  GVariantBuilder builder;
  GVariantIter iter;
  const char *key, *nick;
  guint n_lessons = 1;

  if (state <= catena_lesson_progress_get (settings, id))
    return;
  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a" ROW));
  g_variant_builder_add (&builder, ROW, id, states[state].nick);
  g_variant_iter_init (&iter, value);
  while (n_lessons < MAX_LESSONS && g_variant_iter_next (&iter, "(&s&s)", &key, &nick)) {
    if (g_str_equal (key, id))
      continue;
    g_variant_builder_add (&builder, ROW, key, nick);
    n_lessons++;
  }
  g_settings_set_value (settings, CATENA_LESSON_PROGRESS_KEY, g_variant_builder_end (&builder));
}

/**
 * catena_lesson_state_get_name:
 * @state: how far a lesson has come
 *
 * Returns: that in a word, translated
 */
const char *
catena_lesson_state_get_name (CatenaLessonState state)
{
  return _ (states[state].name);
}

/**
 * catena_lesson_state_get_icon:
 * @state: how far a lesson has come
 *
 * Returns: the name of its icon
 */
const char *
catena_lesson_state_get_icon (CatenaLessonState state)
{
  return states[state].icon;
}
