/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-edit-private.h"

G_DEFINE_BOXED_TYPE (KsEdit, ks_edit, ks_edit_ref, ks_edit_unref)

static void
change_free (gpointer data)
{
  KsChange *change = data;

  g_clear_object (&change->before);
  g_clear_object (&change->after);
  g_clear_pointer (&change->password, ks_secret_unref);
  g_free (change);
}

/**
 * ks_edit_new_empty:
 * @label: past tense, translated, for a toast
 *
 * Makes an edit without changes. For the store, which works out the inverse of an edit.
 *
 * Returns: (transfer full): the edit
 */
KsEdit *
ks_edit_new_empty (const char *label)
{
  KsEdit *self = g_new0 (KsEdit, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->label = g_strdup (label);
  self->changes = g_ptr_array_new_with_free_func (change_free);

  return self;
}

/**
 * ks_edit_add_change:
 * @self: an edit that nobody else has seen yet
 * @before: (nullable): the entry that goes
 * @after: (nullable): the entry that comes
 * @position: where an insertion goes
 * @password: (nullable): the new password, where there is neither @before nor @after
 *
 * Adds one change behind the others.
 */
void
ks_edit_add_change (KsEdit *self, KsEntry *before, KsEntry *after, guint position, KsSecret *password)
{
  KsChange *change = g_new0 (KsChange, 1);

  change->before = before != NULL ? g_object_ref (before) : NULL;
  change->after = after != NULL ? g_object_ref (after) : NULL;
  change->position = position;
  change->password = password != NULL ? ks_secret_ref (password) : NULL;

  g_ptr_array_add (self->changes, change);
}

/**
 * ks_edit_ref:
 * @self: an edit
 *
 * Returns: (transfer full): the same edit
 */
KsEdit *
ks_edit_ref (KsEdit *self)
{
  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

/**
 * ks_edit_unref:
 * @self: (transfer full): an edit
 *
 * Gives a reference back.
 */
void
ks_edit_unref (KsEdit *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_ptr_array_unref (self->changes);
  g_free (self->label);
  g_free (self);
}

/**
 * ks_edit_get_label:
 * @self: an edit
 *
 * Returns: (transfer none): what it did, past tense, translated
 */
const char *
ks_edit_get_label (KsEdit *self)
{
  return self->label;
}

/**
 * ks_edit_new_insert:
 * @label: past tense, translated, for a toast
 * @entry: the entry that comes
 *
 * Returns: (transfer full): an edit that adds @entry behind the others
 */
KsEdit *
ks_edit_new_insert (const char *label, KsEntry *entry)
{
  KsEdit *self = ks_edit_new_empty (label);

  ks_edit_add_change (self, NULL, entry, KS_CHANGE_AT_END, NULL);

  return self;
}

/**
 * ks_edit_new_remove:
 * @label: past tense, translated, for a toast
 * @entry: the entry that goes
 *
 * Returns: (transfer full): an edit that deletes @entry
 */
KsEdit *
ks_edit_new_remove (const char *label, KsEntry *entry)
{
  KsEdit *self = ks_edit_new_empty (label);

  ks_edit_add_change (self, entry, NULL, KS_CHANGE_AT_END, NULL);

  return self;
}

/**
 * ks_edit_new_replace:
 * @label: past tense, translated, for a toast
 * @entry: the entry that goes
 * @replacement: what takes its place
 *
 * Returns: (transfer full): an edit that changes @entry into @replacement
 */
KsEdit *
ks_edit_new_replace (const char *label, KsEntry *entry, KsEntry *replacement)
{
  KsEdit *self = ks_edit_new_empty (label);

  ks_edit_add_change (self, entry, replacement, KS_CHANGE_AT_END, NULL);

  return self;
}

/**
 * ks_edit_new_password:
 * @label: past tense, translated, for a toast
 * @password: (nullable): the password with which the file is to be saved
 *
 * Returns: (transfer full): an edit that changes the store's password; that of its keys stays as it is
 */
KsEdit *
ks_edit_new_password (const char *label, KsSecret *password)
{
  KsEdit *self = ks_edit_new_empty (label);

  ks_edit_add_change (self, NULL, NULL, KS_CHANGE_AT_END, password);

  return self;
}

/**
 * ks_edit_new_compound:
 * @label: past tense, translated, for a toast
 * @edits: (element-type KsEdit): the parts, in the order in which they are made
 *
 * Returns: (transfer full): several edits as one step
 */
KsEdit *
ks_edit_new_compound (const char *label, GPtrArray *edits)
{
  KsEdit *self = ks_edit_new_empty (label);

  for (guint i = 0; i < edits->len; i++) {
    KsEdit *edit = g_ptr_array_index (edits, i);

    for (guint j = 0; j < edit->changes->len; j++) {
      KsChange *change = g_ptr_array_index (edit->changes, j);

      ks_edit_add_change (self, change->before, change->after, change->position, change->password);
    }
  }

  return self;
}
