/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>
#include <openssl/rand.h>

#include "ks-init.h"

extern void __lsan_disable (void) __attribute__ ((weak));
extern void __lsan_enable (void) __attribute__ ((weak));

/* OpenSSL's random generators are held by pointers in its arena for secrets, where the leak sanitizer does
 * not look. So they are made here, while it does not count. */
static inline void
ks_test_make_random_generators (void)
{
  guint8 byte;

  if (__lsan_disable != NULL)
    __lsan_disable ();
  g_assert_cmpint (RAND_bytes_ex (ks_libctx (), &byte, 1, 0), ==, 1);
  g_assert_cmpint (RAND_priv_bytes_ex (ks_libctx (), &byte, 1, 0), ==, 1);
  if (__lsan_enable != NULL)
    __lsan_enable ();
}
