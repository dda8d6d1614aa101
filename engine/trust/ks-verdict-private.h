/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "ks-entry.h"
#include "ks-role.h"
#include "ks-verdict.h"

G_BEGIN_DECLS

/* For the files that make a verdict. They fill it, then nobody changes it any more. */
struct _KsVerdict {
  GObject parent_instance;

  KsEntry *entry;
  KsState state;
  char *headline;
  char *detail;
  GPtrArray *paths; /* of KsPath, best first */
  KsPath *stored;
  KsPath *sent;
  char *sent_difference; /* or NULL */
  KsPartVerdict parts[KS_N_PARTS];
  GPtrArray *entry_results; /* of KsResult, scope entry */
  GPtrArray *findings;
  GPtrArray *hosts;
  KsAnchorSet *anchors;
  gint64 time;
  KsRoleKind role;
  gboolean cut_short;
};

KsVerdict *ks_verdict_new (KsEntry *entry, gint64 time) G_GNUC_WARN_UNUSED_RESULT;
/* Takes @value. */
void ks_verdict_set_part (KsVerdict *self, KsPart part, KsState state, char *value);

KsPath *ks_path_new (void) G_GNUC_WARN_UNUSED_RESULT;
KsPath *ks_path_ref (KsPath *self);
void ks_path_unref (KsPath *self);
KsPathNode *ks_path_add_node (KsPath *self,
                              KsCertificate *certificate,
                              KsProvenance provenance,
                              const char *detail,
                              int stored_index);
/* Both take @result. The state of node or link follows its results. */
void ks_path_node_add_result (KsPathNode *self, KsResult *result);
void ks_path_link_add_result (KsPathLink *self, KsResult *result);
static inline KsPathNode *
ks_path_get_node (const KsPath *self, guint index)
{
  return g_ptr_array_index (self->nodes, index);
}
static inline KsPathLink *
ks_path_get_link (const KsPath *self, guint index)
{
  return g_ptr_array_index (self->links, index);
}

KsMissingIssuer *ks_missing_issuer_new (KsCertificate *child) G_GNUC_WARN_UNUSED_RESULT;
void ks_missing_issuer_free (KsMissingIssuer *self);
void ks_finding_free (KsFinding *self);
void ks_host_result_free (KsHostResult *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (KsPath, ks_path_unref)

G_END_DECLS
