/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-config.h"

#include <glib/gi18n-lib.h>

#include "ks-compatibility-private.h"

static void
compatibility_free (KsCompatibility *self)
{
  g_array_unref (self->reasons);
  g_free (self);
}

static gboolean
applies (const KsCompatibilityRule *rule, const KsCompatibilityFacts *facts, guint program)
{
  return (rule->programs & (1u << program)) != 0 &&
         (rule->format == NULL || g_str_equal (rule->format, facts->format->id)) &&
         (facts->traits & rule->trait) == rule->trait;
}

static int
compare_reasons (gconstpointer a, gconstpointer b)
{
  const KsCompatibilityReason *left = a, *right = b;

  return (int) right->state - (int) left->state;
}

/* Whether anything at all is known about the format. */
static gboolean
is_known (const KsCompatibilityFacts *facts, guint program)
{
  for (guint i = 0; i < ks_compatibility_n_rules; i++)
    if (ks_compatibility_rules[i].format != NULL && applies (&ks_compatibility_rules[i], facts, program))
      return TRUE;

  return FALSE;
}

static void
add_reasons (KsCompatibility *self, const KsCompatibilityFacts *facts, guint program)
{
  for (guint i = 0; i < ks_compatibility_n_rules; i++) {
    const KsCompatibilityRule *rule = &ks_compatibility_rules[i];
    KsCompatibilityReason reason = { rule->state, NULL, rule->source };

    if (!applies (rule, facts, program))
      continue;
    self->state = MAX (self->state, rule->state);
    if (rule->sentence == NULL)
      continue;
    reason.sentence = g_dgettext (GETTEXT_PACKAGE, rule->sentence);
    g_array_append_val (self->reasons, reason);
  }
  /* A program that refuses the file says nothing about its keys. */
  g_array_sort (self->reasons, compare_reasons);
  while (self->state == KS_COMPATIBILITY_NO && self->reasons->len > 0 &&
         g_array_index (self->reasons, KsCompatibilityReason, self->reasons->len - 1).state < self->state)
    g_array_set_size (self->reasons, self->reasons->len - 1);
}

/**
 * ks_compatibility_list:
 * @facts: what is known about a file
 *
 * Asks the table who can open a file.
 *
 * Returns: (transfer full) (element-type KsCompatibility): one for each program, in the order of the table
 */
GPtrArray *
ks_compatibility_list (const KsCompatibilityFacts *facts)
{
  GPtrArray *list = g_ptr_array_new_with_free_func ((GDestroyNotify) compatibility_free);

  for (guint i = 0; i < ks_compatibility_n_programs; i++) {
    KsCompatibility *self = g_new0 (KsCompatibility, 1);

    self->id = ks_compatibility_programs[i].id;
    self->family = ks_compatibility_programs[i].family;
    self->version = ks_compatibility_programs[i].version;
    self->state = is_known (facts, i) ? KS_COMPATIBILITY_YES : KS_COMPATIBILITY_UNKNOWN;
    self->reasons = g_array_new (FALSE, FALSE, sizeof (KsCompatibilityReason));
    add_reasons (self, facts, i);
    g_ptr_array_add (list, self);
  }

  return list;
}

/**
 * ks_compatibility_state_get_nick:
 * @state: an answer
 *
 * Returns: (transfer none): a word for CSS classes and tests
 */
const char *
ks_compatibility_state_get_nick (KsCompatibilityState state)
{
  static const char *const nicks[] = { "yes", "unknown", "partly", "no" };

  return nicks[state];
}

/**
 * ks_compatibility_state_get_word:
 * @state: an answer
 *
 * Returns: (transfer none): the answer for people
 */
const char *
ks_compatibility_state_get_word (KsCompatibilityState state)
{
  static const char *const words[] = {
    /* Translators: a program opens the file */
    N_ ("Opens it"),
    /* Translators: it is not known whether a program opens the file */
    N_ ("Not known"),
    /* Translators: a program opens the file only partly, or only in some versions */
    N_ ("With reservations"),
    /* Translators: a program does not open the file */
    N_ ("Refuses it"),
  };

  return g_dgettext (GETTEXT_PACKAGE, words[state]);
}
