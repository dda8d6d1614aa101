/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-test-make.h"
#include "ks-test.h"

#include <string.h>

/* What is wrong with a specification that is sound otherwise. */
typedef struct {
  const char *usage;
  const char *subject;
  const char *names;
  void (*spoil) (KsCertificateSpec *spec);
  const char *algorithm;
  KsSpecField field;
  gboolean blocks;
  const char *mark; /* NULL: nothing is wrong */
} Case;

static void
end_before_start (KsCertificateSpec *spec)
{
  spec->not_after = spec->not_before - 1;
}

static void
start_in_1900 (KsCertificateSpec *spec)
{
  spec->not_before = G_GINT64_CONSTANT (-2208988800);
}

static void
end_in_10000 (KsCertificateSpec *spec)
{
  spec->not_after = G_GINT64_CONSTANT (253402300800);
}

static void
sign_certificates (KsCertificateSpec *spec)
{
  spec->key_usage |= KS_KEY_USAGE_KEY_CERT_SIGN;
}

static void
be_idle_ca (KsCertificateSpec *spec)
{
  spec->is_ca = TRUE;
}

static void
take_purpose (KsCertificateSpec *spec)
{
  g_strfreev (spec->purposes);
  spec->purposes = g_strsplit ("1.2.3. serverAuth", " ", 1);
}

static void
add (KsCertificateSpec *spec, const char *oid, const char *hex)
{
  g_autoptr (GBytes) value = ks_test_hex (hex);

  g_ptr_array_add (spec->extensions, ks_extension_new (oid, FALSE, value));
}

static void
add_names_again (KsCertificateSpec *spec)
{
  add (spec, "2.5.29.17", "3000");
}

static void
add_twice (KsCertificateSpec *spec)
{
  add (spec, "1.2.3.4", "0500");
  add (spec, "1.2.3.4", "0500");
}

static void
add_garbage (KsCertificateSpec *spec)
{
  add (spec, "1.2.3.4", "05");
}

static const Case cases[] = {
  { "tls-server", "CN=a.example", "a.example", NULL, "rsa-2048", 0, FALSE, NULL },
  { "tls-server", "", "a.example", NULL, NULL, 0, FALSE, NULL },
  { "tls-server", "", NULL, NULL, NULL, KS_SPEC_FIELD_SUBJECT, TRUE, "at least one name" },
  { "certificate-authority", "", "a.example", NULL, NULL, KS_SPEC_FIELD_SUBJECT, TRUE, "CA needs a subject" },
  { "tls-server", "CN=b.example", "a.example", NULL, NULL, KS_SPEC_FIELD_SUBJECT, FALSE, "b.example" },
  { "tls-client", "CN=Somebody", NULL, NULL, NULL, 0, FALSE, NULL },
  { "tls-server", "CN=a.example", NULL, NULL, NULL, KS_SPEC_FIELD_NAMES, FALSE, "no client accepts" },
  { "tls-server", "CN=a.example", "a.example b..example", NULL, NULL, KS_SPEC_FIELD_NAMES, TRUE, "two dots" },
  { "tls-server", "CN=a.example", "a.example b_c.example", NULL, NULL, KS_SPEC_FIELD_NAMES, FALSE,
    "underscore" },
  { "tls-server", "CN=a.example", "a.example", sign_certificates, NULL, KS_SPEC_FIELD_USAGE, TRUE,
    "Only a CA" },
  { "custom", "CN=a", NULL, be_idle_ca, NULL, KS_SPEC_FIELD_USAGE, TRUE, "signing certificates" },
  { "custom", "CN=a", NULL, take_purpose, NULL, KS_SPEC_FIELD_USAGE, TRUE, "object identifier" },
  { "internal-encryption", "CN=a", NULL, NULL, "ec-p256", KS_SPEC_FIELD_USAGE, TRUE, "EC P-256" },
  { "internal-encryption", "CN=a", NULL, NULL, "rsa-2048", 0, FALSE, NULL },
  { "custom", "CN=a", NULL, end_before_start, NULL, KS_SPEC_FIELD_VALIDITY, TRUE, "before it starts" },
  { "custom", "CN=a", NULL, start_in_1900, NULL, KS_SPEC_FIELD_VALIDITY, TRUE, "1950" },
  { "custom", "CN=a", NULL, end_in_10000, NULL, KS_SPEC_FIELD_VALIDITY, TRUE, "9999" },
  { "custom", "CN=a", NULL, add_names_again, NULL, KS_SPEC_FIELD_EXTENSIONS, TRUE, "2.5.29.17" },
  { "custom", "CN=a", NULL, add_twice, NULL, KS_SPEC_FIELD_EXTENSIONS, TRUE, "twice" },
  { "custom", "CN=a", NULL, add_garbage, NULL, KS_SPEC_FIELD_EXTENSIONS, TRUE, "no DER" },
};

static KsCertificateSpec *
make_case (const Case *row)
{
  KsCertificateSpec *spec = ks_test_make_spec (row->usage, row->subject, row->names, NULL);

  /* What a key cannot do is left to judge. */
  if (row->spoil != NULL)
    row->spoil (spec);
  return spec;
}

static void
check_case (const Case *row, const KsTestMade *key)
{
  g_autoptr (KsCertificateSpec) spec = make_case (row);
  g_autoptr (GPtrArray) problems =
    ks_certificate_spec_list_problems (spec, ks_key_algorithm_find (row->algorithm), NULL);
  const KsSpecProblem *first = problems->len > 0 ? g_ptr_array_index (problems, 0) : NULL;

  g_test_message ("%s", first != NULL ? first->sentence : "nothing");
  g_assert_true ((first == NULL) == (row->mark == NULL));
  if (first != NULL) {
    g_assert_nonnull (strstr (first->sentence, row->mark));
    g_assert_cmpint (first->field, ==, row->field);
    g_assert_cmpint (first->blocks, ==, row->blocks);
  }

  /* What blocks is not made, whoever asks. */
  if (row->blocks && row->algorithm == NULL) {
    g_autoptr (GError) error = NULL;

    g_assert_null (ks_certificate_spec_issue (spec, key->spki, NULL, key->pkcs8, &error));
    g_assert_error (error, KS_ERROR, KS_ERROR_MALFORMED);
    g_assert_cmpstr (error->message, ==, first->sentence);
  }
}

static void
test_cases (void)
{
  g_autoptr (KsTestMade) key = ks_test_made_new ("rsa-2048", "custom", "CN=key", NULL, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    check_case (&cases[i], key);
}

static void
assert_refused (const KsCertificateSpec *spec,
                const KsTestMade *key,
                const KsTestMade *issuer,
                const char *mark)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (ks_certificate_spec_issue (spec, key->spki, issuer->certificate, issuer->pkcs8, &error));
  g_assert_error (error, KS_ERROR, KS_ERROR_MALFORMED);
  g_assert_nonnull (strstr (error->message, mark));
}

static void
test_issuers (void)
{
  g_autoptr (KsTestMade) root = ks_test_made_new ("ec-p256", "certificate-authority", "CN=Root", NULL, NULL);
  g_autoptr (KsTestMade) server =
    ks_test_made_new ("ec-p256", "tls-server", "CN=a.example", "a.example", root);
  g_autoptr (KsCertificateSpec) leaf = ks_test_make_spec ("custom", "CN=leaf", NULL, NULL);
  g_autoptr (KsCertificateSpec) ca = ks_test_make_spec ("certificate-authority", "CN=Sub", NULL, NULL);
  g_autoptr (KsCertificateSpec) short_ca = ks_certificate_spec_new_from_certificate (root->certificate);
  g_autoptr (KsTestMade) last = g_new0 (KsTestMade, 1);

  assert_refused (leaf, server, server, "not that of a CA");
  short_ca->path_length = 0;
  ks_certificate_spec_set_validity (short_ca, KS_TEST_MAKE_NOW, 10);
  last->pkcs8 = ks_secret_ref (root->pkcs8);
  last->spki = g_bytes_ref (root->spki);
  last->certificate = ks_certificate_spec_issue (short_ca, root->spki, NULL, root->pkcs8, NULL);
  assert_refused (ca, server, last, "path length is 0");
}

/* Longer than the CA's own certificate: made, with advice. */
static void
test_nesting (void)
{
  g_autoptr (KsTestMade) root = ks_test_made_new ("ec-p256", "certificate-authority", "CN=Root", NULL, NULL);
  g_autoptr (KsCertificateSpec) spec = ks_test_make_spec ("custom", "CN=a", NULL, NULL);
  g_autoptr (GPtrArray) none = ks_certificate_spec_list_problems (spec, NULL, root->certificate);
  g_autoptr (GPtrArray) late = NULL;
  g_autoptr (GPtrArray) early = NULL;
  const KsSpecProblem *problem = NULL;

  g_assert_cmpuint (none->len, ==, 0);
  ks_certificate_spec_set_validity (spec, KS_TEST_MAKE_NOW, 4000);
  late = ks_certificate_spec_list_problems (spec, NULL, root->certificate);
  g_assert_cmpuint (late->len, ==, 1);
  problem = g_ptr_array_index (late, 0);
  g_assert_cmpint (problem->field, ==, KS_SPEC_FIELD_VALIDITY);
  g_assert_false (problem->blocks);
  ks_certificate_spec_set_validity (spec, KS_TEST_MAKE_NOW - KS_DAY, 10);
  early = ks_certificate_spec_list_problems (spec, NULL, root->certificate);
  g_assert_cmpuint (early->len, ==, 1);
}

static void
test_keys (void)
{
  g_autoptr (KsTestMade) root = ks_test_made_new ("ec-p256", "certificate-authority", "CN=Root", NULL, NULL);
  g_autoptr (KsTestMade) other = ks_test_made_new ("ec-p256", "custom", "CN=other", NULL, NULL);
  g_autoptr (KsCertificateSpec) spec = ks_test_make_spec ("custom", "CN=a", NULL, NULL);
  g_autoptr (KsCertificateSpec) nameless = ks_test_make_spec ("custom", "", "a.example", NULL);
  g_autoptr (GBytes) garbage = g_bytes_new_static ("garbage", 7);
  g_autoptr (GError) error = NULL;

  /* The key of somebody else, below a CA and alone. */
  g_assert_null (ks_certificate_spec_issue (spec, other->spki, root->certificate, other->pkcs8, &error));
  g_assert_error (error, KS_ERROR, KS_ERROR_KEY_MISMATCH);
  g_clear_error (&error);
  g_assert_null (ks_certificate_spec_issue (spec, other->spki, NULL, root->pkcs8, &error));
  g_assert_error (error, KS_ERROR, KS_ERROR_KEY_MISMATCH);
  g_clear_error (&error);
  g_assert_null (ks_certificate_spec_issue (spec, garbage, root->certificate, root->pkcs8, &error));
  g_assert_error (error, KS_ERROR, KS_ERROR_UNSUPPORTED);
  g_clear_error (&error);
  /* Nobody is its own issuer without a name. */
  g_assert_null (ks_certificate_spec_issue (nameless, root->spki, NULL, root->pkcs8, &error));
  g_assert_error (error, KS_ERROR, KS_ERROR_MALFORMED);
}

int
main (int argc, char *argv[])
{
  ks_test_init (&argc, &argv);

  g_test_add_func ("/certificate-spec-problems/cases", test_cases);
  g_test_add_func ("/certificate-spec-problems/issuers", test_issuers);
  g_test_add_func ("/certificate-spec-problems/nesting", test_nesting);
  g_test_add_func ("/certificate-spec-problems/keys", test_keys);

  return g_test_run ();
}
