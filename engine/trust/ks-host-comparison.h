/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "ks-host-name.h"

G_BEGIN_DECLS

/* How near an alternative name comes to a host; the nearest one gives its rule to the answer. */
typedef enum {
  KS_HOST_NOTHING,     /* nothing in common */
  KS_HOST_OTHER_END,   /* only the last label differs */
  KS_HOST_LABELS,      /* labels in front or at the end too many or too few */
  KS_HOST_SIMILAR,     /* a slip of the keyboard */
  KS_HOST_LOOKS_ALIKE, /* other letters that look the same, or an older spelling of the same name */
  KS_HOST_MALFORMED,   /* the alternative name is ignored */
  KS_HOST_OTHER_TYPE,  /* the right text in a name of the wrong type */
  KS_HOST_WILDCARD,    /* too few or too many labels for the asterisk */
  KS_HOST_MATCH,
} KsHostNearness;

/* Part of a text, in octets. */
typedef struct {
  guint start;
  guint end;
} KsHostSpan;

/**
 * KsHostComparison:
 *
 * One host beside one alternative name: how near they are, the rule that decides, and which parts of their texts differ. Plain data.
 */
typedef struct {
  KsHostNearness nearness;
  char *rule;            /* translated sentence */
  const char *reference; /* "RFC 9525, 6.3" */
  char *host;            /* the texts that people read */
  char *name;
  GArray *host_spans; /* of KsHostSpan: what differs, in order */
  GArray *name_spans;
} KsHostComparison;

/* (nullable): NULL where they have nothing in common. */
KsHostComparison *ks_host_comparison_new (const KsHostName *host, const KsGeneralName *name)
  G_GNUC_WARN_UNUSED_RESULT;
/* (nullable): for the common name of a certificate: only where it would match. */
KsHostComparison *ks_host_comparison_new_for_common_name (const KsHostName *host, const char *common_name)
  G_GNUC_WARN_UNUSED_RESULT;
void ks_host_comparison_free (KsHostComparison *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (KsHostComparison, ks_host_comparison_free)

G_END_DECLS
