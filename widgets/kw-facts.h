/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "kw-fact-group.h"
#include "ks-certificate.h"

G_BEGIN_DECLS

/* What certificates and requests have in common, as facts. */
void kw_facts_show_name (KwFactGroup *group, KsName *name);
void kw_facts_add_key_id (KwFactGroup *group, const char *title, GBytes *key_id, const char *explanation);
char *kw_facts_dup_key_usage (gboolean is_limited, KsKeyUsage usage) G_GNUC_WARN_UNUSED_RESULT;
char *kw_facts_dup_purposes (const char *const *oids) G_GNUC_WARN_UNUSED_RESULT;
char *kw_facts_dup_authority (gboolean is_ca, int path_length) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
