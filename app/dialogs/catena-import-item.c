/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "catena-config.h"

#include "catena-import-item.h"

struct _CatenaImportItem {
  GObject parent_instance;

  KsImportPlan *plan;
  const KsImportRow *row;
  KsImportChoice choice;
  KsImportChoice wanted; /* what it is when it comes */
  char *alias;
  gboolean is_touched;
};

enum {
  PROP_0,
  PROP_CHOICE,
  PROP_IS_CHOSEN,
  PROP_ALIAS,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (CatenaImportItem, catena_import_item, G_TYPE_OBJECT)

static void
catena_import_item_finalize (GObject *object)
{
  CatenaImportItem *self = CATENA_IMPORT_ITEM (object);

  g_clear_pointer (&self->plan, ks_import_plan_unref);
  g_clear_pointer (&self->alias, g_free);

  G_OBJECT_CLASS (catena_import_item_parent_class)->finalize (object);
}

static void
catena_import_item_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  CatenaImportItem *self = CATENA_IMPORT_ITEM (object);

  switch (prop_id) {
  case PROP_CHOICE:
    g_value_set_uint (value, self->choice);
    break;
  case PROP_IS_CHOSEN:
    g_value_set_boolean (value, self->choice != KS_IMPORT_SKIP);
    break;
  case PROP_ALIAS:
    g_value_set_string (value, self->alias);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
catena_import_item_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  CatenaImportItem *self = CATENA_IMPORT_ITEM (object);

  switch (prop_id) {
  case PROP_CHOICE:
    catena_import_item_set_choice (self, g_value_get_uint (value));
    break;
  case PROP_IS_CHOSEN:
    catena_import_item_set_choice (self, g_value_get_boolean (value) ? self->wanted : KS_IMPORT_SKIP);
    break;
  case PROP_ALIAS:
    catena_import_item_set_alias (self, g_value_get_string (value));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
catena_import_item_class_init (CatenaImportItemClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->finalize = catena_import_item_finalize;
  object_class->get_property = catena_import_item_get_property;
  object_class->set_property = catena_import_item_set_property;

  properties[PROP_CHOICE] =
    g_param_spec_uint ("choice", NULL, NULL, KS_IMPORT_ADD, KS_IMPORT_SKIP, KS_IMPORT_SKIP, flags);
  properties[PROP_IS_CHOSEN] = g_param_spec_boolean ("is-chosen", NULL, NULL, FALSE, flags);
  properties[PROP_ALIAS] = g_param_spec_string ("alias", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
catena_import_item_init (CatenaImportItem *self)
{
}

/**
 * catena_import_item_new:
 * @plan: a plan
 * @index: the place of a row in it
 *
 * Returns: (transfer full): a new item, which decides what the plan proposes
 */
CatenaImportItem *
catena_import_item_new (KsImportPlan *plan, guint index)
{
  CatenaImportItem *self = g_object_new (CATENA_TYPE_IMPORT_ITEM, NULL);

  self->plan = ks_import_plan_ref (plan);
  self->row = ks_import_plan_get_row (plan, index);
  self->choice = catena_import_item_can_come (self) ? self->row->choice : KS_IMPORT_SKIP;
  self->wanted = self->choice == KS_IMPORT_SKIP ? KS_IMPORT_ADD : self->choice;
  self->alias = g_strdup (self->row->alias);

  return self;
}

/**
 * catena_import_item_get_row:
 * @self: an item
 *
 * Returns: (transfer none): the row of the plan
 */
const KsImportRow *
catena_import_item_get_row (CatenaImportItem *self)
{
  return self->row;
}

/**
 * catena_import_item_can_come:
 * @self: an item
 *
 * Returns: whether the format of the keystore holds it, and its key is not locked
 */
gboolean
catena_import_item_can_come (CatenaImportItem *self)
{
  return self->row->problem == NULL && !self->row->is_locked;
}

/**
 * catena_import_item_get_choice:
 * @self: an item
 *
 * Returns: what becomes of it
 */
KsImportChoice
catena_import_item_get_choice (CatenaImportItem *self)
{
  return self->choice;
}

/**
 * catena_import_item_set_choice:
 * @self: an item
 * @choice: what shall become of it; what cannot come stays out, and what has nothing to replace is added
 *
 * Decides.
 */
void
catena_import_item_set_choice (CatenaImportItem *self, KsImportChoice choice)
{
  gboolean was_chosen = self->choice != KS_IMPORT_SKIP;

  if (!catena_import_item_can_come (self))
    choice = KS_IMPORT_SKIP;
  else if (choice == KS_IMPORT_REPLACE && self->row->conflict == NULL)
    choice = KS_IMPORT_ADD;
  if (choice == self->choice)
    return;

  self->is_touched = TRUE;
  self->choice = choice;
  if (choice != KS_IMPORT_SKIP)
    self->wanted = choice;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CHOICE]);
  if (was_chosen != (choice != KS_IMPORT_SKIP))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_IS_CHOSEN]);
}

/**
 * catena_import_item_get_alias:
 * @self: an item
 *
 * Returns: the alias that it gets unless it replaces an entry
 */
const char *
catena_import_item_get_alias (CatenaImportItem *self)
{
  return self->alias;
}

/**
 * catena_import_item_set_alias:
 * @self: an item
 * @alias: another alias
 *
 * Names it. Whether the alias is free is seen when all are imported.
 */
void
catena_import_item_set_alias (CatenaImportItem *self, const char *alias)
{
  if (g_set_str (&self->alias, alias != NULL ? alias : "")) {
    self->is_touched = TRUE;
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ALIAS]);
  }
}

/**
 * catena_import_item_keep_decision:
 * @self: an item of a new plan
 * @earlier: the item of the same entry in the plan before
 *
 * Keeps what a person decided. What nobody touched follows the new plan.
 */
void
catena_import_item_keep_decision (CatenaImportItem *self, CatenaImportItem *earlier)
{
  if (!earlier->is_touched)
    return;

  if (!g_str_equal (earlier->alias, earlier->row->alias))
    catena_import_item_set_alias (self, earlier->alias);
  if (catena_import_item_can_come (earlier))
    catena_import_item_set_choice (self, earlier->choice);
}

/**
 * catena_import_item_get_decision:
 * @self: an item
 *
 * Returns: the decision in the engine's form; its alias is valid as long as @self is not changed
 */
KsImportDecision
catena_import_item_get_decision (CatenaImportItem *self)
{
  /* An alias that is no text was not typed. */
  gboolean is_own = g_str_equal (self->alias, self->row->alias);

  return (KsImportDecision) { self->choice, is_own ? NULL : self->alias };
}
