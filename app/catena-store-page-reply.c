/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "catena-config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "catena-application.h"
#include "catena-reply-dialog.h"
#include "catena-store-page-private.h"
#include "catena-window.h"
#include "kw-text.h"

#define ACTION "import-reply"

/* Text of that size is no mail, and is not read while somebody waits. */
#define TEXT_LIMIT ((gsize) 1024 * 1024)

static CatenaApplication *
get_application (CatenaStorePage *self)
{
  return CATENA_APPLICATION (
    gtk_window_get_application (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)))));
}

/* ---- what the dialog did ---- */

/* Undo stands in the tab that was changed, so that comes to the front. */
static void
applied_cb (CatenaStorePage *self, CatenaDocument *document, KsEdit *edit, const char *alias)
{
  CatenaStorePage *page =
    document == self->document ? self : catena_application_show_document (get_application (self), document);
  KsEntry *entry = NULL;

  if (page == NULL || !_catena_store_page_apply (page, edit, _ ("The Reply Could Not Be Applied")))
    return;
  entry = alias != NULL ? ks_store_find (catena_document_get_store (document), alias) : NULL;
  if (entry != NULL)
    catena_store_page_select (page, entry);
}

static void
request_again_cb (CatenaStorePage *self, CatenaDocument *document, KsEntry *entry, CatenaReplyDialog *dialog)
{
  CatenaStorePage *page =
    document == self->document ? self : catena_application_show_document (get_application (self), document);

  if (page == NULL)
    return;
  adw_dialog_close (ADW_DIALOG (dialog));
  _catena_store_page_request_again (page, entry);
}

/* ---- the dialog ---- */

/* The front document first: what is asked for here is meant for it. */
static GPtrArray *
list_documents (CatenaStorePage *self, CatenaDocument *front)
{
  g_autoptr (GPtrArray) all = catena_application_list_documents (get_application (self));
  GPtrArray *documents = g_ptr_array_new_with_free_func (g_object_unref);

  g_ptr_array_add (documents, g_object_ref (front));
  for (guint i = 0; i < all->len; i++)
    if (all->pdata[i] != front && catena_document_get_store (all->pdata[i]) != NULL)
      g_ptr_array_add (documents, g_object_ref (all->pdata[i]));
  return documents;
}

/* Who is asked on this page, else the system. */
static KsAnchorSet *
get_anchors (CatenaStorePage *self)
{
  KsVerdict *verdict = catena_verification_get_verdict (self->verification);
  KsAnchorSet *anchors = verdict != NULL ? ks_verdict_get_anchors (verdict) : NULL;

  return anchors != NULL ? anchors : catena_trust_get_system (self->trust);
}

static CatenaReplyDialog *
present (CatenaStorePage *self, CatenaDocument *front, KsEntry *wanted)
{
  g_autoptr (GPtrArray) documents = list_documents (self, front);
  CatenaReplyPlace place = {
    .documents = documents,
    .wanted = wanted,
    .anchors = get_anchors (self),
    .system = catena_trust_get_system (self->trust),
    .requests = catena_application_get_requests (get_application (self)),
    .now = catena_verification_get_now (self->verification),
  };
  AdwDialog *dialog = catena_reply_dialog_new (&place);

  g_signal_connect_object (dialog, "applied", G_CALLBACK (applied_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (dialog, "request-again", G_CALLBACK (request_again_cb), self, G_CONNECT_SWAPPED);
  adw_dialog_present (dialog, GTK_WIDGET (self));
  return CATENA_REPLY_DIALOG (dialog);
}

/* @files: of GFile, that are known to be one reply */
void
_catena_store_page_reply_with_files (CatenaStorePage *self, GPtrArray *files)
{
  CatenaReplyDialog *dialog = present (self, self->document, NULL);

  for (guint i = 0; i < files->len; i++)
    catena_reply_dialog_add_file (dialog, g_ptr_array_index (files, i));
}

static KsStore *
read_text (const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));

  return strlen (text) < TEXT_LIMIT ? ks_store_load (bytes, NULL, NULL, NULL) : NULL;
}

/* FALSE: the text has no certificate for a key of an open keystore */
gboolean
_catena_store_page_reply_with_text (CatenaStorePage *self, const char *text)
{
  g_autoptr (KsStore) store = read_text (text);
  CatenaDocument *document = NULL;
  KsEntry *entry = NULL;

  if (store == NULL ||
      !catena_reply_find_entry (store, G_LIST_MODEL (catena_trust_get_documents (self->trust)), &document,
                                &entry))
    return FALSE;

  catena_reply_dialog_add_text (present (self, document, NULL), text);
  return TRUE;
}

void
_catena_store_page_show_reply (CatenaStorePage *self, const char *text)
{
  catena_reply_dialog_add_text (present (self, self->document, NULL), text);
}

static void
import_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  CatenaStorePage *self = user_data;
  KsEntry *entry = catena_verification_get_entry (self->verification);

  present (self, self->document, entry != NULL && ks_entry_get_kind (entry) == KS_ENTRY_KEY ? entry : NULL);
}

/* ---- a file that was opened, and is a reply ---- */

static gboolean
find_offer (CatenaStorePage *self, CatenaDocument **document, KsEntry **entry)
{
  KsStore *store = catena_document_get_store (self->document);

  return store != NULL && !catena_document_is_modified (self->document) &&
         catena_reply_find_entry (store, G_LIST_MODEL (catena_trust_get_documents (self->trust)), document,
                                  entry);
}

static void
offer_cb (CatenaStorePage *self)
{
  GFile *file = catena_document_get_file (self->document);
  CatenaDocument *document = NULL;
  KsEntry *entry = NULL;

  if (!find_offer (self, &document, &entry))
    return;
  if (file != NULL)
    catena_reply_dialog_add_file (present (self, document, NULL), file);
  else
    catena_reply_dialog_add_store (present (self, document, NULL),
                                   catena_document_get_store (self->document));
}

static void
update_offer (CatenaStorePage *self)
{
  CatenaDocument *document = NULL;
  KsEntry *entry = NULL;
  g_autofree char *alias = NULL;
  g_autofree char *file = NULL;
  g_autofree char *title = NULL;

  if (!find_offer (self, &document, &entry)) {
    adw_banner_set_revealed (self->reply_banner, FALSE);
    return;
  }
  alias = kw_text_show (ks_entry_get_alias (entry));
  file = kw_text_show (catena_document_get_title (document));
  /* Translators: the first %s is an alias, the second one the name of a file */
  title = g_strdup_printf (_ ("This is a reply for “%s” in %s"), alias, file);
  adw_banner_set_title (self->reply_banner, title);
  adw_banner_set_revealed (self->reply_banner, TRUE);
}

static gboolean
has_keys (CatenaStorePage *self)
{
  const KsFormat *format = catena_document_get_format (self->document);

  return format != NULL && (format->flags & KS_FORMAT_HOLDS_KEYS) != 0;
}

static const GActionEntry actions[] = {
  { ACTION, import_action },
};

void
_catena_store_page_update_reply (CatenaStorePage *self)
{
  _catena_store_page_set_enabled (self->document_actions, ACTION,
                                  catena_document_is_editable (self->document) && has_keys (self));
  update_offer (self);
}

void
_catena_store_page_init_reply (CatenaStorePage *self)
{
  GtkWidget *box = gtk_widget_get_parent (GTK_WIDGET (self->changed_banner));

  self->reply_banner =
    g_object_new (ADW_TYPE_BANNER, "use-markup", FALSE, "button-label", _ ("_Import Reply…"), NULL);
  gtk_box_insert_child_after (GTK_BOX (box), GTK_WIDGET (self->reply_banner),
                              GTK_WIDGET (self->changed_banner));
  g_signal_connect_object (self->reply_banner, "button-clicked", G_CALLBACK (offer_cb), self,
                           G_CONNECT_SWAPPED);
  /* The keystore may be opened after the reply. */
  g_signal_connect (self, "map", G_CALLBACK (update_offer), NULL);
  g_signal_connect_object (catena_trust_get_documents (self->trust), "items-changed",
                           G_CALLBACK (update_offer), self, G_CONNECT_SWAPPED);
  g_action_map_add_action_entries (G_ACTION_MAP (self->document_actions), actions, G_N_ELEMENTS (actions),
                                   self);
}
