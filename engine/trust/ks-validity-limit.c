/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-config.h"

#include "ks-lint-private.h"
#include "ks-validity-limit.h"

/* Section 6.3.2, as changed by ballot SC-081. */
static const KsValidityLimit limits[] = {
  { KS_DATE_2029_03_15, 47, 46 },   { KS_DATE_2027_03_15, 100, 99 }, { KS_DATE_2026_03_15, 200, 199 },
  { KS_DATE_2020_09_01, 398, 397 }, { KS_DATE_2018_03_01, 825, 0 },
};

/**
 * ks_validity_limits_get:
 * @n: (out): how many there are
 *
 * Returns: (transfer none) (array length=n): all limits, latest first
 */
const KsValidityLimit *
ks_validity_limits_get (guint *n)
{
  *n = G_N_ELEMENTS (limits);
  return limits;
}

/**
 * ks_validity_limit_find:
 * @time: first second of a certificate, since 1970
 *
 * Returns: (transfer none) (nullable): the limit that it has
 */
const KsValidityLimit *
ks_validity_limit_find (gint64 time)
{
  for (gsize i = 0; i < G_N_ELEMENTS (limits); i++)
    if (time >= limits[i].from)
      return &limits[i];
  return NULL;
}
