/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * KsSecret:
 *
 * Bytes that must not leak: a password as UTF-8, a plain private key as DER. Immutable, reference counted, thread safe.
 * The memory is locked, excluded from core dumps and wiped when the last reference goes; one NUL byte follows
 * the data, which its size does not count. Never printed, logged, or put in a property.
 */
typedef struct _KsSecret KsSecret;

#define KS_TYPE_SECRET (ks_secret_get_type ())
GType ks_secret_get_type (void) G_GNUC_CONST;

KsSecret *ks_secret_new (const void *data, gsize size) G_GNUC_WARN_UNUSED_RESULT;
KsSecret *ks_secret_new_from_string (const char *string) G_GNUC_WARN_UNUSED_RESULT;
/* A secret of @size zero bytes which the caller fills through @data before anybody else sees it. */
KsSecret *ks_secret_new_sized (gsize size, guint8 **data) G_GNUC_WARN_UNUSED_RESULT;
KsSecret *ks_secret_ref (KsSecret *self);
void ks_secret_unref (KsSecret *self);
const guint8 *ks_secret_get_data (const KsSecret *self, gsize *size);
gsize ks_secret_get_size (const KsSecret *self);
/* The bytes as a NUL-terminated string; meant for passwords. */
const char *ks_secret_get_text (const KsSecret *self);
/* In constant time for equal sizes; NULL equals only NULL. */
gboolean ks_secret_equal (const KsSecret *a, const KsSecret *b);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (KsSecret, ks_secret_unref)

G_END_DECLS
