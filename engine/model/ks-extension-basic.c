/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-config.h"

#include <glib/gi18n-lib.h>
#include "ks-certificate-usage.h"
#include "ks-extension-private.h"
#include "ks-time.h"

#define TAG_BOOLEAN 0x01
#define TAG_NULL 0x05
#define TAG_GENERALIZED_TIME 0x18

/**
 * ks_extension_decode_basic_constraints:
 * @self: an extension in the making
 * @element: BasicConstraints
 *
 * RFC 5280 section 4.2.1.9.
 *
 * Returns: %FALSE when malformed
 */
gboolean
ks_extension_decode_basic_constraints (KsExtension *self, const KsDer *element)
{
  KsDerCursor cursor;
  KsDer part;
  gboolean is_ca = FALSE;
  guint limit;

  if (element->tag != KS_DER_SEQUENCE)
    return FALSE;

  ks_der_cursor_init (&cursor, element);
  if (ks_der_cursor_take (&cursor, TAG_BOOLEAN, &part)) {
    if (part.size != 1)
      return FALSE;
    is_ca = part.content[0] != 0;
  }
  ks_extension_add (self, _ ("Certificate authority"), is_ca ? _ ("Yes") : _ ("No"));

  if (ks_der_cursor_take (&cursor, KS_DER_INTEGER, &part)) {
    if (!ks_extension_read_small (&part, &limit))
      return FALSE;
    ks_extension_take (self, _ ("CAs that may follow"), g_strdup_printf ("%u", limit));
  } else if (is_ca) {
    ks_extension_add (self, _ ("CAs that may follow"), _ ("No limit"));
  }

  return cursor.left == 0;
}

/**
 * ks_extension_decode_key_usage:
 * @self: an extension in the making
 * @element: KeyUsage
 *
 * RFC 5280 section 4.2.1.3.
 *
 * Returns: %FALSE when malformed
 */
gboolean
ks_extension_decode_key_usage (KsExtension *self, const KsDer *element)
{
  g_auto (GStrv) names = NULL;

  if (element->tag != KS_DER_BIT_STRING || element->size == 0)
    return FALSE;

  names = ks_key_usage_list_names (ks_key_usage_from_der (element));
  for (gsize i = 0; names[i] != NULL; i++)
    ks_extension_add (self, "", names[i]);
  if (names[0] == NULL)
    self->problem = g_strdup (_ ("The extension allows nothing."));

  return TRUE;
}

/**
 * ks_extension_decode_extended_key_usage:
 * @self: an extension in the making
 * @element: SEQUENCE OF KeyPurposeId
 *
 * RFC 5280 section 4.2.1.12.
 *
 * Returns: %FALSE when malformed
 */
gboolean
ks_extension_decode_extended_key_usage (KsExtension *self, const KsDer *element)
{
  KsDerCursor cursor;
  KsDer part;

  if (element->tag != KS_DER_SEQUENCE)
    return FALSE;

  ks_der_cursor_init (&cursor, element);
  while (ks_der_cursor_take (&cursor, KS_DER_OID, &part)) {
    g_autofree char *oid = ks_der_dup_oid (&part);

    if (oid == NULL)
      return FALSE;
    ks_extension_add (self, "", ks_purpose_get_name (oid));
  }

  return cursor.left == 0 && self->fields->len > 0;
}

/**
 * ks_extension_decode_subject_key_id:
 * @self: an extension in the making
 * @element: KeyIdentifier
 *
 * RFC 5280 section 4.2.1.2.
 *
 * Returns: %FALSE when malformed
 */
gboolean
ks_extension_decode_subject_key_id (KsExtension *self, const KsDer *element)
{
  if (element->tag != KS_DER_OCTET_STRING)
    return FALSE;

  ks_extension_add_hex (self, _ ("Key identifier"), element->content, element->size);
  return TRUE;
}

/**
 * ks_extension_decode_authority_key_id:
 * @self: an extension in the making
 * @element: AuthorityKeyIdentifier
 *
 * RFC 5280 section 4.2.1.1.
 *
 * Returns: %FALSE when malformed
 */
gboolean
ks_extension_decode_authority_key_id (KsExtension *self, const KsDer *element)
{
  KsDerCursor cursor;
  KsDer part;

  if (element->tag != KS_DER_SEQUENCE)
    return FALSE;

  ks_der_cursor_init (&cursor, element);
  if (ks_der_cursor_take (&cursor, 0x80, &part))
    ks_extension_add_hex (self, _ ("Key identifier"), part.content, part.size);
  if (ks_der_cursor_take (&cursor, 0xa1, &part) && !ks_extension_add_names (self, _ ("Issuer"), &part))
    return FALSE;
  if (ks_der_cursor_take (&cursor, 0x82, &part))
    ks_extension_add_hex (self, _ ("Serial number"), part.content, part.size);

  return cursor.left == 0;
}

static gboolean
add_time (KsExtension *self, const char *label, const KsDer *element)
{
  gint64 time = ks_time_from_der (TAG_GENERALIZED_TIME, element->content, element->size);
  char *text = ks_time_to_rfc3339 (time);

  if (text == NULL)
    return FALSE;

  ks_extension_take (self, label, text);
  return TRUE;
}

/**
 * ks_extension_decode_key_usage_period:
 * @self: an extension in the making
 * @element: PrivateKeyUsagePeriod
 *
 * RFC 3280 section 4.2.1.4; RFC 5280 has dropped it, old CAs still write it.
 *
 * Returns: %FALSE when malformed
 */
gboolean
ks_extension_decode_key_usage_period (KsExtension *self, const KsDer *element)
{
  KsDerCursor cursor;
  KsDer part;

  if (element->tag != KS_DER_SEQUENCE)
    return FALSE;

  ks_der_cursor_init (&cursor, element);
  if (ks_der_cursor_take (&cursor, 0x80, &part) && !add_time (self, _ ("Signs from"), &part))
    return FALSE;
  if (ks_der_cursor_take (&cursor, 0x81, &part) && !add_time (self, _ ("Signs until"), &part))
    return FALSE;

  return cursor.left == 0 && self->fields->len > 0;
}

/**
 * ks_extension_decode_null:
 * @self: an extension in the making
 * @element: NULL
 *
 * Extensions that say something by being there.
 *
 * Returns: %FALSE when malformed
 */
gboolean
ks_extension_decode_null (KsExtension *self, const KsDer *element)
{
  if (element->tag != TAG_NULL || element->size != 0)
    return FALSE;

  ks_extension_add (self, "", _ ("Yes"));
  return TRUE;
}
