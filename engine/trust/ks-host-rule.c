/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-config.h"

#include "ks-host-name-private.h"

#include <glib/gi18n-lib.h>

static void
set_rule (char **rule, char *sentence)
{
  if (rule != NULL) {
    g_free (*rule);
    *rule = sentence;
  } else {
    g_free (sentence);
  }
}

static guint
count_labels (const char *name)
{
  guint n = 1;

  for (const char *p = name; *p != '\0'; p++)
    n += *p == '.';
  return n;
}

static void
say_match (const KsGeneralName *presented, char **rule)
{
  const char *text = presented->unicode != NULL ? presented->unicode : presented->text;

  /* Translators: the kind of an alternative name (DNS, IP, ...), then the name */
  set_rule (rule,
            g_strdup_printf (_ ("matches %s %s"), ks_general_name_type_get_tag (presented->type), text));
}

/* RFC 9525 section 6.3: one asterisk, and it is the whole leftmost label. */
static const char *
wildcard_problem (const char *pattern)
{
  const char *star = strchr (pattern, '*');
  gsize length = strlen (pattern);

  if (length > 1 && pattern[length - 1] == '.' && pattern[length - 2] != '.')
    return _ ("A name in a certificate does not end with a dot.");
  if (star == NULL)
    return ks_host_labels_problem (pattern);
  if (strchr (star + 1, '*') != NULL)
    return _ ("A name may have one “*” only.");
  if (star != pattern || star[1] != '.')
    return _ ("“*” has to be the whole first part of a name.");
  if (count_labels (pattern) < 3)
    return _ ("“*” directly below a top-level domain stands for nothing.");
  return ks_host_labels_problem (pattern + 2);
}

static KsHostNearness
match_wildcard (const char *host, const KsGeneralName *presented, char **rule)
{
  const char *suffix = presented->text + 1; /* with its dot */
  gsize host_length = strlen (host), suffix_length = strlen (suffix);
  g_autofree char *covered = NULL;
  guint labels = 0;

  if (g_ascii_strcasecmp (host, suffix + 1) == 0) {
    set_rule (rule, g_strdup_printf (_ ("“%s” stands for names one label below “%s”, not for it"),
                                     presented->text, suffix + 1));
    return KS_HOST_WILDCARD;
  }
  if (host_length <= suffix_length || g_ascii_strcasecmp (host + host_length - suffix_length, suffix) != 0)
    return KS_HOST_NOTHING;

  covered = g_strndup (host, host_length - suffix_length);
  labels = count_labels (covered);
  if (labels > 1) {
    set_rule (rule, g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "“*” stands for one label, “%s” has %u",
                                                  "“*” stands for one label, “%s” has %u", labels),
                                     covered, labels));
    return KS_HOST_WILDCARD;
  }
  say_match (presented, rule);
  return KS_HOST_MATCH;
}

static KsHostNearness
match_dns (const KsHostName *host, const KsGeneralName *presented, char **rule)
{
  const char *problem = NULL;

  if (presented->type != KS_GENERAL_NAME_DNS)
    return KS_HOST_NOTHING;
  problem = wildcard_problem (presented->text);
  if (problem != NULL) {
    set_rule (rule, g_strdup_printf (_ ("“%s” is ignored. %s"), presented->text, problem));
    return KS_HOST_MALFORMED;
  }
  if (presented->text[0] == '*')
    return match_wildcard (host->ascii, presented, rule);
  if (g_ascii_strcasecmp (host->ascii, presented->text) != 0)
    return KS_HOST_NOTHING;
  say_match (presented, rule);
  return KS_HOST_MATCH;
}

/* RFC 9525 section 6.4: octets are compared, so that every spelling of an address is the same. */
static KsHostNearness
match_ip (const KsHostName *host, const KsGeneralName *presented, char **rule)
{
  gsize size = 0;
  const guint8 *octets = presented->raw != NULL ? g_bytes_get_data (presented->raw, &size) : NULL;

  if (presented->type == KS_GENERAL_NAME_DNS && g_ascii_strcasecmp (presented->text, host->ascii) == 0) {
    set_rule (rule, g_strdup (_ ("this IP address is in a DNS name, where it does not count")));
    return KS_HOST_OTHER_TYPE;
  }
  if (presented->type != KS_GENERAL_NAME_IP || size != host->address_size ||
      memcmp (octets, host->address, size) != 0)
    return KS_HOST_NOTHING;
  say_match (presented, rule);
  return KS_HOST_MATCH;
}

/* RFC 5280 section 7.5: the local part as it is, the domain without regard to case. */
static KsHostNearness
match_email (const KsHostName *host, const KsGeneralName *presented, char **rule)
{
  const char *at = strrchr (host->ascii, '@');
  const char *other = strrchr (presented->text, '@');

  if (presented->type != KS_GENERAL_NAME_EMAIL || other == NULL || g_ascii_strcasecmp (at, other) != 0 ||
      at - host->ascii != other - presented->text)
    return KS_HOST_NOTHING;
  if (g_ascii_strncasecmp (host->ascii, presented->text, at - host->ascii) != 0)
    return KS_HOST_NOTHING;
  if (memcmp (host->ascii, presented->text, at - host->ascii) != 0) {
    set_rule (rule, g_strdup (_ ("upper and lower case count in front of the “@”")));
    return KS_HOST_OTHER_TYPE;
  }
  say_match (presented, rule);
  return KS_HOST_MATCH;
}

/* RFC 9525 section 6.5: scheme and host have to be the same, whatever follows. */
static KsHostNearness
match_uri (const KsHostName *host, const KsGeneralName *presented, char **rule)
{
  g_autoptr (GUri) ours = NULL;
  g_autoptr (GUri) theirs = NULL;

  if (presented->type != KS_GENERAL_NAME_URI)
    return KS_HOST_NOTHING;
  ours = g_uri_parse (host->ascii, G_URI_FLAGS_ENCODED, NULL);
  theirs = g_uri_parse (presented->text, G_URI_FLAGS_ENCODED, NULL);
  if (ours == NULL || theirs == NULL || g_uri_get_host (theirs) == NULL)
    return KS_HOST_NOTHING;
  if (g_ascii_strcasecmp (g_uri_get_host (ours), g_uri_get_host (theirs)) != 0)
    return KS_HOST_NOTHING;
  if (g_ascii_strcasecmp (g_uri_get_scheme (ours), g_uri_get_scheme (theirs)) != 0) {
    set_rule (rule, g_strdup (_ ("the host is the same, the scheme is not")));
    return KS_HOST_OTHER_TYPE;
  }
  say_match (presented, rule);
  return KS_HOST_MATCH;
}

/**
 * ks_host_rule_apply:
 * @host: a reference identity
 * @presented: an alternative name of a certificate
 * @rule: (out) (optional) (nullable) (transfer full): the rule that decides, translated; unset when none does
 *
 * RFC 9525 sections 6.3 to 6.5.
 *
 * Returns: how near they are, as far as these rules tell
 */
KsHostNearness
ks_host_rule_apply (const KsHostName *host, const KsGeneralName *presented, char **rule)
{
  switch (host->kind) {
  case KS_HOST_DNS:
    return match_dns (host, presented, rule);
  case KS_HOST_IP:
    return match_ip (host, presented, rule);
  case KS_HOST_EMAIL:
    return match_email (host, presented, rule);
  case KS_HOST_URI:
    return match_uri (host, presented, rule);
  case KS_HOST_INVALID:
  default:
    return KS_HOST_NOTHING;
  }
}

/* Whether the text of a DNS name says @host, before anybody has asked whether it is well-formed. */
static gboolean
says_host (const char *host, const char *text)
{
  const char *dot;

  if (text[0] != '*' || text[1] != '.')
    return g_ascii_strcasecmp (host, text) == 0;
  dot = strchr (host, '.');
  return dot != NULL && dot > host && g_ascii_strcasecmp (dot, text + 1) == 0;
}

/**
 * ks_host_name_matches:
 * @host: a reference identity
 * @presented: an alternative name of a certificate
 * @rule: (out) (optional) (nullable) (transfer full): the rule that decided, translated; unset when the two have nothing in
 *   common
 *
 * RFC 9525 sections 6.3 to 6.5.
 *
 * Returns: whether they match
 */
gboolean
ks_host_name_matches (const KsHostName *host, const KsGeneralName *presented, char **rule)
{
  if (rule != NULL)
    *rule = NULL;
  /* Nearly all questions end here, and cost nothing. */
  if (rule == NULL && host->kind == KS_HOST_DNS &&
      (presented->type != KS_GENERAL_NAME_DNS || !says_host (host->ascii, presented->text)))
    return FALSE;
  return ks_host_rule_apply (host, presented, rule) == KS_HOST_MATCH;
}
