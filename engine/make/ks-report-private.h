/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "ks-report.h"

G_BEGIN_DECLS

/* How a report is written. All texts are as they are to be read: control characters visible, names masked; a syntax escapes
 * what means something to it. */
typedef struct _KsReportSyntax {
  void (*begin) (GString *out, const char *title);
  void (*end) (GString *out);
  /* 1 to 3 */
  void (*heading) (GString *out, int level, const char *text);
  /* The verdict in one line. */
  void (*headline) (GString *out, KsState state, const char *text);
  /* A heading of level 3, with the state in words before it. */
  void (*finding) (GString *out, KsState state, const char *text);
  void (*paragraph) (GString *out, const char *text);
  /* Rows of a label and a value; @is_code: hexadecimal */
  void (*begin_facts) (GString *out);
  void (*fact) (GString *out, const char *label, const char *value, gboolean is_code);
  void (*link) (GString *out, const char *label, const char *text, const char *url);
  void (*end_facts) (GString *out);
  void (*begin_table) (GString *out, const char *const *heads);
  /* @state: of the row */
  void (*row) (GString *out, KsState state, const char *const *cells);
  void (*end_table) (GString *out);
  /* NULL: this syntax takes no drawing */
  void (*drawing) (GString *out, const char *svg);
} KsReportSyntax;

extern const KsReportSyntax ks_report_html;
extern const KsReportSyntax ks_report_markdown;
extern const KsReportSyntax ks_report_text;

/* A report while it is written. */
typedef struct {
  const KsReportContext *context;
  const KsReportSyntax *syntax;
  GString *out;
} KsReportJob;

/* A name as the report tells it, a sentence of the engine, and a text of the program's own. */
char *_ks_report_name (const KsReportJob *job, KsMaskKind kind, const char *name) G_GNUC_WARN_UNUSED_RESULT;
char *_ks_report_title (const KsReportJob *job, KsCertificate *certificate) G_GNUC_WARN_UNUSED_RESULT;
char *_ks_report_text (const KsReportJob *job, const char *text) G_GNUC_WARN_UNUSED_RESULT;

void _ks_report_write_chain (const KsReportJob *job);
void _ks_report_write_findings (const KsReportJob *job);
void _ks_report_write_names (const KsReportJob *job);

G_END_DECLS
