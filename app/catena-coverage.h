/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "ks.h"

G_BEGIN_DECLS

/**
 * CatenaCoverage: which of the tested hosts each entry covers. Made and asked on the main thread: it compares texts, and each entry once.
 */
typedef struct _CatenaCoverage CatenaCoverage;

/* Counts of one entry. */
typedef struct {
  guint n_hosts; /* 0: there is nothing to cover */
  guint n_covered;
  const char *uncovered; /* a sentence about the first host that is not, or NULL */
} CatenaCovered;

CatenaCoverage *catena_coverage_new (void) G_GNUC_WARN_UNUSED_RESULT;
void catena_coverage_free (CatenaCoverage *self);
void catena_coverage_set_hosts (CatenaCoverage *self, const char *const *hosts);
CatenaCovered catena_coverage_get (CatenaCoverage *self, KsEntry *entry);
/* Entries that are gone would be kept alive. */
void catena_coverage_forget (CatenaCoverage *self);

G_END_DECLS
