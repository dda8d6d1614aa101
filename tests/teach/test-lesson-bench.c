/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Each way to break a chain, alone and with every other one. The oracle is OpenSSL's own verification, called directly. */

#include "ks-init.h"
#include "ks-lesson-bench.h"
#include "ks-lint.h"
#include "ks-test-pki.h"
#include "ks-test.h"

#include <openssl/x509_vfy.h>
#include <openssl/x509v3.h>
#include <string.h>

#define N_FLAGS 8

/* What else says the same: two rows about one date; who has no issuer has no path; and the issuer who has really signed is not there. */
static const struct {
  KsBreakageFlags flag;
  const char *also; /* checks that may fail beside the row's own */
  int openssl;      /* what OpenSSL says of it alone */
} expected[N_FLAGS] = {
  { KS_BREAKAGE_EXPIRED_SERVER, "validity openssl", X509_V_ERR_CERT_HAS_EXPIRED },
  { KS_BREAKAGE_EXPIRED_ISSUER, "validity openssl", X509_V_ERR_CERT_HAS_EXPIRED },
  { KS_BREAKAGE_MISSING_ISSUER, "chain-surplus anchor-member", X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY },
  { KS_BREAKAGE_NO_CA_FLAG, "openssl cert-extensions ca-basic", X509_V_ERR_INVALID_CA },
  { KS_BREAKAGE_SWAPPED_ORDER, "", X509_V_OK },
  { KS_BREAKAGE_PATH_LENGTH, "openssl", X509_V_ERR_PATH_LENGTH_EXCEEDED },
  { KS_BREAKAGE_OTHER_HOST, "", X509_V_ERR_HOSTNAME_MISMATCH },
  { KS_BREAKAGE_OTHER_KEY, "openssl chain-complete", X509_V_ERR_CERT_SIGNATURE_FAILURE },
};

static KsLessonBench *bench;

static const KsBreakage *
find_row (KsBreakageFlags flag)
{
  gsize n;
  const KsBreakage *rows = ks_breakage_list (&n);

  for (gsize i = 0; i < n; i++)
    if (rows[i].flag == flag)
      return &rows[i];

  g_assert_not_reached ();
}

static KsEntry *
break_it (KsBreakageFlags flags)
{
  g_autoptr (GError) error = NULL;
  KsEntry *entry = ks_lesson_bench_break (bench, flags, &error);

  g_assert_no_error (error);
  return entry;
}

static KsVerdict *
verify (KsEntry *entry)
{
  g_autoptr (KsVerifyRequest) request = ks_lesson_bench_make_request (bench, entry);

  return ks_verify (request, NULL, NULL);
}

static X509 *
parse (KsCertificate *certificate)
{
  gsize size;
  const guint8 *der = g_bytes_get_data (ks_certificate_get_der (certificate), &size);
  X509 *x509 = X509_new_ex (ks_libctx (), NULL);

  g_assert_nonnull (d2i_X509 (&x509, &der, (long) size));
  return x509;
}

/* X509_V_OK, or the first thing that OpenSSL has to say. */
static int
ask_openssl (KsEntry *entry)
{
  X509_STORE *trusted = X509_STORE_new ();
  X509_STORE_CTX *context = X509_STORE_CTX_new_ex (ks_libctx (), NULL);
  STACK_OF (X509) *sent = sk_X509_new_null ();
  X509 *leaf = parse (ks_entry_get_leaf (entry));
  X509 *root = parse (ks_anchor_set_get (ks_lesson_bench_get_anchors (bench), 0));
  X509_VERIFY_PARAM *parameters = NULL;
  int result;

  X509_STORE_add_cert (trusted, root);
  for (guint i = 1; i < ks_entry_get_chain_length (entry); i++)
    sk_X509_push (sent, parse (ks_entry_get_certificate (entry, i)));
  X509_STORE_CTX_init (context, trusted, leaf, sent);
  parameters = X509_STORE_CTX_get0_param (context);
  X509_VERIFY_PARAM_set_time (parameters, KS_TEST_NOW);
  X509_VERIFY_PARAM_set1_host (parameters, ks_lesson_bench_get_host (bench), 0);
  X509_STORE_CTX_set_purpose (context, X509_PURPOSE_SSL_SERVER);
  result = X509_verify_cert (context) == 1 ? X509_V_OK : X509_STORE_CTX_get_error (context);
  X509_STORE_CTX_free (context);
  sk_X509_pop_free (sent, X509_free);
  X509_STORE_free (trusted);
  X509_free (leaf);
  X509_free (root);
  return result;
}

static void
add_failures (GHashTable *failures, GPtrArray *results)
{
  for (guint i = 0; results != NULL && i < results->len; i++) {
    const KsResult *result = g_ptr_array_index (results, i);

    if (result->state >= KS_STATE_WARNING)
      g_hash_table_add (failures, (gpointer) result->check->id);
  }
}

/* Ids of all checks that fail or warn, of the best path, the entry and its hosts. */
static GHashTable *
list_failures (KsVerdict *verdict)
{
  GHashTable *failures = g_hash_table_new (g_str_hash, g_str_equal);
  const KsPath *path = ks_verdict_get_path (verdict, 0);
  GPtrArray *hosts = ks_verdict_get_hosts (verdict);

  for (guint i = 0; i < path->nodes->len; i++) {
    const KsPathNode *node = g_ptr_array_index (path->nodes, i);

    add_failures (failures, node->results);
    add_failures (failures, node->lints);
    add_failures (failures, ((const KsPathLink *) g_ptr_array_index (path->links, i))->results);
  }
  add_failures (failures, ks_verdict_get_entry_results (verdict));
  for (guint i = 0; i < hosts->len; i++)
    if (!((const KsHostResult *) g_ptr_array_index (hosts, i))->match->matches)
      g_hash_table_add (failures, (gpointer) "host-name");
  return failures;
}

/* Every failure is one of those that the flags may bring. */
static void
assert_expected (GHashTable *failures, KsBreakageFlags flags)
{
  GHashTableIter iter;
  gpointer id;

  g_hash_table_iter_init (&iter, failures);
  while (g_hash_table_iter_next (&iter, &id, NULL)) {
    gboolean is_expected = FALSE;

    for (guint i = 0; i < N_FLAGS && !is_expected; i++) {
      g_auto (GStrv) also = g_strsplit (expected[i].also, " ", -1);

      is_expected =
        (flags & expected[i].flag) != 0 && (g_str_equal (find_row (expected[i].flag)->check, id) ||
                                            g_strv_contains ((const char *const *) also, id));
    }
    if (!is_expected)
      g_test_message ("flags %x: “%s” fails too", (guint) flags, (const char *) id);
    g_assert_true (is_expected);
  }
}

/* What is above a missing issuer nobody gets to see. */
static gboolean
is_hidden (KsBreakageFlags flag, KsBreakageFlags flags)
{
  const KsBreakageFlags behind = KS_BREAKAGE_EXPIRED_ISSUER | KS_BREAKAGE_NO_CA_FLAG |
                                 KS_BREAKAGE_SWAPPED_ORDER | KS_BREAKAGE_PATH_LENGTH | KS_BREAKAGE_OTHER_KEY;

  /* Where nobody in the chain has signed the first certificate, none is the right one to come next. */
  if (flag == KS_BREAKAGE_SWAPPED_ORDER && (flags & KS_BREAKAGE_OTHER_KEY) != 0)
    return TRUE;
  return (flags & KS_BREAKAGE_MISSING_ISSUER) != 0 && (flag & behind) != 0;
}

static void
check_flags (KsBreakageFlags flags)
{
  g_autoptr (KsEntry) entry = break_it (flags);
  g_autoptr (KsVerdict) verdict = verify (entry);
  g_autoptr (GHashTable) failures = list_failures (verdict);
  KsState path = ks_verdict_get_part (verdict, KS_PART_PATH)->state;
  KsState hosts = ks_verdict_get_part (verdict, KS_PART_HOSTS)->state;
  gboolean is_fine = path <= KS_STATE_WARNING && hosts == KS_STATE_PASS;

  for (guint i = 0; i < N_FLAGS; i++) {
    const char *check = find_row (expected[i].flag)->check;

    if ((flags & expected[i].flag) == 0 || is_hidden (expected[i].flag, flags))
      continue;
    if (!g_hash_table_contains (failures, check))
      g_test_message ("flags %x: “%s” does not fail", (guint) flags, check);
    g_assert_true (g_hash_table_contains (failures, check));
  }
  assert_expected (failures, flags);
  g_assert_cmpint (is_fine, ==, ask_openssl (entry) == X509_V_OK);
}

static void
test_sound (void)
{
  g_autoptr (KsEntry) entry = break_it (KS_BREAKAGE_NONE);
  g_autoptr (KsVerdict) verdict = verify (entry);
  g_autoptr (GHashTable) failures = list_failures (verdict);

  assert_expected (failures, KS_BREAKAGE_NONE);
  g_assert_cmpint (ks_verdict_get_state (verdict), ==, KS_STATE_PASS);
  g_assert_cmpint (ks_verdict_get_part (verdict, KS_PART_KEY)->state, ==, KS_STATE_PASS);
  g_assert_cmpint (ask_openssl (entry), ==, X509_V_OK);
}

static void
test_alone (void)
{
  for (guint i = 0; i < N_FLAGS; i++) {
    g_autoptr (KsEntry) entry = break_it (expected[i].flag);

    g_test_message ("%s", find_row (expected[i].flag)->id);
    check_flags (expected[i].flag);
    g_assert_cmpint (ask_openssl (entry), ==, expected[i].openssl);
  }
}

/* All of them, and so every pair. */
static void
test_together (void)
{
  for (guint flags = 0; flags < 1u << N_FLAGS; flags++)
    check_flags ((KsBreakageFlags) flags);
}

/* What a flag does not touch stays the same object, so that a drawing need not change. */
static void
test_untouched (void)
{
  g_autoptr (KsEntry) sound = break_it (KS_BREAKAGE_NONE);
  g_autoptr (KsEntry) expired = break_it (KS_BREAKAGE_EXPIRED_SERVER);
  g_autoptr (KsEntry) swapped = break_it (KS_BREAKAGE_SWAPPED_ORDER);
  g_autoptr (KsEntry) missing = break_it (KS_BREAKAGE_MISSING_ISSUER);

  g_assert_cmpuint (ks_entry_get_chain_length (sound), ==, 4);
  g_assert_true (ks_entry_get_certificate (expired, 0) != ks_entry_get_certificate (sound, 0));
  for (guint i = 1; i < 4; i++)
    g_assert_true (ks_entry_get_certificate (expired, i) == ks_entry_get_certificate (sound, i));
  g_assert_true (ks_entry_get_certificate (swapped, 1) == ks_entry_get_certificate (sound, 2));
  g_assert_true (ks_entry_get_certificate (swapped, 2) == ks_entry_get_certificate (sound, 1));
  g_assert_cmpuint (ks_entry_get_chain_length (missing), ==, 3);
  g_assert_true (ks_entry_get_certificate (missing, 1) == ks_entry_get_certificate (sound, 2));
  g_assert_true (ks_anchor_set_contains (ks_lesson_bench_get_anchors (bench),
                                         ks_entry_get_certificate (sound, 3)));
  g_assert_cmpuint (ks_anchor_set_get_size (ks_lesson_bench_get_anchors (bench)), ==, 1);
}

static void
test_table (void)
{
  gsize n;
  const KsBreakage *rows = ks_breakage_list (&n);
  guint all = 0;

  g_assert_cmpuint (n, ==, N_FLAGS);
  for (gsize i = 0; i < n; i++) {
    g_assert_cmpuint (all & rows[i].flag, ==, 0);
    all |= rows[i].flag;
    g_assert_nonnull (ks_check_find (rows[i].check));
    g_assert_true (*rows[i].title != '\0' && g_str_has_suffix (rows[i].description, "."));
    for (gsize k = 0; k < i; k++)
      g_assert_cmpstr (rows[i].id, !=, rows[k].id);
  }
  g_assert_cmpuint (all, ==, (1u << N_FLAGS) - 1);
}

int
main (int argc, char *argv[])
{
  g_autoptr (GError) error = NULL;
  int result;

  ks_test_init (&argc, &argv);
  bench = ks_lesson_bench_new (KS_TEST_NOW, &error);
  g_assert_no_error (error);

  g_test_add_func ("/lesson-bench/table", test_table);
  g_test_add_func ("/lesson-bench/sound", test_sound);
  g_test_add_func ("/lesson-bench/alone", test_alone);
  g_test_add_func ("/lesson-bench/together", test_together);
  g_test_add_func ("/lesson-bench/untouched", test_untouched);
  result = g_test_run ();
  ks_lesson_bench_free (bench);
  return result;
}
