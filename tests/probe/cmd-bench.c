/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <json-glib/json-glib.h>
#include <openssl/x509v3.h>
#include <stdio.h>

#include "bench-verify.h"
#include "probe.h"

#define MAX_FILE_SIZE (256 * 1024 * 1024)

/* Each figure is the median of this many runs, which take turns so that all see the same machine. */
#define N_RUNS 5

enum {
  READ,
  INTEGRITY,
  OPENED,
  PARSED,
  LIST,
  VERIFY_ALL,
  FLOOR_D2I,
  FLOOR_VERIFY,
  LINT,
  WEAKNESS,
  N_FIGURES
};

static const char *const names[N_FIGURES] = {
  "read_ms",       "integrity_ms", "opened_ms",       "parsed_ms", "list_ms",
  "verify_all_ms", "floor_d2i_ms", "floor_verify_ms", "lint_ms",   "weakness_ms",
};

typedef struct {
  GFile *file;
  KsSecret *password;
  guint n_entries;
  guint n_linted;
  X509_STORE *x509_store; /* made in the first run */
  double figures[N_FIGURES][N_RUNS];
} Bench;

static double
since (gint64 start)
{
  return (double) (g_get_monotonic_time () - start) / 1000;
}

/* The file read, its integrity verified, and every entry with its DER at hand. */
static KsStore *
open_store (Bench *bench, guint run, GError **error)
{
  gint64 start = g_get_monotonic_time ();
  g_autoptr (GBytes) bytes = ks_file_read (bench->file, MAX_FILE_SIZE, NULL, NULL, error);
  KsReadOptions options = { .password = bench->password };
  KsStore *store;

  if (bytes == NULL)
    return NULL;
  bench->figures[READ][run] = since (start);

  store = ks_store_load (bytes, &options, NULL, error);
  bench->figures[OPENED][run] = since (start);

  return store;
}

/* What verifying the integrity adds: the same reading with and without the password. */
static gboolean
measure_integrity (Bench *bench, guint run, GError **error)
{
  g_autoptr (GBytes) bytes = ks_file_read (bench->file, MAX_FILE_SIZE, NULL, NULL, error);
  g_autoptr (KsStore) with = NULL;
  g_autoptr (KsStore) without = NULL;
  KsReadOptions options = { .password = bench->password };
  double with_ms, without_ms;
  gint64 start = g_get_monotonic_time ();

  if (bytes == NULL)
    return FALSE;
  with = ks_store_load (bytes, &options, NULL, error);
  with_ms = since (start);
  if (with == NULL)
    return FALSE;

  options.password = NULL;
  start = g_get_monotonic_time ();
  without = ks_store_load (bytes, &options, NULL, NULL);
  without_ms = since (start);
  bench->figures[INTEGRITY][run] = MAX (0, with_ms - without_ms);

  return TRUE;
}

/* What OpenSSL takes at least: each certificate once, one thread, all kept until the end. */
static double
measure_d2i (GPtrArray *entries)
{
  g_autoptr (GPtrArray) kept = g_ptr_array_new_with_free_func ((GDestroyNotify) X509_free);
  gint64 start = g_get_monotonic_time ();

  for (guint i = 0; i < entries->len; i++) {
    for (guint j = 0; j < ks_entry_get_chain_length (entries->pdata[i]); j++) {
      GBytes *der = ks_certificate_get_der (ks_entry_get_certificate (entries->pdata[i], j));
      gsize size;
      const guint8 *data = g_bytes_get_data (der, &size);

      g_ptr_array_add (kept, d2i_X509 (NULL, &data, (long) size));
    }
  }

  return since (start);
}

static double
measure_list (GPtrArray *entries)
{
  g_autoptr (GString) text = g_string_new (NULL);
  gint64 start = g_get_monotonic_time ();

  for (guint i = 0; i < entries->len; i++) {
    g_string_append (text, ks_entry_get_alias (entries->pdata[i]));
    for (guint j = 0; j < ks_entry_get_chain_length (entries->pdata[i]); j++)
      g_string_append (text, ks_certificate_get_sha256 (ks_entry_get_certificate (entries->pdata[i], j)));
  }

  return since (start);
}

/* Both ways of verifying find the certificates parsed, with the extensions that OpenSSL reads when it first needs them. */
static void
parse_for_openssl (GPtrArray *entries)
{
  for (guint i = 0; i < entries->len; i++) {
    for (guint j = 0; j < ks_entry_get_chain_length (entries->pdata[i]); j++) {
      X509 *certificate = ks_certificate_get_x509 (ks_entry_get_certificate (entries->pdata[i], j));

      if (certificate != NULL)
        X509_check_purpose (certificate, -1, 0);
    }
  }
}

/* Whoever comes first finds keys that OpenSSL has not prepared yet, so they take turns in that, too. */
static void
measure_verify (Bench *bench, guint run, GPtrArray *entries, gint64 now)
{
  if (run % 2 == 1)
    bench->figures[FLOOR_VERIFY][run] = bench_verify_floor (entries, bench->x509_store);
  bench->figures[VERIFY_ALL][run] = bench_verify (entries, now);
  if (run % 2 == 0)
    bench->figures[FLOOR_VERIFY][run] = bench_verify_floor (entries, bench->x509_store);
}

/* What the list of entries does not wait for, and so is no part of any ratio. */
static void
measure_lints (Bench *bench, guint run, GPtrArray *entries)
{
  g_autoptr (GPtrArray) certificates = bench_list_certificates (entries);

  bench->n_linted = certificates->len;
  bench->figures[LINT][run] = bench_lint (certificates);
  bench->figures[WEAKNESS][run] = bench_weakness (certificates);
}

static gboolean
measure (Bench *bench, guint run, GError **error)
{
  g_autoptr (KsStore) store = open_store (bench, run, error);
  g_autoptr (GPtrArray) entries = NULL;
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  gint64 start;

  if (store == NULL)
    return FALSE;
  entries = ks_store_snapshot (store);
  bench->n_entries = entries->len;

  bench->figures[FLOOR_D2I][run] = measure_d2i (entries);
  start = g_get_monotonic_time ();
  ks_store_prepare (store, NULL);
  bench->figures[PARSED][run] = since (start);
  bench->figures[LIST][run] = measure_list (entries);
  parse_for_openssl (entries);
  if (bench->x509_store == NULL)
    bench->x509_store = bench_make_store (entries, now);
  measure_verify (bench, run, entries, now);
  measure_lints (bench, run, entries);

  return measure_integrity (bench, run, error);
}

static int
compare_figures (gconstpointer a, gconstpointer b, gpointer data)
{
  double x = *(const double *) a, y = *(const double *) b;

  return (x > y) - (x < y);
}

static double
median (Bench *bench, guint figure)
{
  g_sort_array (bench->figures[figure], N_RUNS, sizeof (double), compare_figures, NULL);

  return bench->figures[figure][N_RUNS / 2];
}

static void
print_result (Bench *bench, gboolean json)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;
  g_autofree char *text = NULL;
  double medians[N_FIGURES];

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "entries");
  json_builder_add_int_value (builder, bench->n_entries);
  json_builder_set_member_name (builder, "linted_certificates");
  json_builder_add_int_value (builder, bench->n_linted);
  for (guint i = 0; i < N_FIGURES; i++) {
    medians[i] = median (bench, i);
    json_builder_set_member_name (builder, names[i]);
    json_builder_add_double_value (builder, medians[i]);
    if (!json)
      printf ("%-14s %10.3f\n", names[i], medians[i]);
  }
  json_builder_set_member_name (builder, "opened_ratio");
  json_builder_add_double_value (builder, medians[OPENED] / medians[FLOOR_D2I]);
  json_builder_set_member_name (builder, "parsed_ratio");
  json_builder_add_double_value (builder, medians[PARSED] / medians[FLOOR_D2I]);
  json_builder_set_member_name (builder, "verify_ratio");
  json_builder_add_double_value (builder, medians[VERIFY_ALL] / medians[FLOOR_VERIFY]);
  json_builder_end_object (builder);

  root = json_builder_get_root (builder);
  text = json_to_string (root, TRUE);
  if (json)
    printf ("%s\n", text);
}

int
cmd_bench (int argc, char **argv)
{
  gboolean json = FALSE;
  const GOptionEntry options[] = {
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, NULL, NULL },
    { NULL },
  };
  g_auto (ProbeInput) input = { 0 };
  g_autoptr (GFile) file = NULL;
  g_autoptr (GError) error = NULL;
  Bench bench = { 0 };

  if (!probe_parse (argc, argv, options, 1, &input))
    return PROBE_USAGE;

  file = g_file_new_for_path (input.file);
  bench.file = file;
  bench.password = input.password;
  for (guint run = 0; run < N_RUNS && error == NULL; run++)
    measure (&bench, run, &error);
  X509_STORE_free (bench.x509_store);
  if (error != NULL)
    return probe_report (error);
  print_result (&bench, json);

  return PROBE_OK;
}
