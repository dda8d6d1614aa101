/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "ks-comparison-side.h"
#include "ks-comparison.h"

G_BEGIN_DECLS

struct _KsComparison {
  gatomicrefcount ref_count;
  KsRelation relation;
  char *headline;
  GPtrArray *rows; /* of KsComparisonRow */
  guint n_differences;
};

/* The row that is made of two values, either of which may be NULL. */
KsComparisonRow *ks_comparison_add (KsComparison *self,
                                    KsComparisonTopic topic,
                                    const char *label,
                                    const char *left,
                                    const char *right);

/* ks-comparison-extensions.c */
void ks_comparison_add_extensions (KsComparison *self, KsComparisonSide *left, KsComparisonSide *right);

/* ks-comparison-words.c; @relation is set already */
char *ks_comparison_make_headline (KsRelation relation,
                                   const KsComparisonSide *left,
                                   const KsComparisonSide *right) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
