/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "catena-config.h"

#include <glib/gi18n.h>

#include "catena-import-dialog.h"
#include "catena-store-page-private.h"
#include "catena-window.h"
#include "kw-text.h"

#define ACTION "import"

static void
accepted_cb (CatenaStorePage *self, KsEdit *edit)
{
  _catena_store_page_apply (self, edit, _ ("Nothing Could Be Imported"));
}

/* NULL while nothing can be imported. Whoever gets it presents it. */
static CatenaImportDialog *
make_dialog (CatenaStorePage *self)
{
  AdwDialog *dialog;

  if (!catena_document_is_editable (self->document))
    return NULL;

  dialog = catena_import_dialog_new (self->document);
  g_signal_connect_object (dialog, "accepted", G_CALLBACK (accepted_cb), self, G_CONNECT_SWAPPED);

  return CATENA_IMPORT_DIALOG (dialog);
}

static void
present (CatenaStorePage *self, CatenaImportDialog *dialog)
{
  adw_dialog_present (ADW_DIALOG (dialog), GTK_WIDGET (self));
}

static void
import_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  CatenaImportDialog *dialog = make_dialog (user_data);

  if (dialog != NULL)
    present (user_data, dialog);
}

/* @stores: of KsStore, read elsewhere; for files that were dropped or pasted */
void
_catena_store_page_import_stores (CatenaStorePage *self, GPtrArray *stores)
{
  CatenaImportDialog *dialog = make_dialog (self);

  if (dialog == NULL)
    return;
  for (guint i = 0; i < stores->len; i++)
    catena_import_dialog_add_store (dialog, g_ptr_array_index (stores, i));
  present (self, dialog);
}

/* @files: of GFile. The dialog asks for their passwords. */
void
_catena_store_page_import_files (CatenaStorePage *self, GPtrArray *files)
{
  CatenaImportDialog *dialog = make_dialog (self);

  if (dialog == NULL)
    return;
  for (guint i = 0; i < files->len; i++)
    catena_import_dialog_add_file (dialog, g_ptr_array_index (files, i));
  present (self, dialog);
}

void
_catena_store_page_import_text (CatenaStorePage *self, const char *text)
{
  CatenaImportDialog *dialog = make_dialog (self);

  if (dialog == NULL)
    return;
  catena_import_dialog_add_text (dialog, text);
  present (self, dialog);
}

/* What was dropped, until it is said what to do with it. */
typedef struct {
  CatenaStorePage *page;
  GPtrArray *files;
} Offer;

static void
offer_free (Offer *offer)
{
  g_object_unref (offer->page);
  g_ptr_array_unref (offer->files);
  g_free (offer);
}

static void
offer_answered_cb (AdwAlertDialog *dialog, const char *response, Offer *offer)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (offer->page));

  if (g_str_equal (response, "import"))
    _catena_store_page_import_files (offer->page, offer->files);
  else if (g_str_equal (response, "open"))
    for (guint i = 0; i < offer->files->len && CATENA_IS_WINDOW (root); i++)
      catena_window_open_file (CATENA_WINDOW (root), g_ptr_array_index (offer->files, i));
}

static char *
describe_files (GPtrArray *files, const char *target)
{
  g_autofree char *base = g_file_get_basename (g_ptr_array_index (files, 0));
  g_autofree char *display = g_filename_display_name (base);
  g_autofree char *name = kw_text_show (display);
  g_autofree char *into = kw_text_show (target);

  if (files->len == 1)
    return g_strdup_printf (
      /* Translators: both are names of files */
      _ ("The entries of “%s” can come into “%s”, or it can be opened in a tab of its own."), name, into);

  return g_strdup_printf (
    /* Translators: a number of files, and the name of one */
    ngettext ("The entries of %u file can come into “%s”, or it can be opened in a tab of its own.",
              "The entries of %u files can come into “%s”, or each can be opened in a tab of its own.",
              files->len),
    files->len, into);
}

/* @files: of GFile. Another keystore, or a key, was dropped on one that can be edited. */
void
_catena_store_page_offer_import (CatenaStorePage *self, GPtrArray *files)
{
  g_autofree char *body = describe_files (files, catena_document_get_title (self->document));
  AdwAlertDialog *dialog = ADW_ALERT_DIALOG (adw_alert_dialog_new (_ ("Import or Open?"), body));
  Offer *offer = g_new0 (Offer, 1);

  offer->page = g_object_ref (self);
  offer->files = g_ptr_array_ref (files);
  adw_alert_dialog_add_responses (dialog, "cancel", _ ("_Cancel"), "open", _ ("_Open in Tab"), "import",
                                  _ ("_Import…"), NULL);
  adw_alert_dialog_set_response_appearance (dialog, "import", ADW_RESPONSE_SUGGESTED);
  adw_alert_dialog_set_default_response (dialog, "import");
  adw_alert_dialog_set_close_response (dialog, "cancel");
  g_signal_connect_data (dialog, "response", G_CALLBACK (offer_answered_cb), offer,
                         (GClosureNotify) (GCallback) offer_free, 0);
  adw_dialog_present (ADW_DIALOG (dialog), GTK_WIDGET (self));
}

static const GActionEntry entry = { ACTION, import_action };

void
_catena_store_page_init_import (CatenaStorePage *self)
{
  g_action_map_add_action_entries (G_ACTION_MAP (self->document_actions), &entry, 1, self);
}

void
_catena_store_page_update_import (CatenaStorePage *self)
{
  _catena_store_page_set_enabled (self->document_actions, ACTION,
                                  catena_document_is_editable (self->document));
}
