/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-config.h"

#include "ks-explanation-private.h"

#include <glib/gi18n-lib.h>

#include "ks-check.h"
#include "ks-lint.h"

typedef struct {
  GPtrArray *rows; /* of const KsExplanation */
  GHashTable *by_id;
} Index;

static void
add (Index *index, const KsExplanation *row)
{
  g_ptr_array_add (index->rows, (gpointer) row);
  g_hash_table_insert (index->by_id, (gpointer) row->id, (gpointer) row);
}

static void
add_check (Index *index, const KsCheck *check)
{
  KsExplanation *row = g_new0 (KsExplanation, 1);

  row->id = g_strconcat ("check:", check->id, NULL);
  row->text = check->why;
  row->reference = check->reference;
  row->url = check->url;
  add (index, row);
}

static gpointer
make_index (gpointer unused)
{
  const KsExplanation *const tables[] = { ks_explanations_of_fields, ks_explanations_of_views,
                                          ks_explanations_of_extensions, ks_explanations_of_attributes,
                                          ks_explanations_of_elements };
  Index *index = g_new0 (Index, 1);

  index->rows = g_ptr_array_new ();
  index->by_id = g_hash_table_new (g_str_hash, g_str_equal);
  for (gsize i = 0; i < G_N_ELEMENTS (tables); i++)
    for (const KsExplanation *row = tables[i]; row->id != NULL; row++)
      add (index, row);
  for (const KsCheck *const *check = ks_check_list (); *check != NULL; check++)
    add_check (index, *check);
  for (const KsLint *const *lint = ks_lint_list (); *lint != NULL; lint++)
    add_check (index, &(*lint)->check);
  return index;
}

static const Index *
get_index (void)
{
  static GOnce once = G_ONCE_INIT;

  return g_once (&once, make_index, NULL);
}

/**
 * ks_explanation_find:
 * @id: for example "field:serial"
 *
 * Returns: (transfer none) (nullable): what is said about it
 */
const KsExplanation *
ks_explanation_find (const char *id)
{
  g_return_val_if_fail (id != NULL, NULL);

  return g_hash_table_lookup (get_index ()->by_id, id);
}

/**
 * ks_explanation_list:
 * @n_explanations: (out): how many there are
 *
 * Returns: (transfer none) (array length=n_explanations): all of them
 */
const KsExplanation *const *
ks_explanation_list (guint *n_explanations)
{
  *n_explanations = get_index ()->rows->len;
  return (const KsExplanation *const *) get_index ()->rows->pdata;
}

/**
 * ks_explanation_get_title:
 * @self: an explanation
 *
 * Returns: (transfer none) (nullable): what it is about, translated
 */
const char *
ks_explanation_get_title (const KsExplanation *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->title != NULL ? g_dgettext (GETTEXT_PACKAGE, self->title) : NULL;
}

/**
 * ks_explanation_get_text:
 * @self: an explanation
 *
 * Returns: (transfer none): what is said, translated
 */
const char *
ks_explanation_get_text (const KsExplanation *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_dgettext (GETTEXT_PACKAGE, self->text);
}
