/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>
#include <openssl/types.h>

G_BEGIN_DECLS

/* Called once, before anything else uses OpenSSL. Safe to call again. */
void ks_init (void);

/* The engine's own library context, with the default and, where the system has it, the legacy provider.
 * Never NULL after ks_init (). Every OpenSSL object is born in it. */
OSSL_LIB_CTX *ks_libctx (void);

gboolean ks_has_legacy_provider (void);
gboolean ks_secure_memory_is_locked (void);

/* Drops OpenSSL's error queue of this thread; call where its errors are translated. */
void ks_clear_openssl_errors (void);

G_END_DECLS
