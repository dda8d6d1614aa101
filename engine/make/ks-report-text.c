/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-config.h"

#include "ks-report-private.h"

/* Plain text means nothing but itself, so that nothing is escaped: what could end a line is visible already. */

static void
begin (GString *out, const char *title)
{
}

static void
end (GString *out)
{
}

static void
append_line (GString *out, char c, glong length)
{
  for (glong i = 0; i < length; i++)
    g_string_append_c (out, c);
  g_string_append_c (out, '\n');
}

static void
heading (GString *out, int level, const char *text)
{
  static const char lines[] = "=-";

  g_string_append_printf (out, "%s%s\n", out->len > 0 ? "\n" : "", text);
  if (level < 3)
    append_line (out, lines[level - 1], g_utf8_strlen (text, -1));
}

static void
headline (GString *out, KsState state, const char *text)
{
  g_string_append_printf (out, "%s\n\n", text);
}

static void
finding (GString *out, KsState state, const char *text)
{
  g_string_append_printf (out, "\n%s: %s\n", ks_state_get_word (state), text);
}

static void
paragraph (GString *out, const char *text)
{
  g_string_append_printf (out, "%s\n", text);
}

static void
begin_facts (GString *out)
{
}

static void
fact (GString *out, const char *label, const char *value, gboolean is_code)
{
  g_string_append_printf (out, "  %s: %s\n", label, value);
}

static void
add_link (GString *out, const char *label, const char *text, const char *url)
{
  g_string_append_printf (out, "  %s: %s, %s\n", label, text, url);
}

static void
end_facts (GString *out)
{
}

static void
row (GString *out, KsState state, const char *const *cells)
{
  gboolean is_first = TRUE;

  for (gsize i = 0; cells[i] != NULL; i++) {
    if (*cells[i] == '\0')
      continue;
    g_string_append_printf (out, "%s%s", is_first ? "  " : " | ", cells[i]);
    is_first = FALSE;
  }
  g_string_append_c (out, '\n');
}

static void
begin_table (GString *out, const char *const *heads)
{
  row (out, KS_STATE_PASS, heads);
}

static void
end_table (GString *out)
{
}

const KsReportSyntax ks_report_text = {
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
};
