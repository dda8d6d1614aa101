/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "ks-role.h"
#include "ks-trust-answer.h"

G_BEGIN_DECLS

/* Who is asked. */
typedef struct {
  const char *name;       /* what people call the truststore; not translated */
  KsAnchorSet *anchors;   /* or NULL: it could not be read */
  const char *why_absent; /* then why, short and translated: "Locked" */
} KsTrustJudge;

/* What is asked. All that it points to is borrowed for the call. */
typedef struct {
  KsEntry *entry;
  KsRoleKind role; /* of its file: it says what a key pair is used for */
  GPtrArray *crls; /* of GBytes: revocation lists that are at hand, DER; or NULL */
  const KsTrustJudge *judges;
  guint n_judges;
  const gint64 *times; /* seconds since 1970-01-01 UTC, in ascending order */
  guint n_times;
} KsTrustQuestion;

/**
 * KsTrustMatrix:
 *
 * Which truststores accept the certificate of an entry, and when: the answers to one question as a table. Immutable, reference counted, thread
 * safe.
 */
typedef struct _KsTrustMatrix KsTrustMatrix;

KsTrustMatrix *ks_trust_matrix_new (const KsTrustQuestion *question,
                                    GCancellable *cancellable,
                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;
KsTrustMatrix *ks_trust_matrix_ref (KsTrustMatrix *self);
void ks_trust_matrix_unref (KsTrustMatrix *self);
guint ks_trust_matrix_get_n_rows (KsTrustMatrix *self);
guint ks_trust_matrix_get_n_times (KsTrustMatrix *self);
gint64 ks_trust_matrix_get_time (KsTrustMatrix *self, guint time);
const char *ks_trust_matrix_get_name (KsTrustMatrix *self, guint row);
const KsTrustAnswer *ks_trust_matrix_get_answer (KsTrustMatrix *self, guint row, guint time);
/* The one of the row's answers that says most of it. */
const KsTrustAnswer *ks_trust_matrix_get_telling (KsTrustMatrix *self, guint row);
/* An anchor in that store would make the difference, today. */
gboolean ks_trust_matrix_lacks_anchor (KsTrustMatrix *self, guint row);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (KsTrustMatrix, ks_trust_matrix_unref)

G_END_DECLS
