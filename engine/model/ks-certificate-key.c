/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The certificate's key, its signature, and OpenSSL's view of it. */

#include "ks-certificate.h"

#include <openssl/x509.h>
#include <openssl/x509v3.h>
#include "ks-certificate-private.h"
#include "ks-digest.h"
#include "ks-init.h"
#include "ks-lazy.h"

enum {
  SELF_SIGNED_UNKNOWN,
  SELF_SIGNED_NO,
  SELF_SIGNED_YES,
};

/**
 * ks_certificate_parsed_free:
 * @parsed: (transfer full): OpenSSL's view of a certificate
 *
 * For the files of this type.
 */
void
ks_certificate_parsed_free (KsCertificateParsed *parsed)
{
  X509_free (parsed->x509);
  g_free (parsed);
}

static void
drop_parsed (gpointer parsed)
{
  ks_certificate_parsed_free (parsed);
}

static void
drop_key (gpointer key)
{
  ks_spki_free (key);
}

static void
drop_signature (gpointer signature)
{
  ks_signature_algorithm_free (signature);
}

static void
drop_bytes (gpointer bytes)
{
  g_bytes_unref (bytes);
}

static KsSpki *
get_key (KsCertificate *self)
{
  KsSpki *key = ks_lazy_get (&self->key);

  if (key != NULL)
    return key;

  return ks_lazy_publish (&self->key, ks_spki_new (&ks_certificate_get_outline (self)->spki), drop_key);
}

static KsSignatureAlgorithm *
get_signature (KsCertificate *self)
{
  KsSignatureAlgorithm *signature = ks_lazy_get (&self->signature);

  if (signature != NULL)
    return signature;

  signature = ks_signature_algorithm_new (&ks_certificate_get_outline (self)->signature);
  return ks_lazy_publish (&self->signature, signature, drop_signature);
}

/**
 * ks_certificate_get_key_text:
 * @self: a certificate
 *
 * Returns: (transfer none): "RSA 2048", "EC P-256"; the OID of an unknown algorithm, "" when it cannot be read
 */
const char *
ks_certificate_get_key_text (KsCertificate *self)
{
  g_return_val_if_fail (KS_IS_CERTIFICATE (self), NULL);

  return get_key (self)->text;
}

/**
 * ks_certificate_get_key_algorithm:
 * @self: a certificate
 *
 * Returns: (transfer none): "RSA", "EC", "ML-DSA-65"; the OID of an unknown algorithm, "" when it cannot be read
 */
const char *
ks_certificate_get_key_algorithm (KsCertificate *self)
{
  g_return_val_if_fail (KS_IS_CERTIFICATE (self), NULL);

  return get_key (self)->algorithm;
}

/**
 * ks_certificate_is_beyond_java:
 * @self: a certificate
 *
 * Java reads the key of each certificate when it opens a keystore of its own formats, and refuses the whole file where it cannot:
 * elliptic curves that are given by their numbers (RFC 5480 section 2.1.1 forbids them), and Diffie-Hellman as in X9.42.
 *
 * Returns: whether its key is of such a kind
 */
gboolean
ks_certificate_is_beyond_java (KsCertificate *self)
{
  g_return_val_if_fail (KS_IS_CERTIFICATE (self), FALSE);

  return get_key (self)->is_beyond_java;
}

/**
 * ks_certificate_get_key_bits:
 * @self: a certificate
 *
 * Returns: the size in bits, 0 where it is unknown or has no meaning
 */
guint
ks_certificate_get_key_bits (KsCertificate *self)
{
  g_return_val_if_fail (KS_IS_CERTIFICATE (self), 0);

  return get_key (self)->bits;
}

/**
 * ks_certificate_get_signature_text:
 * @self: a certificate
 *
 * Returns: (transfer none): "SHA-256 with RSA"; the OID of an unknown algorithm, "" when it cannot be read
 */
const char *
ks_certificate_get_signature_text (KsCertificate *self)
{
  g_return_val_if_fail (KS_IS_CERTIFICATE (self), NULL);

  return get_signature (self)->text;
}

/**
 * ks_certificate_get_signature_digest:
 * @self: a certificate
 *
 * Returns: (transfer none): "SHA-256"; "" where the algorithm has no separate digest, or is unknown
 */
const char *
ks_certificate_get_signature_digest (KsCertificate *self)
{
  g_return_val_if_fail (KS_IS_CERTIFICATE (self), NULL);

  return get_signature (self)->digest;
}

/**
 * ks_certificate_get_spki:
 * @self: a certificate
 *
 * Returns: (transfer none): DER of its SubjectPublicKeyInfo; no bytes when it cannot be read
 */
GBytes *
ks_certificate_get_spki (KsCertificate *self)
{
  KsCertificateOutline *outline;
  GBytes *spki;

  g_return_val_if_fail (KS_IS_CERTIFICATE (self), NULL);

  spki = ks_lazy_get (&self->spki);
  if (spki != NULL)
    return spki;

  outline = ks_certificate_get_outline (self);
  spki =
    outline->spki.start != NULL ? ks_der_slice (outline->bytes, &outline->spki) : g_bytes_new_static ("", 0);
  return ks_lazy_publish (&self->spki, spki, drop_bytes);
}

/**
 * ks_certificate_get_spki_sha256:
 * @self: a certificate
 *
 * Returns: (transfer none): lower-case hex of the SHA-256 of its SubjectPublicKeyInfo
 */
const char *
ks_certificate_get_spki_sha256 (KsCertificate *self)
{
  char *hex;

  g_return_val_if_fail (KS_IS_CERTIFICATE (self), NULL);

  hex = ks_lazy_get (&self->spki_sha256);
  if (hex != NULL)
    return hex;

  return ks_lazy_publish (&self->spki_sha256, ks_digest_dup_sha256 (ks_certificate_get_spki (self)), g_free);
}

static KsCertificateParsed *
parse (GBytes *der)
{
  KsCertificateParsed *parsed = g_new0 (KsCertificateParsed, 1);
  gsize size;
  const guint8 *data = g_bytes_get_data (der, &size);

  if (size == 0 || size > G_MAXINT)
    return parsed;

  parsed->x509 = X509_new_ex (ks_libctx (), NULL);
  /* On failure d2i frees the object and clears the pointer. */
  if (d2i_X509 (&parsed->x509, &data, (long) size) != NULL)
    X509_check_purpose (parsed->x509, -1, 0);
  ks_clear_openssl_errors ();

  return parsed;
}

/**
 * ks_certificate_get_x509:
 * @self: a certificate
 *
 * OpenSSL's view of it, made on first use in the engine's library context; its cached extension values are filled before
 * anybody else sees it, so that it is only read afterwards.
 *
 * Returns: (transfer none) (nullable): %NULL when OpenSSL cannot parse it
 */
X509 *
ks_certificate_get_x509 (KsCertificate *self)
{
  KsCertificateParsed *parsed;

  g_return_val_if_fail (KS_IS_CERTIFICATE (self), NULL);

  parsed = ks_lazy_get (&self->parsed);
  if (parsed == NULL)
    parsed = ks_lazy_publish (&self->parsed, parse (self->der), drop_parsed);

  return parsed->x509;
}

static gboolean
verifies_itself (KsCertificate *self)
{
  X509 *x509 = ks_certificate_get_x509 (self);
  EVP_PKEY *key = x509 != NULL ? X509_get0_pubkey (x509) : NULL;
  gboolean verifies = key != NULL && X509_verify (x509, key) == 1;

  ks_clear_openssl_errors ();
  return verifies;
}

/**
 * ks_certificate_is_self_signed:
 * @self: a certificate
 *
 * Returns: whether it is self-issued and its signature verifies with its own key
 */
gboolean
ks_certificate_is_self_signed (KsCertificate *self)
{
  int known;

  g_return_val_if_fail (KS_IS_CERTIFICATE (self), FALSE);

  known = g_atomic_int_get (&self->self_signed);
  if (known == SELF_SIGNED_UNKNOWN) {
    gboolean itself = ks_certificate_is_self_issued (self) && verifies_itself (self);

    known = itself ? SELF_SIGNED_YES : SELF_SIGNED_NO;
    g_atomic_int_set (&self->self_signed, known);
  }

  return known == SELF_SIGNED_YES;
}
