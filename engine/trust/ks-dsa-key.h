/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>
#include <openssl/types.h>

G_BEGIN_DECLS

/* A DSA key whose certificate leaves the parameters out, completed with those of @donor; NULL when that does not fit. */
EVP_PKEY *ks_dsa_key_complete (GBytes *spki, EVP_PKEY *donor) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
