/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "catena-reply-query.h"

G_BEGIN_DECLS

/**
 * CatenaReplyDialog:
 *
 * Takes what a CA sent, shows for which entries it is and what it would make of them, and applies it. Signals:
 * - `applied (CatenaDocument, KsEdit, string alias)`: for each document that is to be changed; the handler makes the change, and may show the
 *   entry (alias NULL: none)
 * - `request-again (CatenaDocument, KsEntry)`: names are missing, and somebody wants to ask for them once more
 */
#define CATENA_TYPE_REPLY_DIALOG (catena_reply_dialog_get_type ())
G_DECLARE_FINAL_TYPE (CatenaReplyDialog, catena_reply_dialog, CATENA, REPLY_DIALOG, AdwDialog)

/* @place is copied, with references. */
AdwDialog *catena_reply_dialog_new (const CatenaReplyPlace *place) G_GNUC_WARN_UNUSED_RESULT;
/* What the CA sent. More may come while the dialog is open; without anything it asks for it. */
void catena_reply_dialog_add_file (CatenaReplyDialog *self, GFile *file);
void catena_reply_dialog_add_text (CatenaReplyDialog *self, const char *text);
void catena_reply_dialog_add_store (CatenaReplyDialog *self, KsStore *store);

G_END_DECLS
