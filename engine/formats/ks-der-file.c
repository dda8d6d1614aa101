/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-config.h"

#include <glib/gi18n-lib.h>
#include <openssl/x509.h>

#include "ks-base64.h"
#include "ks-der-file.h"
#include "ks-der.h"
#include "ks-error.h"
#include "ks-init.h"
#include "ks-loose.h"
#include "ks-sniff-der.h"
#include "ks-spkac-text.h"

static KsSniffedDer
sniff (GBytes *bytes)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);

  return ks_sniff_der (data, size);
}

static gboolean
is_ours (KsSniffedDer kind)
{
  return kind == KS_SNIFFED_CERTIFICATE || kind == KS_SNIFFED_REQUEST || kind == KS_SNIFFED_CRL ||
         kind == KS_SNIFFED_SPKAC;
}

/* The DER that the file has, as it is or as text; NULL when it is something else. @name: (out): what the text calls it */
static GBytes *
find_der (GBytes *bytes, char **name)
{
  g_autoptr (GBytes) der = NULL;

  *name = NULL;
  if (is_ours (sniff (bytes)))
    return g_bytes_ref (bytes);

  der = ks_base64_decode_file (bytes);
  if (der == NULL)
    der = ks_spkac_text_parse (bytes, name);

  return der != NULL && is_ours (sniff (der)) ? g_steal_pointer (&der) : NULL;
}

static int
probe_der (GBytes *bytes)
{
  g_autofree char *name = NULL;
  g_autoptr (GBytes) der = find_der (bytes, &name);

  return der != NULL ? 92 : 0;
}

static gboolean
malformed (const char *what, GError **error)
{
  g_set_error_literal (error, KS_ERROR, KS_ERROR_MALFORMED, what);
  return FALSE;
}

static gboolean
add_certificate (GPtrArray *loose, GBytes *der, GError **error)
{
  g_autoptr (KsCertificate) certificate = ks_certificate_new (der);

  if (!ks_certificate_is_readable (certificate))
    return malformed (ks_certificate_get_problem (certificate), error);

  ks_loose_add_certificate (loose, certificate, NULL);
  return TRUE;
}

static gboolean
is_request (GBytes *der)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (der, &size);
  X509_REQ *request = X509_REQ_new_ex (ks_libctx (), NULL);
  gboolean good = d2i_X509_REQ (&request, &data, (long) size) != NULL;

  X509_REQ_free (request);
  ks_clear_openssl_errors ();

  return good;
}

static gboolean
is_crl (GBytes *der)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (der, &size);
  X509_CRL *crl = X509_CRL_new_ex (ks_libctx (), NULL);
  gboolean good = d2i_X509_CRL (&crl, &data, (long) size) != NULL;

  X509_CRL_free (crl);
  ks_clear_openssl_errors ();

  return good;
}

/* @der: of one of the kinds that are ours, without anything behind it */
static gboolean
add (GPtrArray *loose, GBytes *der, const char *name, GError **error)
{
  KsSniffedDer kind = sniff (der);

  if (kind == KS_SNIFFED_CERTIFICATE)
    return add_certificate (loose, der, error);
  if (kind == KS_SNIFFED_REQUEST && !is_request (der))
    return malformed (_ ("This certificate request is damaged."), error);
  if (kind == KS_SNIFFED_CRL && !is_crl (der))
    return malformed (_ ("This certificate revocation list is damaged."), error);

  ks_loose_add_data (loose, kind == KS_SNIFFED_CRL ? KS_PEM_ITEM_CRL : KS_PEM_ITEM_REQUEST, der, name);
  return TRUE;
}

/**
 * ks_der_file_remark_tail:
 * @store: a store that was read
 * @left: number of bytes behind its structure
 *
 * Tells of bytes that mean nothing. Saving does not write them again.
 */
void
ks_der_file_remark_tail (KsStore *store, gsize left)
{
  g_autofree char *remark = NULL;

  if (left == 0)
    return;

  remark = g_strdup_printf (ngettext ("%zu byte behind the end was ignored.",
                                      "%zu bytes behind the end were ignored.", (gulong) left),
                            left);
  ks_store_add_remark_of (store, KS_REMARK_SURPLUS, remark);
}

static KsStore *
read_der (GBytes *bytes, const KsReadOptions *options, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) loose = ks_loose_new ();
  g_autofree char *name = NULL;
  g_autoptr (GBytes) file = find_der (bytes, &name);
  g_autoptr (GBytes) der = NULL;
  KsStore *store;
  gsize size;
  const guint8 *data;
  KsDer element;

  if (file == NULL) {
    malformed (_ ("This is neither a certificate nor a certificate request nor a revocation list."), error);
    return NULL;
  }
  data = g_bytes_get_data (file, &size);
  if (!ks_der_parse (data, size, &element)) {
    malformed (_ ("The structure is damaged."), error);
    return NULL;
  }
  der = ks_der_slice (file, &element);
  if (!add (loose, der, name, error) || g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;

  store = ks_loose_make_store (loose, &ks_format_der, options);
  ks_der_file_remark_tail (store, size - element.full_size);

  return store;
}

/**
 * ks_format_der:
 *
 * One certificate or CRL (RFC 5280), certificate request (RFC 2986) or SPKAC in a file of its own: as DER, as Base64 without
 * any lines round it, or, for SPKAC, as the text that OpenSSL writes.
 */
const KsFormat ks_format_der = {
  .id = "der",
  .short_name = "DER",
  .name = N_ ("Single certificate, request or CRL (DER)"),
  .description = N_ ("One certificate, certificate request or revocation list, as many CAs send it."),
  .suffixes = "der cer crt csr p10 crl spkac",
  .mime_type = "application/pkix-cert",
  .flags = KS_FORMAT_HOLDS_TRUSTED | KS_FORMAT_HOLDS_REQUESTS | KS_FORMAT_OPENS_LOCKED,
  .key_scheme = KS_KEY_SCHEME_PBES2_AES256,
  .probe = probe_der,
  .read = read_der,
};
