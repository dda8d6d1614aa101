/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "ks-pkcs12-private.h"

G_BEGIN_DECLS

/* Writes the bags of all entries: keys and secrets to @keys, certificates (and what stood among them) to @certificates. */
gboolean ks_pkcs12_plan_write (KsStore *store,
                               const KsWriteOptions *options,
                               const KsPkcs12Profile *profile,
                               KsSecret *password,
                               KsWriter *keys,
                               KsWriter *certificates,
                               GError **error);

G_END_DECLS
