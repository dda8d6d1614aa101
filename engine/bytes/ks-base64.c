/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-base64.h"

#include <string.h>

#include "ks-pem-text.h"

/* Shorter ones are words. */
#define MIN_DIGITS 32

#define STANDARD "+/"
#define URL "-_"

typedef struct {
  const char *last; /* the two digits in which the alphabets differ */
  guint8 *out;
  gsize size;
  guint32 group;
  guint digits; /* in @group */
  guint padding;
} Decoder;

static int
find_value (char c, const char *last)
{
  if (c >= 'A' && c <= 'Z')
    return c - 'A';
  if (c >= 'a' && c <= 'z')
    return c - 'a' + 26;
  if (c >= '0' && c <= '9')
    return c - '0' + 52;
  if (c == last[0])
    return 62;

  return c == last[1] ? 63 : -1;
}

static gboolean
take (Decoder *self, char c)
{
  int value = find_value (c, self->last);

  if (value < 0 || self->padding > 0)
    return FALSE;

  self->group = self->group << 6 | (guint32) value;
  if (++self->digits == 4) {
    self->out[self->size++] = (guint8) (self->group >> 16);
    self->out[self->size++] = (guint8) (self->group >> 8);
    self->out[self->size++] = (guint8) self->group;
    self->group = self->digits = 0;
  }

  return TRUE;
}

/* The digits of an unfinished group: none, or as many as make whole bytes. */
static gboolean
finish (Decoder *self)
{
  if (self->digits == 1 || (self->padding > 0 && self->digits + self->padding != 4))
    return FALSE;
  if (self->digits == 2)
    self->out[self->size++] = (guint8) (self->group >> 4);
  if (self->digits == 3) {
    self->out[self->size++] = (guint8) (self->group >> 10);
    self->out[self->size++] = (guint8) (self->group >> 2);
  }

  return TRUE;
}

static gboolean
is_space (char c)
{
  return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

static gboolean
decode (Decoder *self, const char *data, gsize size)
{
  for (gsize i = 0; i < size; i++) {
    if (data[i] == '=')
      self->padding++;
    else if (!is_space (data[i]) && !take (self, data[i]))
      return FALSE;
  }

  return finish (self);
}

/**
 * ks_base64_decode_file:
 * @text: a whole file
 *
 * Decodes a file of base64 (RFC 4648 section 4) without any header, as mail programs and web pages leave them. White space,
 * a byte order mark and UTF-16 do not matter. The result is wiped when it goes, because it can be a key.
 *
 * Returns: (transfer full) (nullable): what it stands for; %NULL when the file is anything but base64
 */
GBytes *
ks_base64_decode_file (GBytes *text)
{
  g_autoptr (GBytes) plain = NULL;
  g_autoptr (KsSecret) room = NULL;
  Decoder decoder = { .last = STANDARD };
  const char *data;
  gsize size;

  /* Most files are told by their first byte. */
  data = g_bytes_get_data (text, &size);
  if (size < MIN_DIGITS || data[0] == '0' || data[0] == '{' || data[0] == '-')
    return NULL;

  plain = ks_pem_text_normalize (text);
  data = g_bytes_get_data (plain, &size);
  if (find_value (data[0], STANDARD) < 0 && !is_space (data[0]))
    return NULL;

  room = ks_secret_new_sized (size / 4 * 3 + 3, &decoder.out);
  if (!decode (&decoder, data, size) || decoder.size < MIN_DIGITS / 4 * 3)
    return NULL;

  return g_bytes_new_with_free_func (decoder.out, decoder.size, (GDestroyNotify) ks_secret_unref,
                                     ks_secret_ref (room));
}

/**
 * ks_base64_decode_url:
 * @text: base64url
 *
 * Decodes base64url (RFC 4648 section 5) as JSON Web Signature writes it: without padding, blanks and line ends (RFC 7515
 * section 2).
 *
 * Returns: (transfer full) (nullable): the bytes; %NULL when it is anything else
 */
KsSecret *
ks_base64_decode_url (const char *text)
{
  gsize size = strlen (text);
  Decoder decoder = { .last = URL };
  g_autoptr (KsSecret) room = ks_secret_new_sized (size / 4 * 3 + 3, &decoder.out);

  for (gsize i = 0; i < size; i++)
    if (!take (&decoder, text[i]))
      return NULL;

  return finish (&decoder) ? ks_secret_new (decoder.out, decoder.size) : NULL;
}
