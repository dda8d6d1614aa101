/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "ks-general-name.h"

G_BEGIN_DECLS

/* A name made ready to be compared: one certificate can have a thousand of them, and its CA a thousand subtrees. */
typedef struct {
  KsGeneralNameType type;
  char *text;
  GBytes *raw;
  char *key;          /* of a directory name; NULL when it cannot be read */
  gboolean malformed; /* a DNS name that is none */
} KsSubtreeName;

KsSubtreeName *ks_subtree_name_new (KsGeneralNameType type, const char *text, GBytes *raw)
  G_GNUC_WARN_UNUSED_RESULT;
void ks_subtree_name_free (KsSubtreeName *self);
/* Both of one type; @excluding: a wildcard that only overlaps counts. */
gboolean ks_subtree_contains (const KsSubtreeName *base, const KsSubtreeName *name, gboolean excluding);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (KsSubtreeName, ks_subtree_name_free)

G_END_DECLS
