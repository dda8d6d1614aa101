/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "probe.h"

static gboolean
same_bytes (GBytes *a, GBytes *b)
{
  return a == NULL || b == NULL ? a == b : g_bytes_equal (a, b);
}

static gboolean
same_key (KsKey *a, KsKey *b)
{
  if (a == NULL || b == NULL)
    return a == b;

  return ks_key_get_kind (a) == ks_key_get_kind (b) && ks_key_get_form (a) == ks_key_get_form (b) &&
         same_bytes (ks_key_get_bytes (a), ks_key_get_bytes (b)) &&
         ks_secret_equal (ks_key_get_plain (a), ks_key_get_plain (b));
}

static gboolean
same_chain (KsEntry *a, KsEntry *b)
{
  if (ks_entry_get_chain_length (a) != ks_entry_get_chain_length (b))
    return FALSE;

  for (guint i = 0; i < ks_entry_get_chain_length (a); i++) {
    if (!ks_certificate_equal (ks_entry_get_certificate (a, i), ks_entry_get_certificate (b, i)))
      return FALSE;
  }

  return TRUE;
}

/* What differs, or NULL. */
static const char *
find_difference (KsEntry *a, KsEntry *b)
{
  if (strcmp (ks_entry_get_alias (a), ks_entry_get_alias (b)) != 0)
    return "alias";
  if (ks_entry_get_kind (a) != ks_entry_get_kind (b))
    return "kind";
  if (ks_entry_get_created_ms (a) != ks_entry_get_created_ms (b))
    return "date";
  if (!same_key (ks_entry_get_key (a), ks_entry_get_key (b)))
    return "key";
  if (!same_chain (a, b))
    return "chain";
  if (!same_bytes (ks_entry_get_data (a), ks_entry_get_data (b)))
    return "data";

  return NULL;
}

static int
compare (KsStore *before, KsStore *after)
{
  g_autoptr (GPtrArray) left = ks_store_snapshot (before);
  g_autoptr (GPtrArray) right = ks_store_snapshot (after);

  if (left->len != right->len) {
    g_printerr ("%u entries became %u\n", left->len, right->len);
    return PROBE_NO;
  }
  for (guint i = 0; i < left->len; i++) {
    const char *difference = find_difference (left->pdata[i], right->pdata[i]);

    if (difference != NULL) {
      g_autofree char *alias = probe_escape (ks_entry_get_alias (left->pdata[i]));

      g_printerr ("entry %u (%s): another %s\n", i + 1, alias, difference);
      return PROBE_NO;
    }
  }

  return PROBE_OK;
}

int
cmd_roundtrip (int argc, char **argv)
{
  g_auto (ProbeInput) input = { 0 };
  g_autoptr (KsStore) before = NULL;
  g_autoptr (KsStore) after = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;
  KsWriteOptions write = { .now_ms = g_get_real_time () / 1000 };
  KsReadOptions read = { 0 };
  g_autofree char *name = NULL;

  if (!probe_parse (argc, argv, NULL, 1, &input))
    return PROBE_USAGE;

  before = probe_load (input.file, input.password, &error);
  if (before == NULL)
    return probe_report (error);
  bytes = ks_store_serialize (before, &write, NULL, &error);
  if (bytes == NULL)
    return probe_report (error);

  name = g_path_get_basename (input.file);
  read = (KsReadOptions) { .password = input.password, .file_name = name };
  after = ks_store_load (bytes, &read, NULL, &error);
  if (after == NULL)
    return probe_report (error);
  if (ks_store_get_format (after) != ks_store_get_format (before)) {
    g_printerr ("the format became %s\n", ks_store_get_format (after)->id);
    return PROBE_NO;
  }

  return compare (before, after);
}
