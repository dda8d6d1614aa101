/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-config.h"

#include <glib/gi18n-lib.h>

#include "ks-error.h"
#include "ks-pkcs12-file.h"

#define MAX_PARTS 1000

static gboolean
malformed (GError **error, const char *field)
{
  g_set_error (error, KS_ERROR, KS_ERROR_MALFORMED,
               /* Translators: %s is the name of a field of the file, for example "SafeBag" */
               _ ("The field “%s” of this PKCS #12 file is malformed."), field);
  return FALSE;
}

/* ContentInfo: SEQUENCE { type, [0] { content } OPTIONAL } */
static gboolean
split_content_info (const KsDer *info, KsDer *type, KsDer *content)
{
  KsDerCursor cursor;
  KsDer wrapper;

  if (info->tag != KS_DER_SEQUENCE)
    return FALSE;
  ks_der_cursor_init (&cursor, info);
  if (!ks_der_cursor_take (&cursor, KS_DER_OID, type) ||
      !ks_der_cursor_take (&cursor, KS_DER_CONTEXT (0), &wrapper))
    return FALSE;
  ks_der_cursor_init (&cursor, &wrapper);

  return ks_der_cursor_next (&cursor, content);
}

/* PFX: SEQUENCE { version, authSafe ContentInfo, macData OPTIONAL }; RFC 7292 section 4 */
static gboolean
open_pfx (KsPkcs12File *self, GBytes *bytes, GError **error)
{
  KsDerCursor cursor;
  KsDer pfx, version, info, type, mac;
  const guint8 *data;
  gsize size;

  self->der = ks_der_from_ber (bytes, &self->trailing, error);
  if (self->der == NULL)
    return FALSE;
  data = g_bytes_get_data (self->der, &size);
  if (!ks_der_parse (data, size, &pfx) || pfx.tag != KS_DER_SEQUENCE)
    return malformed (error, "PFX");

  ks_der_cursor_init (&cursor, &pfx);
  if (!ks_der_cursor_take (&cursor, KS_DER_INTEGER, &version) || !ks_der_cursor_next (&cursor, &info) ||
      !split_content_info (&info, &type, &self->content))
    return malformed (error, "authSafe");
  if (!ks_pkcs12_is_oid (&type, KS_OID_DATA)) {
    g_set_error_literal (
      error, KS_ERROR, KS_ERROR_UNSUPPORTED,
      _ (
        "This PKCS #12 file is protected by a signature instead of a password; such files are not supported."));
    return FALSE;
  }
  if (self->content.tag != KS_DER_OCTET_STRING)
    return malformed (error, "authSafe");

  if (cursor.left == 0)
    return TRUE;
  if (!ks_der_cursor_next (&cursor, &mac))
    return malformed (error, "macData");
  self->has_mac = TRUE;
  if (!ks_pkcs12_mac_parse (&self->mac, &mac, &self->iterations, error))
    return FALSE;

  return TRUE;
}

/* EncryptedData: SEQUENCE { version, EncryptedContentInfo { type, algorithm, [0] IMPLICIT octets } } */
static gboolean
read_encrypted (KsPkcs12Part *part, const KsDer *content, GError **error)
{
  KsDerCursor cursor;
  KsDer version, info, type;

  ks_der_cursor_init (&cursor, content);
  if (content->tag != KS_DER_SEQUENCE || !ks_der_cursor_take (&cursor, KS_DER_INTEGER, &version) ||
      !ks_der_cursor_take (&cursor, KS_DER_SEQUENCE, &info))
    return malformed (error, "EncryptedData");

  ks_der_cursor_init (&cursor, &info);
  if (!ks_der_cursor_take (&cursor, KS_DER_OID, &type) ||
      !ks_der_cursor_take (&cursor, KS_DER_SEQUENCE, &part->algorithm) ||
      !ks_der_cursor_take (&cursor, 0x80, &part->data))
    return malformed (error, "EncryptedContentInfo");
  part->kind = KS_PKCS12_PART_ENCRYPTED;

  return TRUE;
}

static gboolean
read_part (KsPkcs12File *self, const KsDer *info, GError **error)
{
  KsPkcs12Part part = { .element = *info, .kind = KS_PKCS12_PART_UNKNOWN };
  KsDer type, content;

  if (self->parts->len >= MAX_PARTS) {
    g_set_error (error, KS_ERROR, KS_ERROR_TOO_LARGE, _ ("This PKCS #12 file has more than %d parts."),
                 MAX_PARTS);
    return FALSE;
  }
  if (!split_content_info (info, &type, &content))
    return malformed (error, "ContentInfo");

  if (ks_pkcs12_is_oid (&type, KS_OID_DATA)) {
    if (content.tag != KS_DER_OCTET_STRING)
      return malformed (error, "Data");
    part.kind = KS_PKCS12_PART_PLAIN;
    part.content = content;
  } else if (ks_pkcs12_is_oid (&type, KS_OID_ENCRYPTED_DATA)) {
    if (!read_encrypted (&part, &content, error) ||
        !ks_pkcs12_add_algorithm (&part.algorithm, &self->iterations, error))
      return FALSE;
    self->n_encrypted++;
  } else if (ks_pkcs12_is_oid (&type, KS_OID_ENVELOPED_DATA)) {
    part.kind = KS_PKCS12_PART_ENVELOPED;
  }
  g_array_append_val (self->parts, part);

  return TRUE;
}

/* The AuthenticatedSafe may be BER inside of an OCTET STRING that is DER. */
static gboolean
list_parts (KsPkcs12File *self, GError **error)
{
  g_autoptr (GBytes) inner = g_bytes_new (self->content.content, self->content.size);
  KsDerCursor cursor;
  KsDer sequence, info;
  const guint8 *data;
  gsize size, left;

  self->safe = ks_der_from_ber (inner, &left, error);
  if (self->safe == NULL)
    return FALSE;
  data = g_bytes_get_data (self->safe, &size);
  if (!ks_der_parse (data, size, &sequence) || sequence.tag != KS_DER_SEQUENCE)
    return malformed (error, "AuthenticatedSafe");

  ks_der_cursor_init (&cursor, &sequence);
  while (cursor.left > 0) {
    if (!ks_der_cursor_next (&cursor, &info))
      return malformed (error, "AuthenticatedSafe");
    if (!read_part (self, &info, error))
      return FALSE;
  }

  return TRUE;
}

/**
 * ks_pkcs12_file_open:
 * @self: (out): filled in
 * @bytes: a PKCS #12 file, BER or DER
 * @error: KS_ERROR_MALFORMED, KS_ERROR_TRUNCATED, KS_ERROR_UNSUPPORTED, KS_ERROR_TOO_LARGE
 *
 * Takes the outer structure of a file apart (RFC 7292 section 4), and adds up the iterations that all its layers ask for.
 * Nothing is derived or decrypted.
 *
 * Returns: FALSE on errors; @self has to be cleared all the same
 */
gboolean
ks_pkcs12_file_open (KsPkcs12File *self, GBytes *bytes, GError **error)
{
  *self = (KsPkcs12File) { 0 };
  self->parts = g_array_new (FALSE, FALSE, sizeof (KsPkcs12Part));

  return open_pfx (self, bytes, error) && list_parts (self, error);
}

/**
 * ks_pkcs12_file_clear:
 * @self: what ks_pkcs12_file_open() filled in
 *
 * Frees it.
 */
void
ks_pkcs12_file_clear (KsPkcs12File *self)
{
  g_clear_pointer (&self->der, g_bytes_unref);
  g_clear_pointer (&self->safe, g_bytes_unref);
  ks_pkcs12_mac_clear (&self->mac);
  g_clear_pointer (&self->parts, g_array_unref);
}
