/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-config.h"

#include <glib/gi18n-lib.h>

#include "ks-reply-private.h"
#include "ks-time.h"

/* One side of the comparison: a request, or a certificate. Everything is borrowed. */
typedef struct {
  GPtrArray *names; /* of const KsGeneralName */
  KsName *subject;
  gboolean has_usage;
  KsKeyUsage usage;
  const char *const *purposes; /* or NULL */
  gboolean is_ca;
  const char *key_text;
  gint64 seconds; /* how long it is valid; 0 = it does not say */
} Side;

/* What is compared, and the words for what comes out. */
typedef struct {
  Side before;
  Side after;
  gboolean is_request; /* else the old certificate */
  GPtrArray *rows;
  guint n_missing;
} Comparison;

static void
side_clear (Side *side)
{
  g_ptr_array_unref (side->names);
}

static void
side_read_certificate (Side *side, KsCertificate *certificate)
{
  side->names = g_ptr_array_new ();
  for (guint i = 0; i < ks_certificate_get_n_alt_names (certificate); i++)
    g_ptr_array_add (side->names, (gpointer) ks_certificate_get_alt_name (certificate, i));
  side->subject = ks_certificate_get_subject (certificate);
  side->has_usage = ks_certificate_get_key_usage (certificate, &side->usage);
  side->purposes = ks_certificate_get_extended_key_usage (certificate);
  side->is_ca = ks_certificate_is_ca (certificate);
  side->key_text = ks_certificate_get_key_text (certificate);
  /* The last second belongs to it, RFC 5280 section 4.1.2.5. */
  side->seconds =
    ks_certificate_get_not_after (certificate) - ks_certificate_get_not_before (certificate) + 1;
}

static void
side_read_request (Side *side, KsRequest *request)
{
  side->names = g_ptr_array_new ();
  for (guint i = 0; i < ks_request_get_n_alt_names (request); i++)
    g_ptr_array_add (side->names, (gpointer) ks_request_get_alt_name (request, i));
  side->subject = ks_request_get_subject (request);
  side->has_usage = ks_request_get_key_usage (request, &side->usage);
  side->purposes = ks_request_get_extended_key_usage (request);
  side->is_ca = ks_request_is_ca (request);
  side->key_text = ks_request_get_key_text (request);
}

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

/* Hosts, mailboxes and the like are the same in any case of ASCII letters (RFC 4343, RFC 5280 section 7). */
static gboolean
is_same_name (const KsGeneralName *one, const KsGeneralName *other)
{
  return one->type == other->type && g_ascii_strcasecmp (one->text, other->text) == 0;
}

static gboolean
has_name (const Side *side, const KsGeneralName *name)
{
  for (guint i = 0; i < side->names->len; i++)
    if (is_same_name (side->names->pdata[i], name))
      return TRUE;

  return FALSE;
}

static void
compare_names (Comparison *self)
{
  for (guint i = 0; i < self->before.names->len; i++) {
    const KsGeneralName *name = self->before.names->pdata[i];
    const char *tag = ks_general_name_type_get_tag (name->type);

    if (has_name (&self->after, name)) {
      add (self, tag, name->text, name->text, KS_STATE_PASS, say_same (self));
    } else {
      add (self, tag, name->text, "", KS_STATE_FAIL, say_left_out (self));
      self->n_missing++;
    }
  }
  for (guint i = 0; i < self->after.names->len; i++) {
    const KsGeneralName *name = self->after.names->pdata[i];

    if (!has_name (&self->before, name))
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
join_usage (const Side *side)
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

static char *
format_days (gint64 seconds)
{
  gint64 days = MAX ((seconds + KS_DAY / 2) / KS_DAY, 0);

  /* Translators: how long a certificate is valid */
  return g_strdup_printf (ngettext ("%d day", "%d days", (gulong) days), (int) MIN (days, G_MAXINT));
}

static void
compare_validity (Comparison *self)
{
  gint64 before = self->before.seconds, after = self->after.seconds;
  g_autofree char *ours = before > 0 ? format_days (before) : g_strdup ("");
  g_autofree char *theirs = format_days (after);

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
  side_clear (&self->before);
  side_clear (&self->after);

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

  side_read_request (&comparison.before, request);
  side_read_certificate (&comparison.after, issued);

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

  side_read_certificate (&comparison.before, old);
  side_read_certificate (&comparison.after, issued);

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
