/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "catena-document.h"

G_BEGIN_DECLS

/**
 * CatenaStoreCompareDialog:
 *
 * The entries of two documents side by side, by what they are to each other. Entries can be copied from one side to the other, by a
 * button or by dragging; each document keeps its own history.
 */
#define CATENA_TYPE_STORE_COMPARE_DIALOG (catena_store_compare_dialog_get_type ())
G_DECLARE_FINAL_TYPE (CatenaStoreCompareDialog,
                      catena_store_compare_dialog,
                      CATENA,
                      STORE_COMPARE_DIALOG,
                      AdwDialog)

AdwDialog *catena_store_compare_dialog_new (CatenaDocument *left, CatenaDocument *right)
  G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
