/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-config.h"

#include "ks-host-name.h"
#include "ks-host-name-private.h"

#include <arpa/inet.h>
#include <glib/gi18n-lib.h>
#include <idn2.h>

/* RFC 1034 section 3.1, without the trailing dot */
#define MAX_NAME 253
#define MAX_LABEL 63
/* Nobody types more, and idn2 need not see it. */
#define MAX_TYPED 2048

static void
set_problem (KsHostName *self, const char *problem)
{
  self->kind = KS_HOST_INVALID;
  g_set_str (&self->problem, problem);
}

static char *
strip_brackets (const char *text)
{
  gsize length = strlen (text);

  if (length >= 2 && text[0] == '[' && text[length - 1] == ']')
    return g_strndup (text + 1, length - 2);
  return g_strdup (text);
}

/* RFC 9525 section 6.4: four decimal numbers, or an IPv6 address; a zone is not part of an address. */
static gboolean
parse_address (KsHostName *self, const char *text)
{
  g_autofree char *bare = strip_brackets (text);
  char canonical[INET6_ADDRSTRLEN];
  int family = strchr (bare, ':') != NULL ? AF_INET6 : AF_INET;

  if (family == AF_INET6)
    bare[strcspn (bare, "%")] = '\0';
  else if (text[0] == '[')
    return FALSE;
  if (inet_pton (family, bare, self->address) != 1)
    return FALSE;
  inet_ntop (family, self->address, canonical, sizeof canonical);
  self->kind = KS_HOST_IP;
  self->address_size = family == AF_INET ? 4 : 16;
  g_set_str (&self->ascii, canonical);
  return TRUE;
}

/**
 * ks_host_labels_problem:
 * @ascii: a domain name in A-labels, without trailing dot
 *
 * Checks label and name lengths and characters. Underscores pass: many internal hosts have them.
 *
 * Returns: (transfer none) (nullable): translated: what is wrong with it
 */
const char *
ks_host_labels_problem (const char *ascii)
{
  g_auto (GStrv) labels = g_strsplit (ascii, ".", -1);

  if (*ascii == '\0')
    return _ ("A name is needed.");
  if (strlen (ascii) > MAX_NAME)
    return _ ("A host name has at most 253 characters.");
  for (guint i = 0; labels[i] != NULL; i++) {
    gsize length = strlen (labels[i]);

    if (length == 0)
      return _ ("A part between two dots is empty.");
    if (length > MAX_LABEL)
      return _ ("A part between two dots has more than 63 characters.");
    if (labels[i][0] == '-' || labels[i][length - 1] == '-')
      return _ ("A part between two dots begins or ends with a hyphen.");
    if (strspn (labels[i], "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_") != length)
      return _ ("A host name has letters, digits and hyphens only.");
  }
  return NULL;
}

/* A-labels in lower case, without one trailing dot; NULL when @text is no domain name. */
static char *
to_ascii (const char *text, const char **problem)
{
  g_autofree char *trimmed = g_strdup (text);
  g_autofree char *result = NULL;
  gsize length = strlen (trimmed);

  if (length > 1 && trimmed[length - 1] == '.')
    trimmed[length - 1] = '\0';
  if (g_str_is_ascii (trimmed)) {
    result = g_ascii_strdown (trimmed, -1);
  } else {
    char *encoded = NULL;

    if (idn2_to_ascii_8z (trimmed, &encoded, IDN2_NFC_INPUT | IDN2_NONTRANSITIONAL) != IDN2_OK) {
      *problem = _ ("Internationalized names (IDNA 2008) do not allow this name.");
      return NULL;
    }
    result = g_ascii_strdown (encoded, -1);
    idn2_free (encoded);
  }
  *problem = ks_host_labels_problem (result);
  return *problem == NULL ? g_steal_pointer (&result) : NULL;
}

/* RFC 9525 section 6.4 and RFC 3986 section 3.2.2: a last label of digits only is an address gone wrong, not a name. */
static gboolean
looks_like_address (const char *ascii)
{
  const char *last = strrchr (ascii, '.');

  last = last != NULL ? last + 1 : ascii;
  if (*last != '\0' && strspn (last, "0123456789") == strlen (last))
    return TRUE;
  return last[0] == '0' && (last[1] == 'x' || last[1] == 'X') &&
         strspn (last + 2, "0123456789abcdefABCDEF") == strlen (last + 2);
}

/* What people read, where the name has A-labels. */
static void
set_unicode (KsHostName *self)
{
  char *unicode = NULL;

  if (strstr (self->ascii, "xn--") != NULL && idn2_to_unicode_8z8z (self->ascii, &unicode, 0) == IDN2_OK &&
      !g_str_equal (unicode, self->ascii) && g_utf8_validate (unicode, -1, NULL))
    self->unicode = g_strdup (unicode);
  idn2_free (unicode);
}

static void
parse_dns (KsHostName *self, const char *text)
{
  const char *problem = NULL;

  self->ascii = to_ascii (text, &problem);
  if (self->ascii == NULL)
    set_problem (self, strchr (text, '*') != NULL ? _ ("Test one name at a time: “*” has no meaning here.")
                                                  : problem);
  else if (looks_like_address (self->ascii))
    set_problem (self, _ ("This is neither a host name nor a full IP address."));
  else
    self->kind = KS_HOST_DNS;
  if (self->kind == KS_HOST_DNS)
    set_unicode (self);
}

/**
 * ks_host_name_get_text:
 * @self: a reference identity
 *
 * Returns: what to call it: its U-labels, the address, or what was typed where that is no name
 */
const char *
ks_host_name_get_text (const KsHostName *self)
{
  if (self->kind == KS_HOST_INVALID)
    return self->given;
  return self->unicode != NULL ? self->unicode : self->ascii;
}

/* RFC 5280 section 7.5: the domain in lower case, the local part as it is. */
static void
parse_email (KsHostName *self, const char *text, const char *at)
{
  const char *problem = NULL;
  g_autofree char *domain = to_ascii (at + 1, &problem);

  if (at == text || domain == NULL) {
    set_problem (self, problem != NULL ? problem : _ ("The part before the “@” is missing."));
    return;
  }
  self->kind = KS_HOST_EMAIL;
  self->ascii = g_strdup_printf ("%.*s@%s", (int) (at - text), text, domain);
}

/* RFC 9525 section 6.5: scheme and host decide. A https or http URL is a question for its host. */
static void
parse_uri (KsHostName *self, const char *text)
{
  g_autoptr (GUri) uri = g_uri_parse (text, G_URI_FLAGS_ENCODED, NULL);
  const char *scheme = uri != NULL ? g_uri_get_scheme (uri) : NULL;
  const char *host = uri != NULL ? g_uri_get_host (uri) : NULL;
  const char *problem = NULL;

  if (host == NULL || *host == '\0') {
    set_problem (self, _ ("This URL has no host name."));
    return;
  }
  if (g_str_equal (scheme, "https") || g_str_equal (scheme, "http")) {
    if (!parse_address (self, host))
      parse_dns (self, host);
    return;
  }
  self->ascii = to_ascii (host, &problem);
  if (self->ascii == NULL) {
    set_problem (self, problem);
    return;
  }
  self->kind = KS_HOST_URI;
  g_set_str (&self->ascii, text);
}

/**
 * ks_host_name_new:
 * @text: what a person typed: a host name (U-labels and a trailing dot are fine), an address with or without brackets, an
 *   e-mail address, a URL
 *
 * Reads a reference identity (RFC 9525 section 6.1). It never fails: what cannot be read is %KS_HOST_INVALID and has a problem.
 *
 * Returns: (transfer full): a reference identity
 */
KsHostName *
ks_host_name_new (const char *text)
{
  KsHostName *self = g_new0 (KsHostName, 1);
  g_autofree char *stripped = g_strstrip (g_strdup (text));
  const char *at = strrchr (stripped, '@');

  self->given = g_utf8_make_valid (stripped, MIN (strlen (stripped), MAX_TYPED));
  if (!g_utf8_validate (stripped, -1, NULL) || strlen (stripped) > MAX_TYPED)
    set_problem (self, _ ("This is no host name."));
  else if (strstr (stripped, "://") != NULL)
    parse_uri (self, stripped);
  else if (at != NULL)
    parse_email (self, stripped, at);
  else if (!parse_address (self, stripped))
    parse_dns (self, stripped);
  if (self->ascii == NULL)
    self->ascii = g_strdup ("");
  return self;
}

/**
 * ks_host_name_free:
 * @self: (transfer full): a reference identity
 *
 * Frees it.
 */
void
ks_host_name_free (KsHostName *self)
{
  g_free (self->given);
  g_free (self->ascii);
  g_free (self->unicode);
  g_free (self->problem);
  g_free (self);
}
