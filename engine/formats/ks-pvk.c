/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-config.h"

#include <glib/gi18n-lib.h>

#include "ks-key-file.h"
#include "ks-key-pvk.h"
#include "ks-loose.h"

static int
probe_pvk (GBytes *bytes)
{
  return ks_key_pvk_probe (bytes) ? 95 : 0;
}

static KsStore *
read_pvk (GBytes *bytes, const KsReadOptions *options, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) loose = ks_loose_new ();
  g_autoptr (KsKey) key = ks_key_pvk_read (bytes, error);

  if (key == NULL || !ks_key_file_try_password (key, options, error) ||
      g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  ks_loose_add_key (loose, key, NULL);

  return ks_loose_make_store (loose, &ks_format_pvk, options);
}

/**
 * ks_format_pvk:
 *
 * A private key of Microsoft's old tools for signing code.
 */
const KsFormat ks_format_pvk = {
  .id = "pvk",
  .short_name = "PVK",
  .name = N_ ("Private key file (PVK)"),
  .description = N_ ("A single private key, as old tools of Windows for signing code have it."),
  .suffixes = "pvk",
  .mime_type = "application/octet-stream",
  .flags = KS_FORMAT_HOLDS_KEYS | KS_FORMAT_ENTRY_PASSWORDS | KS_FORMAT_OPENS_LOCKED,
  .key_scheme = KS_KEY_SCHEME_PBES2_AES256,
  .probe = probe_pvk,
  .read = read_pvk,
};
