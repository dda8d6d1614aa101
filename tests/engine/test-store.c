/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-error.h"
#include "ks-format.h"
#include "ks-test.h"

/* A store and everything that it has told so far. */
typedef struct {
  KsStore *store;
  GString *changes;     /* "position-removed+added " */
  GHashTable *notified; /* property -> how often */
} Fixture;

static void
items_changed_cb (Fixture *fixture, guint position, guint removed, guint added)
{
  g_string_append_printf (fixture->changes, "%u-%u+%u ", position, removed, added);
}

static void
notify_cb (Fixture *fixture, GParamSpec *pspec)
{
  guint count = GPOINTER_TO_UINT (g_hash_table_lookup (fixture->notified, pspec->name));

  g_hash_table_insert (fixture->notified, (gpointer) pspec->name, GUINT_TO_POINTER (count + 1));
}

static KsEntry *
make_entry (const char *alias)
{
  return ks_entry_new (KS_ENTRY_SECRET, alias, 0, NULL, NULL);
}

static void
load (KsStore *store, const char *alias)
{
  g_autoptr (KsEntry) entry = make_entry (alias);

  ks_store_add_loaded (store, entry);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  const char *const *aliases = data;

  fixture->store = ks_store_new (ks_format_find ("jks"));
  fixture->changes = g_string_new (NULL);
  fixture->notified = g_hash_table_new (g_str_hash, g_str_equal);
  for (gsize i = 0; aliases != NULL && aliases[i] != NULL; i++)
    load (fixture->store, aliases[i]);
  g_signal_connect_swapped (fixture->store, "items-changed", G_CALLBACK (items_changed_cb), fixture);
  g_signal_connect_swapped (fixture->store, "notify", G_CALLBACK (notify_cb), fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_assert_finalize_object (fixture->store);
  g_string_free (fixture->changes, TRUE);
  g_hash_table_unref (fixture->notified);
}

/* What was told since the last time: changes of the list, and how often each property was notified. */
static void
assert_told (Fixture *fixture, const char *changes, guint is_modified, guint can_undo, guint can_redo)
{
  g_assert_cmpstr (fixture->changes->str, ==, changes);
  g_assert_cmpuint (GPOINTER_TO_UINT (g_hash_table_lookup (fixture->notified, "is-modified")), ==,
                    is_modified);
  g_assert_cmpuint (GPOINTER_TO_UINT (g_hash_table_lookup (fixture->notified, "can-undo")), ==, can_undo);
  g_assert_cmpuint (GPOINTER_TO_UINT (g_hash_table_lookup (fixture->notified, "can-redo")), ==, can_redo);
  g_string_truncate (fixture->changes, 0);
  g_hash_table_remove_all (fixture->notified);
}

static void
assert_aliases (KsStore *store, const char *expected)
{
  g_autoptr (GPtrArray) entries = ks_store_snapshot (store);
  g_autoptr (GString) aliases = g_string_new (NULL);

  for (guint i = 0; i < entries->len; i++)
    g_string_append_printf (aliases, "%s ", ks_entry_get_alias (entries->pdata[i]));
  g_assert_cmpstr (aliases->str, ==, expected);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (store)), ==, entries->len);
}

static void
insert (Fixture *fixture, const char *alias)
{
  g_autoptr (KsEntry) entry = make_entry (alias);
  g_autoptr (KsEdit) edit = ks_edit_new_insert ("inserted", entry);
  g_autoptr (GError) error = NULL;

  g_assert_true (ks_store_apply (fixture->store, edit, &error));
  g_assert_no_error (error);
}

static void
rename_entry (Fixture *fixture, const char *alias, const char *new_alias)
{
  KsEntry *entry = ks_store_find (fixture->store, alias);
  g_autoptr (KsEntry) renamed = ks_entry_with_alias (entry, new_alias);
  g_autoptr (KsEdit) edit = ks_edit_new_replace ("renamed", entry, renamed);

  g_assert_true (ks_store_apply (fixture->store, edit, NULL));
}

static void
assert_refuses (Fixture *fixture, KsEdit *edit, KsError code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) before = ks_store_snapshot (fixture->store);
  g_autoptr (GPtrArray) after = NULL;

  g_assert_false (ks_store_apply (fixture->store, edit, &error));
  g_assert_error (error, KS_ERROR, (int) code);
  after = ks_store_snapshot (fixture->store);
  g_assert_cmpuint (before->len, ==, after->len);
  for (guint i = 0; i < before->len; i++)
    g_assert_true (before->pdata[i] == after->pdata[i]);
  assert_told (fixture, "", 0, 0, 0);
}

static const char *const abc[] = { "a", "b", "c", NULL };

static void
test_model (Fixture *fixture, gconstpointer data)
{
  GListModel *model = G_LIST_MODEL (fixture->store);
  g_autoptr (KsEntry) second = g_list_model_get_item (model, 1);

  g_assert_true (g_list_model_get_item_type (model) == KS_TYPE_ENTRY);
  g_assert_cmpstr (ks_entry_get_alias (second), ==, "b");
  g_assert_null (g_list_model_get_item (model, 3));
  g_assert_false (ks_store_is_modified (fixture->store));
  g_assert_false (ks_store_can_undo (fixture->store));
  assert_told (fixture, "", 0, 0, 0);
}

static void
test_insert (Fixture *fixture, gconstpointer data)
{
  g_autoptr (KsEdit) undone = NULL;
  g_autoptr (KsEdit) redone = NULL;

  insert (fixture, "d");
  assert_aliases (fixture->store, "a b c d ");
  assert_told (fixture, "3-0+1 ", 1, 1, 0);
  g_assert_true (ks_store_is_modified (fixture->store));
  g_assert_cmpstr (ks_store_get_undo_label (fixture->store), ==, "inserted");

  insert (fixture, "e");
  assert_told (fixture, "4-0+1 ", 0, 0, 0);

  undone = ks_store_undo (fixture->store);
  g_assert_cmpstr (ks_edit_get_label (undone), ==, "inserted");
  assert_aliases (fixture->store, "a b c d ");
  assert_told (fixture, "4-1+0 ", 0, 0, 1);
  redone = ks_store_redo (fixture->store);
  g_assert_true (redone == undone);
  assert_told (fixture, "4-0+1 ", 0, 0, 1);
}

static void
test_remove (Fixture *fixture, gconstpointer data)
{
  KsEntry *entry = ks_store_find (fixture->store, "b");
  g_autoptr (KsEdit) edit = ks_edit_new_remove ("removed", entry);
  g_autoptr (KsEdit) undone = NULL;

  g_assert_true (ks_store_apply (fixture->store, edit, NULL));
  assert_aliases (fixture->store, "a c ");
  assert_told (fixture, "1-1+0 ", 1, 1, 0);
  g_assert_null (ks_store_find (fixture->store, "b"));

  undone = ks_store_undo (fixture->store);
  assert_aliases (fixture->store, "a b c ");
  assert_told (fixture, "1-0+1 ", 1, 1, 1);
  g_assert_true (ks_store_find (fixture->store, "b") == entry);
  g_assert_false (ks_store_is_modified (fixture->store));
}

static void
test_replace (Fixture *fixture, gconstpointer data)
{
  g_autoptr (KsEdit) undone = NULL;

  rename_entry (fixture, "b", "x");
  assert_aliases (fixture->store, "a x c ");
  assert_told (fixture, "1-1+1 ", 1, 1, 0);
  undone = ks_store_undo (fixture->store);
  assert_aliases (fixture->store, "a b c ");
  assert_told (fixture, "1-1+1 ", 1, 1, 1);
}

static void
test_rename_case (Fixture *fixture, gconstpointer data)
{
  rename_entry (fixture, "b", "B");
  assert_aliases (fixture->store, "a B c ");
  rename_entry (fixture, "B", "b");
  assert_aliases (fixture->store, "a b c ");
}

static void
test_exists (Fixture *fixture, gconstpointer data)
{
  g_autoptr (KsEntry) same = make_entry ("A");
  g_autoptr (KsEdit) insertion = ks_edit_new_insert ("inserted", same);
  KsEntry *entry = ks_store_find (fixture->store, "b");
  g_autoptr (KsEntry) renamed = ks_entry_with_alias (entry, "C");
  g_autoptr (KsEdit) replacement = ks_edit_new_replace ("renamed", entry, renamed);

  assert_refuses (fixture, insertion, KS_ERROR_EXISTS);
  assert_refuses (fixture, replacement, KS_ERROR_EXISTS);
  g_assert_false (ks_store_can_undo (fixture->store));
  /* The refused edits left the counts right. */
  rename_entry (fixture, "b", "d");
  insert (fixture, "b");
  assert_aliases (fixture->store, "a d c b ");
}

static void
test_not_found (Fixture *fixture, gconstpointer data)
{
  g_autoptr (KsEntry) stranger = make_entry ("a");
  g_autoptr (KsEntry) other = make_entry ("z");
  g_autoptr (KsEdit) removal = ks_edit_new_remove ("removed", stranger);
  g_autoptr (KsEdit) replacement = ks_edit_new_replace ("replaced", stranger, other);

  assert_refuses (fixture, removal, KS_ERROR_NOT_FOUND);
  assert_refuses (fixture, replacement, KS_ERROR_NOT_FOUND);
}

static const char *const colliding[] = { "x", "X", "x", "y", NULL };

/* A file may hold what nobody could add: all is kept, and can be undone. */
static void
test_collisions (Fixture *fixture, gconstpointer data)
{
  KsEntry *first = ks_store_find (fixture->store, "x");
  g_autoptr (KsEntry) changed = ks_entry_with_created (first, 5);
  g_autoptr (KsEdit) replacement = ks_edit_new_replace ("changed", first, changed);
  g_autoptr (KsEdit) removal = ks_edit_new_remove ("removed", changed);
  g_autoptr (KsEntry) third = g_list_model_get_item (G_LIST_MODEL (fixture->store), 2);
  g_autoptr (KsEntry) renamed = ks_entry_with_alias (third, "z");
  g_autoptr (KsEdit) renaming = ks_edit_new_replace ("renamed", third, renamed);

  assert_aliases (fixture->store, "x X x y ");
  g_assert_true (ks_store_apply (fixture->store, replacement, NULL));
  g_assert_true (ks_store_apply (fixture->store, removal, NULL));
  g_assert_true (ks_store_apply (fixture->store, renaming, NULL));
  assert_aliases (fixture->store, "X z y ");
  while (ks_store_can_undo (fixture->store))
    ks_edit_unref (ks_store_undo (fixture->store));
  assert_aliases (fixture->store, "x X x y ");
  while (ks_store_can_redo (fixture->store))
    ks_edit_unref (ks_store_redo (fixture->store));
  assert_aliases (fixture->store, "X z y ");
}

static KsEdit *
make_compound (KsEntry *removed, KsEntry *first, KsEntry *second)
{
  g_autoptr (GPtrArray) edits = g_ptr_array_new_with_free_func ((GDestroyNotify) ks_edit_unref);

  g_ptr_array_add (edits, ks_edit_new_insert ("one", first));
  g_ptr_array_add (edits, ks_edit_new_remove ("two", removed));
  g_ptr_array_add (edits, ks_edit_new_insert ("three", second));

  return ks_edit_new_compound ("all", edits);
}

static void
test_compound (Fixture *fixture, gconstpointer data)
{
  g_autoptr (KsEntry) d = make_entry ("d");
  g_autoptr (KsEntry) again = make_entry ("A");
  g_autoptr (KsEdit) edit = make_compound (ks_store_find (fixture->store, "a"), d, again);
  g_autoptr (KsEdit) undone = NULL;

  /* “A” is free as soon as “a” has gone. */
  g_assert_true (ks_store_apply (fixture->store, edit, NULL));
  assert_aliases (fixture->store, "b c d A ");
  assert_told (fixture, "3-0+1 0-1+0 3-0+1 ", 1, 1, 0);
  undone = ks_store_undo (fixture->store);
  g_assert_cmpstr (ks_edit_get_label (undone), ==, "all");
  assert_aliases (fixture->store, "a b c ");
  assert_told (fixture, "3-1+0 0-0+1 3-1+0 ", 1, 1, 1);
}

static void
test_all_or_nothing (Fixture *fixture, gconstpointer data)
{
  g_autoptr (KsEntry) d = make_entry ("d");
  g_autoptr (KsEntry) taken = make_entry ("b");
  g_autoptr (KsEdit) edit = make_compound (ks_store_find (fixture->store, "a"), d, taken);

  assert_refuses (fixture, edit, KS_ERROR_EXISTS);
  assert_aliases (fixture->store, "a b c ");
  insert (fixture, "d");
}

static void
test_password (Fixture *fixture, gconstpointer data)
{
  g_autoptr (KsSecret) old = ks_secret_new_from_string ("old");
  g_autoptr (KsSecret) new = ks_secret_new_from_string ("new");
  g_autoptr (KsEdit) edit = ks_edit_new_password ("password", new);
  g_autoptr (KsEdit) undone = NULL;

  ks_store_set_loaded_password (fixture->store, old);
  g_assert_true (ks_store_apply (fixture->store, edit, NULL));
  g_assert_true (ks_store_get_password (fixture->store) == new);
  assert_told (fixture, "", 1, 1, 0);
  undone = ks_store_undo (fixture->store);
  g_assert_true (ks_store_get_password (fixture->store) == old);
  assert_told (fixture, "", 1, 1, 1);
}

static void
test_saved (Fixture *fixture, gconstpointer data)
{
  ks_store_mark_saved (fixture->store);
  assert_told (fixture, "", 0, 0, 0);
  insert (fixture, "d");
  assert_told (fixture, "3-0+1 ", 1, 1, 0);
  ks_store_mark_saved (fixture->store);
  assert_told (fixture, "", 1, 0, 0);
  g_assert_false (ks_store_is_modified (fixture->store));

  ks_edit_unref (ks_store_undo (fixture->store));
  g_assert_true (ks_store_is_modified (fixture->store));
  assert_told (fixture, "3-1+0 ", 1, 1, 1);
  ks_edit_unref (ks_store_redo (fixture->store));
  g_assert_false (ks_store_is_modified (fixture->store));
}

static void
test_nothing_to_undo (Fixture *fixture, gconstpointer data)
{
  g_assert_null (ks_store_undo (fixture->store));
  g_assert_null (ks_store_redo (fixture->store));
  g_assert_null (ks_store_get_undo_label (fixture->store));
  g_assert_null (ks_store_get_redo_label (fixture->store));
  assert_told (fixture, "", 0, 0, 0);
}

static void
test_read_only (Fixture *fixture, gconstpointer data)
{
  g_autoptr (KsEntry) entry = make_entry ("d");
  g_autoptr (KsEdit) edit = ks_edit_new_insert ("inserted", entry);

  ks_store_set_integrity (fixture->store, KS_INTEGRITY_SKIPPED);
  ks_store_set_integrity (fixture->store, KS_INTEGRITY_SKIPPED);
  g_assert_true (ks_store_is_read_only (fixture->store));
  g_assert_cmpuint (GPOINTER_TO_UINT (g_hash_table_lookup (fixture->notified, "integrity")), ==, 1);
  g_assert_cmpuint (GPOINTER_TO_UINT (g_hash_table_lookup (fixture->notified, "is-read-only")), ==, 1);
  assert_refuses (fixture, edit, KS_ERROR_READ_ONLY);

  ks_store_set_integrity (fixture->store, KS_INTEGRITY_VERIFIED);
  g_assert_true (ks_store_apply (fixture->store, edit, NULL));
}

static void
test_properties (Fixture *fixture, gconstpointer data)
{
  gpointer format = NULL;
  KsIntegrity integrity;
  gboolean is_modified, is_read_only, can_undo, can_redo;

  insert (fixture, "d");
  g_object_get (fixture->store, "format", &format, "integrity", &integrity, "is-modified", &is_modified,
                "is-read-only", &is_read_only, "can-undo", &can_undo, "can-redo", &can_redo, NULL);
  g_assert_true (format == ks_format_find ("jks"));
  g_assert_cmpint (integrity, ==, KS_INTEGRITY_NONE);
  g_assert_true (is_modified);
  g_assert_true (can_undo);
  g_assert_false (is_read_only);
  g_assert_false (can_redo);
}

static void
test_make_alias (Fixture *fixture, gconstpointer data)
{
  g_autofree char *free_alias = ks_store_make_alias (fixture->store, "z");
  g_autofree char *second = ks_store_make_alias (fixture->store, "A");
  g_autofree char *third = NULL;

  g_assert_cmpstr (free_alias, ==, "z");
  g_assert_cmpstr (second, ==, "A-2");
  insert (fixture, "a-2");
  third = ks_store_make_alias (fixture->store, "A");
  g_assert_cmpstr (third, ==, "A-3");
}

static void
test_copy (Fixture *fixture, gconstpointer data)
{
  g_autoptr (KsSecret) password = ks_secret_new_from_string ("secret");
  g_autoptr (GBytes) extra = g_bytes_new_static ("x", 1);
  g_autoptr (KsStore) copy = NULL;

  ks_store_set_loaded_password (fixture->store, password);
  ks_store_set_extra (fixture->store, "test.extra", extra);
  ks_store_add_remark (fixture->store, "remark");
  ks_store_set_integrity (fixture->store, KS_INTEGRITY_VERIFIED);
  insert (fixture, "d");
  copy = ks_store_copy (fixture->store);

  assert_aliases (copy, "a b c d ");
  g_assert_true (ks_store_get_password (copy) == password);
  g_assert_true (ks_store_get_extra (copy, "test.extra") == extra);
  g_assert_cmpstr (ks_store_get_remarks (copy)[0], ==, "remark");
  g_assert_null (ks_store_get_remarks (copy)[1]);
  g_assert_cmpint (ks_store_get_integrity (copy), ==, KS_INTEGRITY_VERIFIED);
  g_assert_false (ks_store_can_undo (copy));
  g_assert_true (ks_store_find (copy, "a") == ks_store_find (fixture->store, "a"));

  insert (fixture, "e");
  assert_aliases (copy, "a b c d ");
}

static void
test_fold (void)
{
  static const struct {
    const char *alias;
    const char *folded;
  } aliases[] = {
    { "", "" },
    { "Web Server", "web server" },
    { "\303\204\303\226", "\303\244\303\266" },
    { "\304\260I", "i\314\207i" }, /* as Java does it, whatever the locale */
    { "\320\220\320\257", "\320\260\321\217" },
    { "A\300\200\377B", "a\300\200\377b" },
    { "STRASSE \303\237", "strasse \303\237" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (aliases); i++) {
    g_autofree char *folded = ks_alias_fold (aliases[i].alias);

    g_assert_cmpstr (folded, ==, aliases[i].folded);
  }
}

#define ADD(name, aliases) g_test_add ("/store/" #name, Fixture, aliases, set_up, test_##name, tear_down)

int
main (int argc, char *argv[])
{
  ks_test_init (&argc, &argv);

  ADD (model, abc);
  ADD (insert, abc);
  ADD (remove, abc);
  ADD (replace, abc);
  ADD (rename_case, abc);
  ADD (exists, abc);
  ADD (not_found, abc);
  ADD (collisions, colliding);
  ADD (compound, abc);
  ADD (all_or_nothing, abc);
  ADD (password, abc);
  ADD (saved, abc);
  ADD (nothing_to_undo, abc);
  ADD (read_only, abc);
  ADD (properties, abc);
  ADD (make_alias, abc);
  ADD (copy, abc);
  g_test_add_func ("/store/fold", test_fold);

  return g_test_run ();
}
