/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-config.h"

#include "ks-host-columns.h"

/* What a name is worth to the table. */
typedef struct {
  guint index;
  guint worth;
} Candidate;

/* A name that decides is worth more than any that only came near. */
#define DECIDES 100

static int
by_worth (gconstpointer a, gconstpointer b)
{
  const Candidate *one = a, *other = b;

  if (one->worth != other->worth)
    return one->worth > other->worth ? -1 : 1;
  return one->index < other->index ? -1 : 1;
}

static int
by_index (gconstpointer a, gconstpointer b)
{
  const guint *one = a, *other = b;

  return *one < *other ? -1 : *one > *other;
}

static void
weigh (GArray *candidates, const KsHostMatch *match)
{
  for (guint i = 0; i < match->cells->len; i++) {
    const KsHostComparison *cell = g_ptr_array_index (match->cells, i);
    Candidate *candidate = &g_array_index (candidates, Candidate, i);
    guint worth = cell != NULL ? cell->nearness : 0;

    if ((int) i == match->alt_name)
      worth += DECIDES;
    candidate->worth = MAX (candidate->worth, worth);
  }
}

static GArray *
make_candidates (GPtrArray *hosts)
{
  const KsHostResult *first = hosts->len > 0 ? g_ptr_array_index (hosts, 0) : NULL;
  guint n = first != NULL ? first->match->cells->len : 0;
  GArray *candidates = g_array_sized_new (FALSE, TRUE, sizeof (Candidate), n);

  for (guint i = 0; i < n; i++) {
    const Candidate candidate = { i, 0 };

    g_array_append_val (candidates, candidate);
  }
  return candidates;
}

/**
 * ks_host_columns_new:
 * @hosts: (element-type KsHostResult): the tested hosts, all about one certificate
 * @max: how many names there is room for
 *
 * Chooses the names that are worth a column: all of them where there is room, else those that decide, then those that come near, the
 * nearest first.
 *
 * Returns: (transfer full): the columns
 */
KsHostColumns *
ks_host_columns_new (GPtrArray *hosts, guint max)
{
  KsHostColumns *self = g_new0 (KsHostColumns, 1);
  g_autoptr (GArray) candidates = make_candidates (hosts);
  guint n = candidates->len;

  self->names = g_array_new (FALSE, FALSE, sizeof (guint));
  for (guint i = 0; i < hosts->len; i++) {
    const KsHostResult *host = g_ptr_array_index (hosts, i);

    weigh (candidates, host->match);
    if (host->match->common_name != NULL)
      self->common_name = TRUE;
  }
  g_array_sort (candidates, by_worth);
  for (guint i = 0; i < MIN (n, max); i++) {
    const Candidate *candidate = &g_array_index (candidates, Candidate, i);

    if (n <= max || candidate->worth > 0)
      g_array_append_val (self->names, candidate->index);
  }
  g_array_sort (self->names, by_index);
  self->n_more = n - self->names->len;
  return self;
}

/**
 * ks_host_columns_free:
 * @self: (transfer full): columns
 *
 * Frees them.
 */
void
ks_host_columns_free (KsHostColumns *self)
{
  g_array_unref (self->names);
  g_free (self);
}

/**
 * ks_host_columns_equal:
 * @a: columns
 * @b: other columns
 *
 * Returns: whether both show the same names
 */
gboolean
ks_host_columns_equal (const KsHostColumns *a, const KsHostColumns *b)
{
  return a->n_more == b->n_more && a->common_name == b->common_name && a->names->len == b->names->len &&
         memcmp (a->names->data, b->names->data, a->names->len * sizeof (guint)) == 0;
}
