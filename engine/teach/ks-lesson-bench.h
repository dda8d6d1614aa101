/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "ks-verifier.h"

G_BEGIN_DECLS

/**
 * KsBreakageFlags: what is broken at a chain; any of them go together
 */
typedef enum {
  KS_BREAKAGE_NONE = 0,
  KS_BREAKAGE_EXPIRED_SERVER = 1 << 0,
  KS_BREAKAGE_EXPIRED_ISSUER = 1 << 1,
  KS_BREAKAGE_MISSING_ISSUER = 1 << 2,
  KS_BREAKAGE_NO_CA_FLAG = 1 << 3,
  KS_BREAKAGE_SWAPPED_ORDER = 1 << 4,
  KS_BREAKAGE_PATH_LENGTH = 1 << 5,
  KS_BREAKAGE_OTHER_HOST = 1 << 6,
  KS_BREAKAGE_OTHER_KEY = 1 << 7,
} KsBreakageFlags;

/**
 * KsBreakage: one way to break a chain, a row of a const table
 */
typedef struct {
  KsBreakageFlags flag;
  const char *id;          /* "expired-server"; stable */
  const char *title;       /* N_("Expire the server’s certificate") */
  const char *description; /* N_(one sentence: what is done to the chain) */
  const char *check;       /* id of the check that fails then */
} KsBreakage;

/* In the order in which they are offered. */
const KsBreakage *ks_breakage_list (gsize *n_breakages);

/**
 * KsLessonBench:
 *
 * A sound chain of four certificates (server, issuing CA, intermediate CA, root CA) to be broken in every way. It has made their keys,
 * so that breaking takes milliseconds. Immutable, thread safe.
 */
typedef struct _KsLessonBench KsLessonBench;

/* @now: seconds since 1970. Errors: those of making keys and certificates. */
KsLessonBench *ks_lesson_bench_new (gint64 now, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void ks_lesson_bench_free (KsLessonBench *self);
/* The root alone, whatever is broken. */
KsAnchorSet *ks_lesson_bench_get_anchors (KsLessonBench *self);
/* What clients connect to: "shop.example.org". */
const char *ks_lesson_bench_get_host (KsLessonBench *self);
/* A key pair with the chain broken as @flags say; certificates that are not touched are the same objects each time. */
KsEntry *ks_lesson_bench_break (KsLessonBench *self, KsBreakageFlags flags, GError **error)
  G_GNUC_WARN_UNUSED_RESULT;
/* What ks_verify() is asked about such an entry: at the bench's time, with its anchors, host and key. */
KsVerifyRequest *ks_lesson_bench_make_request (KsLessonBench *self, KsEntry *entry) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (KsLessonBench, ks_lesson_bench_free)

G_END_DECLS
