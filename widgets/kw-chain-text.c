/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "kw-config.h"

#include "kw-chain-text.h"

#include <glib/gi18n.h>

#include "ks-time.h"
#include "kw-text.h"

/* "In this entry", or "Other entry: “name”" */
static char *
dup_provenance (const KsPathNode *node)
{
  const char *name = ks_provenance_get_name (node->provenance);
  g_autofree char *detail = NULL;

  if (node->provenance_detail == NULL)
    return g_strdup (name);
  detail = kw_text_plain (node->provenance_detail);
  /* Translators: where a certificate was found, and the name of that entry or file */
  return g_strdup_printf (_ ("%s: “%s”"), name, detail);
}

/**
 * kw_chain_card_text_new:
 * @node: a certificate of a path
 * @now: the time that the verdict is for, in seconds since 1970
 *
 * Says what stands on the card of a certificate.
 *
 * Returns: (transfer full): the texts
 */
KwChainCardText *
kw_chain_card_text_new (const KsPathNode *node, gint64 now)
{
  KwChainCardText *self = g_new0 (KwChainCardText, 1);
  KsCertificate *certificate = node->certificate;
  const char *title = ks_certificate_get_title (certificate);
  gint64 not_before = ks_certificate_get_not_before (certificate);
  gint64 not_after = ks_certificate_get_not_after (certificate);

  self->role = g_strdup (ks_certificate_role_get_name (ks_certificate_get_role (certificate)));
  self->name = kw_text_show (title);
  self->title = kw_text_plain (title);
  self->key = kw_text_key_and_signature (certificate);
  self->key_alone = g_strdup (ks_certificate_get_key_text (certificate));
  self->time = ks_time_describe_span (not_before, not_after, now);
  self->time_style = kw_time_style (not_before, not_after, now);
  self->badge = g_strdup (ks_provenance_get_name (node->provenance));
  self->provenance = dup_provenance (node);
  return self;
}

/**
 * kw_chain_card_text_new_missing:
 * @missing: what is known of a missing issuer
 *
 * Says what stands on the dashed card of an issuer that is not here.
 *
 * Returns: (transfer full): the texts
 */
KwChainCardText *
kw_chain_card_text_new_missing (const KsMissingIssuer *missing)
{
  KwChainCardText *self = g_new0 (KwChainCardText, 1);
  const char *title = missing->name != NULL ? ks_name_get_title (missing->name) : "";
  g_autofree char *hex = kw_text_key_id (missing->key_id);

  self->role = g_strdup (_ ("Missing issuer"));
  self->name = kw_text_show (title);
  self->title = kw_text_plain (title);
  if (*hex != '\0')
    /* Translators: %s is the start and the end of a key identifier */
    self->key = g_strdup_printf (_ ("Key ID %s"), hex);
  else
    self->key = g_strdup (_ ("No key ID"));
  return self;
}

/**
 * kw_chain_card_text_new_ring:
 * @anchors: (nullable): the truststore that was asked
 *
 * Says what stands by the ring: the truststore's name, and how many anchors it holds.
 *
 * Returns: (transfer full): the texts
 */
KwChainCardText *
kw_chain_card_text_new_ring (KsAnchorSet *anchors)
{
  KwChainCardText *self = g_new0 (KwChainCardText, 1);
  gboolean is_none = anchors == NULL || ks_anchor_set_get_source (anchors) == KS_ANCHORS_NONE;
  const char *title = is_none ? _ ("No truststore") : ks_anchor_set_get_name (anchors);

  self->name = kw_text_show (title);
  self->title = kw_text_plain (title);
  if (!is_none) {
    guint n = ks_anchor_set_get_size (anchors);

    self->key = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u anchor", "%u anchors", n), n);
  }
  return self;
}

/**
 * kw_chain_card_text_free:
 * @self: (transfer full): texts of a card
 *
 * Frees the texts.
 */
void
kw_chain_card_text_free (KwChainCardText *self)
{
  g_free (self->role);
  g_free (self->name);
  g_free (self->title);
  g_free (self->key);
  g_free (self->key_alone);
  g_free (self->time);
  g_free (self->badge);
  g_free (self->provenance);
  g_free (self);
}

/**
 * kw_chain_link_word:
 * @state: the state of a link
 * @is_last: whether it is the link to the ring
 *
 * Returns: the translated word that stands by the link
 */
const char *
kw_chain_link_word (KsLinkState state, gboolean is_last)
{
  return is_last && state == KS_LINK_HOLDS ? C_ ("link", "Trusted") : kw_link_state_word (state);
}
