/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "ks-error.h"
#include "ks-key-file.h"
#include "ks-key-openssh.h"
#include "ks-loose.h"
#include "ks-pem.h"

#define LABEL "OPENSSH PRIVATE KEY"
#define BEGIN "-----BEGIN " LABEL "-----"
#define MAX_KEYS 1000

/* Only where no other block is: a bundle of PEM keeps what else it has. */
static gboolean
has_only_ours (GPtrArray *blocks)
{
  for (guint i = 0; i < blocks->len; i++)
    if (strcmp (((KsPemBlock *) blocks->pdata[i])->label, LABEL) != 0)
      return FALSE;

  return blocks->len > 0;
}

static int
probe_openssh (GBytes *bytes)
{
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);
  g_autoptr (GPtrArray) blocks = NULL;

  if (size < strlen (BEGIN) || memmem (data, size, BEGIN, strlen (BEGIN)) == NULL)
    return 0;

  blocks = ks_pem_parse (bytes, NULL, NULL);
  return blocks != NULL && has_only_ours (blocks) ? 95 : 0;
}

/* The comment of a key that is encrypted can be read with the password. */
static gboolean
add_key (GPtrArray *loose, KsPemBlock *block, const KsReadOptions *options, GError **error)
{
  g_autofree char *comment = NULL;
  g_autoptr (KsKey) key = ks_key_openssh_read (block->body, &comment, error);
  g_autoptr (KsSecret) plain = NULL;

  if (key == NULL)
    return FALSE;
  if (ks_key_is_protected (key) && options != NULL && options->password != NULL) {
    plain = ks_key_openssh_open (block->body, options->password, &comment, error);
    if (plain == NULL)
      return FALSE;
  }
  ks_loose_add_key (loose, key, comment != NULL && *comment != '\0' ? comment : NULL);

  return TRUE;
}

static KsStore *
read_openssh (GBytes *bytes, const KsReadOptions *options, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) loose = ks_loose_new ();
  g_autoptr (GPtrArray) blocks = ks_pem_parse (bytes, NULL, error);

  if (blocks == NULL)
    return NULL;
  if (blocks->len > MAX_KEYS) {
    g_set_error (error, KS_ERROR, KS_ERROR_TOO_LARGE, _ ("This file has %u keys; the limit is %d."),
                 blocks->len, MAX_KEYS);
    return NULL;
  }
  for (guint i = 0; i < blocks->len; i++)
    if (g_cancellable_set_error_if_cancelled (cancellable, error) ||
        !add_key (loose, blocks->pdata[i], options, error))
      return NULL;

  return ks_loose_make_store (loose, &ks_format_openssh, options);
}

/**
 * ks_format_openssh:
 *
 * A private key as ssh-keygen makes it.
 */
const KsFormat ks_format_openssh = {
  .id = "openssh",
  .short_name = "OpenSSH",
  .name = N_ ("OpenSSH private key"),
  .description = N_ ("A single private key, as “ssh-keygen” makes it."),
  .suffixes = "key",
  .mime_type = "application/x-pem-file",
  .flags = KS_FORMAT_HOLDS_KEYS | KS_FORMAT_ENTRY_PASSWORDS | KS_FORMAT_OPENS_LOCKED,
  .key_scheme = KS_KEY_SCHEME_PBES2_AES256,
  .probe = probe_openssh,
  .read = read_openssh,
};
