/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-config.h"

#include "ks-headline.h"
#include "ks-time.h"

#include <glib/gi18n-lib.h>

static const KsResult *
find_failure (const GPtrArray *results)
{
  for (guint i = 0; i < results->len; i++) {
    const KsResult *result = g_ptr_array_index (results, i);

    if (result->state == KS_STATE_FAIL && !ks_headline_is_mirror (result))
      return result;
  }
  return NULL;
}

/* The certificate whose dates are the first failure of @path, or NULL: the order is that of ks_path_make_headline(). */
static KsCertificate *
find_out_of_time (const KsPath *path)
{
  for (guint i = 0; i < path->nodes->len; i++) {
    const KsPathNode *node = ks_path_get_node (path, i);
    const KsResult *failure = find_failure (node->results);

    if (failure != NULL)
      return g_str_equal (failure->check->id, "cert-validity") ? node->certificate : NULL;
    if (find_failure (ks_path_get_link (path, i)->results) != NULL ||
        (path->missing != NULL && path->missing_after == i))
      return NULL;
  }
  return NULL;
}

static char *
say_out_of_time (KsVerdict *self, KsCertificate *certificate, const char *date)
{
  gboolean is_leaf = certificate == ks_entry_get_leaf (self->entry);
  gboolean is_over = self->time > ks_certificate_get_not_after (certificate);

  if (is_leaf)
    return g_strdup_printf (is_over ? _ ("Not trusted on %s: expired")
                                    : _ ("Not trusted on %s: not valid yet"),
                            date);
  /* Translators: a date, then a certificate */
  return g_strdup_printf (is_over ? _ ("Not trusted on %s: “%s” expired")
                                  : _ ("Not trusted on %s: “%s” is not valid yet"),
                          date, ks_certificate_get_title (certificate));
}

static void
add_date_to_detail (KsVerdict *self, const char *date)
{
  g_autofree char *detail = g_steal_pointer (&self->detail);

  if (detail == NULL)
    /* Translators: a date, behind a headline such as “Not trusted: one certificate is missing” */
    self->detail = g_strdup_printf (_ ("on %s"), date);
  else
    /* Translators: a date, then “by 1 of 142 anchors · revocation not checked” */
    self->detail = g_strdup_printf (_ ("on %s · %s"), date, detail);
}

/**
 * ks_verdict_date_headline:
 * @self: a verdict with a headline, for a time that a person has chosen
 *
 * Names the day: in the headline where the dates decide, else beside it. How long ago something was, seen from that day,
 * would only confuse.
 */
void
ks_verdict_date_headline (KsVerdict *self)
{
  g_autofree char *date = ks_time_format_date (self->time);
  const KsPath *best = ks_verdict_get_path (self, 0);

  KsCertificate *guilty = NULL;

  if (best != NULL && best->state == KS_STATE_FAIL && g_strcmp0 (self->headline, best->sentence) == 0)
    guilty = find_out_of_time (best);
  if (guilty == NULL && !g_str_equal (self->headline, _ ("Trusted"))) {
    add_date_to_detail (self, date);
    return;
  }
  g_free (self->headline);
  self->headline = guilty != NULL ? say_out_of_time (self, guilty, date) : /* Translators: a date */
                     g_strdup_printf (_ ("Trusted on %s"), date);
}
