/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "catena-page.h"
#include "catena-welcome-page.h"
#include "catena-window.h"

G_BEGIN_DECLS

struct _CatenaWindow {
  AdwApplicationWindow parent_instance;

  AdwTabOverview *overview;
  AdwToolbarView *toolbar_view;
  AdwWindowTitle *window_title;
  GtkWidget *open_button;
  GtkWidget *new_button;
  GtkWidget *undo_button;
  GtkMenuButton *menu_button;
  GMenu *recent_menu;
  GtkStack *stack;
  CatenaWelcomePage *welcome_page;
  AdwTabView *tab_view;
  AdwTabBar *tab_bar;

  GSignalGroup *document_signals; /* of the selected page's document */
  GSignalGroup *page_signals;
  const char *view; /* "list", "table" or "map"; NULL: the first of them */
  gboolean is_narrow;
  gboolean is_closing;
};

CatenaApplication *_catena_window_get_application (CatenaWindow *self);
/* NULL: the tab holds something else */
CatenaStorePage *_catena_window_get_store_page (AdwTabPage *tab);
void _catena_window_class_install_actions (GtkWidgetClass *widget_class);
void _catena_window_class_install_learn_actions (GtkWidgetClass *widget_class);
void _catena_window_init_dnd (CatenaWindow *self);
gboolean _catena_window_close_page_cb (CatenaWindow *self, AdwTabPage *tab, AdwTabView *tab_view);
gboolean _catena_window_close_request_cb (CatenaWindow *self);
void _catena_window_open_keystore (CatenaWindow *self, GFile *file);
/* FALSE: it is not called like one */
gboolean _catena_window_open_lesson (CatenaWindow *self, GFile *file);
void _catena_window_try_lesson (CatenaWindow *self, CatenaDocument *document);
void _catena_window_update_recent (CatenaWindow *self);
void _catena_window_remember (CatenaWindow *self, CatenaDocument *document);

G_END_DECLS
