/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "ks-verdict.h"

G_BEGIN_DECLS

/* One certificate of a path, and when it is valid: seconds since 1970, both ends included. */
typedef struct {
  KsCertificate *certificate;
  gint64 from; /* KS_TIME_INVALID where the date cannot be read */
  gint64 to;
} KsTimelineBar;

/**
 * KsTimeline:
 *
 * When the certificates of a path are valid, when all of them are, and which one ends first. An immutable value.
 */
typedef struct _KsTimeline KsTimeline;

KsTimeline *ks_timeline_new (const KsPath *path) G_GNUC_WARN_UNUSED_RESULT;
KsTimeline *ks_timeline_ref (KsTimeline *self);
void ks_timeline_unref (KsTimeline *self);
gboolean ks_timeline_equal (KsTimeline *self, KsTimeline *other);
guint ks_timeline_get_n_bars (KsTimeline *self);
/* Leaf first. */
const KsTimelineBar *ks_timeline_get_bar (KsTimeline *self, guint index);
/* Index of the bar that ends first, the lower one of two; -1 where no date can be read. */
int ks_timeline_get_first_to_end (KsTimeline *self);
/* When all of them are valid. FALSE: never. */
gboolean ks_timeline_get_window (KsTimeline *self, gint64 *from, gint64 *to);
/* What an axis should show. */
void ks_timeline_get_range (KsTimeline *self, gint64 now, gint64 *from, gint64 *to);
/* "Dies first: Intermediate CA “X”, in 83 days" */
char *ks_timeline_dup_sentence (KsTimeline *self, gint64 now) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (KsTimeline, ks_timeline_unref)

G_END_DECLS
