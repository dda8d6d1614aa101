/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-lint.h"
#include "ks-test-make.h"
#include "ks-test.h"

#include <string.h>

/* Each template with a key of each family that it can have: sound by the lints of its kind. */
static const struct {
  const char *algorithm;
  const char *usage;
  const char *names;
} kinds[] = {
  { "rsa-2048", "tls-server", "gw.example.org 192.0.2.1" },
  { "ec-p256", "tls-server", "gw.example.org" },
  { "ed25519", "tls-server", "gw.example.org" },
  { "ml-dsa-44", "tls-server", "gw.example.org" },
  { "ec-p384", "tls-client", NULL },
  { "rsa-2048", "tls-server-client", "node1.example.org" },
  { "rsa-2048", "internal-encryption", NULL },
  { "ec-p256", "code-signing", NULL },
  { "ec-p521", "document-signing", "jan@example.org" },
  { "ed448", "certificate-authority", NULL },
  { "slh-dsa-sha2-128f", "certificate-authority", NULL },
  { "ec-brainpoolp256r1", "custom", NULL },
};

/* No lint of a private profile says more than pass, not applicable or information. */
static void
assert_clean (KsCertificate *certificate, KsCertificate *issuer, gboolean is_leaf)
{
  const KsLintSubject subject = {
    .certificate = certificate,
    .issuer = issuer,
    .profiles = ks_lint_choose_profiles (certificate, is_leaf, FALSE, KS_PURPOSE_ANY, KS_ROLE_KIND_GENERAL),
  };
  g_autoptr (GPtrArray) results = ks_lint_run_all (&subject);

  g_assert_cmpuint (results->len, >, 0);
  for (guint i = 0; i < results->len; i++) {
    const KsResult *result = g_ptr_array_index (results, i);
    const KsLint *lint = ks_lint_find (result->check->id);
    gboolean for_public = (lint->profiles & ~(guint) (KS_LINT_PUBLIC_TLS | KS_LINT_PUBLIC_CA)) == 0;

    if (result->state == KS_STATE_PASS || result->state == KS_STATE_NOT_APPLICABLE)
      continue;
    g_test_message ("%s: %s", result->check->id, result->sentence);
    g_assert_true (result->state == KS_STATE_INFO && for_public);
  }
}

static void
check_kind (const char *algorithm, const char *usage, const char *names)
{
  g_autoptr (KsTestMade) root =
    ks_test_made_new ("ec-p256", "certificate-authority", "CN=Root,O=Example,C=CZ", NULL, NULL);
  g_autoptr (KsTestMade) alone =
    ks_test_made_new (algorithm, usage, "CN=gw.example.org,O=Example", names, NULL);
  g_autoptr (KsTestMade) signed_one =
    ks_test_made_new (algorithm, usage, "CN=gw.example.org,O=Example", names, root);

  g_test_message ("%s, %s", algorithm, usage);
  assert_clean (alone->certificate, alone->certificate, TRUE);
  assert_clean (signed_one->certificate, root->certificate, TRUE);
  assert_clean (root->certificate, root->certificate, FALSE);
  g_assert_true (ks_certificate_is_self_signed (alone->certificate));
  g_assert_false (ks_certificate_is_self_issued (signed_one->certificate));
  g_assert_true (ks_usage_template_guess (signed_one->certificate) == ks_usage_template_find (usage));
}

static void
test_kinds (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    check_kind (kinds[i].algorithm, kinds[i].usage, kinds[i].names);
}

static const KsExtension *
find_extension (KsCertificate *certificate, const char *oid)
{
  GPtrArray *extensions = ks_certificate_get_extensions (certificate);

  for (guint i = 0; i < extensions->len; i++) {
    const KsExtension *extension = g_ptr_array_index (extensions, i);

    if (g_str_equal (extension->oid, oid))
      return extension;
  }

  return NULL;
}

static void
test_critical (void)
{
  g_autoptr (KsTestMade) root = ks_test_made_new ("ec-p256", "certificate-authority", "CN=Root", NULL, NULL);
  g_autoptr (KsTestMade) named =
    ks_test_made_new ("ec-p256", "tls-server", "CN=a.example", "a.example", root);
  g_autoptr (KsTestMade) nameless = ks_test_made_new ("ec-p256", "tls-server", "", "a.example", root);

  g_assert_true (find_extension (root->certificate, "2.5.29.19")->critical);
  g_assert_true (find_extension (root->certificate, "2.5.29.15")->critical);
  g_assert_null (find_extension (root->certificate, "2.5.29.37"));
  g_assert_false (find_extension (root->certificate, "2.5.29.14")->critical);
  g_assert_null (find_extension (named->certificate, "2.5.29.19"));
  g_assert_false (find_extension (named->certificate, "2.5.29.17")->critical);
  g_assert_false (find_extension (named->certificate, "2.5.29.37")->critical);
  g_assert_true (find_extension (nameless->certificate, "2.5.29.17")->critical);
  g_assert_true (g_bytes_equal (ks_certificate_get_authority_key_id (named->certificate),
                                ks_certificate_get_subject_key_id (root->certificate)));
  g_assert_false (g_bytes_equal (ks_certificate_get_subject_key_id (named->certificate),
                                 ks_certificate_get_subject_key_id (root->certificate)));
}

/* Serial numbers are long, positive, of one length, and never the same. */
static void
test_serial (void)
{
  g_autoptr (KsTestMade) made = ks_test_made_new ("ec-p256", "custom", "CN=a", NULL, NULL);
  g_autoptr (KsCertificateSpec) spec = ks_certificate_spec_new_from_certificate (made->certificate);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  ks_certificate_spec_set_validity (spec, KS_TEST_MAKE_NOW, 1);
  for (guint i = 0; i < 50; i++) {
    g_autoptr (KsCertificate) next = ks_certificate_spec_issue (spec, made->spki, NULL, made->pkcs8, NULL);
    const char *serial = ks_certificate_get_serial (next);

    g_assert_cmpuint (strlen (serial), ==, 32);
    g_assert_cmpint (serial[0], <, '8');
    g_assert_true (g_hash_table_add (seen, g_strdup (serial)));
  }
}

/* An issuer's name in another string type, which no writer here would choose, comes back to the byte. */
static void
test_issuer_bytes (void)
{
  g_autoptr (KsTestMade) root = ks_test_made_new ("ec-p256", "certificate-authority", "CN=Root", NULL, NULL);
  g_autoptr (GBytes) teletex = ks_test_hex ("300f 310d 300b 0603550403 1404 526f6f74");
  g_autoptr (KsCertificateSpec) spec = ks_certificate_spec_new_from_certificate (root->certificate);
  g_autoptr (KsCertificate) odd = NULL;
  g_autoptr (KsTestMade) leaf = ks_test_made_new ("ec-p256", "custom", "CN=leaf", NULL, NULL);
  g_autoptr (KsCertificateSpec) leaf_spec = ks_certificate_spec_new_from_certificate (leaf->certificate);
  g_autoptr (KsCertificate) issued = NULL;

  ks_name_unref (spec->subject);
  spec->subject = ks_name_new (teletex, NULL);
  ks_certificate_spec_set_validity (spec, KS_TEST_MAKE_NOW, 100);
  ks_certificate_spec_set_validity (leaf_spec, KS_TEST_MAKE_NOW, 100);
  odd = ks_certificate_spec_issue (spec, root->spki, NULL, root->pkcs8, NULL);
  g_assert_nonnull (odd);
  issued = ks_certificate_spec_issue (leaf_spec, leaf->spki, odd, root->pkcs8, NULL);
  ks_test_assert_bytes (ks_name_get_der (ks_certificate_get_subject (odd)), teletex);
  ks_test_assert_bytes (ks_name_get_der (ks_certificate_get_issuer (issued)), teletex);
}

/* Both ends belong to the validity; the years 2049 and 2050 are written in different types. */
static void
test_validity (void)
{
  static const struct {
    const char *from;
    guint days;
    const char *until;
  } rows[] = {
    { "2026-11-21T00:00:00Z", 1, "2026-11-21T23:59:59Z" },
    { "2026-11-21T12:30:15Z", 365, "2027-11-21T12:30:14Z" },
    { "2049-12-31T00:00:00Z", 2, "2050-01-01T23:59:59Z" },
  };
  g_autoptr (KsTestMade) made = ks_test_made_new ("ec-p256", "custom", "CN=a", NULL, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (KsCertificateSpec) spec = ks_certificate_spec_new_from_certificate (made->certificate);
    g_autoptr (KsCertificate) certificate = NULL;

    ks_certificate_spec_set_validity (spec, ks_time_from_rfc3339 (rows[i].from, NULL), rows[i].days);
    certificate = ks_certificate_spec_issue (spec, made->spki, NULL, made->pkcs8, NULL);
    g_assert_cmpint (ks_certificate_get_not_before (certificate), ==,
                     ks_time_from_rfc3339 (rows[i].from, NULL));
    g_assert_cmpint (ks_certificate_get_not_after (certificate), ==,
                     ks_time_from_rfc3339 (rows[i].until, NULL));
  }
}

static void
test_digests (void)
{
  static const struct {
    const char *digest;
    const char *text;
  } rows[] = {
    { NULL, "SHA-256 with RSA" },
    { "sha512", "SHA-512 with RSA" },
    { "sha256-pss", "RSASSA-PSS with SHA-256" },
    { "sha384-pss", "RSASSA-PSS with SHA-384" },
  };
  g_autoptr (KsTestMade) made = ks_test_made_new ("rsa-2048", "custom", "CN=a", NULL, NULL);
  g_autoptr (KsCertificateSpec) spec = ks_certificate_spec_new_from_certificate (made->certificate);
  g_autoptr (GError) error = NULL;

  ks_certificate_spec_set_validity (spec, KS_TEST_MAKE_NOW, 1);
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (KsCertificate) certificate = NULL;

    g_set_str (&spec->digest, rows[i].digest);
    certificate = ks_certificate_spec_issue (spec, made->spki, NULL, made->pkcs8, NULL);
    g_assert_cmpstr (ks_certificate_get_signature_text (certificate), ==, rows[i].text);
    g_assert_true (ks_certificate_is_self_signed (certificate));
  }
  g_set_str (&spec->digest, "md5");
  g_assert_null (ks_certificate_spec_issue (spec, made->spki, NULL, made->pkcs8, &error));
  g_assert_error (error, KS_ERROR, KS_ERROR_UNSUPPORTED);
}

/* What the same certificate would look like again, and what is left out of it. */
static void
test_from_certificate (void)
{
  g_autoptr (KsTestMade) root = ks_test_made_new ("ec-p256", "certificate-authority", "CN=Root", NULL, NULL);
  g_autoptr (KsCertificateSpec) spec =
    ks_test_make_spec ("tls-server", "CN=a.example", "a.example *.b.example 192.0.2.1", NULL);
  g_autoptr (KsTestMade) key = ks_test_made_new ("rsa-2048", "custom", "CN=key", NULL, NULL);
  g_autoptr (GBytes) must_staple = ks_test_hex ("3003 020105");
  g_autoptr (GBytes) access = ks_test_hex ("3000");
  g_autoptr (KsCertificate) first = NULL;
  g_autoptr (KsCertificateSpec) again = NULL;
  g_autoptr (KsCertificateSpec) copy = NULL;
  const KsExtension *kept = NULL;

  g_ptr_array_add (spec->extensions, ks_extension_new ("1.3.6.1.5.5.7.1.24", FALSE, must_staple));
  g_ptr_array_add (spec->extensions, ks_extension_new ("1.3.6.1.5.5.7.1.1", FALSE, access));
  first = ks_certificate_spec_issue (spec, key->spki, root->certificate, root->pkcs8, NULL);
  again = ks_certificate_spec_new_from_certificate (first);
  copy = ks_certificate_spec_copy (again);

  g_assert_true (ks_name_equal (copy->subject, spec->subject));
  g_assert_cmpuint (copy->names->len, ==, 3);
  for (guint i = 0; i < 3; i++)
    g_assert_true (ks_general_name_equal (g_ptr_array_index (copy->names, i),
                                          g_ptr_array_index (spec->names, i)));
  g_assert_cmpuint (copy->key_usage, ==, spec->key_usage);
  g_assert_cmpstrv (copy->purposes, spec->purposes);
  g_assert_cmpint (copy->not_after - copy->not_before, ==, spec->not_after - spec->not_before);
  g_assert_cmpuint (copy->extensions->len, ==, 1);
  kept = g_ptr_array_index (copy->extensions, 0);
  g_assert_cmpstr (kept->oid, ==, "1.3.6.1.5.5.7.1.24");
}

static void
test_common_name (void)
{
  static const struct {
    const char *names;
    const char *suggestion;
  } rows[] = {
    { "a.example b.example", "a.example" },
    { "bad..name b.example", "b.example" },
    { "URI:https://x.example/ 192.0.2.1", "192.0.2.1" },
    { "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.example", NULL },
    { "", NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (KsCertificateSpec) spec = ks_test_make_spec ("tls-server", "", rows[i].names, NULL);
    g_autofree char *suggestion = ks_certificate_spec_dup_suggested_common_name (spec);

    g_assert_cmpstr (suggestion, ==, rows[i].suggestion);
  }
}

int
main (int argc, char *argv[])
{
  ks_test_init (&argc, &argv);

  g_test_add_func ("/certificate-spec/kinds", test_kinds);
  g_test_add_func ("/certificate-spec/critical", test_critical);
  g_test_add_func ("/certificate-spec/serial", test_serial);
  g_test_add_func ("/certificate-spec/issuer-bytes", test_issuer_bytes);
  g_test_add_func ("/certificate-spec/validity", test_validity);
  g_test_add_func ("/certificate-spec/digests", test_digests);
  g_test_add_func ("/certificate-spec/from-certificate", test_from_certificate);
  g_test_add_func ("/certificate-spec/common-name", test_common_name);

  return g_test_run ();
}
