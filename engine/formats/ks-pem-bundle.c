/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "ks-error.h"
#include "ks-pem-bundle-private.h"
#include "ks-pem-bundle.h"

/* More are not worth reading. */
#define MAX_PROBLEMS 5

static int
probe_pem (GBytes *bytes)
{
  return ks_pem_probe (bytes) ? 90 : 0;
}

/* Parameters belong to the key below them and are in it, too. */
static gboolean
is_remarkable (const KsPemItem *item)
{
  return item->kind == KS_PEM_ITEM_OTHER && !g_str_has_suffix (item->block->label, " PARAMETERS");
}

/* The labels of blocks that are not shown, each once. */
static char *
list_others (GPtrArray *items, guint *count)
{
  g_autoptr (GPtrArray) labels = g_ptr_array_new ();

  *count = 0;
  for (guint i = 0; i < items->len; i++) {
    KsPemItem *item = items->pdata[i];

    if (!is_remarkable (item))
      continue;
    (*count)++;
    if (!g_ptr_array_find_with_equal_func (labels, item->block->label, g_str_equal, NULL) && labels->len < 5)
      g_ptr_array_add (labels, item->block->label);
  }
  g_ptr_array_add (labels, NULL);

  return g_strjoinv (", ", (char **) labels->pdata);
}

static gboolean
check_content (KsStore *store, GPtrArray *items, GError **error)
{
  guint count;
  g_autofree char *joined = list_others (items, &count);
  g_autofree char *others = g_utf8_make_valid (joined, -1);
  g_autofree char *remark = NULL;

  if (g_list_model_get_n_items (G_LIST_MODEL (store)) == 0) {
    g_set_error (error, KS_ERROR, KS_ERROR_NOT_A_KEYSTORE,
                 /* Translators: %s is a list of labels such as PGP PUBLIC KEY BLOCK */
                 _ ("This PEM file has neither certificates nor keys, only: %s."), others);
    return FALSE;
  }
  if (count == 0)
    return TRUE;

  remark =
    g_strdup_printf (ngettext ("%u block of this file is not shown (%s); it is kept when you save.",
                               "%u blocks of this file are not shown (%s); they are kept when you save.",
                               count),
                     count, others);
  ks_store_add_remark_of (store, KS_REMARK_KEPT, remark);

  return TRUE;
}

static KsStore *
read_pem (GBytes *bytes, const KsReadOptions *options, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) blocks = ks_pem_parse_leniently (bytes, NULL, problems, error);
  g_autoptr (GPtrArray) items = NULL;
  g_autoptr (KsStore) store = NULL;

  if (blocks == NULL)
    return NULL;
  if (blocks->len == 0) {
    if (problems->len > 0)
      g_set_error_literal (error, KS_ERROR, KS_ERROR_MALFORMED, problems->pdata[0]);
    else
      g_set_error_literal (error, KS_ERROR, KS_ERROR_NOT_A_KEYSTORE, _ ("This text has no PEM blocks."));
    return NULL;
  }

  items = ks_pem_items_new (blocks, error);
  if (items == NULL || g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;

  store = ks_store_new (&ks_format_pem);
  ks_store_set_integrity (store, KS_INTEGRITY_NONE);
  ks_store_set_loaded_password (store, options != NULL ? options->password : NULL);
  ks_store_set_extra (store, KS_PEM_ORIGINAL, bytes);
  ks_pem_bundle_add_entries (store, items, options != NULL ? options->password : NULL,
                             options != NULL ? options->file_name : NULL);
  for (guint i = 0; i < problems->len && i < MAX_PROBLEMS; i++)
    ks_store_add_remark_of (store, KS_REMARK_CLOSED, problems->pdata[i]);

  return check_content (store, items, error) ? g_steal_pointer (&store) : NULL;
}

/**
 * ks_pem_bundle_count_others:
 * @store: a store
 *
 * Counts the blocks that another format could not get, because they are no entries.
 *
 * Returns: how many; 0 for stores of other formats
 */
guint
ks_pem_bundle_count_others (KsStore *store)
{
  GBytes *original = ks_store_get_extra (store, KS_PEM_ORIGINAL);
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) blocks =
    original != NULL ? ks_pem_parse_leniently (original, NULL, problems, NULL) : NULL;
  g_autoptr (GPtrArray) items = blocks != NULL ? ks_pem_items_new (blocks, NULL) : NULL;
  guint count = problems->len;

  for (guint i = 0; items != NULL && i < items->len; i++)
    count += is_remarkable (items->pdata[i]) ? 1 : 0;

  return count;
}

/**
 * ks_format_pem:
 *
 * Several blocks of text (RFC 7468) in one file: certificates, keys, requests, CRLs.
 */
const KsFormat ks_format_pem = {
  .id = "pem",
  .short_name = "PEM",
  .name = N_ ("PEM bundle"),
  .description = N_ ("Text with certificates and keys, as web servers and OpenSSL use it."),
  .suffixes = "pem crt cer key",
  .mime_type = "application/x-pem-file",
  .flags = KS_FORMAT_CAN_WRITE | KS_FORMAT_HOLDS_KEYS | KS_FORMAT_HOLDS_TRUSTED | KS_FORMAT_HOLDS_REQUESTS |
           KS_FORMAT_ENTRY_PASSWORDS | KS_FORMAT_OPENS_LOCKED,
  .key_scheme = KS_KEY_SCHEME_PBES2_AES256,
  .probe = probe_pem,
  .read = read_pem,
  .write = ks_pem_bundle_write,
};
