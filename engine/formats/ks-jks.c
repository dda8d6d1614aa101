/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-config.h"

#include <glib/gi18n-lib.h>

#include "ks-jks-private.h"

static int
probe (GBytes *bytes)
{
  return ks_jks_probe (bytes, KS_JKS_MAGIC);
}

static KsStore *
read_store (GBytes *bytes, const KsReadOptions *options, GCancellable *cancellable, GError **error)
{
  return ks_jks_read (&ks_format_jks, bytes, options, cancellable, error);
}

const KsFormat ks_format_jks = {
  .id = "jks",
  .short_name = "JKS",
  .name = N_ ("Java keystore (JKS)"),
  .description = N_ ("The older format of Java: private keys with their chains, and trusted certificates."),
  .suffixes = "jks ks keystore truststore",
  .mime_type = "application/x-java-keystore",
  .flags = KS_FORMAT_CAN_WRITE | KS_FORMAT_HOLDS_KEYS | KS_FORMAT_HOLDS_TRUSTED | KS_FORMAT_HOLDS_DATES |
           KS_FORMAT_HOLDS_ALIASES | KS_FORMAT_IGNORES_ALIAS_CASE | KS_FORMAT_ENTRY_PASSWORDS |
           KS_FORMAT_STORE_PASSWORD | KS_FORMAT_OPENS_LOCKED,
  .key_scheme = KS_KEY_SCHEME_JKS,
  .probe = probe,
  .read = read_store,
  .write = ks_jks_write,
};
