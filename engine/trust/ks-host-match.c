/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-config.h"

#include "ks-host-match.h"

#include "ks-check-private.h"

#include <glib/gi18n-lib.h>

#define COMMON_NAME "2.5.4.3"

static void
cell_free (gpointer data)
{
  if (data != NULL)
    ks_host_comparison_free (data);
}

/* RFC 9525 section 2: the common name is no identity any more, but people look there first. */
static KsHostComparison *
compare_common_names (const KsHostName *host, KsCertificate *certificate)
{
  KsName *subject = ks_certificate_get_subject (certificate);
  guint n = ks_name_get_n_attributes (subject);

  for (guint i = 0; i < n; i++) {
    const KsNameAttribute *attribute = ks_name_get_attribute (subject, i);
    KsHostComparison *comparison = NULL;

    if (g_str_equal (attribute->oid, COMMON_NAME))
      comparison = ks_host_comparison_new_for_common_name (host, attribute->value);
    if (comparison != NULL)
      return comparison;
  }
  return NULL;
}

static void
compare_alt_names (KsHostMatch *self, const KsHostName *host, KsCertificate *certificate)
{
  guint n = ks_certificate_get_n_alt_names (certificate);
  KsHostNearness nearest = KS_HOST_NOTHING;

  for (guint i = 0; i < n; i++) {
    KsHostComparison *cell = ks_host_comparison_new (host, ks_certificate_get_alt_name (certificate, i));

    g_ptr_array_add (self->cells, cell);
    if (cell != NULL && cell->nearness > nearest) {
      nearest = cell->nearness;
      self->alt_name = (int) i;
    }
  }
  self->matches = nearest == KS_HOST_MATCH;
}

/* The nearest name tells why, or else the common name, or the certificate as a whole. */
static void
explain (KsHostMatch *self, const KsHostName *host, KsCertificate *certificate)
{
  const KsHostComparison *nearest = self->alt_name >= 0 ? self->cells->pdata[self->alt_name] : NULL;

  self->reference = host->kind == KS_HOST_IP ? "RFC 9525, 6.4" : "RFC 9525, 6.3";
  if (host->kind == KS_HOST_INVALID) {
    self->rule = g_strdup (host->problem);
    self->reference = "RFC 9525, 6.1";
  } else if (self->common_name != NULL && (nearest == NULL || nearest->nearness < KS_HOST_OTHER_TYPE)) {
    self->rule = g_strdup (self->common_name->rule);
    self->reference = self->common_name->reference;
    self->alt_name = -1;
  } else if (nearest != NULL) {
    self->rule = g_strdup (nearest->rule);
  } else {
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

  self->alt_name = -1;
  self->cells = g_ptr_array_new_with_free_func (cell_free);
  compare_alt_names (self, host, certificate);
  if (!self->matches && host->kind != KS_HOST_INVALID)
    self->common_name = compare_common_names (host, certificate);
  explain (self, host, certificate);
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
  g_ptr_array_unref (self->cells);
  g_clear_pointer (&self->common_name, ks_host_comparison_free);
  g_free (self->rule);
  g_free (self);
}

/**
 * ks_host_match_get_nearest:
 * @self: an answer
 *
 * Returns: (transfer none) (nullable): the comparison with the name that decides or comes nearest, or with the common name
 */
const KsHostComparison *
ks_host_match_get_nearest (const KsHostMatch *self)
{
  return self->alt_name >= 0 ? g_ptr_array_index (self->cells, self->alt_name) : self->common_name;
}

/**
 * ks_host_name_is_covered:
 * @host: a reference identity
 * @certificate: a certificate
 *
 * Asks what ks_host_match_new() asks, and for no reasons: a list of certificates does so thousands of times.
 *
 * Returns: whether an alternative name matches
 */
gboolean
ks_host_name_is_covered (const KsHostName *host, KsCertificate *certificate)
{
  guint n = ks_certificate_get_n_alt_names (certificate);

  for (guint i = 0; i < n; i++)
    if (ks_host_name_matches (host, ks_certificate_get_alt_name (certificate, i), NULL))
      return TRUE;
  return FALSE;
}

/**
 * ks_host_is_asked_of:
 * @certificate: a certificate
 *
 * Returns: whether it matters which hosts it covers; not so for a CA that names none
 */
gboolean
ks_host_is_asked_of (KsCertificate *certificate)
{
  return !ks_certificate_is_ca (certificate) || ks_certificate_has_host_names (certificate);
}
