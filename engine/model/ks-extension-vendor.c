/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-config.h"

#include <glib/gi18n-lib.h>
#include "ks-asn1-text.h"
#include "ks-extension-private.h"

/* Netscape's names of the bits, from the first. */
static const char *const netscape_types[] = {
  N_ ("TLS client"), N_ ("TLS server"), N_ ("Email protection"), N_ ("Code signing"), NULL,
  N_ ("TLS CA"),     N_ ("Email CA"),   N_ ("Code signing CA"),
};

/**
 * ks_extension_decode_netscape_type:
 * @self: an extension in the making
 * @element: BIT STRING
 *
 * Netscape Certificate Extensions, netscape-cert-type.
 *
 * Returns: %FALSE when malformed
 */
gboolean
ks_extension_decode_netscape_type (KsExtension *self, const KsDer *element)
{
  if (element->tag != KS_DER_BIT_STRING || element->size < 1)
    return FALSE;

  for (guint bit = 0; bit < G_N_ELEMENTS (netscape_types) && element->size > 1; bit++) {
    if ((element->content[1] & (0x80 >> bit)) != 0 && netscape_types[bit] != NULL)
      ks_extension_add (self, "", _ (netscape_types[bit]));
  }

  return TRUE;
}

/**
 * ks_extension_decode_text:
 * @self: an extension in the making
 * @element: any string
 *
 * Extensions that are one text: Netscape's comment and addresses, Microsoft's template name.
 *
 * Returns: %FALSE when malformed
 */
gboolean
ks_extension_decode_text (KsExtension *self, const KsDer *element)
{
  g_autoptr (GString) text = g_string_new (NULL);

  if (!ks_asn1_text_append (text, element))
    return FALSE;

  ks_extension_take (self, "", ks_asn1_text_dup (element));
  return TRUE;
}

/**
 * ks_extension_decode_ms_template:
 * @self: an extension in the making
 * @element: SEQUENCE { templateID OID, majorVersion INTEGER OPTIONAL, minorVersion INTEGER OPTIONAL }
 *
 * MS-WCCE section 2.2.2.7.7.2, szOID_CERTIFICATE_TEMPLATE.
 *
 * Returns: %FALSE when malformed
 */
gboolean
ks_extension_decode_ms_template (KsExtension *self, const KsDer *element)
{
  KsDerCursor cursor;
  KsDer part;
  g_autofree char *oid = NULL;
  guint major = 0, minor = 0;

  if (element->tag != KS_DER_SEQUENCE)
    return FALSE;

  ks_der_cursor_init (&cursor, element);
  if (!ks_der_cursor_take (&cursor, KS_DER_OID, &part))
    return FALSE;
  oid = ks_der_dup_oid (&part);
  if (oid == NULL)
    return FALSE;
  ks_extension_add (self, _ ("Template"), oid);

  if (ks_der_cursor_take (&cursor, KS_DER_INTEGER, &part)) {
    if (!ks_extension_read_small (&part, &major))
      return FALSE;
    if (ks_der_cursor_take (&cursor, KS_DER_INTEGER, &part) && !ks_extension_read_small (&part, &minor))
      return FALSE;
    ks_extension_take (self, _ ("Version"), g_strdup_printf ("%u.%u", major, minor));
  }

  return cursor.left == 0;
}

/**
 * ks_extension_decode_ms_ca_version:
 * @self: an extension in the making
 * @element: INTEGER, the certificate's number in the low 16 bits, the key's in the high ones
 *
 * MS-WCCE section 2.2.2.7.7.3, szOID_CERTSRV_CA_VERSION.
 *
 * Returns: %FALSE when malformed
 */
gboolean
ks_extension_decode_ms_ca_version (KsExtension *self, const KsDer *element)
{
  guint version;

  if (element->tag != KS_DER_INTEGER || !ks_extension_read_small (element, &version))
    return FALSE;

  ks_extension_take (self, _ ("Renewals of the certificate"), g_strdup_printf ("%u", version & 0xffff));
  ks_extension_take (self, _ ("Renewals of the key"), g_strdup_printf ("%u", version >> 16));
  return TRUE;
}

/**
 * ks_extension_decode_hash:
 * @self: an extension in the making
 * @element: OCTET STRING
 *
 * Extensions that are one hash.
 *
 * Returns: %FALSE when malformed
 */
gboolean
ks_extension_decode_hash (KsExtension *self, const KsDer *element)
{
  if (element->tag != KS_DER_OCTET_STRING)
    return FALSE;

  ks_extension_add_hex (self, "", element->content, element->size);
  return TRUE;
}

/**
 * ks_extension_decode_ms_sid:
 * @self: an extension in the making
 * @element: SEQUENCE of one otherName that holds the security identifier as text
 *
 * MS-WCCE section 2.2.2.7.7.4, szOID_NTDS_CA_SECURITY_EXT.
 *
 * Returns: %FALSE when malformed
 */
gboolean
ks_extension_decode_ms_sid (KsExtension *self, const KsDer *element)
{
  KsDerCursor cursor;
  KsDer part;

  if (element->tag != KS_DER_SEQUENCE)
    return FALSE;

  ks_der_cursor_init (&cursor, element);
  if (!ks_der_cursor_take (&cursor, KS_DER_CONTEXT (0), &part))
    return FALSE;
  ks_der_cursor_init (&cursor, &part);
  if (!ks_der_cursor_take (&cursor, KS_DER_OID, &part) ||
      !ks_der_cursor_take (&cursor, KS_DER_CONTEXT (0), &part))
    return FALSE;
  ks_der_cursor_init (&cursor, &part);
  if (!ks_der_cursor_take (&cursor, KS_DER_OCTET_STRING, &part))
    return FALSE;

  ks_extension_take (self, _ ("Security identifier"), ks_asn1_text_dup_ascii (part.content, part.size));
  return TRUE;
}
