/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Inputs made to make a verifier work for ever. Each is to take less than a second and 64 MB; busy machines get ten times the time,
 * and a process that hangs is ended. Every case runs in a process of its own, which is what makes its memory known. */

#include <sys/resource.h>
#include <time.h>

#include "ks-test-verdict.h"
#include "ks-test.h"

extern void __asan_init (void) __attribute__ ((weak));

#define MAX_SECONDS 10
#define MAX_KILOBYTES (64 * 1024)

static double
cpu_seconds (void)
{
  struct timespec time;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &time);
  return (double) time.tv_sec + (double) time.tv_nsec / 1e9;
}

static long
peak_kilobytes (void)
{
  struct rusage usage;

  getrusage (RUSAGE_SELF, &usage);
  return usage.ru_maxrss;
}

/* What making the input took does not count. */
static KsVerdict *
verify_within_limits (KsVerifyRequest *request)
{
  double start = cpu_seconds ();
  long before = peak_kilobytes ();
  struct rlimit limit = { (rlim_t) start + 2 * MAX_SECONDS, (rlim_t) start + 2 * MAX_SECONDS };
  KsVerdict *verdict = NULL;

  setrlimit (RLIMIT_CPU, &limit);
  verdict = ks_verify (request, NULL, NULL);
  g_printerr ("%s: %.3f s, %ld MB more, %ld MB in all\n", g_test_get_path (), cpu_seconds () - start,
              (peak_kilobytes () - before) / 1024, peak_kilobytes () / 1024);
  g_assert_cmpfloat (cpu_seconds () - start, <, MAX_SECONDS);
  if (__asan_init == NULL)
    g_assert_cmpint (peak_kilobytes () - before, <, MAX_KILOBYTES);
  return verdict;
}

typedef struct {
  GPtrArray *identities;
  GPtrArray *chain; /* of KsCertificate */
} Material;

static void
material_clear (Material *self)
{
  g_clear_pointer (&self->chain, g_ptr_array_unref);
  g_clear_pointer (&self->identities, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Material, material_clear)

static void
material_init (Material *self)
{
  self->identities = g_ptr_array_new_with_free_func ((GDestroyNotify) ks_test_identity_free);
  self->chain = g_ptr_array_new ();
}

static KsTestIdentity *
add_identity (Material *self, const KsTestSpec *spec, KsTestIdentity *issuer)
{
  KsTestIdentity *identity = ks_test_identity_new (spec, issuer);

  g_ptr_array_add (self->identities, identity);
  return identity;
}

static KsTestIdentity *
add_cross (Material *self, KsTestIdentity *subject, const KsTestSpec *spec, KsTestIdentity *issuer)
{
  KsTestIdentity *identity = ks_test_identity_cross (subject, spec, issuer);

  g_ptr_array_add (self->identities, identity);
  return identity;
}

static KsVerifyRequest *
request_for (KsEntry *entry, KsTestIdentity *anchor)
{
  g_autoptr (KsAnchorSet) anchors = ks_test_anchors_new (anchor, NULL);
  KsVerifyRequest *request = ks_verify_request_new (entry, KS_TEST_NOW);

  ks_verify_request_set_anchors (request, anchors);
  return request;
}

static void
add_candidate (KsVerifyRequest *request, KsTestIdentity *identity)
{
  ks_verify_request_add_candidate (request, ks_test_identity_get_certificate (identity), KS_PROVENANCE_PASTED,
                                   NULL);
}

/* A leaf and all authorities above it, as one entry stores them. */
static void
test_long_chain (void)
{
  enum {
    N = 1000
  };
  g_auto (Material) material = { 0 };
  g_autoptr (KsEntry) entry = NULL;
  g_autoptr (KsVerifyRequest) request = NULL;
  g_autoptr (KsVerdict) verdict = NULL;
  KsTestIdentity *issuer = NULL;

  material_init (&material);
  for (guint i = 0; i < N; i++) {
    g_autofree char *name = g_strdup_printf ("CA %u", i);

    issuer = add_identity (&material, &(KsTestSpec) { .name = name, .ca = TRUE }, issuer);
  }
  issuer = add_identity (&material, &(KsTestSpec) { LEAF }, issuer);
  for (guint i = material.identities->len; i > 0; i--)
    g_ptr_array_add (material.chain,
                     ks_test_identity_get_certificate (g_ptr_array_index (material.identities, i - 1)));
  entry = ks_entry_new (KS_ENTRY_KEY, "long", 0, NULL, material.chain);
  request = request_for (entry, g_ptr_array_index (material.identities, 0));
  verdict = verify_within_limits (request);
  g_assert_true (ks_verdict_is_cut_short (verdict));
  g_assert_cmpint (ks_verdict_get_state (verdict), ==, KS_STATE_FAIL);
}

/* Thousands of authorities of one name, and only the last one has signed. */
static void
test_same_names (void)
{
  enum {
    N = 3000
  };
  KsTestSpec spec = { .name = "Same Name", .ca = TRUE, .no_key_ids = TRUE };
  g_auto (Material) material = { 0 };
  g_autoptr (KsEntry) entry = NULL;
  g_autoptr (KsVerifyRequest) request = NULL;
  g_autoptr (KsVerdict) verdict = NULL;
  KsTestIdentity *root = NULL, *leaf = NULL;

  material_init (&material);
  root = add_identity (&material, &(KsTestSpec) { ROOT }, NULL);
  for (guint i = 0; i < N; i++)
    add_identity (&material, &spec, root);
  leaf = add_identity (&material, &(KsTestSpec) { LEAF, .no_key_ids = TRUE },
                       g_ptr_array_index (material.identities, N));
  entry = ks_test_entry_new ("web", leaf, NULL);
  request = request_for (entry, root);
  for (guint i = 1; i <= N; i++)
    add_candidate (request, g_ptr_array_index (material.identities, i));
  verdict = verify_within_limits (request);
  g_assert_true (ks_verdict_is_cut_short (verdict));
}

/* Every authority has certified every other one. */
static void
test_mutual (void)
{
  enum {
    N = 24
  };
  g_auto (Material) material = { 0 };
  g_autoptr (KsEntry) entry = NULL;
  g_autoptr (KsVerifyRequest) request = NULL;
  g_autoptr (KsVerdict) verdict = NULL;
  KsTestIdentity *leaf = NULL, *stranger = NULL;

  material_init (&material);
  for (guint i = 0; i < N; i++) {
    g_autofree char *name = g_strdup_printf ("Mutual %u", i);

    add_identity (&material, &(KsTestSpec) { .name = name, .ca = TRUE }, NULL);
  }
  stranger = add_identity (&material, &(KsTestSpec) { ROOT }, NULL);
  leaf = add_identity (&material, &(KsTestSpec) { LEAF }, g_ptr_array_index (material.identities, 0));
  entry = ks_test_entry_new ("web", leaf, NULL);
  request = request_for (entry, stranger);
  for (guint i = 0; i < N; i++)
    for (guint j = 0; j < N; j++) {
      g_autofree char *name = g_strdup_printf ("Mutual %u", i);

      if (i != j)
        add_candidate (request, add_cross (&material, g_ptr_array_index (material.identities, i),
                                           &(KsTestSpec) { .name = name, .ca = TRUE },
                                           g_ptr_array_index (material.identities, j)));
    }
  verdict = verify_within_limits (request);
  g_assert_true (ks_verdict_is_cut_short (verdict));
  g_assert_cmpint (ks_verdict_get_state (verdict), ==, KS_STATE_FAIL);
}

/* Each of a few policies is mapped to each of them, on every level: RFC 9618 section 1. */
static void
test_policies (void)
{
  static const char *const policies = "1.2.3.1,1.2.3.2,1.2.3.3,1.2.3.4";
  enum {
    N = 20,
    WIDTH = 4
  };
  g_auto (Material) material = { 0 };
  g_autoptr (GString) mappings = g_string_new (NULL);
  g_autoptr (KsEntry) entry = NULL;
  g_autoptr (KsVerifyRequest) request = NULL;
  g_autoptr (KsVerdict) verdict = NULL;
  KsTestIdentity *issuer = NULL, *root = NULL;

  material_init (&material);
  for (guint i = 1; i <= WIDTH; i++)
    for (guint j = 1; j <= WIDTH; j++)
      g_string_append_printf (mappings, "%s1.2.3.%u:1.2.3.%u", mappings->len > 0 ? "," : "", i, j);
  issuer = root = add_identity (&material, &(KsTestSpec) { ROOT }, NULL);
  for (guint i = 0; i < N; i++) {
    g_autofree char *name = g_strdup_printf ("CA %u", i);

    issuer = add_identity (&material,
                           &(KsTestSpec) { .name = name,
                                           .ca = TRUE,
                                           .policies = policies,
                                           .mappings = mappings->str,
                                           .demands = i == 0 ? "requireExplicitPolicy:0" : NULL },
                           issuer);
  }
  add_identity (&material, &(KsTestSpec) { LEAF, .policies = policies }, issuer);
  for (guint i = material.identities->len; i > 1; i--)
    g_ptr_array_add (material.chain,
                     ks_test_identity_get_certificate (g_ptr_array_index (material.identities, i - 1)));
  entry = ks_entry_new (KS_ENTRY_KEY, "policies", 0, NULL, material.chain);
  request = request_for (entry, root);
  verdict = verify_within_limits (request);
  g_assert_cmpuint (ks_verdict_get_path (verdict, 0)->nodes->len, ==, N + 2);
  /* Every policy carries through, by more ways than anybody can count one by one. */
  g_assert_cmpint (ks_verdict_get_path (verdict, 0)->state, ==, KS_STATE_PASS);
}

static char *
make_names (const char *format, guint n)
{
  GString *names = g_string_new (NULL);

  for (guint i = 0; i < n; i++) {
    g_autofree char *number = g_strdup_printf ("h%u", i);
    g_autoptr (GString) name = g_string_new (format);

    g_string_replace (name, "#", number, 1);
    g_string_append_printf (names, "%s%s", i > 0 ? "," : "", name->str);
  }
  return g_string_free_and_steal (names);
}

/* The last of ten thousand names is the one that is asked for. */
static void
test_many_names (void)
{
  enum {
    N = 10000
  };
  g_autofree char *names = make_names ("DNS:#.example.org", N);
  g_autoptr (KsTestPki) pki =
    ks_test_pki_new (NULL, NULL,
                     &(KsTestSpec) { .name = "gw.example.org", .purposes = "serverAuth", .san = names });
  g_autoptr (KsEntry) entry = ks_test_entry_new ("web", pki->leaf, pki->intermediate, NULL);
  g_autoptr (KsVerifyRequest) request = request_for (entry, pki->root);
  g_autoptr (KsVerdict) verdict = NULL;

  ks_verify_request_add_host (request, "h9999.example.org");
  ks_verify_request_add_host (request, "other.example.org");
  verdict = verify_within_limits (request);
  ks_test_assert_part (verdict, KS_PART_PATH, KS_STATE_PASS, "Trusted");
  ks_test_assert_part (verdict, KS_PART_HOSTS, KS_STATE_FAIL, "1 of 2 covered");
}

/* Ten thousand names against twenty thousand subtrees: more than is compared. What is not known to be allowed is not. */
static void
test_many_constraints (void)
{
  enum {
    N = 10000
  };
  g_autofree char *names = make_names ("DNS:#.example.org", N);
  g_autofree char *permitted = make_names ("permitted;DNS:#.example.org", N);
  g_autofree char *excluded = make_names ("excluded;DNS:#.example.com", N);
  g_autofree char *constraints = g_strdup_printf ("critical,%s,%s", permitted, excluded);
  KsTestSpec intermediate = { INTERMEDIATE, .constraints = constraints };
  g_autoptr (KsTestPki) pki =
    ks_test_pki_new (NULL, &intermediate,
                     &(KsTestSpec) { .name = "gw.example.org", .purposes = "serverAuth", .san = names });
  g_autoptr (KsEntry) entry = ks_test_entry_new ("web", pki->leaf, pki->intermediate, NULL);
  g_autoptr (KsVerifyRequest) request = request_for (entry, pki->root);
  g_autoptr (KsVerdict) verdict = verify_within_limits (request);
  const KsResult *result = ks_test_link_result (verdict, 0, "name-constraints");

  g_assert_cmpint (result->state, ==, KS_STATE_FAIL);
  g_assert_cmpstr (result->ours, ==, "10001 names");
  g_assert_cmpstr (result->theirs, ==, "Too many to compare");
  g_assert_nonnull (strstr (result->sentence, "has 10001 names, which are too many to compare"));
  g_assert_nonnull (strstr (ks_verdict_get_headline (verdict), "too many to compare"));
}

static void
run_alone (gconstpointer data)
{
  void (*function) (void) = *(void (*const *) (void)) data;

  if (g_test_subprocess ()) {
    function ();
    return;
  }
  g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_INHERIT_STDERR);
  g_test_trap_assert_passed ();
}

static const struct {
  void (*function) (void);
  const char *path;
} cases[] = {
  { test_long_chain, "/pathological/long-chain" },
  { test_same_names, "/pathological/same-names" },
  { test_mutual, "/pathological/mutual" },
  { test_policies, "/pathological/policies" },
  { test_many_names, "/pathological/many-names" },
  { test_many_constraints, "/pathological/many-constraints" },
};

int
main (int argc, char *argv[])
{
  ks_test_init (&argc, &argv);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    g_test_add_data_func (cases[i].path, &cases[i].function, run_alone);
  return g_test_run ();
}
