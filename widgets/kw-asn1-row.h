/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "kw-asn1-item.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* One element of ASN.1 in a list: what it is called, its type, place and length, and what it says. */
#define KW_TYPE_ASN1_ROW (kw_asn1_row_get_type ())
G_DECLARE_FINAL_TYPE (KwAsn1Row, kw_asn1_row, KW, ASN1_ROW, GtkWidget)

GtkWidget *kw_asn1_row_new (void) G_GNUC_WARN_UNUSED_RESULT;
void kw_asn1_row_set_item (KwAsn1Row *self, KwAsn1Item *item, gboolean is_signed);
/* "tbsCertificate, SEQUENCE, 1056 bytes at 4, signed" */
char *kw_asn1_row_dup_name (KwAsn1Item *item, gboolean is_signed) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
