/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "fuzz.h"

#include "ks-der.h"
#include "ks-reader.h"
#include "ks-time.h"
#include "ks-writer.h"

#include <string.h>

/* Text that was read is written as the same bytes; only a plain zero byte comes back as Java writes it. */
static void
check_text (const uint8_t *data, gsize start, gsize end, const char *text)
{
  g_autoptr (KsWriter) writer = ks_writer_new (0);
  g_autoptr (GError) error = NULL;

  g_assert_true (ks_writer_write_utf (writer, "text", text, &error) ||
                 memchr (data + start, 0, end - start) != NULL);
  if (error != NULL || memchr (data + start + 2, 0, end - start - 2) != NULL)
    return;
  g_assert_cmpmem (ks_writer_peek (writer), ks_writer_get_size (writer), data + start, end - start);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GBytes) input = g_bytes_new (data, size);
  const KsDer oid = { .tag = KS_DER_OID, .content = data, .size = size };
  g_autofree char *dotted = ks_der_dup_oid (&oid);
  KsReader reader;

  g_assert_true (dotted == NULL || size > 0);
  ks_time_from_der (0x17, data, size);
  ks_time_from_der (0x18, data, size);

  ks_reader_init (&reader, input);
  while (ks_reader_get_left (&reader) > 0) {
    const gsize start = reader.offset;
    g_autoptr (GError) error = NULL;
    g_autofree char *text = ks_reader_read_utf (&reader, "text", &error);

    if (text == NULL) {
      g_assert_nonnull (error);
      g_assert_cmpuint (reader.offset, ==, start);
      break;
    }
    check_text (data, start, reader.offset, text);
  }
  return 0;
}
