/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "catena-document.h"

G_BEGIN_DECLS

/**
 * CatenaReplyView:
 *
 * The plan for a CA's reply: for which entries it is, what they would get, what is left over. Signals: `changed ()`, something else was
 * chosen; `request-again (CatenaDocument, KsEntry)`; `choose ()`, more files are to be added.
 */
#define CATENA_TYPE_REPLY_VIEW (catena_reply_view_get_type ())
G_DECLARE_FINAL_TYPE (CatenaReplyView, catena_reply_view, CATENA, REPLY_VIEW, AdwBin)

/* @sources: of CatenaImportSource; @skipped: a set of them */
void catena_reply_view_set_plan (CatenaReplyView *self,
                                 KsReplyPlan *plan,
                                 GPtrArray *sources,
                                 GHashTable *skipped);
KsEdit *catena_reply_view_make_edit (CatenaReplyView *self, CatenaDocument *document)
  G_GNUC_WARN_UNUSED_RESULT;
const char *catena_reply_view_get_alias (CatenaReplyView *self, CatenaDocument *document);
void catena_reply_view_set_narrow (CatenaReplyView *self, gboolean is_narrow);

G_END_DECLS
