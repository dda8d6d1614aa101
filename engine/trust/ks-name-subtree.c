/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-config.h"

#include "ks-host-name-private.h"
#include "ks-name-subtree.h"
#include "ks-pool-private.h"

/* Whether @name is @domain or has labels added on its left. */
static gboolean
is_in_domain (const char *name, const char *domain)
{
  gsize length = strlen (name), suffix = strlen (domain);

  if (suffix == 0)
    return TRUE;
  if (length < suffix || g_ascii_strcasecmp (name + length - suffix, domain) != 0)
    return FALSE;
  return length == suffix || name[length - suffix - 1] == '.';
}

/* RFC 5280 gives a leading dot a meaning for URI and e-mail only; in DNS names it is taken as “subdomains only”. */
static gboolean
is_subdomain (const char *name, const char *dotted)
{
  gsize length = strlen (name), suffix = strlen (dotted);

  return length > suffix && g_ascii_strcasecmp (name + length - suffix, dotted) == 0;
}

/* “*.example.com” overlaps with an excluded “a.example.com”: it can be used for it. */
static gboolean
wildcard_overlaps (const char *wildcard, const char *domain)
{
  const char *dot = strchr (domain, '.');

  return dot != NULL && g_ascii_strcasecmp (wildcard + 1, dot) == 0;
}

static gboolean
dns_is_within (const char *name, const char *base, gboolean excluding)
{
  gboolean wildcard = g_str_has_prefix (name, "*.");
  const char *rest = wildcard ? name + 2 : name;

  if (base[0] == '.')
    return is_subdomain (name, base) || (excluding && wildcard && g_ascii_strcasecmp (rest, base + 1) == 0);
  if (excluding && wildcard && wildcard_overlaps (name, base))
    return TRUE;
  if (wildcard && *base != '\0' && g_ascii_strcasecmp (name, base) == 0)
    return TRUE;
  return is_in_domain (rest, base);
}

/* RFC 5280 section 4.2.1.10: a mailbox, a host, or with a leading dot all hosts of a domain. */
static gboolean
email_is_within (const char *name, const char *base, gboolean excluding)
{
  const char *at = strchr (name, '@');
  const char *base_at = strrchr (base, '@');

  if (at == NULL || strchr (at + 1, '@') != NULL || at == name || at[1] == '\0')
    return excluding;
  if (base_at != NULL)
    return base_at - base == at - name && memcmp (base, name, at - name) == 0 &&
           g_ascii_strcasecmp (base_at + 1, at + 1) == 0;
  if (base[0] == '.')
    return is_subdomain (at + 1, base);
  return *base == '\0' || g_ascii_strcasecmp (at + 1, base) == 0;
}

static gboolean
uri_is_within (const char *name, const char *base, gboolean excluding)
{
  g_autoptr (GUri) uri = g_uri_parse (name, G_URI_FLAGS_ENCODED, NULL);
  const char *host = uri != NULL ? g_uri_get_host (uri) : NULL;

  /* A URI without a host name is to be refused by whoever finds URIs constrained. */
  if (host == NULL || *host == '\0' || g_hostname_is_ip_address (host))
    return excluding;
  if (base[0] == '.')
    return is_subdomain (host, base);
  return *base == '\0' || g_ascii_strcasecmp (host, base) == 0;
}

static gboolean
mask_is_contiguous (const guint8 *mask, gsize size)
{
  gboolean ended = FALSE;

  for (gsize i = 0; i < 8 * size; i++) {
    gboolean bit = (mask[i / 8] >> (7 - i % 8)) & 1;

    if (bit && ended)
      return FALSE;
    ended |= !bit;
  }
  return TRUE;
}

static gboolean
ip_is_within (const KsSubtreeName *name, const KsSubtreeName *base, gboolean excluding)
{
  gsize size = 0, base_size = 0;
  const guint8 *address = g_bytes_get_data (name->raw, &size);
  const guint8 *subtree = g_bytes_get_data (base->raw, &base_size);

  if ((size != 4 && size != 16) || (base_size != 8 && base_size != 32) ||
      !mask_is_contiguous (subtree + base_size / 2, base_size / 2))
    return excluding;
  if (base_size != 2 * size)
    return FALSE;
  for (gsize i = 0; i < size; i++)
    if ((address[i] & subtree[size + i]) != (subtree[i] & subtree[size + i]))
      return FALSE;
  return TRUE;
}

/* RFC 5280 section 7.1: the base is the beginning of the name; both as keys. */
static char *
make_directory_key (GBytes *der)
{
  g_autoptr (KsName) name = der != NULL ? ks_name_new (der, NULL) : NULL;

  if (name == NULL)
    return NULL;
  return ks_name_get_n_attributes (name) > 0 ? ks_name_make_key (name) : g_strdup ("");
}

/**
 * ks_subtree_name_new:
 * @type: its type
 * @text: as in #KsGeneralName
 * @raw: (nullable): content octets
 *
 * Prepares a name, or the base of a subtree, for many comparisons.
 *
 * Returns: (transfer full): the name
 */
KsSubtreeName *
ks_subtree_name_new (KsGeneralNameType type, const char *text, GBytes *raw)
{
  KsSubtreeName *self = g_new0 (KsSubtreeName, 1);

  self->type = type;
  self->text = g_strdup (text);
  self->raw = raw != NULL ? g_bytes_ref (raw) : NULL;
  if (type == KS_GENERAL_NAME_DIRECTORY)
    self->key = make_directory_key (raw);
  if (type == KS_GENERAL_NAME_DNS)
    self->malformed =
      ks_host_labels_problem (g_str_has_prefix (self->text, "*.") ? self->text + 2 : self->text) != NULL;
  return self;
}

/**
 * ks_subtree_name_free:
 * @self: (transfer full): a name
 *
 * Frees it.
 */
void
ks_subtree_name_free (KsSubtreeName *self)
{
  g_free (self->text);
  g_free (self->key);
  g_clear_pointer (&self->raw, g_bytes_unref);
  g_free (self);
}

/**
 * ks_subtree_contains:
 * @base: the base of a subtree
 * @name: a name of a certificate, of the same type
 * @excluding: whether the subtree is excluded: then a wildcard that only overlaps is inside, and so is a name that cannot be understood
 *
 * RFC 5280 section 4.2.1.10.
 *
 * Returns: whether @name lies in the subtree
 */
gboolean
ks_subtree_contains (const KsSubtreeName *base, const KsSubtreeName *name, gboolean excluding)
{
  switch (name->type) {
  case KS_GENERAL_NAME_DNS:
    /* What is no host name cannot be shown to be inside, nor outside. */
    return name->malformed ? excluding : dns_is_within (name->text, base->text, excluding);
  case KS_GENERAL_NAME_EMAIL:
    return email_is_within (name->text, base->text, excluding);
  case KS_GENERAL_NAME_URI:
    return uri_is_within (name->text, base->text, excluding);
  case KS_GENERAL_NAME_IP:
    return ip_is_within (name, base, excluding);
  case KS_GENERAL_NAME_DIRECTORY:
    return name->key != NULL && base->key != NULL ? g_str_has_prefix (name->key, base->key) : excluding;
  case KS_GENERAL_NAME_OTHER:
  case KS_GENERAL_NAME_X400:
  case KS_GENERAL_NAME_EDI:
  case KS_GENERAL_NAME_REGISTERED_ID:
  default:
    /* No program can compare these: a CA that constrains them allows none. */
    return excluding;
  }
}
