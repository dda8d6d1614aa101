/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-config.h"

#include "ks-host-name-private.h"

#include <glib/gi18n-lib.h>

/* How near an alternative name came; the nearest one gives its rule to the answer. */
typedef enum {
  NEAR_NOT,
  NEAR_MALFORMED,
  NEAR_OTHER_TYPE,
  NEAR_WILDCARD,
  NEAR_MATCH,
} Nearness;

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

static Nearness
match_wildcard (const char *host, const KsGeneralName *presented, char **rule)
{
  const char *suffix = presented->text + 1; /* with its dot */
  gsize host_length = strlen (host), suffix_length = strlen (suffix);
  g_autofree char *covered = NULL;
  guint labels = 0;

  if (g_ascii_strcasecmp (host, suffix + 1) == 0) {
    set_rule (rule, g_strdup_printf (_ ("“%s” stands for names one label below “%s”, not for it"),
                                     presented->text, suffix + 1));
    return NEAR_WILDCARD;
  }
  if (host_length <= suffix_length || g_ascii_strcasecmp (host + host_length - suffix_length, suffix) != 0)
    return NEAR_NOT;

  covered = g_strndup (host, host_length - suffix_length);
  labels = count_labels (covered);
  if (labels > 1) {
    set_rule (rule, g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "“*” stands for one label, “%s” has %u",
                                                  "“*” stands for one label, “%s” has %u", labels),
                                     covered, labels));
    return NEAR_WILDCARD;
  }
  say_match (presented, rule);
  return NEAR_MATCH;
}

static Nearness
match_dns (const KsHostName *host, const KsGeneralName *presented, char **rule)
{
  const char *problem = NULL;

  if (presented->type != KS_GENERAL_NAME_DNS)
    return NEAR_NOT;
  problem = wildcard_problem (presented->text);
  if (problem != NULL) {
    set_rule (rule, g_strdup_printf (_ ("“%s” is ignored. %s"), presented->text, problem));
    return NEAR_MALFORMED;
  }
  if (presented->text[0] == '*')
    return match_wildcard (host->ascii, presented, rule);
  if (g_ascii_strcasecmp (host->ascii, presented->text) != 0)
    return NEAR_NOT;
  say_match (presented, rule);
  return NEAR_MATCH;
}

/* RFC 9525 section 6.4: octets are compared, so that every spelling of an address is the same. */
static Nearness
match_ip (const KsHostName *host, const KsGeneralName *presented, char **rule)
{
  gsize size = 0;
  const guint8 *octets = presented->raw != NULL ? g_bytes_get_data (presented->raw, &size) : NULL;

  if (presented->type == KS_GENERAL_NAME_DNS && g_ascii_strcasecmp (presented->text, host->ascii) == 0) {
    set_rule (rule, g_strdup (_ ("this IP address is in a DNS name, where it does not count")));
    return NEAR_OTHER_TYPE;
  }
  if (presented->type != KS_GENERAL_NAME_IP || size != host->address_size ||
      memcmp (octets, host->address, size) != 0)
    return NEAR_NOT;
  say_match (presented, rule);
  return NEAR_MATCH;
}

/* RFC 5280 section 7.5: the local part as it is, the domain without regard to case. */
static Nearness
match_email (const KsHostName *host, const KsGeneralName *presented, char **rule)
{
  const char *at = strrchr (host->ascii, '@');
  const char *other = strrchr (presented->text, '@');

  if (presented->type != KS_GENERAL_NAME_EMAIL || other == NULL || g_ascii_strcasecmp (at, other) != 0 ||
      at - host->ascii != other - presented->text)
    return NEAR_NOT;
  if (g_ascii_strncasecmp (host->ascii, presented->text, at - host->ascii) != 0)
    return NEAR_NOT;
  if (memcmp (host->ascii, presented->text, at - host->ascii) != 0) {
    set_rule (rule, g_strdup (_ ("upper and lower case count in front of the “@”")));
    return NEAR_OTHER_TYPE;
  }
  say_match (presented, rule);
  return NEAR_MATCH;
}

/* RFC 9525 section 6.5: scheme and host have to be the same, whatever follows. */
static Nearness
match_uri (const KsHostName *host, const KsGeneralName *presented, char **rule)
{
  g_autoptr (GUri) ours = NULL;
  g_autoptr (GUri) theirs = NULL;

  if (presented->type != KS_GENERAL_NAME_URI)
    return NEAR_NOT;
  ours = g_uri_parse (host->ascii, G_URI_FLAGS_ENCODED, NULL);
  theirs = g_uri_parse (presented->text, G_URI_FLAGS_ENCODED, NULL);
  if (ours == NULL || theirs == NULL || g_uri_get_host (theirs) == NULL)
    return NEAR_NOT;
  if (g_ascii_strcasecmp (g_uri_get_host (ours), g_uri_get_host (theirs)) != 0)
    return NEAR_NOT;
  if (g_ascii_strcasecmp (g_uri_get_scheme (ours), g_uri_get_scheme (theirs)) != 0) {
    set_rule (rule, g_strdup (_ ("the host is the same, the scheme is not")));
    return NEAR_OTHER_TYPE;
  }
  say_match (presented, rule);
  return NEAR_MATCH;
}

static Nearness
compare (const KsHostName *host, const KsGeneralName *presented, char **rule)
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
    return NEAR_NOT;
  }
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
  return compare (host, presented, rule) == NEAR_MATCH;
}

/* RFC 9525 section 2: the common name is no identity any more, but people look there first. */
static gboolean
common_name_says_so (const KsHostName *host, KsCertificate *certificate)
{
  KsName *subject = ks_certificate_get_subject (certificate);
  guint n = ks_name_get_n_attributes (subject);

  for (guint i = 0; i < n; i++) {
    const KsNameAttribute *attribute = ks_name_get_attribute (subject, i);
    KsGeneralName name = { .type = KS_GENERAL_NAME_DNS, .text = (char *) attribute->value };

    if (!g_str_equal (attribute->oid, "2.5.4.3"))
      continue;
    if (g_ascii_strcasecmp (attribute->value, host->ascii) == 0 ||
        (host->kind == KS_HOST_DNS && match_dns (host, &name, NULL) == NEAR_MATCH))
      return TRUE;
  }
  return FALSE;
}

static void
explain_miss (KsHostMatch *self, const KsHostName *host, KsCertificate *certificate, Nearness nearest)
{
  if (host->kind == KS_HOST_INVALID) {
    self->rule = g_strdup (host->problem);
    self->reference = "RFC 9525, 6.1";
  } else if (nearest < NEAR_OTHER_TYPE && common_name_says_so (host, certificate)) {
    g_free (self->rule);
    self->rule = g_strdup (_ ("only the Common Name says this; since RFC 9525 it is ignored"));
    self->reference = "RFC 9525, 2";
    self->alt_name = -1;
  } else if (self->rule == NULL) {
    self->rule = g_strdup (ks_certificate_get_n_alt_names (certificate) == 0
                             ? _ ("the certificate has no alternative names, so no host matches")
                             : _ ("none of the certificate’s names is this one"));
  }
}

/**
 * ks_host_match_new:
 * @host: a reference identity
 * @certificate: the certificate that a server or a person shows
 *
 * Compares @host with each alternative name and nothing else (RFC 9525 section 6). Where none matches, the rule of the name that
 * came nearest is told.
 *
 * Returns: (transfer full): the answer
 */
KsHostMatch *
ks_host_match_new (const KsHostName *host, KsCertificate *certificate)
{
  KsHostMatch *self = g_new0 (KsHostMatch, 1);
  guint n = ks_certificate_get_n_alt_names (certificate);
  Nearness nearest = NEAR_NOT;

  self->alt_name = -1;
  self->reference = host->kind == KS_HOST_IP ? "RFC 9525, 6.4" : "RFC 9525, 6.3";
  for (guint i = 0; i < n && !self->matches; i++) {
    g_autofree char *rule = NULL;
    Nearness nearness = compare (host, ks_certificate_get_alt_name (certificate, i), &rule);

    if (nearness > nearest) {
      nearest = nearness;
      self->alt_name = (int) i;
      g_free (self->rule);
      self->rule = g_steal_pointer (&rule);
      self->matches = nearness == NEAR_MATCH;
    }
  }
  if (!self->matches)
    explain_miss (self, host, certificate, nearest);
  return self;
}

/**
 * ks_host_match_free:
 * @self: (transfer full): an answer
 *
 * Frees it.
 */
void
ks_host_match_free (KsHostMatch *self)
{
  g_free (self->rule);
  g_free (self);
}
