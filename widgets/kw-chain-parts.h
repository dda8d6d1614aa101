/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>
#include "ks-verdict.h"
#include "kw-chain-model.h"

G_BEGIN_DECLS

/* A new widget for one item of a chain's model, named and described. */
GtkWidget *kw_chain_part_new (const KwChainItem *item,
                              const KsPath *path,
                              KsVerdict *verdict,
                              gboolean can_fetch) G_GNUC_WARN_UNUSED_RESULT;
/* @part: of the same certificates */
void kw_chain_part_update (GtkWidget *part, const KwChainItem *item, const KsPath *path, KsVerdict *verdict);

G_END_DECLS
