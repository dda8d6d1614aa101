/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "catena-config.h"

#include <glib/gi18n.h>
#include <sys/resource.h>

#include "catena-application.h"
#include "ks.h"

int
main (int argc, char *argv[])
{
  g_autoptr (CatenaApplication) application = NULL;
  struct rlimit no_core = { 0, 0 };

  bindtextdomain (GETTEXT_PACKAGE, LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);

  g_set_application_name (_ ("Catena"));

  /* A core dump would have the passwords of all open keystores in it. */
  setrlimit (RLIMIT_CORE, &no_core);
  ks_init ();

  application = catena_application_new ();
  return g_application_run (G_APPLICATION (application), argc, argv);
}
