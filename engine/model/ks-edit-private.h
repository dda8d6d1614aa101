/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "ks-edit.h"

G_BEGIN_DECLS

/* Where an insertion goes when nobody said: behind the last entry. */
#define KS_CHANGE_AT_END G_MAXUINT

/* One step of an edit. @before alone is a removal, @after alone an insertion, both a replacement, none of them a new password. */
typedef struct {
  KsEntry *before;
  KsEntry *after;
  guint position; /* of an insertion */
  KsSecret *password;
} KsChange;

struct _KsEdit {
  gatomicrefcount ref_count;
  char *label;
  GPtrArray *changes; /* of KsChange, in the order in which they are made */
};

/* An edit without changes, for its maker to fill before anybody else sees it. */
KsEdit *ks_edit_new_empty (const char *label) G_GNUC_WARN_UNUSED_RESULT;
void ks_edit_add_change (KsEdit *self, KsEntry *before, KsEntry *after, guint position, KsSecret *password);

G_END_DECLS
