/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "catena-config.h"

#include "catena-learn-page.h"

#include <glib/gi18n.h>

#include "catena-bench-page.h"
#include "catena-lesson-page.h"
#include "catena-lesson-repair.h"
#include "catena-lessons-page.h"

struct _CatenaLearnPage {
  AdwBin parent_instance;

  GMenuModel *menu;
  AdwNavigationView *view;
  AdwNavigationPage *lessons;
};

static void catena_learn_page_page_init (CatenaPageInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (CatenaLearnPage,
                               catena_learn_page,
                               ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (CATENA_TYPE_PAGE, catena_learn_page_page_init))

/* ---- where one is ---- */

static void
visible_page_cb (CatenaLearnPage *self)
{
  catena_page_emit_changed (CATENA_PAGE (self));
}

/* Whatever was shown before gives way. */
static void
show_page (CatenaLearnPage *self, AdwNavigationPage *page)
{
  AdwNavigationPage *stack[] = { self->lessons, page };

  if (adw_navigation_view_get_visible_page (self->view) == self->lessons)
    adw_navigation_view_push (self->view, page);
  else
    adw_navigation_view_replace (self->view, stack, G_N_ELEMENTS (stack));
}

static void
repair_cb (CatenaLearnPage *self, KsLesson *lesson, KsLessonSetup *setup)
{
  catena_lesson_repair (GTK_WIDGET (self), lesson, setup);
}

static void
next_cb (CatenaLearnPage *self, KsLesson *lesson)
{
  KsLesson *const *all = ks_lesson_list ();

  for (guint i = 0; all[i] != NULL; i++)
    if (all[i] == lesson && all[i + 1] != NULL) {
      catena_learn_page_show_lesson (self, all[i + 1]);
      return;
    }
}

/* ---- a page of the window ---- */

static char *
catena_learn_page_dup_title (CatenaPage *page)
{
  AdwNavigationPage *visible = adw_navigation_view_get_visible_page (CATENA_LEARN_PAGE (page)->view);

  return g_strdup (visible != NULL ? adw_navigation_page_get_title (visible) : _ ("Lessons"));
}

static const char *
catena_learn_page_get_subtitle (CatenaPage *page)
{
  AdwNavigationPage *visible = adw_navigation_view_get_visible_page (CATENA_LEARN_PAGE (page)->view);

  return CATENA_IS_LESSON_PAGE (visible) ? catena_lesson_page_get_subtitle (CATENA_LESSON_PAGE (visible))
                                         : NULL;
}

static gboolean
catena_learn_page_is_covering (CatenaPage *page)
{
  CatenaLearnPage *self = CATENA_LEARN_PAGE (page);
  AdwNavigationPage *visible = adw_navigation_view_get_visible_page (self->view);

  return visible != NULL && visible != self->lessons;
}

static void
catena_learn_page_go_back (CatenaPage *page)
{
  adw_navigation_view_pop (CATENA_LEARN_PAGE (page)->view);
}

static void
catena_learn_page_page_init (CatenaPageInterface *iface)
{
  iface->dup_title = catena_learn_page_dup_title;
  iface->get_subtitle = catena_learn_page_get_subtitle;
  iface->is_covering = catena_learn_page_is_covering;
  iface->go_back = catena_learn_page_go_back;
}

/* ---- the object ---- */

static gboolean
catena_learn_page_grab_focus (GtkWidget *widget)
{
  return gtk_widget_child_focus (GTK_WIDGET (CATENA_LEARN_PAGE (widget)->view), GTK_DIR_TAB_FORWARD);
}

static void
catena_learn_page_dispose (GObject *object)
{
  CatenaLearnPage *self = CATENA_LEARN_PAGE (object);

  if (self->view != NULL)
    g_signal_handlers_disconnect_by_data (self->view, self);
  self->view = NULL;
  adw_bin_set_child (ADW_BIN (self), NULL);
  g_clear_object (&self->menu);

  G_OBJECT_CLASS (catena_learn_page_parent_class)->dispose (object);
}

static void
catena_learn_page_class_init (CatenaLearnPageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = catena_learn_page_dispose;
  GTK_WIDGET_CLASS (klass)->grab_focus = catena_learn_page_grab_focus;
}

static void
catena_learn_page_init (CatenaLearnPage *self)
{
  self->view = ADW_NAVIGATION_VIEW (adw_navigation_view_new ());
  self->lessons = g_object_new (CATENA_TYPE_LESSONS_PAGE, NULL);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->view));
  adw_navigation_view_push (self->view, self->lessons);
  g_signal_connect_object (self->view, "notify::visible-page", G_CALLBACK (visible_page_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->lessons, "lesson-activated", G_CALLBACK (catena_learn_page_show_lesson),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->lessons, "bench-activated", G_CALLBACK (catena_learn_page_show_bench), self,
                           G_CONNECT_SWAPPED);
}

/**
 * catena_learn_page_new:
 * @menu: (nullable): the main menu of the window
 *
 * Returns: (transfer floating): a new page, which shows the list of lessons
 */
GtkWidget *
catena_learn_page_new (GMenuModel *menu)
{
  CatenaLearnPage *self = g_object_new (CATENA_TYPE_LEARN_PAGE, NULL);

  g_set_object (&self->menu, menu);
  return GTK_WIDGET (self);
}

/**
 * catena_learn_page_show_lesson:
 * @self: a page
 * @lesson: what is to be learned
 *
 * Shows a lesson; one that is shown already stays as it is.
 */
void
catena_learn_page_show_lesson (CatenaLearnPage *self, KsLesson *lesson)
{
  AdwNavigationPage *visible;
  CatenaLessonPage *page;

  g_return_if_fail (CATENA_IS_LEARN_PAGE (self));

  visible = adw_navigation_view_get_visible_page (self->view);
  if (CATENA_IS_LESSON_PAGE (visible) &&
      g_str_equal (ks_lesson_get_id (catena_lesson_page_get_lesson (CATENA_LESSON_PAGE (visible))),
                   ks_lesson_get_id (lesson)))
    return;
  page = catena_lesson_page_new (lesson, self->menu);
  g_signal_connect_object (page, "repair-activated", G_CALLBACK (repair_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (page, "next-activated", G_CALLBACK (next_cb), self, G_CONNECT_SWAPPED);
  show_page (self, ADW_NAVIGATION_PAGE (page));
}

/**
 * catena_learn_page_show_bench:
 * @self: a page
 *
 * Shows the chain that can be broken.
 */
void
catena_learn_page_show_bench (CatenaLearnPage *self)
{
  g_return_if_fail (CATENA_IS_LEARN_PAGE (self));

  if (CATENA_IS_BENCH_PAGE (adw_navigation_view_get_visible_page (self->view)))
    return;
  show_page (self, ADW_NAVIGATION_PAGE (catena_bench_page_new (self->menu)));
}
