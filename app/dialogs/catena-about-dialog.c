/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "catena-config.h"

#include <glib/gi18n.h>
#include <openssl/crypto.h>

#include "catena-about-dialog.h"
#include "ks.h"

/* What somebody needs who is to find out why it does not work elsewhere. Not translated: it goes into reports. */
static char *
make_debug_info (void)
{
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, "%s %s (%s)\n", APP_ID, VERSION, PROFILE);
  g_string_append_printf (text, "GTK %u.%u.%u\n", gtk_get_major_version (), gtk_get_minor_version (),
                          gtk_get_micro_version ());
  g_string_append_printf (text, "libadwaita %u.%u.%u\n", adw_get_major_version (), adw_get_minor_version (),
                          adw_get_micro_version ());
  g_string_append_printf (text, "GLib %u.%u.%u\n", glib_major_version, glib_minor_version,
                          glib_micro_version);
  g_string_append_printf (text, "%s\n", OpenSSL_version (OPENSSL_VERSION));
  g_string_append_printf (text, "OpenSSL legacy provider: %s\n", ks_has_legacy_provider () ? "yes" : "no");
  g_string_append_printf (text, "Secrets in locked memory: %s\n",
                          ks_secure_memory_is_locked () ? "yes" : "no");
  return g_string_free_and_steal (text);
}

/**
 * catena_about_dialog_new:
 *
 * Makes the dialog about the program from its metainfo.
 *
 * Returns: (transfer floating): a new dialog
 */
AdwDialog *
catena_about_dialog_new (void)
{
  AdwDialog *dialog = adw_about_dialog_new_from_appdata (RESOURCE_PATH "/metainfo.xml", VERSION);
  g_autofree char *debug_info = make_debug_info ();
  const char *developers[] = { "The Catena authors", NULL };

  adw_about_dialog_set_application_icon (ADW_ABOUT_DIALOG (dialog), APP_ID);
  adw_about_dialog_set_version (ADW_ABOUT_DIALOG (dialog), VERSION);
  adw_about_dialog_set_developers (ADW_ABOUT_DIALOG (dialog), developers);
  adw_about_dialog_set_copyright (ADW_ABOUT_DIALOG (dialog), _ ("© 2026 The Catena authors"));
  adw_about_dialog_set_debug_info (ADW_ABOUT_DIALOG (dialog), debug_info);
  adw_about_dialog_set_debug_info_filename (ADW_ABOUT_DIALOG (dialog), "catena-debug-info.txt");
  return dialog;
}
