/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "ks-certificate.h"

G_BEGIN_DECLS

/**
 * KsNameConstraints: the subtrees of one CA certificate, RFC 5280 section 4.2.1.10
 */
typedef struct {
  GPtrArray *permitted; /* of KsSubtreeName: the bases */
  GPtrArray *excluded;
  gboolean malformed;
} KsNameConstraints;

/* NULL when @certificate has none. */
KsNameConstraints *ks_name_constraints_new (KsCertificate *certificate) G_GNUC_WARN_UNUSED_RESULT;
void ks_name_constraints_free (KsNameConstraints *self);
/* FALSE: @name (its text) is outside; @base is the subtree that decided, or NULL when none of the permitted fits. */
gboolean ks_name_constraints_allow (const KsNameConstraints *self,
                                    KsCertificate *certificate,
                                    char **name,
                                    char **base);
const char *ks_name_constraints_get_too_many (void);
/* "Permitted: example.org" and so on, for people. */
char *ks_name_constraints_to_text (const KsNameConstraints *self) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (KsNameConstraints, ks_name_constraints_free)

G_END_DECLS
