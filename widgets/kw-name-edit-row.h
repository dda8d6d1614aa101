/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>
#include "ks-general-name.h"

G_BEGIN_DECLS

/**
 * KwNameEditRow:
 *
 * One alternative name of a certificate that is not made yet. Signals: `edit ()` (F2), `remove ()` (Delete, the button).
 */
#define KW_TYPE_NAME_EDIT_ROW (kw_name_edit_row_get_type ())
G_DECLARE_FINAL_TYPE (KwNameEditRow, kw_name_edit_row, KW, NAME_EDIT_ROW, AdwActionRow)

/* Nothing of @name is kept. @hint: (nullable): what is special about this one */
GtkWidget *kw_name_edit_row_new (const KsGeneralName *name, const char *hint) G_GNUC_WARN_UNUSED_RESULT;
/* As people read it: other scripts as such. */
const char *kw_general_name_get_shown (const KsGeneralName *name);

G_END_DECLS
