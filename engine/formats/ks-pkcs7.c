/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "ks-base64.h"
#include "ks-der-file.h"
#include "ks-der.h"
#include "ks-error.h"
#include "ks-loose.h"
#include "ks-pem-text.h"
#include "ks-pkcs7.h"

#define MAX_ITEMS 100000
#define MAX_PROBLEMS 5

#define SIGNED_DATA "1.2.840.113549.1.7.2"

/* 1.2.840.113549.1.7 with its tag and length: the content type that a file begins with. */
static const guint8 content_type[] = { 0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x07 };

/* Labels of RFC 7468 section 8, RFC 5652 and older programs. */
static const char *const labels[] = { "PKCS7", "PKCS #7 SIGNED DATA", "CMS", NULL };

/* What is found on the way. */
typedef struct {
  GPtrArray *loose;
  guint others; /* parts that are no X.509 certificates or CRLs */
  gsize tail;   /* bytes behind the end */
} Content;

static gboolean
is_pkcs7 (GBytes *bytes)
{
  gsize size, skip;
  const guint8 *data = g_bytes_get_data (bytes, &size);

  if (size < 2 || data[0] != KS_DER_SEQUENCE || data[1] > 0x88)
    return FALSE;
  skip = 2 + (data[1] > 0x80 ? data[1] & 0x7f : 0);

  return size >= skip + sizeof content_type && memcmp (data + skip, content_type, sizeof content_type) == 0;
}

/* Whether a PEM text has such a block. Others stand beside it at times. */
static gboolean
has_block (GBytes *bytes)
{
  g_autoptr (GBytes) text = ks_pem_text_normalize (bytes);
  gsize size;
  const char *data = g_bytes_get_data (text, &size);

  for (gsize i = 0; labels[i] != NULL; i++) {
    g_autofree char *begin = g_strdup_printf ("-----BEGIN %s-----", labels[i]);

    if (size > 0 && memmem (data, size, begin, strlen (begin)) != NULL)
      return TRUE;
  }

  return FALSE;
}

static int
probe_pkcs7 (GBytes *bytes)
{
  g_autoptr (GBytes) decoded = NULL;

  if (is_pkcs7 (bytes))
    return 95;
  if (has_block (bytes))
    return 95;
  decoded = ks_base64_decode_file (bytes);

  return decoded != NULL && is_pkcs7 (decoded) ? 95 : 0;
}

static gboolean
malformed (GError **error)
{
  g_set_error_literal (error, KS_ERROR, KS_ERROR_MALFORMED,
                       _ ("The structure of this PKCS #7 file is damaged."));
  return FALSE;
}

/* One that cannot be read is still shown as such. */
static void
add (Content *content, GBytes *owner, const KsDer *element, KsPemItemKind kind)
{
  g_autoptr (GBytes) der = ks_der_slice (owner, element);
  g_autoptr (KsCertificate) certificate = NULL;

  if (kind == KS_PEM_ITEM_CRL) {
    ks_loose_add_data (content->loose, kind, der, NULL);
    return;
  }
  certificate = ks_certificate_new (der);
  ks_loose_add_certificate (content->loose, certificate, NULL);
}

/* RFC 5652 section 10.2: X.509 certificates and CRLs are sequences; what has a context tag is something else. */
static gboolean
add_all (Content *content, GBytes *owner, const KsDer *set, KsPemItemKind kind, GError **error)
{
  KsDerCursor cursor;
  KsDer element;

  ks_der_cursor_init (&cursor, set);
  while (ks_der_cursor_next (&cursor, &element)) {
    if (content->loose->len >= MAX_ITEMS) {
      g_set_error (error, KS_ERROR, KS_ERROR_TOO_LARGE,
                   _ ("This PKCS #7 file has more than %d certificates."), MAX_ITEMS);
      return FALSE;
    }
    if (element.tag == KS_DER_SEQUENCE)
      add (content, owner, &element, kind);
    else
      content->others++;
  }

  return cursor.left == 0 || malformed (error);
}

/* SignedData (RFC 5652 section 5.1): version, digests, content, [0] certificates, [1] CRLs, signers. */
static gboolean
read_signed_data (Content *content, GBytes *owner, const KsDer *data, GError **error)
{
  KsDerCursor cursor;
  KsDer part;

  ks_der_cursor_init (&cursor, data);
  if (!ks_der_cursor_take (&cursor, KS_DER_INTEGER, &part) ||
      !ks_der_cursor_take (&cursor, KS_DER_SET, &part) ||
      !ks_der_cursor_take (&cursor, KS_DER_SEQUENCE, &part))
    return malformed (error);
  if (ks_der_cursor_take (&cursor, KS_DER_CONTEXT (0), &part) &&
      !add_all (content, owner, &part, KS_PEM_ITEM_CERTIFICATE, error))
    return FALSE;
  if (ks_der_cursor_take (&cursor, KS_DER_CONTEXT (1), &part) &&
      !add_all (content, owner, &part, KS_PEM_ITEM_CRL, error))
    return FALSE;

  return ks_der_cursor_take (&cursor, KS_DER_SET, &part) || malformed (error);
}

/* ContentInfo (RFC 5652 section 3), in DER or BER. */
static gboolean
read_content_info (Content *content, GBytes *bytes, GError **error)
{
  g_autoptr (GBytes) der = ks_der_from_ber (bytes, &content->tail, error);
  g_autofree char *type = NULL;
  KsDerCursor cursor;
  KsDer info, oid, explicit, data;
  gsize size;
  const guint8 *start;

  if (der == NULL)
    return FALSE;
  start = g_bytes_get_data (der, &size);
  if (!ks_der_parse (start, size, &info) || info.tag != KS_DER_SEQUENCE)
    return malformed (error);
  ks_der_cursor_init (&cursor, &info);
  if (!ks_der_cursor_take (&cursor, KS_DER_OID, &oid))
    return malformed (error);

  type = ks_der_dup_oid (&oid);
  if (g_strcmp0 (type, SIGNED_DATA) != 0) {
    g_set_error_literal (
      error, KS_ERROR, KS_ERROR_UNSUPPORTED,
      _ ("This PKCS #7 file is not a collection of certificates, but encrypted or other data."));
    return FALSE;
  }
  if (!ks_der_cursor_take (&cursor, KS_DER_CONTEXT (0), &explicit) ||
      !ks_der_parse (explicit.content, explicit.size, &data) || data.tag != KS_DER_SEQUENCE)
    return malformed (error);

  return read_signed_data (content, der, &data, error);
}

static gboolean
is_labelled (const KsPemItem *item)
{
  return item->kind == KS_PEM_ITEM_OTHER && g_strv_contains (labels, item->block->label);
}

/* Blocks of a text: those of PKCS #7 are opened, and certificates and keys beside them count, too. */
static gboolean
read_items (Content *content, GPtrArray *items, GError **error)
{
  for (guint i = 0; i < items->len; i++) {
    KsPemItem *item = items->pdata[i];

    if (is_labelled (item)) {
      if (!read_content_info (content, item->block->body, error))
        return FALSE;
    } else if (item->certificate != NULL) {
      ks_loose_add_certificate (content->loose, item->certificate, item->name);
    } else if (item->key != NULL) {
      ks_loose_add_key (content->loose, item->key, item->name);
    } else if (item->data != NULL) {
      ks_loose_add_data (content->loose, item->kind, item->data, item->name);
    } else {
      content->others++;
    }
  }

  return TRUE;
}

static gboolean
read_text (Content *content, GBytes *bytes, GPtrArray *problems, GError **error)
{
  g_autoptr (GPtrArray) blocks = ks_pem_parse_leniently (bytes, NULL, problems, error);
  g_autoptr (GPtrArray) items = blocks != NULL ? ks_pem_items_new (blocks, error) : NULL;

  return items != NULL && read_items (content, items, error);
}

static gboolean
read_any (Content *content, GBytes *bytes, GPtrArray *problems, GError **error)
{
  g_autoptr (GBytes) decoded = NULL;

  if (is_pkcs7 (bytes))
    return read_content_info (content, bytes, error);
  if (has_block (bytes))
    return read_text (content, bytes, problems, error);
  decoded = ks_base64_decode_file (bytes);
  if (decoded == NULL)
    return malformed (error);

  return read_content_info (content, decoded, error);
}

static void
add_remarks (KsStore *store, const Content *content, GPtrArray *problems)
{
  g_autofree char *others = NULL;

  for (guint i = 0; i < problems->len && i < MAX_PROBLEMS; i++)
    ks_store_add_remark_of (store, KS_REMARK_CLOSED, problems->pdata[i]);
  ks_der_file_remark_tail (store, content->tail);
  if (content->others == 0)
    return;

  others = g_strdup_printf (ngettext ("%u item of this file is neither a certificate nor a revocation list.",
                                      "%u items of this file are neither certificates nor revocation lists.",
                                      content->others),
                            content->others);
  ks_store_add_remark_of (store, KS_REMARK_CLOSED, others);
}

static KsStore *
read_pkcs7 (GBytes *bytes, const KsReadOptions *options, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) loose = ks_loose_new ();
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);
  Content content = { .loose = loose };
  KsStore *store;

  if (!read_any (&content, bytes, problems, error) ||
      g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  if (loose->len == 0) {
    g_set_error_literal (error, KS_ERROR, KS_ERROR_NOT_A_KEYSTORE,
                         problems->len > 0 ? problems->pdata[0]
                                           : _ ("This PKCS #7 file has no certificates."));
    return NULL;
  }

  store = ks_loose_make_store (loose, &ks_format_pkcs7, options);
  add_remarks (store, &content, problems);

  return store;
}

/**
 * ks_format_pkcs7:
 *
 * The certificates and CRLs of a SignedData (RFC 2315, RFC 5652): in DER, BER or PEM, with or without content and signatures, which
 * are not looked at.
 */
const KsFormat ks_format_pkcs7 = {
  .id = "pkcs7",
  .short_name = "PKCS #7",
  .name = N_ ("Certificate collection (PKCS #7)"),
  .description = N_ ("Certificates and revocation lists in one file, as CAs and Windows write them."),
  .suffixes = "p7b p7c p7s p7m spc",
  .mime_type = "application/x-pkcs7-certificates",
  .flags = KS_FORMAT_HOLDS_TRUSTED | KS_FORMAT_HOLDS_REQUESTS | KS_FORMAT_OPENS_LOCKED,
  .key_scheme = KS_KEY_SCHEME_PBES2_AES256,
  .probe = probe_pkcs7,
  .read = read_pkcs7,
};
