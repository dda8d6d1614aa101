/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-config.h"

#include "ks-host-list.h"

#include "ks-host-match.h"
#include "ks-name-input.h"

/* What makes two hosts the same: kind and canonical form, or what was typed. */
static char *
dup_key (const KsHostName *host)
{
  const char *text = host->kind == KS_HOST_INVALID ? host->given : host->ascii;

  return g_strdup_printf ("%d:%s", (int) host->kind, text);
}

static void
add (GStrvBuilder *list, GHashTable *seen, const char *text, guint *n_left_out)
{
  g_autoptr (KsHostName) host = ks_host_name_new (text);
  g_autofree char *key = dup_key (host);

  if (*host->given == '\0' || g_hash_table_contains (seen, key))
    return;
  if (g_hash_table_size (seen) >= KS_HOST_LIST_MAX) {
    *n_left_out += 1;
    return;
  }
  g_hash_table_add (seen, g_steal_pointer (&key));
  g_strv_builder_add (list, ks_host_name_get_text (host));
}

/**
 * ks_host_list_add:
 * @hosts: (nullable): hosts that are in the list
 * @text: what was typed or pasted: one host or many
 * @n_left_out: (out) (optional): how many there was no room for
 *
 * Adds hosts to a list of at most %KS_HOST_LIST_MAX.
 *
 * Returns: (transfer full): the new list
 */
char **
ks_host_list_add (const char *const *hosts, const char *text, guint *n_left_out)
{
  g_autoptr (GStrvBuilder) list = g_strv_builder_new ();
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GPtrArray) names = ks_general_name_parse_list (text);
  guint n = 0;

  for (guint i = 0; hosts != NULL && hosts[i] != NULL; i++)
    add (list, seen, hosts[i], &n);
  for (guint i = 0; i < names->len; i++) {
    const KsGeneralName *name = g_ptr_array_index (names, i);

    add (list, seen, name->unicode != NULL ? name->unicode : name->text, &n);
  }
  if (n_left_out != NULL)
    *n_left_out = n;
  return g_strv_builder_end (list);
}

/**
 * ks_host_list_remove:
 * @hosts: (nullable): hosts
 * @host: one of them
 *
 * Returns: (transfer full): the list without it
 */
char **
ks_host_list_remove (const char *const *hosts, const char *host)
{
  g_autoptr (GStrvBuilder) list = g_strv_builder_new ();

  for (guint i = 0; hosts != NULL && hosts[i] != NULL; i++)
    if (!g_str_equal (hosts[i], host))
      g_strv_builder_add (list, hosts[i]);
  return g_strv_builder_end (list);
}

/**
 * ks_host_list_uncovered:
 * @hosts: (nullable): hosts
 * @certificate: a certificate
 *
 * Returns: (transfer full): those that could be names, and that no alternative name of the certificate covers
 */
char **
ks_host_list_uncovered (const char *const *hosts, KsCertificate *certificate)
{
  g_autoptr (GStrvBuilder) list = g_strv_builder_new ();

  for (guint i = 0; hosts != NULL && hosts[i] != NULL; i++) {
    g_autoptr (KsHostName) host = ks_host_name_new (hosts[i]);

    if (host->kind != KS_HOST_INVALID && !ks_host_name_is_covered (host, certificate))
      g_strv_builder_add (list, hosts[i]);
  }
  return g_strv_builder_end (list);
}
