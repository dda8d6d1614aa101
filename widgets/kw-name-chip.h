/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>
#include "ks-general-name.h"

G_BEGIN_DECLS

/**
 * KwNameChip:
 *
 * One alternative name, with the tag of its type; a click, Return or its menu copies it. Signal `copied (string)`: what is on the clipboard
 * now. Actions: `chip.copy`, `chip.copy-ascii`.
 */
#define KW_TYPE_NAME_CHIP (kw_name_chip_get_type ())
G_DECLARE_FINAL_TYPE (KwNameChip, kw_name_chip, KW, NAME_CHIP, GtkWidget)

/* Nothing of @name is kept. */
GtkWidget *kw_name_chip_new (const KsGeneralName *name) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
