/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-config.h"

#include <glib/gi18n-lib.h>
#include <openssl/objects.h>
#include <openssl/x509.h>
#include <string.h>

#include "ks-error.h"
#include "ks-init.h"
#include "ks-make-private.h"
#include "ks-request.h"

/* RFC 2985 section 5.4.1, in characters. */
#define MAX_CHALLENGE 255

G_DEFINE_AUTOPTR_CLEANUP_FUNC (X509_REQ, X509_REQ_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (NETSCAPE_SPKI, NETSCAPE_SPKI_free)

static gboolean
fail (GError **error)
{
  ks_clear_openssl_errors ();
  g_set_error_literal (error, KS_ERROR, KS_ERROR_FAILED, _ ("The request could not be made."));
  return FALSE;
}

static gboolean
check_challenge (KsSecret *challenge, gboolean ascii, GError **error)
{
  const char *text = challenge != NULL ? ks_secret_get_text (challenge) : "";

  if (!g_utf8_validate (text, -1, NULL) || g_utf8_strlen (text, -1) > MAX_CHALLENGE) {
    g_set_error (error, KS_ERROR, KS_ERROR_MALFORMED, _ ("A challenge password has at most %d characters."),
                 MAX_CHALLENGE);
    return FALSE;
  }
  if (ascii && !g_str_is_ascii (text)) {
    g_set_error_literal (error, KS_ERROR, KS_ERROR_MALFORMED,
                         _ ("The challenge of an SPKAC has ASCII characters only."));
    return FALSE;
  }
  return TRUE;
}

static gboolean
set_subject (X509_REQ *request, KsName *name)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (ks_name_get_der (name), &size);
  X509_NAME *subject = size <= G_MAXLONG ? d2i_X509_NAME (NULL, &data, (long) size) : NULL;
  gboolean done = subject != NULL && X509_REQ_set_subject_name (request, subject);

  X509_NAME_free (subject);
  return done;
}

static gboolean
set_challenge (X509_REQ *request, KsSecret *challenge)
{
  const char *text = challenge != NULL ? ks_secret_get_text (challenge) : "";

  return *text == '\0' || X509_REQ_add1_attr_by_NID (request, NID_pkcs9_challengePassword, MBSTRING_UTF8,
                                                     (const guint8 *) text, (int) strlen (text));
}

static gboolean
set_extensions (X509_REQ *request, const KsCertificateSpec *spec, GError **error)
{
  g_autoptr (KsMakeExtensions) extensions = ks_make_extensions_new ();

  if (!ks_make_extensions_add_spec (extensions, spec, error))
    return FALSE;
  return sk_X509_EXTENSION_num (extensions) == 0 || X509_REQ_add_extensions (request, extensions) ||
         fail (error);
}

static KsRequest *
take_der (guint8 *der, int size, GError **error)
{
  g_autoptr (GBytes) bytes = size > 0 ? g_bytes_new (der, (gsize) size) : NULL;

  OPENSSL_free (der);
  ks_clear_openssl_errors ();
  if (bytes != NULL)
    return ks_request_new (bytes, error);
  fail (error);
  return NULL;
}

static KsRequest *
make_pkcs10 (const KsCertificateSpec *spec,
             KsSecret *challenge,
             EVP_PKEY *key,
             EVP_MD_CTX *signing,
             GError **error)
{
  g_autoptr (X509_REQ) request = X509_REQ_new_ex (ks_libctx (), NULL);
  guint8 *der = NULL;
  int size = 0;

  if (!X509_REQ_set_version (request, X509_REQ_VERSION_1) || !set_subject (request, spec->subject) ||
      !X509_REQ_set_pubkey (request, key) || !set_challenge (request, challenge)) {
    fail (error);
    return NULL;
  }
  if (!set_extensions (request, spec, error))
    return NULL;
  if (X509_REQ_sign_ctx (request, signing) <= 0) {
    fail (error);
    return NULL;
  }
  size = i2d_X509_REQ (request, &der);
  return take_der (der, size, error);
}

/**
 * ks_request_make:
 * @spec: what the certificate shall say
 * @challenge: (nullable): a challenge password; whoever has the request can read it
 * @pkcs8: the plain private key
 * @error: return location
 *
 * Makes a PKCS #10 request (RFC 2986) that asks for the names, usage and other extensions of @spec.
 *
 * Returns: (transfer full): the request; %NULL with an error of ks_certificate_spec_issue()
 */
KsRequest *
ks_request_make (const KsCertificateSpec *spec, KsSecret *challenge, KsSecret *pkcs8, GError **error)
{
  g_autoptr (EVP_PKEY) key = NULL;
  g_autoptr (EVP_MD_CTX) signing = NULL;
  g_autoptr (GBytes) spki = NULL;

  g_return_val_if_fail (spec != NULL && pkcs8 != NULL, NULL);

  spki = ks_key_dup_spki (pkcs8, error);
  if (spki == NULL || !ks_certificate_spec_check (spec, ks_key_algorithm_find_spki (spki), NULL, error) ||
      !check_challenge (challenge, FALSE, error))
    return NULL;
  key = ks_make_read_private (pkcs8, error);
  signing = key != NULL ? ks_make_signing_context (key, spec->digest, error) : NULL;
  return signing != NULL ? make_pkcs10 (spec, challenge, key, signing, error) : NULL;
}

/**
 * ks_request_make_spkac:
 * @challenge: (nullable): a challenge, ASCII
 * @pkcs8: the plain private key
 * @digest: (nullable): an id of ks_spki_list_digests()
 * @error: return location
 *
 * Makes a SignedPublicKeyAndChallenge, which has the key and no name (openssl-spkac).
 *
 * Returns: (transfer full): the request; %NULL with %KS_ERROR_MALFORMED, %KS_ERROR_UNSUPPORTED or %KS_ERROR_FAILED
 */
KsRequest *
ks_request_make_spkac (KsSecret *challenge, KsSecret *pkcs8, const char *digest, GError **error)
{
  g_autoptr (EVP_PKEY) key = NULL;
  g_autoptr (EVP_MD_CTX) signing = NULL;
  g_autoptr (NETSCAPE_SPKI) spki = NULL;
  const char *text = challenge != NULL ? ks_secret_get_text (challenge) : "";
  guint8 *der = NULL;
  int size = 0;

  g_return_val_if_fail (pkcs8 != NULL, NULL);

  if (!check_challenge (challenge, TRUE, error))
    return NULL;
  key = ks_make_read_private (pkcs8, error);
  signing = key != NULL ? ks_make_signing_context (key, digest, error) : NULL;
  if (signing == NULL)
    return NULL;

  spki = NETSCAPE_SPKI_new ();
  if (!NETSCAPE_SPKI_set_pubkey (spki, key) ||
      !ASN1_STRING_set (spki->spkac->challenge, text, (int) strlen (text)) ||
      ASN1_item_sign_ctx (ASN1_ITEM_rptr (NETSCAPE_SPKAC), &spki->sig_algor, NULL, spki->signature,
                          spki->spkac, signing) <= 0) {
    fail (error);
    return NULL;
  }
  size = i2d_NETSCAPE_SPKI (spki, &der);
  return take_der (der, size, error);
}
