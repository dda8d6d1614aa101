/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-config.h"

#include "ks-key-weakness.h"

#include "ks-check-private.h"
#include "ks-init.h"
#include "ks-key-weakness-private.h"

#include <glib/gi18n-lib.h>
#include <openssl/evp.h>
#include <openssl/x509.h>

/* Steps of Fermat’s method, as the Baseline Requirements (6.1.1.3) ask for. */
#define ROUNDS 100
/* Exponents below it are allowed, and not recommended (NIST SP 800-56B). */
#define USUAL_EXPONENT 65537

typedef KsResult *(*WeaknessTest) (KsCertificate *certificate, const KsRsaNumbers *rsa);

static const char *
title (KsCertificate *certificate)
{
  return ks_certificate_get_title (certificate);
}

static KsResult *
not_rsa (const char *id, KsCertificate *certificate)
{
  return ks_result_new (id, KS_STATE_NOT_APPLICABLE, ks_certificate_get_key_text (certificate), NULL,
                        g_strdup (_ ("This is about RSA keys.")));
}

/* Short for people: the numbers of real keys have hundreds of digits. */
static char *
describe_number (const BIGNUM *number)
{
  char *text = BN_num_bits (number) <= 64 ? BN_bn2dec (number) : NULL;
  char *copy = text != NULL ? g_strdup (text)
                            /* Translators: a number that is too long to be shown */
                            : g_strdup_printf (_ ("a number of %d bits"), BN_num_bits (number));

  OPENSSL_free (text);
  return copy;
}

static KsResult *
test_exponent (KsCertificate *certificate, const KsRsaNumbers *rsa)
{
  g_autofree char *ours = NULL;
  g_autofree char *usual = g_strdup_printf ("%d", USUAL_EXPONENT);

  if (rsa == NULL)
    return not_rsa ("key-exponent", certificate);
  ours = describe_number (rsa->exponent);
  if (BN_is_one (rsa->exponent) || !BN_is_odd (rsa->exponent))
    return ks_result_new (
      "key-exponent", KS_STATE_FAIL, ours, usual,
      g_strdup_printf (_ ("The key of “%s” has the exponent %s, which protects nothing; %s is usual."),
                       title (certificate), ours, usual));
  if (BN_num_bits (rsa->exponent) <= 16)
    return ks_result_new ("key-exponent", KS_STATE_INFO, ours, usual,
                          g_strdup_printf (_ ("The key of “%s” has the small exponent %s; %s is usual."),
                                           title (certificate), ours, usual));
  return ks_result_new ("key-exponent", KS_STATE_PASS, ours, usual,
                        g_strdup (_ ("The exponent is as large as it should be.")));
}

static KsResult *
test_close_primes (KsCertificate *certificate, const KsRsaNumbers *rsa)
{
  g_autofree char *ours = NULL;
  g_autofree char *rounds = NULL;
  BIGNUM *factor = NULL;

  if (rsa == NULL)
    return not_rsa ("key-close-primes", certificate);
  rounds = g_strdup_printf (_ ("%d rounds of Fermat’s method"), ROUNDS);
  factor = ks_modulus_find_close_factor (rsa->modulus, ROUNDS);
  if (factor == NULL)
    return ks_result_new ("key-close-primes", KS_STATE_PASS, ks_certificate_get_key_text (certificate),
                          rounds, g_strdup (_ ("The primes of the key are not close together.")));
  ours = g_strdup_printf (_ ("a factor of %d bits"), BN_num_bits (factor));
  BN_clear_free (factor);
  return ks_result_new (
    "key-close-primes", KS_STATE_FAIL, ours, rounds,
    g_strdup_printf (_ ("The primes of the key of “%s” are close together: %s is found in %s. Anybody can work "
                        "out the private key."),
                     title (certificate), ours, rounds));
}

static KsResult *
test_roca (KsCertificate *certificate, const KsRsaNumbers *rsa)
{
  if (rsa == NULL)
    return not_rsa ("key-roca", certificate);
  if (!ks_modulus_has_roca_fingerprint (rsa->modulus))
    return ks_result_new ("key-roca", KS_STATE_PASS, ks_certificate_get_key_text (certificate), NULL,
                          g_strdup (_ ("The key has not the mark of the flawed library.")));
  return ks_result_new (
    "key-roca", KS_STATE_FAIL, ks_certificate_get_key_text (certificate), NULL,
    g_strdup_printf (
      _ ("The key of “%s” has the mark of a flawed library (ROCA). The private key can be worked out."),
      title (certificate)));
}

static KsResult *
test_small_factors (KsCertificate *certificate, const KsRsaNumbers *rsa)
{
  g_autofree char *ours = NULL;
  guint factor = 0;

  if (rsa == NULL)
    return not_rsa ("key-small-factors", certificate);
  factor = ks_modulus_find_small_factor (rsa->modulus);
  if (factor == 0)
    return ks_result_new ("key-small-factors", KS_STATE_PASS, ks_certificate_get_key_text (certificate),
                          /* Translators: what the factors of a modulus should be like */
                          _ ("no factor below 65536"), g_strdup (_ ("The modulus has no small factors.")));
  ours = g_strdup_printf (_ ("the factor %u"), factor);
  return ks_result_new (
    "key-small-factors", KS_STATE_FAIL, ours, _ ("no factor below 65536"),
    g_strdup_printf (_ ("The modulus of “%s” has %s, and should have %s. It was not made of two primes."),
                     title (certificate), ours, _ ("no factor below 65536")));
}

static KsResult *
test_debian (KsCertificate *certificate, const KsRsaNumbers *rsa)
{
  return ks_key_weakness_look_up (certificate, KS_DEBIAN_WEAK_KEYS);
}

static gboolean
has_point (KsCertificate *certificate)
{
  return g_str_equal (ks_certificate_get_key_algorithm (certificate), "EC");
}

static gboolean
is_on_curve (KsCertificate *certificate)
{
  X509 *x509 = ks_certificate_get_x509 (certificate);
  EVP_PKEY *key = x509 != NULL ? X509_get0_pubkey (x509) : NULL;
  EVP_PKEY_CTX *context = key != NULL ? EVP_PKEY_CTX_new_from_pkey (ks_libctx (), key, NULL) : NULL;
  gboolean valid = context != NULL && EVP_PKEY_public_check (context) == 1;

  EVP_PKEY_CTX_free (context);
  ks_clear_openssl_errors ();
  return valid;
}

static KsResult *
test_point (KsCertificate *certificate, const KsRsaNumbers *rsa)
{
  const char *text = ks_certificate_get_key_text (certificate);

  if (!has_point (certificate))
    return ks_result_new ("key-point", KS_STATE_NOT_APPLICABLE, text, NULL,
                          g_strdup (_ ("This is about EC keys.")));
  if (is_on_curve (certificate))
    return ks_result_new ("key-point", KS_STATE_PASS, text, NULL,
                          g_strdup (_ ("The key is a point on its curve.")));
  return ks_result_new (
    "key-point", KS_STATE_FAIL, text, NULL,
    g_strdup_printf (_ ("The key of “%s” is not a point on a curve that OpenSSL knows (%s)."),
                     title (certificate), text));
}

static const WeaknessTest tests[] = {
  test_exponent, test_small_factors, test_close_primes, test_roca, test_debian, test_point,
};

static GPtrArray *
run_tests (KsCertificate *certificate)
{
  GPtrArray *results = g_ptr_array_new_with_free_func ((GDestroyNotify) ks_result_free);
  g_auto (KsRsaNumbers) rsa = { 0 };
  gboolean is_rsa = ks_rsa_numbers_read (&rsa, certificate);

  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    g_ptr_array_add (results, tests[i](certificate, is_rsa ? &rsa : NULL));
  return results;
}

/**
 * ks_key_weakness_get:
 * @certificate: a certificate
 *
 * What can be told of its public key by working on it (CA/B Forum Baseline Requirements, 6.1.1.3). This takes milliseconds, so it is for a
 * certificate that is looked at, and kept with it.
 *
 * Returns: (transfer none) (element-type KsResult): one for each kind of weakness
 */
GPtrArray *
ks_key_weakness_get (KsCertificate *certificate)
{
  static GMutex lock;
  GQuark place = g_quark_from_static_string ("ks-key-weakness");
  g_autoptr (GPtrArray) made = NULL;
  GPtrArray *results = NULL;

  g_return_val_if_fail (KS_IS_CERTIFICATE (certificate), NULL);

  g_mutex_lock (&lock);
  results = g_object_get_qdata (G_OBJECT (certificate), place);
  g_mutex_unlock (&lock);
  if (results != NULL)
    return results;

  made = run_tests (certificate);
  g_mutex_lock (&lock);
  results = g_object_get_qdata (G_OBJECT (certificate), place);
  if (results == NULL) {
    results = made;
    g_object_set_qdata_full (G_OBJECT (certificate), place, g_steal_pointer (&made),
                             (GDestroyNotify) g_ptr_array_unref);
  }
  g_mutex_unlock (&lock);
  return results;
}
