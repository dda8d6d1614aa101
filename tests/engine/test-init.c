/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-error.h"
#include "ks-init.h"
#include "ks-test.h"

#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/rand.h>
#include <sys/resource.h>

static void
test_domain (void)
{
  g_assert_cmpstr (g_quark_to_string (KS_ERROR), ==, "ks-error-quark");
}

static gpointer
get_context (gpointer data)
{
  return ks_libctx ();
}

static void
test_context (void)
{
  g_autoptr (GThread) thread = g_thread_new ("init", get_context, NULL);

  g_assert_nonnull (ks_libctx ());
  g_assert_true (g_thread_join (g_steal_pointer (&thread)) == ks_libctx ());
}

static void
assert_digest (OSSL_LIB_CTX *context, const char *name, gboolean expected)
{
  EVP_MD *digest = EVP_MD_fetch (context, name, NULL);

  g_assert_cmpint (digest != NULL, ==, expected);
  EVP_MD_free (digest);
  ks_clear_openssl_errors ();
}

static void
test_providers (void)
{
  assert_digest (ks_libctx (), "SHA2-256", TRUE);
  assert_digest (ks_libctx (), "MD4", ks_has_legacy_provider ());
  /* The trap that all tests of the engine stand on. */
  assert_digest (NULL, "SHA2-256", FALSE);
}

static void
test_clear_errors (void)
{
  assert_digest (ks_libctx (), "no such digest", FALSE);
  g_assert_null (EVP_MD_fetch (ks_libctx (), "no such digest", NULL));
  g_assert_cmpuint (ERR_peek_error (), !=, 0);
  ks_clear_openssl_errors ();
  g_assert_cmpuint (ERR_peek_error (), ==, 0);
}

static void
test_no_core_dumps (void)
{
  struct rlimit limit;

  g_assert_cmpint (getrlimit (RLIMIT_CORE, &limit), ==, 0);
  g_assert_cmpuint (limit.rlim_cur, ==, 0);
  g_assert_cmpuint (limit.rlim_max, ==, 0);
}

int
main (int argc, char *argv[])
{
  ks_test_init (&argc, &argv);

  g_test_add_func ("/error/domain", test_domain);
  g_test_add_func ("/init/context", test_context);
  g_test_add_func ("/init/providers", test_providers);
  g_test_add_func ("/init/clear-errors", test_clear_errors);
  g_test_add_func ("/init/no-core-dumps", test_no_core_dumps);

  return g_test_run ();
}
