/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "fuzz.h"

#include "ks-der.h"

/* What was made DER is DER: making it again changes nothing. */
int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GBytes) input = g_bytes_new (data, size);
  g_autoptr (GBytes) der = NULL;
  g_autoptr (GBytes) again = NULL;
  g_autoptr (GError) error = NULL;
  gsize left = 0;

  der = ks_der_from_ber (input, &left, &error);
  if (der == NULL) {
    g_assert_nonnull (error);
    return 0;
  }

  g_assert_cmpuint (left, <=, size);
  again = ks_der_from_ber (der, &left, &error);
  g_assert_no_error (error);
  g_assert_true (g_bytes_equal (again, der));
  return 0;
}
