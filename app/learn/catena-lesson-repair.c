/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "catena-config.h"

#include "catena-lesson-repair.h"

#include <glib/gi18n.h>

#include "catena-error-dialog.h"
#include "catena-lesson-bar.h"
#include "catena-lesson-job.h"
#include "catena-lesson-progress.h"
#include "catena-window.h"

#define LESSON_ID "lesson-id" /* of a document */

typedef struct {
  GtkWidget *widget;
  KsLesson *lesson;
  KsLessonSetup *setup;
} Repair;

static void
repair_free (Repair *repair)
{
  g_object_unref (repair->widget);
  g_object_unref (repair->lesson);
  ks_lesson_setup_unref (repair->setup);
  g_free (repair);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Repair, repair_free)

/* ---- what the bar asks for ---- */

static KsLesson *
find_next (KsLesson *lesson)
{
  KsLesson *const *all = ks_lesson_list ();

  for (guint i = 0; all[i] != NULL; i++)
    if (all[i] == lesson)
      return all[i + 1];
  return NULL;
}

static CatenaWindow *
get_window (GtkWidget *widget)
{
  GtkRoot *root = gtk_widget_get_root (widget);

  return CATENA_IS_WINDOW (root) ? CATENA_WINDOW (root) : NULL;
}

static void
back_cb (GtkWidget *bar, CatenaLessonRun *run)
{
  CatenaWindow *window = get_window (bar);

  if (window != NULL)
    catena_window_show_lesson (window, catena_lesson_run_get_lesson (run));
}

static gboolean
close_cb (gpointer page)
{
  g_signal_emit_by_name (page, "close-requested");
  return G_SOURCE_REMOVE;
}

static void
next_cb (GtkWidget *bar, CatenaLessonRun *run)
{
  CatenaWindow *window = get_window (bar);
  KsLesson *next = find_next (catena_lesson_run_get_lesson (run));
  GtkWidget *page = gtk_widget_get_ancestor (bar, CATENA_TYPE_STORE_PAGE);

  if (window == NULL || next == NULL)
    return;
  catena_window_show_lesson (window, next);
  /* Unless it has become a file, nobody needs what was solved. */
  if (page != NULL && catena_document_is_practice (catena_lesson_run_get_document (run)))
    g_idle_add_full (G_PRIORITY_DEFAULT, close_cb, g_object_ref (page), g_object_unref);
}

static void
solved_cb (CatenaLessonRun *run)
{
  g_autoptr (GSettings) settings = g_settings_new (APP_ID);

  catena_lesson_progress_raise (settings, ks_lesson_get_id (catena_lesson_run_get_lesson (run)),
                                CATENA_LESSON_SOLVED);
}

/* ---- the tab ---- */

static void
add_bar (CatenaStorePage *page, Repair *repair)
{
  CatenaDocument *document = catena_store_page_get_document (page);
  g_autoptr (CatenaLessonRun) run = catena_lesson_run_new (repair->lesson, repair->setup, document);
  GtkWidget *bar = catena_lesson_bar_new (run);

  g_signal_connect (run, "solved", G_CALLBACK (solved_cb), NULL);
  g_signal_connect_object (bar, "back-activated", G_CALLBACK (back_cb), run, 0);
  g_signal_connect_object (bar, "next-activated", G_CALLBACK (next_cb), run, 0);
  catena_store_page_set_lesson_bar (page, CATENA_LESSON_BAR (bar));
}

/* The lesson says what the file is for, and what its clients connect to. */
static void
set_up (CatenaStorePage *page, KsLesson *lesson)
{
  const char *const *hosts = ks_lesson_get_hosts (lesson);
  KsStore *store = catena_document_get_store (catena_store_page_get_document (page));
  KsEntry *entry = ks_store_find (store, ks_lesson_get_alias (lesson));

  g_action_group_change_action_state (
    catena_store_page_get_document_actions (page), "role",
    g_variant_new_string (ks_role_kind_get_nick (ks_lesson_get_role (lesson))));
  if (hosts != NULL && *hosts != NULL)
    catena_verification_set_hosts (catena_store_page_get_verification (page), hosts);
  if (entry != NULL)
    catena_store_page_select (page, entry);
}

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Repair) repair = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (KsStore) store = catena_lesson_open_finish (result, &error);
  g_autoptr (CatenaDocument) document = NULL;
  CatenaWindow *window = get_window (repair->widget);
  CatenaStorePage *page;

  /* The window was closed meanwhile. */
  if (window == NULL)
    return;
  if (store == NULL) {
    catena_error_dialog_present (GTK_WIDGET (window), _ ("This Lesson Cannot Be Opened"), error);
    return;
  }
  document = catena_document_new_for_store (store, ks_lesson_setup_get_file_name (repair->setup));
  catena_document_set_practice (document, ks_lesson_setup_get_anchors (repair->setup));
  g_object_set_data_full (G_OBJECT (document), LESSON_ID, g_strdup (ks_lesson_get_id (repair->lesson)),
                          g_free);
  page = catena_window_add_document (window, document);
  add_bar (page, repair);
  set_up (page, repair->lesson);
}

static gboolean
show_open (CatenaApplication *application, KsLesson *lesson)
{
  g_autoptr (GPtrArray) documents = catena_application_list_documents (application);

  for (guint i = 0; i < documents->len; i++) {
    GObject *document = g_ptr_array_index (documents, i);

    if (g_strcmp0 (g_object_get_data (document, LESSON_ID), ks_lesson_get_id (lesson)) == 0)
      return catena_application_show_document (application, CATENA_DOCUMENT (document)) != NULL;
  }
  return FALSE;
}

/**
 * catena_lesson_repair:
 * @widget: a widget in a window
 * @lesson: what is to be repaired
 * @setup: what the lesson has made
 *
 * Opens the learner's copy of the keystore. It has no file, so that whatever is done to it can be thrown away.
 */
void
catena_lesson_repair (GtkWidget *widget, KsLesson *lesson, KsLessonSetup *setup)
{
  CatenaWindow *window = get_window (widget);
  Repair *repair;

  if (window == NULL ||
      show_open (CATENA_APPLICATION (gtk_window_get_application (GTK_WINDOW (window))), lesson))
    return;
  repair = g_new0 (Repair, 1);
  repair->widget = g_object_ref (widget);
  repair->lesson = g_object_ref (lesson);
  repair->setup = ks_lesson_setup_ref (setup);
  catena_lesson_open_async (setup, opened_cb, repair);
}
