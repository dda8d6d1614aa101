/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-edit-private.h"
#include "ks-history.h"
#include "ks-test.h"

static KsEntry *
make_entry (const char *alias)
{
  return ks_entry_new (KS_ENTRY_SECRET, alias, 0, NULL, NULL);
}

static void
assert_change (KsEdit *edit, guint index, KsEntry *before, KsEntry *after)
{
  const KsChange *change = g_ptr_array_index (edit->changes, index);

  g_assert_true (change->before == before);
  g_assert_true (change->after == after);
}

static void
test_simple (void)
{
  g_autoptr (KsEntry) a = make_entry ("a");
  g_autoptr (KsEntry) b = make_entry ("b");
  g_autoptr (KsEdit) insert = ks_edit_new_insert ("inserted", a);
  g_autoptr (KsEdit) removal = ks_edit_new_remove ("removed", a);
  g_autoptr (KsEdit) replace = ks_edit_new_replace ("replaced", a, b);

  g_assert_cmpstr (ks_edit_get_label (insert), ==, "inserted");
  g_assert_cmpstr (ks_edit_get_label (removal), ==, "removed");
  g_assert_cmpstr (ks_edit_get_label (replace), ==, "replaced");
  assert_change (insert, 0, NULL, a);
  assert_change (removal, 0, a, NULL);
  assert_change (replace, 0, a, b);
}

static void
test_password (void)
{
  g_autoptr (KsSecret) password = ks_secret_new_from_string ("secret");
  g_autoptr (KsEdit) edit = ks_edit_new_password ("password", password);
  g_autoptr (KsEdit) none = ks_edit_new_password ("no password", NULL);

  assert_change (edit, 0, NULL, NULL);
  g_assert_true (((KsChange *) edit->changes->pdata[0])->password == password);
  g_assert_null (((KsChange *) none->changes->pdata[0])->password);
}

/* A compound of compounds is one flat list, in order. */
static void
test_compound (void)
{
  g_autoptr (KsEntry) a = make_entry ("a");
  g_autoptr (KsEntry) b = make_entry ("b");
  g_autoptr (GPtrArray) edits = g_ptr_array_new_with_free_func ((GDestroyNotify) ks_edit_unref);
  g_autoptr (KsEdit) inner = NULL;
  g_autoptr (KsEdit) outer = NULL;

  g_ptr_array_add (edits, ks_edit_new_insert ("one", a));
  g_ptr_array_add (edits, ks_edit_new_remove ("two", b));
  inner = ks_edit_new_compound ("inner", edits);
  g_ptr_array_add (edits, ks_edit_ref (inner));
  outer = ks_edit_new_compound ("outer", edits);

  g_assert_cmpuint (outer->changes->len, ==, 4);
  assert_change (outer, 0, NULL, a);
  assert_change (outer, 1, b, NULL);
  assert_change (outer, 2, NULL, a);
  assert_change (outer, 3, b, NULL);
  g_assert_cmpstr (ks_edit_get_label (outer), ==, "outer");
}

static void
test_keeps_entries (void)
{
  KsEntry *entry = make_entry ("a");
  KsEdit *edit = ks_edit_new_insert ("inserted", entry);

  g_object_add_weak_pointer (G_OBJECT (entry), (gpointer *) &entry);
  g_object_unref (entry);
  g_assert_nonnull (entry);
  ks_edit_ref (edit);
  ks_edit_unref (edit);
  g_assert_nonnull (entry);
  ks_edit_unref (edit);
  g_assert_null (entry);
}

static void
push (KsHistory *history, const char *label)
{
  g_autoptr (KsEdit) edit = ks_edit_new_empty (label);
  g_autoptr (KsEdit) inverse = ks_edit_new_empty ("inverse");

  ks_history_push (history, edit, inverse);
}

static void
assert_back (KsHistory *history, const char *label)
{
  KsEdit *edit = NULL;
  KsEdit *inverse = ks_history_step_back (history, &edit);

  g_assert_nonnull (inverse);
  g_assert_cmpstr (ks_edit_get_label (inverse), ==, "inverse");
  g_assert_cmpstr (ks_edit_get_label (edit), ==, label);
}

static void
assert_forth (KsHistory *history, const char *label)
{
  KsEdit *edit = NULL;
  KsEdit *again = ks_history_step_forth (history, &edit);

  g_assert_true (again == edit);
  g_assert_cmpstr (ks_edit_get_label (edit), ==, label);
}

static void
test_history (void)
{
  g_autoptr (KsHistory) history = ks_history_new ();
  KsEdit *edit = NULL;

  g_assert_false (ks_history_can_undo (history));
  g_assert_false (ks_history_can_redo (history));
  g_assert_null (ks_history_step_back (history, &edit));
  g_assert_null (ks_history_step_forth (history, &edit));
  g_assert_null (ks_history_peek_undo (history));
  g_assert_null (ks_history_peek_redo (history));

  push (history, "one");
  push (history, "two");
  g_assert_cmpstr (ks_edit_get_label (ks_history_peek_undo (history)), ==, "two");
  assert_back (history, "two");
  g_assert_cmpstr (ks_edit_get_label (ks_history_peek_undo (history)), ==, "one");
  g_assert_cmpstr (ks_edit_get_label (ks_history_peek_redo (history)), ==, "two");
  assert_forth (history, "two");
  assert_back (history, "two");
  push (history, "three");
  g_assert_false (ks_history_can_redo (history));
  assert_back (history, "three");
  assert_back (history, "one");
  g_assert_false (ks_history_can_undo (history));
}

static void
test_clean (void)
{
  g_autoptr (KsHistory) history = ks_history_new ();

  g_assert_true (ks_history_is_clean (history));
  push (history, "one");
  g_assert_false (ks_history_is_clean (history));
  assert_back (history, "one");
  g_assert_true (ks_history_is_clean (history));
  assert_forth (history, "one");
  ks_history_mark_clean (history);
  g_assert_true (ks_history_is_clean (history));
  assert_back (history, "one");
  g_assert_false (ks_history_is_clean (history));

  /* The saved state lies in a future that is forgotten now: no way leads to it. */
  push (history, "other");
  g_assert_false (ks_history_is_clean (history));
  assert_back (history, "other");
  g_assert_false (ks_history_is_clean (history));
  ks_history_mark_clean (history);
  g_assert_true (ks_history_is_clean (history));
}

int
main (int argc, char *argv[])
{
  ks_test_init (&argc, &argv);

  g_test_add_func ("/edit/simple", test_simple);
  g_test_add_func ("/edit/password", test_password);
  g_test_add_func ("/edit/compound", test_compound);
  g_test_add_func ("/edit/keeps-entries", test_keeps_entries);
  g_test_add_func ("/history/steps", test_history);
  g_test_add_func ("/history/clean", test_clean);

  return g_test_run ();
}
