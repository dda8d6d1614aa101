/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "ks-writer.h"

G_BEGIN_DECLS

/* DER in the making (X.690 section 8); ks-der.h reads it. */

void ks_der_put (KsWriter *writer, guint8 tag, const void *content, gsize size);
/* Wraps what is in @inner, and frees it. */
void ks_der_put_nested (KsWriter *writer, guint8 tag, KsWriter *inner);
/* FALSE with nothing written when @dotted is no object identifier. */
gboolean ks_der_put_oid (KsWriter *writer, const char *dotted);
void ks_der_put_integer (KsWriter *writer, guint value);
gboolean ks_der_is_oid (const char *dotted);

G_END_DECLS
