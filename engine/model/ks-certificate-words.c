/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-config.h"

#include "ks-certificate.h"

#include <glib/gi18n-lib.h>

static const struct {
  const char *oid;
  const char *name;
} purposes[] = {
  { "1.3.6.1.5.5.7.3.1", N_ ("TLS server") },
  { "1.3.6.1.5.5.7.3.2", N_ ("TLS client") },
  { "1.3.6.1.5.5.7.3.3", N_ ("Code signing") },
  { "1.3.6.1.5.5.7.3.4", N_ ("Email protection") },
  { "1.3.6.1.5.5.7.3.5", N_ ("IPsec end system") },
  { "1.3.6.1.5.5.7.3.6", N_ ("IPsec tunnel") },
  { "1.3.6.1.5.5.7.3.7", N_ ("IPsec user") },
  { "1.3.6.1.5.5.7.3.8", N_ ("Time stamping") },
  { "1.3.6.1.5.5.7.3.9", N_ ("OCSP signing") },
  { "1.3.6.1.5.5.7.3.13", N_ ("EAP over PPP") },
  { "1.3.6.1.5.5.7.3.14", N_ ("EAP over LAN") },
  { "1.3.6.1.5.5.7.3.17", N_ ("IPsec IKE") },
  { "1.3.6.1.5.5.7.3.21", N_ ("SSH client") },
  { "1.3.6.1.5.5.7.3.22", N_ ("SSH server") },
  { "1.3.6.1.5.5.7.3.27", N_ ("Certificate management authority") },
  { "1.3.6.1.5.5.7.3.28", N_ ("Certificate registration authority") },
  { "1.3.6.1.5.5.7.3.31", N_ ("Brand indicator for email") },
  { "1.3.6.1.5.5.7.3.36", N_ ("Document signing") },
  { "1.3.6.1.5.5.8.2.2", N_ ("IPsec IKE intermediate") },
  { "1.3.6.1.5.2.3.4", N_ ("Kerberos client (PKINIT)") },
  { "1.3.6.1.5.2.3.5", N_ ("Kerberos key distribution center (PKINIT)") },
  { "1.3.6.1.4.1.311.20.2.2", N_ ("Smart card logon") },
  { "1.3.6.1.4.1.311.10.3.1", N_ ("Microsoft trust list signing") },
  { "1.3.6.1.4.1.311.10.3.3", N_ ("Microsoft server gated cryptography") },
  { "1.3.6.1.4.1.311.10.3.4", N_ ("Encrypting file system") },
  { "1.3.6.1.4.1.311.10.3.4.1", N_ ("Encrypted file recovery") },
  { "1.3.6.1.4.1.311.10.3.12", N_ ("Microsoft document signing") },
  { "1.3.6.1.4.1.311.54.1.2", N_ ("Remote desktop") },
  { "1.3.6.1.4.1.311.2.1.21", N_ ("Individual code signing") },
  { "1.3.6.1.4.1.311.2.1.22", N_ ("Commercial code signing") },
  { "1.3.6.1.4.1.11129.2.4.4", N_ ("Precertificate signing") },
  { "1.2.840.113583.1.1.5", N_ ("Adobe document signing") },
  { "2.16.840.1.113730.4.1", N_ ("Netscape server gated cryptography") },
  { "2.16.840.1.101.3.6.8", N_ ("PIV card authentication") },
  { "2.23.136.1.1.3", N_ ("Passport list signing") },
  { "2.5.29.37.0", N_ ("Any purpose") },
};

/* By bit; RFC 5280 section 4.2.1.3. */
static const char *const key_usages[] = {
  N_ ("Digital signature"), N_ ("Non-repudiation"), N_ ("Key encipherment"),
  N_ ("Data encipherment"), N_ ("Key agreement"),   N_ ("Certificate signing"),
  N_ ("CRL signing"),       N_ ("Encipher only"),   N_ ("Decipher only"),
};

static const char *const roles[] = {
  [KS_ROLE_UNKNOWN] = N_ ("Unreadable certificate"),
  [KS_ROLE_SERVER] = N_ ("Server certificate"),
  [KS_ROLE_CLIENT] = N_ ("Client certificate"),
  [KS_ROLE_SELF_SIGNED] = N_ ("Self-signed"),
  [KS_ROLE_INTERMEDIATE_CA] = N_ ("Intermediate CA"),
  [KS_ROLE_ROOT_CA] = N_ ("Root CA"),
  /* A person's, a program's, a device's: its names and purposes say which. */
  [KS_ROLE_PERSON] = N_ ("Certificate"),
};

/**
 * ks_purpose_get_name:
 * @oid: a dotted OID of an extended key usage
 *
 * Returns: (transfer none): its translated name, @oid itself where it has none
 */
const char *
ks_purpose_get_name (const char *oid)
{
  g_return_val_if_fail (oid != NULL, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (purposes); i++) {
    if (g_str_equal (purposes[i].oid, oid))
      return _ (purposes[i].name);
  }

  return oid;
}

/**
 * ks_key_usage_list_names:
 * @usage: any bits of #KsKeyUsage
 *
 * Returns: (transfer full): translated words, NULL-terminated, in the order of the bits
 */
char **
ks_key_usage_list_names (KsKeyUsage usage)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (gsize bit = 0; bit < G_N_ELEMENTS (key_usages); bit++) {
    if ((usage & (1u << bit)) != 0)
      g_strv_builder_add (builder, _ (key_usages[bit]));
  }

  return g_strv_builder_end (builder);
}

/**
 * ks_certificate_role_get_name:
 * @role: a role
 *
 * Returns: (transfer none): the translated words that stand over a certificate's name
 */
const char *
ks_certificate_role_get_name (KsCertificateRole role)
{
  g_return_val_if_fail ((guint) role < G_N_ELEMENTS (roles), "");

  return _ (roles[role]);
}
