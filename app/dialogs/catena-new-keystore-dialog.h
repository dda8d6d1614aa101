/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "ks.h"

G_BEGIN_DECLS

/**
 * CatenaNewKeystoreDialog:
 *
 * Asks for the format and the password of a new keystore. Signal `made (KsStore)`.
 */
#define CATENA_TYPE_NEW_KEYSTORE_DIALOG (catena_new_keystore_dialog_get_type ())
G_DECLARE_FINAL_TYPE (CatenaNewKeystoreDialog,
                      catena_new_keystore_dialog,
                      CATENA,
                      NEW_KEYSTORE_DIALOG,
                      AdwDialog)

AdwDialog *catena_new_keystore_dialog_new (const KsFormat *format) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
