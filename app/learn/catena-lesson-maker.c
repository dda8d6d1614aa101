/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What a teacher's lesson is made of, without the dialog that asks for it. */

#include "catena-config.h"

#include "catena-lesson-maker.h"

#include <glib/gi18n.h>

/* ---- what the page of the keystore says ---- */

/* A whole list of public authorities is too much for a lesson: the one that the path ends in is enough. */
static void
add_anchors (KsLessonDraft *draft, KsVerdict *verdict)
{
  KsAnchorSet *anchors = ks_verdict_get_anchors (verdict);
  const KsPath *path = ks_verdict_get_n_paths (verdict) > 0 ? ks_verdict_get_path (verdict, 0) : NULL;

  if (anchors == NULL || ks_anchor_set_get_source (anchors) == KS_ANCHORS_STORE)
    return;
  if (ks_anchor_set_get_size (anchors) <= KS_LESSON_MAX_ANCHORS) {
    for (guint i = 0; i < ks_anchor_set_get_size (anchors); i++)
      g_ptr_array_add (draft->anchors, g_object_ref (ks_anchor_set_get (anchors, i)));
  } else if (path != NULL && path->nodes->len > 0) {
    const KsPathNode *top = g_ptr_array_index (path->nodes, path->nodes->len - 1);

    if (ks_anchor_set_contains (anchors, top->certificate))
      g_ptr_array_add (draft->anchors, g_object_ref (top->certificate));
  }
}

static void
add_hosts (KsLessonDraft *draft, const char *const *hosts)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; hosts != NULL && hosts[i] != NULL && i < KS_LESSON_MAX_HOSTS; i++)
    g_strv_builder_add (builder, hosts[i]);
  g_strfreev (draft->hosts);
  draft->hosts = g_strv_builder_end (builder);
}

/**
 * catena_lesson_maker_new_draft:
 * @verification: of the keystore
 *
 * Returns: (transfer full): a draft with the role of the keystore, the hosts that are tested, and whom the page asks for trust
 */
KsLessonDraft *
catena_lesson_maker_new_draft (CatenaVerification *verification)
{
  KsLessonDraft *draft = ks_lesson_draft_new ();
  KsVerdict *verdict = catena_verification_get_verdict (verification);

  draft->role = catena_verification_get_role (verification);
  add_hosts (draft, catena_verification_get_hosts (verification));
  if (verdict != NULL)
    add_anchors (draft, verdict);
  return draft;
}

/* ---- goals ---- */

static gboolean
has_goal (GArray *goals, KsLessonGoalKind kind, const char *check)
{
  for (guint i = 0; i < goals->len; i++) {
    const KsLessonGoal *goal = &g_array_index (goals, KsLessonGoal, i);

    if (goal->kind == kind && g_strcmp0 (goal->check, check) == 0)
      return TRUE;
  }
  return FALSE;
}

static void
add_goal (GArray *goals, KsLessonGoalKind kind, const char *alias, const char *check)
{
  KsLessonGoal goal = { .kind = kind, .alias = g_strdup (alias), .check = g_strdup (check) };

  g_array_append_val (goals, goal);
}

/* Advice is nothing that has to be put right. */
static void
add_failures (GArray *goals, KsVerdict *verdict, const char *alias)
{
  GPtrArray *findings = ks_verdict_get_findings (verdict);

  for (guint i = 0; i < findings->len && goals->len < KS_LESSON_MAX_GOALS; i++) {
    const KsFinding *finding = g_ptr_array_index (findings, i);

    if (finding->severity != KS_STATE_INFO && !has_goal (goals, KS_LESSON_GOAL_CHECK, finding->check->id))
      add_goal (goals, KS_LESSON_GOAL_CHECK, alias, finding->check->id);
  }
}

/**
 * catena_lesson_maker_list_goals:
 * @verdict: about the entry that the lesson is about, as it is now
 *
 * Returns: (transfer full) (element-type KsLessonGoal): what can be asked of somebody who repairs it
 */
GArray *
catena_lesson_maker_list_goals (KsVerdict *verdict)
{
  KsEntry *entry = ks_verdict_get_entry (verdict);
  const char *alias = ks_entry_get_alias (entry);
  static const char *const parts[] = { "stored", "path", "hosts", "key" };
  GArray *goals = ks_lesson_goals_new ();

  add_failures (goals, verdict, alias);
  add_goal (goals, KS_LESSON_GOAL_TRUSTED, alias, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (i != KS_PART_KEY || ks_entry_get_kind (entry) == KS_ENTRY_KEY)
      add_goal (goals, KS_LESSON_GOAL_PART, alias, parts[i]);
  if (ks_entry_get_kind (entry) == KS_ENTRY_KEY) {
    add_goal (goals, KS_LESSON_GOAL_SAME_KEY, alias, NULL);
    add_goal (goals, KS_LESSON_GOAL_NEW_KEY, alias, NULL);
  }
  add_goal (goals, KS_LESSON_GOAL_KEPT, alias, NULL);
  add_goal (goals, KS_LESSON_GOAL_GONE, alias, NULL);
  return goals;
}

/* ---- the file ---- */

typedef struct {
  KsLessonDraft *draft;
  KsStore *store; /* a copy */
  KsKeyring *keyring;
  GPtrArray *notes;
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  ks_lesson_draft_free (job->draft);
  g_object_unref (job->store);
  g_clear_pointer (&job->keyring, ks_keyring_free);
  g_clear_pointer (&job->notes, g_ptr_array_unref);
  g_free (job);
}

static void
write_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Job *job = task_data;
  GError *error = NULL;
  GBytes *bytes = NULL;

  if (ks_lesson_draft_take_store (job->draft, job->store, job->keyring, CATENA_LESSON_PASSWORD,
                                  g_get_real_time () / 1000, &job->notes, cancellable, &error))
    bytes = ks_lesson_draft_to_bytes (job->draft, &error);
  if (bytes != NULL)
    g_task_return_pointer (task, bytes, (GDestroyNotify) g_bytes_unref);
  else
    g_task_return_error (task, error);
}

/**
 * catena_lesson_maker_write_async:
 * @draft: (transfer full): all but the keystore
 * @document: the keystore, which stays as it is
 * @callback: called when the file is made
 * @user_data: for @callback
 *
 * Takes the keystore into the lesson, under a password that everybody will know.
 */
void
catena_lesson_maker_write_async (KsLessonDraft *draft,
                                 CatenaDocument *document,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, callback, user_data);
  KsKeyring *keyring = catena_document_get_keyring (document);
  Job *job = g_new0 (Job, 1);

  job->draft = draft;
  job->store = ks_store_copy (catena_document_get_store (document));
  job->keyring = keyring != NULL ? ks_keyring_copy (keyring) : NULL;
  g_task_set_source_tag (task, catena_lesson_maker_write_async);
  g_task_set_task_data (task, job, job_free);
  g_task_run_in_thread (task, write_thread);
}

/**
 * catena_lesson_maker_write_finish:
 * @result: what the callback got
 * @notes: (out) (transfer full) (element-type utf8): what could not be taken as it is; may be empty
 * @error: return location; errors of ks_lesson_draft_take_store() and ks_lesson_draft_to_bytes()
 *
 * Returns: (transfer full): the file
 */
GBytes *
catena_lesson_maker_write_finish (GAsyncResult *result, GPtrArray **notes, GError **error)
{
  Job *job = g_task_get_task_data (G_TASK (result));

  *notes = job->notes != NULL ? g_ptr_array_ref (job->notes) : g_ptr_array_new_with_free_func (g_free);
  return g_task_propagate_pointer (G_TASK (result), error);
}
