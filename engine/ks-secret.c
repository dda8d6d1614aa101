/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-secret.h"
#include "ks-init.h"

#include <openssl/crypto.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

/* The arena belongs to OpenSSL too, whose random generator and private keys fail when it is full:
 * the engine takes no more than half of it. */
#define ARENA_SHARE (2 * 1024 * 1024)

struct _KsSecret {
  gatomicrefcount references;
  guint8 *data;
  gsize size;
  gsize mapped; /* size of the own mapping, 0: the data is in the arena */
};

G_DEFINE_BOXED_TYPE (KsSecret, ks_secret, ks_secret_ref, ks_secret_unref)

static guint8 *
allocate_in_arena (gsize size)
{
  if (!CRYPTO_secure_malloc_initialized () || size > ARENA_SHARE)
    return NULL;
  if (CRYPTO_secure_used () > ARENA_SHARE - size)
    return NULL;

  return OPENSSL_secure_zalloc (size);
}

/* RLIMIT_MEMLOCK may be used up: then the pages are not locked, and still excluded from dumps and wiped. */
static guint8 *
allocate_pages (gsize size, gsize *mapped)
{
  const gsize page = (gsize) sysconf (_SC_PAGESIZE);
  void *pages;

  *mapped = (size + page - 1) / page * page;
  pages = mmap (NULL, *mapped, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (pages == MAP_FAILED)
    g_error ("no memory for %zu secret bytes", size);

  mlock (pages, *mapped);
  madvise (pages, *mapped, MADV_DONTDUMP);
  return pages;
}

/**
 * ks_secret_new_sized:
 * @size: number of bytes
 * @data: (out): where the caller writes them, before anybody else sees the secret
 *
 * Makes a secret of @size zero bytes.
 *
 * Returns: (transfer full): the secret
 */
KsSecret *
ks_secret_new_sized (gsize size, guint8 **data)
{
  KsSecret *self;

  g_return_val_if_fail (data != NULL, NULL);
  g_return_val_if_fail (size < G_MAXSSIZE, NULL);

  ks_init ();
  self = g_new0 (KsSecret, 1);
  g_atomic_ref_count_init (&self->references);
  self->size = size;
  self->data = allocate_in_arena (size + 1);
  if (self->data == NULL)
    self->data = allocate_pages (size + 1, &self->mapped);

  *data = self->data;
  return self;
}

/**
 * ks_secret_new:
 * @data: (nullable) (array length=size): bytes to copy; the caller wipes its own
 * @size: number of bytes
 *
 * Copies bytes into a secret.
 *
 * Returns: (transfer full): the secret
 */
KsSecret *
ks_secret_new (const void *data, gsize size)
{
  KsSecret *self;
  guint8 *copy;

  g_return_val_if_fail (data != NULL || size == 0, NULL);

  self = ks_secret_new_sized (size, &copy);
  if (size > 0)
    memcpy (copy, data, size);
  return self;
}

/**
 * ks_secret_new_from_string:
 * @string: UTF-8
 *
 * Copies a password into a secret, without its final NUL.
 *
 * Returns: (transfer full): the secret
 */
KsSecret *
ks_secret_new_from_string (const char *string)
{
  g_return_val_if_fail (string != NULL, NULL);

  return ks_secret_new (string, strlen (string));
}

/**
 * ks_secret_ref:
 * @self: a secret
 *
 * Takes one more reference.
 *
 * Returns: (transfer full): @self
 */
KsSecret *
ks_secret_ref (KsSecret *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->references);
  return self;
}

/**
 * ks_secret_unref:
 * @self: (transfer full): a secret
 *
 * Drops a reference. With the last one the bytes are wiped.
 */
void
ks_secret_unref (KsSecret *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->references))
    return;

  if (self->mapped > 0) {
    OPENSSL_cleanse (self->data, self->size);
    munmap (self->data, self->mapped);
  } else {
    OPENSSL_secure_clear_free (self->data, self->size);
  }
  g_free (self);
}

/**
 * ks_secret_get_data:
 * @self: a secret
 * @size: (out) (optional): number of bytes
 *
 * The bytes; one NUL that is not counted follows them.
 *
 * Returns: (transfer none): the bytes
 */
const guint8 *
ks_secret_get_data (const KsSecret *self, gsize *size)
{
  g_return_val_if_fail (self != NULL, NULL);

  if (size != NULL)
    *size = self->size;
  return self->data;
}

/**
 * ks_secret_get_size:
 * @self: a secret
 *
 * How many bytes it has.
 *
 * Returns: bytes, without the NUL that follows
 */
gsize
ks_secret_get_size (const KsSecret *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->size;
}

/**
 * ks_secret_get_text:
 * @self: a secret
 *
 * The bytes as a string that ends at the first NUL; for passwords.
 *
 * Returns: (transfer none): the text
 */
const char *
ks_secret_get_text (const KsSecret *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return (const char *) self->data;
}

/**
 * ks_secret_equal:
 * @a: (nullable): a secret
 * @b: (nullable): a secret
 *
 * Compares two secrets, in a time that depends on their sizes only. %NULL equals nothing but %NULL:
 * no password is not the empty password.
 *
 * Returns: %TRUE if they hold the same bytes
 */
gboolean
ks_secret_equal (const KsSecret *a, const KsSecret *b)
{
  if (a == NULL || b == NULL)
    return a == b;

  return a->size == b->size && CRYPTO_memcmp (a->data, b->data, a->size) == 0;
}
