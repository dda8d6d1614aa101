/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-config.h"

#include <glib/gi18n-lib.h>
#include <openssl/objects.h>

#include "ks-der.h"
#include "ks-error.h"
#include "ks-init.h"
#include "ks-make-private.h"
#include "ks-name-input.h"

#define TAG_BOOLEAN 0x01
#define TAG_KEY_ID 0x80
#define KEY_ID_SIZE 20
#define N_USAGES 9

/**
 * ks_make_extensions_new:
 *
 * Returns: (transfer full): no extensions
 */
KsMakeExtensions *
ks_make_extensions_new (void)
{
  return sk_X509_EXTENSION_new_null ();
}

/**
 * ks_make_extensions_free:
 * @self: (transfer full): extensions
 *
 * Frees them.
 */
void
ks_make_extensions_free (KsMakeExtensions *self)
{
  sk_X509_EXTENSION_pop_free (self, X509_EXTENSION_free);
}

static X509_EXTENSION *
make_extension (const char *oid, gboolean critical, const void *value, gsize size)
{
  ASN1_OBJECT *object = ks_der_is_oid (oid) ? OBJ_txt2obj (oid, 1) : NULL;
  ASN1_OCTET_STRING *octets = ASN1_OCTET_STRING_new ();
  X509_EXTENSION *extension = NULL;

  if (object != NULL && size <= G_MAXINT && ASN1_OCTET_STRING_set (octets, value, (int) size))
    extension = X509_EXTENSION_create_by_OBJ (NULL, object, critical, octets);
  ASN1_OCTET_STRING_free (octets);
  ASN1_OBJECT_free (object);
  ks_clear_openssl_errors ();
  return extension;
}

static gboolean
add (KsMakeExtensions *self, const char *oid, gboolean critical, const void *value, gsize size, GError **error)
{
  X509_EXTENSION *extension = make_extension (oid, critical, value, size);

  if (extension != NULL && sk_X509_EXTENSION_push (self, extension) > 0)
    return TRUE;
  X509_EXTENSION_free (extension);
  g_set_error (error, KS_ERROR, KS_ERROR_MALFORMED, _ ("“%s” is no object identifier."), oid);
  return FALSE;
}

static gboolean
add_written (KsMakeExtensions *self, const char *oid, gboolean critical, KsWriter *writer, GError **error)
{
  return add (self, oid, critical, ks_writer_peek (writer), ks_writer_get_size (writer), error);
}

/* RFC 5280 section 4.2.1.9: critical in every CA certificate. */
static gboolean
add_basic_constraints (KsMakeExtensions *self, const KsCertificateSpec *spec, GError **error)
{
  g_autoptr (KsWriter) writer = ks_writer_new (16);
  KsWriter *inner = ks_writer_new (16);
  guint8 length[] = { 0, (guint8) spec->path_length };

  ks_der_put (inner, TAG_BOOLEAN, "\xff", 1);
  if (spec->path_length >= 0)
    ks_der_put (inner, KS_DER_INTEGER, length + (length[1] < 0x80), length[1] < 0x80 ? 1 : 2);
  ks_der_put_nested (writer, KS_DER_SEQUENCE, inner);
  return add_written (self, "2.5.29.19", TRUE, writer, error);
}

/* A BIT STRING of named bits has no zero bits at its end (X.690 section 11.2.2). */
static gboolean
add_key_usage (KsMakeExtensions *self, KsKeyUsage usage, GError **error)
{
  g_autoptr (KsWriter) writer = ks_writer_new (8);
  guint8 content[3] = { 0 };
  guint last = 0;

  for (guint bit = 0; bit < N_USAGES; bit++) {
    if ((usage & (1u << bit)) != 0) {
      content[1 + bit / 8] |= (guint8) (0x80 >> (bit % 8));
      last = bit;
    }
  }
  content[0] = (guint8) (7 - last % 8);
  ks_der_put (writer, KS_DER_BIT_STRING, content, 2 + last / 8);
  return add_written (self, "2.5.29.15", TRUE, writer, error);
}

static gboolean
add_purposes (KsMakeExtensions *self, const KsCertificateSpec *spec, GError **error)
{
  g_autoptr (KsWriter) writer = ks_writer_new (64);
  KsWriter *inner = ks_writer_new (64);
  const char *bad = NULL;

  for (gsize i = 0; spec->purposes[i] != NULL && bad == NULL; i++) {
    if (!ks_der_put_oid (inner, spec->purposes[i]))
      bad = spec->purposes[i];
  }
  ks_der_put_nested (writer, KS_DER_SEQUENCE, inner);
  if (bad == NULL)
    return add_written (self, "2.5.29.37", FALSE, writer, error);

  g_set_error (error, KS_ERROR, KS_ERROR_MALFORMED, _ ("“%s” is no object identifier."), bad);
  return FALSE;
}

/* RFC 5280 section 4.1.2.6: critical where the subject is empty. */
static gboolean
add_names (KsMakeExtensions *self, const KsCertificateSpec *spec, GError **error)
{
  g_autoptr (KsWriter) writer = ks_writer_new (64);
  KsWriter *inner = ks_writer_new (64);
  gboolean critical = ks_name_get_n_attributes (spec->subject) == 0;

  for (guint i = 0; i < spec->names->len; i++) {
    g_autoptr (GBytes) der = ks_general_name_dup_der (g_ptr_array_index (spec->names, i));

    ks_writer_write_bytes (inner, der);
  }
  ks_der_put_nested (writer, KS_DER_SEQUENCE, inner);
  return add_written (self, "2.5.29.17", critical, writer, error);
}

/**
 * ks_make_extensions_add_spec:
 * @self: extensions
 * @spec: what is wanted
 * @error: return location for %KS_ERROR_MALFORMED
 *
 * Adds basic constraints, key usage, extended key usage, alternative names and the others, as far as they say something.
 *
 * Returns: %TRUE when all of them could be made
 */
gboolean
ks_make_extensions_add_spec (KsMakeExtensions *self, const KsCertificateSpec *spec, GError **error)
{
  if (spec->is_ca && !add_basic_constraints (self, spec, error))
    return FALSE;
  if (spec->key_usage != 0 && !add_key_usage (self, spec->key_usage, error))
    return FALSE;
  if (spec->purposes[0] != NULL && !add_purposes (self, spec, error))
    return FALSE;
  if (spec->names->len > 0 && !add_names (self, spec, error))
    return FALSE;

  for (guint i = 0; i < spec->extensions->len; i++) {
    const KsExtension *extension = g_ptr_array_index (spec->extensions, i);
    gsize size;
    const void *value = g_bytes_get_data (extension->value, &size);

    if (!add (self, extension->oid, extension->critical, value, size, error))
      return FALSE;
  }

  return TRUE;
}

/**
 * ks_make_extensions_add_key_ids:
 * @self: extensions
 * @subject_id: of the new key
 * @issuer_id: of the key that signs
 * @error: return location
 *
 * RFC 5280 sections 4.2.1.1 and 4.2.1.2: neither is critical, and the authority's has nothing but the identifier.
 *
 * Returns: %TRUE
 */
gboolean
ks_make_extensions_add_key_ids (KsMakeExtensions *self, GBytes *subject_id, GBytes *issuer_id, GError **error)
{
  g_autoptr (KsWriter) subject = ks_writer_new (32);
  g_autoptr (KsWriter) authority = ks_writer_new (32);
  KsWriter *inner = ks_writer_new (32);
  gsize size;
  const void *data = g_bytes_get_data (subject_id, &size);

  ks_der_put (subject, KS_DER_OCTET_STRING, data, size);
  data = g_bytes_get_data (issuer_id, &size);
  ks_der_put (inner, TAG_KEY_ID, data, size);
  ks_der_put_nested (authority, KS_DER_SEQUENCE, inner);
  return add_written (self, "2.5.29.14", FALSE, subject, error) &&
         add_written (self, "2.5.29.35", FALSE, authority, error);
}

/**
 * ks_make_key_id:
 * @spki: DER of a SubjectPublicKeyInfo
 *
 * RFC 7093 section 2, method 1: the first 160 bits of the SHA-256 of the key's bits.
 *
 * Returns: (transfer full) (nullable): the identifier; %NULL where @spki is malformed
 */
GBytes *
ks_make_key_id (GBytes *spki)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (spki, &size);
  guint8 digest[EVP_MAX_MD_SIZE];
  KsDer element, algorithm, key;
  KsDerCursor cursor;

  if (!ks_der_parse (data, size, &element))
    return NULL;
  ks_der_cursor_init (&cursor, &element);
  if (!ks_der_cursor_take (&cursor, KS_DER_SEQUENCE, &algorithm) ||
      !ks_der_cursor_take (&cursor, KS_DER_BIT_STRING, &key) || key.size < 2)
    return NULL;
  if (!EVP_Q_digest (ks_libctx (), "SHA256", NULL, key.content + 1, key.size - 1, digest, NULL))
    return NULL;
  return g_bytes_new (digest, KEY_ID_SIZE);
}
