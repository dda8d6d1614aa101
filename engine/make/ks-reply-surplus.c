/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-config.h"

#include <glib/gi18n-lib.h>

#include "ks-reply-private.h"
#include "ks-time.h"

static void
surplus_free (gpointer data)
{
  KsReplySurplus *surplus = data;

  g_clear_object (&surplus->certificate);
  g_free (surplus->source);
  g_free (surplus->title);
  g_free (surplus->sentence);
  g_free (surplus);
}

static const char *
describe_reason (KsReplySurplusReason reason)
{
  switch (reason) {
  case KS_REPLY_SURPLUS_OTHER_KEY:
    return _ ("for a key that no open keystore has");
  case KS_REPLY_SURPLUS_OLDER:
    return _ ("for the same key, but not the newest valid one");
  case KS_REPLY_SURPLUS_ABOVE_GAP:
    return _ ("may belong above the missing issuer");
  case KS_REPLY_SURPLUS_SAME_NAME:
    return _ ("has the name of the issuer, but another key");
  case KS_REPLY_SURPLUS_OTHER_PATH:
    return _ ("on another path to a root");
  case KS_REPLY_SURPLUS_UNREADABLE:
    return _ ("cannot be read");
  case KS_REPLY_SURPLUS_UNRELATED:
  case KS_REPLY_SURPLUS_DUPLICATE:
  case KS_REPLY_SURPLUS_NO_CERTIFICATE:
  default:
    return _ ("signs nothing in this chain");
  }
}

/* Dates come first where they are over: they are the likeliest reason why nobody needs it. */
static char *
make_sentence (KsCertificate *certificate, KsReplySurplusReason reason, gint64 time)
{
  const char *words = describe_reason (reason);

  if (ks_certificate_is_readable (certificate) && time > ks_certificate_get_not_after (certificate)) {
    g_autofree char *date = ks_time_format_date (ks_certificate_get_not_after (certificate));

    /* Translators: the first %s is a date, the second one a reason such as “signs nothing in this chain” */
    return g_strdup_printf (_ ("Expired on %s · %s"), date, words);
  }

  return g_strdup (words);
}

static gboolean
is_in_leaf (const KsReplyLeaf *leaf, guint n_chains, KsCertificate *certificate)
{
  for (guint i = 0; i < MIN (n_chains, leaf->chains->len); i++)
    if (ks_reply_chain_has (ks_reply_leaf_get_chain (leaf, i), certificate))
      return TRUE;

  return FALSE;
}

/* Whether it is in what is proposed for some entry. */
static gboolean
is_used (GPtrArray *matches, KsCertificate *certificate)
{
  for (guint i = 0; i < matches->len; i++)
    if (is_in_leaf (ks_reply_match_get_leaf (matches->pdata[i], 0), 1, certificate))
      return TRUE;

  return FALSE;
}

static gboolean
is_on_other_path (GPtrArray *matches, KsCertificate *certificate)
{
  for (guint i = 0; i < matches->len; i++) {
    const KsReplyMatch *match = matches->pdata[i];

    for (guint j = 0; j < match->leaves->len; j++)
      if (is_in_leaf (ks_reply_match_get_leaf (match, j), G_MAXUINT, certificate))
        return TRUE;
  }

  return FALSE;
}

static gboolean
has_key_of_match (GPtrArray *matches, KsCertificate *certificate)
{
  for (guint i = 0; i < matches->len; i++)
    if (g_bytes_equal (ks_certificate_get_spki (ks_reply_match_get_leaf (matches->pdata[i], 0)->certificate),
                       ks_certificate_get_spki (certificate)))
      return TRUE;

  return FALSE;
}

static gboolean
has_gap (GPtrArray *matches, KsCertificate *certificate, gboolean *has_name)
{
  gboolean found = FALSE;

  *has_name = FALSE;
  for (guint i = 0; i < matches->len; i++) {
    const KsReplyChain *chain = ks_reply_leaf_get_chain (ks_reply_match_get_leaf (matches->pdata[i], 0), 0);

    if (chain->missing == NULL)
      continue;
    found = TRUE;
    *has_name = *has_name || ks_name_equal (chain->missing->name, ks_certificate_get_subject (certificate));
  }

  return found;
}

/* The same name as a certificate of a proposed chain, without being in it: a CA that has got a new key. */
static gboolean
has_name_of_issuer (GPtrArray *matches, KsCertificate *certificate)
{
  for (guint i = 0; i < matches->len; i++) {
    const KsReplyChain *chain = ks_reply_leaf_get_chain (ks_reply_match_get_leaf (matches->pdata[i], 0), 0);

    for (guint j = 1; j < chain->parts->len; j++)
      if (ks_name_equal (ks_certificate_get_subject (ks_reply_chain_get_part (chain, j)->certificate),
                         ks_certificate_get_subject (certificate)))
        return TRUE;
  }

  return FALSE;
}

static KsReplySurplusReason
find_reason (GPtrArray *matches, KsCertificate *certificate)
{
  gboolean has_name = FALSE;

  if (!ks_certificate_is_readable (certificate))
    return KS_REPLY_SURPLUS_UNREADABLE;
  if (has_key_of_match (matches, certificate))
    return KS_REPLY_SURPLUS_OLDER;
  if (is_on_other_path (matches, certificate))
    return KS_REPLY_SURPLUS_OTHER_PATH;
  if (!ks_certificate_is_ca (certificate) && !ks_certificate_is_self_issued (certificate))
    return KS_REPLY_SURPLUS_OTHER_KEY;
  if (has_gap (matches, certificate, &has_name))
    return has_name ? KS_REPLY_SURPLUS_SAME_NAME : KS_REPLY_SURPLUS_ABOVE_GAP;
  if (has_name_of_issuer (matches, certificate))
    return KS_REPLY_SURPLUS_SAME_NAME;

  return KS_REPLY_SURPLUS_UNRELATED;
}

static KsReplySurplus *
add (GPtrArray *list, const KsReplyItem *item, KsReplySurplusReason reason, guint count, char *sentence)
{
  KsReplySurplus *surplus = g_new0 (KsReplySurplus, 1);

  surplus->certificate = g_object_ref (item->certificate);
  surplus->source = g_strdup (item->name);
  surplus->title = ks_text_make_visible (ks_certificate_get_title (item->certificate));
  surplus->reason = reason;
  surplus->count = count;
  surplus->sentence = sentence;
  g_ptr_array_add (list, surplus);

  return surplus;
}

static void
add_item (GPtrArray *list, GPtrArray *matches, const KsReplyItem *item, gint64 time)
{
  if (!is_used (matches, item->certificate)) {
    KsReplySurplusReason reason = find_reason (matches, item->certificate);

    add (list, item, reason, 1, make_sentence (item->certificate, reason, time));
  }
  if (item->count > 1)
    add (list, item, KS_REPLY_SURPLUS_DUPLICATE, item->count - 1,
         g_strdup_printf (ngettext ("here once more", "here %u times more", item->count - 1),
                          item->count - 1));
}

static const char *
describe_kind (KsEntryKind kind)
{
  switch (kind) {
  case KS_ENTRY_KEY:
    return _ ("a private key: a reply needs none. Import brings it in");
  case KS_ENTRY_REQUEST:
    return _ ("a certificate request: what is sent to a CA, not what comes back");
  case KS_ENTRY_CRL:
    return _ ("a revocation list");
  case KS_ENTRY_SECRET:
    return _ ("a secret key");
  case KS_ENTRY_PUBLIC:
    return _ ("a public key");
  case KS_ENTRY_CERTIFICATE:
  default:
    return _ ("a certificate");
  }
}

static void
add_other (GPtrArray *list, const KsReplyOther *other)
{
  KsReplySurplus *surplus = g_new0 (KsReplySurplus, 1);

  surplus->title = g_strdup (other->title);
  surplus->source = g_strdup (other->name);
  surplus->reason = KS_REPLY_SURPLUS_NO_CERTIFICATE;
  surplus->count = 1;
  surplus->sentence = g_strdup (describe_kind (other->kind));
  g_ptr_array_add (list, surplus);
}

/**
 * ks_reply_list_surplus:
 * @index: all that is known
 * @matches: (element-type KsReplyMatch): the entries for which the reply has something
 *
 * Everything of the reply that is in no proposed chain, with the reason.
 *
 * Returns: (transfer full) (element-type KsReplySurplus): in the order of the reply
 */
GPtrArray *
ks_reply_list_surplus (KsReplyIndex *index, GPtrArray *matches)
{
  KsReplyQuery *query = ks_reply_index_get_query (index);
  GPtrArray *list = g_ptr_array_new_with_free_func (surplus_free);

  for (guint i = 0; i < query->items->len; i++)
    add_item (list, matches, query->items->pdata[i], query->time);
  for (guint i = 0; i < query->others->len; i++)
    add_other (list, query->others->pdata[i]);

  return list;
}

/**
 * ks_reply_surplus_reason_get_nick:
 * @reason: a reason
 *
 * Returns: (transfer none): its name for programs
 */
const char *
ks_reply_surplus_reason_get_nick (KsReplySurplusReason reason)
{
  static const char *const nicks[] = { "unrelated",  "other-key", "older",      "above-gap",     "same-name",
                                       "other-path", "duplicate", "unreadable", "no-certificate" };

  g_return_val_if_fail (reason < G_N_ELEMENTS (nicks), NULL);

  return nicks[reason];
}
