/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "catena-config.h"

#include <glib/gi18n.h>

#include "catena-error-dialog.h"
#include "catena-learn-page.h"
#include "catena-lesson-job.h"
#include "catena-recent.h"
#include "catena-window-private.h"
#include "ks-error.h"

#define LESSON_FORMAT "lesson" /* in the list of recent files */

/* ---- the tab ---- */

static AdwTabPage *
find_tab (CatenaWindow *self)
{
  for (int i = 0; i < adw_tab_view_get_n_pages (self->tab_view); i++) {
    AdwTabPage *tab = adw_tab_view_get_nth_page (self->tab_view, i);

    if (CATENA_IS_LEARN_PAGE (adw_tab_page_get_child (tab)))
      return tab;
  }
  return NULL;
}

/* There is one in a window. */
static CatenaLearnPage *
show_tab (CatenaWindow *self)
{
  AdwTabPage *tab = find_tab (self);

  if (tab == NULL) {
    g_autoptr (GIcon) icon = g_themed_icon_new ("catena-lesson-symbolic");
    GtkWidget *page = catena_learn_page_new (gtk_menu_button_get_menu_model (self->menu_button));

    tab = adw_tab_view_append (self->tab_view, page);
    adw_tab_page_set_icon (tab, icon);
  }
  adw_tab_view_set_selected_page (self->tab_view, tab);
  return CATENA_LEARN_PAGE (adw_tab_page_get_child (tab));
}

/**
 * catena_window_show_lesson:
 * @self: a window
 * @lesson: what is to be learned
 *
 * Shows a lesson in the tab to learn in.
 */
void
catena_window_show_lesson (CatenaWindow *self, KsLesson *lesson)
{
  g_return_if_fail (CATENA_IS_WINDOW (self));

  catena_learn_page_show_lesson (show_tab (self), lesson);
}

static void
open_lessons_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CatenaLearnPage *page = show_tab (CATENA_WINDOW (widget));

  /* The list, also when a lesson is shown. */
  if (catena_page_is_covering (CATENA_PAGE (page)))
    catena_page_go_back (CATENA_PAGE (page));
  gtk_widget_grab_focus (GTK_WIDGET (page));
}

static void
open_bench_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  catena_learn_page_show_bench (show_tab (CATENA_WINDOW (widget)));
}

/* ---- a teacher's file ---- */

typedef struct {
  CatenaWindow *window;
  GFile *file;
  CatenaDocument *document; /* that could not be read as a keystore, or NULL */
} Opening;

static void
opening_free (Opening *opening)
{
  g_object_unref (opening->window);
  g_object_unref (opening->file);
  g_clear_object (&opening->document);
  g_free (opening);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Opening, opening_free)

static void
remember_lesson (CatenaWindow *self, GFile *file)
{
  GSettings *settings = catena_application_get_settings (_catena_window_get_application (self));

  catena_recent_add (settings, file, LESSON_FORMAT, FALSE, g_get_real_time () / G_USEC_PER_SEC);
}

/* The tab that says that this is no keystore has no reason to stay. */
static void
close_document (CatenaWindow *self, CatenaDocument *document)
{
  for (int i = 0; i < adw_tab_view_get_n_pages (self->tab_view); i++) {
    AdwTabPage *tab = adw_tab_view_get_nth_page (self->tab_view, i);
    CatenaStorePage *page = _catena_window_get_store_page (tab);

    if (page != NULL && catena_store_page_get_document (page) == document) {
      adw_tab_view_close_page (self->tab_view, tab);
      return;
    }
  }
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Opening) opening = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (KsLesson) lesson = catena_lesson_read_finish (result, &error);

  if (!gtk_widget_get_visible (GTK_WIDGET (opening->window)))
    return;
  if (lesson != NULL) {
    remember_lesson (opening->window, opening->file);
    catena_window_show_lesson (opening->window, lesson);
    if (opening->document != NULL)
      close_document (opening->window, opening->document);
  } else if (opening->document == NULL && g_error_matches (error, KS_ERROR, KS_ERROR_NOT_A_KEYSTORE)) {
    /* What it is called does not make it a lesson. */
    _catena_window_open_keystore (opening->window, opening->file);
  } else if (opening->document == NULL) {
    catena_error_dialog_present (GTK_WIDGET (opening->window), _ ("This Lesson Cannot Be Opened"), error);
  }
}

static void
read_lesson (CatenaWindow *self, GFile *file, CatenaDocument *document)
{
  Opening *opening = g_new0 (Opening, 1);

  opening->window = g_object_ref (self);
  opening->file = g_object_ref (file);
  g_set_object (&opening->document, document);
  catena_lesson_read_async (file, read_cb, opening);
}

gboolean
_catena_window_open_lesson (CatenaWindow *self, GFile *file)
{
  g_autofree char *name = g_file_get_basename (file);

  if (name == NULL || !g_str_has_suffix (name, KS_LESSON_SUFFIX))
    return FALSE;
  read_lesson (self, file, NULL);
  return TRUE;
}

/* Its content decides what a file is. */
void
_catena_window_try_lesson (CatenaWindow *self, CatenaDocument *document)
{
  const GError *error = catena_document_get_error (document);

  if (catena_document_get_state (document) == CATENA_DOCUMENT_FAILED &&
      catena_document_get_file (document) != NULL &&
      (g_error_matches (error, KS_ERROR, KS_ERROR_NOT_A_KEYSTORE) ||
       g_error_matches (error, KS_ERROR, KS_ERROR_UNSUPPORTED)))
    read_lesson (self, catena_document_get_file (document), document);
}

static void
file_chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CatenaWindow) self = user_data;
  g_autoptr (GFile) file = gtk_file_dialog_open_finish (GTK_FILE_DIALOG (source), result, NULL);

  if (file != NULL)
    catena_window_open_file (self, file);
}

static void
open_file_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();
  g_autoptr (GListStore) filters = g_list_store_new (GTK_TYPE_FILE_FILTER);

  gtk_file_filter_set_name (filter, _ ("Lessons"));
  gtk_file_filter_add_suffix (filter, KS_LESSON_SUFFIX + 1);
  g_list_store_append (filters, filter);
  gtk_file_dialog_set_filters (dialog, G_LIST_MODEL (filters));
  gtk_file_dialog_set_title (dialog, _ ("Open a Lesson"));
  gtk_file_dialog_open (dialog, GTK_WINDOW (widget), NULL, file_chosen_cb, g_object_ref (widget));
}

void
_catena_window_class_install_learn_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "lessons.open", NULL, open_lessons_action);
  gtk_widget_class_install_action (widget_class, "bench.open", NULL, open_bench_action);
  gtk_widget_class_install_action (widget_class, "lesson.open-file", NULL, open_file_action);
}
