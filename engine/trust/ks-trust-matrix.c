/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-config.h"

#include "ks-trust-matrix.h"

typedef struct {
  char *name;
  GPtrArray *answers; /* of KsTrustAnswer, one for each time */
} Row;

struct _KsTrustMatrix {
  gatomicrefcount refs;
  GPtrArray *rows; /* of Row */
  gint64 *times;
  guint n_times;
};

static void
row_free (gpointer data)
{
  Row *self = data;

  g_free (self->name);
  g_ptr_array_unref (self->answers);
  g_free (self);
}

/**
 * ks_trust_matrix_ref:
 * @self: a matrix
 *
 * Returns: (transfer full): @self
 */
KsTrustMatrix *
ks_trust_matrix_ref (KsTrustMatrix *self)
{
  g_atomic_ref_count_inc (&self->refs);
  return self;
}

/**
 * ks_trust_matrix_unref:
 * @self: (transfer full): a matrix
 *
 * Drops a reference, and the matrix with the last one.
 */
void
ks_trust_matrix_unref (KsTrustMatrix *self)
{
  if (!g_atomic_ref_count_dec (&self->refs))
    return;
  g_ptr_array_unref (self->rows);
  g_free (self->times);
  g_free (self);
}

/* What the entry sends and what the judge holds, and nothing else: no other store may complete the path in silence. */
static KsVerifyRequest *
make_request (const KsTrustQuestion *question, const KsTrustJudge *judge, gint64 time)
{
  KsVerifyRequest *request = ks_verify_request_new (question->entry, time);

  ks_verify_request_set_anchors (request, judge->anchors);
  ks_verify_request_set_role (request, question->role);
  ks_verify_request_set_partial_crls (request, TRUE);
  for (guint i = 0; question->crls != NULL && i < question->crls->len; i++)
    ks_verify_request_add_crl (request, g_ptr_array_index (question->crls, i));
  return request;
}

static KsTrustAnswer *
ask (const KsTrustQuestion *question,
     const KsTrustJudge *judge,
     guint time,
     const KsTrustAnswer *before,
     GCancellable *cancellable,
     GError **error)
{
  g_autoptr (KsVerifyRequest) request = NULL;

  if (judge->anchors == NULL)
    return ks_trust_answer_new_not_asked (judge->why_absent);
  request = make_request (question, judge, question->times[time]);
  return ks_trust_answer_new (request, before, cancellable, error);
}

static gboolean
add_row (KsTrustMatrix *self,
         const KsTrustQuestion *question,
         const KsTrustJudge *judge,
         GCancellable *cancellable,
         GError **error)
{
  Row *row = g_new0 (Row, 1);

  row->name = g_strdup (judge->name);
  row->answers = g_ptr_array_new_with_free_func ((GDestroyNotify) ks_trust_answer_free);
  g_ptr_array_add (self->rows, row);
  for (guint i = 0; i < question->n_times; i++) {
    const KsTrustAnswer *first = i > 0 ? g_ptr_array_index (row->answers, 0) : NULL;
    KsTrustAnswer *answer = ask (question, judge, i, first, cancellable, error);

    if (answer == NULL)
      return FALSE;
    g_ptr_array_add (row->answers, answer);
  }
  return TRUE;
}

/**
 * ks_trust_matrix_new:
 * @question: an entry, whom to ask, and for which times
 * @cancellable: (nullable): ends it early
 * @error: %G_IO_ERROR_CANCELLED only
 *
 * Asks each truststore at each time, by itself: the chain that the entry sends has to be completed by the anchors of that store alone, as in a
 * client that has this truststore (RFC 5280 section 6.1.1 (d)).
 *
 * Returns: (transfer full) (nullable): the answers; %NULL only when cancelled
 */
KsTrustMatrix *
ks_trust_matrix_new (const KsTrustQuestion *question, GCancellable *cancellable, GError **error)
{
  g_autoptr (KsTrustMatrix) self = NULL;

  g_return_val_if_fail (question->n_times > 0, NULL);

  self = g_new0 (KsTrustMatrix, 1);
  g_atomic_ref_count_init (&self->refs);
  self->rows = g_ptr_array_new_with_free_func (row_free);
  self->times = g_memdup2 (question->times, question->n_times * sizeof (gint64));
  self->n_times = question->n_times;
  for (guint i = 0; i < question->n_judges; i++)
    if (!add_row (self, question, &question->judges[i], cancellable, error))
      return NULL;
  return g_steal_pointer (&self);
}

/**
 * ks_trust_matrix_get_n_rows:
 * @self: a matrix
 *
 * Returns: how many truststores were asked
 */
guint
ks_trust_matrix_get_n_rows (KsTrustMatrix *self)
{
  return self->rows->len;
}

/**
 * ks_trust_matrix_get_n_times:
 * @self: a matrix
 *
 * Returns: for how many times they were asked
 */
guint
ks_trust_matrix_get_n_times (KsTrustMatrix *self)
{
  return self->n_times;
}

/**
 * ks_trust_matrix_get_time:
 * @self: a matrix
 * @time: index of a time
 *
 * Returns: that time, in seconds since 1970-01-01 UTC
 */
gint64
ks_trust_matrix_get_time (KsTrustMatrix *self, guint time)
{
  g_return_val_if_fail (time < self->n_times, 0);

  return self->times[time];
}

static const Row *
get_row (KsTrustMatrix *self, guint row)
{
  return g_ptr_array_index (self->rows, row);
}

/**
 * ks_trust_matrix_get_name:
 * @self: a matrix
 * @row: index of a truststore
 *
 * Returns: (transfer none): what people call it
 */
const char *
ks_trust_matrix_get_name (KsTrustMatrix *self, guint row)
{
  g_return_val_if_fail (row < self->rows->len, NULL);

  return get_row (self, row)->name;
}

/**
 * ks_trust_matrix_get_answer:
 * @self: a matrix
 * @row: index of a truststore
 * @time: index of a time
 *
 * Returns: (transfer none): what that store says at that time
 */
const KsTrustAnswer *
ks_trust_matrix_get_answer (KsTrustMatrix *self, guint row, guint time)
{
  g_return_val_if_fail (row < self->rows->len && time < self->n_times, NULL);

  return g_ptr_array_index (get_row (self, row)->answers, time);
}

/**
 * ks_trust_matrix_get_telling:
 * @self: a matrix
 * @row: index of a truststore
 *
 * A row has room for one reason: where a later answer is another one, what has changed by then says most; else the first does.
 *
 * Returns: (transfer none): the answer whose sentence stands for the row
 */
const KsTrustAnswer *
ks_trust_matrix_get_telling (KsTrustMatrix *self, guint row)
{
  const KsTrustAnswer *first = ks_trust_matrix_get_answer (self, row, 0);

  for (guint i = 1; i < self->n_times; i++) {
    const KsTrustAnswer *answer = ks_trust_matrix_get_answer (self, row, i);

    if (first->state == KS_STATE_PASS && answer->state != KS_STATE_PASS)
      return answer;
  }
  return first;
}

/**
 * ks_trust_matrix_lacks_anchor:
 * @self: a matrix
 * @row: index of a truststore
 *
 * Returns: whether the store would accept the certificate at the first time if it had the right anchor
 */
gboolean
ks_trust_matrix_lacks_anchor (KsTrustMatrix *self, guint row)
{
  KsTrustReason reason = ks_trust_matrix_get_answer (self, row, 0)->reason;

  return reason == KS_TRUST_REASON_ABSENT || reason == KS_TRUST_REASON_EMPTY ||
         reason == KS_TRUST_REASON_OTHER_KEY || reason == KS_TRUST_REASON_OTHER_CERTIFICATE;
}
