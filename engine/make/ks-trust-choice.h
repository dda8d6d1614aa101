/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "ks-anchor-set.h"

G_BEGIN_DECLS

typedef enum {
  KS_TRUST_ROOT,   /* whoever signed itself on top */
  KS_TRUST_ISSUER, /* the CA that issued the certificate, below a root or without one */
  KS_TRUST_LEAF,   /* the certificate itself */
} KsTrustKind;

/**
 * KsTrustChoice: one certificate of a path that a truststore could hold, so that it accepts the lowest one
 */
typedef struct {
  KsTrustKind kind;
  KsCertificate *certificate;
  const char *advice; /* translated sentence: what follows from it */
  gboolean is_advised;
} KsTrustChoice;

void ks_trust_choice_free (KsTrustChoice *self);
/* @path: of KsCertificate, the leaf first. @system: (nullable): whom everybody trusts. GPtrArray of KsTrustChoice, the most common one first;
 * at most one is advised, none when all have expired. */
GPtrArray *ks_trust_choice_list (GPtrArray *path, KsAnchorSet *system, gint64 now) G_GNUC_WARN_UNUSED_RESULT;
/* "Root CA", ...: translated */
const char *ks_trust_kind_get_name (KsTrustKind kind);
/* The alias of a trusted certificate entry that has @certificate already, or NULL. */
const char *ks_trust_find_alias (GPtrArray *entries, KsCertificate *certificate);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (KsTrustChoice, ks_trust_choice_free)

G_END_DECLS
