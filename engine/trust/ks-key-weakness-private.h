/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <openssl/bn.h>
#include "ks-certificate.h"

G_BEGIN_DECLS

/* An RSA public key as numbers. */
typedef struct {
  BIGNUM *modulus;
  BIGNUM *exponent;
} KsRsaNumbers;

/* FALSE where the key is not RSA, or cannot be read; whatever came out is to be cleared. */
gboolean ks_rsa_numbers_read (KsRsaNumbers *self, KsCertificate *certificate);
void ks_rsa_numbers_clear (KsRsaNumbers *self);

/* The three ways to break a modulus. Each BIGNUM that comes out is a factor, owned by the caller; NULL when there is none. */
BIGNUM *ks_modulus_find_close_factor (const BIGNUM *modulus, guint rounds) G_GNUC_WARN_UNUSED_RESULT;
guint ks_modulus_find_small_factor (const BIGNUM *modulus);
gboolean ks_modulus_has_roca_fingerprint (const BIGNUM *modulus);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (KsRsaNumbers, ks_rsa_numbers_clear)

G_END_DECLS
