/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "ks-format.h"

G_BEGIN_DECLS

/* What stands before the content that a check value protects, and how. */
typedef enum {
  FUZZ_SEAL_JAVA, /* JKS or JCEKS, as the content's first bytes say */
  FUZZ_SEAL_BKS_1,
  FUZZ_SEAL_BKS_2,
  FUZZ_SEAL_UBER,
  FUZZ_SEAL_BCFKS,
  FUZZ_SEAL_PKCS12,
  FUZZ_SEAL_PBMAC1,
  FUZZ_N_SEALS,
} FuzzSeal;

/* A whole file with @content under @password: encrypted, and with the check value that belongs to it. */
GBytes *fuzz_seal (FuzzSeal seal, GBytes *content, KsSecret *password) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
