/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "ks-convert.h"

G_BEGIN_DECLS

/**
 * KsCompatibilityState: whether a program opens a file
 * @KS_COMPATIBILITY_YES: it reads all of it
 * @KS_COMPATIBILITY_PARTLY: with some versions, with help, or not all of it
 * @KS_COMPATIBILITY_NO: it refuses the file
 * @KS_COMPATIBILITY_UNKNOWN: nothing is known about it
 */
typedef enum {
  KS_COMPATIBILITY_YES,
  KS_COMPATIBILITY_UNKNOWN,
  KS_COMPATIBILITY_PARTLY,
  KS_COMPATIBILITY_NO,
} KsCompatibilityState;

/* What is so special about a file that not every program reads it; the rows are in ks-compatibility-table.c. */
typedef guint64 KsTraits;

/* What counts for it: plain data, on the stack. */
typedef struct {
  const KsFormat *format;
  KsTraits traits;
} KsCompatibilityFacts;

/* One sentence about one program. */
typedef struct {
  KsCompatibilityState state;
  const char *sentence; /* translated */
  const char *source;   /* address of the page that says so; NULL: it was tried */
} KsCompatibilityReason;

/* One program's answer. */
typedef struct {
  const char *id;      /* "java-8"; stable */
  const char *family;  /* "Java": not translated */
  const char *version; /* "8", or "" */
  KsCompatibilityState state;
  GArray *reasons; /* of KsCompatibilityReason, the gravest first; empty = nothing to say */
} KsCompatibility;

/* Of @store as it is saved in its own format; opens some keys, so it belongs in a worker. */
void ks_compatibility_survey (KsCompatibilityFacts *facts, KsStore *store);
/* Of what ks_convert() would make. */
void ks_compatibility_survey_conversion (KsCompatibilityFacts *facts,
                                         KsStore *store,
                                         const KsConversion *conversion,
                                         KsKeyring *keyring);
/* GPtrArray of KsCompatibility, in the order of the table. */
GPtrArray *ks_compatibility_list (const KsCompatibilityFacts *facts) G_GNUC_WARN_UNUSED_RESULT;
/* "yes", "partly", "no", "unknown": for CSS classes, tests */
const char *ks_compatibility_state_get_nick (KsCompatibilityState state);
/* Translated: "Opens it", "Opens it partly", "Refuses it", "Not known" */
const char *ks_compatibility_state_get_word (KsCompatibilityState state);

G_END_DECLS
