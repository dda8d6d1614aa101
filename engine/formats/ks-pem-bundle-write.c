/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-config.h"

#include <glib/gi18n-lib.h>
#include <openssl/crypto.h>
#include <string.h>

#include "ks-error.h"
#include "ks-pem-bundle-private.h"
#include "ks-pem-bundle.h"

/* One thing that the file has to hold. The first one of an entry carries its name. */
typedef struct {
  KsEntry *entry; /* borrowed */
  KsPemItemKind kind;
  KsCertificate *certificate; /* borrowed */
  gboolean is_primary;
  gboolean needs_name; /* nothing but a name ties a protected key to its certificate */
  gboolean is_done;
} Need;

typedef struct {
  GArray *needs;      /* of Need */
  GHashTable *places; /* a certificate's DER, or nothing for other needs: GArray of guint, where they are */
  GString *text;
} Writing;

/**
 * ks_pem_bundle_can_hold_alias:
 * @alias: an alias
 *
 * An alias stands in a line of text, so that line ends and blanks around it would not come back.
 *
 * Returns: whether it comes back as it is
 */
gboolean
ks_pem_bundle_can_hold_alias (const char *alias)
{
  g_autofree char *stripped = g_strstrip (g_strdup (alias));

  if (*alias == '\0' || !g_str_equal (stripped, alias) || !g_utf8_validate (alias, -1, NULL))
    return FALSE;
  for (const char *at = alias; *at != '\0'; at++)
    if (*at == '\n' || *at == '\r')
      return FALSE;

  return strstr (alias, "-----") == NULL;
}

static void
need (GArray *needs,
      KsEntry *entry,
      KsPemItemKind kind,
      KsCertificate *certificate,
      gboolean is_primary,
      gboolean needs_name)
{
  Need one = { entry, kind, certificate, is_primary, needs_name, FALSE };

  g_array_append_val (needs, one);
}

static gboolean
cannot_hold (KsEntry *entry, GError **error)
{
  g_autofree char *alias = ks_text_make_visible (ks_entry_get_alias (entry));

  g_set_error (error, KS_ERROR, KS_ERROR_LOSSY, _ ("A PEM file cannot hold “%s” in the form in which it is."),
               alias);
  return FALSE;
}

static gboolean
is_writable_key (KsKey *key)
{
  return key != NULL && ks_key_get_kind (key) == KS_KEY_PRIVATE &&
         ks_key_get_form (key) != KS_KEY_FORM_OPAQUE && ks_key_get_form (key) != KS_KEY_FORM_ENCRYPTED_PVK;
}

static gboolean
list_needs_of (GArray *needs, KsEntry *entry, GError **error)
{
  gboolean is_tied;

  switch (ks_entry_get_kind (entry)) {
  case KS_ENTRY_KEY:
    if (!is_writable_key (ks_entry_get_key (entry)))
      return cannot_hold (entry, error);
    is_tied = ks_key_is_protected (ks_entry_get_key (entry)) && ks_entry_get_leaf (entry) != NULL;
    need (needs, entry, KS_PEM_ITEM_KEY, NULL, TRUE, is_tied);
    for (guint i = 0; i < ks_entry_get_chain_length (entry); i++)
      need (needs, entry, KS_PEM_ITEM_CERTIFICATE, ks_entry_get_certificate (entry, i), FALSE,
            is_tied && i == 0);
    return TRUE;
  case KS_ENTRY_CERTIFICATE:
    need (needs, entry, KS_PEM_ITEM_CERTIFICATE, ks_entry_get_leaf (entry), TRUE, FALSE);
    return TRUE;
  case KS_ENTRY_PUBLIC:
    need (needs, entry, KS_PEM_ITEM_PUBLIC, NULL, TRUE, FALSE);
    return TRUE;
  case KS_ENTRY_REQUEST:
    need (needs, entry, KS_PEM_ITEM_REQUEST, NULL, TRUE, FALSE);
    return TRUE;
  case KS_ENTRY_CRL:
    need (needs, entry, KS_PEM_ITEM_CRL, NULL, TRUE, FALSE);
    return TRUE;
  case KS_ENTRY_SECRET:
  default:
    return cannot_hold (entry, error);
  }
}

static gboolean
same_key (KsKey *a, KsKey *b)
{
  if (ks_key_get_form (a) != ks_key_get_form (b))
    return FALSE;

  return ks_key_is_protected (a) ? g_bytes_equal (ks_key_get_bytes (a), ks_key_get_bytes (b))
                                 : ks_secret_equal (ks_key_get_plain (a), ks_key_get_plain (b));
}

static gboolean
fits (const Need *one, const KsPemItem *item)
{
  if (one->kind != item->kind)
    return FALSE;

  switch (item->kind) {
  case KS_PEM_ITEM_CERTIFICATE:
    return ks_certificate_equal (one->certificate, item->certificate);
  case KS_PEM_ITEM_KEY:
  case KS_PEM_ITEM_PUBLIC:
    return same_key (ks_entry_get_key (one->entry), item->key);
  case KS_PEM_ITEM_REQUEST:
  case KS_PEM_ITEM_CRL:
    return g_bytes_equal (ks_entry_get_data (one->entry), item->block->body);
  case KS_PEM_ITEM_OTHER:
  default:
    return FALSE;
  }
}

static GBytes *
get_place (KsCertificate *certificate)
{
  static GBytes *nothing;

  if (certificate != NULL)
    return ks_certificate_get_der (certificate);
  if (g_once_init_enter_pointer (&nothing))
    g_once_init_leave_pointer (&nothing, g_bytes_new (NULL, 0));

  return nothing;
}

static GHashTable *
index_needs (GArray *needs)
{
  GHashTable *places =
    g_hash_table_new_full (g_bytes_hash, g_bytes_equal, NULL, (GDestroyNotify) g_array_unref);

  for (guint i = 0; i < needs->len; i++) {
    GBytes *place = get_place (g_array_index (needs, Need, i).certificate);
    GArray *indices = g_hash_table_lookup (places, place);

    if (indices == NULL) {
      indices = g_array_new (FALSE, FALSE, sizeof (guint));
      g_hash_table_insert (places, place, indices);
    }
    g_array_append_val (indices, i);
  }

  return places;
}

static gboolean
has_own_block (const Need *one, gboolean named)
{
  return one->is_primary || (named && one->needs_name);
}

/* The need that this block answers. One certificate in the file is enough for all chains that go through it, unless names have to
 * stand above it (@named). */
static Need *
answer (Writing *self, const KsPemItem *item, gboolean named)
{
  const GArray *indices = g_hash_table_lookup (self->places, get_place (item->certificate));
  Need *found = NULL;

  for (guint i = 0; indices != NULL && i < indices->len; i++) {
    Need *one = &g_array_index (self->needs, Need, g_array_index (indices, guint, i));

    if (!fits (one, item) ||
        (has_own_block (one, named) && (one->is_done || (found != NULL && has_own_block (found, named)))))
      continue;
    one->is_done = TRUE;
    if (found == NULL || has_own_block (one, named))
      found = one;
  }

  return found;
}

static gboolean
is_name_line (const char *line)
{
  while (*line == ' ' || *line == '\t')
    line++;

  return g_ascii_strncasecmp (line, "friendlyName:", strlen ("friendlyName:")) == 0;
}

/* The text above a block, with another name in it. */
static void
append_renamed (GString *text, const char *before, const char *alias)
{
  g_auto (GStrv) lines = g_strsplit (before != NULL ? before : "", "\n", -1);
  gboolean named = FALSE;

  for (guint i = 0; lines[i] != NULL; i++) {
    if (is_name_line (lines[i])) {
      if (!named)
        g_string_append_printf (text, "    friendlyName: %s\n", alias);
      named = TRUE;
    } else if (lines[i + 1] != NULL || *lines[i] != '\0') {
      g_string_append_printf (text, "%s\n", lines[i]);
    }
  }
  if (!named)
    g_string_append_printf (text, "friendlyName: %s\n", alias);
}

static gboolean
append_block (Writing *self, const KsPemItem *item, const Need *one, GError **error)
{
  g_autofree char *block = ks_pem_item_format (item->block);
  const char *before = item->block->before;
  const char *alias = one != NULL && has_own_block (one, TRUE) ? ks_entry_get_alias (one->entry) : NULL;
  const char *derived = item->name;

  if (alias != NULL && derived == NULL && !one->needs_name && ks_entry_get_leaf (one->entry) != NULL)
    derived = ks_certificate_get_title (ks_entry_get_leaf (one->entry));
  if (alias == NULL || g_strcmp0 (alias, derived) == 0)
    g_string_append (self->text, before != NULL ? before : "");
  else if (ks_pem_bundle_can_hold_alias (alias))
    append_renamed (self->text, before, alias);
  else
    return cannot_hold (one->entry, error);
  g_string_append (self->text, block);
  OPENSSL_cleanse (block, strlen (block));

  return TRUE;
}

/* Somebody may still want to mend it. Without an END it would take the rest of the file with it. */
static gboolean
has_broken_block (const char *before)
{
  const char *begin = before != NULL ? g_strrstr (before, "-----BEGIN ") : NULL;

  return begin != NULL && strstr (begin, "-----END ") != NULL;
}

/* What was in the file, as long as it is still wanted. Blocks that are not understood stay where they are. */
static gboolean
write_old (Writing *self, GPtrArray *items, const char *after, GError **error)
{
  for (guint i = 0; i < items->len; i++) {
    KsPemItem *item = items->pdata[i];
    Need *one = item->kind != KS_PEM_ITEM_OTHER ? answer (self, item, TRUE) : NULL;

    if (item->kind != KS_PEM_ITEM_OTHER && one == NULL) {
      if (has_broken_block (item->block->before))
        g_string_append (self->text, item->block->before);
      continue;
    }
    if (!append_block (self, item, one, error))
      return FALSE;
  }
  if (after != NULL)
    g_string_append (self->text, after);
  if (self->text->len > 0 && self->text->str[self->text->len - 1] != '\n')
    g_string_append_c (self->text, '\n');

  return TRUE;
}

static char *
format_key (KsKey *key)
{
  gsize size;
  const guint8 *data;

  if (!ks_key_is_protected (key)) {
    data = ks_secret_get_data (ks_key_get_plain (key), &size);
    return ks_pem_format ("PRIVATE KEY", data, size);
  }

  data = g_bytes_get_data (ks_key_get_bytes (key), &size);
  if (ks_key_get_form (key) == KS_KEY_FORM_ENCRYPTED_PEM)
    return g_strndup ((const char *) data, size);

  if (ks_key_get_form (key) == KS_KEY_FORM_ENCRYPTED_OPENSSH)
    return ks_pem_format (KS_PEM_LABEL_OPENSSH, data, size);

  return ks_pem_format ("ENCRYPTED PRIVATE KEY", data, size);
}

static char *
format_need (const Need *one)
{
  gsize size;
  const guint8 *data;

  switch (one->kind) {
  case KS_PEM_ITEM_KEY:
    return format_key (ks_entry_get_key (one->entry));
  case KS_PEM_ITEM_CERTIFICATE:
    return ks_certificate_to_pem (one->certificate);
  case KS_PEM_ITEM_PUBLIC:
    data = ks_secret_get_data (ks_key_get_plain (ks_entry_get_key (one->entry)), &size);
    return ks_pem_format ("PUBLIC KEY", data, size);
  case KS_PEM_ITEM_REQUEST:
  case KS_PEM_ITEM_CRL:
  case KS_PEM_ITEM_OTHER:
  default:
    data = g_bytes_get_data (ks_entry_get_data (one->entry), &size);
    return ks_pem_format (one->kind == KS_PEM_ITEM_CRL ? "X509 CRL" : "CERTIFICATE REQUEST", data, size);
  }
}

/* An issuer that the entry of another chain, or one of its own, has brought. */
static gboolean
is_written_before (Writing *self, guint index)
{
  const Need *one = &g_array_index (self->needs, Need, index);
  const GArray *indices = g_hash_table_lookup (self->places, get_place (one->certificate));

  return one->certificate != NULL && !has_own_block (one, TRUE) && g_array_index (indices, guint, 0) < index;
}

static gboolean
write_new (Writing *self, GError **error)
{
  for (guint i = 0; i < self->needs->len; i++) {
    const Need *one = &g_array_index (self->needs, Need, i);
    g_autofree char *block = NULL;

    if (one->is_done || is_written_before (self, i))
      continue;
    if (has_own_block (one, TRUE) && !ks_pem_bundle_can_hold_alias (ks_entry_get_alias (one->entry)))
      return cannot_hold (one->entry, error);

    block = format_need (one);
    if (has_own_block (one, TRUE))
      g_string_append_printf (self->text, "%sfriendlyName: %s\n", self->text->len > 0 ? "\n" : "",
                              ks_entry_get_alias (one->entry));
    g_string_append (self->text, block);
    OPENSSL_cleanse (block, strlen (block));
  }

  return TRUE;
}

static gboolean
has_loaded_name (KsEntry *entry)
{
  GBytes *name = ks_entry_get_extra (entry, KS_PEM_ALIAS);
  gsize size = 0;
  const char *text = name != NULL ? g_bytes_get_data (name, &size) : NULL;

  return text != NULL && strlen (ks_entry_get_alias (entry)) == size &&
         memcmp (text, ks_entry_get_alias (entry), size) == 0;
}

/* Whether every block is still wanted under its name, and nothing else: then the text that was read is the file. */
static gboolean
is_unchanged (Writing *self, GPtrArray *items)
{
  gboolean unchanged = TRUE;

  for (guint i = 0; i < items->len; i++) {
    KsPemItem *item = items->pdata[i];
    Need *one = item->kind != KS_PEM_ITEM_OTHER ? answer (self, item, FALSE) : NULL;

    if (item->kind != KS_PEM_ITEM_OTHER &&
        (one == NULL || (one->is_primary && !has_loaded_name (one->entry))))
      unchanged = FALSE;
  }
  for (guint i = 0; i < self->needs->len; i++) {
    Need *one = &g_array_index (self->needs, Need, i);

    unchanged = unchanged && one->is_done;
    one->is_done = FALSE;
  }

  return unchanged;
}

/* With the zero bytes that stood in the text of the old file; the string has keys in it, and is wiped. What stood in the middle must
 * not be taken for a byte order mark when it comes to stand at the start. */
static GBytes *
take_bytes (GString *text)
{
  GBytes *bytes = ks_pem_text_to_bytes (text->str);

  if (!ks_pem_text_is_plain (bytes)) {
    g_bytes_unref (bytes);
    g_string_prepend (text, "\n\n");
    bytes = ks_pem_text_to_bytes (text->str);
  }
  OPENSSL_cleanse (text->str, text->len);
  return bytes;
}

/**
 * ks_pem_bundle_write:
 * @store: what to write
 * @options: (nullable): ignored; keys have passwords of their own
 * @cancellable: (nullable): ignored
 * @error: KS_ERROR_LOSSY
 *
 * Writes PEM text. What was read stays in its place, with the text around it; an unchanged store gives the same bytes.
 * A name that does not follow from the certificate stands above the block as “friendlyName:”.
 *
 * Returns: (transfer full): the text
 */
GBytes *
ks_pem_bundle_write (KsStore *store, const KsWriteOptions *options, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) entries = ks_store_snapshot (store);
  g_autoptr (GArray) needs = g_array_new (FALSE, FALSE, sizeof (Need));
  g_autoptr (GString) text = g_string_new (NULL);
  GBytes *original = ks_store_get_extra (store, KS_PEM_ORIGINAL);
  g_autoptr (GHashTable) places = NULL;
  Writing self = { needs, NULL, text };

  for (guint i = 0; i < entries->len; i++)
    if (!list_needs_of (needs, entries->pdata[i], error))
      return NULL;
  self.places = places = index_needs (needs);

  if (original != NULL) {
    g_autofree char *after = NULL;
    g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);
    g_autoptr (GPtrArray) blocks = ks_pem_parse_leniently (original, &after, problems, error);
    g_autoptr (GPtrArray) items = blocks != NULL ? ks_pem_items_new (blocks, error) : NULL;

    if (items == NULL)
      return NULL;
    if (is_unchanged (&self, items))
      return g_bytes_ref (original);
    if (!write_old (&self, items, after, error))
      return NULL;
  }

  return write_new (&self, error) ? take_bytes (text) : NULL;
}
