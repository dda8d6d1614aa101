/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-config.h"

#include <glib/gi18n-lib.h>
#include <openssl/x509.h>
#include <string.h>

#include "ks-der.h"
#include "ks-error.h"
#include "ks-init.h"
#include "ks-make-private.h"
#include "ks-pem.h"
#include "ks-request-private.h"

#define TAG_IA5 0x16
#define TAG_UTC_TIME 0x17

G_DEFINE_AUTOPTR_CLEANUP_FUNC (X509_REQ, X509_REQ_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (NETSCAPE_SPKI, NETSCAPE_SPKI_free)

/* The parts of a request, as places in its DER. What is not there has no start. */
typedef struct {
  KsRequestKind kind;
  KsDer subject;
  KsDer spki;
  KsDer attributes;
  KsDer challenge;
  KsDer algorithm;
  KsDer signature;
} Parts;

/* CertificationRequestInfo, RFC 2986 section 4.1. */
static gboolean
read_info (KsDerCursor *cursor, Parts *parts)
{
  KsDer version;

  parts->kind = KS_REQUEST_PKCS10;
  if (!ks_der_cursor_take (cursor, KS_DER_INTEGER, &version) ||
      !ks_der_cursor_take (cursor, KS_DER_SEQUENCE, &parts->subject) ||
      !ks_der_cursor_take (cursor, KS_DER_SEQUENCE, &parts->spki))
    return FALSE;
  if (!ks_der_cursor_take (cursor, KS_DER_CONTEXT (0), &parts->attributes))
    parts->attributes.start = NULL;
  return cursor->left == 0;
}

/* PublicKeyAndChallenge */
static gboolean
read_key_and_challenge (KsDerCursor *cursor, Parts *parts)
{
  parts->kind = KS_REQUEST_SPKAC;
  return ks_der_cursor_take (cursor, KS_DER_SEQUENCE, &parts->spki) &&
         ks_der_cursor_take (cursor, TAG_IA5, &parts->challenge) && cursor->left == 0;
}

static gboolean
read_parts (GBytes *der, Parts *parts)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (der, &size);
  KsDer whole, inner;
  KsDerCursor cursor, details;

  if (!ks_der_parse (data, size, &whole) || whole.tag != KS_DER_SEQUENCE)
    return FALSE;
  ks_der_cursor_init (&cursor, &whole);
  if (!ks_der_cursor_take (&cursor, KS_DER_SEQUENCE, &inner) ||
      !ks_der_cursor_take (&cursor, KS_DER_SEQUENCE, &parts->algorithm) ||
      !ks_der_cursor_take (&cursor, KS_DER_BIT_STRING, &parts->signature) || cursor.left != 0)
    return FALSE;

  ks_der_cursor_init (&details, &inner);
  if (inner.size > 0 && inner.content[0] == KS_DER_INTEGER)
    return read_info (&details, parts);
  return read_key_and_challenge (&details, parts);
}

static gboolean
is_oid (const KsDer *oid, const char *dotted)
{
  g_autofree char *text = ks_der_dup_oid (oid);

  return g_strcmp0 (text, dotted) == 0;
}

/* An attribute's only value; attributes of requests have one. */
static gboolean
read_attribute (KsDerCursor *cursor, KsDer *oid, KsDer *value)
{
  KsDer attribute, set;
  KsDerCursor parts;

  if (!ks_der_cursor_take (cursor, KS_DER_SEQUENCE, &attribute))
    return FALSE;
  ks_der_cursor_init (&parts, &attribute);
  if (!ks_der_cursor_take (&parts, KS_DER_OID, oid) || !ks_der_cursor_take (&parts, KS_DER_SET, &set))
    return FALSE;
  ks_der_cursor_init (&parts, &set);
  return ks_der_cursor_next (&parts, value);
}

/* PKCS #9's extensionRequest and Microsoft's, which is the same under another name; RFC 2985 section 5.4. */
static void
read_attributes (const KsDer *attributes, KsWriter *extensions, gboolean *has_challenge)
{
  KsDerCursor cursor;
  KsDer oid, value;

  if (attributes->start == NULL)
    return;
  ks_der_cursor_init (&cursor, attributes);
  while (read_attribute (&cursor, &oid, &value)) {
    if (is_oid (&oid, "1.2.840.113549.1.9.14") || is_oid (&oid, "1.3.6.1.4.1.311.2.1.14"))
      ks_writer_write (extensions, value.content, value.size);
    else if (is_oid (&oid, "1.2.840.113549.1.9.7"))
      *has_challenge = value.size > 0;
  }
}

static void
put_element (KsWriter *writer, const KsDer *element)
{
  if (element->start != NULL)
    ks_writer_write (writer, element->start, element->full_size);
  else
    ks_der_put (writer, KS_DER_SEQUENCE, NULL, 0);
}

/* TBSCertificate, RFC 5280 section 4.1, with the request's own bytes wherever it has some. */
static void
put_body (KsWriter *writer, const Parts *parts, KsWriter *extensions)
{
  KsWriter *body = ks_writer_new (1024), *validity = ks_writer_new (64);

  ks_der_put (body, KS_DER_CONTEXT (0), "\x02\x01\x02", 3);
  ks_der_put (body, KS_DER_INTEGER, "\x01", 1);
  put_element (body, &parts->algorithm);
  ks_der_put (body, KS_DER_SEQUENCE, NULL, 0);
  ks_der_put (validity, TAG_UTC_TIME, "700101000000Z", 13);
  ks_der_put (validity, TAG_UTC_TIME, "700101000000Z", 13);
  ks_der_put_nested (body, KS_DER_SEQUENCE, validity);
  put_element (body, &parts->subject);
  put_element (body, &parts->spki);
  if (ks_writer_get_size (extensions) > 0) {
    KsWriter *list = ks_writer_new (1024);

    ks_der_put (list, KS_DER_SEQUENCE, ks_writer_peek (extensions), ks_writer_get_size (extensions));
    ks_der_put_nested (body, KS_DER_CONTEXT (3), list);
  }
  ks_der_put_nested (writer, KS_DER_SEQUENCE, body);
}

static KsCertificate *
make_face (const Parts *parts, gboolean *has_challenge)
{
  g_autoptr (KsWriter) extensions = ks_writer_new (512);
  g_autoptr (KsWriter) writer = ks_writer_new (1024);
  g_autoptr (GBytes) bytes = NULL;
  KsWriter *whole = ks_writer_new (1024);

  read_attributes (&parts->attributes, extensions, has_challenge);
  put_body (whole, parts, extensions);
  put_element (whole, &parts->algorithm);
  put_element (whole, &parts->signature);
  ks_der_put_nested (writer, KS_DER_SEQUENCE, whole);
  bytes = ks_writer_steal_bytes (writer);
  return ks_certificate_new (bytes);
}

/**
 * ks_request_new:
 * @der: a PKCS #10 request or an SPKAC, and nothing behind it
 * @error: return location
 *
 * Reads a request; its signature is not looked at yet.
 *
 * Returns: (transfer full): the request; %NULL with %KS_ERROR_MALFORMED or %KS_ERROR_TRUNCATED
 */
KsRequest *
ks_request_new (GBytes *der, GError **error)
{
  g_autoptr (GBytes) canonical = NULL;
  g_autoptr (KsRequest) self = NULL;
  Parts parts = { 0 };
  gsize left = 0;

  g_return_val_if_fail (der != NULL, NULL);

  canonical = ks_der_from_ber (der, &left, error);
  if (canonical == NULL)
    return NULL;
  if (!read_parts (canonical, &parts)) {
    g_set_error_literal (error, KS_ERROR, KS_ERROR_MALFORMED, _ ("This is no certificate request."));
    return NULL;
  }

  self = g_object_new (KS_TYPE_REQUEST, NULL);
  self->kind = parts.kind;
  self->der = g_bytes_ref (der);
  self->has_challenge = parts.challenge.start != NULL && parts.challenge.size > 0;
  self->face = make_face (&parts, &self->has_challenge);
  if (ks_certificate_is_readable (self->face))
    return g_steal_pointer (&self);

  g_set_error_literal (error, KS_ERROR, KS_ERROR_MALFORMED, ks_certificate_get_problem (self->face));
  return NULL;
}

static GBytes *
find_pem (GBytes *bytes)
{
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) blocks = NULL;

  if (!ks_pem_probe (bytes))
    return NULL;
  blocks = ks_pem_parse_leniently (bytes, NULL, problems, NULL);
  for (guint i = 0; blocks != NULL && i < blocks->len; i++) {
    const KsPemBlock *block = g_ptr_array_index (blocks, i);

    if (g_str_has_suffix (block->label, "CERTIFICATE REQUEST"))
      return g_bytes_ref (block->body);
  }

  return NULL;
}

/* "SPKAC=" and base64, which may go over several lines, up to a line with another “=” field or the end. */
static GBytes *
find_spkac (GBytes *bytes)
{
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);
  g_autofree char *text = g_strndup (size > 0 ? data : "", size);
  const char *start = strstr (text, "SPKAC=");
  g_autofree guint8 *decoded = NULL;
  gsize n_decoded = 0;

  if (start == NULL)
    return NULL;
  decoded = g_base64_decode (start + 6, &n_decoded);
  return n_decoded > 0 ? g_bytes_new (decoded, n_decoded) : NULL;
}

/**
 * ks_request_new_from_file:
 * @bytes: DER, PEM with anything around it, or an “SPKAC=” line
 * @error: return location
 *
 * Finds the first request of a file.
 *
 * Returns: (transfer full): the request; %NULL with %KS_ERROR_NOT_A_KEYSTORE when there is none, or an error of ks_request_new()
 */
KsRequest *
ks_request_new_from_file (GBytes *bytes, GError **error)
{
  g_autoptr (GBytes) found = NULL;
  gsize size;
  const guint8 *data = NULL;

  g_return_val_if_fail (bytes != NULL, NULL);

  data = g_bytes_get_data (bytes, &size);
  if (size > 0 && data[0] == KS_DER_SEQUENCE)
    return ks_request_new (bytes, error);
  found = find_pem (bytes);
  if (found == NULL)
    found = find_spkac (bytes);
  if (found != NULL)
    return ks_request_new (found, error);

  g_set_error_literal (error, KS_ERROR, KS_ERROR_NOT_A_KEYSTORE,
                       _ ("There is no certificate request in this file."));
  return NULL;
}

static int
verify_pkcs10 (GBytes *der, EVP_PKEY *key)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (der, &size);
  g_autoptr (X509_REQ) request = X509_REQ_new_ex (ks_libctx (), NULL);
  X509_REQ *parsed = request;

  /* On failure d2i frees what it was given. */
  if (d2i_X509_REQ (&parsed, &data, (long) size) == NULL) {
    request = parsed;
    return -1;
  }
  return X509_REQ_verify_ex (request, key, ks_libctx (), NULL);
}

static int
verify_spkac (GBytes *der, EVP_PKEY *key)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (der, &size);
  g_autoptr (NETSCAPE_SPKI) spki = d2i_NETSCAPE_SPKI (NULL, &data, (long) size);

  if (spki == NULL)
    return -1;
  return ASN1_item_verify_ex (ASN1_ITEM_rptr (NETSCAPE_SPKAC), &spki->sig_algor, spki->signature, spki->spkac,
                              NULL, key, ks_libctx (), NULL);
}

/**
 * ks_request_verify:
 * @self: a request
 * @error: return location
 *
 * Verifies the signature, which proves that whoever asks has the private key. One public-key operation.
 *
 * Returns: %TRUE when it verifies; %FALSE with %KS_ERROR_DAMAGED when it does not, %KS_ERROR_UNSUPPORTED when that cannot be told
 */
gboolean
ks_request_verify (KsRequest *self, GError **error)
{
  g_autoptr (EVP_PKEY) key = NULL;
  g_autoptr (GBytes) der = NULL;
  gsize left = 0;
  int answer = 0;

  g_return_val_if_fail (KS_IS_REQUEST (self), FALSE);

  key = ks_make_read_public (ks_request_get_spki (self), error);
  der = key != NULL ? ks_der_from_ber (self->der, &left, error) : NULL;
  if (der == NULL)
    return FALSE;
  answer = self->kind == KS_REQUEST_PKCS10 ? verify_pkcs10 (der, key) : verify_spkac (der, key);
  ks_clear_openssl_errors ();
  if (answer > 0)
    return TRUE;

  if (answer < 0)
    g_set_error_literal (
      error, KS_ERROR, KS_ERROR_UNSUPPORTED,
      _ ("The signature of the request cannot be checked: it is made in a way that OpenSSL does not know."));
  else
    g_set_error_literal (
      error, KS_ERROR, KS_ERROR_DAMAGED,
      _ ("The signature of the request is wrong: it was changed, or made with another key."));
  return FALSE;
}
