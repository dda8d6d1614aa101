/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * CatenaPage:
 *
 * What a tab of the window holds: a keystore, or the lessons.
 *
 * Signal `page-changed ()`: one of the answers below is another than before.
 */
#define CATENA_TYPE_PAGE (catena_page_get_type ())
G_DECLARE_INTERFACE (CatenaPage, catena_page, CATENA, PAGE, GtkWidget)

struct _CatenaPageInterface {
  GTypeInterface parent;

  char *(*dup_title) (CatenaPage *self);
  const char *(*get_subtitle) (CatenaPage *self);
  gboolean (*is_covering) (CatenaPage *self);
  void (*go_back) (CatenaPage *self);
};

/* For the tab and the window, with the mark of unsaved changes. */
char *catena_page_dup_title (CatenaPage *self) G_GNUC_WARN_UNUSED_RESULT;
/* NULL: none */
const char *catena_page_get_subtitle (CatenaPage *self);
/* Whether it brings a header bar of its own, and covers that of the window. */
gboolean catena_page_is_covering (CatenaPage *self);
/* To what was shown before, where there is such a thing. */
void catena_page_go_back (CatenaPage *self);
/* For those who implement it. */
void catena_page_emit_changed (CatenaPage *self);

G_END_DECLS
