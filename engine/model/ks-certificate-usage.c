/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-certificate-usage.h"

#include <string.h>

#define TAG_BOOLEAN 0x01
#define TAG_KEY_ID 0x80
#define TAG_URI 0x86

static void
read_basic_constraints (KsCertificateUsage *self, const KsDer *element)
{
  KsDerCursor cursor;
  KsDer part;

  if (element->tag != KS_DER_SEQUENCE)
    return;

  ks_der_cursor_init (&cursor, element);
  if (ks_der_cursor_take (&cursor, TAG_BOOLEAN, &part))
    self->is_ca = part.size == 1 && part.content[0] != 0;
  if (!ks_der_cursor_take (&cursor, KS_DER_INTEGER, &part) || part.size == 0)
    return;

  /* A limit that does not fit is no limit in practice; a negative one allows nothing. */
  self->path_length = 0;
  for (gsize i = 0; i < part.size && part.content[0] < 0x80; i++) {
    if (self->path_length > (G_MAXINT >> 9))
      self->path_length = G_MAXINT;
    else
      self->path_length = self->path_length << 8 | part.content[i];
  }
}

/**
 * ks_key_usage_from_der:
 * @bits: a BIT STRING element
 *
 * RFC 5280 section 4.2.1.3; the first octet of the content counts the unused bits.
 *
 * Returns: the usages, 0 when malformed
 */
KsKeyUsage
ks_key_usage_from_der (const KsDer *bits)
{
  guint usage = 0;

  if (bits->tag != KS_DER_BIT_STRING || bits->size < 2 || bits->content[0] > 7)
    return 0;

  for (guint bit = 0; bit < 9 && bit / 8 + 1 < bits->size; bit++) {
    if ((bits->content[1 + bit / 8] & (0x80 >> (bit % 8))) != 0)
      usage |= 1u << bit;
  }

  return usage;
}

static char **
dup_purposes (const KsDer *element)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  KsDerCursor cursor;
  KsDer oid;

  /* Malformed is not absent: what cannot be read allows nothing. */
  if (element->tag == KS_DER_SEQUENCE) {
    ks_der_cursor_init (&cursor, element);
    while (ks_der_cursor_take (&cursor, KS_DER_OID, &oid)) {
      char *text = ks_der_dup_oid (&oid);

      if (text != NULL)
        g_strv_builder_take (builder, text);
    }
  }

  return g_strv_builder_end (builder);
}

static GBytes *
dup_subject_key_id (const KsDer *element)
{
  return element->tag == KS_DER_OCTET_STRING ? g_bytes_new (element->content, element->size) : NULL;
}

static GBytes *
dup_authority_key_id (const KsDer *element)
{
  KsDerCursor cursor;
  KsDer part;

  if (element->tag != KS_DER_SEQUENCE)
    return NULL;

  ks_der_cursor_init (&cursor, element);
  return ks_der_cursor_take (&cursor, TAG_KEY_ID, &part) ? g_bytes_new (part.content, part.size) : NULL;
}

static gboolean
is_web_address (const KsDer *uri)
{
  const char *text = (const char *) uri->content;

  for (gsize i = 0; i < uri->size; i++) {
    if (!g_ascii_isgraph (text[i]))
      return FALSE;
  }

  return (uri->size > 7 && g_ascii_strncasecmp (text, "http://", 7) == 0) ||
         (uri->size > 8 && g_ascii_strncasecmp (text, "https://", 8) == 0);
}

static char *
dup_ca_issuers_url (const KsDer *element)
{
  static const char ca_issuers[] = "\x2b\x06\x01\x05\x05\x07\x30\x02";
  KsDerCursor cursor, parts;
  KsDer description, method, location;

  if (element->tag != KS_DER_SEQUENCE)
    return NULL;

  ks_der_cursor_init (&cursor, element);
  while (ks_der_cursor_take (&cursor, KS_DER_SEQUENCE, &description)) {
    ks_der_cursor_init (&parts, &description);
    if (ks_der_cursor_take (&parts, KS_DER_OID, &method) && method.size == sizeof ca_issuers - 1 &&
        memcmp (method.content, ca_issuers, method.size) == 0 &&
        ks_der_cursor_take (&parts, TAG_URI, &location) && is_web_address (&location))
      return g_strndup ((const char *) location.content, location.size);
  }

  return NULL;
}

/**
 * ks_certificate_usage_new:
 * @outline: where the extensions are
 *
 * Returns: (transfer full): never %NULL
 */
KsCertificateUsage *
ks_certificate_usage_new (const KsCertificateOutline *outline)
{
  KsCertificateUsage *self = g_new0 (KsCertificateUsage, 1);
  const KsDer *known = outline->known;

  self->path_length = -1;
  if (known[KS_OUTLINE_BASIC_CONSTRAINTS].start != NULL)
    read_basic_constraints (self, &known[KS_OUTLINE_BASIC_CONSTRAINTS]);
  if (known[KS_OUTLINE_KEY_USAGE].start != NULL) {
    self->has_key_usage = TRUE;
    self->key_usage = ks_key_usage_from_der (&known[KS_OUTLINE_KEY_USAGE]);
  }
  if (known[KS_OUTLINE_EXTENDED_KEY_USAGE].start != NULL)
    self->purposes = dup_purposes (&known[KS_OUTLINE_EXTENDED_KEY_USAGE]);
  if (known[KS_OUTLINE_SUBJECT_KEY_ID].start != NULL)
    self->subject_key_id = dup_subject_key_id (&known[KS_OUTLINE_SUBJECT_KEY_ID]);
  if (known[KS_OUTLINE_AUTHORITY_KEY_ID].start != NULL)
    self->authority_key_id = dup_authority_key_id (&known[KS_OUTLINE_AUTHORITY_KEY_ID]);
  if (known[KS_OUTLINE_AUTHORITY_INFO].start != NULL)
    self->ca_issuers_url = dup_ca_issuers_url (&known[KS_OUTLINE_AUTHORITY_INFO]);

  return self;
}

/**
 * ks_certificate_usage_free:
 * @self: (transfer full): usages
 *
 * Frees them.
 */
void
ks_certificate_usage_free (KsCertificateUsage *self)
{
  g_return_if_fail (self != NULL);

  g_strfreev (self->purposes);
  g_clear_pointer (&self->subject_key_id, g_bytes_unref);
  g_clear_pointer (&self->authority_key_id, g_bytes_unref);
  g_free (self->ca_issuers_url);
  g_free (self);
}
