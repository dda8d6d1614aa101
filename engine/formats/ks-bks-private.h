/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "ks-bks.h"
#include "ks-reader.h"
#include "ks-uber.h"
#include "ks-writer.h"

G_BEGIN_DECLS

/* The layout, all numbers big-endian: version, salt with its length, iterations, entries, a zero byte, HMAC. In UBER, entries,
 * zero byte and digest are encrypted. An entry: type, alias, milliseconds, number of certificates and these, then what the
 * type says. A certificate: its type, length, DER. */
#define KS_BKS_TYPE_END 0
#define KS_BKS_TYPE_CERTIFICATE 1
#define KS_BKS_TYPE_KEY 2    /* a key without protection */
#define KS_BKS_TYPE_STORED 3 /* bytes that a program gave as a key, protected or not */
#define KS_BKS_TYPE_SEALED 4
#define KS_BKS_DIGEST_SIZE 20
#define KS_BKS_SALT_SIZE 20
#define KS_BKS_MAX_SALT_SIZE 1024

/* Baggage of the store: the version in one byte, and the iterations in four. */
#define KS_BKS_EXTRA_HEADER "bks.header"
/* Baggage of an entry whose key has no protection in the file: the key as it stands there. */
#define KS_BKS_EXTRA_PLAIN "bks.plain"
/* Baggage of a trusted certificate that has certificates beside it: their number, and they. */
#define KS_BKS_EXTRA_CHAIN "bks.chain"

/* What stands before the entries. */
typedef struct {
  guint32 version;
  GBytes *salt;
  guint32 iterations;
} KsBksHeader;

void ks_bks_header_clear (KsBksHeader *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (KsBksHeader, ks_bks_header_clear)

/* KS_ERROR_TRUNCATED, KS_ERROR_MALFORMED, KS_ERROR_TOO_LARGE. */
gboolean ks_bks_read_header (KsReader *reader, KsBksHeader *header, GError **error);
/* With a new salt. @iterations: 0 for those of the file, else the default. */
gboolean ks_bks_write_header (KsWriter *writer,
                              guint32 version,
                              KsStore *store,
                              guint iterations,
                              KsBksHeader *header,
                              GError **error);
void ks_bks_keep_header (KsStore *store, const KsBksHeader *header);
/* Those of its file, else the default. */
guint32 ks_bks_get_iterations (KsStore *store);

/* What reading the entries of one file carries along. */
typedef struct {
  KsReader reader;
  KsSecret *password; /* of sealed keys, to know what they are; or NULL */
  guint64 work_left;  /* iterations of key derivation that may go into that */
  GPtrArray *chain;   /* of the entry that is being read; used again for each */
  KsWriter *types;    /* of that entry: certificates that are not X.509; or NULL */
  guint n_entries;
  guint n_certificates;
  guint n_sealed;
  guint n_plain; /* keys without protection */
} KsBksReading;

/* Up to and with the zero byte. */
gboolean ks_bks_read_entries (KsBksReading *self, KsStore *store, GCancellable *cancellable, GError **error);
/* Whether entries begin at the reader's place. */
gboolean ks_bks_looks_like_entries (const KsReader *reader);
/* Whether @password opens a key: then it cannot be wrong. */
gboolean ks_bks_opens_a_key (KsStore *store, KsSecret *password);
gboolean ks_bks_write_entries (KsWriter *writer,
                               KsStore *store,
                               const KsWriteOptions *options,
                               GCancellable *cancellable,
                               GError **error);

/* Both begin alike; this tells them apart. NULL: neither. */
const KsFormat *ks_bks_tell_format (GBytes *bytes);

/* Twofish-CBC with 256 bits (libgcrypt); @size is a multiple of 16. FALSE where that is not allowed. */
gboolean ks_uber_crypt (const guint8 key[32], const guint8 iv[16], guint8 *data, gsize size, gboolean encrypt);

G_END_DECLS
