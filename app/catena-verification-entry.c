/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The verdict about one entry, with what a person has chosen for it: truststore, hosts, time. */

#include "catena-config.h"

#include "catena-verdict-job.h"
#include "catena-verification-private.h"

/* Somebody who walks through the list with the arrow keys wants no verdict about what they pass. */
#define ENTRY_DELAY_MS 40

/* The verdict is for the time that a person has chosen; the marks are not. */
static CatenaVerdictJob *
make_job (CatenaVerification *self, KsEntry *entry)
{
  g_autoptr (CatenaScene) scene =
    self->time != 0 ? catena_scene_at (self->scene, self->time) : catena_scene_ref (self->scene);

  return catena_verdict_job_new (scene, entry, self->anchors, (const char *const *) self->hosts,
                                 catena_document_get_keyring (self->document));
}

static void
set_verdict (CatenaVerification *self, KsVerdict *verdict)
{
  if (g_set_object (&self->verdict, verdict))
    g_object_notify (G_OBJECT (self), "verdict");
}

static void start_entry (CatenaVerification *self);

/* The mark asks the usual judges, and is about today; hosts are counted beside it. */
static void
update_mark (CatenaVerification *self)
{
  KsState state = ks_verdict_get_state (self->verdict);

  if (self->anchors == NULL && self->time == 0 && (self->hosts == NULL || self->hosts[0] == NULL))
    catena_marks_set (self->marks, self->entry, state,
                      state >= KS_STATE_WARNING ? ks_verdict_get_headline (self->verdict) : NULL);
}

static void
verdict_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  CatenaVerification *self = CATENA_VERIFICATION (source);
  gboolean is_latest = g_task_get_cancellable (G_TASK (result)) == self->cancellable;
  g_autoptr (KsVerdict) verdict = g_task_propagate_pointer (G_TASK (result), NULL);

  if (!is_latest)
    return;

  self->is_running = FALSE;
  if (verdict != NULL) {
    gboolean is_current = !self->is_outdated;

    /* Even an outdated one is closer to what was asked for meanwhile than the one before. */
    set_verdict (self, verdict);
    if (is_current)
      update_mark (self);
    else if (self->is_outdated)
      start_entry (self);
  }
  _catena_verification_notify_settled (self);
}

static void
start_entry (CatenaVerification *self)
{
  g_autoptr (GTask) task = NULL;

  self->is_running = TRUE;
  self->is_outdated = FALSE;
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  task = g_task_new (self, self->cancellable, verdict_cb, NULL);
  g_task_set_source_tag (task, start_entry);
  catena_verdict_job_run (make_job (self, self->entry), task);
}

static gboolean
entry_due_cb (gpointer user_data)
{
  CatenaVerification *self = user_data;

  self->entry_id = 0;
  start_entry (self);
  return G_SOURCE_REMOVE;
}

void
_catena_verification_cancel_entry (CatenaVerification *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_handle_id (&self->entry_id, g_source_remove);
  self->is_running = FALSE;
  self->is_outdated = FALSE;
}

void
_catena_verification_schedule_entry (CatenaVerification *self)
{
  _catena_verification_cancel_entry (self);
  if (self->entry != NULL && self->scene != NULL)
    self->entry_id = g_timeout_add (ENTRY_DELAY_MS, entry_due_cb, self);
  _catena_verification_notify_settled (self);
}

/**
 * catena_verification_get_time:
 * @self: the verification
 *
 * Returns: the time that the verdict about the entry is for, in seconds since 1970; 0 for now
 */
gint64
catena_verification_get_time (CatenaVerification *self)
{
  g_return_val_if_fail (CATENA_IS_VERIFICATION (self), 0);

  return self->time;
}

/**
 * catena_verification_set_time:
 * @self: the verification
 * @seconds: the time that verdicts about entries are for, in seconds since 1970; 0 for now
 *
 * While a verdict is worked out, the wishes that come meanwhile wait for it, and the last of them is next: whoever
 * drags a slider sees verdicts all the way. The marks of the list stay those of today.
 */
void
catena_verification_set_time (CatenaVerification *self, gint64 seconds)
{
  g_return_if_fail (CATENA_IS_VERIFICATION (self));

  if (self->time == seconds)
    return;
  self->time = seconds;
  if (self->is_running)
    self->is_outdated = TRUE;
  else if (self->entry != NULL && self->scene != NULL && self->entry_id == 0)
    start_entry (self);
  _catena_verification_notify_settled (self);
  g_object_notify (G_OBJECT (self), "time");
}

/**
 * catena_verification_get_entry:
 * @self: the verification
 *
 * Returns: (transfer none) (nullable): the entry whose verdict is wanted
 */
KsEntry *
catena_verification_get_entry (CatenaVerification *self)
{
  return self->entry;
}

/**
 * catena_verification_set_entry:
 * @self: the verification
 * @entry: (nullable): the entry whose verdict is wanted
 *
 * Asks for everything about an entry; `notify::verdict` brings it.
 */
void
catena_verification_set_entry (CatenaVerification *self, KsEntry *entry)
{
  g_return_if_fail (CATENA_IS_VERIFICATION (self));

  if (!g_set_object (&self->entry, entry))
    return;

  set_verdict (self, NULL);
  _catena_verification_schedule_entry (self);
  g_object_notify (G_OBJECT (self), "entry");
}

/**
 * catena_verification_get_verdict:
 * @self: the verification
 *
 * Returns: (transfer none) (nullable): the verdict about the entry, once it is there
 */
KsVerdict *
catena_verification_get_verdict (CatenaVerification *self)
{
  return self->verdict;
}

/**
 * catena_verification_set_anchors:
 * @self: the verification
 * @anchors: (nullable): whom to ask; %NULL for the system, or else the store itself
 *
 * Chooses the truststore for the verdict of the entry.
 */
void
catena_verification_set_anchors (CatenaVerification *self, KsAnchorSet *anchors)
{
  g_return_if_fail (CATENA_IS_VERIFICATION (self));

  if (g_set_object (&self->anchors, anchors))
    _catena_verification_schedule_entry (self);
}

/**
 * catena_verification_get_hosts:
 * @self: the verification
 *
 * Returns: (nullable): the host names that are tested
 */
const char *const *
catena_verification_get_hosts (CatenaVerification *self)
{
  return (const char *const *) self->hosts;
}

/**
 * catena_verification_set_hosts:
 * @self: the verification
 * @hosts: (nullable): host names and addresses, as typed
 *
 * Tests host names; they stay for all entries of the document.
 */
void
catena_verification_set_hosts (CatenaVerification *self, const char *const *hosts)
{
  g_return_if_fail (CATENA_IS_VERIFICATION (self));

  g_strfreev (self->hosts);
  self->hosts = g_strdupv ((char **) hosts);
  catena_coverage_set_hosts (self->coverage, hosts);
  _catena_verification_schedule_entry (self);
  g_signal_emit_by_name (self, "marks-changed");
}

/**
 * catena_verification_preview_async:
 * @self: the verification, whose store was looked at
 * @entry: an entry that the store does not have yet
 * @callback: called when the verdict is there
 * @user_data: for @callback
 *
 * Asks what the verdict about an entry would be, with the truststore and hosts that are chosen.
 */
void
catena_verification_preview_async (CatenaVerification *self,
                                   KsEntry *entry,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);

  g_return_if_fail (self->scene != NULL);

  g_task_set_source_tag (task, catena_verification_preview_async);
  catena_verdict_job_run (make_job (self, entry), task);
}

/**
 * catena_verification_preview_finish:
 * @self: the verification
 * @result: what the callback was given
 *
 * Returns: (transfer full) (nullable): the verdict
 */
KsVerdict *
catena_verification_preview_finish (CatenaVerification *self, GAsyncResult *result)
{
  return g_task_propagate_pointer (G_TASK (result), NULL);
}
