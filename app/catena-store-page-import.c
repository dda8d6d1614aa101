/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "catena-config.h"

#include <glib/gi18n.h>

#include "catena-import-dialog.h"
#include "catena-store-page-private.h"

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
