/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <stdio.h>

#include "ks-reply.h"
#include "probe-make.h"

typedef struct {
  char **replies;
  char *reply_password;
  char **requests;
  char *alias;
  char *anchors;
  char *at;
  char *out;
  gboolean without_root;
  int leaf;
} Options;

static void
options_clear (Options *options)
{
  g_strfreev (options->replies);
  g_free (options->reply_password);
  g_strfreev (options->requests);
  g_free (options->alias);
  g_free (options->anchors);
  g_free (options->at);
  g_free (options->out);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

static gboolean
add_replies (KsReplyQuery *query, const Options *options, GError **error)
{
  g_autoptr (KsSecret) password = probe_secret (options->reply_password);

  for (gsize i = 0; options->replies[i] != NULL; i++) {
    g_autoptr (KsStore) store = probe_load (options->replies[i], password, error);
    g_autofree char *name = g_path_get_basename (options->replies[i]);

    if (store == NULL)
      return FALSE;
    ks_reply_query_add_reply (query, store, name);
  }

  return TRUE;
}

static gboolean
add_requests (KsReplyQuery *query, const Options *options, GError **error)
{
  for (gsize i = 0; options->requests != NULL && options->requests[i] != NULL; i++) {
    g_autofree char *content = NULL;
    g_autoptr (GBytes) bytes = NULL;
    g_autoptr (KsRequest) request = NULL;
    gsize size = 0;

    if (!g_file_get_contents (options->requests[i], &content, &size, error))
      return FALSE;
    bytes = g_bytes_new_take (g_steal_pointer (&content), size);
    request = ks_request_new_from_file (bytes, error);
    if (request == NULL)
      return FALSE;
    ks_reply_query_add_request (query, request, 0);
  }

  return TRUE;
}

static void
print_part (const KsReplyPart *part)
{
  printf ("  part: %s%s%s: %s: %s\n", ks_reply_origin_get_nick (part->origin),
          part->detail != NULL ? " " : "", part->detail != NULL ? part->detail : "",
          ks_certificate_get_title (part->certificate), ks_certificate_get_sha256 (part->certificate));
}

static void
print_chain (const KsReplyChain *chain, guint index)
{
  printf (" chain %u: %s%s\n", index, ks_verdict_get_headline (chain->verdict),
          chain->is_current ? " (unchanged)" : "");
  for (guint i = 0; i < chain->parts->len; i++)
    print_part (chain->parts->pdata[i]);
  if (chain->missing != NULL)
    printf ("  missing: %s%s%s\n", ks_name_get_text (chain->missing->name),
            chain->missing->url != NULL ? " " : "", chain->missing->url != NULL ? chain->missing->url : "");
}

static void
print_leaf (const KsReplyLeaf *leaf, guint index)
{
  printf ("leaf %u: %s: %s: %s\n", index, ks_state_get_nick (leaf->state), leaf->sentence,
          ks_certificate_get_sha256 (leaf->certificate));
  for (guint i = 0; i < leaf->chains->len; i++)
    print_chain (leaf->chains->pdata[i], i);
  for (guint i = 0; i < leaf->differences->len; i++) {
    const KsReplyDifference *row = leaf->differences->pdata[i];

    printf (" difference: %s: %s: %s | %s | %s\n", ks_state_get_nick (row->state), row->label, row->requested,
            row->issued, row->sentence);
  }
}

static void
print_match (const KsReplyMatch *match, guint index)
{
  g_autofree char *alias = probe_escape (ks_entry_get_alias (match->entry));

  printf ("match %u: %s: %s\n", index, alias,
          match->is_unchanged  ? "unchanged"
          : match->is_proposed ? "proposed"
                               : "not proposed");
  printf ("before: %s\n", ks_verdict_get_headline (match->before));
  for (guint i = 0; i < match->leaves->len; i++)
    print_leaf (match->leaves->pdata[i], i);
}

static void
print_plan (KsReplyPlan *plan)
{
  static const char *const outcomes[] = { "fits", "unchanged", "no-key", "no-certificate" };
  const char *detail = ks_reply_plan_get_detail (plan);

  printf ("outcome: %s: %s\n", outcomes[ks_reply_plan_get_outcome (plan)], ks_reply_plan_get_headline (plan));
  if (detail != NULL)
    printf ("detail: %s\n", detail);
  for (guint i = 0; i < ks_reply_plan_get_n_matches (plan); i++)
    print_match (ks_reply_plan_get_match (plan, i), i);
  for (guint i = 0; i < ks_reply_plan_get_n_surplus (plan); i++) {
    const KsReplySurplus *surplus = ks_reply_plan_get_surplus (plan, i);

    printf ("surplus: %s: %s: %s\n", ks_reply_surplus_reason_get_nick (surplus->reason), surplus->title,
            surplus->sentence);
  }
}

/* All that is proposed, in one step, and the store as it is then. */
static gboolean
apply (KsReplyPlan *plan, KsStore *store, const Options *options, GError **error)
{
  KsReplyChoice choice = { .leaf = (guint) options->leaf, .include_root = !options->without_root };
  guint n = ks_reply_plan_get_n_matches (plan);
  g_autofree const KsReplyChoice **choices = g_new0 (const KsReplyChoice *, n);
  g_autoptr (KsEdit) edit = NULL;
  g_autoptr (GBytes) bytes = NULL;
  gint64 now_ms = g_get_real_time () / 1000;
  KsWriteOptions write = { .password = ks_store_get_password (store), .now_ms = now_ms };
  gsize size = 0;
  const void *data = NULL;

  for (guint i = 0; i < n; i++)
    choices[i] = ks_reply_plan_get_match (plan, i)->is_proposed ? &choice : NULL;
  edit = ks_reply_plan_new_edit (plan, store, store, choices, NULL, now_ms);
  if (edit != NULL && !ks_store_apply (store, edit, error))
    return FALSE;
  bytes = ks_store_serialize (store, &write, NULL, error);
  if (bytes == NULL)
    return FALSE;
  data = g_bytes_get_data (bytes, &size);
  printf ("applied: %s\n", edit != NULL ? ks_edit_get_label (edit) : "nothing");

  return probe_make_write (options->out, data, size, error);
}

static KsReplyPlan *
make_plan (KsStore *store, const ProbeInput *input, const Options *options, GError **error)
{
  g_autoptr (GPtrArray) entries = ks_store_snapshot (store);
  g_autoptr (KsKeyring) keyring = probe_make_keyring (input);
  g_autoptr (KsAnchorSet) anchors = NULL;
  g_autoptr (KsReplyQuery) query = NULL;
  g_autofree char *name = g_path_get_basename (input->file);
  gint64 time = 0;

  if (!probe_read_time (options->at, &time, error) ||
      !probe_read_anchors (options->anchors, input->password, &anchors, error))
    return NULL;
  query = ks_reply_query_new (time);
  ks_reply_query_set_anchors (query, anchors);
  ks_reply_query_add_store (query, entries, name, store, ks_store_is_read_only (store), keyring);
  if (options->alias != NULL)
    ks_reply_query_set_wanted (query, ks_store_find (store, options->alias));
  if (!add_replies (query, options, error) || !add_requests (query, options, error))
    return NULL;

  return ks_reply_plan_new (query, NULL, NULL, NULL, error);
}

int
cmd_reply (int argc, char **argv)
{
  g_auto (ProbeInput) input = { 0 };
  g_auto (Options) options = { 0 };
  g_autoptr (KsStore) store = NULL;
  g_autoptr (KsReplyPlan) plan = NULL;
  g_autoptr (GError) error = NULL;
  const GOptionEntry more[] = {
    { "reply", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &options.replies, NULL, NULL },
    { "reply-password", 0, 0, G_OPTION_ARG_FILENAME, &options.reply_password, NULL, NULL },
    { "request", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &options.requests, NULL, NULL },
    { "alias", 0, 0, G_OPTION_ARG_FILENAME, &options.alias, NULL, NULL },
    { "anchors", 0, 0, G_OPTION_ARG_FILENAME, &options.anchors, NULL, NULL },
    { "at", 0, 0, G_OPTION_ARG_FILENAME, &options.at, NULL, NULL },
    { "out", 0, 0, G_OPTION_ARG_FILENAME, &options.out, NULL, NULL },
    { "without-root", 0, 0, G_OPTION_ARG_NONE, &options.without_root, NULL, NULL },
    { "leaf", 0, 0, G_OPTION_ARG_INT, &options.leaf, NULL, NULL },
    { NULL },
  };

  if (!probe_parse (argc, argv, more, 1, &input))
    return PROBE_USAGE;
  if (options.replies == NULL || options.leaf < 0) {
    g_printerr ("--reply is needed\n");
    return PROBE_USAGE;
  }

  store = probe_load (input.file, input.password, &error);
  plan = store != NULL ? make_plan (store, &input, &options, &error) : NULL;
  if (plan == NULL)
    return probe_report (error);
  print_plan (plan);
  if (options.out != NULL && !apply (plan, store, &options, &error))
    return probe_report (error);

  return ks_reply_plan_get_outcome (plan) == KS_REPLY_FITS ||
             ks_reply_plan_get_outcome (plan) == KS_REPLY_UNCHANGED
           ? PROBE_OK
           : PROBE_NO;
}
