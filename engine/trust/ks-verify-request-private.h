/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "ks-verifier.h"

G_BEGIN_DECLS

/* A key pair of an open file, for the truststore to accept. */
typedef struct {
  KsEntry *entry;
  char *file;
} KsServer;

struct _KsVerifyRequest {
  gatomicrefcount refs;
  KsEntry *entry;
  gint64 time;
  gboolean is_dated; /* a person chose the time */
  KsAnchorSet *anchors;
  KsPurpose purpose;
  GPtrArray *hosts;   /* of char* */
  KsVerifyPool *own;  /* what was added to this request alone, or NULL */
  KsVerifyPool *pool; /* shared, or NULL */
  KsSecret *key;
  KsAnchorRules anchor_rules;
  KsPolicyRules policy_rules; /* its list is owned here */
  GPtrArray *crls;            /* of GBytes */
  gboolean crls_are_partial;
  KsRoleKind role;
  gboolean role_is_chosen; /* by a person */
  KsKeyPassword key_password;
  KsAnchorSet *truststore; /* or NULL */
  GPtrArray *servers;      /* of KsServer */
};

G_END_DECLS
