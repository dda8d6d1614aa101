/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <stdio.h>

#include "probe.h"

typedef struct {
  char *alias;
  char *other;
  char *other_password;
} Options;

static void
options_clear (Options *options)
{
  g_free (options->alias);
  g_free (options->other);
  g_free (options->other_password);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

static const char *
get_alias (KsEntry *entry)
{
  return entry != NULL ? ks_entry_get_alias (entry) : "";
}

/* A line for each entry, or pair of entries: what they are to each other, both aliases, what else there is to say. */
static int
print_pairs (KsStore *left, KsStore *right)
{
  g_autoptr (GPtrArray) ours = ks_store_snapshot (left);
  g_autoptr (GPtrArray) theirs = ks_store_snapshot (right);
  g_autoptr (GPtrArray) pairs = ks_store_comparison_list_pairs (ours, theirs, FALSE, NULL, NULL);
  gboolean is_same = TRUE;

  for (guint i = 0; i < pairs->len; i++) {
    KsStorePair *pair = pairs->pdata[i];
    g_autofree char *one = probe_escape (get_alias (ks_store_pair_get_left (pair)));
    g_autofree char *other = probe_escape (get_alias (ks_store_pair_get_right (pair)));
    g_autofree char *remark = ks_store_pair_dup_remark (pair);

    printf ("%s\t%s\t%s\t%s\n", ks_store_pair_kind_get_nick (ks_store_pair_get_kind (pair)), one, other,
            remark != NULL ? remark : "");
    is_same &= ks_store_pair_get_kind (pair) == KS_STORE_PAIR_SAME;
  }
  return is_same ? PROBE_OK : PROBE_NO;
}

/* The certificate or the request of an entry. */
static gboolean
find (KsStore *store, const char *alias, KsComparand *comparand, GError **error)
{
  KsEntry *entry = ks_store_find (store, alias);

  if (entry != NULL && ks_entry_get_leaf (entry) != NULL)
    comparand->certificate = g_object_ref (ks_entry_get_leaf (entry));
  else if (entry != NULL && ks_entry_get_kind (entry) == KS_ENTRY_REQUEST)
    comparand->request = ks_request_new (ks_entry_get_data (entry), error);
  else
    g_set_error (error, KS_ERROR, KS_ERROR_NOT_FOUND, "no certificate or request “%s”", alias);
  return comparand->certificate != NULL || comparand->request != NULL;
}

static void
clear (KsComparand *comparand)
{
  g_clear_object (&comparand->certificate);
  g_clear_object (&comparand->request);
}

static int
print_comparison (const KsComparand *left, const KsComparand *right)
{
  g_autoptr (KsComparison) comparison = ks_comparison_new (left, right);
  g_autofree char *text = ks_comparison_dup_text (comparison, "1", "2", FALSE);

  printf ("%s", text);
  return ks_comparison_get_relation (comparison) == KS_RELATION_IDENTICAL ? PROBE_OK : PROBE_NO;
}

static int
compare_entries (KsStore *left, KsStore *right, const Options *options)
{
  KsComparand ours = { NULL }, theirs = { NULL };
  g_autoptr (GError) error = NULL;
  int status;

  if (find (left, options->alias, &ours, &error) &&
      find (right, options->other != NULL ? options->other : options->alias, &theirs, &error))
    status = print_comparison (&ours, &theirs);
  else
    status = probe_report (error);
  clear (&ours);
  clear (&theirs);
  return status;
}

int
cmd_compare (int argc, char **argv)
{
  g_auto (ProbeInput) input = { 0 };
  g_auto (Options) options = { 0 };
  g_autoptr (KsSecret) password = NULL;
  g_autoptr (KsStore) left = NULL;
  g_autoptr (KsStore) right = NULL;
  g_autoptr (GError) error = NULL;
  const GOptionEntry more[] = {
    { "alias", 0, 0, G_OPTION_ARG_FILENAME, &options.alias, NULL, NULL },
    { "other-alias", 0, 0, G_OPTION_ARG_FILENAME, &options.other, NULL, NULL },
    { "other-password", 0, 0, G_OPTION_ARG_FILENAME, &options.other_password, NULL, NULL },
    { NULL },
  };

  if (!probe_parse (argc, argv, more, 2, &input))
    return PROBE_USAGE;
  if (options.other_password != NULL)
    password = probe_secret (options.other_password);
  left = probe_load (input.files[0], input.password, &error);
  if (left != NULL)
    right = probe_load (input.files[1], password != NULL ? password : input.password, &error);
  if (right == NULL)
    return probe_report (error);
  return options.alias != NULL ? compare_entries (left, right, &options) : print_pairs (left, right);
}
