/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-test.h"

#include <string.h>

#include "ks-test-pki.h"
#include "ks-trust-choice.h"

typedef struct {
  KsTestIdentity *root;
  KsTestIdentity *middle;
  KsTestIdentity *leaf;
  KsTestIdentity *self;
  KsTestIdentity *old;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  const KsTestSpec root = { .name = "Root", .ca = TRUE };
  const KsTestSpec middle = { .name = "Middle", .ca = TRUE };
  const KsTestSpec leaf = { .name = "leaf", .san = "DNS:leaf.example" };
  const KsTestSpec old = { .name = "Old root", .ca = TRUE, .ends = -1 };

  self->root = ks_test_identity_new (&root, NULL);
  self->middle = ks_test_identity_new (&middle, self->root);
  self->leaf = ks_test_identity_new (&leaf, self->middle);
  self->self = ks_test_identity_new (&leaf, NULL);
  self->old = ks_test_identity_new (&old, NULL);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  ks_test_identity_free (self->leaf);
  ks_test_identity_free (self->middle);
  ks_test_identity_free (self->root);
  ks_test_identity_free (self->self);
  ks_test_identity_free (self->old);
}

static GPtrArray *
make_path (KsTestIdentity *first, ...)
{
  GPtrArray *path = g_ptr_array_new ();
  va_list others;

  va_start (others, first);
  for (KsTestIdentity *next = first; next != NULL; next = va_arg (others, KsTestIdentity *))
    g_ptr_array_add (path, ks_test_identity_get_certificate (next));
  va_end (others);
  return path;
}

/* "root* leaf": the kinds of the choices; a star at the one that is advised. */
static void
assert_choices (GPtrArray *path, const char *expected)
{
  static const char *const words[] = { "root", "issuer", "leaf" };
  g_autoptr (GPtrArray) freed = path;
  g_autoptr (GPtrArray) choices = ks_trust_choice_list (path, NULL, KS_TEST_NOW);
  g_autoptr (GString) found = g_string_new (NULL);

  for (guint i = 0; i < choices->len; i++) {
    const KsTrustChoice *choice = choices->pdata[i];

    g_string_append_printf (found, "%s%s%s", i > 0 ? " " : "", words[choice->kind],
                            choice->is_advised ? "*" : "");
    g_assert_cmpstr (choice->advice, !=, "");
  }
  g_assert_cmpstr (found->str, ==, expected);
}

static void
test_choices (Fixture *self, gconstpointer data)
{
  assert_choices (make_path (self->leaf, self->middle, self->root, NULL), "root* issuer leaf");
  assert_choices (make_path (self->leaf, self->middle, NULL), "issuer* leaf");
  assert_choices (make_path (self->middle, self->root, NULL), "root* leaf");
  assert_choices (make_path (self->leaf, NULL), "leaf*");
  assert_choices (make_path (self->self, NULL), "leaf*");
  assert_choices (make_path (self->root, NULL), "root*");
  assert_choices (make_path (self->middle, NULL), "issuer*");
  assert_choices (make_path (NULL), "");
}

static void
test_expired (Fixture *self, gconstpointer data)
{
  g_autoptr (GPtrArray) path = make_path (self->leaf, self->old, NULL);
  g_autoptr (GPtrArray) choices = ks_trust_choice_list (path, NULL, KS_TEST_NOW);
  const KsTrustChoice *first = choices->pdata[0];

  g_assert_nonnull (strstr (first->advice, "expired"));
  assert_choices (make_path (self->leaf, self->old, NULL), "root leaf*");
  assert_choices (make_path (self->old, NULL), "root");
}

static void
test_duplicate (Fixture *self, gconstpointer data)
{
  g_autoptr (KsEntry) pair = ks_test_entry_new ("pair", self->self, NULL);
  g_autoptr (KsEntry) trusted = ks_test_trusted_new ("the root", self->root);
  g_autoptr (GPtrArray) entries = g_ptr_array_new ();

  g_ptr_array_add (entries, pair);
  g_ptr_array_add (entries, trusted);
  g_assert_cmpstr (ks_trust_find_alias (entries, ks_test_identity_get_certificate (self->root)), ==,
                   "the root");
  /* The certificate of a key is not trusted for that. */
  g_assert_null (ks_trust_find_alias (entries, ks_test_identity_get_certificate (self->self)));
  g_assert_null (ks_trust_find_alias (entries, ks_test_identity_get_certificate (self->leaf)));
}

int
main (int argc, char *argv[])
{
  static const struct {
    const char *path;
    void (*function) (Fixture *, gconstpointer);
  } tests[] = {
    { "/trust-choice/choices", test_choices },
    { "/trust-choice/expired", test_expired },
    { "/trust-choice/duplicate", test_duplicate },
  };

  ks_test_init (&argc, &argv);
  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, set_up, tests[i].function, tear_down);

  return g_test_run ();
}
