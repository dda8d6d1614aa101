/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "catena-config.h"

#include "kw-scene.h"

#include <adwaita.h>

#include "ks-init.h"
#include "kw-entry-row.h"

#define HOSTILE_HEAD                                                                                         \
  "<b>&\"'\xe2\x80\xae"                                                                                      \
  "gpj.exe\n\r\t\x01\x7f\xe2\x81\xa6\xd7\x90\xd7\x91 %s %n </span>"
#define HOSTILE_SIZE (64 * 1024)

/**
 * kw_scene_init:
 *
 * Starts the toolkit with the program's own style sheet and icons.
 */
void
kw_scene_init (void)
{
  g_autoptr (GtkCssProvider) provider = gtk_css_provider_new ();
  GdkDisplay *display;

  ks_init ();
  adw_init ();
  display = gdk_display_get_default ();
  g_assert_nonnull (display);
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  gtk_css_provider_load_from_resource (provider, RESOURCE_PATH "/style.css");
  gtk_style_context_add_provider_for_display (display, GTK_STYLE_PROVIDER (provider),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
  gtk_icon_theme_add_resource_path (gtk_icon_theme_get_for_display (display), RESOURCE_PATH "/icons");
}

/**
 * kw_scene_hostile_text:
 *
 * Returns: (transfer full): what nobody should call a certificate
 */
char *
kw_scene_hostile_text (void)
{
  GString *text = g_string_new (HOSTILE_HEAD);

  while (text->len < HOSTILE_SIZE)
    g_string_append (text, "long\xe2\x80\xae ");
  return g_string_free_and_steal (text);
}

static const char *const names[KW_N_SCENES] = {
  [KW_SCENE_COMPLETE] = "complete",
  [KW_SCENE_MISSING_MIDDLE] = "missing-middle",
  [KW_SCENE_MISSING_TOP] = "missing-top",
  [KW_SCENE_BROKEN] = "broken",
  [KW_SCENE_EXPIRED] = "expired",
  [KW_SCENE_LONG] = "long",
  [KW_SCENE_NO_ANCHORS] = "no-anchors",
  [KW_SCENE_HOSTILE] = "hostile",
  [KW_SCENE_ORDER] = "order",
  [KW_SCENE_CROSSED] = "crossed",
  [KW_SCENE_CONSTRAINED] = "constrained",
  [KW_SCENE_COMPLETED] = "completed",
  [KW_SCENE_TWELVE] = "twelve",
};

/**
 * kw_scene_get_name:
 * @scene: a scene
 *
 * Returns: its name on the command line of the gallery
 */
const char *
kw_scene_get_name (KwScene scene)
{
  return names[scene];
}

typedef struct {
  KsTestIdentity *root;
  KsTestIdentity *middle;
  KsTestIdentity *upper[10]; /* from the root down */
  KsTestIdentity *other_roots[2];
  KsTestIdentity *crosses[2]; /* of the intermediate, by those */
  KsTestIdentity *leaf;
} Pki;

static void
pki_clear (Pki *self)
{
  g_clear_pointer (&self->root, ks_test_identity_free);
  g_clear_pointer (&self->middle, ks_test_identity_free);
  for (guint i = 0; i < G_N_ELEMENTS (self->upper); i++)
    g_clear_pointer (&self->upper[i], ks_test_identity_free);
  for (guint i = 0; i < G_N_ELEMENTS (self->crosses); i++) {
    g_clear_pointer (&self->crosses[i], ks_test_identity_free);
    g_clear_pointer (&self->other_roots[i], ks_test_identity_free);
  }
  g_clear_pointer (&self->leaf, ks_test_identity_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Pki, pki_clear)

static KsTestIdentity *
add_upper (Pki *self, guint n)
{
  KsTestIdentity *issuer = self->root;

  for (guint i = 0; i < n; i++) {
    g_autofree char *name = g_strdup_printf ("Example Trust Policy CA %u", i + 1);

    self->upper[i] =
      ks_test_identity_new (&(KsTestSpec) { .name = name, .ca = TRUE, .ends = 2000 - 100 * (int) i }, issuer);
    issuer = self->upper[i];
  }
  return issuer;
}

/* The second of them is over. */
static void
add_crosses (Pki *self, const KsTestSpec *middle)
{
  static const char *const roots[] = { "Sample Sign Global Root", "Former Root CA 1999" };

  for (guint i = 0; i < G_N_ELEMENTS (roots); i++) {
    KsTestSpec spec = *middle;

    spec.ends = i == 0 ? 500 : -20;
    self->other_roots[i] =
      ks_test_identity_new (&(KsTestSpec) { .name = roots[i], .ca = TRUE, .ends = 2000 }, NULL);
    self->crosses[i] = ks_test_identity_cross (self->middle, &spec, self->other_roots[i]);
  }
}

static KsTestIdentity *
choose_issuer (Pki *self, KwScene scene)
{
  if (scene == KW_SCENE_LONG)
    return add_upper (self, 4);
  return scene == KW_SCENE_TWELVE ? add_upper (self, 10) : self->root;
}

static void
pki_init (Pki *self, KwScene scene)
{
  KsTestSpec middle = { .name = "Example Trust TLS CA 2", .ca = TRUE, .ends = 1010 };
  KsTestSpec leaf = {
    .name = "gw.example.org",
    .key = "RSA:2048",
    .san = "DNS:gw.example.org,DNS:*.gw.example.org,IP:192.0.2.10",
    .purposes = "serverAuth,clientAuth",
    .issuers_url = "http://ca.example.org/tls2.der",
    .ends = scene == KW_SCENE_EXPIRED ? -12 : 115,
  };

  self->root = ks_test_identity_new (&(KsTestSpec) { .name = "Example Trust Root R1",
                                                     .ca = TRUE,
                                                     .key = "EC:P-384",
                                                     .ends = 3400 },
                                     NULL);
  if (scene == KW_SCENE_BROKEN) {
    middle.basic = "critical,CA:FALSE";
    middle.usage = "critical,digitalSignature";
  }
  if (scene == KW_SCENE_HOSTILE) {
    middle.name = HOSTILE_HEAD;
    leaf.name = "<b>&\"\xe2\x80\xae"
                "gro.elpmaxe\n"
                "second line \xd7\x90\xd7\x91\xd7\x92";
    leaf.san = "DNS:<b>&amp;,DNS:..bad..,URI:javascript:alert(1),email:a@b";
  }
  if (scene == KW_SCENE_CONSTRAINED)
    middle.constraints = "critical,permitted;DNS:example.net";
  self->middle = ks_test_identity_new (&middle, choose_issuer (self, scene));
  if (scene == KW_SCENE_CROSSED)
    add_crosses (self, &middle);
  self->leaf = ks_test_identity_new (&leaf, self->middle);
}

static KsEntry *
make_entry (Pki *pki, KwScene scene)
{
  if (scene == KW_SCENE_MISSING_MIDDLE)
    return ks_test_entry_new ("wso2carbon", pki->leaf, pki->root, NULL);
  if (scene == KW_SCENE_ORDER)
    return ks_test_entry_new ("wso2carbon", pki->leaf, pki->root, pki->middle, NULL);
  if (scene == KW_SCENE_CROSSED)
    return ks_test_entry_new ("wso2carbon", pki->leaf, pki->middle, pki->crosses[0], pki->crosses[1], NULL);
  if (scene == KW_SCENE_MISSING_TOP || scene == KW_SCENE_COMPLETED)
    return ks_test_entry_new ("wso2carbon", pki->leaf, NULL);
  if (scene == KW_SCENE_LONG)
    return ks_test_entry_new ("wso2carbon", pki->leaf, pki->middle, pki->upper[3], pki->upper[2],
                              pki->upper[1], pki->upper[0], NULL);
  if (scene == KW_SCENE_TWELVE)
    return ks_test_entry_new ("wso2carbon", pki->leaf, pki->middle, pki->upper[9], pki->upper[8],
                              pki->upper[7], pki->upper[6], pki->upper[5], pki->upper[4], pki->upper[3],
                              pki->upper[2], pki->upper[1], pki->upper[0], NULL);
  if (scene == KW_SCENE_HOSTILE) {
    g_autofree char *alias = kw_scene_hostile_text ();

    return ks_test_entry_new (alias, pki->leaf, pki->middle, NULL);
  }
  return ks_test_entry_new ("wso2carbon", pki->leaf, pki->middle, NULL);
}

/**
 * kw_scene_entry_new:
 * @scene: a scene
 *
 * Returns: (transfer full): the entry of the scene
 */
KsEntry *
kw_scene_entry_new (KwScene scene)
{
  g_auto (Pki) pki = { 0 };

  pki_init (&pki, scene);
  return make_entry (&pki, scene);
}

/**
 * kw_scene_verdict_new:
 * @scene: a scene
 *
 * Returns: (transfer full): what the verifier says about it
 */
KsVerdict *
kw_scene_verdict_new (KwScene scene)
{
  g_auto (Pki) pki = { 0 };
  g_autoptr (KsEntry) entry = NULL;
  g_autoptr (KsVerifyRequest) request = NULL;
  g_autoptr (GPtrArray) certificates = g_ptr_array_new ();
  g_autoptr (KsAnchorSet) anchors = NULL;
  g_autoptr (KsSecret) key = NULL;
  g_autoptr (GError) error = NULL;
  KsVerdict *verdict;

  pki_init (&pki, scene);
  entry = make_entry (&pki, scene);
  request = ks_verify_request_new (entry, KS_TEST_NOW);
  g_ptr_array_add (certificates, ks_test_identity_get_certificate (pki.root));
  for (guint i = 0; scene == KW_SCENE_CROSSED && i < G_N_ELEMENTS (pki.other_roots); i++)
    g_ptr_array_add (certificates, ks_test_identity_get_certificate (pki.other_roots[i]));
  if (scene == KW_SCENE_COMPLETED)
    ks_verify_request_add_candidate (request, ks_test_identity_get_certificate (pki.middle),
                                     KS_PROVENANCE_OTHER_FILE, "ca-bundle.pem");
  anchors = ks_anchor_set_new (KS_ANCHORS_SYSTEM, "System trust", certificates);
  if (scene != KW_SCENE_NO_ANCHORS)
    ks_verify_request_set_anchors (request, anchors);
  key = ks_test_identity_dup_key (pki.leaf);
  ks_verify_request_set_key (request, key);
  ks_verify_request_add_host (request, "gw.example.org");
  ks_verify_request_add_host (request, "api.eu.gw.example.org");
  verdict = ks_verify (request, NULL, &error);
  g_assert_no_error (error);
  return verdict;
}

static void
painted_cb (GdkFrameClock *clock, gboolean *is_painted)
{
  *is_painted = TRUE;
}

/**
 * kw_scene_settle:
 * @window: a visible window
 *
 * Waits for the end of a frame that has everything that was asked for until now.
 */
void
kw_scene_settle (GtkWindow *window)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (GTK_WIDGET (window));
  gboolean is_painted = FALSE;
  gulong handler;

  while (g_main_context_pending (NULL))
    g_main_context_iteration (NULL, FALSE);
  handler = g_signal_connect (clock, "after-paint", G_CALLBACK (painted_cb), &is_painted);
  gtk_widget_queue_draw (GTK_WIDGET (window));
  gdk_frame_clock_request_phase (clock, GDK_FRAME_CLOCK_PHASE_PAINT);
  while (!is_painted)
    g_main_context_iteration (NULL, TRUE);
  g_signal_handler_disconnect (clock, handler);
}

/**
 * kw_scene_show:
 * @child: a widget
 * @width: the width that it is to have, in px
 *
 * Returns: (transfer none): the window, which is on the screen
 */
GtkWindow *
kw_scene_show (GtkWidget *child, int width)
{
  GtkWidget *window = g_object_new (GTK_TYPE_WINDOW, "decorated", FALSE, NULL);
  GtkWidget *scroller = g_object_new (GTK_TYPE_SCROLLED_WINDOW, "hscrollbar-policy", GTK_POLICY_NEVER, NULL);

  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), child);
  gtk_window_set_child (GTK_WINDOW (window), scroller);
  gtk_window_set_default_size (GTK_WINDOW (window), width, 700);
  gtk_window_present (GTK_WINDOW (window));
  while (gtk_widget_get_width (scroller) == 0)
    g_main_context_iteration (NULL, TRUE);
  kw_scene_settle (GTK_WINDOW (window));
  g_assert_cmpint (gtk_widget_get_width (scroller), ==, width);
  return GTK_WINDOW (window);
}

static gboolean
has_text (GtkWidget *widget, const char *text)
{
  if (text == NULL)
    return TRUE;
  if (GTK_IS_LABEL (widget))
    return g_strrstr (gtk_label_get_label (GTK_LABEL (widget)), text) != NULL;
  if (GTK_IS_BUTTON (widget) && gtk_button_get_label (GTK_BUTTON (widget)) != NULL)
    return g_strrstr (gtk_button_get_label (GTK_BUTTON (widget)), text) != NULL;
  if (ADW_IS_PREFERENCES_ROW (widget))
    return g_strrstr (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (widget)), text) != NULL;
  return FALSE;
}

/**
 * kw_scene_find:
 * @root: where to look
 * @type: what to look for
 * @text: (nullable): a part of its label or title
 *
 * Returns: (transfer none) (nullable): the first one
 */
gpointer
kw_scene_find (GtkWidget *root, GType type, const char *text)
{
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    gpointer found;

    if (!gtk_widget_get_visible (child) || !gtk_widget_get_child_visible (child))
      continue;
    if (g_type_is_a (G_OBJECT_TYPE (child), type) && has_text (child, text))
      return child;
    found = kw_scene_find (child, type, text);
    if (found != NULL)
      return found;
  }
  return NULL;
}

static void
append_row (KwEntryRow *row, GString *out)
{
  g_autofree char *text = kw_entry_row_dup_text (row);

  g_string_append_printf (out, "%s\n", text);
}

static void
append_text (GtkWidget *root, GString *out)
{
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    if (!gtk_widget_get_visible (child) || !gtk_widget_get_child_visible (child))
      continue;
    if (GTK_IS_LABEL (child))
      g_string_append_printf (out, "%s\n", gtk_label_get_text (GTK_LABEL (child)));
    if (GTK_IS_INSCRIPTION (child))
      g_string_append_printf (out, "%s\n", gtk_inscription_get_text (GTK_INSCRIPTION (child)));
    if (KW_IS_ENTRY_ROW (child))
      append_row (KW_ENTRY_ROW (child), out);
    append_text (child, out);
  }
}

/**
 * kw_scene_dup_text:
 * @root: a widget
 *
 * Returns: (transfer full): what is to be read in it
 */
char *
kw_scene_dup_text (GtkWidget *root)
{
  GString *out = g_string_new (NULL);

  append_text (root, out);
  return g_string_free_and_steal (out);
}
