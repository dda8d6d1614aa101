/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-config.h"

#include "ks-jceks.h"

#include <glib/gi18n-lib.h>

#include "ks-jks-private.h"

static int
probe (GBytes *bytes)
{
  return ks_jks_probe (bytes, KS_JCEKS_MAGIC);
}

static KsStore *
read_store (GBytes *bytes, const KsReadOptions *options, GCancellable *cancellable, GError **error)
{
  return ks_jks_read (&ks_format_jceks, bytes, options, cancellable, error);
}

const KsFormat ks_format_jceks = {
  .id = "jceks",
  .short_name = "JCEKS",
  .name = N_ ("Java keystore with secret keys (JCEKS)"),
  .description =
    N_ ("JKS with better protection: private keys, trusted certificates, and secret keys of any algorithm."),
  .suffixes = "jceks jck",
  .mime_type = "application/x-java-jce-keystore",
  .flags = KS_FORMAT_CAN_WRITE | KS_FORMAT_HOLDS_KEYS | KS_FORMAT_HOLDS_TRUSTED | KS_FORMAT_HOLDS_SECRETS |
           KS_FORMAT_HOLDS_DATES | KS_FORMAT_HOLDS_ALIASES | KS_FORMAT_IGNORES_ALIAS_CASE |
           KS_FORMAT_ENTRY_PASSWORDS | KS_FORMAT_STORE_PASSWORD | KS_FORMAT_OPENS_LOCKED,
  .key_scheme = KS_KEY_SCHEME_JCEKS,
  .probe = probe,
  .read = read_store,
  .write = ks_jks_write,
};
