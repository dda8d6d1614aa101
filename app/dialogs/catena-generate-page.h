/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "catena-generate-draft.h"

G_BEGIN_DECLS

/**
 * CatenaGeneratePage:
 *
 * A page of the dialog that generates key pairs. It shows the draft and changes it. Signals: `changed ()`: the draft has changed by what
 * somebody did here; `undoable (string)`: something was removed that catena_generate_page_undo() brings back.
 */
#define CATENA_TYPE_GENERATE_PAGE (catena_generate_page_get_type ())
G_DECLARE_DERIVABLE_TYPE (CatenaGeneratePage, catena_generate_page, CATENA, GENERATE_PAGE, AdwNavigationPage)

struct _CatenaGeneratePageClass {
  AdwNavigationPageClass parent_class;

  /* The draft is another one, or has changed on another page. */
  void (*update) (CatenaGeneratePage *self, CatenaGenerateDraft *draft);
  /* Whether the page is done; if not, it says why, and has the focus where it can be changed. */
  gboolean (*check) (CatenaGeneratePage *self, CatenaGenerateDraft *draft);
  void (*undo) (CatenaGeneratePage *self);
};

/* @draft outlives the page. */
void catena_generate_page_set_draft (CatenaGeneratePage *self, CatenaGenerateDraft *draft);
CatenaGenerateDraft *catena_generate_page_get_draft (CatenaGeneratePage *self);
void catena_generate_page_update (CatenaGeneratePage *self);
gboolean catena_generate_page_check (CatenaGeneratePage *self);
void catena_generate_page_undo (CatenaGeneratePage *self);

/* For the pages. */
void catena_generate_page_changed (CatenaGeneratePage *self);
void catena_generate_page_removed (CatenaGeneratePage *self, const char *what);
/* Fills @box with what is wrong or unwise in some fields of the draft; FALSE when nothing can be made like this. */
gboolean catena_generate_page_show_problems (CatenaGeneratePage *self, GtkBox *box, guint fields);

G_END_DECLS
