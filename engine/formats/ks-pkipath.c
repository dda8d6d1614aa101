/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-config.h"

#include <glib/gi18n-lib.h>

#include "ks-base64.h"
#include "ks-der-file.h"
#include "ks-der.h"
#include "ks-error.h"
#include "ks-loose.h"
#include "ks-pkipath.h"
#include "ks-sniff-der.h"

/* A path is not longer than a chain. */
#define MAX_CERTIFICATES 1000

/* The file, or what it stands for as Base64; NULL when it is no path. */
static GBytes *
find_path (GBytes *bytes)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);
  g_autoptr (GBytes) der = NULL;

  if (ks_sniff_der (data, size) == KS_SNIFFED_PKI_PATH)
    return g_bytes_ref (bytes);

  der = ks_base64_decode_file (bytes);
  if (der == NULL)
    return NULL;
  data = g_bytes_get_data (der, &size);

  return ks_sniff_der (data, size) == KS_SNIFFED_PKI_PATH ? g_steal_pointer (&der) : NULL;
}

static int
probe_pkipath (GBytes *bytes)
{
  g_autoptr (GBytes) path = find_path (bytes);

  return path != NULL ? 92 : 0;
}

static gboolean
malformed (guint number, GError **error)
{
  /* Translators: %u is the place of a certificate in a path: 1, 2, 3 ... */
  g_set_error (error, KS_ERROR, KS_ERROR_MALFORMED, _ ("Certificate %u of this path is damaged."), number);
  return FALSE;
}

static gboolean
read_certificates (GBytes *file, const KsDer *path, GPtrArray *loose, GError **error)
{
  g_autoptr (GPtrArray) certificates = g_ptr_array_new_with_free_func (g_object_unref);
  KsDerCursor cursor;
  KsDer element;

  ks_der_cursor_init (&cursor, path);
  while (certificates->len < MAX_CERTIFICATES && ks_der_cursor_take (&cursor, KS_DER_SEQUENCE, &element)) {
    g_autoptr (GBytes) der = ks_der_slice (file, &element);
    KsCertificate *certificate = ks_certificate_new (der);

    g_ptr_array_add (certificates, certificate);
    if (!ks_certificate_is_readable (certificate))
      return malformed (certificates->len, error);
  }
  if (certificates->len == MAX_CERTIFICATES && cursor.left > 0) {
    g_set_error (error, KS_ERROR, KS_ERROR_TOO_LARGE, _ ("This path has more than %d certificates."),
                 MAX_CERTIFICATES);
    return FALSE;
  }
  if (cursor.left > 0)
    return malformed (certificates->len + 1, error);

  for (guint i = certificates->len; i > 0; i--)
    ks_loose_add_certificate (loose, certificates->pdata[i - 1], NULL);

  return TRUE;
}

static KsStore *
read_pkipath (GBytes *bytes, const KsReadOptions *options, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) loose = ks_loose_new ();
  g_autoptr (GBytes) file = find_path (bytes);
  KsStore *store;
  KsDer path = { 0 };
  gsize size;
  const guint8 *data;

  if (file == NULL) {
    g_set_error_literal (error, KS_ERROR, KS_ERROR_MALFORMED, _ ("This is not a certification path."));
    return NULL;
  }
  data = g_bytes_get_data (file, &size);
  if (!ks_der_parse (data, size, &path) || !read_certificates (file, &path, loose, error) ||
      g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;

  store = ks_loose_make_store (loose, &ks_format_pkipath, options);
  ks_der_file_remark_tail (store, size - path.full_size);

  return store;
}

/**
 * ks_format_pkipath:
 *
 * PkiPath (ITU-T X.509, RFC 6066 section 10.1): a sequence of certificates in which each one is the issuer of the next.
 * The entries are in the order of a chain, which is the reverse: the leaf first.
 */
const KsFormat ks_format_pkipath = {
  .id = "pkipath",
  .short_name = "PKIPath",
  .name = N_ ("Certification path (PKIPath)"),
  .description = N_ ("A chain of certificates in one DER structure, as Java and some CAs write it."),
  .suffixes = "pkipath",
  .mime_type = "application/pkix-pkipath",
  .flags = KS_FORMAT_HOLDS_TRUSTED | KS_FORMAT_OPENS_LOCKED,
  .key_scheme = KS_KEY_SCHEME_PBES2_AES256,
  .probe = probe_pkipath,
  .read = read_pkipath,
};
