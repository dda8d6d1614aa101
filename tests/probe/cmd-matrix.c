/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <stdio.h>

#include "probe.h"

typedef struct {
  char *alias;
  char **anchors;
  char **at;
  char *role;
} Options;

static void
options_clear (Options *options)
{
  g_free (options->alias);
  g_strfreev (options->anchors);
  g_strfreev (options->at);
  g_free (options->role);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

static gboolean
read_times (const Options *options, GArray *times, GError **error)
{
  gint64 time = 0;

  for (gsize i = 0; i == 0 || options->at[i] != NULL; i++) {
    if (!probe_read_time (options->at != NULL ? options->at[i] : NULL, &time, error))
      return FALSE;
    g_array_append_val (times, time);
    if (options->at == NULL)
      break;
  }
  return TRUE;
}

/* A truststore that cannot be read is a row all the same. */
static void
read_judges (const Options *options, KsSecret *password, GArray *judges, GPtrArray *sets)
{
  for (gsize i = 0; options->anchors != NULL && options->anchors[i] != NULL; i++) {
    KsTrustJudge judge = { .name = options->anchors[i] };

    if (probe_read_anchors (options->anchors[i], password, &judge.anchors, NULL) && judge.anchors != NULL)
      g_ptr_array_add (sets, judge.anchors);
    else
      judge.why_absent = "Locked";
    g_array_append_val (judges, judge);
  }
}

static void
print_matrix (KsTrustMatrix *matrix)
{
  for (guint row = 0; row < ks_trust_matrix_get_n_rows (matrix); row++) {
    printf ("%s", ks_trust_matrix_get_name (matrix, row));
    for (guint time = 0; time < ks_trust_matrix_get_n_times (matrix); time++) {
      const KsTrustAnswer *answer = ks_trust_matrix_get_answer (matrix, row, time);

      printf ("\t%s\t%s\t%s", ks_state_get_nick (answer->state),
              answer->check != NULL ? answer->check->id : "-", answer->sentence);
    }
    printf ("\t%s\n", ks_trust_matrix_lacks_anchor (matrix, row) ? "lacks-anchor" : "-");
  }
}

static KsTrustMatrix *
make_matrix (const ProbeInput *input, const Options *options, GError **error)
{
  g_autoptr (KsStore) store = probe_load (input->file, input->password, error);
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GArray) judges = g_array_new (FALSE, FALSE, sizeof (KsTrustJudge));
  g_autoptr (GPtrArray) sets = g_ptr_array_new_with_free_func (g_object_unref);
  KsTrustQuestion question = { .role = KS_ROLE_KIND_GENERAL };

  if (store == NULL || !read_times (options, times, error))
    return NULL;
  question.entry = ks_store_find (store, options->alias);
  if (question.entry == NULL ||
      (options->role != NULL && !ks_role_kind_from_nick (options->role, &question.role))) {
    g_set_error (error, KS_ERROR, KS_ERROR_NOT_FOUND, "no such entry, or no such role");
    return NULL;
  }
  read_judges (options, input->password, judges, sets);
  question.judges = (gconstpointer) judges->data;
  question.n_judges = judges->len;
  question.times = (gconstpointer) times->data;
  question.n_times = times->len;
  return ks_trust_matrix_new (&question, NULL, error);
}

int
cmd_matrix (int argc, char **argv)
{
  g_auto (ProbeInput) input = { 0 };
  g_auto (Options) options = { 0 };
  g_autoptr (KsTrustMatrix) matrix = NULL;
  g_autoptr (GError) error = NULL;
  const GOptionEntry more[] = {
    { "alias", 0, 0, G_OPTION_ARG_FILENAME, &options.alias, NULL, NULL },
    { "anchors", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &options.anchors, NULL, NULL },
    { "at", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &options.at, NULL, NULL },
    { "role", 0, 0, G_OPTION_ARG_STRING, &options.role, NULL, NULL },
    { NULL },
  };

  if (!probe_parse (argc, argv, more, 1, &input))
    return PROBE_USAGE;
  if (options.alias == NULL) {
    g_printerr ("--alias is needed\n");
    return PROBE_USAGE;
  }

  matrix = make_matrix (&input, &options, &error);
  if (matrix == NULL)
    return probe_report (error);
  print_matrix (matrix);
  return PROBE_OK;
}
