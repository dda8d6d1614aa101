/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-config.h"

#include "ks-report-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "ks-time.h"

/* Nobody reads more of one name; a file may have one of 64 KB. */
#define MAX_LENGTH 1000

static const KsReport reports[] = {
  { "html", N_ ("Web page (HTML)"), ".html", "text/html", &ks_report_html },
  { "md", N_ ("Markdown"), ".md", "text/markdown", &ks_report_markdown },
  { "txt", N_ ("Plain text"), ".txt", "text/plain", &ks_report_text },
};

static const char *const part_titles[KS_N_PARTS] = {
  [KS_PART_STORED] = N_ ("Chain as stored"),
  [KS_PART_PATH] = N_ ("Path to an anchor"),
  [KS_PART_HOSTS] = N_ ("Host names"),
  [KS_PART_KEY] = N_ ("Private key"),
};

/**
 * ks_report_list:
 * @n_reports: (out): how many there are
 *
 * Returns: (array length=n_reports): all kinds of report, in the order in which they are offered
 */
const KsReport *
ks_report_list (gsize *n_reports)
{
  *n_reports = G_N_ELEMENTS (reports);
  return reports;
}

/**
 * ks_report_find:
 * @id: the id of a row
 *
 * Returns: (nullable): the row
 */
const KsReport *
ks_report_find (const char *id)
{
  for (gsize i = 0; i < G_N_ELEMENTS (reports); i++)
    if (g_str_equal (reports[i].id, id))
      return &reports[i];
  return NULL;
}

/**
 * ks_report_takes_drawing:
 * @self: a kind of report
 *
 * Returns: whether a drawing can stand in it
 */
gboolean
ks_report_takes_drawing (const KsReport *self)
{
  return self->syntax->drawing != NULL;
}

/**
 * ks_report_make_mask:
 * @entry: what the report is about
 * @verdict: its verdict
 * @file: (nullable): name of the keystore
 * @entries: (nullable): of KsEntry, the entries of the same file, which the verdict may speak of
 *
 * Makes a mask that knows all names, in the order in which they are met from the leaf to the root.
 *
 * Returns: (transfer full): the mask
 */
KsNameMask *
ks_report_make_mask (KsEntry *entry, KsVerdict *verdict, const char *file, GPtrArray *entries)
{
  KsNameMask *mask = ks_name_mask_new ();

  ks_name_mask_add (mask, KS_MASK_FILE, file);
  ks_name_mask_add_entry (mask, entry);
  ks_name_mask_add_verdict (mask, verdict);
  for (guint i = 0; entries != NULL && i < entries->len; i++)
    ks_name_mask_add (mask, KS_MASK_ALIAS, ks_entry_get_alias (g_ptr_array_index (entries, i)));
  return mask;
}

static char *
make_readable (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, (gssize) strnlen (text, (size_t) MAX_LENGTH * 4));
  g_autofree char *cut = NULL;

  if (g_utf8_strlen (valid, -1) <= MAX_LENGTH)
    return ks_text_make_visible (valid);
  cut = g_utf8_substring (valid, 0, MAX_LENGTH);
  g_free (valid);
  valid = ks_text_make_visible (cut);
  return g_strconcat (valid, "…", NULL);
}

/**
 * _ks_report_name:
 * @job: a report
 * @kind: what the name is of
 * @name: (nullable): a name from a file
 *
 * Returns: (transfer full): the name as the report tells it
 */
char *
_ks_report_name (const KsReportJob *job, KsMaskKind kind, const char *name)
{
  if (name == NULL)
    return g_strdup ("");
  if (job->context->mask != NULL)
    return g_strdup (ks_name_mask_get (job->context->mask, kind, name));
  return make_readable (name);
}

/**
 * _ks_report_title:
 * @job: a report
 * @certificate: a certificate
 *
 * Returns: (transfer full): what the report calls it
 */
char *
_ks_report_title (const KsReportJob *job, KsCertificate *certificate)
{
  if (job->context->mask != NULL)
    return g_strdup (ks_name_mask_get_title (job->context->mask, certificate));
  return make_readable (ks_certificate_get_title (certificate));
}

/**
 * _ks_report_text:
 * @job: a report
 * @text: (nullable): a sentence or a value, as the engine says it
 *
 * Returns: (transfer full): the text as the report says it
 */
char *
_ks_report_text (const KsReportJob *job, const char *text)
{
  g_autofree char *masked = NULL;

  if (text == NULL)
    return g_strdup ("");
  if (job->context->mask != NULL)
    masked = ks_name_mask_apply (job->context->mask, text);
  return make_readable (masked != NULL ? masked : text);
}

static char *
dup_anchors (const KsReportJob *job)
{
  KsAnchorSet *anchors = ks_verdict_get_anchors (job->context->verdict);
  g_autofree char *name = NULL;
  guint n;

  if (anchors == NULL || ks_anchor_set_get_source (anchors) == KS_ANCHORS_NONE)
    return g_strdup (_ ("No truststore"));
  n = ks_anchor_set_get_size (anchors);
  if (ks_anchor_set_get_source (anchors) == KS_ANCHORS_SYSTEM)
    name = make_readable (ks_anchor_set_get_name (anchors));
  else
    name = _ks_report_name (job, KS_MASK_FILE, ks_anchor_set_get_name (anchors));
  /* Translators: a truststore, and how many anchors it has */
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%s, %u anchor", "%s, %u anchors", n), name, n);
}

static void
write_date (const KsReportJob *job, const char *label, gint64 time)
{
  g_autofree char *date = ks_time_format_date (time);

  job->syntax->fact (job->out, label, date, FALSE);
}

static void
write_head (const KsReportJob *job)
{
  const KsReportContext *context = job->context;
  const KsReportSyntax *syntax = job->syntax;
  g_autofree char *alias = _ks_report_name (job, KS_MASK_ALIAS, ks_entry_get_alias (context->entry));
  g_autofree char *file = _ks_report_name (job, KS_MASK_FILE, context->file);
  g_autofree char *anchors = dup_anchors (job);
  /* Translators: the title of a report; %s is an alias */
  g_autofree char *title = g_strdup_printf (_ ("Report on “%s”"), alias);

  syntax->begin (job->out, title);
  syntax->heading (job->out, 1, title);
  syntax->begin_facts (job->out);
  if (*file != '\0')
    syntax->fact (job->out, _ ("File"), file, FALSE);
  syntax->fact (job->out, _ ("Kind of entry"), ks_entry_kind_get_name (ks_entry_get_kind (context->entry)),
                FALSE);
  syntax->fact (job->out, _ ("Trusted by"), anchors, FALSE);
  write_date (job, _ ("Verdict as of"), ks_verdict_get_time (context->verdict));
  write_date (job, _ ("Report made on"), context->made);
  syntax->end_facts (job->out);
}

static void
write_verdict (const KsReportJob *job)
{
  KsVerdict *verdict = job->context->verdict;
  const char *detail = ks_verdict_get_headline_detail (verdict);
  g_autofree char *whole = detail != NULL ? g_strconcat (ks_verdict_get_headline (verdict), " ", detail, NULL)
                                          : g_strdup (ks_verdict_get_headline (verdict));
  g_autofree char *headline = _ks_report_text (job, whole);

  job->syntax->heading (job->out, 2, _ ("Verdict"));
  job->syntax->headline (job->out, ks_verdict_get_state (verdict), headline);
  job->syntax->begin_table (job->out, (const char *[]) { _ ("Part"), _ ("State"), _ ("Result"), NULL });
  for (KsPart i = 0; i < KS_N_PARTS; i++) {
    const KsPartVerdict *part = ks_verdict_get_part (verdict, i);
    g_autofree char *value = _ks_report_text (job, part->value);

    job->syntax->row (job->out, part->state,
                      (const char *[]) { g_dgettext (GETTEXT_PACKAGE, part_titles[i]),
                                         ks_state_get_word (part->state), value, NULL });
  }
  job->syntax->end_table (job->out);
}

static void
write_foot (const KsReportJob *job)
{
  job->syntax->heading (job->out, 2, _ ("About This Report"));
  job->syntax->paragraph (job->out, _ ("There is no private key, secret key or password in this report."));
  if (job->context->mask != NULL)
    job->syntax->paragraph (
      job->out,
      _ ("Names are masked: the same placeholder stands for the same name everywhere. Serial numbers, "
         "fingerprints and key identifiers are masked, too, because public logs list them."));
  if (ks_verdict_is_cut_short (job->context->verdict))
    job->syntax
      ->paragraph (job->out,
                   _ ("There were too many possible paths to follow them all; the rest was not checked."));
  job->syntax->end (job->out);
}

/**
 * ks_report_write:
 * @self: a kind of report
 * @context: what it is about
 *
 * Writes all that was found out about an entry: the verdict and its parts, the chain with dates and fingerprints, each finding
 * with both values, its reason and its source, the names and the tested hosts.
 *
 * Returns: (transfer full): the report, UTF-8
 */
char *
ks_report_write (const KsReport *self, const KsReportContext *context)
{
  g_autoptr (GString) out = g_string_new (NULL);
  KsReportJob job = { .context = context, .syntax = self->syntax, .out = out };

  write_head (&job);
  write_verdict (&job);
  _ks_report_write_findings (&job);
  _ks_report_write_chain (&job);
  _ks_report_write_names (&job);
  write_foot (&job);
  return g_string_free_and_steal (g_steal_pointer (&out));
}
