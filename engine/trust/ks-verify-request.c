/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-config.h"

#include "ks-verify-request-private.h"

static void
server_free (gpointer data)
{
  KsServer *self = data;

  g_object_unref (self->entry);
  g_free (self->file);
  g_free (self);
}

/**
 * ks_verify_request_new:
 * @entry: the entry in question
 * @time: seconds since 1970-01-01 UTC: the moment it is about
 *
 * Returns: (transfer full): a request that asks for the entry's own purpose and against no anchors
 */
KsVerifyRequest *
ks_verify_request_new (KsEntry *entry, gint64 time)
{
  KsVerifyRequest *self = g_new0 (KsVerifyRequest, 1);

  g_atomic_ref_count_init (&self->refs);
  self->entry = g_object_ref (entry);
  self->time = time;
  self->purpose = KS_PURPOSE_AUTO;
  self->hosts = g_ptr_array_new_with_free_func (g_free);
  self->anchor_rules = KS_ANCHOR_RULES_DEFAULT;
  self->crls = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  self->servers = g_ptr_array_new_with_free_func (server_free);
  return self;
}

/**
 * ks_verify_request_ref:
 * @self: a request
 *
 * Returns: (transfer full): @self
 */
KsVerifyRequest *
ks_verify_request_ref (KsVerifyRequest *self)
{
  g_atomic_ref_count_inc (&self->refs);
  return self;
}

/**
 * ks_verify_request_unref:
 * @self: (transfer full): a request
 *
 * Drops a reference, and the request with the last one.
 */
void
ks_verify_request_unref (KsVerifyRequest *self)
{
  if (!g_atomic_ref_count_dec (&self->refs))
    return;
  g_object_unref (self->entry);
  g_clear_object (&self->anchors);
  g_ptr_array_unref (self->hosts);
  g_clear_pointer (&self->own, ks_verify_pool_unref);
  g_clear_pointer (&self->pool, ks_verify_pool_unref);
  g_clear_pointer (&self->key, ks_secret_unref);
  g_strfreev ((char **) self->policy_rules.initial);
  g_ptr_array_unref (self->crls);
  g_clear_object (&self->truststore);
  g_ptr_array_unref (self->servers);
  g_free (self);
}

/**
 * ks_verify_request_set_anchors:
 * @self: a request in the making
 * @anchors: (nullable): whose trust is asked; %NULL: nobody's
 *
 * Sets the anchors.
 */
void
ks_verify_request_set_anchors (KsVerifyRequest *self, KsAnchorSet *anchors)
{
  g_set_object (&self->anchors, anchors);
}

/**
 * ks_verify_request_set_purpose:
 * @self: a request in the making
 * @purpose: what the certificate is used for
 *
 * Sets the purpose.
 */
void
ks_verify_request_set_purpose (KsVerifyRequest *self, KsPurpose purpose)
{
  self->purpose = purpose;
}

/**
 * ks_verify_request_add_host:
 * @self: a request in the making
 * @host: a host name, address, e-mail address or URL, as a person typed it
 *
 * Adds a host to test.
 */
void
ks_verify_request_add_host (KsVerifyRequest *self, const char *host)
{
  g_ptr_array_add (self->hosts, g_strdup (host));
}

static KsVerifyPool *
own_pool (KsVerifyRequest *self)
{
  if (self->own == NULL)
    self->own = ks_verify_pool_new ();
  return self->own;
}

/**
 * ks_verify_request_add_entries:
 * @self: a request in the making
 * @entries: (element-type KsEntry): entries of one store
 * @provenance: %KS_PROVENANCE_OTHER_ENTRY or %KS_PROVENANCE_OTHER_FILE
 * @file: (nullable): the name of the file, shown for the latter
 *
 * Adds all certificates of all entries as candidates. For many requests a pool does it once.
 */
void
ks_verify_request_add_entries (KsVerifyRequest *self,
                               GPtrArray *entries,
                               KsProvenance provenance,
                               const char *file)
{
  ks_verify_pool_add_entries (own_pool (self), entries, provenance, file);
}

/**
 * ks_verify_request_add_candidate:
 * @self: a request in the making
 * @certificate: a certificate that may complete a path
 * @provenance: where it comes from
 * @detail: (nullable): alias or file name
 *
 * Adds one candidate.
 */
void
ks_verify_request_add_candidate (KsVerifyRequest *self,
                                 KsCertificate *certificate,
                                 KsProvenance provenance,
                                 const char *detail)
{
  ks_verify_pool_add (own_pool (self), certificate, provenance, detail);
}

/**
 * ks_verify_request_set_pool:
 * @self: a request in the making
 * @pool: (nullable): candidates shared with other requests
 *
 * Sets the shared pool, whose index is made once for all of them.
 */
void
ks_verify_request_set_pool (KsVerifyRequest *self, KsVerifyPool *pool)
{
  if (pool != NULL)
    ks_verify_pool_ref (pool);
  g_clear_pointer (&self->pool, ks_verify_pool_unref);
  self->pool = pool;
}

/**
 * ks_verify_request_set_key:
 * @self: a request in the making
 * @pkcs8: (nullable): the plain private key
 *
 * Sets the key, so that the verdict can tell whether it belongs to the certificate.
 */
void
ks_verify_request_set_key (KsVerifyRequest *self, KsSecret *pkcs8)
{
  if (pkcs8 != NULL)
    ks_secret_ref (pkcs8);
  g_clear_pointer (&self->key, ks_secret_unref);
  self->key = pkcs8;
}

/**
 * ks_verify_request_set_anchor_rules:
 * @self: a request in the making
 * @rules: how much an anchor's own content counts; %KS_ANCHOR_RULES_DEFAULT when nothing is set
 *
 * Sets the rules for anchors.
 */
void
ks_verify_request_set_anchor_rules (KsVerifyRequest *self, KsAnchorRules rules)
{
  self->anchor_rules = rules;
}

/**
 * ks_verify_request_set_policy_rules:
 * @self: a request in the making
 * @rules: which certificate policies are asked for; copied
 *
 * Sets the inputs of policy processing.
 */
void
ks_verify_request_set_policy_rules (KsVerifyRequest *self, const KsPolicyRules *rules)
{
  g_strfreev ((char **) self->policy_rules.initial);
  self->policy_rules = *rules;
  self->policy_rules.initial = (const char *const *) g_strdupv ((char **) rules->initial);
}

/**
 * ks_verify_request_add_crl:
 * @self: a request in the making
 * @der: a certificate revocation list
 *
 * Adds a list that every certificate of a path is looked up in.
 */
void
ks_verify_request_add_crl (KsVerifyRequest *self, GBytes *der)
{
  g_ptr_array_add (self->crls, g_bytes_ref (der));
}

/**
 * ks_verify_request_set_dated:
 * @self: a request in the making
 * @is_dated: whether a person has chosen the time, which is not now
 *
 * The headline of the verdict names the day then.
 */
void
ks_verify_request_set_dated (KsVerifyRequest *self, gboolean is_dated)
{
  self->is_dated = is_dated;
}

/**
 * ks_verify_request_set_partial_crls:
 * @self: a request in the making
 * @are_partial: whether nobody says that there is a list of each issuer
 *
 * Lists that happen to be at hand say nothing about the certificates of other issuers: their revocation stays %KS_STATE_NOT_CHECKED, while
 * by default it fails where a list is missing.
 */
void
ks_verify_request_set_partial_crls (KsVerifyRequest *self, gboolean are_partial)
{
  self->crls_are_partial = are_partial;
}

/**
 * ks_verify_request_set_role:
 * @self: a request in the making
 * @role: what the file is for; %KS_ROLE_KIND_GENERAL when nothing is set
 *
 * Sets the role, whose checks are added to those of every entry.
 */
void
ks_verify_request_set_role (KsVerifyRequest *self, KsRoleKind role)
{
  g_return_if_fail (role < KS_N_ROLE_KINDS);

  self->role = role;
}

/**
 * ks_verify_request_set_role_is_chosen:
 * @self: a request in the making
 * @is_chosen: whether a person said what the file is for
 *
 * Tells a role that was set from one that was guessed. The former says, too, for which rules certificates are linted.
 */
void
ks_verify_request_set_role_is_chosen (KsVerifyRequest *self, gboolean is_chosen)
{
  self->role_is_chosen = is_chosen;
}

/**
 * ks_verify_request_set_truststore:
 * @self: a request in the making
 * @truststore: (nullable): all that the entry’s file trusts
 *
 * Sets who has to accept the servers of ks_verify_request_add_server().
 */
void
ks_verify_request_set_truststore (KsVerifyRequest *self, KsAnchorSet *truststore)
{
  g_set_object (&self->truststore, truststore);
}

/**
 * ks_verify_request_add_server:
 * @self: a request in the making
 * @entry: a key pair with the chain that a TLS server sends
 * @file: the name of its file, for people
 *
 * Adds a server that a truststore is expected to accept.
 */
void
ks_verify_request_add_server (KsVerifyRequest *self, KsEntry *entry, const char *file)
{
  KsServer *server = g_new0 (KsServer, 1);

  server->entry = g_object_ref (entry);
  server->file = g_strdup (file);
  g_ptr_array_add (self->servers, server);
}

/**
 * ks_verify_request_set_key_password:
 * @self: a request in the making
 * @state: how the key's password compares with the store's
 *
 * Says what the passwords that are known tell of the key; never the passwords themselves.
 */
void
ks_verify_request_set_key_password (KsVerifyRequest *self, KsKeyPassword state)
{
  self->key_password = state;
}
