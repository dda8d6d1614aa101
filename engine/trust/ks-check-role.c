/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-config.h"

#include "ks-check-role.h"
#include "ks-known-keys.h"
#include "ks-pkcs12.h"
#include "ks-time.h"
#include "ks-verify-request-private.h"

#include <glib/gi18n-lib.h>

/* The day after which Chrome trusts no public authority’s certificate for TLS clients; 2027-03-15T00:00:00Z. */
#define CLIENT_AUTH_SUNSET G_GINT64_CONSTANT (1805068800)

typedef struct {
  const KsCheckSettings *settings;
  KsEntry *entry;
  KsCertificate *leaf;
  const KsPath *path; /* the best one, or NULL in a hurry */
  const char *title;
  gboolean is_key;
} RoleContext;

typedef KsResult *(*RoleCheck) (const RoleContext *);

static KsResult *
does_not_apply (const char *check, char *sentence)
{
  return ks_result_new (check, KS_STATE_NOT_APPLICABLE, NULL, NULL, sentence);
}

static KsResult *
not_for_trusted (const char *check)
{
  return does_not_apply (check, g_strdup (_ ("This is about entries with a private key.")));
}

static const KsKnownKey *
find_known_issuer (const RoleContext *context, KsCertificate **issuer)
{
  for (guint i = 1; context->path != NULL && i < context->path->nodes->len; i++) {
    const KsKnownKey *known = NULL;

    *issuer = ks_path_get_node (context->path, i)->certificate;
    known = ks_known_key_find (*issuer);
    if (known != NULL)
      return known;
  }
  return NULL;
}

static KsResult *
check_known_key (const RoleContext *context)
{
  const KsKnownKey *known = ks_known_key_find (context->leaf);
  const char *key = ks_certificate_get_key_text (context->leaf);
  KsCertificate *issuer = NULL;

  if (known != NULL && context->is_key)
    return ks_result_new ("known-key", KS_STATE_FAIL, key, known->source,
                          /* Translators: a product such as WSO2 */
                          g_strdup_printf (_ ("Anyone has this private key: it is %s’s public default key."),
                                           known->owner));
  if (known != NULL)
    return ks_result_new (
      "known-key", KS_STATE_WARNING, key, known->source,
      /* Translators: a certificate, then a product such as WSO2 */
      g_strdup_printf (_ ("Anyone can sign as “%s”: its private key is %s’s public default key."),
                       context->title, known->owner));
  known = find_known_issuer (context, &issuer);
  if (known != NULL)
    return ks_result_new (
      "known-key", KS_STATE_WARNING, ks_certificate_get_key_text (issuer), known->source,
      g_strdup_printf (_ ("Anyone can sign as “%s”: its private key is %s’s public default key."),
                       ks_certificate_get_title (issuer), known->owner));
  return ks_result_new ("known-key", KS_STATE_PASS, key, NULL,
                        g_strdup (_ ("The key is none of the known public default keys.")));
}

static char *
describe_purposes (KsCertificate *certificate)
{
  const char *const *purposes = ks_certificate_get_extended_key_usage (certificate);
  g_autoptr (GString) text = g_string_new (purposes == NULL ? _ ("Any purpose") : NULL);

  for (guint i = 0; purposes != NULL && purposes[i] != NULL; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? ", " : "", ks_purpose_get_name (purposes[i]));
  return g_string_free_and_steal (g_steal_pointer (&text));
}

static KsResult *
check_purpose (const RoleContext *context)
{
  KsPurpose purpose = ks_role_kind_get_purpose (context->settings->request->role);
  const char *wanted = ks_purpose_get_name (ks_purpose_get_oid (purpose));
  g_autofree char *ours = describe_purposes (context->leaf);

  if (!context->is_key)
    return not_for_trusted ("role-purpose");
  if (ks_purpose_is_allowed (purpose, context->leaf))
    return ks_result_new ("role-purpose", KS_STATE_PASS, ours, wanted,
                          g_strdup_printf (_ ("“%s” allows the purpose “%s”."), context->title, wanted));
  return ks_result_new ("role-purpose", KS_STATE_FAIL, ours, wanted,
                        g_strdup_printf (_ ("“%s” does not allow the purpose “%s”."), context->title,
                                         wanted));
}

static KsResult *
check_names (const RoleContext *context)
{
  guint n = ks_certificate_get_n_alt_names (context->leaf);
  g_autofree char *ours =
    g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u alternative name", "%u alternative names", n), n);
  const char *theirs = _ ("A host name or an address");

  if (!context->is_key || ks_certificate_is_ca (context->leaf))
    return does_not_apply ("role-names", g_strdup (_ ("This is about the certificates of servers.")));
  if (ks_certificate_has_host_names (context->leaf))
    return ks_result_new ("role-names", KS_STATE_PASS, ours, theirs,
                          g_strdup_printf (_ ("“%s” says for which hosts it stands."), context->title));
  return ks_result_new ("role-names", KS_STATE_FAIL, ours, theirs,
                        g_strdup_printf (_ ("“%s” has no host name among its alternative names."),
                                         context->title));
}

static KsResult *
check_key_password (const RoleContext *context)
{
  if (!context->is_key)
    return not_for_trusted ("role-key-password");
  switch (context->settings->request->key_password) {
  case KS_KEY_PASSWORD_SAME:
    return ks_result_new ("role-key-password", KS_STATE_PASS, NULL, NULL,
                          g_strdup (_ ("The key has the password of the keystore.")));
  case KS_KEY_PASSWORD_DIFFERENT:
    return ks_result_new ("role-key-password", KS_STATE_WARNING, NULL, NULL,
                          g_strdup_printf (_ ("“%s” has another password than the keystore."),
                                           ks_entry_get_alias (context->entry)));
  case KS_KEY_PASSWORD_UNKNOWN:
  default:
    return ks_result_new ("role-key-password", KS_STATE_NOT_CHECKED, NULL, NULL,
                          g_strdup (_ ("The key is locked, or has no password.")));
  }
}

static gboolean
is_public (const RoleContext *context)
{
  return context->path != NULL && context->path->reaches_anchor && context->path->nodes->len > 1 &&
         context->settings->anchors != NULL &&
         ks_anchor_set_get_source (context->settings->anchors) == KS_ANCHORS_SYSTEM;
}

static KsResult *
check_public_client (const RoleContext *context)
{
  g_autofree char *ours = ks_time_format_date (ks_certificate_get_not_after (context->leaf));
  g_autofree char *theirs = ks_time_format_date (CLIENT_AUTH_SUNSET);

  if (!context->is_key)
    return not_for_trusted ("role-public-client");
  if (!is_public (context))
    return does_not_apply ("role-public-client",
                           g_strdup (_ ("No public authority issued this certificate.")));
  return ks_result_new (
    "role-public-client", KS_STATE_WARNING, ours, theirs,
    /* Translators: a certificate, then a date */
    g_strdup_printf (_ ("“%s” was issued by a public authority; from %s these issue no more "
                        "certificates for TLS clients."),
                     context->title, theirs));
}

static KsResult *
check_no_key (const RoleContext *context)
{
  if (context->is_key)
    return ks_result_new ("role-no-key", KS_STATE_WARNING, NULL, NULL,
                          g_strdup_printf (_ ("“%s” is a private key in a truststore."),
                                           ks_entry_get_alias (context->entry)));
  return ks_result_new ("role-no-key", KS_STATE_PASS, NULL, NULL,
                        g_strdup (_ ("This entry has no private key.")));
}

static KsResult *
check_anchor_kind (const RoleContext *context)
{
  if (context->is_key)
    return does_not_apply ("role-anchor", g_strdup (_ ("This is about trusted certificates.")));
  if (ks_certificate_is_ca (context->leaf) || ks_certificate_get_version (context->leaf) < 3)
    return ks_result_new ("role-anchor", KS_STATE_PASS, _ ("Certificate authority"), NULL,
                          g_strdup_printf (_ ("“%s” is an authority."), context->title));
  if (ks_certificate_get_n_alt_names (context->leaf) > 0)
    return ks_result_new ("role-anchor", KS_STATE_PASS, _ ("Named peer"), NULL,
                          g_strdup_printf (_ ("“%s” is trusted for itself, under its own names."),
                                           context->title));
  return ks_result_new (
    "role-anchor", KS_STATE_WARNING, _ ("Neither authority nor named peer"), NULL,
    g_strdup_printf (
      _ (
        "“%s” is no CA, and has no alternative names: only clients that fall back on its common name trust it."),
      context->title));
}

static KsResult *
check_anchor_dates (const RoleContext *context)
{
  gint64 time = context->settings->time;
  gint64 end = ks_certificate_get_not_after (context->leaf);
  g_autofree char *ours = ks_validity_format (context->leaf);
  g_autofree char *theirs = ks_time_format_date (time);
  g_autofree char *end_text = ks_time_format_date (end);

  if (context->is_key)
    return does_not_apply ("role-anchor-dates", g_strdup (_ ("This is about trusted certificates.")));
  if (time > end)
    return ks_result_new ("role-anchor-dates", KS_STATE_WARNING, ours, theirs,
                          /* Translators: a certificate, then a date */
                          g_strdup_printf (_ ("“%s” is trusted still, but ended on %s."), context->title,
                                           end_text));
  return ks_result_new ("role-anchor-dates", KS_STATE_PASS, ours, theirs,
                        g_strdup_printf (_ ("“%s” has not expired."), context->title));
}

static char *
describe_usage (KsCertificate *certificate, KsKeyUsage *usage)
{
  g_auto (GStrv) names = NULL;

  if (!ks_certificate_get_key_usage (certificate, usage)) {
    *usage = ~(KsKeyUsage) 0;
    return g_strdup (_ ("Any use"));
  }
  names = ks_key_usage_list_names (*usage);
  return g_strjoinv (", ", names);
}

/* RFC 5280 section 4.2.1.3: a certificate without the extension allows every use. */
static KsResult *
check_usage (const RoleContext *context, const char *check, KsKeyUsage wanted, KsKeyUsage named)
{
  KsKeyUsage usage = 0;
  g_autofree char *ours = describe_usage (context->leaf, &usage);
  g_auto (GStrv) names = ks_key_usage_list_names (named);

  if (!context->is_key)
    return not_for_trusted (check);
  if ((usage & wanted) != 0)
    return ks_result_new (check, KS_STATE_PASS, ours, names[0],
                          /* Translators: a certificate, then a key usage */
                          g_strdup_printf (_ ("“%s” allows the key usage “%s”."), context->title, names[0]));
  return ks_result_new (check, KS_STATE_FAIL, ours, names[0],
                        g_strdup_printf (_ ("“%s” does not allow the key usage “%s”."), context->title,
                                         names[0]));
}

static KsResult *
check_data_encipherment (const RoleContext *context)
{
  return check_usage (context, "role-data-encipherment", KS_KEY_USAGE_DATA_ENCIPHERMENT,
                      KS_KEY_USAGE_DATA_ENCIPHERMENT);
}

static KsResult *
check_digital_signature (const RoleContext *context)
{
  return check_usage (context, "role-digital-signature",
                      KS_KEY_USAGE_DIGITAL_SIGNATURE | KS_KEY_USAGE_NON_REPUDIATION,
                      KS_KEY_USAGE_DIGITAL_SIGNATURE);
}

static KsResult *
check_self_signed (const RoleContext *context)
{
  if (!context->is_key)
    return not_for_trusted ("role-self-signed");
  if (!ks_certificate_is_self_signed (context->leaf))
    return does_not_apply ("role-self-signed", g_strdup (_ ("The certificate was issued by an authority.")));
  return ks_result_new ("role-self-signed", KS_STATE_PASS, NULL, NULL,
                        g_strdup (_ ("A self-signed certificate is fine for internal encryption.")));
}

static KsResult *
check_renewal (const RoleContext *context)
{
  if (!context->is_key)
    return not_for_trusted ("role-renewal");
  return ks_result_new (
    "role-renewal", KS_STATE_INFO, NULL, NULL,
    g_strdup (_ ("Do not renew this key: what was encrypted with it becomes unreadable.")));
}

/* Whatever the role is: %NULL where Java sees what is there. */
static KsResult *
check_java_view (const RoleContext *context)
{
  const char *theirs = _ ("What Java shows");

  switch (ks_pkcs12_get_java_view (context->entry)) {
  case KS_JAVA_VIEW_NO_TRUST:
    return ks_result_new ("java-view", KS_STATE_WARNING,
                          _ ("A certificate without Java’s attribute for trust"), theirs,
                          g_strdup_printf (_ ("Java does not show “%s”: it lacks Java’s attribute for trust."),
                                           context->title));
  case KS_JAVA_VIEW_NO_CHAIN:
    return ks_result_new (
      "java-view", KS_STATE_WARNING, _ ("A key whose certificate is marked as trusted"), theirs,
      g_strdup_printf (
        _ ("Java shows the key of “%s” without its certificate, because that is marked as trusted."),
        context->title));
  case KS_JAVA_VIEW_NO_KEY:
    return ks_result_new ("java-view", KS_STATE_WARNING, _ ("A private key that is not encrypted"), theirs,
                          g_strdup_printf (_ ("Java does not show “%s”: its private key is not encrypted."),
                                           context->title));
  case KS_JAVA_VIEW_ALL:
  default:
    return NULL;
  }
}

static const RoleCheck server_checks[] = { check_purpose, check_names, check_key_password, NULL };
static const RoleCheck client_checks[] = { check_purpose, check_public_client, NULL };
static const RoleCheck truststore_checks[] = { check_no_key, check_anchor_kind, check_anchor_dates, NULL };
static const RoleCheck encryption_checks[] = { check_data_encipherment, check_self_signed, check_renewal,
                                               NULL };
static const RoleCheck signing_checks[] = { check_digital_signature, NULL };
static const RoleCheck no_checks[] = { NULL };

static const RoleCheck *const checks_by_role[] = {
  [KS_ROLE_KIND_GENERAL] = no_checks,
  [KS_ROLE_KIND_TLS_SERVER] = server_checks,
  [KS_ROLE_KIND_TLS_CLIENT] = client_checks,
  [KS_ROLE_KIND_TRUSTSTORE] = truststore_checks,
  [KS_ROLE_KIND_INTERNAL_ENCRYPTION] = encryption_checks,
  [KS_ROLE_KIND_SIGNING] = signing_checks,
};

static gboolean
context_init (RoleContext *context, const KsCheckSettings *settings, const KsPath *path)
{
  KsEntry *entry = settings->request->entry;

  *context = (RoleContext) {
    .settings = settings,
    .entry = entry,
    .leaf = ks_entry_get_leaf (entry),
    .path = path,
    .is_key = ks_entry_get_kind (entry) == KS_ENTRY_KEY,
  };
  if (context->leaf == NULL || !ks_certificate_is_readable (context->leaf))
    return FALSE;
  context->title = ks_certificate_get_title (context->leaf);
  return TRUE;
}

/**
 * ks_role_kind_get_purpose:
 * @role: a role
 *
 * Returns: what certificates of a file with that role are used for; %KS_PURPOSE_AUTO when the role does not say
 */
KsPurpose
ks_role_kind_get_purpose (KsRoleKind role)
{
  if (role == KS_ROLE_KIND_TLS_SERVER)
    return KS_PURPOSE_TLS_SERVER;
  return role == KS_ROLE_KIND_TLS_CLIENT ? KS_PURPOSE_TLS_CLIENT : KS_PURPOSE_AUTO;
}

/**
 * ks_verdict_judge_role:
 * @verdict: a verdict in the making, whose paths are known
 * @settings: what it depends on
 *
 * Adds what the known keys and the role of the file have to say about the entry.
 */
void
ks_verdict_judge_role (KsVerdict *verdict, const KsCheckSettings *settings)
{
  RoleContext context;
  KsResult *java_view;

  if (!context_init (&context, settings, ks_verdict_get_path (verdict, 0)))
    return;
  g_ptr_array_add (verdict->entry_results, check_known_key (&context));
  java_view = check_java_view (&context);
  if (java_view != NULL)
    g_ptr_array_add (verdict->entry_results, java_view);
  for (const RoleCheck *check = checks_by_role[settings->request->role]; *check != NULL; check++)
    g_ptr_array_add (verdict->entry_results, (*check) (&context));
  if (settings->request->role == KS_ROLE_KIND_TRUSTSTORE)
    ks_verdict_judge_servers (verdict, settings);
}

/* Most anchors of a long truststore. */
static gboolean
is_plainly_sound (const RoleContext *context)
{
  return context->settings->request->role == KS_ROLE_KIND_TRUSTSTORE && !context->is_key &&
         ks_certificate_is_ca (context->leaf) &&
         context->settings->time <= ks_certificate_get_not_after (context->leaf);
}

/**
 * ks_check_role_briefly:
 * @settings: what the answer depends on
 * @path: (nullable): the best path
 * @sentence: (out) (nullable) (transfer full): the reason; unset when nothing is wrong
 *
 * The same checks for a list.
 *
 * Returns: the worst state, %KS_STATE_PASS when it is less than a warning
 */
KsState
ks_check_role_briefly (const KsCheckSettings *settings, const KsPath *path, char **sentence)
{
  KsState state = KS_STATE_PASS;
  g_autoptr (KsResult) java_view = NULL;
  RoleContext context;

  if (!context_init (&context, settings, path))
    return state;
  java_view = check_java_view (&context);
  if (java_view != NULL) {
    state = java_view->state;
    g_set_str (sentence, java_view->sentence);
  }
  for (const RoleCheck *check = checks_by_role[settings->request->role];
       *check != NULL && !is_plainly_sound (&context); check++) {
    g_autoptr (KsResult) result = (*check) (&context);

    if (result->state < KS_STATE_WARNING || result->state <= state)
      continue;
    state = result->state;
    g_set_str (sentence, result->sentence);
  }
  return state;
}

/**
 * ks_check_known_key_briefly:
 * @settings: what the answer depends on
 * @path: (nullable): the best path
 * @sentence: (out) (nullable) (transfer full): the reason; unset when nothing is wrong
 *
 * Returns: whether anybody has the private key of the entry, or of an authority above it; %KS_STATE_PASS when that is not known
 */
KsState
ks_check_known_key_briefly (const KsCheckSettings *settings, const KsPath *path, char **sentence)
{
  g_autoptr (KsResult) result = NULL;
  KsCertificate *issuer = NULL;
  RoleContext context;

  if (!context_init (&context, settings, path) ||
      (ks_known_key_find (context.leaf) == NULL && find_known_issuer (&context, &issuer) == NULL))
    return KS_STATE_PASS;
  result = check_known_key (&context);
  g_set_str (sentence, result->sentence);
  return result->state;
}
