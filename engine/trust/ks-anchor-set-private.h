/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "ks-anchor-set.h"

G_BEGIN_DECLS

/* Before anybody else sees @self: marks a certificate as one that must not be trusted. */
void ks_anchor_set_add_distrusted (KsAnchorSet *self, KsCertificate *certificate);

/* (transfer none) (nullable): GPtrArray of borrowed KsCertificate whose subject has this key (ks_name_make_key). */
GPtrArray *ks_anchor_set_find_key (KsAnchorSet *self, const char *key);

/* ks-anchor-set-file.c; @root: "/", but for tests */
char *ks_java_cacerts_find (const char *root, const char *java_home) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
