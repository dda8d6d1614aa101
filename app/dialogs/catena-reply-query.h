/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "catena-document.h"
#include "catena-request-memory.h"
#include "catena-verification.h"

G_BEGIN_DECLS

/**
 * CatenaReplyPlace: what is open when a reply comes in
 *
 * Plain data for the main thread; everything is borrowed by those who get it.
 */
typedef struct {
  GPtrArray *documents; /* of CatenaDocument, the one in front first */
  KsEntry *wanted;      /* the entry for which a reply was asked for, or NULL */
  KsAnchorSet *anchors; /* who is trusted, or NULL */
  KsAnchorSet *system;  /* or NULL */
  CatenaRequestMemory *requests;
  gint64 now;
} CatenaReplyPlace;

/* A query about all of it, to which only the reply has to be added. The tags are the documents. */
KsReplyQuery *catena_reply_query_new (const CatenaReplyPlace *place) G_GNUC_WARN_UNUSED_RESULT;

/* Plans in a worker. @percent: (nullable): how far it is, an atomic reference counted box which is written from that thread */
void catena_reply_plan_async (KsReplyQuery *query,
                              gint *percent,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data);
KsReplyPlan *catena_reply_plan_finish (GAsyncResult *result, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Whether certificates of @reply, which holds no keys, are for a key of one of @documents (of CatenaDocument), and would be new there.
 * Cheap: no signature is verified. @document, @entry: (out) (transfer none) */
gboolean catena_reply_find_entry (KsStore *reply,
                                  GListModel *documents,
                                  CatenaDocument **document,
                                  KsEntry **entry);

G_END_DECLS
