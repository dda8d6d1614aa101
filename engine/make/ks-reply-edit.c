/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-config.h"

#include <glib/gi18n-lib.h>

#include "ks-reply-private.h"

static const KsReplyLeaf *
get_leaf (const KsReplyMatch *match, const KsReplyChoice *choice)
{
  return ks_reply_match_get_leaf (match, MIN (choice->leaf, match->leaves->len - 1));
}

static const KsReplyChain *
get_chain (const KsReplyMatch *match, const KsReplyChoice *choice)
{
  const KsReplyLeaf *leaf = get_leaf (match, choice);

  return ks_reply_leaf_get_chain (leaf, MIN (choice->chain, leaf->chains->len - 1));
}

/**
 * ks_reply_match_list_chain:
 * @match: an entry and what the reply has for it
 * @choice: what was chosen
 *
 * Returns: (transfer container) (element-type KsCertificate): the chain that the entry would get, leaf first
 */
GPtrArray *
ks_reply_match_list_chain (const KsReplyMatch *match, const KsReplyChoice *choice)
{
  const KsReplyChain *chain = get_chain (match, choice);
  guint n = chain->parts->len - (chain->has_root && !choice->include_root ? 1 : 0);
  GPtrArray *certificates = g_ptr_array_new ();

  for (guint i = 0; i < n; i++)
    g_ptr_array_add (certificates, ks_reply_chain_get_part (chain, i)->certificate);

  return certificates;
}

/**
 * ks_reply_match_get_after:
 * @match: an entry and what the reply has for it
 * @choice: what was chosen
 *
 * Returns: (transfer none): the verdict on the entry with that chain
 */
KsVerdict *
ks_reply_match_get_after (const KsReplyMatch *match, const KsReplyChoice *choice)
{
  const KsReplyChain *chain = get_chain (match, choice);

  return chain->has_root && !choice->include_root ? chain->verdict_without_root : chain->verdict;
}

static gboolean
has_chain (KsEntry *entry, GPtrArray *chain)
{
  if (ks_entry_get_chain_length (entry) != chain->len)
    return FALSE;
  for (guint i = 0; i < chain->len; i++)
    if (!ks_certificate_equal (ks_entry_get_certificate (entry, i), chain->pdata[i]))
      return FALSE;

  return TRUE;
}

/**
 * ks_reply_match_new_edit:
 * @match: an entry and what the reply has for it
 * @choice: what was chosen
 *
 * Makes the step that gives the entry its new chain. Its key stays as it is.
 *
 * Returns: (transfer full) (nullable): the edit, or %NULL when the entry has that chain already
 */
KsEdit *
ks_reply_match_new_edit (const KsReplyMatch *match, const KsReplyChoice *choice)
{
  g_autoptr (GPtrArray) chain = ks_reply_match_list_chain (match, choice);
  g_autofree char *alias = ks_text_make_visible (ks_entry_get_alias (match->entry));
  g_autofree char *label = NULL;
  g_autoptr (KsEntry) changed = NULL;

  if (has_chain (match->entry, chain))
    return NULL;
  /* Translators: %s is an alias */
  label = g_strdup_printf (_ ("Reply applied to “%s”"), alias);
  changed = ks_entry_with_chain (match->entry, chain);

  return ks_edit_new_replace (label, match->entry, changed);
}

static void
add_kept (GPtrArray *edits, KsStore *store, GPtrArray *kept, gint64 now_ms)
{
  g_autoptr (KsStore) scratch = ks_store_copy (store);

  for (guint i = 0; kept != NULL && i < kept->len; i++) {
    g_autoptr (GPtrArray) chain = g_ptr_array_new ();
    g_autoptr (KsKeyring) keyring = ks_keyring_new (NULL);
    g_autoptr (KsEntry) entry = NULL;
    g_autoptr (KsEntry) converted = NULL;

    g_ptr_array_add (chain, kept->pdata[i]);
    entry =
      ks_entry_new (KS_ENTRY_CERTIFICATE, ks_certificate_get_title (kept->pdata[i]), now_ms, NULL, chain);
    converted = ks_convert_entry (entry, scratch, keyring, NULL, now_ms, NULL);
    if (converted == NULL)
      continue;
    ks_store_add_loaded (scratch, converted);
    g_ptr_array_add (edits, ks_edit_new_insert ("", converted));
  }
}

static char *
make_label (GPtrArray *edits, guint n_matches)
{
  if (n_matches == 1)
    return g_strdup (ks_edit_get_label (edits->pdata[0]));
  if (n_matches > 1)
    return g_strdup_printf (ngettext ("Reply applied to %u entry", "Reply applied to %u entries", n_matches),
                            n_matches);

  return g_strdup_printf (ngettext ("%u certificate added", "%u certificates added", edits->len), edits->len);
}

/**
 * ks_reply_plan_new_edit:
 * @self: a plan
 * @tag: which of the stores
 * @store: that store itself; it is not changed
 * @choices: (nullable) (array): one for each match of the plan; %NULL in it leaves the match alone, and those of other stores are ignored
 * @kept: (nullable) (element-type KsCertificate): surplus that becomes trusted certificate entries
 * @now_ms: creation time for these, in milliseconds since 1970
 *
 * Makes one step of all that is chosen for one store.
 *
 * Returns: (transfer full) (nullable): the edit, or %NULL when nothing would change
 */
KsEdit *
ks_reply_plan_new_edit (KsReplyPlan *self,
                        gpointer tag,
                        KsStore *store,
                        const KsReplyChoice *const *choices,
                        GPtrArray *kept,
                        gint64 now_ms)
{
  g_autoptr (GPtrArray) edits = g_ptr_array_new_with_free_func ((GDestroyNotify) ks_edit_unref);
  g_autofree char *label = NULL;
  guint n_matches;

  for (guint i = 0; choices != NULL && i < self->matches->len; i++) {
    const KsReplyMatch *match = self->matches->pdata[i];
    KsEdit *edit =
      match->tag == tag && choices[i] != NULL ? ks_reply_match_new_edit (match, choices[i]) : NULL;

    if (edit != NULL)
      g_ptr_array_add (edits, edit);
  }
  n_matches = edits->len;
  add_kept (edits, store, kept, now_ms);
  if (edits->len == 0)
    return NULL;

  label = make_label (edits, n_matches);
  return ks_edit_new_compound (label, edits);
}
