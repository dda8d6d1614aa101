/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>
#include "ks-certificate-spec.h"

G_BEGIN_DECLS

/**
 * KwCertificatePreview: what a certificate will be that is not made yet
 */
#define KW_TYPE_CERTIFICATE_PREVIEW (kw_certificate_preview_get_type ())
G_DECLARE_FINAL_TYPE (KwCertificatePreview, kw_certificate_preview, KW, CERTIFICATE_PREVIEW, GtkWidget)

GtkWidget *kw_certificate_preview_new (void) G_GNUC_WARN_UNUSED_RESULT;
/* Nothing is kept. @key: "RSA 3072". @issuer: NULL = it signs itself */
void kw_certificate_preview_show (KwCertificatePreview *self,
                                  const KsCertificateSpec *spec,
                                  const char *key,
                                  KsCertificate *issuer);
/* "gw.example.org, RSA 3072, 365 days": for a place where there is no room for more. */
char *kw_certificate_preview_dup_summary (KwCertificatePreview *self) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
