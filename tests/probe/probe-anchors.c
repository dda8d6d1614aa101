/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "probe.h"

/* Certificates need no password in most formats, and the file's own where they do. */
static KsStore *
load_anchors (const char *path, KsSecret *password, GError **error)
{
  KsStore *store = probe_load (path, NULL, password != NULL ? NULL : error);

  return store != NULL || password == NULL ? store : probe_load (path, password, error);
}

/* Every certificate of a file is an anchor. */
static KsAnchorSet *
read_anchors (const char *path, KsSecret *password, GError **error)
{
  g_autoptr (KsStore) store = load_anchors (path, password, error);
  g_autoptr (GPtrArray) entries = NULL;
  g_autoptr (GPtrArray) certificates = g_ptr_array_new ();
  g_autofree char *name = g_path_get_basename (path);

  if (store == NULL)
    return NULL;
  entries = ks_store_snapshot (store);
  for (guint i = 0; i < entries->len; i++) {
    KsEntry *entry = entries->pdata[i];

    for (guint j = 0; j < ks_entry_get_chain_length (entry); j++)
      g_ptr_array_add (certificates, ks_entry_get_certificate (entry, j));
  }

  return ks_anchor_set_new (KS_ANCHORS_FILE, name, certificates);
}

gboolean
probe_read_anchors (const char *anchors, KsSecret *password, KsAnchorSet **set, GError **error)
{
  *set = NULL;
  if (g_strcmp0 (anchors, "none") == 0)
    return TRUE;
  if (anchors == NULL || g_str_equal (anchors, "system"))
    *set = ks_anchor_set_new_system (NULL, error);
  else
    *set = read_anchors (anchors, password, error);

  return *set != NULL;
}

gboolean
probe_read_time (const char *at, gint64 *time, GError **error)
{
  *time = at != NULL ? ks_time_from_rfc3339 (at, error) : g_get_real_time () / G_USEC_PER_SEC;

  return *time != KS_TIME_INVALID;
}
