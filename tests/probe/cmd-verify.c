/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <stdio.h>
#include <string.h>

#include "probe.h"

typedef struct {
  char *alias;
  char **hosts;
  char *anchors;
  char *at;
  char *role;
  gboolean json;
} Options;

static void
options_clear (Options *options)
{
  g_free (options->alias);
  g_strfreev (options->hosts);
  g_free (options->anchors);
  g_free (options->at);
  g_free (options->role);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

static gboolean
set_anchors (KsVerifyRequest *request, const char *anchors, KsSecret *password, GError **error)
{
  g_autoptr (KsAnchorSet) set = NULL;

  if (!probe_read_anchors (anchors, password, &set, error))
    return FALSE;
  ks_verify_request_set_anchors (request, set);

  return TRUE;
}

static void
print_results (const char *indent, GPtrArray *results)
{
  for (guint i = 0; i < results->len; i++) {
    const KsResult *result = results->pdata[i];

    printf ("%s%-14s %-18s %s | %s | %s\n", indent, ks_state_get_nick (result->state), result->check->id,
            result->ours, result->theirs, result->sentence);
  }
}

static void
print_path (const char *head, const KsPath *path)
{
  static const char *const links[] = { "holds", "weak", "broken", "missing", "untested" };

  printf ("%s: %s: %s\n", head, ks_state_get_nick (path->state), path->sentence);
  for (guint i = 0; i < path->nodes->len; i++) {
    const KsPathNode *node = path->nodes->pdata[i];
    const KsPathLink *link = path->links->pdata[i];

    printf ("  %s (%s%s%s)\n", ks_certificate_get_title (node->certificate),
            ks_provenance_get_nick (node->provenance), node->provenance_detail != NULL ? ": " : "",
            node->provenance_detail != NULL ? node->provenance_detail : "");
    print_results ("    ", node->results);
    printf ("  link %s\n", links[link->state]);
    print_results ("    ", link->results);
    if (path->missing != NULL && path->missing_after == i)
      printf ("  missing: %s\n", ks_name_get_text (path->missing->name));
  }
}

static void
print_findings (KsVerdict *verdict)
{
  GPtrArray *findings = ks_verdict_get_findings (verdict);

  for (guint i = 0; i < findings->len; i++) {
    const KsFinding *finding = findings->pdata[i];

    printf ("finding: %s: %s: %s%s%s%s%s%s\n", ks_state_get_nick (finding->severity), finding->check->id,
            finding->sentence, finding->consequence != NULL ? " " : "",
            finding->consequence != NULL ? finding->consequence : "",
            finding->remedy_label != NULL ? " [" : "",
            finding->remedy_label != NULL ? finding->remedy_label : "",
            finding->remedy_label != NULL ? "]" : "");
  }
}

static void
print_text (KsVerdict *verdict)
{
  static const char *const parts[] = { "stored", "path", "hosts", "key" };
  const char *detail = ks_verdict_get_headline_detail (verdict);
  GPtrArray *hosts = ks_verdict_get_hosts (verdict);

  printf ("%s: %s%s%s\n", ks_state_get_nick (ks_verdict_get_state (verdict)),
          ks_verdict_get_headline (verdict), detail != NULL ? " " : "", detail != NULL ? detail : "");
  for (guint i = 0; i < KS_N_PARTS; i++)
    printf ("%s: %s: %s\n", parts[i], ks_state_get_nick (ks_verdict_get_part (verdict, i)->state),
            ks_verdict_get_part (verdict, i)->value);
  for (guint i = 0; i < ks_verdict_get_n_paths (verdict); i++) {
    g_autofree char *head = g_strdup_printf ("path %u", i + 1);

    print_path (head, ks_verdict_get_path (verdict, i));
  }
  for (guint i = 0; i < hosts->len; i++) {
    const KsHostResult *host = hosts->pdata[i];

    printf ("host %s: %s: %s · %s\n", host->host->given, host->match->matches ? "pass" : "fail",
            host->match->rule, host->match->reference);
  }
  print_findings (verdict);
}

static void
print_json (KsVerdict *verdict)
{
  g_autoptr (JsonNode) json = ks_verdict_to_json (verdict);
  g_autofree char *text = json_to_string (json, TRUE);

  printf ("%s\n", text);
}

/* Keys are mostly locked with the password of their file. */
static void
set_key (KsVerifyRequest *request, KsEntry *entry, KsSecret *password)
{
  KsKey *key = ks_entry_get_key (entry);
  g_autoptr (KsSecret) plain = NULL;

  if (key == NULL || ks_key_get_kind (key) != KS_KEY_PRIVATE)
    return;
  plain = ks_key_unlock (key, password, NULL);
  ks_verify_request_set_key (request, plain);
  if (ks_key_is_protected (key) && password != NULL)
    ks_verify_request_set_key_password (request,
                                        plain != NULL ? KS_KEY_PASSWORD_SAME : KS_KEY_PASSWORD_DIFFERENT);
}

/* Without the option it is guessed, as in the window. */
static gboolean
set_role (KsVerifyRequest *request, const char *role, GPtrArray *entries, const char *file, GError **error)
{
  KsRoleKind kind = KS_ROLE_KIND_GENERAL;

  if (role == NULL) {
    g_autofree char *name = g_path_get_basename (file);

    kind = ks_role_guess (entries, name);
  } else if (!ks_role_kind_from_nick (role, &kind)) {
    g_set_error (error, KS_ERROR, KS_ERROR_NOT_FOUND, "no role is called “%s”", role);
    return FALSE;
  }
  ks_verify_request_set_role (request, kind);
  ks_verify_request_set_role_is_chosen (request, role != NULL);

  return TRUE;
}

/* The list of entries shows the same state as the page of one. */
static KsVerdict *
verify_twice (KsVerifyRequest *request, const Options *options, GError **error)
{
  g_autoptr (KsVerdict) verdict = ks_verify (request, NULL, error);
  KsState mark = ks_verify_thorough (request, NULL);

  if (verdict == NULL || options->hosts != NULL || mark == ks_verdict_get_state (verdict))
    return g_steal_pointer (&verdict);
  g_set_error (error, KS_ERROR, KS_ERROR_FAILED, "the mark in the list is “%s”, the verdict “%s”",
               ks_state_get_nick (mark), ks_state_get_nick (ks_verdict_get_state (verdict)));

  return NULL;
}

static KsVerdict *
verify (const ProbeInput *input, const Options *options, GError **error)
{
  g_autoptr (KsStore) store = probe_load (input->file, input->password, error);
  g_autoptr (KsVerifyPool) pool = ks_verify_pool_new ();
  g_autoptr (KsVerifyRequest) request = NULL;
  g_autoptr (GPtrArray) entries = NULL;
  KsEntry *entry = NULL;
  gint64 time = 0;

  if (store == NULL || !probe_read_time (options->at, &time, error))
    return NULL;
  entry = ks_store_find (store, options->alias);
  if (entry == NULL) {
    g_set_error (error, KS_ERROR, KS_ERROR_NOT_FOUND, "no entry is called “%s”", options->alias);
    return NULL;
  }

  request = ks_verify_request_new (entry, time);
  if (!set_anchors (request, options->anchors, input->password, error))
    return NULL;
  entries = ks_store_snapshot (store);
  ks_verify_pool_add_entries (pool, entries, KS_PROVENANCE_OTHER_ENTRY, NULL);
  ks_verify_request_set_pool (request, pool);
  if (!set_role (request, options->role, entries, input->file, error))
    return NULL;
  set_key (request, entry, input->password);
  for (gsize i = 0; options->hosts != NULL && options->hosts[i] != NULL; i++)
    ks_verify_request_add_host (request, options->hosts[i]);

  return verify_twice (request, options, error);
}

int
cmd_verify (int argc, char **argv)
{
  g_auto (ProbeInput) input = { 0 };
  g_auto (Options) options = { 0 };
  g_autoptr (KsVerdict) verdict = NULL;
  g_autoptr (GError) error = NULL;
  const GOptionEntry more[] = {
    { "alias", 0, 0, G_OPTION_ARG_FILENAME, &options.alias, NULL, NULL },
    { "host", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &options.hosts, NULL, NULL },
    { "anchors", 0, 0, G_OPTION_ARG_FILENAME, &options.anchors, NULL, NULL },
    { "at", 0, 0, G_OPTION_ARG_FILENAME, &options.at, NULL, NULL },
    { "role", 0, 0, G_OPTION_ARG_STRING, &options.role, NULL, NULL },
    { "json", 0, 0, G_OPTION_ARG_NONE, &options.json, NULL, NULL },
    { NULL },
  };

  if (!probe_parse (argc, argv, more, 1, &input))
    return PROBE_USAGE;
  if (options.alias == NULL) {
    g_printerr ("--alias is needed\n");
    return PROBE_USAGE;
  }

  verdict = verify (&input, &options, &error);
  if (verdict == NULL)
    return probe_report (error);
  if (options.json)
    print_json (verdict);
  else
    print_text (verdict);

  return ks_verdict_get_state (verdict) == KS_STATE_PASS || ks_verdict_get_state (verdict) == KS_STATE_WARNING
           ? PROBE_OK
           : PROBE_NO;
}
