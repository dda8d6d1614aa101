/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Lines and marks stand out from the page by 3:1, words by 4.5:1, in light and dark. */

#include "catena-config.h"

#include <adwaita.h>
#include <math.h>

#include "kw-chain-link.h"
#include "kw-chain-view.h"
#include "kw-scene.h"
#include "kw-status-mark.h"
#include "kw-text.h"

static double
linear (float channel)
{
  return channel <= 0.04045f ? channel / 12.92 : pow ((channel + 0.055) / 1.055, 2.4);
}

/* WCAG 2.1, relative luminance. */
static double
luminance (const GdkRGBA *color)
{
  return 0.2126 * linear (color->red) + 0.7152 * linear (color->green) + 0.0722 * linear (color->blue);
}

static GdkRGBA
over (const GdkRGBA *front, const GdkRGBA *back)
{
  float a = front->alpha;

  return (GdkRGBA) { front->red * a + back->red * (1 - a), front->green * a + back->green * (1 - a),
                     front->blue * a + back->blue * (1 - a), 1 };
}

static double
contrast (const GdkRGBA *front, const GdkRGBA *back)
{
  GdkRGBA mixed = over (front, back);
  double a = luminance (&mixed), b = luminance (back);

  return (MAX (a, b) + 0.05) / (MIN (a, b) + 0.05);
}

/* What CSS calls @variable, on this page. */
static GdkRGBA
get_variable (GtkWidget *page, const char *variable)
{
  g_autoptr (GtkCssProvider) provider = gtk_css_provider_new ();
  g_autofree char *css = g_strdup_printf ("label.probe { color: var(%s); }", variable);
  GtkWidget *probe = gtk_label_new (NULL);
  GdkDisplay *display = gdk_display_get_default ();
  GdkRGBA color;

  gtk_css_provider_load_from_string (provider, css);
  gtk_style_context_add_provider_for_display (display, GTK_STYLE_PROVIDER (provider), G_MAXINT);
  gtk_widget_add_css_class (probe, "probe");
  gtk_box_append (GTK_BOX (page), probe);
  gtk_widget_get_color (probe, &color);
  gtk_box_remove (GTK_BOX (page), probe);
  gtk_style_context_remove_provider_for_display (display, GTK_STYLE_PROVIDER (provider));
  return color;
}

static void
assert_contrast (GtkWidget *widget, const GdkRGBA *back, double least, const char *what)
{
  GdkRGBA color;
  double measured;

  gtk_widget_get_color (widget, &color);
  measured = contrast (&color, back);
  if (measured < least)
    g_error ("%s: %.2f:1, less than %.1f:1", what, measured, least);
  g_test_message ("%s: %.2f:1", what, measured);
}

static void
assert_links (GtkWidget *page, const GdkRGBA *back)
{
  for (KsLinkState state = KS_LINK_HOLDS; state <= KS_LINK_UNTESTED; state++) {
    GtkWidget *link = kw_chain_link_new (state, kw_link_state_word (state));

    gtk_box_append (GTK_BOX (page), link);
    assert_contrast (link, back, 3, kw_link_state_word (state));
    assert_contrast (kw_scene_find (link, GTK_TYPE_LABEL, NULL), back, 4.5, kw_link_state_word (state));
  }
}

static void
assert_marks (GtkWidget *page, const GdkRGBA *back)
{
  for (KsState state = KS_STATE_PASS; state <= KS_STATE_FAIL; state++) {
    GtkWidget *mark = kw_status_mark_new (state);

    gtk_box_append (GTK_BOX (page), mark);
    assert_contrast (mark, back, 3, ks_state_get_nick (state));
  }
}

static void
test_scheme (gconstpointer data)
{
  AdwColorScheme scheme = GPOINTER_TO_INT (data);
  GtkWidget *page = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWindow *window;
  GdkRGBA back, card;

  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), scheme);
  gtk_widget_set_size_request (page, 200, 200);
  window = kw_scene_show (page, 600);
  back = get_variable (page, "--window-bg-color");
  card = get_variable (page, "--card-bg-color");
  card = over (&card, &back);
  assert_links (page, &back);
  assert_marks (page, &back);
  assert_marks (page, &card);
  gtk_window_destroy (window);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  kw_scene_init ();

  g_test_add_data_func ("/contrast/light", GINT_TO_POINTER (ADW_COLOR_SCHEME_FORCE_LIGHT), test_scheme);
  g_test_add_data_func ("/contrast/dark", GINT_TO_POINTER (ADW_COLOR_SCHEME_FORCE_DARK), test_scheme);
  return g_test_run ();
}
