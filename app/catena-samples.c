/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "catena-config.h"

#include <glib/gi18n.h>

#include "catena-samples.h"

/* Everybody knows it, and it protects nothing: the keys of the samples are public. */
#define SAMPLE_PASSWORD "changeit"

static const CatenaSample samples[] = {
  { "complete-chain", N_ ("Complete Chain"), N_ ("A server, its issuer, and the root") },
  { "missing-issuer", N_ ("Missing Issuer"), N_ ("What a server sends that forgot one") },
  { "expired", N_ ("Expired Certificate"), N_ ("A chain that was whole once") },
};

/**
 * catena_sample_list:
 * @n_samples: (out): how many there are
 *
 * Returns: the sample keystores
 */
const CatenaSample *
catena_sample_list (guint *n_samples)
{
  *n_samples = G_N_ELEMENTS (samples);
  return samples;
}

/**
 * catena_sample_open:
 * @id: which sample
 *
 * Makes a document of a sample. It has no file, so that whatever is done to it can be thrown away.
 *
 * Returns: (transfer full) (nullable): the new document
 */
CatenaDocument *
catena_sample_open (const char *id)
{
  for (guint i = 0; i < G_N_ELEMENTS (samples); i++) {
    g_autofree char *path = NULL;
    g_autofree char *title = NULL;
    g_autoptr (GBytes) bytes = NULL;
    g_autoptr (KsSecret) password = NULL;

    if (!g_str_equal (samples[i].id, id))
      continue;

    path = g_strdup_printf ("%s/samples/%s.jks", RESOURCE_PATH, id);
    bytes = g_resources_lookup_data (path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
    if (bytes == NULL)
      return NULL;
    /* TRANSLATORS: the title of a tab; %s is the name of the sample */
    title = g_strdup_printf (_ ("Sample: %s"), _ (samples[i].title));
    password = ks_secret_new_from_string (SAMPLE_PASSWORD);
    return catena_document_new_for_bytes (bytes, title, password);
  }

  return NULL;
}

/**
 * catena_sample_open_anchors:
 * @anchors: certificates that somebody trusts
 *
 * Makes a read-only document that lists them.
 *
 * Returns: (transfer full): the new document
 */
CatenaDocument *
catena_sample_open_anchors (KsAnchorSet *anchors)
{
  g_autoptr (KsStore) store = ks_store_new (ks_format_find ("pem"));

  for (guint i = 0; i < ks_anchor_set_get_size (anchors); i++) {
    KsCertificate *certificate = ks_anchor_set_get (anchors, i);
    g_autoptr (GPtrArray) chain = g_ptr_array_new ();
    g_autoptr (KsEntry) entry = NULL;
    g_autofree char *alias = ks_store_make_alias (store, ks_certificate_get_title (certificate));

    g_ptr_array_add (chain, certificate);
    entry = ks_entry_new (KS_ENTRY_CERTIFICATE, alias, 0, NULL, chain);
    ks_store_add_loaded (store, entry);
  }
  ks_store_set_integrity (store, KS_INTEGRITY_SKIPPED);

  return catena_document_new_for_store (store, ks_anchor_set_get_name (anchors));
}
