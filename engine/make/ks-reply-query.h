/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "ks-anchor-set.h"
#include "ks-convert.h"
#include "ks-request.h"
#include "ks-store.h"

G_BEGIN_DECLS

/**
 * KsReplyQuery:
 *
 * All that the plan for a CA's reply depends on: filled by one thread, then read by a worker. Reference counted.
 */
typedef struct _KsReplyQuery KsReplyQuery;

/* @time: now, in seconds since 1970 */
KsReplyQuery *ks_reply_query_new (gint64 time) G_GNUC_WARN_UNUSED_RESULT;
KsReplyQuery *ks_reply_query_ref (KsReplyQuery *self);
void ks_reply_query_unref (KsReplyQuery *self);
/* A file of the reply, as ks_store_load () gave it: its certificates and those of its keys' chains. What else is in it is told as surplus.
 * @name: (nullable): of the file; NULL: pasted */
void ks_reply_query_add_reply (KsReplyQuery *self, KsStore *store, const char *name);
void ks_reply_query_add_certificate (KsReplyQuery *self, KsCertificate *certificate, const char *name);
/* An open store whose entries may be meant, the one in front first. @entries: of KsEntry, a snapshot; @tag: the caller's own, to find the store
 * again; never looked into; @keyring: (nullable): opens keys that have no certificate yet, copied. Requests among the entries count as made. */
void ks_reply_query_add_store (KsReplyQuery *self,
                               GPtrArray *entries,
                               const char *name,
                               gpointer tag,
                               gboolean is_read_only,
                               KsKeyring *keyring);
/* A request that was made earlier. @made_at: seconds since 1970, 0 = not known */
void ks_reply_query_add_request (KsReplyQuery *self, KsRequest *request, gint64 made_at);
/* The entry for which somebody asked to import a reply: it is said when the reply is for another one. */
void ks_reply_query_set_wanted (KsReplyQuery *self, KsEntry *entry);
/* Who is trusted: judges the chains, and may complete them. NULL: nobody. */
void ks_reply_query_set_anchors (KsReplyQuery *self, KsAnchorSet *anchors);
/* One more set that may complete a chain without being trusted here, for example that of the system. */
void ks_reply_query_add_helpers (KsReplyQuery *self, KsAnchorSet *helpers);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (KsReplyQuery, ks_reply_query_unref)

G_END_DECLS
