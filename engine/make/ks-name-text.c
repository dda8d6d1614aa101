/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-config.h"

#include "ks-name-text.h"

#include <glib/gi18n-lib.h>
#include <string.h>
#include "ks-error.h"

/* A walk over the text of a name. */
typedef struct {
  const char *start;
  const char *at;
  gboolean slashes; /* "/C=CZ/CN=host", as OpenSSL wrote names once: the least specific first */
  GPtrArray *parts;
  GError **error;
} Walk;

/* A sentence with the number of a character, from 1. */
static gboolean
fail (Walk *walk, const char *at, const char *sentence)
{
  glong place = g_utf8_strlen (walk->start, at - walk->start) + 1;

  /* Translators: the place in a text, then a sentence that says what is wrong there */
  g_set_error (walk->error, KS_ERROR, KS_ERROR_MALFORMED, _ ("At character %ld: %s"), place, sentence);
  return FALSE;
}

static void
skip_blanks (Walk *walk)
{
  while (*walk->at != '\0' && g_ascii_isspace (*walk->at))
    walk->at++;
}

static gsize
type_length (const char *at)
{
  gsize length = 0;

  while (g_ascii_isalnum (at[length]) || at[length] == '.' || at[length] == '-')
    length++;
  return length;
}

/* Whether a type and "=" start here: a slash that stands before something else belongs to the value. */
static gboolean
starts_part (const char *at)
{
  gsize length = 0;

  while (g_ascii_isspace (*at))
    at++;
  length = type_length (at);
  at += length;
  while (g_ascii_isspace (*at))
    at++;
  return length > 0 && *at == '=';
}

static gboolean
ends_value (const Walk *walk, const char *at)
{
  if (*at == '\0')
    return TRUE;
  if (walk->slashes)
    return (*at == '/' || *at == '+') && starts_part (at + 1);
  return *at == ',' || *at == ';' || *at == '+';
}

/* “\” and two hexadecimal digits are a byte, “\” and anything else is that. RFC 4514 section 3. */
static gboolean
read_escape (Walk *walk, GString *value)
{
  const char *at = walk->at + 1;

  if (*at == '\0')
    return fail (walk, walk->at, _ ("A “\\” stands at the end."));
  if (g_ascii_isxdigit (at[0]) && g_ascii_isxdigit (at[1])) {
    char byte = (char) (g_ascii_xdigit_value (at[0]) << 4 | g_ascii_xdigit_value (at[1]));

    if (byte == '\0')
      g_string_append (value, "\357\277\275");
    else
      g_string_append_c (value, byte);
    walk->at += 3;
  } else {
    g_string_append_len (value, at, g_utf8_next_char (at) - at);
    walk->at = g_utf8_next_char (at);
  }
  return TRUE;
}

/* "value", RFC 2253 section 4. */
static gboolean
read_quoted (Walk *walk, GString *value)
{
  const char *start = walk->at++;

  while (*walk->at != '"') {
    if (*walk->at == '\0')
      return fail (walk, start, _ ("The quotation mark is not closed."));
    if (*walk->at == '\\') {
      if (!read_escape (walk, value))
        return FALSE;
    } else {
      g_string_append_c (value, *walk->at++);
    }
  }
  walk->at++;
  skip_blanks (walk);
  return ends_value (walk, walk->at) ||
         fail (walk, walk->at, _ ("Something stands behind the quoted value."));
}

static gboolean
read_plain (Walk *walk, GString *value)
{
  gsize kept = 0; /* blanks at the end count only when they are escaped */

  while (!ends_value (walk, walk->at)) {
    gboolean escaped = *walk->at == '\\';
    gboolean blank = *walk->at == ' ';

    if (!escaped)
      g_string_append_c (value, *walk->at++);
    else if (!read_escape (walk, value))
      return FALSE;
    if (!blank)
      kept = value->len;
  }

  g_string_truncate (value, kept);
  return TRUE;
}

static gboolean
read_value (Walk *walk, KsNamePart *part)
{
  g_autoptr (GString) value = g_string_new (NULL);
  const char *start = NULL;

  skip_blanks (walk);
  start = walk->at;
  part->is_der = *start == '#';
  if (!(*start == '"' ? read_quoted (walk, value) : read_plain (walk, value)))
    return FALSE;
  if (!g_utf8_validate_len (value->str, value->len, NULL))
    return fail (walk, start, _ ("The escaped bytes are no text in UTF-8."));

  g_free (part->value);
  part->value = g_string_free_and_steal (g_steal_pointer (&value));
  return TRUE;
}

static gboolean
read_part (Walk *walk, gboolean joins)
{
  KsNamePart *part = ks_name_part_new ("", "");
  const char *start = NULL;
  gsize length = 0;

  g_ptr_array_add (walk->parts, part);
  part->joins = joins;
  skip_blanks (walk);
  start = walk->at;
  length = type_length (start);
  g_free (part->type);
  part->type = g_strndup (start, length);
  walk->at += length;
  skip_blanks (walk);
  if (length == 0)
    return fail (walk, start, _ ("An attribute is missing, such as “O=Example”."));
  if (*walk->at != '=')
    return fail (walk, start, _ ("This has no “=”. A comma inside a value is written as “\\,”."));
  walk->at++;
  return read_value (walk, part);
}

/* Turns the order of the RDNs round; the parts of one RDN stay together. */
static void
reverse (GPtrArray *parts)
{
  g_autoptr (GPtrArray) old = g_ptr_array_new ();
  guint end = parts->len;

  while (parts->len > 0)
    g_ptr_array_insert (old, 0, g_ptr_array_steal_index (parts, parts->len - 1));
  while (end > 0) {
    guint start = end - 1;

    while (start > 0 && ((KsNamePart *) g_ptr_array_index (old, start))->joins)
      start--;
    for (guint i = start; i < end; i++)
      g_ptr_array_add (parts, g_ptr_array_index (old, i));
    end = start;
  }
}

static gboolean
read_parts (Walk *walk)
{
  gboolean joins = FALSE;

  for (;;) {
    if (!read_part (walk, joins))
      return FALSE;
    if (*walk->at == '\0')
      return TRUE;
    joins = *walk->at == '+';
    walk->at++;
  }
}

/**
 * ks_name_text_parse:
 * @text: a name
 * @error: return location for %KS_ERROR_MALFORMED
 *
 * RFC 4514, and what people know from other programs: blanks, quotation marks, semicolons (RFC 2253 section 4), slashes.
 *
 * Returns: (transfer full) (element-type KsNamePart): the parts, the most specific first; %NULL with an error
 */
GPtrArray *
ks_name_text_parse (const char *text, GError **error)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func ((GDestroyNotify) ks_name_part_free);
  Walk walk = { .start = valid, .at = valid, .parts = parts, .error = error };

  skip_blanks (&walk);
  if (*walk.at == '\0')
    return g_steal_pointer (&parts);
  walk.slashes = *walk.at == '/';
  walk.at += walk.slashes;
  if (!read_parts (&walk))
    return NULL;
  if (walk.slashes)
    reverse (parts);
  return g_steal_pointer (&parts);
}
