/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>
#include "ks-verdict.h"

G_BEGIN_DECLS

/**
 * KwNamesView:
 *
 * The alternative names of a certificate as chips, an entry to test hosts with, and the tested hosts beside the names.
 *
 * Signals: `hosts-typed (string)`: one host or many, as they were typed, pasted or dropped; `host-removed (string)`; `cleared ()`;
 * `request-activated ()`; `copied (string)`: what is on the clipboard now. Property: `is-narrow` (boolean).
 */
#define KW_TYPE_NAMES_VIEW (kw_names_view_get_type ())
G_DECLARE_FINAL_TYPE (KwNamesView, kw_names_view, KW, NAMES_VIEW, GtkWidget)

GtkWidget *kw_names_view_new (void) G_GNUC_WARN_UNUSED_RESULT;
/* NULL clears. */
void kw_names_view_set_certificate (KwNamesView *self, KsCertificate *certificate);
/* @hosts: (nullable) of KsHostResult, which belong to @owner and are about the certificate; @owner is kept. */
void kw_names_view_set_hosts (KwNamesView *self, GPtrArray *hosts, KsVerdict *owner);
/* Why no certificate can be requested for this entry; NULL where one can. */
void kw_names_view_set_request_problem (KwNamesView *self, const char *problem);
void kw_names_view_set_is_narrow (KwNamesView *self, gboolean is_narrow);

G_END_DECLS
