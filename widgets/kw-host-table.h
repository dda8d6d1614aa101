/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>
#include "ks-verdict.h"

G_BEGIN_DECLS

/**
 * KwHostTable:
 *
 * The tested hosts, a row for each, beside the names of the certificate that decide or come near, a column for each; in narrow windows
 * a list of the hosts. Signal `host-removed (string)`; property `is-narrow` (boolean).
 */
#define KW_TYPE_HOST_TABLE (kw_host_table_get_type ())
G_DECLARE_FINAL_TYPE (KwHostTable, kw_host_table, KW, HOST_TABLE, GtkWidget)

GtkWidget *kw_host_table_new (void) G_GNUC_WARN_UNUSED_RESULT;
/* @hosts: (nullable) of KsHostResult, which belong to @owner and are about @certificate */
void kw_host_table_set_hosts (KwHostTable *self,
                              GPtrArray *hosts,
                              KsCertificate *certificate,
                              KsVerdict *owner);
void kw_host_table_set_is_narrow (KwHostTable *self, gboolean is_narrow);
/* Names of the certificate that have no column. */
guint kw_host_table_get_n_more (KwHostTable *self);

G_END_DECLS
