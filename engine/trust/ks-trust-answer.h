/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "ks-anchor-set.h"
#include "ks-check.h"
#include "ks-verifier.h"

G_BEGIN_DECLS

/**
 * KsTrustReason: why a truststore accepts a certificate, or does not
 */
typedef enum {
  KS_TRUST_REASON_NOBODY_ASKED, /* the store is locked, or is not there */
  KS_TRUST_REASON_HOLDS_ROOT,
  KS_TRUST_REASON_HOLDS_ISSUER, /* an authority that is no root */
  KS_TRUST_REASON_HOLDS_LEAF,
  KS_TRUST_REASON_HOLDS_TWIN, /* not the root that is sent, but one with its name and key */
  KS_TRUST_REASON_EMPTY,      /* it trusts nobody */
  KS_TRUST_REASON_ABSENT,
  KS_TRUST_REASON_OTHER_KEY,         /* the store has one of that name, with another key */
  KS_TRUST_REASON_OTHER_CERTIFICATE, /* or with the same key, where that does not count */
  KS_TRUST_REASON_EXPIRED,
  KS_TRUST_REASON_NOT_YET_VALID,
  KS_TRUST_REASON_DISTRUSTED,
  KS_TRUST_REASON_ANCHOR_USE, /* the anchor is not for that purpose */
  KS_TRUST_REASON_USE,        /* another certificate is not */
  KS_TRUST_REASON_CHECK,      /* another check of the path fails */
} KsTrustReason;

/**
 * KsTrustAnswer: what one truststore says at one time. Plain immutable data.
 */
typedef struct {
  KsState state; /* PASS: trusted, FAIL: not trusted, NOT_CHECKED */
  KsTrustReason reason;
  const KsCheck *check;  /* that fails, or NULL */
  char *sentence;        /* short, translated, without a full stop */
  KsCertificate *anchor; /* that the path hangs on, or NULL */
} KsTrustAnswer;

/* Asks the anchors of @request, which are not NULL. @before: (nullable): the answer of the first time, which tells what ends until this one.
 * NULL only when cancelled. */
KsTrustAnswer *ks_trust_answer_new (KsVerifyRequest *request,
                                    const KsTrustAnswer *before,
                                    GCancellable *cancellable,
                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;
KsTrustAnswer *ks_trust_answer_new_not_asked (const char *sentence) G_GNUC_WARN_UNUSED_RESULT;
void ks_trust_answer_free (KsTrustAnswer *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (KsTrustAnswer, ks_trust_answer_free)

G_END_DECLS
