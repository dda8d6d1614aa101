/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "catena-entry-section.h"
#include "kw-trust-matrix.h"

G_BEGIN_DECLS

/* One truststore to ask. */
typedef struct {
  char *name;
  KsAnchorSet *anchors;   /* or NULL */
  const char *why_absent; /* then why; translated */
  KwTrustRowFlags flags;  /* CAN_ADD counts where an anchor would help */
} CatenaTrustJudge;

CatenaTrustJudge *catena_trust_judge_new (const char *name,
                                          KsAnchorSet *anchors,
                                          const char *why_absent,
                                          KwTrustRowFlags flags) G_GNUC_WARN_UNUSED_RESULT;
void catena_trust_judge_free (CatenaTrustJudge *self);

/**
 * CatenaTrustSection:
 *
 * Which truststores accept the entry, today and at the date that is chosen. The answers are worked out in a worker. Property `narrow` (boolean).
 *
 * Signals: `truststore-wanted ()`: a person wants to add one; `row-activated (uint)`, `add-activated (uint)`, `remove-activated (uint)`: index
 * in the list given to catena_trust_section_ask().
 */
#define CATENA_TYPE_TRUST_SECTION (catena_trust_section_get_type ())
G_DECLARE_FINAL_TYPE (CatenaTrustSection, catena_trust_section, CATENA, TRUST_SECTION, GtkBox)

/* @judges: of CatenaTrustJudge; @crls: of GBytes, or NULL; @time: what else than today to ask about, 0 for nothing. */
void catena_trust_section_ask (CatenaTrustSection *self,
                               GPtrArray *judges,
                               KsRoleKind role,
                               GPtrArray *crls,
                               gint64 time);
/* Whom the rest of the page asks; -1: none of them. */
void catena_trust_section_set_selected (CatenaTrustSection *self, int judge);

G_END_DECLS
