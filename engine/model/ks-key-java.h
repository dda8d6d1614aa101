/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "ks-secret.h"

G_BEGIN_DECLS

#define KS_JCEKS_SALT_SIZE 8

/* A password as Java hashes it: UTF-16, big-endian, without terminator. */
KsSecret *ks_java_password (KsSecret *password) G_GNUC_WARN_UNUSED_RESULT;

/* sun.security.provider.KeyProtector: salt, key, check value. NULL: wrong password, or not such bytes. */
KsSecret *ks_java_jks_open (const guint8 *data, gsize size, KsSecret *password) G_GNUC_WARN_UNUSED_RESULT;
GBytes *ks_java_jks_seal (KsSecret *plain, KsSecret *password) G_GNUC_WARN_UNUSED_RESULT;

/* com.sun.crypto.provider.PBEWithMD5AndTripleDES. NULL: wrong password. */
KsSecret *ks_java_jceks_crypt (const guint8 *data,
                               gsize size,
                               const guint8 salt[KS_JCEKS_SALT_SIZE],
                               guint iterations,
                               KsSecret *password,
                               gboolean encrypt) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
