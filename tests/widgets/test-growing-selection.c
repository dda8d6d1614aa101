/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What the signals of the model tell is always what it holds: the first items of the other one, in the end all of them. */

#include "catena-growing-selection.h"

#define MANY 1000
#define FEW 50
#define FIRST_MAX 60 /* what is there in the first frame is far less than two hundred */
#define STEPS 400

typedef struct {
  GListStore *store;
  GtkMultiSelection *all;
  CatenaGrowingSelection *growing;
  GtkWidget *window;
  GPtrArray *told; /* the items, as the signals tell */
  guint n_grown;
} Fixture;

static void
items_changed_cb (Fixture *fixture, guint position, guint removed, guint added, GListModel *model)
{
  g_assert_cmpuint (position + removed, <=, fixture->told->len);
  g_assert_cmpuint (fixture->told->len - removed + added, ==, g_list_model_get_n_items (model));
  if (removed > 0)
    g_ptr_array_remove_range (fixture->told, position, removed);
  for (guint i = 0; i < added; i++)
    g_ptr_array_insert (fixture->told, (int) (position + i), g_list_model_get_item (model, position + i));
}

static void
grown_cb (Fixture *fixture)
{
  fixture->n_grown++;
}

static void
check (Fixture *fixture)
{
  GListModel *model = G_LIST_MODEL (fixture->growing);
  guint n = g_list_model_get_n_items (model);

  g_assert_cmpuint (n, ==, fixture->told->len);
  g_assert_cmpuint (n, <=, g_list_model_get_n_items (G_LIST_MODEL (fixture->all)));
  g_assert_null (g_list_model_get_item (model, n));
  for (guint i = 0; i < n; i++) {
    g_autoptr (GObject) item = g_list_model_get_item (model, i);
    g_autoptr (GObject) same = g_list_model_get_item (G_LIST_MODEL (fixture->all), i);

    g_assert_true (item == same);
    g_assert_true (item == fixture->told->pdata[i]);
    g_assert_cmpint (gtk_selection_model_is_selected (GTK_SELECTION_MODEL (fixture->growing), i), ==,
                     gtk_selection_model_is_selected (GTK_SELECTION_MODEL (fixture->all), i));
  }
}

static void
splice (Fixture *fixture, guint position, guint removed, guint added)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < added; i++)
    g_ptr_array_add (items, gtk_string_object_new ("item"));
  g_list_store_splice (fixture->store, position, removed, items->pdata, added);
}

static void
start (Fixture *fixture)
{
  GListModel *model = NULL;

  fixture->growing = catena_growing_selection_new (GTK_SELECTION_MODEL (fixture->all), fixture->window);
  model = G_LIST_MODEL (fixture->growing);
  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    g_ptr_array_add (fixture->told, g_list_model_get_item (model, i));
  g_signal_connect_swapped (fixture->growing, "items-changed", G_CALLBACK (items_changed_cb), fixture);
  g_signal_connect_swapped (fixture->growing, "grown", G_CALLBACK (grown_cb), fixture);
  check (fixture);
}

static void
wait_grown (Fixture *fixture)
{
  while (g_list_model_get_n_items (G_LIST_MODEL (fixture->growing)) <
         g_list_model_get_n_items (G_LIST_MODEL (fixture->all))) {
    g_main_context_iteration (NULL, TRUE);
    check (fixture);
  }
}

static void
wait_told (Fixture *fixture, guint n_grown)
{
  while (fixture->n_grown < n_grown)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (fixture->n_grown, ==, n_grown);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->store = g_list_store_new (GTK_TYPE_STRING_OBJECT);
  fixture->all = gtk_multi_selection_new (G_LIST_MODEL (g_object_ref (fixture->store)));
  fixture->window = gtk_window_new ();
  fixture->told = g_ptr_array_new_with_free_func (g_object_unref);
  gtk_window_present (GTK_WINDOW (fixture->window));
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_assert_finalize_object (fixture->growing);
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  g_object_unref (fixture->all);
  g_object_unref (fixture->store);
  g_ptr_array_unref (fixture->told);
}

static void
test_few (Fixture *fixture, gconstpointer data)
{
  splice (fixture, 0, 0, FEW);
  start (fixture);
  g_assert_cmpuint (fixture->told->len, ==, FEW);
  splice (fixture, 0, FEW, 0);
  check (fixture);
  g_assert_cmpuint (fixture->told->len, ==, 0);
}

static void
test_many (Fixture *fixture, gconstpointer data)
{
  splice (fixture, 0, 0, MANY);
  gtk_selection_model_select_item (GTK_SELECTION_MODEL (fixture->all), MANY - 1, TRUE);
  start (fixture);
  g_assert_cmpuint (fixture->told->len, <, FIRST_MAX);
  g_assert_cmpuint (fixture->told->len, >, 0);
  wait_grown (fixture);
  g_assert_cmpuint (fixture->told->len, ==, MANY);
  wait_told (fixture, 1);
  g_assert_true (gtk_selection_model_is_selected (GTK_SELECTION_MODEL (fixture->growing), MANY - 1));
}

/* As when they are sorted in another way, or found again. */
static void
test_all_others (Fixture *fixture, gconstpointer data)
{
  start (fixture);
  splice (fixture, 0, 0, MANY);
  g_assert_cmpuint (fixture->told->len, <, FIRST_MAX);
  wait_grown (fixture);
  wait_told (fixture, 1);
  splice (fixture, 0, MANY, MANY);
  g_assert_cmpuint (fixture->told->len, <, FIRST_MAX);
  check (fixture);
  wait_grown (fixture);
  wait_told (fixture, 2);
}

/* Whatever changes while it grows. */
static void
test_changes (Fixture *fixture, gconstpointer data)
{
  guint n_short = 0;

  splice (fixture, 0, 0, MANY);
  start (fixture);
  for (guint i = 0; i < STEPS; i++) {
    guint n = g_list_model_get_n_items (G_LIST_MODEL (fixture->all));
    guint position =
      (guint) g_test_rand_int_range (0, g_test_rand_bit () ? (int) n + 1 : MIN ((int) n, FEW) + 1);
    guint removed = (guint) g_test_rand_int_range (0, (int) MIN (n - position, 40) + 1);

    splice (fixture, position, removed, (guint) g_test_rand_int_range (0, 40));
    check (fixture);
    n = g_list_model_get_n_items (G_LIST_MODEL (fixture->all));
    if (n > 0)
      gtk_selection_model_select_item (GTK_SELECTION_MODEL (fixture->growing),
                                       (guint) g_test_rand_int_range (0, (int) n), g_test_rand_bit ());
    check (fixture);
    n_short += fixture->told->len < n;
    if (i % 40 == 39)
      splice (fixture, MIN (n, i % 80), n - MIN (n, i % 80), MANY);
    else if (i % 10 == 9)
      g_main_context_iteration (NULL, FALSE);
  }
  g_assert_cmpuint (n_short, >, 0);
  wait_grown (fixture);
  check (fixture);
}

/* A list view may go before its model. */
static void
test_without_widget (Fixture *fixture, gconstpointer data)
{
  splice (fixture, 0, 0, MANY);
  start (fixture);
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  fixture->window = gtk_window_new ();
  splice (fixture, 0, 1, 0);
  check (fixture);
}

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv);
  g_test_add ("/growing-selection/few", Fixture, NULL, set_up, test_few, tear_down);
  g_test_add ("/growing-selection/many", Fixture, NULL, set_up, test_many, tear_down);
  g_test_add ("/growing-selection/all-others", Fixture, NULL, set_up, test_all_others, tear_down);
  g_test_add ("/growing-selection/changes", Fixture, NULL, set_up, test_changes, tear_down);
  g_test_add ("/growing-selection/without-widget", Fixture, NULL, set_up, test_without_widget, tear_down);
  return g_test_run ();
}
