/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "catena-config.h"

#include "catena-comparand-dialog.h"

#include <glib/gi18n.h>
#include <string.h>

#include "catena-document.h"
#include "catena-entry-cell.h"
#include "catena-error-dialog.h"
#include "catena-import-source.h"
#include "catena-password-dialog.h"
#include "kw-text.h"

struct _CatenaComparandDialog {
  AdwDialog parent_instance;

  CatenaComparand *first;
  GListStore *choices; /* of CatenaComparand */
  GtkFilter *filter;
  char *words;                /* case-folded, or NULL */
  CatenaImportSource *source; /* the file or text that is read, or NULL */
  GCancellable *cancellable;
  CatenaPasswordDialog *password_dialog; /* while it is open; not owned */

  AdwWindowTitle *title;
  GtkWidget *search_entry;
  GtkStack *stack;
  GtkListView *list_view;
};

enum {
  SIGNAL_CHOSEN,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CatenaComparandDialog, catena_comparand_dialog, ADW_TYPE_DIALOG)

static GListModel *
get_shown (CatenaComparandDialog *self)
{
  return G_LIST_MODEL (gtk_list_view_get_model (self->list_view));
}

static void
choose (CatenaComparandDialog *self, CatenaComparand *choice)
{
  g_autoptr (CatenaComparand) kept = g_object_ref (choice);
  g_autoptr (CatenaComparandDialog) alive = g_object_ref (self);

  adw_dialog_force_close (ADW_DIALOG (self));
  g_signal_emit (self, signals[SIGNAL_CHOSEN], 0, kept);
}

/* ---- the list ---- */

static gboolean
matches (gpointer item, gpointer user_data)
{
  CatenaComparandDialog *self = user_data;

  return self->words == NULL ||
         strstr (ks_entry_get_search_text (catena_comparand_get_entry (item)), self->words) != NULL;
}

static void
shown_changed_cb (CatenaComparandDialog *self)
{
  gtk_stack_set_visible_child_name (self->stack,
                                    g_list_model_get_n_items (get_shown (self)) > 0 ? "list" : "nothing");
}

static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  gtk_list_item_set_child (item, catena_entry_cell_new ());
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  CatenaEntryCell *cell = CATENA_ENTRY_CELL (gtk_list_item_get_child (item));
  CatenaComparand *choice = gtk_list_item_get_item (item);
  g_autofree char *description = NULL;

  catena_entry_cell_set_entry (cell, catena_comparand_get_entry (choice),
                               catena_comparand_get_place (choice));
  description = catena_entry_cell_dup_description (cell);
  gtk_list_item_set_accessible_label (item, description);
}

static void
make_list (CatenaComparandDialog *self)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkSingleSelection) selection = NULL;
  GtkFilterListModel *filtered;

  self->choices = g_list_store_new (CATENA_TYPE_COMPARAND);
  self->filter = GTK_FILTER (gtk_custom_filter_new (matches, self, NULL));
  filtered =
    gtk_filter_list_model_new (G_LIST_MODEL (g_object_ref (self->choices)), g_object_ref (self->filter));
  selection = gtk_single_selection_new (G_LIST_MODEL (filtered));
  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), NULL);
  gtk_list_view_set_factory (self->list_view, factory);
  gtk_list_view_set_model (self->list_view, GTK_SELECTION_MODEL (selection));
  g_signal_connect_object (selection, "items-changed", G_CALLBACK (shown_changed_cb), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
}

static void
search_changed_cb (CatenaComparandDialog *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->search_entry));

  g_clear_pointer (&self->words, g_free);
  self->words = *text != '\0' ? g_utf8_casefold (text, -1) : NULL;
  gtk_filter_changed (self->filter, GTK_FILTER_CHANGE_DIFFERENT);
}

static void
choose_position (CatenaComparandDialog *self, guint position)
{
  g_autoptr (CatenaComparand) choice = g_list_model_get_item (get_shown (self), position);

  if (choice != NULL)
    choose (self, choice);
}

static void
activate_cb (CatenaComparandDialog *self, guint position)
{
  choose_position (self, position);
}

static void
search_activate_cb (CatenaComparandDialog *self)
{
  choose_position (self, 0);
}

/* The one that is to be compared is no choice. */
static gboolean
is_first (CatenaComparandDialog *self, KsEntry *entry)
{
  return entry == catena_comparand_get_entry (self->first) &&
         catena_comparand_get_certificate (self->first) == ks_entry_get_leaf (entry);
}

static int
compare_choices (gconstpointer a, gconstpointer b)
{
  KsEntry *one = catena_comparand_get_entry (*(CatenaComparand *const *) a);
  KsEntry *other = catena_comparand_get_entry (*(CatenaComparand *const *) b);

  return strcmp (ks_entry_get_sort_key (one), ks_entry_get_sort_key (other));
}

static GPtrArray *
list_choices (CatenaComparandDialog *self, KsStore *store, const char *place)
{
  g_autoptr (GPtrArray) entries = ks_store_snapshot (store);
  GPtrArray *choices = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < entries->len; i++)
    if (catena_comparand_is_possible (entries->pdata[i]) && !is_first (self, entries->pdata[i]))
      g_ptr_array_add (choices, catena_comparand_new (entries->pdata[i], place));
  g_ptr_array_sort (choices, compare_choices);
  return choices;
}

/* ---- another file, the clipboard ---- */

static void read_source (CatenaComparandDialog *self, KsSecret *password);

static void
submitted_cb (CatenaComparandDialog *self, KsSecret *password)
{
  read_source (self, password);
}

static void
password_closed_cb (CatenaComparandDialog *self)
{
  self->password_dialog = NULL;
}

static void
ask_password (CatenaComparandDialog *self)
{
  g_autofree char *name = kw_text_show (catena_import_source_get_name (self->source));
  g_autofree char *body = NULL;

  if (self->password_dialog != NULL) {
    catena_password_dialog_refuse (self->password_dialog,
                                   catena_import_source_get_error (self->source)->message);
    return;
  }
  /* Translators: the name of a file */
  body = g_strdup_printf (_ ("“%s” is shown with its password."), name);
  self->password_dialog =
    CATENA_PASSWORD_DIALOG (catena_password_dialog_new (_ ("Password Required"), body, _ ("_Unlock")));
  g_signal_connect_object (self->password_dialog, "submitted", G_CALLBACK (submitted_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->password_dialog, "closed", G_CALLBACK (password_closed_cb), self,
                           G_CONNECT_SWAPPED);
  adw_dialog_present (ADW_DIALOG (self->password_dialog), GTK_WIDGET (self));
}

/* One certificate is what is meant; of several, a person chooses. */
static void
offer_source (CatenaComparandDialog *self)
{
  const char *name = catena_import_source_get_name (self->source);
  g_autoptr (GPtrArray) choices = list_choices (self, catena_import_source_get_store (self->source), name);
  g_autoptr (GError) error = NULL;

  if (choices->len == 1) {
    choose (self, g_ptr_array_index (choices, 0));
    return;
  }
  if (choices->len == 0) {
    error =
      g_error_new_literal (KS_ERROR, KS_ERROR_NOT_FOUND, _ ("There is no certificate and no request in it."));
    catena_error_dialog_present (GTK_WIDGET (self), _ ("Nothing to Compare With"), error);
    return;
  }
  g_list_store_splice (self->choices, 0, g_list_model_get_n_items (G_LIST_MODEL (self->choices)),
                       choices->pdata, choices->len);
  gtk_editable_set_text (GTK_EDITABLE (self->search_entry), "");
  gtk_widget_grab_focus (GTK_WIDGET (self->list_view));
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CatenaComparandDialog) self = user_data;

  if (!catena_import_source_load_finish (CATENA_IMPORT_SOURCE (source), result) ||
      source != (GObject *) self->source)
    return;
  if (catena_import_source_get_store (self->source) != NULL) {
    if (self->password_dialog != NULL)
      adw_dialog_force_close (ADW_DIALOG (self->password_dialog));
    offer_source (self);
  } else if (catena_import_source_needs_password (self->source)) {
    ask_password (self);
  } else {
    catena_error_dialog_present (GTK_WIDGET (self), _ ("Nothing to Compare With"),
                                 catena_import_source_get_error (self->source));
  }
}

static void
read_source (CatenaComparandDialog *self, KsSecret *password)
{
  catena_import_source_load_async (self->source, password, self->cancellable, read_cb, g_object_ref (self));
}

static void
take_source (CatenaComparandDialog *self, CatenaImportSource *source)
{
  g_set_object (&self->source, source);
  read_source (self, NULL);
}

static void
file_chosen_cb (GObject *dialog, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CatenaComparandDialog) self = user_data;
  g_autoptr (GFile) file = gtk_file_dialog_open_finish (GTK_FILE_DIALOG (dialog), result, NULL);
  g_autoptr (CatenaImportSource) source = file != NULL ? catena_import_source_new_for_file (file) : NULL;

  if (source != NULL)
    take_source (self, source);
}

static void
file_cb (CatenaComparandDialog *self)
{
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();

  gtk_file_dialog_set_title (dialog, _ ("Compare With File"));
  gtk_file_dialog_open (dialog, GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), self->cancellable,
                        file_chosen_cb, g_object_ref (self));
}

static void
text_read_cb (GObject *clipboard, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CatenaComparandDialog) self = user_data;
  g_autofree char *text = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (clipboard), result, NULL);
  g_autoptr (CatenaImportSource) source = catena_import_source_new_for_text (text != NULL ? text : "");

  if (!g_cancellable_is_cancelled (self->cancellable))
    take_source (self, source);
}

static void
paste_cb (CatenaComparandDialog *self)
{
  gdk_clipboard_read_text_async (gtk_widget_get_clipboard (GTK_WIDGET (self)), self->cancellable,
                                 text_read_cb, g_object_ref (self));
}

/* ---- the object ---- */

static void
closed_cb (CatenaComparandDialog *self)
{
  g_cancellable_cancel (self->cancellable);
}

static void
catena_comparand_dialog_dispose (GObject *object)
{
  CatenaComparandDialog *self = CATENA_COMPARAND_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (object), CATENA_TYPE_COMPARAND_DIALOG);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->first);
  g_clear_object (&self->choices);
  g_clear_object (&self->filter);
  g_clear_object (&self->source);
  g_clear_pointer (&self->words, g_free);

  G_OBJECT_CLASS (catena_comparand_dialog_parent_class)->dispose (object);
}

static void
catena_comparand_dialog_class_init (CatenaComparandDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = catena_comparand_dialog_dispose;

  signals[SIGNAL_CHOSEN] = g_signal_new ("chosen", CATENA_TYPE_COMPARAND_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL,
                                         NULL, NULL, G_TYPE_NONE, 1, CATENA_TYPE_COMPARAND);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               RESOURCE_PATH "/dialogs/catena-comparand-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, CatenaComparandDialog, title);
  gtk_widget_class_bind_template_child (widget_class, CatenaComparandDialog, search_entry);
  gtk_widget_class_bind_template_child (widget_class, CatenaComparandDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, CatenaComparandDialog, list_view);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, file_cb);
  gtk_widget_class_bind_template_callback (widget_class, paste_cb);
}

static void
catena_comparand_dialog_init (CatenaComparandDialog *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  make_list (self);
  g_signal_connect (self, "closed", G_CALLBACK (closed_cb), NULL);
}

/**
 * catena_comparand_dialog_new:
 * @first: what is to be compared
 * @documents: (element-type CatenaDocument): what is open
 *
 * Returns: (transfer floating): a new dialog
 */
AdwDialog *
catena_comparand_dialog_new (CatenaComparand *first, GPtrArray *documents)
{
  CatenaComparandDialog *self = g_object_new (CATENA_TYPE_COMPARAND_DIALOG, NULL);
  g_autofree char *name = kw_text_show (catena_comparand_get_title (first));

  self->first = g_object_ref (first);
  adw_window_title_set_subtitle (self->title, name);
  for (guint i = 0; i < documents->len; i++) {
    CatenaDocument *document = g_ptr_array_index (documents, i);
    KsStore *store = catena_document_get_store (document);
    g_autoptr (GPtrArray) choices =
      store != NULL ? list_choices (self, store, catena_document_get_title (document)) : NULL;

    if (choices != NULL)
      g_list_store_splice (self->choices, g_list_model_get_n_items (G_LIST_MODEL (self->choices)), 0,
                           choices->pdata, choices->len);
  }
  shown_changed_cb (self);
  return ADW_DIALOG (self);
}
