/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The table of truststores: its cells, what is read out of it, and what can be done with it. */

#include "catena-config.h"

#include "ks-test-pki.h"
#include "kw-scene.h"
#include "kw-status-mark.h"
#include "kw-trust-matrix.h"

#define LATER (KS_TEST_NOW + G_GINT64_CONSTANT (86400) * 400)

/* A store that trusts the server, one that does not, and a locked one; today, or also in 400 days. */
static KsTrustMatrix *
make_matrix (guint n_times)
{
  g_autoptr (KsTestIdentity) root =
    ks_test_identity_new (&(KsTestSpec) { .name = "Root R1", .ca = TRUE, .ends = 3000 }, NULL);
  g_autoptr (KsTestIdentity) other =
    ks_test_identity_new (&(KsTestSpec) { .name = "Other", .ca = TRUE }, NULL);
  g_autoptr (KsTestIdentity) leaf = ks_test_identity_new (&(KsTestSpec) { .name = "gw.example.org",
                                                                          .san = "DNS:gw.example.org",
                                                                          .purposes = "serverAuth" },
                                                          root);
  g_autoptr (GPtrArray) roots = g_ptr_array_new ();
  g_autoptr (GPtrArray) others = g_ptr_array_new ();
  g_autoptr (KsEntry) entry = ks_test_entry_new ("web", leaf, NULL);
  g_autoptr (KsAnchorSet) good = NULL;
  g_autoptr (KsAnchorSet) bad = NULL;
  KsTrustJudge judges[3] = { { "good.jks" }, { "bad.jks" }, { "locked.p12", NULL, "Locked" } };
  const gint64 times[] = { KS_TEST_NOW, LATER };

  g_ptr_array_add (roots, ks_test_identity_get_certificate (root));
  g_ptr_array_add (others, ks_test_identity_get_certificate (other));
  good = ks_anchor_set_new (KS_ANCHORS_STORE, "good.jks", roots);
  bad = ks_anchor_set_new (KS_ANCHORS_STORE, "bad.jks", others);
  judges[0].anchors = good;
  judges[1].anchors = bad;
  return ks_trust_matrix_new (&(KsTrustQuestion) { .entry = entry,
                                                   .judges = judges,
                                                   .n_judges = 3,
                                                   .times = times,
                                                   .n_times = n_times },
                              NULL, NULL);
}

static GtkWidget *
get_row (GtkWidget *table, guint index)
{
  GtkWidget *row = gtk_widget_get_first_child (table);

  for (guint i = 0; i <= index && row != NULL; i++)
    row = gtk_widget_get_next_sibling (row);
  return row;
}

static void
remember_cb (GtkWidget *widget, guint row, guint *seen)
{
  *seen = row;
}

static void
test_words (void)
{
  g_autoptr (KsTrustMatrix) matrix = make_matrix (2);
  GtkWidget *table = kw_trust_matrix_new ();
  GtkWindow *window = kw_scene_show (table, 780);

  kw_trust_matrix_set_matrix (KW_TRUST_MATRIX (table), matrix, NULL);
  gtk_test_accessible_assert_role (table, GTK_ACCESSIBLE_ROLE_TABLE);
  gtk_test_accessible_assert_role (get_row (table, 0), GTK_ACCESSIBLE_ROLE_ROW);
  gtk_test_accessible_assert_property (get_row (table, 0), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "good.jks, Today: Trusted, 25 December 2027: Not trusted");
  gtk_test_accessible_assert_property (get_row (table, 0), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                       "The server certificate expires first");
  gtk_test_accessible_assert_property (get_row (table, 2), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, "Locked");
  g_assert_nonnull (kw_scene_find (table, GTK_TYPE_LABEL, "Would it be accepted?"));
  g_assert_nonnull (kw_scene_find (get_row (table, 2), GTK_TYPE_LABEL, "Not checked"));
  g_assert_null (get_row (table, 3));
  gtk_window_destroy (window);
}

/* What was written about a row stays in that row, which may have the focus. */
static void
test_update (void)
{
  g_autoptr (KsTrustMatrix) both = make_matrix (2);
  g_autoptr (KsTrustMatrix) today = make_matrix (1);
  GtkWidget *table = kw_trust_matrix_new ();
  GtkWindow *window = kw_scene_show (table, 780);
  GtkWidget *row;

  kw_trust_matrix_set_matrix (KW_TRUST_MATRIX (table), today, NULL);
  row = get_row (table, 0);
  kw_trust_matrix_set_matrix (KW_TRUST_MATRIX (table), today, NULL);
  g_assert_true (get_row (table, 0) == row);
  kw_trust_matrix_set_matrix (KW_TRUST_MATRIX (table), both, NULL);
  gtk_test_accessible_assert_property (get_row (table, 1), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "bad.jks, Today: Not trusted, 25 December 2027: Not trusted");
  kw_trust_matrix_set_matrix (KW_TRUST_MATRIX (table), NULL, NULL);
  g_assert_null (gtk_widget_get_first_child (table));
  gtk_window_destroy (window);
}

static void
test_signals (void)
{
  g_autoptr (KsTrustMatrix) matrix = make_matrix (1);
  const KwTrustRowFlags flags[] = { KW_TRUST_ROW_PLAIN, KW_TRUST_ROW_CAN_ADD, KW_TRUST_ROW_CAN_REMOVE };
  GtkWidget *table = kw_trust_matrix_new ();
  GtkWindow *window = kw_scene_show (table, 780);
  guint chosen = G_MAXUINT, added = G_MAXUINT, removed = G_MAXUINT;

  kw_trust_matrix_set_matrix (KW_TRUST_MATRIX (table), matrix, flags);
  g_signal_connect (table, "row-activated", G_CALLBACK (remember_cb), &chosen);
  g_signal_connect (table, "add-activated", G_CALLBACK (remember_cb), &added);
  g_signal_connect (table, "remove-activated", G_CALLBACK (remember_cb), &removed);
  g_assert_true (gtk_widget_activate (get_row (table, 2)));
  g_signal_emit_by_name (get_row (table, 1), "add");
  g_signal_emit_by_name (get_row (table, 2), "remove");
  g_assert_cmpuint (chosen, ==, 2);
  g_assert_cmpuint (added, ==, 1);
  g_assert_cmpuint (removed, ==, 2);
  kw_trust_matrix_set_selected (KW_TRUST_MATRIX (table), 1);
  g_assert_cmpuint (gtk_widget_get_state_flags (get_row (table, 1)) & GTK_STATE_FLAG_SELECTED, !=, 0);
  g_assert_cmpuint (gtk_widget_get_state_flags (get_row (table, 0)) & GTK_STATE_FLAG_SELECTED, ==, 0);
  gtk_window_destroy (window);
}

/* Beside each other in columns that are the same in all rows; without room below each other, and nothing gets wider than it is given. */
static void
test_layout (void)
{
  g_autoptr (KsTrustMatrix) matrix = make_matrix (2);
  GtkWidget *table = kw_trust_matrix_new ();
  GtkWindow *window = kw_scene_show (table, 780);
  int minimum, wide, narrow;

  kw_trust_matrix_set_matrix (KW_TRUST_MATRIX (table), matrix, NULL);
  gtk_widget_measure (get_row (table, 0), GTK_ORIENTATION_VERTICAL, 780, &wide, NULL, NULL, NULL);
  kw_trust_matrix_set_narrow (KW_TRUST_MATRIX (table), TRUE);
  g_assert_false (gtk_widget_get_visible (gtk_widget_get_first_child (table)));
  gtk_widget_measure (get_row (table, 0), GTK_ORIENTATION_VERTICAL, 320, &narrow, NULL, NULL, NULL);
  gtk_widget_measure (table, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  g_assert_cmpint (narrow, >, 2 * wide);
  g_assert_cmpint (minimum, <=, 320);
  gtk_window_destroy (window);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  kw_scene_init ();

  g_test_add_func ("/trust-matrix/words", test_words);
  g_test_add_func ("/trust-matrix/update", test_update);
  g_test_add_func ("/trust-matrix/signals", test_signals);
  g_test_add_func ("/trust-matrix/layout", test_layout);
  return g_test_run ();
}
