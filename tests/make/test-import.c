/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-error.h"
#include "ks-import.h"
#include "ks-test-verdict.h"
#include "ks-test.h"

typedef struct {
  KsTestPki *pki;
  KsStore *target;
  KsStore *source;
  KsSecret *password;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer format)
{
  fixture->pki = ks_test_pki_new (NULL, NULL, NULL);
  fixture->target = ks_store_new (ks_format_find (format != NULL ? format : "jks"));
  fixture->source = ks_store_new (ks_format_find ("pem"));
  fixture->password = ks_secret_new_from_string ("changeit");
  ks_store_set_loaded_password (fixture->target, fixture->password);
}

static void
tear_down (Fixture *fixture, gconstpointer format)
{
  ks_test_pki_free (fixture->pki);
  g_object_unref (fixture->target);
  g_object_unref (fixture->source);
  ks_secret_unref (fixture->password);
}

static void
add (KsStore *store, KsEntry *entry)
{
  ks_store_add_loaded (store, entry);
  g_object_unref (entry);
}

static KsEntry *
make_bare_key (KsTestIdentity *identity, const char *alias)
{
  g_autoptr (KsSecret) plain = ks_test_identity_dup_key (identity);
  g_autoptr (KsKey) key = ks_key_new_plain (KS_KEY_PRIVATE, plain, NULL);

  return ks_entry_new (KS_ENTRY_KEY, alias, 0, key, NULL);
}

static KsImportPlan *
make_plan (Fixture *fixture, KsImportQuery **query)
{
  g_autoptr (KsImportQuery) made = ks_import_query_new (fixture->target, KS_TEST_NOW);
  g_autoptr (GError) error = NULL;
  KsImportPlan *plan = NULL;

  g_assert_cmpuint (ks_import_query_add_source (made, fixture->source, "import.pem", NULL), ==, 0);
  plan = ks_import_plan_new (made, NULL, &error);
  g_assert_no_error (error);
  if (query != NULL)
    *query = g_steal_pointer (&made);
  return plan;
}

static gboolean
has_note (const KsImportRow *row, const char *part, gboolean is_warning)
{
  for (guint i = 0; i < row->notes->len; i++) {
    const KsImportNote *note = row->notes->pdata[i];

    if (strstr (note->sentence, part) != NULL)
      return note->is_warning == is_warning;
  }
  return FALSE;
}

static KsEdit *
make_edit (Fixture *fixture, KsImportPlan *plan, const KsImportDecision *decisions)
{
  g_autoptr (GError) error = NULL;
  guint failed = 0;
  KsEdit *edit = ks_import_plan_new_edit (plan, decisions, fixture->target, fixture->password, 1000, &failed,
                                          NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (failed, ==, ks_import_plan_get_n_rows (plan));
  return edit;
}

static guint
count (Fixture *fixture)
{
  return g_list_model_get_n_items (G_LIST_MODEL (fixture->target));
}

/* A key and the certificates of its CA in files of their own become one entry, named as its certificate is. */
static void
test_join (Fixture *fixture, gconstpointer data)
{
  g_autoptr (KsImportPlan) plan = NULL;
  g_autoptr (KsEdit) edit = NULL;
  g_autoptr (KsSecret) plain = ks_test_identity_dup_key (fixture->pki->leaf);
  g_autoptr (KsSecret) unlocked = NULL;
  g_autoptr (GError) error = NULL;
  const KsImportRow *key = NULL;
  KsEntry *entry = NULL;

  add (fixture->source, ks_test_trusted_new ("root", fixture->pki->root));
  add (fixture->source, make_bare_key (fixture->pki->leaf, "server"));
  add (fixture->source, ks_test_trusted_new ("ca", fixture->pki->intermediate));
  add (fixture->source, ks_test_trusted_new ("gw", fixture->pki->leaf));
  plan = make_plan (fixture, NULL);

  g_assert_cmpuint (ks_import_plan_get_n_rows (plan), ==, 4);
  key = ks_import_plan_get_row (plan, 1);
  g_assert_cmpuint (ks_entry_get_chain_length (key->entry), ==, 3);
  g_assert_cmpstr (key->alias, ==, "gw.example.org");
  g_assert_cmpint (key->choice, ==, KS_IMPORT_ADD);
  for (guint i = 0; i < 4; i += i == 0 ? 2 : 1) {
    g_assert_true (ks_import_plan_get_row (plan, i)->is_used);
    g_assert_cmpint (ks_import_plan_get_row (plan, i)->choice, ==, KS_IMPORT_SKIP);
  }

  edit = make_edit (fixture, plan, NULL);
  g_assert_cmpstr (ks_edit_get_label (edit), ==, "“gw.example.org” imported");
  g_assert_true (ks_store_apply (fixture->target, edit, &error));
  entry = ks_store_find (fixture->target, "gw.example.org");
  g_assert_nonnull (entry);
  g_assert_cmpuint (ks_entry_get_chain_length (entry), ==, 3);
  g_assert_true (ks_key_is_protected (ks_entry_get_key (entry)));
  unlocked = ks_key_unlock (ks_entry_get_key (entry), fixture->password, &error);
  g_assert_no_error (error);
  g_assert_true (ks_secret_equal (unlocked, plain));
}

/* The newest valid one of several certificates for a key, and none by a CA of another key. */
static void
test_join_chooses (Fixture *fixture, gconstpointer data)
{
  g_autoptr (KsTestIdentity) own =
    ks_test_identity_cross (fixture->pki->leaf, &(KsTestSpec) { .name = "gw.example.org", .starts = -1 },
                            NULL);
  g_autoptr (KsTestIdentity) ended =
    ks_test_identity_cross (fixture->pki->leaf, &(KsTestSpec) { LEAF, .starts = -50, .ends = -1 },
                            fixture->pki->intermediate);
  g_autoptr (KsTestIdentity) rekeyed =
    ks_test_identity_new (&(KsTestSpec) { INTERMEDIATE }, fixture->pki->root);
  g_autoptr (KsImportPlan) plan = NULL;
  KsEntry *entry = NULL;

  add (fixture->source, ks_test_trusted_new ("1", own));
  add (fixture->source, ks_test_trusted_new ("2", ended));
  add (fixture->source, ks_test_trusted_new ("3", rekeyed));
  add (fixture->source, ks_test_trusted_new ("4", fixture->pki->leaf));
  add (fixture->source, make_bare_key (fixture->pki->leaf, "server"));
  plan = make_plan (fixture, NULL);
  entry = ks_import_plan_get_row (plan, 4)->entry;
  g_assert_cmpuint (ks_entry_get_chain_length (entry), ==, 1);
  g_assert_true (ks_certificate_equal (ks_entry_get_leaf (entry),
                                       ks_test_identity_get_certificate (fixture->pki->leaf)));
  g_assert_false (ks_import_plan_get_row (plan, 2)->is_used);
}

/* A key whose password is not known is told, and joins when it is. */
static void
test_locked (Fixture *fixture, gconstpointer data)
{
  g_autoptr (KsSecret) own = ks_secret_new_from_string ("its own");
  g_autoptr (KsSecret) plain = ks_test_identity_dup_key (fixture->pki->leaf);
  g_autoptr (KsKey) key = ks_key_protect (plain, own, KS_KEY_SCHEME_PBES2_AES256, 1000, NULL);
  g_autoptr (KsImportQuery) query = NULL;
  g_autoptr (KsImportPlan) plan = NULL;
  g_autoptr (KsImportPlan) opened = NULL;
  g_autoptr (KsEdit) edit = NULL;
  g_autoptr (GError) error = NULL;
  guint failed = 99;

  add (fixture->source, ks_test_trusted_new ("gw", fixture->pki->leaf));
  add (fixture->source, ks_entry_new (KS_ENTRY_KEY, "server", 0, key, NULL));
  plan = make_plan (fixture, &query);
  g_assert_true (ks_import_plan_get_row (plan, 1)->is_locked);
  g_assert_cmpuint (ks_entry_get_chain_length (ks_import_plan_get_row (plan, 1)->entry), ==, 0);
  g_assert_null (ks_import_plan_new_edit (plan, NULL, fixture->target, fixture->password, 1, &failed, NULL,
                                          &error));
  g_assert_error (error, KS_ERROR, KS_ERROR_WRONG_PASSWORD);
  g_assert_cmpuint (failed, ==, 1);

  ks_import_query_add_password (query, 0, NULL, own);
  opened = ks_import_plan_new (query, NULL, NULL);
  g_assert_false (ks_import_plan_get_row (opened, 1)->is_locked);
  g_assert_cmpuint (ks_entry_get_chain_length (ks_import_plan_get_row (opened, 1)->entry), ==, 1);
  edit = make_edit (fixture, opened, NULL);
}

/* What the target has, under that name or another one, and what is here twice. */
static void
test_conflicts (Fixture *fixture, gconstpointer data)
{
  g_autoptr (KsTestIdentity) other =
    ks_test_identity_new (&(KsTestSpec) { .name = "Other Root", .ca = TRUE }, NULL);
  g_autoptr (KsImportPlan) plan = NULL;
  const KsImportRow *row = NULL;

  add (fixture->target, ks_test_trusted_new ("known", fixture->pki->root));
  add (fixture->target, ks_test_trusted_new ("ca", fixture->pki->intermediate));
  add (fixture->source, ks_test_trusted_new ("root", fixture->pki->root));
  add (fixture->source, ks_test_trusted_new ("CA", other));
  add (fixture->source, ks_test_trusted_new ("again", other));
  plan = make_plan (fixture, NULL);

  row = ks_import_plan_get_row (plan, 0);
  g_assert_cmpstr (ks_entry_get_alias (row->duplicate), ==, "known");
  g_assert_null (row->conflict);
  g_assert_cmpint (row->choice, ==, KS_IMPORT_SKIP);
  g_assert_true (has_note (row, "The keystore has it already, as “known”.", FALSE));

  row = ks_import_plan_get_row (plan, 1);
  g_assert_cmpstr (ks_entry_get_alias (row->conflict), ==, "ca");
  g_assert_cmpstr (row->wanted_alias, ==, "ca");
  g_assert_cmpstr (row->alias, ==, "ca-2");
  g_assert_cmpint (row->choice, ==, KS_IMPORT_ADD);

  row = ks_import_plan_get_row (plan, 2);
  g_assert_true (row->is_repeated);
  g_assert_cmpint (row->choice, ==, KS_IMPORT_SKIP);
}

/* Replace, rename, skip; an alias that is taken is refused, and names its row. */
static void
test_choices (Fixture *fixture, gconstpointer data)
{
  g_autoptr (KsTestIdentity) one = ks_test_identity_new (&(KsTestSpec) { .name = "One", .ca = TRUE }, NULL);
  g_autoptr (KsTestIdentity) two = ks_test_identity_new (&(KsTestSpec) { .name = "Two", .ca = TRUE }, NULL);
  KsImportDecision taken[] = { { KS_IMPORT_ADD, "fresh" }, { KS_IMPORT_ADD, "FRESH" } };
  KsImportDecision good[] = { { KS_IMPORT_REPLACE, NULL }, { KS_IMPORT_ADD, "second" } };
  KsImportDecision none[] = { { KS_IMPORT_SKIP, NULL }, { KS_IMPORT_SKIP, NULL } };
  KsImportDecision twice[] = { { KS_IMPORT_REPLACE, NULL }, { KS_IMPORT_REPLACE, NULL } };
  g_autoptr (KsImportPlan) plan = NULL;
  g_autoptr (KsEdit) edit = NULL;
  g_autoptr (KsEdit) undone = NULL;
  g_autoptr (GError) error = NULL;
  guint failed = 99;

  add (fixture->target, ks_test_trusted_new ("ca", fixture->pki->root));
  add (fixture->source, ks_test_trusted_new ("ca", one));
  add (fixture->source, ks_test_trusted_new ("ca", two));
  plan = make_plan (fixture, NULL);

  g_assert_null (ks_import_plan_new_edit (plan, taken, fixture->target, NULL, 1, &failed, NULL, &error));
  g_assert_error (error, KS_ERROR, KS_ERROR_EXISTS);
  g_assert_cmpuint (failed, ==, 1);
  g_clear_error (&error);
  g_assert_null (ks_import_plan_new_edit (plan, twice, fixture->target, NULL, 1, &failed, NULL, &error));
  g_assert_error (error, KS_ERROR, KS_ERROR_EXISTS);
  g_clear_error (&error);
  g_assert_null (ks_import_plan_new_edit (plan, none, fixture->target, NULL, 1, &failed, NULL, &error));
  g_assert_error (error, KS_ERROR, KS_ERROR_NOT_FOUND);
  g_clear_error (&error);

  edit = make_edit (fixture, plan, good);
  g_assert_cmpstr (ks_edit_get_label (edit), ==, "2 entries imported");
  g_assert_true (ks_store_apply (fixture->target, edit, &error));
  g_assert_cmpuint (count (fixture), ==, 2);
  g_assert_true (ks_certificate_equal (ks_entry_get_leaf (ks_store_find (fixture->target, "ca")),
                                       ks_test_identity_get_certificate (one)));
  g_assert_nonnull (ks_store_find (fixture->target, "second"));
  undone = ks_store_undo (fixture->target);
  g_assert_cmpuint (count (fixture), ==, 1);
  g_assert_true (ks_certificate_equal (ks_entry_get_leaf (ks_store_find (fixture->target, "ca")),
                                       ks_test_identity_get_certificate (fixture->pki->root)));
}

/* Anchors that are none, or not for long. */
static void
test_notes (Fixture *fixture, gconstpointer data)
{
  g_autoptr (KsTestIdentity) ended =
    ks_test_identity_new (&(KsTestSpec) { .name = "Ended", .ca = TRUE, .ends = -2 }, NULL);
  g_autoptr (KsTestIdentity) future =
    ks_test_identity_new (&(KsTestSpec) { .name = "Future", .ca = TRUE, .starts = 2 }, NULL);
  g_autoptr (KsTestIdentity) weak =
    ks_test_identity_new (&(KsTestSpec) { .name = "Weak", .ca = TRUE, .key = "RSA:512" }, NULL);
  g_autoptr (KsTestIdentity) peer = ks_test_identity_new (&(KsTestSpec) { .name = "peer.example" }, NULL);
  g_autoptr (KsImportPlan) plan = NULL;

  add (fixture->source, ks_test_trusted_new ("leaf", fixture->pki->leaf));
  add (fixture->source, ks_test_trusted_new ("ended", ended));
  add (fixture->source, ks_test_trusted_new ("future", future));
  add (fixture->source, ks_test_trusted_new ("root", fixture->pki->root));
  add (fixture->source, ks_test_trusted_new ("ca", fixture->pki->intermediate));
  add (fixture->source, ks_test_trusted_new ("peer", peer));
  add (fixture->source, ks_test_trusted_new ("weak", weak));
  plan = make_plan (fixture, NULL);

  g_assert_true (has_note (ks_import_plan_get_row (plan, 0), "end-entity", TRUE));
  g_assert_true (has_note (ks_import_plan_get_row (plan, 1), "It expired on 18 November 2026.", TRUE));
  g_assert_true (has_note (ks_import_plan_get_row (plan, 2), "not valid before 22 November 2026", TRUE));
  g_assert_cmpuint (ks_import_plan_get_row (plan, 3)->notes->len, ==, 0);
  g_assert_true (has_note (ks_import_plan_get_row (plan, 4), "intermediate CA", FALSE));
  g_assert_true (has_note (ks_import_plan_get_row (plan, 5), "signed itself", FALSE));
  g_assert_true (has_note (ks_import_plan_get_row (plan, 6), "Its RSA 512 key is too short.", TRUE));
}

/* What a format cannot hold is said, and not chosen. */
static void
test_refused (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GBytes) crl = ks_test_crl_new (fixture->pki->root, NULL);
  KsImportDecision forced[] = { { KS_IMPORT_ADD, NULL } };
  g_autoptr (KsImportPlan) plan = NULL;
  g_autoptr (GError) error = NULL;
  guint failed = 99;

  add (fixture->source, ks_entry_new_data (KS_ENTRY_CRL, "crl", crl));
  plan = make_plan (fixture, NULL);
  g_assert_nonnull (ks_import_plan_get_row (plan, 0)->problem);
  g_assert_cmpint (ks_import_plan_get_row (plan, 0)->choice, ==, KS_IMPORT_SKIP);
  g_assert_null (ks_import_plan_new_edit (plan, forced, fixture->target, fixture->password, 1, &failed, NULL,
                                          &error));
  g_assert_error (error, KS_ERROR, KS_ERROR_LOSSY);
  g_assert_cmpuint (failed, ==, 0);
}

/* Another format: the key is protected as that format wants. */
static void
test_into_pkcs12 (Fixture *fixture, gconstpointer data)
{
  g_autoptr (KsImportPlan) plan = NULL;
  g_autoptr (KsEdit) edit = NULL;

  add (fixture->source, ks_test_entry_new ("Web", fixture->pki->leaf, fixture->pki->intermediate, NULL));
  plan = make_plan (fixture, NULL);
  g_assert_cmpstr (ks_import_plan_get_row (plan, 0)->alias, ==, "web");
  edit = make_edit (fixture, plan, NULL);
  g_assert_true (ks_store_apply (fixture->target, edit, NULL));
  g_assert_nonnull (ks_store_find (fixture->target, "web"));
  g_assert_true (ks_key_is_protected (ks_entry_get_key (ks_store_find (fixture->target, "web"))));
}

static void
test_cancelled (Fixture *fixture, gconstpointer data)
{
  g_autoptr (KsImportQuery) query = ks_import_query_new (fixture->target, KS_TEST_NOW);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  add (fixture->source, ks_test_trusted_new ("root", fixture->pki->root));
  ks_import_query_add_source (query, fixture->source, NULL, NULL);
  g_cancellable_cancel (cancellable);
  g_assert_null (ks_import_plan_new (query, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* Thousands of certificates into a store that has as many. */
static void
test_many (Fixture *fixture, gconstpointer data)
{
  g_autoptr (KsImportPlan) plan = NULL;
  g_autoptr (KsEdit) edit = NULL;
  gint64 start;

  for (guint i = 0; i < 4000; i++) {
    g_autofree char *name = g_strdup_printf ("host-%u.example.org", i % 3000);
    g_autoptr (KsTestIdentity) one =
      ks_test_identity_cross (fixture->pki->leaf, &(KsTestSpec) { .name = name }, fixture->pki->intermediate);

    add (i < 2000 ? fixture->target : fixture->source, ks_test_trusted_new (name, one));
  }
  start = g_get_monotonic_time ();
  plan = make_plan (fixture, NULL);
  edit = make_edit (fixture, plan, NULL);
  g_assert_true (ks_store_apply (fixture->target, edit, NULL));
  g_assert_cmpuint (count (fixture), ==, 4000);
  g_assert_cmpint (g_get_monotonic_time () - start, <, 30 * G_USEC_PER_SEC);
}

#define ADD(path, format, function) g_test_add (path, Fixture, format, set_up, function, tear_down)

int
main (int argc, char *argv[])
{
  ks_test_init (&argc, &argv);

  ADD ("/import/join", "jks", test_join);
  ADD ("/import/join-chooses", "jks", test_join_chooses);
  ADD ("/import/locked", "jks", test_locked);
  ADD ("/import/conflicts", "jks", test_conflicts);
  ADD ("/import/choices", "jks", test_choices);
  ADD ("/import/notes", "jks", test_notes);
  ADD ("/import/refused", "jks", test_refused);
  ADD ("/import/into-pkcs12", "pkcs12", test_into_pkcs12);
  ADD ("/import/cancelled", "jks", test_cancelled);
  ADD ("/import/many", "pkcs12", test_many);

  return g_test_run ();
}
