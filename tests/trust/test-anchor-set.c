/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-anchor-set-private.h"
#include "ks-test-pki.h"
#include "ks-test.h"

static void
test_members (void)
{
  g_autoptr (KsTestIdentity) one = ks_test_identity_new (&(KsTestSpec) { .name = "One", .ca = TRUE }, NULL);
  g_autoptr (KsTestIdentity) twin = ks_test_identity_new (&(KsTestSpec) { .name = "ONE", .ca = TRUE }, NULL);
  g_autoptr (KsTestIdentity) other =
    ks_test_identity_new (&(KsTestSpec) { .name = "Other", .ca = TRUE }, NULL);
  KsCertificate *certificate = ks_test_identity_get_certificate (one);
  g_autoptr (KsCertificate) copy = ks_certificate_new (ks_certificate_get_der (certificate));
  g_autoptr (GPtrArray) certificates = g_ptr_array_new ();
  g_autoptr (GPtrArray) found = NULL;
  KsAnchorSet *set = NULL;

  g_ptr_array_add (certificates, certificate);
  g_ptr_array_add (certificates, copy);
  g_ptr_array_add (certificates, ks_test_identity_get_certificate (twin));
  set = ks_anchor_set_new (KS_ANCHORS_STORE, "trust.jks", certificates);

  g_assert_cmpuint (ks_anchor_set_get_size (set), ==, 2);
  g_assert_cmpint (ks_anchor_set_get_source (set), ==, KS_ANCHORS_STORE);
  g_assert_cmpstr (ks_anchor_set_get_name (set), ==, "trust.jks");
  g_assert_true (ks_anchor_set_contains (set, copy));
  g_assert_false (ks_anchor_set_contains (set, ks_test_identity_get_certificate (other)));
  g_assert_null (ks_anchor_set_get (set, 2));
  /* RFC 5280 section 7.1: case does not count. */
  found = ks_anchor_set_find_subject (set, ks_certificate_get_subject (certificate));
  g_assert_cmpuint (found->len, ==, 2);
  g_clear_pointer (&found, g_ptr_array_unref);
  found =
    ks_anchor_set_find_subject (set, ks_certificate_get_subject (ks_test_identity_get_certificate (other)));
  g_assert_cmpuint (found->len, ==, 0);
  g_assert_false (ks_anchor_set_is_distrusted (set, certificate));
  ks_anchor_set_add_distrusted (set, certificate);
  g_assert_true (ks_anchor_set_is_distrusted (set, copy));
  g_assert_finalize_object (set);
}

static void
test_empty (void)
{
  g_autoptr (KsAnchorSet) set = ks_anchor_set_new (KS_ANCHORS_NONE, "", NULL);

  g_assert_cmpuint (ks_anchor_set_get_size (set), ==, 0);
  g_assert_null (ks_anchor_set_get (set, 0));
}

static guint
count_in_bundle (void)
{
  g_autofree char *text = NULL;
  guint n = 0;

  if (!g_file_get_contents ("/etc/ssl/certs/ca-certificates.crt", &text, NULL, NULL))
    return 0;
  for (const char *p = text; (p = strstr (p, "-----BEGIN CERTIFICATE")) != NULL; p++)
    n++;
  return n;
}

/* What the distribution writes for OpenSSL is the same list by another way. */
static void
test_system (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (KsAnchorSet) set = ks_anchor_set_new_system (NULL, &error);
  guint expected = count_in_bundle ();

  g_assert_no_error (error);
  g_assert_nonnull (set);
  g_assert_cmpint (ks_anchor_set_get_source (set), ==, KS_ANCHORS_SYSTEM);
  if (expected == 0) {
    g_test_skip ("this system has no list of anchors");
    return;
  }
  g_assert_cmpuint (ks_anchor_set_get_size (set), ==, expected);
  for (guint i = 0; i < ks_anchor_set_get_size (set); i++)
    g_assert_true (ks_certificate_is_readable (ks_anchor_set_get (set, i)));
}

static void
test_cancelled (void)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_null (ks_anchor_set_new_system (cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int argc, char *argv[])
{
  ks_test_init (&argc, &argv);

  g_test_add_func ("/anchor-set/members", test_members);
  g_test_add_func ("/anchor-set/empty", test_empty);
  g_test_add_func ("/anchor-set/system", test_system);
  g_test_add_func ("/anchor-set/cancelled", test_cancelled);
  return g_test_run ();
}
