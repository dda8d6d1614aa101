/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-config.h"

#include "ks-signature-algorithm.h"

#include <glib/gi18n-lib.h>

typedef enum {
  WORDS_DIGEST_FIRST, /* "SHA-256 with RSA" */
  WORDS_SCHEME_FIRST, /* "ECDSA with SHA-256" */
  WORDS_ALONE,        /* "Ed25519" */
  WORDS_PSS,          /* the digest is in the parameters */
} Words;

typedef struct {
  const char *oid;
  const char *scheme;
  const char *digest;
  Words words;
} Algorithm;

/* RFC 3279, 4055, 5754, 5758, 8410, 8692, 9688, 9881, 9909; OIW; GB/T 32918; RFC 4491, 9215. */
static const Algorithm algorithms[] = {
  { "1.2.840.113549.1.1.11", "RSA", "SHA-256", WORDS_DIGEST_FIRST },
  { "1.2.840.113549.1.1.12", "RSA", "SHA-384", WORDS_DIGEST_FIRST },
  { "1.2.840.113549.1.1.13", "RSA", "SHA-512", WORDS_DIGEST_FIRST },
  { "1.2.840.113549.1.1.14", "RSA", "SHA-224", WORDS_DIGEST_FIRST },
  { "1.2.840.113549.1.1.15", "RSA", "SHA-512/224", WORDS_DIGEST_FIRST },
  { "1.2.840.113549.1.1.16", "RSA", "SHA-512/256", WORDS_DIGEST_FIRST },
  { "1.2.840.113549.1.1.5", "RSA", "SHA-1", WORDS_DIGEST_FIRST },
  { "1.3.14.3.2.29", "RSA", "SHA-1", WORDS_DIGEST_FIRST },
  { "1.3.14.3.2.15", "RSA", "SHA-0", WORDS_DIGEST_FIRST },
  { "1.2.840.113549.1.1.4", "RSA", "MD5", WORDS_DIGEST_FIRST },
  { "1.3.14.3.2.3", "RSA", "MD5", WORDS_DIGEST_FIRST },
  { "1.2.840.113549.1.1.3", "RSA", "MD4", WORDS_DIGEST_FIRST },
  { "1.2.840.113549.1.1.2", "RSA", "MD2", WORDS_DIGEST_FIRST },
  { "1.3.36.3.3.1.2", "RSA", "RIPEMD-160", WORDS_DIGEST_FIRST },
  { "2.16.840.1.101.3.4.3.13", "RSA", "SHA3-224", WORDS_DIGEST_FIRST },
  { "2.16.840.1.101.3.4.3.14", "RSA", "SHA3-256", WORDS_DIGEST_FIRST },
  { "2.16.840.1.101.3.4.3.15", "RSA", "SHA3-384", WORDS_DIGEST_FIRST },
  { "2.16.840.1.101.3.4.3.16", "RSA", "SHA3-512", WORDS_DIGEST_FIRST },
  { "1.2.840.113549.1.1.10", "RSASSA-PSS", "", WORDS_PSS },
  { "1.3.6.1.5.5.7.6.30", "RSASSA-PSS", "SHAKE128", WORDS_SCHEME_FIRST },
  { "1.3.6.1.5.5.7.6.31", "RSASSA-PSS", "SHAKE256", WORDS_SCHEME_FIRST },
  { "1.2.840.10045.4.3.2", "ECDSA", "SHA-256", WORDS_SCHEME_FIRST },
  { "1.2.840.10045.4.3.3", "ECDSA", "SHA-384", WORDS_SCHEME_FIRST },
  { "1.2.840.10045.4.3.4", "ECDSA", "SHA-512", WORDS_SCHEME_FIRST },
  { "1.2.840.10045.4.3.1", "ECDSA", "SHA-224", WORDS_SCHEME_FIRST },
  { "1.2.840.10045.4.1", "ECDSA", "SHA-1", WORDS_SCHEME_FIRST },
  { "2.16.840.1.101.3.4.3.9", "ECDSA", "SHA3-224", WORDS_SCHEME_FIRST },
  { "2.16.840.1.101.3.4.3.10", "ECDSA", "SHA3-256", WORDS_SCHEME_FIRST },
  { "2.16.840.1.101.3.4.3.11", "ECDSA", "SHA3-384", WORDS_SCHEME_FIRST },
  { "2.16.840.1.101.3.4.3.12", "ECDSA", "SHA3-512", WORDS_SCHEME_FIRST },
  { "1.3.6.1.5.5.7.6.32", "ECDSA", "SHAKE128", WORDS_SCHEME_FIRST },
  { "1.3.6.1.5.5.7.6.33", "ECDSA", "SHAKE256", WORDS_SCHEME_FIRST },
  { "1.2.840.10040.4.3", "DSA", "SHA-1", WORDS_SCHEME_FIRST },
  { "1.3.14.3.2.27", "DSA", "SHA-1", WORDS_SCHEME_FIRST },
  { "1.3.14.3.2.13", "DSA", "SHA-0", WORDS_SCHEME_FIRST },
  { "2.16.840.1.101.3.4.3.1", "DSA", "SHA-224", WORDS_SCHEME_FIRST },
  { "2.16.840.1.101.3.4.3.2", "DSA", "SHA-256", WORDS_SCHEME_FIRST },
  { "2.16.840.1.101.3.4.3.3", "DSA", "SHA-384", WORDS_SCHEME_FIRST },
  { "2.16.840.1.101.3.4.3.4", "DSA", "SHA-512", WORDS_SCHEME_FIRST },
  { "1.3.101.112", "Ed25519", "", WORDS_ALONE },
  { "1.3.101.113", "Ed448", "", WORDS_ALONE },
  { "2.16.840.1.101.3.4.3.17", "ML-DSA-44", "", WORDS_ALONE },
  { "2.16.840.1.101.3.4.3.18", "ML-DSA-65", "", WORDS_ALONE },
  { "2.16.840.1.101.3.4.3.19", "ML-DSA-87", "", WORDS_ALONE },
  { "2.16.840.1.101.3.4.3.20", "SLH-DSA-SHA2-128s", "", WORDS_ALONE },
  { "2.16.840.1.101.3.4.3.21", "SLH-DSA-SHA2-128f", "", WORDS_ALONE },
  { "2.16.840.1.101.3.4.3.22", "SLH-DSA-SHA2-192s", "", WORDS_ALONE },
  { "2.16.840.1.101.3.4.3.23", "SLH-DSA-SHA2-192f", "", WORDS_ALONE },
  { "2.16.840.1.101.3.4.3.24", "SLH-DSA-SHA2-256s", "", WORDS_ALONE },
  { "2.16.840.1.101.3.4.3.25", "SLH-DSA-SHA2-256f", "", WORDS_ALONE },
  { "2.16.840.1.101.3.4.3.26", "SLH-DSA-SHAKE-128s", "", WORDS_ALONE },
  { "2.16.840.1.101.3.4.3.27", "SLH-DSA-SHAKE-128f", "", WORDS_ALONE },
  { "2.16.840.1.101.3.4.3.28", "SLH-DSA-SHAKE-192s", "", WORDS_ALONE },
  { "2.16.840.1.101.3.4.3.29", "SLH-DSA-SHAKE-192f", "", WORDS_ALONE },
  { "2.16.840.1.101.3.4.3.30", "SLH-DSA-SHAKE-256s", "", WORDS_ALONE },
  { "2.16.840.1.101.3.4.3.31", "SLH-DSA-SHAKE-256f", "", WORDS_ALONE },
  { "1.2.156.10197.1.501", "SM2", "SM3", WORDS_SCHEME_FIRST },
  { "1.2.643.2.2.3", "GOST R 34.10-2001", "GOST R 34.11-94", WORDS_SCHEME_FIRST },
  { "1.2.643.7.1.1.3.2", "GOST R 34.10-2012", "Streebog-256", WORDS_SCHEME_FIRST },
  { "1.2.643.7.1.1.3.3", "GOST R 34.10-2012", "Streebog-512", WORDS_SCHEME_FIRST },
};

static const struct {
  const char *oid;
  const char *name;
} digests[] = {
  { "2.16.840.1.101.3.4.2.1", "SHA-256" },
  { "2.16.840.1.101.3.4.2.2", "SHA-384" },
  { "2.16.840.1.101.3.4.2.3", "SHA-512" },
  { "2.16.840.1.101.3.4.2.4", "SHA-224" },
  { "2.16.840.1.101.3.4.2.5", "SHA-512/224" },
  { "2.16.840.1.101.3.4.2.6", "SHA-512/256" },
  { "2.16.840.1.101.3.4.2.7", "SHA3-224" },
  { "2.16.840.1.101.3.4.2.8", "SHA3-256" },
  { "2.16.840.1.101.3.4.2.9", "SHA3-384" },
  { "2.16.840.1.101.3.4.2.10", "SHA3-512" },
  { "1.3.14.3.2.26", "SHA-1" },
  { "1.2.840.113549.2.5", "MD5" },
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

static const char *
find_digest (const char *oid)
{
  for (gsize i = 0; i < G_N_ELEMENTS (digests); i++) {
    if (g_strcmp0 (digests[i].oid, oid) == 0)
      return digests[i].name;
  }

  return "";
}

/* RSASSA-PSS-params ::= SEQUENCE { hashAlgorithm [0] EXPLICIT AlgorithmIdentifier DEFAULT sha1, ... }; RFC 4055 section 3.1. */
static const char *
read_pss_digest (const KsDer *parameters)
{
  KsDerCursor cursor;
  KsDer element;
  g_autofree char *oid = NULL;

  if (parameters->start == NULL || parameters->tag != KS_DER_SEQUENCE)
    return "";

  ks_der_cursor_init (&cursor, parameters);
  if (!ks_der_cursor_take (&cursor, KS_DER_CONTEXT (0), &element))
    return "SHA-1";
  ks_der_cursor_init (&cursor, &element);
  if (!ks_der_cursor_take (&cursor, KS_DER_SEQUENCE, &element))
    return "";
  ks_der_cursor_init (&cursor, &element);
  if (!ks_der_cursor_take (&cursor, KS_DER_OID, &element))
    return "";

  oid = ks_der_dup_oid (&element);
  return find_digest (oid);
}

static char *
dup_words (const char *first, const char *second)
{
  /* Translators: how a certificate is signed: “SHA-256 with RSA”, “ECDSA with SHA-384” */
  return g_strdup_printf (_ ("%1$s with %2$s"), first, second);
}

static void
describe (KsSignatureAlgorithm *self, const Algorithm *row, const KsDer *parameters)
{
  self->digest = row->words == WORDS_PSS ? read_pss_digest (parameters) : row->digest;
  if (*self->digest == '\0')
    self->text = g_strdup (row->scheme);
  else if (row->words == WORDS_DIGEST_FIRST)
    self->text = dup_words (self->digest, row->scheme);
  else
    self->text = dup_words (row->scheme, self->digest);
}

/**
 * ks_signature_algorithm_new:
 * @identifier: an AlgorithmIdentifier
 *
 * Returns: (transfer full): never %NULL; empty when it cannot be read
 */
KsSignatureAlgorithm *
ks_signature_algorithm_new (const KsDer *identifier)
{
  KsSignatureAlgorithm *self = g_new0 (KsSignatureAlgorithm, 1);
  const Algorithm *row;
  KsDerCursor cursor;
  KsDer element;
  g_autofree char *oid = NULL;

  self->digest = "";
  if (identifier->start != NULL && identifier->tag == KS_DER_SEQUENCE) {
    ks_der_cursor_init (&cursor, identifier);
    if (ks_der_cursor_take (&cursor, KS_DER_OID, &element))
      oid = ks_der_dup_oid (&element);
  }

  row = find_algorithm (oid);
  if (row != NULL) {
    if (!ks_der_cursor_next (&cursor, &element))
      element.start = NULL;
    describe (self, row, &element);
  } else {
    self->text = g_strdup (oid != NULL ? oid : "");
  }

  return self;
}

/**
 * ks_signature_algorithm_free:
 * @self: (transfer full): a description of an algorithm
 *
 * Frees it.
 */
void
ks_signature_algorithm_free (KsSignatureAlgorithm *self)
{
  g_return_if_fail (self != NULL);

  g_free (self->text);
  g_free (self);
}
