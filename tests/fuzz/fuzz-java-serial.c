/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "fuzz.h"

#include <string.h>

#include "ks-java-serial.h"

static const char *const fields[] = {
  "encodedParams", "encryptedContent", "paramsAlg", "sealAlg", "algorithm", "key", "type", ""
};

static void
look_at (KsJavaObject *object, GBytes *input)
{
  g_autofree char *class = ks_java_object_dup_class (object);
  gsize whole;
  const guint8 *start = g_bytes_get_data (input, &whole);

  if (class != NULL)
    g_assert_true (ks_java_object_is_a (object, class) || strlen (class) > 0);
  for (gsize i = 0; i < G_N_ELEMENTS (fields); i++) {
    g_autofree char *text = ks_java_object_dup_text (object, fields[i]);
    gsize size;
    const guint8 *data = ks_java_object_get_bytes (object, fields[i], &size);

    g_assert_false (text != NULL && data != NULL);
    if (data != NULL)
      g_assert_true (data >= start && size <= whole && data + size <= start + whole);
  }
}

/* One stream: what is found lies inside of it, and its end is not behind it. */
int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GBytes) input = g_bytes_new (data, size);
  g_autoptr (GError) error = NULL;
  g_autoptr (KsJavaObject) object = NULL;
  KsReader reader;

  ks_reader_init (&reader, input);
  object = ks_java_object_read (&reader, &error);
  g_assert_true ((object == NULL) == (error != NULL));
  g_assert_cmpuint (reader.offset, <=, reader.size);
  if (object != NULL)
    look_at (object, input);

  return 0;
}
