/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What is said about things, while things are explained: everywhere, once, and in its place. */

#include "catena-config.h"

#include <adwaita.h>

#include "kw-certificate-details.h"
#include "kw-check-row.h"
#include "kw-crl-details.h"
#include "kw-explain.h"
#include "kw-explanation.h"
#include "kw-extension-row.h"
#include "kw-fact-row.h"
#include "kw-finding-row.h"
#include "kw-link-panel.h"
#include "kw-scene.h"

static void
set_active (gboolean is_active)
{
  kw_explain_set_active (kw_explain_get_default (), is_active);
}

static gboolean
says (GtkWidget *root, const char *text)
{
  g_autofree char *shown = kw_scene_dup_text (root);

  return strstr (shown, text) != NULL;
}

static guint
count (const char *text, const char *part)
{
  guint n = 0;

  for (const char *at = strstr (text, part); at != NULL; at = strstr (at + 1, part))
    n++;
  return n;
}

static void
test_toggle (void)
{
  GtkWidget *explanation = kw_explanation_new ("field:serial");
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWindow *window;

  gtk_box_append (GTK_BOX (box), explanation);
  window = kw_scene_show (box, 400);
  g_assert_false (gtk_widget_get_visible (explanation));
  g_assert_null (gtk_widget_get_first_child (explanation));

  set_active (TRUE);
  kw_scene_settle (window);
  g_assert_true (says (box, "The issuer’s own number"));
  g_assert_true (says (box, "RFC 5280, 4.1.2.2"));
  g_assert_cmpint (gtk_widget_get_height (explanation), >, 30); /* more than one line */

  kw_explanation_set_id (KW_EXPLANATION (explanation), "field:version");
  g_assert_true (says (box, "Version 3"));
  g_assert_false (says (box, "The issuer’s own number"));
  kw_explanation_set_id (KW_EXPLANATION (explanation), "field:no-such-field");
  g_assert_false (gtk_widget_get_visible (explanation));
  kw_explanation_set_id (KW_EXPLANATION (explanation), "part:hosts");
  g_assert_true (says (box, "Host names: "));

  set_active (FALSE);
  g_assert_false (gtk_widget_get_visible (explanation));
  kw_explanation_set_id (KW_EXPLANATION (explanation), NULL);
  set_active (TRUE);
  g_assert_false (gtk_widget_get_visible (explanation));
  set_active (FALSE);
  gtk_window_destroy (window);
}

static void
count_cb (guint *n)
{
  (*n)++;
}

static void
test_notify (void)
{
  guint n = 0;
  gulong handler =
    g_signal_connect_swapped (kw_explain_get_default (), "notify::active", G_CALLBACK (count_cb), &n);

  set_active (TRUE);
  set_active (TRUE);
  g_assert_cmpuint (n, ==, 1);
  g_object_set (kw_explain_get_default (), "active", FALSE, NULL);
  g_assert_cmpuint (n, ==, 2);
  g_assert_false (kw_explain_is_active (kw_explain_get_default ()));
  g_signal_handler_disconnect (kw_explain_get_default (), handler);
}

/* The source is a link to where it stands, which its tooltip says. */
static void
test_source (void)
{
  GtkWidget *explanation = kw_explanation_new ("field:serial");
  GtkWindow *window;
  GtkLabel *label;

  set_active (TRUE);
  window = kw_scene_show (explanation, 400);
  label = kw_scene_find (explanation, GTK_TYPE_LABEL, NULL);
  g_assert_nonnull (
    strstr (gtk_label_get_label (label),
            "<a href=\"https://www.rfc-editor.org/rfc/rfc5280#section-4.1.2.2\" "
            "title=\"https://www.rfc-editor.org/rfc/rfc5280#section-4.1.2.2\">RFC 5280, 4.1.2.2</a>"));
  set_active (FALSE);
  gtk_window_destroy (window);
}

/* Below the value, and as wide as it: not squeezed into the end of the row. */
static void
assert_below (GtkWidget *row, const char *subtitle)
{
  GtkWidget *value = kw_scene_find (row, GTK_TYPE_LABEL, subtitle);
  GtkWidget *explanation = GTK_WIDGET (kw_explanation_of_row (row));
  graphene_rect_t above, below;

  g_assert_true (gtk_widget_get_mapped (explanation));
  g_assert_true (gtk_widget_compute_bounds (value, row, &above));
  g_assert_true (gtk_widget_compute_bounds (explanation, row, &below));
  g_assert_cmpfloat (below.origin.y, >=, above.origin.y + above.size.height - 1);
  g_assert_cmpfloat (below.size.width, >, 0.6 * gtk_widget_get_width (row));
}

static void
test_rows (void)
{
  GtkWidget *list = gtk_list_box_new ();
  GtkWidget *action = adw_action_row_new ();
  GtkWidget *expander = adw_expander_row_new ();
  GtkWindow *window;

  adw_action_row_set_subtitle (ADW_ACTION_ROW (action), "Value");
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (expander), "Other value");
  gtk_list_box_append (GTK_LIST_BOX (list), action);
  gtk_list_box_append (GTK_LIST_BOX (list), expander);
  kw_explanation_set_id (kw_explanation_of_row (action), "field:serial");
  kw_explanation_set_id (kw_explanation_of_row (expander), "field:version");
  g_assert_true (kw_explanation_of_row (action) == kw_explanation_of_row (action));
  set_active (TRUE);
  window = kw_scene_show (list, 500);
  assert_below (action, "Value");
  assert_below (expander, "Other value");
  set_active (FALSE);
  gtk_window_destroy (window);
}

/* ---- what the pages show ---- */

/* Those of an extension stand in its row as a whole. */
static void
assert_facts (GtkWidget *widget, guint *n)
{
  if (!gtk_widget_get_visible (widget))
    return;
  if (KW_IS_FACT_ROW (widget) || KW_IS_EXTENSION_ROW (widget)) {
    if (kw_explanation_get (kw_explanation_of_row (widget)) == NULL)
      g_error ("“%s” is not explained", adw_preferences_row_get_title (ADW_PREFERENCES_ROW (widget)));
    (*n)++;
    return;
  }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    assert_facts (child, n);
}

static const char *
find_said (GtkWidget *details, const char *title)
{
  GtkWidget *row = kw_scene_find (details, KW_TYPE_FACT_ROW, title);

  g_assert_nonnull (row);
  return kw_explanation_get (kw_explanation_of_row (row))->id;
}

static void
test_certificates (void)
{
  GtkWidget *details = kw_certificate_details_new ();
  GtkWindow *window = kw_scene_show (details, 600);

  for (KwScene scene = 0; scene < KW_N_SCENES; scene++) {
    g_autoptr (KsEntry) entry = kw_scene_entry_new (scene);

    for (guint i = 0; i < ks_entry_get_chain_length (entry); i++) {
      guint n = 0;

      kw_certificate_details_set_certificate (KW_CERTIFICATE_DETAILS (details),
                                              ks_entry_get_certificate (entry, i));
      assert_facts (details, &n);
      g_assert_cmpuint (n, >, 12);
    }
  }
  gtk_window_destroy (window);
}

/* Rows are used again; what was said of the certificate before must not stay. */
static void
test_kinds (void)
{
  g_autoptr (KsEntry) complete = kw_scene_entry_new (KW_SCENE_COMPLETE);
  g_autoptr (KsEntry) constrained = kw_scene_entry_new (KW_SCENE_CONSTRAINED);
  GtkWidget *details = kw_certificate_details_new ();
  KwCertificateDetails *view = KW_CERTIFICATE_DETAILS (details);
  GtkWindow *window = kw_scene_show (details, 600);

  kw_certificate_details_set_certificate (view, ks_entry_get_certificate (constrained, 1));
  kw_scene_settle (window);
  g_assert_cmpstr (find_said (details, "Certificate authority"), ==, "kind:constrained");
  g_assert_cmpstr (find_said (details, "Kind"), ==, "kind:intermediate");
  kw_certificate_details_set_certificate (view, ks_entry_get_leaf (complete));
  kw_scene_settle (window);
  g_assert_cmpstr (find_said (details, "Certificate authority"), ==, "field:authority");
  g_assert_cmpstr (find_said (details, "Kind"), ==, "kind:server");
  g_assert_cmpstr (find_said (details, "Serial number"), ==, "field:serial");
  gtk_window_destroy (window);
}

static void
test_checks (void)
{
  g_autoptr (KsVerdict) verdict = kw_scene_verdict_new (KW_SCENE_BROKEN);
  const KsPath *path = ks_verdict_get_path (verdict, 0);
  const KsPathLink *link = g_ptr_array_index (path->links, 0);
  GtkWidget *panel = kw_link_panel_new ();
  GtkWindow *window;

  kw_link_panel_set_link (KW_LINK_PANEL (panel), link, verdict, "a", "b");
  window = kw_scene_show (panel, 700);
  g_assert_false (says (panel, "Only a certificate authority"));
  set_active (TRUE);
  kw_scene_settle (window);
  for (guint i = 0; i < link->results->len; i++) {
    const KsResult *result = g_ptr_array_index (link->results, i);

    if (!says (panel, result->check->why))
      g_error ("“%s” is not explained", result->check->id);
  }
  g_assert_cmpuint (link->results->len, >, 5);
  set_active (FALSE);
  gtk_window_destroy (window);
}

/* The reason is said once, wherever it stands; what to do is said in the open row. */
static void
test_findings (void)
{
  g_autoptr (KsVerdict) verdict = kw_scene_verdict_new (KW_SCENE_EXPIRED);
  const KsFinding *finding = g_ptr_array_index (ks_verdict_get_findings (verdict), 0);
  GtkWidget *list = gtk_list_box_new ();
  GtkWidget *row = kw_finding_row_new (finding, verdict);
  GtkWindow *window;

  gtk_list_box_append (GTK_LIST_BOX (list), row);
  window = kw_scene_show (list, 700);
  g_assert_false (says (row, finding->check->why));
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (row), TRUE);
  for (int i = 0; i < 4; i++) {
    g_autofree char *shown = NULL;

    set_active (i % 2 != 0);
    kw_scene_settle (window);
    shown = kw_scene_dup_text (row);
    g_assert_cmpuint (count (shown, finding->check->why), ==, 1);
    g_assert_cmpuint (count (shown, "What you can do"), ==, 1);
    g_assert_nonnull (strstr (shown, "Renew the certificate"));
  }
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (row), FALSE);
  kw_scene_settle (window);
  g_assert_true (says (row, finding->check->why));
  set_active (FALSE);
  gtk_window_destroy (window);
}

/* Those that went away are not asked again. */
static void
test_gone (void)
{
  GtkWidget *explanation = kw_explanation_new ("field:serial");
  GtkWindow *window;

  set_active (TRUE);
  window = kw_scene_show (explanation, 400);
  g_object_add_weak_pointer (G_OBJECT (explanation), (gpointer *) &explanation);
  gtk_window_destroy (window);
  g_assert_null (explanation);
  set_active (FALSE);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  kw_scene_init ();
  g_test_add_func ("/explain/toggle", test_toggle);
  g_test_add_func ("/explain/notify", test_notify);
  g_test_add_func ("/explain/source", test_source);
  g_test_add_func ("/explain/rows", test_rows);
  g_test_add_func ("/explain/certificates", test_certificates);
  g_test_add_func ("/explain/kinds", test_kinds);
  g_test_add_func ("/explain/checks", test_checks);
  g_test_add_func ("/explain/findings", test_findings);
  g_test_add_func ("/explain/gone", test_gone);
  return g_test_run ();
}
