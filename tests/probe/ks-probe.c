/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "catena-config.h"

#include <glib.h>

int
main (int argc, char *argv[])
{
  g_printerr ("ks-probe %s\n", VERSION);
  return 2;
}
