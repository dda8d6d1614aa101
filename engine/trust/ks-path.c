/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-config.h"

#include "ks-verdict-private.h"

#include <glib/gi18n-lib.h>

static const struct {
  const char *nick;
  const char *name;
} provenances[] = {
  [KS_PROVENANCE_ENTRY] = { "entry", N_ ("In this entry") },
  [KS_PROVENANCE_OTHER_ENTRY] = { "other-entry", N_ ("Other entry") },
  [KS_PROVENANCE_OTHER_FILE] = { "other-file", N_ ("Other file") },
  [KS_PROVENANCE_SYSTEM] = { "system", N_ ("System trust") },
  [KS_PROVENANCE_FETCHED] = { "fetched", N_ ("Fetched") },
  [KS_PROVENANCE_PASTED] = { "pasted", N_ ("Pasted") },
};

/**
 * ks_provenance_get_name:
 * @provenance: where a certificate was found
 *
 * Returns: (transfer none): the text of the badge, translated
 */
const char *
ks_provenance_get_name (KsProvenance provenance)
{
  return g_dgettext (GETTEXT_PACKAGE, provenances[provenance].name);
}

/**
 * ks_provenance_get_nick:
 * @provenance: where a certificate was found
 *
 * Returns: (transfer none): its name for machines
 */
const char *
ks_provenance_get_nick (KsProvenance provenance)
{
  return provenances[provenance].nick;
}

static void
node_free (gpointer data)
{
  KsPathNode *self = data;

  g_object_unref (self->certificate);
  g_free (self->provenance_detail);
  g_clear_pointer (&self->lints, g_ptr_array_unref);
  g_ptr_array_unref (self->results);
  g_free (self);
}

static void
link_free (gpointer data)
{
  KsPathLink *self = data;

  g_ptr_array_unref (self->results);
  g_free (self);
}

/**
 * ks_path_new:
 *
 * Returns: (transfer full): a path without certificates, not checked yet
 */
KsPath *
ks_path_new (void)
{
  KsPath *self = g_atomic_rc_box_new0 (KsPath);

  self->nodes = g_ptr_array_new_with_free_func (node_free);
  self->links = g_ptr_array_new_with_free_func (link_free);
  self->state = KS_STATE_NOT_CHECKED;
  return self;
}

/**
 * ks_path_ref:
 * @self: a path
 *
 * Returns: (transfer full): @self
 */
KsPath *
ks_path_ref (KsPath *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
path_clear (gpointer data)
{
  KsPath *self = data;

  g_ptr_array_unref (self->nodes);
  g_ptr_array_unref (self->links);
  g_clear_pointer (&self->missing, ks_missing_issuer_free);
  g_free (self->sentence);
}

/**
 * ks_path_unref:
 * @self: (transfer full): a path
 *
 * Drops a reference, and the path with the last one.
 */
void
ks_path_unref (KsPath *self)
{
  g_atomic_rc_box_release_full (self, path_clear);
}

/**
 * ks_path_add_node:
 * @self: a path in the making
 * @certificate: the next certificate towards the anchor
 * @provenance: where it was found
 * @detail: (nullable): alias or file name
 * @stored_index: its place in the entry's chain, -1 when it is not there
 *
 * Adds a certificate and the link above it, which is untested at first.
 *
 * Returns: (transfer none): the node
 */
KsPathNode *
ks_path_add_node (KsPath *self,
                  KsCertificate *certificate,
                  KsProvenance provenance,
                  const char *detail,
                  int stored_index)
{
  KsPathNode *node = g_new0 (KsPathNode, 1);
  KsPathLink *link = g_new0 (KsPathLink, 1);

  node->certificate = g_object_ref (certificate);
  node->provenance = provenance;
  node->provenance_detail = g_strdup (detail);
  node->stored_index = stored_index;
  node->results = g_ptr_array_new_with_free_func ((GDestroyNotify) ks_result_free);
  link->state = KS_LINK_UNTESTED;
  link->results = g_ptr_array_new_with_free_func ((GDestroyNotify) ks_result_free);
  g_ptr_array_add (self->nodes, node);
  g_ptr_array_add (self->links, link);
  return node;
}

/**
 * ks_path_node_add_result:
 * @self: a node
 * @result: (transfer full): a result of the scope certificate
 *
 * Adds a result; the node's state is the worst of them.
 */
void
ks_path_node_add_result (KsPathNode *self, KsResult *result)
{
  g_ptr_array_add (self->results, result);
  self->state = ks_state_worst (self->state, result->state);
}

/**
 * ks_path_link_add_result:
 * @self: a link
 * @result: (transfer full): a result of the scope link or anchor
 *
 * Adds a result; it can make the link weak or broken, never better. A link that is missing stays missing.
 */
void
ks_path_link_add_result (KsPathLink *self, KsResult *result)
{
  g_ptr_array_add (self->results, result);
  if (self->state == KS_LINK_MISSING)
    return;
  if (result->state == KS_STATE_FAIL)
    self->state = KS_LINK_BROKEN;
  else if (result->state == KS_STATE_WARNING && self->state != KS_LINK_BROKEN)
    self->state = KS_LINK_WEAK;
  else if (self->state == KS_LINK_UNTESTED && result->state == KS_STATE_PASS)
    self->state = KS_LINK_HOLDS;
}

/**
 * ks_missing_issuer_new:
 * @child: the certificate whose issuer is not here
 *
 * Returns: (transfer full): all that @child tells of its issuer
 */
KsMissingIssuer *
ks_missing_issuer_new (KsCertificate *child)
{
  KsMissingIssuer *self = g_new0 (KsMissingIssuer, 1);
  GBytes *key_id = ks_certificate_get_authority_key_id (child);

  self->name = ks_name_ref (ks_certificate_get_issuer (child));
  self->key_id = key_id != NULL ? g_bytes_ref (key_id) : NULL;
  self->url = g_strdup (ks_certificate_get_ca_issuers_url (child));
  return self;
}

/**
 * ks_missing_issuer_free:
 * @self: (transfer full): a missing issuer
 *
 * Frees it.
 */
void
ks_missing_issuer_free (KsMissingIssuer *self)
{
  ks_name_unref (self->name);
  g_clear_pointer (&self->key_id, g_bytes_unref);
  g_free (self->url);
  g_free (self);
}
