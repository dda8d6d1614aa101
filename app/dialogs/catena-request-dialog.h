/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "catena-document.h"
#include "catena-request-memory.h"
#include "ks-request.h"

G_BEGIN_DECLS

/**
 * CatenaRequestDialog:
 *
 * Makes a certificate request from a key entry: first what to ask for, then the request, to copy or to save. Signal `save-keystore ()`:
 * the person wants to save the file that has the key.
 */
#define CATENA_TYPE_REQUEST_DIALOG (catena_request_dialog_get_type ())
G_DECLARE_FINAL_TYPE (CatenaRequestDialog, catena_request_dialog, CATENA, REQUEST_DIALOG, AdwDialog)

AdwDialog *catena_request_dialog_new (CatenaDocument *document,
                                      KsEntry *entry,
                                      GBytes *spki,
                                      CatenaRequestMemory *memory) G_GNUC_WARN_UNUSED_RESULT;
/* Names that are asked for beside those of the certificate. */
void catena_request_dialog_add_names (CatenaRequestDialog *self, const char *const *names);
/* One that is made already; what it asks for can still be changed, which makes another one. */
void catena_request_dialog_show_request (CatenaRequestDialog *self, KsRequest *request);

G_END_DECLS
