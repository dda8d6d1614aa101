/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "ks-edit.h"
#include "ks-key-algorithm.h"
#include "ks-request.h"
#include "ks-role.h"
#include "ks-store.h"

G_BEGIN_DECLS

typedef enum {
  KS_RENEWAL_REQUEST,     /* a CA makes the new certificate */
  KS_RENEWAL_SELF_SIGNED, /* it is made at once */
} KsRenewalKind;

/* What a person chooses. A zeroed one asks a CA, and keeps the key. */
typedef struct {
  KsRenewalKind kind;
  const KsKeyAlgorithm *new_key; /* NULL: the key stays */
  gboolean keeps_old; /* a new key that takes the place of the old one leaves it beside itself, as "web-old" */
  gint64 not_before;  /* of a self-signed certificate */
  gint64 not_after;
  gboolean accepts_loss; /* the person has read the warning of ks_renewal_dup_warning() */
} KsRenewalChoice;

/**
 * KsRenewal:
 *
 * What comes of a renewal: one edit, and the request for the CA. Immutable.
 *
 * A self-signed certificate takes the place of the old one in its entry. A new key that waits for its CA is an entry of its own, beside the
 * old one, with a certificate that it has signed itself: "web-new". The old one is in use until the CA's answer is in;
 * ks_renewal_new_swap_edit() then puts the new one in its place.
 */
#define KS_TYPE_RENEWAL (ks_renewal_get_type ())
G_DECLARE_FINAL_TYPE (KsRenewal, ks_renewal, KS, RENEWAL, GObject)

/* Whether it is a key with a certificate that can be read. */
gboolean ks_renewal_is_possible (KsEntry *entry);
/* What is to be read and accepted before a key that encrypts data is renewed, translated; NULL where there is nothing to lose.
 * @role: what the file is for, or KS_ROLE_KIND_GENERAL. */
char *ks_renewal_dup_warning (KsEntry *entry, KsRoleKind role, gboolean new_key) G_GNUC_WARN_UNUSED_RESULT;
/* The alias of the entry that a new key would be kept in, or of the one that would keep the old key. */
char *ks_renewal_make_alias (KsStore *store, KsEntry *entry, const KsRenewalChoice *choice)
  G_GNUC_WARN_UNUSED_RESULT;

/* @store: where @entry is; nothing is changed in it. @pkcs8: the plain key of @entry. @password: (nullable): what protects a new key.
 * For a worker: makes a key. KS_ERROR_LOSSY with the warning as its message while it is not accepted; errors of ks_key_generate() and
 * ks_certificate_spec_issue(). */
KsRenewal *ks_renewal_new (KsStore *store,
                           KsEntry *entry,
                           KsRoleKind role,
                           const KsRenewalChoice *choice,
                           KsSecret *pkcs8,
                           KsSecret *password,
                           gint64 now,
                           GCancellable *cancellable,
                           GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* NULL where the store stays as it is. */
KsEdit *ks_renewal_get_edit (KsRenewal *self);
/* The entry with the new certificate, or the one that the request is for. */
KsEntry *ks_renewal_get_entry (KsRenewal *self);
/* NULL for a self-signed certificate. */
KsRequest *ks_renewal_get_request (KsRenewal *self);

/* The entry whose place @entry is to take: "web" for "web-new", when both have keys and the CA has answered; else NULL. Borrowed. */
KsEntry *ks_renewal_find_replaced (KsStore *store, KsEntry *entry);
/* One step: @entry gets the alias of @replaced, which becomes "web-old". */
KsEdit *ks_renewal_new_swap_edit (KsStore *store, KsEntry *entry, KsEntry *replaced)
  G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
