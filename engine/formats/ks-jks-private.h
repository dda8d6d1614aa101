/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "ks-jks.h"
#include "ks-reader.h"
#include "ks-writer.h"

G_BEGIN_DECLS

/* The layout, all numbers big-endian: magic, version, count, entries, digest. An entry: tag, alias, milliseconds, and for a key
 * its EncryptedPrivateKeyInfo and the number of its certificates; then the certificates. A certificate: its type (not in
 * version 1), length, DER. */
#define KS_JKS_MAGIC 0xfeedfeed
#define KS_JCEKS_MAGIC 0xcececece
#define KS_JKS_TAG_KEY 1
#define KS_JKS_TAG_CERTIFICATE 2
#define KS_JKS_TAG_SECRET 3 /* JCEKS only: a stream of Java's serialization, of unknown length */
#define KS_JKS_CERTIFICATE_TYPE "X.509"
#define KS_JKS_DIGEST_SIZE 20

/* Baggage of the store: one byte, the version, where it is not 2. */
#define KS_JKS_EXTRA_VERSION "jks.version"
/* Baggage of an entry: for each certificate of another type than X.509 the type, and the bytes that it belongs to. */
#define KS_JKS_EXTRA_TYPES "jks.types"
/* Baggage of an entry: there when the file has a date, and it is zero. */
#define KS_JKS_EXTRA_NO_DATE "jks.no-date"

/* What reading one file carries along. */
typedef struct {
  const KsFormat *format;
  KsReader reader;
  guint32 version;
  guint32 count;
  GPtrArray *chain; /* of the entry that is being read; used again for each */
  KsWriter *types;  /* of that entry: certificates that are not X.509; or NULL */
  guint n_certificates;
  guint n_unknown;
} KsJksReading;

guint32 ks_jks_get_magic (const KsFormat *format);
/* 100 for a file that begins with @magic. */
int ks_jks_probe (GBytes *bytes, guint32 magic);
KsStore *ks_jks_read (const KsFormat *format,
                      GBytes *bytes,
                      const KsReadOptions *options,
                      GCancellable *cancellable,
                      GError **error) G_GNUC_WARN_UNUSED_RESULT;
GBytes *ks_jks_write (KsStore *store, const KsWriteOptions *options, GCancellable *cancellable, GError **error)
  G_GNUC_WARN_UNUSED_RESULT;

/* Looks at the check value behind the entries. KS_ERROR_WRONG_PASSWORD, KS_ERROR_DAMAGED, KS_ERROR_TRUNCATED, KS_ERROR_MALFORMED. */
gboolean ks_jks_check_integrity (KsJksReading *reading, KsStore *store, KsSecret *password, GError **error);
/* What is worth telling of a file that was read. */
void ks_jks_add_remarks (KsJksReading *reading, KsStore *store);
/* The type that a certificate of @entry had in the file; X.509 for those that have none of their own. */
char *ks_jks_dup_type (KsEntry *entry, GBytes *der) G_GNUC_WARN_UNUSED_RESULT;
/* SHA-1 over the password as UTF-16, "Mighty Aphrodite", and @data. */
gboolean ks_jks_digest (KsSecret *password, const guint8 *data, gsize size, guint8 digest[KS_JKS_DIGEST_SIZE]);

G_END_DECLS
