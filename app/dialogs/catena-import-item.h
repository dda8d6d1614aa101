/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "ks-import.h"

G_BEGIN_DECLS

/**
 * CatenaImportItem:
 *
 * A row of an import's plan, with what the person decides about it. Properties: choice, is-chosen, alias; all notify.
 */
#define CATENA_TYPE_IMPORT_ITEM (catena_import_item_get_type ())
G_DECLARE_FINAL_TYPE (CatenaImportItem, catena_import_item, CATENA, IMPORT_ITEM, GObject)

CatenaImportItem *catena_import_item_new (KsImportPlan *plan, guint index) G_GNUC_WARN_UNUSED_RESULT;
const KsImportRow *catena_import_item_get_row (CatenaImportItem *self);
/* Whether it can come at all: the format holds it, and its key is open. */
gboolean catena_import_item_can_come (CatenaImportItem *self);
KsImportChoice catena_import_item_get_choice (CatenaImportItem *self);
void catena_import_item_set_choice (CatenaImportItem *self, KsImportChoice choice);
const char *catena_import_item_get_alias (CatenaImportItem *self);
void catena_import_item_set_alias (CatenaImportItem *self, const char *alias);
/* Takes over what was decided about the same entry in an earlier plan. */
void catena_import_item_keep_decision (CatenaImportItem *self, CatenaImportItem *earlier);
KsImportDecision catena_import_item_get_decision (CatenaImportItem *self);

G_END_DECLS
