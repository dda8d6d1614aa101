/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-config.h"

#include <glib/gi18n-lib.h>
#include <openssl/evp.h>
#include <string.h>

#include "ks-bcrypt.h"
#include "ks-error.h"
#include "ks-init.h"
#include "ks-key-openssh.h"
#include "ks-key-openssh-private.h"
#include "ks-key-parts.h"
#include "ks-key-pbe.h"
#include "ks-reader.h"

#define MAGIC "openssh-key-v1" /* with its zero byte */
#define MAX_SALT 1024
#define MAX_KEY (EVP_MAX_KEY_LENGTH + EVP_MAX_IV_LENGTH)

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EVP_CIPHER, EVP_CIPHER_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EVP_CIPHER_CTX, EVP_CIPHER_CTX_free)

/* The ciphers of ssh_config, as OpenSSL calls them. */
typedef struct {
  const char *name;
  const char *cipher;
  guint block_size;
  guint tag_size; /* behind the encrypted part */
} Cipher;

static const Cipher ciphers[] = {
  { "none", NULL, 8, 0 },
  { "aes256-ctr", "AES-256-CTR", 16, 0 },
  { "aes192-ctr", "AES-192-CTR", 16, 0 },
  { "aes128-ctr", "AES-128-CTR", 16, 0 },
  { "aes256-cbc", "AES-256-CBC", 16, 0 },
  { "aes192-cbc", "AES-192-CBC", 16, 0 },
  { "aes128-cbc", "AES-128-CBC", 16, 0 },
  { "aes256-gcm@openssh.com", "AES-256-GCM", 16, 16 },
  { "aes128-gcm@openssh.com", "AES-128-GCM", 16, 16 },
  { "3des-cbc", "DES-EDE3-CBC", 8, 0 },
};

/* What stands outside of the encryption. */
typedef struct {
  const Cipher *cipher;
  GBytes *salt;
  guint rounds;
  GBytes *public_key;
  GBytes *content;
  GBytes *tag;
} Envelope;

static void
envelope_clear (Envelope *self)
{
  g_clear_pointer (&self->salt, g_bytes_unref);
  g_clear_pointer (&self->public_key, g_bytes_unref);
  g_clear_pointer (&self->content, g_bytes_unref);
  g_clear_pointer (&self->tag, g_bytes_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Envelope, envelope_clear)

static gboolean
malformed (const char *field, GError **error)
{
  g_set_error (error, KS_ERROR, KS_ERROR_MALFORMED,
               /* Translators: %s is the name of a part of the file, such as “kdfoptions” */
               _ ("This OpenSSH key is damaged: its field “%s” breaks the rules of the format."), field);
  return FALSE;
}

/**
 * ks_openssh_read_text:
 * @reader: a place in the key
 * @field: what stands there
 * @error: KS_ERROR_TRUNCATED, KS_ERROR_MALFORMED
 *
 * Reads a string that is a name, of ASCII.
 *
 * Returns: (transfer full): the name
 */
char *
ks_openssh_read_text (KsReader *reader, const char *field, GError **error)
{
  g_autoptr (GBytes) bytes = ks_reader_read_block (reader, field, error);
  gsize size;
  const char *data;

  if (bytes == NULL)
    return NULL;

  data = g_bytes_get_data (bytes, &size);
  for (gsize i = 0; i < size; i++) {
    if (!g_ascii_isgraph (data[i])) {
      malformed (field, error);
      return NULL;
    }
  }

  return g_strndup (data != NULL ? data : "", size);
}

static gboolean
read_cipher (KsReader *reader, Envelope *self, GError **error)
{
  g_autofree char *name = ks_openssh_read_text (reader, "ciphername", error);

  if (name == NULL)
    return FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS (ciphers); i++) {
    if (strcmp (ciphers[i].name, name) == 0) {
      self->cipher = &ciphers[i];
      return TRUE;
    }
  }

  g_set_error (error, KS_ERROR, KS_ERROR_UNSUPPORTED, _ ("The encryption “%s” is not supported."), name);
  return FALSE;
}

static gboolean
read_kdf (KsReader *reader, Envelope *self, GError **error)
{
  g_autofree char *name = ks_openssh_read_text (reader, "kdfname", error);
  g_autoptr (GBytes) options = name != NULL ? ks_reader_read_block (reader, "kdfoptions", error) : NULL;
  KsReader inner;

  if (options == NULL)
    return FALSE;
  if (strcmp (name, self->cipher->cipher != NULL ? "bcrypt" : "none") != 0) {
    g_set_error (error, KS_ERROR, KS_ERROR_UNSUPPORTED,
                 /* Translators: %s is the name of a way to derive a key from a password */
                 _ ("This OpenSSH key is encrypted in a way that is not supported (“%s”)."), name);
    return FALSE;
  }
  if (self->cipher->cipher == NULL)
    return TRUE;

  ks_reader_init (&inner, options);
  self->salt = ks_reader_read_block (&inner, "salt", error);
  if (self->salt == NULL || !ks_reader_read_u32 (&inner, "rounds", &self->rounds, error))
    return FALSE;
  if (self->rounds == 0 || g_bytes_get_size (self->salt) == 0 || g_bytes_get_size (self->salt) > MAX_SALT)
    return malformed ("kdfoptions", error);

  return TRUE;
}

static gboolean
read_envelope (GBytes *bytes, Envelope *self, GError **error)
{
  g_autoptr (GBytes) magic = NULL;
  KsReader reader;
  guint32 count;

  ks_reader_init (&reader, bytes);
  magic = ks_reader_read_bytes (&reader, "magic", sizeof MAGIC, error);
  if (magic == NULL)
    return FALSE;
  if (memcmp (g_bytes_get_data (magic, NULL), MAGIC, sizeof MAGIC) != 0)
    return malformed ("magic", error);

  if (!read_cipher (&reader, self, error) || !read_kdf (&reader, self, error) ||
      !ks_reader_read_u32 (&reader, "number of keys", &count, error))
    return FALSE;
  if (count != 1) {
    g_set_error (error, KS_ERROR, KS_ERROR_UNSUPPORTED,
                 ngettext ("This OpenSSH file holds %u key; only one can be read.",
                           "This OpenSSH file holds %u keys; only one can be read.", count),
                 count);
    return FALSE;
  }

  self->public_key = ks_reader_read_block (&reader, "public key", error);
  if (self->public_key == NULL)
    return FALSE;
  self->content = ks_reader_read_block (&reader, "private key", error);
  if (self->content == NULL)
    return FALSE;
  if (self->cipher->tag_size > 0)
    self->tag = ks_reader_read_bytes (&reader, "authentication tag", self->cipher->tag_size, error);
  if (self->cipher->tag_size > 0 && self->tag == NULL)
    return FALSE;

  return g_bytes_get_size (self->content) > 0 &&
             g_bytes_get_size (self->content) % self->cipher->block_size == 0
           ? TRUE
           : malformed ("private key", error);
}

static EVP_CIPHER *
fetch_cipher (const Cipher *cipher, GError **error)
{
  EVP_CIPHER *fetched = EVP_CIPHER_fetch (ks_libctx (), cipher->cipher, NULL);

  ks_clear_openssl_errors ();
  if (fetched == NULL)
    g_set_error (error, KS_ERROR, KS_ERROR_UNSUPPORTED, _ ("The encryption “%s” is not supported."),
                 cipher->name);

  return fetched;
}

/* Without padding: the format has its own. FALSE for a wrong password where there is a tag. */
static gboolean
run_cipher (const Envelope *self, const EVP_CIPHER *cipher, const guint8 *key, guint8 *out)
{
  g_autoptr (EVP_CIPHER_CTX) context = EVP_CIPHER_CTX_new ();
  gsize size;
  const guint8 *data = g_bytes_get_data (self->content, &size);
  int written = 0, last = 0;

  if (context == NULL || size > G_MAXINT ||
      !EVP_DecryptInit_ex2 (context, cipher, key, key + EVP_CIPHER_get_key_length (cipher), NULL) ||
      !EVP_CIPHER_CTX_set_padding (context, 0))
    return FALSE;
  if (self->tag != NULL &&
      EVP_CIPHER_CTX_ctrl (context, EVP_CTRL_AEAD_SET_TAG, (int) g_bytes_get_size (self->tag),
                           (void *) g_bytes_get_data (self->tag, NULL)) <= 0)
    return FALSE;

  return EVP_DecryptUpdate (context, out, &written, data, (int) size) &&
         EVP_DecryptFinal_ex (context, out + written, &last) > 0;
}

static gpointer
wrong_password (GError **error)
{
  g_set_error_literal (error, KS_ERROR, KS_ERROR_WRONG_PASSWORD, _ ("The password is not right."));
  return NULL;
}

static KsSecret *
decrypt (const Envelope *self, KsSecret *password, GError **error)
{
  g_autoptr (EVP_CIPHER) cipher = NULL;
  g_autoptr (KsSecret) key = NULL;
  g_autoptr (KsSecret) plain = NULL;
  gsize salt_size, size = g_bytes_get_size (self->content);
  const guint8 *salt, *data = g_bytes_get_data (self->content, NULL);
  guint8 *out;

  if (self->cipher->cipher == NULL)
    return ks_secret_new (data, size);
  if (self->rounds > KS_BCRYPT_MAX_ROUNDS) {
    g_set_error (error, KS_ERROR, KS_ERROR_TOO_LARGE,
                 _ ("Opening this key takes %u rounds of bcrypt; the limit is %d."), self->rounds,
                 KS_BCRYPT_MAX_ROUNDS);
    return NULL;
  }
  cipher = fetch_cipher (self->cipher, error);
  if (cipher == NULL)
    return NULL;

  salt = g_bytes_get_data (self->salt, &salt_size);
  key = ks_bcrypt_derive (password, salt, salt_size, self->rounds,
                          (gsize) (EVP_CIPHER_get_key_length (cipher) + EVP_CIPHER_get_iv_length (cipher)));
  plain = ks_secret_new_sized (size, &out);
  if (key == NULL || !run_cipher (self, cipher, ks_secret_get_data (key, NULL), out)) {
    ks_clear_openssl_errors ();
    return wrong_password (error);
  }

  return g_steal_pointer (&plain);
}

/* Two equal numbers at the start tell that the password is right, or the file whole. */
static gboolean
check_start (const Envelope *self, KsReader *reader, GError **error)
{
  guint32 first, second;

  if (!ks_reader_read_u32 (reader, "check", &first, error) ||
      !ks_reader_read_u32 (reader, "check", &second, error))
    return FALSE;
  if (first == second)
    return TRUE;
  if (self->cipher->cipher == NULL)
    return malformed ("check", error);
  wrong_password (error);

  return FALSE;
}

/* The end is filled up with 1, 2, 3 ... */
static gboolean
check_end (KsReader *reader, GError **error)
{
  gsize left = ks_reader_get_left (reader);
  guint8 value;

  for (gsize i = 0; i < left; i++)
    if (!ks_reader_read_u8 (reader, "padding", &value, error) || value != ((i + 1) & 0xff))
      return error != NULL && *error != NULL ? FALSE : malformed ("padding", error);

  return TRUE;
}

static char *
read_comment (KsReader *reader, GError **error)
{
  g_autoptr (GBytes) bytes = ks_reader_read_block (reader, "comment", error);
  gsize size;
  const char *data;

  if (bytes == NULL)
    return NULL;
  data = g_bytes_get_data (bytes, &size);

  return size > 0 ? g_utf8_make_valid (data, (gssize) size) : g_strdup ("");
}

/**
 * ks_key_openssh_open:
 * @bytes: a whole key, decoded
 * @password: (nullable): its password; %NULL for a plain key
 * @comment: (out) (optional) (transfer full): what its owner calls it, perhaps empty
 * @error: return location
 *
 * Opens a private key in OpenSSH's own format (OpenSSH, PROTOCOL.key).
 *
 * Returns: (transfer full): the plain PKCS #8; %NULL with %KS_ERROR_WRONG_PASSWORD, %KS_ERROR_PASSWORD_NEEDED,
 *   %KS_ERROR_MALFORMED, %KS_ERROR_TRUNCATED, %KS_ERROR_UNSUPPORTED or %KS_ERROR_TOO_LARGE
 */
KsSecret *
ks_key_openssh_open (GBytes *bytes, KsSecret *password, char **comment, GError **error)
{
  g_auto (Envelope) envelope = { 0 };
  g_autoptr (KsSecret) content = NULL;
  g_autoptr (KsSecret) pkcs8 = NULL;
  g_autoptr (GBytes) view = NULL;
  g_autofree char *text = NULL;
  const guint8 *data;
  gsize size;
  KsReader reader;

  if (!read_envelope (bytes, &envelope, error))
    return NULL;
  if (envelope.cipher->cipher != NULL && password == NULL) {
    g_set_error_literal (error, KS_ERROR, KS_ERROR_PASSWORD_NEEDED, _ ("The key needs its password."));
    return NULL;
  }
  content = decrypt (&envelope, password, error);
  if (content == NULL)
    return NULL;

  data = ks_secret_get_data (content, &size);
  view = g_bytes_new_with_free_func (data, size, (GDestroyNotify) ks_secret_unref, ks_secret_ref (content));
  ks_reader_init (&reader, view);
  if (!check_start (&envelope, &reader, error))
    return NULL;
  pkcs8 = ks_openssh_read_private (&reader, error);
  text = pkcs8 != NULL ? read_comment (&reader, error) : NULL;
  if (text == NULL || !check_end (&reader, error))
    return NULL;
  if (comment != NULL)
    *comment = g_steal_pointer (&text);

  return g_steal_pointer (&pkcs8);
}

/**
 * ks_key_openssh_read:
 * @bytes: a whole key, decoded
 * @comment: (out) (optional) (nullable) (transfer full): what its owner calls it; %NULL when that is encrypted, too
 * @error: return location
 *
 * Reads a private key in OpenSSH's own format. One that is encrypted stays so.
 *
 * Returns: (transfer full): the key; %NULL with %KS_ERROR_MALFORMED, %KS_ERROR_TRUNCATED or %KS_ERROR_UNSUPPORTED
 */
KsKey *
ks_key_openssh_read (GBytes *bytes, char **comment, GError **error)
{
  g_auto (Envelope) envelope = { 0 };
  g_autoptr (KsSecret) plain = NULL;
  const char *algorithm;

  if (comment != NULL)
    *comment = NULL;
  if (!read_envelope (bytes, &envelope, error))
    return NULL;
  algorithm = ks_openssh_name_public (envelope.public_key, error);
  if (algorithm == NULL)
    return NULL;
  if (envelope.cipher->cipher != NULL)
    return ks_key_new_protected (KS_KEY_PRIVATE, KS_KEY_FORM_ENCRYPTED_OPENSSH, bytes, algorithm);

  plain = ks_key_openssh_open (bytes, NULL, comment, error);
  return plain != NULL ? ks_key_new_plain (KS_KEY_PRIVATE, plain, NULL) : NULL;
}

/**
 * ks_key_openssh_describe:
 * @bytes: a whole key, decoded
 *
 * Returns: (transfer full): how it is protected, for people
 */
char *
ks_key_openssh_describe (GBytes *bytes)
{
  g_auto (Envelope) envelope = { 0 };
  g_autofree char *number = NULL;

  if (!read_envelope (bytes, &envelope, NULL) || envelope.cipher->cipher == NULL)
    return g_strdup (_ ("Damaged"));

  number = ks_pbe_format_number (envelope.rounds);
  /* Translators: the first %s is the name of a cipher, the second one a number with its separators */
  return g_strdup_printf (_ ("OpenSSH, %s, bcrypt, %s rounds"), envelope.cipher->cipher, number);
}
