/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "ks-history.h"
#include "ks-store.h"

G_BEGIN_DECLS

enum {
  KS_STORE_PROP_0,
  KS_STORE_PROP_FORMAT,
  KS_STORE_PROP_INTEGRITY,
  KS_STORE_PROP_IS_MODIFIED,
  KS_STORE_PROP_IS_READ_ONLY,
  KS_STORE_PROP_CAN_UNDO,
  KS_STORE_PROP_CAN_REDO,
  KS_STORE_N_PROPS
};

struct _KsStore {
  GObject parent_instance;

  const KsFormat *format;
  KsIntegrity integrity;
  KsSecret *password;
  GPtrArray *entries; /* of KsEntry */
  GHashTable *counts; /* folded alias -> how many entries have it; NULL until somebody asks */
  KsHistory *history;
  GPtrArray *remarks;   /* of char, NULL-terminated */
  GArray *remark_kinds; /* of KsRemarkKind: what they are about */
  GHashTable *extras;   /* char * -> GBytes */
};

extern GParamSpec *ks_store_properties[KS_STORE_N_PROPS];

/* How many entries have @alias, as the format compares aliases. */
guint ks_store_count_alias (KsStore *self, const char *alias);
/* Forgets the remarks about what the file does not have any more. */
void ks_store_drop_remarks (KsStore *self);
/* Keeps the count right when an entry comes (+1) or goes (-1). */
void ks_store_add_to_count (KsStore *self, const char *alias, int difference);

G_END_DECLS
