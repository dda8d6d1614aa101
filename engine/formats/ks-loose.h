/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "ks-format.h"
#include "ks-pem-bundle-private.h"

G_BEGIN_DECLS

/* Certificates, keys, requests and CRLs of a file that names and orders nothing: they become entries as those of a PEM bundle do. For readers
 * of formats alone. */

/* GPtrArray of KsPemItem */
GPtrArray *ks_loose_new (void) G_GNUC_WARN_UNUSED_RESULT;
/* @name: (nullable): its alias; NULL = what its subject says */
void ks_loose_add_certificate (GPtrArray *loose, KsCertificate *certificate, const char *name);
/* @kind: KS_PEM_ITEM_REQUEST or KS_PEM_ITEM_CRL */
void ks_loose_add_data (GPtrArray *loose, KsPemItemKind kind, GBytes *der, const char *name);
/* A private or public key. */
void ks_loose_add_key (GPtrArray *loose, KsKey *key, const char *name);
/* A new store of @format with all of them in it; keys get the certificates that belong to them. */
KsStore *ks_loose_make_store (GPtrArray *loose, const KsFormat *format, const KsReadOptions *options)
  G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
