/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-config.h"

#include <string.h>

#include "ks-report-private.h"

/* What means something in the middle of a line, in CommonMark and in GitHub's tables. */
#define SPECIAL "\\`*_[]<>|~&#$"

/* "www.example" and "https://example" become links by themselves. */
static gboolean
starts_link (const char *text)
{
  return g_str_has_prefix (text, "://") || (*text == '.' && g_ascii_strncasecmp (text - 3, "www", 3) == 0);
}

/* A line that starts so is a list, a rule or an underlined heading. */
static gboolean
starts_block (const char *text)
{
  gsize digits = strspn (text, "0123456789");

  if (digits == 0)
    return strchr ("-+=", *text) != NULL;
  return (text[digits] == '.' || text[digits] == ')') &&
         (text[digits + 1] == ' ' || text[digits + 1] == '\0');
}

static void
append (GString *out, const char *text)
{
  gboolean is_block = *text != '\0' && starts_block (text);
  gsize digits = strspn (text, "0123456789");

  for (const char *p = text; *p != '\0'; p++) {
    gboolean ends_number = is_block && p == text + digits;

    if (*p == '\n' || *p == '\r')
      g_string_append_c (out, ' ');
    else if (strchr (SPECIAL, *p) != NULL || ends_number || (p - text >= 3 && starts_link (p)))
      g_string_append_printf (out, "\\%c", *p);
    else
      g_string_append_c (out, *p);
  }
}

static void
begin (GString *out, const char *title)
{
}

static void
end (GString *out)
{
}

static void
heading (GString *out, int level, const char *text)
{
  g_string_append_printf (out, "%s%.*s ", out->len > 0 ? "\n" : "", level, "###");
  append (out, text);
  g_string_append (out, "\n\n");
}

static void
headline (GString *out, KsState state, const char *text)
{
  g_string_append (out, "**");
  append (out, text);
  g_string_append (out, "**\n\n");
}

static void
finding (GString *out, KsState state, const char *text)
{
  g_string_append_printf (out, "%s### %s: ", out->len > 0 ? "\n" : "", ks_state_get_word (state));
  append (out, text);
  g_string_append (out, "\n\n");
}

static void
paragraph (GString *out, const char *text)
{
  append (out, text);
  g_string_append (out, "\n\n");
}

static void
begin_facts (GString *out)
{
}

static void
append_label (GString *out, const char *label)
{
  g_string_append (out, "- **");
  append (out, label);
  g_string_append (out, ":** ");
}

static void
fact (GString *out, const char *label, const char *value, gboolean is_code)
{
  append_label (out, label);
  append (out, value);
  g_string_append_c (out, '\n');
}

static void
add_link (GString *out, const char *label, const char *text, const char *url)
{
  append_label (out, label);
  g_string_append_c (out, '[');
  append (out, text);
  g_string_append_printf (out, "](<%s>)\n", url);
}

static void
end_facts (GString *out)
{
}

static void
append_row (GString *out, const char *const *cells)
{
  for (gsize i = 0; cells[i] != NULL; i++) {
    g_string_append (out, "| ");
    append (out, cells[i]);
    g_string_append_c (out, ' ');
  }
  g_string_append (out, "|\n");
}

static void
begin_table (GString *out, const char *const *heads)
{
  append_row (out, heads);
  for (gsize i = 0; heads[i] != NULL; i++)
    g_string_append (out, "| --- ");
  g_string_append (out, "|\n");
}

static void
row (GString *out, KsState state, const char *const *cells)
{
  append_row (out, cells);
}

static void
end_table (GString *out)
{
  g_string_append_c (out, '\n');
}

const KsReportSyntax ks_report_markdown = {
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
