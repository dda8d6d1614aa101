/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define KS_ERROR (ks_error_quark ())

/**
 * KsError:
 * @KS_ERROR_FAILED: anything that has no code of its own
 * @KS_ERROR_PASSWORD_NEEDED: nothing can be read without the password
 * @KS_ERROR_WRONG_PASSWORD: the password does not open this file or key
 * @KS_ERROR_INTEGRITY_UNVERIFIABLE: the file carries no integrity check, or one that is not known
 * @KS_ERROR_DAMAGED: the password is right (proved by another part of the file), the check value is not
 * @KS_ERROR_TRUNCATED: the file ends before its structure does
 * @KS_ERROR_MALFORMED: the structure breaks its own rules; the message has field and offset
 * @KS_ERROR_NOT_A_KEYSTORE: the content is something else, and the message says what
 * @KS_ERROR_UNSUPPORTED: understood, but this program or this system's OpenSSL cannot do it
 * @KS_ERROR_TOO_LARGE: a count, size or iteration number is over its limit; the message has both figures
 * @KS_ERROR_KEY_MISMATCH: key and certificate do not belong together
 * @KS_ERROR_LOSSY: the target format cannot hold everything and loss was not allowed
 * @KS_ERROR_NOT_FOUND: no such entry
 * @KS_ERROR_EXISTS: an entry with that alias is there already
 * @KS_ERROR_READ_ONLY: the store was opened without its password and cannot be changed
 * @KS_ERROR_CHANGED: the file on disk is not the one that was opened
 *
 * Codes are for branches, messages for people. The message is a translated sentence that says what happened;
 * raw OpenSSL texts never appear in it.
 */
typedef enum {
  KS_ERROR_FAILED,
  KS_ERROR_PASSWORD_NEEDED,
  KS_ERROR_WRONG_PASSWORD,
  KS_ERROR_INTEGRITY_UNVERIFIABLE,
  KS_ERROR_DAMAGED,
  KS_ERROR_TRUNCATED,
  KS_ERROR_MALFORMED,
  KS_ERROR_NOT_A_KEYSTORE,
  KS_ERROR_UNSUPPORTED,
  KS_ERROR_TOO_LARGE,
  KS_ERROR_KEY_MISMATCH,
  KS_ERROR_LOSSY,
  KS_ERROR_NOT_FOUND,
  KS_ERROR_EXISTS,
  KS_ERROR_READ_ONLY,
  KS_ERROR_CHANGED,
} KsError;

GQuark ks_error_quark (void);

G_END_DECLS
