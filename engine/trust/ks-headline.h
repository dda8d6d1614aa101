/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "ks-verdict-private.h"

G_BEGIN_DECLS

/* visual.md section 8. */
char *ks_path_make_headline (const KsPath *path, KsAnchorSet *anchors, gint64 time) G_GNUC_WARN_UNUSED_RESULT;
/* @gap: (nullable): who is missing, as a sentence; NULL: the order is wrong */
char *ks_headline_of_stored (const char *gap) G_GNUC_WARN_UNUSED_RESULT;
char *ks_headline_of_broken_key (KsCertificate *leaf) G_GNUC_WARN_UNUSED_RESULT;
void ks_verdict_set_headline (KsVerdict *self);
void ks_verdict_date_headline (KsVerdict *self);
/* Rows of a link that show both certificates’ own values beside each other are left to the certificates. */
gboolean ks_headline_is_mirror (const KsResult *result);

G_END_DECLS
