/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>
#include "ks-name.h"

G_BEGIN_DECLS

/**
 * KsCrl:
 *
 * A certificate revocation list (RFC 5280 section 5) that stands alone, to be looked at. Immutable; getters give borrowed values that live
 * as long as the list.
 */
#define KS_TYPE_CRL (ks_crl_get_type ())
G_DECLARE_FINAL_TYPE (KsCrl, ks_crl, KS, CRL, GObject)

/* One certificate that its CA has taken back. */
typedef struct {
  char *serial;       /* lower-case hex, as ks_certificate_get_serial() */
  gint64 date;        /* seconds since 1970 */
  const char *reason; /* translated, or NULL where none is given */
} KsRevoked;

/* @der: KS_ERROR_MALFORMED when it is no list. */
KsCrl *ks_crl_new (GBytes *der, GError **error) G_GNUC_WARN_UNUSED_RESULT;
GBytes *ks_crl_get_der (KsCrl *self);
KsName *ks_crl_get_issuer (KsCrl *self);
gint64 ks_crl_get_this_update (KsCrl *self);
/* KS_TIME_INVALID when the list does not say when the next one comes. */
gint64 ks_crl_get_next_update (KsCrl *self);
const char *ks_crl_get_signature_text (KsCrl *self);
/* GPtrArray of KsExtension. */
GPtrArray *ks_crl_get_extensions (KsCrl *self);
guint ks_crl_get_n_revoked (KsCrl *self);
KsRevoked *ks_crl_dup_revoked (KsCrl *self, guint index) G_GNUC_WARN_UNUSED_RESULT;
void ks_revoked_free (KsRevoked *revoked);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (KsRevoked, ks_revoked_free)

G_END_DECLS
