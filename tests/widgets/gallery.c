/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Writes a picture of the widgets: gallery OUT.png SCENE... [--width N] [--dark] [--rtl] [--details]
 * [--open LINK] [--stored] [--sent] [--text-scale PERCENT] [--font FAMILY]. For whoever works on their looks; not installed, not a test. */

#include "catena-config.h"

#include <adwaita.h>

#include "kw-certificate-details.h"
#include "kw-chain-view.h"
#include "kw-entry-row.h"
#include "kw-finding-row.h"
#include "kw-link-panel.h"
#include "kw-names-view.h"
#include "kw-scene.h"
#include "kw-verdict-strip.h"

static int width = 828;
static int open_link = -1;
static int text_scale = 100;
static gboolean dark;
static gboolean rtl;
static gboolean with_details;
static gboolean with_list;
static gboolean stored;
static gboolean sent;
static char *family;
static char **arguments;

static const GOptionEntry options[] = {
  { "width", 0, 0, G_OPTION_ARG_INT, &width, NULL, NULL },
  { "open", 0, 0, G_OPTION_ARG_INT, &open_link, NULL, NULL },
  { "text-scale", 0, 0, G_OPTION_ARG_INT, &text_scale, NULL, NULL },
  { "font", 0, 0, G_OPTION_ARG_STRING, &family, NULL, NULL },
  { "dark", 0, 0, G_OPTION_ARG_NONE, &dark, NULL, NULL },
  { "rtl", 0, 0, G_OPTION_ARG_NONE, &rtl, NULL, NULL },
  { "details", 0, 0, G_OPTION_ARG_NONE, &with_details, NULL, NULL },
  { "list", 0, 0, G_OPTION_ARG_NONE, &with_list, NULL, NULL },
  { "sent", 0, 0, G_OPTION_ARG_NONE, &sent, NULL, NULL },
  { "stored", 0, 0, G_OPTION_ARG_NONE, &stored, NULL, NULL },
  { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_STRING_ARRAY, &arguments, NULL, NULL },
  { NULL, 0, 0, 0, NULL, NULL, NULL },
};

static GtkWidget *
make_findings (KsVerdict *verdict)
{
  GtkWidget *group = adw_preferences_group_new ();
  GPtrArray *findings = ks_verdict_get_findings (verdict);

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), "Problems");
  for (guint i = 0; i < findings->len; i++) {
    GtkWidget *row = kw_finding_row_new (g_ptr_array_index (findings, i), verdict);

    adw_expander_row_set_expanded (ADW_EXPANDER_ROW (row), i == 0 && with_details);
    adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
  }
  gtk_widget_set_visible (group, findings->len > 0);
  return group;
}

static void
add_panel (GtkBox *page, GtkWidget *chain, KsVerdict *verdict)
{
  GtkWidget *panel = kw_link_panel_new ();
  const KsPath *path = kw_chain_view_get_path (KW_CHAIN_VIEW (chain));

  kw_chain_view_set_open_link (KW_CHAIN_VIEW (chain), open_link);
  kw_link_panel_set_link (KW_LINK_PANEL (panel), g_ptr_array_index (path->links, open_link), verdict,
                          "gw.example.org", "Example Trust TLS CA 2");
  kw_link_panel_set_pointing_to (KW_LINK_PANEL (panel),
                                 kw_chain_view_get_link_widget (KW_CHAIN_VIEW (chain), open_link));
  gtk_box_append (page, panel);
}

static void
add_scene (GtkBox *page, KwScene scene)
{
  g_autoptr (KsVerdict) verdict = kw_scene_verdict_new (scene);
  g_autoptr (KsEntry) entry = kw_scene_entry_new (scene);
  GtkWidget *headline = gtk_label_new (ks_verdict_get_headline (verdict));
  GtkWidget *chain = kw_chain_view_new ();
  GtkWidget *strip = kw_verdict_strip_new ();
  GtkWidget *names = kw_names_view_new ();

  gtk_label_set_xalign (GTK_LABEL (headline), 0);
  gtk_label_set_wrap (GTK_LABEL (headline), TRUE);
  gtk_widget_add_css_class (headline, "title-4");
  gtk_box_append (page, headline);
  kw_chain_view_set_can_fetch (KW_CHAIN_VIEW (chain), TRUE);
  kw_chain_view_set_verdict (KW_CHAIN_VIEW (chain), verdict,
                             stored ? KW_CHAIN_STORED
                             : sent ? KW_CHAIN_SENT
                                    : 0);
  if (with_details)
    kw_chain_view_set_selected (KW_CHAIN_VIEW (chain), 0);
  gtk_box_append (page, chain);
  if (open_link >= 0)
    add_panel (page, chain, verdict);
  kw_verdict_strip_set_verdict (KW_VERDICT_STRIP (strip), verdict);
  gtk_box_append (page, strip);
  gtk_box_append (page, make_findings (verdict));
  kw_names_view_set_certificate (KW_NAMES_VIEW (names), ks_entry_get_leaf (entry));
  kw_names_view_set_hosts (KW_NAMES_VIEW (names), ks_verdict_get_hosts (verdict), verdict);
  gtk_box_append (page, names);
  if (with_details) {
    GtkWidget *details = kw_certificate_details_new ();

    kw_certificate_details_set_now (KW_CERTIFICATE_DETAILS (details), KS_TEST_NOW);
    kw_certificate_details_set_certificate (KW_CERTIFICATE_DETAILS (details), ks_entry_get_leaf (entry));
    gtk_box_append (page, details);
  }
}

static void
add_list (GtkBox *page)
{
  GtkWidget *list = gtk_list_box_new ();
  const KsState states[] = { KS_STATE_FAIL, KS_STATE_PASS, KS_STATE_WARNING, KS_STATE_NOT_CHECKED,
                             KS_STATE_NOT_APPLICABLE };

  gtk_widget_add_css_class (list, "navigation-sidebar");
  for (guint i = 0; i < G_N_ELEMENTS (states); i++) {
    g_autoptr (KsEntry) entry = kw_scene_entry_new (i == 4 ? KW_SCENE_HOSTILE : KW_SCENE_COMPLETE);
    GtkWidget *row = kw_entry_row_new ();

    kw_entry_row_set_now (KW_ENTRY_ROW (row), KS_TEST_NOW);
    kw_entry_row_set_entry (KW_ENTRY_ROW (row), entry);
    kw_entry_row_set_state (KW_ENTRY_ROW (row), states[i]);
    gtk_list_box_append (GTK_LIST_BOX (list), row);
  }
  gtk_list_box_select_row (GTK_LIST_BOX (list), gtk_list_box_get_row_at_index (GTK_LIST_BOX (list), 0));
  gtk_box_append (page, list);
}

static void
write_picture (GtkWidget *window, const char *path)
{
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (window);
  g_autoptr (GtkSnapshot) snapshot = gtk_snapshot_new ();
  g_autoptr (GskRenderNode) node = NULL;
  g_autoptr (GdkTexture) texture = NULL;
  GskRenderer *renderer = gtk_native_get_renderer (GTK_NATIVE (window));

  gdk_paintable_snapshot (paintable, snapshot, gtk_widget_get_width (window), gtk_widget_get_height (window));
  node = gtk_snapshot_free_to_node (g_steal_pointer (&snapshot));
  texture = gsk_renderer_render_texture (renderer, node, NULL);
  if (!gdk_texture_save_to_png (texture, path))
    g_error ("cannot write %s", path);
}

static GtkWidget *
make_page (void)
{
  GtkWidget *page = gtk_box_new (GTK_ORIENTATION_VERTICAL, 15);
  int margin = width < 400 ? 18 : 24;

  gtk_widget_set_margin_top (page, margin);
  gtk_widget_set_margin_bottom (page, margin);
  gtk_widget_set_margin_start (page, margin);
  gtk_widget_set_margin_end (page, margin);
  for (guint i = 1; arguments[i] != NULL; i++)
    for (KwScene scene = 0; scene < KW_N_SCENES; scene++)
      if (g_str_equal (arguments[i], kw_scene_get_name (scene)))
        add_scene (GTK_BOX (page), scene);
  if (with_list)
    add_list (GTK_BOX (page));
  return page;
}

static gboolean
quit_cb (gpointer loop)
{
  g_main_loop_quit (loop);
  return G_SOURCE_REMOVE;
}

int
main (int argc, char *argv[])
{
  g_autoptr (GOptionContext) context = g_option_context_new ("OUT.png SCENE...");
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (GError) error = NULL;
  g_autofree char *font = NULL;
  GtkWidget *window, *page;
  int height;

  g_option_context_add_main_entries (context, options, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error) || arguments == NULL)
    g_error ("usage: gallery OUT.png SCENE...: %s", error != NULL ? error->message : "");

  kw_scene_init ();
  font = g_strdup_printf ("%s %d", family != NULL ? family : "Inter", 11 * text_scale / 100);
  g_object_set (gtk_settings_get_default (), "gtk-font-name", font, NULL);
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (),
                                      dark ? ADW_COLOR_SCHEME_FORCE_DARK : ADW_COLOR_SCHEME_FORCE_LIGHT);
  gtk_widget_set_default_direction (rtl ? GTK_TEXT_DIR_RTL : GTK_TEXT_DIR_LTR);

  window = adw_window_new ();
  page = make_page ();
  adw_window_set_content (ADW_WINDOW (window), page);
  gtk_widget_measure (page, GTK_ORIENTATION_VERTICAL, width - 2 * gtk_widget_get_margin_start (page), NULL,
                      &height, NULL, NULL);
  gtk_window_set_default_size (GTK_WINDOW (window), width, height);
  gtk_window_present (GTK_WINDOW (window));
  g_timeout_add (600, quit_cb, loop);
  g_main_loop_run (loop);
  write_picture (window, arguments[0]);
  gtk_window_destroy (GTK_WINDOW (window));
  return 0;
}
