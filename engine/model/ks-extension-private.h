/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "ks-der.h"
#include "ks-extension.h"
#include "ks-general-name.h"

G_BEGIN_DECLS

/* Adds the fields of one extension; @element is what the OCTET STRING holds. FALSE: malformed, whatever was added is dropped. */
typedef gboolean (*KsExtensionDecode) (KsExtension *self, const KsDer *element);

/* Labels are translated by the caller. */
void ks_extension_add (KsExtension *self, const char *label, const char *value);
void ks_extension_take (KsExtension *self, const char *label, char *value);
void ks_extension_add_hex (KsExtension *self, const char *label, const guint8 *data, gsize size);
void ks_extension_add_name (KsExtension *self, const char *prefix, const KsGeneralName *name);
/* A content of GeneralNames; @prefix stands before the type of each, or is NULL. */
gboolean ks_extension_add_names (KsExtension *self, const char *prefix, const KsDer *names);
gboolean ks_extension_read_small (const KsDer *integer, guint *value);

/* ks-extension-basic.c */
gboolean ks_extension_decode_basic_constraints (KsExtension *self, const KsDer *element);
gboolean ks_extension_decode_key_usage (KsExtension *self, const KsDer *element);
gboolean ks_extension_decode_extended_key_usage (KsExtension *self, const KsDer *element);
gboolean ks_extension_decode_subject_key_id (KsExtension *self, const KsDer *element);
gboolean ks_extension_decode_authority_key_id (KsExtension *self, const KsDer *element);
gboolean ks_extension_decode_key_usage_period (KsExtension *self, const KsDer *element);
gboolean ks_extension_decode_null (KsExtension *self, const KsDer *element);

/* ks-extension-names.c */
gboolean ks_extension_decode_alternative_names (KsExtension *self, const KsDer *element);
gboolean ks_extension_decode_name_constraints (KsExtension *self, const KsDer *element);
gboolean ks_extension_decode_distribution_points (KsExtension *self, const KsDer *element);
gboolean ks_extension_decode_information_access (KsExtension *self, const KsDer *element);

/* ks-extension-policy.c */
gboolean ks_extension_decode_policies (KsExtension *self, const KsDer *element);
gboolean ks_extension_decode_policy_mappings (KsExtension *self, const KsDer *element);
gboolean ks_extension_decode_policy_constraints (KsExtension *self, const KsDer *element);
gboolean ks_extension_decode_inhibit_any_policy (KsExtension *self, const KsDer *element);

/* ks-extension-web.c */
gboolean ks_extension_decode_timestamps (KsExtension *self, const KsDer *element);
gboolean ks_extension_decode_tls_features (KsExtension *self, const KsDer *element);
gboolean ks_extension_decode_acme (KsExtension *self, const KsDer *element);

/* ks-extension-vendor.c */
gboolean ks_extension_decode_netscape_type (KsExtension *self, const KsDer *element);
gboolean ks_extension_decode_text (KsExtension *self, const KsDer *element);
gboolean ks_extension_decode_ms_template (KsExtension *self, const KsDer *element);
gboolean ks_extension_decode_ms_ca_version (KsExtension *self, const KsDer *element);
gboolean ks_extension_decode_hash (KsExtension *self, const KsDer *element);
gboolean ks_extension_decode_ms_sid (KsExtension *self, const KsDer *element);

/* ks-extension-person.c */
gboolean ks_extension_decode_qualified (KsExtension *self, const KsDer *element);
gboolean ks_extension_decode_directory_attributes (KsExtension *self, const KsDer *element);

G_END_DECLS
