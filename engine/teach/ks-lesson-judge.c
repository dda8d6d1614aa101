/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Whether a lesson is solved. */

#include "ks-config.h"

#include "ks-lesson-private.h"

#include <string.h>

#include "ks-key-algorithm.h"
#include "ks-verifier.h"

#define EVERYBODY "*"

/* What goals are held against. */
typedef struct {
  KsLesson *lesson;
  KsLessonSetup *setup;
  GPtrArray *entries;
  KsKeyring *keyring;
  gint64 now;
  GHashTable *verdicts; /* KsEntry to KsVerdict: several goals are about one entry */
  GCancellable *cancellable;
} Judge;

static KsAnchorSet *
dup_own_anchors (const Judge *self)
{
  return ks_anchor_set_new_for_entries (KS_ANCHORS_STORE, ks_lesson_setup_get_file_name (self->setup),
                                        self->entries);
}

/* The lesson's clients; a truststore is asked about itself. */
static KsAnchorSet *
dup_anchors (const Judge *self)
{
  KsAnchorSet *anchors = ks_lesson_setup_get_anchors (self->setup);

  if (anchors != NULL)
    return g_object_ref (anchors);
  if (ks_lesson_get_role (self->lesson) == KS_ROLE_KIND_TRUSTSTORE)
    return dup_own_anchors (self);
  return NULL;
}

/* A key that stays locked is no failure: that part of the verdict is "not checked" then. */
static void
add_key (const Judge *self, KsVerifyRequest *request, KsEntry *entry)
{
  gboolean has_password = (_ks_lesson_setup_get_format (self->setup)->flags & KS_FORMAT_STORE_PASSWORD) != 0;
  g_autoptr (KsSecret) used = NULL;
  g_autoptr (KsSecret) plain = NULL;

  if (ks_entry_get_kind (entry) != KS_ENTRY_KEY || ks_entry_get_key (entry) == NULL)
    return;
  plain = ks_keyring_unlock (self->keyring, entry, &used, NULL);
  ks_verify_request_set_key (request, plain);
  if (plain != NULL && used != NULL && has_password)
    ks_verify_request_set_key_password (request, ks_keyring_is_store_password (self->keyring, used)
                                                   ? KS_KEY_PASSWORD_SAME
                                                   : KS_KEY_PASSWORD_DIFFERENT);
}

/* @others: (nullable): whose certificates may help out, as they do in the window. A goal is met by what the entry has itself: a server sends
 * no more, and an issuer that was only put beside it has repaired nothing. */
static KsVerdict *
verify (const Judge *self, KsEntry *entry, GPtrArray *others, GError **error)
{
  g_autoptr (KsVerifyRequest) request = ks_verify_request_new (entry, self->now);
  g_autoptr (KsAnchorSet) anchors = dup_anchors (self);
  const char *const *hosts = ks_lesson_get_hosts (self->lesson);

  ks_verify_request_set_purpose (request, KS_PURPOSE_AUTO);
  ks_verify_request_set_anchors (request, anchors);
  ks_verify_request_set_role (request, ks_lesson_get_role (self->lesson));
  ks_verify_request_set_role_is_chosen (request, TRUE);
  if (others != NULL)
    ks_verify_request_add_entries (request, others, KS_PROVENANCE_OTHER_ENTRY, NULL);
  for (gsize i = 0; hosts[i] != NULL; i++)
    ks_verify_request_add_host (request, hosts[i]);
  add_key (self, request, entry);
  return ks_verify (request, self->cancellable, error);
}

static KsKeyring *
dup_keyring (KsLessonSetup *setup, KsKeyring *keyring)
{
  const char *text = ks_lesson_setup_get_password (setup);
  g_autoptr (KsSecret) password = NULL;

  if (keyring != NULL)
    return ks_keyring_copy (keyring);
  password = text != NULL ? ks_secret_new_from_string (text) : NULL;
  return ks_keyring_new (password);
}

/**
 * ks_lesson_verify:
 * @self: a lesson
 * @setup: what was made of it
 * @entries: (element-type KsEntry): the keystore
 * @entry: one of them
 * @keyring: (nullable): passwords of its keys; %NULL for the lesson's own
 * @now: seconds since 1970
 * @cancellable: (nullable): to stop it
 * @error: return location
 *
 * Asks what the lesson's clients think of an entry.
 *
 * Returns: (transfer full): the verdict; %NULL with %G_IO_ERROR_CANCELLED
 */
KsVerdict *
ks_lesson_verify (KsLesson *self,
                  KsLessonSetup *setup,
                  GPtrArray *entries,
                  KsEntry *entry,
                  KsKeyring *keyring,
                  gint64 now,
                  GCancellable *cancellable,
                  GError **error)
{
  g_autoptr (KsKeyring) own = dup_keyring (setup, keyring);
  const Judge judge = {
    .lesson = self,
    .setup = setup,
    .entries = entries,
    .keyring = own,
    .now = now,
    .cancellable = cancellable,
  };

  return verify (&judge, entry, entries, error);
}

/* Borrowed; NULL when cancelled. */
static KsVerdict *
get_verdict (const Judge *self, KsEntry *entry)
{
  KsVerdict *verdict = g_hash_table_lookup (self->verdicts, entry);

  if (verdict == NULL) {
    verdict = verify (self, entry, NULL, NULL);
    if (verdict != NULL)
      g_hash_table_insert (self->verdicts, entry, verdict);
  }
  return verdict;
}

static gboolean
is_trusted (KsVerdict *verdict)
{
  KsState state = ks_verdict_get_part (verdict, KS_PART_PATH)->state;

  return (state == KS_STATE_PASS || state == KS_STATE_WARNING) &&
         ks_verdict_get_path (verdict, 0)->reaches_anchor;
}

/* How often a check holds, and how often it does not. */
typedef struct {
  const char *check;
  guint n_holds;
  guint n_fails;
} Count;

static void
count_state (Count *self, KsState state)
{
  self->n_holds += state == KS_STATE_PASS;
  self->n_fails += state >= KS_STATE_WARNING;
}

static void
count_results (Count *self, GPtrArray *results)
{
  for (guint i = 0; results != NULL && i < results->len; i++) {
    const KsResult *result = g_ptr_array_index (results, i);

    if (strcmp (result->check->id, self->check) == 0)
      count_state (self, result->state);
  }
}

static void
count_hosts (Count *self, GPtrArray *hosts)
{
  for (guint i = 0; strcmp (self->check, "host-name") == 0 && i < hosts->len; i++) {
    const KsHostResult *result = g_ptr_array_index (hosts, i);

    count_state (self, result->match->matches ? KS_STATE_PASS : KS_STATE_FAIL);
  }
}

static void
count_verdict (Count *self, KsVerdict *verdict)
{
  const KsPath *path = ks_verdict_get_n_paths (verdict) > 0 ? ks_verdict_get_path (verdict, 0) : NULL;

  for (guint i = 0; path != NULL && i < path->nodes->len; i++) {
    const KsPathNode *node = g_ptr_array_index (path->nodes, i);
    const KsPathLink *link = g_ptr_array_index (path->links, i);

    count_results (self, node->results);
    count_results (self, node->lints);
    count_results (self, link->results);
  }
  count_results (self, ks_verdict_get_entry_results (verdict));
  count_hosts (self, ks_verdict_get_hosts (verdict));
}

/* What tells keys apart: the public half, or for secret keys all of it. NULL where nothing is known of it. */
static char *
dup_key_id (const Judge *self, KsEntry *entry)
{
  g_autoptr (KsSecret) plain = NULL;
  g_autoptr (GBytes) spki = NULL;
  gsize size;

  if (ks_entry_get_key (entry) != NULL)
    plain = ks_keyring_unlock (self->keyring, entry, NULL, NULL);
  if (plain != NULL && ks_entry_get_kind (entry) == KS_ENTRY_KEY)
    spki = ks_key_dup_spki (plain, NULL);
  if (spki != NULL)
    return g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, spki);
  if (ks_entry_get_leaf (entry) != NULL)
    return g_strdup (ks_certificate_get_spki_sha256 (ks_entry_get_leaf (entry)));
  return plain != NULL ? g_compute_checksum_for_data (G_CHECKSUM_SHA256, ks_secret_get_data (plain, &size),
                                                      ks_secret_get_size (plain))
                       : NULL;
}

/* @before: the entry at first. */
static gboolean
has_key (const Judge *self, KsEntry *before, KsEntry *now, KsLessonGoalKind kind)
{
  g_autofree char *old = before != NULL ? dup_key_id (self, before) : NULL;
  g_autofree char *new = dup_key_id (self, now);

  if (old == NULL || new == NULL)
    return FALSE;
  return (strcmp (old, new) == 0) == (kind == KS_LESSON_GOAL_SAME_KEY);
}

/* About what was there at first: whether it is still the same. */
static gboolean
judge_change (const Judge *self, const KsLessonGoal *goal, const char *alias)
{
  KsEntry *now = _ks_lesson_find_entry (self->entries, alias);

  if (goal->kind == KS_LESSON_GOAL_GONE || goal->kind == KS_LESSON_GOAL_KEPT)
    return (now != NULL) == (goal->kind == KS_LESSON_GOAL_KEPT);
  return now != NULL &&
         has_key (self, _ks_lesson_find_entry (ks_lesson_setup_get_entries (self->setup), alias), now,
                  goal->kind);
}

/* What a server sends is its own chain and nothing else; who trusts the file has to do the rest. */
static gboolean
judge_acceptance (const Judge *self, const char *ids)
{
  g_autoptr (GPtrArray) chain = _ks_lesson_setup_list_certificates (self->setup, ids);
  g_autoptr (KsAnchorSet) anchors = dup_own_anchors (self);
  g_autoptr (KsEntry) server = ks_entry_new (KS_ENTRY_KEY, "server", 0, NULL, chain);
  g_autoptr (KsVerifyRequest) request = ks_verify_request_new (server, self->now);
  g_autoptr (KsVerdict) verdict = NULL;

  ks_verify_request_set_anchors (request, anchors);
  ks_verify_request_set_purpose (request, KS_PURPOSE_TLS_SERVER);
  if (chain != NULL)
    verdict = ks_verify (request, self->cancellable, NULL);
  return verdict != NULL && is_trusted (verdict);
}

static gboolean
judge_verdict (const KsLessonGoal *goal, KsVerdict *verdict)
{
  KsPart part;

  if (goal->kind == KS_LESSON_GOAL_TRUSTED)
    return is_trusted (verdict);
  return _ks_lesson_part_from_nick (goal->check, &part) &&
         ks_verdict_get_part (verdict, part)->state == KS_STATE_PASS;
}

static gboolean
is_about_change (KsLessonGoalKind kind)
{
  return kind == KS_LESSON_GOAL_SAME_KEY || kind == KS_LESSON_GOAL_NEW_KEY || kind == KS_LESSON_GOAL_KEPT ||
         kind == KS_LESSON_GOAL_GONE;
}

/* Whom a goal is about; of KsEntry, borrowed. Empty meets no goal. */
static GPtrArray *
list_subjects (GPtrArray *entries, const char *alias)
{
  GPtrArray *subjects = g_ptr_array_new ();
  KsEntry *entry = strcmp (alias, EVERYBODY) != 0 ? _ks_lesson_find_entry (entries, alias) : NULL;

  if (entry != NULL)
    g_ptr_array_add (subjects, entry);
  for (guint i = 0; strcmp (alias, EVERYBODY) == 0 && i < entries->len; i++)
    g_ptr_array_add (subjects, g_ptr_array_index (entries, i));
  return subjects;
}

static gboolean
judge_every_change (const Judge *self, const KsLessonGoal *goal)
{
  GPtrArray *first = ks_lesson_setup_get_entries (self->setup);

  if (strcmp (goal->alias, EVERYBODY) != 0)
    return judge_change (self, goal, goal->alias);
  for (guint i = 0; i < first->len; i++)
    if (!judge_change (self, goal, ks_entry_get_alias (g_ptr_array_index (first, i))))
      return FALSE;

  return TRUE;
}

static gboolean
judge (const Judge *self, const KsLessonGoal *goal)
{
  g_autoptr (GPtrArray) subjects = list_subjects (self->entries, goal->alias);
  Count count = { .check = goal->check };

  if (is_about_change (goal->kind))
    return judge_every_change (self, goal);
  if (goal->kind == KS_LESSON_GOAL_ACCEPTS)
    return judge_acceptance (self, goal->check);
  for (guint i = 0; i < subjects->len; i++) {
    KsVerdict *verdict = get_verdict (self, g_ptr_array_index (subjects, i));

    if (verdict == NULL)
      return FALSE;
    if (goal->kind == KS_LESSON_GOAL_CHECK)
      count_verdict (&count, verdict);
    else if (!judge_verdict (goal, verdict))
      return FALSE;
  }
  if (goal->kind == KS_LESSON_GOAL_CHECK)
    return count.n_holds > 0 && count.n_fails == 0;
  return subjects->len > 0;
}

/**
 * ks_lesson_judge:
 * @self: a lesson
 * @setup: what was made of it
 * @entries: (element-type KsEntry): the keystore as the learner has it now
 * @keyring: (nullable): passwords of its keys; %NULL for the lesson's own
 * @now: seconds since 1970
 * @cancellable: (nullable): to stop it
 * @error: return location
 *
 * Finds out which goals are met.
 *
 * Returns: (transfer full): whether, for each goal of the lesson in its order; %NULL with %G_IO_ERROR_CANCELLED
 */
gboolean *
ks_lesson_judge (KsLesson *self,
                 KsLessonSetup *setup,
                 GPtrArray *entries,
                 KsKeyring *keyring,
                 gint64 now,
                 GCancellable *cancellable,
                 GError **error)
{
  g_autoptr (KsKeyring) own = dup_keyring (setup, keyring);
  g_autoptr (GHashTable) verdicts = g_hash_table_new_full (NULL, NULL, NULL, g_object_unref);
  const Judge context = {
    .lesson = self,
    .setup = setup,
    .entries = entries,
    .keyring = own,
    .now = now,
    .verdicts = verdicts,
    .cancellable = cancellable,
  };
  guint n_goals;
  const KsLessonGoal *goals = ks_lesson_get_goals (self, &n_goals);
  /* One more, so that no goals are no error. */
  g_autofree gboolean *met = g_new0 (gboolean, n_goals + 1);

  for (guint i = 0; i < n_goals; i++)
    met[i] = judge (&context, &goals[i]);
  return g_cancellable_set_error_if_cancelled (cancellable, error) ? NULL : g_steal_pointer (&met);
}
