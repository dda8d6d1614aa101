/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "ks-entry.h"

G_BEGIN_DECLS

/**
 * KsRoleKind: what a keystore is for (product.md, "Roles"); each adds checks of its own
 */
typedef enum {
  KS_ROLE_KIND_GENERAL, /* no checks beyond those that every entry has */
  KS_ROLE_KIND_TLS_SERVER,
  KS_ROLE_KIND_TLS_CLIENT,
  KS_ROLE_KIND_TRUSTSTORE,
  KS_ROLE_KIND_INTERNAL_ENCRYPTION,
  KS_ROLE_KIND_SIGNING,
  KS_N_ROLE_KINDS,
} KsRoleKind;

/* "TLS server identity", ...: translated */
const char *ks_role_kind_get_name (KsRoleKind role);
/* "tls-server", ...: for settings, JSON and options */
const char *ks_role_kind_get_nick (KsRoleKind role);
gboolean ks_role_kind_from_nick (const char *nick, KsRoleKind *role);
/* @entries: of KsEntry; @file_name: (nullable): what the file is called says something, too */
KsRoleKind ks_role_guess (GPtrArray *entries, const char *file_name);

G_END_DECLS
