/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>
#include "ks-certificate-spec.h"

G_BEGIN_DECLS

/**
 * KwUsageEditor:
 *
 * What a key may be used for: key usage, extended key usage, CA and path length. Signal `changed ()`: somebody chose.
 */
#define KW_TYPE_USAGE_EDITOR (kw_usage_editor_get_type ())
G_DECLARE_FINAL_TYPE (KwUsageEditor, kw_usage_editor, KW, USAGE_EDITOR, AdwPreferencesGroup)

GtkWidget *kw_usage_editor_new (void) G_GNUC_WARN_UNUSED_RESULT;
/* Shows the usage of @spec, of which nothing is kept. */
void kw_usage_editor_load (KwUsageEditor *self, const KsCertificateSpec *spec);
/* Sets key usage, purposes, CA and path length of @spec. */
void kw_usage_editor_store (KwUsageEditor *self, KsCertificateSpec *spec);
/* What keys of the chosen kind cannot do is insensitive. */
void kw_usage_editor_set_possible (KwUsageEditor *self, KsKeyUsage possible);

G_END_DECLS
