/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-config.h"

#include "ks-check.h"

#include <glib/gi18n-lib.h>

static const char *const state_nicks[] = {
  [KS_STATE_PASS] = "pass",
  [KS_STATE_NOT_APPLICABLE] = "not-applicable",
  [KS_STATE_NOT_CHECKED] = "not-checked",
  [KS_STATE_INFO] = "info",
  [KS_STATE_WARNING] = "warning",
  [KS_STATE_FAIL] = "fail",
};

static const char *const state_words[] = {
  [KS_STATE_PASS] = N_ ("Holds"),
  [KS_STATE_NOT_APPLICABLE] = N_ ("Does not apply"),
  [KS_STATE_NOT_CHECKED] = N_ ("Not checked"),
  [KS_STATE_INFO] = N_ ("Information"),
  [KS_STATE_WARNING] = N_ ("Warning"),
  [KS_STATE_FAIL] = N_ ("Fails"),
};

/**
 * ks_state_get_word:
 * @state: a state
 *
 * The word that stands beside the mark of @state (visual.md section 2).
 *
 * Returns: (transfer none): translated
 */
const char *
ks_state_get_word (KsState state)
{
  return g_dgettext (GETTEXT_PACKAGE, state_words[state]);
}

/**
 * ks_state_get_nick:
 * @state: a state
 *
 * The name of @state for machines: JSON, CSS classes, icon names.
 *
 * Returns: (transfer none): never translated
 */
const char *
ks_state_get_nick (KsState state)
{
  return state_nicks[state];
}

/**
 * ks_state_worst:
 * @a: a state
 * @b: another
 *
 * Returns: the one that asks for more attention
 */
KsState
ks_state_worst (KsState a, KsState b)
{
  return MAX (a, b);
}

/* Most results have little to say, and there are sixty of them to a path. */
static char nothing[] = "";

static char *
dup_text (const char *text)
{
  return text != NULL && *text != '\0' ? g_strdup (text) : nothing;
}

static void
free_text (char *text)
{
  if (text != nothing)
    g_free (text);
}

/**
 * ks_result_new:
 * @check_id: the id of a row of the table of checks
 * @state: what came out
 * @ours: (nullable): the certificate's value
 * @theirs: (nullable): the value it was compared with
 * @sentence: (transfer full) (nullable): translated; for not checked the reason
 *
 * Returns: (transfer full): a result
 */
KsResult *
ks_result_new (const char *check_id, KsState state, const char *ours, const char *theirs, char *sentence)
{
  return ks_result_new_for (ks_check_find (check_id), state, ours, theirs, sentence);
}

/**
 * ks_result_new_for:
 * @check: a row of the table of checks, or of one of its own, which outlives the result
 * @state: what came out
 * @ours: (nullable): the certificate's value
 * @theirs: (nullable): the value it was compared with
 * @sentence: (transfer full) (nullable): translated; for not checked the reason
 *
 * Returns: (transfer full): a result
 */
KsResult *
ks_result_new_for (const KsCheck *check, KsState state, const char *ours, const char *theirs, char *sentence)
{
  KsResult *self = g_new0 (KsResult, 1);

  g_assert (check != NULL);
  self->check = check;
  self->state = state;
  self->ours = dup_text (ours);
  self->theirs = dup_text (theirs);
  self->sentence = sentence != NULL ? sentence : nothing;
  return self;
}

/**
 * ks_result_free:
 * @self: (transfer full): a result
 *
 * Frees a result that no verdict owns.
 */
void
ks_result_free (KsResult *self)
{
  free_text (self->ours);
  free_text (self->theirs);
  free_text (self->sentence);
  g_free (self);
}
