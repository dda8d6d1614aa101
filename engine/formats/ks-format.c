/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "ks-bcfks.h"
#include "ks-bks.h"
#include "ks-der-file.h"
#include "ks-error.h"
#include "ks-format.h"
#include "ks-jceks.h"
#include "ks-jks.h"
#include "ks-key-file.h"
#include "ks-pem-bundle.h"
#include "ks-pkcs12.h"
#include "ks-pkcs7.h"
#include "ks-pkipath.h"
#include "ks-sniff.h"
#include "ks-uber.h"
#include "ks-zip.h"

/* A new format is one more row. */
static const KsFormat *const formats[] = {
  &ks_format_jks, &ks_format_jceks, &ks_format_pkcs12,  &ks_format_bks, &ks_format_uber, &ks_format_bcfks,
  &ks_format_pem, &ks_format_pkcs7, &ks_format_pkipath, &ks_format_der, &ks_format_key,  &ks_format_openssh,
  &ks_format_jwk, &ks_format_pvk,   &ks_format_zip,     NULL,
};

/* Below this a format only says that it could be. */
#define SURE_ENOUGH 50

/**
 * ks_format_list:
 *
 * Returns: (transfer none) (array zero-terminated=1): all formats, in the order in which they are offered
 */
const KsFormat *const *
ks_format_list (void)
{
  return formats;
}

/**
 * ks_format_find:
 * @id: for example "jks"
 *
 * Returns: (transfer none) (nullable): the format of that identifier
 */
const KsFormat *
ks_format_find (const char *id)
{
  for (gsize i = 0; formats[i] != NULL; i++) {
    if (strcmp (formats[i]->id, id) == 0)
      return formats[i];
  }

  return NULL;
}

/**
 * ks_format_detect:
 * @bytes: a whole file
 * @error: return location
 *
 * Tells the format by content alone, because names lie.
 *
 * Returns: (transfer none): the format; %NULL with %KS_ERROR_NOT_A_KEYSTORE, or %KS_ERROR_UNSUPPORTED for keystores that
 *   cannot be read
 */
const KsFormat *
ks_format_detect (GBytes *bytes, GError **error)
{
  const KsFormat *best = NULL;
  int best_score = SURE_ENOUGH - 1;

  for (gsize i = 0; formats[i] != NULL; i++) {
    int score = formats[i]->probe (bytes);

    if (score > best_score) {
      best = formats[i];
      best_score = score;
    }
  }
  if (best == NULL)
    ks_sniff_explain (bytes, error);

  return best;
}

/**
 * ks_store_load:
 * @bytes: a whole file
 * @options: (nullable): password and file name
 * @cancellable: (nullable): to stop it
 * @error: return location
 *
 * Reads a keystore of any format.
 *
 * Returns: (transfer full): the store; %NULL with an error of [func@Format.detect], one of the format, or
 *   %G_IO_ERROR_CANCELLED
 */
KsStore *
ks_store_load (GBytes *bytes, const KsReadOptions *options, GCancellable *cancellable, GError **error)
{
  static const KsReadOptions none = { 0 };
  const KsFormat *format = ks_format_detect (bytes, error);

  if (format == NULL)
    return NULL;

  return format->read (bytes, options != NULL ? options : &none, cancellable, error);
}

/**
 * ks_store_serialize:
 * @store: a store
 * @options: (nullable): password and protection; without a password the store's own is taken
 * @cancellable: (nullable): to stop it
 * @error: return location
 *
 * Writes a store in its own format, with everything in it that was not understood.
 *
 * Returns: (transfer full): the file; %NULL with an error of the format, %KS_ERROR_UNSUPPORTED for one that is only read, or
 *   %G_IO_ERROR_CANCELLED
 */
GBytes *
ks_store_serialize (KsStore *store, const KsWriteOptions *options, GCancellable *cancellable, GError **error)
{
  const KsFormat *format = ks_store_get_format (store);
  KsWriteOptions complete = { 0 };

  if ((format->flags & KS_FORMAT_CAN_WRITE) == 0) {
    g_set_error (error, KS_ERROR, KS_ERROR_UNSUPPORTED,
                 /* Translators: %s is a format such as PKCS #7 */
                 _ ("Catena cannot write %s files. Save it in another format."), format->short_name);
    return NULL;
  }
  if (options != NULL)
    complete = *options;
  if (complete.password == NULL)
    complete.password = ks_store_get_password (store);

  return format->write (store, &complete, cancellable, error);
}
