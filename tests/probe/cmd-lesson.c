/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Lessons: which there are, and the keystore of one as a file. */

#include <stdio.h>

#include "probe.h"

typedef struct {
  char *out;
  char *at;
} LessonArguments;

static void
clear_arguments (LessonArguments *arguments)
{
  g_free (arguments->out);
  g_free (arguments->at);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (LessonArguments, clear_arguments)

static int
list_lessons (void)
{
  for (KsLesson *const *list = ks_lesson_list (); *list != NULL; list++)
    printf ("%s\t%s\n", ks_lesson_get_id (*list), ks_lesson_get_title (*list));

  return PROBE_OK;
}

/* A lesson's own id, or a teacher's file. */
static KsLesson *
find_lesson (const char *name, GError **error)
{
  KsLesson *lesson = ks_lesson_find (name);
  g_autofree char *text = NULL;
  g_autoptr (GBytes) bytes = NULL;
  gsize size;

  if (lesson != NULL)
    return g_object_ref (lesson);
  if (!g_file_get_contents (name, &text, &size, error))
    return NULL;
  bytes = g_bytes_new_take (g_steal_pointer (&text), size);
  return ks_lesson_new_from_bytes (bytes, error);
}

/* What is to be reached, and whether it is already. */
static void
print_goals (KsLesson *lesson, const gboolean *met)
{
  guint n;
  const KsLessonGoal *goals = ks_lesson_get_goals (lesson, &n);

  for (guint i = 0; i < n; i++) {
    g_autofree char *text = ks_lesson_goal_dup_text (&goals[i]);

    printf ("goal\t%s\t%s\n", met[i] ? "met" : "open", text);
  }
}

static gboolean
write_keystore (KsLessonSetup *setup, const char *out, GError **error)
{
  gsize size;
  const char *data = g_bytes_get_data (ks_lesson_setup_get_bytes (setup), &size);

  return out == NULL || g_file_set_contents (out, data, (gssize) size, error);
}

static int
show_lesson (const char *name, const LessonArguments *arguments)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (KsLesson) lesson = find_lesson (name, &error);
  g_autoptr (KsLessonSetup) setup = NULL;
  g_autofree gboolean *met = NULL;
  gint64 now;

  if (lesson == NULL || !probe_read_time (arguments->at, &now, &error))
    return probe_report (error);
  setup = ks_lesson_prepare (lesson, now, NULL, &error);
  if (setup == NULL || !write_keystore (setup, arguments->out, &error))
    return probe_report (error);
  met = ks_lesson_judge (lesson, setup, ks_lesson_setup_get_entries (setup), NULL, now, NULL, &error);
  if (met == NULL)
    return probe_report (error);
  printf ("title\t%s\nfile\t%s\npassword\t%s\n", ks_lesson_get_title (lesson),
          ks_lesson_setup_get_file_name (setup), ks_lesson_setup_get_password (setup));
  print_goals (lesson, met);
  return PROBE_OK;
}

int
cmd_lesson (int argc, char **argv)
{
  g_auto (LessonArguments) arguments = { 0 };
  const GOptionEntry entries[] = {
    { "out", 0, 0, G_OPTION_ARG_FILENAME, &arguments.out, NULL, NULL },
    { "at", 0, 0, G_OPTION_ARG_STRING, &arguments.at, NULL, NULL },
    { NULL },
  };
  g_auto (ProbeInput) input = { 0 };

  if (argc == 2 && g_str_equal (argv[1], "--list"))
    return list_lessons ();
  if (!probe_parse (argc, argv, entries, 1, &input))
    return PROBE_USAGE;
  return show_lesson (input.file, &arguments);
}
