/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-config.h"

#include "ks-time.h"
#include "ks-verdict-private.h"

static const char *const link_nicks[] = {
  [KS_LINK_HOLDS] = "holds",     [KS_LINK_WEAK] = "weak",         [KS_LINK_BROKEN] = "broken",
  [KS_LINK_MISSING] = "missing", [KS_LINK_UNTESTED] = "untested",
};

static const char *const part_nicks[] = {
  [KS_PART_STORED] = "stored",
  [KS_PART_PATH] = "path",
  [KS_PART_HOSTS] = "hosts",
  [KS_PART_KEY] = "key",
};

static const char *const remedy_nicks[] = {
  [KS_REMEDY_NONE] = NULL,
  [KS_REMEDY_FIND_ISSUER] = "find-issuer",
  [KS_REMEDY_COMPLETE_CHAIN] = "complete-chain",
  [KS_REMEDY_REORDER_CHAIN] = "reorder-chain",
  [KS_REMEDY_DROP_SURPLUS] = "drop-surplus",
  [KS_REMEDY_REQUEST_NAMES] = "request-names",
  [KS_REMEDY_RENEW] = "renew",
  [KS_REMEDY_REQUEST_CERTIFICATE] = "request-certificate",
  [KS_REMEDY_ADD_ANCHOR] = "add-anchor",
  [KS_REMEDY_CHANGE_PASSWORD] = "change-password",
  [KS_REMEDY_SHOW_TO_JAVA] = "show-to-java",
};

static void
add_string (JsonBuilder *json, const char *name, const char *value)
{
  json_builder_set_member_name (json, name);
  if (value != NULL) {
    /* Aliases and names may be any bytes; JSON is UTF-8. */
    g_autofree char *valid = g_utf8_make_valid (value, -1);
    json_builder_add_string_value (json, valid);
  } else {
    json_builder_add_null_value (json);
  }
}

static void
add_int (JsonBuilder *json, const char *name, gint64 value)
{
  json_builder_set_member_name (json, name);
  json_builder_add_int_value (json, value);
}

static void
add_boolean (JsonBuilder *json, const char *name, gboolean value)
{
  json_builder_set_member_name (json, name);
  json_builder_add_boolean_value (json, value);
}

static void
add_results (JsonBuilder *json, const char *name, GPtrArray *results)
{
  json_builder_set_member_name (json, name);
  json_builder_begin_array (json);
  for (guint i = 0; results != NULL && i < results->len; i++) {
    const KsResult *result = g_ptr_array_index (results, i);

    json_builder_begin_object (json);
    add_string (json, "check", result->check->id);
    add_string (json, "state", ks_state_get_nick (result->state));
    add_string (json, "ours", result->ours);
    add_string (json, "theirs", result->theirs);
    add_string (json, "sentence", result->sentence);
    json_builder_end_object (json);
  }
  json_builder_end_array (json);
}

static void
add_certificate (JsonBuilder *json, const KsPathNode *node, const KsPathLink *link)
{
  KsCertificate *certificate = node->certificate;

  json_builder_begin_object (json);
  add_string (json, "sha256", ks_certificate_get_sha256 (certificate));
  add_string (json, "subject", ks_name_get_text (ks_certificate_get_subject (certificate)));
  add_string (json, "title", ks_certificate_get_title (certificate));
  add_string (json, "provenance", ks_provenance_get_nick (node->provenance));
  add_string (json, "detail", node->provenance_detail);
  add_int (json, "stored_index", node->stored_index);
  add_string (json, "state", ks_state_get_nick (node->state));
  add_results (json, "results", node->results);
  add_results (json, "lints", node->lints);
  json_builder_set_member_name (json, "link");
  json_builder_begin_object (json);
  add_string (json, "state", link_nicks[link->state]);
  add_results (json, "results", link->results);
  json_builder_end_object (json);
  json_builder_end_object (json);
}

static void
add_missing (JsonBuilder *json, const KsPath *path)
{
  json_builder_set_member_name (json, "missing");
  json_builder_begin_object (json);
  add_string (json, "name", ks_name_get_text (path->missing->name));
  if (path->missing->key_id != NULL) {
    gsize size = 0;
    const guint8 *data = g_bytes_get_data (path->missing->key_id, &size);
    g_autoptr (GString) hex = g_string_new (NULL);

    for (gsize i = 0; i < size; i++)
      g_string_append_printf (hex, "%02x", data[i]);
    add_string (json, "key_id", hex->str);
  }
  add_string (json, "url", path->missing->url);
  add_int (json, "after", path->missing_after);
  json_builder_end_object (json);
}

static void
add_path (JsonBuilder *json, const KsPath *path)
{
  json_builder_begin_object (json);
  add_string (json, "state", ks_state_get_nick (path->state));
  add_string (json, "sentence", path->sentence);
  add_boolean (json, "reaches_anchor", path->reaches_anchor);
  json_builder_set_member_name (json, "certificates");
  json_builder_begin_array (json);
  for (guint i = 0; i < path->nodes->len; i++)
    add_certificate (json, ks_path_get_node (path, i), ks_path_get_link (path, i));
  json_builder_end_array (json);
  if (path->missing != NULL)
    add_missing (json, path);
  json_builder_end_object (json);
}

static void
add_parts (JsonBuilder *json, KsVerdict *self)
{
  json_builder_set_member_name (json, "parts");
  json_builder_begin_object (json);
  for (guint i = 0; i < KS_N_PARTS; i++) {
    json_builder_set_member_name (json, part_nicks[i]);
    json_builder_begin_object (json);
    add_string (json, "state", ks_state_get_nick (self->parts[i].state));
    add_string (json, "value", self->parts[i].value);
    json_builder_end_object (json);
  }
  json_builder_end_object (json);
}

static void
add_findings (JsonBuilder *json, KsVerdict *self)
{
  json_builder_set_member_name (json, "findings");
  json_builder_begin_array (json);
  for (guint i = 0; i < self->findings->len; i++) {
    const KsFinding *finding = g_ptr_array_index (self->findings, i);

    json_builder_begin_object (json);
    add_string (json, "check", finding->check->id);
    add_string (json, "severity", ks_state_get_nick (finding->severity));
    add_string (json, "sentence", finding->sentence);
    add_string (json, "consequence", finding->consequence);
    add_string (json, "ours", finding->ours);
    add_string (json, "theirs", finding->theirs);
    add_int (json, "node", finding->node);
    add_string (json, "remedy", remedy_nicks[finding->remedy]);
    add_string (json, "remedy_label", finding->remedy_label);
    json_builder_end_object (json);
  }
  json_builder_end_array (json);
}

static void
add_hosts (JsonBuilder *json, KsVerdict *self)
{
  json_builder_set_member_name (json, "hosts");
  json_builder_begin_array (json);
  for (guint i = 0; i < self->hosts->len; i++) {
    const KsHostResult *host = g_ptr_array_index (self->hosts, i);

    json_builder_begin_object (json);
    add_string (json, "host", host->host->given);
    add_string (json, "ascii", host->host->ascii);
    add_boolean (json, "matches", host->match->matches);
    add_string (json, "rule", host->match->rule);
    add_string (json, "reference", host->match->reference);
    json_builder_end_object (json);
  }
  json_builder_end_array (json);
}

/**
 * ks_verdict_to_json:
 * @self: a verdict
 *
 * The whole tree for machines: what the window shows, under stable names.
 *
 * Returns: (transfer full): an object
 */
JsonNode *
ks_verdict_to_json (KsVerdict *self)
{
  g_autoptr (JsonBuilder) json = json_builder_new ();
  g_autofree char *time = ks_time_to_rfc3339 (self->time);

  g_return_val_if_fail (KS_IS_VERDICT (self), NULL);

  json_builder_begin_object (json);
  add_string (json, "alias", ks_entry_get_alias (self->entry));
  add_string (json, "state", ks_state_get_nick (self->state));
  add_string (json, "headline", self->headline);
  add_string (json, "detail", self->detail);
  add_string (json, "time", time);
  add_string (json, "anchors", self->anchors ? ks_anchor_set_get_name (self->anchors) : NULL);
  add_string (json, "role", ks_role_kind_get_nick (self->role));
  add_boolean (json, "cut_short", self->cut_short);
  add_parts (json, self);
  add_results (json, "entry", self->entry_results);
  json_builder_set_member_name (json, "paths");
  json_builder_begin_array (json);
  for (guint i = 0; i < self->paths->len; i++)
    add_path (json, g_ptr_array_index (self->paths, i));
  json_builder_end_array (json);
  if (self->stored != NULL) {
    json_builder_set_member_name (json, "stored");
    add_path (json, self->stored);
  }
  if (self->sent != NULL) {
    json_builder_set_member_name (json, "sent");
    add_path (json, self->sent);
    add_string (json, "sent_difference", self->sent_difference);
  }
  add_hosts (json, self);
  add_findings (json, self);
  json_builder_end_object (json);
  return json_builder_get_root (json);
}
