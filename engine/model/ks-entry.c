/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-entry-private.h"
#include "ks-entry.h"

struct _KsEntry {
  GObject parent_instance;

  KsEntryKind kind;
  guint n_certificates;
  gint64 created_ms;
  char *alias;
  KsKey *key;
  GBytes *data;

  /* Most entries have one certificate: it needs no array. */
  KsCertificate *single;
  KsCertificate **certificates;

  GHashTable *extras; /* char * -> GBytes, or NULL */

  char *title;       /* lazy */
  char *search_text; /* lazy */
  char *sort_key;    /* lazy */
};

G_DEFINE_FINAL_TYPE (KsEntry, ks_entry, G_TYPE_OBJECT)

static void
ks_entry_finalize (GObject *object)
{
  KsEntry *self = KS_ENTRY (object);

  for (guint i = 0; i < self->n_certificates; i++)
    g_object_unref (self->certificates[i]);
  if (self->certificates != &self->single)
    g_free (self->certificates);

  g_clear_object (&self->key);
  g_clear_pointer (&self->data, g_bytes_unref);
  g_clear_pointer (&self->extras, g_hash_table_unref);
  g_clear_pointer (&self->alias, g_free);
  g_clear_pointer (&self->title, g_free);
  g_clear_pointer (&self->search_text, g_free);
  g_clear_pointer (&self->sort_key, g_free);

  G_OBJECT_CLASS (ks_entry_parent_class)->finalize (object);
}

static void
ks_entry_class_init (KsEntryClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = ks_entry_finalize;
}

static void
ks_entry_init (KsEntry *self)
{
  self->certificates = &self->single;
}

static void
take_chain (KsEntry *self, gpointer *certificates, guint n_certificates)
{
  if (n_certificates > 1)
    self->certificates = g_new (KsCertificate *, n_certificates);
  for (guint i = 0; i < n_certificates; i++)
    self->certificates[i] = g_object_ref (certificates[i]);
  self->n_certificates = n_certificates;
}

/* A copy of everything but the chain and the lazy texts. */
static KsEntry *
copy_head (KsEntry *other)
{
  KsEntry *self = g_object_new (KS_TYPE_ENTRY, NULL);

  self->kind = other->kind;
  self->created_ms = other->created_ms;
  self->alias = g_strdup (other->alias);
  self->key = other->key != NULL ? g_object_ref (other->key) : NULL;
  self->data = other->data != NULL ? g_bytes_ref (other->data) : NULL;
  self->extras = other->extras != NULL ? g_hash_table_ref (other->extras) : NULL;

  return self;
}

static KsEntry *
copy_entry (KsEntry *other)
{
  KsEntry *self = copy_head (other);

  take_chain (self, (gpointer *) other->certificates, other->n_certificates);

  return self;
}

/**
 * ks_entry_new:
 * @kind: what it is
 * @alias: its name, UTF-8
 * @created_ms: when it was made, in milliseconds since 1970; 0 where that is not known
 * @key: (nullable): its key
 * @chain: (nullable) (element-type KsCertificate): its certificates, leaf first; copied
 *
 * Makes an entry.
 *
 * Returns: (transfer full): the entry
 */
KsEntry *
ks_entry_new (KsEntryKind kind, const char *alias, gint64 created_ms, KsKey *key, GPtrArray *chain)
{
  KsEntry *self = g_object_new (KS_TYPE_ENTRY, NULL);

  self->kind = kind;
  self->alias = g_strdup (alias);
  self->created_ms = created_ms;
  self->key = key != NULL ? g_object_ref (key) : NULL;
  if (chain != NULL)
    take_chain (self, chain->pdata, chain->len);

  return self;
}

/**
 * ks_entry_new_data:
 * @kind: %KS_ENTRY_REQUEST or %KS_ENTRY_CRL
 * @alias: its name, UTF-8
 * @data: its DER
 *
 * Makes an entry which is neither key nor certificate.
 *
 * Returns: (transfer full): the entry
 */
KsEntry *
ks_entry_new_data (KsEntryKind kind, const char *alias, GBytes *data)
{
  KsEntry *self = ks_entry_new (kind, alias, 0, NULL, NULL);

  self->data = g_bytes_ref (data);

  return self;
}

/**
 * ks_entry_get_kind:
 * @self: an entry
 *
 * Returns: what it is
 */
KsEntryKind
ks_entry_get_kind (KsEntry *self)
{
  return self->kind;
}

/**
 * ks_entry_get_alias:
 * @self: an entry
 *
 * Returns: (transfer none): its name, as the file has it
 */
const char *
ks_entry_get_alias (KsEntry *self)
{
  return self->alias;
}

/**
 * ks_entry_get_created_ms:
 * @self: an entry
 *
 * Returns: when it was made, in milliseconds since 1970; 0 where that is not known
 */
gint64
ks_entry_get_created_ms (KsEntry *self)
{
  return self->created_ms;
}

/**
 * ks_entry_get_key:
 * @self: an entry
 *
 * Returns: (transfer none) (nullable): its key
 */
KsKey *
ks_entry_get_key (KsEntry *self)
{
  return self->key;
}

/**
 * ks_entry_get_data:
 * @self: an entry
 *
 * Returns: (transfer none) (nullable): the DER of a request or CRL
 */
GBytes *
ks_entry_get_data (KsEntry *self)
{
  return self->data;
}

/**
 * ks_entry_get_chain_length:
 * @self: an entry
 *
 * Returns: the number of its certificates
 */
guint
ks_entry_get_chain_length (KsEntry *self)
{
  return self->n_certificates;
}

/**
 * ks_entry_get_certificate:
 * @self: an entry
 * @index: 0 for the leaf
 *
 * Returns: (transfer none): one certificate of its chain
 */
KsCertificate *
ks_entry_get_certificate (KsEntry *self, guint index)
{
  g_return_val_if_fail (index < self->n_certificates, NULL);

  return self->certificates[index];
}

/**
 * ks_entry_get_leaf:
 * @self: an entry
 *
 * Returns: (transfer none) (nullable): its first certificate
 */
KsCertificate *
ks_entry_get_leaf (KsEntry *self)
{
  return self->n_certificates > 0 ? self->certificates[0] : NULL;
}

/**
 * ks_entry_get_extra:
 * @self: an entry
 * @name: what to look for, for example "pkcs12.attributes"
 *
 * Returns: (transfer none) (nullable): bytes that only one format understands
 */
GBytes *
ks_entry_get_extra (KsEntry *self, const char *name)
{
  return self->extras != NULL ? g_hash_table_lookup (self->extras, name) : NULL;
}

/**
 * ks_entry_with_extra:
 * @self: an entry
 * @name: the format's own name of it
 * @value: (nullable): the bytes; %NULL takes them away
 *
 * Returns: (transfer full): the same entry with this baggage
 */
KsEntry *
ks_entry_with_extra (KsEntry *self, const char *name, GBytes *value)
{
  KsEntry *copy = copy_entry (self);
  GHashTableIter iter;
  gpointer key, bytes;

  g_clear_pointer (&copy->extras, g_hash_table_unref);
  copy->extras = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_bytes_unref);

  if (self->extras != NULL) {
    g_hash_table_iter_init (&iter, self->extras);
    while (g_hash_table_iter_next (&iter, &key, &bytes))
      g_hash_table_insert (copy->extras, g_strdup (key), g_bytes_ref (bytes));
  }

  if (value != NULL)
    g_hash_table_insert (copy->extras, g_strdup (name), g_bytes_ref (value));
  else
    g_hash_table_remove (copy->extras, name);

  return copy;
}

/**
 * ks_entry_with_alias:
 * @self: an entry
 * @alias: another name
 *
 * Returns: (transfer full): the same entry under that name
 */
KsEntry *
ks_entry_with_alias (KsEntry *self, const char *alias)
{
  KsEntry *copy = copy_entry (self);

  g_free (copy->alias);
  copy->alias = g_strdup (alias);

  return copy;
}

/**
 * ks_entry_with_key:
 * @self: an entry
 * @key: (nullable): another key, or the same one protected otherwise
 *
 * Returns: (transfer full): the same entry with that key
 */
KsEntry *
ks_entry_with_key (KsEntry *self, KsKey *key)
{
  KsEntry *copy = copy_entry (self);

  g_set_object (&copy->key, key);

  return copy;
}

/**
 * ks_entry_with_chain:
 * @self: an entry
 * @chain: (nullable) (element-type KsCertificate): other certificates, leaf first; copied
 *
 * Returns: (transfer full): the same entry with that chain
 */
KsEntry *
ks_entry_with_chain (KsEntry *self, GPtrArray *chain)
{
  KsEntry *copy = copy_head (self);

  if (chain != NULL)
    take_chain (copy, chain->pdata, chain->len);

  return copy;
}

/**
 * ks_entry_with_created:
 * @self: an entry
 * @created_ms: another time of creation, in milliseconds since 1970
 *
 * Returns: (transfer full): the same entry with that time
 */
KsEntry *
ks_entry_with_created (KsEntry *self, gint64 created_ms)
{
  KsEntry *copy = copy_entry (self);

  copy->created_ms = created_ms;

  return copy;
}

/* Publishes a text that @make gives, once, whichever thread comes first. */
static const char *
get_lazy (KsEntry *self, char **place, char *(*make) (KsEntry *self))
{
  if (g_once_init_enter_pointer (place))
    g_once_init_leave_pointer (place, make (self));

  return *place;
}

/**
 * ks_entry_get_title:
 * @self: an entry
 *
 * The name that it stands for: that of its leaf, else what its key or data says. Lazy and thread safe.
 *
 * Returns: (transfer none): the title
 */
const char *
ks_entry_get_title (KsEntry *self)
{
  return get_lazy (self, &self->title, ks_entry_make_title);
}

/**
 * ks_entry_get_search_text:
 * @self: an entry
 *
 * Case-folded text over alias, names, alternative names, serial numbers and fingerprints. Lazy and thread safe.
 *
 * Returns: (transfer none): the text in which a search looks
 */
const char *
ks_entry_get_search_text (KsEntry *self)
{
  return get_lazy (self, &self->search_text, ks_entry_make_search_text);
}

/**
 * ks_entry_get_sort_key:
 * @self: an entry
 *
 * A key of the alias for strcmp(), in the order of the user's language. Lazy and thread safe.
 *
 * Returns: (transfer none): the key by which lists sort
 */
const char *
ks_entry_get_sort_key (KsEntry *self)
{
  return get_lazy (self, &self->sort_key, ks_entry_make_sort_key);
}
