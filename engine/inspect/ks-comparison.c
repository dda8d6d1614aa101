/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-config.h"

#include <glib/gi18n-lib.h>

#include "ks-asn1-text.h"
#include "ks-comparison-private.h"
#include "ks-time.h"

static void
row_free (gpointer data)
{
  KsComparisonRow *row = data;

  g_free (row->part);
  g_free (row->label);
  g_free (row->left);
  g_free (row->right);
  g_free (row);
}

/**
 * ks_comparison_add:
 * @self: a comparison in the making
 * @topic: where the row belongs
 * @label: what field it is, translated
 * @left: (nullable): the value of the first
 * @right: (nullable): the value of the second
 *
 * Adds a row, whose state is what the two values say.
 *
 * Returns: (transfer none): the row, for whoever knows more of it
 */
KsComparisonRow *
ks_comparison_add (KsComparison *self,
                   KsComparisonTopic topic,
                   const char *label,
                   const char *left,
                   const char *right)
{
  KsComparisonRow *row = g_new0 (KsComparisonRow, 1);

  row->topic = topic;
  row->label = g_strdup (label);
  row->left = g_strdup (left);
  row->right = g_strdup (right);
  if (left == NULL)
    row->state = KS_COMPARISON_ONLY_RIGHT;
  else if (right == NULL)
    row->state = KS_COMPARISON_ONLY_LEFT;
  else
    row->state = g_str_equal (left, right) ? KS_COMPARISON_SAME : KS_COMPARISON_DIFFERENT;
  g_ptr_array_add (self->rows, row);
  return row;
}

/* "8C:41:6F" of lower-case hexadecimal digits. */
static char *
group_hex (const char *hex)
{
  GString *out = g_string_new (NULL);

  for (gsize i = 0; hex[i] != '\0' && hex[i + 1] != '\0'; i += 2)
    g_string_append_printf (out, "%s%c%c", i > 0 ? ":" : "", g_ascii_toupper (hex[i]),
                            g_ascii_toupper (hex[i + 1]));
  return g_string_free_and_steal (out);
}

static void
add_hex (KsComparison *self, KsComparisonTopic topic, const char *label, const char *left, const char *right)
{
  g_autofree char *ours = left != NULL ? group_hex (left) : NULL;
  g_autofree char *theirs = right != NULL ? group_hex (right) : NULL;

  ks_comparison_add (self, topic, label, ours, theirs)->is_hex = TRUE;
}

/* ---- names, attribute by attribute ---- */

static gboolean
is_like (const KsNameAttribute *one, const KsNameAttribute *other, gboolean whole)
{
  return g_str_equal (one->oid, other->oid) && (!whole || g_str_equal (one->value, other->value));
}

/* An attribute of @other that is not in @taken yet; -1: there is none. @whole: with this value */
static int
find_attribute (KsName *other, const gboolean *taken, const KsNameAttribute *attribute, gboolean whole)
{
  for (guint i = 0; i < ks_name_get_n_attributes (other); i++)
    if (!taken[i] && is_like (attribute, ks_name_get_attribute (other, i), whole))
      return (int) i;
  return -1;
}

/* For each attribute of @left the one of @right that it is compared with: with the same value, else of the same type. */
static int *
match_attributes (KsName *left, KsName *right, gboolean *taken)
{
  guint n = ks_name_get_n_attributes (left);
  int *matches = g_new (int, n + 1);

  for (guint i = 0; i < n; i++)
    matches[i] = -1;
  for (int whole = TRUE; whole >= FALSE; whole--)
    for (guint i = 0; i < n; i++) {
      if (matches[i] < 0)
        matches[i] = find_attribute (right, taken, ks_name_get_attribute (left, i), whole);
      if (matches[i] >= 0)
        taken[matches[i]] = TRUE;
    }
  return matches;
}

/* All attributes are alike, and yet it is another name to who compares bytes, as programs do that follow chains. */
static void
add_encoding (KsComparison *self, KsComparisonTopic topic, KsName *left, KsName *right)
{
  g_autofree char *ours = NULL;
  g_autofree char *theirs = NULL;
  gsize our_size, their_size;
  const guint8 *our_data = g_bytes_get_data (ks_name_get_der (left), &our_size);
  const guint8 *their_data = g_bytes_get_data (ks_name_get_der (right), &their_size);

  if (g_bytes_equal (ks_name_get_der (left), ks_name_get_der (right)))
    return;
  if (!g_str_equal (ks_name_get_text (left), ks_name_get_text (right))) {
    ks_comparison_add (self, topic, _ ("Order"), ks_name_get_text (left), ks_name_get_text (right));
    return;
  }
  ours = ks_asn1_text_dup_hex (our_data, our_size);
  theirs = ks_asn1_text_dup_hex (their_data, their_size);
  add_hex (self, topic, _ ("Encoding"), ours, theirs);
}

static void
add_names (KsComparison *self, KsComparisonTopic topic, KsName *left, KsName *right)
{
  guint n_left = ks_name_get_n_attributes (left), n_right = ks_name_get_n_attributes (right);
  g_autofree gboolean *taken = g_new0 (gboolean, n_right + 1);
  g_autofree int *matches = match_attributes (left, right, taken);
  guint first = self->rows->len;
  gboolean is_alike = TRUE;

  for (guint i = 0; i < n_left; i++) {
    const KsNameAttribute *ours = ks_name_get_attribute (left, i);
    const KsNameAttribute *theirs =
      matches[i] >= 0 ? ks_name_get_attribute (right, (guint) matches[i]) : NULL;

    ks_comparison_add (self, topic, ours->long_name, ours->value, theirs != NULL ? theirs->value : NULL);
  }
  for (guint i = 0; i < n_right; i++) {
    const KsNameAttribute *theirs = ks_name_get_attribute (right, i);

    if (!taken[i])
      ks_comparison_add (self, topic, theirs->long_name, NULL, theirs->value);
  }
  for (guint i = first; i < self->rows->len; i++)
    is_alike &= ((KsComparisonRow *) self->rows->pdata[i])->state == KS_COMPARISON_SAME;
  if (is_alike)
    add_encoding (self, topic, left, right);
}

/* ---- what requests do not have ---- */

/* @left, @right: NULL: a request */
static KsComparisonRow *
add_of_certificate (KsComparison *self,
                    KsComparisonTopic topic,
                    const char *label,
                    const char *left,
                    const char *right)
{
  KsComparisonRow *row;

  if (left == NULL && right == NULL)
    return NULL;
  row = ks_comparison_add (self, topic, label, left, right);
  row->is_expected = left == NULL || right == NULL;
  return row;
}

static void
add_issuer (KsComparison *self, const KsComparisonSide *left, const KsComparisonSide *right)
{
  KsName *ours = left->certificate != NULL ? ks_certificate_get_issuer (left->certificate) : NULL;
  KsName *theirs = right->certificate != NULL ? ks_certificate_get_issuer (right->certificate) : NULL;

  if (ours != NULL && theirs != NULL)
    add_names (self, KS_COMPARISON_ISSUER, ours, theirs);
  else
    add_of_certificate (self, KS_COMPARISON_ISSUER, _ ("Issuer"),
                        ours != NULL ? ks_name_get_text (ours) : NULL,
                        theirs != NULL ? ks_name_get_text (theirs) : NULL);
}

typedef char *(*FormatTime) (gint64 time);

static char *
format_time (const KsComparisonSide *side, gint64 (*get) (KsCertificate *), FormatTime format)
{
  return side->certificate != NULL ? format (get (side->certificate)) : NULL;
}

/* Where two times have one date, with the time of day. */
static void
add_time (KsComparison *self,
          const char *label,
          const KsComparisonSide *left,
          const KsComparisonSide *right,
          gint64 (*get) (KsCertificate *))
{
  gboolean are_both = left->certificate != NULL && right->certificate != NULL;
  FormatTime format = ks_time_format_date;
  g_autofree char *ours = format_time (left, get, format);
  g_autofree char *theirs = format_time (right, get, format);

  if (are_both && g_strcmp0 (ours, theirs) == 0 && get (left->certificate) != get (right->certificate)) {
    g_free (ours);
    g_free (theirs);
    ours = format_time (left, get, ks_time_to_rfc3339);
    theirs = format_time (right, get, ks_time_to_rfc3339);
  }
  add_of_certificate (self, KS_COMPARISON_VALIDITY, label, ours, theirs);
}

static void
add_validity (KsComparison *self, const KsComparisonSide *left, const KsComparisonSide *right)
{
  g_autofree char *ours = left->certificate != NULL ? ks_comparison_format_days (left->seconds) : NULL;
  g_autofree char *theirs = right->certificate != NULL ? ks_comparison_format_days (right->seconds) : NULL;

  add_time (self, _ ("Valid from"), left, right, ks_certificate_get_not_before);
  add_time (self, _ ("Valid until"), left, right, ks_certificate_get_not_after);
  /* Translators: for how long a certificate is valid */
  add_of_certificate (self, KS_COMPARISON_VALIDITY, _ ("Length"), ours, theirs);
}

/* ---- the key ---- */

static const char *
get_key_hash (const KsComparisonSide *side)
{
  return side->certificate != NULL ? ks_certificate_get_spki_sha256 (side->certificate)
                                   : ks_request_get_spki_sha256 (side->request);
}

static const char *
get_signature (const KsComparisonSide *side)
{
  return side->certificate != NULL ? ks_certificate_get_signature_text (side->certificate)
                                   : ks_request_get_signature_text (side->request);
}

static void
add_key (KsComparison *self, const KsComparisonSide *left, const KsComparisonSide *right)
{
  g_autofree char *our_serial =
    left->certificate != NULL ? group_hex (ks_certificate_get_serial (left->certificate)) : NULL;
  g_autofree char *their_serial =
    right->certificate != NULL ? group_hex (ks_certificate_get_serial (right->certificate)) : NULL;
  g_autofree char *our_version =
    left->certificate != NULL ? g_strdup_printf ("%u", ks_certificate_get_version (left->certificate)) : NULL;
  g_autofree char *their_version = right->certificate != NULL
                                     ? g_strdup_printf ("%u", ks_certificate_get_version (right->certificate))
                                     : NULL;
  KsComparisonRow *serial;

  ks_comparison_add (self, KS_COMPARISON_KEY, _ ("Public key"), left->key_text, right->key_text);
  add_hex (self, KS_COMPARISON_KEY, _ ("SHA-256 of the public key"), get_key_hash (left),
           get_key_hash (right));
  ks_comparison_add (self, KS_COMPARISON_KEY, _ ("Signature"), get_signature (left), get_signature (right));
  serial = add_of_certificate (self, KS_COMPARISON_KEY, _ ("Serial number"), our_serial, their_serial);
  if (serial != NULL)
    serial->is_hex = TRUE;
  add_of_certificate (self, KS_COMPARISON_KEY, _ ("Version"), our_version, their_version);
}

/* ---- all of it ---- */

static void
add_fingerprints (KsComparison *self, KsCertificate *left, KsCertificate *right)
{
  static const char *const digests[][2] = { { "SHA256", "SHA-256" }, { "SHA1", "SHA-1" } };

  for (gsize i = 0; i < G_N_ELEMENTS (digests); i++) {
    g_autofree char *ours = ks_certificate_dup_fingerprint (left, digests[i][0]);
    g_autofree char *theirs = ks_certificate_dup_fingerprint (right, digests[i][0]);

    ks_comparison_add (self, KS_COMPARISON_FINGERPRINTS, digests[i][1], ours, theirs)->is_hex = TRUE;
  }
}

static gboolean
is_readable (const KsComparisonSide *side)
{
  return side->certificate == NULL || ks_certificate_is_readable (side->certificate);
}

/* Why nothing can be said about the fields of a certificate. */
static void
add_problems (KsComparison *self, const KsComparisonSide *left, const KsComparisonSide *right)
{
  ks_comparison_add (self, KS_COMPARISON_SUBJECT, _ ("Not readable"),
                     is_readable (left) ? NULL : ks_certificate_get_problem (left->certificate),
                     is_readable (right) ? NULL : ks_certificate_get_problem (right->certificate));
}

static void
add_all (KsComparison *self, KsComparisonSide *left, KsComparisonSide *right)
{
  if (is_readable (left) && is_readable (right)) {
    add_names (self, KS_COMPARISON_SUBJECT, left->subject, right->subject);
    add_issuer (self, left, right);
    add_validity (self, left, right);
    add_key (self, left, right);
    ks_comparison_add_extensions (self, left, right);
  } else {
    add_problems (self, left, right);
  }
  if (left->certificate != NULL && right->certificate != NULL)
    add_fingerprints (self, left->certificate, right->certificate);
}

static GBytes *
get_der (const KsComparisonSide *side)
{
  return side->certificate != NULL ? ks_certificate_get_der (side->certificate)
                                   : ks_request_get_der (side->request);
}

static KsRelation
relate (const KsComparisonSide *left, const KsComparisonSide *right)
{
  if ((left->certificate == NULL) == (right->certificate == NULL) &&
      g_bytes_equal (get_der (left), get_der (right)))
    return KS_RELATION_IDENTICAL;
  if (!is_readable (left) || !is_readable (right))
    return KS_RELATION_OTHER;
  if (g_str_equal (get_key_hash (left), get_key_hash (right)))
    return KS_RELATION_SAME_KEY;
  return ks_name_get_n_attributes (left->subject) > 0 && ks_name_equal (left->subject, right->subject)
           ? KS_RELATION_SAME_NAME
           : KS_RELATION_OTHER;
}

static void
init_side (KsComparisonSide *side, const KsComparand *comparand)
{
  if (comparand->certificate != NULL)
    ks_comparison_side_init_certificate (side, comparand->certificate);
  else
    ks_comparison_side_init_request (side, comparand->request);
}

/**
 * ks_comparison_new:
 * @left: the first
 * @right: the second
 *
 * Compares field by field: names attribute by attribute, extensions by their content. Decodes all of both, so that a long
 * certificate belongs in a worker.
 *
 * Returns: (transfer full): the comparison
 */
KsComparison *
ks_comparison_new (const KsComparand *left, const KsComparand *right)
{
  KsComparison *self = g_new0 (KsComparison, 1);
  g_auto (KsComparisonSide) ours = { NULL };
  g_auto (KsComparisonSide) theirs = { NULL };

  g_atomic_ref_count_init (&self->ref_count);
  self->rows = g_ptr_array_new_with_free_func (row_free);
  init_side (&ours, left);
  init_side (&theirs, right);
  self->relation = relate (&ours, &theirs);
  self->headline = ks_comparison_make_headline (self->relation, &ours, &theirs);
  add_all (self, &ours, &theirs);
  for (guint i = 0; i < self->rows->len; i++)
    self->n_differences += ks_comparison_row_differs (self->rows->pdata[i]) ? 1 : 0;
  return self;
}

/**
 * ks_comparison_ref:
 * @self: a comparison
 *
 * Returns: (transfer full): @self
 */
KsComparison *
ks_comparison_ref (KsComparison *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

/**
 * ks_comparison_unref:
 * @self: (transfer full): a comparison
 *
 * Frees it with its last reference.
 */
void
ks_comparison_unref (KsComparison *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_free (self->headline);
  g_ptr_array_unref (self->rows);
  g_free (self);
}

/**
 * ks_comparison_get_relation:
 * @self: a comparison
 *
 * Returns: what the two are to each other
 */
KsRelation
ks_comparison_get_relation (KsComparison *self)
{
  return self->relation;
}

/**
 * ks_comparison_get_headline:
 * @self: a comparison
 *
 * Returns: the same in words, translated
 */
const char *
ks_comparison_get_headline (KsComparison *self)
{
  return self->headline;
}

/**
 * ks_comparison_get_n_rows:
 * @self: a comparison
 *
 * Returns: how many fields there are
 */
guint
ks_comparison_get_n_rows (KsComparison *self)
{
  return self->rows->len;
}

/**
 * ks_comparison_get_row:
 * @self: a comparison
 * @index: below the number of rows
 *
 * Returns: (transfer none): a field
 */
const KsComparisonRow *
ks_comparison_get_row (KsComparison *self, guint index)
{
  return g_ptr_array_index (self->rows, index);
}

/**
 * ks_comparison_get_n_differences:
 * @self: a comparison
 *
 * Returns: how many fields differ, without those that one of the two cannot have
 */
guint
ks_comparison_get_n_differences (KsComparison *self)
{
  return self->n_differences;
}

/**
 * ks_comparison_row_differs:
 * @row: a field
 *
 * Returns: whether it is a difference
 */
gboolean
ks_comparison_row_differs (const KsComparisonRow *row)
{
  return row->state != KS_COMPARISON_SAME && !row->is_expected;
}
