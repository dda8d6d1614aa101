/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-config.h"

#include "ks-pool-private.h"

/* Candidates wait in a list until somebody asks: filling is cheap enough for the main thread, and parsing the names of
 * 10,000 certificates happens in the worker that needs them. */
struct _KsVerifyPool {
  gatomicrefcount refs;
  GPtrArray *candidates;  /* of KsCandidate */
  GHashTable *by_subject; /* name key -> GPtrArray of borrowed KsCandidate; published once */
  KsProven *proven;
};

static void
candidate_free (gpointer data)
{
  KsCandidate *self = data;

  g_object_unref (self->certificate);
  g_free (self->detail);
  g_free (self);
}

/**
 * ks_verify_pool_new:
 *
 * Returns: (transfer full): a pool without certificates
 */
KsVerifyPool *
ks_verify_pool_new (void)
{
  KsVerifyPool *self = g_new0 (KsVerifyPool, 1);

  g_atomic_ref_count_init (&self->refs);
  self->candidates = g_ptr_array_new_with_free_func (candidate_free);
  self->proven = ks_proven_new ();
  return self;
}

/**
 * ks_verify_pool_ref:
 * @self: a pool
 *
 * Returns: (transfer full): @self
 */
KsVerifyPool *
ks_verify_pool_ref (KsVerifyPool *self)
{
  g_atomic_ref_count_inc (&self->refs);
  return self;
}

/**
 * ks_verify_pool_unref:
 * @self: (transfer full): a pool
 *
 * Drops a reference, and the pool with the last one.
 */
void
ks_verify_pool_unref (KsVerifyPool *self)
{
  if (!g_atomic_ref_count_dec (&self->refs))
    return;
  g_clear_pointer (&self->by_subject, g_hash_table_unref);
  g_ptr_array_unref (self->candidates);
  ks_proven_free (self->proven);
  g_free (self);
}

/**
 * ks_verify_pool_add:
 * @self: a pool that no request has yet
 * @certificate: a certificate that may complete a path
 * @provenance: where it comes from
 * @detail: (nullable): alias or file name
 *
 * Adds one certificate. The same certificate may come from several places; the first one is shown.
 */
void
ks_verify_pool_add (KsVerifyPool *self,
                    KsCertificate *certificate,
                    KsProvenance provenance,
                    const char *detail)
{
  KsCandidate *candidate = NULL;

  g_return_if_fail (self->by_subject == NULL);

  candidate = g_new0 (KsCandidate, 1);
  candidate->certificate = g_object_ref (certificate);
  candidate->provenance = provenance;
  candidate->detail = g_strdup (detail);
  g_ptr_array_add (self->candidates, candidate);
}

/**
 * ks_verify_pool_add_entries:
 * @self: a pool that no request has yet
 * @entries: (element-type KsEntry): entries of one store
 * @provenance: %KS_PROVENANCE_OTHER_ENTRY or %KS_PROVENANCE_OTHER_FILE
 * @file: (nullable): the name of the file, shown for the latter
 *
 * Adds all certificates of all entries.
 */
void
ks_verify_pool_add_entries (KsVerifyPool *self, GPtrArray *entries, KsProvenance provenance, const char *file)
{
  for (guint i = 0; i < entries->len; i++) {
    KsEntry *entry = g_ptr_array_index (entries, i);
    const char *detail = provenance == KS_PROVENANCE_OTHER_ENTRY ? ks_entry_get_alias (entry) : file;
    guint n = ks_entry_get_chain_length (entry);

    for (guint j = 0; j < n; j++)
      ks_verify_pool_add (self, ks_entry_get_certificate (entry, j), provenance, detail);
  }
}

/* Nearly all names: nothing has to be normalized. */
static void
append_ascii (GString *key, const char *value)
{
  gsize start = key->len;

  for (const char *p = value; *p != '\0'; p++)
    if (!g_ascii_isspace (*p))
      g_string_append_c (key, g_ascii_tolower (*p));
    else if (key->len > start && p[1] != '\0' && !g_ascii_isspace (p[1]))
      g_string_append_c (key, ' ');
}

static void
append_text (GString *key, const char *value)
{
  g_autofree char *valid = g_utf8_make_valid (value, -1);
  g_autofree char *folded = g_utf8_casefold (valid, -1);
  g_autofree char *normal = g_utf8_normalize (folded, -1, G_NORMALIZE_ALL_COMPOSE);
  gboolean pending = FALSE, started = FALSE;

  for (const char *p = normal; *p != '\0'; p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);

    if (g_unichar_isspace (c)) {
      pending = started;
      continue;
    }
    if (pending)
      g_string_append_c (key, ' ');
    g_string_append_unichar (key, c);
    pending = FALSE;
    started = TRUE;
  }
}

static int
compare_parts (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static void
flush_rdn (GString *key, GPtrArray *parts)
{
  g_ptr_array_sort (parts, compare_parts);
  for (guint i = 0; i < parts->len; i++)
    g_string_append_printf (key, "%s\x1f", (const char *) g_ptr_array_index (parts, i));
  g_string_append_c (key, '\x1e');
  g_ptr_array_set_size (parts, 0);
}

/**
 * ks_name_make_key:
 * @name: a distinguished name
 *
 * A text that is the same for names which are equal: case and white space do not count, nor does the order inside a
 * multi-valued RDN (RFC 5280 section 7.1).
 *
 * Returns: (transfer full): a key for tables, not for people
 */
char *
ks_name_make_key (KsName *name)
{
  g_autoptr (GString) key = g_string_new (NULL);
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);
  guint n = ks_name_get_n_attributes (name);
  guint rdn = 0;

  for (guint i = 0; i < n; i++) {
    const KsNameAttribute *attribute = ks_name_get_attribute (name, i);
    g_autoptr (GString) part = g_string_new (attribute->oid);

    if (i > 0 && attribute->rdn != rdn)
      flush_rdn (key, parts);
    rdn = attribute->rdn;
    g_string_append_c (part, '=');
    if (g_str_is_ascii (attribute->value))
      append_ascii (part, attribute->value);
    else
      append_text (part, attribute->value);
    g_ptr_array_add (parts, g_string_free_and_steal (g_steal_pointer (&part)));
  }
  flush_rdn (key, parts);
  return g_string_free_and_steal (g_steal_pointer (&key));
}

static GHashTable *
make_index (KsVerifyPool *self)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (ks_der_hash, g_bytes_equal);
  GHashTable *index =
    g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref);

  for (guint i = 0; i < self->candidates->len; i++) {
    KsCandidate *candidate = g_ptr_array_index (self->candidates, i);
    g_autofree char *key = NULL;
    GPtrArray *same = NULL;

    /* A thousand chains hold the same few authorities. */
    if (!g_hash_table_add (seen, ks_certificate_get_der (candidate->certificate)) ||
        !ks_certificate_is_readable (candidate->certificate))
      continue;
    key = ks_name_make_key (ks_certificate_get_subject (candidate->certificate));
    same = g_hash_table_lookup (index, key);
    if (same == NULL) {
      same = g_ptr_array_new ();
      g_hash_table_insert (index, g_steal_pointer (&key), same);
    }
    g_ptr_array_add (same, candidate);
  }
  return index;
}

/**
 * ks_verify_pool_find:
 * @self: a pool
 * @key: from ks_name_make_key()
 *
 * Thread safe. The first call makes the index.
 *
 * Returns: (transfer none) (nullable) (element-type KsCandidate): the certificates whose subject is that name
 */
GPtrArray *
ks_verify_pool_find (KsVerifyPool *self, const char *key)
{
  if (g_once_init_enter_pointer (&self->by_subject))
    g_once_init_leave_pointer (&self->by_subject, make_index (self));
  return g_hash_table_lookup (self->by_subject, key);
}

/**
 * ks_verify_pool_get_proven:
 * @self: a pool
 *
 * Returns: (transfer none): a memory of signatures, shared by all verdicts with this pool
 */
KsProven *
ks_verify_pool_get_proven (KsVerifyPool *self)
{
  return self->proven;
}

/**
 * ks_verify_pool_get_all:
 * @self: a pool
 *
 * Returns: (transfer none) (element-type KsCandidate): all candidates
 */
GPtrArray *
ks_verify_pool_get_all (KsVerifyPool *self)
{
  return self->candidates;
}
