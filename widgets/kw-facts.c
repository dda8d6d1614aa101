/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "kw-config.h"

#include "kw-facts.h"

#include <glib/gi18n.h>

#include "ks-explanation.h"

static void
explain_attribute (KwFactGroup *group, const char *oid)
{
  g_autofree char *id = g_strconcat ("attribute:", oid, NULL);

  kw_fact_group_explain (group, ks_explanation_find (id) != NULL ? id : "attribute:unknown");
}

/**
 * kw_facts_show_name:
 * @group: the group to fill
 * @name: a distinguished name
 *
 * Shows each attribute of a name, in its order.
 */
void
kw_facts_show_name (KwFactGroup *group, KsName *name)
{
  guint n = ks_name_get_n_attributes (name);

  kw_fact_group_begin (group);
  for (guint i = 0; i < n; i++) {
    const KsNameAttribute *attribute = ks_name_get_attribute (name, i);

    kw_fact_group_add (group, attribute->long_name, attribute->value, KW_FACT_PLAIN);
    explain_attribute (group, attribute->oid);
  }
  if (n == 0) {
    kw_fact_group_add (group, _ ("Name"), _ ("Empty"), KW_FACT_PLAIN);
    kw_fact_group_explain (group, "field:no-name");
  }
  kw_fact_group_end (group);
}

/**
 * kw_facts_add_key_id:
 * @group: a group that is being filled
 * @title: translated
 * @key_id: (nullable): a key identifier; without one, there is no fact
 * @explanation: id of what is said about it
 */
void
kw_facts_add_key_id (KwFactGroup *group, const char *title, GBytes *key_id, const char *explanation)
{
  g_autoptr (GString) hex = g_string_new (NULL);
  gsize size;
  const guint8 *data;

  if (key_id == NULL)
    return;
  data = g_bytes_get_data (key_id, &size);
  for (gsize i = 0; i < size; i++)
    g_string_append_printf (hex, "%s%02X", i > 0 ? ":" : "", data[i]);
  kw_fact_group_add (group, title, hex->str, KW_FACT_COPY | KW_FACT_MONOSPACE);
  kw_fact_group_explain (group, explanation);
}

/**
 * kw_facts_dup_key_usage:
 * @is_limited: whether there is such an extension
 * @usage: what it allows
 *
 * Returns: (transfer full): what the key may be used for, in words
 */
char *
kw_facts_dup_key_usage (gboolean is_limited, KsKeyUsage usage)
{
  g_auto (GStrv) names = NULL;

  if (!is_limited)
    return g_strdup (_ ("Not limited"));
  names = ks_key_usage_list_names (usage);
  return g_strjoinv (", ", names);
}

/**
 * kw_facts_dup_purposes:
 * @oids: (nullable) (array zero-terminated=1): extended key usage
 *
 * Returns: (transfer full): the purposes, in words
 */
char *
kw_facts_dup_purposes (const char *const *oids)
{
  g_autoptr (GString) out = g_string_new (NULL);

  if (oids == NULL)
    return g_strdup (_ ("Not limited"));
  for (guint i = 0; oids[i] != NULL; i++)
    g_string_append_printf (out, "%s%s", i > 0 ? ", " : "", ks_purpose_get_name (oids[i]));
  return g_string_free_and_steal (g_steal_pointer (&out));
}

/**
 * kw_facts_dup_authority:
 * @is_ca: whether it may issue certificates
 * @path_length: how many CAs may follow; -1 = any number
 *
 * Returns: (transfer full): whether it is a CA, in words
 */
char *
kw_facts_dup_authority (gboolean is_ca, int path_length)
{
  if (!is_ca)
    return g_strdup (_ ("No"));
  if (path_length < 0)
    return g_strdup (_ ("Yes, any number of CAs below"));
  return g_strdup_printf (ngettext ("Yes, at most %d CA below", "Yes, at most %d CAs below",
                                    (gulong) path_length),
                          path_length);
}
