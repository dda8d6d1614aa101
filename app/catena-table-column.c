/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "catena-config.h"

#include <glib/gi18n.h>

#include "catena-table-column.h"
#include "kw-text.h"

#define COMPARE(a, b) (((a) > (b)) - ((a) < (b)))

static KsCertificate *
get_leaf (KsEntry *entry)
{
  KsCertificate *leaf = ks_entry_get_leaf (entry);

  return leaf != NULL && ks_certificate_is_readable (leaf) ? leaf : NULL;
}

/* Entries without a certificate come last. */
static int
compare_leaves (KsEntry *one, KsEntry *other, int (*compare) (KsCertificate *, KsCertificate *))
{
  KsCertificate *a = get_leaf (one), *b = get_leaf (other);

  if (a == NULL || b == NULL)
    return (a == NULL) - (b == NULL);
  return compare (a, b);
}

static char *
dup_alias (KsEntry *entry)
{
  return kw_text_show (ks_entry_get_alias (entry));
}

static int
compare_aliases (KsEntry *one, KsEntry *other)
{
  return strcmp (ks_entry_get_sort_key (one), ks_entry_get_sort_key (other));
}

static char *
dup_kind (KsEntry *entry)
{
  return g_strdup (ks_entry_kind_get_name (ks_entry_get_kind (entry)));
}

static int
compare_kinds (KsEntry *one, KsEntry *other)
{
  return COMPARE (ks_entry_get_kind (one), ks_entry_get_kind (other));
}

static char *
dup_name (KsEntry *entry)
{
  return kw_text_show (ks_entry_get_title (entry));
}

static int
compare_names (KsEntry *one, KsEntry *other)
{
  return g_ascii_strcasecmp (ks_entry_get_title (one), ks_entry_get_title (other));
}

static char *
dup_algorithm (KsEntry *entry)
{
  KsCertificate *leaf = get_leaf (entry);

  return leaf != NULL ? kw_text_show (ks_certificate_get_key_algorithm (leaf)) : NULL;
}

static int
compare_algorithm (KsCertificate *one, KsCertificate *other)
{
  return strcmp (ks_certificate_get_key_algorithm (one), ks_certificate_get_key_algorithm (other));
}

static int
compare_algorithms (KsEntry *one, KsEntry *other)
{
  return compare_leaves (one, other, compare_algorithm);
}

static char *
dup_size (KsEntry *entry)
{
  KsCertificate *leaf = get_leaf (entry);
  guint bits = leaf != NULL ? ks_certificate_get_key_bits (leaf) : 0;

  return bits > 0 ? g_strdup_printf ("%u", bits) : NULL;
}

static int
compare_size (KsCertificate *one, KsCertificate *other)
{
  return COMPARE (ks_certificate_get_key_bits (one), ks_certificate_get_key_bits (other));
}

static int
compare_sizes (KsEntry *one, KsEntry *other)
{
  return compare_leaves (one, other, compare_size);
}

static char *
dup_issuer (KsEntry *entry)
{
  KsCertificate *leaf = get_leaf (entry);

  return leaf != NULL ? kw_text_show (ks_name_get_title (ks_certificate_get_issuer (leaf))) : NULL;
}

static int
compare_issuer (KsCertificate *one, KsCertificate *other)
{
  return g_ascii_strcasecmp (ks_name_get_title (ks_certificate_get_issuer (one)),
                             ks_name_get_title (ks_certificate_get_issuer (other)));
}

static int
compare_issuers (KsEntry *one, KsEntry *other)
{
  return compare_leaves (one, other, compare_issuer);
}

static char *
dup_end (KsEntry *entry)
{
  KsCertificate *leaf = get_leaf (entry);

  return leaf != NULL ? ks_time_format_date (ks_certificate_get_not_after (leaf)) : NULL;
}

static int
compare_end (KsCertificate *one, KsCertificate *other)
{
  return COMPARE (ks_certificate_get_not_after (one), ks_certificate_get_not_after (other));
}

static int
compare_ends (KsEntry *one, KsEntry *other)
{
  return compare_leaves (one, other, compare_end);
}

static char *
dup_serial (KsEntry *entry)
{
  KsCertificate *leaf = get_leaf (entry);

  return leaf != NULL ? kw_text_hex (ks_certificate_get_serial (leaf)) : NULL;
}

static int
compare_serial (KsCertificate *one, KsCertificate *other)
{
  const char *a = ks_certificate_get_serial (one), *b = ks_certificate_get_serial (other);
  gsize a_length = strlen (a), b_length = strlen (b);

  return a_length != b_length ? COMPARE (a_length, b_length) : strcmp (a, b);
}

static int
compare_serials (KsEntry *one, KsEntry *other)
{
  return compare_leaves (one, other, compare_serial);
}

static char *
dup_sha256 (KsEntry *entry)
{
  KsCertificate *leaf = ks_entry_get_leaf (entry);

  return leaf != NULL ? kw_text_hex (ks_certificate_get_sha256 (leaf)) : NULL;
}

static int
compare_sha256 (KsEntry *one, KsEntry *other)
{
  KsCertificate *a = ks_entry_get_leaf (one), *b = ks_entry_get_leaf (other);

  if (a == NULL || b == NULL)
    return (a == NULL) - (b == NULL);
  return strcmp (ks_certificate_get_sha256 (a), ks_certificate_get_sha256 (b));
}

static const CatenaTableColumn columns[] = {
  { "alias", N_ ("Alias"), 20, FALSE, TRUE, dup_alias, compare_aliases },
  { "kind", N_ ("Kind"), 15, FALSE, TRUE, dup_kind, compare_kinds },
  { "name", N_ ("Name"), 22, FALSE, TRUE, dup_name, compare_names },
  { "algorithm", N_ ("Algorithm"), 9, FALSE, TRUE, dup_algorithm, compare_algorithms },
  /* Translators: of a key, in bits */
  { "size", N_ ("Size"), 6, FALSE, TRUE, dup_size, compare_sizes },
  { "issuer", N_ ("Issuer"), 22, FALSE, TRUE, dup_issuer, compare_issuers },
  /* Translators: when a certificate ends */
  { "expiry", N_ ("Expires"), 17, FALSE, TRUE, dup_end, compare_ends },
  { "serial", N_ ("Serial Number"), 24, TRUE, FALSE, dup_serial, compare_serials },
  { "sha256", N_ ("SHA-256"), 32, TRUE, FALSE, dup_sha256, compare_sha256 },
};

/**
 * catena_table_columns_list:
 * @n_columns: (out): how many there are
 *
 * Returns: (transfer none) (array length=n_columns): all columns; the first one is always shown
 */
const CatenaTableColumn *
catena_table_columns_list (guint *n_columns)
{
  *n_columns = G_N_ELEMENTS (columns);
  return columns;
}
