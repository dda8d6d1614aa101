/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-config.h"

#include "ks-general-name-check.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* RFC 1034 section 3.1, in characters of the written name. */
#define MAX_LABEL 63
#define MAX_NAME 253

static const char *
check_characters (const char *text)
{
  for (const char *at = text; *at != '\0'; at++) {
    if (*at == ' ')
      return _ ("A DNS name has no spaces.");
    if (*at == '_')
      return _ ("A host name has no underscores; many programs match this name nevertheless.");
    if (*at == '\\' && at[1] == 'x')
      return _ ("A DNS name has ASCII characters only; names in other scripts are written as “xn--…”.");
    if (*at == '@' || *at == ':' || *at == '/')
      return _ ("This is no DNS name: it looks like an address of another type.");
    if (!g_ascii_isalnum (*at) && *at != '-' && *at != '.' && *at != '*')
      return _ ("A DNS name consists of letters, digits, hyphens and dots.");
  }

  return NULL;
}

static const char *
check_dots (const char *text)
{
  gsize size = strlen (text);

  if (*text == '.')
    return _ ("The name starts with a dot.");
  if (text[size - 1] == '.')
    return _ ("The name ends with a dot.");
  if (strstr (text, "..") != NULL)
    return _ ("The name has an empty label: two dots in a row.");
  return NULL;
}

/* RFC 9525 section 6.3: one "*", and it is the whole leftmost label. */
static const char *
check_wildcard (const char *text)
{
  const char *star = strchr (text, '*');

  if (star == NULL)
    return NULL;
  if (star != text || (text[1] != '.' && text[1] != '\0'))
    return _ ("“*” must be the whole leftmost label.");
  if (strchr (star + 1, '*') != NULL)
    return _ ("A name has only one “*”.");
  if (text[1] == '\0')
    return _ ("“*” alone covers no name.");
  return NULL;
}

static const char *
check_label (const char *label, gsize size)
{
  if (size > MAX_LABEL)
    return _ ("A label of the name has more than 63 characters.");
  if (size > 0 && (label[0] == '-' || label[size - 1] == '-'))
    return _ ("A label of the name starts or ends with a hyphen.");
  return NULL;
}

static const char *
check_labels (const char *text)
{
  const char *problem = NULL;

  while (problem == NULL) {
    gsize size = strcspn (text, ".");

    problem = check_label (text, size);
    if (text[size] == '\0')
      break;
    text += size + 1;
  }

  return problem;
}

/* Four decimal parts: what people write into a DNS name although it is an address. */
static gboolean
is_ipv4_text (const char *text)
{
  guint dots = 0;

  if (strspn (text, "0123456789.") != strlen (text))
    return FALSE;
  for (; *text != '\0'; text++)
    dots += *text == '.';

  return dots == 3;
}

/**
 * ks_general_name_check_dns:
 * @text: a dNSName, its bytes that are no ASCII as `\xNN`
 * @constraint: whether it is the base of a name constraint, which may be empty or start with a dot
 *
 * RFC 5280 section 4.2.1.6 (preferred name syntax), RFC 9525 section 6.3 (wildcards).
 *
 * Returns: (nullable): a translated sentence, valid as long as the program
 */
const char *
ks_general_name_check_dns (const char *text, gboolean constraint)
{
  const char *problem;

  if (constraint && *text == '.')
    text++;
  if (*text == '\0')
    return constraint ? NULL : _ ("The name is empty.");
  if (is_ipv4_text (text) || g_hostname_is_ip_address (text))
    return _ (
      "This is an IP address written as a DNS name; programs look for it among the IP addresses only.");

  problem = check_characters (text);
  if (problem == NULL)
    problem = check_dots (text);
  if (problem == NULL)
    problem = check_wildcard (text);
  if (problem == NULL)
    problem = check_labels (text);
  if (problem == NULL && strlen (text) > MAX_NAME)
    problem = _ ("The name has more than 253 characters.");
  return problem;
}

/* The "@" that ends the local part; a quoted local part may have others. */
static const char *
find_at (const char *text)
{
  const char *at = text;

  if (*at != '"')
    return strchr (text, '@');

  for (at++; *at != '\0' && *at != '"'; at++) {
    if (*at == '\\' && at[1] != '\0')
      at++;
  }

  return *at == '"' && at[1] == '@' ? at + 1 : NULL;
}

/**
 * ks_general_name_check_email:
 * @text: an rfc822Name, its bytes that are no ASCII as `\xNN`
 * @constraint: whether it is the base of a name constraint, which may be a host or a domain
 *
 * RFC 5280 section 4.2.1.6 and 4.2.1.10.
 *
 * Returns: (nullable): a translated sentence, valid as long as the program
 */
const char *
ks_general_name_check_email (const char *text, gboolean constraint)
{
  const char *at = find_at (text);

  if (*text == '\0')
    return constraint ? NULL : _ ("The email address is empty.");
  if (at == NULL && constraint)
    return ks_general_name_check_dns (text, TRUE);
  if (at == NULL)
    return _ ("The email address has no “@”.");
  if (strchr (at + 1, '@') != NULL)
    return _ ("The email address has more than one “@”.");
  if (at == text)
    return _ ("The email address has nothing before the “@”.");
  if (at[1] == '\0')
    return _ ("The email address has nothing after the “@”.");
  if (strstr (text, "\\x") != NULL)
    return _ ("An email address of this type has ASCII characters only.");
  if (*text != '"' && strpbrk (text, " <>()") != NULL)
    return _ ("The name has more in it than an email address.");
  if (at[1] == '[' || strchr (at, '*') == NULL)
    return at[1] == '[' ? NULL : ks_general_name_check_dns (at + 1, FALSE);
  return _ ("“*” has no meaning in an email address.");
}

static gboolean
has_scheme (const char *text)
{
  gsize size = 0;

  if (!g_ascii_isalpha (*text))
    return FALSE;
  while (g_ascii_isalnum (text[size]) || (text[size] != '\0' && strchr ("+-.", text[size]) != NULL))
    size++;

  return text[size] == ':' && text[size + 1] != '\0';
}

/**
 * ks_general_name_check_uri:
 * @text: a uniformResourceIdentifier, its bytes that are no ASCII as `\xNN`
 * @constraint: whether it is the base of a name constraint, which is a host or a domain
 *
 * RFC 5280 section 4.2.1.6 and 4.2.1.10, RFC 3986.
 *
 * Returns: (nullable): a translated sentence, valid as long as the program
 */
const char *
ks_general_name_check_uri (const char *text, gboolean constraint)
{
  if (constraint)
    return ks_general_name_check_dns (text, TRUE);
  if (*text == '\0')
    return _ ("The URI is empty.");
  if (strstr (text, "\\x") != NULL)
    return _ ("A URI has ASCII characters only.");
  if (!has_scheme (text))
    return _ ("The URI has no scheme, such as “https:”; some programs refuse the whole certificate.");
  if (strpbrk (text, " <>\"{}|\\^`") != NULL)
    return _ ("The URI has characters that must be written as “%NN”.");
  return NULL;
}
