/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "catena-config.h"

#include "catena-generate-draft.h"

#include <string.h>

/* What an entry is called when nothing else is known. */
#define DEFAULT_ALIAS "key"

/**
 * catena_generate_draft_new:
 * @document: the document that the key pair is for
 * @issuers: of CatenaIssuer: CAs whose keys are at hand
 * @now: seconds since 1970
 *
 * Returns: (transfer full): what most people want: a key pair for a TLS server
 */
CatenaGenerateDraft *
catena_generate_draft_new (CatenaDocument *document, GListModel *issuers, gint64 now)
{
  CatenaGenerateDraft *self = g_new0 (CatenaGenerateDraft, 1);
  gsize n;

  self->document = g_object_ref (document);
  self->issuers = g_object_ref (issuers);
  self->now = now;
  self->spec = ks_certificate_spec_new ();
  self->algorithm = ks_key_algorithm_list (&n);
  self->alias = g_strdup ("");
  catena_generate_draft_set_usage (self, ks_usage_template_list (&n));
  return self;
}

/**
 * catena_generate_draft_free:
 * @self: a draft
 *
 * Frees it.
 */
void
catena_generate_draft_free (CatenaGenerateDraft *self)
{
  g_clear_object (&self->document);
  g_clear_object (&self->issuers);
  g_clear_object (&self->issuer);
  ks_certificate_spec_free (self->spec);
  g_clear_pointer (&self->password, ks_secret_unref);
  g_free (self->alias);
  g_free (self);
}

/**
 * catena_generate_draft_get_store:
 * @self: a draft
 *
 * Returns: (transfer none): the store that the key pair is for
 */
KsStore *
catena_generate_draft_get_store (const CatenaGenerateDraft *self)
{
  return catena_document_get_store (self->document);
}

/**
 * catena_generate_draft_get_issuer_certificate:
 * @self: a draft
 *
 * Returns: (transfer none) (nullable): the certificate of the CA that signs, %NULL when it signs itself
 */
KsCertificate *
catena_generate_draft_get_issuer_certificate (const CatenaGenerateDraft *self)
{
  return self->issuer != NULL ? catena_issuer_get_certificate (self->issuer) : NULL;
}

/**
 * catena_generate_draft_set_issuer:
 * @self: a draft
 * @issuer: (nullable): a CA; %NULL when the key pair signs itself
 *
 * Says who signs. The digest of the signature is the default of that key again.
 */
void
catena_generate_draft_set_issuer (CatenaGenerateDraft *self, CatenaIssuer *issuer)
{
  if (g_set_object (&self->issuer, issuer))
    g_clear_pointer (&self->spec->digest, g_free);
}

/**
 * catena_generate_draft_list_digests:
 * @self: a draft
 *
 * Returns: (transfer none) (array zero-terminated=1): what the key that signs can sign with, its default first; empty where there is no choice
 */
const char *const *
catena_generate_draft_list_digests (const CatenaGenerateDraft *self)
{
  KsCertificate *issuer = catena_generate_draft_get_issuer_certificate (self);

  return issuer != NULL ? ks_spki_list_digests (ks_certificate_get_spki (issuer))
                        : ks_key_algorithm_list_digests (self->algorithm);
}

/**
 * catena_generate_draft_set_algorithm:
 * @self: a draft
 * @algorithm: the kind of key
 *
 * Says what key is made. What such keys cannot do leaves the usage, and what only the kind before could not do comes back.
 */
void
catena_generate_draft_set_algorithm (CatenaGenerateDraft *self, const KsKeyAlgorithm *algorithm)
{
  KsKeyUsage dropped =
    self->usage->key_usage & ~ks_key_family_filter_usage (self->algorithm->family, self->usage->key_usage);

  self->algorithm = algorithm;
  self->spec->key_usage = ks_key_family_filter_usage (algorithm->family, self->spec->key_usage | dropped);
  if (self->issuer == NULL)
    g_clear_pointer (&self->spec->digest, g_free);
}

/**
 * catena_generate_draft_set_usage:
 * @self: a draft
 * @usage: what the key pair is for
 *
 * Takes the template's usage and validity; names and subject stay.
 */
void
catena_generate_draft_set_usage (CatenaGenerateDraft *self, const KsUsageTemplate *usage)
{
  self->usage = usage;
  ks_certificate_spec_use_template (self->spec, usage, self->algorithm);
  ks_certificate_spec_set_validity (self->spec, self->now, usage->default_days);
}

static const char *
find_name (const CatenaGenerateDraft *self)
{
  const char *common_name = ks_name_get_common_name (self->spec->subject);
  const KsGeneralName *first = self->spec->names->len > 0 ? g_ptr_array_index (self->spec->names, 0) : NULL;

  if (first != NULL)
    return first->unicode != NULL ? first->unicode : first->text;
  return common_name;
}

/* "gw" of "gw.example.org" and of "*.gw.example.org", the whole of an address, "web-ca" of "Web CA". */
static char *
make_alias (const char *name)
{
  g_autofree char *folded = ks_alias_fold (g_str_has_prefix (name, "*.") ? name + 2 : name);
  gboolean is_address = g_hostname_is_ip_address (folded);
  g_autoptr (GString) alias = g_string_new (NULL);

  for (const char *at = folded; *at != '\0'; at = g_utf8_next_char (at)) {
    if (*at == '.' && !is_address)
      break;
    if (*at == '@' || *at == '/')
      break;
    if (*at == ' ' || *at == ':')
      g_string_append_c (alias, '-');
    else
      g_string_append_len (alias, at, g_utf8_next_char (at) - at);
  }
  return alias->len > 0 ? g_string_free_and_steal (g_steal_pointer (&alias)) : g_strdup (DEFAULT_ALIAS);
}

/**
 * catena_generate_draft_propose_alias:
 * @self: a draft
 *
 * Makes an alias from the first name, in lower case because Java's formats know no other, and free in the store.
 *
 * Returns: (transfer full): the alias
 */
char *
catena_generate_draft_propose_alias (const CatenaGenerateDraft *self)
{
  const char *name = find_name (self);
  g_autofree char *wanted = name != NULL ? make_alias (name) : g_strdup (DEFAULT_ALIAS);

  return ks_store_make_alias (catena_generate_draft_get_store (self), wanted);
}
