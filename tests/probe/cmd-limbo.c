/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <json-glib/json-glib.h>
#include <stdio.h>
#include <string.h>

#include "ks-pem.h"
#include "probe.h"

/* x509-limbo style cases: each certificate chain is put to ks_verify(), and the verdict read as SUCCESS or FAILURE. A check whose profile is
 * not asked for does not count. */

typedef struct {
  gint64 now;
  KsProfile profile;
  guint agreed;
  guint total;
} Run;

static const char *const profile_names[] = {
  [KS_PROFILE_PATH] = "path",
  [KS_PROFILE_RFC5280] = "rfc5280",
  [KS_PROFILE_WEBPKI] = "webpki",
};

static gboolean
parse_profile (const char *name, KsProfile *profile)
{
  for (gsize i = 0; i < G_N_ELEMENTS (profile_names); i++) {
    if (g_strcmp0 (name, profile_names[i]) != 0)
      continue;
    *profile = i;
    return TRUE;
  }
  return FALSE;
}

static JsonArray *
get_array (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
}

static const char *
get_string (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) ? json_node_get_string (node) : NULL;
}

static KsCertificate *
read_certificate (const char *pem)
{
  g_autoptr (GBytes) text = g_bytes_new (pem, strlen (pem));
  g_autoptr (GPtrArray) blocks = ks_pem_parse (text, NULL, NULL);
  g_autoptr (GBytes) nothing = g_bytes_new (NULL, 0);

  if (blocks == NULL || blocks->len == 0)
    return ks_certificate_new (nothing);
  return ks_certificate_new (((KsPemBlock *) blocks->pdata[0])->body);
}

static GPtrArray *
read_certificates (JsonObject *testcase, const char *name)
{
  GPtrArray *certificates = g_ptr_array_new_with_free_func (g_object_unref);
  JsonArray *array = get_array (testcase, name);

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    g_ptr_array_add (certificates, read_certificate (json_array_get_string_element (array, i)));
  return certificates;
}

static KsEntry *
read_peer (JsonObject *testcase)
{
  g_autoptr (KsCertificate) peer = read_certificate (get_string (testcase, "peer_certificate"));
  g_autoptr (GPtrArray) chain = g_ptr_array_new ();

  g_ptr_array_add (chain, peer);
  return ks_entry_new (KS_ENTRY_CERTIFICATE, "peer", 0, NULL, chain);
}

static void
add_peer_names (KsVerifyRequest *request, JsonObject *testcase)
{
  JsonNode *single = json_object_get_member (testcase, "expected_peer_name");
  JsonArray *several = get_array (testcase, "expected_peer_names");

  if (single != NULL && JSON_NODE_HOLDS_OBJECT (single))
    ks_verify_request_add_host (request, get_string (json_node_get_object (single), "value"));
  for (guint i = 0; several != NULL && i < json_array_get_length (several); i++)
    ks_verify_request_add_host (request, get_string (json_array_get_object_element (several, i), "value"));
}

static KsPurpose
read_purpose (JsonObject *testcase)
{
  JsonArray *usages = get_array (testcase, "extended_key_usage");

  for (guint i = 0; usages != NULL && i < json_array_get_length (usages); i++) {
    const char *usage = json_array_get_string_element (usages, i);

    if (g_strcmp0 (usage, "clientAuth") == 0)
      return KS_PURPOSE_TLS_CLIENT;
    if (g_strcmp0 (usage, "serverAuth") == 0)
      return KS_PURPOSE_TLS_SERVER;
  }
  if (usages != NULL && json_array_get_length (usages) > 0)
    return KS_PURPOSE_ANY;
  return g_strcmp0 (get_string (testcase, "validation_kind"), "CLIENT") == 0 ? KS_PURPOSE_TLS_CLIENT
                                                                             : KS_PURPOSE_TLS_SERVER;
}

static void
add_crls (KsVerifyRequest *request, JsonObject *testcase)
{
  JsonArray *array = get_array (testcase, "crls");

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++) {
    const char *pem = json_array_get_string_element (array, i);
    g_autoptr (GBytes) text = g_bytes_new (pem, strlen (pem));
    g_autoptr (GPtrArray) blocks = ks_pem_parse (text, NULL, NULL);

    if (blocks != NULL && blocks->len > 0)
      ks_verify_request_add_crl (request, ((KsPemBlock *) blocks->pdata[0])->body);
  }
}

static gboolean
get_flag (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) && json_node_get_boolean (node);
}

static void
set_policies (KsVerifyRequest *request, JsonObject *testcase)
{
  JsonNode *node = json_object_get_member (testcase, "policy");
  JsonObject *policy = node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  JsonArray *set = policy != NULL ? get_array (policy, "initial_policy_set") : NULL;
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) initial = NULL;
  KsPolicyRules rules = { 0 };

  if (policy == NULL)
    return;
  for (guint i = 0; set != NULL && i < json_array_get_length (set); i++)
    g_strv_builder_add (builder, json_array_get_string_element (set, i));
  initial = g_strv_builder_end (builder);
  rules.initial = (const char *const *) initial;
  rules.require_explicit = get_flag (policy, "initial_explicit_policy");
  rules.inhibit_mapping = get_flag (policy, "initial_policy_mapping_inhibit");
  rules.inhibit_any = get_flag (policy, "initial_any_policy_inhibit");
  ks_verify_request_set_policy_rules (request, &rules);
}

/* Some cases say how much of an anchor counts: “trust-trusted-anchor-with-expiration” and the like. */
static void
set_anchor_rules (KsVerifyRequest *request, JsonObject *testcase)
{
  JsonArray *features = get_array (testcase, "features");

  for (guint i = 0; features != NULL && i < json_array_get_length (features); i++) {
    const char *feature = json_array_get_string_element (features, i);
    KsAnchorRules rules = KS_ANCHOR_RULES_NONE;

    if (!g_str_has_prefix (feature, "trust-trusted-anchor"))
      continue;
    if (strstr (feature, "with-constraints") != NULL)
      rules |= KS_ANCHOR_RULES_CONSTRAINTS;
    if (strstr (feature, "expiration") != NULL)
      rules |= KS_ANCHOR_RULES_DATES;
    if (strstr (feature, "require-basic-constraints") != NULL)
      rules |= KS_ANCHOR_RULES_CA;
    ks_verify_request_set_anchor_rules (request, rules);
  }
}

/* Failures, and breaches of a profile that was asked for. SHA-1 is a warning to people, because Java accepts it; the suites ask
 * what everybody accepts. */
static gboolean
is_violation (const KsResult *result, KsProfile profile)
{
  if (result->check->profile > profile)
    return FALSE;
  /* CA/B Forum Baseline Requirements, 7.1.2.5.2 */
  if (profile == KS_PROFILE_WEBPKI && g_str_equal (result->check->id, "cert-constraints-critical"))
    return FALSE;
  if (result->check->profile != KS_PROFILE_PATH || g_str_equal (result->check->id, "cert-digest"))
    return result->state >= KS_STATE_INFO;
  return result->state == KS_STATE_FAIL;
}

static const KsResult *
find_violation (GPtrArray *results, KsProfile profile)
{
  for (guint i = 0; i < results->len; i++) {
    const KsResult *result = results->pdata[i];

    if (is_violation (result, profile))
      return result;
  }
  return NULL;
}

static char *
judge_path (const KsPath *path, KsProfile profile, int max_depth)
{
  int depth = 0;

  if (!path->reaches_anchor)
    return g_strdup (path->sentence);
  for (guint i = 0; i < path->nodes->len; i++) {
    const KsPathNode *node = path->nodes->pdata[i];
    const KsPathLink *link = path->links->pdata[i];
    const KsResult *violation = find_violation (node->results, profile);

    if (violation == NULL)
      violation = find_violation (link->results, profile);
    if (violation != NULL)
      return g_strdup_printf ("%s: %s (%s)", violation->check->id, violation->sentence, violation->ours);
    if (i > 0 && i + 1 < path->nodes->len && !ks_certificate_is_self_issued (node->certificate))
      depth++;
  }
  if (max_depth >= 0 && depth > max_depth)
    return g_strdup ("the path is longer than was asked for");
  return NULL;
}

/* NULL: success; else the reason against the best path. */
static char *
judge (KsVerdict *verdict, KsProfile profile, int max_depth)
{
  GPtrArray *hosts = ks_verdict_get_hosts (verdict);
  g_autofree char *reason = NULL;

  for (guint i = 0; i < hosts->len; i++) {
    const KsHostResult *host = hosts->pdata[i];

    if (!host->match->matches)
      return g_strdup_printf ("host-name: %s", host->match->rule);
  }
  for (guint i = 0; i < ks_verdict_get_n_paths (verdict); i++) {
    g_autofree char *objection = judge_path (ks_verdict_get_path (verdict, i), profile, max_depth);

    if (objection == NULL)
      return NULL;
    if (reason == NULL)
      reason = g_steal_pointer (&objection);
  }
  return reason != NULL ? g_steal_pointer (&reason) : g_strdup ("no path");
}

static int
read_max_depth (JsonObject *testcase)
{
  JsonNode *node = json_object_get_member (testcase, "max_chain_depth");

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) ? (int) json_node_get_int (node) : -1;
}

static KsVerifyRequest *
make_request (JsonObject *testcase, gint64 time)
{
  g_autoptr (KsEntry) peer = read_peer (testcase);
  g_autoptr (GPtrArray) trusted = read_certificates (testcase, "trusted_certs");
  g_autoptr (GPtrArray) untrusted = read_certificates (testcase, "untrusted_intermediates");
  g_autoptr (KsAnchorSet) anchors = ks_anchor_set_new (KS_ANCHORS_FILE, "trusted_certs", trusted);
  KsVerifyRequest *request = ks_verify_request_new (peer, time);

  ks_verify_request_set_anchors (request, anchors);
  ks_verify_request_set_purpose (request, read_purpose (testcase));
  for (guint i = 0; i < untrusted->len; i++)
    ks_verify_request_add_candidate (request, untrusted->pdata[i], KS_PROVENANCE_OTHER_FILE, NULL);
  add_peer_names (request, testcase);
  add_crls (request, testcase);
  set_policies (request, testcase);
  set_anchor_rules (request, testcase);
  return request;
}

static void
run_case (Run *run, JsonObject *testcase)
{
  const char *at = get_string (testcase, "validation_time");
  const char *expected = get_string (testcase, "expected_result");
  const char *actual = NULL;
  gint64 time = at != NULL ? ks_time_from_rfc3339 (at, NULL) : run->now;
  KsProfile profile = run->profile;
  g_autoptr (KsVerifyRequest) request = make_request (testcase, time);
  g_autoptr (KsVerdict) verdict = ks_verify (request, NULL, NULL);
  g_autofree char *reason = NULL;

  parse_profile (get_string (testcase, "profile"), &profile);
  reason = judge (verdict, profile, read_max_depth (testcase));
  actual = reason == NULL ? "SUCCESS" : "FAILURE";
  printf ("%s %s %s%s%s\n", get_string (testcase, "id"), expected != NULL ? expected : "-", actual,
          reason != NULL ? " " : "", reason != NULL ? reason : "");
  run->total++;
  run->agreed += g_strcmp0 (expected, actual) == 0;
}

static gboolean
load (JsonParser *parser, const char *path, GError **error)
{
  g_autoptr (GString) text = g_string_new (NULL);
  char buffer[65536];
  gsize size = 0;

  if (!g_str_equal (path, "-"))
    return json_parser_load_from_file (parser, path, error);
  while ((size = fread (buffer, 1, sizeof buffer, stdin)) > 0)
    g_string_append_len (text, buffer, size);
  return json_parser_load_from_data (parser, text->str, text->len, error);
}

static int
run_all (Run *run, const char *path)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GError) error = NULL;
  JsonNode *root = NULL;
  JsonArray *cases = NULL;

  if (!load (parser, path, &error)) {
    g_printerr ("%s\n", error->message);
    return PROBE_USAGE;
  }
  root = json_parser_get_root (parser);
  if (root != NULL && JSON_NODE_HOLDS_OBJECT (root))
    cases = get_array (json_node_get_object (root), "testcases");
  if (cases == NULL) {
    g_printerr ("no testcases in it\n");
    return PROBE_USAGE;
  }

  for (guint i = 0; i < json_array_get_length (cases); i++)
    run_case (run, json_array_get_object_element (cases, i));
  g_printerr ("%u of %u agree\n", run->agreed, run->total);
  return run->agreed == run->total ? PROBE_OK : PROBE_NO;
}

int
cmd_limbo (int argc, char **argv)
{
  g_auto (ProbeInput) input = { 0 };
  g_autofree char *now = NULL;
  g_autofree char *profile = NULL;
  g_autoptr (GError) error = NULL;
  Run run = { .profile = KS_PROFILE_RFC5280, .now = g_get_real_time () / G_USEC_PER_SEC };
  const GOptionEntry more[] = {
    { "now", 0, 0, G_OPTION_ARG_FILENAME, &now, NULL, NULL },
    { "profile", 0, 0, G_OPTION_ARG_FILENAME, &profile, NULL, NULL },
    { NULL },
  };

  if (!probe_parse (argc, argv, more, 1, &input))
    return PROBE_USAGE;
  if (profile != NULL && !parse_profile (profile, &run.profile)) {
    g_printerr ("“%s” is no profile\n", profile);
    return PROBE_USAGE;
  }
  if (now != NULL && (run.now = ks_time_from_rfc3339 (now, &error)) == KS_TIME_INVALID)
    return probe_report (error);

  return run_all (&run, input.file);
}
