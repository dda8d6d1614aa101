/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-comparison.h"

#include <string.h>

#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include "ks-test-make.h"
#include "ks-test-pki.h"
#include "ks-test.h"

/* Certificates that have some of everything in common. */
typedef struct {
  KsTestIdentity *root;
  KsTestIdentity *other_root;
  GPtrArray *all; /* of KsTestIdentity */
} Fixture;

enum {
  WEB,
  RENEWED,    /* the key of WEB, and a later end */
  CROSSED,    /* the key of WEB, from another issuer */
  REKEYED,    /* the name of WEB, another key */
  OTHER,      /* nothing of it */
  MANY_NAMES, /* the names of WEB in another order, and more */
  N_CERTIFICATES,
};

static void
set_up (Fixture *fixture, gconstpointer data)
{
  KsTestSpec web = { .name = "www.example.org",
                     .san = "DNS:www.example.org,DNS:example.org",
                     .purposes = "serverAuth" };
  KsTestSpec later = web, wide = web;

  later.ends = 664;
  wide.san = "DNS:EXAMPLE.org,IP:192.0.2.1,DNS:www.example.org";
  fixture->root = ks_test_identity_new (&(KsTestSpec) { .name = "Root", .ca = TRUE }, NULL);
  fixture->other_root =
    ks_test_identity_new (&(KsTestSpec) { .name = "Other Root", .ca = TRUE, .key = "RSA:2048" }, NULL);
  fixture->all = g_ptr_array_new_with_free_func ((GDestroyNotify) ks_test_identity_free);
  g_ptr_array_add (fixture->all, ks_test_identity_new (&web, fixture->root));
  g_ptr_array_add (fixture->all, ks_test_identity_cross (fixture->all->pdata[WEB], &later, fixture->root));
  g_ptr_array_add (fixture->all,
                   ks_test_identity_cross (fixture->all->pdata[WEB], &web, fixture->other_root));
  g_ptr_array_add (fixture->all, ks_test_identity_new (&web, fixture->root));
  g_ptr_array_add (fixture->all, ks_test_identity_new (&(KsTestSpec) { .name = "Somebody",
                                                                       .key = "ED25519",
                                                                       .usage = "",
                                                                       .no_key_ids = TRUE },
                                                       NULL));
  g_ptr_array_add (fixture->all, ks_test_identity_cross (fixture->all->pdata[WEB], &wide, fixture->root));
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_ptr_array_unref (fixture->all);
  ks_test_identity_free (fixture->other_root);
  ks_test_identity_free (fixture->root);
}

static KsCertificate *
get (Fixture *fixture, guint index)
{
  return ks_test_identity_get_certificate (fixture->all->pdata[index]);
}

static KsComparison *
compare (KsCertificate *left, KsCertificate *right)
{
  KsComparand ours = { .certificate = left }, theirs = { .certificate = right };

  return ks_comparison_new (&ours, &theirs);
}

static const KsComparisonRow *
find_row (KsComparison *comparison, KsComparisonTopic topic, const char *part, const char *label)
{
  for (guint i = 0; i < ks_comparison_get_n_rows (comparison); i++) {
    const KsComparisonRow *row = ks_comparison_get_row (comparison, i);

    if (row->topic == topic && g_strcmp0 (row->part, part) == 0 && g_str_equal (row->label, label))
      return row;
  }
  return NULL;
}

static void
assert_row (KsComparison *comparison, KsComparisonTopic topic, const char *label, gboolean is_same)
{
  const KsComparisonRow *row = find_row (comparison, topic, NULL, label);

  g_assert_nonnull (row);
  g_assert_cmpint (row->state, ==, is_same ? KS_COMPARISON_SAME : KS_COMPARISON_DIFFERENT);
  g_assert_true (is_same == g_str_equal (row->left, row->right));
}

static gboolean
topic_is_same (KsComparison *comparison, KsComparisonTopic topic)
{
  guint n = 0;

  for (guint i = 0; i < ks_comparison_get_n_rows (comparison); i++) {
    const KsComparisonRow *row = ks_comparison_get_row (comparison, i);

    if (row->topic != topic)
      continue;
    n++;
    if (row->state != KS_COMPARISON_SAME)
      return FALSE;
  }
  g_assert_cmpuint (n, >, 0);
  return TRUE;
}

/* ---- OpenSSL says what is the same ---- */

static gboolean
has_same_extension (X509 *left, X509 *right, int index)
{
  X509_EXTENSION *ours = X509_get_ext (left, index);
  int at = X509_get_ext_by_OBJ (right, X509_EXTENSION_get_object (ours), -1);
  X509_EXTENSION *theirs = at >= 0 ? X509_get_ext (right, at) : NULL;

  return theirs != NULL && X509_EXTENSION_get_critical (ours) == X509_EXTENSION_get_critical (theirs) &&
         ASN1_OCTET_STRING_cmp (X509_EXTENSION_get_data (ours), X509_EXTENSION_get_data (theirs)) == 0;
}

static const char *
get_extension_name (KsCertificate *certificate, X509_EXTENSION *extension)
{
  GPtrArray *all = ks_certificate_get_extensions (certificate);
  char oid[80];

  OBJ_obj2txt (oid, sizeof oid, X509_EXTENSION_get_object (extension), TRUE);
  for (guint i = 0; i < all->len; i++)
    if (g_str_equal (((KsExtension *) all->pdata[i])->oid, oid))
      return ((KsExtension *) all->pdata[i])->name;
  g_assert_not_reached ();
}

/* Whether all rows about an extension say the same: that there is one, and that it is alike. */
static void
assert_extensions (KsComparison *comparison, KsCertificate *left, KsCertificate *right)
{
  X509 *ours = ks_certificate_get_x509 (left), *theirs = ks_certificate_get_x509 (right);

  for (int i = 0; i < X509_get_ext_count (ours); i++) {
    const char *name = get_extension_name (left, X509_get_ext (ours, i));
    gboolean is_there =
      X509_get_ext_by_OBJ (theirs, X509_EXTENSION_get_object (X509_get_ext (ours, i)), -1) >= 0;
    gboolean is_same = TRUE;
    guint n = 0;

    for (guint j = 0; j < ks_comparison_get_n_rows (comparison); j++) {
      const KsComparisonRow *row = ks_comparison_get_row (comparison, j);

      if (row->topic != KS_COMPARISON_EXTENSIONS ||
          !g_str_equal (row->part != NULL ? row->part : row->label, name))
        continue;
      n++;
      is_same &= row->state == KS_COMPARISON_SAME;
      if (!is_there)
        g_assert_cmpint (row->state, ==, KS_COMPARISON_ONLY_LEFT);
    }
    g_assert_cmpuint (n, >, 0);
    g_assert_true (is_same == has_same_extension (ours, theirs, i));
  }
}

static void
test_oracle (Fixture *fixture, gconstpointer data)
{
  for (guint i = 0; i < N_CERTIFICATES; i++)
    for (guint j = 0; j < N_CERTIFICATES; j++) {
      KsCertificate *left = get (fixture, i), *right = get (fixture, j);
      X509 *ours = ks_certificate_get_x509 (left), *theirs = ks_certificate_get_x509 (right);
      g_autoptr (KsComparison) comparison = compare (left, right);
      gboolean same_key = EVP_PKEY_eq (X509_get0_pubkey (ours), X509_get0_pubkey (theirs)) == 1;

      g_assert_true (topic_is_same (comparison, KS_COMPARISON_SUBJECT) ==
                     (X509_NAME_cmp (X509_get_subject_name (ours), X509_get_subject_name (theirs)) == 0));
      g_assert_true (topic_is_same (comparison, KS_COMPARISON_ISSUER) ==
                     (X509_NAME_cmp (X509_get_issuer_name (ours), X509_get_issuer_name (theirs)) == 0));
      assert_row (comparison, KS_COMPARISON_VALIDITY, "Valid until",
                  ASN1_TIME_compare (X509_get0_notAfter (ours), X509_get0_notAfter (theirs)) == 0);
      assert_row (comparison, KS_COMPARISON_KEY, "SHA-256 of the public key", same_key);
      assert_row (comparison, KS_COMPARISON_KEY, "Public key",
                  EVP_PKEY_get_id (X509_get0_pubkey (ours)) == EVP_PKEY_get_id (X509_get0_pubkey (theirs)));
      assert_row (comparison, KS_COMPARISON_KEY, "Signature",
                  X509_get_signature_nid (ours) == X509_get_signature_nid (theirs));
      assert_row (comparison, KS_COMPARISON_KEY, "Serial number",
                  ASN1_INTEGER_cmp (X509_get0_serialNumber (ours), X509_get0_serialNumber (theirs)) == 0);
      assert_row (comparison, KS_COMPARISON_FINGERPRINTS, "SHA-256", X509_cmp (ours, theirs) == 0);
      assert_extensions (comparison, left, right);
      g_assert_true ((ks_comparison_get_relation (comparison) <= KS_RELATION_SAME_KEY) == same_key);
      g_assert_true ((ks_comparison_get_n_differences (comparison) == 0) == (i == j));
    }
}

/* ---- what people read first ---- */

static void
test_headlines (Fixture *fixture, gconstpointer data)
{
  static const struct {
    guint left, right;
    KsRelation relation;
    const char *headline;
  } rows[] = {
    { WEB, WEB, KS_RELATION_IDENTICAL, "The same certificate" },
    { WEB, RENEWED, KS_RELATION_SAME_KEY, "Same key, renewed: ends 364 days later" },
    { RENEWED, WEB, KS_RELATION_SAME_KEY, "Same key, another certificate: ends 364 days earlier" },
    { WEB, CROSSED, KS_RELATION_SAME_KEY, "Same key, from another issuer, with the same end" },
    { CROSSED, RENEWED, KS_RELATION_SAME_KEY, "Same key, from another issuer: ends 364 days later" },
    { WEB, MANY_NAMES, KS_RELATION_SAME_KEY, "Same key, another certificate with the same end" },
    { WEB, REKEYED, KS_RELATION_SAME_NAME, "Another key for the same name" },
    { WEB, OTHER, KS_RELATION_OTHER, "Another key and another name" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (KsComparison) comparison = compare (get (fixture, rows[i].left), get (fixture, rows[i].right));

    g_assert_cmpstr (ks_comparison_get_headline (comparison), ==, rows[i].headline);
    g_assert_cmpint (ks_comparison_get_relation (comparison), ==, rows[i].relation);
  }
}

/* ---- names as sets ---- */

static guint
count (KsComparison *comparison, const char *part, KsComparisonState state)
{
  guint n = 0;

  for (guint i = 0; i < ks_comparison_get_n_rows (comparison); i++) {
    const KsComparisonRow *row = ks_comparison_get_row (comparison, i);

    n += g_strcmp0 (row->part, part) == 0 && row->state == state ? 1 : 0;
  }
  return n;
}

static void
test_names (Fixture *fixture, gconstpointer data)
{
  const char *part = "Subject alternative name";
  g_autoptr (KsComparison) comparison = compare (get (fixture, WEB), get (fixture, MANY_NAMES));
  g_autoptr (KsComparison) turned = compare (get (fixture, MANY_NAMES), get (fixture, WEB));
  const KsComparisonRow *row = find_row (comparison, KS_COMPARISON_EXTENSIONS, part, "IP");

  g_assert_cmpuint (count (comparison, part, KS_COMPARISON_SAME), ==, 2);
  g_assert_cmpuint (count (comparison, part, KS_COMPARISON_ONLY_RIGHT), ==, 1);
  g_assert_cmpuint (count (comparison, part, KS_COMPARISON_DIFFERENT), ==, 0);
  g_assert_nonnull (row);
  g_assert_null (row->left);
  g_assert_cmpstr (row->right, ==, "192.0.2.1");
  g_assert_cmpuint (count (turned, part, KS_COMPARISON_ONLY_LEFT), ==, 1);
  g_assert_cmpuint (count (turned, part, KS_COMPARISON_SAME), ==, 2);
}

/* The names are the same, and stand in another order: there is a difference, and no name is one. */
static void
test_order (void)
{
  KsTestSpec one = { .name = "a", .san = "DNS:a.example,DNS:b.example" };
  KsTestSpec other = { .name = "a", .san = "DNS:b.example,DNS:a.example" };
  g_autoptr (KsTestIdentity) first = ks_test_identity_new (&one, NULL);
  g_autoptr (KsTestIdentity) second = ks_test_identity_cross (first, &other, first);
  g_autoptr (KsComparison) comparison =
    compare (ks_test_identity_get_certificate (first), ks_test_identity_get_certificate (second));
  const char *part = "Subject alternative name";
  const KsComparisonRow *row = find_row (comparison, KS_COMPARISON_EXTENSIONS, part, "Encoding");

  g_assert_cmpuint (count (comparison, part, KS_COMPARISON_SAME), ==, 2);
  g_assert_nonnull (row);
  g_assert_cmpint (row->state, ==, KS_COMPARISON_DIFFERENT);
}

/* ---- requests ---- */

static void
test_request (void)
{
  g_autoptr (KsTestMade) root = ks_test_made_new ("ec-p256", "certificate-authority", "CN=Root", NULL, NULL);
  g_autoptr (KsTestMade) web =
    ks_test_made_new ("ec-p256", "tls-server", "CN=web,O=Example", "a.example b.example", root);
  g_autoptr (KsTestMade) other = ks_test_made_new ("ec-p256", "tls-server", "CN=web", "a.example", root);
  g_autoptr (KsCertificateSpec) spec =
    ks_test_make_spec ("tls-server", "CN=web", "a.example c.example", ks_key_algorithm_find ("ec-p256"));
  g_autoptr (KsRequest) request = ks_request_make (spec, NULL, web->pkcs8, NULL);
  KsComparand left = { .request = request };
  KsComparand right = { .certificate = web->certificate };
  KsComparand stranger = { .certificate = other->certificate };
  g_autoptr (KsComparison) comparison = ks_comparison_new (&left, &right);
  g_autoptr (KsComparison) wrong = ks_comparison_new (&left, &stranger);
  g_autoptr (KsComparison) same = ks_comparison_new (&left, &left);
  const KsComparisonRow *row;

  g_assert_cmpint (ks_comparison_get_relation (comparison), ==, KS_RELATION_SAME_KEY);
  g_assert_cmpstr (ks_comparison_get_headline (comparison), ==,
                   "The certificate is for the key of this request");
  g_assert_cmpstr (ks_comparison_get_headline (wrong), ==,
                   "The certificate is for another key than this request");
  g_assert_cmpstr (ks_comparison_get_headline (same), ==, "The same request");
  g_assert_cmpuint (ks_comparison_get_n_differences (same), ==, 0);
  assert_row (comparison, KS_COMPARISON_SUBJECT, "Common name", TRUE);
  row = find_row (comparison, KS_COMPARISON_SUBJECT, NULL, "Organization");
  g_assert_nonnull (row);
  g_assert_cmpint (row->state, ==, KS_COMPARISON_ONLY_RIGHT);
  g_assert_true (ks_comparison_row_differs (row));
  /* The CA decides what no request can have. */
  row = find_row (comparison, KS_COMPARISON_VALIDITY, NULL, "Valid until");
  g_assert_nonnull (row);
  g_assert_true (row->is_expected);
  g_assert_false (ks_comparison_row_differs (row));
  g_assert_cmpuint (count (comparison, "Subject alternative name", KS_COMPARISON_SAME), ==, 1);
  g_assert_cmpuint (count (comparison, "Subject alternative name", KS_COMPARISON_ONLY_LEFT), ==, 1);
  g_assert_cmpuint (count (comparison, "Subject alternative name", KS_COMPARISON_ONLY_RIGHT), ==, 1);
  g_assert_null (find_row (comparison, KS_COMPARISON_FINGERPRINTS, NULL, "SHA-256"));
}

/* ---- what cannot be read ---- */

static void
test_unreadable (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static ("0\0", 2);
  g_autoptr (KsCertificate) broken = ks_certificate_new (bytes);
  g_autoptr (KsComparison) comparison = compare (get (fixture, WEB), broken);
  g_autoptr (KsComparison) itself = compare (broken, broken);
  const KsComparisonRow *row = find_row (comparison, KS_COMPARISON_SUBJECT, NULL, "Not readable");

  g_assert_cmpstr (ks_comparison_get_headline (comparison), ==, "Another certificate, not readable");
  g_assert_nonnull (row);
  g_assert_cmpint (row->state, ==, KS_COMPARISON_ONLY_RIGHT);
  assert_row (comparison, KS_COMPARISON_FINGERPRINTS, "SHA-256", FALSE);
  g_assert_cmpint (ks_comparison_get_relation (itself), ==, KS_RELATION_IDENTICAL);
}

/* ---- as text ---- */

static void
test_text (Fixture *fixture, gconstpointer data)
{
  g_autoptr (KsComparison) comparison = compare (get (fixture, WEB), get (fixture, RENEWED));
  g_autofree char *all = ks_comparison_dup_text (comparison, "web", "new\nline", FALSE);
  g_autofree char *differences = ks_comparison_dup_text (comparison, "web", "new", TRUE);

  g_assert_true (g_str_has_prefix (all, "Same key, renewed: ends 364 days later\nFirst: web\nSecond: new"));
  g_assert_null (strstr (all, "new\nline"));
  g_assert_nonnull (strstr (all, "  Common name: www.example.org (Same)\n"));
  g_assert_null (strstr (differences, "Common name"));
  g_assert_nonnull (strstr (differences, "  Valid until (Different)\n"));
  g_assert_null (strstr (differences, "\nSubject\n"));
}

int
main (int argc, char *argv[])
{
  ks_test_init (&argc, &argv);

#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)
  ADD ("/comparison/oracle", test_oracle);
  ADD ("/comparison/headlines", test_headlines);
  ADD ("/comparison/names", test_names);
  ADD ("/comparison/unreadable", test_unreadable);
  ADD ("/comparison/text", test_text);
  g_test_add_func ("/comparison/order", test_order);
  g_test_add_func ("/comparison/request", test_request);

  return g_test_run ();
}
