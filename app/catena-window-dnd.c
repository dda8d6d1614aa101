/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "catena-config.h"

#include "catena-import-source.h"
#include "catena-reply-query.h"
#include "catena-store-page-private.h"
#include "catena-window-private.h"

/* Files that were dropped together: what they are decides what becomes of them. */
typedef struct {
  CatenaWindow *window;
  GPtrArray *files;   /* of GFile */
  GPtrArray *sources; /* of CatenaImportSource, in the same order */
  guint n_loading;
} Drop;

static void
drop_free (Drop *drop)
{
  g_object_unref (drop->window);
  g_ptr_array_unref (drop->files);
  g_ptr_array_unref (drop->sources);
  g_free (drop);
}

/* Certificates alone, without anything that makes a keystore of them. */
static gboolean
is_loose (CatenaImportSource *source)
{
  KsStore *store = catena_import_source_get_store (source);
  g_autoptr (GPtrArray) entries = store != NULL ? ks_store_snapshot (store) : NULL;

  if (entries == NULL || entries->len == 0 ||
      (ks_store_get_format (store)->flags & KS_FORMAT_STORE_PASSWORD) != 0)
    return FALSE;
  for (guint i = 0; i < entries->len; i++)
    if (ks_entry_get_kind (g_ptr_array_index (entries, i)) != KS_ENTRY_CERTIFICATE)
      return FALSE;

  return TRUE;
}

/* All of them together: the issuers may stand in other files than the certificate. */
static gboolean
is_reply (Drop *drop, GPtrArray *loose)
{
  CatenaTrust *trust = catena_application_get_trust (_catena_window_get_application (drop->window));
  g_autoptr (KsStore) all = ks_store_new (ks_format_find ("pem"));
  CatenaDocument *document = NULL;
  KsEntry *entry = NULL;

  for (guint i = 0; i < loose->len; i++) {
    g_autoptr (GPtrArray) entries = ks_store_snapshot (catena_import_source_get_store (loose->pdata[i]));

    for (guint j = 0; j < entries->len; j++)
      ks_store_add_loaded (all, entries->pdata[j]);
  }
  return catena_reply_find_entry (all, G_LIST_MODEL (catena_trust_get_documents (trust)), &document, &entry);
}

/* Keys and certificates; a request or a revocation list alone is there to be looked at. */
static gboolean
has_entries (Drop *drop, GFile *file)
{
  guint index;
  KsStore *store = NULL;
  g_autoptr (GPtrArray) entries = NULL;

  if (!g_ptr_array_find_with_equal_func (drop->files, file, (GEqualFunc) g_file_equal, &index))
    return FALSE;
  store = catena_import_source_get_store (drop->sources->pdata[index]);
  if (store == NULL)
    return catena_import_source_needs_password (drop->sources->pdata[index]);

  entries = ks_store_snapshot (store);
  for (guint i = 0; i < entries->len; i++)
    if (ks_entry_get_data (entries->pdata[i]) == NULL)
      return TRUE;

  return FALSE;
}

/* Keystores and keys: beside a keystore that can be edited they may come into it. What cannot be read says so in its tab. */
static void
handle_others (Drop *drop, GPtrArray *others)
{
  CatenaStorePage *page = catena_window_get_page (drop->window);
  gboolean is_editable = page != NULL && catena_document_is_editable (catena_store_page_get_document (page));

  for (guint i = 0; i < others->len;)
    if (is_editable && has_entries (drop, others->pdata[i])) {
      i++;
    } else {
      catena_window_open_file (drop->window, others->pdata[i]);
      g_ptr_array_remove_index (others, i);
    }
  if (others->len > 0)
    _catena_store_page_offer_import (page, others);
}

/* What is a reply goes to its entry, other certificates into the keystore that is shown, and everything else into tabs of its own. */
static void
dispatch (Drop *drop)
{
  CatenaStorePage *page = catena_window_get_page (drop->window);
  g_autoptr (GPtrArray) loose = g_ptr_array_new ();
  g_autoptr (GPtrArray) together = g_ptr_array_new ();
  g_autoptr (GPtrArray) others = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < drop->sources->len; i++)
    if (is_loose (drop->sources->pdata[i])) {
      g_ptr_array_add (loose, drop->sources->pdata[i]);
      g_ptr_array_add (together, drop->files->pdata[i]);
    } else {
      g_ptr_array_add (others, g_object_ref (drop->files->pdata[i]));
    }

  handle_others (drop, others);
  if (loose->len == 0)
    return;
  if (page != NULL && is_reply (drop, loose))
    _catena_store_page_reply_with_files (page, together);
  else if (page != NULL && catena_document_is_editable (catena_store_page_get_document (page)))
    _catena_store_page_import_files (page, together);
  else
    for (guint i = 0; i < together->len; i++)
      catena_window_open_file (drop->window, together->pdata[i]);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Drop *drop = user_data;

  catena_import_source_load_finish (CATENA_IMPORT_SOURCE (source), result);
  if (--drop->n_loading > 0)
    return;
  /* A window that was closed meanwhile has no page any more. */
  if (gtk_widget_get_visible (GTK_WIDGET (drop->window)))
    dispatch (drop);
  drop_free (drop);
}

static void
drop_files (CatenaWindow *self, GdkFileList *list)
{
  g_autoptr (GSList) files = gdk_file_list_get_files (list);
  Drop *drop = g_new0 (Drop, 1);

  drop->window = g_object_ref (self);
  drop->files = g_ptr_array_new_with_free_func (g_object_unref);
  drop->sources = g_ptr_array_new_with_free_func (g_object_unref);
  for (GSList *l = files; l != NULL; l = l->next) {
    g_ptr_array_add (drop->files, g_object_ref (l->data));
    g_ptr_array_add (drop->sources, catena_import_source_new_for_file (l->data));
  }
  drop->n_loading = drop->sources->len;
  if (drop->n_loading == 0)
    drop_free (drop);
  else
    for (guint i = 0, n = drop->n_loading; i < n; i++)
      catena_import_source_load_async (drop->sources->pdata[i], NULL, NULL, loaded_cb, drop);
}

/* Text goes into the keystore that is shown, as if it were pasted; without one it is opened. */
static void
drop_text (CatenaWindow *self, const char *text)
{
  CatenaStorePage *page = catena_window_get_page (self);
  CatenaDocument *document = page != NULL ? catena_store_page_get_document (page) : NULL;

  if (document != NULL && catena_document_is_editable (document))
    catena_store_page_paste_text (page, text);
  else
    catena_window_open_text (self, text);
}

static gboolean
drop_clip (CatenaStorePage *page, CatenaEntryClip *clip)
{
  return page != NULL && _catena_store_page_drop_clip (page, clip);
}

/* On a tab, without showing it first. */
static gboolean
tab_drop_cb (CatenaWindow *self, AdwTabPage *tab, const GValue *value)
{
  return drop_clip (_catena_window_get_store_page (tab), g_value_get_object (value));
}

static gboolean
drop_cb (CatenaWindow *self, const GValue *value)
{
  if (G_VALUE_HOLDS (value, CATENA_TYPE_ENTRY_CLIP))
    return drop_clip (catena_window_get_page (self), g_value_get_object (value));
  if (G_VALUE_HOLDS (value, GDK_TYPE_FILE_LIST))
    drop_files (self, g_value_get_boxed (value));
  else if (G_VALUE_HOLDS (value, G_TYPE_STRING))
    drop_text (self, g_value_get_string (value));
  else
    return FALSE;

  return TRUE;
}

void
_catena_window_init_dnd (CatenaWindow *self)
{
  /* What another tab or window of this program gives comes first: it is the entry itself. */
  GType types[] = { CATENA_TYPE_ENTRY_CLIP, GDK_TYPE_FILE_LIST, G_TYPE_STRING };
  GtkDropTarget *target = gtk_drop_target_new (G_TYPE_INVALID, GDK_ACTION_COPY);

  gtk_drop_target_set_gtypes (target, types, G_N_ELEMENTS (types));
  g_signal_connect_swapped (target, "drop", G_CALLBACK (drop_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));

  adw_tab_bar_setup_extra_drop_target (self->tab_bar, GDK_ACTION_COPY, types, 1);
  g_signal_connect_object (self->tab_bar, "extra-drag-drop", G_CALLBACK (tab_drop_cb), self,
                           G_CONNECT_SWAPPED);
  adw_tab_overview_setup_extra_drop_target (self->overview, GDK_ACTION_COPY, types, 1);
  g_signal_connect_object (self->overview, "extra-drag-drop", G_CALLBACK (tab_drop_cb), self,
                           G_CONNECT_SWAPPED);
}
