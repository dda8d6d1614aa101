/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "ks-certificate.h"

G_BEGIN_DECLS

/**
 * KsKnownKey: a key pair whose private key anybody can download
 */
typedef struct {
  const char *spki_sha256; /* lower-case hex of the SHA-256 of its SubjectPublicKeyInfo */
  const char *owner;       /* the product it comes with: "WSO2" */
  const char *source;      /* "repository file" where it stands */
} KsKnownKey;

/* By the public key, whatever the certificate's names are; NULL when it is not known. */
const KsKnownKey *ks_known_key_find (KsCertificate *certificate);
const KsKnownKey *ks_known_key_find_digest (const char *spki_sha256);

G_END_DECLS
