/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>
#include "ks-crl.h"

G_BEGIN_DECLS

/**
 * KwCrlDetails: a revocation list, as groups of rows. Signal `copied (string)`: the title of what is on the clipboard now.
 */
#define KW_TYPE_CRL_DETAILS (kw_crl_details_get_type ())
G_DECLARE_FINAL_TYPE (KwCrlDetails, kw_crl_details, KW, CRL_DETAILS, GtkWidget)

GtkWidget *kw_crl_details_new (void) G_GNUC_WARN_UNUSED_RESULT;
/* @crl: (nullable); @now: seconds since 1970 */
void kw_crl_details_set_crl (KwCrlDetails *self, KsCrl *crl, gint64 now);

G_END_DECLS
