/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-config.h"

#include "ks-certificate-spec.h"

#include <glib/gi18n-lib.h>
#include <openssl/rand.h>
#include "ks-certificate-unsound.h"
#include "ks-error.h"
#include "ks-init.h"
#include "ks-make-private.h"

#define SERIAL_SIZE 16

/* One certificate in the making. */
typedef struct {
  const KsCertificateSpec *spec;
  KsCertificate *issuer; /* NULL: self-signed */
  EVP_PKEY *public_key;
  GBytes *subject_id;
  GBytes *issuer_id;
} Issue;

static void
issue_clear (Issue *issue)
{
  EVP_PKEY_free (issue->public_key);
  g_clear_pointer (&issue->subject_id, g_bytes_unref);
  g_clear_pointer (&issue->issuer_id, g_bytes_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Issue, issue_clear)

static gboolean
fail (GError **error)
{
  ks_clear_openssl_errors ();
  g_set_error_literal (error, KS_ERROR, KS_ERROR_FAILED, _ ("The certificate could not be made."));
  return FALSE;
}

/* CA/B Forum baseline requirements, section 7.1: at least 64 random bits, positive, below 2^159. The first octet is never zero, so that
 * the number always has the same length. */
static gboolean
set_serial (X509 *x509)
{
  guint8 octets[SERIAL_SIZE];

  if (RAND_bytes_ex (ks_libctx (), octets, sizeof octets, 0) <= 0)
    return FALSE;
  octets[0] = (octets[0] & 0x3f) | 0x40;
  return ASN1_STRING_set (X509_get_serialNumber (x509), octets, sizeof octets);
}

static gboolean
set_validity (X509 *x509, const KsCertificateSpec *spec)
{
  return ASN1_TIME_set (X509_getm_notBefore (x509), spec->not_before) != NULL &&
         ASN1_TIME_set (X509_getm_notAfter (x509), spec->not_after) != NULL;
}

/* OpenSSL keeps the bytes of a name that it has read, so an issuer's stays the same to the byte. */
static X509_NAME *
read_name (KsName *name)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (ks_name_get_der (name), &size);

  return size <= G_MAXLONG ? d2i_X509_NAME (NULL, &data, (long) size) : NULL;
}

static gboolean
set_names (X509 *x509, const Issue *issue)
{
  KsName *above = issue->issuer != NULL ? ks_certificate_get_subject (issue->issuer) : issue->spec->subject;
  X509_NAME *subject = read_name (issue->spec->subject);
  X509_NAME *issuer = read_name (above);
  gboolean done = subject != NULL && issuer != NULL && X509_set_subject_name (x509, subject) &&
                  X509_set_issuer_name (x509, issuer);

  X509_NAME_free (subject);
  X509_NAME_free (issuer);
  return done;
}

static gboolean
set_extensions (X509 *x509, const Issue *issue, GError **error)
{
  g_autoptr (KsMakeExtensions) extensions = ks_make_extensions_new ();

  if (!ks_make_extensions_add_key_ids (extensions, issue->subject_id, issue->issuer_id, error) ||
      !ks_make_extensions_add_spec (extensions, issue->spec, error))
    return FALSE;
  for (int i = 0; i < sk_X509_EXTENSION_num (extensions); i++) {
    if (!X509_add_ext (x509, sk_X509_EXTENSION_value (extensions, i), -1))
      return fail (error);
  }
  return TRUE;
}

static KsCertificate *
write_certificate (X509 *x509)
{
  guint8 *der = NULL;
  int size = i2d_X509 (x509, &der);
  g_autoptr (GBytes) bytes = size > 0 ? g_bytes_new (der, (gsize) size) : NULL;

  OPENSSL_free (der);
  return bytes != NULL ? ks_certificate_new (bytes) : NULL;
}

static KsCertificate *
make_certificate (const Issue *issue, EVP_MD_CTX *signing, GError **error)
{
  g_autoptr (X509) x509 = X509_new_ex (ks_libctx (), NULL);
  KsCertificate *certificate = NULL;

  if (!X509_set_version (x509, X509_VERSION_3) || !set_serial (x509) || !set_names (x509, issue) ||
      !set_validity (x509, issue->spec) || !X509_set_pubkey (x509, issue->public_key)) {
    fail (error);
    return NULL;
  }
  if (!set_extensions (x509, issue, error))
    return NULL;
  if (X509_sign_ctx (x509, signing) > 0)
    certificate = write_certificate (x509);
  if (certificate == NULL)
    fail (error);
  return certificate;
}

static gboolean
check (const KsCertificateSpec *self, GBytes *spki, KsCertificate *issuer, KsSecret *pkcs8, GError **error)
{
  if (!ks_certificate_spec_check (self, ks_key_algorithm_find_spki (spki), issuer, error))
    return FALSE;
  if (issuer == NULL && ks_name_get_n_attributes (self->subject) == 0) {
    g_set_error_literal (error, KS_ERROR, KS_ERROR_MALFORMED,
                         _ ("A self-signed certificate needs a subject, because it is its issuer too."));
    return FALSE;
  }
  return ks_key_matches_spki (pkcs8, issuer != NULL ? ks_certificate_get_spki (issuer) : spki, error);
}

/* The issuer's own identifier where it has one, else what it would be. */
static GBytes *
dup_issuer_id (KsCertificate *issuer)
{
  GBytes *id = ks_certificate_get_subject_key_id (issuer);

  return id != NULL ? g_bytes_ref (id) : ks_make_key_id (ks_certificate_get_spki (issuer));
}

static KsCertificate *
issue_signed (const KsCertificateSpec *self,
              GBytes *spki,
              KsCertificate *issuer,
              EVP_MD_CTX *signing,
              GError **error)
{
  g_auto (Issue) issue = { .spec = self, .issuer = issuer };
  KsCertificate *certificate = NULL;

  issue.public_key = ks_make_read_public (spki, error);
  if (issue.public_key == NULL)
    return NULL;
  issue.subject_id = ks_make_key_id (spki);
  issue.issuer_id = issuer != NULL ? dup_issuer_id (issuer) : ks_make_key_id (spki);
  if (issue.subject_id != NULL && issue.issuer_id != NULL)
    certificate = make_certificate (&issue, signing, error);
  else
    fail (error);
  ks_clear_openssl_errors ();
  return certificate;
}

/**
 * ks_certificate_spec_issue:
 * @self: what shall stand in it
 * @spki: DER of the public key that is certified
 * @issuer: (nullable): the CA's certificate; %NULL: self-signed
 * @issuer_pkcs8: the plain private key that signs: the CA's, or the one that belongs to @spki
 * @error: return location
 *
 * Makes a certificate (RFC 5280 section 4). It has a serial number of 126 random bits, both key identifiers, and flags of criticality as
 * section 4.2 asks for.
 *
 * Returns: (transfer full): the certificate; %NULL with %KS_ERROR_MALFORMED (what stands in the way), %KS_ERROR_KEY_MISMATCH,
 *   %KS_ERROR_UNSUPPORTED or %KS_ERROR_FAILED
 */
KsCertificate *
ks_certificate_spec_issue (const KsCertificateSpec *self,
                           GBytes *spki,
                           KsCertificate *issuer,
                           KsSecret *issuer_pkcs8,
                           GError **error)
{
  g_autoptr (EVP_PKEY) private_key = NULL;
  g_autoptr (EVP_MD_CTX) signing = NULL;

  g_return_val_if_fail (self != NULL && spki != NULL && issuer_pkcs8 != NULL, NULL);

  if (!check (self, spki, issuer, issuer_pkcs8, error))
    return NULL;
  private_key = ks_make_read_private (issuer_pkcs8, error);
  signing = private_key != NULL ? ks_make_signing_context (private_key, self->digest, error) : NULL;
  return signing != NULL ? issue_signed (self, spki, issuer, signing, error) : NULL;
}

/**
 * ks_certificate_spec_issue_unsound:
 * @self: what shall stand in it
 * @spki: DER of the public key that is certified
 * @issuer: (nullable): the CA's certificate, or what passes for it; %NULL: it names itself as its issuer
 * @issuer_pkcs8: the plain private key that signs, whosever it is
 * @error: return location
 *
 * Makes a certificate that no CA should make: nothing of what stands in the way of ks_certificate_spec_issue() does here.
 *
 * Returns: (transfer full): the certificate; %NULL with %KS_ERROR_UNSUPPORTED, %KS_ERROR_MALFORMED or %KS_ERROR_FAILED
 */
KsCertificate *
ks_certificate_spec_issue_unsound (const KsCertificateSpec *self,
                                   GBytes *spki,
                                   KsCertificate *issuer,
                                   KsSecret *issuer_pkcs8,
                                   GError **error)
{
  g_autoptr (EVP_PKEY) private_key = NULL;
  g_autoptr (EVP_MD_CTX) signing = NULL;

  g_return_val_if_fail (self != NULL && spki != NULL && issuer_pkcs8 != NULL, NULL);

  private_key = ks_make_read_private (issuer_pkcs8, error);
  signing = private_key != NULL ? ks_make_any_signing_context (private_key, self->digest, error) : NULL;
  return signing != NULL ? issue_signed (self, spki, issuer, signing, error) : NULL;
}
