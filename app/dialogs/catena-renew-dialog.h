/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "catena-document.h"
#include "ks-renewal.h"

G_BEGIN_DECLS

/**
 * CatenaRenewDialog:
 *
 * Asks how the certificate of an entry is to be renewed, and makes what that needs in a worker.
 *
 * Signal `renewed (KsRenewal renewal, KsSecret password)`: it is made; @password, or %NULL, is that of a new key.
 */
#define CATENA_TYPE_RENEW_DIALOG (catena_renew_dialog_get_type ())
G_DECLARE_FINAL_TYPE (CatenaRenewDialog, catena_renew_dialog, CATENA, RENEW_DIALOG, AdwDialog)

/* @entry: one that ks_renewal_is_possible(); @now: seconds since 1970 */
AdwDialog *catena_renew_dialog_new (CatenaDocument *document, KsEntry *entry, KsRoleKind role, gint64 now)
  G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
