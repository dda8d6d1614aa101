/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "ks-format.h"
#include "ks-pem.h"

G_BEGIN_DECLS

#define KS_PEM_ORIGINAL "pem.original" /* store: the whole text as it was read */
#define KS_PEM_ALIAS "pem.alias"       /* entry: its alias when it was read */

#define KS_PEM_LABEL_OPENSSH "OPENSSH PRIVATE KEY"

typedef enum {
  KS_PEM_ITEM_CERTIFICATE,
  KS_PEM_ITEM_KEY,
  KS_PEM_ITEM_PUBLIC,
  KS_PEM_ITEM_REQUEST,
  KS_PEM_ITEM_CRL,
  KS_PEM_ITEM_OTHER,
} KsPemItemKind;

/* What one block is. */
typedef struct {
  KsPemItemKind kind;
  KsPemBlock *block; /* borrowed; NULL when it does not come from a text */
  KsCertificate *certificate;
  KsKey *key;       /* private or public */
  GBytes *data;     /* DER of a request or CRL */
  char *name;       /* of a “friendlyName:” line above the block, or NULL */
  char *key_id;     /* of a “localKeyID:” line, or NULL */
  gboolean is_used; /* in a chain */
} KsPemItem;

void ks_pem_item_free (KsPemItem *item);
/* GPtrArray of KsPemItem. KS_ERROR_MALFORMED, KS_ERROR_TOO_LARGE. */
GPtrArray *ks_pem_items_new (GPtrArray *blocks, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* The block as text, with headers, in a form that depends on its content only. */
char *ks_pem_item_format (KsPemBlock *block) G_GNUC_WARN_UNUSED_RESULT;
/* Text to call an item by when nobody has named it. Never NULL. */
char *ks_pem_item_dup_title (KsPemItem *item, const char *file_name) G_GNUC_WARN_UNUSED_RESULT;
/* Makes entries of items. @password: (nullable): may open keys to see whose they are */
void ks_pem_bundle_add_entries (KsStore *store, GPtrArray *items, KsSecret *password, const char *file_name);
GBytes *ks_pem_bundle_write (KsStore *store,
                             const KsWriteOptions *options,
                             GCancellable *cancellable,
                             GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
