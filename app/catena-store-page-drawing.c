/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "catena-config.h"

#include <glib/gi18n.h>

#include "catena-drawing.h"
#include "catena-error-dialog.h"
#include "catena-report-dialog.h"
#include "catena-store-page-private.h"
#include "kw-text.h"

/* What is drawn on the page at the moment; FALSE and a word about it while the verdict is still worked out. */
static gboolean
get_drawn (CatenaStorePage *self, KsVerdict **verdict, const KsPath **path)
{
  KwChainView *view = catena_entry_page_get_chain_view (self->entry_page);

  *verdict = kw_chain_view_get_verdict (view);
  *path = kw_chain_view_get_path (view);
  if (*verdict != NULL && *path != NULL && (*path)->nodes->len > 0)
    return TRUE;
  _catena_store_page_add_toast (self, _ ("The chain is still being checked"), FALSE);
  return FALSE;
}

static void
refuse (CatenaStorePage *self, const GError *error)
{
  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    catena_error_dialog_present (GTK_WIDGET (self), _ ("The Drawing Was Not Made"), error);
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  CatenaStorePage *self = CATENA_STORE_PAGE (source);
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = catena_drawing_save_finish (result, &error);
  g_autofree char *base = file != NULL ? g_file_get_basename (file) : NULL;
  g_autofree char *name = kw_text_show (base);
  g_autofree char *title = g_strdup_printf (_ ("Drawing saved to “%s”"), name);

  if (file != NULL)
    _catena_store_page_add_toast (self, title, FALSE);
  else
    refuse (self, error);
}

static void
save_drawing_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  CatenaStorePage *self = user_data;
  KsEntry *entry = catena_verification_get_entry (self->verification);
  KsVerdict *verdict;
  const KsPath *path;

  if (entry != NULL && get_drawn (self, &verdict, &path))
    catena_drawing_save_async (GTK_WIDGET (self), verdict, path, ks_entry_get_alias (entry), saved_cb, NULL);
}

static void
copied_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  CatenaStorePage *self = CATENA_STORE_PAGE (source);
  g_autoptr (GError) error = NULL;

  if (catena_drawing_copy_finish (result, &error))
    _catena_store_page_add_toast (self, _ ("Drawing copied"), FALSE);
  else
    refuse (self, error);
}

static void
copy_drawing_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  CatenaStorePage *self = user_data;
  KsVerdict *verdict;
  const KsPath *path;

  if (get_drawn (self, &verdict, &path))
    catena_drawing_copy_async (GTK_WIDGET (self), verdict, path, copied_cb, NULL);
}

static void
report_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  CatenaStorePage *self = user_data;
  KsEntry *entry = catena_verification_get_entry (self->verification);
  KsVerdict *verdict;
  const KsPath *path;

  if (entry != NULL && get_drawn (self, &verdict, &path))
    adw_dialog_present (catena_report_dialog_new (self->document, entry, verdict, path,
                                                  catena_verification_get_now (self->verification)),
                        GTK_WIDGET (self));
}

static const GActionEntry action_entries[] = {
  { "save-drawing", save_drawing_action },
  { "copy-drawing", copy_drawing_action },
  { "report", report_action },
};

void
_catena_store_page_init_drawing (CatenaStorePage *self)
{
  g_action_map_add_action_entries (G_ACTION_MAP (self->entry_actions), action_entries,
                                   G_N_ELEMENTS (action_entries), self);
}

void
_catena_store_page_update_drawing (CatenaStorePage *self)
{
  KsEntry *entry = catena_verification_get_entry (self->verification);
  gboolean has_chain = entry != NULL && ks_entry_get_leaf (entry) != NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (action_entries); i++)
    _catena_store_page_set_enabled (self->entry_actions, action_entries[i].name, has_chain);
}
