/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "catena-config.h"

#include "catena-dialog-fit.h"

/**
 * catena_dialog_fit:
 * @dialog: a dialog with a content width
 *
 * A dialog that scrolls keeps the height that it had first, also when rows come and go. Where the window is lower, it scrolls.
 */
void
catena_dialog_fit (AdwDialog *dialog)
{
  int natural;

  gtk_widget_measure (adw_dialog_get_child (dialog), GTK_ORIENTATION_VERTICAL,
                      adw_dialog_get_content_width (dialog), NULL, &natural, NULL, NULL);
  adw_dialog_set_content_height (dialog, natural);
}
