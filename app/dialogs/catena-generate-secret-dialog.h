/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>
#include "ks.h"

G_BEGIN_DECLS

/**
 * CatenaGenerateSecretDialog:
 *
 * Asks which secret key to make and what to call it.
 *
 * Signals: `accepted ()`: make it; the dialog closes by itself.
 */
#define CATENA_TYPE_GENERATE_SECRET_DIALOG (catena_generate_secret_dialog_get_type ())
G_DECLARE_FINAL_TYPE (CatenaGenerateSecretDialog,
                      catena_generate_secret_dialog,
                      CATENA,
                      GENERATE_SECRET_DIALOG,
                      AdwDialog)

AdwDialog *catena_generate_secret_dialog_new (KsStore *store) G_GNUC_WARN_UNUSED_RESULT;
const KsSecretAlgorithm *catena_generate_secret_dialog_get_algorithm (CatenaGenerateSecretDialog *self);
const char *catena_generate_secret_dialog_get_alias (CatenaGenerateSecretDialog *self);

G_END_DECLS
