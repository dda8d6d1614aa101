/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "ks-certificate.h"
#include "ks-request.h"

G_BEGIN_DECLS

/* What is compared: a certificate or a request; the other one is NULL. */
typedef struct {
  KsCertificate *certificate;
  KsRequest *request;
} KsComparand;

typedef enum {
  KS_COMPARISON_SAME,
  KS_COMPARISON_DIFFERENT,
  KS_COMPARISON_ONLY_LEFT,
  KS_COMPARISON_ONLY_RIGHT,
} KsComparisonState;

typedef enum {
  KS_COMPARISON_SUBJECT,
  KS_COMPARISON_ISSUER,
  KS_COMPARISON_VALIDITY,
  KS_COMPARISON_KEY,
  KS_COMPARISON_EXTENSIONS,
  KS_COMPARISON_FINGERPRINTS,
} KsComparisonTopic;

/* What the two are to each other, nearest first. */
typedef enum {
  KS_RELATION_IDENTICAL, /* the same bytes */
  KS_RELATION_SAME_KEY,
  KS_RELATION_SAME_NAME, /* the same subject, another key */
  KS_RELATION_OTHER,
} KsRelation;

/* One field. */
typedef struct {
  KsComparisonTopic topic;
  char *part;  /* which extension, where that has several fields; or NULL */
  char *label; /* translated; "" in an extension whose fields have no names */
  char *left;  /* NULL: it has no such field */
  char *right; /* the same */
  KsComparisonState state;
  gboolean is_hex;
  gboolean is_expected; /* no difference: a request has no issuer, no dates and no serial number */
} KsComparisonRow;

/**
 * KsComparison:
 *
 * Two certificates, two requests, or one of each, field by field. Immutable, reference counted.
 */
typedef struct _KsComparison KsComparison;

KsComparison *ks_comparison_new (const KsComparand *left, const KsComparand *right) G_GNUC_WARN_UNUSED_RESULT;
KsComparison *ks_comparison_ref (KsComparison *self);
void ks_comparison_unref (KsComparison *self);
KsRelation ks_comparison_get_relation (KsComparison *self);
/* "Same key, renewed: ends 364 days later": the second one, as seen from the first; translated. */
const char *ks_comparison_get_headline (KsComparison *self);
/* Ordered by topic. */
guint ks_comparison_get_n_rows (KsComparison *self);
const KsComparisonRow *ks_comparison_get_row (KsComparison *self, guint index);
/* How many of the rows differ; what is expected does not count. */
guint ks_comparison_get_n_differences (KsComparison *self);
gboolean ks_comparison_row_differs (const KsComparisonRow *row);
/* For the clipboard. @left, @right: what to call them. */
char *ks_comparison_dup_text (KsComparison *self,
                              const char *left,
                              const char *right,
                              gboolean only_differences) G_GNUC_WARN_UNUSED_RESULT;

const char *ks_comparison_topic_get_name (KsComparisonTopic topic);
/* "Same", "Different", "Only in the first", "Only in the second": translated */
const char *ks_comparison_state_get_word (KsComparisonState state);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (KsComparison, ks_comparison_unref)

G_END_DECLS
