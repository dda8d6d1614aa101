/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum {
  CATENA_HELP_PARAGRAPH,
  CATENA_HELP_HEADING, /* the title of a section */
  CATENA_HELP_TERM,    /* the title of an item of a list of terms */
  CATENA_HELP_NOTE,
  CATENA_HELP_CODE,
} CatenaHelpKind;

/* One paragraph of a page, and where it stands. */
typedef struct {
  CatenaHelpKind kind;
  guint depth;   /* in lists */
  guint number;  /* of a step, from 1; 0: none */
  gboolean item; /* it begins an item of a list */
  char *section; /* the identifier of the section that it belongs to; "": of the page itself */
  char *markup;  /* Pango markup; links are “page”, “page#section” or an address */
  char *text;    /* the same without markup, for a search */
} CatenaHelpBlock;

/**
 * CatenaHelpPage: a page of the help, parsed
 *
 * The help is written in Mallard, for the desktop's viewer. What Catena's own pages use of it is read here, so that the program
 * can show them where no viewer is.
 */
typedef struct {
  char *id;
  char *title;
  char *summary;
  char *group;       /* the section of the index that lists it, or NULL */
  GPtrArray *blocks; /* of CatenaHelpBlock */
} CatenaHelpPage;

CatenaHelpPage *catena_help_page_new (const char *xml, gssize length, GError **error)
  G_GNUC_WARN_UNUSED_RESULT;
void catena_help_page_free (CatenaHelpPage *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CatenaHelpPage, catena_help_page_free)

G_END_DECLS
