/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "catena-document.h"

G_BEGIN_DECLS

/**
 * CatenaSnippetDialog:
 *
 * Shows what the configuration of a program says about a keystore, to be copied.
 */
#define CATENA_TYPE_SNIPPET_DIALOG (catena_snippet_dialog_get_type ())
G_DECLARE_FINAL_TYPE (CatenaSnippetDialog, catena_snippet_dialog, CATENA, SNIPPET_DIALOG, AdwDialog)

AdwDialog *catena_snippet_dialog_new (CatenaDocument *document, KsEntry *entry, KsRoleKind role)
  G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
