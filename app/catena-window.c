/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "catena-config.h"

#include <glib/gi18n.h>

#include "catena-actions.h"
#include "catena-help.h"
#include "catena-recent.h"
#include "catena-window-private.h"

G_DEFINE_FINAL_TYPE (CatenaWindow, catena_window, ADW_TYPE_APPLICATION_WINDOW)

CatenaStorePage *
_catena_window_get_store_page (AdwTabPage *tab)
{
  GtkWidget *child = adw_tab_page_get_child (tab);

  return CATENA_IS_STORE_PAGE (child) ? CATENA_STORE_PAGE (child) : NULL;
}

CatenaApplication *
_catena_window_get_application (CatenaWindow *self)
{
  return CATENA_APPLICATION (gtk_window_get_application (GTK_WINDOW (self)));
}

static CatenaDocument *
get_document (CatenaWindow *self)
{
  CatenaStorePage *page = catena_window_get_page (self);

  return page != NULL ? catena_store_page_get_document (page) : NULL;
}

/* Of the selected tab, whatever it holds. */
static CatenaPage *
get_any_page (CatenaWindow *self)
{
  AdwTabPage *tab = self->tab_view != NULL ? adw_tab_view_get_selected_page (self->tab_view) : NULL;

  return tab != NULL ? CATENA_PAGE (adw_tab_page_get_child (tab)) : NULL;
}

static void
update_title (CatenaWindow *self)
{
  CatenaPage *page = get_any_page (self);
  g_autofree char *title = page != NULL ? catena_page_dup_title (page) : g_strdup (g_get_application_name ());
  const char *subtitle = page != NULL ? catena_page_get_subtitle (page) : NULL;

  adw_window_title_set_title (self->window_title, title);
  adw_window_title_set_subtitle (self->window_title, subtitle != NULL ? subtitle : "");
  gtk_window_set_title (GTK_WINDOW (self), title);
}

static void
update_header (CatenaWindow *self)
{
  CatenaPage *page = get_any_page (self);

  adw_toolbar_view_set_reveal_top_bars (self->toolbar_view, page == NULL || !catena_page_is_covering (page));
}

static void
update_unsaved (CatenaWindow *self)
{
  gboolean unsaved = FALSE;

  /* Tabs leave a window that goes away, too. */
  if (self->tab_view == NULL)
    return;

  for (int i = 0; i < adw_tab_view_get_n_pages (self->tab_view); i++) {
    CatenaStorePage *page = _catena_window_get_store_page (adw_tab_view_get_nth_page (self->tab_view, i));

    unsaved |= page != NULL && catena_document_is_modified (catena_store_page_get_document (page));
  }
  if (_catena_window_get_application (self) != NULL)
    catena_application_set_unsaved (_catena_window_get_application (self), GTK_WINDOW (self), unsaved);
}

static void
selected_page_cb (CatenaWindow *self)
{
  CatenaStorePage *page = catena_window_get_page (self);
  gboolean has_page = page != NULL;
  gboolean has_tab = get_any_page (self) != NULL;

  gtk_stack_set_visible_child (self->stack,
                               has_tab ? GTK_WIDGET (self->tab_view) : GTK_WIDGET (self->welcome_page));
  gtk_widget_set_visible (self->open_button, has_tab);
  gtk_widget_set_visible (self->new_button, has_tab && !self->is_narrow);
  gtk_widget_set_visible (self->undo_button, has_page);

  if (has_page && self->view != NULL)
    catena_store_page_set_view (page, self->view);
  g_signal_group_set_target (self->page_signals, get_any_page (self));
  g_signal_group_set_target (self->document_signals, get_document (self));
  gtk_widget_insert_action_group (GTK_WIDGET (self), "document",
                                  has_page ? catena_store_page_get_document_actions (page) : NULL);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "entry",
                                  has_page ? catena_store_page_get_entry_actions (page) : NULL);
  update_title (self);
  update_header (self);
}

/* The menu has it too; in a narrow window the title needs the place. */
static void
narrow_cb (CatenaWindow *self)
{
  self->is_narrow = TRUE;
  gtk_widget_set_visible (self->new_button, FALSE);
}

static void
wide_cb (CatenaWindow *self)
{
  self->is_narrow = FALSE;
  gtk_widget_set_visible (self->new_button, get_any_page (self) != NULL);
}

static void
document_changed_cb (CatenaDocument *document, GParamSpec *pspec, AdwTabPage *tab)
{
  g_autofree char *title = catena_page_dup_title (CATENA_PAGE (adw_tab_page_get_child (tab)));
  g_autofree char *tooltip = NULL;
  GtkWidget *window = gtk_widget_get_ancestor (adw_tab_page_get_child (tab), CATENA_TYPE_WINDOW);

  if (catena_document_get_file (document) != NULL) {
    g_autofree char *path = g_file_get_parse_name (catena_document_get_file (document));

    /* The tooltip of a tab is markup. */
    tooltip = g_markup_escape_text (path, -1);
  }

  adw_tab_page_set_title (tab, title);
  adw_tab_page_set_tooltip (tab, tooltip);
  adw_tab_page_set_loading (tab, catena_document_get_state (document) == CATENA_DOCUMENT_LOADING ||
                                   catena_document_is_busy (document));
  if (window == NULL)
    return;
  update_unsaved (CATENA_WINDOW (window));
  if (pspec != NULL && g_str_equal (pspec->name, "state"))
    _catena_window_try_lesson (CATENA_WINDOW (window), document);
}

/* What is no keystore. */
static void
page_changed_cb (CatenaPage *page, AdwTabPage *tab)
{
  g_autofree char *title = catena_page_dup_title (page);

  adw_tab_page_set_title (tab, title);
}

static void
page_closed_cb (CatenaStorePage *page)
{
  GtkWidget *tab_view = gtk_widget_get_ancestor (GTK_WIDGET (page), ADW_TYPE_TAB_VIEW);

  if (tab_view != NULL)
    adw_tab_view_close_page (ADW_TAB_VIEW (tab_view),
                             adw_tab_view_get_page (ADW_TAB_VIEW (tab_view), GTK_WIDGET (page)));
}

static void
page_remembered_cb (CatenaWindow *self, CatenaDocument *document)
{
  _catena_window_remember (self, document);
}

static void
page_attached_cb (CatenaWindow *self, AdwTabPage *tab, int position, AdwTabView *tab_view)
{
  CatenaStorePage *page = _catena_window_get_store_page (tab);
  CatenaDocument *document = page != NULL ? catena_store_page_get_document (page) : NULL;

  if (page == NULL) {
    g_signal_connect_object (adw_tab_page_get_child (tab), "page-changed", G_CALLBACK (page_changed_cb), tab,
                             0);
    page_changed_cb (CATENA_PAGE (adw_tab_page_get_child (tab)), tab);
    return;
  }
  g_signal_connect_object (document, "notify", G_CALLBACK (document_changed_cb), tab, 0);
  g_signal_connect_object (page, "close-requested", G_CALLBACK (page_closed_cb), self, 0);
  g_signal_connect_object (page, "file-used", G_CALLBACK (page_remembered_cb), self, G_CONNECT_SWAPPED);
  document_changed_cb (document, NULL, tab);
}

static void
page_detached_cb (CatenaWindow *self, AdwTabPage *tab, int position, AdwTabView *tab_view)
{
  CatenaStorePage *page = _catena_window_get_store_page (tab);

  if (page == NULL) {
    g_signal_handlers_disconnect_by_func (adw_tab_page_get_child (tab), page_changed_cb, tab);
    return;
  }
  g_signal_handlers_disconnect_by_func (catena_store_page_get_document (page), document_changed_cb, tab);
  g_signal_handlers_disconnect_by_func (page, page_closed_cb, self);
  g_signal_handlers_disconnect_by_func (page, page_remembered_cb, self);
  update_unsaved (self);
}

static AdwTabView *
create_window_cb (CatenaWindow *self, AdwTabView *tab_view)
{
  CatenaWindow *window = catena_window_new (_catena_window_get_application (self));

  gtk_window_present (GTK_WINDOW (window));
  return window->tab_view;
}

static void
active_cb (CatenaWindow *self)
{
  if (gtk_window_is_active (GTK_WINDOW (self)) && get_document (self) != NULL)
    catena_document_check_file (get_document (self));
}

static void
catena_window_constructed (GObject *object)
{
  G_OBJECT_CLASS (catena_window_parent_class)->constructed (object);

  selected_page_cb (CATENA_WINDOW (object));
}

/* The application of a window is known only after it was constructed. */
static void
bind_settings (CatenaWindow *self, GSettings *settings)
{
  g_settings_bind (settings, "window-width", self, "default-width", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings, "window-height", self, "default-height", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings, "window-maximized", self, "maximized", G_SETTINGS_BIND_DEFAULT);
  g_signal_connect_object (settings, "changed::recent-files", G_CALLBACK (_catena_window_update_recent), self,
                           G_CONNECT_SWAPPED);
  _catena_window_update_recent (self);
}

static void
catena_window_dispose (GObject *object)
{
  CatenaWindow *self = CATENA_WINDOW (object);

  self->is_closing = TRUE;
  if (_catena_window_get_application (self) != NULL)
    catena_application_set_unsaved (_catena_window_get_application (self), GTK_WINDOW (self), FALSE);
  g_clear_object (&self->document_signals);
  g_clear_object (&self->page_signals);
  /* A split button that has the focus does not survive losing it while it goes away. */
  gtk_window_set_focus (GTK_WINDOW (self), NULL);
  adw_application_window_set_content (ADW_APPLICATION_WINDOW (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), CATENA_TYPE_WINDOW);

  G_OBJECT_CLASS (catena_window_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class, RESOURCE_PATH "/catena-window.ui");
  gtk_widget_class_bind_template_child (widget_class, CatenaWindow, overview);
  gtk_widget_class_bind_template_child (widget_class, CatenaWindow, toolbar_view);
  gtk_widget_class_bind_template_child (widget_class, CatenaWindow, window_title);
  gtk_widget_class_bind_template_child (widget_class, CatenaWindow, open_button);
  gtk_widget_class_bind_template_child (widget_class, CatenaWindow, new_button);
  gtk_widget_class_bind_template_child (widget_class, CatenaWindow, undo_button);
  gtk_widget_class_bind_template_child (widget_class, CatenaWindow, menu_button);
  gtk_widget_class_bind_template_child (widget_class, CatenaWindow, recent_menu);
  gtk_widget_class_bind_template_child (widget_class, CatenaWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, CatenaWindow, welcome_page);
  gtk_widget_class_bind_template_child (widget_class, CatenaWindow, tab_view);
  gtk_widget_class_bind_template_child (widget_class, CatenaWindow, tab_bar);
  gtk_widget_class_bind_template_callback (widget_class, narrow_cb);
  gtk_widget_class_bind_template_callback (widget_class, wide_cb);
  gtk_widget_class_bind_template_callback (widget_class, selected_page_cb);
  gtk_widget_class_bind_template_callback (widget_class, page_attached_cb);
  gtk_widget_class_bind_template_callback (widget_class, page_detached_cb);
  gtk_widget_class_bind_template_callback (widget_class, create_window_cb);
  gtk_widget_class_bind_template_callback_full (widget_class, "close_page_cb",
                                                G_CALLBACK (_catena_window_close_page_cb));
  gtk_widget_class_bind_template_callback_full (widget_class, "close_request_cb",
                                                G_CALLBACK (_catena_window_close_request_cb));
}

static void
catena_window_class_init (CatenaWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->constructed = catena_window_constructed;
  object_class->dispose = catena_window_dispose;

  g_type_ensure (CATENA_TYPE_WELCOME_PAGE);
  bind_template (GTK_WIDGET_CLASS (klass));
  _catena_window_class_install_actions (GTK_WIDGET_CLASS (klass));
  _catena_window_class_install_learn_actions (GTK_WIDGET_CLASS (klass));
}

static void
add_main_menu (CatenaWindow *self)
{
  g_autoptr (GtkBuilder) builder = gtk_builder_new_from_resource (RESOURCE_PATH "/catena-main-menu.ui");

  gtk_menu_button_set_menu_model (self->menu_button,
                                  G_MENU_MODEL (gtk_builder_get_object (builder, "main_menu")));
}

static void
catena_window_init (CatenaWindow *self)
{
  self->document_signals = g_signal_group_new (CATENA_TYPE_DOCUMENT);
  g_signal_group_connect_swapped (self->document_signals, "notify::title", G_CALLBACK (update_title), self);
  g_signal_group_connect_swapped (self->document_signals, "notify::subtitle", G_CALLBACK (update_title),
                                  self);
  g_signal_group_connect_swapped (self->document_signals, "notify::is-modified", G_CALLBACK (update_title),
                                  self);
  self->page_signals = g_signal_group_new (CATENA_TYPE_PAGE);
  g_signal_group_connect_swapped (self->page_signals, "page-changed", G_CALLBACK (update_header), self);
  g_signal_group_connect_swapped (self->page_signals, "page-changed", G_CALLBACK (update_title), self);

  gtk_widget_init_template (GTK_WIDGET (self));

  if (PROFILE_DEVELOPMENT)
    gtk_widget_add_css_class (GTK_WIDGET (self), "devel");
  gtk_widget_add_controller (GTK_WIDGET (self), catena_actions_make_controller ());
  catena_help_add_keys (ADW_APPLICATION_WINDOW (self));
  add_main_menu (self);
  g_signal_connect (self, "notify::is-active", G_CALLBACK (active_cb), NULL);
  _catena_window_init_dnd (self);
}

/**
 * catena_window_new:
 * @application: the application that the window belongs to
 *
 * Makes a window without a tab.
 *
 * Returns: (transfer none): the new window, which GTK owns
 */
CatenaWindow *
catena_window_new (CatenaApplication *application)
{
  CatenaWindow *self;

  g_return_val_if_fail (CATENA_IS_APPLICATION (application), NULL);

  self = g_object_new (CATENA_TYPE_WINDOW, "application", application, NULL);
  bind_settings (self, catena_application_get_settings (application));
  return self;
}

/**
 * catena_window_get_page:
 * @self: a window
 *
 * Returns: (transfer none) (nullable): the page of the selected tab, if it is that of a keystore
 */
CatenaStorePage *
catena_window_get_page (CatenaWindow *self)
{
  AdwTabPage *tab;

  g_return_val_if_fail (CATENA_IS_WINDOW (self), NULL);

  tab = self->tab_view != NULL ? adw_tab_view_get_selected_page (self->tab_view) : NULL;
  return tab != NULL ? _catena_window_get_store_page (tab) : NULL;
}

/**
 * catena_window_add_document:
 * @self: a window
 * @document: a document
 *
 * Shows a document in a tab of its own. One that was not read yet is read.
 *
 * Returns: (transfer none): its page
 */
CatenaStorePage *
catena_window_add_document (CatenaWindow *self, CatenaDocument *document)
{
  CatenaTrust *trust = catena_application_get_trust (_catena_window_get_application (self));
  GtkWidget *page = catena_store_page_new (document, trust);

  adw_tab_view_set_selected_page (self->tab_view, adw_tab_view_append (self->tab_view, page));
  if (catena_document_get_state (document) == CATENA_DOCUMENT_EMPTY)
    catena_document_load (document);
  return CATENA_STORE_PAGE (page);
}

/**
 * catena_window_show_file:
 * @self: a window
 * @file: a file
 *
 * Brings the tab of a file to the front.
 *
 * Returns: whether it has such a tab
 */
gboolean
catena_window_show_file (CatenaWindow *self, GFile *file)
{
  for (int i = 0; i < adw_tab_view_get_n_pages (self->tab_view); i++) {
    AdwTabPage *tab = adw_tab_view_get_nth_page (self->tab_view, i);
    CatenaStorePage *page = _catena_window_get_store_page (tab);
    GFile *other = page != NULL ? catena_document_get_file (catena_store_page_get_document (page)) : NULL;

    if (other != NULL && g_file_equal (file, other)) {
      adw_tab_view_set_selected_page (self->tab_view, tab);
      gtk_window_present (GTK_WINDOW (self));
      return TRUE;
    }
  }

  return FALSE;
}

/**
 * catena_window_show_document:
 * @self: a window
 * @document: a document
 *
 * Brings the tab of a document to the front.
 *
 * Returns: (transfer none) (nullable): its page, or %NULL when it is not in this window
 */
CatenaStorePage *
catena_window_show_document (CatenaWindow *self, CatenaDocument *document)
{
  for (int i = 0; i < adw_tab_view_get_n_pages (self->tab_view); i++) {
    AdwTabPage *tab = adw_tab_view_get_nth_page (self->tab_view, i);
    CatenaStorePage *page = _catena_window_get_store_page (tab);

    if (page != NULL && catena_store_page_get_document (page) == document) {
      adw_tab_view_set_selected_page (self->tab_view, tab);
      gtk_window_present (GTK_WINDOW (self));
      return page;
    }
  }

  return NULL;
}

/**
 * catena_window_list_documents:
 * @self: a window
 * @documents: (element-type CatenaDocument): what to add to
 *
 * Adds the documents of all tabs to a list.
 */
void
catena_window_list_documents (CatenaWindow *self, GPtrArray *documents)
{
  for (int i = 0; i < adw_tab_view_get_n_pages (self->tab_view); i++) {
    CatenaStorePage *page = _catena_window_get_store_page (adw_tab_view_get_nth_page (self->tab_view, i));

    if (page != NULL)
      g_ptr_array_add (documents, g_object_ref (catena_store_page_get_document (page)));
  }
}
