/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>
#include "ks-verdict.h"

G_BEGIN_DECLS

/**
 * KwNamesView:
 *
 * The alternative names of a certificate as chips, an entry to test hosts with, and the tested hosts with the rule that
 * decided. Signals `host-added (string)`, `host-removed (string)`: what was typed, one signal for each host.
 */
#define KW_TYPE_NAMES_VIEW (kw_names_view_get_type ())
G_DECLARE_FINAL_TYPE (KwNamesView, kw_names_view, KW, NAMES_VIEW, GtkWidget)

GtkWidget *kw_names_view_new (void) G_GNUC_WARN_UNUSED_RESULT;
/* NULL clears. */
void kw_names_view_set_certificate (KwNamesView *self, KsCertificate *certificate);
/* @hosts: (nullable) of KsHostResult, which belong to @owner; @owner is kept. */
void kw_names_view_set_hosts (KwNamesView *self, GPtrArray *hosts, KsVerdict *owner);

G_END_DECLS
