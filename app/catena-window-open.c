/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "catena-config.h"

#include <glib/gi18n.h>

#include "catena-new-keystore-dialog.h"
#include "catena-recent.h"
#include "catena-samples.h"
#include "catena-window-private.h"

static GSettings *
get_settings (CatenaWindow *self)
{
  return catena_application_get_settings (_catena_window_get_application (self));
}

static void
files_chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CatenaWindow) self = user_data;
  g_autoptr (GListModel) files =
    gtk_file_dialog_open_multiple_finish (GTK_FILE_DIALOG (source), result, NULL);

  for (guint i = 0; files != NULL && i < g_list_model_get_n_items (files); i++) {
    g_autoptr (GFile) file = g_list_model_get_item (files, i);

    catena_window_open_file (self, file);
  }
}

/* The filter that is offered first has the usual suffixes; the content decides in the end. */
static GListModel *
make_filters (void)
{
  GListStore *filters = g_list_store_new (GTK_TYPE_FILE_FILTER);
  g_autoptr (GtkFileFilter) keystores = gtk_file_filter_new ();
  g_autoptr (GtkFileFilter) all = gtk_file_filter_new ();
  const KsFormat *const *formats = ks_format_list ();

  gtk_file_filter_set_name (keystores, _ ("Keystores and Certificates"));
  for (guint i = 0; formats[i] != NULL; i++) {
    g_auto (GStrv) suffixes = g_strsplit (formats[i]->suffixes, " ", -1);

    for (guint j = 0; suffixes[j] != NULL; j++)
      gtk_file_filter_add_suffix (keystores, suffixes[j]);
  }
  gtk_file_filter_add_suffix (keystores, KS_LESSON_SUFFIX + 1);
  gtk_file_filter_set_name (all, _ ("All Files"));
  gtk_file_filter_add_pattern (all, "*");

  g_list_store_append (filters, keystores);
  g_list_store_append (filters, all);
  return G_LIST_MODEL (filters);
}

static void
open_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CatenaWindow *self = CATENA_WINDOW (widget);
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();
  g_autoptr (GListModel) filters = make_filters ();
  CatenaStorePage *page = catena_window_get_page (self);
  GFile *file = page != NULL ? catena_document_get_file (catena_store_page_get_document (page)) : NULL;

  gtk_file_dialog_set_title (dialog, _ ("Open Keystores"));
  gtk_file_dialog_set_filters (dialog, filters);
  if (file != NULL) {
    g_autoptr (GFile) folder = g_file_get_parent (file);

    gtk_file_dialog_set_initial_folder (dialog, folder);
  }
  gtk_file_dialog_open_multiple (dialog, GTK_WINDOW (self), NULL, files_chosen_cb, g_object_ref (self));
}

static void
open_recent_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_autoptr (GFile) file = g_file_new_for_uri (g_variant_get_string (parameter, NULL));

  catena_window_open_file (CATENA_WINDOW (widget), file);
}

static void
keystore_made_cb (CatenaWindow *self, KsStore *store)
{
  g_autoptr (CatenaDocument) document = catena_document_new_for_store (store, _ ("New Keystore"));

  catena_window_add_document (self, document);
}

static void
new_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_autofree char *format = g_settings_get_string (get_settings (CATENA_WINDOW (widget)), "default-format");
  AdwDialog *dialog = catena_new_keystore_dialog_new (ks_format_find (format));

  g_signal_connect_object (dialog, "made", G_CALLBACK (keystore_made_cb), widget, G_CONNECT_SWAPPED);
  adw_dialog_present (dialog, widget);
}

static void
open_sample_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_autoptr (CatenaDocument) document = catena_sample_open (g_variant_get_string (parameter, NULL));

  if (document != NULL)
    catena_window_add_document (CATENA_WINDOW (widget), document);
}

static void
system_trust_cb (CatenaTrust *trust, GParamSpec *pspec, CatenaWindow *self)
{
  KsAnchorSet *anchors = catena_trust_get_system (trust);
  g_autoptr (CatenaDocument) document = NULL;

  g_signal_handlers_disconnect_by_func (trust, system_trust_cb, self);
  document = catena_sample_open_anchors (anchors);
  catena_window_add_document (self, document);
}

static void
open_system_trust_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CatenaWindow *self = CATENA_WINDOW (widget);
  CatenaTrust *trust = catena_application_get_trust (_catena_window_get_application (self));

  if (catena_trust_get_system (trust) != NULL)
    system_trust_cb (trust, NULL, self);
  else
    g_signal_connect_object (trust, "notify::system", G_CALLBACK (system_trust_cb), self, 0);
}

static void
close_tab_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CatenaWindow *self = CATENA_WINDOW (widget);
  AdwTabPage *tab = adw_tab_view_get_selected_page (self->tab_view);

  if (tab != NULL)
    adw_tab_view_close_page (self->tab_view, tab);
  else
    gtk_window_close (GTK_WINDOW (self));
}

static void
overview_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CatenaWindow *self = CATENA_WINDOW (widget);

  if (adw_tab_view_get_n_pages (self->tab_view) > 0)
    adw_tab_overview_set_open (self->overview, !adw_tab_overview_get_open (self->overview));
}

static void
back_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AdwTabPage *tab = adw_tab_view_get_selected_page (CATENA_WINDOW (widget)->tab_view);

  if (tab != NULL)
    catena_page_go_back (CATENA_PAGE (adw_tab_page_get_child (tab)));
}

/* "view.map": each window remembers how it shows files. */
static void
view_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CatenaWindow *self = CATENA_WINDOW (widget);
  CatenaStorePage *page = catena_window_get_page (self);

  self->view = strchr (g_intern_string (name), '.') + 1;
  if (page != NULL)
    catena_store_page_set_view (page, self->view);
}

static void
menu_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gtk_menu_button_popup (CATENA_WINDOW (widget)->menu_button);
}

void
_catena_window_class_install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "keystore.open", NULL, open_action);
  gtk_widget_class_install_action (widget_class, "keystore.open-recent", "s", open_recent_action);
  gtk_widget_class_install_action (widget_class, "keystore.new", NULL, new_action);
  gtk_widget_class_install_action (widget_class, "sample.open", "s", open_sample_action);
  gtk_widget_class_install_action (widget_class, "system-trust.open", NULL, open_system_trust_action);
  gtk_widget_class_install_action (widget_class, "tab.close", NULL, close_tab_action);
  gtk_widget_class_install_action (widget_class, "tab.overview", NULL, overview_action);
  gtk_widget_class_install_action (widget_class, "page.back", NULL, back_action);
  gtk_widget_class_install_action (widget_class, "view.list", NULL, view_action);
  gtk_widget_class_install_action (widget_class, "view.table", NULL, view_action);
  gtk_widget_class_install_action (widget_class, "view.map", NULL, view_action);
  gtk_widget_class_install_action (widget_class, "menu.open", NULL, menu_action);
}

/* A name from a file is no mnemonic. */
static char *
escape_mnemonic (const char *name)
{
  g_auto (GStrv) parts = g_strsplit (name, "_", -1);

  return g_strjoinv ("__", parts);
}

void
_catena_window_update_recent (CatenaWindow *self)
{
  g_autoptr (GPtrArray) list = catena_recent_list (get_settings (self));

  g_menu_remove_all (self->recent_menu);
  for (guint i = 0; i < list->len; i++) {
    CatenaRecent *recent = g_ptr_array_index (list, i);
    g_autofree char *name = g_file_get_basename (recent->file);
    g_autofree char *shown = g_filename_display_name (name);
    g_autofree char *label = escape_mnemonic (shown);
    g_autofree char *uri = g_file_get_uri (recent->file);
    g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

    g_menu_item_set_action_and_target (item, "keystore.open-recent", "s", uri);
    g_menu_append_item (self->recent_menu, item);
  }
  catena_welcome_page_set_recent (self->welcome_page, list);
}

static gboolean
has_keys (KsStore *store)
{
  g_autoptr (GPtrArray) entries = ks_store_snapshot (store);

  for (guint i = 0; i < entries->len; i++)
    if (ks_entry_get_kind (g_ptr_array_index (entries, i)) == KS_ENTRY_KEY)
      return TRUE;

  return FALSE;
}

void
_catena_window_remember (CatenaWindow *self, CatenaDocument *document)
{
  KsStore *store = catena_document_get_store (document);

  catena_recent_add (get_settings (self), catena_document_get_file (document),
                     catena_document_get_format (document)->id, has_keys (store),
                     g_get_real_time () / G_USEC_PER_SEC);
}

void
_catena_window_open_keystore (CatenaWindow *self, GFile *file)
{
  g_autoptr (CatenaDocument) document = catena_document_new_for_file (file);

  catena_window_add_document (self, document);
}

/**
 * catena_window_open_file:
 * @self: a window
 * @file: a file
 *
 * Opens a file in a new tab, or shows the tab that has it. A lesson is shown in the tab to learn in.
 */
void
catena_window_open_file (CatenaWindow *self, GFile *file)
{
  if (!catena_application_show_file (_catena_window_get_application (self), file) &&
      !_catena_window_open_lesson (self, file))
    _catena_window_open_keystore (self, file);
}

/**
 * catena_window_open_text:
 * @self: a window
 * @text: text with certificates in it, dropped or pasted
 *
 * Opens text as a document of its own, which has no file yet.
 */
void
catena_window_open_text (CatenaWindow *self, const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (CatenaDocument) document =
    catena_document_new_for_bytes (bytes, _ ("Pasted Certificates"), NULL);

  catena_window_add_document (self, document);
}
