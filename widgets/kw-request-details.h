/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>
#include "ks-request.h"

G_BEGIN_DECLS

/**
 * KwRequestDetails:
 *
 * Everything that a certificate request asks for, as groups of rows. Signal `copied (string)`: the title of what is on the clipboard
 * now.
 */
#define KW_TYPE_REQUEST_DETAILS (kw_request_details_get_type ())
G_DECLARE_FINAL_TYPE (KwRequestDetails, kw_request_details, KW, REQUEST_DETAILS, GtkWidget)

GtkWidget *kw_request_details_new (void) G_GNUC_WARN_UNUSED_RESULT;
/* NULL clears. */
void kw_request_details_set_request (KwRequestDetails *self, KsRequest *request);

G_END_DECLS
