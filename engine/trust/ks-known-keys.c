/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-config.h"

#include "ks-known-keys-private.h"

#include <stdlib.h>

static int
compare_digest (const void *digest, const void *row)
{
  return strcmp (digest, ((const KsKnownKey *) row)->spki_sha256);
}

/**
 * ks_known_key_find_digest:
 * @spki_sha256: lower-case hex of the SHA-256 of a SubjectPublicKeyInfo
 *
 * Returns: (transfer none) (nullable): what is known of the key
 */
const KsKnownKey *
ks_known_key_find_digest (const char *spki_sha256)
{
  return bsearch (spki_sha256, ks_known_keys, ks_n_known_keys, sizeof (KsKnownKey), compare_digest);
}

/**
 * ks_known_key_find:
 * @certificate: a certificate
 *
 * Looks for the public key of @certificate among those whose private half is public.
 *
 * Returns: (transfer none) (nullable): what is known of the key
 */
const KsKnownKey *
ks_known_key_find (KsCertificate *certificate)
{
  g_return_val_if_fail (KS_IS_CERTIFICATE (certificate), NULL);

  if (!ks_certificate_is_readable (certificate))
    return NULL;
  return ks_known_key_find_digest (ks_certificate_get_spki_sha256 (certificate));
}
