/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "catena-config.h"

#include <glib/gi18n.h>

#include "catena-application.h"
#include "catena-comparand-dialog.h"
#include "catena-compare-dialog.h"
#include "catena-other-file-dialog.h"
#include "catena-store-compare-dialog.h"
#include "catena-store-page-private.h"
#include "catena-window.h"

static GPtrArray *
list_documents (CatenaStorePage *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GPtrArray *documents =
    catena_application_list_documents (CATENA_APPLICATION (gtk_window_get_application (GTK_WINDOW (root))));
  guint index;

  /* What is in front comes first. */
  if (g_ptr_array_find (documents, self->document, &index))
    g_ptr_array_insert (documents, 0, g_ptr_array_steal_index (documents, index));
  return documents;
}

static void
present (CatenaStorePage *self, CatenaComparand *one, CatenaComparand *other)
{
  gboolean is_turned = catena_comparand_is_after (one, other);

  adw_dialog_present (catena_compare_dialog_new (is_turned ? other : one, is_turned ? one : other),
                      GTK_WIDGET (self));
}

/* ---- two entries ---- */

static void
compare_two (CatenaStorePage *self, KsEntry *one, KsEntry *other)
{
  const char *place = catena_document_get_title (self->document);
  g_autoptr (CatenaComparand) first = catena_comparand_new (one, place);
  g_autoptr (CatenaComparand) second = catena_comparand_new (other, place);

  present (self, first, second);
}

/* ---- one entry, and something else ---- */

static void
chosen_cb (CatenaComparandDialog *dialog, CatenaComparand *choice, CatenaStorePage *self)
{
  present (self, g_object_get_data (G_OBJECT (dialog), "first"), choice);
}

static void
compare_with (CatenaStorePage *self, KsEntry *entry)
{
  g_autoptr (CatenaComparand) first =
    catena_comparand_new_for_certificate (entry, _catena_store_page_get_certificate (self, entry),
                                          catena_document_get_title (self->document));
  g_autoptr (GPtrArray) documents = list_documents (self);
  AdwDialog *dialog = catena_comparand_dialog_new (first, documents);

  g_object_set_data_full (G_OBJECT (dialog), "first", g_object_ref (first), g_object_unref);
  g_signal_connect_object (dialog, "chosen", G_CALLBACK (chosen_cb), self, 0);
  adw_dialog_present (dialog, GTK_WIDGET (self));
}

/* ---- the whole file ---- */

static void
compare_documents (CatenaDocument *left, CatenaDocument *right, GtkWidget *parent)
{
  adw_dialog_present (catena_store_compare_dialog_new (left, right), parent);
}

static gboolean
is_ready (CatenaDocument *document)
{
  return catena_document_get_state (document) == CATENA_DOCUMENT_READY;
}

/* The tab has asked for the password, or has said what is wrong. */
static void
state_cb (CatenaDocument *document, GParamSpec *pspec, CatenaStorePage *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  if (root == NULL || !is_ready (document))
    return;
  g_signal_handlers_disconnect_by_func (document, state_cb, self);
  compare_documents (self->document, document, GTK_WIDGET (root));
}

static CatenaDocument *
find_document (CatenaStorePage *self, GFile *file)
{
  g_autoptr (GPtrArray) documents = list_documents (self);

  for (guint i = 0; i < documents->len; i++) {
    CatenaDocument *document = g_ptr_array_index (documents, i);
    GFile *other = catena_document_get_file (document);

    if (other != NULL && g_file_equal (other, file))
      return document;
  }
  return NULL;
}

static void
file_chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CatenaStorePage) self = user_data;
  g_autoptr (GFile) file = gtk_file_dialog_open_finish (GTK_FILE_DIALOG (source), result, NULL);
  GtkWidget *window = gtk_widget_get_ancestor (GTK_WIDGET (self), CATENA_TYPE_WINDOW);
  CatenaDocument *document;

  if (file == NULL || window == NULL)
    return;
  catena_window_open_file (CATENA_WINDOW (window), file);
  document = find_document (self, file);
  if (document == NULL || document == self->document)
    return;
  if (is_ready (document))
    compare_documents (self->document, document, window);
  else
    g_signal_connect_object (document, "notify::state", G_CALLBACK (state_cb), self, 0);
}

static void
choose_file (CatenaStorePage *self)
{
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();

  gtk_file_dialog_set_title (dialog, _ ("Compare With Keystore"));
  gtk_file_dialog_open (dialog, GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), NULL, file_chosen_cb,
                        g_object_ref (self));
}

static void
file_dialog_cb (CatenaStorePage *self, CatenaDocument *document)
{
  if (document == NULL)
    choose_file (self);
  else if (is_ready (document))
    compare_documents (self->document, document, GTK_WIDGET (self));
}

static void
compare_file_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  CatenaStorePage *self = user_data;
  g_autoptr (GPtrArray) documents = list_documents (self);
  AdwDialog *dialog;

  for (guint i = documents->len; i > 0; i--) {
    CatenaDocument *document = g_ptr_array_index (documents, i - 1);

    if (document == self->document || !is_ready (document))
      g_ptr_array_remove_index (documents, i - 1);
  }
  if (documents->len == 0) {
    choose_file (self);
    return;
  }
  dialog = catena_other_file_dialog_new (self->document, documents);
  g_signal_connect_object (dialog, "chosen", G_CALLBACK (file_dialog_cb), self, G_CONNECT_SWAPPED);
  adw_dialog_present (dialog, GTK_WIDGET (self));
}

/* ---- the actions ---- */

static gboolean
can_compare (GPtrArray *entries)
{
  if (entries->len < 1 || entries->len > 2)
    return FALSE;
  for (guint i = 0; i < entries->len; i++)
    if (!catena_comparand_is_possible (g_ptr_array_index (entries, i)))
      return FALSE;
  return TRUE;
}

static void
compare_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  CatenaStorePage *self = user_data;
  g_autoptr (GPtrArray) entries = catena_entry_list_get_selection (self->entry_list);

  if (!can_compare (entries))
    return;
  if (entries->len == 2)
    compare_two (self, g_ptr_array_index (entries, 0), g_ptr_array_index (entries, 1));
  else
    compare_with (self, g_ptr_array_index (entries, 0));
}

static const GActionEntry entry_action_entries[] = { { "compare", compare_action } };
static const GActionEntry document_action_entries[] = { { "compare", compare_file_action } };

void
_catena_store_page_init_compare (CatenaStorePage *self)
{
  g_action_map_add_action_entries (G_ACTION_MAP (self->entry_actions), entry_action_entries,
                                   G_N_ELEMENTS (entry_action_entries), self);
  g_action_map_add_action_entries (G_ACTION_MAP (self->document_actions), document_action_entries,
                                   G_N_ELEMENTS (document_action_entries), self);
}

void
_catena_store_page_update_compare (CatenaStorePage *self)
{
  guint n = catena_entry_list_get_n_selected (self->entry_list);
  g_autoptr (GPtrArray) entries = n <= 2 ? catena_entry_list_get_selection (self->entry_list) : NULL;

  _catena_store_page_set_enabled (self->entry_actions, "compare", entries != NULL && can_compare (entries));
  _catena_store_page_set_enabled (self->document_actions, "compare", is_ready (self->document));
}
