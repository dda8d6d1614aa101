/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "ks-secret.h"

G_BEGIN_DECLS

#define KS_BCRYPT_MAX_ROUNDS 2048

/* A key of @size bytes (1 to 1024) from a password, as OpenSSH derives it; a few milliseconds for each round and 32 bytes. */
KsSecret *ks_bcrypt_derive (KsSecret *password, const guint8 *salt, gsize salt_size, guint rounds, gsize size)
  G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
