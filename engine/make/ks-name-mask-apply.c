/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-config.h"

#include "ks-name-mask-private.h"

#include <string.h>

/* A name of fewer characters is masked in quotation marks only: “CA” is a name, "a CA" is not. */
#define LONG_ENOUGH 4
#define OPEN_QUOTE "“"
#define CLOSE_QUOTE "”"
#define MIN_HEX_OCTETS 8

static gboolean
is_word (gunichar c)
{
  return g_unichar_isalnum (c) || c == '_';
}

static gboolean
ends_word (const char *text, gsize length)
{
  return g_utf8_strlen (text, (gssize) length) >= LONG_ENOUGH && !is_word (g_utf8_get_char (text + length));
}

static gboolean
ends_quote (const char *text, gsize length)
{
  return g_str_has_prefix (text + length, CLOSE_QUOTE);
}

static gboolean
ends_text (const char *text, gsize length)
{
  return text[length] == '\0';
}

/* What a host name or mail address is made of. */
static gsize
get_token_length (const char *text)
{
  const char *p = text;
  gsize length;

  while (is_word (g_utf8_get_char (p)) || (*p != '\0' && strchr (".-*@", *p) != NULL))
    p = g_utf8_next_char (p);
  length = (gsize) (p - text);
  while (length > 0 && strchr (".-@", text[length - 1]) != NULL)
    length--;
  return length;
}

static gboolean
is_host (const char *text, gsize length)
{
  const char *last = g_strrstr_len (text, (gssize) length, ".");
  gsize letters;

  if (last == NULL || last == text)
    return FALSE;
  last++;
  letters = length - (gsize) (last - text);
  if (letters < 2)
    return FALSE;
  if (g_ascii_strncasecmp (last, "xn--", 4) == 0)
    return TRUE;
  for (const char *p = last; p < text + length; p = g_utf8_next_char (p))
    if (!g_unichar_isalpha (g_utf8_get_char (p)))
      return FALSE;
  return TRUE;
}

/**
 * _ks_name_mask_is_host:
 * @text: a name
 *
 * Returns: whether it has the form of a DNS name of two labels or more
 */
gboolean
_ks_name_mask_is_host (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  gsize length = get_token_length (valid);

  return length > 0 && valid[length] == '\0' && strchr (valid, '@') == NULL && is_host (valid, length);
}

/* An IPv4 address; an object identifier of four arcs starts with 0, 1 or 2. */
static gboolean
is_address (const char *text, gsize length)
{
  g_autofree char *copy = g_strndup (text, length);

  return g_hostname_is_ip_address (copy) && g_ascii_strtoull (copy, NULL, 10) > 2;
}

/* Hexadecimal octets, with or without colons or spaces between them. */
static gsize
get_hex_length (const char *text)
{
  const char *p = text;
  guint octets = 0;

  while (g_ascii_isxdigit (p[0]) && g_ascii_isxdigit (p[1])) {
    octets++;
    p += 2;
    if ((*p == ':' || *p == ' ') && g_ascii_isxdigit (p[1]) && g_ascii_isxdigit (p[2]))
      p++;
  }
  return octets >= MIN_HEX_OCTETS && !is_word (g_utf8_get_char (p)) ? (gsize) (p - text) : 0;
}

static gsize
get_ipv6_length (const char *text)
{
  gsize length = strspn (text, "0123456789abcdefABCDEF:.");
  g_autofree char *copy = g_strndup (text, length);

  return strchr (copy, ':') != NULL && g_hostname_is_ip_address (copy) ? length : 0;
}

static gsize
get_url_length (const char *text)
{
  static const char *const schemes[] = { "http://", "https://", "ldap://", "ldaps://", "ftp://" };

  for (gsize i = 0; i < G_N_ELEMENTS (schemes); i++)
    if (g_ascii_strncasecmp (text, schemes[i], strlen (schemes[i])) == 0) {
      const char *end = strstr (text, CLOSE_QUOTE);
      gsize length = strcspn (text, " \t\n\"<>");

      return end != NULL && (gsize) (end - text) < length ? (gsize) (end - text) : length;
    }
  return 0;
}

/* Something that was never told, and looks like what has to be masked. */
static const char *
find_unknown (KsNameMask *self, const char *text, gsize *length)
{
  KsMaskKind kind;
  g_autofree char *found = NULL;

  if ((*length = get_url_length (text)) > 0) {
    kind = KS_MASK_ADDRESS;
  } else if ((*length = get_ipv6_length (text)) > 0) {
    kind = KS_MASK_HOST;
  } else if ((*length = get_hex_length (text)) > 0) {
    kind = KS_MASK_ID;
  } else {
    *length = get_token_length (text);
    if (*length == 0)
      return NULL;
    if (memchr (text, '@', *length) != NULL)
      kind = KS_MASK_MAIL;
    else if (is_host (text, *length) || is_address (text, *length))
      kind = KS_MASK_HOST;
    else
      return NULL;
  }
  found = g_strndup (text, *length);
  return ks_name_mask_get (self, kind, found);
}

/* The name that starts here, and how long it is. */
static const char *
find_at (KsNameMask *self, const char *text, gboolean is_quoted, gsize *length)
{
  gsize known_length = 0;
  const char *known = is_quoted ? _ks_name_mask_find (self, text, ends_quote, &known_length) : NULL;
  const char *unknown;

  if (known == NULL)
    known = _ks_name_mask_find (self, text, ends_word, &known_length);
  if (known != NULL && known_length >= get_token_length (text)) {
    *length = known_length;
    return known;
  }
  unknown = find_unknown (self, text, length);
  if (unknown != NULL)
    return unknown;
  *length = known_length;
  return known;
}

/* "CN=gw.example.org,O=Example": a name that no certificate here has. */
static gboolean
is_distinguished_name (const char *text)
{
  const char *equals = strchr (text, '=');

  if (equals == NULL || equals == text || equals - text > 64)
    return FALSE;
  for (const char *p = text; p < equals; p++)
    if (!g_ascii_isalnum (*p) && *p != '.')
      return FALSE;
  return TRUE;
}

/* What is quoted is mostly a name. */
static const char *
find_quoted (KsNameMask *self, const char *text, gsize *length)
{
  const char *end = strstr (text, CLOSE_QUOTE);
  g_autofree char *content = end != NULL ? g_strndup (text, (gsize) (end - text)) : NULL;
  gsize known;

  if (content == NULL || _ks_name_mask_find (self, text, ends_quote, &known) != NULL ||
      (strpbrk (content, "=/\\") == NULL && g_str_is_ascii (content)))
    return NULL;
  *length = strlen (content);
  return ks_name_mask_get (self, KS_MASK_NAME, content);
}

/**
 * ks_name_mask_apply:
 * @self: a mask
 * @text: a sentence or a value, as the engine says it
 *
 * Replaces the names in a text: those that are known, and whatever looks like a host name, an address, a URL, an identifier or a
 * distinguished name.
 *
 * Returns: (transfer full): the text with placeholders
 */
char *
ks_name_mask_apply (KsNameMask *self, const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  g_autoptr (GString) out = g_string_new (NULL);
  gboolean in_word = FALSE;
  gsize length;
  const char *whole = _ks_name_mask_find (self, text, ends_text, &length);

  g_return_val_if_fail (KS_IS_NAME_MASK (self), NULL);

  if (whole != NULL)
    return g_strdup (whole);
  if (is_distinguished_name (valid))
    return g_strdup (ks_name_mask_get (self, KS_MASK_NAME, text));
  for (const char *p = valid; *p != '\0';) {
    gboolean is_quoted =
      p >= valid + strlen (OPEN_QUOTE) && g_str_has_prefix (p - strlen (OPEN_QUOTE), OPEN_QUOTE);
    const char *found = is_quoted ? find_quoted (self, p, &length) : NULL;

    if (found == NULL && !in_word)
      found = find_at (self, p, is_quoted, &length);
    if (found != NULL) {
      g_string_append (out, found);
      p += length;
      in_word = FALSE;
      continue;
    }
    in_word = is_word (g_utf8_get_char (p));
    g_string_append_unichar (out, g_utf8_get_char (p));
    p = g_utf8_next_char (p);
  }
  return g_string_free_and_steal (g_steal_pointer (&out));
}
