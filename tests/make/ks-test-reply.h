/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "ks-reply.h"
#include "ks-test-verdict.h"
#include "ks-test.h"

G_BEGIN_DECLS

/* A keystore whose key has the certificate that it made for itself, and a CA that has signed a request for it. */
typedef struct {
  KsTestPki *pki;
  KsTestIdentity *own; /* the certificate until now */
  KsEntry *entry;
  GPtrArray *entries; /* of the keystore in front */
  KsReplyQuery *query;
} KsTestReply;

/* Tags of two stores: addresses that nobody looks into. */
extern int ks_test_reply_front, ks_test_reply_behind;

#define KS_TEST_REPLY_WHOLE                                                                                  \
  "gw.example.org (reply reply.zip) < Test TLS CA 2 (reply reply.zip) < Test Root R1 (reply reply.zip)"

/* Of a GTest fixture; _with: what is special about the CA's certificates, NULL for nothing. */
void ks_test_reply_set_up (KsTestReply *fixture, gconstpointer data);
void ks_test_reply_set_up_with (KsTestReply *fixture,
                                const KsTestSpec *root,
                                const KsTestSpec *intermediate,
                                const KsTestSpec *leaf);
void ks_test_reply_tear_down (KsTestReply *fixture, gconstpointer data);
/* Takes @entry, into the keystore in front. */
void ks_test_reply_add_entry (KsTestReply *fixture, KsEntry *entry);
/* A certificate of the reply, from reply.zip. */
void ks_test_reply_add (KsTestReply *fixture, KsTestIdentity *identity);
KsReplyPlan *ks_test_reply_plan (KsTestReply *fixture);

/* "leaf (origin detail) < issuer (...)", and the issuer that is missing */
char *ks_test_reply_describe (const KsReplyChain *chain);
const KsReplyLeaf *ks_test_reply_leaf (const KsReplyMatch *match, guint index);
/* The one that is proposed. */
const KsReplyChain *ks_test_reply_chain (KsReplyPlan *plan, guint match);
void ks_test_reply_assert_chain (KsReplyPlan *plan, guint match, const char *expected);
/* "title reason, title reason" in the order of the reply */
void ks_test_reply_assert_surplus (KsReplyPlan *plan, const char *expected);
/* What a program that must succeed writes. */
GBytes *ks_test_reply_run (const char *const *argv, GBytes *input);

G_END_DECLS
