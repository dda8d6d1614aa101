/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "catena-config.h"

#include "catena-document.h"
#include "catena-trust.h"

struct _CatenaTrust {
  GObject parent_instance;

  KsAnchorSet *system;
  KsAnchorSet *java;
  GListStore *documents;
  GListStore *files;    /* of KsAnchorSet */
  GHashTable *followed; /* CatenaDocument to the GSignalGroup of its store */
  GCancellable *cancellable;
  gboolean is_asked;
};

enum {
  PROP_0,
  PROP_SYSTEM,
  PROP_JAVA,
  N_PROPS,
};

enum {
  SIGNAL_DOCUMENTS_CHANGED,
  N_SIGNALS,
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CatenaTrust, catena_trust, G_TYPE_OBJECT)

static void
system_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  GError *error = NULL;
  KsAnchorSet *anchors = ks_anchor_set_new_system (cancellable, &error);

  if (anchors != NULL)
    g_task_return_pointer (task, anchors, g_object_unref);
  else
    g_task_return_error (task, error);
}

static void
system_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  CatenaTrust *self = CATENA_TRUST (source);
  g_autoptr (GError) error = NULL;

  self->system = g_task_propagate_pointer (G_TASK (result), &error);
  if (self->system != NULL)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SYSTEM]);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_message ("The system trust could not be read: %s", error->message);
}

static void
java_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  GError *error = NULL;
  KsAnchorSet *anchors = ks_anchor_set_new_java (cancellable, &error);

  if (anchors != NULL)
    g_task_return_pointer (task, anchors, g_object_unref);
  else
    g_task_return_error (task, error);
}

/* Most computers have no Java: then it is not offered. */
static void
java_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  CatenaTrust *self = CATENA_TRUST (source);

  self->java = g_task_propagate_pointer (G_TASK (result), NULL);
  if (self->java != NULL)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_JAVA]);
}

static void
tell_documents (CatenaTrust *self)
{
  g_signal_emit (self, signals[SIGNAL_DOCUMENTS_CHANGED], 0);
}

static void
follow (CatenaTrust *self, CatenaDocument *document)
{
  GSignalGroup *group = NULL;

  if (g_hash_table_contains (self->followed, document))
    return;
  group = g_signal_group_new (KS_TYPE_STORE);
  g_signal_group_connect_object (group, "items-changed", G_CALLBACK (tell_documents), self,
                                 G_CONNECT_SWAPPED);
  g_signal_connect_object (group, "bind", G_CALLBACK (tell_documents), self, G_CONNECT_SWAPPED);
  /* One that waits for its password is open, too. */
  g_signal_connect_object (document, "notify::state", G_CALLBACK (tell_documents), self, G_CONNECT_SWAPPED);
  g_hash_table_insert (self->followed, g_object_ref (document), group);
  g_object_bind_property (document, "store", group, "target", G_BINDING_SYNC_CREATE);
}

/* Few files are open at a time. */
static void
documents_changed_cb (CatenaTrust *self)
{
  GListModel *documents = G_LIST_MODEL (self->documents);
  GHashTableIter iter;
  gpointer document;

  g_hash_table_iter_init (&iter, self->followed);
  while (g_hash_table_iter_next (&iter, &document, NULL))
    if (!g_list_store_find (self->documents, document, NULL)) {
      g_signal_handlers_disconnect_by_func (document, tell_documents, self);
      g_hash_table_iter_remove (&iter);
    }
  for (guint i = 0; i < g_list_model_get_n_items (documents); i++) {
    g_autoptr (CatenaDocument) open = g_list_model_get_item (documents, i);

    follow (self, open);
  }
  tell_documents (self);
}

static void
catena_trust_dispose (GObject *object)
{
  CatenaTrust *self = CATENA_TRUST (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->system);
  g_clear_object (&self->java);
  g_clear_pointer (&self->followed, g_hash_table_unref);
  g_clear_object (&self->documents);
  g_clear_object (&self->files);

  G_OBJECT_CLASS (catena_trust_parent_class)->dispose (object);
}

static void
catena_trust_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  CatenaTrust *self = CATENA_TRUST (object);

  switch (prop_id) {
  case PROP_SYSTEM:
    g_value_set_object (value, self->system);
    break;
  case PROP_JAVA:
    g_value_set_object (value, self->java);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
catena_trust_class_init (CatenaTrustClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = catena_trust_dispose;
  object_class->get_property = catena_trust_get_property;

  properties[PROP_SYSTEM] =
    g_param_spec_object ("system", NULL, NULL, KS_TYPE_ANCHOR_SET, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_JAVA] =
    g_param_spec_object ("java", NULL, NULL, KS_TYPE_ANCHOR_SET, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[SIGNAL_DOCUMENTS_CHANGED] = g_signal_new ("documents-changed", CATENA_TYPE_TRUST, G_SIGNAL_RUN_LAST,
                                                    0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
catena_trust_init (CatenaTrust *self)
{
  self->cancellable = g_cancellable_new ();
  self->documents = g_list_store_new (CATENA_TYPE_DOCUMENT);
  self->files = g_list_store_new (KS_TYPE_ANCHOR_SET);
  self->followed = g_hash_table_new_full (NULL, NULL, g_object_unref, g_object_unref);
  g_signal_connect_object (self->documents, "items-changed", G_CALLBACK (documents_changed_cb), self,
                           G_CONNECT_SWAPPED);
}

/**
 * catena_trust_new:
 *
 * Makes what knows whom this computer trusts, for all windows of the program.
 *
 * Returns: (transfer full): the new object
 */
CatenaTrust *
catena_trust_new (void)
{
  return g_object_new (CATENA_TYPE_TRUST, NULL);
}

static void
ask_java (CatenaTrust *self)
{
  g_autoptr (GTask) task = g_task_new (self, self->cancellable, java_cb, NULL);

  g_task_set_source_tag (task, ask_java);
  g_task_run_in_thread (task, java_thread);
}

/**
 * catena_trust_get_java:
 * @self: the trust
 *
 * Returns: (transfer none) (nullable): the anchors of Java, once they are read; they are asked for with those of the system
 */
KsAnchorSet *
catena_trust_get_java (CatenaTrust *self)
{
  g_return_val_if_fail (CATENA_IS_TRUST (self), NULL);

  return self->java;
}

/**
 * catena_trust_get_documents:
 * @self: the trust
 *
 * Returns: (transfer none): the documents that are open in any window
 */
GListStore *
catena_trust_get_documents (CatenaTrust *self)
{
  g_return_val_if_fail (CATENA_IS_TRUST (self), NULL);

  return self->documents;
}

/**
 * catena_trust_get_files:
 * @self: the trust
 *
 * Returns: (transfer none): the truststores that were chosen in any window without being opened
 */
GListStore *
catena_trust_get_files (CatenaTrust *self)
{
  g_return_val_if_fail (CATENA_IS_TRUST (self), NULL);

  return self->files;
}

/**
 * catena_trust_get_system:
 * @self: the trust
 *
 * Gives the anchors of the system. The first call has a worker read them, which `notify::system` ends.
 *
 * Returns: (transfer none) (nullable): the anchors, or %NULL while they are read
 */
KsAnchorSet *
catena_trust_get_system (CatenaTrust *self)
{
  g_return_val_if_fail (CATENA_IS_TRUST (self), NULL);

  if (!self->is_asked) {
    g_autoptr (GTask) task = g_task_new (self, self->cancellable, system_cb, NULL);

    self->is_asked = TRUE;
    g_task_set_source_tag (task, catena_trust_get_system);
    g_task_run_in_thread (task, system_thread);
    ask_java (self);
  }

  return self->system;
}
