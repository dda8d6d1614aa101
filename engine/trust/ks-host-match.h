/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "ks-host-comparison.h"

G_BEGIN_DECLS

/**
 * KsHostMatch: the answer for one host and one certificate. Plain data.
 */
typedef struct {
  gboolean matches;
  int alt_name;          /* index of the deciding or nearest alternative name, -1 = none */
  char *rule;            /* translated sentence: the rule that decided */
  const char *reference; /* "RFC 9525, 6.3" */
  GPtrArray *cells; /* of KsHostComparison, one for each alternative name; NULL where nothing is in common */
  KsHostComparison *common_name; /* where no alternative name matches and the common name would, else NULL */
} KsHostMatch;

KsHostMatch *ks_host_match_new (const KsHostName *host, KsCertificate *certificate) G_GNUC_WARN_UNUSED_RESULT;
void ks_host_match_free (KsHostMatch *self);
/* The comparison with the deciding or nearest name, or with the common name; NULL where nothing is in common. */
const KsHostComparison *ks_host_match_get_nearest (const KsHostMatch *self);
/* The same answer as ks_host_match_new() without its reasons: for lists of many certificates. */
gboolean ks_host_name_is_covered (const KsHostName *host, KsCertificate *certificate);
/* FALSE for a CA that names no host: nobody connects to it. */
gboolean ks_host_is_asked_of (KsCertificate *certificate);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (KsHostMatch, ks_host_match_free)

G_END_DECLS
