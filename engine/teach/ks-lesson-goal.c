/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What goals there are, and their words. */

#include "ks-config.h"

#include "ks-lesson-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "ks-lint.h"

#define EVERYBODY "*"

static const struct {
  const char *nick;
  const char *about_one; /* N_(), with one %s for the alias */
  const char *about_all; /* N_() */
} kinds[] = {
  /* Translators: %s is the alias of an entry in all of these */
  [KS_LESSON_GOAL_TRUSTED] = { "trusted", N_ ("“%s” is trusted"), N_ ("Every entry is trusted") },
  [KS_LESSON_GOAL_CHECK] = { "check", NULL, NULL },
  [KS_LESSON_GOAL_PART] = { "part", NULL, NULL },
  [KS_LESSON_GOAL_SAME_KEY] = { "same-key", N_ ("“%s” still has its key"),
                                N_ ("Every entry still has its key") },
  [KS_LESSON_GOAL_NEW_KEY] = { "new-key", N_ ("“%s” has a new key"), N_ ("Every entry has a new key") },
  [KS_LESSON_GOAL_KEPT] = { "kept", N_ ("“%s” is still there"), N_ ("Every entry is still there") },
  [KS_LESSON_GOAL_GONE] = { "gone", N_ ("“%s” is gone"), N_ ("Every entry is gone") },
  /* No nick: a file has no certificates but those in its keystore. */
  [KS_LESSON_GOAL_ACCEPTS] = { NULL, N_ ("Clients with this truststore trust the server"),
                               N_ ("Clients with this truststore trust the server") },
};

G_STATIC_ASSERT (G_N_ELEMENTS (kinds) == KS_N_LESSON_GOALS);

static const struct {
  const char *nick;
  const char *about_one;
  const char *about_all;
} parts[] = {
  [KS_PART_STORED] = { "stored", N_ ("The chain of “%s” is stored whole and in order"),
                       N_ ("Every chain is stored whole and in order") },
  [KS_PART_PATH] = { "path", N_ ("“%s” has a path to somebody who is trusted"),
                     N_ ("Every entry has a path to somebody who is trusted") },
  [KS_PART_HOSTS] = { "hosts", N_ ("“%s” covers the hosts that clients ask for"),
                      N_ ("Every entry covers the hosts that clients ask for") },
  [KS_PART_KEY] = { "key", N_ ("The key of “%s” belongs to its certificate"),
                    N_ ("Every key belongs to its certificate") },
};

G_STATIC_ASSERT (G_N_ELEMENTS (parts) == KS_N_PARTS);

/**
 * _ks_lesson_goal_kind_get_nick:
 * @kind: what a goal asks
 *
 * Returns: (transfer none) (nullable): its name in files; %NULL where it cannot be in one
 */
const char *
_ks_lesson_goal_kind_get_nick (KsLessonGoalKind kind)
{
  return kinds[kind].nick;
}

/**
 * _ks_lesson_goal_kind_from_nick:
 * @nick: a name in a file
 * @kind: (out): what it asks
 *
 * Returns: whether there is such a kind
 */
gboolean
_ks_lesson_goal_kind_from_nick (const char *nick, KsLessonGoalKind *kind)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++) {
    if (g_strcmp0 (kinds[i].nick, nick) == 0) {
      *kind = (KsLessonGoalKind) i;
      return TRUE;
    }
  }

  return FALSE;
}

/**
 * _ks_lesson_part_from_nick:
 * @nick: a name in a file or in the table
 * @part: (out): the part of a verdict
 *
 * Returns: whether there is such a part
 */
gboolean
_ks_lesson_part_from_nick (const char *nick, KsPart *part)
{
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++) {
    if (g_strcmp0 (parts[i].nick, nick) == 0) {
      *part = (KsPart) i;
      return TRUE;
    }
  }

  return FALSE;
}

/**
 * _ks_lesson_find_entry:
 * @entries: (element-type KsEntry): entries
 * @alias: an alias, in any case of letters: some formats keep none
 *
 * Returns: (transfer none) (nullable): the entry
 */
KsEntry *
_ks_lesson_find_entry (GPtrArray *entries, const char *alias)
{
  g_autofree char *wanted = ks_alias_fold (alias);

  for (guint i = 0; i < entries->len; i++) {
    KsEntry *entry = g_ptr_array_index (entries, i);
    g_autofree char *folded = ks_alias_fold (ks_entry_get_alias (entry));

    if (strcmp (folded, wanted) == 0)
      return entry;
  }

  return NULL;
}

static char *
fill_in (const char *about_one, const char *about_all, const char *alias)
{
  g_autofree char *shown = ks_text_make_visible (alias);
  g_autoptr (GString) text = NULL;

  if (strcmp (alias, EVERYBODY) == 0)
    return g_strdup (g_dgettext (GETTEXT_PACKAGE, about_all));
  /* The sentences have one %s each. */
  text = g_string_new (g_dgettext (GETTEXT_PACKAGE, about_one));
  g_string_replace (text, "%s", shown, 1);
  return g_string_free_and_steal (g_steal_pointer (&text));
}

static char *
describe_check (const KsLessonGoal *goal)
{
  const char *id = goal->check != NULL ? goal->check : "";
  const KsCheck *check = ks_check_find (id);
  const KsLint *lint = check == NULL ? ks_lint_find (id) : NULL;
  g_autofree char *shown = ks_text_make_visible (goal->alias);
  const char *title = id;

  if (check != NULL)
    title = g_dgettext (GETTEXT_PACKAGE, check->title);
  else if (lint != NULL)
    title = g_dgettext (GETTEXT_PACKAGE, lint->check.title);
  if (strcmp (goal->alias, EVERYBODY) == 0)
    /* Translators: %s is the title of a check, such as “Names chain” */
    return g_strdup_printf (_ ("Every entry: %s"), title);
  /* Translators: the alias of an entry, then the title of a check, such as “Names chain” */
  return g_strdup_printf (_ ("“%s”: %s"), shown, title);
}

/**
 * ks_lesson_goal_dup_text:
 * @goal: a goal
 *
 * Returns: (transfer full): the goal in words, translated: its own, or made from the rest
 */
char *
ks_lesson_goal_dup_text (const KsLessonGoal *goal)
{
  KsPart part;

  g_return_val_if_fail (goal != NULL && goal->kind < KS_N_LESSON_GOALS, NULL);

  if (goal->text != NULL)
    return g_strdup (goal->text);
  if (goal->kind == KS_LESSON_GOAL_PART && _ks_lesson_part_from_nick (goal->check, &part))
    return fill_in (parts[part].about_one, parts[part].about_all, goal->alias);
  if (kinds[goal->kind].about_one != NULL)
    return fill_in (kinds[goal->kind].about_one, kinds[goal->kind].about_all, goal->alias);
  return describe_check (goal);
}
