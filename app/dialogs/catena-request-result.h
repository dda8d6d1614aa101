/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "ks-request.h"

G_BEGIN_DECLS

/**
 * CatenaRequestResult:
 *
 * A certificate request that was made: its text, to copy or to save. Signals: `message (string)`: what was done, for a toast; `done ()`;
 * `save-keystore ()`: from the banner that says that the key is in no file yet.
 */
#define CATENA_TYPE_REQUEST_RESULT (catena_request_result_get_type ())
G_DECLARE_FINAL_TYPE (CatenaRequestResult, catena_request_result, CATENA, REQUEST_RESULT, AdwNavigationPage)

void catena_request_result_set_request (CatenaRequestResult *self, KsRequest *request, const char *alias);
void catena_request_result_set_unsaved (CatenaRequestResult *self, gboolean is_unsaved);
GtkWidget *catena_request_result_focus (CatenaRequestResult *self);

G_END_DECLS
