/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "fuzz.h"

#include "ks-pem.h"

/* What was read as a block is read from its written form again. */
static void
check_block (const KsPemBlock *block)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (block->body, &size);
  g_autofree char *text = ks_pem_format (block->label, data, size);
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) again = ks_pem_parse (bytes, &after, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (again->len, ==, 1);
  g_assert_true (g_bytes_equal (((KsPemBlock *) again->pdata[0])->body, block->body));
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GBytes) input = g_bytes_new (data, size);
  g_autoptr (GPtrArray) blocks = NULL;
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;

  ks_pem_probe (input);
  blocks = ks_pem_parse (input, &after, &error);
  for (guint i = 0; blocks != NULL && i < blocks->len; i++)
    check_block (blocks->pdata[i]);
  return 0;
}
