/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "catena-config.h"

#include <glib/gi18n.h>

#include "catena-application.h"
#include "catena-gather.h"
#include "catena-remedy.h"
#include "catena-store-page-private.h"
#include "kw-text.h"

static gboolean
apply_remedy (CatenaStorePage *self, KsRemedy remedy)
{
  KsEntry *entry = catena_verification_get_entry (self->verification);
  KsVerdict *verdict = catena_verification_get_verdict (self->verification);
  g_autoptr (KsEdit) edit = NULL;
  guint position;

  if (entry == NULL || verdict == NULL)
    return FALSE;

  edit = catena_remedy_new_edit (remedy, entry, verdict);
  if (edit == NULL)
    return FALSE;

  if (ks_store_find_position (catena_document_get_store (self->document), entry, &position) &&
      _catena_store_page_apply (self, edit, _ ("The Chain Could Not Be Changed"))) {
    g_autoptr (KsEntry) repaired =
      g_list_model_get_item (G_LIST_MODEL (catena_document_get_store (self->document)), position);

    catena_entry_list_select (self->entry_list, repaired);
  }
  return TRUE;
}

static CatenaApplication *
get_application (CatenaStorePage *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  return CATENA_APPLICATION (gtk_window_get_application (GTK_WINDOW (root)));
}

static void
add_candidate (GPtrArray *candidates, KsCertificate *certificate, KsProvenance provenance, const char *detail)
{
  KsCandidate *candidate = g_new0 (KsCandidate, 1);

  candidate->certificate = certificate;
  candidate->provenance = provenance;
  candidate->detail = (char *) detail;
  g_ptr_array_add (candidates, candidate);
}

static void
add_document (GPtrArray *candidates, CatenaDocument *document)
{
  KsStore *store = catena_document_get_store (document);
  g_autoptr (GPtrArray) entries = store != NULL ? ks_store_snapshot (store) : g_ptr_array_new ();

  for (guint i = 0; i < entries->len; i++) {
    KsEntry *entry = g_ptr_array_index (entries, i);

    for (guint j = 0; j < ks_entry_get_chain_length (entry); j++)
      add_candidate (candidates, ks_entry_get_certificate (entry, j), KS_PROVENANCE_OTHER_FILE,
                     catena_document_get_title (document));
  }
}

/* What the open files and the folder of this one have is looked at once; the next verdict tells whether it helped. */
static void
use_found (CatenaStorePage *self, GPtrArray *gathered)
{
  g_autoptr (GPtrArray) candidates = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) documents = catena_application_list_documents (get_application (self));

  for (guint i = 0; i < documents->len; i++)
    if (g_ptr_array_index (documents, i) != self->document)
      add_document (candidates, g_ptr_array_index (documents, i));
  for (guint i = 0; gathered != NULL && i < gathered->len; i++) {
    const CatenaGathered *found = g_ptr_array_index (gathered, i);

    add_candidate (candidates, found->certificate, KS_PROVENANCE_OTHER_FILE, found->file_name);
  }

  catena_verification_add_candidates (self->verification, candidates);
}

static void
gathered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CatenaStorePage) self = user_data;
  g_autoptr (GPtrArray) gathered = catena_gather_finish (result, NULL);

  /* A page that was closed meanwhile has no window any more. */
  if (gtk_widget_get_root (GTK_WIDGET (self)) != NULL)
    use_found (self, gathered);
}

/* @for_preview: show what is found before it is used */
void
_catena_store_page_search_issuer (CatenaStorePage *self, KsRemedy remedy, gboolean for_preview)
{
  GFile *file = catena_document_get_file (self->document);
  g_autoptr (GFile) folder = file != NULL ? g_file_get_parent (file) : NULL;

  self->wanted_remedy = remedy;
  self->wants_preview = for_preview;
  if (folder != NULL)
    catena_gather_async (folder, NULL, gathered_cb, g_object_ref (self));
  else
    use_found (self, NULL);
}

void
_catena_store_page_repair_verdict (CatenaStorePage *self)
{
  KsRemedy remedy = self->wanted_remedy;
  gboolean is_known = FALSE;

  if (remedy == KS_REMEDY_NONE || catena_verification_get_verdict (self->verification) == NULL)
    return;

  self->wanted_remedy = KS_REMEDY_NONE;
  is_known = self->wants_preview ? _catena_store_page_preview (self, remedy) : apply_remedy (self, remedy);
  if (!is_known)
    _catena_store_page_add_toast (
      self, _ ("The issuer is neither in an open file, nor in this folder, nor in the system trust"), FALSE);
}

/* Does what the button of a finding promises. */
void
_catena_store_page_repair (CatenaStorePage *self, KsRemedy remedy)
{
  if (remedy == KS_REMEDY_ADD_ANCHOR) {
    g_action_group_activate_action (G_ACTION_GROUP (self->entry_actions), "add-to-truststore", NULL);
    return;
  }
  if (!catena_document_is_editable (self->document)) {
    _catena_store_page_add_toast (self, _ ("This keystore is read-only"), FALSE);
    return;
  }

  if (!apply_remedy (self, remedy))
    _catena_store_page_search_issuer (self, remedy, FALSE);
}
