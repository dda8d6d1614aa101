/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-config.h"

#include <string.h>

#include "ks-snippet-private.h"

/* TOML 1.0, "Basic strings". */
static void
put_toml (GString *text, gunichar c)
{
  if (c == '"' || c == '\\')
    g_string_append_printf (text, "\\%c", (char) c);
  else if (c < 0x20 || c == 0x7f)
    g_string_append_printf (text, "\\u%04X", c);
  else
    g_string_append_unichar (text, c);
}

/* YAML 1.2 section 5.7. What is not printable there (section 5.1), and what some readers take for a line's end, is escaped. */
static void
put_yaml (GString *text, gunichar c)
{
  if (c == '"' || c == '\\')
    g_string_append_printf (text, "\\%c", (char) c);
  else if (c < 0x20 || (c >= 0x7f && c <= 0xa0) || c == 0x2028 || c == 0x2029 || c == 0xfeff || c >= 0xfffe)
    g_string_append_printf (text, c > 0xffff ? "\\U%08X" : "\\u%04X", c);
  else
    g_string_append_unichar (text, c);
}

/* In an attribute, line ends would become blanks; XML 1.0 section 3.3.3. */
static void
put_xml (GString *text, gunichar c)
{
  static const struct {
    gunichar c;
    const char *entity;
  } entities[] = { { '<', "&lt;" }, { '>', "&gt;" }, { '&', "&amp;" }, { '"', "&quot;" } };

  for (gsize i = 0; i < G_N_ELEMENTS (entities); i++) {
    if (c == entities[i].c) {
      g_string_append (text, entities[i].entity);
      return;
    }
  }
  if (c < 0x20 || (c >= 0x7f && c <= 0x9f))
    g_string_append_printf (text, "&#%u;", c);
  else
    g_string_append_unichar (text, c);
}

/* As java.util.Properties reads a stream: Latin-1, with UTF-16 units of all other characters. */
static void
put_properties (GString *text, gunichar c)
{
  gunichar2 units[2];
  gint n = c > 0xffff ? 2 : 1;

  if (c == '\\' || (c == ' ' && text->len == 0))
    g_string_append_printf (text, "\\%c", (char) c);
  else if (c >= 0x20 && c < 0x7f)
    g_string_append_c (text, (char) c);
  else {
    units[0] = n == 2 ? (gunichar2) (0xd7c0 + (c >> 10)) : (gunichar2) c;
    units[1] = (gunichar2) (0xdc00 + (c & 0x3ff));
    for (gint i = 0; i < n; i++)
      g_string_append_printf (text, "\\u%04X", units[i]);
  }
}

static char *
quote_all (const char *value, void (*put) (GString *, gunichar))
{
  g_autofree char *valid = g_utf8_make_valid (value, -1);
  GString *text = g_string_new (NULL);

  for (const char *at = valid; *at != '\0'; at = g_utf8_next_char (at))
    put (text, g_utf8_get_char (at));

  return g_string_free_and_steal (text);
}

/**
 * ks_snippet_quote:
 * @syntax: the kind of file
 * @text: what it shall say; ks_snippet_can_say() is true for it
 *
 * Writes a value with its quotes, whatever characters are in it.
 *
 * Returns: (transfer full): the value
 */
char *
ks_snippet_quote (KsSnippetSyntax syntax, const char *text)
{
  g_autofree char *inner = NULL;

  switch (syntax) {
  case KS_SNIPPET_PROPERTIES:
    return quote_all (text, put_properties);
  case KS_SNIPPET_SHELL:
    return g_shell_quote (text);
  case KS_SNIPPET_XML:
    inner = quote_all (text, put_xml);
    break;
  case KS_SNIPPET_YAML:
    inner = quote_all (text, put_yaml);
    break;
  case KS_SNIPPET_TOML:
  default:
    inner = quote_all (text, put_toml);
    break;
  }

  return g_strdup_printf ("\"%s\"", inner);
}

/**
 * ks_snippet_can_say:
 * @syntax: the kind of file
 * @text: what it shall say
 *
 * XML 1.0 (section 2.2) has no way to say most control characters.
 *
 * Returns: whether there is a way to write it
 */
gboolean
ks_snippet_can_say (KsSnippetSyntax syntax, const char *text)
{
  if (!g_utf8_validate (text, -1, NULL))
    return FALSE;
  if (syntax != KS_SNIPPET_XML)
    return TRUE;

  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at)) {
    gunichar c = g_utf8_get_char (at);

    if ((c < 0x20 && c != '\t' && c != '\n' && c != '\r') || c == 0xfffe || c == 0xffff)
      return FALSE;
  }

  return TRUE;
}
