/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What one certificate and one entry look like. */

#include "catena-config.h"

#include <adwaita.h>

#include "ks-time.h"
#include "kw-certificate-details.h"
#include "kw-entry-row.h"
#include "kw-scene.h"
#include "kw-status-mark.h"
#include "kw-text.h"
#include "kw-validity-bar.h"

static void
assert_shown (GtkWidget *root, const char *text)
{
  g_autofree char *shown = kw_scene_dup_text (root);

  if (strstr (shown, text) == NULL)
    g_error ("“%s” is not in:\n%s", text, shown);
}

/* The oracle of the fingerprint is OpenSSL by way of GLib's own digest of the DER. */
static char *
dup_fingerprint (KsCertificate *certificate)
{
  g_autofree char *hex =
    g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, ks_certificate_get_der (certificate));
  GString *out = g_string_new (NULL);

  for (guint i = 0; hex[i] != '\0'; i += 2)
    g_string_append_printf (out, "%s%c%c", i > 0 ? ":" : "", g_ascii_toupper (hex[i]),
                            g_ascii_toupper (hex[i + 1]));
  return g_string_free_and_steal (out);
}

static void
collect_cb (GtkWidget *view, const char *title, GPtrArray *titles)
{
  g_ptr_array_add (titles, g_strdup (title));
}

static void
read_cb (GObject *clipboard, GAsyncResult *result, gpointer text)
{
  *(char **) text = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (clipboard), result, NULL);
}

static char *
read_clipboard (GtkWidget *widget)
{
  char *text = NULL;

  gdk_clipboard_read_text_async (gtk_widget_get_clipboard (widget), NULL, read_cb, &text);
  while (text == NULL)
    g_main_context_iteration (NULL, TRUE);
  return text;
}

static void
test_details (void)
{
  g_autoptr (KsEntry) entry = kw_scene_entry_new (KW_SCENE_COMPLETE);
  g_autoptr (GPtrArray) copied = g_ptr_array_new_with_free_func (g_free);
  KsCertificate *leaf = ks_entry_get_leaf (entry);
  g_autofree char *fingerprint = dup_fingerprint (leaf);
  g_autofree char *clipboard = NULL;
  GtkWidget *details = kw_certificate_details_new ();
  GtkWidget *row, *button;
  GtkWindow *window;

  kw_certificate_details_set_now (KW_CERTIFICATE_DETAILS (details), KS_TEST_NOW);
  kw_certificate_details_set_certificate (KW_CERTIFICATE_DETAILS (details), leaf);
  window = kw_scene_show (details, 600);
  assert_shown (details, "gw.example.org");
  assert_shown (details, "Example Trust TLS CA 2");
  assert_shown (details, "RSA 2048");
  assert_shown (details, "115 days left");
  assert_shown (details, "TLS server, TLS client");
  assert_shown (details, fingerprint);

  g_signal_connect (details, "copied", G_CALLBACK (collect_cb), copied);
  row = kw_scene_find (details, ADW_TYPE_ACTION_ROW, "SHA-256");
  button = kw_scene_find (row, GTK_TYPE_BUTTON, NULL);
  gtk_test_accessible_assert_property (button, GTK_ACCESSIBLE_PROPERTY_LABEL, "Copy SHA-256");
  g_signal_emit_by_name (button, "clicked");
  g_assert_cmpuint (copied->len, ==, 1);
  g_assert_cmpstr (g_ptr_array_index (copied, 0), ==, "SHA-256");
  clipboard = read_clipboard (details);
  g_assert_cmpstr (clipboard, ==, fingerprint);
  gtk_window_destroy (window);
}

/* Extensions and PEM are made when they are opened. */
static void
test_lazy (void)
{
  g_autoptr (KsEntry) entry = kw_scene_entry_new (KW_SCENE_COMPLETE);
  KsCertificate *leaf = ks_entry_get_leaf (entry);
  g_autofree char *pem = ks_certificate_to_pem (leaf);
  GtkWidget *details = kw_certificate_details_new ();
  GtkWidget *row;
  GtkWindow *window;

  kw_certificate_details_set_certificate (KW_CERTIFICATE_DETAILS (details), leaf);
  window = kw_scene_show (details, 600);
  row = kw_scene_find (details, ADW_TYPE_EXPANDER_ROW, "Subject alternative name");
  g_assert_nonnull (row);
  g_assert_null (kw_scene_find (row, GTK_TYPE_LABEL, "192.0.2.10"));
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (row), TRUE);
  kw_scene_settle (window);
  g_assert_nonnull (kw_scene_find (row, GTK_TYPE_LABEL, "192.0.2.10"));
  row = kw_scene_find (details, ADW_TYPE_EXPANDER_ROW, "PEM");
  g_assert_null (kw_scene_find (row, GTK_TYPE_LABEL, "BEGIN CERTIFICATE"));
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (row), TRUE);
  kw_scene_settle (window);
  g_assert_nonnull (kw_scene_find (row, GTK_TYPE_LABEL, pem));
  gtk_window_destroy (window);
}

static void
test_unreadable (void)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static ("\x30\x03\x02\x01\x05", 5);
  g_autoptr (KsCertificate) certificate = ks_certificate_new (bytes);
  GtkWidget *details = kw_certificate_details_new ();
  g_autofree char *fingerprint = dup_fingerprint (certificate);
  GtkWindow *window;

  kw_certificate_details_set_certificate (KW_CERTIFICATE_DETAILS (details), certificate);
  window = kw_scene_show (details, 600);
  assert_shown (details, ks_certificate_get_problem (certificate));
  assert_shown (details, fingerprint);
  gtk_window_destroy (window);
}

/* Rows are used again: nothing of the certificate before may stay. */
static void
test_switching (void)
{
  g_autoptr (KsEntry) first = kw_scene_entry_new (KW_SCENE_LONG);
  g_autoptr (KsEntry) second = kw_scene_entry_new (KW_SCENE_COMPLETE);
  g_autoptr (GBytes) bytes = g_bytes_new_static ("\x30\x03\x02\x01\x05", 5);
  g_autoptr (KsCertificate) broken = ks_certificate_new (bytes);
  KsCertificate *certificates[] = { ks_entry_get_leaf (first), ks_entry_get_certificate (second, 1), broken,
                                    ks_entry_get_leaf (second) };
  GtkWidget *details = kw_certificate_details_new ();
  GtkWindow *window = kw_scene_show (details, 600);

  for (guint i = 0; i < G_N_ELEMENTS (certificates); i++) {
    GtkWidget *fresh = g_object_ref_sink (kw_certificate_details_new ());
    g_autofree char *expected = NULL;
    g_autofree char *shown = NULL;

    kw_certificate_details_set_certificate (KW_CERTIFICATE_DETAILS (details), certificates[i]);
    kw_certificate_details_set_certificate (KW_CERTIFICATE_DETAILS (fresh), certificates[i]);
    kw_scene_settle (window);
    shown = kw_scene_dup_text (details);
    expected = kw_scene_dup_text (fresh);
    g_assert_cmpstr (shown, ==, expected);
    adw_expander_row_set_expanded (ADW_EXPANDER_ROW (kw_scene_find (details, ADW_TYPE_EXPANDER_ROW, NULL)),
                                   TRUE);
    adw_expander_row_set_expanded (ADW_EXPANDER_ROW (kw_scene_find (details, ADW_TYPE_EXPANDER_ROW, "PEM")),
                                   TRUE);
    kw_scene_settle (window);
    g_object_unref (fresh);
  }
  gtk_window_destroy (window);
}

static void
assert_validity (gint64 not_before, gint64 not_after, double fraction, const char *style)
{
  GtkWidget *bar = g_object_ref_sink (kw_validity_bar_new ());
  GtkProgressBar *progress = kw_scene_find (bar, GTK_TYPE_PROGRESS_BAR, NULL);

  kw_validity_bar_set_span (KW_VALIDITY_BAR (bar), not_before, not_after, KS_TEST_NOW);
  g_assert_cmpfloat_with_epsilon (gtk_progress_bar_get_fraction (progress), fraction, 0.001);
  g_assert_true (gtk_widget_has_css_class (bar, "warning") == (g_strcmp0 (style, "warning") == 0));
  g_assert_true (gtk_widget_has_css_class (bar, "error") == (g_strcmp0 (style, "error") == 0));
  g_object_unref (bar);
}

static void
test_validity (void)
{
  assert_validity (KS_TEST_NOW - 100 * KS_DAY, KS_TEST_NOW + 300 * KS_DAY, 0.25, NULL);
  assert_validity (KS_TEST_NOW - 90 * KS_DAY, KS_TEST_NOW + 10 * KS_DAY, 0.9, "warning");
  assert_validity (KS_TEST_NOW - 90 * KS_DAY, KS_TEST_NOW - 10 * KS_DAY, 1, "error");
  assert_validity (KS_TEST_NOW + 10 * KS_DAY, KS_TEST_NOW + 90 * KS_DAY, 0, "error");
  assert_validity (KS_TIME_INVALID, KS_TEST_NOW, 0, "error");
  assert_validity (G_MAXINT64 - 1, G_MAXINT64, 0, "error");
  assert_validity (KS_TEST_NOW, KS_TEST_NOW, 0, "warning");
}

/* What keeps the direction of a foreign text to itself. */
#define FSI "\u2068"
#define PDI "\u2069"

static void
assert_row (KwEntryRow *row, const char *expected)
{
  g_autofree char *text = kw_entry_row_dup_text (row);

  g_assert_cmpstr (text, ==, expected);
}

/* The number of texts in a drawing, as GTK's own description of it says. */
static guint
count_texts (GskRenderNode *node)
{
  g_autoptr (GBytes) bytes = gsk_render_node_serialize (node);
  g_autofree char *text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  g_auto (GStrv) parts = g_strsplit (text, "text {", -1);

  return g_strv_length (parts) - 1;
}

/* What the row draws now. */
static GskRenderNode *
draw_row (KwEntryRow *row)
{
  GtkSnapshot *snapshot = gtk_snapshot_new ();

  GTK_WIDGET_GET_CLASS (row)->snapshot (GTK_WIDGET (row), snapshot);
  return gtk_snapshot_free_to_node (snapshot);
}

/* The text is there, and not only said to be. */
static void
assert_drawn (KwEntryRow *row, gboolean has_text)
{
  g_autoptr (GskRenderNode) node = draw_row (row);

  g_assert_nonnull (node);
  if (has_text)
    g_assert_cmpuint (count_texts (node), >=, 2);
  else
    g_assert_cmpuint (count_texts (node), ==, 0);
}

static void
test_entry_row (void)
{
  g_autoptr (KsEntry) entry = kw_scene_entry_new (KW_SCENE_COMPLETE);
  g_autoptr (KsEntry) other = ks_entry_new (KS_ENTRY_SECRET, "dbkey", 0, NULL, NULL);
  GtkWidget *widget = kw_entry_row_new ();
  KwEntryRow *row = KW_ENTRY_ROW (widget);
  g_autofree char *description = NULL;
  GtkWindow *window;

  kw_entry_row_set_now (row, KS_TEST_NOW);
  kw_entry_row_set_entry (row, entry);
  kw_entry_row_set_state (row, KS_STATE_FAIL);
  kw_entry_row_set_state_text (row, "One certificate is missing");
  window = kw_scene_show (widget, 260);
  g_assert_cmpint (gtk_widget_get_height (widget), >=, 40);
  assert_row (row, FSI "wso2carbon" PDI "\n" FSI "gw.example.org" PDI " · 115 days left");
  assert_drawn (row, TRUE);
  gtk_test_accessible_assert_property (GTK_WIDGET (kw_scene_find (widget, KW_TYPE_STATUS_MARK, NULL)),
                                       GTK_ACCESSIBLE_PROPERTY_LABEL, "One certificate is missing");
  description = kw_entry_row_dup_description (row);
  g_assert_cmpstr (description, ==, "wso2carbon, Key pair, gw.example.org, Fails, 115 days left");

  kw_entry_row_set_entry (row, other);
  assert_row (row, FSI "dbkey" PDI "\n" FSI "Secret key" PDI);
  assert_drawn (row, TRUE);
  kw_entry_row_set_entry (row, NULL);
  assert_row (row, "");
  assert_drawn (row, FALSE);
  gtk_window_destroy (window);
}

/* Recycling a row, as scrolling does, is cheap: a frame has 16 ms for about 15 of them. */
static void
test_entry_row_recycling (void)
{
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func (g_object_unref);
  GtkWidget *widget = kw_entry_row_new ();
  GtkWindow *window = kw_scene_show (widget, 260);
  double seconds;

  for (guint i = 0; i < 2000; i++) {
    g_autofree char *alias = g_strdup_printf ("entry-%u", i);

    g_ptr_array_add (entries, ks_entry_new (KS_ENTRY_SECRET, alias, 0, NULL, NULL));
  }
  g_test_timer_start ();
  for (guint i = 0; i < entries->len; i++) {
    kw_entry_row_set_entry (KW_ENTRY_ROW (widget), g_ptr_array_index (entries, i));
    gsk_render_node_unref (draw_row (KW_ENTRY_ROW (widget)));
  }
  seconds = g_test_timer_elapsed ();
  g_test_minimized_result (seconds, "%u rows set and drawn in %.3f s", entries->len, seconds);
  g_assert_cmpfloat (seconds, <, 2);
  gtk_window_destroy (window);
}

/* Going along the list with the arrow keys sets all details again for each entry: that has to fit between two key presses. */
static void
test_details_again (void)
{
  g_autoptr (KsEntry) first = kw_scene_entry_new (KW_SCENE_COMPLETE);
  g_autoptr (KsEntry) second = kw_scene_entry_new (KW_SCENE_COMPLETE);
  GtkWidget *details = kw_certificate_details_new ();
  GtkWindow *window = kw_scene_show (details, 600);
  double seconds;

  g_test_timer_start ();
  for (guint i = 0; i < 20; i++) {
    kw_certificate_details_set_certificate (KW_CERTIFICATE_DETAILS (details),
                                            ks_entry_get_leaf (i % 2 == 0 ? first : second));
    kw_scene_settle (window);
  }
  seconds = g_test_timer_elapsed () / 20;
  g_test_minimized_result (seconds, "details set and drawn in %.1f ms", seconds * 1000);
  g_assert_cmpfloat (seconds, <, 1);
  gtk_window_destroy (window);
}

static void
test_text (void)
{
  const guint8 id[] = { 0x8c, 0x41, 0x6f, 0xd2, 0x00, 0x11, 0x22, 0x90, 0x0b, 0x7e };
  g_autoptr (GBytes) key_id = g_bytes_new_static (id, sizeof id);
  g_autoptr (GBytes) short_id = g_bytes_new_static (id, 4);
  g_autofree char *ends = kw_text_key_id (key_id);
  g_autofree char *whole = kw_text_key_id (short_id);
  g_autofree char *none = kw_text_key_id (NULL);
  g_autofree char *empty = kw_text_show (NULL);
  g_autofree char *isolated = kw_text_show ("a\xe2\x80\xae"
                                            "b");
  g_autofree char *broken = kw_text_show ("\xff\xfe");

  g_assert_cmpstr (ends, ==, "8C 41 … 0B 7E");
  g_assert_cmpstr (whole, ==, "8C 41 6F D2");
  g_assert_cmpstr (none, ==, "");
  g_assert_cmpstr (empty, ==, "");
  g_assert_true (g_str_has_prefix (isolated, "\xe2\x81\xa8"));
  g_assert_true (g_str_has_suffix (isolated, "\xe2\x81\xa9"));
  g_assert_null (strstr (isolated, "\xe2\x80\xae"));
  g_assert_true (g_utf8_validate (broken, -1, NULL));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  kw_scene_init ();

  g_test_add_func ("/details/certificate", test_details);
  g_test_add_func ("/details/again", test_details_again);
  g_test_add_func ("/details/lazy", test_lazy);
  g_test_add_func ("/details/switching", test_switching);
  g_test_add_func ("/details/unreadable", test_unreadable);
  g_test_add_func ("/details/validity", test_validity);
  g_test_add_func ("/entry-row", test_entry_row);
  g_test_add_func ("/entry-row/recycling", test_entry_row_recycling);
  g_test_add_func ("/text", test_text);
  return g_test_run ();
}
