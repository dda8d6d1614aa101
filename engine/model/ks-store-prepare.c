/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-store-private.h"

/* Below this many entries a second thread costs more than it saves. */
#define MIN_SHARED 64

/* How many entries a thread takes at a time. */
#define PORTION 64

typedef struct {
  GPtrArray *entries;
  GCancellable *cancellable;
  int next; /* atomic: the first entry that nobody has taken */
} Work;

static void
prepare_certificate (KsCertificate *certificate)
{
  ks_name_get_text (ks_certificate_get_subject (certificate));
  ks_name_get_text (ks_certificate_get_issuer (certificate));
  ks_certificate_get_not_before (certificate);
  ks_certificate_get_not_after (certificate);
  ks_certificate_get_n_alt_names (certificate);
}

static void
prepare_entry (KsEntry *entry)
{
  for (guint i = 0; i < ks_entry_get_chain_length (entry); i++)
    prepare_certificate (ks_entry_get_certificate (entry, i));
  ks_entry_get_title (entry);
  ks_entry_get_sort_key (entry);
}

static void
prepare_some (gpointer data, gpointer user_data)
{
  Work *work = data;

  while (!g_cancellable_is_cancelled (work->cancellable)) {
    guint first = (guint) g_atomic_int_add (&work->next, PORTION);

    if (first >= work->entries->len)
      return;
    for (guint i = first; i < MIN (first + PORTION, work->entries->len); i++)
      prepare_entry (work->entries->pdata[i]);
  }
}

/**
 * ks_store_prepare:
 * @self: a store
 * @cancellable: (nullable): to stop it
 *
 * Reads names, dates and alternative names of all certificates, which are read on first use otherwise. For the worker that
 * loads a file, so that a long list scrolls at once; it helps itself with a second thread.
 */
void
ks_store_prepare (KsStore *self, GCancellable *cancellable)
{
  Work work = { self->entries, cancellable, 0 };
  GThreadPool *helper = NULL;

  if (self->entries->len >= MIN_SHARED && g_get_num_processors () > 1)
    helper = g_thread_pool_new (prepare_some, NULL, 1, FALSE, NULL);
  if (helper != NULL)
    g_thread_pool_push (helper, &work, NULL);

  prepare_some (&work, NULL);

  if (helper != NULL)
    g_thread_pool_free (helper, FALSE, TRUE);
}
