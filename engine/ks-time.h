/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>
#include <openssl/types.h>

G_BEGIN_DECLS

/* The engine has no clock of its own: whoever needs "now" is given it. Times are seconds since 1970-01-01 UTC,
 * KS_TIME_INVALID where a file's value cannot be read. Creation dates of entries are milliseconds, as Java keeps them. */
#define KS_TIME_INVALID G_MININT64

#define KS_DAY ((gint64) 24 * 60 * 60)

/* RFC 5280 section 4.1.2.5: UTCTime or GeneralizedTime content, as found in DER. */
gint64 ks_time_from_der (guint8 tag, const guint8 *content, gsize size);
gint64 ks_time_from_rfc3339 (const char *text, GError **error);
/* "2026-11-20T12:00:00Z" */
char *ks_time_to_rfc3339 (gint64 time) G_GNUC_WARN_UNUSED_RESULT;
/* "115 days left", "3 years left", "ended 12 days ago", "ends today", "starts in 3 days": visual.md section 8. */
char *ks_time_describe_span (gint64 not_before, gint64 not_after, gint64 now) G_GNUC_WARN_UNUSED_RESULT;
/* "20 March 2026", in the user's locale. */
char *ks_time_format_date (gint64 time) G_GNUC_WARN_UNUSED_RESULT;
/* "20 Mar 2026" */
char *ks_time_format_short_date (gint64 time) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
