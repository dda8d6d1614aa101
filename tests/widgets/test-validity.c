/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The bars over time: where they are, and how the slider is moved by keys and assistive technologies. */

#include "catena-config.h"

#include "ks-test-pki.h"
#include "ks-time.h"
#include "kw-scene.h"
#include "kw-time-pill.h"
#include "kw-validity-plot.h"
#include "kw-validity-view.h"

typedef struct {
  KsVerdict *verdict;
  KsTimeline *timeline;
  GtkWidget *view;
  GtkWidget *pill;
  GtkWindow *window;
  gint64 chosen; /* last told; -1: nothing yet */
  guint n_chosen;
} Fixture;

static void
chosen_cb (Fixture *self, gint64 time)
{
  self->chosen = time;
  self->n_chosen++;
}

static GtkWidget *
find_pill (GtkWidget *view)
{
  for (GtkWidget *child = gtk_widget_get_first_child (view); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (KW_IS_TIME_PILL (child))
      return child;
  g_assert_not_reached ();
}

static void
fixture_init (Fixture *self, int width, GtkTextDirection direction)
{
  self->verdict = kw_scene_verdict_new (KW_SCENE_COMPLETE);
  self->timeline = ks_timeline_new (ks_verdict_get_path (self->verdict, 0));
  self->view = kw_validity_view_new ();
  self->pill = find_pill (self->view);
  self->chosen = -1;
  gtk_widget_set_direction (self->view, direction);
  g_signal_connect_swapped (self->view, "time-chosen", G_CALLBACK (chosen_cb), self);
  kw_validity_view_set_timeline (KW_VALIDITY_VIEW (self->view), self->timeline, KS_TEST_NOW);
  self->window = kw_scene_show (self->view, width);
}

static void
fixture_clear (Fixture *self)
{
  gtk_window_destroy (self->window);
  g_clear_pointer (&self->timeline, ks_timeline_unref);
  g_assert_finalize_object (G_OBJECT (self->verdict));
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Fixture, fixture_clear)

static graphene_rect_t
get_bounds (Fixture *self, GtkWidget *child)
{
  graphene_rect_t bounds;

  g_assert_true (gtk_widget_compute_bounds (child, self->view, &bounds));
  return bounds;
}

/* The bar of a certificate, by its place from the leaf. */
static GtkWidget *
get_span (Fixture *self, guint index)
{
  for (GtkWidget *child = gtk_widget_get_first_child (self->view); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (g_str_equal (gtk_widget_get_css_name (child), "kwspan") && index-- == 0)
      return child;
  g_assert_not_reached ();
}

static void
test_bars (void)
{
  g_auto (Fixture) self = { 0 };
  graphene_rect_t leaf, middle, root;

  fixture_init (&self, 700, GTK_TEXT_DIR_LTR);
  leaf = get_bounds (&self, get_span (&self, 0));
  middle = get_bounds (&self, get_span (&self, 1));
  root = get_bounds (&self, get_span (&self, 2));
  /* The leaf at the bottom, each as long as it is valid. */
  g_assert_cmpfloat (leaf.origin.y, >, middle.origin.y);
  g_assert_cmpfloat (middle.origin.y, >, root.origin.y);
  g_assert_cmpfloat (leaf.size.width, <, middle.size.width);
  g_assert_true (gtk_widget_has_css_class (get_span (&self, 0), "first"));
  g_assert_false (gtk_widget_has_css_class (get_span (&self, 0), "fades-end"));
  g_assert_true (gtk_widget_has_css_class (get_span (&self, 2), "fades-end"));
  gtk_test_accessible_assert_role (self.pill, GTK_ACCESSIBLE_ROLE_SLIDER);
  gtk_test_accessible_assert_property (self.pill, GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, "Today");
  gtk_test_accessible_assert_property (self.pill, GTK_ACCESSIBLE_PROPERTY_VALUE_NOW, 0.0);
}

static void
test_mirrored (void)
{
  g_auto (Fixture) ltr = { 0 };
  g_auto (Fixture) rtl = { 0 };
  graphene_rect_t a, b;

  fixture_init (&ltr, 700, GTK_TEXT_DIR_LTR);
  fixture_init (&rtl, 700, GTK_TEXT_DIR_RTL);
  a = get_bounds (&ltr, get_span (&ltr, 0));
  b = get_bounds (&rtl, get_span (&rtl, 0));
  g_assert_cmpfloat_with_epsilon (a.origin.x + a.size.width,
                                  (float) gtk_widget_get_width (rtl.view) - b.origin.x, 1.5);
}

static void
test_narrow (void)
{
  g_auto (Fixture) self = { 0 };
  graphene_rect_t bounds;

  fixture_init (&self, 288, GTK_TEXT_DIR_LTR);
  bounds = get_bounds (&self, get_span (&self, 2));
  /* The axis has the whole width, below the names. */
  g_assert_cmpfloat (bounds.origin.x, <, 60);
  g_assert_cmpfloat (bounds.origin.x + bounds.size.width, ==, (float) gtk_widget_get_width (self.view));
  g_assert_cmpint (gtk_widget_get_width (self.view), <=, 288);
}

static void
step (Fixture *self, KwTimeStep way)
{
  g_signal_emit_by_name (self->pill, "stepped", (int) way);
}

static char *
get_day (gint64 time)
{
  g_autoptr (GDateTime) day = g_date_time_new_from_unix_local (time);

  return g_date_time_format (day, "%F %H");
}

static void
assert_chosen (Fixture *self, guint n, const char *day)
{
  g_autofree char *actual = get_day (self->chosen);

  g_assert_cmpuint (self->n_chosen, ==, n);
  g_assert_cmpstr (actual, ==, day);
  g_assert_cmpint (kw_validity_view_get_time (KW_VALIDITY_VIEW (self->view)), ==, self->chosen);
}

static void
test_keys (void)
{
  g_auto (Fixture) self = { 0 };

  fixture_init (&self, 700, GTK_TEXT_DIR_LTR);
  step (&self, KW_TIME_DAY_AFTER);
  assert_chosen (&self, 1, "2026-11-21 12");
  gtk_test_accessible_assert_property (self.pill, GTK_ACCESSIBLE_PROPERTY_VALUE_NOW, 1.0);
  gtk_test_accessible_assert_property (self.pill, GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, "21 November 2026");
  step (&self, KW_TIME_MONTH_AFTER);
  assert_chosen (&self, 2, "2026-12-21 12");
  step (&self, KW_TIME_MONTH_BEFORE);
  step (&self, KW_TIME_MONTH_BEFORE);
  assert_chosen (&self, 4, "2026-10-21 12");
  step (&self, KW_TIME_TODAY);
  g_assert_cmpint (self.chosen, ==, 0);
  g_assert_cmpuint (self.n_chosen, ==, 5);
  /* It is there already. */
  step (&self, KW_TIME_TODAY);
  g_assert_cmpuint (self.n_chosen, ==, 5);
  /* A day before and back is today again, and no time of that day. */
  step (&self, KW_TIME_DAY_BEFORE);
  step (&self, KW_TIME_DAY_AFTER);
  g_assert_cmpint (self.chosen, ==, 0);
}

/* The axis ends, and the slider with it. */
static void
test_ends (void)
{
  g_auto (Fixture) self = { 0 };
  gint64 from, to;

  fixture_init (&self, 700, GTK_TEXT_DIR_LTR);
  ks_timeline_get_range (self.timeline, KS_TEST_NOW, &from, &to);
  step (&self, KW_TIME_LAST);
  g_assert_cmpint (self.chosen, <=, to);
  g_assert_cmpint (self.chosen, >, to - KS_DAY);
  step (&self, KW_TIME_MONTH_AFTER);
  g_assert_cmpint (self.chosen, <=, to);
  g_signal_emit_by_name (self.pill, "day-chosen", -1e9);
  g_assert_cmpint (self.chosen, >=, from);
}

static void
test_assistive_technology (void)
{
  g_auto (Fixture) self = { 0 };

  fixture_init (&self, 700, GTK_TEXT_DIR_LTR);
  g_assert_true (GTK_IS_ACCESSIBLE_RANGE (self.pill));
  g_assert_true (GTK_ACCESSIBLE_RANGE_GET_IFACE (self.pill)
                   ->set_current_value (GTK_ACCESSIBLE_RANGE (self.pill), 30));
  assert_chosen (&self, 1, "2026-12-20 12");
}

/* What the program sets is told to nobody; another verdict about the same certificates moves nothing. */
static void
test_set_time (void)
{
  g_auto (Fixture) self = { 0 };
  g_autoptr (KsTimeline) same = NULL;
  GtkWidget *span;

  fixture_init (&self, 700, GTK_TEXT_DIR_LTR);
  span = get_span (&self, 0);
  kw_validity_view_set_time (KW_VALIDITY_VIEW (self.view), KS_TEST_NOW + 100 * KS_DAY);
  g_assert_cmpuint (self.n_chosen, ==, 0);
  gtk_test_accessible_assert_property (self.pill, GTK_ACCESSIBLE_PROPERTY_VALUE_NOW, 100.0);
  same = ks_timeline_new (ks_verdict_get_path (self.verdict, 0));
  kw_validity_view_set_timeline (KW_VALIDITY_VIEW (self.view), same, KS_TEST_NOW);
  g_assert_true (get_span (&self, 0) == span);
  kw_validity_view_set_timeline (KW_VALIDITY_VIEW (self.view), NULL, KS_TEST_NOW);
  step (&self, KW_TIME_DAY_AFTER);
  g_assert_cmpuint (self.n_chosen, ==, 0);
}

static void
test_plot (void)
{
  const KwValidityNeeds needs = { .name_width = 120,
                                  .name_height = 18,
                                  .date_width = 80,
                                  .date_height = 15,
                                  .pill_height = 26,
                                  .year_height = 15 };
  KwValidityPlot plot;

  kw_validity_plot_init (&plot, &needs, 700, 3, 1000, 1000 + 100 * KS_DAY);
  g_assert_false (plot.is_narrow);
  g_assert_cmpint (plot.start + plot.width, ==, 700);
  for (int day = 0; day <= 100; day++) {
    gint64 time = 1000 + day * KS_DAY;

    g_assert_cmpint (ABS (kw_validity_plot_get_time (&plot, kw_validity_plot_get_x (&plot, time)) - time), <=,
                     1);
  }
  g_assert_cmpint (kw_validity_plot_get_time (&plot, -50), ==, plot.from);
  g_assert_cmpint (kw_validity_plot_get_time (&plot, 5000), ==, plot.to);
  /* The largest and smallest times that a file can name are far away, and nothing more. */
  g_assert_cmpfloat (kw_validity_plot_get_x (&plot, G_MAXINT64), >, 700);
  g_assert_cmpfloat (kw_validity_plot_get_x (&plot, G_MININT64), <, 0);
  kw_validity_plot_init (&plot, &needs, 300, 3, 1000, 2000);
  g_assert_true (plot.is_narrow);
  g_assert_cmpint (plot.width, ==, 300);
}

int
main (int argc, char *argv[])
{
  g_setenv ("TZ", "UTC", TRUE);
  gtk_test_init (&argc, &argv, NULL);
  kw_scene_init ();

  g_test_add_func ("/validity/bars", test_bars);
  g_test_add_func ("/validity/mirrored", test_mirrored);
  g_test_add_func ("/validity/narrow", test_narrow);
  g_test_add_func ("/validity/keys", test_keys);
  g_test_add_func ("/validity/ends", test_ends);
  g_test_add_func ("/validity/assistive-technology", test_assistive_technology);
  g_test_add_func ("/validity/set-time", test_set_time);
  g_test_add_func ("/validity/plot", test_plot);

  return g_test_run ();
}
