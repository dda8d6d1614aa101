/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-test.h"

#include <string.h>

#include "ks-report.h"
#include "ks-test-pki.h"
#include "ks-verifier.h"

#define MARKUP "<script>alert(1)</script> | `x` [a](b) **c** &amp;"
#define TURNED "\xe2\x80\xaegro.elpmaxe\nsecond"

typedef struct {
  KsEntry *entry;
  KsVerdict *verdict;
} Fixture;

/* A server of a CA of its own, asked for two hosts of which it covers one; the root is no anchor. */
static void
fixture_init (Fixture *self, const char *name, const char *san)
{
  g_autoptr (KsTestIdentity) root =
    ks_test_identity_new (&(KsTestSpec) { .name = "Example Root", .ca = TRUE }, NULL);
  g_autoptr (KsTestIdentity) leaf = ks_test_identity_new (&(KsTestSpec) { .name = name,
                                                                          .san = san,
                                                                          .purposes = "serverAuth",
                                                                          .key = "RSA:2048" },
                                                          root);
  g_autoptr (KsVerifyRequest) request = NULL;
  g_autoptr (GPtrArray) none = g_ptr_array_new ();
  g_autoptr (KsAnchorSet) anchors = ks_anchor_set_new (KS_ANCHORS_FILE, "client-truststore.jks", none);
  g_autoptr (GError) error = NULL;

  self->entry = ks_test_entry_new ("payroll", leaf, root, NULL);
  request = ks_verify_request_new (self->entry, KS_TEST_NOW);
  ks_verify_request_set_anchors (request, anchors);
  ks_verify_request_add_host (request, "gw.example.org");
  ks_verify_request_add_host (request, "secret.internal.example");
  self->verdict = ks_verify (request, NULL, &error);
  g_assert_no_error (error);
}

static void
fixture_clear (Fixture *self)
{
  g_assert_finalize_object (G_OBJECT (self->verdict));
  g_assert_finalize_object (G_OBJECT (self->entry));
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Fixture, fixture_clear)

static char *
write_report (Fixture *self, const char *id, gboolean is_masked)
{
  g_autoptr (KsNameMask) mask =
    is_masked ? ks_report_make_mask (self->entry, self->verdict, "payroll-prod.jks", NULL) : NULL;
  KsReportContext context = { .entry = self->entry,
                              .verdict = self->verdict,
                              .file = "payroll-prod.jks",
                              .drawing = "<?xml version=\"1.0\"?>\n<svg xmlns=\"x\"><text>drawn</text></svg>",
                              .made = KS_TEST_NOW,
                              .mask = mask };

  return ks_report_write (ks_report_find (id), &context);
}

static void
assert_has (const char *text, const char *word)
{
  if (strstr (text, word) == NULL)
    g_error ("“%s” is not in: %s", word, text);
}

static void
assert_lacks (const char *text, const char *word)
{
  g_autofree char *folded = g_ascii_strdown (text, -1);
  g_autofree char *folded_word = g_ascii_strdown (word, -1);

  if (strstr (folded, folded_word) != NULL)
    g_error ("“%s” is in: %s", word, text);
}

/* ---- what is in it ---- */

static void
test_content (void)
{
  g_auto (Fixture) fixture = { 0 };
  gsize n;
  const KsReport *reports = ks_report_list (&n);

  fixture_init (&fixture, "gw.example.org", "DNS:gw.example.org");
  g_assert_cmpuint (n, ==, 3);
  for (gsize i = 0; i < n; i++) {
    g_autofree char *text = write_report (&fixture, reports[i].id, FALSE);
    GPtrArray *findings = ks_verdict_get_findings (fixture.verdict);

    for (guint f = 0; f < findings->len; f++) {
      const KsFinding *finding = g_ptr_array_index (findings, f);

      assert_has (text, finding->check->reference[0] != '\0' ? finding->check->title : "");
    }
    assert_has (text, "payroll");
    assert_has (text, "gw.example.org");
    assert_has (text, "20 November 2026");
    assert_has (text, "Not covered");
    assert_has (text, "Key pair");
    g_assert_true (g_utf8_validate (text, -1, NULL));
  }
}

/* Nothing of a private key is in a report, in whatever form. */
static void
test_no_secret (void)
{
  g_auto (Fixture) fixture = { 0 };
  g_autoptr (KsSecret) key = NULL;
  g_autofree char *base64 = NULL;
  const guint8 *data;
  gsize size;

  fixture_init (&fixture, "gw.example.org", "DNS:gw.example.org");
  key = ks_key_unlock (ks_entry_get_key (fixture.entry), NULL, NULL);
  g_assert_nonnull (key);
  /* From its middle, where an RSA key has its secret numbers. */
  data = ks_secret_get_data (key, &size);
  g_assert_cmpuint (size, >, 630);
  base64 = g_base64_encode (data + 600, 30);
  for (guint i = 0; i < 3; i++) {
    static const char *const ids[] = { "html", "md", "txt" };
    g_autofree char *text = write_report (&fixture, ids[i], FALSE);

    assert_lacks (text, base64);
    assert_lacks (text, "PRIVATE KEY-----");
  }
}

static void
test_html (void)
{
  g_auto (Fixture) fixture = { 0 };
  g_autofree char *text = NULL;

  fixture_init (&fixture, "gw.example.org", "DNS:gw.example.org");
  text = write_report (&fixture, "html", FALSE);
  g_assert_true (g_str_has_prefix (text, "<!DOCTYPE html>"));
  assert_has (text, "<figure><svg xmlns=\"x\"><text>drawn</text></svg></figure>");
  assert_has (text, "default-src 'none'");
  assert_lacks (text, "<?xml");
  assert_lacks (text, "<script");
  assert_lacks (text, "src=");
}

static void
test_drawing_only_in_html (void)
{
  g_assert_true (ks_report_takes_drawing (ks_report_find ("html")));
  g_assert_false (ks_report_takes_drawing (ks_report_find ("md")));
  g_assert_false (ks_report_takes_drawing (ks_report_find ("txt")));
  g_assert_null (ks_report_find ("pdf"));
}

/* ---- hostile names ---- */

static void
test_markup (void)
{
  g_auto (Fixture) fixture = { 0 };
  g_autofree char *page = NULL;
  g_autofree char *markdown = NULL;

  fixture_init (&fixture, MARKUP, NULL);
  page = write_report (&fixture, "html", FALSE);
  assert_lacks (page, "<script");
  assert_has (page, "&lt;script&gt;alert(1)&lt;/script&gt; | `x` [a](b) **c** &amp;amp;");
  markdown = write_report (&fixture, "md", FALSE);
  assert_lacks (markdown, "<script>");
  assert_has (markdown, "\\<script\\>alert(1)\\</script\\> \\| \\`x\\` \\[a\\](b) \\*\\*c\\*\\* \\&amp;");
}

/* A name that turns the text around, and one that starts a line of its own. */
static void
test_invisible (void)
{
  static const char *const ids[] = { "html", "md", "txt" };
  g_auto (Fixture) fixture = { 0 };

  fixture_init (&fixture, TURNED, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (ids); i++) {
    g_autofree char *text = write_report (&fixture, ids[i], FALSE);

    assert_lacks (text, "\xe2\x80\xae");
    assert_lacks (text, "\nsecond");
    assert_has (text, "U+202E");
    assert_has (text, "U+000A");
  }
}

/* What starts a line, or would become a link. */
static void
test_markdown_starts (void)
{
  static const struct {
    const char *name;
    const char *written;
  } rows[] = {
    { "# heading", "\\# heading" },
    { "- item", "\\- item" },
    { "1. item", "1\\. item" },
    { "www.example.org", "www\\.example.org" },
    { "see https://example.org", "see https\\://example.org" },
    { "a|b", "a\\|b" },
    { "plain name 2.0", "plain name 2.0" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_auto (Fixture) fixture = { 0 };
    g_autofree char *text = NULL;
    g_autofree char *line = g_strdup_printf ("\n### %s\n", rows[i].written);

    fixture_init (&fixture, rows[i].name, NULL);
    text = write_report (&fixture, "md", FALSE);
    assert_has (text, line);
  }
}

static void
test_huge_name (void)
{
  g_autofree char *name = g_strnfill (60000, 'x');
  g_auto (Fixture) fixture = { 0 };
  g_autoptr (KsEntry) huge = NULL;
  g_autofree char *text = NULL;

  fixture_init (&fixture, "gw.example.org", NULL);
  huge = ks_entry_with_alias (fixture.entry, name);
  text = write_report (&(Fixture) { huge, fixture.verdict }, "txt", FALSE);
  g_assert_cmpuint (strlen (text), <, 60000);
  assert_has (text, "xxx…");
}

/* ---- masked ---- */

static void
test_masked (void)
{
  static const char *const ids[] = { "html", "md", "txt" };
  g_auto (Fixture) fixture = { 0 };
  KsCertificate *leaf;

  fixture_init (&fixture, "gw.example.org",
                "DNS:gw.example.org,DNS:*.pay.example.org,IP:192.0.2.7,email:joe@example.org");
  leaf = ks_entry_get_leaf (fixture.entry);
  for (gsize i = 0; i < G_N_ELEMENTS (ids); i++) {
    g_autofree char *text = write_report (&fixture, ids[i], TRUE);
    g_autofree char *told = write_report (&fixture, ids[i], FALSE);

    assert_lacks (text, "payroll");
    assert_lacks (text, "example.org");
    assert_lacks (text, "Example Root");
    assert_lacks (text, "internal.example");
    assert_lacks (text, "192.0.2.7");
    assert_lacks (text, "joe");
    assert_lacks (text, "client-truststore");
    assert_lacks (text, ks_certificate_get_sha256 (leaf));
    assert_lacks (text, "SHA-256 fingerprint:** 0");
    assert_has (text, "alias-1");
    assert_has (text, "host-1");
    assert_has (text, "CA-1");
    /* The other report tells them, so that the search is for the right words. */
    assert_has (told, "Example Root");
    assert_has (told, "192.0.2.7");
  }
}

static void
test_mask_sentences (void)
{
  static const struct {
    const char *text;
    const char *masked;
  } rows[] = {
    { "The issuer of “gw.example.org” is missing", "The issuer of “host-1” is missing" },
    { "“*.pay.example.org” stands for one label", "“*.host-2” stands for one label" },
    { "GW.EXAMPLE.ORG", "host-1" },
    { "“CA” may not sign for a CA of www.gw.example.org.", "“name-1” may not sign for a CA of host-3." },
    { "unknown.example.net and http://crl.example.net/a.crl", "host-4 and address-1" },
    { "ask joe@example.net at 198.51.100.7 or 2001:db8::7", "ask mail-1 at host-5 or host-6" },
    { "2.5.29.15 is an OID, RFC 5280 a source, 12:30:00 a time",
      "2.5.29.15 is an OID, RFC 5280 a source, 12:30:00 a time" },
    { "8C:41:6F:D2:00:11:22:33:44 is not 8C416FD200112233445566", "id-1 is not id-2" },
    { "CN=other,O=Company", "name-2" },
    { "“O=Company” is not “müller”", "“name-3” is not “name-4”" },
    { "the key of gw.example.organic is weak", "the key of host-7 is weak" },
    { "", "" },
  };
  g_autoptr (KsNameMask) mask = ks_name_mask_new ();

  ks_name_mask_add (mask, KS_MASK_HOST, "gw.example.org");
  ks_name_mask_add (mask, KS_MASK_HOST, "*.pay.example.org");
  ks_name_mask_add (mask, KS_MASK_NAME, "CA");
  ks_name_mask_add (mask, KS_MASK_ALIAS, NULL);
  ks_name_mask_add (mask, KS_MASK_ALIAS, "");
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *masked = ks_name_mask_apply (mask, rows[i].text);

    g_assert_cmpstr (masked, ==, rows[i].masked);
  }
}

/* Bytes that are no text, and quotation marks without end. */
static void
test_mask_hostile (void)
{
  static const char *const texts[] = {
    "\xff\xfe“", "“gw.example.org", "””““", "“”", "\xe2\x80\xae“gw.example.org”", "@.@.-", "http://", "::"
  };
  g_autoptr (KsNameMask) mask = ks_name_mask_new ();

  ks_name_mask_add (mask, KS_MASK_HOST, "gw.example.org");
  ks_name_mask_add (mask, KS_MASK_NAME, "\xff\xfe");
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++) {
    g_autofree char *masked = ks_name_mask_apply (mask, texts[i]);

    g_assert_true (g_utf8_validate (masked, -1, NULL));
    assert_lacks (masked, "example.org");
  }
}

int
main (int argc, char **argv)
{
  ks_test_init (&argc, &argv);

  g_test_add_func ("/report/content", test_content);
  g_test_add_func ("/report/no-secret", test_no_secret);
  g_test_add_func ("/report/html", test_html);
  g_test_add_func ("/report/drawing-only-in-html", test_drawing_only_in_html);
  g_test_add_func ("/report/markup", test_markup);
  g_test_add_func ("/report/invisible", test_invisible);
  g_test_add_func ("/report/markdown-starts", test_markdown_starts);
  g_test_add_func ("/report/huge-name", test_huge_name);
  g_test_add_func ("/report/masked", test_masked);
  g_test_add_func ("/report/mask-sentences", test_mask_sentences);
  g_test_add_func ("/report/mask-hostile", test_mask_hostile);

  return g_test_run ();
}
