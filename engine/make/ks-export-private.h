/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "ks-export.h"
#include "ks-writer.h"

G_BEGIN_DECLS

/* Writers of the table in ks-export.c. Those that take one entry get one, the others only entries that they can hold. */
GBytes *ks_export_certificate_pem (GPtrArray *, const KsExportOptions *, GCancellable *, GError **);
GBytes *ks_export_certificate_der (GPtrArray *, const KsExportOptions *, GCancellable *, GError **);
GBytes *ks_export_chain_pem (GPtrArray *, const KsExportOptions *, GCancellable *, GError **);
GBytes *ks_export_bundle_pem (GPtrArray *, const KsExportOptions *, GCancellable *, GError **);
GBytes *ks_export_pkcs7_pem (GPtrArray *, const KsExportOptions *, GCancellable *, GError **);
GBytes *ks_export_pkcs7_der (GPtrArray *, const KsExportOptions *, GCancellable *, GError **);
GBytes *ks_export_pkipath (GPtrArray *, const KsExportOptions *, GCancellable *, GError **);
GBytes *ks_export_pkcs12 (GPtrArray *, const KsExportOptions *, GCancellable *, GError **);
GBytes *ks_export_pair_pem (GPtrArray *, const KsExportOptions *, GCancellable *, GError **);
GBytes *ks_export_key_pem (GPtrArray *, const KsExportOptions *, GCancellable *, GError **);
GBytes *ks_export_key_der (GPtrArray *, const KsExportOptions *, GCancellable *, GError **);
GBytes *ks_export_public_pem (GPtrArray *, const KsExportOptions *, GCancellable *, GError **);
GBytes *ks_export_public_der (GPtrArray *, const KsExportOptions *, GCancellable *, GError **);
GBytes *ks_export_public_jwk (GPtrArray *, const KsExportOptions *, GCancellable *, GError **);
GBytes *ks_export_public_openssh (GPtrArray *, const KsExportOptions *, GCancellable *, GError **);
GBytes *ks_export_data_pem (GPtrArray *, const KsExportOptions *, GCancellable *, GError **);
GBytes *ks_export_data_der (GPtrArray *, const KsExportOptions *, GCancellable *, GError **);

/* The certificates of an entry, from the leaf up, each once; what is on no path stands behind. Borrowed. */
GPtrArray *ks_export_list_chain (KsEntry *entry, gboolean without_root) G_GNUC_WARN_UNUSED_RESULT;
/* One PEM block; no copy of it stays in memory. */
void ks_export_put_pem (KsWriter *writer, const char *label, const guint8 *data, gsize size);
void ks_export_put_certificates (KsWriter *writer, GPtrArray *certificates);
/* Plain PKCS #8 of @entry by the keyring of @options. */
KsSecret *ks_export_open_key (KsEntry *entry, const KsExportOptions *options, GError **error)
  G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
