/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>
#include "ks-certificate.h"

G_BEGIN_DECLS

/**
 * KwCertificateDetails:
 *
 * Everything in one certificate, as groups of rows. Signal `copied (string)`: the title of what is on the clipboard now.
 */
#define KW_TYPE_CERTIFICATE_DETAILS (kw_certificate_details_get_type ())
G_DECLARE_FINAL_TYPE (KwCertificateDetails, kw_certificate_details, KW, CERTIFICATE_DETAILS, GtkWidget)

GtkWidget *kw_certificate_details_new (void) G_GNUC_WARN_UNUSED_RESULT;
/* NULL clears. */
void kw_certificate_details_set_certificate (KwCertificateDetails *self, KsCertificate *certificate);
/* The time that the validity bar takes for today, in seconds since 1970. */
void kw_certificate_details_set_now (KwCertificateDetails *self, gint64 now);

G_END_DECLS
