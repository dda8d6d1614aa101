/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "kw-config.h"

#include "kw-explain.h"

struct _KwExplain {
  GObject parent_instance;

  gboolean is_active;
};

enum {
  PROP_ACTIVE = 1,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (KwExplain, kw_explain, G_TYPE_OBJECT)

static void
kw_explain_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  if (prop_id == PROP_ACTIVE)
    g_value_set_boolean (value, KW_EXPLAIN (object)->is_active);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
kw_explain_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  if (prop_id == PROP_ACTIVE)
    kw_explain_set_active (KW_EXPLAIN (object), g_value_get_boolean (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
kw_explain_class_init (KwExplainClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = kw_explain_get_property;
  object_class->set_property = kw_explain_set_property;

  properties[PROP_ACTIVE] =
    g_param_spec_boolean ("active", NULL, NULL, FALSE,
                          G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
kw_explain_init (KwExplain *self)
{
}

/**
 * kw_explain_get_default:
 *
 * Returns: (transfer none): the one of this process, for the main thread
 */
KwExplain *
kw_explain_get_default (void)
{
  static KwExplain *instance = NULL;

  if (instance == NULL)
    instance = g_object_new (KW_TYPE_EXPLAIN, NULL);
  return instance;
}

/**
 * kw_explain_is_active:
 * @self: the one of this process
 *
 * Returns: whether things are explained
 */
gboolean
kw_explain_is_active (KwExplain *self)
{
  g_return_val_if_fail (KW_IS_EXPLAIN (self), FALSE);

  return self->is_active;
}

/**
 * kw_explain_set_active:
 * @self: the one of this process
 * @is_active: whether things are explained
 */
void
kw_explain_set_active (KwExplain *self, gboolean is_active)
{
  g_return_if_fail (KW_IS_EXPLAIN (self));

  if (self->is_active == is_active)
    return;
  self->is_active = is_active;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ACTIVE]);
}
