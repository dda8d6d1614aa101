/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "catena-config.h"

#include <glib/gi18n.h>

#include "catena-error-dialog.h"
#include "kw-text.h"

static void
response_cb (AdwAlertDialog *dialog, const char *response, char *details)
{
  if (g_str_equal (response, "copy"))
    gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (dialog)), details);
}

/**
 * catena_error_dialog_make_details:
 * @heading: what did not work
 * @error: why
 *
 * Makes the text that somebody can send to who helps them.
 *
 * Returns: (transfer full): a few lines
 */
char *
catena_error_dialog_make_details (const char *heading, const GError *error)
{
  return g_strdup_printf ("%s\n%s\n%s %d\nCatena %s\n", heading, error->message,
                          g_quark_to_string (error->domain), error->code, VERSION);
}

/**
 * catena_error_dialog_present:
 * @parent: a widget of the window it belongs to
 * @heading: what did not work, in header capitals
 * @error: why
 *
 * Tells about an error that somebody has to read.
 */
void
catena_error_dialog_present (GtkWidget *parent, const char *heading, const GError *error)
{
  g_autofree char *body = kw_text_plain (error->message);
  AdwAlertDialog *dialog = ADW_ALERT_DIALOG (adw_alert_dialog_new (heading, body));

  adw_alert_dialog_add_responses (dialog, "copy", _ ("Copy _Details"), "close", _ ("_Close"), NULL);
  adw_alert_dialog_set_default_response (dialog, "close");
  adw_alert_dialog_set_close_response (dialog, "close");
  g_signal_connect_data (dialog, "response", G_CALLBACK (response_cb),
                         catena_error_dialog_make_details (heading, error),
                         (GClosureNotify) (GCallback) g_free, 0);
  adw_dialog_present (ADW_DIALOG (dialog), parent);
}
