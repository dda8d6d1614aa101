/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "catena-generate-draft.h"

G_BEGIN_DECLS

/**
 * CatenaGenerateDialog:
 *
 * Asks what a new key pair shall be, on four pages beside a preview of its certificate, and makes it in a worker. Signal
 * `made (KsEntry, KsSecret)`: the new entry, which is not in the store yet, and the password of its key where that is not the store's.
 */
#define CATENA_TYPE_GENERATE_DIALOG (catena_generate_dialog_get_type ())
G_DECLARE_FINAL_TYPE (CatenaGenerateDialog, catena_generate_dialog, CATENA, GENERATE_DIALOG, AdwDialog)

/* @draft: (transfer full) */
AdwDialog *catena_generate_dialog_new (CatenaGenerateDraft *draft) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
