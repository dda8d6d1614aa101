/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-test-learner.h"

#include "ks.h"

KsTestLearner *
ks_test_learner_new (KsLesson *lesson, KsLessonSetup *setup, gint64 now)
{
  KsTestLearner *self = g_new0 (KsTestLearner, 1);
  g_autoptr (KsSecret) password = ks_secret_new_from_string (ks_lesson_setup_get_password (setup));
  const KsReadOptions options = { .password = password };
  g_autoptr (GError) error = NULL;

  self->lesson = g_object_ref (lesson);
  self->setup = ks_lesson_setup_ref (setup);
  self->store = ks_store_load (ks_lesson_setup_get_bytes (setup), &options, NULL, &error);
  g_assert_no_error (error);
  self->keyring = ks_keyring_new (password);
  self->now = now;
  return self;
}

void
ks_test_learner_free (KsTestLearner *self)
{
  g_object_unref (self->lesson);
  ks_lesson_setup_unref (self->setup);
  g_object_unref (self->store);
  ks_keyring_free (self->keyring);
  g_free (self);
}

/* @edit: (transfer full) (nullable): nothing to do is no step */
static void
apply (KsTestLearner *self, KsEdit *edit)
{
  g_autoptr (KsEdit) owned = edit;
  g_autoptr (GError) error = NULL;

  if (edit == NULL)
    return;
  g_assert_true (ks_store_apply (self->store, edit, &error));
  g_assert_no_error (error);
}

static KsEntry *
find (KsTestLearner *self, const char *alias)
{
  KsEntry *entry = ks_store_find (self->store, alias);

  g_assert_nonnull (entry);
  return entry;
}

static KsStore *
read_handout (KsTestLearner *self, const char *index, const char **name)
{
  guint64 at = g_ascii_strtoull (index, NULL, 10);
  const KsLessonHandout *handout = ks_lesson_setup_get_handout (self->setup, (guint) at);
  const KsReadOptions options = { .file_name = handout->file_name };
  g_autoptr (GError) error = NULL;
  KsStore *store = ks_store_load (handout->bytes, &options, NULL, &error);

  g_assert_no_error (error);
  *name = handout->file_name;
  return store;
}

static void
reply (KsTestLearner *self, const char *const *words)
{
  const char *name = NULL;
  g_autoptr (KsStore) handout = read_handout (self, words[1], &name);
  g_autoptr (GPtrArray) entries = ks_store_snapshot (self->store);
  g_autoptr (KsReplyQuery) query = ks_reply_query_new (self->now);
  g_autoptr (KsReplyPlan) plan = NULL;
  const KsReplyChoice proposed = { .include_root = TRUE };
  g_autofree const KsReplyChoice **choices = NULL;

  ks_reply_query_add_reply (query, handout, name);
  ks_reply_query_set_anchors (query, ks_lesson_setup_get_anchors (self->setup));
  ks_reply_query_add_store (query, entries, "lesson", self, FALSE, self->keyring);
  plan = ks_reply_plan_new (query, NULL, NULL, NULL, NULL);
  choices = g_new0 (const KsReplyChoice *, ks_reply_plan_get_n_matches (plan) + 1);
  for (guint i = 0; i < ks_reply_plan_get_n_matches (plan); i++)
    choices[i] = ks_reply_plan_get_match (plan, i)->is_proposed ? &proposed : NULL;
  apply (self, ks_reply_plan_new_edit (plan, self, self->store, choices, NULL, self->now * 1000));
}

static void
import_as (KsTestLearner *self, const char *const *words, KsImportChoice choice)
{
  const char *name = NULL;
  g_autoptr (KsStore) handout = read_handout (self, words[1], &name);
  g_autoptr (KsImportQuery) query = ks_import_query_new (self->store, self->now);
  g_autoptr (KsImportPlan) plan = NULL;
  g_autofree KsImportDecision *decisions = NULL;
  g_autoptr (GError) error = NULL;

  ks_import_query_add_source (query, handout, name, NULL);
  plan = ks_import_plan_new (query, NULL, &error);
  g_assert_no_error (error);
  decisions = g_new0 (KsImportDecision, ks_import_plan_get_n_rows (plan));
  for (guint i = 0; i < ks_import_plan_get_n_rows (plan); i++)
    decisions[i].choice =
      ks_import_plan_get_row (plan, i)->conflict != NULL ? choice : ks_import_plan_get_row (plan, i)->choice;
  apply (self, ks_import_plan_new_edit (plan, decisions, self->store, ks_store_get_password (self->store),
                                        self->now * 1000, NULL, NULL, &error));
  g_assert_no_error (error);
}

static void
import (KsTestLearner *self, const char *const *words)
{
  import_as (self, words, KS_IMPORT_ADD);
}

static void
replace (KsTestLearner *self, const char *const *words)
{
  import_as (self, words, KS_IMPORT_REPLACE);
}

static void
complete (KsTestLearner *self, const char *const *words)
{
  KsEntry *entry = find (self, words[1]);
  g_autoptr (KsVerdict) verdict = ks_test_learner_verify (self, words[1]);
  g_autoptr (GPtrArray) chain = ks_verify_propose_chain (verdict, FALSE);
  g_autoptr (KsEntry) repaired = chain != NULL ? ks_entry_with_chain (entry, chain) : NULL;

  if (repaired != NULL)
    apply (self, ks_edit_new_replace ("Chain completed", entry, repaired));
}

static void
remove_from_chain (KsTestLearner *self, const char *const *words)
{
  KsEntry *entry = find (self, words[2]);
  guint64 left_out = g_ascii_strtoull (words[1], NULL, 10);
  g_autoptr (GPtrArray) chain = g_ptr_array_new ();
  g_autoptr (KsEntry) shorter = NULL;

  for (guint i = 0; i < ks_entry_get_chain_length (entry); i++)
    if (i != left_out)
      g_ptr_array_add (chain, ks_entry_get_certificate (entry, i));
  shorter = ks_entry_with_chain (entry, chain);
  apply (self, ks_edit_new_replace ("Removed", entry, shorter));
}

static void delete (KsTestLearner *self, const char *const *words)
{
  g_autofree char *alias = g_strjoinv (" ", (char **) words + 1);
  g_autoptr (GPtrArray) entries = ks_store_snapshot (self->store);

  if (!g_str_equal (alias, "*")) {
    apply (self, ks_edit_new_remove ("Deleted", find (self, alias)));
    return;
  }
  for (guint i = 0; i < entries->len; i++)
    apply (self, ks_edit_new_remove ("Deleted", g_ptr_array_index (entries, i)));
}

static GPtrArray *
issue (KsTestLearner *self, KsSecret *key, const char *host, KsEntry *ca)
{
  g_autoptr (KsCertificateSpec) spec = ks_certificate_spec_new ();
  g_autoptr (GBytes) spki = ks_key_dup_spki (key, NULL);
  g_autoptr (KsSecret) signer = ca != NULL ? ks_keyring_unlock (self->keyring, ca, NULL, NULL) : NULL;
  g_autoptr (GPtrArray) chain = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func ((GDestroyNotify) ks_name_part_free);
  g_autoptr (GError) error = NULL;

  ks_certificate_spec_use_template (spec, ks_usage_template_find ("tls-server"),
                                    ks_key_algorithm_find ("ec-p256"));
  ks_certificate_spec_set_validity (spec, self->now, 90);
  g_ptr_array_add (parts, ks_name_part_new ("CN", host));
  ks_name_unref (spec->subject);
  spec->subject = ks_name_new_from_parts (parts, NULL);
  g_ptr_array_unref (spec->names);
  spec->names = ks_general_name_parse_list (host);
  g_ptr_array_add (chain, ks_certificate_spec_issue (spec, spki, ca != NULL ? ks_entry_get_leaf (ca) : NULL,
                                                     ca != NULL ? signer : key, &error));
  g_assert_no_error (error);
  for (guint i = 0; ca != NULL && i < ks_entry_get_chain_length (ca); i++)
    g_ptr_array_add (chain, g_object_ref (ks_entry_get_certificate (ca, i)));
  return g_steal_pointer (&chain);
}

static void
generate (KsTestLearner *self, const char *const *words)
{
  KsEntry *ca = g_str_equal (words[3], "-") ? NULL : find (self, words[3]);
  g_autoptr (KsSecret) key = ks_key_generate (ks_key_algorithm_find ("ec-p256"), NULL, NULL);
  g_autoptr (GPtrArray) chain = issue (self, key, words[2], ca);
  g_autoptr (KsKey) plain = ks_key_new_plain (KS_KEY_PRIVATE, key, NULL);
  g_autoptr (KsEntry) entry = ks_entry_new (KS_ENTRY_KEY, words[1], self->now * 1000, plain, chain);
  g_autoptr (GError) error = NULL;
  g_autoptr (KsEntry) protected =
    ks_convert_entry (entry, self->store, self->keyring, ks_store_get_password (self->store),
                      self->now * 1000, &error);

  g_assert_no_error (error);
  apply (self, ks_edit_new_insert ("Generated", protected));
}

static void
change_password (KsTestLearner *self, const char *const *words)
{
  g_autoptr (KsSecret) old = ks_secret_new_from_string (words[2]);
  g_autoptr (KsSecret) new = ks_secret_new_from_string (words[3]);
  g_autoptr (GError) error = NULL;

  ks_keyring_add (self->keyring, words[1], old);
  ks_keyring_add (self->keyring, words[1], new);
  apply (self, ks_convert_new_entry_password_edit (self->store, find (self, words[1]), old, new, &error));
  g_assert_no_error (error);
}

static void
renew_with (KsTestLearner *self, const char *alias, const KsKeyAlgorithm *new_key)
{
  KsEntry *entry = find (self, alias);
  const KsRenewalChoice choice = {
    .kind = KS_RENEWAL_SELF_SIGNED,
    .new_key = new_key,
    .not_before = self->now,
    .not_after = self->now + 100 * KS_DAY,
    .accepts_loss = TRUE,
  };
  g_autoptr (KsSecret) plain = ks_keyring_unlock (self->keyring, entry, NULL, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (KsRenewal) renewal =
    ks_renewal_new (self->store, entry, ks_lesson_get_role (self->lesson), &choice, plain,
                    ks_store_get_password (self->store), self->now, NULL, &error);

  g_assert_no_error (error);
  apply (self, ks_edit_ref (ks_renewal_get_edit (renewal)));
}

static void
renew (KsTestLearner *self, const char *const *words)
{
  renew_with (self, words[1], NULL);
}

static void
renew_key (KsTestLearner *self, const char *const *words)
{
  renew_with (self, words[1], ks_key_algorithm_find ("rsa-2048"));
}

static const struct {
  const char *word;
  void (*step) (KsTestLearner *self, const char *const *words);
} steps_by_word[] = {
  { "reply", reply },
  { "import", import },
  { "replace", replace },
  { "complete", complete },
  { "remove", remove_from_chain },
  { "delete", delete },
  { "generate", generate },
  { "password", change_password },
  { "renew", renew },
  { "renew-key", renew_key },
};

static void
do_step (KsTestLearner *self, const char *step)
{
  g_auto (GStrv) words = g_strsplit (step, " ", -1);

  for (gsize i = 0; i < G_N_ELEMENTS (steps_by_word); i++)
    if (g_str_equal (words[0], steps_by_word[i].word)) {
      steps_by_word[i].step (self, (const char *const *) words);
      return;
    }
  g_error ("No such step: %s", step);
}

void
ks_test_learner_do (KsTestLearner *self, const char *steps)
{
  g_auto (GStrv) list = g_strsplit (steps, "; ", -1);

  for (gsize i = 0; list[i] != NULL; i++)
    do_step (self, list[i]);
}

gboolean *
ks_test_learner_judge (KsTestLearner *self)
{
  g_autoptr (GPtrArray) entries = ks_store_snapshot (self->store);
  g_autoptr (GError) error = NULL;
  gboolean *met =
    ks_lesson_judge (self->lesson, self->setup, entries, self->keyring, self->now, NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (met);
  return met;
}

gboolean
ks_test_learner_has_solved (KsTestLearner *self)
{
  g_autofree gboolean *met = ks_test_learner_judge (self);
  guint n_goals = 0;
  const KsLessonGoal *goals = ks_lesson_get_goals (self->lesson, &n_goals);
  gboolean solved = TRUE;

  for (guint i = 0; i < n_goals; i++) {
    g_autofree char *text = ks_lesson_goal_dup_text (&goals[i]);

    g_test_message ("%s: %s", met[i] ? "met" : "not met", text);
    solved &= met[i];
  }
  return solved;
}

KsVerdict *
ks_test_learner_verify (KsTestLearner *self, const char *alias)
{
  g_autoptr (GPtrArray) entries = ks_store_snapshot (self->store);
  g_autoptr (GError) error = NULL;
  KsVerdict *verdict = ks_lesson_verify (self->lesson, self->setup, entries, find (self, alias),
                                         self->keyring, self->now, NULL, &error);

  g_assert_no_error (error);
  return verdict;
}
