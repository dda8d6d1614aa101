/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What is made of a row of the table. The rows are the test's own; what they make is looked at by OpenSSL. */

#include "ks-convert.h"
#include "ks-error.h"
#include "ks-init.h"
#include "ks-key-algorithm.h"
#include "ks-known-keys.h"
#include "ks-lesson-private.h"
#include "ks-test-pki.h"
#include "ks-test.h"
#include "ks-time.h"

#include <openssl/evp.h>
#include <openssl/x509v3.h>
#include <string.h>

G_DEFINE_AUTOPTR_CLEANUP_FUNC (X509, X509_free)

/* One of everything that a row can say. */
static const KsLessonRow everything = {
  .id = "everything",
  .title = "Everything",
  .story = "A story.",
  .question = "What happens?",
  .answers = { { "It works", "It does not.", FALSE }, { "It stops", "Yes.", TRUE } },
  .why = "Because.",
  .programs = { { "Java", KS_STATE_FAIL, "stops" } },
  .task = "Repair it.",
  .hint = "Try.",
  .alias = "shop",
  .format = "jks",
  .role = KS_ROLE_KIND_TLS_SERVER,
  .hosts = "shop.example.org api.example.org",
  .anchors = "root",
  .certificates = {
    /* Behind what it signs on purpose. */
    { .id = "shop", .name = "shop.example.org", .issuer = "ca", .hosts = "shop.example.org 192.0.2.1" },
    { .id = "renewed", .issuer = "ca", .key_of = "shop", .hosts = "shop.example.org", .ends = 300 },
    { .id = "ca", .name = "Example CA", .issuer = "root", .is_ca = TRUE, .path_length = 1, .permitted = "example.org" },
    { .id = "root", .name = "Example Root", .is_ca = TRUE },
    { .id = "flagless", .name = "Example CA 2", .issuer = "root", .is_ca = TRUE, .no_ca_flag = TRUE },
    { .id = "below", .name = "Example CA 3", .issuer = "ca", .is_ca = TRUE, .usage = "tls-client" },
    { .id = "old", .name = "old.example.org", .issuer = "flagless", .digest = "sha1", .algorithm = "rsa-1024",
      .dns = "192.0.2.7", .starts = -400, .ends = -35 },
    { .id = "public", .name = "test.example.org", .known_key = "testECCP256", .usage = "code-signing" },
  },
  .entries = {
    { .alias = "shop", .chain = "shop ca root" },
    { .alias = "old", .chain = "old flagless root", .key_password = "other" },
    { .alias = "anchor", .chain = "root", .trusted = TRUE },
  },
  .parts = { { "renewal.pem", "The renewal", "renewed ca" } },
  .goals = {
    { KS_LESSON_GOAL_TRUSTED, "SHOP", NULL, "Shop is trusted" },
    { KS_LESSON_GOAL_CHECK, "shop", "host-name", NULL },
    { KS_LESSON_GOAL_PART, "shop", "stored", NULL },
    { KS_LESSON_GOAL_SAME_KEY, "*", NULL, NULL },
    { KS_LESSON_GOAL_GONE, "old", NULL, NULL },
  },
};

typedef struct {
  KsLesson *lesson;
  KsLessonSetup *setup;
} Fixture;

static KsLessonSetup *
prepare (KsLesson *lesson)
{
  g_autoptr (GError) error = NULL;
  KsLessonSetup *setup = ks_lesson_prepare (lesson, KS_TEST_NOW, NULL, &error);

  g_assert_no_error (error);
  return setup;
}

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  fixture->lesson = _ks_lesson_new_from_row (&everything);
  fixture->setup = prepare (fixture->lesson);
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  ks_lesson_setup_unref (fixture->setup);
  g_assert_finalize_object (fixture->lesson);
}

static X509 *
find_x509 (const Fixture *fixture, const char *id)
{
  g_autoptr (GPtrArray) found = _ks_lesson_setup_list_certificates (fixture->setup, id);
  gsize size;
  const guint8 *der = g_bytes_get_data (ks_certificate_get_der (g_ptr_array_index (found, 0)), &size);
  X509 *x509 = X509_new_ex (ks_libctx (), NULL);

  g_assert_nonnull (d2i_X509 (&x509, &der, (long) size));
  /* What OpenSSL looks at later is read by this. */
  X509_check_purpose (x509, -1, 0);
  return x509;
}

/* Seconds since 1970, by OpenSSL's reading. */
static gint64
read_time (const ASN1_TIME *time)
{
  struct tm parts;

  g_assert_true (ASN1_TIME_to_tm (time, &parts));
  return timegm (&parts);
}

static void
test_texts (Fixture *fixture, gconstpointer unused)
{
  guint n;

  g_assert_cmpstr (ks_lesson_get_id (fixture->lesson), ==, "everything");
  g_assert_cmpstr (ks_lesson_get_title (fixture->lesson), ==, "Everything");
  g_assert_cmpstr (ks_lesson_get_story (fixture->lesson), ==, "A story.");
  g_assert_cmpstr (ks_lesson_get_question (fixture->lesson), ==, "What happens?");
  g_assert_cmpstr (ks_lesson_get_why (fixture->lesson), ==, "Because.");
  g_assert_cmpstr (ks_lesson_get_task (fixture->lesson), ==, "Repair it.");
  g_assert_cmpstr (ks_lesson_get_hint (fixture->lesson), ==, "Try.");
  g_assert_cmpstr (ks_lesson_get_alias (fixture->lesson), ==, "shop");
  g_assert_cmpint (ks_lesson_get_role (fixture->lesson), ==, KS_ROLE_KIND_TLS_SERVER);
  g_assert_cmpstr (ks_lesson_get_hosts (fixture->lesson)[1], ==, "api.example.org");
  g_assert_null (ks_lesson_get_hosts (fixture->lesson)[2]);
  g_assert_cmpstr (ks_lesson_get_answers (fixture->lesson, &n)[1].reply, ==, "Yes.");
  g_assert_cmpuint (n, ==, 2);
  g_assert_cmpstr (ks_lesson_get_programs (fixture->lesson, &n)[0].text, ==, "stops");
  g_assert_cmpuint (n, ==, 1);
  ks_lesson_get_goals (fixture->lesson, &n);
  g_assert_cmpuint (n, ==, 5);
}

static void
test_sound_certificates (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (X509) root = find_x509 (fixture, "root");
  g_autoptr (X509) ca = find_x509 (fixture, "ca");
  g_autoptr (X509) shop = find_x509 (fixture, "shop");
  const guint8 address[] = { 192, 0, 2, 1 };

  g_assert_cmpint (X509_verify (root, X509_get0_pubkey (root)), ==, 1);
  g_assert_cmpint (X509_verify (ca, X509_get0_pubkey (root)), ==, 1);
  g_assert_cmpint (X509_verify (shop, X509_get0_pubkey (ca)), ==, 1);
  g_assert_cmpint (X509_check_issued (ca, shop), ==, X509_V_OK);
  g_assert_cmpint (X509_check_ca (root), ==, 1);
  g_assert_cmpint (X509_check_ca (ca), ==, 1);
  g_assert_cmpint (X509_check_ca (shop), ==, 0);
  g_assert_cmpint (X509_get_pathlen (root), ==, -1);
  g_assert_cmpint (X509_get_pathlen (ca), ==, 0);
  g_assert_cmpint (X509_check_host (shop, "shop.example.org", 0, 0, NULL), ==, 1);
  g_assert_cmpint (X509_check_host (shop, "api.example.org", 0, 0, NULL), ==, 0);
  g_assert_cmpint (X509_check_ip (shop, address, sizeof address, 0), ==, 1);
  g_assert_cmpint (X509_check_purpose (shop, X509_PURPOSE_SSL_SERVER, 0), ==, 1);
  g_assert_cmpint (X509_check_purpose (shop, X509_PURPOSE_SSL_CLIENT, 0), ==, 0);
  g_assert_cmpint (read_time (X509_get0_notBefore (shop)), ==, KS_TEST_NOW - 100 * KS_DAY);
  g_assert_cmpint (read_time (X509_get0_notAfter (shop)) / KS_DAY, ==,
                   (KS_TEST_NOW + 87 * KS_DAY + KS_DAY / 2) / KS_DAY);
  g_assert_cmpint (read_time (X509_get0_notBefore (root)), ==, KS_TEST_NOW - 1000 * KS_DAY);
}

static void
test_constraints (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (X509) ca = find_x509 (fixture, "ca");
  g_autoptr (X509) shop = find_x509 (fixture, "shop");
  g_autoptr (X509) old = find_x509 (fixture, "old");
  int critical = 0;
  NAME_CONSTRAINTS *constraints = X509_get_ext_d2i (ca, NID_name_constraints, &critical, NULL);

  g_assert_nonnull (constraints);
  g_assert_cmpint (critical, ==, 1);
  g_assert_cmpint (NAME_CONSTRAINTS_check (shop, constraints), ==, X509_V_OK);
  g_assert_cmpint (sk_GENERAL_SUBTREE_num (constraints->permittedSubtrees), ==, 1);
  g_assert_null (constraints->excludedSubtrees);
  /* An address is no name below example.org. */
  g_assert_cmpint (NAME_CONSTRAINTS_check (old, constraints), !=, X509_V_OK);
  NAME_CONSTRAINTS_free (constraints);
}

/* What ks_certificate_spec_issue() refuses. */
static void
test_unsound_certificates (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (X509) flagless = find_x509 (fixture, "flagless");
  g_autoptr (X509) below = find_x509 (fixture, "below");
  g_autoptr (X509) ca = find_x509 (fixture, "ca");
  g_autoptr (X509) old = find_x509 (fixture, "old");
  GENERAL_NAMES *names = X509_get_ext_d2i (old, NID_subject_alt_name, NULL, NULL);
  int type = 0;
  const ASN1_STRING *name = GENERAL_NAME_get0_value (sk_GENERAL_NAME_value (names, 0), &type);

  g_assert_cmpint (X509_get_ext_by_NID (flagless, NID_basic_constraints, -1), ==, -1);
  g_assert_cmpuint (X509_get_key_usage (flagless) & KU_KEY_CERT_SIGN, !=, 0);
  g_assert_cmpint (X509_verify (old, X509_get0_pubkey (flagless)), ==, 1);
  /* A CA below one that may have none. */
  g_assert_cmpint (X509_verify (below, X509_get0_pubkey (ca)), ==, 1);
  g_assert_cmpint (X509_check_ca (below), ==, 1);
  g_assert_cmpuint (X509_get_extended_key_usage (below), ==, XKU_SSL_CLIENT);
  g_assert_cmpint (X509_get_signature_nid (old), ==, NID_ecdsa_with_SHA1);
  g_assert_cmpint (EVP_PKEY_get_bits (X509_get0_pubkey (old)), ==, 1024);
  g_assert_cmpint (type, ==, GEN_DNS);
  g_assert_cmpmem (ASN1_STRING_get0_data (name), (gsize) ASN1_STRING_length (name), "192.0.2.7", 9);
  g_assert_cmpint (read_time (X509_get0_notAfter (old)), <, KS_TEST_NOW - 34 * KS_DAY);
  GENERAL_NAMES_free (names);
}

static void
test_keys (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (X509) shop = find_x509 (fixture, "shop");
  g_autoptr (X509) renewed = find_x509 (fixture, "renewed");
  g_autoptr (X509) ca = find_x509 (fixture, "ca");
  g_autoptr (X509) public = find_x509 (fixture, "public");
  g_autoptr (GPtrArray) found = _ks_lesson_setup_list_certificates (fixture->setup, "public");
  const KsKnownKey *known = ks_known_key_find (g_ptr_array_index (found, 0));

  g_assert_cmpint (EVP_PKEY_eq (X509_get0_pubkey (shop), X509_get0_pubkey (renewed)), ==, 1);
  g_assert_cmpint (X509_NAME_cmp (X509_get_subject_name (shop), X509_get_subject_name (renewed)), ==, 0);
  g_assert_cmpint (EVP_PKEY_eq (X509_get0_pubkey (shop), X509_get0_pubkey (ca)), ==, 0);
  g_assert_true (EVP_PKEY_is_a (X509_get0_pubkey (shop), "EC"));
  /* The public half that stands in RFC 9500; its signature is made with the private half. */
  g_assert_cmpint (X509_verify (public, X509_get0_pubkey (public)), ==, 1);
  g_assert_nonnull (known);
  g_assert_cmpstr (known->owner, ==, "RFC 9500");
}

static KsStore *
open_keystore (KsLessonSetup *setup)
{
  g_autoptr (KsSecret) password = ks_secret_new_from_string (ks_lesson_setup_get_password (setup));
  g_autoptr (GError) error = NULL;
  KsStore *store = ks_store_load (ks_lesson_setup_get_bytes (setup),
                                  &(KsReadOptions) { .password = password }, NULL, &error);

  g_assert_no_error (error);
  return store;
}

static void
test_keystore (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (KsStore) store = open_keystore (fixture->setup);
  g_autoptr (KsSecret) password = ks_secret_new_from_string ("changeit");
  g_autoptr (KsSecret) other = ks_secret_new_from_string ("other");
  g_autoptr (GError) error = NULL;
  KsKey *old = ks_entry_get_key (ks_store_find (store, "old"));
  KsKey *shop = ks_entry_get_key (ks_store_find (store, "shop"));
  g_autoptr (KsSecret) old_plain = ks_key_unlock (old, other, NULL);
  g_autoptr (KsSecret) shop_plain = ks_key_unlock (shop, password, NULL);
  const KsLessonHandout *handout = ks_lesson_setup_get_handout (fixture->setup, 0);
  KsAnchorSet *anchors = ks_lesson_setup_get_anchors (fixture->setup);

  g_assert_cmpstr (ks_store_get_format (store)->id, ==, "jks");
  g_assert_cmpstr (ks_lesson_setup_get_password (fixture->setup), ==, "changeit");
  g_assert_cmpstr (ks_lesson_setup_get_file_name (fixture->setup), ==, "everything.jks");
  g_assert_cmpuint (ks_lesson_setup_get_entries (fixture->setup)->len, ==, 3);
  g_assert_cmpint (ks_entry_get_kind (ks_store_find (store, "anchor")), ==, KS_ENTRY_CERTIFICATE);
  g_assert_cmpuint (ks_entry_get_chain_length (ks_store_find (store, "shop")), ==, 3);
  g_assert_nonnull (old_plain);
  g_assert_nonnull (shop_plain);
  g_assert_null (ks_key_unlock (old, password, &error));
  g_assert_error (error, KS_ERROR, KS_ERROR_WRONG_PASSWORD);
  g_assert_cmpuint (ks_lesson_setup_get_n_handouts (fixture->setup), ==, 1);
  g_assert_cmpstr (handout->file_name, ==, "renewal.pem");
  g_assert_cmpstr (handout->title, ==, "The renewal");
  g_assert_cmpuint (ks_anchor_set_get_size (anchors), ==, 1);
  g_assert_true (ks_anchor_set_contains (anchors, ks_entry_get_leaf (ks_store_find (store, "anchor"))));
}

/* openssl itself reads the handout and finds the path. */
static void
test_openssl (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *folder = NULL;
  g_autofree char *handout = NULL;
  g_autofree char *root = NULL;
  g_autofree char *pem = NULL;
  g_autofree char *output = NULL;
  g_autofree char *time = NULL;
  g_autoptr (GBytes) bytes = NULL;

  if (ks_test_skip_without_program ("openssl"))
    return;
  folder = ks_test_make_folder ();
  pem = ks_certificate_to_pem (ks_anchor_set_get (ks_lesson_setup_get_anchors (fixture->setup), 0));
  bytes = g_bytes_new (pem, strlen (pem));
  root = ks_test_write_file (folder, "root.pem", bytes);
  handout =
    ks_test_write_file (folder, "handout.pem", ks_lesson_setup_get_handout (fixture->setup, 0)->bytes);
  time = g_strdup_printf ("%" G_GINT64_FORMAT, KS_TEST_NOW);
  output = ks_test_run_text ("openssl", "verify", "-no-CApath", "-no-CAstore", "-CAfile", root, "-untrusted",
                             handout, "-attime", time, "-verify_hostname", "shop.example.org", handout, NULL);
  g_assert_nonnull (strstr (output, ": OK"));
  ks_test_remove_folder (folder);
}

static gboolean *
judge (const Fixture *fixture, KsStore *store)
{
  g_autoptr (GPtrArray) entries = ks_store_snapshot (store);
  g_autoptr (GError) error = NULL;
  gboolean *met = ks_lesson_judge (fixture->lesson, fixture->setup, entries, NULL, KS_TEST_NOW, NULL, &error);

  g_assert_no_error (error);
  return met;
}

static void
apply (KsStore *store, KsEdit *edit)
{
  g_autoptr (KsEdit) owned = edit;
  g_autoptr (GError) error = NULL;

  ks_store_apply (store, owned, &error);
  g_assert_no_error (error);
}

static void
test_judge_first (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (KsStore) store = open_keystore (fixture->setup);
  g_autofree gboolean *met = judge (fixture, store);

  g_assert_true (met[0]);  /* trusted */
  g_assert_false (met[1]); /* api.example.org is not covered */
  g_assert_true (met[2]);  /* stored */
  g_assert_true (met[3]); /* nobody has told the password of “old”, and its certificate says which key it is */
  g_assert_false (met[4]); /* still there */
}

static void
test_judge_changed (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (KsStore) store = open_keystore (fixture->setup);
  g_autofree gboolean *met = NULL;
  g_autofree gboolean *less = NULL;

  apply (store, ks_edit_new_remove ("", ks_store_find (store, "old")));
  met = judge (fixture, store);
  g_assert_true (met[4]);
  g_assert_false (met[3]); /* what is gone has no key */
  apply (store, ks_edit_new_remove ("", ks_store_find (store, "shop")));
  less = judge (fixture, store);
  for (guint i = 0; i < 4; i++)
    g_assert_false (less[i]);
  g_assert_true (less[4]);
}

/* What is drawn: whom the lesson's clients are, what they ask for, and what they make of it. */
static void
test_verify (Fixture *fixture, gconstpointer unused)
{
  GPtrArray *entries = ks_lesson_setup_get_entries (fixture->setup);
  KsEntry *shop = _ks_lesson_find_entry (entries, "shop");
  KsEntry *old = _ks_lesson_find_entry (entries, "old");
  g_autoptr (KsVerdict) verdict =
    ks_lesson_verify (fixture->lesson, fixture->setup, entries, shop, NULL, KS_TEST_NOW, NULL, NULL);
  g_autoptr (KsVerdict) locked =
    ks_lesson_verify (fixture->lesson, fixture->setup, entries, old, NULL, KS_TEST_NOW, NULL, NULL);

  g_assert_cmpstr (ks_anchor_set_get_name (ks_verdict_get_anchors (verdict)), ==, "client-truststore.jks");
  g_assert_cmpuint (ks_verdict_get_hosts (verdict)->len, ==, 2);
  g_assert_cmpint (ks_verdict_get_part (verdict, KS_PART_PATH)->state, ==, KS_STATE_PASS);
  g_assert_cmpint (ks_verdict_get_part (verdict, KS_PART_HOSTS)->state, ==, KS_STATE_FAIL);
  g_assert_cmpint (ks_verdict_get_part (verdict, KS_PART_KEY)->state, ==, KS_STATE_PASS);
  g_assert_cmpint (ks_verdict_get_part (locked, KS_PART_PATH)->state, ==, KS_STATE_FAIL);
  g_assert_cmpint (ks_verdict_get_part (locked, KS_PART_KEY)->state, ==, KS_STATE_NOT_CHECKED);
}

/* One goal of a lesson of its own, in a keystore that @change has changed. */
static gboolean
is_met (KsLessonGoal goal, const char *anchors, KsRoleKind role, void (*change) (KsStore *store))
{
  KsLessonRow row = everything;
  Fixture fixture = { 0 };
  g_autoptr (KsStore) store = NULL;
  g_autofree gboolean *met = NULL;
  gboolean result;

  row.anchors = anchors;
  row.role = role;
  row.goals[0] = goal;
  row.goals[1] = (KsLessonGoal) { 0 };
  fixture.lesson = _ks_lesson_new_from_row (&row);
  fixture.setup = prepare (fixture.lesson);
  store = open_keystore (fixture.setup);
  if (change != NULL)
    change (store);
  met = judge (&fixture, store);
  result = met[0];
  tear_down (&fixture, NULL);
  return result;
}

#define MET(goal, ...) is_met ((KsLessonGoal) { __VA_ARGS__ }, "root", KS_ROLE_KIND_TLS_SERVER, goal)

static void
remove_anchor (KsStore *store)
{
  apply (store, ks_edit_new_remove ("", ks_store_find (store, "anchor")));
}

static void
shorten_chain (KsStore *store)
{
  KsEntry *shop = ks_store_find (store, "shop");
  g_autoptr (GPtrArray) chain = g_ptr_array_new ();
  g_autoptr (KsEntry) changed = NULL;

  g_ptr_array_add (chain, ks_entry_get_leaf (shop));
  changed = ks_entry_with_chain (shop, chain);
  apply (store, ks_edit_new_replace ("", shop, changed));
}

/* In the file, and not in the chain: no server sends it. */
static void
put_issuers_beside (KsStore *store)
{
  KsEntry *shop = ks_store_find (store, "shop");
  g_autoptr (GPtrArray) chain = g_ptr_array_new ();
  g_autoptr (KsEntry) beside = NULL;

  g_ptr_array_add (chain, ks_entry_get_certificate (shop, 1));
  beside = ks_entry_new (KS_ENTRY_CERTIFICATE, "ca", 0, NULL, chain);
  apply (store, ks_edit_new_insert ("", beside));
  shorten_chain (store);
}

static void
take_another_key (KsStore *store)
{
  KsEntry *shop = ks_store_find (store, "shop");
  g_autoptr (KsSecret) pkcs8 = ks_key_generate (ks_key_algorithm_find ("ec-p256"), NULL, NULL);
  g_autoptr (KsKey) key = ks_key_new_plain (KS_KEY_PRIVATE, pkcs8, NULL);
  g_autoptr (KsEntry) changed = ks_entry_with_key (shop, key);

  apply (store, ks_edit_new_replace ("", shop, changed));
}

static void
rename_shop (KsStore *store)
{
  KsEntry *shop = ks_store_find (store, "shop");
  g_autoptr (KsEntry) changed = ks_entry_with_alias (shop, "boutique");

  apply (store, ks_edit_new_replace ("", shop, changed));
}

static void
test_goal_kinds (void)
{
  g_assert_true (MET (NULL, KS_LESSON_GOAL_TRUSTED, "shop"));
  g_assert_true (MET (NULL, KS_LESSON_GOAL_TRUSTED, "Shop"));
  g_assert_false (MET (NULL, KS_LESSON_GOAL_TRUSTED, "old"));
  g_assert_false (MET (put_issuers_beside, KS_LESSON_GOAL_TRUSTED, "shop"));
  g_assert_false (MET (NULL, KS_LESSON_GOAL_TRUSTED, "*"));
  g_assert_false (MET (NULL, KS_LESSON_GOAL_TRUSTED, "nobody"));
  g_assert_false (is_met ((KsLessonGoal) { KS_LESSON_GOAL_TRUSTED, "shop" }, "flagless",
                          KS_ROLE_KIND_TLS_SERVER, NULL));
  /* Clients that trust nobody. */
  g_assert_false (is_met ((KsLessonGoal) { KS_LESSON_GOAL_TRUSTED, "shop" }, NULL, KS_ROLE_KIND_TLS_SERVER,
                          NULL));
  /* A truststore trusts what is in it. */
  g_assert_true (is_met ((KsLessonGoal) { KS_LESSON_GOAL_TRUSTED, "shop" }, NULL, KS_ROLE_KIND_TRUSTSTORE,
                         NULL));
  g_assert_true (MET (NULL, KS_LESSON_GOAL_PART, "shop", "stored"));
  g_assert_false (MET (shorten_chain, KS_LESSON_GOAL_PART, "shop", "stored"));
  g_assert_true (MET (NULL, KS_LESSON_GOAL_PART, "shop", "path"));
  g_assert_false (MET (NULL, KS_LESSON_GOAL_PART, "shop", "hosts"));
  g_assert_true (MET (NULL, KS_LESSON_GOAL_PART, "shop", "key"));
  g_assert_false (MET (take_another_key, KS_LESSON_GOAL_PART, "shop", "key"));
  g_assert_true (MET (NULL, KS_LESSON_GOAL_CHECK, "shop", "chain-complete"));
  g_assert_false (MET (shorten_chain, KS_LESSON_GOAL_CHECK, "shop", "chain-complete"));
  g_assert_true (MET (NULL, KS_LESSON_GOAL_CHECK, "shop", "may-sign"));
  g_assert_false (MET (NULL, KS_LESSON_GOAL_CHECK, "old", "cert-validity"));
  /* Nowhere is not enough: it has to hold somewhere. */
  g_assert_false (MET (NULL, KS_LESSON_GOAL_CHECK, "shop", "role-no-key"));
  g_assert_false (MET (NULL, KS_LESSON_GOAL_CHECK, "nobody", "may-sign"));
  g_assert_true (MET (NULL, KS_LESSON_GOAL_SAME_KEY, "shop"));
  g_assert_false (MET (NULL, KS_LESSON_GOAL_NEW_KEY, "shop"));
  g_assert_false (MET (take_another_key, KS_LESSON_GOAL_SAME_KEY, "shop"));
  g_assert_true (MET (take_another_key, KS_LESSON_GOAL_NEW_KEY, "shop"));
  g_assert_false (MET (rename_shop, KS_LESSON_GOAL_SAME_KEY, "shop"));
  g_assert_false (MET (NULL, KS_LESSON_GOAL_NEW_KEY, "nobody"));
  g_assert_true (MET (NULL, KS_LESSON_GOAL_KEPT, "*"));
  g_assert_false (MET (rename_shop, KS_LESSON_GOAL_KEPT, "*"));
  g_assert_false (MET (NULL, KS_LESSON_GOAL_GONE, "shop"));
  g_assert_true (MET (rename_shop, KS_LESSON_GOAL_GONE, "shop"));
  g_assert_true (MET (NULL, KS_LESSON_GOAL_ACCEPTS, "*", "shop ca"));
  g_assert_false (MET (NULL, KS_LESSON_GOAL_ACCEPTS, "*", "shop"));
  g_assert_false (MET (remove_anchor, KS_LESSON_GOAL_ACCEPTS, "*", "shop ca"));
}

/* Mistakes in a table are errors, and no crash. */
static void
test_mistakes (void)
{
  const struct {
    KsLessonCertificate certificate;
    const char *chain;
    const char *format;
  } rows[] = {
    { { .id = "a", .name = "a.example.org", .issuer = "a" }, "a", NULL },
    { { .id = "a", .name = "a.example.org", .issuer = "nobody" }, "a", NULL },
    { { .id = "a", .name = "a.example.org", .key_of = "nobody" }, "a", NULL },
    { { .id = "a", .name = "a.example.org", .algorithm = "rot13" }, "a", NULL },
    { { .id = "a", .name = "a.example.org", .known_key = "mine" }, "a", NULL },
    { { .id = "a", .name = "a.example.org", .usage = "decoration" }, "a", NULL },
    { { .id = "a", .name = "a.example.org", .digest = "crc32" }, "a", NULL },
    { { .id = "a", .name = "a.example.org" }, "a b", NULL },
    { { .id = "a", .name = "a.example.org" }, "a", "floppy" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    KsLessonRow row = { .id = "mistake", .title = "Mistake", .alias = "a", .format = rows[i].format };
    g_autoptr (KsLesson) lesson = NULL;
    g_autoptr (KsLessonSetup) setup = NULL;
    g_autoptr (GError) error = NULL;

    row.certificates[0] = rows[i].certificate;
    row.entries[0] = (KsLessonEntry) { .alias = "a", .chain = rows[i].chain };
    lesson = _ks_lesson_new_from_row (&row);
    setup = ks_lesson_prepare (lesson, KS_TEST_NOW, NULL, &error);
    g_assert_null (setup);
    g_assert_nonnull (error);
    g_assert_true (error->domain == KS_ERROR);
    g_test_message ("%s", error->message);
  }
}

static void
test_cancelled (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) judging = NULL;
  GPtrArray *entries = ks_lesson_setup_get_entries (fixture->setup);

  g_cancellable_cancel (cancellable);
  g_assert_null (ks_lesson_prepare (fixture->lesson, KS_TEST_NOW, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_null (ks_lesson_judge (fixture->lesson, fixture->setup, entries, NULL, KS_TEST_NOW, cancellable,
                                  &judging));
  g_assert_error (judging, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
test_list (void)
{
  guint n = 0;

  for (KsLesson *const *list = ks_lesson_list (); *list != NULL; list++, n++)
    g_assert_true (ks_lesson_find (ks_lesson_get_id (*list)) == *list);
  g_assert_cmpuint (n, >, 0);
  g_assert_null (ks_lesson_find ("no-such-lesson"));
  g_assert_null (ks_lesson_find (NULL));
}

#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char *argv[])
{
  ks_test_init (&argc, &argv);

  ADD ("/lesson/texts", test_texts);
  ADD ("/lesson/sound-certificates", test_sound_certificates);
  ADD ("/lesson/constraints", test_constraints);
  ADD ("/lesson/unsound-certificates", test_unsound_certificates);
  ADD ("/lesson/keys", test_keys);
  ADD ("/lesson/keystore", test_keystore);
  ADD ("/lesson/openssl", test_openssl);
  ADD ("/lesson/judge-first", test_judge_first);
  ADD ("/lesson/judge-changed", test_judge_changed);
  ADD ("/lesson/verify", test_verify);
  ADD ("/lesson/cancelled", test_cancelled);
  g_test_add_func ("/lesson/goal-kinds", test_goal_kinds);
  g_test_add_func ("/lesson/mistakes", test_mistakes);
  g_test_add_func ("/lesson/list", test_list);
  return g_test_run ();
}
