/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-config.h"

#include "ks-name-mask-private.h"

#include <string.h>

struct _KsNameMask {
  GObject parent_instance;

  GHashTable *stand_ins; /* folded name -> placeholder, both owned */
  GPtrArray *
    lists[256]; /* by first byte: folded names, borrowed from the table, longest first once they are sorted */
  gboolean is_sorted[256];
  guint counts[KS_N_MASKS];
};

G_DEFINE_FINAL_TYPE (KsNameMask, ks_name_mask, G_TYPE_OBJECT)

/* Placeholders are the same in every language, so that reports can be compared. */
static const char *const words[KS_N_MASKS] = {
  [KS_MASK_HOST] = "host", [KS_MASK_CA] = "CA",     [KS_MASK_NAME] = "name",       [KS_MASK_ALIAS] = "alias",
  [KS_MASK_FILE] = "file", [KS_MASK_MAIL] = "mail", [KS_MASK_ADDRESS] = "address", [KS_MASK_ID] = "id",
};

static void
ks_name_mask_finalize (GObject *object)
{
  KsNameMask *self = KS_NAME_MASK (object);

  for (gsize i = 0; i < G_N_ELEMENTS (self->lists); i++)
    g_clear_pointer (&self->lists[i], g_ptr_array_unref);
  g_hash_table_unref (self->stand_ins);

  G_OBJECT_CLASS (ks_name_mask_parent_class)->finalize (object);
}

static void
ks_name_mask_class_init (KsNameMaskClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ks_name_mask_finalize;
}

static void
ks_name_mask_init (KsNameMask *self)
{
  self->stand_ins = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

/**
 * ks_name_mask_new:
 *
 * Returns: (transfer full): a mask that knows no name yet
 */
KsNameMask *
ks_name_mask_new (void)
{
  return g_object_new (KS_TYPE_NAME_MASK, NULL);
}

static int
compare_lengths (gconstpointer a, gconstpointer b)
{
  gsize left = strlen (*(const char *const *) a), right = strlen (*(const char *const *) b);

  return (left < right) - (left > right);
}

/* Names are found whatever the case of their ASCII letters is, as hosts are. */
static const char *
insert (KsNameMask *self, const char *name, char *stand_in)
{
  char *folded = g_ascii_strdown (name, -1);
  guchar first = (guchar) *folded;

  g_hash_table_insert (self->stand_ins, folded, stand_in);
  if (self->lists[first] == NULL)
    self->lists[first] = g_ptr_array_new ();
  g_ptr_array_add (self->lists[first], folded);
  self->is_sorted[first] = FALSE;
  return stand_in;
}

static const char *
find (KsNameMask *self, const char *name)
{
  g_autofree char *folded = g_ascii_strdown (name, -1);

  return g_hash_table_lookup (self->stand_ins, folded);
}

/* The stand-in of "*.example.org" is "*." and that of "example.org". */
static char *
make_stand_in (KsNameMask *self, KsMaskKind kind, const char *name)
{
  if (kind == KS_MASK_HOST && g_str_has_prefix (name, "*.") && name[2] != '\0')
    return g_strconcat ("*.", ks_name_mask_get (self, kind, name + 2), NULL);
  return g_strdup_printf ("%s-%u", words[kind], ++self->counts[kind]);
}

/**
 * ks_name_mask_get:
 * @self: a mask
 * @kind: what the name is of, where it is not known yet
 * @name: (nullable): a whole name
 *
 * Returns: its placeholder; "" for no name
 */
const char *
ks_name_mask_get (KsNameMask *self, KsMaskKind kind, const char *name)
{
  const char *known;

  g_return_val_if_fail (KS_IS_NAME_MASK (self), "");
  g_return_val_if_fail (kind < KS_N_MASKS, "");

  if (name == NULL || *name == '\0')
    return "";
  known = find (self, name);
  return known != NULL ? known : insert (self, name, make_stand_in (self, kind, name));
}

/**
 * ks_name_mask_add:
 * @self: a mask
 * @kind: what the name is of
 * @name: (nullable): a name
 *
 * Remembers a name. What is known already keeps its placeholder.
 */
void
ks_name_mask_add (KsNameMask *self, KsMaskKind kind, const char *name)
{
  ks_name_mask_get (self, kind, name);
}

/* Another way to write a name that is known. */
static void
add_alias (KsNameMask *self, const char *name, const char *stand_in)
{
  if (name != NULL && *name != '\0' && find (self, name) == NULL)
    insert (self, name, g_strdup (stand_in));
}

static KsMaskKind
kind_of_title (const char *title, gboolean is_ca)
{
  if (is_ca)
    return KS_MASK_CA;
  return _ks_name_mask_is_host (title) ? KS_MASK_HOST : KS_MASK_NAME;
}

/* A name as it is written in full, and each of its parts; countries tell nothing. */
static void
add_name (KsNameMask *self, KsName *name, gboolean is_ca)
{
  const char *title = ks_name_get_title (name);
  g_autofree char *stand_in = NULL;

  if (*title == '\0')
    return;
  stand_in = g_strdup (ks_name_mask_get (self, kind_of_title (title, is_ca), title));
  add_alias (self, ks_name_get_text (name), stand_in);
  for (guint i = 0; i < ks_name_get_n_attributes (name); i++) {
    const KsNameAttribute *attribute = ks_name_get_attribute (name, i);

    if (!g_str_equal (attribute->short_name, "C"))
      ks_name_mask_add (self, KS_MASK_NAME, attribute->value);
  }
}

static KsMaskKind
kind_of_alt_name (const KsGeneralName *name)
{
  switch (name->type) {
  case KS_GENERAL_NAME_DNS:
  case KS_GENERAL_NAME_IP:
    return KS_MASK_HOST;
  case KS_GENERAL_NAME_EMAIL:
    return KS_MASK_MAIL;
  case KS_GENERAL_NAME_URI:
    return KS_MASK_ADDRESS;
  case KS_GENERAL_NAME_OTHER:
  case KS_GENERAL_NAME_X400:
  case KS_GENERAL_NAME_DIRECTORY:
  case KS_GENERAL_NAME_EDI:
  case KS_GENERAL_NAME_REGISTERED_ID:
  default:
    return KS_MASK_NAME;
  }
}

/**
 * ks_name_mask_add_certificate:
 * @self: a mask
 * @certificate: a certificate
 *
 * Remembers all names in a certificate.
 */
void
ks_name_mask_add_certificate (KsNameMask *self, KsCertificate *certificate)
{
  const char *title = ks_certificate_get_title (certificate);
  KsCertificateRole role = ks_certificate_get_role (certificate);

  g_return_if_fail (KS_IS_NAME_MASK (self));

  ks_name_mask_add (self, kind_of_title (title, role == KS_ROLE_INTERMEDIATE_CA || role == KS_ROLE_ROOT_CA),
                    title);
  for (guint i = 0; i < ks_certificate_get_n_alt_names (certificate); i++) {
    const KsGeneralName *name = ks_certificate_get_alt_name (certificate, i);
    const char *stand_in = ks_name_mask_get (self, kind_of_alt_name (name), name->text);

    add_alias (self, name->unicode, stand_in);
  }
  add_name (self, ks_certificate_get_subject (certificate),
            role == KS_ROLE_INTERMEDIATE_CA || role == KS_ROLE_ROOT_CA);
  add_name (self, ks_certificate_get_issuer (certificate), TRUE);
}

/**
 * ks_name_mask_add_entry:
 * @self: a mask
 * @entry: an entry
 *
 * Remembers the alias of an entry, and the names of its certificates.
 */
void
ks_name_mask_add_entry (KsNameMask *self, KsEntry *entry)
{
  g_return_if_fail (KS_IS_NAME_MASK (self));
  g_return_if_fail (KS_IS_ENTRY (entry));

  ks_name_mask_add (self, KS_MASK_ALIAS, ks_entry_get_alias (entry));
  for (guint i = 0; i < ks_entry_get_chain_length (entry); i++)
    ks_name_mask_add_certificate (self, ks_entry_get_certificate (entry, i));
}

static void
add_path (KsNameMask *self, const KsPath *path)
{
  for (guint i = 0; i < path->nodes->len; i++) {
    const KsPathNode *node = g_ptr_array_index (path->nodes, i);

    ks_name_mask_add_certificate (self, node->certificate);
    ks_name_mask_add (self, node->provenance == KS_PROVENANCE_OTHER_FILE ? KS_MASK_FILE : KS_MASK_ALIAS,
                      node->provenance_detail);
  }
  if (path->missing != NULL && path->missing->name != NULL)
    add_name (self, path->missing->name, TRUE);
}

/**
 * ks_name_mask_add_verdict:
 * @self: a mask
 * @verdict: a verdict
 *
 * Remembers the names of all that a verdict speaks of: hosts, certificates of all paths, the truststore's file.
 */
void
ks_name_mask_add_verdict (KsNameMask *self, KsVerdict *verdict)
{
  KsAnchorSet *anchors = ks_verdict_get_anchors (verdict);
  GPtrArray *hosts = ks_verdict_get_hosts (verdict);

  g_return_if_fail (KS_IS_NAME_MASK (self));

  add_path (self, ks_verdict_get_stored (verdict));
  for (guint i = 0; i < ks_verdict_get_n_paths (verdict); i++)
    add_path (self, ks_verdict_get_path (verdict, i));
  for (guint i = 0; i < hosts->len; i++) {
    const KsHostName *host = ((const KsHostResult *) g_ptr_array_index (hosts, i))->host;
    const char *stand_in = ks_name_mask_get (self, KS_MASK_HOST, host->given);

    add_alias (self, host->ascii, stand_in);
    add_alias (self, host->unicode, stand_in);
  }
  if (anchors != NULL && (ks_anchor_set_get_source (anchors) == KS_ANCHORS_FILE ||
                          ks_anchor_set_get_source (anchors) == KS_ANCHORS_STORE))
    ks_name_mask_add (self, KS_MASK_FILE, ks_anchor_set_get_name (anchors));
}

/**
 * ks_name_mask_get_title:
 * @self: a mask
 * @certificate: a certificate
 *
 * Returns: the placeholder of what people call the certificate
 */
const char *
ks_name_mask_get_title (KsNameMask *self, KsCertificate *certificate)
{
  ks_name_mask_add_certificate (self, certificate);
  return find (self, ks_certificate_get_title (certificate));
}

/**
 * _ks_name_mask_find:
 * @self: a mask
 * @text: the rest of a text
 * @at_end: what may follow a name
 * @length: (out): how long the name is
 *
 * Returns: (nullable): the placeholder of the longest name that @text starts with
 */
const char *
_ks_name_mask_find (KsNameMask *self, const char *text, KsMaskEndFunc at_end, gsize *length)
{
  guchar first = (guchar) g_ascii_tolower (*text);
  GPtrArray *list = self->lists[first];

  if (list != NULL && !self->is_sorted[first]) {
    g_ptr_array_sort (list, compare_lengths);
    self->is_sorted[first] = TRUE;
  }
  for (guint i = 0; list != NULL && i < list->len; i++) {
    const char *name = g_ptr_array_index (list, i);

    *length = strlen (name);
    if (g_ascii_strncasecmp (text, name, *length) == 0 && at_end (text, *length))
      return g_hash_table_lookup (self->stand_ins, name);
  }
  return NULL;
}
