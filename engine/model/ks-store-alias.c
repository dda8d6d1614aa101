/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "ks-format.h"
#include "ks-store-private.h"

static gboolean
is_cased (const char *at)
{
  gunichar c = g_utf8_get_char_validated (at, -1);

  return g_unichar_isupper (c) || g_unichar_islower (c) || g_unichar_istitle (c);
}

/* The capital sigma has two small letters: another one stands at the end of a word. */
static gboolean
is_final_sigma (const char *text, const char *at)
{
  const char *before = g_utf8_find_prev_char (text, at);

  return before != NULL && is_cased (before) && !is_cased (g_utf8_next_char (at));
}

/**
 * ks_alias_fold:
 * @alias: an alias, UTF-8 for the most part
 *
 * Makes an alias small as Java's String.toLowerCase (Locale.ENGLISH) does, whatever the locale of now is. Bytes that are no
 * UTF-8 stay as they are.
 *
 * Returns: (transfer full): the alias in small letters
 */
char *
ks_alias_fold (const char *alias)
{
  GString *folded = g_string_sized_new (strlen (alias));

  for (const char *p = alias; *p != '\0';) {
    gunichar c = g_utf8_get_char_validated (p, -1);

    if (c == (gunichar) -1 || c == (gunichar) -2) {
      g_string_append_c (folded, *p++);
      continue;
    }
    /* The one letter whose small form has two characters. */
    if (c == 0x130)
      g_string_append (folded, "i\xcc\x87");
    else if (c == 0x3a3 && is_final_sigma (alias, p))
      g_string_append_unichar (folded, 0x3c2);
    else
      g_string_append_unichar (folded, g_unichar_tolower (c));
    p = g_utf8_next_char (p);
  }

  return g_string_free_and_steal (folded);
}

static char *
fold_for (KsStore *self, const char *alias)
{
  if (self->format->flags & KS_FORMAT_IGNORES_ALIAS_CASE)
    return ks_alias_fold (alias);

  return g_strdup (alias);
}

static void
add_to_count (KsStore *self, const char *alias, int difference)
{
  g_autofree char *folded = fold_for (self, alias);
  guint count = GPOINTER_TO_UINT (g_hash_table_lookup (self->counts, folded));

  g_hash_table_replace (self->counts, g_steal_pointer (&folded), GUINT_TO_POINTER (count + difference));
}

/* A store of thousands that is only looked at never needs the table. */
static void
ensure_counts (KsStore *self)
{
  if (self->counts != NULL)
    return;

  self->counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < self->entries->len; i++)
    add_to_count (self, ks_entry_get_alias (self->entries->pdata[i]), 1);
}

/**
 * ks_store_add_to_count:
 * @self: a store
 * @alias: the alias of an entry that came or went
 * @difference: 1 or -1
 *
 * Keeps the number of entries per alias right.
 */
void
ks_store_add_to_count (KsStore *self, const char *alias, int difference)
{
  if (self->counts != NULL)
    add_to_count (self, alias, difference);
}

/**
 * ks_store_count_alias:
 * @self: a store
 * @alias: an alias
 *
 * Returns: how many entries have it, as the format compares aliases
 */
guint
ks_store_count_alias (KsStore *self, const char *alias)
{
  g_autofree char *folded = fold_for (self, alias);

  ensure_counts (self);

  return GPOINTER_TO_UINT (g_hash_table_lookup (self->counts, folded));
}

/**
 * ks_store_find:
 * @self: a store
 * @alias: an alias, exactly as the file has it
 *
 * Returns: (transfer none) (nullable): the first entry of that alias
 */
KsEntry *
ks_store_find (KsStore *self, const char *alias)
{
  if (ks_store_count_alias (self, alias) == 0)
    return NULL;

  for (guint i = 0; i < self->entries->len; i++) {
    KsEntry *entry = self->entries->pdata[i];

    if (strcmp (ks_entry_get_alias (entry), alias) == 0)
      return entry;
  }

  return NULL;
}

/**
 * ks_store_make_alias:
 * @self: a store
 * @wanted: the alias that somebody would like
 *
 * Returns: (transfer full): @wanted, or “wanted-2”, “wanted-3” and so on when it is taken
 */
char *
ks_store_make_alias (KsStore *self, const char *wanted)
{
  g_autofree char *alias = g_strdup (wanted);

  for (guint n = 2; ks_store_count_alias (self, alias) > 0; n++) {
    g_free (alias);
    alias = g_strdup_printf ("%s-%u", wanted, n);
  }

  return g_steal_pointer (&alias);
}
