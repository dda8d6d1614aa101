/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-config.h"

#include "ks-usage-template.h"

#include <glib/gi18n-lib.h>
#include "ks-key-algorithm.h"

#define SERVER_AUTH "1.3.6.1.5.5.7.3.1"
#define CLIENT_AUTH "1.3.6.1.5.5.7.3.2"
#define CODE_SIGNING "1.3.6.1.5.5.7.3.3"
#define EMAIL_PROTECTION "1.3.6.1.5.5.7.3.4"
#define DOCUMENT_SIGNING "1.3.6.1.5.5.7.3.36" /* RFC 9336 */

#define SIGN KS_KEY_USAGE_DIGITAL_SIGNATURE
#define WRAP KS_KEY_USAGE_KEY_ENCIPHERMENT

static const KsUsageTemplate templates[] = {
  { .id = "tls-server",
    .name = N_ ("TLS server"),
    .description = N_ ("A web server, a gateway, a broker: what clients connect to by its name."),
    .key_usage = SIGN | WRAP,
    .purposes = { SERVER_AUTH },
    .path_length = -1,
    .wants_names = TRUE,
    .default_days = 365 },
  { .id = "tls-client",
    .name = N_ ("TLS client"),
    .description = N_ ("A program or a person who proves to a server who it is."),
    .key_usage = SIGN,
    .purposes = { CLIENT_AUTH },
    .path_length = -1,
    .default_days = 365 },
  { .id = "tls-server-client",
    .name = N_ ("TLS server and client"),
    .description = N_ ("Nodes of a cluster, or servers that also call each other: both sides in one key."),
    .key_usage = SIGN | WRAP,
    .purposes = { SERVER_AUTH, CLIENT_AUTH },
    .path_length = -1,
    .wants_names = TRUE,
    .default_days = 365 },
  { .id = "internal-encryption",
    .name = N_ ("Internal encryption"),
    .description = N_ (
      "A server that encrypts passwords and tokens which it stores. Needs an RSA key, and is kept as long as the data."),
    .key_usage = SIGN | WRAP | KS_KEY_USAGE_DATA_ENCIPHERMENT,
    .path_length = -1,
    .needs_rsa = TRUE,
    .default_days = 3650 },
  { .id = "code-signing",
    .name = N_ ("Code signing"),
    .description = N_ ("Programs, archives and packages that others shall recognize as yours."),
    .key_usage = SIGN,
    .purposes = { CODE_SIGNING },
    .path_length = -1,
    .default_days = 1095 },
  { .id = "document-signing",
    .name = N_ ("Document signing"),
    .description = N_ ("Documents and emails that a person or an organization signs."),
    .key_usage = SIGN | KS_KEY_USAGE_NON_REPUDIATION,
    .purposes = { DOCUMENT_SIGNING, EMAIL_PROTECTION },
    .path_length = -1,
    .default_days = 1095 },
  { .id = "certificate-authority",
    .name = N_ ("Certificate authority"),
    .description = N_ ("A CA of your own, which signs the certificates of others."),
    .key_usage = KS_KEY_USAGE_KEY_CERT_SIGN | KS_KEY_USAGE_CRL_SIGN,
    .is_ca = TRUE,
    .path_length = -1,
    .default_days = 3650 },
  { .id = "custom",
    .name = N_ ("Custom"),
    .description = N_ ("Choose everything yourself."),
    .key_usage = SIGN,
    .path_length = -1,
    .default_days = 365 },
};

/**
 * ks_usage_template_list:
 * @n_templates: (out): how many
 *
 * Returns: (transfer none) (array length=n_templates): the table, in the order in which it is offered
 */
const KsUsageTemplate *
ks_usage_template_list (gsize *n_templates)
{
  g_return_val_if_fail (n_templates != NULL, NULL);

  *n_templates = G_N_ELEMENTS (templates);
  return templates;
}

/**
 * ks_usage_template_find:
 * @id: such as "tls-server"
 *
 * Returns: (transfer none) (nullable): the row
 */
const KsUsageTemplate *
ks_usage_template_find (const char *id)
{
  for (gsize i = 0; i < G_N_ELEMENTS (templates); i++) {
    if (g_strcmp0 (templates[i].id, id) == 0)
      return &templates[i];
  }

  return NULL;
}

static gboolean
same_purposes (const KsUsageTemplate *self, const char *const *purposes)
{
  if (purposes == NULL)
    return self->purposes[0] == NULL;
  return g_strv_equal ((const char *const *) self->purposes, purposes);
}

/* A template fits when the certificate has its purposes, its place, and the uses that make it what it is. */
static gboolean
fits (const KsUsageTemplate *self, KsCertificate *certificate)
{
  KsKeyUsage usage = 0;

  if (ks_certificate_is_ca (certificate) || self->is_ca)
    return ks_certificate_is_ca (certificate) == self->is_ca;
  if (!same_purposes (self, ks_certificate_get_extended_key_usage (certificate)))
    return FALSE;
  if (self->purposes[0] != NULL)
    return TRUE;
  return ks_certificate_get_key_usage (certificate, &usage) && (usage & self->key_usage) == self->key_usage;
}

/**
 * ks_usage_template_guess:
 * @certificate: an existing certificate
 *
 * Returns: (transfer none): the template that it could have been made from; "custom" where none fits
 */
const KsUsageTemplate *
ks_usage_template_guess (KsCertificate *certificate)
{
  const KsUsageTemplate *custom = &templates[G_N_ELEMENTS (templates) - 1];

  g_return_val_if_fail (KS_IS_CERTIFICATE (certificate), custom);

  for (const KsUsageTemplate *at = templates; at < custom; at++) {
    if (fits (at, certificate))
      return at;
  }

  return custom;
}
