/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-config.h"

#include <glib/gi18n-lib.h>

#include "ks-store-pair.h"
#include "ks-time.h"

struct _KsStorePair {
  GObject parent_instance;

  KsStorePairKind kind;
  KsEntry *left;
  KsEntry *right;
};

G_DEFINE_FINAL_TYPE (KsStorePair, ks_store_pair, G_TYPE_OBJECT)

static const struct {
  const char *nick;
  const char *title;
} kinds[KS_STORE_PAIR_N_KINDS] = {
  [KS_STORE_PAIR_OTHER_KEY] = { "other-key", N_ ("Same Alias, Another Key") },
  [KS_STORE_PAIR_RENEWED] = { "renewed", N_ ("Same Key, Another Certificate") },
  [KS_STORE_PAIR_UNCOMPARED] = { "uncompared", N_ ("Same Alias, Keys Not Compared") },
  [KS_STORE_PAIR_ONLY_LEFT] = { "only-left", N_ ("Only in the First") },
  [KS_STORE_PAIR_ONLY_RIGHT] = { "only-right", N_ ("Only in the Second") },
  [KS_STORE_PAIR_SAME] = { "same", N_ ("Same") },
};

static void
ks_store_pair_finalize (GObject *object)
{
  KsStorePair *self = KS_STORE_PAIR (object);

  g_clear_object (&self->left);
  g_clear_object (&self->right);

  G_OBJECT_CLASS (ks_store_pair_parent_class)->finalize (object);
}

static void
ks_store_pair_class_init (KsStorePairClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ks_store_pair_finalize;
}

static void
ks_store_pair_init (KsStorePair *self)
{
}

/**
 * ks_store_pair_new:
 * @kind: what the two are to each other
 * @left: (nullable): an entry of the first store
 * @right: (nullable): an entry of the second
 *
 * Returns: (transfer full): the pair
 */
KsStorePair *
ks_store_pair_new (KsStorePairKind kind, KsEntry *left, KsEntry *right)
{
  KsStorePair *self = g_object_new (KS_TYPE_STORE_PAIR, NULL);

  self->kind = kind;
  g_set_object (&self->left, left);
  g_set_object (&self->right, right);
  return self;
}

/**
 * ks_store_pair_get_kind:
 * @self: a pair
 *
 * Returns: what the two are to each other
 */
KsStorePairKind
ks_store_pair_get_kind (KsStorePair *self)
{
  return self->kind;
}

/**
 * ks_store_pair_get_left:
 * @self: a pair
 *
 * Returns: (transfer none) (nullable): the entry of the first store
 */
KsEntry *
ks_store_pair_get_left (KsStorePair *self)
{
  return self->left;
}

/**
 * ks_store_pair_get_right:
 * @self: a pair
 *
 * Returns: (transfer none) (nullable): the entry of the second store
 */
KsEntry *
ks_store_pair_get_right (KsStorePair *self)
{
  return self->right;
}

static gboolean
has_key (KsEntry *entry)
{
  return ks_entry_get_kind (entry) == KS_ENTRY_KEY;
}

/* What stands above the leaf: trusted certificates have nothing there. */
static gboolean
has_other_chain (KsStorePair *self)
{
  guint n = ks_entry_get_chain_length (self->left);

  if (!has_key (self->left) || !has_key (self->right))
    return FALSE;
  if (n != ks_entry_get_chain_length (self->right))
    return TRUE;
  for (guint i = 1; i < n; i++)
    if (!ks_certificate_equal (ks_entry_get_certificate (self->left, i),
                               ks_entry_get_certificate (self->right, i)))
      return TRUE;
  return FALSE;
}

/**
 * ks_store_pair_has_remark:
 * @self: a pair
 *
 * Returns: whether the entries differ beside their certificates
 */
gboolean
ks_store_pair_has_remark (KsStorePair *self)
{
  return self->left != NULL && self->right != NULL &&
         (has_key (self->left) != has_key (self->right) || has_other_chain (self));
}

static char *
say_later (KsStorePair *self)
{
  KsCertificate *left = ks_entry_get_leaf (self->left);
  KsCertificate *right = ks_entry_get_leaf (self->right);
  gint64 seconds;
  gulong days;

  if (left == NULL || right == NULL || !ks_certificate_is_readable (left) ||
      !ks_certificate_is_readable (right))
    return NULL;
  seconds = ks_certificate_get_not_after (right) - ks_certificate_get_not_after (left);
  days = (gulong) ((ABS (seconds) + KS_DAY / 2) / KS_DAY);
  if (days == 0)
    return NULL;
  if (seconds < 0)
    return g_strdup_printf (ngettext ("The first ends %lu day later", "The first ends %lu days later", days),
                            days);
  return g_strdup_printf (ngettext ("The second ends %lu day later", "The second ends %lu days later", days),
                          days);
}

/**
 * ks_store_pair_dup_remark:
 * @self: a pair
 *
 * Returns: (transfer full) (nullable): what else there is to say about the two
 */
char *
ks_store_pair_dup_remark (KsStorePair *self)
{
  if (self->left == NULL || self->right == NULL)
    return NULL;
  if (has_key (self->left) != has_key (self->right))
    return g_strdup (has_key (self->left) ? _ ("Only the first has the private key")
                                          : _ ("Only the second has the private key"));
  if (self->kind == KS_STORE_PAIR_RENEWED)
    return say_later (self);
  /* Translators: of two key pairs with the same certificate */
  return has_other_chain (self) ? g_strdup (_ ("The issuers beside it differ")) : NULL;
}

/**
 * ks_store_pair_equal:
 * @self: a pair
 * @other: another
 *
 * Returns: whether both are about the same two entries, and say the same
 */
gboolean
ks_store_pair_equal (KsStorePair *self, KsStorePair *other)
{
  return self->kind == other->kind && self->left == other->left && self->right == other->right;
}

/**
 * ks_store_pair_kind_get_title:
 * @kind: a kind
 *
 * Returns: the title of its section, translated
 */
const char *
ks_store_pair_kind_get_title (KsStorePairKind kind)
{
  return _ (kinds[kind].title);
}

/**
 * ks_store_pair_kind_get_nick:
 * @kind: a kind
 *
 * Returns: its name for programs
 */
const char *
ks_store_pair_kind_get_nick (KsStorePairKind kind)
{
  return kinds[kind].nick;
}
