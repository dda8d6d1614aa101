/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "ks-role.h"
#include "ks-verdict.h"

G_BEGIN_DECLS

/* Calendar years that renewals are counted in, the present one being the first. */
#define KS_RENEWAL_YEARS 5

/* One key, and when it needs a new certificate. */
typedef struct {
  KsEntry *entry;
  KsCertificate *ends_first; /* of its path: its own certificate, or one above it */
  gint64 ends;         /* when that one ends; KS_TIME_INVALID: it has no end, or none that can be read */
  gint64 due;          /* when to have it renewed by, with time to spare; not before now */
  gboolean has_limits; /* public authorities have to issue it for shorter and shorter times */
  guint renewals[KS_RENEWAL_YEARS]; /* with limits: how many there will be in each year */
  char *reason;                     /* without limits: why not, a sentence, translated */
  char *warning;                    /* or NULL: why a new key would lose data, a sentence, translated */
} KsRenewalItem;

/**
 * KsRenewalPlan:
 *
 * When each key of a store needs a new certificate. An immutable value.
 */
typedef struct _KsRenewalPlan KsRenewalPlan;

/* @verdicts: of KsVerdict, about key entries; others are left out. @role: what the file is for. */
KsRenewalPlan *ks_renewal_plan_new (GPtrArray *verdicts, KsRoleKind role, gint64 now)
  G_GNUC_WARN_UNUSED_RESULT;
KsRenewalPlan *ks_renewal_plan_ref (KsRenewalPlan *self);
void ks_renewal_plan_unref (KsRenewalPlan *self);
guint ks_renewal_plan_get_n_items (KsRenewalPlan *self);
/* Those that end first come first. */
const KsRenewalItem *ks_renewal_plan_get_item (KsRenewalPlan *self, guint index);
int ks_renewal_plan_get_first_year (KsRenewalPlan *self);
gint64 ks_renewal_plan_get_now (KsRenewalPlan *self);
/* Whether there is one that public limits bind. */
gboolean ks_renewal_plan_has_limits (KsRenewalPlan *self);
/* "2026: 1 · 2027: 3", or NULL without limits */
char *ks_renewal_plan_dup_counts (KsRenewalPlan *self, guint index) G_GNUC_WARN_UNUSED_RESULT;
/* @title: what people call the file. A calendar file, RFC 5545; nothing in it is secret. */
GBytes *ks_renewal_plan_to_calendar (KsRenewalPlan *self, const char *title) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (KsRenewalPlan, ks_renewal_plan_unref)

G_END_DECLS
