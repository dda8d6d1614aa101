/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "ks-der.h"

G_BEGIN_DECLS

/* Strings of ASN.1 as UTF-8, for everything that shows a name or a text of a certificate. */
gboolean ks_asn1_text_append (GString *text, const KsDer *element);
char *ks_asn1_text_dup (const KsDer *element) G_GNUC_WARN_UNUSED_RESULT;
char *ks_asn1_text_dup_ascii (const guint8 *data, gsize size) G_GNUC_WARN_UNUSED_RESULT;
void ks_asn1_text_append_hex (GString *text, const guint8 *data, gsize size);
char *ks_asn1_text_dup_hex (const guint8 *data, gsize size) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
