/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The names of a certificate, and hosts beside them. */

#include "catena-config.h"

#include <adwaita.h>
#include <time.h>

#include "ks-host-list.h"
#include "ks-verdict-private.h"
#include "kw-host-cell.h"
#include "kw-host-row.h"
#include "kw-host-table.h"
#include "kw-name-chip.h"
#include "kw-names-view.h"
#include "kw-scene.h"

/* Laying out a table of 200 hosts takes far less, in seconds of the processor; what takes ten times as long is felt. */
#define MAX_SECONDS 2

typedef struct {
  GPtrArray *texts;
  guint n;
} Heard;

static void
heard_text_cb (GtkWidget *view, const char *text, Heard *heard)
{
  g_ptr_array_add (heard->texts, g_strdup (text));
  heard->n++;
}

static void
heard_cb (GtkWidget *view, Heard *heard)
{
  heard->n++;
}

/* What a view shows of some hosts. */
typedef struct {
  KsTestIdentity *identity;
  GPtrArray *hosts; /* of KsHostResult */
  GtkWidget *view;
} Scene;

static void
scene_init (Scene *self, const char *alt_names, const char *const *hosts)
{
  KsTestSpec spec = { .name = "cn.example.org", .san = alt_names };
  KsCertificate *certificate;

  self->identity = ks_test_identity_new (&spec, NULL);
  certificate = ks_test_identity_get_certificate (self->identity);
  self->hosts = g_ptr_array_new_with_free_func ((GDestroyNotify) ks_host_result_free);
  for (guint i = 0; hosts[i] != NULL; i++) {
    KsHostResult *result = g_new0 (KsHostResult, 1);

    result->host = ks_host_name_new (hosts[i]);
    result->match = ks_host_match_new (result->host, certificate);
    g_ptr_array_add (self->hosts, result);
  }
  self->view = kw_names_view_new ();
  kw_names_view_set_certificate (KW_NAMES_VIEW (self->view), certificate);
  kw_names_view_set_hosts (KW_NAMES_VIEW (self->view), self->hosts, NULL);
}

static void
scene_clear (Scene *self)
{
  ks_test_identity_free (self->identity);
  g_ptr_array_unref (self->hosts);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Scene, scene_clear)

static guint
count (GtkWidget *root, GType type)
{
  guint n = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (gtk_widget_get_visible (child))
      n += g_type_is_a (G_OBJECT_TYPE (child), type) + count (child, type);
  return n;
}

/* The @index-th descendant of a type. */
static GtkWidget *
nth (GtkWidget *root, GType type, guint *index)
{
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    GtkWidget *found;

    if (!gtk_widget_get_visible (child))
      continue;
    if (g_type_is_a (G_OBJECT_TYPE (child), type) && (*index)-- == 0)
      return child;
    found = nth (child, type, index);
    if (found != NULL)
      return found;
  }
  return NULL;
}

/* What is underlined and bold in a label, each with blanks around it. */
static char *
dup_marked (GtkLabel *label)
{
  const char *text = gtk_label_get_text (label);
  g_autoptr (PangoAttrIterator) iter = pango_attr_list_get_iterator (gtk_label_get_attributes (label));
  GString *marked = g_string_new (NULL);

  do {
    int start, end;

    pango_attr_iterator_range (iter, &start, &end);
    if (pango_attr_iterator_get (iter, PANGO_ATTR_UNDERLINE) != NULL &&
        pango_attr_iterator_get (iter, PANGO_ATTR_WEIGHT) != NULL)
      g_string_append_printf (marked, "[%.*s]", end - start, text + start);
  } while (pango_attr_iterator_next (iter));
  return g_string_free_and_steal (marked);
}

static void
assert_marked (GtkWidget *root, const char *text, const char *marked)
{
  GtkLabel *label = kw_scene_find (root, GTK_TYPE_LABEL, text);
  g_autofree char *is_marked = NULL;

  g_assert_nonnull (label);
  is_marked = dup_marked (label);
  g_assert_cmpstr (is_marked, ==, marked);
}

/* ---- chips ---- */

static void
test_chips (void)
{
  g_autoptr (KsEntry) entry = kw_scene_entry_new (KW_SCENE_HOSTILE);
  GtkWidget *view = kw_names_view_new ();
  GtkWindow *window;
  GtkWidget *chip;

  kw_names_view_set_certificate (KW_NAMES_VIEW (view), ks_entry_get_leaf (entry));
  window = kw_scene_show (view, 780);
  chip = kw_scene_find (view, KW_TYPE_NAME_CHIP, NULL);
  g_assert_true (gtk_widget_has_css_class (chip, "malformed"));
  gtk_test_accessible_assert_property (chip, GTK_ACCESSIBLE_PROPERTY_LABEL, "DNS <b>&amp;");
  for (guint i = 0; i < 3; i++)
    chip = gtk_widget_get_next_sibling (chip);
  g_assert_false (gtk_widget_has_css_class (chip, "malformed"));
  gtk_test_accessible_assert_property (chip, GTK_ACCESSIBLE_PROPERTY_LABEL, "Mail a@b");
  g_assert_null (gtk_widget_get_next_sibling (chip));
  gtk_window_destroy (window);
}

/* Both forms of an internationalized name are there, and can be copied. */
static void
test_copying (void)
{
  const char *no_hosts[] = { NULL };
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  Heard heard = { texts, 0 };
  g_auto (Scene) scene = { 0 };
  GtkWindow *window;
  GtkWidget *chip;

  scene_init (&scene, "DNS:xn--bcher-kva.example", no_hosts);
  window = kw_scene_show (scene.view, 780);
  g_signal_connect (scene.view, "copied", G_CALLBACK (heard_text_cb), &heard);
  chip = kw_scene_find (scene.view, KW_TYPE_NAME_CHIP, NULL);
  g_assert_nonnull (kw_scene_find (chip, GTK_TYPE_LABEL, "bücher.example"));
  g_assert_nonnull (kw_scene_find (chip, GTK_TYPE_LABEL, "xn--bcher-kva.example"));
  g_assert_true (gtk_widget_activate_action (chip, "chip.copy", NULL));
  g_assert_true (gtk_widget_activate_action (chip, "chip.copy-ascii", NULL));
  g_assert_cmpuint (heard.n, ==, 2);
  g_assert_cmpstr (texts->pdata[0], ==, "bücher.example");
  g_assert_cmpstr (texts->pdata[1], ==, "xn--bcher-kva.example");
  gtk_window_destroy (window);
}

static char *
make_names (guint n)
{
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    g_string_append_printf (names, "%sDNS:server%u.zone%u.example.org", i > 0 ? "," : "", i, i % 7);
  return g_string_free_and_steal (g_steal_pointer (&names));
}

static void
test_many_names (void)
{
  const char *hosts[] = { "server150.zone3.example.org", NULL };
  g_autofree char *names = make_names (160);
  g_auto (Scene) scene = { 0 };
  GtkWindow *window;
  GtkWidget *chips, *filter;

  scene_init (&scene, names, hosts);
  window = kw_scene_show (scene.view, 780);
  chips = kw_scene_find (scene.view, ADW_TYPE_WRAP_BOX, NULL);
  chips = gtk_widget_get_parent (kw_scene_find (scene.view, KW_TYPE_NAME_CHIP, NULL));
  g_assert_cmpuint (count (chips, KW_TYPE_NAME_CHIP), ==, 24);
  filter = kw_scene_find (scene.view, GTK_TYPE_SEARCH_ENTRY, NULL);
  gtk_editable_set_text (GTK_EDITABLE (filter), "SERVER15");
  g_signal_emit_by_name (filter, "search-changed");
  g_assert_cmpuint (count (chips, KW_TYPE_NAME_CHIP), ==, 11);
  gtk_editable_set_text (GTK_EDITABLE (filter), "");
  g_signal_emit_by_name (filter, "search-changed");
  g_signal_emit_by_name (kw_scene_find (scene.view, GTK_TYPE_BUTTON, "Show 136 More"), "clicked");
  g_assert_cmpuint (count (chips, KW_TYPE_NAME_CHIP), ==, 160);
  /* Of the names, those that decide or come near have a column. */
  g_assert_nonnull (kw_scene_find (scene.view, GTK_TYPE_LABEL, "more names that decide nothing here"));
  gtk_window_destroy (window);
}

/* ---- hosts ---- */

static void
test_typing (void)
{
  const char *no_hosts[] = { NULL };
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  Heard heard = { texts, 0 };
  g_auto (Scene) scene = { 0 };
  GtkWidget *entry;
  GtkWindow *window;

  scene_init (&scene, "DNS:gw.example.org", no_hosts);
  window = kw_scene_show (scene.view, 780);
  g_signal_connect (scene.view, "hosts-typed", G_CALLBACK (heard_text_cb), &heard);
  entry = kw_scene_find (scene.view, GTK_TYPE_ENTRY, NULL);
  gtk_test_accessible_assert_property (entry, GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Test host names or IP addresses");
  gtk_editable_set_text (GTK_EDITABLE (entry), "a.example.org, 192.0.2.1");
  g_signal_emit_by_name (entry, "activate");
  g_assert_cmpuint (heard.n, ==, 1);
  g_assert_cmpstr (texts->pdata[0], ==, "a.example.org, 192.0.2.1");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "");
  /* A list that is pasted waits for nothing. */
  gtk_editable_set_text (GTK_EDITABLE (entry), "a.example.org\nb.example.org");
  while (heard.n < 2)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpstr (texts->pdata[1], ==, "a.example.org\nb.example.org");
  g_assert_null (kw_scene_find (scene.view, KW_TYPE_HOST_TABLE, NULL));
  gtk_window_destroy (window);
}

static const char *const three[] = { "gw.example.org", "gw.exmaple.org", "a..b", NULL };

/* A row for each host, a cell for each name, what differs marked in both. */
static void
test_table (void)
{
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  Heard heard = { texts, 0 };
  g_auto (Scene) scene = { 0 };
  GtkWindow *window;
  GtkWidget *row, *cell;
  guint index;

  scene_init (&scene, "DNS:gw.example.org,DNS:*.db.internal", three);
  window = kw_scene_show (scene.view, 780);
  g_signal_connect (scene.view, "host-removed", G_CALLBACK (heard_text_cb), &heard);
  g_assert_cmpuint (count (scene.view, KW_TYPE_HOST_ROW), ==, 3);
  g_assert_cmpuint (count (scene.view, KW_TYPE_HOST_CELL), ==, 6);

  row = nth (scene.view, KW_TYPE_HOST_ROW, (index = 0, &index));
  gtk_test_accessible_assert_property (row, GTK_ACCESSIBLE_PROPERTY_LABEL, "gw.example.org: covered");
  row = nth (scene.view, KW_TYPE_HOST_ROW, (index = 1, &index));
  gtk_test_accessible_assert_property (row, GTK_ACCESSIBLE_PROPERTY_LABEL, "gw.exmaple.org: not covered");
  gtk_test_accessible_assert_property (row, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                       "the certificate says “example”, not “exmaple” · RFC 9525, 6.3");
  assert_marked (row, "gw.exmaple.org", "[exmaple]");
  row = nth (scene.view, KW_TYPE_HOST_ROW, (index = 2, &index));
  gtk_test_accessible_assert_property (row, GTK_ACCESSIBLE_PROPERTY_LABEL, "a..b: not a name");

  cell = nth (scene.view, KW_TYPE_HOST_CELL, (index = 0, &index));
  gtk_test_accessible_assert_property (cell, GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "gw.example.org, gw.example.org: matches");
  cell = nth (scene.view, KW_TYPE_HOST_CELL, (index = 2, &index));
  gtk_test_accessible_assert_property (cell, GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "gw.exmaple.org, gw.example.org: nearly");
  assert_marked (cell, "gw.example.org", "[example]");
  cell = nth (scene.view, KW_TYPE_HOST_CELL, (index = 3, &index));
  gtk_test_accessible_assert_property (cell, GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "gw.exmaple.org, *.db.internal: nothing in common");

  g_assert_nonnull (kw_scene_find (scene.view, GTK_TYPE_LABEL, "1 of 2 hosts covered · 1 is not a name"));
  gtk_window_destroy (window);
}

/* Where there is no room for a table, a list says the same. */
static void
test_list (void)
{
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  Heard heard = { texts, 0 };
  g_auto (Scene) scene = { 0 };
  GtkWindow *window;
  GtkWidget *row, *remove;
  guint index = 1;

  scene_init (&scene, "DNS:gw.example.org,DNS:*.db.internal", three);
  kw_names_view_set_is_narrow (KW_NAMES_VIEW (scene.view), TRUE);
  window = kw_scene_show (scene.view, 340);
  g_signal_connect (scene.view, "host-removed", G_CALLBACK (heard_text_cb), &heard);
  g_assert_cmpuint (count (scene.view, KW_TYPE_HOST_ROW), ==, 3);
  g_assert_cmpuint (count (scene.view, KW_TYPE_HOST_CELL), ==, 0);
  row = nth (scene.view, KW_TYPE_HOST_ROW, &index);
  assert_marked (row, "gw.exmaple.org", "[exmaple]");
  assert_marked (row, "gw.example.org", "[example]");
  remove = kw_scene_find (row, GTK_TYPE_BUTTON, NULL);
  gtk_test_accessible_assert_property (remove, GTK_ACCESSIBLE_PROPERTY_LABEL, "Stop testing gw.exmaple.org");
  g_signal_emit_by_name (remove, "clicked");
  g_assert_cmpuint (heard.n, ==, 1);
  g_assert_cmpstr (texts->pdata[0], ==, "gw.exmaple.org");
  gtk_window_destroy (window);
}

/* Only the common name says it: that is a column, too. */
static void
test_common_name (void)
{
  const char *hosts[] = { "cn.example.org", NULL };
  g_auto (Scene) scene = { 0 };
  GtkWindow *window;
  GtkWidget *cell;
  guint index = 1;

  scene_init (&scene, "DNS:gw.example.net", hosts);
  window = kw_scene_show (scene.view, 780);
  g_assert_nonnull (kw_scene_find (scene.view, GTK_TYPE_LABEL, "Common Name"));
  cell = nth (scene.view, KW_TYPE_HOST_CELL, &index);
  gtk_test_accessible_assert_property (cell, GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "cn.example.org, Common Name: nearly");
  gtk_test_accessible_assert_property (cell, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                       "only the Common Name says this; since RFC 9525 it is ignored");
  gtk_window_destroy (window);
}

static void
test_request (void)
{
  const char *covered[] = { "gw.example.org", "a..b", NULL };
  Heard heard = { NULL, 0 };
  g_auto (Scene) scene = { 0 };
  g_auto (Scene) whole = { 0 };
  GtkWindow *window;
  GtkWidget *button;

  scene_init (&scene, "DNS:gw.example.org", three);
  window = kw_scene_show (scene.view, 780);
  g_signal_connect (scene.view, "request-activated", G_CALLBACK (heard_cb), &heard);
  button = kw_scene_find (scene.view, GTK_TYPE_BUTTON, "Request a Certificate with These Names…");
  g_assert_true (gtk_widget_is_sensitive (button));
  g_signal_emit_by_name (button, "clicked");
  g_assert_cmpuint (heard.n, ==, 1);
  kw_names_view_set_request_problem (KW_NAMES_VIEW (scene.view), "No key");
  g_assert_false (gtk_widget_is_sensitive (button));
  g_assert_cmpstr (gtk_widget_get_tooltip_text (button), ==, "No key");
  gtk_window_destroy (window);

  scene_init (&whole, "DNS:gw.example.org", covered);
  window = kw_scene_show (whole.view, 780);
  button = kw_scene_find (whole.view, GTK_TYPE_BUTTON, "Request a Certificate with These Names…");
  g_assert_false (gtk_widget_is_sensitive (button));
  g_assert_cmpstr (gtk_widget_get_tooltip_text (button), ==, "All tested hosts are covered");
  gtk_window_destroy (window);
}

/* 200 hosts beside 160 names stay usable. */
static void
test_many_hosts (void)
{
  g_autofree char *names = make_names (160);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) hosts = NULL;
  g_auto (Scene) scene = { 0 };
  GtkWindow *window;
  clock_t start;

  for (guint i = 0; i < 200; i++)
    g_strv_builder_take (builder, g_strdup_printf ("server%u.zone%u.example.org", i, i % 7));
  hosts = g_strv_builder_end (builder);
  scene_init (&scene, names, (const char *const *) hosts);
  start = clock ();
  window = kw_scene_show (scene.view, 780);
  g_assert_cmpfloat ((double) (clock () - start) / CLOCKS_PER_SEC, <, MAX_SECONDS);
  g_assert_nonnull (kw_scene_find (scene.view, GTK_TYPE_LABEL, "160 of 200 hosts covered"));
  /* It scrolls in itself. */
  g_assert_cmpint (gtk_widget_get_height (kw_scene_find (scene.view, KW_TYPE_HOST_TABLE, NULL)), <=, 560);
  gtk_window_destroy (window);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  kw_scene_init ();

  g_test_add_func ("/names/chips", test_chips);
  g_test_add_func ("/names/copying", test_copying);
  g_test_add_func ("/names/many-names", test_many_names);
  g_test_add_func ("/names/typing", test_typing);
  g_test_add_func ("/names/table", test_table);
  g_test_add_func ("/names/list", test_list);
  g_test_add_func ("/names/common-name", test_common_name);
  g_test_add_func ("/names/request", test_request);
  g_test_add_func ("/names/many-hosts", test_many_hosts);
  return g_test_run ();
}
