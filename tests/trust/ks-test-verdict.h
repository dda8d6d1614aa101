/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "ks-test-pki.h"
#include "ks-verifier.h"

G_BEGIN_DECLS

/* A root, an intermediate and a server certificate that nothing is wrong with; each test changes one thing. */
typedef struct {
  KsTestIdentity *root;
  KsTestIdentity *intermediate;
  KsTestIdentity *leaf;
  KsAnchorSet *anchors;
} KsTestPki;

/* Fields of a KsTestSpec. */
#define ROOT .name = "Test Root R1", .ca = TRUE, .ends = 3000
#define INTERMEDIATE .name = "Test TLS CA 2", .ca = TRUE, .ends = 1000
#define LEAF                                                                                                 \
  .name = "gw.example.org", .san = "DNS:gw.example.org,DNS:*.gw.example.org,IP:192.0.2.10",                  \
  .purposes = "serverAuth"

/* NULL: the sound one */
KsTestPki *ks_test_pki_new (const KsTestSpec *root, const KsTestSpec *intermediate, const KsTestSpec *leaf);
void ks_test_pki_free (KsTestPki *self);
KsAnchorSet *ks_test_anchors_new (KsTestIdentity *first, ...);

KsVerdict *ks_test_verify (KsEntry *entry, KsAnchorSet *anchors);
KsVerdict *ks_test_verify_at (KsEntry *entry, KsAnchorSet *anchors, gint64 time);

/* That the mark in the list agrees; for requests without hosts. */
void ks_test_assert_marked_alike (KsVerifyRequest *request, KsVerdict *verdict);

/* Notes that a test has asserted @state of @check, a name such as "pass", for test-check-coverage.py. */
void ks_test_saw (const char *check, const char *state);

/* Of the best path. */
const KsResult *ks_test_link_result (KsVerdict *verdict, guint link, const char *check);
KsLinkState ks_test_link_state (KsVerdict *verdict, guint link);
const KsFinding *ks_test_find_finding (KsVerdict *verdict, const char *check);
void ks_test_assert_part (KsVerdict *verdict, KsPart part, KsState state, const char *value);
/* Also that every finding is whole, and that they are in order. */
void ks_test_assert_headline (KsVerdict *verdict, KsState state, const char *headline);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (KsTestPki, ks_test_pki_free)

G_END_DECLS
