/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * CatenaAction: one thing that the program can do, by its name, its shortcut and its words
 *
 * The menus name the same actions; the shortcuts and the dialog that lists them are made from this table.
 */
typedef struct {
  const char *name;        /* "entry.rename" */
  const char *accelerator; /* "F2", several with spaces between them */
  const char *section;     /* N_("Entries"); NULL: the same as the row above */
  const char *title;       /* N_("Rename") */
} CatenaAction;

const CatenaAction *catena_actions_list (guint *n_actions);
GtkEventController *catena_actions_make_controller (void) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
