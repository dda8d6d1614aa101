/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-store-private.h"

GParamSpec *ks_store_properties[KS_STORE_N_PROPS];

static void list_model_iface_init (GListModelInterface *iface);

G_DEFINE_ENUM_TYPE (KsIntegrity,
                    ks_integrity,
                    G_DEFINE_ENUM_VALUE (KS_INTEGRITY_NONE, "none"),
                    G_DEFINE_ENUM_VALUE (KS_INTEGRITY_VERIFIED, "verified"),
                    G_DEFINE_ENUM_VALUE (KS_INTEGRITY_SKIPPED, "skipped"),
                    G_DEFINE_ENUM_VALUE (KS_INTEGRITY_ABSENT, "absent"),
                    G_DEFINE_ENUM_VALUE (KS_INTEGRITY_WEAK, "weak"),
                    G_DEFINE_ENUM_VALUE (KS_INTEGRITY_SIGNED, "signed"))

G_DEFINE_FINAL_TYPE_WITH_CODE (KsStore,
                               ks_store,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_iface_init))

static GType
get_item_type (GListModel *model)
{
  return KS_TYPE_ENTRY;
}

static guint
get_n_items (GListModel *model)
{
  return KS_STORE (model)->entries->len;
}

static gpointer
get_item (GListModel *model, guint position)
{
  GPtrArray *entries = KS_STORE (model)->entries;

  return position < entries->len ? g_object_ref (entries->pdata[position]) : NULL;
}

static void
list_model_iface_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

static void
ks_store_finalize (GObject *object)
{
  KsStore *self = KS_STORE (object);

  g_clear_pointer (&self->password, ks_secret_unref);
  g_clear_pointer (&self->entries, g_ptr_array_unref);
  g_clear_pointer (&self->counts, g_hash_table_unref);
  g_clear_pointer (&self->history, ks_history_free);
  g_clear_pointer (&self->remarks, g_ptr_array_unref);
  g_clear_pointer (&self->remark_kinds, g_array_unref);
  g_clear_pointer (&self->extras, g_hash_table_unref);

  G_OBJECT_CLASS (ks_store_parent_class)->finalize (object);
}

static void
ks_store_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  KsStore *self = KS_STORE (object);

  switch (id) {
  case KS_STORE_PROP_FORMAT:
    g_value_set_pointer (value, (gpointer) self->format);
    break;
  case KS_STORE_PROP_INTEGRITY:
    g_value_set_enum (value, self->integrity);
    break;
  case KS_STORE_PROP_IS_MODIFIED:
    g_value_set_boolean (value, ks_store_is_modified (self));
    break;
  case KS_STORE_PROP_IS_READ_ONLY:
    g_value_set_boolean (value, ks_store_is_read_only (self));
    break;
  case KS_STORE_PROP_CAN_UNDO:
    g_value_set_boolean (value, ks_store_can_undo (self));
    break;
  case KS_STORE_PROP_CAN_REDO:
    g_value_set_boolean (value, ks_store_can_redo (self));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static GParamSpec *
boolean_property (const char *name)
{
  return g_param_spec_boolean (name, NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
}

static void
ks_store_class_init (KsStoreClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = ks_store_finalize;
  object_class->get_property = ks_store_get_property;

  /**
   * KsStore:format: (type gpointer)
   *
   * The #KsFormat in which it is saved.
   */
  ks_store_properties[KS_STORE_PROP_FORMAT] =
    g_param_spec_pointer ("format", NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  /**
   * KsStore:integrity:
   *
   * What is known of the file's integrity.
   */
  ks_store_properties[KS_STORE_PROP_INTEGRITY] =
    g_param_spec_enum ("integrity", NULL, NULL, KS_TYPE_INTEGRITY, KS_INTEGRITY_NONE,
                       G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  /**
   * KsStore:is-modified:
   *
   * Whether it differs from what was loaded or saved last.
   */
  ks_store_properties[KS_STORE_PROP_IS_MODIFIED] = boolean_property ("is-modified");
  /**
   * KsStore:is-read-only:
   *
   * Whether it was opened without its password.
   */
  ks_store_properties[KS_STORE_PROP_IS_READ_ONLY] = boolean_property ("is-read-only");
  /**
   * KsStore:can-undo:
   *
   * Whether there is an edit to take back.
   */
  ks_store_properties[KS_STORE_PROP_CAN_UNDO] = boolean_property ("can-undo");
  /**
   * KsStore:can-redo:
   *
   * Whether there is an edit to make again.
   */
  ks_store_properties[KS_STORE_PROP_CAN_REDO] = boolean_property ("can-redo");

  g_object_class_install_properties (object_class, KS_STORE_N_PROPS, ks_store_properties);
}

static void
ks_store_init (KsStore *self)
{
  self->entries = g_ptr_array_new_with_free_func (g_object_unref);
  self->remarks = g_ptr_array_new_null_terminated (0, g_free, TRUE);
  self->remark_kinds = g_array_new (FALSE, FALSE, sizeof (KsRemarkKind));
  self->history = ks_history_new ();
  self->extras = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_bytes_unref);
}

/**
 * ks_store_new:
 * @format: the format in which it is saved
 *
 * Returns: (transfer full): a store without entries
 */
KsStore *
ks_store_new (const KsFormat *format)
{
  KsStore *self = g_object_new (KS_TYPE_STORE, NULL);

  self->format = format;

  return self;
}

/**
 * ks_store_copy:
 * @self: a store
 *
 * Makes a store of its own with the same content, for a worker that writes or converts while the original stays with its
 * thread. The entries are shared; there is nothing to undo in it.
 *
 * Returns: (transfer full): the copy
 */
KsStore *
ks_store_copy (KsStore *self)
{
  KsStore *copy = ks_store_new (self->format);
  GHashTableIter iter;
  gpointer key, value;

  copy->integrity = self->integrity;
  ks_store_set_loaded_password (copy, self->password);
  g_clear_pointer (&copy->entries, g_ptr_array_unref);
  copy->entries = ks_store_snapshot (self);

  for (guint i = 0; i < self->remarks->len; i++)
    ks_store_add_remark_of (copy, ks_store_get_remark_kind (self, i), self->remarks->pdata[i]);
  g_hash_table_iter_init (&iter, self->extras);
  while (g_hash_table_iter_next (&iter, &key, &value))
    ks_store_set_extra (copy, key, value);

  return copy;
}

/**
 * ks_store_add_loaded:
 * @self: a store in the making
 * @entry: an entry
 *
 * Adds an entry while a file is read: no signal, no undo. Aliases may collide, because files hold such.
 */
void
ks_store_add_loaded (KsStore *self, KsEntry *entry)
{
  g_ptr_array_add (self->entries, g_object_ref (entry));
  if (self->counts != NULL)
    ks_store_add_to_count (self, ks_entry_get_alias (entry), 1);
}

/**
 * ks_store_set_integrity:
 * @self: a store
 * @integrity: what is known of the file's integrity
 *
 * For a format while it reads, and for a document after a file was saved.
 */
void
ks_store_set_integrity (KsStore *self, KsIntegrity integrity)
{
  gboolean was_read_only = ks_store_is_read_only (self);

  if (self->integrity == integrity)
    return;

  self->integrity = integrity;
  g_object_notify_by_pspec (G_OBJECT (self), ks_store_properties[KS_STORE_PROP_INTEGRITY]);
  if (was_read_only != ks_store_is_read_only (self))
    g_object_notify_by_pspec (G_OBJECT (self), ks_store_properties[KS_STORE_PROP_IS_READ_ONLY]);
}

/**
 * ks_store_set_loaded_password:
 * @self: a store in the making
 * @password: (nullable): the password with which it was opened
 *
 * Sets the password while a file is read. Later a password edit changes it.
 */
void
ks_store_set_loaded_password (KsStore *self, KsSecret *password)
{
  KsSecret *old = self->password;

  self->password = password != NULL ? ks_secret_ref (password) : NULL;
  g_clear_pointer (&old, ks_secret_unref);
}

/**
 * ks_store_add_remark:
 * @self: a store in the making
 * @remark: a translated sentence
 *
 * Adds something worth telling that did not stop reading.
 */
void
ks_store_add_remark (KsStore *self, const char *remark)
{
  ks_store_add_remark_of (self, KS_REMARK_NOTE, remark);
}

/**
 * ks_store_add_remark_of:
 * @self: a store in the making
 * @kind: what the remark is about
 * @remark: a translated sentence
 *
 * Adds something worth telling, for which something can be done perhaps.
 */
void
ks_store_add_remark_of (KsStore *self, KsRemarkKind kind, const char *remark)
{
  g_ptr_array_add (self->remarks, g_strdup (remark));
  g_array_append_val (self->remark_kinds, kind);
}

/**
 * ks_store_get_remarks:
 * @self: a store
 *
 * Returns: (transfer none) (array zero-terminated=1): the remarks
 */
const char *const *
ks_store_get_remarks (KsStore *self)
{
  static const char *const none[] = { NULL };

  return self->remarks->len > 0 ? (const char *const *) self->remarks->pdata : none;
}

/**
 * ks_store_get_remark_kind:
 * @self: a store
 * @index: of one of its remarks
 *
 * Returns: what that remark is about
 */
KsRemarkKind
ks_store_get_remark_kind (KsStore *self, guint index)
{
  g_return_val_if_fail (index < self->remark_kinds->len, KS_REMARK_NOTE);

  return g_array_index (self->remark_kinds, KsRemarkKind, index);
}

/**
 * ks_store_drop_remarks:
 * @self: a store that was saved
 *
 * Forgets what reading its file has found and the new one does not have.
 */
void
ks_store_drop_remarks (KsStore *self)
{
  for (guint i = self->remark_kinds->len; i-- > 0;)
    if (ks_remark_kind_ends_with_save (ks_store_get_remark_kind (self, i))) {
      g_array_remove_index (self->remark_kinds, i);
      g_ptr_array_remove_index (self->remarks, i);
    }
}

/**
 * ks_store_set_extra:
 * @self: a store
 * @key: the format's own name of it
 * @value: (nullable): the bytes; %NULL takes them away
 *
 * Keeps something of the file that only its format understands.
 */
void
ks_store_set_extra (KsStore *self, const char *key, GBytes *value)
{
  if (value != NULL)
    g_hash_table_insert (self->extras, g_strdup (key), g_bytes_ref (value));
  else
    g_hash_table_remove (self->extras, key);
}

/**
 * ks_store_get_extra:
 * @self: a store
 * @key: the format's own name of it
 *
 * Returns: (transfer none) (nullable): the bytes
 */
GBytes *
ks_store_get_extra (KsStore *self, const char *key)
{
  return g_hash_table_lookup (self->extras, key);
}

/**
 * ks_store_get_format:
 * @self: a store
 *
 * Returns: the format in which it is saved
 */
const KsFormat *
ks_store_get_format (KsStore *self)
{
  return self->format;
}

/**
 * ks_store_get_integrity:
 * @self: a store
 *
 * Returns: what is known of the file's integrity
 */
KsIntegrity
ks_store_get_integrity (KsStore *self)
{
  return self->integrity;
}

/**
 * ks_store_get_password:
 * @self: a store
 *
 * Returns: (transfer none) (nullable): the password with which it is saved
 */
KsSecret *
ks_store_get_password (KsStore *self)
{
  return self->password;
}

/**
 * ks_store_is_read_only:
 * @self: a store
 *
 * Returns: whether it was opened without its password
 */
gboolean
ks_store_is_read_only (KsStore *self)
{
  return self->integrity == KS_INTEGRITY_SKIPPED || self->integrity == KS_INTEGRITY_SIGNED;
}

/**
 * ks_store_is_modified:
 * @self: a store
 *
 * Returns: whether it differs from what was loaded or saved last
 */
gboolean
ks_store_is_modified (KsStore *self)
{
  return !ks_history_is_clean (self->history);
}

/**
 * ks_store_can_undo:
 * @self: a store
 *
 * Returns: whether there is an edit to take back
 */
gboolean
ks_store_can_undo (KsStore *self)
{
  return ks_history_can_undo (self->history);
}

/**
 * ks_store_can_redo:
 * @self: a store
 *
 * Returns: whether there is an edit to make again
 */
gboolean
ks_store_can_redo (KsStore *self)
{
  return ks_history_can_redo (self->history);
}

/**
 * ks_store_get_undo_label:
 * @self: a store
 *
 * Returns: (transfer none) (nullable): label of the edit that undo would take back
 */
const char *
ks_store_get_undo_label (KsStore *self)
{
  KsEdit *edit = ks_history_peek_undo (self->history);

  return edit != NULL ? ks_edit_get_label (edit) : NULL;
}

/**
 * ks_store_get_redo_label:
 * @self: a store
 *
 * Returns: (transfer none) (nullable): label of the edit that redo would make again
 */
const char *
ks_store_get_redo_label (KsStore *self)
{
  KsEdit *edit = ks_history_peek_redo (self->history);

  return edit != NULL ? ks_edit_get_label (edit) : NULL;
}

/**
 * ks_store_find_position:
 * @self: a store
 * @entry: an entry
 * @position: (out) (optional): its place
 *
 * Returns: whether @entry, this very object, is in the store
 */
gboolean
ks_store_find_position (KsStore *self, KsEntry *entry, guint *position)
{
  return g_ptr_array_find (self->entries, entry, position);
}

/**
 * ks_store_snapshot:
 * @self: a store
 *
 * Returns: (transfer full) (element-type KsEntry): its entries of now, for a worker thread
 */
GPtrArray *
ks_store_snapshot (KsStore *self)
{
  return g_ptr_array_copy (self->entries, (GCopyFunc) (void (*) (void)) g_object_ref, NULL);
}
