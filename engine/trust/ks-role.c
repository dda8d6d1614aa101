/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-config.h"

#include "ks-role.h"

#include <glib/gi18n-lib.h>

#define OID_SERVER_AUTH "1.3.6.1.5.5.7.3.1"
#define OID_CLIENT_AUTH "1.3.6.1.5.5.7.3.2"
/* Reading every certificate of a long truststore would take longer than opening it. */
#define LOOK_AT_MOST 64

static const struct {
  const char *nick;
  const char *name;
} roles[] = {
  [KS_ROLE_KIND_GENERAL] = { "general", N_ ("General") },
  [KS_ROLE_KIND_TLS_SERVER] = { "tls-server", N_ ("TLS server identity") },
  [KS_ROLE_KIND_TLS_CLIENT] = { "tls-client", N_ ("TLS client identity") },
  [KS_ROLE_KIND_TRUSTSTORE] = { "truststore", N_ ("Truststore") },
  [KS_ROLE_KIND_INTERNAL_ENCRYPTION] = { "internal-encryption", N_ ("Internal encryption") },
  [KS_ROLE_KIND_SIGNING] = { "signing", N_ ("Signing") },
};

static const char *const signing_purposes[] = {
  "1.3.6.1.5.5.7.3.3",      /* code signing */
  "1.3.6.1.5.5.7.3.4",      /* e-mail */
  "1.3.6.1.5.5.7.3.8",      /* time stamping */
  "1.3.6.1.5.5.7.3.36",     /* document signing, RFC 9336 */
  "1.3.6.1.4.1.311.10.3.12" /* document signing, Microsoft */
};

/**
 * ks_role_kind_get_name:
 * @role: a role
 *
 * Returns: (transfer none): what people call it, translated
 */
const char *
ks_role_kind_get_name (KsRoleKind role)
{
  g_return_val_if_fail (role < KS_N_ROLE_KINDS, NULL);

  return g_dgettext (GETTEXT_PACKAGE, roles[role].name);
}

/**
 * ks_role_kind_get_nick:
 * @role: a role
 *
 * Returns: (transfer none): its name for machines
 */
const char *
ks_role_kind_get_nick (KsRoleKind role)
{
  g_return_val_if_fail (role < KS_N_ROLE_KINDS, NULL);

  return roles[role].nick;
}

/**
 * ks_role_kind_from_nick:
 * @nick: (nullable): a name for machines
 * @role: (out): the role of that name; unset when there is none
 *
 * Returns: whether there is such a role
 */
gboolean
ks_role_kind_from_nick (const char *nick, KsRoleKind *role)
{
  for (guint i = 0; i < KS_N_ROLE_KINDS; i++) {
    if (g_strcmp0 (roles[i].nick, nick) != 0)
      continue;
    *role = i;
    return TRUE;
  }
  return FALSE;
}

static KsRoleKind
guess_from_purposes (const char *const *purposes)
{
  if (g_strv_contains (purposes, OID_SERVER_AUTH))
    return KS_ROLE_KIND_TLS_SERVER;
  if (g_strv_contains (purposes, OID_CLIENT_AUTH))
    return KS_ROLE_KIND_TLS_CLIENT;
  for (gsize i = 0; i < G_N_ELEMENTS (signing_purposes); i++)
    if (g_strv_contains (purposes, signing_purposes[i]))
      return KS_ROLE_KIND_SIGNING;
  return KS_ROLE_KIND_GENERAL;
}

static gboolean
looks_like_a_host (KsCertificate *certificate)
{
  const char *title = ks_certificate_get_title (certificate);
  guint n = ks_certificate_get_n_alt_names (certificate);

  for (guint i = 0; i < n; i++) {
    KsGeneralNameType type = ks_certificate_get_alt_name (certificate, i)->type;

    if (type == KS_GENERAL_NAME_DNS || type == KS_GENERAL_NAME_IP)
      return TRUE;
  }
  return g_str_equal (title, "localhost") ||
         (strchr (title, '.') != NULL && strpbrk (title, " @:/") == NULL && !g_str_has_suffix (title, "."));
}

/* A key that only encrypts data or only signs says so in its key usage. */
static KsRoleKind
guess_from_usage (KsCertificate *certificate)
{
  const KsKeyUsage signs = KS_KEY_USAGE_DIGITAL_SIGNATURE | KS_KEY_USAGE_NON_REPUDIATION;
  const KsKeyUsage exchanges = KS_KEY_USAGE_KEY_ENCIPHERMENT | KS_KEY_USAGE_KEY_AGREEMENT;
  KsKeyUsage usage = 0;

  if (!ks_certificate_get_key_usage (certificate, &usage))
    return KS_ROLE_KIND_GENERAL;
  if ((usage & KS_KEY_USAGE_DATA_ENCIPHERMENT) != 0 && (usage & signs) == 0)
    return KS_ROLE_KIND_INTERNAL_ENCRYPTION;
  if ((usage & signs) != 0 && (usage & exchanges) == 0)
    return KS_ROLE_KIND_SIGNING;
  return KS_ROLE_KIND_GENERAL;
}

static KsRoleKind
guess_entry (KsEntry *entry)
{
  KsCertificate *leaf = ks_entry_get_leaf (entry);
  const char *const *purposes = NULL;
  KsRoleKind role = KS_ROLE_KIND_GENERAL;

  if (leaf == NULL || !ks_certificate_is_readable (leaf) || ks_certificate_is_ca (leaf))
    return KS_ROLE_KIND_GENERAL;
  purposes = ks_certificate_get_extended_key_usage (leaf);
  if (purposes != NULL)
    return guess_from_purposes (purposes);
  role = guess_from_usage (leaf);
  if (role != KS_ROLE_KIND_INTERNAL_ENCRYPTION && looks_like_a_host (leaf))
    return KS_ROLE_KIND_TLS_SERVER;
  return role;
}

static gboolean
is_called_truststore (const char *file_name)
{
  g_autofree char *folded = file_name != NULL ? g_utf8_casefold (file_name, -1) : NULL;

  return folded != NULL && (strstr (folded, "truststore") != NULL || strstr (folded, "cacerts") != NULL);
}

/**
 * ks_role_guess:
 * @entries: (element-type KsEntry): the entries of a file
 * @file_name: (nullable): what the file is called
 *
 * Tells what a file is for: certificates alone, or the name, make a truststore; otherwise what most of its key pairs say of
 * themselves.
 *
 * Returns: a role; %KS_ROLE_KIND_GENERAL when nothing speaks for another one
 */
KsRoleKind
ks_role_guess (GPtrArray *entries, const char *file_name)
{
  guint votes[KS_N_ROLE_KINDS] = { 0 };
  KsRoleKind best = KS_ROLE_KIND_GENERAL;
  guint n_certificates = 0, n_keys = 0;

  for (guint i = 0; i < entries->len; i++) {
    KsEntry *entry = g_ptr_array_index (entries, i);

    n_certificates += ks_entry_get_kind (entry) == KS_ENTRY_CERTIFICATE;
    if (ks_entry_get_kind (entry) == KS_ENTRY_KEY && n_keys++ < LOOK_AT_MOST)
      votes[guess_entry (entry)]++;
  }
  if (n_certificates > 0 && (n_keys == 0 || is_called_truststore (file_name)))
    return KS_ROLE_KIND_TRUSTSTORE;
  for (guint i = 0; i < KS_N_ROLE_KINDS; i++)
    if (votes[i] > votes[best])
      best = i;
  return best;
}
