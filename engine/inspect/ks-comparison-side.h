/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "ks-certificate.h"
#include "ks-request.h"

G_BEGIN_DECLS

/* One side of a comparison: a certificate or a request, and what both of them can say. All is borrowed but @names and @name_set. */
typedef struct {
  KsCertificate *certificate; /* one of the two, the other is NULL */
  KsRequest *request;

  GPtrArray *names;     /* of const KsGeneralName: the alternative names */
  GHashTable *name_set; /* of char: NULL until somebody asks */
  KsName *subject;
  gboolean has_usage;
  KsKeyUsage usage;
  const char *const *purposes; /* NULL: not limited */
  gboolean is_ca;
  const char *key_text;
  gint64 seconds; /* how long it is valid; 0: it does not say */
} KsComparisonSide;

void ks_comparison_side_init_certificate (KsComparisonSide *self, KsCertificate *certificate);
void ks_comparison_side_init_request (KsComparisonSide *self, KsRequest *request);
void ks_comparison_side_clear (KsComparisonSide *self);
/* Hosts, mailboxes and the like are the same in any case of ASCII letters (RFC 4343, RFC 5280 section 7). */
gboolean ks_comparison_side_has_name (KsComparisonSide *self, const KsGeneralName *name);
/* "364 days" */
char *ks_comparison_format_days (gint64 seconds) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (KsComparisonSide, ks_comparison_side_clear)

G_END_DECLS
