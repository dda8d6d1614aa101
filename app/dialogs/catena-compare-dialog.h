/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "catena-comparand.h"

G_BEGIN_DECLS

/**
 * CatenaCompareDialog:
 *
 * Two certificates, or a request and a certificate, side by side.
 */
#define CATENA_TYPE_COMPARE_DIALOG (catena_compare_dialog_get_type ())
G_DECLARE_FINAL_TYPE (CatenaCompareDialog, catena_compare_dialog, CATENA, COMPARE_DIALOG, AdwDialog)

AdwDialog *catena_compare_dialog_new (CatenaComparand *left, CatenaComparand *right)
  G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
