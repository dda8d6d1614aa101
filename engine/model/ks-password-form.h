/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "ks-secret.h"

G_BEGIN_DECLS

/* Ways to make bytes of a password. RFC 7292 appendix B.1 is the first; the others are found in files of other programs. */
typedef enum {
  KS_PASSWORD_STANDARD, /* UTF-16BE with two zero bytes; UTF-8 in PBES2 */
  KS_PASSWORD_NOTHING,  /* the empty password as no bytes at all */
  KS_PASSWORD_LATIN1,   /* every byte of the UTF-8 form as one character */
  KS_PASSWORD_WIDE,     /* UTF-16BE in PBES2, too */
} KsPasswordEncoding;

typedef struct {
  KsPasswordEncoding encoding;
  KsSecret *bytes; /* what OpenSSL is handed; NULL for NOTHING */
} KsPasswordForm;

/* GPtrArray of KsPasswordForm, most likely first. */
GPtrArray *ks_password_list_forms (KsSecret *password) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
