/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "ks-report-private.h"

/* One file that fetches nothing: what a page may load is forbidden in its head. */
static const char style[] =
  ":root{color-scheme:light}"
  "body{font:16px/1.5 system-ui,sans-serif;color:#1e1e22;background:#fff;max-width:52rem;margin:2rem auto;padding:0 1rem}"
  "h1{font-size:1.6rem;line-height:1.25}"
  "h2{font-size:1.25rem;margin:2.2rem 0 .6rem;border-bottom:1px solid #d5d5da;padding-bottom:.2rem}"
  "h3{font-size:1rem;margin:1.6rem 0 .4rem}"
  "h1,h2,h3,p,td,dd{overflow-wrap:anywhere}"
  "dl{display:grid;grid-template-columns:minmax(8rem,max-content) 1fr;gap:.2rem 1rem;margin:.4rem 0}"
  "dt{color:#5c5c66;overflow-wrap:anywhere;max-width:16rem}dd{margin:0}"
  "table{border-collapse:collapse;width:100%;margin:.6rem 0;font-size:.95em}"
  "th,td{text-align:start;vertical-align:top;padding:.35rem .6rem;border-bottom:1px solid #e2e2e6}"
  "th{color:#5c5c66;font-weight:600}"
  "code{font:.85em/1.5 ui-monospace,monospace}"
  ".state{font-weight:700}"
  ".pass{color:#007c3d}.warning{color:#905400}.fail{color:#c30000}.info{color:#0461be}"
  ".not-checked,.not-applicable{color:#5c5c66}"
  "tr.pass{color:inherit}.table{overflow-x:auto}td{min-width:3.8em}"
  ".headline{font-size:1.1rem;font-weight:700;border-inline-start:4px solid;padding-inline-start:.7rem}"
  "figure{margin:1rem 0;overflow-x:auto}figure svg{max-width:100%;height:auto}"
  "@media(max-width:34rem){dl{grid-template-columns:1fr;gap:0}dd{margin-bottom:.4rem}figure svg{max-width:none}}"
  "@media print{body{margin:0;max-width:none;font-size:10.5pt}h2,h3,.headline{break-after:avoid}"
  "tr,dl,figure{break-inside:avoid}a{color:inherit}}";

static void
append (GString *out, const char *text)
{
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  g_string_append (out, escaped);
}

static void
begin (GString *out, const char *title)
{
  /* Translators: the language of this translation, as in a web page: "en", "de", "pt-BR" */
  const char *language = C_ ("web page", "en");
  gboolean is_rtl = g_str_has_prefix (language, "ar") || g_str_has_prefix (language, "he") ||
                    g_str_has_prefix (language, "fa") || g_str_has_prefix (language, "ur");

  g_string_append (out, "<!DOCTYPE html>\n<html lang=\"");
  append (out, language);
  g_string_append_printf (out, "\" dir=\"%s\">\n<head>\n<meta charset=\"utf-8\">\n", is_rtl ? "rtl" : "ltr");
  g_string_append (out, "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
                        "style-src 'unsafe-inline'\">\n<title>");
  append (out, title);
  g_string_append_printf (out, "</title>\n<style>%s</style>\n</head>\n<body>\n<main>\n", style);
}

static void
end (GString *out)
{
  g_string_append (out, "</main>\n</body>\n</html>\n");
}

static void
heading (GString *out, int level, const char *text)
{
  g_string_append_printf (out, "<h%d dir=\"auto\">", level);
  append (out, text);
  g_string_append_printf (out, "</h%d>\n", level);
}

static void
headline (GString *out, KsState state, const char *text)
{
  g_string_append_printf (out, "<p class=\"headline %s\" dir=\"auto\">", ks_state_get_nick (state));
  append (out, text);
  g_string_append (out, "</p>\n");
}

static void
finding (GString *out, KsState state, const char *text)
{
  g_string_append_printf (out, "<h3><span class=\"state %s\">", ks_state_get_nick (state));
  append (out, ks_state_get_word (state));
  g_string_append (out, ":</span> <bdi>");
  append (out, text);
  g_string_append (out, "</bdi></h3>\n");
}

static void
paragraph (GString *out, const char *text)
{
  g_string_append (out, "<p dir=\"auto\">");
  append (out, text);
  g_string_append (out, "</p>\n");
}

static void
begin_facts (GString *out)
{
  g_string_append (out, "<dl>\n");
}

static void
fact (GString *out, const char *label, const char *value, gboolean is_code)
{
  g_string_append (out, "<dt><bdi>");
  append (out, label);
  g_string_append (out, is_code ? "</bdi></dt><dd><code><bdi>" : "</bdi></dt><dd><bdi>");
  append (out, value);
  g_string_append (out, is_code ? "</bdi></code></dd>\n" : "</bdi></dd>\n");
}

static void
add_link (GString *out, const char *label, const char *text, const char *url)
{
  g_string_append (out, "<dt><bdi>");
  append (out, label);
  g_string_append (out, "</bdi></dt><dd><a rel=\"noreferrer\" href=\"");
  append (out, url);
  g_string_append (out, "\">");
  append (out, text);
  g_string_append (out, "</a></dd>\n");
}

static void
end_facts (GString *out)
{
  g_string_append (out, "</dl>\n");
}

static void
begin_table (GString *out, const char *const *heads)
{
  g_string_append (out, "<div class=\"table\"><table>\n<thead><tr>");
  for (gsize i = 0; heads[i] != NULL; i++) {
    g_string_append (out, "<th scope=\"col\">");
    append (out, heads[i]);
    g_string_append (out, "</th>");
  }
  g_string_append (out, "</tr></thead>\n<tbody>\n");
}

static void
row (GString *out, KsState state, const char *const *cells)
{
  g_string_append_printf (out, "<tr class=\"%s\">", ks_state_get_nick (state));
  for (gsize i = 0; cells[i] != NULL; i++) {
    g_string_append (out, "<td><bdi>");
    append (out, cells[i]);
    g_string_append (out, "</bdi></td>");
  }
  g_string_append (out, "</tr>\n");
}

static void
end_table (GString *out)
{
  g_string_append (out, "</tbody>\n</table></div>\n");
}

/* The drawing is markup of our own; within a page it has no XML declaration. */
static void
drawing (GString *out, const char *svg)
{
  const char *start = strstr (svg, "<svg");

  g_string_append (out, "<figure>");
  g_string_append (out, start != NULL ? start : "");
  g_string_append (out, "</figure>\n");
}

const KsReportSyntax ks_report_html = {
  .begin = begin,
  .end = end,
  .heading = heading,
  .headline = headline,
  .finding = finding,
  .paragraph = paragraph,
  .begin_facts = begin_facts,
  .fact = fact,
  .link = add_link,
  .end_facts = end_facts,
  .begin_table = begin_table,
  .row = row,
  .end_table = end_table,
  .drawing = drawing,
};
