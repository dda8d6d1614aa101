/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-init.h"

#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/provider.h>
#include <signal.h>
#include <sys/resource.h>

/* Below the usual RLIMIT_MEMLOCK of 8 MiB, so that the arena can be locked. */
#define ARENA_SIZE (4 * 1024 * 1024)
#define ARENA_SMALLEST 64

static OSSL_LIB_CTX *library_context;
static gboolean has_legacy;
static gboolean arena_is_locked;

static void
make_arena (void)
{
  if (CRYPTO_secure_malloc_initialized ())
    return;

  /* 1: locked and with guard pages; 2: made, but without one of them; 0: not made. */
  arena_is_locked = CRYPTO_secure_malloc_init (ARENA_SIZE, ARENA_SMALLEST) == 1;
}

static void
forbid_core_dumps (void)
{
  const struct rlimit none = { 0, 0 };

  /* Not PR_SET_DUMPABLE: it gives /proc/PID to root, and the portals cannot look there any more. */
  setrlimit (RLIMIT_CORE, &none);
}

/* With a limit on file sizes (ulimit -f) a write must fail and be reported, not end the program. */
static void
survive_file_limit (void)
{
  struct sigaction present;

  if (sigaction (SIGXFSZ, NULL, &present) == 0 && present.sa_handler == SIG_DFL)
    signal (SIGXFSZ, SIG_IGN);
}

static void
make_library_context (void)
{
  library_context = OSSL_LIB_CTX_new ();
  if (library_context == NULL || OSSL_PROVIDER_load (library_context, "default") == NULL)
    g_error ("OpenSSL has no default provider");

  has_legacy = OSSL_PROVIDER_try_load (library_context, "legacy", 1) != NULL;
  ERR_clear_error ();
}

/**
 * ks_init:
 *
 * Prepares OpenSSL: the locked arena for secrets first, because OpenSSL reads its size once, then a library
 * context of the engine's own. Core dumps are switched off, and a limit on file sizes no longer kills. Thread safe; does its work once.
 */
void
ks_init (void)
{
  static gsize once;

  if (g_once_init_enter (&once)) {
    make_arena ();
    forbid_core_dumps ();
    survive_file_limit ();
    make_library_context ();
    g_once_init_leave (&once, 1);
  }
}

/**
 * ks_libctx:
 *
 * The library context in which every OpenSSL object of the engine is born.
 *
 * Returns: (transfer none): the context, never %NULL
 */
OSSL_LIB_CTX *
ks_libctx (void)
{
  ks_init ();
  return library_context;
}

/**
 * ks_has_legacy_provider:
 *
 * Whether this system's OpenSSL has its legacy provider (RC2, RC4, DES, MD4).
 *
 * Returns: %TRUE if it was loaded
 */
gboolean
ks_has_legacy_provider (void)
{
  ks_init ();
  return has_legacy;
}

/**
 * ks_secure_memory_is_locked:
 *
 * Whether the arena for secrets cannot be written to swap. It is not where RLIMIT_MEMLOCK is small.
 *
 * Returns: %TRUE if it is locked
 */
gboolean
ks_secure_memory_is_locked (void)
{
  ks_init ();
  return arena_is_locked;
}

/**
 * ks_clear_openssl_errors:
 *
 * Empties this thread's queue of OpenSSL errors. What is left there would be taken for the reason of the next failure.
 */
void
ks_clear_openssl_errors (void)
{
  ERR_clear_error ();
}
