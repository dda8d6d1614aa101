/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Two certificates side by side. */

#include "catena-config.h"

#include <adwaita.h>

#include "kw-comparison-row.h"
#include "kw-comparison-view.h"
#include "kw-scene.h"
#include "kw-value-diff.h"

#define WIDE 800
#define NARROW 340
#define N_NAMES 250

/* ---- what differs in two values ---- */

static void
test_parts (void)
{
  static const struct {
    const char *one, *other;
    const char *our_parts, *their_parts;
  } rows[] = {
    { "same", "same", "", "" },
    { "20 March 2026", "20 March 2027", "2026", "2027" },
    { "20 March 2026", "21 March 2026", "20", "21" },
    { "www.example.org", "www2.example.org", "www", "www2" },
    { "www.example.org", "example.org", "www.", "" },
    { "RSA 2048", "EC P-256", "RSA 2048", "EC P-256" },
    { "8C:41:6F", "8C:42:6F", "41", "42" },
    { "8C:41:6F", "8C:41", "6F", "" },
    { "8c:41", "8C:41", "", "" },
    { "8C:41:6F", "11:22:6F", "", "" },
    { "Plzeň", "Plzen", "Plzeň", "Plzen" },
    { "Růžová ulice", "Růžová cesta", "ulice", "cesta" },
    { "a a", "a", " a", "" },
    { "", "x", "", "x" },
    /* As kw_text_show () has it. */
    { "\xe2\x81\xa8one two\xe2\x81\xa9", "\xe2\x81\xa8one three\xe2\x81\xa9", "two", "three" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (KwValueDiff) diff = kw_value_diff_new_for_texts (rows[i].one, rows[i].other);
    g_autofree char *ours = kw_value_diff_dup_parts (diff->ours, rows[i].one);
    g_autofree char *theirs = kw_value_diff_dup_parts (diff->theirs, rows[i].other);

    g_test_message ("%s, %s", rows[i].one, rows[i].other);
    g_assert_cmpstr (ours, ==, rows[i].our_parts);
    g_assert_cmpstr (theirs, ==, rows[i].their_parts);
  }
}

/* ---- the view ---- */

static KsComparison *
compare (const char *san, const char *other_san)
{
  KsTestSpec spec = { .name = "www.example.org", .san = san };
  KsTestSpec other_spec = { .name = "www.example.org", .san = other_san, .ends = 664 };
  g_autoptr (KsTestIdentity) one = ks_test_identity_new (&spec, NULL);
  g_autoptr (KsTestIdentity) other = ks_test_identity_cross (one, &other_spec, one);
  KsComparand left = { .certificate = ks_test_identity_get_certificate (one) };
  KsComparand right = { .certificate = ks_test_identity_get_certificate (other) };

  return ks_comparison_new (&left, &right);
}

static GtkWidget *
make_view (KsComparison *comparison)
{
  GtkWidget *view = kw_comparison_view_new ();

  kw_comparison_view_set_names (KW_COMPARISON_VIEW (view), "web", "old.jks", "<b>new", NULL);
  kw_comparison_view_set_comparison (KW_COMPARISON_VIEW (view), comparison);
  return view;
}

static gboolean
shows (GtkWidget *root, const char *text)
{
  g_autofree char *shown = kw_scene_dup_text (root);

  return strstr (shown, text) != NULL;
}

static void
test_view (void)
{
  g_autoptr (KsComparison) comparison = compare ("DNS:a.example", "DNS:b.example");
  GtkWidget *view = make_view (comparison);
  GtkWindow *window = kw_scene_show (view, WIDE);

  g_assert_true (shows (view, "old.jks"));
  g_assert_true (shows (view, "<b>new"));
  g_assert_true (shows (view, "Common name"));
  g_assert_true (shows (view, "Valid until"));
  g_assert_true (shows (view, "Different"));
  kw_comparison_view_set_only_differences (KW_COMPARISON_VIEW (view), TRUE);
  kw_scene_settle (window);
  g_assert_false (shows (view, "Common name"));
  g_assert_true (shows (view, "Valid until"));
  g_assert_true (shows (view, "a.example"));
  gtk_window_destroy (window);
}

static GtkLabel *
find_value (GtkWidget *root, const char *text)
{
  g_autofree char *shown = g_strconcat ("\xe2\x81\xa8", text, "\xe2\x81\xa9", NULL);

  return kw_scene_find (root, GTK_TYPE_LABEL, shown);
}

static void
get_place (GtkWidget *widget, GtkWidget *root, graphene_rect_t *place)
{
  g_assert_true (gtk_widget_compute_bounds (widget, root, place));
}

/* Side by side, or under each other with the captions that say whose values they are. */
static void
test_narrow (void)
{
  g_autoptr (KsComparison) comparison = compare ("DNS:a.example", "DNS:b.example");
  GtkWidget *view = make_view (comparison);
  GtkWindow *window = kw_scene_show (view, WIDE);
  graphene_rect_t ours, theirs;

  get_place (GTK_WIDGET (find_value (view, "a.example")), view, &ours);
  get_place (GTK_WIDGET (find_value (view, "b.example")), view, &theirs);
  g_assert_cmpfloat (ours.origin.x + ours.size.width, <=, theirs.origin.x);
  gtk_window_destroy (window);

  view = make_view (comparison);
  kw_comparison_view_set_narrow (KW_COMPARISON_VIEW (view), TRUE);
  window = kw_scene_show (view, NARROW);
  get_place (GTK_WIDGET (find_value (view, "a.example")), view, &ours);
  get_place (GTK_WIDGET (find_value (view, "b.example")), view, &theirs);
  g_assert_cmpfloat (ours.origin.y + ours.size.height, <=, theirs.origin.y);
  g_assert_cmpfloat_with_epsilon (ours.origin.x, theirs.origin.x, 1);
  g_assert_cmpint (gtk_widget_get_width (view), <=, NARROW);
  gtk_window_destroy (window);
}

static char *
make_names (void)
{
  GString *names = g_string_new (NULL);

  for (guint i = 0; i < N_NAMES; i++)
    g_string_append_printf (names, "%sDNS:host-%u.example", i > 0 ? "," : "", i);
  return g_string_free_and_steal (names);
}

/* All of them are there, a hundred at a time. */
static void
test_many (void)
{
  g_autofree char *names = make_names ();
  g_autoptr (KsComparison) comparison = compare ("DNS:a.example", names);
  GtkWidget *view = make_view (comparison);
  GtkWindow *window = kw_scene_show (view, WIDE);
  GtkWidget *button;
  guint n = 0;

  g_assert_null (find_value (view, "host-249.example"));
  while ((button = kw_scene_find (view, GTK_TYPE_BUTTON, NULL)) != NULL) {
    g_assert_true (g_str_has_prefix (gtk_button_get_label (GTK_BUTTON (button)), "Show "));
    g_signal_emit_by_name (button, "clicked");
    kw_scene_settle (window);
    n++;
  }
  g_assert_cmpuint (n, ==, 2); /* 100, 100, and what is left */
  g_assert_nonnull (find_value (view, "host-249.example"));
  gtk_window_destroy (window);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  kw_scene_init ();

  g_test_add_func ("/comparison-view/parts", test_parts);
  g_test_add_func ("/comparison-view/view", test_view);
  g_test_add_func ("/comparison-view/narrow", test_narrow);
  g_test_add_func ("/comparison-view/many", test_many);

  return g_test_run ();
}
