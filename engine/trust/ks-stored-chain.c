/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-config.h"

#include "ks-stored-chain.h"

#include <glib/gi18n-lib.h>

static gboolean
issues (const KsCheckSettings *settings, KsCertificate *issuer, KsCertificate *child)
{
  return ks_certificate_is_readable (issuer) && ks_certificate_is_readable (child) &&
         ks_name_equal (ks_certificate_get_issuer (child), ks_certificate_get_subject (issuer)) &&
         ks_signature_cache_verify (settings->signatures, child, issuer);
}

/* Whether a client that has the anchors needs nothing above @top. */
static gboolean
is_closed (const KsCheckSettings *settings, KsCertificate *top)
{
  g_autoptr (GPtrArray) anchors = NULL;

  if (!ks_certificate_is_readable (top))
    return FALSE;
  if (ks_signature_cache_is_self_signed (settings->signatures, top))
    return TRUE;
  if (settings->anchors == NULL)
    return FALSE;
  if (ks_anchor_set_contains (settings->anchors, top))
    return TRUE;
  anchors = ks_anchor_set_find_subject (settings->anchors, ks_certificate_get_issuer (top));
  for (guint i = 0; i < anchors->len; i++)
    if (issues (settings, g_ptr_array_index (anchors, i), top))
      return TRUE;
  return FALSE;
}

static int
find_issuer (const KsCheckSettings *settings, KsEntry *entry, const gboolean *used, guint child)
{
  guint n = ks_entry_get_chain_length (entry);
  KsCertificate *below = ks_entry_get_certificate (entry, child);

  /* The next one first: where it fits, the chain is in order whatever else could fit too. */
  for (guint i = 1; i < n; i++) {
    guint at = (child + i) % n;

    if (!used[at] && issues (settings, ks_entry_get_certificate (entry, at), below))
      return (int) at;
  }
  return -1;
}

static guint
mark_duplicates (KsEntry *entry, gboolean *used)
{
  guint n = ks_entry_get_chain_length (entry);
  guint duplicates = 0;

  for (guint i = 1; i < n; i++)
    for (guint j = 0; j < i && !used[i]; j++)
      if (ks_certificate_equal (ks_entry_get_certificate (entry, i), ks_entry_get_certificate (entry, j))) {
        used[i] = TRUE;
        duplicates++;
      }
  return duplicates;
}

/**
 * ks_stored_chain_read:
 * @self: (out caller-allocates): what was found
 * @settings: what the verdict depends on
 * @entry: an entry with certificates
 *
 * Follows the chain from the entry's first certificate by what the entry itself holds, as a client does that gets it sent.
 */
void
ks_stored_chain_read (KsStoredChain *self, const KsCheckSettings *settings, KsEntry *entry)
{
  guint n = ks_entry_get_chain_length (entry);
  g_autofree gboolean *used = g_new0 (gboolean, n);
  guint at = 0;
  int next = 0;

  *self = (KsStoredChain) { .total = n, .reached = 1, .ordered = TRUE };
  self->duplicates = mark_duplicates (entry, used);
  used[0] = TRUE;
  while (!ks_signature_cache_is_self_signed (settings->signatures, ks_entry_get_certificate (entry, at)) &&
         (next = find_issuer (settings, entry, used, at)) >= 0) {
    self->ordered &= (guint) next == at + 1;
    used[next] = TRUE;
    at = (guint) next;
    self->reached++;
  }
  self->closed = is_closed (settings, ks_entry_get_certificate (entry, at));
  self->top = ks_entry_get_certificate (entry, at);
  self->has_root = self->reached > 1 && ks_signature_cache_is_self_signed (settings->signatures, self->top);
}

static guint
count_surplus (const KsStoredChain *self)
{
  return self->total - self->reached - self->duplicates;
}

/**
 * ks_stored_chain_get_state:
 * @self: what was found
 *
 * Returns: the first of the four verdicts
 */
KsState
ks_stored_chain_get_state (const KsStoredChain *self)
{
  if (!self->ordered || !self->closed)
    return KS_STATE_FAIL;
  return count_surplus (self) > 0 || self->duplicates > 0 ? KS_STATE_WARNING : KS_STATE_PASS;
}

/**
 * ks_stored_chain_is_asked:
 * @entry: an entry with certificates
 *
 * Returns: whether the chain as stored matters; for a trusted certificate by itself the question does not arise
 */
gboolean
ks_stored_chain_is_asked (KsEntry *entry)
{
  return ks_entry_get_kind (entry) == KS_ENTRY_KEY || ks_entry_get_chain_length (entry) > 1;
}

/**
 * ks_stored_chain_say_gap:
 * @self: what was found of a chain that is not closed
 *
 * Returns: (transfer full): which certificate the entry lacks, and of whom it is the issuer; translated
 */
char *
ks_stored_chain_say_gap (const KsStoredChain *self)
{
  const char *child = ks_certificate_get_title (self->top);
  const char *issuer =
    ks_certificate_is_readable (self->top) ? ks_name_get_title (ks_certificate_get_issuer (self->top)) : "";

  if (*issuer == '\0')
    return g_strdup_printf (_ ("The issuer of “%s” is not in this entry."), child);
  /* Translators: two certificates: “Example TLS CA 2”, the issuer of “gw.example.org”, … */
  return g_strdup_printf (_ ("“%s”, the issuer of “%s”, is not in this entry."), issuer, child);
}

static gboolean
is_stored_subject (KsEntry *entry, KsName *name)
{
  guint n = ks_entry_get_chain_length (entry);

  for (guint i = 0; i < n; i++) {
    KsCertificate *certificate = ks_entry_get_certificate (entry, i);

    if (ks_certificate_is_readable (certificate) &&
        ks_name_equal (ks_certificate_get_subject (certificate), name))
      return TRUE;
  }
  return FALSE;
}

/* The first certificate whose issuer is nowhere in the entry, though another certificate follows, or the chain ends without being
 * closed. An issuer that stands in the wrong place is no gap. */
static void
find_gap (KsPath *path, const KsCheckSettings *settings, KsEntry *entry)
{
  guint n = ks_entry_get_chain_length (entry);

  for (guint i = 0; i < n && path->missing == NULL; i++) {
    KsCertificate *certificate = ks_entry_get_certificate (entry, i);

    if (!ks_certificate_is_readable (certificate) || ks_certificate_is_self_issued (certificate) ||
        is_stored_subject (entry, ks_certificate_get_issuer (certificate)) ||
        (i + 1 == n && is_closed (settings, certificate)))
      continue;
    path->missing = ks_missing_issuer_new (certificate);
    path->missing_after = i;
  }
}

static KsPath *
draw_as_stored (const KsCheckSettings *settings, KsEntry *entry)
{
  KsPath *path = ks_path_new ();
  guint n = ks_entry_get_chain_length (entry);

  for (guint i = 0; i < n; i++)
    ks_path_add_node (path, ks_entry_get_certificate (entry, i), KS_PROVENANCE_ENTRY, NULL, (int) i);
  find_gap (path, settings, entry);
  path->reaches_anchor = path->missing == NULL && settings->anchors != NULL &&
                         is_closed (settings, ks_entry_get_certificate (entry, n - 1));
  ks_check_path (settings, path);
  return path;
}

static void
add_result (KsVerdict *verdict, const char *check, KsState state, const KsStoredChain *chain, char *sentence)
{
  g_autofree char *ours = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u certificate stored",
                                                        "%u certificates stored", chain->total),
                                           chain->total);
  g_autofree char *theirs =
    g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u in the chain", "%u in the chain", chain->reached),
                     chain->reached);

  g_ptr_array_add (verdict->entry_results, ks_result_new (check, state, ours, theirs, sentence));
}

static void
add_results (KsVerdict *verdict, const KsStoredChain *chain)
{
  guint surplus = count_surplus (chain);

  add_result (verdict, "chain-order", chain->ordered ? KS_STATE_PASS : KS_STATE_FAIL, chain,
              g_strdup (chain->ordered ? _ ("Each certificate is followed by its issuer.")
                                       : _ ("The chain is in the wrong order.")));
  add_result (verdict, "chain-complete", chain->closed ? KS_STATE_PASS : KS_STATE_FAIL, chain,
              chain->closed ? g_strdup (_ ("No certificate is missing in between."))
                            : ks_stored_chain_say_gap (chain));
  /* Above a gap nobody can tell what belongs to the chain. */
  if (chain->closed && surplus > 0)
    add_result (verdict, "chain-surplus", KS_STATE_WARNING, chain,
                g_strdup_printf (g_dngettext (GETTEXT_PACKAGE,
                                              "%u stored certificate does not belong to the chain.",
                                              "%u stored certificates do not belong to the chain.", surplus),
                                 surplus));
  if (chain->duplicates > 0)
    add_result (verdict, "chain-duplicate", KS_STATE_WARNING, chain,
                g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u certificate is stored twice.",
                                              "%u certificates are stored more than once.",
                                              chain->duplicates),
                                 chain->duplicates));
  if (chain->has_root)
    add_result (verdict, "chain-root", KS_STATE_PASS, chain,
                g_strdup (_ ("The root is stored too. Clients need their own copy of it all the same.")));
}

/* One to three words for the verdict strip. */
static char *
make_words (const KsStoredChain *chain)
{
  guint surplus = count_surplus (chain);

  if (!chain->ordered)
    return g_strdup (_ ("Wrong order"));
  if (!chain->closed && surplus > 0)
    /* Translators: the stored chain has a gap behind certificate %u of %u */
    return g_strdup_printf (_ ("Gap after %u of %u"), chain->reached, chain->total);
  if (!chain->closed)
    return g_strdup (_ ("Incomplete"));
  if (surplus > 0)
    /* Translators: %u certificates that do not belong to the chain */
    return g_strdup_printf (_ ("%u surplus"), surplus);
  if (chain->duplicates > 0)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u duplicate", "%u duplicates", chain->duplicates),
                            chain->duplicates);
  return g_strdup (_ ("Complete"));
}

/**
 * ks_verdict_judge_stored:
 * @verdict: a verdict in the making, whose entry has certificates
 * @settings: what it depends on
 *
 * The first of the four verdicts: the chain as it is stored, and as a server would send it. For a trusted certificate the question does
 * not arise.
 */
void
ks_verdict_judge_stored (KsVerdict *verdict, const KsCheckSettings *settings)
{
  KsStoredChain chain;

  verdict->stored = draw_as_stored (settings, verdict->entry);
  if (!ks_stored_chain_is_asked (verdict->entry)) {
    ks_verdict_set_part (verdict, KS_PART_STORED, KS_STATE_NOT_APPLICABLE, g_strdup (_ ("One certificate")));
    return;
  }
  ks_stored_chain_read (&chain, settings, verdict->entry);
  add_results (verdict, &chain);
  ks_verdict_set_part (verdict, KS_PART_STORED, ks_stored_chain_get_state (&chain), make_words (&chain));
}
