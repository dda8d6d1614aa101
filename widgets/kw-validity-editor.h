/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * KwValidityEditor:
 *
 * How long a certificate is to be valid: usual periods, or two days. Can say what the limit of public CAs is. Signal `changed ()`.
 */
#define KW_TYPE_VALIDITY_EDITOR (kw_validity_editor_get_type ())
G_DECLARE_FINAL_TYPE (KwValidityEditor, kw_validity_editor, KW, VALIDITY_EDITOR, AdwPreferencesGroup)

GtkWidget *kw_validity_editor_new (void) G_GNUC_WARN_UNUSED_RESULT;
/* Seconds since 1970; the periods begin then. */
void kw_validity_editor_set_now (KwValidityEditor *self, gint64 now);
/* A usual period, or the nearest longer one. */
void kw_validity_editor_set_days (KwValidityEditor *self, guint days);
/* FALSE while a day that was typed is none, or the last one is before the first. */
gboolean kw_validity_editor_get_period (KwValidityEditor *self, gint64 *not_before, gint64 *not_after);
void kw_validity_editor_set_show_public_limit (KwValidityEditor *self, gboolean show);
/* The most days that public TLS certificates issued at @time may be valid (CA/B Forum ballot SC-081). */
guint kw_validity_get_public_limit (gint64 time);

G_END_DECLS
