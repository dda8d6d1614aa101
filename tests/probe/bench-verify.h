/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "probe.h"

G_BEGIN_DECLS

/* Every entry with a certificate is verified against the trusted certificates of the same file, by the engine as the entry list
 * does it, and by plain OpenSSL, whose store is made once and not measured. The certificates are parsed before. Milliseconds. */
double bench_verify (GPtrArray *entries, gint64 now);
X509_STORE *bench_make_store (GPtrArray *entries, gint64 now);
double bench_verify_floor (GPtrArray *entries, X509_STORE *store);

/* The first certificates of @entries, each once: as many as are enough to measure. */
GPtrArray *bench_list_certificates (GPtrArray *entries) G_GNUC_WARN_UNUSED_RESULT;
/* Every lint, and every way to work on a key, of each of them. Milliseconds. */
double bench_lint (GPtrArray *certificates);
double bench_weakness (GPtrArray *certificates);

G_END_DECLS
