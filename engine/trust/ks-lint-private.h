/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "ks-lint.h"

G_BEGIN_DECLS

/* Midnight UTC, in seconds since 1970-01-01. */
#define KS_DATE_2016_01_01 G_GINT64_CONSTANT (1451606400)
#define KS_DATE_2018_03_01 G_GINT64_CONSTANT (1519862400)
#define KS_DATE_2019_07_01 G_GINT64_CONSTANT (1561939200)
#define KS_DATE_2020_09_01 G_GINT64_CONSTANT (1598918400)
#define KS_DATE_2021_06_01 G_GINT64_CONSTANT (1622505600)
#define KS_DATE_2026_03_15 G_GINT64_CONSTANT (1773532800)
#define KS_DATE_2026_09_15 G_GINT64_CONSTANT (1789430400)
#define KS_DATE_2027_03_15 G_GINT64_CONSTANT (1805068800)
#define KS_DATE_2029_03_15 G_GINT64_CONSTANT (1868227200)

#define KS_OID_SERVER_AUTH "1.3.6.1.5.5.7.3.1"
#define KS_OID_CLIENT_AUTH "1.3.6.1.5.5.7.3.2"
#define KS_OID_CODE_SIGNING "1.3.6.1.5.5.7.3.3"
#define KS_OID_ANY_PURPOSE "2.5.29.37.0"
#define KS_OID_COMMON_NAME "2.5.4.3"

#define KS_CABF_URL "https://cabforum.org/working-groups/server/baseline-requirements/requirements/"
#define KS_CABF(section) "CA/B Forum Baseline Requirements 2.2.6, " section, KS_CABF_URL, KS_PROFILE_WEBPKI
#define KS_RFC5280(section)                                                                                  \
  "RFC 5280, " section, "https://www.rfc-editor.org/rfc/rfc5280#section-" section, KS_PROFILE_RFC5280

/* One table per topic; the row after the last has no id. A row stands beside its function. */
extern const KsLint ks_lints_validity[];
extern const KsLint ks_lints_key[];
extern const KsLint ks_lints_names[];
extern const KsLint ks_lints_common_name[];
extern const KsLint ks_lints_purpose[];
extern const KsLint ks_lints_usage[];
extern const KsLint ks_lints_extensions[];
extern const KsLint ks_lints_authority[];
extern const KsLint ks_lints_encoding[];

gboolean ks_lint_has (X509 *x509, int nid);
gboolean ks_lint_is_critical (X509 *x509, int nid);
static inline KsLintAnswer
ks_lint_answer (gboolean broken)
{
  return broken ? KS_LINT_BROKEN : KS_LINT_HOLDS;
}

/* "Names of two kinds" and the like, as values; both translated, copied. */
KsLintAnswer ks_lint_break (KsLintValues *values, const char *ours, const char *theirs);

G_END_DECLS
