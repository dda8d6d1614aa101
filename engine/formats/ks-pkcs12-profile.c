/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-config.h"

#include <glib/gi18n-lib.h>
#include <openssl/objects.h>
#include <string.h>

#include "ks-error.h"
#include "ks-pkcs12-private.h"
#include "ks-pkcs12.h"

/* The schemes that can be chosen, and what they mean for a file. */
static const struct {
  const char *id;
  KsPkcs12Profile profile;
} schemes[] = {
  /* What the JDK writes since version 17. */
  { KS_PKCS12_SCHEME_MODERN,
    {
      .has_mac = TRUE,
      .mac_digest = "2.16.840.1.101.3.4.2.1",
      .mac_iterations = 10000,
      .mac_salt_size = 20,
      .encrypts_certificates = TRUE,
      .pbe = NID_undef,
      .cipher = NID_aes_256_cbc,
      .prf = NID_hmacWithSHA256,
      .iterations = 10000,
    } },
  /* The same with the integrity check of RFC 9579: HMAC-SHA-256. */
  { KS_PKCS12_SCHEME_PBMAC1,
    {
      .has_mac = TRUE,
      .is_pbmac1 = TRUE,
      .mac_digest = "1.2.840.113549.2.9",
      .mac_prf = "1.2.840.113549.2.9",
      .mac_iterations = 10000,
      .mac_salt_size = 20,
      .encrypts_certificates = TRUE,
      .pbe = NID_undef,
      .cipher = NID_aes_256_cbc,
      .prf = NID_hmacWithSHA256,
      .iterations = 10000,
    } },
  /* What programs from before 2018 can read. */
  { KS_PKCS12_SCHEME_LEGACY,
    {
      .has_mac = TRUE,
      .mac_digest = "1.3.14.3.2.26",
      .mac_iterations = 10000,
      .mac_salt_size = 20,
      .encrypts_certificates = TRUE,
      .pbe = NID_pbe_WithSHA1And40BitRC2_CBC,
      .iterations = 10000,
    } },
};

/* In the order of the table above. */
const KsProtection ks_pkcs12_protections[] = {
  { KS_PKCS12_SCHEME_MODERN, N_ ("Modern"), N_ ("AES-256 and SHA-256, for everything from the last years"),
    10000 },
  { KS_PKCS12_SCHEME_PBMAC1, N_ ("Modern with PBMAC1"),
    N_ ("The newest integrity check (RFC 9579), which only few programs know yet"), 10000 },
  { KS_PKCS12_SCHEME_LEGACY, N_ ("Legacy"),
    N_ ("Weak, but read by old versions of Windows, macOS, Android and Java 8"), 10000 },
  { NULL },
};

static const KsPkcs12Profile *
find_scheme (const char *id)
{
  for (gsize i = 0; i < G_N_ELEMENTS (schemes); i++)
    if (strcmp (schemes[i].id, id) == 0)
      return &schemes[i].profile;

  return NULL;
}

/**
 * ks_pkcs12_profile_init:
 * @self: (out): a profile
 *
 * The protection of a file of which nothing is known yet, except that it has no integrity check.
 */
void
ks_pkcs12_profile_init (KsPkcs12Profile *self)
{
  *self = schemes[0].profile;
  self->has_mac = FALSE;
}

static const KsPkcs12Profile *
get_own (KsStore *store)
{
  GBytes *extra = ks_store_get_extra (store, KS_PKCS12_PROFILE);

  return extra != NULL ? g_bytes_get_data (extra, NULL) : NULL;
}

/* A file that needed no password gets the default protection when it is given one. */
static const KsPkcs12Profile *
find_profile (KsStore *store, const char *scheme, gboolean has_password)
{
  const KsPkcs12Profile *own = get_own (store);

  if (scheme != NULL)
    return find_scheme (scheme);

  return own == NULL || (has_password && own->is_open) ? &schemes[0].profile : own;
}

static gboolean
check_wish (const char *scheme, guint iterations, GError **error)
{
  if (scheme != NULL && find_scheme (scheme) == NULL) {
    g_set_error (error, KS_ERROR, KS_ERROR_UNSUPPORTED, _ ("PKCS #12 has no protection called “%s”."),
                 scheme);
    return FALSE;
  }
  if (iterations > KS_PKCS12_MAX_ITERATIONS / 4) {
    g_set_error (error, KS_ERROR, KS_ERROR_TOO_LARGE, _ ("%u iterations are more than the limit of %d."),
                 iterations, KS_PKCS12_MAX_ITERATIONS / 4);
    return FALSE;
  }

  return TRUE;
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
  if (!check_wish (options->scheme, options->iterations, error))
    return FALSE;

  *self = *find_profile (store, options->scheme, has_password);
  if (!has_password) {
    self->has_mac = FALSE;
    self->encrypts_certificates = FALSE;
  }
  if (options->iterations > 0)
    self->iterations = self->mac_iterations = options->iterations;

  return TRUE;
}

/**
 * ks_pkcs12_get_profile:
 * @store: a store in PKCS #12 format
 * @profile: (out): how it is protected when it is saved
 *
 * Says what a file will ask of the programs that read it.
 */
void
ks_pkcs12_get_profile (KsStore *store, KsPkcs12Profile *profile)
{
  static const KsWriteOptions options = { 0 };
  gboolean is_protected =
    ks_store_get_password (store) != NULL || ks_store_get_integrity (store) == KS_INTEGRITY_SKIPPED;

  ks_pkcs12_profile_load (profile, store, &options, is_protected, NULL);
}

/**
 * ks_pkcs12_set_scheme:
 * @store: a store in PKCS #12 format
 * @scheme: one of ks_pkcs12_protections
 * @iterations: of each key derivation; 0: the scheme's own number
 * @error: KS_ERROR_UNSUPPORTED, KS_ERROR_TOO_LARGE
 *
 * Lets @store be protected like that from now on. Keys that are in it stay as they are: ks_convert() protects them anew.
 *
 * Returns: FALSE when there is no such scheme
 */
gboolean
ks_pkcs12_set_scheme (KsStore *store, const char *scheme, guint iterations, GError **error)
{
  KsPkcs12Profile profile;
  g_autoptr (GBytes) extra = NULL;

  if (!check_wish (scheme, iterations, error))
    return FALSE;

  profile = *find_profile (store, scheme, TRUE);
  if (iterations > 0)
    profile.iterations = profile.mac_iterations = iterations;
  extra = g_bytes_new (&profile, sizeof profile);
  ks_store_set_extra (store, KS_PKCS12_PROFILE, extra);

  return TRUE;
}

static gboolean
is_alike (const KsPkcs12Profile *a, const KsPkcs12Profile *b)
{
  return a->has_mac == b->has_mac && a->is_pbmac1 == b->is_pbmac1 &&
         strcmp (a->mac_digest, b->mac_digest) == 0 && strcmp (a->mac_prf, b->mac_prf) == 0 &&
         a->encrypts_certificates == b->encrypts_certificates && a->pbe == b->pbe &&
         (a->pbe != NID_undef || (a->cipher == b->cipher && a->prf == b->prf));
}

/**
 * ks_pkcs12_get_scheme:
 * @store: a store in PKCS #12 format
 * @iterations: (out): how many iterations the file has for its content
 *
 * Returns: (nullable): which of ks_pkcs12_protections it has; NULL for another one
 */
const char *
ks_pkcs12_get_scheme (KsStore *store, guint *iterations)
{
  const KsPkcs12Profile *own = find_profile (store, NULL, ks_store_get_password (store) != NULL);

  *iterations = own->iterations;
  for (gsize i = 0; i < G_N_ELEMENTS (schemes); i++)
    if (is_alike (own, &schemes[i].profile))
      return schemes[i].id;

  return NULL;
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
