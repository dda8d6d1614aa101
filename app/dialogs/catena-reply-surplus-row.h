/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>
#include "ks.h"

G_BEGIN_DECLS

/**
 * CatenaReplySurplusRow:
 *
 * Something in a CA's reply that the new chain does not need, with the reason. A certificate can be kept beside it all the same.
 * Property: `is-kept` (boolean, read only).
 */
#define CATENA_TYPE_REPLY_SURPLUS_ROW (catena_reply_surplus_row_get_type ())
G_DECLARE_FINAL_TYPE (CatenaReplySurplusRow, catena_reply_surplus_row, CATENA, REPLY_SURPLUS_ROW, AdwActionRow)

/* @surplus belongs to @plan, which is kept. */
GtkWidget *catena_reply_surplus_row_new (KsReplyPlan *plan, const KsReplySurplus *surplus, gboolean can_keep)
  G_GNUC_WARN_UNUSED_RESULT;
/* (transfer none) (nullable): the certificate that shall be kept */
KsCertificate *catena_reply_surplus_row_get_kept (CatenaReplySurplusRow *self);

G_END_DECLS
