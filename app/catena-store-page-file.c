/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "catena-config.h"

#include <glib/gi18n.h>

#include "catena-error-dialog.h"
#include "catena-file-dialog.h"
#include "catena-store-page-private.h"

/* In the order of KsIntegrity; NULL: nothing that must be told without asking. */
static const char *const integrity_titles[] = {
  NULL,
  NULL,
  N_ ("Integrity not verified: opened without its password, and read-only"),
  N_ ("Integrity not verified: this file carries no check value"),
  N_ ("Integrity not verified: the check of this old format proves nothing"),
  N_ ("Integrity not verified: this file is signed, and read-only"),
};

static guint
count_warnings (GPtrArray *remarks)
{
  guint count = 0;

  for (guint i = 0; i < remarks->len; i++)
    count += ks_remark_kind_is_warning (((const KsRemark *) remarks->pdata[i])->kind) ? 1 : 0;
  return count;
}

/* Warnings come first. */
static char *
make_title (KsIntegrity integrity, GPtrArray *remarks)
{
  guint n_warnings = count_warnings (remarks);

  if (integrity_titles[integrity] != NULL)
    return g_strdup (_ (integrity_titles[integrity]));
  if (n_warnings == 1)
    return g_strdup (ks_remark_kind_get_title (((const KsRemark *) remarks->pdata[0])->kind));

  return g_strdup_printf (ngettext ("%u thing to know about this file", "%u things to know about this file",
                                    n_warnings),
                          n_warnings);
}

static gboolean
is_of_the_system (CatenaStorePage *self, KsIntegrity integrity)
{
  return integrity == KS_INTEGRITY_SKIPPED && catena_document_get_file (self->document) == NULL;
}

/* One strip for what is important about the file: the state of its integrity, else what reading has found. */
static void
update_banner (CatenaStorePage *self, GPtrArray *remarks)
{
  KsStore *store = catena_document_get_store (self->document);
  KsIntegrity integrity = store != NULL ? ks_store_get_integrity (store) : KS_INTEGRITY_NONE;
  gboolean is_system = is_of_the_system (self, integrity);
  gboolean has_news = is_system || integrity_titles[integrity] != NULL || count_warnings (remarks) > 0;
  g_autofree char *title = has_news && !is_system ? make_title (integrity, remarks) : NULL;
  const char *button = integrity == KS_INTEGRITY_SKIPPED ? _ ("_Enter Password…") : _ ("_Details");

  /* While it goes away, it keeps its text. */
  if (has_news) {
    adw_banner_set_title (self->integrity_banner,
                          is_system ? _ ("Read-only: this list is kept by the system") : title);
    adw_banner_set_button_label (self->integrity_banner, is_system ? NULL : button);
  }
  adw_banner_set_revealed (self->integrity_banner, has_news);
}

static void
look (gpointer widget)
{
  CatenaStorePage *self = widget;
  g_autoptr (GPtrArray) remarks = catena_document_list_remarks (self->document);

  update_banner (self, remarks);
  catena_entry_list_set_n_remarks (self->entry_list, count_warnings (remarks));
}

static void
changed_cb (CatenaStorePage *self)
{
  catena_after_frame_start (&self->looking, GTK_WIDGET (self), look, self);
}

/* What is worth knowing of the file may be another thing now. */
void
_catena_store_page_look_at_file (CatenaStorePage *self)
{
  catena_after_frame_stop (&self->looking);
  look (self);
}

static void
document_changed_cb (CatenaStorePage *self)
{
  KsStore *store = catena_document_get_store (self->document);

  if (store != NULL && store != self->looked_at) {
    g_signal_connect_object (store, "items-changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
    g_signal_connect_object (store, "notify", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  }
  self->looked_at = store;
  _catena_store_page_look_at_file (self);
}

static void
protected_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  CatenaStorePage *self = CATENA_STORE_PAGE (source);
  g_autoptr (GError) error = NULL;
  g_autoptr (KsEdit) edit = g_task_propagate_pointer (G_TASK (result), &error);

  if (edit == NULL)
    catena_error_dialog_present (GTK_WIDGET (self), _ ("The Keys Could Not Be Protected"), error);
  else
    _catena_store_page_apply (self, edit, _ ("The Keys Could Not Be Protected"));
}

static void
protect_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  GError *error = NULL;
  KsEdit *edit = ks_remarks_new_protect_edit (task_data, &error);

  if (edit != NULL)
    g_task_return_pointer (task, edit, (GDestroyNotify) ks_edit_unref);
  else
    g_task_return_error (task, error);
}

static void
protect (CatenaStorePage *self)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, protected_cb, NULL);

  g_task_set_source_tag (task, protect);
  g_task_set_task_data (task, ks_store_copy (catena_document_get_store (self->document)), g_object_unref);
  g_task_run_in_thread (task, protect_thread);
}

static void
rename_entries (CatenaStorePage *self)
{
  g_autoptr (KsEdit) edit = ks_remarks_new_rename_edit (catena_document_get_store (self->document));

  if (edit != NULL)
    _catena_store_page_apply (self, edit, _ ("The Entries Could Not Be Renamed"));
}

static void
remedy_cb (CatenaStorePage *self, guint remedy)
{
  switch ((KsRemarkRemedy) remedy) {
  case KS_REMARK_REMEDY_UNLOCK:
    _catena_store_page_ask_password (self);
    break;
  case KS_REMARK_REMEDY_SAVE_AS:
    _catena_store_page_save_async (self, TRUE, NULL, NULL);
    break;
  case KS_REMARK_REMEDY_PROTECT:
    protect (self);
    break;
  case KS_REMARK_REMEDY_RENAME:
    rename_entries (self);
    break;
  case KS_REMARK_REMEDY_PASSWORD:
    _catena_store_page_change_store_password (self);
    break;
  case KS_REMARK_REMEDY_NONE:
  default:
    g_assert_not_reached ();
  }
}

static void
about_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  CatenaStorePage *self = user_data;
  AdwDialog *dialog = catena_file_dialog_new (self->document);

  g_signal_connect_object (dialog, "remedy-wanted", G_CALLBACK (remedy_cb), self, G_CONNECT_SWAPPED);
  adw_dialog_present (dialog, GTK_WIDGET (self));
}

static void
banner_clicked_cb (CatenaStorePage *self)
{
  KsStore *store = catena_document_get_store (self->document);

  if (ks_store_get_integrity (store) == KS_INTEGRITY_SKIPPED)
    _catena_store_page_ask_password (self);
  else
    g_action_group_activate_action (G_ACTION_GROUP (self->document_actions), "about", NULL);
}

static const GActionEntry actions[] = {
  { "about", about_action },
};

void
_catena_store_page_init_file (CatenaStorePage *self)
{
  g_action_map_add_action_entries (G_ACTION_MAP (self->document_actions), actions, G_N_ELEMENTS (actions),
                                   self);
  g_signal_connect_object (self->integrity_banner, "button-clicked", G_CALLBACK (banner_clicked_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->document, "notify::store", G_CALLBACK (document_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->document, "notify::file", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  document_changed_cb (self);
}

void
_catena_store_page_update_file (CatenaStorePage *self)
{
  _catena_store_page_set_enabled (self->document_actions, "about",
                                  catena_document_get_state (self->document) == CATENA_DOCUMENT_READY);
}
