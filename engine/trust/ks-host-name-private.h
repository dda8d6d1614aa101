/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "ks-host-comparison.h"

G_BEGIN_DECLS

const char *ks_host_labels_problem (const char *ascii);

/* ks-host-rule.c: what RFC 9525 says; @rule: (out) (optional), unset when the two have nothing in common. */
KsHostNearness ks_host_rule_apply (const KsHostName *host, const KsGeneralName *presented, char **rule);

/* ks-host-near.c: fills rule, nearness and spans of a comparison whose texts are set, where the two nearly are the same. */
void ks_host_near_find (KsHostComparison *self, const KsHostName *host, const KsGeneralName *presented);
void ks_host_span_add (GArray *spans, gsize start, gsize end);

/* ks-host-alike.c */
gboolean ks_host_alike (const char *a, const char *b);
guint ks_host_distance (const char *a, const char *b, guint limit);

G_END_DECLS
