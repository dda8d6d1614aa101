/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>
#include <openssl/x509.h>

G_BEGIN_DECLS

/* Revocation lists, read once for a path. */
typedef struct {
  STACK_OF (X509_CRL) * lists;
  const char *problem; /* translated: a list cannot be read, or breaks the rules for lists; or NULL */
} KsCrlSet;

void ks_crl_set_init (KsCrlSet *self, GPtrArray *ders);
void ks_crl_set_clear (KsCrlSet *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (KsCrlSet, ks_crl_set_clear)

G_END_DECLS
