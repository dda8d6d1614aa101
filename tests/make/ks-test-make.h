/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "ks.h"

G_BEGIN_DECLS

#define KS_TEST_MAKE_NOW G_GINT64_CONSTANT (1795219200) /* 2026-11-21 00:00:00 UTC */

/* A specification from texts; @names is pasted text or NULL. */
KsCertificateSpec *ks_test_make_spec (const char *usage,
                                      const char *subject,
                                      const char *names,
                                      const KsKeyAlgorithm *algorithm) G_GNUC_WARN_UNUSED_RESULT;

/* A certificate with its key. */
typedef struct {
  KsSecret *pkcs8;
  GBytes *spki;
  KsCertificate *certificate;
} KsTestMade;

/* @issuer: (nullable): NULL = it signs itself */
KsTestMade *ks_test_made_new (const char *algorithm,
                              const char *usage,
                              const char *subject,
                              const char *names,
                              const KsTestMade *issuer) G_GNUC_WARN_UNUSED_RESULT;
void ks_test_made_free (KsTestMade *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (KsTestMade, ks_test_made_free)

G_END_DECLS
