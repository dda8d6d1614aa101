/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "kw-config.h"

#include "kw-host-item.h"

#include <glib/gi18n.h>

struct _KwHostItem {
  GObject parent_instance;

  const KsHostResult *result;
  KsVerdict *owner;
};

G_DEFINE_FINAL_TYPE (KwHostItem, kw_host_item, G_TYPE_OBJECT)

static void
kw_host_item_finalize (GObject *object)
{
  g_clear_object (&KW_HOST_ITEM (object)->owner);

  G_OBJECT_CLASS (kw_host_item_parent_class)->finalize (object);
}

static void
kw_host_item_class_init (KwHostItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = kw_host_item_finalize;
}

static void
kw_host_item_init (KwHostItem *self)
{
}

/**
 * kw_host_item_new:
 * @result: a tested host
 * @owner: (nullable): the verdict that @result belongs to, of which a reference is kept
 *
 * Returns: (transfer full): a new item
 */
KwHostItem *
kw_host_item_new (const KsHostResult *result, KsVerdict *owner)
{
  KwHostItem *self = g_object_new (KW_TYPE_HOST_ITEM, NULL);

  self->result = result;
  g_set_object (&self->owner, owner);
  return self;
}

/**
 * kw_host_item_get_result:
 * @self: an item
 *
 * Returns: (transfer none): the tested host
 */
const KsHostResult *
kw_host_item_get_result (KwHostItem *self)
{
  g_return_val_if_fail (KW_IS_HOST_ITEM (self), NULL);

  return self->result;
}

/**
 * kw_host_item_get_host:
 * @self: an item
 *
 * Returns: the host as it was typed
 */
const char *
kw_host_item_get_host (KwHostItem *self)
{
  g_return_val_if_fail (KW_IS_HOST_ITEM (self), NULL);

  return self->result->host->given;
}

/**
 * kw_host_state:
 * @result: a tested host
 *
 * Returns: %KS_STATE_PASS, %KS_STATE_FAIL, or %KS_STATE_WARNING for what is no host
 */
KsState
kw_host_state (const KsHostResult *result)
{
  if (result->host->kind == KS_HOST_INVALID)
    return KS_STATE_WARNING;
  return result->match->matches ? KS_STATE_PASS : KS_STATE_FAIL;
}

/**
 * kw_host_state_word:
 * @state: the state of a tested host
 *
 * Returns: the translated word that stands by it
 */
const char *
kw_host_state_word (KsState state)
{
  if (state == KS_STATE_PASS)
    return _ ("covered");
  return state == KS_STATE_FAIL ? _ ("not covered") : _ ("not a name");
}

/**
 * kw_host_dup_rule:
 * @result: a tested host
 *
 * Returns: (transfer full): "“*” stands for one label, “api.eu” has 2 · RFC 9525, 6.3"
 */
char *
kw_host_dup_rule (const KsHostResult *result)
{
  const KsHostMatch *match = result->match;

  if (match->matches || match->reference == NULL || result->host->kind == KS_HOST_INVALID)
    return g_strdup (match->rule);
  return g_strdup_printf ("%s · %s", match->rule, match->reference);
}
