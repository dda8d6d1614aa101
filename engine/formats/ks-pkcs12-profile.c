/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-config.h"

#include <glib/gi18n-lib.h>
#include <openssl/objects.h>
#include <string.h>

#include "ks-error.h"
#include "ks-pkcs12-private.h"
#include "ks-pkcs12.h"

/* What the JDK writes since version 17. */
static const KsPkcs12Profile modern = {
  .has_mac = TRUE,
  .mac_digest = "2.16.840.1.101.3.4.2.1",
  .mac_iterations = 10000,
  .mac_salt_size = 20,
  .encrypts_certificates = TRUE,
  .pbe = NID_undef,
  .cipher = NID_aes_256_cbc,
  .prf = NID_hmacWithSHA256,
  .iterations = 10000,
};

/* What programs from before 2018 can read. */
static const KsPkcs12Profile legacy = {
  .has_mac = TRUE,
  .mac_digest = "1.3.14.3.2.26",
  .mac_iterations = 10000,
  .mac_salt_size = 20,
  .encrypts_certificates = TRUE,
  .pbe = NID_pbe_WithSHA1And40BitRC2_CBC,
  .iterations = 10000,
};

/**
 * ks_pkcs12_profile_init:
 * @self: (out): a profile
 *
 * The protection of a file of which nothing is known yet, except that it has no integrity check.
 */
void
ks_pkcs12_profile_init (KsPkcs12Profile *self)
{
  *self = modern;
  self->has_mac = FALSE;
}

/* A file that needed no password gets the default protection when it is given one. */
static const KsPkcs12Profile *
find_profile (KsStore *store, const char *scheme, gboolean has_password)
{
  GBytes *extra = ks_store_get_extra (store, KS_PKCS12_PROFILE);
  const KsPkcs12Profile *own = extra != NULL ? g_bytes_get_data (extra, NULL) : NULL;

  if (g_strcmp0 (scheme, KS_PKCS12_SCHEME_LEGACY) == 0)
    return &legacy;
  if (scheme != NULL || own == NULL || (has_password && own->is_open))
    return &modern;

  return own;
}

/**
 * ks_pkcs12_profile_load:
 * @self: (out): how to write @store
 * @store: a store
 * @options: what is wished; a scheme or an iteration count here wins over the file's own
 * @has_password: whether there is a password to protect the file with
 * @error: KS_ERROR_UNSUPPORTED for a scheme that does not exist
 *
 * Decides how a file is protected.
 *
 * Returns: FALSE on errors
 */
gboolean
ks_pkcs12_profile_load (KsPkcs12Profile *self,
                        KsStore *store,
                        const KsWriteOptions *options,
                        gboolean has_password,
                        GError **error)
{
  const char *scheme = options->scheme;

  if (scheme != NULL && !g_str_equal (scheme, KS_PKCS12_SCHEME_MODERN) &&
      !g_str_equal (scheme, KS_PKCS12_SCHEME_LEGACY)) {
    g_set_error (error, KS_ERROR, KS_ERROR_UNSUPPORTED, _ ("PKCS #12 has no protection called “%s”."),
                 scheme);
    return FALSE;
  }
  if (options->iterations > KS_PKCS12_MAX_ITERATIONS / 4) {
    g_set_error (error, KS_ERROR, KS_ERROR_TOO_LARGE, _ ("%u iterations are more than the limit of %d."),
                 options->iterations, KS_PKCS12_MAX_ITERATIONS / 4);
    return FALSE;
  }

  *self = *find_profile (store, scheme, has_password);
  if (!has_password) {
    self->has_mac = FALSE;
    self->encrypts_certificates = FALSE;
  }
  if (options->iterations > 0)
    self->iterations = self->mac_iterations = options->iterations;

  return TRUE;
}

/**
 * ks_pkcs12_profile_get_key_scheme:
 * @self: how a file is protected
 * @iterations: (out): how many iterations fit to it
 *
 * Returns: how to protect a key in such a file
 */
KsKeyScheme
ks_pkcs12_profile_get_key_scheme (const KsPkcs12Profile *self, guint *iterations)
{
  /* Few iterations are a fault of the file which a new key need not share. */
  *iterations = MAX (self->iterations, 2048);

  return self->pbe != NID_undef ? KS_KEY_SCHEME_PBE_SHA1_3DES : KS_KEY_SCHEME_PBES2_AES256;
}

/**
 * ks_pkcs12_get_key_scheme:
 * @store: a store in PKCS #12 format
 * @iterations: (out): the iteration count that goes with it
 *
 * How to protect a key that comes into @store: an old file gets keys that old programs can read.
 *
 * Returns: the scheme
 */
KsKeyScheme
ks_pkcs12_get_key_scheme (KsStore *store, guint *iterations)
{
  return ks_pkcs12_profile_get_key_scheme (find_profile (store, NULL, TRUE), iterations);
}
