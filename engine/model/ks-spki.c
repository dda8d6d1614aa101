/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-config.h"

#include "ks-spki.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* The parts of SubjectPublicKeyInfo: AlgorithmIdentifier's two, and the key without its count of unused bits. */
typedef struct {
  KsDer oid;
  KsDer parameters; /* start is NULL when absent */
  KsDer key;
} Parts;

typedef struct {
  const char *oid;
  const char *algorithm;
  guint bits; /* of algorithms that have one size */
  void (*read) (KsSpki *self, const Parts *parts);
} Algorithm;

typedef struct {
  const char *oid;
  const char *name;
  guint bits;
} Curve;

/* SEC 2, RFC 5639, FIPS 186, GB/T 32918. */
static const Curve curves[] = {
  { "1.2.840.10045.3.1.7", "P-256", 256 },
  { "1.3.132.0.34", "P-384", 384 },
  { "1.3.132.0.35", "P-521", 521 },
  { "1.2.840.10045.3.1.1", "P-192", 192 },
  { "1.3.132.0.33", "P-224", 224 },
  { "1.3.132.0.8", "secp160r1", 160 },
  { "1.3.132.0.9", "secp160k1", 160 },
  { "1.3.132.0.30", "secp160r2", 160 },
  { "1.3.132.0.31", "secp192k1", 192 },
  { "1.3.132.0.32", "secp224k1", 224 },
  { "1.3.132.0.10", "secp256k1", 256 },
  { "1.3.132.0.1", "sect163k1", 163 },
  { "1.3.132.0.15", "sect163r2", 163 },
  { "1.3.132.0.26", "sect233k1", 233 },
  { "1.3.132.0.27", "sect233r1", 233 },
  { "1.3.132.0.3", "sect239k1", 239 },
  { "1.3.132.0.16", "sect283k1", 283 },
  { "1.3.132.0.17", "sect283r1", 283 },
  { "1.3.132.0.36", "sect409k1", 409 },
  { "1.3.132.0.37", "sect409r1", 409 },
  { "1.3.132.0.38", "sect571k1", 571 },
  { "1.3.132.0.39", "sect571r1", 571 },
  { "1.3.36.3.3.2.8.1.1.1", "brainpoolP160r1", 160 },
  { "1.3.36.3.3.2.8.1.1.3", "brainpoolP192r1", 192 },
  { "1.3.36.3.3.2.8.1.1.5", "brainpoolP224r1", 224 },
  { "1.3.36.3.3.2.8.1.1.7", "brainpoolP256r1", 256 },
  { "1.3.36.3.3.2.8.1.1.9", "brainpoolP320r1", 320 },
  { "1.3.36.3.3.2.8.1.1.11", "brainpoolP384r1", 384 },
  { "1.3.36.3.3.2.8.1.1.13", "brainpoolP512r1", 512 },
  { "1.2.156.10197.1.301", "SM2", 256 },
};

static guint
count_bits (const KsDer *integer)
{
  const guint8 *data = integer->content;
  gsize size = integer->size;

  while (size > 0 && *data == 0) {
    data++;
    size--;
  }
  if (size == 0 || size > G_MAXUINT / 8)
    return 0;

  return (guint) (8 * (size - 1)) + g_bit_storage (*data);
}

/* The bits of the first INTEGER in a SEQUENCE: RSA's modulus, the prime of DSA and DH. */
static guint
count_first_integer (const KsDer *sequence)
{
  KsDerCursor cursor;
  KsDer integer;

  if (sequence->start == NULL || sequence->tag != KS_DER_SEQUENCE)
    return 0;

  ks_der_cursor_init (&cursor, sequence);
  return ks_der_cursor_take (&cursor, KS_DER_INTEGER, &integer) ? count_bits (&integer) : 0;
}

static void
read_rsa (KsSpki *self, const Parts *parts)
{
  KsDer key;

  if (ks_der_parse (parts->key.content, parts->key.size, &key))
    self->bits = count_first_integer (&key);
}

static void
read_parameters (KsSpki *self, const Parts *parts)
{
  self->bits = count_first_integer (&parts->parameters);
}

/* RFC 3279 section 2.3.3. Where Java expects a length there is another large number. */
static void
read_x942_parameters (KsSpki *self, const Parts *parts)
{
  read_parameters (self, parts);
  self->is_beyond_java = TRUE;
}

/* ECParameters with explicit field: SEQUENCE { version, SEQUENCE { prime-field OID, INTEGER p }, ... } */
static guint
count_explicit_field (const KsDer *parameters)
{
  KsDerCursor cursor;
  KsDer version, field, oid, prime;

  ks_der_cursor_init (&cursor, parameters);
  if (!ks_der_cursor_take (&cursor, KS_DER_INTEGER, &version) ||
      !ks_der_cursor_take (&cursor, KS_DER_SEQUENCE, &field))
    return 0;

  ks_der_cursor_init (&cursor, &field);
  if (!ks_der_cursor_take (&cursor, KS_DER_OID, &oid) ||
      !ks_der_cursor_take (&cursor, KS_DER_INTEGER, &prime))
    return 0;

  return count_bits (&prime);
}

static const Curve *
find_curve (const char *oid)
{
  for (gsize i = 0; i < G_N_ELEMENTS (curves); i++) {
    if (g_strcmp0 (curves[i].oid, oid) == 0)
      return &curves[i];
  }

  return NULL;
}

static void
read_ec (KsSpki *self, const Parts *parts)
{
  g_autofree char *oid = NULL;
  const Curve *curve;

  if (parts->parameters.start != NULL && parts->parameters.tag == KS_DER_SEQUENCE) {
    self->bits = count_explicit_field (&parts->parameters);
    self->text = g_strdup (_ ("EC (explicit parameters)"));
    self->is_beyond_java = TRUE;
    return;
  }
  if (parts->parameters.start != NULL && parts->parameters.tag == KS_DER_OID)
    oid = ks_der_dup_oid (&parts->parameters);

  curve = find_curve (oid);
  if (curve != NULL) {
    self->bits = curve->bits;
    self->text = g_strdup_printf ("EC %s", curve->name);
  } else {
    self->text = oid != NULL ? g_strdup_printf ("EC %s", oid) : g_strdup ("EC");
  }
}

/* RFC 3279, 4055, 5480, 8410, 9881, 9909, 9935, 4491, 9215. */
static const Algorithm algorithms[] = {
  { "1.2.840.113549.1.1.1", "RSA", 0, read_rsa },
  { "1.2.840.113549.1.1.10", "RSASSA-PSS", 0, read_rsa },
  { "1.2.840.113549.1.1.7", "RSAES-OAEP", 0, read_rsa },
  { "2.5.8.1.1", "RSA", 0, read_rsa },
  { "1.2.840.10045.2.1", "EC", 0, read_ec },
  { "1.2.840.10040.4.1", "DSA", 0, read_parameters },
  { "1.3.14.3.2.12", "DSA", 0, read_parameters },
  { "1.2.840.10046.2.1", "DH", 0, read_x942_parameters },
  { "1.2.840.113549.1.3.1", "DH", 0, read_parameters },
  { "1.3.101.110", "X25519", 253, NULL },
  { "1.3.101.111", "X448", 448, NULL },
  { "1.3.101.112", "Ed25519", 256, NULL },
  { "1.3.101.113", "Ed448", 456, NULL },
  { "2.16.840.1.101.3.4.3.17", "ML-DSA-44", 0, NULL },
  { "2.16.840.1.101.3.4.3.18", "ML-DSA-65", 0, NULL },
  { "2.16.840.1.101.3.4.3.19", "ML-DSA-87", 0, NULL },
  { "2.16.840.1.101.3.4.3.20", "SLH-DSA-SHA2-128s", 0, NULL },
  { "2.16.840.1.101.3.4.3.21", "SLH-DSA-SHA2-128f", 0, NULL },
  { "2.16.840.1.101.3.4.3.22", "SLH-DSA-SHA2-192s", 0, NULL },
  { "2.16.840.1.101.3.4.3.23", "SLH-DSA-SHA2-192f", 0, NULL },
  { "2.16.840.1.101.3.4.3.24", "SLH-DSA-SHA2-256s", 0, NULL },
  { "2.16.840.1.101.3.4.3.25", "SLH-DSA-SHA2-256f", 0, NULL },
  { "2.16.840.1.101.3.4.3.26", "SLH-DSA-SHAKE-128s", 0, NULL },
  { "2.16.840.1.101.3.4.3.27", "SLH-DSA-SHAKE-128f", 0, NULL },
  { "2.16.840.1.101.3.4.3.28", "SLH-DSA-SHAKE-192s", 0, NULL },
  { "2.16.840.1.101.3.4.3.29", "SLH-DSA-SHAKE-192f", 0, NULL },
  { "2.16.840.1.101.3.4.3.30", "SLH-DSA-SHAKE-256s", 0, NULL },
  { "2.16.840.1.101.3.4.3.31", "SLH-DSA-SHAKE-256f", 0, NULL },
  { "2.16.840.1.101.3.4.4.1", "ML-KEM-512", 0, NULL },
  { "2.16.840.1.101.3.4.4.2", "ML-KEM-768", 0, NULL },
  { "2.16.840.1.101.3.4.4.3", "ML-KEM-1024", 0, NULL },
  { "1.2.643.2.2.19", "GOST R 34.10-2001", 256, NULL },
  { "1.2.643.7.1.1.1.1", "GOST R 34.10-2012", 256, NULL },
  { "1.2.643.7.1.1.1.2", "GOST R 34.10-2012", 512, NULL },
};

static const Algorithm *
find_algorithm (const char *oid)
{
  for (gsize i = 0; i < G_N_ELEMENTS (algorithms); i++) {
    if (g_strcmp0 (algorithms[i].oid, oid) == 0)
      return &algorithms[i];
  }

  return NULL;
}

static gboolean
find_parts (const KsDer *spki, Parts *parts)
{
  KsDerCursor cursor;
  KsDer algorithm;

  memset (parts, 0, sizeof *parts);
  if (spki->start == NULL || spki->tag != KS_DER_SEQUENCE)
    return FALSE;

  ks_der_cursor_init (&cursor, spki);
  if (!ks_der_cursor_take (&cursor, KS_DER_SEQUENCE, &algorithm) ||
      !ks_der_cursor_take (&cursor, KS_DER_BIT_STRING, &parts->key) || parts->key.size == 0)
    return FALSE;
  parts->key.content++;
  parts->key.size--;

  ks_der_cursor_init (&cursor, &algorithm);
  if (!ks_der_cursor_take (&cursor, KS_DER_OID, &parts->oid))
    return FALSE;
  if (!ks_der_cursor_next (&cursor, &parts->parameters))
    parts->parameters.start = NULL;
  return TRUE;
}

static void
read_key (KsSpki *self, const Parts *parts)
{
  g_autofree char *oid = ks_der_dup_oid (&parts->oid);
  const Algorithm *row = find_algorithm (oid);

  if (row == NULL) {
    self->algorithm = g_intern_string (oid != NULL ? oid : "");
    self->text = g_strdup (self->algorithm);
    return;
  }

  self->algorithm = row->algorithm;
  self->bits = row->bits;
  if (row->read != NULL)
    row->read (self, parts);
  if (self->text == NULL && row->read != NULL && self->bits != 0)
    self->text = g_strdup_printf ("%s %u", row->algorithm, self->bits);
  if (self->text == NULL)
    self->text = g_strdup (row->algorithm);
}

/**
 * ks_spki_new:
 * @spki: a SubjectPublicKeyInfo
 *
 * Reads what kind of key it is and how large, without making an OpenSSL key of it.
 *
 * Returns: (transfer full): never %NULL; empty when it cannot be read
 */
KsSpki *
ks_spki_new (const KsDer *spki)
{
  KsSpki *self = g_new0 (KsSpki, 1);
  Parts parts;

  if (find_parts (spki, &parts)) {
    read_key (self, &parts);
  } else {
    self->algorithm = "";
    self->text = g_strdup ("");
  }

  return self;
}

/**
 * ks_spki_free:
 * @self: (transfer full): a description of a key
 *
 * Frees it.
 */
void
ks_spki_free (KsSpki *self)
{
  g_return_if_fail (self != NULL);

  g_free (self->text);
  g_free (self);
}
