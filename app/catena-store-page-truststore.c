/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "catena-config.h"

#include <glib/gi18n.h>

#include "catena-application.h"
#include "catena-error-dialog.h"
#include "catena-store-page-private.h"
#include "catena-truststore-dialog.h"
#include "catena-window.h"
#include "ks-trust-choice.h"
#include "kw-text.h"

/* A file that was opened to take a certificate, until it is ready. */
typedef struct {
  CatenaStorePage *page;
  KsCertificate *certificate;
} Waiting;

static void
waiting_free (gpointer data, GClosure *closure)
{
  Waiting *waiting = data;

  g_object_unref (waiting->page);
  g_object_unref (waiting->certificate);
  g_free (waiting);
}

static CatenaWindow *
get_window (CatenaStorePage *self)
{
  return CATENA_WINDOW (gtk_widget_get_ancestor (GTK_WIDGET (self), CATENA_TYPE_WINDOW));
}

static GPtrArray *
list_documents (CatenaWindow *window)
{
  return catena_application_list_documents (
    CATENA_APPLICATION (gtk_window_get_application (GTK_WINDOW (window))));
}

/* What the certificate becomes in the truststore: an alias of its own, in the form that the format wants. */
static KsEntry *
make_entry (KsStore *store, KsCertificate *certificate, const char *alias, GError **error)
{
  g_autoptr (GPtrArray) chain = g_ptr_array_new ();
  g_autoptr (KsKeyring) keyring = ks_keyring_new (NULL);
  gint64 now = g_get_real_time () / 1000;
  g_autoptr (KsEntry) entry = NULL;

  g_ptr_array_add (chain, certificate);
  entry = ks_entry_new (KS_ENTRY_CERTIFICATE, alias, now, NULL, chain);
  return ks_convert_entry (entry, store, keyring, NULL, now, error);
}

/* The leaf of an entry keeps the entry's alias; a CA is called by its name. */
static char *
propose_alias (CatenaStorePage *self, KsCertificate *certificate)
{
  KsEntry *entry = catena_verification_get_entry (self->verification);

  if (entry != NULL && ks_entry_get_leaf (entry) != NULL &&
      ks_certificate_equal (ks_entry_get_leaf (entry), certificate))
    return g_strdup (ks_entry_get_alias (entry));

  return g_strdup (ks_certificate_get_title (certificate));
}

static gboolean
is_duplicate (CatenaStorePage *self, CatenaDocument *document, KsCertificate *certificate)
{
  g_autoptr (GPtrArray) entries = ks_store_snapshot (catena_document_get_store (document));
  const char *alias = ks_trust_find_alias (entries, certificate);
  g_autofree char *shown = alias != NULL ? kw_text_show (alias) : NULL;
  g_autofree char *name = kw_text_show (catena_document_get_title (document));
  g_autofree char *title = NULL;

  if (alias == NULL)
    return FALSE;

  /* TRANSLATORS: the name of a file, then an alias */
  title = g_strdup_printf (_ ("“%s” has it already, as “%s”"), name, shown);
  _catena_store_page_add_toast (self, title, FALSE);
  return TRUE;
}

static void
add (CatenaStorePage *self, CatenaDocument *document, KsCertificate *certificate)
{
  g_autofree char *wanted = propose_alias (self, certificate);
  g_autofree char *name = kw_text_show (catena_document_get_title (document));
  g_autofree char *shown = NULL;
  g_autofree char *label = NULL;
  g_autoptr (KsEntry) entry = NULL;
  g_autoptr (KsEdit) edit = NULL;
  g_autoptr (GError) error = NULL;

  if (is_duplicate (self, document, certificate))
    return;

  entry = make_entry (catena_document_get_store (document), certificate, wanted, &error);
  if (entry != NULL) {
    shown = kw_text_show (ks_entry_get_alias (entry));
    /* TRANSLATORS: the first is an alias, the second the name of a file */
    label = g_strdup_printf (_ ("“%s” added to “%s”"), shown, name);
    edit = ks_edit_new_insert (label, entry);
  }
  if (edit == NULL || !catena_document_apply (document, edit, &error)) {
    catena_error_dialog_present (GTK_WIDGET (self), _ ("The Certificate Could Not Be Added"), error);
    return;
  }

  _catena_store_page_add_toast (self, label, document == self->document);
}

/* Adds an anchor to this very store. */
void
_catena_store_page_trust (CatenaStorePage *self, KsCertificate *certificate)
{
  add (self, self->document, certificate);
}

static void
state_cb (CatenaDocument *document, GParamSpec *pspec, Waiting *waiting)
{
  if (catena_document_get_state (document) != CATENA_DOCUMENT_READY ||
      !catena_document_is_editable (document))
    return;

  add (waiting->page, document, waiting->certificate);
  g_signal_handlers_disconnect_by_func (document, state_cb, waiting);
}

/* The tab asks for the password, says what is wrong, or is closed again. */
static void
open_and_add (CatenaStorePage *self, GFile *file, KsCertificate *certificate)
{
  CatenaWindow *window = get_window (self);
  g_autoptr (GPtrArray) documents = NULL;

  if (window == NULL)
    return;

  catena_window_open_file (window, file);
  documents = list_documents (window);
  for (guint i = 0; i < documents->len; i++) {
    CatenaDocument *document = g_ptr_array_index (documents, i);
    GFile *other = catena_document_get_file (document);
    Waiting *waiting;

    if (other == NULL || !g_file_equal (other, file))
      continue;
    if (catena_document_is_editable (document)) {
      add (self, document, certificate);
      return;
    }
    waiting = g_new0 (Waiting, 1);
    waiting->page = g_object_ref (self);
    waiting->certificate = g_object_ref (certificate);
    g_signal_connect_data (document, "notify::state", G_CALLBACK (state_cb), waiting, waiting_free, 0);
    return;
  }
}

static void
file_chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Waiting *waiting = user_data;
  g_autoptr (GFile) file = gtk_file_dialog_open_finish (GTK_FILE_DIALOG (source), result, NULL);

  if (file != NULL)
    open_and_add (waiting->page, file, waiting->certificate);
  waiting_free (waiting, NULL);
}

static void
accepted_cb (CatenaStorePage *self, CatenaDocument *document, KsCertificate *certificate)
{
  g_autoptr (GtkFileDialog) dialog = NULL;
  Waiting *waiting;

  if (document != NULL) {
    add (self, document, certificate);
    return;
  }

  waiting = g_new0 (Waiting, 1);
  waiting->page = g_object_ref (self);
  waiting->certificate = g_object_ref (certificate);
  dialog = gtk_file_dialog_new ();
  gtk_file_dialog_set_title (dialog, _ ("Choose Truststore"));
  gtk_file_dialog_open (dialog, GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), NULL, file_chosen_cb,
                        waiting);
}

/* The best path that is known, also beyond what the entry holds; before it is known, what the entry holds. */
static GPtrArray *
make_path (CatenaStorePage *self, KsEntry *entry)
{
  KsVerdict *verdict = catena_verification_get_verdict (self->verification);
  GPtrArray *path = g_ptr_array_new ();

  if (verdict != NULL && ks_verdict_get_n_paths (verdict) > 0) {
    const KsPath *best = ks_verdict_get_path (verdict, 0);
    guint n = best->missing != NULL ? best->missing_after + 1 : best->nodes->len;

    for (guint i = 0; i < n && i < best->nodes->len; i++)
      g_ptr_array_add (path, ((const KsPathNode *) g_ptr_array_index (best->nodes, i))->certificate);
  } else {
    for (guint i = 0; i < ks_entry_get_chain_length (entry); i++)
      g_ptr_array_add (path, ks_entry_get_certificate (entry, i));
  }

  return path;
}

/* The first of the documents is the one that is proposed. */
static void
put_first (GPtrArray *documents, CatenaDocument *target)
{
  guint index;

  if (target != NULL && g_ptr_array_find (documents, target, &index))
    g_ptr_array_insert (documents, 0, g_ptr_array_steal_index (documents, index));
}

void
_catena_store_page_offer_truststore (CatenaStorePage *self, CatenaDocument *target)
{
  KsEntry *entry = catena_verification_get_entry (self->verification);
  CatenaWindow *window = get_window (self);
  g_autoptr (GPtrArray) path = NULL;
  g_autoptr (GPtrArray) choices = NULL;
  g_autoptr (GPtrArray) documents = NULL;
  AdwDialog *dialog;

  if (entry == NULL || ks_entry_get_leaf (entry) == NULL || window == NULL)
    return;

  path = make_path (self, entry);
  choices =
    ks_trust_choice_list (path, catena_trust_get_system (self->trust), g_get_real_time () / G_USEC_PER_SEC);
  documents = list_documents (window);
  put_first (documents, target);
  dialog = catena_truststore_dialog_new (choices, documents, self->document);
  g_signal_connect_object (dialog, "accepted", G_CALLBACK (accepted_cb), self, G_CONNECT_SWAPPED);
  adw_dialog_present (dialog, GTK_WIDGET (self));
}

static void
add_to_truststore_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  _catena_store_page_offer_truststore (user_data, NULL);
}

static const GActionEntry action_entries[] = { { "add-to-truststore", add_to_truststore_action } };

void
_catena_store_page_init_truststore (CatenaStorePage *self)
{
  g_action_map_add_action_entries (G_ACTION_MAP (self->entry_actions), action_entries,
                                   G_N_ELEMENTS (action_entries), self);
}

void
_catena_store_page_update_truststore (CatenaStorePage *self)
{
  KsEntry *entry = catena_verification_get_entry (self->verification);

  _catena_store_page_set_enabled (self->entry_actions, "add-to-truststore",
                                  entry != NULL && ks_entry_get_leaf (entry) != NULL);
}
