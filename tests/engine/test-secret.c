/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-init.h"
#include "ks-secret.h"
#include "ks-test.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <string.h>
#include <unistd.h>

#define ARENA_HALF (2 * 1024 * 1024)

static void
test_content (void)
{
  const guint8 bytes[] = { 1, 0, 2, 255 };
  g_autoptr (KsSecret) secret = ks_secret_new (bytes, sizeof bytes);
  gsize size;
  const guint8 *data = ks_secret_get_data (secret, &size);

  g_assert_cmpmem (data, size, bytes, sizeof bytes);
  g_assert_cmpuint (ks_secret_get_size (secret), ==, 4);
  g_assert_cmpuint (data[4], ==, 0);
  g_assert_true (data != bytes);
}

static void
test_string (void)
{
  g_autoptr (KsSecret) secret = ks_secret_new_from_string ("pässwörd-鍵");
  g_autoptr (KsSecret) empty = ks_secret_new (NULL, 0);

  g_assert_cmpstr (ks_secret_get_text (secret), ==, "pässwörd-鍵");
  g_assert_cmpuint (ks_secret_get_size (secret), ==, strlen ("pässwörd-鍵"));
  g_assert_cmpstr (ks_secret_get_text (empty), ==, "");
  g_assert_cmpuint (ks_secret_get_size (empty), ==, 0);
}

static void
test_sized (void)
{
  guint8 *data;
  g_autoptr (KsSecret) secret = ks_secret_new_sized (1000, &data);

  for (gsize i = 0; i <= 1000; i++)
    g_assert_cmpuint (data[i], ==, 0);
  memset (data, 'x', 1000);
  g_assert_cmpuint (strlen (ks_secret_get_text (secret)), ==, 1000);
}

static void
test_equal (void)
{
  g_autoptr (KsSecret) one = ks_secret_new_from_string ("changeit");
  g_autoptr (KsSecret) same = ks_secret_new_from_string ("changeit");
  g_autoptr (KsSecret) other = ks_secret_new_from_string ("changeiT");
  g_autoptr (KsSecret) longer = ks_secret_new ("changeit\0", 9);
  g_autoptr (KsSecret) empty = ks_secret_new_from_string ("");

  g_assert_true (ks_secret_equal (one, same));
  g_assert_true (ks_secret_equal (one, one));
  g_assert_true (ks_secret_equal (NULL, NULL));
  g_assert_false (ks_secret_equal (one, other));
  g_assert_false (ks_secret_equal (one, longer));
  g_assert_false (ks_secret_equal (empty, NULL));
  g_assert_false (ks_secret_equal (NULL, empty));
}

static void
test_references (void)
{
  KsSecret *secret = ks_secret_new_from_string ("kept");
  const gsize before = CRYPTO_secure_used ();

  g_assert_true (ks_secret_ref (secret) == secret);
  ks_secret_unref (secret);
  g_assert_cmpstr (ks_secret_get_text (secret), ==, "kept");
  g_assert_cmpuint (CRYPTO_secure_used (), ==, before);
  ks_secret_unref (secret);
  g_assert_cmpuint (CRYPTO_secure_used (), <, before);
}

static void
test_boxed (void)
{
  g_autoptr (KsSecret) secret = ks_secret_new_from_string ("boxed");
  g_auto (GValue) value = G_VALUE_INIT;

  g_value_init (&value, KS_TYPE_SECRET);
  g_value_set_boxed (&value, secret);
  g_assert_true (g_value_get_boxed (&value) == secret);
}

/* The next secret of the same size gets the same place: it must not find the old bytes there. */
static void
test_wiped (void)
{
  guint8 *old;
  guint8 *fresh;
  KsSecret *secret = ks_secret_new_sized (64 - 1, &old);
  g_autoptr (KsSecret) next = NULL;

  memset (old, 0xa5, 63);
  ks_secret_unref (secret);
  next = ks_secret_new_sized (64 - 1, &fresh);
  g_assert_true (fresh == old);
  for (gsize i = 0; i < 63; i++)
    g_assert_cmpuint (fresh[i], ==, 0);
}

/* The flags of the mapping that has @address, from /proc/self/smaps. */
static char *
mapping_flags (const guint8 *address)
{
  g_autofree char *smaps = NULL;
  g_auto (GStrv) lines = NULL;
  gboolean inside = FALSE;

  if (!g_file_get_contents ("/proc/self/smaps", &smaps, NULL, NULL))
    return NULL;
  lines = g_strsplit (smaps, "\n", -1);
  for (char **line = lines; *line != NULL; line++) {
    guint64 start;
    guint64 end;

    if (sscanf (*line, "%" G_GINT64_MODIFIER "x-%" G_GINT64_MODIFIER "x ", &start, &end) == 2)
      inside = (guintptr) address >= start && (guintptr) address < end;
    else if (inside && g_str_has_prefix (*line, "VmFlags:"))
      return g_strdup (*line);
  }
  return NULL;
}

static void
assert_guarded (KsSecret *secret, gboolean is_locked)
{
  g_autofree char *flags = mapping_flags (ks_secret_get_data (secret, NULL));

  if (flags == NULL) {
    g_test_skip ("no /proc/self/smaps");
    return;
  }
  /* dd: not in dumps, lo: locked. */
  g_assert_nonnull (strstr (flags, " dd"));
#ifndef __SANITIZE_ADDRESS__ /* which makes mlock () do nothing */
  if (is_locked)
    g_assert_nonnull (strstr (flags, " lo"));
#endif
}

static void
test_large (void)
{
  const gsize before = CRYPTO_secure_used ();
  guint8 *data;
  g_autoptr (KsSecret) secret = ks_secret_new_sized (ARENA_HALF + 1, &data);

  g_assert_cmpuint (CRYPTO_secure_used (), ==, before);
  g_assert_false (CRYPTO_secure_allocated (data));
  data[ARENA_HALF] = 1;
  g_assert_cmpuint (data[ARENA_HALF + 1], ==, 0);
}

/* Secrets until the engine's half of the arena is used, and some more. */
static void
test_full_arena (void)
{
  g_autoptr (GPtrArray) secrets = g_ptr_array_new_with_free_func ((GDestroyNotify) ks_secret_unref);
  EVP_PKEY *key;
  KsSecret *last = NULL;

  for (int i = 0; i < 100; i++) {
    guint8 *data;

    last = ks_secret_new_sized (64 * 1024 - 1, &data);
    memset (data, i, 64 * 1024 - 1);
    g_ptr_array_add (secrets, last);
  }
  g_assert_cmpuint (CRYPTO_secure_used (), <=, ARENA_HALF);
  g_assert_false (CRYPTO_secure_allocated (ks_secret_get_data (last, NULL)));
  assert_guarded (g_ptr_array_index (secrets, 0), ks_secure_memory_is_locked ());
  /* RLIMIT_MEMLOCK may be used up by now, except for root. */
  assert_guarded (last, geteuid () == 0);

  key = EVP_PKEY_Q_keygen (ks_libctx (), NULL, "RSA", (size_t) 2048);
  g_assert_nonnull (key);
  EVP_PKEY_free (key);

  for (guint i = 0; i < secrets->len; i++) {
    const guint8 *data = ks_secret_get_data (g_ptr_array_index (secrets, i), NULL);

    g_assert_cmpuint (data[0], ==, i);
    g_assert_cmpuint (data[64 * 1024 - 2], ==, i);
  }
}

static gpointer
use_secret (gpointer data)
{
  for (int i = 0; i < 10000; i++) {
    g_autoptr (KsSecret) mine = ks_secret_ref (data);

    g_assert_cmpuint (ks_secret_get_size (mine), ==, 6);
  }
  return NULL;
}

static void
test_threads (void)
{
  g_autoptr (KsSecret) secret = ks_secret_new_from_string ("shared");
  GThread *threads[4];

  for (gsize i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("secret", use_secret, secret);
  for (gsize i = 0; i < G_N_ELEMENTS (threads); i++)
    g_thread_join (threads[i]);
  g_assert_cmpstr (ks_secret_get_text (secret), ==, "shared");
}

int
main (int argc, char *argv[])
{
  ks_test_init (&argc, &argv);

  g_test_add_func ("/secret/content", test_content);
  g_test_add_func ("/secret/string", test_string);
  g_test_add_func ("/secret/sized", test_sized);
  g_test_add_func ("/secret/equal", test_equal);
  g_test_add_func ("/secret/references", test_references);
  g_test_add_func ("/secret/boxed", test_boxed);
  g_test_add_func ("/secret/wiped", test_wiped);
  g_test_add_func ("/secret/large", test_large);
  g_test_add_func ("/secret/full-arena", test_full_arena);
  g_test_add_func ("/secret/threads", test_threads);

  return g_test_run ();
}
