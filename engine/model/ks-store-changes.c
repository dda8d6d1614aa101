/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "ks-edit-private.h"
#include "ks-error.h"
#include "ks-store-private.h"

/* Whether aliases are compared: what was there before may come back, even where the file itself has a name twice. */
typedef enum {
  DRY_RUN,   /* compare aliases, tell nobody */
  TAKE_BACK, /* neither */
  FOR_REAL,  /* tell everybody */
} Mode;

/* What a change did to the list, for items-changed. */
typedef struct {
  guint position;
  guint removed;
  guint added;
} Span;

static gboolean
check_free (KsStore *self, KsEntry *entry, Mode mode, GError **error)
{
  g_autofree char *visible = NULL;

  if (mode != DRY_RUN || ks_store_count_alias (self, ks_entry_get_alias (entry)) == 0)
    return TRUE;

  visible = ks_text_make_visible (ks_entry_get_alias (entry));
  g_set_error (error, KS_ERROR, KS_ERROR_EXISTS,
               /* Translators: %s is the name of an entry of a keystore */
               _ ("There is an entry called “%s” already. Choose another name."), visible);
  return FALSE;
}

static gboolean
find_entry (KsStore *self, KsEntry *entry, guint *position, GError **error)
{
  g_autofree char *visible = NULL;

  if (ks_store_find_position (self, entry, position))
    return TRUE;

  visible = ks_text_make_visible (ks_entry_get_alias (entry));
  g_set_error (error, KS_ERROR, KS_ERROR_NOT_FOUND, _ ("The entry “%s” is not in this keystore any more."),
               visible);
  return FALSE;
}

static gboolean
insert_entry (KsStore *self, KsChange *change, Mode mode, KsEdit *inverse, Span *span, GError **error)
{
  if (!check_free (self, change->after, mode, error))
    return FALSE;

  *span = (Span) { MIN (change->position, self->entries->len), 0, 1 };
  g_ptr_array_insert (self->entries, (int) span->position, g_object_ref (change->after));
  ks_store_add_to_count (self, ks_entry_get_alias (change->after), 1);
  ks_edit_add_change (inverse, change->after, NULL, KS_CHANGE_AT_END, NULL);

  return TRUE;
}

static gboolean
remove_entry (KsStore *self, KsChange *change, KsEdit *inverse, Span *span, GError **error)
{
  guint position;

  if (!find_entry (self, change->before, &position, error))
    return FALSE;

  *span = (Span) { position, 1, 0 };
  ks_store_add_to_count (self, ks_entry_get_alias (change->before), -1);
  ks_edit_add_change (inverse, NULL, change->before, position, NULL);
  g_ptr_array_remove_index (self->entries, position);

  return TRUE;
}

static gboolean
replace_entry (KsStore *self, KsChange *change, Mode mode, KsEdit *inverse, Span *span, GError **error)
{
  const char *old_alias = ks_entry_get_alias (change->before);
  const char *new_alias = ks_entry_get_alias (change->after);
  guint position;

  if (!find_entry (self, change->before, &position, error))
    return FALSE;

  /* Without a new name there is nothing to collide, even where the file itself has the name twice. */
  if (strcmp (old_alias, new_alias) != 0) {
    ks_store_count_alias (self, old_alias); /* so that there are counts to keep right */
    ks_store_add_to_count (self, old_alias, -1);
    if (!check_free (self, change->after, mode, error)) {
      ks_store_add_to_count (self, old_alias, 1);
      return FALSE;
    }
    ks_store_add_to_count (self, new_alias, 1);
  }

  *span = (Span) { position, 1, 1 };
  ks_edit_add_change (inverse, change->after, change->before, KS_CHANGE_AT_END, NULL);
  g_object_unref (self->entries->pdata[position]);
  self->entries->pdata[position] = g_object_ref (change->after);

  return TRUE;
}

static gboolean
make_change (KsStore *self, KsChange *change, Mode mode, KsEdit *inverse, Span *span, GError **error)
{
  if (change->before != NULL && change->after != NULL)
    return replace_entry (self, change, mode, inverse, span, error);
  if (change->before != NULL)
    return remove_entry (self, change, inverse, span, error);
  if (change->after != NULL)
    return insert_entry (self, change, mode, inverse, span, error);

  *span = (Span) { 0, 0, 0 };
  ks_edit_add_change (inverse, NULL, NULL, KS_CHANGE_AT_END, self->password);
  ks_store_set_loaded_password (self, change->password);

  return TRUE;
}

static void
reverse (GPtrArray *array)
{
  for (guint i = 0; i < array->len / 2; i++) {
    gpointer swap = array->pdata[i];

    array->pdata[i] = array->pdata[array->len - 1 - i];
    array->pdata[array->len - 1 - i] = swap;
  }
}

/* Makes the changes one after the other until one fails. @inverse takes back those that were made. */
static gboolean
make_changes (KsStore *self, KsEdit *edit, Mode mode, KsEdit *inverse, GError **error)
{
  gboolean done = TRUE;

  for (guint i = 0; done && i < edit->changes->len; i++) {
    Span span;

    done = make_change (self, edit->changes->pdata[i], mode, inverse, &span, error);
    if (done && mode == FOR_REAL && span.removed + span.added > 0)
      g_list_model_items_changed (G_LIST_MODEL (self), span.position, span.removed, span.added);
  }
  reverse (inverse->changes);

  return done;
}

/* Makes changes that are known to be possible. */
static void
make_sure_changes (KsStore *self, KsEdit *edit, Mode mode)
{
  g_autoptr (KsEdit) inverse = ks_edit_new_empty (edit->label);
  g_autoptr (GError) error = NULL;

  if (!make_changes (self, edit, mode, inverse, &error))
    g_critical ("A change that was possible is not: %s", error->message);
}

typedef struct {
  gboolean is_modified;
  gboolean can_undo;
  gboolean can_redo;
} State;

static State
get_state (KsStore *self)
{
  return (State) {
    ks_store_is_modified (self),
    ks_store_can_undo (self),
    ks_store_can_redo (self),
  };
}

static void
notify_differences (KsStore *self, State before)
{
  State now = get_state (self);

  g_object_freeze_notify (G_OBJECT (self));
  if (before.is_modified != now.is_modified)
    g_object_notify_by_pspec (G_OBJECT (self), ks_store_properties[KS_STORE_PROP_IS_MODIFIED]);
  if (before.can_undo != now.can_undo)
    g_object_notify_by_pspec (G_OBJECT (self), ks_store_properties[KS_STORE_PROP_CAN_UNDO]);
  if (before.can_redo != now.can_redo)
    g_object_notify_by_pspec (G_OBJECT (self), ks_store_properties[KS_STORE_PROP_CAN_REDO]);
  g_object_thaw_notify (G_OBJECT (self));
}

/**
 * ks_store_apply:
 * @self: a store
 * @edit: a change
 * @error: return location
 *
 * Makes a change, all of it or nothing, and remembers how to take it back. Signals come when it is sure that every part is
 * possible.
 *
 * Returns: %TRUE; %FALSE with %KS_ERROR_NOT_FOUND, %KS_ERROR_EXISTS or %KS_ERROR_READ_ONLY, and nothing has changed
 */
gboolean
ks_store_apply (KsStore *self, KsEdit *edit, GError **error)
{
  g_autoptr (KsEdit) inverse = ks_edit_new_empty (edit->label);
  State before = get_state (self);
  gboolean possible;

  if (ks_store_get_integrity (self) == KS_INTEGRITY_SIGNED) {
    g_set_error_literal (error, KS_ERROR, KS_ERROR_READ_ONLY,
                         _ ("This keystore is signed, and only the owner of the key can sign it again. "
                            "To change it, save it as a new file first."));
    return FALSE;
  }
  if (ks_store_is_read_only (self)) {
    g_set_error_literal (error, KS_ERROR, KS_ERROR_READ_ONLY,
                         _ ("This keystore was opened without its password and cannot be changed. "
                            "Unlock it first."));
    return FALSE;
  }

  /* First without an audience, to see whether it can be done. */
  possible = make_changes (self, edit, DRY_RUN, inverse, error);
  make_sure_changes (self, inverse, TAKE_BACK);
  if (!possible)
    return FALSE;

  ks_history_push (self->history, edit, inverse);
  make_sure_changes (self, edit, FOR_REAL);
  notify_differences (self, before);

  return TRUE;
}

/**
 * ks_store_undo:
 * @self: a store
 *
 * Takes the last edit back.
 *
 * Returns: (transfer full) (nullable): that edit; %NULL when there is none
 */
KsEdit *
ks_store_undo (KsStore *self)
{
  State before = get_state (self);
  KsEdit *edit = NULL;
  KsEdit *inverse = ks_history_step_back (self->history, &edit);

  if (inverse == NULL)
    return NULL;

  ks_edit_ref (edit);
  make_sure_changes (self, inverse, FOR_REAL);
  notify_differences (self, before);

  return edit;
}

/**
 * ks_store_redo:
 * @self: a store
 *
 * Makes the edit again that was undone last.
 *
 * Returns: (transfer full) (nullable): that edit; %NULL when there is none
 */
KsEdit *
ks_store_redo (KsStore *self)
{
  State before = get_state (self);
  KsEdit *edit = NULL;

  if (ks_history_step_forth (self->history, &edit) == NULL)
    return NULL;

  ks_edit_ref (edit);
  make_sure_changes (self, edit, FOR_REAL);
  notify_differences (self, before);

  return edit;
}

/**
 * ks_store_mark_saved:
 * @self: a store
 *
 * The state of now is the one on disk: [property@Store:is-modified] becomes %FALSE.
 */
void
ks_store_mark_saved (KsStore *self)
{
  State before = get_state (self);

  ks_history_mark_clean (self->history);
  ks_store_drop_remarks (self);
  notify_differences (self, before);
}
