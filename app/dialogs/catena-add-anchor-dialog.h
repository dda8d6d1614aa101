/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "catena-document.h"

G_BEGIN_DECLS

/**
 * CatenaAddAnchorDialog:
 *
 * Asks which of the open keystores is to trust a certificate. Signal `chosen (CatenaDocument, KsCertificate)`.
 */
#define CATENA_TYPE_ADD_ANCHOR_DIALOG (catena_add_anchor_dialog_get_type ())
G_DECLARE_FINAL_TYPE (CatenaAddAnchorDialog,
                      catena_add_anchor_dialog,
                      CATENA,
                      ADD_ANCHOR_DIALOG,
                      AdwAlertDialog)

AdwDialog *catena_add_anchor_dialog_new (KsCertificate *certificate,
                                         GPtrArray *documents,
                                         CatenaDocument *selected) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
