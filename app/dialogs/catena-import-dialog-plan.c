/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "catena-config.h"

#include <glib/gi18n.h>

#include "catena-import-dialog-private.h"
#include "catena-import-item.h"
#include "catena-import-lock.h"
#include "catena-import-work.h"

/* Above the list there is room for a lock or two. */
#define LOCK_HEIGHT 220

static void
item_chosen_cb (CatenaImportDialog *self, GParamSpec *pspec, CatenaImportItem *item)
{
  self->n_chosen += catena_import_item_get_choice (item) != KS_IMPORT_SKIP ? 1 : (guint) -1;
  if (self->is_updating)
    return;

  _catena_import_dialog_set_problem (self, NULL);
  _catena_import_dialog_update (self);
}

static void
item_named_cb (CatenaImportDialog *self)
{
  _catena_import_dialog_set_problem (self, NULL);
}

static guint
count_locked (KsImportPlan *plan, guint place)
{
  guint count = 0;

  for (guint i = 0; i < ks_import_plan_get_n_rows (plan); i++) {
    const KsImportRow *row = ks_import_plan_get_row (plan, i);

    count += row->source == place && row->is_locked ? 1 : 0;
  }

  return count;
}

static void submitted_cb (CatenaImportDialog *self, KsSecret *password, CatenaImportLock *lock);

static CatenaImportLock *
get_lock (CatenaImportDialog *self, guint index)
{
  CatenaImportSource *source = g_ptr_array_index (self->sources, index);
  GtkWidget *lock = g_ptr_array_index (self->locks, index);

  if (lock == NULL) {
    lock = catena_import_lock_new (catena_import_source_get_name (source));
    g_signal_connect_object (lock, "submitted", G_CALLBACK (submitted_cb), self, G_CONNECT_SWAPPED);
    gtk_box_append (self->lock_box, lock);
    self->locks->pdata[index] = lock;
  }

  return CATENA_IMPORT_LOCK (lock);
}

static void
remove_lock (CatenaImportDialog *self, guint index)
{
  GtkWidget *lock = g_ptr_array_index (self->locks, index);

  if (lock != NULL)
    gtk_box_remove (self->lock_box, lock);
  self->locks->pdata[index] = NULL;
}

/* What is said above the list about one source. @n_locked: keys that need another password */
static void
update_lock (CatenaImportDialog *self, guint index, guint n_locked)
{
  CatenaImportSource *source = g_ptr_array_index (self->sources, index);
  const GError *error = catena_import_source_get_error (source);
  gboolean needs = catena_import_source_needs_password (source);
  gboolean was_tried = catena_import_source_was_tried (source);
  g_autofree char *reason = NULL;
  CatenaImportLock *lock;

  if (error == NULL && !needs && n_locked == 0) {
    remove_lock (self, index);
    return;
  }

  lock = get_lock (self, index);
  catena_import_lock_set_busy (lock, FALSE);
  catena_import_lock_set_asks (lock, needs || n_locked > 0);
  if (error != NULL && !g_error_matches (error, KS_ERROR, KS_ERROR_PASSWORD_NEEDED) && (was_tried || !needs))
    reason = g_strdup (error->message);
  else if (needs && catena_import_source_get_store (source) == NULL)
    reason = g_strdup (_ ("Its password is needed to see what is in it."));
  else if (needs)
    reason = g_strdup (_ ("Without its password its integrity is not verified, and its keys are locked."));
  else if (was_tried)
    reason = g_strdup (_ ("This password does not open the key."));
  else
    reason = g_strdup_printf (ngettext ("%u key needs a password of its own.",
                                        "%u keys need passwords of their own.", n_locked),
                              n_locked);
  catena_import_lock_set_reason (lock, reason, was_tried || (error != NULL && !needs));
}

/* Sources that could not be read are in no plan: the places there are those of the others. */
static void
update_locks (CatenaImportDialog *self)
{
  guint place = 0;
  gboolean has_locks = FALSE;
  gboolean has_rows = g_list_model_get_n_items (G_LIST_MODEL (self->items)) > 0;

  for (guint i = 0; i < self->sources->len; i++) {
    gboolean is_read = catena_import_source_get_store (g_ptr_array_index (self->sources, i)) != NULL;
    guint n_locked = is_read && self->plan != NULL ? count_locked (self->plan, place) : 0;

    update_lock (self, i, n_locked);
    place += is_read ? 1 : 0;
    has_locks = has_locks || g_ptr_array_index (self->locks, i) != NULL;
  }

  gtk_scrolled_window_set_max_content_height (self->lock_scroller, has_rows ? LOCK_HEIGHT : -1);
  gtk_widget_set_vexpand (GTK_WIDGET (self->lock_scroller), !has_rows);
  gtk_widget_set_visible (GTK_WIDGET (self->lock_scroller), has_locks);
}

/* What was decided before, by source and alias. */
static GHashTable *
index_items (CatenaImportDialog *self)
{
  GHashTable *earlier = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->items));

  for (guint i = 0; i < n; i++) {
    CatenaImportItem *item = g_list_model_get_item (G_LIST_MODEL (self->items), i);
    const KsImportRow *row = catena_import_item_get_row (item);

    g_hash_table_insert (earlier, g_strdup_printf ("%u %s", row->source, row->wanted_alias), item);
  }

  return earlier;
}

static void
show_plan (CatenaImportDialog *self, KsImportPlan *plan)
{
  g_autoptr (GHashTable) earlier = index_items (self);
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);

  g_clear_pointer (&self->plan, ks_import_plan_unref);
  self->plan = ks_import_plan_ref (plan);
  self->n_chosen = self->n_possible = self->n_conflicts = 0;
  for (guint i = 0; i < ks_import_plan_get_n_rows (plan); i++) {
    CatenaImportItem *item = catena_import_item_new (plan, i);
    const KsImportRow *row = catena_import_item_get_row (item);
    g_autofree char *key = g_strdup_printf ("%u %s", row->source, row->wanted_alias);
    CatenaImportItem *before = g_hash_table_lookup (earlier, key);

    if (before != NULL)
      catena_import_item_keep_decision (item, before);
    self->n_chosen += catena_import_item_get_choice (item) != KS_IMPORT_SKIP ? 1 : 0;
    self->n_possible += catena_import_item_can_come (item) ? 1 : 0;
    self->n_conflicts += row->conflict != NULL ? 1 : 0;
    g_signal_connect_object (item, "notify::is-chosen", G_CALLBACK (item_chosen_cb), self, G_CONNECT_SWAPPED);
    g_signal_connect_object (item, "notify::alias", G_CALLBACK (item_named_cb), self, G_CONNECT_SWAPPED);
    g_ptr_array_add (items, item);
  }
  g_list_store_splice (self->items, 0, g_list_model_get_n_items (G_LIST_MODEL (self->items)), items->pdata,
                       items->len);
}

static void
focus (CatenaImportDialog *self)
{
  for (guint i = 0; i < self->locks->len; i++)
    if (g_ptr_array_index (self->locks, i) != NULL &&
        catena_import_source_needs_password (g_ptr_array_index (self->sources, i))) {
      gtk_widget_grab_focus (g_ptr_array_index (self->locks, i));
      return;
    }
  if (self->n_chosen > 0)
    gtk_widget_grab_focus (self->accept_button);
}

static void
planned_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CatenaImportDialog) self = user_data;
  g_autoptr (KsImportPlan) plan = catena_import_plan_finish (CATENA_DOCUMENT (source), result, NULL);

  if (plan == NULL)
    return;

  self->is_planning = FALSE;
  show_plan (self, plan);
  update_locks (self);
  _catena_import_dialog_update (self);
  _catena_import_dialog_show_spinner (self, FALSE);
  gtk_stack_set_visible_child_name (self->stack, "list");
  focus (self);
}

void
_catena_import_dialog_make_plan (CatenaImportDialog *self)
{
  self->is_planning = TRUE;
  _catena_import_dialog_update (self);
  catena_import_plan_async (self->document, self->sources, self->cancellable, planned_cb,
                            g_object_ref (self));
}

static void
submitted_cb (CatenaImportDialog *self, KsSecret *password, CatenaImportLock *lock)
{
  CatenaImportSource *source;
  guint index;

  if (!g_ptr_array_find (self->locks, lock, &index))
    return;

  source = g_ptr_array_index (self->sources, index);
  if (catena_import_source_needs_password (source)) {
    _catena_import_dialog_load (self, source, password);
  } else {
    catena_import_source_add_key_password (source, password);
    _catena_import_dialog_make_plan (self);
  }
}
