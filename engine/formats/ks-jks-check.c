/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-config.h"

#include <glib/gi18n-lib.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <string.h>

#include "ks-error.h"
#include "ks-init.h"
#include "ks-jks-private.h"
#include "ks-key-java.h"
#include "ks-key-protection.h"
#include "ks-key-sealed.h"
#include "ks-remarks.h"

/* How many keys are tried to tell a wrong password from a damaged file, and how much work each of them may be. */
#define MAX_PROOFS 16
#define MAX_SLOW_PROOFS 2
#define MAX_PROOF_ITERATIONS 500000

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EVP_MD, EVP_MD_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EVP_MD_CTX, EVP_MD_CTX_free)

/**
 * ks_jks_digest:
 * @password: the password, UTF-8
 * @data: what is digested
 * @size: size of @data in bytes
 * @digest: where the result goes
 *
 * The check value at the end of JKS and JCEKS files.
 *
 * Returns: %FALSE where OpenSSL has no SHA-1
 */
gboolean
ks_jks_digest (KsSecret *password, const guint8 *data, gsize size, guint8 digest[KS_JKS_DIGEST_SIZE])
{
  static const char whitener[] = "Mighty Aphrodite";
  g_autoptr (EVP_MD) sha1 = EVP_MD_fetch (ks_libctx (), "SHA1", NULL);
  g_autoptr (EVP_MD_CTX) context = EVP_MD_CTX_new ();
  g_autoptr (KsSecret) wide = ks_java_password (password);
  gsize wide_size;
  const guint8 *wide_data = ks_secret_get_data (wide, &wide_size);
  gboolean done = sha1 != NULL && context != NULL && EVP_DigestInit_ex2 (context, sha1, NULL) &&
                  EVP_DigestUpdate (context, wide_data, wide_size) &&
                  EVP_DigestUpdate (context, whitener, strlen (whitener)) &&
                  EVP_DigestUpdate (context, data, size) && EVP_DigestFinal_ex (context, digest, NULL);

  ks_clear_openssl_errors ();
  return done;
}

/* Whether the 20 bytes at @end are the digest of everything before them. */
static gboolean
is_digest_at (KsJksReading *reading, gsize end, KsSecret *password)
{
  guint8 digest[KS_JKS_DIGEST_SIZE];

  return ks_jks_digest (password, reading->reader.data, end, digest) &&
         CRYPTO_memcmp (digest, reading->reader.data + end, KS_JKS_DIGEST_SIZE) == 0;
}

static gboolean
is_bearable (guint64 work, guint *slow)
{
  return work > 0 && work <= MAX_PROOF_ITERATIONS && (*slow)++ < MAX_SLOW_PROOFS;
}

/* JKS's own protection costs nothing to try, and JCEKS's a tenth of a second; any other could be made to take minutes. */
static gboolean
is_proof (KsKey *key, guint *slow)
{
  g_autofree char *oid = NULL;
  guint64 work = 0;

  if (key == NULL)
    return FALSE;
  if (ks_key_get_form (key) == KS_KEY_FORM_SEALED_OBJECT) {
    work = ks_key_sealed_count_iterations (ks_key_get_bytes (key));
    return is_bearable (work, slow);
  }

  oid = ks_key_protection_dup_oid (ks_key_get_bytes (key));
  if (g_strcmp0 (oid, KS_KEY_OID_JCEKS) == 0)
    work = ks_key_protection_count_jceks_iterations (ks_key_get_bytes (key));

  return g_strcmp0 (oid, KS_KEY_OID_JKS) == 0 || is_bearable (work, slow);
}

/* A password that opens a key cannot be wrong: then it is the file that was altered. */
static gboolean
opens_a_key (KsStore *store, KsSecret *password)
{
  g_autoptr (GPtrArray) entries = ks_store_snapshot (store);

  for (guint i = 0, proofs = 0, slow = 0; i < entries->len && proofs < MAX_PROOFS; i++) {
    KsKey *key = ks_entry_get_key (entries->pdata[i]);
    g_autoptr (KsSecret) plain = NULL;

    if (!is_proof (key, &slow))
      continue;
    plain = ks_key_unlock (key, password, NULL);
    if (plain != NULL)
      return TRUE;
    proofs++;
  }

  return FALSE;
}

static gboolean
fail_integrity (KsJksReading *reading, KsStore *store, KsSecret *password, GError **error)
{
  gsize size = reading->reader.size, end = reading->reader.offset;

  if (size > end + KS_JKS_DIGEST_SIZE && is_digest_at (reading, size - KS_JKS_DIGEST_SIZE, password))
    g_set_error (error, KS_ERROR, KS_ERROR_MALFORMED,
                 _ ("The password is right, and the file is longer by %zu bytes than its %u entries. "
                    "It was made by a faulty program."),
                 size - end - KS_JKS_DIGEST_SIZE, reading->count);
  else if (opens_a_key (store, password))
    g_set_error_literal (error, KS_ERROR, KS_ERROR_DAMAGED,
                         _ ("The password is right, because it opens a key, but the file was altered "
                            "or is damaged: its check value does not match its content."));
  else
    g_set_error_literal (error, KS_ERROR, KS_ERROR_WRONG_PASSWORD,
                         _ ("The password is not right, or the file was altered: "
                            "its check value does not match."));
  return FALSE;
}

/**
 * ks_jks_check_integrity:
 * @reading: a file whose entries have been read
 * @store: what it holds
 * @password: (nullable): the password
 * @error: return location
 *
 * Compares the check value behind the entries, and sets what is known of the integrity of @store.
 *
 * Returns: %FALSE with %KS_ERROR_WRONG_PASSWORD, %KS_ERROR_DAMAGED, %KS_ERROR_TRUNCATED or %KS_ERROR_MALFORMED
 */
gboolean
ks_jks_check_integrity (KsJksReading *reading, KsStore *store, KsSecret *password, GError **error)
{
  KsReader *reader = &reading->reader;
  gsize left = ks_reader_get_left (reader);

  if (left < KS_JKS_DIGEST_SIZE) {
    g_set_error (error, KS_ERROR, KS_ERROR_TRUNCATED,
                 _ ("The file ends too early: its check value at byte %zu needs %d bytes, "
                    "and %zu are left."),
                 reader->offset, KS_JKS_DIGEST_SIZE, left);
    return FALSE;
  }
  if (password == NULL) {
    ks_store_set_integrity (store, KS_INTEGRITY_SKIPPED);
    return TRUE;
  }
  if (!is_digest_at (reading, reader->offset, password))
    return fail_integrity (reading, store, password, error);

  ks_store_set_integrity (store, KS_INTEGRITY_VERIFIED);
  return TRUE;
}

/**
 * ks_jks_add_remarks:
 * @reading: a file that has been read
 * @store: what it holds
 *
 * Says what is behind the end of the file, what is unknown in it, and which entries Java hides or does not find.
 */
void
ks_jks_add_remarks (KsJksReading *reading, KsStore *store)
{
  gsize surplus = ks_reader_get_left (&reading->reader) - KS_JKS_DIGEST_SIZE;

  if (surplus > 0) {
    g_autofree char *remark = g_strdup_printf (
      ngettext ("%zu byte follows the end of the keystore. It is not part of it and will not be saved.",
                "%zu bytes follow the end of the keystore. They are not part of it and will not be saved.",
                surplus),
      surplus);

    ks_store_add_remark_of (store, KS_REMARK_SURPLUS, remark);
  }
  if (reading->n_unknown > 0) {
    g_autofree char *remark =
      g_strdup_printf (ngettext ("%u certificate is of another type than X.509 and is kept as it is.",
                                 "%u certificates are of another type than X.509 and are kept as they are.",
                                 reading->n_unknown),
                       reading->n_unknown);

    ks_store_add_remark_of (store, KS_REMARK_KEPT, remark);
  }
  ks_remarks_add_live (store);
}
