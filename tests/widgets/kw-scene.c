/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "catena-config.h"

#include "kw-scene.h"

#include <adwaita.h>

#include "ks-init.h"

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
  [KW_SCENE_COMPLETE] = "complete",       [KW_SCENE_MISSING_MIDDLE] = "missing-middle",
  [KW_SCENE_MISSING_TOP] = "missing-top", [KW_SCENE_BROKEN] = "broken",
  [KW_SCENE_EXPIRED] = "expired",         [KW_SCENE_LONG] = "long",
  [KW_SCENE_NO_ANCHORS] = "no-anchors",   [KW_SCENE_HOSTILE] = "hostile",
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
  KsTestIdentity *upper[4];
  KsTestIdentity *leaf;
} Pki;

static void
pki_clear (Pki *self)
{
  g_clear_pointer (&self->root, ks_test_identity_free);
  g_clear_pointer (&self->middle, ks_test_identity_free);
  for (guint i = 0; i < G_N_ELEMENTS (self->upper); i++)
    g_clear_pointer (&self->upper[i], ks_test_identity_free);
  g_clear_pointer (&self->leaf, ks_test_identity_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Pki, pki_clear)

static KsTestIdentity *
add_upper (Pki *self)
{
  KsTestIdentity *issuer = self->root;

  for (guint i = 0; i < G_N_ELEMENTS (self->upper); i++) {
    g_autofree char *name = g_strdup_printf ("Example Trust Policy CA %u", i + 1);

    self->upper[i] =
      ks_test_identity_new (&(KsTestSpec) { .name = name, .ca = TRUE, .ends = 2000 - 100 * (int) i }, issuer);
    issuer = self->upper[i];
  }
  return issuer;
}

static void
pki_init (Pki *self, KwScene scene)
{
  KsTestSpec middle = { .name = "Example Trust TLS CA 2", .ca = TRUE, .key = "RSA:3072", .ends = 1010 };
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
  self->middle = ks_test_identity_new (&middle, scene == KW_SCENE_LONG ? add_upper (self) : self->root);
  self->leaf = ks_test_identity_new (&leaf, self->middle);
}

static KsEntry *
make_entry (Pki *pki, KwScene scene)
{
  if (scene == KW_SCENE_MISSING_MIDDLE)
    return ks_test_entry_new ("wso2carbon", pki->leaf, pki->root, NULL);
  if (scene == KW_SCENE_MISSING_TOP)
    return ks_test_entry_new ("wso2carbon", pki->leaf, NULL);
  if (scene == KW_SCENE_LONG)
    return ks_test_entry_new ("wso2carbon", pki->leaf, pki->middle, pki->upper[3], pki->upper[2],
                              pki->upper[1], pki->upper[0], NULL);
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
