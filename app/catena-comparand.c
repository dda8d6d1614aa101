/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "catena-config.h"

#include "catena-comparand.h"

struct _CatenaComparand {
  GObject parent_instance;

  KsEntry *entry;
  KsCertificate *certificate; /* NULL: the entry is a request */
  const char *title;          /* the entry's or the certificate's */
  char *place;
};

G_DEFINE_FINAL_TYPE (CatenaComparand, catena_comparand, G_TYPE_OBJECT)

static void
catena_comparand_finalize (GObject *object)
{
  CatenaComparand *self = CATENA_COMPARAND (object);

  g_clear_object (&self->entry);
  g_clear_object (&self->certificate);
  g_clear_pointer (&self->place, g_free);

  G_OBJECT_CLASS (catena_comparand_parent_class)->finalize (object);
}

static void
catena_comparand_class_init (CatenaComparandClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = catena_comparand_finalize;
}

static void
catena_comparand_init (CatenaComparand *self)
{
}

/**
 * catena_comparand_is_possible:
 * @entry: (nullable): an entry
 *
 * Returns: whether it has something that can be compared field by field
 */
gboolean
catena_comparand_is_possible (KsEntry *entry)
{
  return entry != NULL &&
         (ks_entry_get_leaf (entry) != NULL ||
          (ks_entry_get_kind (entry) == KS_ENTRY_REQUEST && ks_entry_get_data (entry) != NULL));
}

/**
 * catena_comparand_new:
 * @entry: an entry that has a certificate, or is a request
 * @place: (nullable): the name of the file that it is in
 *
 * Returns: (transfer full): the side
 */
CatenaComparand *
catena_comparand_new (KsEntry *entry, const char *place)
{
  return catena_comparand_new_for_certificate (entry, ks_entry_get_leaf (entry), place);
}

/**
 * catena_comparand_new_for_certificate:
 * @entry: an entry
 * @certificate: (nullable): a certificate that belongs to it; %NULL for the request that it is
 * @place: (nullable): the name of the file that it is in
 *
 * The first certificate of an entry is called by its alias, any other one by its own name.
 *
 * Returns: (transfer full): the side
 */
CatenaComparand *
catena_comparand_new_for_certificate (KsEntry *entry, KsCertificate *certificate, const char *place)
{
  CatenaComparand *self = g_object_new (CATENA_TYPE_COMPARAND, NULL);

  self->entry = g_object_ref (entry);
  g_set_object (&self->certificate, certificate);
  self->title = certificate == NULL || certificate == ks_entry_get_leaf (entry)
                  ? ks_entry_get_alias (entry)
                  : ks_certificate_get_title (certificate);
  self->place = g_strdup (place);
  return self;
}

/**
 * catena_comparand_get_entry:
 * @self: a side
 *
 * Returns: (transfer none): the entry that it is in
 */
KsEntry *
catena_comparand_get_entry (CatenaComparand *self)
{
  return self->entry;
}

/**
 * catena_comparand_get_certificate:
 * @self: a side
 *
 * Returns: (transfer none) (nullable): the certificate, or %NULL for a request
 */
KsCertificate *
catena_comparand_get_certificate (CatenaComparand *self)
{
  return self->certificate;
}

/**
 * catena_comparand_get_title:
 * @self: a side
 *
 * Returns: what to call it; text from a file
 */
const char *
catena_comparand_get_title (CatenaComparand *self)
{
  return self->title;
}

/**
 * catena_comparand_get_place:
 * @self: a side
 *
 * Returns: (nullable): where it is from; text from a file
 */
const char *
catena_comparand_get_place (CatenaComparand *self)
{
  return self->place;
}

/**
 * catena_comparand_is_after:
 * @self: a side
 * @other: another
 *
 * Returns: whether @other is to be the first of the two
 */
gboolean
catena_comparand_is_after (CatenaComparand *self, CatenaComparand *other)
{
  if (self->certificate == NULL || other->certificate == NULL)
    return self->certificate != NULL && other->certificate == NULL;
  return ks_certificate_is_readable (self->certificate) && ks_certificate_is_readable (other->certificate) &&
         ks_certificate_get_not_before (self->certificate) >
           ks_certificate_get_not_before (other->certificate);
}

/* ---- comparing ---- */

typedef struct {
  CatenaComparand *sides[2];
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_clear_object (&job->sides[0]);
  g_clear_object (&job->sides[1]);
  g_free (job);
}

static gboolean
read_side (CatenaComparand *self, KsComparand *side, GError **error)
{
  if (self->certificate != NULL)
    side->certificate = g_object_ref (self->certificate);
  else
    side->request = ks_request_new (ks_entry_get_data (self->entry), error);
  return side->certificate != NULL || side->request != NULL;
}

static void
clear_side (KsComparand *side)
{
  g_clear_object (&side->certificate);
  g_clear_object (&side->request);
}

static void
compare_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Job *job = task_data;
  KsComparand left = { NULL }, right = { NULL };
  GError *error = NULL;

  if (read_side (job->sides[0], &left, &error) && read_side (job->sides[1], &right, &error))
    g_task_return_pointer (task, ks_comparison_new (&left, &right), (GDestroyNotify) ks_comparison_unref);
  else
    g_task_return_error (task, error);
  clear_side (&left);
  clear_side (&right);
}

/**
 * catena_comparand_compare_async:
 * @self: the first
 * @other: the second
 * @cancellable: (nullable): to give up
 * @callback: called when the comparison is there
 * @user_data: for @callback
 *
 * Compares in a worker.
 */
void
catena_comparand_compare_async (CatenaComparand *self,
                                CatenaComparand *other,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  Job *job = g_new0 (Job, 1);

  job->sides[0] = g_object_ref (self);
  job->sides[1] = g_object_ref (other);
  g_task_set_source_tag (task, catena_comparand_compare_async);
  g_task_set_task_data (task, job, job_free);
  g_task_run_in_thread (task, compare_thread);
}

/**
 * catena_comparand_compare_finish:
 * @result: what the callback got
 * @error: return location: a request that cannot be read, or %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full) (nullable): the comparison
 */
KsComparison *
catena_comparand_compare_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
