/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "catena-config.h"

#include <glib/gi18n.h>

#include "catena-import-dialog-private.h"
#include "catena-import-item.h"
#include "catena-import-row.h"
#include "catena-import-work.h"
#include "kw-text.h"

/* Nobody sees a spinner that turns for less. */
#define SPINNER_MS 300

enum {
  SIGNAL_ACCEPTED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CatenaImportDialog, catena_import_dialog, ADW_TYPE_DIALOG)

static gboolean
is_busy (CatenaImportDialog *self)
{
  return self->n_loading > 0 || self->is_planning || self->is_applying;
}

static gboolean
spinner_cb (gpointer user_data)
{
  CatenaImportDialog *self = user_data;

  self->spinner_id = 0;
  gtk_widget_set_visible (self->spinner, TRUE);
  return G_SOURCE_REMOVE;
}

void
_catena_import_dialog_show_spinner (CatenaImportDialog *self, gboolean is_shown)
{
  g_clear_handle_id (&self->spinner_id, g_source_remove);
  gtk_widget_set_visible (self->spinner, FALSE);
  if (is_shown)
    self->spinner_id = g_timeout_add (SPINNER_MS, spinner_cb, self);
}

void
_catena_import_dialog_set_problem (CatenaImportDialog *self, const char *problem)
{
  adw_banner_set_title (self->banner, problem != NULL ? problem : "");
  adw_banner_set_revealed (self->banner, problem != NULL);
  if (problem != NULL)
    gtk_accessible_announce (GTK_ACCESSIBLE (self), problem, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_HIGH);
}

/* Numbers and buttons, after a decision. */
void
_catena_import_dialog_update (CatenaImportDialog *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->items));
  g_autofree char *text =
    /* Translators: both are numbers of entries */
    n > 0 ? g_strdup_printf (ngettext ("%u of %u entry", "%u of %u entries", n), self->n_chosen, n)
          : g_strdup (_ ("No entries"));

  gtk_label_set_label (self->count_label, text);
  gtk_widget_set_sensitive (self->accept_button, self->n_chosen > 0 && !is_busy (self));
  gtk_widget_set_visible (self->conflict_button, self->n_conflicts > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->all_check), n > 0);
  gtk_widget_set_visible (self->list_scroller, n > 0);

  self->is_updating = TRUE;
  gtk_widget_set_sensitive (GTK_WIDGET (self->all_check), self->n_possible > 0);
  gtk_check_button_set_active (self->all_check, self->n_chosen > 0 && self->n_chosen == self->n_possible);
  gtk_check_button_set_inconsistent (self->all_check,
                                     self->n_chosen > 0 && self->n_chosen < self->n_possible);
  self->is_updating = FALSE;
}

/* One decision for many rows is one change of the numbers. */
static void
choose_all (CatenaImportDialog *self, KsImportChoice choice, gboolean conflicts_only)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->items));

  self->is_updating = TRUE;
  for (guint i = 0; i < n; i++) {
    g_autoptr (CatenaImportItem) item = g_list_model_get_item (G_LIST_MODEL (self->items), i);
    gboolean has_conflict = catena_import_item_get_row (item)->conflict != NULL;

    if (conflicts_only && has_conflict)
      catena_import_item_set_choice (item, choice);
    else if (!conflicts_only)
      g_object_set (item, "is-chosen", choice != KS_IMPORT_SKIP, NULL);
  }
  self->is_updating = FALSE;
  _catena_import_dialog_set_problem (self, NULL);
  _catena_import_dialog_update (self);
}

static void
all_toggled_cb (CatenaImportDialog *self)
{
  if (self->is_updating)
    return;

  choose_all (self, self->n_chosen < self->n_possible ? KS_IMPORT_ADD : KS_IMPORT_SKIP, FALSE);
}

static void
keep_both_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  choose_all (user_data, KS_IMPORT_ADD, TRUE);
}

static void
replace_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  choose_all (user_data, KS_IMPORT_REPLACE, TRUE);
}

static void
skip_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  choose_all (user_data, KS_IMPORT_SKIP, TRUE);
}

static const GActionEntry actions[] = {
  { "keep-both", keep_both_action },
  { "replace", replace_action },
  { "skip", skip_action },
};

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CatenaImportDialog) self = user_data;

  if (!catena_import_source_load_finish (CATENA_IMPORT_SOURCE (source), result))
    return;

  self->n_loading--;
  if (self->n_loading == 0)
    _catena_import_dialog_make_plan (self);
}

void
_catena_import_dialog_load (CatenaImportDialog *self, CatenaImportSource *source, KsSecret *password)
{
  self->n_loading++;
  _catena_import_dialog_set_problem (self, NULL);
  _catena_import_dialog_update (self);
  catena_import_source_load_async (source, password, self->cancellable, loaded_cb, g_object_ref (self));
}

/* @source: (transfer full) */
static void
add_source (CatenaImportDialog *self, CatenaImportSource *source)
{
  g_ptr_array_add (self->sources, source);
  g_ptr_array_add (self->locks, NULL);
  if (self->plan == NULL) {
    gtk_stack_set_visible_child_name (self->stack, "busy");
    _catena_import_dialog_show_spinner (self, TRUE);
  }
  _catena_import_dialog_load (self, source, NULL);
}

static void
files_chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CatenaImportDialog) self = user_data;
  g_autoptr (GListModel) files =
    gtk_file_dialog_open_multiple_finish (GTK_FILE_DIALOG (source), result, NULL);

  for (guint i = 0; files != NULL && i < g_list_model_get_n_items (files); i++) {
    g_autoptr (GFile) file = g_list_model_get_item (files, i);

    catena_import_dialog_add_file (self, file);
  }
}

static void
choose_cb (CatenaImportDialog *self)
{
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();
  GFile *file = catena_document_get_file (self->document);

  gtk_file_dialog_set_title (dialog, _ ("Import Files"));
  gtk_file_dialog_set_accept_label (dialog, _ ("_Import"));
  if (file != NULL) {
    g_autoptr (GFile) folder = g_file_get_parent (file);

    gtk_file_dialog_set_initial_folder (dialog, folder);
  }
  gtk_file_dialog_open_multiple (dialog, GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))),
                                 self->cancellable, files_chosen_cb, g_object_ref (self));
}

static void
text_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CatenaImportDialog) self = user_data;
  g_autofree char *text = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (source), result, NULL);

  if (text != NULL && *text != '\0')
    catena_import_dialog_add_text (self, text);
  else
    _catena_import_dialog_set_problem (self, _ ("The clipboard has no text"));
}

static void
paste_cb (CatenaImportDialog *self)
{
  GdkClipboard *clipboard = gtk_widget_get_clipboard (GTK_WIDGET (self));

  gdk_clipboard_read_text_async (clipboard, self->cancellable, text_read_cb, g_object_ref (self));
}

static gboolean
drop_cb (CatenaImportDialog *self, const GValue *value)
{
  g_autoptr (GSList) files = NULL;

  if (G_VALUE_HOLDS (value, G_TYPE_STRING)) {
    catena_import_dialog_add_text (self, g_value_get_string (value));
    return TRUE;
  }
  files = gdk_file_list_get_files (g_value_get_boxed (value));
  for (GSList *l = files; l != NULL; l = l->next)
    catena_import_dialog_add_file (self, l->data);

  return files != NULL;
}

static void
edited_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CatenaImportDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  guint failed_row;
  g_autoptr (KsEdit) edit = catena_import_edit_finish (CATENA_DOCUMENT (source), result, &failed_row, &error);

  self->is_applying = FALSE;
  if (edit != NULL) {
    g_signal_emit (self, signals[SIGNAL_ACCEPTED], 0, edit);
    adw_dialog_close (ADW_DIALOG (self));
    return;
  }
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  _catena_import_dialog_update (self);
  _catena_import_dialog_set_problem (self, error->message);
  if (failed_row < g_list_model_get_n_items (G_LIST_MODEL (self->items)))
    gtk_list_view_scroll_to (self->list_view, failed_row, GTK_LIST_SCROLL_FOCUS, NULL);
}

static void
accept_cb (CatenaImportDialog *self)
{
  self->is_applying = TRUE;
  _catena_import_dialog_update (self);
  catena_import_edit_async (self->document, self->plan, G_LIST_MODEL (self->items), self->cancellable,
                            edited_cb, g_object_ref (self));
}

static void
cancel_cb (CatenaImportDialog *self)
{
  adw_dialog_close (ADW_DIALOG (self));
}

static void
catena_import_dialog_closed (AdwDialog *dialog)
{
  g_cancellable_cancel (CATENA_IMPORT_DIALOG (dialog)->cancellable);
}

static void
catena_import_dialog_dispose (GObject *object)
{
  CatenaImportDialog *self = CATENA_IMPORT_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->spinner_id, g_source_remove);
  gtk_widget_dispose_template (GTK_WIDGET (object), CATENA_TYPE_IMPORT_DIALOG);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->document);
  g_clear_object (&self->items);
  g_clear_pointer (&self->plan, ks_import_plan_unref);
  g_clear_pointer (&self->sources, g_ptr_array_unref);
  g_clear_pointer (&self->locks, g_ptr_array_unref);

  G_OBJECT_CLASS (catena_import_dialog_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, CatenaImportDialog, title_widget);
  gtk_widget_class_bind_template_child (widget_class, CatenaImportDialog, accept_button);
  gtk_widget_class_bind_template_child (widget_class, CatenaImportDialog, banner);
  gtk_widget_class_bind_template_child (widget_class, CatenaImportDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, CatenaImportDialog, choose_button);
  gtk_widget_class_bind_template_child (widget_class, CatenaImportDialog, spinner);
  gtk_widget_class_bind_template_child (widget_class, CatenaImportDialog, lock_scroller);
  gtk_widget_class_bind_template_child (widget_class, CatenaImportDialog, lock_box);
  gtk_widget_class_bind_template_child (widget_class, CatenaImportDialog, all_check);
  gtk_widget_class_bind_template_child (widget_class, CatenaImportDialog, count_label);
  gtk_widget_class_bind_template_child (widget_class, CatenaImportDialog, conflict_button);
  gtk_widget_class_bind_template_child (widget_class, CatenaImportDialog, list_scroller);
  gtk_widget_class_bind_template_child (widget_class, CatenaImportDialog, list_view);
  gtk_widget_class_bind_template_callback (widget_class, cancel_cb);
  gtk_widget_class_bind_template_callback (widget_class, accept_cb);
  gtk_widget_class_bind_template_callback (widget_class, choose_cb);
  gtk_widget_class_bind_template_callback (widget_class, paste_cb);
  gtk_widget_class_bind_template_callback (widget_class, all_toggled_cb);
}

static void
catena_import_dialog_class_init (CatenaImportDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = catena_import_dialog_dispose;
  ADW_DIALOG_CLASS (klass)->closed = catena_import_dialog_closed;

  signals[SIGNAL_ACCEPTED] = g_signal_new ("accepted", CATENA_TYPE_IMPORT_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL,
                                           NULL, NULL, G_TYPE_NONE, 1, KS_TYPE_EDIT);

  g_type_ensure (CATENA_TYPE_IMPORT_ITEM);
  g_type_ensure (CATENA_TYPE_IMPORT_ROW);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               RESOURCE_PATH "/dialogs/catena-import-dialog.ui");
  bind_children (widget_class);
}

static void
init_drop (CatenaImportDialog *self)
{
  GType types[] = { GDK_TYPE_FILE_LIST, G_TYPE_STRING };
  GtkDropTarget *target = gtk_drop_target_new (G_TYPE_INVALID, GDK_ACTION_COPY);

  gtk_drop_target_set_gtypes (target, types, G_N_ELEMENTS (types));
  g_signal_connect_swapped (target, "drop", G_CALLBACK (drop_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
}

static void
catena_import_dialog_init (CatenaImportDialog *self)
{
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();
  GtkNoSelection *selection;

  self->sources = g_ptr_array_new_with_free_func (g_object_unref);
  self->locks = g_ptr_array_new ();
  self->items = g_list_store_new (CATENA_TYPE_IMPORT_ITEM);
  self->cancellable = g_cancellable_new ();

  g_action_map_add_action_entries (G_ACTION_MAP (group), actions, G_N_ELEMENTS (actions), self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "import", G_ACTION_GROUP (group));
  gtk_widget_init_template (GTK_WIDGET (self));
  selection = gtk_no_selection_new (G_LIST_MODEL (g_object_ref (self->items)));
  gtk_list_view_set_model (self->list_view, GTK_SELECTION_MODEL (selection));
  g_object_unref (selection);
  init_drop (self);
  _catena_import_dialog_update (self);
}

/**
 * catena_import_dialog_new:
 * @document: the keystore into which it goes; it must not change meanwhile
 *
 * Returns: (transfer floating): a new dialog, which asks for files unless some are added
 */
AdwDialog *
catena_import_dialog_new (CatenaDocument *document)
{
  CatenaImportDialog *self = g_object_new (CATENA_TYPE_IMPORT_DIALOG, NULL);
  g_autofree char *name = kw_text_show (catena_document_get_title (document));

  self->document = g_object_ref (document);
  adw_window_title_set_title (self->title_widget, _ ("Import"));
  adw_window_title_set_subtitle (self->title_widget, name);
  adw_dialog_set_focus (ADW_DIALOG (self), self->choose_button);

  return ADW_DIALOG (self);
}

/**
 * catena_import_dialog_add_file:
 * @self: a dialog
 * @file: a file of any format
 *
 * Reads a file, and shows what it holds beside what is there.
 */
void
catena_import_dialog_add_file (CatenaImportDialog *self, GFile *file)
{
  add_source (self, catena_import_source_new_for_file (file));
}

/**
 * catena_import_dialog_add_text:
 * @self: a dialog
 * @text: text with certificates or keys in it
 *
 * The same for text.
 */
void
catena_import_dialog_add_text (CatenaImportDialog *self, const char *text)
{
  add_source (self, catena_import_source_new_for_text (text));
}

/**
 * catena_import_dialog_add_store:
 * @self: a dialog
 * @store: a store, which must not change meanwhile
 *
 * The same for a store that was read already.
 */
void
catena_import_dialog_add_store (CatenaImportDialog *self, KsStore *store)
{
  add_source (self, catena_import_source_new_for_store (store));
}
