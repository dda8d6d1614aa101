/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "ks-base64.h"
#include "ks-pem-text.h"
#include "ks-spkac-text.h"

/* Keys of 16384 bits make less than 10 KB; the rest is names. */
#define MAX_SIZE (256 * 1024)

static gboolean
is_base64_line (const char *line)
{
  return *line != '\0' &&
         line[strspn (line, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=")] == '\0';
}

/* Behind “key=” and “key = ”; NULL for another line. */
static const char *
find_value (const char *line, const char *key)
{
  gsize length = strlen (key);

  if (g_ascii_strncasecmp (line, key, length) != 0)
    return NULL;
  line += length;
  while (*line == ' ' || *line == '\t')
    line++;
  if (*line != '=')
    return NULL;
  line++;
  while (*line == ' ' || *line == '\t')
    line++;

  return line;
}

/* Line after line, without blanks and without the backslash that says that a line goes on. */
static char *
trim (char *line)
{
  char *end;

  g_strstrip (line);
  end = line + strlen (line);
  if (end > line && end[-1] == '\\')
    end[-1] = '\0';

  return g_strchomp (line);
}

static GBytes *
parse_lines (char **lines, char **name)
{
  g_autoptr (GString) value = NULL;
  g_autofree char *common_name = NULL;
  g_autoptr (GBytes) text = NULL;
  gboolean goes_on = FALSE;

  for (guint i = 0; lines[i] != NULL; i++) {
    const char *line = trim (lines[i]);
    const char *spkac = value == NULL ? find_value (line, "SPKAC") : NULL;

    if (common_name == NULL && find_value (line, "CN") != NULL)
      common_name = g_strdup (find_value (line, "CN"));
    goes_on = spkac != NULL || (goes_on && is_base64_line (line));
    if (spkac != NULL)
      value = g_string_new (spkac);
    else if (goes_on)
      g_string_append (value, line);
  }
  if (value == NULL)
    return NULL;

  if (common_name != NULL && *common_name != '\0' && g_utf8_validate (common_name, -1, NULL))
    *name = g_steal_pointer (&common_name);
  text = g_string_free_to_bytes (g_steal_pointer (&value));

  return ks_base64_decode_file (text);
}

/**
 * ks_spkac_text_parse:
 * @text: a whole file
 * @name: (out) (transfer full) (nullable): the common name that stands beside it
 *
 * Reads the text form of a SignedPublicKeyAndChallenge: “SPKAC=” and Base64, in one line or in several, among lines with the
 * parts of a name.
 *
 * Returns: (transfer full) (nullable): what the Base64 stands for; %NULL when there is none
 */
GBytes *
ks_spkac_text_parse (GBytes *text, char **name)
{
  g_autoptr (GBytes) plain = ks_pem_text_normalize (text);
  gsize size;
  const char *data = g_bytes_get_data (plain, &size);
  g_autofree char *copy = NULL;
  g_auto (GStrv) lines = NULL;

  *name = NULL;
  if (size == 0 || size > MAX_SIZE || memchr (data, 0, size) != NULL)
    return NULL;

  copy = g_strndup (data, size);
  g_strdelimit (copy, "\r", '\n');
  lines = g_strsplit (copy, "\n", -1);

  return parse_lines (lines, name);
}
