/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "ks-report-private.h"
#include "ks-time.h"

static const char *const link_words[] = {
  [KS_LINK_HOLDS] = NC_ ("link", "Holds"),       [KS_LINK_WEAK] = NC_ ("link", "Weak"),
  [KS_LINK_BROKEN] = NC_ ("link", "Broken"),     [KS_LINK_MISSING] = NC_ ("link", "Missing"),
  [KS_LINK_UNTESTED] = NC_ ("link", "Untested"),
};

static const KsState link_states[] = {
  [KS_LINK_HOLDS] = KS_STATE_PASS,           [KS_LINK_WEAK] = KS_STATE_WARNING,
  [KS_LINK_BROKEN] = KS_STATE_FAIL,          [KS_LINK_MISSING] = KS_STATE_FAIL,
  [KS_LINK_UNTESTED] = KS_STATE_NOT_CHECKED,
};

static const KsPath *
get_path (const KsReportJob *job)
{
  KsVerdict *verdict = job->context->verdict;

  return ks_verdict_get_n_paths (verdict) > 0 ? ks_verdict_get_path (verdict, 0)
                                              : ks_verdict_get_stored (verdict);
}

/* ---- the chain ---- */

static char *
dup_name (const KsReportJob *job, KsName *name)
{
  return _ks_report_name (job, KS_MASK_NAME, ks_name_get_text (name));
}

static void
write_fact (const KsReportJob *job, const char *label, const char *value)
{
  if (value != NULL && *value != '\0')
    job->syntax->fact (job->out, label, value, FALSE);
}

/* "8C:41:6F", or a placeholder */
static void
write_hex (const KsReportJob *job, const char *label, const char *hex)
{
  g_autoptr (GString) text = g_string_new (NULL);

  if (hex == NULL || *hex == '\0')
    return;
  if (job->context->mask != NULL)
    g_string_assign (text, ks_name_mask_get (job->context->mask, KS_MASK_ID, hex));
  else
    for (gsize i = 0; hex[i] != '\0'; i++)
      g_string_append_printf (text, "%s%c", i > 0 && i % 2 == 0 ? ":" : "", g_ascii_toupper (hex[i]));
  job->syntax->fact (job->out, label, text->str, TRUE);
}

static void
write_validity (const KsReportJob *job, KsCertificate *certificate)
{
  gint64 not_before = ks_certificate_get_not_before (certificate);
  gint64 not_after = ks_certificate_get_not_after (certificate);
  g_autofree char *start = ks_time_format_date (not_before);
  g_autofree char *end = ks_time_format_date (not_after);
  g_autofree char *left =
    ks_time_describe_span (not_before, not_after, ks_verdict_get_time (job->context->verdict));
  /* Translators: first and last day of a certificate, and how long it lasts */
  g_autofree char *text = g_strdup_printf (_ ("%s to %s (%s)"), start, end, left);

  write_fact (job, _ ("Valid"), text);
}

static char *
dup_provenance (const KsReportJob *job, const KsPathNode *node)
{
  const char *name = ks_provenance_get_name (node->provenance);
  KsMaskKind kind = node->provenance == KS_PROVENANCE_OTHER_FILE ? KS_MASK_FILE : KS_MASK_ALIAS;
  g_autofree char *detail = NULL;

  if (node->provenance_detail == NULL)
    return g_strdup (name);
  detail = _ks_report_name (job, kind, node->provenance_detail);
  /* Translators: where a certificate was found, and the name of that entry or file */
  return g_strdup_printf (_ ("%s: “%s”"), name, detail);
}

static char *
dup_sha1 (KsCertificate *certificate)
{
  g_autofree char *text = ks_certificate_dup_fingerprint (certificate, "SHA1");
  g_auto (GStrv) octets = text != NULL ? g_strsplit (text, ":", -1) : NULL;

  return octets != NULL ? g_strjoinv ("", octets) : NULL;
}

static void
write_certificate (const KsReportJob *job, const KsPathNode *node)
{
  KsCertificate *certificate = node->certificate;
  g_autofree char *title = _ks_report_title (job, certificate);
  g_autofree char *subject = dup_name (job, ks_certificate_get_subject (certificate));
  g_autofree char *issuer = dup_name (job, ks_certificate_get_issuer (certificate));
  g_autofree char *provenance = dup_provenance (job, node);
  g_autofree char *sha1 = dup_sha1 (certificate);

  job->syntax->heading (job->out, 3, title);
  job->syntax->begin_facts (job->out);
  write_fact (job, _ ("Role"), ks_certificate_role_get_name (ks_certificate_get_role (certificate)));
  write_fact (job, _ ("Found"), provenance);
  write_fact (job, _ ("Subject"), subject);
  write_fact (job, _ ("Issuer"), issuer);
  write_validity (job, certificate);
  write_fact (job, _ ("Key"), ks_certificate_get_key_text (certificate));
  write_fact (job, _ ("Signature"), ks_certificate_get_signature_text (certificate));
  write_hex (job, _ ("Serial number"), ks_certificate_get_serial (certificate));
  write_hex (job, _ ("SHA-256 fingerprint"), ks_certificate_get_sha256 (certificate));
  write_hex (job, _ ("SHA-1 fingerprint"), sha1);
  job->syntax->end_facts (job->out);
}

/* Who issued the certificate at the lower end of a link, or which truststore has it. */
static char *
dup_upper_end (const KsReportJob *job, const KsPath *path, guint index)
{
  KsAnchorSet *anchors = ks_verdict_get_anchors (job->context->verdict);

  if (path->missing != NULL && path->missing_after == index)
    return _ks_report_name (job, KS_MASK_CA,
                            path->missing->name != NULL ? ks_name_get_title (path->missing->name) : NULL);
  if (index + 1 < path->nodes->len)
    return _ks_report_title (job, ((const KsPathNode *) path->nodes->pdata[index + 1])->certificate);
  return anchors != NULL ? _ks_report_text (job, ks_anchor_set_get_name (anchors)) : g_strdup ("");
}

static char *
count_results (const KsPathLink *link, KsState state)
{
  guint n = 0;

  for (guint i = 0; i < link->results->len; i++)
    n += ((const KsResult *) g_ptr_array_index (link->results, i))->state == state;
  return g_strdup_printf ("%u", n);
}

static void
write_link (const KsReportJob *job, const KsPath *path, guint index)
{
  const KsPathNode *node = g_ptr_array_index (path->nodes, index);
  const KsPathLink *link = g_ptr_array_index (path->links, index);
  g_autofree char *lower = _ks_report_title (job, node->certificate);
  g_autofree char *upper = dup_upper_end (job, path, index);
  g_autofree char *holds = count_results (link, KS_STATE_PASS);
  g_autofree char *fails = count_results (link, KS_STATE_FAIL);
  g_autofree char *warnings = count_results (link, KS_STATE_WARNING);
  g_autofree char *unchecked = count_results (link, KS_STATE_NOT_CHECKED);

  job->syntax->row (job->out, link_states[link->state],
                    (const char *[]) { lower, upper,
                                       g_dpgettext2 (GETTEXT_PACKAGE, "link", link_words[link->state]), holds,
                                       fails, warnings, unchecked, NULL });
}

/**
 * _ks_report_write_chain:
 * @job: a report
 *
 * Writes the drawing where there is one, the links with the number of their checks, and each certificate.
 */
void
_ks_report_write_chain (const KsReportJob *job)
{
  const KsPath *path = get_path (job);

  if (path->nodes->len == 0)
    return;
  job->syntax->heading (job->out, 2, _ ("Chain"));
  if (job->context->drawing != NULL && job->syntax->drawing != NULL)
    job->syntax->drawing (job->out, job->context->drawing);
  job->syntax->begin_table (job->out, (const char *[]) { _ ("Certificate"), _ ("Issuer or truststore"),
                                                         _ ("Link"), _ ("Checks that hold"), _ ("Fail"),
                                                         _ ("Warnings"), _ ("Not checked"), NULL });
  for (guint i = 0; i < path->nodes->len; i++)
    write_link (job, path, i);
  job->syntax->end_table (job->out);
  for (guint i = 0; i < path->nodes->len; i++)
    write_certificate (job, g_ptr_array_index (path->nodes, i));
}

/* ---- findings ---- */

static void
write_value (const KsReportJob *job, const char *label, const char *other_label, const char *value)
{
  g_autofree char *shown_label = _ks_report_text (job, label);
  g_autofree char *shown = _ks_report_text (job, value);

  if (*shown != '\0')
    job->syntax->fact (job->out, *shown_label != '\0' ? shown_label : other_label, shown, FALSE);
}

static void
write_finding (const KsReportJob *job, const KsFinding *finding)
{
  g_autofree char *sentence = _ks_report_text (job, finding->sentence);
  const KsCheck *check = finding->check;

  job->syntax->finding (job->out, finding->severity, sentence);
  if (finding->consequence != NULL)
    job->syntax->paragraph (job->out, finding->consequence);
  job->syntax->begin_facts (job->out);
  write_value (job, finding->ours_label, _ ("This value"), finding->ours);
  write_value (job, finding->theirs_label, _ ("Compared with"), finding->theirs);
  write_fact (job, _ ("Check"), g_dgettext (GETTEXT_PACKAGE, check->title));
  if (check->why != NULL && *check->why != '\0')
    write_fact (job, _ ("Why it matters"), g_dgettext (GETTEXT_PACKAGE, check->why));
  if (check->reference != NULL && *check->reference != '\0') {
    if (check->url != NULL)
      job->syntax->link (job->out, _ ("Source"), check->reference, check->url);
    else
      write_fact (job, _ ("Source"), check->reference);
  }
  job->syntax->end_facts (job->out);
}

/**
 * _ks_report_write_findings:
 * @job: a report
 *
 * Writes all findings, the worst first.
 */
void
_ks_report_write_findings (const KsReportJob *job)
{
  GPtrArray *findings = ks_verdict_get_findings (job->context->verdict);

  job->syntax->heading (job->out, 2, _ ("Findings"));
  if (findings->len == 0)
    job->syntax->paragraph (job->out, _ ("Nothing was found that is worth attention."));
  for (guint i = 0; i < findings->len; i++)
    write_finding (job, g_ptr_array_index (findings, i));
}

/* ---- names and hosts ---- */

static void
write_alt_name (const KsReportJob *job, const KsGeneralName *name)
{
  g_autofree char *text = _ks_report_name (job, KS_MASK_NAME, name->text);
  g_autofree char *unicode = name->unicode != NULL && job->context->mask == NULL
                               ? _ks_report_name (job, KS_MASK_NAME, name->unicode)
                               : g_strdup ("");
  g_autofree char *problem = _ks_report_text (job, name->problem);
  g_autofree char *whole = *unicode != '\0' ? g_strdup_printf ("%s (%s)", text, unicode) : g_strdup (text);

  job->syntax->row (job->out, name->problem != NULL ? KS_STATE_WARNING : KS_STATE_PASS,
                    (const char *[]) { ks_general_name_type_get_tag (name->type), whole, problem, NULL });
}

static void
write_hosts (const KsReportJob *job)
{
  GPtrArray *hosts = ks_verdict_get_hosts (job->context->verdict);

  if (hosts->len == 0)
    return;
  job->syntax->heading (job->out, 2, _ ("Tested Hosts"));
  job->syntax->begin_table (job->out, (const char *[]) { _ ("Host"), _ ("Result"), _ ("Rule that decides"),
                                                         _ ("Source"), NULL });
  for (guint i = 0; i < hosts->len; i++) {
    const KsHostResult *result = g_ptr_array_index (hosts, i);
    g_autofree char *host = _ks_report_name (job, KS_MASK_HOST, result->host->given);
    g_autofree char *rule = _ks_report_text (job, result->match->rule);

    job->syntax->row (job->out, result->match->matches ? KS_STATE_PASS : KS_STATE_FAIL,
                      (const char *[]) { host, result->match->matches ? _ ("Covered") : _ ("Not covered"),
                                         rule, result->match->reference, NULL });
  }
  job->syntax->end_table (job->out);
}

/**
 * _ks_report_write_names:
 * @job: a report
 *
 * Writes the alternative names of the first certificate, and the hosts that were tested against them.
 */
void
_ks_report_write_names (const KsReportJob *job)
{
  KsCertificate *leaf = ks_entry_get_leaf (job->context->entry);

  if (leaf == NULL)
    return;
  job->syntax->heading (job->out, 2, _ ("Names"));
  if (ks_certificate_get_n_alt_names (leaf) == 0) {
    job->syntax->paragraph (job->out, _ ("The certificate has no alternative names."));
  } else {
    job->syntax->begin_table (job->out, (const char *[]) { _ ("Type"), _ ("Name"), _ ("Problem"), NULL });
    for (guint i = 0; i < ks_certificate_get_n_alt_names (leaf); i++)
      write_alt_name (job, ks_certificate_get_alt_name (leaf, i));
    job->syntax->end_table (job->out);
  }
  write_hosts (job);
}
