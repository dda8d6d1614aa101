/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-config.h"

#include <glib/gi18n-lib.h>

#include "ks-comparison-side.h"
#include "ks-reply-private.h"
#include "ks-time.h"

/* What is compared, and the words for what comes out. */
typedef struct {
  KsComparisonSide before;
  KsComparisonSide after;
  gboolean is_request; /* else the old certificate */
  GPtrArray *rows;
  guint n_missing;
} Comparison;

static void
add (Comparison *self,
     const char *label,
     const char *requested,
     const char *issued,
     KsState state,
     const char *sentence)
{
  KsReplyDifference *row = g_new0 (KsReplyDifference, 1);

  row->label = g_strdup (label);
  row->requested = g_strdup (requested);
  row->issued = g_strdup (issued);
  row->state = state;
  row->sentence = g_strdup (sentence);
  g_ptr_array_add (self->rows, row);
}

static const char *
say_same (const Comparison *self)
{
  return self->is_request ? _ ("as requested") : _ ("as before");
}

static const char *
say_left_out (const Comparison *self)
{
  return self->is_request ? _ ("left out by the CA") : _ ("no longer in it");
}

static const char *
say_added (const Comparison *self)
{
  return self->is_request ? _ ("added by the CA") : _ ("new");
}

static const char *
say_changed (const Comparison *self)
{
  return self->is_request ? _ ("changed by the CA") : _ ("changed");
}

static void
compare_names (Comparison *self)
{
  for (guint i = 0; i < self->before.names->len; i++) {
    const KsGeneralName *name = self->before.names->pdata[i];
    const char *tag = ks_general_name_type_get_tag (name->type);

    if (ks_comparison_side_has_name (&self->after, name)) {
      add (self, tag, name->text, name->text, KS_STATE_PASS, say_same (self));
    } else {
      add (self, tag, name->text, "", KS_STATE_FAIL, say_left_out (self));
      self->n_missing++;
    }
  }
  for (guint i = 0; i < self->after.names->len; i++) {
    const KsGeneralName *name = self->after.names->pdata[i];

    if (!ks_comparison_side_has_name (&self->before, name))
      add (self, ks_general_name_type_get_tag (name->type), "", name->text, KS_STATE_INFO, say_added (self));
  }
}

/* CAs put into the subject what they have checked, so a change is news and no fault. */
static void
compare_subject (Comparison *self)
{
  const char *before = ks_name_get_text (self->before.subject);
  const char *after = ks_name_get_text (self->after.subject);

  if (ks_name_equal (self->before.subject, self->after.subject))
    add (self, _ ("Subject"), before, after, KS_STATE_PASS, say_same (self));
  else
    add (self, _ ("Subject"), before, after, KS_STATE_INFO, say_changed (self));
}

static char *
join_usage (const KsComparisonSide *side)
{
  g_auto (GStrv) names = ks_key_usage_list_names (side->usage);

  return g_strjoinv (", ", names);
}

/* Where nothing was said before, whatever is issued is the CA's own decision. */
static void
compare_usage (Comparison *self)
{
  g_autofree char *before = self->before.has_usage ? join_usage (&self->before) : NULL;
  g_autofree char *after = self->after.has_usage ? join_usage (&self->after) : g_strdup ("");
  KsKeyUsage lost = self->before.usage & ~self->after.usage;

  if (before == NULL)
    return;
  if (self->after.has_usage && self->before.usage == self->after.usage)
    add (self, _ ("Key usage"), before, after, KS_STATE_PASS, say_same (self));
  else if (!self->after.has_usage)
    add (self, _ ("Key usage"), before, after, KS_STATE_INFO, _ ("not limited"));
  else if (lost != 0)
    add (self, _ ("Key usage"), before, after, KS_STATE_WARNING, say_left_out (self));
  else
    add (self, _ ("Key usage"), before, after, KS_STATE_INFO, say_added (self));
}

static char *
join_purposes (const char *const *purposes)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();

  for (gsize i = 0; purposes != NULL && purposes[i] != NULL; i++)
    g_ptr_array_add (names, (gpointer) ks_purpose_get_name (purposes[i]));
  g_ptr_array_add (names, NULL);

  return g_strjoinv (", ", (char **) names->pdata);
}

static gboolean
holds_all (const char *const *all, const char *const *some)
{
  for (gsize i = 0; some[i] != NULL; i++)
    if (!g_strv_contains (all, some[i]))
      return FALSE;

  return TRUE;
}

static void
compare_purposes (Comparison *self)
{
  const char *const *before = self->before.purposes;
  const char *const *after = self->after.purposes;
  g_autofree char *ours = join_purposes (before);
  g_autofree char *theirs = join_purposes (after);

  if (before == NULL)
    return;
  if (after == NULL)
    add (self, _ ("Purposes"), ours, theirs, KS_STATE_INFO, _ ("not limited"));
  else if (!holds_all (after, before))
    add (self, _ ("Purposes"), ours, theirs, KS_STATE_WARNING, say_left_out (self));
  else if (!holds_all (before, after))
    add (self, _ ("Purposes"), ours, theirs, KS_STATE_INFO, say_added (self));
  else
    add (self, _ ("Purposes"), ours, theirs, KS_STATE_PASS, say_same (self));
}

static void
compare_authority (Comparison *self)
{
  const char *before = self->before.is_ca ? _ ("Certificate authority") : _ ("No certificate authority");
  const char *after = self->after.is_ca ? _ ("Certificate authority") : _ ("No certificate authority");

  if (self->before.is_ca != self->after.is_ca)
    add (self, _ ("Role"), before, after, KS_STATE_WARNING, say_changed (self));
}

static void
compare_validity (Comparison *self)
{
  gint64 before = self->before.seconds, after = self->after.seconds;
  g_autofree char *ours = before > 0 ? ks_comparison_format_days (before) : g_strdup ("");
  g_autofree char *theirs = ks_comparison_format_days (after);

  if (before <= 0)
    /* Translators: of how long a certificate is valid */
    add (self, _ ("Valid"), ours, theirs, KS_STATE_NOT_APPLICABLE, _ ("decided by the CA"));
  else if (ABS (before - after) < KS_DAY)
    add (self, _ ("Valid"), ours, theirs, KS_STATE_PASS, say_same (self));
  else
    /* Translators: of how long a certificate is valid */
    add (self, _ ("Valid"), ours, theirs, KS_STATE_INFO, after < before ? _ ("shorter") : _ ("longer"));
}

static GPtrArray *
compare (Comparison *self, guint *n_missing)
{
  self->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) ks_reply_difference_free);
  compare_names (self);
  compare_subject (self);
  compare_usage (self);
  compare_purposes (self);
  compare_authority (self);
  /* A reply is found by its key, so the key can only be the same. */
  add (self, _ ("Key"), self->before.key_text, self->after.key_text, KS_STATE_PASS, say_same (self));
  compare_validity (self);
  *n_missing = self->n_missing;
  ks_comparison_side_clear (&self->before);
  ks_comparison_side_clear (&self->after);

  return self->rows;
}

/**
 * ks_reply_compare_request:
 * @request: what was asked for
 * @issued: what came
 * @n_missing: (out): how many names were left out
 *
 * Compares a certificate with its request, row by row: names, subject, usage, purposes, role, key, validity.
 *
 * Returns: (transfer full) (element-type KsReplyDifference): the rows, also those where nothing differs
 */
GPtrArray *
ks_reply_compare_request (KsRequest *request, KsCertificate *issued, guint *n_missing)
{
  Comparison comparison = { .is_request = TRUE };

  ks_comparison_side_init_request (&comparison.before, request);
  ks_comparison_side_init_certificate (&comparison.after, issued);

  return compare (&comparison, n_missing);
}

/**
 * ks_reply_compare_certificate:
 * @old: the certificate until now
 * @issued: what came
 * @n_missing: (out): how many names are no longer in it
 *
 * The same where the request is not known.
 *
 * Returns: (transfer full) (element-type KsReplyDifference): the rows, also those where nothing differs
 */
GPtrArray *
ks_reply_compare_certificate (KsCertificate *old, KsCertificate *issued, guint *n_missing)
{
  Comparison comparison = { .is_request = FALSE };

  ks_comparison_side_init_certificate (&comparison.before, old);
  ks_comparison_side_init_certificate (&comparison.after, issued);

  return compare (&comparison, n_missing);
}

/**
 * ks_reply_difference_free:
 * @self: (transfer full): a row
 *
 * Frees it.
 */
void
ks_reply_difference_free (KsReplyDifference *self)
{
  g_free (self->label);
  g_free (self->requested);
  g_free (self->issued);
  g_free (self->sentence);
  g_free (self);
}
