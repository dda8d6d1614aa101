/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "catena-config.h"

#include "catena-lessons-page.h"

#include <glib/gi18n.h>
#include <string.h>

#include "catena-lesson-progress.h"

struct _CatenaLessonsPage {
  AdwNavigationPage parent_instance;

  GSettings *settings;
  GPtrArray *marks; /* of GtkImage, borrowed, in the order of the lessons */

  GtkWidget *continue_button;
  GtkLabel *count;
  GtkBox *groups;
};

enum {
  SIGNAL_LESSON_ACTIVATED,
  SIGNAL_BENCH_ACTIVATED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CatenaLessonsPage, catena_lessons_page, ADW_TYPE_NAVIGATION_PAGE)

static CatenaLessonState
get_state (CatenaLessonsPage *self, KsLesson *lesson)
{
  return catena_lesson_progress_get (self->settings, ks_lesson_get_id (lesson));
}

/* The first that is not solved. */
static KsLesson *
find_next (CatenaLessonsPage *self)
{
  KsLesson *const *lessons = ks_lesson_list ();

  for (guint i = 0; lessons[i] != NULL; i++)
    if (get_state (self, lessons[i]) != CATENA_LESSON_SOLVED)
      return lessons[i];
  return NULL;
}

/* ---- what is shown ---- */

static void
update_mark (GtkImage *mark, CatenaLessonState state)
{
  const char *const classes[] = { state == CATENA_LESSON_SOLVED ? "success" : "dimmed", NULL };

  gtk_image_set_from_icon_name (mark, catena_lesson_state_get_icon (state));
  gtk_widget_set_css_classes (GTK_WIDGET (mark), (const char **) classes);
  gtk_widget_set_tooltip_text (GTK_WIDGET (mark), catena_lesson_state_get_name (state));
  gtk_accessible_update_property (GTK_ACCESSIBLE (mark), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  catena_lesson_state_get_name (state), -1);
}

static void
update (CatenaLessonsPage *self)
{
  KsLesson *const *lessons = ks_lesson_list ();
  guint n = 0, n_solved = 0, n_begun = 0;
  g_autofree char *text = NULL;

  for (; lessons[n] != NULL; n++) {
    CatenaLessonState state = get_state (self, lessons[n]);

    update_mark (g_ptr_array_index (self->marks, n), state);
    n_solved += state == CATENA_LESSON_SOLVED;
    n_begun += state != CATENA_LESSON_NOT_BEGUN;
  }
  /* Translators: how many lessons are solved, and how many there are */
  text = g_strdup_printf (ngettext ("%u of %u solved", "%u of %u solved", n), n_solved, n);
  gtk_label_set_label (self->count, text);
  gtk_widget_set_visible (self->continue_button, n_solved < n);
  gtk_button_set_label (GTK_BUTTON (self->continue_button),
                        n_begun == 0 ? C_ ("lessons", "_Begin") : C_ ("lessons", "_Continue"));
  gtk_button_set_use_underline (GTK_BUTTON (self->continue_button), TRUE);
}

/* The first sentence of the story is enough to know which lesson it is. */
static char *
make_subtitle (KsLesson *lesson)
{
  const char *story = ks_lesson_get_story (lesson);
  const char *end = story != NULL ? strstr (story, ". ") : NULL;

  if (story == NULL)
    return g_strdup ("");
  return end != NULL ? g_strndup (story, (gsize) (end - story)) : g_strdup (story);
}

static void
activated_cb (AdwActionRow *row, CatenaLessonsPage *self)
{
  g_signal_emit (self, signals[SIGNAL_LESSON_ACTIVATED], 0, g_object_get_data (G_OBJECT (row), "lesson"));
}

static GtkWidget *
make_row (CatenaLessonsPage *self, KsLesson *lesson)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *mark = gtk_image_new ();
  GtkWidget *arrow = gtk_image_new_from_icon_name ("go-next-symbolic");
  g_autofree char *subtitle = make_subtitle (lesson);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), ks_lesson_get_title (lesson));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 1);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), mark);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), arrow);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  /* Lessons live as long as the program. */
  g_object_set_data (G_OBJECT (row), "lesson", lesson);
  g_signal_connect_object (row, "activated", G_CALLBACK (activated_cb), self, 0);
  g_ptr_array_add (self->marks, mark);
  return row;
}

/* The order of the list is the order in which they are best taken, so that a topic stands together. */
static void
make_groups (CatenaLessonsPage *self)
{
  KsLesson *const *lessons = ks_lesson_list ();
  GtkWidget *group = NULL;
  const char *topic = NULL;

  for (guint i = 0; lessons[i] != NULL; i++) {
    if (group == NULL || g_strcmp0 (topic, ks_lesson_get_topic (lessons[i])) != 0) {
      topic = ks_lesson_get_topic (lessons[i]);
      group = adw_preferences_group_new ();
      adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), topic != NULL ? topic : "");
      gtk_box_append (self->groups, group);
    }
    adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), make_row (self, lessons[i]));
  }
}

static void
continue_cb (CatenaLessonsPage *self)
{
  KsLesson *next = find_next (self);

  if (next != NULL)
    g_signal_emit (self, signals[SIGNAL_LESSON_ACTIVATED], 0, next);
}

static void
bench_cb (CatenaLessonsPage *self)
{
  g_signal_emit (self, signals[SIGNAL_BENCH_ACTIVATED], 0);
}

static void
catena_lessons_page_dispose (GObject *object)
{
  CatenaLessonsPage *self = CATENA_LESSONS_PAGE (object);

  g_clear_object (&self->settings);
  gtk_widget_dispose_template (GTK_WIDGET (object), CATENA_TYPE_LESSONS_PAGE);
  g_clear_pointer (&self->marks, g_ptr_array_unref);

  G_OBJECT_CLASS (catena_lessons_page_parent_class)->dispose (object);
}

static void
catena_lessons_page_class_init (CatenaLessonsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = catena_lessons_page_dispose;

  signals[SIGNAL_LESSON_ACTIVATED] =
    g_signal_new ("lesson-activated", CATENA_TYPE_LESSONS_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, KS_TYPE_LESSON);
  signals[SIGNAL_BENCH_ACTIVATED] = g_signal_new ("bench-activated", CATENA_TYPE_LESSONS_PAGE,
                                                  G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, RESOURCE_PATH "/learn/catena-lessons-page.ui");
  gtk_widget_class_bind_template_child (widget_class, CatenaLessonsPage, continue_button);
  gtk_widget_class_bind_template_child (widget_class, CatenaLessonsPage, count);
  gtk_widget_class_bind_template_child (widget_class, CatenaLessonsPage, groups);
  gtk_widget_class_bind_template_callback (widget_class, continue_cb);
  gtk_widget_class_bind_template_callback (widget_class, bench_cb);
}

static void
catena_lessons_page_init (CatenaLessonsPage *self)
{
  self->settings = g_settings_new (APP_ID);
  self->marks = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  make_groups (self);
  update (self);
  g_signal_connect_object (self->settings, "changed::" CATENA_LESSON_PROGRESS_KEY, G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
}
