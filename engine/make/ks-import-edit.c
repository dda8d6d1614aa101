/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-config.h"

#include <glib/gi18n-lib.h>

#include "ks-error.h"
#include "ks-import-private.h"
#include "ks-store-private.h"

/* Where an edit is made up. */
typedef struct {
  KsImportPlan *plan;
  KsStore *scratch;     /* the target with what came so far */
  GHashTable *replaced; /* entries of the target that are gone */
  KsSecret *password;
  gint64 now_ms;
  GPtrArray *edits;
  char *first; /* alias of the first entry that comes */
} Making;

static gboolean
refuse_alias (const char *alias, GError **error)
{
  g_autofree char *shown = ks_text_make_visible (alias);

  g_set_error (error, KS_ERROR, KS_ERROR_EXISTS,
               /* Translators: %s is the name of an entry of a keystore */
               _ ("There is an entry called “%s” already. Choose another name."), shown);
  return FALSE;
}

static KsEntry *
convert (Making *making, const KsImportRow *row, KsEntry *entry, GError **error)
{
  const KsImportSource *source = making->plan->query->sources->pdata[row->source];

  return ks_convert_entry (entry, making->scratch, source->keyring, making->password, making->now_ms, error);
}

static void
remember (Making *making, KsEdit *edit, const char *alias)
{
  g_ptr_array_add (making->edits, edit);
  if (making->first == NULL)
    making->first = g_strdup (alias);
}

static gboolean
add (Making *making, const KsImportRow *row, const char *alias, GError **error)
{
  gboolean ignores_case = (ks_store_get_format (making->scratch)->flags & KS_FORMAT_IGNORES_ALIAS_CASE) != 0;
  g_autofree char *wanted = ignores_case ? ks_alias_fold (alias) : g_strdup (alias);
  g_autoptr (KsEntry) named = ks_entry_with_alias (row->entry, wanted);
  g_autoptr (KsEntry) converted = NULL;

  if (ks_store_count_alias (making->scratch, wanted) > 0)
    return refuse_alias (wanted, error);
  converted = convert (making, row, named, error);
  if (converted == NULL)
    return FALSE;

  ks_store_add_loaded (making->scratch, converted);
  remember (making, ks_edit_new_insert ("", converted), ks_entry_get_alias (converted));

  return TRUE;
}

static gboolean
replace (Making *making, const KsImportRow *row, GError **error)
{
  const char *alias = ks_entry_get_alias (row->conflict);
  g_autoptr (KsEntry) converted = NULL;
  g_autoptr (KsEntry) named = NULL;

  if (!g_hash_table_add (making->replaced, row->conflict))
    return refuse_alias (alias, error);
  converted = convert (making, row, row->entry, error);
  if (converted == NULL)
    return FALSE;

  named = ks_entry_with_alias (converted, alias);
  remember (making, ks_edit_new_replace ("", row->conflict, named), alias);

  return TRUE;
}

static gboolean
carry_out (Making *making, const KsImportRow *row, const KsImportDecision *decision, GError **error)
{
  KsImportChoice choice = decision != NULL ? decision->choice : row->choice;
  const char *alias = decision != NULL && decision->alias != NULL ? decision->alias : row->alias;

  if (choice == KS_IMPORT_SKIP)
    return TRUE;
  if (choice == KS_IMPORT_REPLACE && row->conflict != NULL)
    return replace (making, row, error);

  return add (making, row, alias, error);
}

static KsEdit *
compound (Making *making)
{
  guint n = making->edits->len;
  g_autofree char *shown = ks_text_make_visible (making->first);
  g_autofree char *label =
    /* Translators: %s is an alias */
    n == 1 ? g_strdup_printf (_ ("“%s” imported"), shown)
           : g_strdup_printf (ngettext ("%u entry imported", "%u entries imported", n), n);

  return ks_edit_new_compound (label, making->edits);
}

static gboolean
make (Making *making,
      const KsImportDecision *decisions,
      guint *failed_row,
      GCancellable *cancellable,
      GError **error)
{
  GPtrArray *rows = making->plan->rows;

  for (guint i = 0; i < rows->len; i++) {
    if (g_cancellable_set_error_if_cancelled (cancellable, error))
      return FALSE;
    *failed_row = i;
    if (!carry_out (making, rows->pdata[i], decisions != NULL ? &decisions[i] : NULL, error))
      return FALSE;
  }
  *failed_row = rows->len;
  if (making->edits->len > 0)
    return TRUE;

  g_set_error_literal (error, KS_ERROR, KS_ERROR_NOT_FOUND, _ ("Nothing is chosen to be imported."));
  return FALSE;
}

/**
 * ks_import_plan_new_edit:
 * @self: a plan
 * @decisions: (nullable) (array): what becomes of each row; %NULL for what the plan proposes
 * @target: the store that the plan is for, or a copy of it where a worker calls; it is not changed
 * @password: (nullable): protects the keys in the target
 * @now_ms: creation time for entries that have none
 * @failed_row: (out) (optional): the row that an error is about; the number of rows when it is about none
 * @cancellable: (nullable): ends it early
 * @error: KS_ERROR_EXISTS, KS_ERROR_LOSSY, KS_ERROR_WRONG_PASSWORD, KS_ERROR_PASSWORD_NEEDED, KS_ERROR_NOT_FOUND, %G_IO_ERROR_CANCELLED
 *
 * Makes one undoable step of everything that was chosen. All or nothing.
 *
 * Returns: (transfer full): the edit
 */
KsEdit *
ks_import_plan_new_edit (KsImportPlan *self,
                         const KsImportDecision *decisions,
                         KsStore *target,
                         KsSecret *password,
                         gint64 now_ms,
                         guint *failed_row,
                         GCancellable *cancellable,
                         GError **error)
{
  g_autoptr (KsStore) scratch = ks_store_copy (target);
  g_autoptr (GHashTable) replaced = g_hash_table_new (NULL, NULL);
  g_autoptr (GPtrArray) edits = g_ptr_array_new_with_free_func ((GDestroyNotify) ks_edit_unref);
  Making making = { self, scratch, replaced, password, now_ms, edits, NULL };
  guint ignored = 0;
  KsEdit *edit = NULL;

  if (make (&making, decisions, failed_row != NULL ? failed_row : &ignored, cancellable, error))
    edit = compound (&making);
  g_free (making.first);

  return edit;
}
