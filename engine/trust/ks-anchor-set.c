/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-config.h"

#include "ks-anchor-set-private.h"
#include "ks-pool-private.h"

struct _KsAnchorSet {
  GObject parent_instance;

  KsAnchorSource source;
  char *name;
  GPtrArray *certificates;
  GHashTable *by_der;     /* set of GBytes */
  GHashTable *distrusted; /* set of GBytes */
  GHashTable *by_subject; /* name key -> GPtrArray of borrowed KsCertificate; published once */
};

G_DEFINE_FINAL_TYPE (KsAnchorSet, ks_anchor_set, G_TYPE_OBJECT)

static void
ks_anchor_set_finalize (GObject *object)
{
  KsAnchorSet *self = KS_ANCHOR_SET (object);

  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->by_subject, g_hash_table_unref);
  g_clear_pointer (&self->by_der, g_hash_table_unref);
  g_clear_pointer (&self->distrusted, g_hash_table_unref);
  g_clear_pointer (&self->certificates, g_ptr_array_unref);
  G_OBJECT_CLASS (ks_anchor_set_parent_class)->finalize (object);
}

static void
ks_anchor_set_class_init (KsAnchorSetClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ks_anchor_set_finalize;
}

static GHashTable *
new_der_set (void)
{
  return g_hash_table_new_full (ks_der_hash, g_bytes_equal, (GDestroyNotify) g_bytes_unref, NULL);
}

static void
ks_anchor_set_init (KsAnchorSet *self)
{
  self->certificates = g_ptr_array_new_with_free_func (g_object_unref);
  self->by_der = new_der_set ();
  self->distrusted = new_der_set ();
}

/**
 * ks_anchor_set_new:
 * @source: what kind of place says so
 * @name: what people call it: "client-truststore.jks"
 * @certificates: (element-type KsCertificate) (nullable): who is trusted; copied, duplicates go
 *
 * Returns: (transfer full): an anchor set
 */
KsAnchorSet *
ks_anchor_set_new (KsAnchorSource source, const char *name, GPtrArray *certificates)
{
  KsAnchorSet *self = g_object_new (KS_TYPE_ANCHOR_SET, NULL);

  self->source = source;
  self->name = g_strdup (name);
  for (guint i = 0; certificates != NULL && i < certificates->len; i++) {
    KsCertificate *certificate = g_ptr_array_index (certificates, i);
    GBytes *der = ks_certificate_get_der (certificate);

    if (g_hash_table_add (self->by_der, g_bytes_ref (der)))
      g_ptr_array_add (self->certificates, g_object_ref (certificate));
  }
  return self;
}

/**
 * ks_anchor_set_add_distrusted:
 * @self: a set in the making
 * @certificate: a certificate
 *
 * Marks @certificate as one that must not be trusted, whoever signed it.
 */
void
ks_anchor_set_add_distrusted (KsAnchorSet *self, KsCertificate *certificate)
{
  g_hash_table_add (self->distrusted, g_bytes_ref (ks_certificate_get_der (certificate)));
}

/**
 * ks_anchor_set_get_source:
 * @self: an anchor set
 *
 * Returns: what kind of place it comes from
 */
KsAnchorSource
ks_anchor_set_get_source (KsAnchorSet *self)
{
  g_return_val_if_fail (KS_IS_ANCHOR_SET (self), KS_ANCHORS_NONE);

  return self->source;
}

/**
 * ks_anchor_set_get_name:
 * @self: an anchor set
 *
 * Returns: (transfer none): what people call it
 */
const char *
ks_anchor_set_get_name (KsAnchorSet *self)
{
  g_return_val_if_fail (KS_IS_ANCHOR_SET (self), NULL);

  return self->name;
}

/**
 * ks_anchor_set_get_size:
 * @self: an anchor set
 *
 * Returns: how many certificates it trusts
 */
guint
ks_anchor_set_get_size (KsAnchorSet *self)
{
  g_return_val_if_fail (KS_IS_ANCHOR_SET (self), 0);

  return self->certificates->len;
}

/**
 * ks_anchor_set_get:
 * @self: an anchor set
 * @index: from 0
 *
 * Returns: (transfer none) (nullable): an anchor
 */
KsCertificate *
ks_anchor_set_get (KsAnchorSet *self, guint index)
{
  g_return_val_if_fail (KS_IS_ANCHOR_SET (self), NULL);

  return index < self->certificates->len ? g_ptr_array_index (self->certificates, index) : NULL;
}

/**
 * ks_anchor_set_contains:
 * @self: an anchor set
 * @certificate: a certificate
 *
 * Returns: whether exactly this certificate is an anchor
 */
gboolean
ks_anchor_set_contains (KsAnchorSet *self, KsCertificate *certificate)
{
  g_return_val_if_fail (KS_IS_ANCHOR_SET (self), FALSE);

  return g_hash_table_contains (self->by_der, ks_certificate_get_der (certificate));
}

/**
 * ks_anchor_set_is_distrusted:
 * @self: an anchor set
 * @certificate: a certificate
 *
 * Returns: whether the source says that this certificate must not be trusted
 */
gboolean
ks_anchor_set_is_distrusted (KsAnchorSet *self, KsCertificate *certificate)
{
  g_return_val_if_fail (KS_IS_ANCHOR_SET (self), FALSE);

  return g_hash_table_contains (self->distrusted, ks_certificate_get_der (certificate));
}

static GHashTable *
make_index (KsAnchorSet *self)
{
  GHashTable *index =
    g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref);

  for (guint i = 0; i < self->certificates->len; i++) {
    KsCertificate *certificate = g_ptr_array_index (self->certificates, i);
    g_autofree char *key = NULL;
    GPtrArray *same = NULL;

    if (!ks_certificate_is_readable (certificate))
      continue;
    key = ks_name_make_key (ks_certificate_get_subject (certificate));
    same = g_hash_table_lookup (index, key);
    if (same == NULL) {
      same = g_ptr_array_new ();
      g_hash_table_insert (index, g_steal_pointer (&key), same);
    }
    g_ptr_array_add (same, certificate);
  }
  return index;
}

/**
 * ks_anchor_set_find_key:
 * @self: an anchor set
 * @key: from ks_name_make_key()
 *
 * Thread safe. The first call makes the index.
 *
 * Returns: (transfer none) (nullable) (element-type KsCertificate): the anchors of that subject
 */
GPtrArray *
ks_anchor_set_find_key (KsAnchorSet *self, const char *key)
{
  if (g_once_init_enter_pointer (&self->by_subject))
    g_once_init_leave_pointer (&self->by_subject, make_index (self));
  return g_hash_table_lookup (self->by_subject, key);
}

/**
 * ks_anchor_set_find_subject:
 * @self: an anchor set
 * @name: a distinguished name
 *
 * Returns: (transfer container) (element-type KsCertificate): the anchors whose subject is @name
 */
GPtrArray *
ks_anchor_set_find_subject (KsAnchorSet *self, KsName *name)
{
  g_autofree char *key = ks_name_make_key (name);
  GPtrArray *found = NULL;

  g_return_val_if_fail (KS_IS_ANCHOR_SET (self), NULL);

  found = ks_anchor_set_find_key (self, key);
  return found != NULL ? g_ptr_array_copy (found, NULL, NULL) : g_ptr_array_new ();
}
