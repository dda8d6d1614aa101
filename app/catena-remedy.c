/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "catena-config.h"

#include "catena-remedy.h"

#include <glib/gi18n.h>

#include "ks-pkcs12.h"

/**
 * catena_remedy_find:
 * @verdict: about an entry
 * @n: (out) (optional): for how many findings there is such a remedy
 *
 * Returns: the first remedy that changes the chain of the entry; they all lead to the same chain
 */
KsRemedy
catena_remedy_find (KsVerdict *verdict, guint *n)
{
  GPtrArray *findings = ks_verdict_get_findings (verdict);
  KsRemedy first = KS_REMEDY_NONE;
  guint found = 0;

  for (guint i = 0; i < findings->len; i++) {
    const KsFinding *finding = g_ptr_array_index (findings, i);

    if (finding->remedy != KS_REMEDY_FIND_ISSUER && finding->remedy != KS_REMEDY_COMPLETE_CHAIN &&
        finding->remedy != KS_REMEDY_REORDER_CHAIN && finding->remedy != KS_REMEDY_DROP_SURPLUS)
      continue;
    if (first == KS_REMEDY_NONE)
      first = finding->remedy;
    found++;
  }
  if (n != NULL)
    *n = found;
  return first;
}

/**
 * catena_remedy_get_past_tense:
 * @remedy: what was done
 * @n: how many findings it was done about
 *
 * Returns: (transfer none): the label of the edit
 */
const char *
catena_remedy_get_past_tense (KsRemedy remedy, guint n)
{
  if (remedy == KS_REMEDY_SHOW_TO_JAVA)
    return _ ("Shown to Java once the file is saved");
  if (n > 1)
    return _ ("Chain repaired");
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
  if (remedy == KS_REMEDY_REQUEST_NAMES || remedy == KS_REMEDY_RENEW ||
      remedy == KS_REMEDY_REQUEST_CERTIFICATE)
    return ks_entry_get_kind (entry) == KS_ENTRY_KEY;
  return remedy != KS_REMEDY_NONE;
}

/**
 * catena_remedy_count:
 * @findings: (element-type KsFinding): what there is to say about an entry
 *
 * Returns: (transfer full): how many of them are problems, in words
 */
char *
catena_remedy_count (GPtrArray *findings)
{
  guint problems = 0;

  for (guint i = 0; i < findings->len; i++) {
    const KsFinding *finding = g_ptr_array_index (findings, i);

    problems += finding->severity != KS_STATE_INFO;
  }
  if (problems == 0)
    return g_strdup (_ ("Good to Know"));
  return g_strdup_printf (ngettext ("%u Problem", "%u Problems", problems), problems);
}

/**
 * catena_remedy_find_possible:
 * @findings: (element-type KsFinding): what there is to say about @entry
 * @entry: an entry
 *
 * Returns: (transfer none) (nullable): the first finding with a remedy that the window has
 */
const KsFinding *
catena_remedy_find_possible (GPtrArray *findings, KsEntry *entry)
{
  for (guint i = 0; i < findings->len; i++) {
    const KsFinding *finding = g_ptr_array_index (findings, i);

    if (catena_remedy_is_possible (finding->remedy, entry))
      return finding;
  }
  return NULL;
}

/**
 * catena_remedy_new_entry:
 * @remedy: what was asked for
 * @entry: the entry that @verdict is about, as the store has it
 * @verdict: what is known of it
 *
 * Returns: (transfer full) (nullable): the entry with the chain that it should have, or %NULL when what is known repairs nothing
 */
KsEntry *
catena_remedy_new_entry (KsRemedy remedy, KsEntry *entry, KsVerdict *verdict)
{
  g_autoptr (GPtrArray) chain = NULL;

  g_return_val_if_fail (KS_IS_ENTRY (entry), NULL);
  g_return_val_if_fail (KS_IS_VERDICT (verdict), NULL);

  if (remedy == KS_REMEDY_SHOW_TO_JAVA)
    return ks_pkcs12_show_to_java (entry);
  if (remedy == KS_REMEDY_NONE || remedy == KS_REMEDY_RENEW || remedy == KS_REMEDY_REQUEST_CERTIFICATE ||
      remedy == KS_REMEDY_REQUEST_NAMES || remedy == KS_REMEDY_CHANGE_PASSWORD ||
      remedy == KS_REMEDY_ADD_ANCHOR)
    return NULL;
  chain = ks_verify_propose_chain (verdict, has_root (entry));
  if (chain == NULL || is_same_chain (entry, chain))
    return NULL;
  return ks_entry_with_chain (entry, chain);
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
  g_autoptr (KsEntry) repaired = catena_remedy_new_entry (remedy, entry, verdict);
  guint n = 0;

  catena_remedy_find (verdict, &n);
  return repaired != NULL ? ks_edit_new_replace (catena_remedy_get_past_tense (remedy, n), entry, repaired)
                          : NULL;
}
