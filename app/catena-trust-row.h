/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "catena-document.h"
#include "catena-trust.h"

G_BEGIN_DECLS

/* What to choose from, in the order of the list. */
typedef enum {
  CATENA_TRUST_AUTOMATIC,
  CATENA_TRUST_SYSTEM,
  CATENA_TRUST_OWN,
  CATENA_TRUST_CLIENTS, /* of a document to practise with */
  CATENA_TRUST_DOCUMENT,
  CATENA_TRUST_ALL,
  CATENA_TRUST_JAVA,
  CATENA_TRUST_FILE,
  CATENA_TRUST_CHOOSE,
  CATENA_TRUST_NOTHING,
} CatenaTrustKind;

/**
 * CatenaTrustRow: somebody who may be asked for trust
 */
typedef struct {
  CatenaTrustKind kind;
  char *name;
  CatenaDocument *document; /* or NULL */
  KsAnchorSet *anchors;     /* of a chosen file, or NULL */
  KsAnchorSet *known;       /* of open files, as they were when they were asked last; or NULL */
} CatenaTrustRow;

/* For the page of @own; of CatenaTrustRow. */
GPtrArray *catena_trust_rows_new (CatenaTrust *trust, CatenaDocument *own) G_GNUC_WARN_UNUSED_RESULT;
/* Who is asked before anybody has chosen: the automatic row, but for a document to practise with. */
guint catena_trust_rows_find_first (GPtrArray *rows, CatenaDocument *own);
gboolean catena_trust_row_is_same (const CatenaTrustRow *self, const CatenaTrustRow *other);
/* Its anchors change with the files that are open. */
gboolean catena_trust_row_follows_documents (const CatenaTrustRow *self);
/* NULL: not known yet, or chosen by the verification. */
KsAnchorSet *catena_trust_row_make_anchors (CatenaTrustRow *self, CatenaTrust *trust)
  G_GNUC_WARN_UNUSED_RESULT;
/* Files that are open have changed. */
void catena_trust_rows_forget (GPtrArray *rows);
/* Whether it can be in a table of truststores, and if it cannot be asked, why. */
gboolean catena_trust_row_is_truststore (const CatenaTrustRow *self,
                                         CatenaTrust *trust,
                                         const char **why_absent);

G_END_DECLS
