/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-config.h"

#include "ks-extension-private.h"

#include <glib/gi18n-lib.h>
#include <openssl/asn1t.h>
#include <openssl/x509v3.h>
#include "ks-init.h"

typedef struct {
  const char *oid;
  const char *name; /* N_() */
  const char *reference;
  KsExtensionDecode decode;
} Row;

/* A new extension is a row here and a function in one of the ks-extension-*.c. */
static const Row rows[] = {
  { "2.5.29.9", N_ ("Subject directory attributes"), "RFC 5280, 4.2.1.8",
    ks_extension_decode_directory_attributes },
  { "2.5.29.14", N_ ("Subject key identifier"), "RFC 5280, 4.2.1.2", ks_extension_decode_subject_key_id },
  { "2.5.29.15", N_ ("Key usage"), "RFC 5280, 4.2.1.3", ks_extension_decode_key_usage },
  { "2.5.29.16", N_ ("Private key usage period"), "RFC 3280, 4.2.1.4", ks_extension_decode_key_usage_period },
  { "2.5.29.17", N_ ("Subject alternative name"), "RFC 5280, 4.2.1.6",
    ks_extension_decode_alternative_names },
  { "2.5.29.18", N_ ("Issuer alternative name"), "RFC 5280, 4.2.1.7", ks_extension_decode_alternative_names },
  { "2.5.29.19", N_ ("Basic constraints"), "RFC 5280, 4.2.1.9", ks_extension_decode_basic_constraints },
  { "2.5.29.30", N_ ("Name constraints"), "RFC 5280, 4.2.1.10", ks_extension_decode_name_constraints },
  { "2.5.29.31", N_ ("CRL distribution points"), "RFC 5280, 4.2.1.13",
    ks_extension_decode_distribution_points },
  { "2.5.29.32", N_ ("Certificate policies"), "RFC 5280, 4.2.1.4", ks_extension_decode_policies },
  { "2.5.29.33", N_ ("Policy mappings"), "RFC 5280, 4.2.1.5", ks_extension_decode_policy_mappings },
  { "2.5.29.35", N_ ("Authority key identifier"), "RFC 5280, 4.2.1.1", ks_extension_decode_authority_key_id },
  { "2.5.29.36", N_ ("Policy constraints"), "RFC 5280, 4.2.1.11", ks_extension_decode_policy_constraints },
  { "2.5.29.37", N_ ("Extended key usage"), "RFC 5280, 4.2.1.12", ks_extension_decode_extended_key_usage },
  { "2.5.29.46", N_ ("Freshest CRL"), "RFC 5280, 4.2.1.15", ks_extension_decode_distribution_points },
  { "2.5.29.54", N_ ("Inhibit any policy"), "RFC 5280, 4.2.1.14", ks_extension_decode_inhibit_any_policy },
  { "2.5.29.56", N_ ("No revocation available"), "RFC 9608", ks_extension_decode_null },
  { "1.3.6.1.5.5.7.1.1", N_ ("Authority information access"), "RFC 5280, 4.2.2.1",
    ks_extension_decode_information_access },
  { "1.3.6.1.5.5.7.1.3", N_ ("Qualified certificate statements"), "RFC 3739, 3.2.6",
    ks_extension_decode_qualified },
  { "1.3.6.1.5.5.7.1.11", N_ ("Subject information access"), "RFC 5280, 4.2.2.2",
    ks_extension_decode_information_access },
  { "1.3.6.1.5.5.7.1.24", N_ ("TLS feature"), "RFC 7633", ks_extension_decode_tls_features },
  { "1.3.6.1.5.5.7.1.31", N_ ("ACME challenge"), "RFC 8737, 3", ks_extension_decode_acme },
  { "1.3.6.1.5.5.7.48.1.5", N_ ("OCSP: no revocation check"), "RFC 6960, 4.2.2.2.1",
    ks_extension_decode_null },
  { "1.3.6.1.4.1.11129.2.4.2", N_ ("Certificate transparency timestamps"), "RFC 6962, 3.3",
    ks_extension_decode_timestamps },
  { "1.3.6.1.4.1.11129.2.4.3", N_ ("Certificate transparency precertificate"), "RFC 6962, 3.1",
    ks_extension_decode_null },
  { "1.3.6.1.4.1.311.20.2", N_ ("Microsoft template name"), NULL, ks_extension_decode_text },
  { "1.3.6.1.4.1.311.21.1", N_ ("Microsoft CA version"), NULL, ks_extension_decode_ms_ca_version },
  { "1.3.6.1.4.1.311.21.2", N_ ("Microsoft previous CA certificate"), NULL, ks_extension_decode_hash },
  { "1.3.6.1.4.1.311.21.7", N_ ("Microsoft certificate template"), NULL, ks_extension_decode_ms_template },
  { "1.3.6.1.4.1.311.21.10", N_ ("Microsoft application policies"), NULL, ks_extension_decode_policies },
  { "1.3.6.1.4.1.311.25.2", N_ ("Microsoft security identifier"), NULL, ks_extension_decode_ms_sid },
  { "2.16.840.1.113730.1.1", N_ ("Netscape certificate type"), NULL, ks_extension_decode_netscape_type },
  { "2.16.840.1.113730.1.2", N_ ("Netscape base address"), NULL, ks_extension_decode_text },
  { "2.16.840.1.113730.1.3", N_ ("Netscape revocation address"), NULL, ks_extension_decode_text },
  { "2.16.840.1.113730.1.4", N_ ("Netscape CA revocation address"), NULL, ks_extension_decode_text },
  { "2.16.840.1.113730.1.7", N_ ("Netscape renewal address"), NULL, ks_extension_decode_text },
  { "2.16.840.1.113730.1.8", N_ ("Netscape CA policy address"), NULL, ks_extension_decode_text },
  { "2.16.840.1.113730.1.12", N_ ("Netscape server name"), NULL, ks_extension_decode_text },
  { "2.16.840.1.113730.1.13", N_ ("Netscape comment"), NULL, ks_extension_decode_text },
};

static void
field_free (gpointer data)
{
  KsExtensionField *field = data;

  g_free (field->label);
  g_free (field->value);
  g_free (field);
}

/**
 * ks_extension_take:
 * @self: an extension in the making
 * @label: translated, may be ""
 * @value: (transfer full): text
 *
 * Adds a field.
 */
void
ks_extension_take (KsExtension *self, const char *label, char *value)
{
  KsExtensionField *field = g_new0 (KsExtensionField, 1);

  field->label = g_strdup (label);
  field->value = value;
  g_ptr_array_add (self->fields, field);
}

/**
 * ks_extension_add:
 * @self: an extension in the making
 * @label: translated, may be ""
 * @value: text
 *
 * Adds a field.
 */
void
ks_extension_add (KsExtension *self, const char *label, const char *value)
{
  ks_extension_take (self, label, g_strdup (value));
}

/**
 * ks_extension_add_hex:
 * @self: an extension in the making
 * @label: translated, may be ""
 * @data: (array length=size): any bytes
 * @size: in bytes
 *
 * Adds a field of upper-case hex with colons.
 */
void
ks_extension_add_hex (KsExtension *self, const char *label, const guint8 *data, gsize size)
{
  static const char digits[] = "0123456789ABCDEF";
  GString *hex = g_string_sized_new (3 * size + 1);
  KsExtensionField *field;

  for (gsize i = 0; i < size; i++) {
    if (i > 0)
      g_string_append_c (hex, ':');
    g_string_append_c (hex, digits[data[i] >> 4]);
    g_string_append_c (hex, digits[data[i] & 15]);
  }

  ks_extension_take (self, label, g_string_free_and_steal (hex));
  field = g_ptr_array_index (self->fields, self->fields->len - 1);
  field->monospace = TRUE;
}

/**
 * ks_extension_read_small:
 * @integer: an INTEGER element
 * @value: (out): its value
 *
 * Returns: whether it is not negative and fits
 */
gboolean
ks_extension_read_small (const KsDer *integer, guint *value)
{
  guint64 number = 0;

  if (integer->size == 0 || integer->size > 5 || integer->content[0] >= 0x80)
    return FALSE;
  for (gsize i = 0; i < integer->size; i++)
    number = number << 8 | integer->content[i];
  if (number > G_MAXUINT)
    return FALSE;

  *value = (guint) number;
  return TRUE;
}

/**
 * ks_extension_get_known:
 * @index: place in the table of extensions
 *
 * Returns: (transfer none) (nullable): a dotted object identifier, %NULL behind the last one
 */
const char *
ks_extension_get_known (guint index)
{
  return index < G_N_ELEMENTS (rows) ? rows[index].oid : NULL;
}

static const Row *
find_row (const char *oid)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    if (g_str_equal (rows[i].oid, oid))
      return &rows[i];
  }

  return NULL;
}

static gboolean
decode (KsExtension *self, const Row *row)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (self->value, &size);
  KsDer element;

  return ks_der_parse (data, size, &element) && element.full_size == size && row->decode (self, &element);
}

/* Whether OpenSSL reads it too, where it has a template for it: its checks go deeper than the fields that are shown here. */
static gboolean
openssl_refuses (KsExtension *self)
{
  const X509V3_EXT_METHOD *method = X509V3_EXT_get_nid (OBJ_txt2nid (self->oid));
  gsize size;
  const guint8 *data = g_bytes_get_data (self->value, &size);
  const guint8 *at = data;
  ASN1_VALUE *value;

  if (method == NULL || method->it == NULL || size > G_MAXINT)
    return FALSE;

  value = ASN1_item_d2i (NULL, &at, (long) size, ASN1_ITEM_ptr (method->it));
  ASN1_item_free (value, ASN1_ITEM_ptr (method->it));
  ks_clear_openssl_errors ();
  return value == NULL || at != data + size;
}

static void
show_hex (KsExtension *self)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (self->value, &size);

  g_ptr_array_set_size (self->fields, 0);
  ks_extension_add_hex (self, "", data, size);
}

/**
 * ks_extension_new:
 * @oid: dotted
 * @critical: whether it must be understood
 * @value: what its OCTET STRING holds
 *
 * Decodes one extension for people; RFC 5280 section 4.2.
 *
 * Returns: (transfer full): never %NULL
 */
KsExtension *
ks_extension_new (const char *oid, gboolean critical, GBytes *value)
{
  KsExtension *self;
  const Row *row;

  g_return_val_if_fail (oid != NULL, NULL);
  g_return_val_if_fail (value != NULL, NULL);

  row = find_row (oid);
  self = g_new0 (KsExtension, 1);
  self->oid = g_strdup (oid);
  self->name = g_strdup (row != NULL ? _ (row->name) : oid);
  self->critical = critical;
  self->value = g_bytes_ref (value);
  self->fields = g_ptr_array_new_with_free_func (field_free);
  self->is_known = row != NULL;
  self->reference = row != NULL ? row->reference : NULL;

  if (row == NULL) {
    show_hex (self);
  } else if (!decode (self, row)) {
    g_free (self->problem);
    self->problem = g_strdup (_ ("This extension is malformed."));
    show_hex (self);
  } else if (self->problem == NULL && openssl_refuses (self)) {
    self->problem = g_strdup (_ ("This extension is malformed: programs that use OpenSSL refuse it."));
  }

  return self;
}

/**
 * ks_extension_free:
 * @self: (transfer full): an extension
 *
 * Frees it.
 */
void
ks_extension_free (KsExtension *self)
{
  g_return_if_fail (self != NULL);

  g_free (self->oid);
  g_free (self->name);
  g_bytes_unref (self->value);
  g_ptr_array_unref (self->fields);
  g_free (self->problem);
  g_free (self);
}
