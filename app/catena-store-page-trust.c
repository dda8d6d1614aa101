/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Whom the verdict about an entry asks, and what all others would say. */

#include "catena-config.h"

#include "catena-crls.h"
#include "catena-store-page-private.h"
#include "catena-trust-file.h"
#include "catena-trust-row.h"
#include "catena-trust-section.h"
#include "catena-window.h"

/* Several edits in a row are one reason to ask again. */
#define TRUST_DELAY_MS 150

static void update_trust (CatenaStorePage *self);

static CatenaTrustSection *
get_section (CatenaStorePage *self)
{
  return catena_entry_page_get_section (self->entry_page, CATENA_TYPE_TRUST_SECTION);
}

static CatenaTrustRow *
get_row (CatenaStorePage *self, guint index)
{
  return g_ptr_array_index (self->trust_rows, index);
}

/* The row of the choice that a row of the section stands for; -1 where the section is older than the choice. */
static int
find_row (CatenaStorePage *self, guint judge)
{
  GArray *places = self->trust_judges;

  if (self->trust_rows == NULL || places == NULL || judge >= places->len ||
      g_array_index (places, guint, judge) >= self->trust_rows->len)
    return -1;
  return (int) g_array_index (places, guint, judge);
}

/* An open file can be edited, and a truststore of the table can lack the anchor that would help. */
static KwTrustRowFlags
list_flags (const CatenaTrustRow *row)
{
  if (row->kind == CATENA_TRUST_FILE)
    return KW_TRUST_ROW_CAN_REMOVE;
  if (row->document != NULL && catena_document_is_editable (row->document))
    return KW_TRUST_ROW_CAN_ADD;
  return KW_TRUST_ROW_PLAIN;
}

static GPtrArray *
list_judges (CatenaStorePage *self)
{
  GPtrArray *judges = g_ptr_array_new_with_free_func ((GDestroyNotify) catena_trust_judge_free);

  g_clear_pointer (&self->trust_judges, g_array_unref);
  self->trust_judges = g_array_new (FALSE, FALSE, sizeof (guint));
  for (guint i = 0; i < self->trust_rows->len; i++) {
    CatenaTrustRow *row = get_row (self, i);
    g_autoptr (KsAnchorSet) anchors = NULL;
    const char *why_absent = NULL;

    if (!catena_trust_row_is_truststore (row, self->trust, &why_absent))
      continue;
    if (why_absent == NULL)
      anchors = catena_trust_row_make_anchors (row, self->trust);
    g_ptr_array_add (judges, catena_trust_judge_new (row->name, anchors, why_absent, list_flags (row)));
    g_array_append_val (self->trust_judges, i);
  }
  return judges;
}

/* Whom the verdict has asked in the end, where that was left to it. */
static gboolean
has_judged (CatenaStorePage *self, const CatenaTrustRow *row)
{
  KsVerdict *verdict = catena_verification_get_verdict (self->verification);
  KsAnchorSet *anchors = verdict != NULL ? ks_verdict_get_anchors (verdict) : NULL;

  if (anchors == NULL)
    return FALSE;
  return (row->kind == CATENA_TRUST_SYSTEM && ks_anchor_set_get_source (anchors) == KS_ANCHORS_SYSTEM) ||
         (row->kind == CATENA_TRUST_OWN && ks_anchor_set_get_source (anchors) == KS_ANCHORS_STORE);
}

static void
show_selected (CatenaStorePage *self)
{
  int selected = -1;

  for (guint i = 0; self->trust_judges != NULL && i < self->trust_judges->len; i++) {
    int place = find_row (self, i);

    if (place < 0)
      continue;
    if (get_row (self, self->trust_choice)->kind == CATENA_TRUST_AUTOMATIC
          ? has_judged (self, get_row (self, (guint) place))
          : place == (int) self->trust_choice)
      selected = (int) i;
  }
  catena_trust_section_set_selected (get_section (self), selected);
}

static void
ask_all (CatenaStorePage *self)
{
  g_autoptr (GPtrArray) judges = NULL;
  g_autoptr (GPtrArray) crls = NULL;

  if (self->trust_rows == NULL || catena_verification_get_entry (self->verification) == NULL)
    return;
  judges = list_judges (self);
  crls = catena_crls_list (self->trust);
  catena_trust_section_ask (get_section (self), judges, catena_verification_get_role (self->verification),
                            crls, catena_verification_get_time (self->verification));
  show_selected (self);
}

/* A verdict is there because something that it depends on was changed: so do the answers of the others. */
static void
verdict_cb (CatenaStorePage *self)
{
  if (catena_verification_get_verdict (self->verification) != NULL)
    ask_all (self);
}

static void
use_choice (CatenaStorePage *self, guint choice)
{
  g_autoptr (KsAnchorSet) anchors = catena_trust_row_make_anchors (get_row (self, choice), self->trust);

  self->trust_choice = choice;
  catena_verification_set_anchors (self->verification, anchors);
  show_selected (self);
}

/* Whoever trusts has changed their mind. */
static gboolean
documents_due_cb (gpointer user_data)
{
  CatenaStorePage *self = user_data;

  self->trust_id = 0;
  catena_trust_rows_forget (self->trust_rows);
  if (catena_trust_row_follows_documents (get_row (self, self->trust_choice)))
    use_choice (self, self->trust_choice);
  ask_all (self);
  return G_SOURCE_REMOVE;
}

static void
documents_changed_cb (CatenaStorePage *self)
{
  if (self->trust_rows != NULL && self->trust_id == 0)
    self->trust_id = g_timeout_add (TRUST_DELAY_MS, documents_due_cb, self);
}

static void
file_chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  CatenaStorePage *self = CATENA_STORE_PAGE (source);
  gboolean is_asked = GPOINTER_TO_INT (user_data);
  g_autoptr (KsAnchorSet) anchors = catena_trust_file_choose_finish (result);

  if (self->trust_rows == NULL || anchors == NULL)
    return;
  /* The list of files tells all pages, this one included. */
  g_list_store_append (catena_trust_get_files (self->trust), anchors);
  for (guint i = 0; is_asked && i < self->trust_rows->len; i++)
    if (get_row (self, i)->anchors == anchors)
      use_choice (self, i);
  update_trust (self);
}

static gboolean
reset_trust_cb (gpointer user_data)
{
  CatenaStorePage *self = user_data;

  if (self->trust_rows != NULL)
    update_trust (self);
  return G_SOURCE_REMOVE;
}

static void
trust_chosen_cb (CatenaStorePage *self, guint choice)
{
  if (self->trust_rows == NULL || choice >= self->trust_rows->len)
    return;
  if (get_row (self, choice)->kind == CATENA_TRUST_CHOOSE) {
    /* Until there is a file, the old choice stays in force. The list is still busy with the click, and may not change under it. */
    g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, reset_trust_cb, g_object_ref (self), g_object_unref);
    catena_trust_file_choose_async (GTK_WIDGET (self), file_chosen_cb, GINT_TO_POINTER (TRUE));
  } else {
    use_choice (self, choice);
  }
}

/* A file of the table is asked beside the others; the page asks whom it did before. */
static void
truststore_wanted_cb (CatenaStorePage *self)
{
  catena_trust_file_choose_async (GTK_WIDGET (self), file_chosen_cb, GINT_TO_POINTER (FALSE));
}

/* A locked file is shown, because its tab asks for the password. */
static void
row_activated_cb (CatenaStorePage *self, guint judge)
{
  int row = find_row (self, judge);
  CatenaWindow *window = CATENA_WINDOW (gtk_widget_get_ancestor (GTK_WIDGET (self), CATENA_TYPE_WINDOW));
  const char *why_absent = NULL;

  if (row < 0)
    return;
  catena_trust_row_is_truststore (get_row (self, (guint) row), self->trust, &why_absent);
  if (why_absent == NULL) {
    use_choice (self, (guint) row);
    update_trust (self);
  } else if (window != NULL && get_row (self, (guint) row)->document != NULL) {
    catena_window_show_document (window, get_row (self, (guint) row)->document);
  }
}

static void
add_activated_cb (CatenaStorePage *self, guint judge)
{
  int row = find_row (self, judge);

  if (row >= 0)
    _catena_store_page_offer_truststore (self, get_row (self, (guint) row)->document);
}

static void
remove_activated_cb (CatenaStorePage *self, guint judge)
{
  GListStore *files = catena_trust_get_files (self->trust);
  int row = find_row (self, judge);
  guint position;

  if (row >= 0 && get_row (self, (guint) row)->anchors != NULL &&
      g_list_store_find (files, get_row (self, (guint) row)->anchors, &position))
    g_list_store_remove (files, position);
}

/* Offers what there is now. A choice that is gone gives way to the automatic one. */
static void
update_trust (CatenaStorePage *self)
{
  g_autoptr (GPtrArray) old = g_steal_pointer (&self->trust_rows);
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  guint choice = 0;

  self->trust_rows = catena_trust_rows_new (self->trust, self->document);
  for (guint i = 0; i < self->trust_rows->len; i++) {
    const CatenaTrustRow *row = get_row (self, i);

    g_ptr_array_add (names, row->name);
    if (old != NULL && catena_trust_row_is_same (row, g_ptr_array_index (old, self->trust_choice)))
      choice = i;
  }
  g_ptr_array_add (names, NULL);
  if (choice == 0 && self->trust_choice != 0)
    catena_verification_set_anchors (self->verification, NULL);
  self->trust_choice = choice;
  if (old == NULL && catena_trust_rows_find_first (self->trust_rows, self->document) > 0)
    use_choice (self, catena_trust_rows_find_first (self->trust_rows, self->document));
  catena_view_bar_set_trust (catena_entry_page_get_view_bar (self->entry_page),
                             (const char *const *) names->pdata, self->trust_choice);
  ask_all (self);
}

static void
follow_trust (CatenaStorePage *self)
{
  g_signal_connect_object (catena_trust_get_documents (self->trust), "items-changed",
                           G_CALLBACK (update_trust), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (catena_trust_get_files (self->trust), "items-changed", G_CALLBACK (update_trust),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->trust, "documents-changed", G_CALLBACK (documents_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->trust, "notify::java", G_CALLBACK (update_trust), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->trust, "notify::system", G_CALLBACK (documents_changed_cb), self,
                           G_CONNECT_SWAPPED);
}

void
_catena_store_page_init_trust (CatenaStorePage *self)
{
  CatenaTrustSection *section = get_section (self);

  g_signal_connect_object (self->verification, "notify::verdict", G_CALLBACK (verdict_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (catena_entry_page_get_view_bar (self->entry_page), "trust-chosen",
                           G_CALLBACK (trust_chosen_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (section, "truststore-wanted", G_CALLBACK (truststore_wanted_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (section, "row-activated", G_CALLBACK (row_activated_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (section, "add-activated", G_CALLBACK (add_activated_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (section, "remove-activated", G_CALLBACK (remove_activated_cb), self,
                           G_CONNECT_SWAPPED);
  g_list_store_append (catena_trust_get_documents (self->trust), self->document);
  follow_trust (self);
  update_trust (self);
}

/* The page is about to go. */
void
_catena_store_page_forget_trust (CatenaStorePage *self)
{
  GListStore *documents = self->trust != NULL ? catena_trust_get_documents (self->trust) : NULL;
  guint position;

  if (self->trust_rows == NULL)
    return;
  /* Other topics follow the documents, too, and none of their widgets is left. */
  g_signal_handlers_disconnect_by_data (documents, self);
  g_signal_handlers_disconnect_by_data (catena_trust_get_files (self->trust), self);
  g_signal_handlers_disconnect_by_data (self->trust, self);
  g_clear_handle_id (&self->trust_id, g_source_remove);
  if (g_list_store_find (documents, self->document, &position))
    g_list_store_remove (documents, position);
  g_clear_pointer (&self->trust_rows, g_ptr_array_unref);
  g_clear_pointer (&self->trust_judges, g_array_unref);
}
