/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "catena-document.h"
#include "catena-issuer.h"

G_BEGIN_DECLS

/**
 * CatenaGenerateDraft:
 *
 * A key pair that is not made yet: what the pages of the dialog fill in, and what the worker makes. Plain data.
 */
typedef struct {
  CatenaDocument *document; /* where it goes */
  gint64 now;               /* seconds since 1970 */

  const KsUsageTemplate *usage;
  KsCertificateSpec *spec;
  const KsKeyAlgorithm *algorithm;
  char *alias;
  KsSecret *password; /* of the key alone; NULL: the store's */

  GListModel *issuers;  /* of CatenaIssuer: CAs whose keys are at hand */
  CatenaIssuer *issuer; /* NULL: it signs itself */
} CatenaGenerateDraft;

CatenaGenerateDraft *catena_generate_draft_new (CatenaDocument *document, GListModel *issuers, gint64 now)
  G_GNUC_WARN_UNUSED_RESULT;
void catena_generate_draft_free (CatenaGenerateDraft *self);
KsStore *catena_generate_draft_get_store (const CatenaGenerateDraft *self);
KsCertificate *catena_generate_draft_get_issuer_certificate (const CatenaGenerateDraft *self);
void catena_generate_draft_set_issuer (CatenaGenerateDraft *self, CatenaIssuer *issuer);
const char *const *catena_generate_draft_list_digests (const CatenaGenerateDraft *self);
void catena_generate_draft_set_algorithm (CatenaGenerateDraft *self, const KsKeyAlgorithm *algorithm);
void catena_generate_draft_set_usage (CatenaGenerateDraft *self, const KsUsageTemplate *usage);
char *catena_generate_draft_propose_alias (const CatenaGenerateDraft *self) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CatenaGenerateDraft, catena_generate_draft_free)

G_END_DECLS
