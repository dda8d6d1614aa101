/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* How long a certificate of a public TLS server may be valid, by its first day: CA/B Forum Baseline Requirements, section 6.3.2. */
typedef struct {
  gint64 from; /* seconds since 1970 */
  int at_most; /* days */
  int should;  /* what it should stay within; 0 = the same */
} KsValidityLimit;

/* Latest first. */
const KsValidityLimit *ks_validity_limits_get (guint *n);
/* The one in force for a certificate that begins at @time; NULL where there was none. */
const KsValidityLimit *ks_validity_limit_find (gint64 time);

G_END_DECLS
