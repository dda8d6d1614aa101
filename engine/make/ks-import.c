/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-config.h"

#include <glib/gi18n-lib.h>

#include "ks-convert-private.h"
#include "ks-import-private.h"

/* What the rows are compared with while a plan is made. */
typedef struct {
  KsImportQuery *query;
  GPtrArray *rows;
  GPtrArray *target; /* of KsEntry */
  KsStore *scratch;  /* the target and the rows so far, for aliases */
  KsImportJoiner *joiner;
  GHashTable *by_alias;   /* folded alias -> borrowed KsEntry of the target */
  GHashTable *by_content; /* content key -> borrowed KsEntry of the target */
  GHashTable *seen;       /* content keys of the rows so far */
  GHashTable *used;       /* DER of certificates that came into the chain of a bare key */
} Work;

static void
row_free (gpointer data)
{
  KsImportRow *row = data;

  g_clear_object (&row->entry);
  g_clear_object (&row->conflict);
  g_clear_object (&row->duplicate);
  g_free (row->wanted_alias);
  g_free (row->alias);
  g_free (row->problem);
  g_ptr_array_unref (row->notes);
  g_free (row);
}

static gboolean
ignores_case (KsStore *target)
{
  return (ks_store_get_format (target)->flags & KS_FORMAT_IGNORES_ALIAS_CASE) != 0;
}

static char *
fold (KsStore *target, const char *alias)
{
  return ignores_case (target) ? ks_alias_fold (alias) : g_strdup (alias);
}

/* The same for entries that are the same to people: a key is its public half, whatever its certificates are. */
static char *
make_content_key (KsEntry *entry)
{
  KsCertificate *leaf = ks_entry_get_leaf (entry);
  KsKey *key = ks_entry_get_key (entry);
  GBytes *bytes = ks_entry_get_data (entry);

  if (ks_entry_get_kind (entry) == KS_ENTRY_CERTIFICATE && leaf != NULL)
    return g_strconcat ("certificate ", ks_certificate_get_sha256 (leaf), NULL);
  if (ks_entry_get_kind (entry) == KS_ENTRY_KEY && leaf != NULL && ks_certificate_is_readable (leaf))
    return g_strconcat ("key ", ks_certificate_get_spki_sha256 (leaf), NULL);
  if (bytes == NULL && key != NULL)
    bytes = ks_key_get_bytes (key);

  return bytes != NULL ? g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes) : NULL;
}

static gboolean
is_bare_key (KsEntry *entry)
{
  return ks_entry_get_kind (entry) == KS_ENTRY_KEY && ks_entry_get_chain_length (entry) == 0 &&
         ks_entry_get_key (entry) != NULL;
}

static void
add_certificates (GPtrArray *all, GPtrArray *entries)
{
  for (guint i = 0; i < entries->len; i++)
    for (guint j = 0; j < ks_entry_get_chain_length (entries->pdata[i]); j++)
      g_ptr_array_add (all, ks_entry_get_certificate (entries->pdata[i], j));
}

/* Everything that may belong to a bare key: what comes first, then what the target has. */
static KsImportJoiner *
make_joiner (KsImportQuery *query, GPtrArray *target)
{
  g_autoptr (GPtrArray) all = g_ptr_array_new ();

  for (guint i = 0; i < query->sources->len; i++) {
    const KsImportSource *source = query->sources->pdata[i];
    g_autoptr (GPtrArray) entries = ks_store_snapshot (source->store);

    add_certificates (all, entries);
  }
  add_certificates (all, target);

  return ks_import_joiner_new (all, query->time);
}

static void
index_target (Work *work)
{
  for (guint i = 0; i < work->target->len; i++) {
    KsEntry *entry = work->target->pdata[i];
    char *content = make_content_key (entry);

    g_hash_table_insert (work->by_alias, fold (work->query->target, ks_entry_get_alias (entry)), entry);
    if (content != NULL)
      g_hash_table_insert (work->by_content, content, entry);
  }
}

static KsEntry *
join (Work *work, KsEntry *entry, KsSecret *plain)
{
  g_autoptr (GPtrArray) chain = ks_import_joiner_find_chain (work->joiner, plain);

  if (chain == NULL)
    return g_object_ref (entry);
  for (guint i = 0; i < chain->len; i++)
    g_hash_table_add (work->used, ks_certificate_get_der (chain->pdata[i]));

  return ks_entry_with_chain (entry, chain);
}

/* An alias that a reader made up from a file's name says less than the certificate's name. */
static const char *
choose_name (const KsImportSource *source, KsEntry *original, KsEntry *entry)
{
  gboolean has_names = (ks_store_get_format (source->store)->flags & KS_FORMAT_HOLDS_ALIASES) != 0;

  if (!has_names && is_bare_key (original) && ks_entry_get_leaf (entry) != NULL)
    return ks_entry_get_title (entry);

  return ks_entry_get_alias (entry);
}

static void
name_row (Work *work, KsImportRow *row, const char *name)
{
  g_autoptr (KsEntry) named = ks_entry_with_alias (row->entry, name);
  g_autoptr (KsEntry) taken = NULL;
  KsEntry *conflict = NULL;

  row->wanted_alias = fold (work->query->target, name);
  row->alias = ks_convert_make_alias (named, work->scratch);
  taken = ks_entry_with_alias (named, row->alias);
  ks_store_add_loaded (work->scratch, taken);

  conflict = g_hash_table_lookup (work->by_alias, row->wanted_alias);
  g_set_object (&row->conflict, conflict);
}

static void
compare_row (Work *work, KsImportRow *row)
{
  char *content = make_content_key (row->entry);
  KsEntry *duplicate = content != NULL ? g_hash_table_lookup (work->by_content, content) : NULL;

  g_set_object (&row->duplicate, duplicate);
  row->is_repeated = content != NULL && g_hash_table_contains (work->seen, content);
  if (content != NULL)
    g_hash_table_add (work->seen, content);
}

/* A private or secret key has to be opened to be protected anew; a bare one also to know whose it is. */
static void
open_row (Work *work, KsImportRow *row, const KsImportSource *source, KsEntry *entry)
{
  KsKey *key = ks_entry_get_key (entry);
  g_autoptr (KsSecret) plain = NULL;

  if (key == NULL || ks_key_get_kind (key) == KS_KEY_PUBLIC) {
    row->entry = g_object_ref (entry);
    return;
  }
  plain = ks_keyring_unlock (source->keyring, entry, NULL, NULL);
  row->is_locked = plain == NULL;
  row->entry = plain != NULL && is_bare_key (entry) ? join (work, entry, plain) : g_object_ref (entry);
}

static void
add_row (Work *work, guint place, KsEntry *entry)
{
  const KsImportSource *source = work->query->sources->pdata[place];
  const KsFormat *format = ks_store_get_format (work->query->target);
  KsImportRow *row = g_new0 (KsImportRow, 1);
  const char *refused;

  row->source = place;
  open_row (work, row, source, entry);
  refused = ks_convert_refuses (row->entry, format);
  if (refused != NULL)
    row->problem =
      /* Translators: the first %s is a format such as JKS, the second one a word such as “secret keys” */
      g_strdup_printf (_ ("A %s file cannot hold %s."), format->short_name, refused);
  name_row (work, row, choose_name (source, entry, row->entry));
  compare_row (work, row);
  row->notes = ks_import_list_notes (row->entry, work->query->time);
  g_ptr_array_add (work->rows, row);
}

static gboolean
has_same_chain (KsEntry *one, KsEntry *other)
{
  if (ks_entry_get_chain_length (one) != ks_entry_get_chain_length (other))
    return FALSE;
  for (guint i = 0; i < ks_entry_get_chain_length (one); i++)
    if (!ks_certificate_equal (ks_entry_get_certificate (one, i), ks_entry_get_certificate (other, i)))
      return FALSE;

  return TRUE;
}

static void
note_duplicate (KsImportRow *row)
{
  g_autofree char *shown = ks_text_make_visible (ks_entry_get_alias (row->duplicate));

  if (has_same_chain (row->entry, row->duplicate))
    /* Translators: %s is an alias */
    ks_import_add_note (row->notes, FALSE,
                        g_strdup_printf (_ ("The keystore has it already, as “%s”."), shown));
  else
    ks_import_add_note (row->notes, FALSE,
                        /* Translators: %s is an alias */
                        g_strdup_printf (_ ("“%s” in the keystore has the same key, with other certificates."),
                                         shown));
}

/* What can be said only when all rows are there. */
static void
finish_row (Work *work, KsImportRow *row)
{
  KsCertificate *leaf = ks_entry_get_leaf (row->entry);

  row->is_used = ks_entry_get_kind (row->entry) == KS_ENTRY_CERTIFICATE && leaf != NULL &&
                 g_hash_table_contains (work->used, ks_certificate_get_der (leaf));
  if (row->duplicate != NULL)
    note_duplicate (row);
  if (row->is_used)
    ks_import_add_note (row->notes, FALSE, g_strdup (_ ("It comes with its key, in the chain.")));
  if (row->is_repeated)
    ks_import_add_note (row->notes, FALSE, g_strdup (_ ("It is here more than once.")));
  if (row->is_locked)
    ks_import_add_note (row->notes, FALSE, g_strdup (_ ("Its key is locked with another password.")));

  row->choice = row->problem != NULL || row->is_used || row->is_repeated ||
                    (row->duplicate != NULL && has_same_chain (row->entry, row->duplicate))
                  ? KS_IMPORT_SKIP
                  : KS_IMPORT_ADD;
}

static gboolean
fill (Work *work, GCancellable *cancellable, GError **error)
{
  for (guint i = 0; i < work->query->sources->len; i++) {
    const KsImportSource *source = work->query->sources->pdata[i];
    g_autoptr (GPtrArray) entries = ks_store_snapshot (source->store);

    for (guint j = 0; j < entries->len; j++) {
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      add_row (work, i, entries->pdata[j]);
    }
  }
  for (guint i = 0; i < work->rows->len; i++)
    finish_row (work, work->rows->pdata[i]);

  return TRUE;
}

/**
 * ks_import_plan_new:
 * @query: what shall come, and where
 * @cancellable: (nullable): ends it early
 * @error: %G_IO_ERROR_CANCELLED
 *
 * Looks at every entry of every source: joins bare keys with their certificates, proposes aliases, finds what the target has
 * already, and says what is odd. Opens keys, so it belongs in a worker.
 *
 * Returns: (transfer full): the plan
 */
KsImportPlan *
ks_import_plan_new (KsImportQuery *query, GCancellable *cancellable, GError **error)
{
  g_autoptr (KsImportPlan) self = g_new0 (KsImportPlan, 1);
  g_autoptr (GPtrArray) target = ks_store_snapshot (query->target);
  g_autoptr (KsStore) scratch = ks_store_copy (query->target);
  g_autoptr (KsImportJoiner) joiner = make_joiner (query, target);
  g_autoptr (GHashTable) by_alias = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) by_content = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) used = g_hash_table_new (g_bytes_hash, g_bytes_equal);
  Work work = { query, NULL, target, scratch, joiner, by_alias, by_content, seen, used };

  g_atomic_ref_count_init (&self->refs);
  self->query = ks_import_query_ref (query);
  self->rows = work.rows = g_ptr_array_new_with_free_func (row_free);
  index_target (&work);

  return fill (&work, cancellable, error) ? g_steal_pointer (&self) : NULL;
}

/**
 * ks_import_plan_ref:
 * @self: a plan
 *
 * Returns: (transfer full): the same plan
 */
KsImportPlan *
ks_import_plan_ref (KsImportPlan *self)
{
  g_atomic_ref_count_inc (&self->refs);

  return self;
}

/**
 * ks_import_plan_unref:
 * @self: (transfer full): a plan
 *
 * Gives a reference back.
 */
void
ks_import_plan_unref (KsImportPlan *self)
{
  if (!g_atomic_ref_count_dec (&self->refs))
    return;

  ks_import_query_unref (self->query);
  g_ptr_array_unref (self->rows);
  g_free (self);
}

/**
 * ks_import_plan_get_n_rows:
 * @self: a plan
 *
 * Returns: the number of entries that could come
 */
guint
ks_import_plan_get_n_rows (KsImportPlan *self)
{
  return self->rows->len;
}

/**
 * ks_import_plan_get_row:
 * @self: a plan
 * @index: its place, in the order of the sources
 *
 * Returns: (transfer none): one row
 */
const KsImportRow *
ks_import_plan_get_row (KsImportPlan *self, guint index)
{
  g_return_val_if_fail (index < self->rows->len, NULL);

  return self->rows->pdata[index];
}
