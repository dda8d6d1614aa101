/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-config.h"

#include <glib/gi18n-lib.h>
#include <openssl/x509.h>
#include <string.h>

#include "ks-der.h"
#include "ks-error.h"
#include "ks-init.h"
#include "ks-key-openssh.h"
#include "ks-key-pem.h"
#include "ks-pem-bundle-private.h"

#define MAX_BLOCKS 100000

/* Labels of RFC 7468, and those of older programs. */
static const struct {
  const char *label;
  KsPemItemKind kind;
} labels[] = {
  { "CERTIFICATE", KS_PEM_ITEM_CERTIFICATE },
  { "X509 CERTIFICATE", KS_PEM_ITEM_CERTIFICATE },
  { "TRUSTED CERTIFICATE", KS_PEM_ITEM_CERTIFICATE },
  { "PRIVATE KEY", KS_PEM_ITEM_KEY },
  { "ENCRYPTED PRIVATE KEY", KS_PEM_ITEM_KEY },
  { "RSA PRIVATE KEY", KS_PEM_ITEM_KEY },
  { "EC PRIVATE KEY", KS_PEM_ITEM_KEY },
  { "DSA PRIVATE KEY", KS_PEM_ITEM_KEY },
  { KS_PEM_LABEL_OPENSSH, KS_PEM_ITEM_KEY },
  { "PUBLIC KEY", KS_PEM_ITEM_PUBLIC },
  { "CERTIFICATE REQUEST", KS_PEM_ITEM_REQUEST },
  { "NEW CERTIFICATE REQUEST", KS_PEM_ITEM_REQUEST },
  { "X509 CRL", KS_PEM_ITEM_CRL },
};

/**
 * ks_pem_item_free:
 * @item: (transfer full): an item
 *
 * Frees it.
 */
void
ks_pem_item_free (KsPemItem *item)
{
  g_clear_pointer (&item->data, g_bytes_unref);
  g_clear_object (&item->certificate);
  g_clear_object (&item->key);
  g_free (item->name);
  g_free (item->key_id);
  g_free (item);
}

static KsPemItemKind
find_kind (const char *label)
{
  for (gsize i = 0; i < G_N_ELEMENTS (labels); i++)
    if (strcmp (labels[i].label, label) == 0)
      return labels[i].kind;

  return KS_PEM_ITEM_OTHER;
}

/**
 * ks_pem_item_format:
 * @block: a block
 *
 * Writes a block in the usual form: 64 characters in a line, headers kept.
 *
 * Returns: (transfer full): the text, with a final newline
 */
char *
ks_pem_item_format (KsPemBlock *block)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (block->body, &size);
  g_autofree char *text = ks_pem_format (block->label, data, size);
  g_autofree char *headers = NULL;
  const char *body;

  if (block->headers == NULL)
    return g_steal_pointer (&text);

  body = strchr (text, '\n') + 1;
  headers = g_strchomp (g_strdup (block->headers));
  return g_strdup_printf ("%.*s%s\n\n%s", (int) (body - text), text, headers, body);
}

/* The value of the last line “name: value” above a block. */
static char *
find_line (const char *before, const char *name)
{
  g_auto (GStrv) lines = g_strsplit (before != NULL ? before : "", "\n", -1);
  gsize length = strlen (name);
  char *value = NULL;

  for (guint i = 0; lines[i] != NULL; i++) {
    char *line = g_strchug (lines[i]);

    if (g_ascii_strncasecmp (line, name, length) == 0 && line[length] == ':') {
      g_free (value);
      value = g_strstrip (g_strdup (line + length + 1));
    }
  }
  if (value != NULL && (*value == '\0' || !g_utf8_validate (value, -1, NULL)))
    g_clear_pointer (&value, g_free);

  return value;
}

static gboolean
malformed (KsPemBlock *block, GError **error)
{
  g_set_error (error, KS_ERROR, KS_ERROR_MALFORMED,
               /* Translators: %s is the label of a PEM block such as CERTIFICATE, %zu a position in the file */
               _ ("The content of the block “%s” at byte %zu is damaged."), block->label, block->offset);
  return FALSE;
}

/* The first element: behind the certificate in a TRUSTED CERTIFICATE stands what OpenSSL trusts it for. */
static gboolean
read_certificate (KsPemItem *item, GError **error)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (item->block->body, &size);
  KsDer element;
  g_autoptr (GBytes) der = NULL;

  if (!ks_der_parse (data, size, &element) || element.tag != KS_DER_SEQUENCE)
    return malformed (item->block, error);
  der = ks_der_slice (item->block->body, &element);
  item->certificate = ks_certificate_new (der);

  return TRUE;
}

static gboolean
read_key (KsPemItem *item, GError **error)
{
  KsPemBlock *block = item->block;
  gsize size;
  const guint8 *data = g_bytes_get_data (block->body, &size);
  g_autoptr (KsSecret) plain = NULL;

  if (block->headers != NULL && strstr (block->headers, "ENCRYPTED") != NULL) {
    char *text = ks_pem_item_format (block);
    g_autoptr (GBytes) bytes = g_bytes_new_take (text, strlen (text));

    item->key = ks_key_new_protected (KS_KEY_PRIVATE, KS_KEY_FORM_ENCRYPTED_PEM, bytes, NULL);
    return TRUE;
  }
  if (strcmp (block->label, "ENCRYPTED PRIVATE KEY") == 0) {
    item->key = ks_key_new_protected (KS_KEY_PRIVATE, KS_KEY_FORM_ENCRYPTED_PKCS8, block->body, NULL);
    return TRUE;
  }

  if (strcmp (block->label, KS_PEM_LABEL_OPENSSH) == 0) {
    item->key = ks_key_openssh_read (block->body, NULL, NULL);
    /* Of a kind that is not read: kept as it is, like other blocks. */
    if (item->key == NULL)
      item->kind = KS_PEM_ITEM_OTHER;
    return TRUE;
  }

  plain = ks_key_pkcs8_from_traditional (block->label, data, size, NULL);
  if (plain == NULL)
    return malformed (block, error);
  item->key = ks_key_new_plain (KS_KEY_PRIVATE, plain, NULL);

  return TRUE;
}

static gboolean
read_public (KsPemItem *item, GError **error)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (item->block->body, &size);
  g_autoptr (KsSecret) bytes = ks_secret_new (data, size);
  KsDer element;

  if (!ks_der_parse (data, size, &element) || element.tag != KS_DER_SEQUENCE)
    return malformed (item->block, error);
  item->key = ks_key_new_plain (KS_KEY_PUBLIC, bytes, NULL);

  return TRUE;
}

static gboolean
read_item (KsPemItem *item, GError **error)
{
  item->kind = find_kind (item->block->label);
  item->name = find_line (item->block->before, "friendlyName");
  item->key_id = find_line (item->block->before, "localKeyID");

  switch (item->kind) {
  case KS_PEM_ITEM_CERTIFICATE:
    return read_certificate (item, error);
  case KS_PEM_ITEM_KEY:
    return read_key (item, error);
  case KS_PEM_ITEM_PUBLIC:
    return read_public (item, error);
  case KS_PEM_ITEM_REQUEST:
  case KS_PEM_ITEM_CRL:
    item->data = g_bytes_ref (item->block->body);
    return TRUE;
  case KS_PEM_ITEM_OTHER:
  default:
    return TRUE;
  }
}

/**
 * ks_pem_items_new:
 * @blocks: (element-type KsPemBlock): blocks, which must outlive the items
 * @error: KS_ERROR_MALFORMED, KS_ERROR_TOO_LARGE
 *
 * Looks what each block of a file is.
 *
 * Returns: (transfer full) (element-type KsPemItem): one item per block
 */
GPtrArray *
ks_pem_items_new (GPtrArray *blocks, GError **error)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func ((GDestroyNotify) ks_pem_item_free);

  if (blocks->len > MAX_BLOCKS) {
    g_set_error (error, KS_ERROR, KS_ERROR_TOO_LARGE, _ ("This file has %u PEM blocks; the limit is %d."),
                 blocks->len, MAX_BLOCKS);
    return NULL;
  }

  for (guint i = 0; i < blocks->len; i++) {
    KsPemItem *item = g_new0 (KsPemItem, 1);

    item->block = blocks->pdata[i];
    g_ptr_array_add (items, item);
    if (!read_item (item, error))
      return NULL;
  }

  return g_steal_pointer (&items);
}

static char *
title_of_name (const X509_NAME *name)
{
  guint8 *der = NULL;
  int size = name != NULL ? i2d_X509_NAME (name, &der) : -1;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (KsName) parsed = NULL;

  if (size < 0)
    return NULL;
  bytes = g_bytes_new (der, (gsize) size);
  OPENSSL_free (der);
  parsed = ks_name_new (bytes, NULL);

  return parsed != NULL ? g_strdup (ks_name_get_title (parsed)) : NULL;
}

static char *
title_of_request (GBytes *body)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (body, &size);
  X509_REQ *request = X509_REQ_new_ex (ks_libctx (), NULL);
  char *title = NULL;

  if (d2i_X509_REQ (&request, &data, (long) size) != NULL)
    title = title_of_name (X509_REQ_get_subject_name (request));
  X509_REQ_free (request);
  ks_clear_openssl_errors ();

  return title;
}

static char *
title_of_crl (GBytes *body)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (body, &size);
  X509_CRL *crl = X509_CRL_new_ex (ks_libctx (), NULL);
  char *title = NULL;

  if (d2i_X509_CRL (&crl, &data, (long) size) != NULL)
    title = title_of_name (X509_CRL_get_issuer (crl));
  X509_CRL_free (crl);
  ks_clear_openssl_errors ();

  return title;
}

/* A key has no name: it is called as the file is, without what stands behind the last full stop. */
static char *
title_of_file (const char *file_name)
{
  const char *dot = file_name != NULL ? strrchr (file_name, '.') : NULL;
  g_autofree char *valid = file_name != NULL ? g_utf8_make_valid (file_name, -1) : NULL;

  if (valid == NULL || *valid == '\0')
    return g_strdup ("key");
  if (dot != NULL && dot > file_name && g_utf8_validate (file_name, -1, NULL))
    return g_strndup (file_name, (gsize) (dot - file_name));

  return g_steal_pointer (&valid);
}

/**
 * ks_pem_item_dup_title:
 * @item: an item
 * @file_name: (nullable): base name of its file
 *
 * What to call an item that has no name above it: the common name of its subject, or of the file.
 *
 * Returns: (transfer full): text, never empty
 */
char *
ks_pem_item_dup_title (KsPemItem *item, const char *file_name)
{
  g_autofree char *title = NULL;

  if (item->kind == KS_PEM_ITEM_CERTIFICATE)
    title = g_strdup (ks_certificate_get_title (item->certificate));
  else if (item->kind == KS_PEM_ITEM_REQUEST)
    title = title_of_request (item->data);
  else if (item->kind == KS_PEM_ITEM_CRL)
    title = title_of_crl (item->data);

  return title != NULL && *title != '\0' ? g_steal_pointer (&title) : title_of_file (file_name);
}
