/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "kw-config.h"

#include "kw-preview-hosts.h"

#include <glib/gi18n.h>
#include <string.h>

#include "ks-host-name.h"

static gboolean
is_covered (GPtrArray *names, const char *text)
{
  g_autoptr (KsHostName) host = ks_host_name_new (text);

  if (host->kind == KS_HOST_INVALID)
    return FALSE;
  for (guint i = 0; i < names->len; i++)
    if (ks_host_name_matches (host, g_ptr_array_index (names, i), NULL))
      return TRUE;
  return FALSE;
}

static gboolean
has_host (GPtrArray *hosts, const char *text)
{
  for (guint i = 0; i < hosts->len; i++)
    if (g_ascii_strcasecmp (((KwPreviewHost *) g_ptr_array_index (hosts, i))->host, text) == 0)
      return TRUE;
  return FALSE;
}

static void
add_host (GPtrArray *hosts, const char *text, const char *note)
{
  KwPreviewHost *host;

  if (has_host (hosts, text))
    return;
  host = g_new0 (KwPreviewHost, 1);
  host->host = g_strdup (text);
  host->note = g_strdup (note);
  g_ptr_array_add (hosts, host);
}

/* Near hosts that somebody may expect to be covered, too. */
static void
try_host (GPtrArray *hosts, GPtrArray *names, const char *text, const char *note)
{
  g_autoptr (KsHostName) host = ks_host_name_new (text);

  if (host->kind == KS_HOST_DNS && !is_covered (names, text))
    add_host (hosts, text, note);
}

static guint
count_labels (const char *text)
{
  guint n = 1;

  for (; *text != '\0'; text++)
    n += *text == '.';
  return n;
}

static void
miss_wildcard (GPtrArray *hosts, GPtrArray *names, const char *base)
{
  g_autofree char *deep = g_strconcat ("a.b.", base, NULL);

  try_host (hosts, names, base, _ ("not in the list"));
  /* Translators: of a host name that a wildcard does not cover */
  try_host (hosts, names, deep, _ ("two labels"));
}

static void
miss_name (GPtrArray *hosts, GPtrArray *names, const char *text)
{
  const char *dot = strchr (text, '.');
  g_autofree char *www = g_strconcat ("www.", text, NULL);

  if (dot != NULL && count_labels (text) > 2)
    try_host (hosts, names, dot + 1, _ ("not in the list"));
  else if (dot != NULL)
    try_host (hosts, names, www, _ ("not in the list"));
}

/**
 * kw_preview_host_free:
 * @self: a host
 *
 * Frees it.
 */
void
kw_preview_host_free (KwPreviewHost *self)
{
  g_free (self->host);
  g_free (self->note);
  g_free (self);
}

/**
 * kw_preview_hosts_list_covered:
 * @names: (element-type KsGeneralName): of a certificate
 * @max: how many, at most
 *
 * Lists hosts that clients can connect to; a wildcard is shown by an example.
 *
 * Returns: (transfer full) (element-type KwPreviewHost): the hosts
 */
GPtrArray *
kw_preview_hosts_list_covered (GPtrArray *names, guint max)
{
  GPtrArray *hosts = g_ptr_array_new_with_free_func ((GDestroyNotify) kw_preview_host_free);

  for (guint i = 0; i < names->len && hosts->len < max; i++) {
    const KsGeneralName *name = g_ptr_array_index (names, i);

    if (name->type == KS_GENERAL_NAME_DNS && g_str_has_prefix (name->text, "*.")) {
      g_autofree char *example = g_strconcat ("api", name->text + 1, NULL);
      /* Translators: %s is the name with a wildcard that covers a host: by *.example.org */
      g_autofree char *note = g_strdup_printf (_ ("by %s"), name->text);

      if (is_covered (names, example))
        add_host (hosts, example, note);
    } else if (is_covered (names, name->text)) {
      add_host (hosts, name->unicode != NULL ? name->unicode : name->text, "");
    }
  }
  return hosts;
}

/**
 * kw_preview_hosts_list_missed:
 * @names: (element-type KsGeneralName): of a certificate
 * @max: how many, at most
 *
 * Lists hosts close to the names that clients can not connect to.
 *
 * Returns: (transfer full) (element-type KwPreviewHost): the hosts, each with the reason
 */
GPtrArray *
kw_preview_hosts_list_missed (GPtrArray *names, guint max)
{
  GPtrArray *hosts = g_ptr_array_new_with_free_func ((GDestroyNotify) kw_preview_host_free);

  for (guint i = 0; i < names->len && hosts->len < max; i++) {
    const KsGeneralName *name = g_ptr_array_index (names, i);

    if (name->type != KS_GENERAL_NAME_DNS)
      continue;
    if (g_str_has_prefix (name->text, "*."))
      miss_wildcard (hosts, names, name->text + 2);
    else
      miss_name (hosts, names, name->text);
  }
  if (hosts->len > max)
    g_ptr_array_set_size (hosts, (int) max);
  return hosts;
}
