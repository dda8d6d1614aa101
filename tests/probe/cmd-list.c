/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <stdio.h>
#include <string.h>

#include "probe.h"

/* The next UTF-16 unit of a text which may hold C0 80 and lone surrogates; @rest keeps the second half of a pair. */
static int
next_unit (const guchar **place, int *rest)
{
  const guchar *p = *place;
  int c = *p;

  if (*rest != 0) {
    c = *rest;
    *rest = 0;
    return c;
  }
  if (c == 0)
    return -1;

  if (c < 0xc0 || p[1] == 0) {
    *place += 1;
  } else if (c < 0xe0) {
    c = (c & 0x1f) << 6 | (p[1] & 0x3f);
    *place += 2;
  } else if (c < 0xf0) {
    c = (c & 0x0f) << 12 | (p[1] & 0x3f) << 6 | (p[2] & 0x3f);
    *place += 3;
  } else {
    c = ((c & 0x07) << 18 | (p[1] & 0x3f) << 12 | (p[2] & 0x3f) << 6 | (p[3] & 0x3f)) - 0x10000;
    *rest = 0xdc00 | (c & 0x3ff);
    c = 0xd800 | c >> 10;
    *place += 4;
  }

  return c;
}

static int
compare_aliases (gconstpointer a, gconstpointer b)
{
  const guchar *left = (const guchar *) ks_entry_get_alias ((KsEntry *) a);
  const guchar *right = (const guchar *) ks_entry_get_alias ((KsEntry *) b);
  int left_rest = 0, right_rest = 0, x, y;

  do {
    x = next_unit (&left, &left_rest);
    y = next_unit (&right, &right_rest);
  } while (x == y && x >= 0);

  return x - y;
}

static const char *
name_kind (KsEntryKind kind)
{
  switch (kind) {
  case KS_ENTRY_KEY:
    return "key";
  case KS_ENTRY_CERTIFICATE:
    return "cert";
  case KS_ENTRY_SECRET:
    return "secret";
  case KS_ENTRY_PUBLIC:
    return "public";
  case KS_ENTRY_REQUEST:
    return "request";
  case KS_ENTRY_CRL:
    return "crl";
  default:
    g_assert_not_reached ();
  }
}

static void
print_entry (KsEntry *entry)
{
  g_autofree char *alias = probe_escape (ks_entry_get_alias (entry));
  guint length = ks_entry_get_chain_length (entry);

  printf ("%s\t%s\t%u\t", alias, name_kind (ks_entry_get_kind (entry)), length);
  for (guint i = 0; i < length; i++)
    printf ("%s%s", i > 0 ? "," : "", ks_certificate_get_sha256 (ks_entry_get_certificate (entry, i)));
  printf ("%s\n", length == 0 ? "-" : "");
}

static void
print_remarks (KsStore *store)
{
  const char *const *remarks = ks_store_get_remarks (store);

  for (gsize i = 0; remarks[i] != NULL; i++)
    g_printerr ("%s\n", remarks[i]);
  if (ks_store_is_read_only (store))
    g_printerr ("integrity not verified\n");
}

/* ALIAS=PASSWORD on the command line says what a key opens with: see whether it does. */
static gboolean
try_key_password (KsStore *store, const char *pair, GError **error)
{
  const char *equals = strchr (pair, '=');
  g_autofree char *alias = equals != NULL ? g_strndup (pair, equals - pair) : g_strdup (pair);
  g_autoptr (KsSecret) password = probe_secret (equals != NULL ? equals + 1 : "");
  g_autoptr (KsSecret) plain = NULL;
  KsEntry *entry = ks_store_find (store, alias);

  if (entry == NULL || ks_entry_get_key (entry) == NULL) {
    g_set_error (error, KS_ERROR, KS_ERROR_NOT_FOUND, "no key is called “%s”", alias);
    return FALSE;
  }
  plain = ks_key_unlock (ks_entry_get_key (entry), password, error);

  return plain != NULL;
}

int
cmd_list (int argc, char **argv)
{
  g_auto (ProbeInput) input = { 0 };
  g_autoptr (KsStore) store = NULL;
  g_autoptr (GPtrArray) entries = NULL;
  g_autoptr (GError) error = NULL;

  if (!probe_parse (argc, argv, NULL, 1, &input))
    return PROBE_USAGE;

  store = probe_load (input.file, input.password, &error);
  if (store == NULL)
    return probe_report (error);
  for (gsize i = 0; input.key_passwords != NULL && input.key_passwords[i] != NULL; i++) {
    if (!try_key_password (store, input.key_passwords[i], &error))
      return probe_report (error);
  }

  entries = ks_store_snapshot (store);
  g_ptr_array_sort_values (entries, compare_aliases);
  for (guint i = 0; i < entries->len; i++)
    print_entry (entries->pdata[i]);
  print_remarks (store);

  return PROBE_OK;
}
