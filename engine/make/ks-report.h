/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "ks-name-mask.h"

G_BEGIN_DECLS

/* What a report is about. There is no key and no password in it: a verdict has none. */
typedef struct {
  KsEntry *entry;
  KsVerdict *verdict;
  const char *file;    /* name of the keystore, or NULL */
  const char *drawing; /* SVG of the chain, or NULL; only HTML takes it */
  gint64 made;         /* when the report is made, in seconds since 1970 */
  KsNameMask *mask;    /* NULL: names are told */
} KsReportContext;

/**
 * KsReport: one way to write a report. A new one is a row in ks-report.c, and a syntax.
 */
typedef struct {
  const char *id;     /* "html" */
  const char *name;   /* N_("HTML") */
  const char *suffix; /* ".html" */
  const char *mime;
  const struct _KsReportSyntax *syntax;
} KsReport;

const KsReport *ks_report_list (gsize *n_reports);
const KsReport *ks_report_find (const char *id);
/* Whether a drawing can stand in it. */
gboolean ks_report_takes_drawing (const KsReport *self);
/* A mask that knows all names of what a report is about; @entries: (nullable) of KsEntry, the other entries of the file. */
KsNameMask *ks_report_make_mask (KsEntry *entry, KsVerdict *verdict, const char *file, GPtrArray *entries)
  G_GNUC_WARN_UNUSED_RESULT;
char *ks_report_write (const KsReport *self, const KsReportContext *context) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
