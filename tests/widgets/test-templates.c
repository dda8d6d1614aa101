/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Every widget can be made, shown empty, and goes for good. */

#include "catena-config.h"

#include "kw-algorithm-list.h"
#include "kw-asn1-row.h"
#include "kw-asn1-view.h"
#include "kw-certificate-details.h"
#include "kw-certificate-preview.h"
#include "kw-chain-view.h"
#include "kw-comparison-view.h"
#include "kw-date-row.h"
#include "kw-entry-row.h"
#include "kw-extension-editor.h"
#include "kw-hex-view.h"
#include "kw-link-drawer.h"
#include "kw-link-panel.h"
#include "kw-name-editor.h"
#include "kw-name-field.h"
#include "kw-host-cell.h"
#include "kw-host-table.h"
#include "kw-names-view.h"
#include "kw-password-strength.h"
#include "kw-scene.h"
#include "kw-small-chain.h"
#include "kw-status-mark.h"
#include "kw-steps.h"
#include "kw-subject-editor.h"
#include "kw-text.h"
#include "kw-usage-editor.h"
#include "kw-validity-bar.h"
#include "kw-time-pill.h"
#include "kw-validity-editor.h"
#include "kw-validity-view.h"
#include "kw-verdict-strip.h"

typedef GType (*GetType) (void);

static const GetType types[] = {
  kw_small_chain_get_type,       kw_status_mark_get_type,
  kw_host_table_get_type,        kw_host_cell_get_type,
  kw_chain_view_get_type,        kw_link_panel_get_type,
  kw_verdict_strip_get_type,     kw_names_view_get_type,
  kw_validity_bar_get_type,      kw_certificate_details_get_type,
  kw_password_strength_get_type, kw_entry_row_get_type,
  kw_validity_editor_get_type,   kw_usage_editor_get_type,
  kw_subject_editor_get_type,    kw_name_field_get_type,
  kw_name_editor_get_type,       kw_extension_editor_get_type,
  kw_date_row_get_type,          kw_certificate_preview_get_type,
  kw_algorithm_list_get_type,    kw_asn1_row_get_type,
  kw_asn1_view_get_type,         kw_hex_view_get_type,
  kw_validity_view_get_type,     kw_time_pill_get_type,
  kw_comparison_view_get_type,   kw_steps_get_type,
  kw_link_drawer_get_type,
};

static void
test_empty (gconstpointer data)
{
  GetType get_type = *(const GetType *) data;
  GtkWidget *widget = g_object_ref_sink (g_object_new (get_type (), NULL));
  GtkWindow *window = kw_scene_show (widget, 700);

  gtk_window_destroy (window);
  g_assert_finalize_object (G_OBJECT (widget));
}

static void
assert_icon (const char *name)
{
  GtkIconTheme *theme = gtk_icon_theme_get_for_display (gdk_display_get_default ());

  if (!gtk_icon_theme_has_icon (theme, name))
    g_error ("no icon “%s”", name);
}

/* Every icon that the widgets ask for by name is there: the missing ones would be drawn as a broken picture. */
static void
test_icons (void)
{
  for (KsState state = KS_STATE_PASS; state <= KS_STATE_FAIL; state++)
    assert_icon (kw_state_icon (state));
  for (KsCertificateRole role = KS_ROLE_UNKNOWN; role <= KS_ROLE_PERSON; role++)
    assert_icon (kw_role_icon (role));
  for (KsEntryKind kind = KS_ENTRY_KEY; kind <= KS_ENTRY_CRL; kind++)
    assert_icon (kw_kind_icon (kind));
  for (KsProvenance provenance = KS_PROVENANCE_ENTRY; provenance <= KS_PROVENANCE_PASTED; provenance++)
    assert_icon (kw_provenance_icon (provenance));
  for (KsAnchorSource source = KS_ANCHORS_NONE; source <= KS_ANCHORS_FILE; source++)
    assert_icon (kw_anchor_icon (source));
}

static void
count_cb (guint *count)
{
  (*count)++;
}

static void
test_status_mark (void)
{
  g_autoptr (GtkWidget) widget = g_object_ref_sink (kw_status_mark_new (KS_STATE_PASS));
  KwStatusMark *mark = KW_STATUS_MARK (widget);
  guint notified = 0;

  g_signal_connect_swapped (mark, "notify::state", G_CALLBACK (count_cb), &notified);
  g_assert_true (gtk_widget_has_css_class (widget, "pass"));
  gtk_test_accessible_assert_role (widget, GTK_ACCESSIBLE_ROLE_IMG);
  gtk_test_accessible_assert_property (widget, GTK_ACCESSIBLE_PROPERTY_LABEL, "Holds");
  kw_status_mark_set_state (mark, KS_STATE_PASS);
  g_assert_cmpuint (notified, ==, 0);
  kw_status_mark_set_state (mark, KS_STATE_FAIL);
  g_assert_cmpuint (notified, ==, 1);
  g_assert_true (gtk_widget_has_css_class (widget, "fail"));
  g_assert_false (gtk_widget_has_css_class (widget, "pass"));
  gtk_test_accessible_assert_property (widget, GTK_ACCESSIBLE_PROPERTY_LABEL, "Fails");
  kw_status_mark_set_word (mark, "Broken");
  gtk_test_accessible_assert_property (widget, GTK_ACCESSIBLE_PROPERTY_LABEL, "Broken");
  kw_status_mark_set_word (mark, NULL);
  gtk_test_accessible_assert_property (widget, GTK_ACCESSIBLE_PROPERTY_LABEL, "Fails");
  kw_status_mark_set_size (mark, 20);
  g_assert_cmpuint (kw_status_mark_get_size (mark), ==, 20);
}

static void
assert_step (GtkWidget *steps, guint index, const char *name)
{
  GtkWidget *child = gtk_widget_get_first_child (gtk_widget_get_first_child (steps));

  /* A line stands between two steps. */
  for (guint i = 0; i < 2 * index; i++)
    child = gtk_widget_get_next_sibling (child);
  gtk_test_accessible_assert_role (child, GTK_ACCESSIBLE_ROLE_LIST_ITEM);
  gtk_test_accessible_assert_property (child, GTK_ACCESSIBLE_PROPERTY_LABEL, name);
}

static void
test_steps (void)
{
  g_autoptr (GtkWidget) widget = g_object_ref_sink (kw_steps_new ());
  const char *const titles[] = { "Predict", "Reveal", "Repair", NULL };
  guint notified = 0;

  kw_steps_set_titles (KW_STEPS (widget), titles);
  g_signal_connect_swapped (widget, "notify::current", G_CALLBACK (count_cb), &notified);
  assert_step (widget, 0, "Predict, now");
  assert_step (widget, 1, "Reveal");
  assert_step (widget, 2, "Repair");
  kw_steps_set_current (KW_STEPS (widget), 0);
  g_assert_cmpuint (notified, ==, 0);
  kw_steps_set_current (KW_STEPS (widget), 1);
  g_assert_cmpuint (notified, ==, 1);
  assert_step (widget, 0, "Predict, done");
  assert_step (widget, 1, "Reveal, now");
  kw_steps_set_current (KW_STEPS (widget), 3);
  assert_step (widget, 2, "Repair, done");
  g_assert_cmpuint (kw_steps_get_current (KW_STEPS (widget)), ==, 3);
  kw_steps_set_titles (KW_STEPS (widget), titles);
  g_assert_cmpuint (kw_steps_get_current (KW_STEPS (widget)), ==, 0);
  assert_step (widget, 0, "Predict, now");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  kw_scene_init ();

  for (guint i = 0; i < G_N_ELEMENTS (types); i++) {
    g_autofree char *path = g_strdup_printf ("/widgets/empty/%s", g_type_name (types[i]()));

    g_test_add_data_func (path, &types[i], test_empty);
  }
  g_test_add_func ("/widgets/icons", test_icons);
  g_test_add_func ("/widgets/status-mark", test_status_mark);
  g_test_add_func ("/widgets/steps", test_steps);
  return g_test_run ();
}
