/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-config.h"

#include "ks-name-input.h"

#include <string.h>
#include "ks-general-name-private.h"

/* What may stand before a name, with ":" behind it. */
static const struct {
  const char *prefix;
  KsGeneralNameType type;
} prefixes[] = {
  { "dns", KS_GENERAL_NAME_DNS },
  { "ip", KS_GENERAL_NAME_IP },
  { "email", KS_GENERAL_NAME_EMAIL },
  { "mail", KS_GENERAL_NAME_EMAIL },
  { "mailto", KS_GENERAL_NAME_EMAIL },
  { "rfc822", KS_GENERAL_NAME_EMAIL },
  { "uri", KS_GENERAL_NAME_URI },
  { "url", KS_GENERAL_NAME_URI },
  { "dn", KS_GENERAL_NAME_DIRECTORY },
  { "dir", KS_GENERAL_NAME_DIRECTORY },
  { "directory", KS_GENERAL_NAME_DIRECTORY },
  { "rid", KS_GENERAL_NAME_REGISTERED_ID },
  { "upn", KS_GENERAL_NAME_OTHER },
};

/* Schemes of addresses that a person means as the name of the server behind them. */
static const char *const web_schemes[] = {
  "http", "https", "ws", "wss", "ftp", "ftps", "ldap", "ldaps", NULL
};

/* Schemes of identifiers without "//". */
static const char *const plain_schemes[] = { "urn", "sip", "sips", "xmpp", "tag", "did", NULL };

static gboolean
is_port (const char *text)
{
  return *text != '\0' && strspn (text, "0123456789") == strlen (text);
}

/**
 * ks_general_name_dup_host:
 * @text: what was typed as a name
 *
 * RFC 3986 section 3.2: what stands between "//", a user's "@", and a port, path or query.
 *
 * Returns: (transfer full): the host; a copy of @text where it is no address of a server
 */
char *
ks_general_name_dup_host (const char *text)
{
  const char *authority = strstr (text, "://");
  const char *start = authority != NULL ? authority + 3 : text;
  g_autofree char *host = g_strndup (start, strcspn (start, "/?#"));
  char *at = authority != NULL ? strrchr (host, '@') : NULL;
  char *colon = NULL;

  if (at != NULL)
    memmove (host, at + 1, strlen (at + 1) + 1);
  colon = strrchr (host, ':');
  if (colon != NULL && is_port (colon + 1) && (strchr (host, ':') == colon || colon[-1] == ']'))
    *colon = '\0';
  return *host != '\0' ? g_steal_pointer (&host) : g_strdup (text);
}

static gboolean
has_scheme_of (const char *text, const char *const *schemes, const char *separator)
{
  const char *end = strstr (text, separator);
  g_autofree char *scheme = end != NULL ? g_ascii_strdown (text, end - text) : NULL;

  return scheme != NULL && g_strv_contains (schemes, scheme);
}

/* The place behind "DNS:" and the like, or NULL. */
static const char *
skip_prefix (const char *text, KsGeneralNameType *type)
{
  for (gsize i = 0; i < G_N_ELEMENTS (prefixes); i++) {
    gsize size = strlen (prefixes[i].prefix);

    if (g_ascii_strncasecmp (text, prefixes[i].prefix, size) == 0 && text[size] == ':' &&
        text[size + 1] != '\0') {
      *type = prefixes[i].type;
      return text + size + 1;
    }
  }

  return NULL;
}

/* An address, or something that is meant as one. */
static gboolean
looks_like_address (const char *text)
{
  guint8 octets[16];
  const char *colon = strchr (text, ':');

  if (ks_general_name_parse_address (text, octets) != 0)
    return TRUE;
  /* With a port behind the brackets, its host is looked at. */
  if (*text == '[' && !g_str_has_suffix (text, "]"))
    return FALSE;
  if (colon != NULL && strchr (colon + 1, ':') != NULL)
    return strspn (text, "0123456789abcdefABCDEF:.[]/%") == strlen (text);
  return strchr (text, '.') != NULL && strspn (text, "0123456789./") == strlen (text);
}

/**
 * ks_general_name_guess:
 * @text: what was typed, with or without a prefix such as "DNS:"
 *
 * Returns: (transfer full): the name of the type that its form suggests; malformed ones have a problem
 */
KsGeneralName *
ks_general_name_guess (const char *text)
{
  g_autofree char *typed = NULL;
  g_autofree char *host = NULL;
  KsGeneralNameType type = KS_GENERAL_NAME_DNS;
  const char *behind = NULL;

  g_return_val_if_fail (text != NULL, NULL);

  typed = g_strstrip (g_strdup (text));
  behind = skip_prefix (typed, &type);
  if (behind != NULL)
    return ks_general_name_new_from_text (type, behind);
  if (looks_like_address (typed))
    return ks_general_name_new_from_text (KS_GENERAL_NAME_IP, typed);
  if (has_scheme_of (typed, plain_schemes, ":") ||
      (strstr (typed, "://") != NULL && !has_scheme_of (typed, web_schemes, "://")))
    return ks_general_name_new_from_text (KS_GENERAL_NAME_URI, typed);

  host = ks_general_name_dup_host (typed);
  if (looks_like_address (host))
    return ks_general_name_new_from_text (KS_GENERAL_NAME_IP, host);
  if (strstr (typed, "://") == NULL && strchr (typed, '@') != NULL)
    return ks_general_name_new_from_text (KS_GENERAL_NAME_EMAIL, typed);
  return ks_general_name_new_from_text (KS_GENERAL_NAME_DNS, typed);
}

static GRegex *
compile (const char *pattern)
{
  return g_regex_new (pattern, G_REGEX_CASELESS | G_REGEX_OPTIMIZE, G_REGEX_MATCH_DEFAULT, NULL);
}

/* The words of other programs before all names, and before each: "SAN=", "IP Address:", "DNS Name=", "DNS.1 = ". */
typedef struct {
  GRegex *heading;
  GRegex *kind;
} Words;

static gpointer
make_words (gpointer unused)
{
  Words *words = g_new (Words, 1);

  words->heading = compile ("^\\s*(?:san|subjectaltname|-ext|x509v3 subject alternative name)\\s*[=:]\\s*");
  words->kind = compile ("(?<![^\\s,;\"'(\\[])(dns|ip|email|rfc822|uri|url|dir|directory|rid)"
                         "(?:[ ]?name|[ ]?address)?(?:\\.\\d+)?\\s*[=:]\\s*(?!//)");
  return words;
}

static char *
dup_normalized (const char *line)
{
  static GOnce once = G_ONCE_INIT;
  const Words *words = g_once (&once, make_words, NULL);
  g_autofree char *bare =
    g_regex_replace_literal (words->heading, line, -1, 0, "", G_REGEX_MATCH_DEFAULT, NULL);

  return g_regex_replace (words->kind, bare, -1, 0, "\\1:", G_REGEX_MATCH_DEFAULT, NULL);
}

/* Takes quotation marks, bullets and brackets from both ends; those of an IPv6 address stay. */
static char *
dup_bare (const char *token)
{
  static const char around[] = "\"'`“”‘’„«»()<>•·{}";
  const char *end = token + strlen (token);

  for (;;) {
    gunichar first = g_utf8_get_char (token);

    if (token < end &&
        (g_utf8_strchr (around, -1, first) != NULL || (first == '[' && strchr (token, ':') == NULL)))
      token = g_utf8_next_char (token);
    else
      break;
  }
  while (end > token) {
    const char *last = g_utf8_prev_char (end);
    gunichar c = g_utf8_get_char (last);

    if (g_utf8_strchr (around, -1, c) == NULL && !(c == ']' && *token != '[' && strchr (token, '[') == NULL))
      break;
    end = last;
  }
  return g_strndup (token, end - token);
}

/* A hyphen or star alone is the bullet of a list. */
static gboolean
is_bullet (const char *token)
{
  return *token == '\0' || strspn (token, "*-+.=|") == strlen (token);
}

static void
add_name (GPtrArray *names, GHashTable *seen, const char *token)
{
  g_autofree char *bare = dup_bare (token);
  g_autoptr (KsGeneralName) name = NULL;
  g_autofree char *key = NULL;

  if (is_bullet (bare))
    return;
  name = ks_general_name_guess (bare);
  key = g_strdup_printf ("%d:%s", (int) name->type, name->text);
  if (g_hash_table_add (seen, g_steal_pointer (&key)))
    g_ptr_array_add (names, g_steal_pointer (&name));
}

static void
add_line (GPtrArray *names, GHashTable *seen, const char *line)
{
  g_autofree char *normal = dup_normalized (line);
  g_auto (GStrv) tokens = NULL;
  KsGeneralNameType type = KS_GENERAL_NAME_DNS;

  g_strstrip (normal);
  if (*normal == '#' || *normal == '\0')
    return;
  /* Commas and blanks belong to a distinguished name. */
  if (skip_prefix (normal, &type) != NULL && type == KS_GENERAL_NAME_DIRECTORY) {
    add_name (names, seen, normal);
    return;
  }

  tokens = g_regex_split_simple ("[\\s,;]+", normal, 0, 0);
  for (gsize i = 0; tokens[i] != NULL; i++)
    add_name (names, seen, tokens[i]);
}

/**
 * ks_general_name_parse_list:
 * @text: what was pasted
 *
 * Names from a list, an email, a configuration of openssl, a command line of keytool or the output of either.
 *
 * Returns: (transfer full) (element-type KsGeneralName): each name once, in order; malformed ones have a problem
 */
GPtrArray *
ks_general_name_parse_list (const char *text)
{
  GPtrArray *names = g_ptr_array_new_with_free_func ((GDestroyNotify) ks_general_name_free);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autofree char *valid = NULL;
  g_auto (GStrv) lines = NULL;

  g_return_val_if_fail (text != NULL, names);

  valid = g_utf8_make_valid (text, -1);
  lines = g_regex_split_simple ("[\\r\\n]+", valid, 0, 0);
  for (gsize i = 0; lines[i] != NULL; i++)
    add_line (names, seen, lines[i]);
  return names;
}
