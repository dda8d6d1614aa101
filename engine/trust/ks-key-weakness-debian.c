/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-config.h"

#include "ks-key-weakness.h"

#include "ks-check-private.h"
#include "ks-key-weakness-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* CVE-2008-0166. The lists of Debian’s package openssl-blacklist hold, for each size, the second half of the SHA-1 of the line that
 * “openssl rsa -noout -modulus” prints. Comments start with a number sign. */
#define HALF 20

static char *
dup_fingerprint (const BIGNUM *modulus)
{
  char *hex = BN_bn2hex (modulus);
  g_autofree char *line = g_strdup_printf ("Modulus=%s\n", hex);
  g_autofree char *digest = g_compute_checksum_for_string (G_CHECKSUM_SHA1, line, -1);

  OPENSSL_free (hex);
  return g_strdup (digest + HALF);
}

static gboolean
has_line (const char *list, const char *wanted)
{
  for (const char *at = strstr (list, wanted); at != NULL; at = strstr (at + 1, wanted))
    if ((at == list || at[-1] == '\n') && (at[HALF] == '\n' || at[HALF] == '\0' || at[HALF] == '\r'))
      return TRUE;
  return FALSE;
}

static KsResult *
judge (KsCertificate *certificate, const char *list, const BIGNUM *modulus)
{
  g_autofree char *fingerprint = dup_fingerprint (modulus);

  if (!has_line (list, fingerprint))
    return ks_result_new ("key-debian", KS_STATE_PASS, fingerprint, NULL,
                          g_strdup (_ ("The key is not on Debian’s list.")));
  return ks_result_new (
    "key-debian", KS_STATE_FAIL, fingerprint, NULL,
    g_strdup_printf (
      _ ("The key of “%s” is on Debian’s list of weak keys (%s). Anybody can have the private key."),
      ks_certificate_get_title (certificate), fingerprint));
}

/**
 * ks_key_weakness_look_up:
 * @certificate: a certificate
 * @folder: where the lists are
 *
 * From 2006 to 2008 Debian’s OpenSSL made one of 32,768 keys per size and architecture. Only a list can tell them.
 *
 * Returns: (transfer full): not checked where there is no list for this size
 */
KsResult *
ks_key_weakness_look_up (KsCertificate *certificate, const char *folder)
{
  g_auto (KsRsaNumbers) rsa = { 0 };
  g_autofree char *name = NULL;
  g_autofree char *path = NULL;
  g_autofree char *list = NULL;

  if (!ks_rsa_numbers_read (&rsa, certificate))
    return ks_result_new ("key-debian", KS_STATE_NOT_APPLICABLE, ks_certificate_get_key_text (certificate),
                          NULL, g_strdup (_ ("This is about RSA keys.")));
  name = g_strdup_printf ("blacklist.RSA-%d", BN_num_bits (rsa.modulus));
  path = g_build_filename (folder, name, NULL);
  if (!g_file_get_contents (path, &list, NULL, NULL))
    return ks_result_new (
      "key-debian", KS_STATE_NOT_CHECKED, NULL, NULL,
      /* Translators: %s is the name of a file */
      g_strdup_printf (_ ("Debian’s list of weak keys, %s of the package openssl-blacklist, is not here."),
                       name));
  return judge (certificate, list, rsa.modulus);
}
