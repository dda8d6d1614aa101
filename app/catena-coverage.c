/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "catena-config.h"

#include "catena-coverage.h"

#include <glib/gi18n.h>

struct _CatenaCoverage {
  GPtrArray *hosts;   /* of KsHostName, those that could be names */
  GHashTable *counts; /* KsEntry to Counts */
};

typedef struct {
  guint n_covered;
  char *uncovered;
} Counts;

static void
counts_free (gpointer data)
{
  Counts *counts = data;

  g_free (counts->uncovered);
  g_free (counts);
}

/**
 * catena_coverage_new:
 *
 * Returns: (transfer full): without hosts
 */
CatenaCoverage *
catena_coverage_new (void)
{
  CatenaCoverage *self = g_new0 (CatenaCoverage, 1);

  self->hosts = g_ptr_array_new_with_free_func ((GDestroyNotify) ks_host_name_free);
  self->counts = g_hash_table_new_full (NULL, NULL, g_object_unref, counts_free);
  return self;
}

/**
 * catena_coverage_free:
 * @self: (transfer full): a coverage
 *
 * Frees it.
 */
void
catena_coverage_free (CatenaCoverage *self)
{
  g_ptr_array_unref (self->hosts);
  g_hash_table_unref (self->counts);
  g_free (self);
}

/**
 * catena_coverage_set_hosts:
 * @self: a coverage
 * @hosts: (nullable): the tested hosts, as typed; what is no host counts for nothing
 *
 * Starts again with other hosts.
 */
void
catena_coverage_set_hosts (CatenaCoverage *self, const char *const *hosts)
{
  g_ptr_array_set_size (self->hosts, 0);
  g_hash_table_remove_all (self->counts);
  for (guint i = 0; hosts != NULL && hosts[i] != NULL; i++) {
    g_autoptr (KsHostName) host = ks_host_name_new (hosts[i]);

    if (host->kind != KS_HOST_INVALID)
      g_ptr_array_add (self->hosts, g_steal_pointer (&host));
  }
}

static Counts *
count (CatenaCoverage *self, KsCertificate *leaf)
{
  Counts *counts = g_new0 (Counts, 1);

  for (guint i = 0; i < self->hosts->len; i++) {
    const KsHostName *host = g_ptr_array_index (self->hosts, i);

    if (ks_host_name_is_covered (host, leaf))
      counts->n_covered++;
    else if (counts->uncovered == NULL)
      counts->uncovered = g_strdup_printf (_ ("“%s” is not covered"), ks_host_name_get_text (host));
  }
  return counts;
}

/**
 * catena_coverage_get:
 * @self: a coverage
 * @entry: an entry
 *
 * Returns: how many of the hosts the entry covers; no hosts for an entry that is not asked, as a CA is not
 */
CatenaCovered
catena_coverage_get (CatenaCoverage *self, KsEntry *entry)
{
  KsCertificate *leaf = ks_entry_get_leaf (entry);
  Counts *counts;

  if (self->hosts->len == 0 || leaf == NULL || !ks_host_is_asked_of (leaf))
    return (CatenaCovered) { 0, 0, NULL };
  counts = g_hash_table_lookup (self->counts, entry);
  if (counts == NULL) {
    counts = count (self, leaf);
    g_hash_table_insert (self->counts, g_object_ref (entry), counts);
  }
  return (CatenaCovered) { self->hosts->len, counts->n_covered, counts->uncovered };
}

/**
 * catena_coverage_forget:
 * @self: a coverage
 *
 * Forgets what was counted, and the entries that it was counted for.
 */
void
catena_coverage_forget (CatenaCoverage *self)
{
  g_hash_table_remove_all (self->counts);
}
