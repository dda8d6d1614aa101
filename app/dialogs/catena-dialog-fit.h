/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* Makes a dialog as high as its content is now. */
void catena_dialog_fit (AdwDialog *dialog);

G_END_DECLS
