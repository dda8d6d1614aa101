/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "catena-config.h"

#include "catena-window-private.h"

/* The answer may come when the tab is gone: it is kept alive until then. */
typedef struct {
  CatenaWindow *window;
  AdwTabPage *tab;
} Closing;

static void
closing_free (Closing *closing)
{
  g_object_unref (closing->window);
  g_object_unref (closing->tab);
  g_free (closing);
}

static AdwTabPage *
find_unsaved (CatenaWindow *self)
{
  for (int i = 0; i < adw_tab_view_get_n_pages (self->tab_view); i++) {
    AdwTabPage *tab = adw_tab_view_get_nth_page (self->tab_view, i);
    CatenaStorePage *page = _catena_window_get_store_page (tab);

    if (page != NULL && catena_store_page_has_reason_to_ask (page))
      return tab;
  }

  return NULL;
}

static void
tab_asked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Closing *closing = user_data;
  gboolean may_close = catena_store_page_ask_finish (CATENA_STORE_PAGE (source), result);

  adw_tab_view_close_page_finish (closing->window->tab_view, closing->tab, may_close);
  closing_free (closing);
}

gboolean
_catena_window_close_page_cb (CatenaWindow *self, AdwTabPage *tab, AdwTabView *tab_view)
{
  CatenaStorePage *page = _catena_window_get_store_page (tab);
  Closing *closing;

  if (page == NULL || !catena_store_page_has_reason_to_ask (page)) {
    adw_tab_view_close_page_finish (tab_view, tab, TRUE);
    return GDK_EVENT_STOP;
  }

  closing = g_new0 (Closing, 1);
  closing->window = g_object_ref (self);
  closing->tab = g_object_ref (tab);
  adw_tab_view_set_selected_page (tab_view, tab);
  catena_store_page_ask_async (page, tab_asked_cb, closing);
  return GDK_EVENT_STOP;
}

static void
window_asked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CatenaWindow) self = user_data;

  self->is_closing = FALSE;
  if (catena_store_page_ask_finish (CATENA_STORE_PAGE (source), result))
    gtk_window_close (GTK_WINDOW (self));
}

/* Asks about one tab after the other: each answer closes the window again, until nothing is left to ask. */
gboolean
_catena_window_close_request_cb (CatenaWindow *self)
{
  AdwTabPage *tab = find_unsaved (self);

  if (tab == NULL)
    return GDK_EVENT_PROPAGATE;
  if (self->is_closing)
    return GDK_EVENT_STOP;

  self->is_closing = TRUE;
  adw_tab_view_set_selected_page (self->tab_view, tab);
  catena_store_page_ask_async (CATENA_STORE_PAGE (adw_tab_page_get_child (tab)), window_asked_cb,
                               g_object_ref (self));
  return GDK_EVENT_STOP;
}
