/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "ks-verifier.h"

G_BEGIN_DECLS

/* Where Debian’s package openssl-blacklist has its lists. */
#define KS_DEBIAN_WEAK_KEYS "/usr/share/openssl-blacklist"

/* Of KsResult, one for each kind of weakness that is told from the certificate alone; kept, so that it costs once per certificate. Thread
 * safe. */
GPtrArray *ks_key_weakness_get (KsCertificate *certificate);
/* Whether others among @others (of KsCertificate) have the same key or modulus, or one with a factor in common. */
KsResult *ks_key_weakness_compare (KsCertificate *certificate, GPtrArray *others) G_GNUC_WARN_UNUSED_RESULT;
/* Looks the key up in the lists in @folder. */
KsResult *ks_key_weakness_look_up (KsCertificate *certificate, const char *folder) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
