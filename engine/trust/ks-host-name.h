/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "ks-certificate.h"

G_BEGIN_DECLS

typedef enum {
  KS_HOST_INVALID,
  KS_HOST_DNS,
  KS_HOST_IP,
  KS_HOST_EMAIL,
  KS_HOST_URI,
} KsHostKind;

/**
 * KsHostName: a reference identity (RFC 9525 section 6.1), read from what a person typed. Plain data.
 */
typedef struct {
  KsHostKind kind;
  char *given; /* as typed */
  char *ascii; /* A-labels, lower case, no trailing dot; or the canonical address */
  guint8 address[16];
  guint address_size; /* 4 or 16 for KS_HOST_IP */
  char *problem;      /* translated, for KS_HOST_INVALID */
} KsHostName;

KsHostName *ks_host_name_new (const char *text) G_GNUC_WARN_UNUSED_RESULT;
void ks_host_name_free (KsHostName *self);

/**
 * KsHostMatch: the answer for one host and one certificate
 */
typedef struct {
  gboolean matches;
  int alt_name;          /* index of the deciding or nearest alternative name, -1 = none */
  char *rule;            /* translated sentence: the rule that decided */
  const char *reference; /* "RFC 9525, 6.3" */
} KsHostMatch;

KsHostMatch *ks_host_match_new (const KsHostName *host, KsCertificate *certificate) G_GNUC_WARN_UNUSED_RESULT;
void ks_host_match_free (KsHostMatch *self);

/* One host against one presented name; @rule: (out) (optional) translated. */
gboolean ks_host_name_matches (const KsHostName *host, const KsGeneralName *presented, char **rule);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (KsHostName, ks_host_name_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (KsHostMatch, ks_host_match_free)

G_END_DECLS
