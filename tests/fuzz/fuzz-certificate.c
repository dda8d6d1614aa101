/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "fuzz.h"

#include "ks-certificate.h"
#include "ks-extension.h"

static void
check_text (const char *text)
{
  g_assert_nonnull (text);
  g_assert_true (g_utf8_validate (text, -1, NULL));
}

static void
look_at_extensions (KsCertificate *certificate)
{
  GPtrArray *extensions = ks_certificate_get_extensions (certificate);

  for (guint i = 0; extensions != NULL && i < extensions->len; i++) {
    const KsExtension *extension = extensions->pdata[i];

    check_text (extension->name);
    for (guint j = 0; extension->fields != NULL && j < extension->fields->len; j++)
      check_text (((const KsExtensionField *) extension->fields->pdata[j])->value);
  }
}

static void
look_at_names (KsCertificate *certificate)
{
  for (guint i = 0; i < ks_certificate_get_n_alt_names (certificate); i++)
    check_text (ks_certificate_get_alt_name (certificate, i)->text);
}

/* Everything that a window asks of a certificate; text is always UTF-8. */
int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GBytes) input = g_bytes_new (data, size);
  g_autoptr (KsCertificate) certificate = ks_certificate_new (input);
  KsKeyUsage usage;

  if (!ks_certificate_is_readable (certificate))
    check_text (ks_certificate_get_problem (certificate));
  check_text (ks_certificate_get_serial (certificate));
  check_text (ks_certificate_get_title (certificate));
  check_text (ks_certificate_get_key_text (certificate));
  check_text (ks_certificate_get_signature_text (certificate));
  check_text (ks_certificate_get_signature_digest (certificate));
  check_text (ks_certificate_get_spki_sha256 (certificate));
  ks_certificate_get_key_usage (certificate, &usage);
  ks_certificate_get_extended_key_usage (certificate);
  ks_certificate_get_ca_issuers_url (certificate);
  ks_certificate_is_self_signed (certificate);
  ks_certificate_get_role (certificate);
  ks_certificate_get_x509 (certificate);
  look_at_names (certificate);
  look_at_extensions (certificate);
  return 0;
}
