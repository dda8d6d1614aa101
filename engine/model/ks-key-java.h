/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "ks-secret.h"

G_BEGIN_DECLS

#define KS_JCEKS_SALT_SIZE 8
/* What Java takes unless it is told otherwise (jdk.jceks.iterationCount). */
#define KS_JCEKS_ITERATIONS 200000

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

/* The same with its parameters, a PBEParameter (RFC 8018 appendix A.3). */
gboolean ks_java_jceks_read_parameters (const guint8 *der,
                                        gsize der_size,
                                        guint8 salt[KS_JCEKS_SALT_SIZE],
                                        guint64 *iterations,
                                        GError **error);
KsSecret *ks_java_jceks_open (const guint8 *der,
                              gsize der_size,
                              const guint8 *data,
                              gsize size,
                              KsSecret *password,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* "JCEKS (proprietary, MD5 and Triple DES), 200,000 iterations" */
char *ks_java_jceks_describe (const guint8 *der, gsize der_size) G_GNUC_WARN_UNUSED_RESULT;
/* @der: (out) (transfer full) */
GBytes *ks_java_jceks_seal (KsSecret *plain,
                            KsSecret *password,
                            guint iterations,
                            GBytes **der,
                            GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
