/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-config.h"

#include "ks-key-weakness.h"

#include "ks-check-private.h"
#include "ks-init.h"
#include "ks-key-weakness-private.h"

#include <glib/gi18n-lib.h>

/* What two keys have in common. */
typedef enum {
  SHARES_NOTHING,
  SHARES_FACTOR,
  SHARES_MODULUS,
} Common;

static KsResult *
tell (KsState state, KsCertificate *certificate, KsCertificate *other, const char *format)
{
  const char *ours = ks_certificate_get_title (certificate), *theirs = ks_certificate_get_title (other);
  g_autoptr (GString) sentence = g_string_new (format);

  g_string_replace (sentence, "%1$s", ours, 1);
  g_string_replace (sentence, "%2$s", theirs, 1);
  return ks_result_new ("key-shared", state, ours, theirs,
                        g_string_free_and_steal (g_steal_pointer (&sentence)));
}

static gboolean
has_same_key (KsCertificate *a, KsCertificate *b)
{
  return g_bytes_equal (ks_certificate_get_spki (a), ks_certificate_get_spki (b));
}

/* The same key under the same name is a renewed certificate, or a cross certificate. */
static KsCertificate *
find_same_key (KsCertificate *certificate, GPtrArray *others)
{
  for (guint i = 0; i < others->len; i++) {
    KsCertificate *other = g_ptr_array_index (others, i);

    if (has_same_key (certificate, other) &&
        !ks_name_equal (ks_certificate_get_subject (certificate), ks_certificate_get_subject (other)))
      return other;
  }
  return NULL;
}

static Common
compare (const BIGNUM *modulus, KsCertificate *other, BN_CTX *context)
{
  g_auto (KsRsaNumbers) rsa = { 0 };
  BIGNUM *divisor = NULL;
  Common common = SHARES_NOTHING;

  if (!ks_rsa_numbers_read (&rsa, other))
    return SHARES_NOTHING;
  if (BN_cmp (rsa.modulus, modulus) == 0)
    return SHARES_MODULUS;
  divisor = BN_new ();
  if (BN_gcd (divisor, rsa.modulus, modulus, context) && !BN_is_one (divisor))
    common = SHARES_FACTOR;
  BN_clear_free (divisor);
  return common;
}

/* One multiplication for each other key and a single greatest common divisor tell whether any of them shares a factor. */
static gboolean
may_share (const BIGNUM *modulus, KsCertificate *certificate, GPtrArray *others, BN_CTX *context)
{
  BIGNUM *product = BN_new (), *divisor = BN_new ();
  gboolean shares = FALSE;

  BN_one (product);
  for (guint i = 0; i < others->len; i++) {
    g_auto (KsRsaNumbers) rsa = { 0 };

    if (!has_same_key (certificate, g_ptr_array_index (others, i)) &&
        ks_rsa_numbers_read (&rsa, g_ptr_array_index (others, i)))
      BN_mod_mul (product, product, rsa.modulus, modulus, context);
  }
  shares = BN_is_zero (product) || (BN_gcd (divisor, product, modulus, context) && !BN_is_one (divisor));
  BN_free (product);
  BN_free (divisor);
  return shares;
}

static KsResult *
compare_moduli (KsCertificate *certificate, const BIGNUM *modulus, GPtrArray *others)
{
  BN_CTX *context = BN_CTX_new_ex (ks_libctx ());
  gboolean search = may_share (modulus, certificate, others, context);
  KsResult *result = NULL;

  for (guint i = 0; search && result == NULL && i < others->len; i++) {
    KsCertificate *other = g_ptr_array_index (others, i);
    Common common = has_same_key (certificate, other) ? SHARES_NOTHING : compare (modulus, other, context);

    if (common == SHARES_MODULUS)
      result = tell (KS_STATE_WARNING, certificate, other,
                     _ ("“%1$s” and “%2$s” have the same modulus with different exponents."));
    else if (common == SHARES_FACTOR)
      result = tell (
        KS_STATE_FAIL, certificate, other,
        _ ("The keys of “%1$s” and “%2$s” have a factor in common. Anybody can work out both private keys."));
  }
  BN_CTX_free (context);
  return result;
}

/**
 * ks_key_weakness_compare:
 * @certificate: a certificate
 * @others: (element-type KsCertificate): what else is at hand; it may hold @certificate itself
 *
 * Keys that were made with too little chance share factors, or are the same.
 *
 * Returns: (transfer full): does not apply where there are no others
 */
KsResult *
ks_key_weakness_compare (KsCertificate *certificate, GPtrArray *others)
{
  g_auto (KsRsaNumbers) rsa = { 0 };
  KsCertificate *same = find_same_key (certificate, others);
  KsResult *result = NULL;

  if (others->len == 0)
    return ks_result_new ("key-shared", KS_STATE_NOT_APPLICABLE, NULL, NULL,
                          g_strdup (_ ("There is no other certificate to compare with.")));
  if (ks_rsa_numbers_read (&rsa, certificate))
    result = compare_moduli (certificate, rsa.modulus, others);
  if (result != NULL && result->state == KS_STATE_FAIL)
    return result;
  if (same != NULL) {
    g_clear_pointer (&result, ks_result_free);
    return tell (KS_STATE_WARNING, certificate, same,
                 _ ("“%1$s” and “%2$s” are different subjects with the same key."));
  }
  if (result != NULL)
    return result;
  return ks_result_new ("key-shared", KS_STATE_PASS, NULL, NULL,
                        g_strdup (_ ("No other certificate here shares its key.")));
}
