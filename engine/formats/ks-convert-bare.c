/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-convert-private.h"
#include "ks-pem-bundle.h"

/**
 * ks_convert_keeps_bare:
 * @entry: an entry
 * @target: a format
 *
 * A PEM file says of no certificate that it is trusted. Elsewhere one without its key would become that.
 *
 * Returns: whether its certificates are kept where its key does not open
 */
gboolean
ks_convert_keeps_bare (KsEntry *entry, const KsFormat *target)
{
  return target == &ks_format_pem && ks_entry_get_kind (entry) == KS_ENTRY_KEY &&
         ks_entry_get_chain_length (entry) > 0;
}

static gboolean
has_certificate (KsStore *store, KsCertificate *certificate)
{
  g_autoptr (GPtrArray) entries = ks_store_snapshot (store);

  for (guint i = 0; i < entries->len; i++)
    for (guint c = 0; c < ks_entry_get_chain_length (entries->pdata[i]); c++)
      if (ks_certificate_equal (ks_entry_get_certificate (entries->pdata[i], c), certificate))
        return TRUE;

  return FALSE;
}

/**
 * ks_convert_add_bare:
 * @entry: an entry whose key does not open
 * @target: a store
 *
 * Adds its certificate under its alias, and those issuers that are not there yet under their own names.
 */
void
ks_convert_add_bare (KsEntry *entry, KsStore *target)
{
  for (guint i = 0; i < ks_entry_get_chain_length (entry); i++) {
    KsCertificate *certificate = ks_entry_get_certificate (entry, i);
    g_autoptr (GPtrArray) chain = g_ptr_array_new ();
    g_autoptr (KsEntry) like = NULL;
    g_autoptr (KsEntry) bare = NULL;
    g_autofree char *alias = NULL;

    if (i > 0 && has_certificate (target, certificate))
      continue;
    g_ptr_array_add (chain, certificate);
    like = ks_entry_new (KS_ENTRY_CERTIFICATE,
                         i == 0 ? ks_entry_get_alias (entry) : ks_certificate_get_title (certificate), 0,
                         NULL, chain);
    alias = ks_convert_make_alias (like, target);
    bare = ks_entry_with_alias (like, alias);
    ks_store_add_loaded (target, bare);
  }
}
