/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "ks-verdict.h"

G_BEGIN_DECLS

/**
 * KsHostColumns: which names of a certificate a table of tested hosts has room for. Plain data.
 */
typedef struct {
  GArray *names;        /* of guint: indices of alternative names, ascending */
  guint n_more;         /* alternative names that are left out */
  gboolean common_name; /* whether it is the answer to one of the hosts */
} KsHostColumns;

/* @hosts: of KsHostResult, all about one certificate */
KsHostColumns *ks_host_columns_new (GPtrArray *hosts, guint max) G_GNUC_WARN_UNUSED_RESULT;
void ks_host_columns_free (KsHostColumns *self);
gboolean ks_host_columns_equal (const KsHostColumns *a, const KsHostColumns *b);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (KsHostColumns, ks_host_columns_free)

G_END_DECLS
