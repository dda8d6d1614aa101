/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-config.h"

#include "ks-check-private.h"

#include <glib/gi18n-lib.h>

/* Seconds since 1970-01-01 UTC. */
#define YEAR_2014 G_GINT64_CONSTANT (1388534400)
#define YEAR_2017 G_GINT64_CONSTANT (1483228800)

/* What is too short, and since when. 512 bits were broken in 1999; 1024 (RSA, DSA) and 160 (EC) ended with 2013 (NIST SP 800-131A), which is
 * what OpenSSL's security level 2, the default of current systems, asks for. */
static const struct {
  const char *algorithm;
  guint bits;
  gint64 since;
} least_sizes[] = {
  { "RSA", 1024, 0 }, { "RSA", 2048, YEAR_2014 }, { "RSA-PSS", 1024, 0 }, { "RSA-PSS", 2048, YEAR_2014 },
  { "DSA", 1024, 0 }, { "DSA", 2048, YEAR_2014 }, { "EC", 160, 0 },       { "EC", 224, YEAR_2014 },
};

static const char *const broken_digests[] = { "MD2", "MD4", "MD5", NULL };

/**
 * ks_check_judge_key:
 * @certificate: a certificate
 * @time: seconds since 1970
 *
 * Returns: %KS_STATE_FAIL where its key is too short at that time, else %KS_STATE_PASS
 */
KsState
ks_check_judge_key (KsCertificate *certificate, gint64 time)
{
  const char *algorithm = ks_certificate_get_key_algorithm (certificate);
  guint bits = ks_certificate_get_key_bits (certificate);

  for (gsize i = 0; bits > 0 && i < G_N_ELEMENTS (least_sizes); i++)
    if (g_str_equal (least_sizes[i].algorithm, algorithm) && bits < least_sizes[i].bits &&
        time >= least_sizes[i].since)
      return KS_STATE_FAIL;
  return KS_STATE_PASS;
}

/**
 * ks_check_judge_digest:
 * @certificate: a certificate
 * @time: seconds since 1970
 *
 * SHA-1 is refused by browsers since 2017 and by OpenSSL, and still accepted by Java for private authorities.
 *
 * Returns: how bad the digest in its signature is at that time
 */
KsState
ks_check_judge_digest (KsCertificate *certificate, gint64 time)
{
  const char *digest = ks_certificate_get_signature_digest (certificate);

  if (g_strv_contains (broken_digests, digest))
    return KS_STATE_FAIL;
  return g_str_equal (digest, "SHA-1") && time >= YEAR_2017 ? KS_STATE_WARNING : KS_STATE_PASS;
}

static char *
describe (KsCertificate *certificate)
{
  const char *digest = ks_certificate_get_signature_digest (certificate);
  const char *key = ks_certificate_get_key_text (certificate);

  return *digest != '\0' ? g_strdup_printf ("%s, %s", key, digest) : g_strdup (key);
}

static char *
explain (KsCertificate *certificate, KsState key, KsState digest)
{
  const char *title = ks_certificate_get_title (certificate);

  if (key == KS_STATE_FAIL)
    return g_strdup_printf (_ ("The key of “%s”, %s, is too short."), title,
                            ks_certificate_get_key_text (certificate));
  if (digest != KS_STATE_PASS)
    /* Translators: a certificate, then a digest such as SHA-1 */
    return g_strdup_printf (_ ("“%s” is signed with %s, which is weak."), title,
                            ks_certificate_get_signature_digest (certificate));
  return g_strdup_printf (_ ("Key and signature of “%s” are strong enough."), title);
}

/**
 * ks_check_strength:
 * @context: a link
 *
 * The child's key and signature, and the key that made the signature.
 *
 * Returns: (transfer full): a result
 */
KsResult *
ks_check_strength (const KsLinkContext *context)
{
  KsState key = ks_check_judge_key (context->child, context->settings->time);
  KsState digest = ks_check_judge_digest (context->child, context->settings->time);
  KsState issuer = ks_check_judge_key (context->issuer, context->settings->time);
  g_autofree char *ours = KS_WORDS (context->settings, describe (context->child));

  return ks_result_new ("strength", ks_state_worst (ks_state_worst (key, digest), issuer), ours,
                        ks_certificate_get_key_text (context->issuer),
                        issuer != KS_STATE_PASS && key == KS_STATE_PASS && digest == KS_STATE_PASS
                          ? KS_WORDS (context->settings, explain (context->issuer, issuer, KS_STATE_PASS))
                          : KS_WORDS (context->settings, explain (context->child, key, digest)));
}

/**
 * ks_check_key:
 * @context: a certificate of a path
 *
 * Returns: (transfer full): whether its key is long enough
 */
KsResult *
ks_check_key (const KsCertificateContext *context)
{
  KsState state = ks_check_judge_key (context->certificate, context->settings->time);

  return ks_result_new ("cert-key", state, ks_certificate_get_key_text (context->certificate),
                        /* Translators: the least key that is accepted today */
                        _ ("At least RSA 2048 or EC P-224"),
                        KS_WORDS (context->settings, explain (context->certificate, state, KS_STATE_PASS)));
}

/**
 * ks_check_digest:
 * @context: a certificate of a path
 *
 * The signature of an anchor and of anything self-signed proves nothing, so its digest does not matter.
 *
 * Returns: (transfer full): whether the digest in its signature is strong enough
 */
KsResult *
ks_check_digest (const KsCertificateContext *context)
{
  KsState state = ks_check_judge_digest (context->certificate, context->settings->time);

  if (state != KS_STATE_PASS && (context->is_anchor || ks_certificate_is_self_signed (context->certificate)))
    state = KS_STATE_PASS;
  return ks_result_new ("cert-digest", state, ks_certificate_get_signature_text (context->certificate),
                        /* Translators: the least digest that is accepted today */
                        _ ("At least SHA-256"),
                        KS_WORDS (context->settings, explain (context->certificate, KS_STATE_PASS, state)));
}
