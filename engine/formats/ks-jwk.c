/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-config.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>
#include <string.h>

#include "ks-error.h"
#include "ks-jwk-key.h"
#include "ks-key-file.h"
#include "ks-loose.h"
#include "ks-pem-text.h"

#define MAX_DEPTH 32
#define MAX_KEYS 10000
#define MAX_CHAIN 64
#define MAX_REMARKS 5
#define MAX_SIZE (16 * 1024 * 1024)

typedef struct {
  GPtrArray *loose;
  GPtrArray *secrets; /* of KsKey */
  GPtrArray *names;   /* of the secrets, nullable */
  GPtrArray *remarks;
  GError *error; /* of the first key that cannot be read */
  guint n_keys;
} Reading;

static void
reading_clear (Reading *self)
{
  g_clear_pointer (&self->loose, g_ptr_array_unref);
  g_clear_pointer (&self->secrets, g_ptr_array_unref);
  g_clear_pointer (&self->names, g_ptr_array_unref);
  g_clear_pointer (&self->remarks, g_ptr_array_unref);
  g_clear_error (&self->error);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Reading, reading_clear)

static int
probe_jwk (GBytes *bytes)
{
  g_autoptr (GBytes) plain = NULL;
  const char *data;
  gsize size, start = 0;

  data = g_bytes_get_data (bytes, &size);
  if (size < 2 || (guint8) data[0] == 0x30)
    return 0;

  plain = ks_pem_text_normalize (bytes);
  data = g_bytes_get_data (plain, &size);
  while (start < size && g_ascii_isspace (data[start]))
    start++;
  if (start == size || data[start] != '{')
    return 0;

  return memmem (data, size, "\"kty\"", 5) != NULL ? 85 : 0;
}

static gboolean
malformed (const char *sentence, GError **error)
{
  g_set_error_literal (error, KS_ERROR, KS_ERROR_MALFORMED, sentence);
  return FALSE;
}

/* A parser that calls itself must not be led too deep. */
static gboolean
is_shallow (const char *text, gsize size)
{
  gboolean in_string = FALSE;
  guint depth = 0;

  for (gsize i = 0; i < size; i++) {
    if (in_string) {
      i += text[i] == '\\' ? 1 : 0;
      in_string = i >= size || text[i] != '"';
    } else if (text[i] == '"') {
      in_string = TRUE;
    } else if (text[i] == '{' || text[i] == '[') {
      if (++depth > MAX_DEPTH)
        return FALSE;
    } else if ((text[i] == '}' || text[i] == ']') && depth > 0) {
      depth--;
    }
  }

  return TRUE;
}

/* The certificates of a key: base64, not base64url (RFC 7517 section 4.7). NULL with @error when one is damaged. */
static GPtrArray *
read_chain (JsonObject *object, GError **error)
{
  g_autoptr (GPtrArray) chain = g_ptr_array_new_with_free_func (g_object_unref);
  JsonNode *node = json_object_get_member (object, "x5c");
  JsonArray *array = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
  guint length = array != NULL ? json_array_get_length (array) : 0;

  if ((node != NULL && array == NULL) || length > MAX_CHAIN) {
    malformed (_ ("The certificates of a JSON Web Key are damaged."), error);
    return NULL;
  }

  for (guint i = 0; i < length; i++) {
    JsonNode *element = json_array_get_element (array, i);
    const char *text =
      json_node_get_value_type (element) == G_TYPE_STRING ? json_node_get_string (element) : "";
    gsize size;
    g_autofree guint8 *data = g_base64_decode (text, &size);
    g_autoptr (GBytes) der = g_bytes_new (data, size);
    g_autoptr (KsCertificate) certificate = ks_certificate_new (der);

    if (!ks_certificate_is_readable (certificate)) {
      malformed (_ ("The certificates of a JSON Web Key are damaged."), error);
      return NULL;
    }
    g_ptr_array_add (chain, g_steal_pointer (&certificate));
  }

  return g_steal_pointer (&chain);
}

static gboolean
is_key_of (KsKey *key, KsCertificate *certificate)
{
  GBytes *spki = ks_certificate_get_spki (certificate);
  gsize size, spki_size;
  const guint8 *data = ks_secret_get_data (ks_key_get_plain (key), &size);
  const guint8 *spki_data = g_bytes_get_data (spki, &spki_size);

  return size == spki_size && memcmp (data, spki_data, size) == 0;
}

/* A public key that its certificate holds, too, is no entry of its own. */
static void
add (Reading *self, KsKey *key, GPtrArray *chain, const char *name)
{
  KsKeyKind kind = ks_key_get_kind (key);
  gboolean is_certified = kind == KS_KEY_PUBLIC && chain->len > 0 && is_key_of (key, chain->pdata[0]);

  if (kind == KS_KEY_SECRET) {
    g_ptr_array_add (self->secrets, g_object_ref (key));
    g_ptr_array_add (self->names, g_strdup (name));
  } else if (!is_certified) {
    ks_loose_add_key (self->loose, key, name);
  }
  for (guint i = 0; i < chain->len; i++)
    ks_loose_add_certificate (self->loose, chain->pdata[i], is_certified && i == 0 ? name : NULL);
}

/* @name: (nullable) */
static void
remark (Reading *self, const char *name, GError *reason)
{
  if (self->remarks->len < MAX_REMARKS && name != NULL)
    g_ptr_array_add (self->remarks,
                     /* Translators: the first %s is the name of a key, the second one a whole sentence */
                     g_strdup_printf (_ ("The key “%s” is not shown. %s"), name, reason->message));
  else if (self->remarks->len < MAX_REMARKS)
    g_ptr_array_add (self->remarks,
                     /* Translators: %s is a whole sentence */
                     g_strdup_printf (_ ("A key is not shown. %s"), reason->message));
  if (self->error == NULL)
    self->error = reason;
  else
    g_error_free (reason);
}

static void
read_one (Reading *self, JsonNode *node)
{
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  const char *kid = object != NULL ? ks_jwk_get_text (object, "kid") : NULL;
  const char *name = kid != NULL && *kid != '\0' ? kid : NULL;
  g_autofree char *visible = name != NULL ? ks_text_make_visible (name) : NULL;
  g_autoptr (GPtrArray) chain = NULL;
  g_autoptr (KsKey) key = NULL;
  GError *reason = NULL;

  if (object == NULL)
    malformed (_ ("This is no JSON Web Key."), &reason);
  else
    key = ks_jwk_read_key (object, &reason);
  if (key != NULL)
    chain = read_chain (object, &reason);
  if (chain == NULL) {
    remark (self, visible, reason);
    return;
  }
  add (self, key, chain, name);
  self->n_keys++;
}

static gboolean
read_all (Reading *self, JsonNode *root, GCancellable *cancellable, GError **error)
{
  JsonObject *object = root != NULL && JSON_NODE_HOLDS_OBJECT (root) ? json_node_get_object (root) : NULL;
  JsonNode *keys = object != NULL ? json_object_get_member (object, "keys") : NULL;
  JsonArray *array = keys != NULL && JSON_NODE_HOLDS_ARRAY (keys) ? json_node_get_array (keys) : NULL;
  guint length = array != NULL ? json_array_get_length (array) : 0;

  if (object == NULL)
    return malformed (_ ("This is no JSON Web Key."), error);
  if (length > MAX_KEYS) {
    g_set_error (error, KS_ERROR, KS_ERROR_TOO_LARGE, _ ("This file has %u keys; the limit is %d."), length,
                 MAX_KEYS);
    return FALSE;
  }
  if (array == NULL)
    read_one (self, root);
  for (guint i = 0; i < length; i++) {
    if (g_cancellable_set_error_if_cancelled (cancellable, error))
      return FALSE;
    read_one (self, json_array_get_element (array, i));
  }
  if (self->n_keys > 0)
    return TRUE;
  if (self->error == NULL)
    return malformed (_ ("This set of JSON Web Keys is empty."), error);
  g_propagate_error (error, g_steal_pointer (&self->error));

  return FALSE;
}

static void
add_secrets (Reading *self, KsStore *store, const char *file_name)
{
  g_autofree char *valid = file_name != NULL ? g_utf8_make_valid (file_name, -1) : g_strdup ("key");

  for (guint i = 0; i < self->secrets->len; i++) {
    const char *name = self->names->pdata[i];
    g_autofree char *alias = ks_store_make_alias (store, name != NULL ? name : valid);
    g_autoptr (KsEntry) entry = ks_entry_new (KS_ENTRY_SECRET, alias, 0, self->secrets->pdata[i], NULL);

    ks_store_add_loaded (store, entry);
  }
}

static KsStore *
read_jwk (GBytes *bytes, const KsReadOptions *options, GCancellable *cancellable, GError **error)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GBytes) plain = ks_pem_text_normalize (bytes);
  g_auto (Reading) self = { 0 };
  gsize size;
  const char *text = g_bytes_get_data (plain, &size);
  KsStore *store;

  self.loose = ks_loose_new ();
  self.secrets = g_ptr_array_new_with_free_func (g_object_unref);
  self.names = g_ptr_array_new_with_free_func (g_free);
  self.remarks = g_ptr_array_new_with_free_func (g_free);
  if (size > MAX_SIZE || !is_shallow (text, size) || !g_utf8_validate_len (text, size, NULL) ||
      !json_parser_load_from_data (parser, text, (gssize) size, NULL)) {
    malformed (_ ("This file begins like a JSON Web Key, but its JSON is damaged."), error);
    return NULL;
  }
  if (!read_all (&self, json_parser_get_root (parser), cancellable, error))
    return NULL;

  store = ks_loose_make_store (self.loose, &ks_format_jwk, options);
  add_secrets (&self, store, options != NULL ? options->file_name : NULL);
  for (guint i = 0; i < self.remarks->len; i++)
    ks_store_add_remark_of (store, KS_REMARK_CLOSED, self.remarks->pdata[i]);

  return store;
}

/**
 * ks_format_jwk:
 *
 * JSON Web Keys and sets of them (RFC 7517).
 */
const KsFormat ks_format_jwk = {
  .id = "jwk",
  .short_name = "JWK",
  .name = N_ ("JSON Web Key"),
  .description = N_ ("Keys as web services publish and keep them."),
  .suffixes = "jwk jwks json",
  .mime_type = "application/jwk+json",
  .flags = KS_FORMAT_HOLDS_KEYS | KS_FORMAT_HOLDS_SECRETS | KS_FORMAT_OPENS_LOCKED,
  .key_scheme = KS_KEY_SCHEME_NONE,
  .probe = probe_jwk,
  .read = read_jwk,
};
