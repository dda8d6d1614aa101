/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "ks-jks.h"

G_BEGIN_DECLS

/* The layout, all numbers big-endian: magic, version, count, entries, digest. An entry: tag, alias, milliseconds, and for a key
 * its EncryptedPrivateKeyInfo and the number of its certificates; then the certificates. A certificate: its type (not in
 * version 1), length, DER. */
#define KS_JKS_MAGIC 0xfeedfeed
#define KS_JKS_TAG_KEY 1
#define KS_JKS_TAG_CERTIFICATE 2
#define KS_JKS_CERTIFICATE_TYPE "X.509"
#define KS_JKS_DIGEST_SIZE 20

/* Baggage of the store: one byte, the version, where it is not 2. */
#define KS_JKS_EXTRA_VERSION "jks.version"
/* Baggage of an entry: for each certificate of another type than X.509 the type, and the bytes that it belongs to. */
#define KS_JKS_EXTRA_TYPES "jks.types"
/* Baggage of an entry: there when the file has a date, and it is zero. */
#define KS_JKS_EXTRA_NO_DATE "jks.no-date"

/* SHA-1 over the password as UTF-16, "Mighty Aphrodite", and @data. */
gboolean ks_jks_digest (KsSecret *password, const guint8 *data, gsize size, guint8 digest[KS_JKS_DIGEST_SIZE]);
GBytes *ks_jks_write (KsStore *store, const KsWriteOptions *options, GCancellable *cancellable, GError **error)
  G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
