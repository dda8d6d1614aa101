/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "catena-config.h"

#include "catena-remedy.h"

#include <glib/gi18n.h>

static const char *
past_tense (KsRemedy remedy)
{
  if (remedy == KS_REMEDY_REORDER_CHAIN)
    return _ ("Chain put in order");
  if (remedy == KS_REMEDY_DROP_SURPLUS)
    return _ ("Surplus certificates removed");
  return _ ("Chain completed");
}

static gboolean
is_same_chain (KsEntry *entry, GPtrArray *chain)
{
  if (ks_entry_get_chain_length (entry) != chain->len)
    return FALSE;
  for (guint i = 0; i < chain->len; i++)
    if (!ks_certificate_equal (ks_entry_get_certificate (entry, i), g_ptr_array_index (chain, i)))
      return FALSE;
  return TRUE;
}

/* Whether the file holds its root is the person's choice, and this is no place to change it. */
static gboolean
has_root (KsEntry *entry)
{
  for (guint i = 1; i < ks_entry_get_chain_length (entry); i++)
    if (ks_certificate_get_role (ks_entry_get_certificate (entry, i)) == KS_ROLE_ROOT_CA)
      return TRUE;
  return FALSE;
}

/**
 * catena_remedy_is_possible:
 * @remedy: what a finding proposes
 * @entry: the entry that it is about
 *
 * Returns: %FALSE when nothing is proposed, or when only somebody else can do it: who has no key cannot ask for new names
 */
gboolean
catena_remedy_is_possible (KsRemedy remedy, KsEntry *entry)
{
  if (remedy == KS_REMEDY_REQUEST_NAMES)
    return ks_entry_get_kind (entry) == KS_ENTRY_KEY;
  return remedy != KS_REMEDY_NONE;
}

/**
 * catena_remedy_new_edit:
 * @remedy: what was asked for
 * @entry: the entry that @verdict is about, as the store has it
 * @verdict: what is known of it
 *
 * Returns: (transfer full) (nullable): one undoable step with its label, or %NULL when what is known repairs nothing
 */
KsEdit *
catena_remedy_new_edit (KsRemedy remedy, KsEntry *entry, KsVerdict *verdict)
{
  g_autoptr (GPtrArray) chain = NULL;
  g_autoptr (KsEntry) repaired = NULL;

  g_return_val_if_fail (KS_IS_ENTRY (entry), NULL);
  g_return_val_if_fail (KS_IS_VERDICT (verdict), NULL);

  if (remedy == KS_REMEDY_NONE || remedy == KS_REMEDY_REQUEST_NAMES || remedy == KS_REMEDY_CHANGE_PASSWORD ||
      remedy == KS_REMEDY_ADD_ANCHOR)
    return NULL;
  chain = ks_verify_propose_chain (verdict, has_root (entry));
  if (chain == NULL || is_same_chain (entry, chain))
    return NULL;
  repaired = ks_entry_with_chain (entry, chain);
  return ks_edit_new_replace (past_tense (remedy), entry, repaired);
}
