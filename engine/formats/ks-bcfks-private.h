/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "ks-bcfks-crypt.h"
#include "ks-bcfks.h"
#include "ks-der.h"
#include "ks-writer.h"

G_BEGIN_DECLS

/* The layout, in DER: a sequence of the content, which most often is encrypted, and of its check, which is an HMAC or a
 * signature. The content: version, algorithm of the check, two times, a sequence of entries, perhaps a comment. An entry: type,
 * alias, times of its creation and last change, an octet string that depends on the type, perhaps a comment. */
#define KS_BCFKS_TYPE_CERTIFICATE 0
#define KS_BCFKS_TYPE_PRIVATE_KEY 1
#define KS_BCFKS_TYPE_SECRET_KEY 2
#define KS_BCFKS_TYPE_PROTECTED_PRIVATE_KEY 3 /* encrypted by the program that stored it */
#define KS_BCFKS_TYPE_PROTECTED_SECRET_KEY 4

#define KS_BCFKS_UTF8_STRING 0x0c
#define KS_BCFKS_TIME 0x18

/* Baggage of an entry: all of it, as it stands in the file. */
#define KS_BCFKS_EXTRA_OBJECT "bcfks.object"
/* Baggage of the store: how it is encrypted; when it was made; the comment on it. */
#define KS_BCFKS_EXTRA_SCHEME "bcfks.scheme"
#define KS_BCFKS_EXTRA_CREATED "bcfks.created"
#define KS_BCFKS_EXTRA_COMMENT "bcfks.comment"

/* An entry, found in bytes that somebody else keeps alive. */
typedef struct {
  guint8 type;
  char *alias;
  gint64 created_ms;
  KsDer data;
} KsBcfksObject;

void ks_bcfks_object_clear (KsBcfksObject *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (KsBcfksObject, ks_bcfks_object_clear)

/* KS_ERROR_MALFORMED */
gboolean ks_bcfks_object_read (const KsDer *element, KsBcfksObject *self, GError **error);
/* The HMAC of @data under @password. @attempt: as in ks_bcfks_derive(). NULL with an error of that function. */
GBytes *ks_bcfks_make_mac (const X509_ALGOR *mac,
                           const X509_ALGOR *function,
                           guint attempt,
                           KsSecret *password,
                           const guint8 *data,
                           gsize size,
                           GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* The content of a file. @check: the algorithm of its check, DER. */
gboolean ks_bcfks_read_content (KsStore *store,
                                GBytes *content,
                                GBytes *check,
                                KsSecret *password,
                                GCancellable *cancellable,
                                GError **error);
/* @scheme: how the content is encrypted; @mac_nid: of its check. */
void ks_bcfks_keep_scheme (KsStore *store, const KsBcfksScheme *scheme, int mac_nid);
GBytes *ks_bcfks_write (KsStore *store,
                        const KsWriteOptions *options,
                        GCancellable *cancellable,
                        GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
