/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "catena-config.h"

#include "catena-issuer.h"

#include <glib/gi18n.h>

#include "kw-text.h"

struct _CatenaIssuer {
  GObject parent_instance;

  CatenaDocument *document;
  KsEntry *entry;
};

G_DEFINE_FINAL_TYPE (CatenaIssuer, catena_issuer, G_TYPE_OBJECT)

static void
catena_issuer_dispose (GObject *object)
{
  CatenaIssuer *self = CATENA_ISSUER (object);

  g_clear_object (&self->document);
  g_clear_object (&self->entry);

  G_OBJECT_CLASS (catena_issuer_parent_class)->dispose (object);
}

static void
catena_issuer_class_init (CatenaIssuerClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = catena_issuer_dispose;
}

static void
catena_issuer_init (CatenaIssuer *self)
{
}

/* RFC 5280 sections 4.2.1.3 and 4.2.1.9 */
static gboolean
may_sign (KsEntry *entry)
{
  KsCertificate *leaf = ks_entry_get_leaf (entry);
  KsKeyUsage usage;

  if (ks_entry_get_kind (entry) != KS_ENTRY_KEY || leaf == NULL || !ks_certificate_is_ca (leaf))
    return FALSE;
  return !ks_certificate_get_key_usage (leaf, &usage) || (usage & KS_KEY_USAGE_KEY_CERT_SIGN) != 0;
}

static void
add_issuers (GListStore *issuers, CatenaDocument *document)
{
  KsStore *store = catena_document_get_store (document);
  g_autoptr (GPtrArray) entries = store != NULL ? ks_store_snapshot (store) : g_ptr_array_new ();

  for (guint i = 0; i < entries->len; i++) {
    g_autoptr (CatenaIssuer) issuer = NULL;

    if (!may_sign (g_ptr_array_index (entries, i)))
      continue;
    issuer = g_object_new (CATENA_TYPE_ISSUER, NULL);
    issuer->document = g_object_ref (document);
    issuer->entry = g_object_ref (g_ptr_array_index (entries, i));
    g_list_store_append (issuers, issuer);
  }
}

/**
 * catena_issuer_list:
 * @documents: (element-type CatenaDocument): the open files
 *
 * Returns: (transfer full): all CatenaIssuer that are at hand, in the order of the files
 */
GListStore *
catena_issuer_list (GPtrArray *documents)
{
  GListStore *issuers = g_list_store_new (CATENA_TYPE_ISSUER);

  for (guint i = 0; i < documents->len; i++)
    add_issuers (issuers, g_ptr_array_index (documents, i));
  return issuers;
}

/**
 * catena_issuer_get_document:
 * @self: an issuer
 *
 * Returns: (transfer none): the file that its key is in
 */
CatenaDocument *
catena_issuer_get_document (CatenaIssuer *self)
{
  return self->document;
}

/**
 * catena_issuer_get_entry:
 * @self: an issuer
 *
 * Returns: (transfer none): its entry
 */
KsEntry *
catena_issuer_get_entry (CatenaIssuer *self)
{
  return self->entry;
}

/**
 * catena_issuer_get_certificate:
 * @self: an issuer
 *
 * Returns: (transfer none): its own certificate
 */
KsCertificate *
catena_issuer_get_certificate (CatenaIssuer *self)
{
  return ks_entry_get_leaf (self->entry);
}

/**
 * catena_issuer_dup_title:
 * @self: an issuer
 *
 * Returns: (transfer full): what people call it, with the file that it is in
 */
char *
catena_issuer_dup_title (CatenaIssuer *self)
{
  g_autofree char *title = kw_text_plain (ks_certificate_get_title (catena_issuer_get_certificate (self)));
  g_autofree char *file = kw_text_plain (catena_document_get_title (self->document));

  /* Translators: a certificate authority, and the file that its key is in */
  return g_strdup_printf (_ ("%s (%s)"), title, file);
}
