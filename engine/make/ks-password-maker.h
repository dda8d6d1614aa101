/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "ks-secret.h"

G_BEGIN_DECLS

/**
 * KsPasswordLevel: how long somebody who has the file needs to guess its password
 * @KS_PASSWORD_NONE: there is none
 * @KS_PASSWORD_KNOWN: it stands in every list of passwords, and in the manuals of servers
 * @KS_PASSWORD_WEAK: hours
 * @KS_PASSWORD_FAIR: weeks to years
 * @KS_PASSWORD_GOOD: longer than anybody pays for
 * @KS_PASSWORD_STRONG: as strong as the protection of the file itself
 */
typedef enum {
  KS_PASSWORD_NONE,
  KS_PASSWORD_KNOWN,
  KS_PASSWORD_WEAK,
  KS_PASSWORD_FAIR,
  KS_PASSWORD_GOOD,
  KS_PASSWORD_STRONG,
} KsPasswordLevel;

typedef struct {
  KsPasswordLevel level;
  guint bits;       /* an estimate from above */
  const char *hint; /* translated sentence: what to do better, or how good it is; "" without a password */
} KsPasswordStrength;

/* 99 bits in four groups of five letters and digits that nobody confuses: "k7mwp-3xqtz-...". It can be typed on every keyboard, and stands in
 * configuration files without quoting. KS_ERROR_FAILED when the system gives no random numbers. */
KsSecret *ks_password_make (GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* @password: UTF-8 that somebody types; it is only looked at. */
KsPasswordStrength ks_password_rate (const char *password);
/* "Weak", "Strong", ...: translated, "" for KS_PASSWORD_NONE */
const char *ks_password_level_get_name (KsPasswordLevel level);

G_END_DECLS
