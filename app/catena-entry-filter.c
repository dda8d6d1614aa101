/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "catena-config.h"

#include "catena-entry-filter.h"

struct _CatenaEntryFilter {
  GtkFilter parent_instance;

  CatenaVerification *verification;
  char **words; /* case-folded, or NULL */
  gboolean (*is_in_subset) (CatenaEntryFilter *self, KsEntry *entry);
};

G_DEFINE_FINAL_TYPE (CatenaEntryFilter, catena_entry_filter, GTK_TYPE_FILTER)

static gboolean
is_key (CatenaEntryFilter *self, KsEntry *entry)
{
  return ks_entry_get_kind (entry) == KS_ENTRY_KEY || ks_entry_get_kind (entry) == KS_ENTRY_SECRET;
}

static gboolean
is_trusted (CatenaEntryFilter *self, KsEntry *entry)
{
  return ks_entry_get_kind (entry) == KS_ENTRY_CERTIFICATE;
}

static gboolean
has_issue (CatenaEntryFilter *self, KsEntry *entry)
{
  KsState state = catena_verification_get_mark (self->verification, entry, NULL);

  return state == KS_STATE_FAIL || state == KS_STATE_WARNING;
}

static const struct {
  const char *name;
  gboolean (*contains) (CatenaEntryFilter *self, KsEntry *entry);
} subsets[] = {
  { "keys", is_key },
  { "trusted", is_trusted },
  { "issues", has_issue },
};

static gboolean
catena_entry_filter_match (GtkFilter *filter, gpointer item)
{
  CatenaEntryFilter *self = CATENA_ENTRY_FILTER (filter);

  if (self->is_in_subset != NULL && !self->is_in_subset (self, item))
    return FALSE;

  for (guint i = 0; self->words != NULL && self->words[i] != NULL; i++)
    if (strstr (ks_entry_get_search_text (item), self->words[i]) == NULL)
      return FALSE;

  return TRUE;
}

static GtkFilterMatch
catena_entry_filter_get_strictness (GtkFilter *filter)
{
  CatenaEntryFilter *self = CATENA_ENTRY_FILTER (filter);

  return self->is_in_subset == NULL && self->words == NULL ? GTK_FILTER_MATCH_ALL : GTK_FILTER_MATCH_SOME;
}

static void
catena_entry_filter_finalize (GObject *object)
{
  CatenaEntryFilter *self = CATENA_ENTRY_FILTER (object);

  g_clear_object (&self->verification);
  g_clear_pointer (&self->words, g_strfreev);

  G_OBJECT_CLASS (catena_entry_filter_parent_class)->finalize (object);
}

static void
catena_entry_filter_class_init (CatenaEntryFilterClass *klass)
{
  GtkFilterClass *filter_class = GTK_FILTER_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = catena_entry_filter_finalize;
  filter_class->match = catena_entry_filter_match;
  filter_class->get_strictness = catena_entry_filter_get_strictness;
}

static void
catena_entry_filter_init (CatenaEntryFilter *self)
{
}

/**
 * catena_entry_filter_new:
 *
 * Returns: (transfer full): a filter that shows everything
 */
CatenaEntryFilter *
catena_entry_filter_new (void)
{
  return g_object_new (CATENA_TYPE_ENTRY_FILTER, NULL);
}

/**
 * catena_entry_filter_set_verification:
 * @self: a filter
 * @verification: what knows which entries have issues
 *
 * Says whom to ask.
 */
void
catena_entry_filter_set_verification (CatenaEntryFilter *self, CatenaVerification *verification)
{
  g_set_object (&self->verification, verification);
}

/* "AB:CD:EF" and "abcdef" are the same number; the texts have the second form. */
static char *
normalize (const char *word)
{
  gboolean is_hex = strchr (word, ':') != NULL && strspn (word, "0123456789abcdef:") == strlen (word);
  g_auto (GStrv) parts = NULL;

  if (!is_hex)
    return g_strdup (word);

  parts = g_strsplit (word, ":", -1);
  return g_strjoinv ("", parts);
}

/**
 * catena_entry_filter_set_text:
 * @self: a filter
 * @text: what was typed: words that an entry must have somewhere, whatever their case
 *
 * Sets the text to search for.
 */
void
catena_entry_filter_set_text (CatenaEntryFilter *self, const char *text)
{
  g_autofree char *folded = g_utf8_casefold (text, -1);
  g_auto (GStrv) parts = g_strsplit_set (folded, " \t", -1);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; parts[i] != NULL; i++)
    if (*parts[i] != '\0')
      g_strv_builder_take (builder, normalize (parts[i]));

  g_strfreev (self->words);
  self->words = g_strv_builder_end (builder);
  if (self->words[0] == NULL)
    g_clear_pointer (&self->words, g_strfreev);

  gtk_filter_changed (GTK_FILTER (self), GTK_FILTER_CHANGE_DIFFERENT);
}

/**
 * catena_entry_filter_set_subset:
 * @self: a filter
 * @subset: "all", "keys", "trusted" or "issues"
 *
 * Sets the subset to show.
 */
void
catena_entry_filter_set_subset (CatenaEntryFilter *self, const char *subset)
{
  self->is_in_subset = NULL;
  for (guint i = 0; i < G_N_ELEMENTS (subsets); i++)
    if (g_strcmp0 (subset, subsets[i].name) == 0)
      self->is_in_subset = subsets[i].contains;

  gtk_filter_changed (GTK_FILTER (self), GTK_FILTER_CHANGE_DIFFERENT);
}

/**
 * catena_entry_filter_marks_changed:
 * @self: a filter
 *
 * Asks again which entries have issues, where that decides.
 */
void
catena_entry_filter_marks_changed (CatenaEntryFilter *self)
{
  if (self->is_in_subset == has_issue)
    gtk_filter_changed (GTK_FILTER (self), GTK_FILTER_CHANGE_DIFFERENT);
}
