/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "ks-certificate.h"

G_BEGIN_DECLS

#define KS_USAGE_MAX_PURPOSES 3

/**
 * KsUsageTemplate:
 *
 * What a new certificate is for: a row of a const table that fills in key usage, purposes and a usual validity.
 */
typedef struct {
  const char *id;          /* "tls-server"; stable, used in settings and by ks-probe */
  const char *name;        /* N_("TLS server") */
  const char *description; /* N_(one sentence: when to take it) */
  KsKeyUsage key_usage; /* with an RSA key; others lose what they cannot do: ks_key_family_filter_usage() */
  const char
    *purposes[KS_USAGE_MAX_PURPOSES + 1]; /* OIDs of extendedKeyUsage, NULL-terminated; none = no extension */
  gboolean is_ca;
  int path_length;      /* of a CA; -1 = no limit */
  gboolean wants_names; /* a certificate without alternative names is of no use */
  gboolean needs_rsa;   /* it enciphers data, which only RSA keys do */
  guint default_days;
} KsUsageTemplate;

/* The table, in the order in which it is offered: tls-server, tls-client, tls-server-client, internal-encryption, code-signing,
 * document-signing, certificate-authority, custom. */
const KsUsageTemplate *ks_usage_template_list (gsize *n_templates);
const KsUsageTemplate *ks_usage_template_find (const char *id);
/* The template that comes nearest to an existing certificate; never NULL ("custom" fits everything). */
const KsUsageTemplate *ks_usage_template_guess (KsCertificate *certificate);

G_END_DECLS
