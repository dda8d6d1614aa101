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
  char *given;   /* as typed */
  char *ascii;   /* A-labels, lower case, no trailing dot; or the canonical address */
  char *unicode; /* of a DNS name: its U-label form, or NULL when that says nothing new */
  guint8 address[16];
  guint address_size; /* 4 or 16 for KS_HOST_IP */
  char *problem;      /* translated, for KS_HOST_INVALID */
} KsHostName;

KsHostName *ks_host_name_new (const char *text) G_GNUC_WARN_UNUSED_RESULT;
void ks_host_name_free (KsHostName *self);
/* What to call it: U-labels, the canonical address, or what was typed. */
const char *ks_host_name_get_text (const KsHostName *self);

/* One host against one presented name; @rule: (out) (optional) translated. */
gboolean ks_host_name_matches (const KsHostName *host, const KsGeneralName *presented, char **rule);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (KsHostName, ks_host_name_free)

G_END_DECLS
