/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-config.h"

#include <glib/gi18n-lib.h>

#include "ks-comparison-side.h"
#include "ks-time.h"

/**
 * ks_comparison_side_init_certificate:
 * @self: (out caller-allocates): the side
 * @certificate: a certificate, which must live as long
 *
 * Reads what is compared.
 */
void
ks_comparison_side_init_certificate (KsComparisonSide *self, KsCertificate *certificate)
{
  *self = (KsComparisonSide) { .certificate = certificate, .names = g_ptr_array_new () };
  for (guint i = 0; i < ks_certificate_get_n_alt_names (certificate); i++)
    g_ptr_array_add (self->names, (gpointer) ks_certificate_get_alt_name (certificate, i));
  self->subject = ks_certificate_get_subject (certificate);
  self->has_usage = ks_certificate_get_key_usage (certificate, &self->usage);
  self->purposes = ks_certificate_get_extended_key_usage (certificate);
  self->is_ca = ks_certificate_is_ca (certificate);
  self->key_text = ks_certificate_get_key_text (certificate);
  if (!ks_certificate_is_readable (certificate))
    return;
  /* The last second belongs to it, RFC 5280 section 4.1.2.5. */
  self->seconds =
    ks_certificate_get_not_after (certificate) - ks_certificate_get_not_before (certificate) + 1;
}

/**
 * ks_comparison_side_init_request:
 * @self: (out caller-allocates): the side
 * @request: a request, which must live as long
 *
 * Reads what is compared.
 */
void
ks_comparison_side_init_request (KsComparisonSide *self, KsRequest *request)
{
  *self = (KsComparisonSide) { .request = request, .names = g_ptr_array_new () };
  for (guint i = 0; i < ks_request_get_n_alt_names (request); i++)
    g_ptr_array_add (self->names, (gpointer) ks_request_get_alt_name (request, i));
  self->subject = ks_request_get_subject (request);
  self->has_usage = ks_request_get_key_usage (request, &self->usage);
  self->purposes = ks_request_get_extended_key_usage (request);
  self->is_ca = ks_request_is_ca (request);
  self->key_text = ks_request_get_key_text (request);
}

/**
 * ks_comparison_side_clear:
 * @self: a side
 *
 * Frees what it holds.
 */
void
ks_comparison_side_clear (KsComparisonSide *self)
{
  g_clear_pointer (&self->names, g_ptr_array_unref);
  g_clear_pointer (&self->name_set, g_hash_table_unref);
}

static char *
fold_name (const KsGeneralName *name)
{
  g_autofree char *text = g_ascii_strdown (name->text, -1);

  return g_strdup_printf ("%d:%s", (int) name->type, text);
}

/**
 * ks_comparison_side_has_name:
 * @self: a side
 * @name: an alternative name
 *
 * Returns: whether the side has it, too
 */
gboolean
ks_comparison_side_has_name (KsComparisonSide *self, const KsGeneralName *name)
{
  g_autofree char *wanted = fold_name (name);

  if (self->name_set == NULL) {
    self->name_set = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
    for (guint i = 0; i < self->names->len; i++)
      g_hash_table_add (self->name_set, fold_name (self->names->pdata[i]));
  }
  return g_hash_table_contains (self->name_set, wanted);
}

/**
 * ks_comparison_format_days:
 * @seconds: a time
 *
 * Returns: (transfer full): how many days that is, rounded
 */
char *
ks_comparison_format_days (gint64 seconds)
{
  gint64 days = MAX ((seconds + KS_DAY / 2) / KS_DAY, 0);

  /* Translators: how long a certificate is valid */
  return g_strdup_printf (ngettext ("%d day", "%d days", (gulong) days), (int) MIN (days, G_MAXINT));
}
