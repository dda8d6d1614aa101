/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The editors of what shall stand in a new certificate. */

#include "catena-config.h"

#include <adwaita.h>

#include "ks-error.h"
#include "ks-name-input.h"
#include "ks-time.h"
#include "kw-algorithm-list.h"
#include "kw-certificate-preview.h"
#include "kw-date-row.h"
#include "kw-extension-editor.h"
#include "kw-name-edit-row.h"
#include "kw-name-editor.h"
#include "kw-preview-hosts.h"
#include "kw-scene.h"
#include "kw-subject-editor.h"
#include "kw-usage-editor.h"
#include "kw-validity-editor.h"

static void
count_cb (guint *count)
{
  (*count)++;
}

static void
assert_shown (GtkWidget *root, const char *text)
{
  g_autofree char *shown = kw_scene_dup_text (root);

  if (strstr (shown, text) == NULL)
    g_error ("“%s” is not in:\n%s", text, shown);
}

static void
type (GtkWidget *editor, const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (kw_scene_find (editor, GTK_TYPE_TEXT, NULL)), text);
  kw_name_editor_commit (KW_NAME_EDITOR (editor));
}

static char *
join_names (GtkWidget *editor)
{
  GPtrArray *names = kw_name_editor_get_names (KW_NAME_EDITOR (editor));
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < names->len; i++) {
    const KsGeneralName *name = g_ptr_array_index (names, i);

    g_string_append_printf (out, "%s%s:%s", i > 0 ? " " : "", ks_general_name_type_get_tag (name->type),
                            name->text);
  }
  return g_string_free_and_steal (out);
}

static void
assert_names (GtkWidget *editor, const char *expected)
{
  g_autofree char *names = join_names (editor);

  g_assert_cmpstr (names, ==, expected);
}

/* A pasted list becomes names; what is malformed stays in the field, with its reason, and the others are taken. */
static void
test_names_typed (void)
{
  GtkWidget *editor = kw_name_editor_new ();
  GtkWindow *window = kw_scene_show (editor, 500);
  GtkEditable *text = GTK_EDITABLE (kw_scene_find (editor, GTK_TYPE_TEXT, NULL));
  guint changed = 0;

  g_signal_connect_swapped (editor, "changed", G_CALLBACK (count_cb), &changed);
  gtk_editable_set_text (text, "gw.example.org");
  assert_shown (editor, "DNS name");
  gtk_editable_set_text (text, "2001:db8::1");
  assert_shown (editor, "IP address");
  gtk_editable_set_text (text, "a.example.org, b.example.org 192.0.2.1");
  assert_shown (editor, "3 names");

  type (editor, "gw.example.org, *.gw.example.org\nb\xc3\xbc"
                "cher.example.org; 192.0.2.10");
  assert_names (editor,
                "DNS:gw.example.org DNS:*.gw.example.org DNS:xn--bcher-kva.example.org IP:192.0.2.10");
  g_assert_cmpuint (changed, ==, 1);
  g_assert_cmpstr (gtk_editable_get_text (text), ==, "");
  kw_scene_settle (window);
  assert_shown (editor, "b\xc3\xbc"
                        "cher.example.org");
  assert_shown (editor, "xn--bcher-kva.example.org");
  assert_shown (editor, "Any one label before gw.example.org");

  type (editor, "ok.example.org bad..example.org");
  assert_names (
    editor,
    "DNS:gw.example.org DNS:*.gw.example.org DNS:xn--bcher-kva.example.org IP:192.0.2.10 DNS:ok.example.org");
  g_assert_cmpstr (gtk_editable_get_text (text), ==, "bad..example.org");
  assert_shown (editor, "two dots in a row");
  gtk_test_accessible_assert_state (GTK_WIDGET (text), GTK_ACCESSIBLE_STATE_INVALID,
                                    GTK_ACCESSIBLE_INVALID_TRUE);
  gtk_editable_set_text (text, "");
  gtk_test_accessible_assert_state (GTK_WIDGET (text), GTK_ACCESSIBLE_STATE_INVALID,
                                    GTK_ACCESSIBLE_INVALID_FALSE);

  changed = 0;
  type (editor, "GW.example.org");
  g_assert_cmpuint (changed, ==, 0);
  assert_shown (editor, "in the list already");
  gtk_window_destroy (window);
}

/* A type that a person has chosen is not guessed. */
static void
test_names_type (void)
{
  GtkWidget *editor = kw_name_editor_new ();
  GtkWindow *window = kw_scene_show (editor, 500);
  GtkWidget *text = kw_scene_find (editor, GTK_TYPE_TEXT, NULL);

  g_assert_true (gtk_widget_activate_action (text, "names.type", "s", "uri"));
  assert_shown (editor, "URI");
  type (editor, "https://example.org/a,b");
  assert_names (editor, "URI:https://example.org/a,b");
  g_assert_true (gtk_widget_activate_action (text, "names.type", "s", "rid"));
  type (editor, "1.3.6.1.4.1.99999.1");
  assert_names (editor, "URI:https://example.org/a,b ID:1.3.6.1.4.1.99999.1");
  gtk_window_destroy (window);
}

static void
copy_cb (GtkWidget *editor, const char *name, char **copy)
{
  g_set_str (copy, name);
}

static void
test_names_removed (void)
{
  GtkWidget *editor = kw_name_editor_new ();
  GtkWindow *window = kw_scene_show (editor, 500);
  g_autofree char *removed = NULL;
  GtkWidget *row;

  g_signal_connect (editor, "removed", G_CALLBACK (copy_cb), &removed);
  type (editor, "a.example.org b.example.org c.example.org");
  kw_scene_settle (window);
  row = kw_scene_find (editor, KW_TYPE_NAME_EDIT_ROW, "b.example.org");
  g_assert_nonnull (row);
  g_assert_true (gtk_widget_activate_action (row, "name.remove", NULL));
  assert_names (editor, "DNS:a.example.org DNS:c.example.org");
  g_assert_nonnull (strstr (removed, "b.example.org"));
  kw_name_editor_undo (KW_NAME_EDITOR (editor));
  assert_names (editor, "DNS:a.example.org DNS:b.example.org DNS:c.example.org");
  /* Nothing is left to bring back. */
  kw_name_editor_undo (KW_NAME_EDITOR (editor));
  assert_names (editor, "DNS:a.example.org DNS:b.example.org DNS:c.example.org");
  gtk_window_destroy (window);
}

static void
test_names_suggested (void)
{
  static const char *const suggestions[] = { "localhost", "127.0.0.1", NULL };
  GtkWidget *editor = kw_name_editor_new ();
  GtkWindow *window = kw_scene_show (editor, 500);
  AdwButtonContent *content;

  kw_name_editor_set_suggestions (KW_NAME_EDITOR (editor), suggestions);
  kw_scene_settle (window);
  content = kw_scene_find (editor, ADW_TYPE_BUTTON_CONTENT, NULL);
  g_assert_cmpstr (adw_button_content_get_label (content), ==, "localhost");
  gtk_test_accessible_assert_property (gtk_widget_get_parent (GTK_WIDGET (content)),
                                       GTK_ACCESSIBLE_PROPERTY_LABEL, "Add localhost");
  g_signal_emit_by_name (gtk_widget_get_parent (GTK_WIDGET (content)), "clicked");
  assert_names (editor, "DNS:localhost");
  kw_scene_settle (window);
  content = kw_scene_find (editor, ADW_TYPE_BUTTON_CONTENT, NULL);
  g_assert_cmpstr (adw_button_content_get_label (content), ==, "127.0.0.1");
  gtk_window_destroy (window);
}

static void
assert_subject (GtkWidget *editor, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (KsName) name = kw_subject_editor_dup_name (KW_SUBJECT_EDITOR (editor), &error);

  g_assert_no_error (error);
  g_assert_cmpstr (ks_name_get_text (name), ==, expected);
}

/* By the whole title: “Organization” is the beginning of another one. */
static GtkWidget *
find_row (GtkWidget *root, const char *title)
{
  GtkWidget *found = NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child)) {
    if (ADW_IS_ENTRY_ROW (child) &&
        g_str_equal (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (child)), title))
      return child;
    found = find_row (child, title);
  }
  return found;
}

static GtkEditable *
find_field (GtkWidget *editor, const char *title)
{
  GtkWidget *row = find_row (editor, title);

  g_assert_nonnull (row);
  return GTK_EDITABLE (row);
}

/* Rows and text edit one name; a proposed common name gives way to a typed one. */
static void
test_subject (void)
{
  GtkWidget *editor = kw_subject_editor_new ();
  KwSubjectEditor *subject = KW_SUBJECT_EDITOR (editor);
  GtkWindow *window = kw_scene_show (editor, 500);
  GtkEditable *text = find_field (editor, "The same as text (RFC 4514)");
  g_autoptr (GError) error = NULL;

  assert_subject (editor, "");
  kw_subject_editor_propose_common_name (subject, "gw.example.org");
  assert_subject (editor, "CN=gw.example.org");
  gtk_editable_set_text (find_field (editor, "Organization"), "Example, Inc.");
  assert_subject (editor, "CN=gw.example.org,O=Example\\, Inc.");
  g_assert_cmpstr (gtk_editable_get_text (text), ==, "CN=gw.example.org,O=Example\\, Inc.");
  g_assert_false (kw_subject_editor_has_own_common_name (subject));
  kw_subject_editor_propose_common_name (subject, "www.example.org");
  assert_subject (editor, "CN=www.example.org,O=Example\\, Inc.");

  gtk_editable_set_text (text, "CN=own.example.org,OU=a+OU=b,C=CZ");
  assert_subject (editor, "CN=own.example.org,OU=a+OU=b,C=CZ");
  g_assert_true (kw_subject_editor_has_own_common_name (subject));
  kw_scene_settle (window);
  g_assert_cmpstr (gtk_editable_get_text (find_field (editor, "Common name")), ==, "own.example.org");
  g_assert_cmpstr (gtk_editable_get_text (find_field (editor, "Organization")), ==, "");
  kw_subject_editor_propose_common_name (subject, "other.example.org");
  assert_subject (editor, "CN=own.example.org,OU=a+OU=b,C=CZ");

  gtk_editable_set_text (text, "CN=own.example.org,=");
  g_assert_null (kw_subject_editor_dup_name (subject, &error));
  g_assert_error (error, KS_ERROR, KS_ERROR_MALFORMED);
  assert_shown (editor, error->message);
  g_assert_cmpstr (gtk_editable_get_text (find_field (editor, "Common name")), ==, "own.example.org");
  gtk_window_destroy (window);
}

static void
test_subject_country (void)
{
  GtkWidget *editor = kw_subject_editor_new ();
  GtkWindow *window = kw_scene_show (editor, 500);

  gtk_editable_set_text (find_field (editor, "Country (two letters)"), "Czechia");
  g_assert_null (kw_subject_editor_dup_name (KW_SUBJECT_EDITOR (editor), NULL));
  gtk_editable_set_text (find_field (editor, "Country (two letters)"), "CZ");
  assert_subject (editor, "C=CZ");
  g_assert_true (gtk_widget_activate_action (editor, "subject.add", "s", "UID"));
  kw_scene_settle (window);
  gtk_editable_set_text (find_field (editor, "User ID"), "jan");
  assert_subject (editor, "C=CZ,UID=jan");
  gtk_window_destroy (window);
}

static void
test_usage (void)
{
  g_autoptr (KsCertificateSpec) spec = ks_certificate_spec_new ();
  g_autoptr (KsCertificateSpec) stored = ks_certificate_spec_new ();
  GtkWidget *editor = kw_usage_editor_new ();
  GtkWindow *window = kw_scene_show (editor, 500);
  guint changed = 0;

  g_signal_connect_swapped (editor, "changed", G_CALLBACK (count_cb), &changed);
  ks_certificate_spec_use_template (spec, ks_usage_template_find ("tls-server-client"), NULL);
  kw_usage_editor_load (KW_USAGE_EDITOR (editor), spec);
  kw_usage_editor_store (KW_USAGE_EDITOR (editor), stored);
  g_assert_cmpuint (stored->key_usage, ==, spec->key_usage);
  g_assert_cmpstrv (stored->purposes, spec->purposes);
  g_assert_false (stored->is_ca);
  assert_shown (editor, "TLS server, TLS client");
  g_assert_cmpuint (changed, ==, 0);

  kw_usage_editor_set_possible (KW_USAGE_EDITOR (editor), KS_KEY_USAGE_DIGITAL_SIGNATURE);
  kw_usage_editor_store (KW_USAGE_EDITOR (editor), stored);
  g_assert_cmpuint (stored->key_usage, ==, KS_KEY_USAGE_DIGITAL_SIGNATURE);

  kw_usage_editor_set_possible (KW_USAGE_EDITOR (editor), (KsKeyUsage) 0x1ff);
  ks_certificate_spec_use_template (spec, ks_usage_template_find ("certificate-authority"), NULL);
  spec->path_length = 0;
  kw_usage_editor_load (KW_USAGE_EDITOR (editor), spec);
  kw_usage_editor_store (KW_USAGE_EDITOR (editor), stored);
  g_assert_true (stored->is_ca);
  g_assert_cmpint (stored->path_length, ==, 0);
  g_assert_cmpuint (stored->key_usage, ==, KS_KEY_USAGE_KEY_CERT_SIGN | KS_KEY_USAGE_CRL_SIGN);
  gtk_window_destroy (window);
}

/* The limits of ballot SC-081v3, by the day of issue. */
static void
test_public_limits (void)
{
  static const struct {
    const char *day;
    guint limit;
  } rows[] = {
    { "2026-03-14T23:59:59Z", 398 }, { "2026-03-15T00:00:00Z", 200 }, { "2027-03-14T23:59:59Z", 200 },
    { "2027-03-15T00:00:00Z", 100 }, { "2029-03-15T00:00:00Z", 47 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    g_assert_cmpuint (kw_validity_get_public_limit (ks_time_from_rfc3339 (rows[i].day, NULL)), ==,
                      rows[i].limit);
}

static void
test_validity (void)
{
  gint64 now = ks_time_from_rfc3339 ("2026-11-21T12:00:00Z", NULL);
  GtkWidget *editor = kw_validity_editor_new ();
  KwValidityEditor *validity = KW_VALIDITY_EDITOR (editor);
  GtkWindow *window;
  gint64 from, until;
  AdwComboRow *presets;

  kw_validity_editor_set_now (validity, now);
  kw_validity_editor_set_days (validity, 365);
  window = kw_scene_show (editor, 500);
  g_assert_true (kw_validity_editor_get_period (validity, &from, &until));
  g_assert_cmpint (from, ==, now);
  g_assert_cmpint (until, ==, now + 365 * KS_DAY - 1);
  kw_validity_editor_set_show_public_limit (validity, TRUE);
  assert_shown (editor, "Public CAs issue for at most 200 days");

  presets = ADW_COMBO_ROW (kw_scene_find (editor, ADW_TYPE_COMBO_ROW, NULL));
  adw_combo_row_set_selected (presets, g_list_model_get_n_items (adw_combo_row_get_model (presets)) - 1);
  kw_scene_settle (window);
  gtk_editable_set_text (find_field (editor, "From (year-month-day)"), "2027-01-01");
  gtk_editable_set_text (find_field (editor, "Last day (year-month-day)"), "2027-01-31");
  g_assert_true (kw_validity_editor_get_period (validity, &from, &until));
  g_assert_cmpint (from, ==, ks_time_from_rfc3339 ("2027-01-01T00:00:00Z", NULL));
  g_assert_cmpint (until, ==, ks_time_from_rfc3339 ("2027-01-31T23:59:59Z", NULL));
  gtk_editable_set_text (find_field (editor, "Last day (year-month-day)"), "2026-12-31");
  g_assert_false (kw_validity_editor_get_period (validity, &from, &until));
  gtk_editable_set_text (find_field (editor, "Last day (year-month-day)"), "2027-02-30");
  g_assert_false (kw_validity_editor_get_period (validity, &from, &until));
  gtk_test_accessible_assert_state (GTK_WIDGET (find_field (editor, "Last day (year-month-day)")),
                                    GTK_ACCESSIBLE_STATE_INVALID, GTK_ACCESSIBLE_INVALID_TRUE);
  gtk_window_destroy (window);
}

static guint
try_extension (GtkWidget *editor, const char *oid, const char *value)
{
  g_autoptr (GPtrArray) list = NULL;

  gtk_editable_set_text (find_field (editor, "Object identifier (OID)"), oid);
  gtk_editable_set_text (find_field (editor, "DER value, hexadecimal or Base64"), value);
  g_signal_emit_by_name (kw_scene_find (editor, GTK_TYPE_BUTTON, "A_dd Extension"), "clicked");
  list = kw_extension_editor_list (KW_EXTENSION_EDITOR (editor));
  return list->len;
}

static void
test_extensions (void)
{
  GtkWidget *editor = kw_extension_editor_new ();
  GtkWidget *group = adw_preferences_group_new ();
  GtkWindow *window;
  g_autoptr (GPtrArray) list = NULL;
  const KsExtension *first;

  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (editor), TRUE);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), editor);
  window = kw_scene_show (group, 500);
  g_assert_cmpuint (try_extension (editor, "2.5", "05 00 00"), ==, 0);
  assert_shown (editor, "not one DER element");
  g_assert_cmpuint (try_extension (editor, "not.an.oid", "0500"), ==, 0);
  assert_shown (editor, "numbers with dots");
  g_assert_cmpuint (try_extension (editor, "1.3.6.1.4.1.99999.2", "05"), ==, 0);
  g_assert_cmpuint (try_extension (editor, "1.3.6.1.4.1.99999.2", "0c:03:61 62:63"), ==, 1);
  /* BQA= is 05 00, a NULL */
  g_assert_cmpuint (try_extension (editor, "1.3.6.1.4.1.99999.3", "BQA="), ==, 2);
  g_assert_cmpuint (try_extension (editor, "1.3.6.1.4.1.99999.3", "BQA="), ==, 2);
  assert_shown (editor, "in the list already");

  list = kw_extension_editor_list (KW_EXTENSION_EDITOR (editor));
  first = g_ptr_array_index (list, 0);
  g_assert_cmpstr (first->oid, ==, "1.3.6.1.4.1.99999.2");
  g_assert_cmpmem (g_bytes_get_data (first->value, NULL), g_bytes_get_size (first->value),
                   "\x0c\x03"
                   "abc",
                   5);
  gtk_window_destroy (window);
}

static const char *
explain_jks (const KsKeyAlgorithm *algorithm, gpointer owner)
{
  return ks_key_algorithm_explain_format (algorithm, ks_format_find ("jks"));
}

static void
test_algorithms (void)
{
  GtkWidget *list = kw_algorithm_list_new ();
  GtkWindow *window = kw_scene_show (list, 500);
  GtkWidget *row;

  g_assert_cmpstr (kw_algorithm_list_get_selected (KW_ALGORITHM_LIST (list))->id, ==, "rsa-3072");
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (kw_scene_find (list, ADW_TYPE_EXPANDER_ROW, NULL)), TRUE);
  kw_scene_settle (window);
  row = kw_scene_find (list, ADW_TYPE_ACTION_ROW, "ML-DSA-65");
  g_assert_nonnull (row);
  g_assert_true (gtk_widget_get_sensitive (row));
  kw_algorithm_list_set_selected (KW_ALGORITHM_LIST (list), ks_key_algorithm_find ("ml-dsa-65"));
  kw_algorithm_list_explain (KW_ALGORITHM_LIST (list), explain_jks, NULL);
  g_assert_false (gtk_widget_get_sensitive (row));
  g_assert_cmpstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (row)), ==,
                   explain_jks (ks_key_algorithm_find ("ml-dsa-65"), NULL));
  g_assert_cmpstr (kw_algorithm_list_get_selected (KW_ALGORITHM_LIST (list))->id, ==, "rsa-3072");
  gtk_window_destroy (window);
}

static char *
join_hosts (GPtrArray *hosts)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < hosts->len; i++)
    g_string_append_printf (out, "%s%s", i > 0 ? " " : "",
                            ((KwPreviewHost *) g_ptr_array_index (hosts, i))->host);
  return g_string_free_and_steal (out);
}

/* RFC 9525 section 6.3: a wildcard stands for one label. */
static void
test_preview_hosts (void)
{
  g_autoptr (GPtrArray) names =
    ks_general_name_parse_list ("gw.example.org, *.gw.example.org, 192.0.2.10, example.net");
  g_autoptr (GPtrArray) covered = kw_preview_hosts_list_covered (names, 9);
  g_autoptr (GPtrArray) missed = kw_preview_hosts_list_missed (names, 9);
  g_autofree char *yes = join_hosts (covered);
  g_autofree char *no = join_hosts (missed);

  g_assert_cmpstr (yes, ==, "gw.example.org api.gw.example.org 192.0.2.10 example.net");
  g_assert_cmpstr (no, ==, "example.org a.b.gw.example.org www.example.net");
}

static void
test_preview (void)
{
  g_autoptr (KsCertificateSpec) spec = ks_certificate_spec_new ();
  g_autoptr (KsEntry) entry = kw_scene_entry_new (KW_SCENE_COMPLETE);
  KsCertificate *issuer = ks_entry_get_certificate (entry, 1);
  GtkWidget *preview = kw_certificate_preview_new ();
  GtkWindow *window;
  g_autofree char *summary = NULL;

  ks_certificate_spec_use_template (spec, ks_usage_template_find ("tls-server"), NULL);
  ks_certificate_spec_set_validity (spec, KS_TEST_NOW, 90);
  g_ptr_array_add (spec->names, ks_general_name_guess ("gw.example.org"));
  kw_certificate_preview_show (KW_CERTIFICATE_PREVIEW (preview), spec, "RSA 3072", NULL);
  window = kw_scene_show (preview, 300);
  assert_shown (preview, "Server certificate");
  assert_shown (preview, "gw.example.org");
  assert_shown (preview, "Signed by itself");
  assert_shown (preview, "90 days");
  summary = kw_certificate_preview_dup_summary (KW_CERTIFICATE_PREVIEW (preview));
  g_assert_nonnull (strstr (summary, "RSA 3072"));

  kw_certificate_preview_show (KW_CERTIFICATE_PREVIEW (preview), spec, "RSA 3072", issuer);
  kw_scene_settle (window);
  assert_shown (preview, "Signed by: Intermediate CA");
  assert_shown (preview, ks_certificate_get_title (issuer));
  gtk_window_destroy (window);
}

/* Names that attack the window go through it as text. */
static void
test_hostile (void)
{
  g_autoptr (KsCertificateSpec) spec = ks_certificate_spec_new ();
  g_autofree char *hostile = kw_scene_hostile_text ();
  GtkWidget *editor = kw_name_editor_new ();
  GtkWidget *preview = kw_certificate_preview_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWindow *window;

  gtk_box_append (GTK_BOX (box), editor);
  gtk_box_append (GTK_BOX (box), preview);
  window = kw_scene_show (box, 360);
  type (editor, hostile);
  g_ptr_array_add (spec->names, ks_general_name_new_from_text (KS_GENERAL_NAME_URI, hostile));
  ks_certificate_spec_set_validity (spec, KS_TEST_NOW, 1);
  kw_certificate_preview_show (KW_CERTIFICATE_PREVIEW (preview), spec, "RSA 3072", NULL);
  kw_scene_settle (window);
  assert_shown (preview, "RSA 3072");
  gtk_window_destroy (window);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  kw_scene_init ();

  g_test_add_func ("/editors/names/typed", test_names_typed);
  g_test_add_func ("/editors/names/type", test_names_type);
  g_test_add_func ("/editors/names/removed", test_names_removed);
  g_test_add_func ("/editors/names/suggested", test_names_suggested);
  g_test_add_func ("/editors/subject", test_subject);
  g_test_add_func ("/editors/subject/country", test_subject_country);
  g_test_add_func ("/editors/usage", test_usage);
  g_test_add_func ("/editors/validity/limits", test_public_limits);
  g_test_add_func ("/editors/validity", test_validity);
  g_test_add_func ("/editors/extensions", test_extensions);
  g_test_add_func ("/editors/algorithms", test_algorithms);
  g_test_add_func ("/editors/preview/hosts", test_preview_hosts);
  g_test_add_func ("/editors/preview", test_preview);
  g_test_add_func ("/editors/hostile", test_hostile);
  return g_test_run ();
}
