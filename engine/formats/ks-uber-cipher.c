/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-config.h"

#include <gcrypt.h>

#include "ks-bks-private.h"

#define KEY_SIZE 32
#define BLOCK_SIZE 16

/* Another library of the program may have done this already. Its secret memory is not needed: ours is. */
static void
initialize (void)
{
  static gsize done = 0;

  if (!g_once_init_enter (&done))
    return;
  if (!gcry_control (GCRYCTL_INITIALIZATION_FINISHED_P)) {
    gcry_check_version (NULL);
    gcry_control (GCRYCTL_DISABLE_SECMEM, 0);
    gcry_control (GCRYCTL_INITIALIZATION_FINISHED, 0);
  }
  g_once_init_leave (&done, 1);
}

/**
 * ks_uber_crypt:
 * @key: 256 bits
 * @iv: the initialisation vector
 * @data: what to put through, in its place
 * @size: size of @data in bytes, a multiple of 16
 * @encrypt: whether to encrypt
 *
 * Puts bytes through Twofish in CBC mode, which OpenSSL does not have.
 *
 * Returns: %FALSE where libgcrypt does not do that, as in FIPS mode
 */
gboolean
ks_uber_crypt (const guint8 key[32], const guint8 iv[16], guint8 *data, gsize size, gboolean encrypt)
{
  gcry_cipher_hd_t cipher;
  gboolean done;

  initialize ();
  if (gcry_cipher_open (&cipher, GCRY_CIPHER_TWOFISH, GCRY_CIPHER_MODE_CBC, 0) != 0)
    return FALSE;

  done = gcry_cipher_setkey (cipher, key, KEY_SIZE) == 0 && gcry_cipher_setiv (cipher, iv, BLOCK_SIZE) == 0 &&
         (encrypt ? gcry_cipher_encrypt (cipher, data, size, NULL, 0)
                  : gcry_cipher_decrypt (cipher, data, size, NULL, 0)) == 0;
  gcry_cipher_close (cipher);

  return done;
}
