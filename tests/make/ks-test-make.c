/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-test-make.h"

KsCertificateSpec *
ks_test_make_spec (const char *usage, const char *subject, const char *names, const KsKeyAlgorithm *algorithm)
{
  KsCertificateSpec *spec = ks_certificate_spec_new ();
  const KsUsageTemplate *found = ks_usage_template_find (usage);

  g_assert_nonnull (found);
  ks_certificate_spec_use_template (spec, found, algorithm);
  ks_certificate_spec_set_validity (spec, KS_TEST_MAKE_NOW, found->default_days);
  ks_name_unref (spec->subject);
  spec->subject = ks_name_new_from_text (subject, NULL);
  g_assert_nonnull (spec->subject);
  if (names != NULL) {
    g_ptr_array_unref (spec->names);
    spec->names = ks_general_name_parse_list (names);
  }
  return spec;
}

KsTestMade *
ks_test_made_new (const char *algorithm,
                  const char *usage,
                  const char *subject,
                  const char *names,
                  const KsTestMade *issuer)
{
  KsTestMade *self = g_new0 (KsTestMade, 1);
  const KsKeyAlgorithm *row = ks_key_algorithm_find (algorithm);
  g_autoptr (KsCertificateSpec) spec = ks_test_make_spec (usage, subject, names, row);
  g_autoptr (GError) error = NULL;

  self->pkcs8 = ks_key_generate (row, NULL, &error);
  g_assert_no_error (error);
  self->spki = ks_key_dup_spki (self->pkcs8, &error);
  g_assert_no_error (error);
  self->certificate =
    ks_certificate_spec_issue (spec, self->spki, issuer != NULL ? issuer->certificate : NULL,
                               issuer != NULL ? issuer->pkcs8 : self->pkcs8, &error);
  g_assert_no_error (error);
  return self;
}

void
ks_test_made_free (KsTestMade *self)
{
  ks_secret_unref (self->pkcs8);
  g_bytes_unref (self->spki);
  g_object_unref (self->certificate);
  g_free (self);
}
