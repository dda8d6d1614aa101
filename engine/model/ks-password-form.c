/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-config.h"

#include <openssl/crypto.h>

#include "ks-password-form.h"

static void
password_free (KsPasswordForm *password)
{
  g_clear_pointer (&password->bytes, ks_secret_unref);
  g_free (password);
}

static void
add_password (GPtrArray *list, KsPasswordEncoding encoding, KsSecret *bytes)
{
  KsPasswordForm *password = g_new0 (KsPasswordForm, 1);

  password->encoding = encoding;
  password->bytes = bytes;
  g_ptr_array_add (list, password);
}

/* Each byte as the character of that number: old versions of OpenSSL took passwords like this. */
static KsSecret *
make_latin1 (const guint8 *bytes, gsize size)
{
  guint8 *out;
  KsSecret *secret;
  gsize extra = 0;

  for (gsize i = 0; i < size; i++)
    extra += bytes[i] >> 7;

  secret = ks_secret_new_sized (size + extra, &out);
  for (gsize i = 0; i < size; i++)
    out += g_unichar_to_utf8 (bytes[i], (char *) out);

  return secret;
}

/* UTF-16BE and two zero bytes; old versions of NSS used this with PBES2, too. NULL for what is not UTF-8. */
static KsSecret *
make_wide (const char *text, gsize size)
{
  glong length = 0;
  gunichar2 *wide = g_utf8_to_utf16 (text, (glong) size, NULL, &length, NULL);
  KsSecret *secret;
  guint8 *out;

  if (wide == NULL)
    return NULL;

  secret = ks_secret_new_sized ((gsize) length * 2 + 2, &out);
  for (glong i = 0; i < length; i++) {
    out[2 * i] = (guint8) (wide[i] >> 8);
    out[2 * i + 1] = (guint8) wide[i];
  }
  OPENSSL_cleanse (wide, (gsize) length * 2);
  g_free (wide);

  return secret;
}

/**
 * ks_password_list_forms:
 * @password: what the person typed
 *
 * The forms in which programs turn a password into bytes, most likely first.
 *
 * RFC 7292 appendix B.1 says UTF-16BE with a terminator; the empty password is also found as nothing at all.
 *
 * Returns: (transfer full) (element-type KsPasswordForm): at least one
 */
GPtrArray *
ks_password_list_forms (KsSecret *password)
{
  GPtrArray *list = g_ptr_array_new_with_free_func ((GDestroyNotify) password_free);
  gsize size;
  const guint8 *bytes = ks_secret_get_data (password, &size);
  KsSecret *wide;

  add_password (list, KS_PASSWORD_STANDARD, ks_secret_ref (password));
  if (size == 0) {
    add_password (list, KS_PASSWORD_NOTHING, NULL);
    return list;
  }

  if (!g_str_is_ascii (ks_secret_get_text (password)))
    add_password (list, KS_PASSWORD_LATIN1, make_latin1 (bytes, size));

  wide = make_wide ((const char *) bytes, size);
  if (wide != NULL)
    add_password (list, KS_PASSWORD_WIDE, wide);

  return list;
}
