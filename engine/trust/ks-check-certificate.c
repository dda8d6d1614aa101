/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-config.h"

#include "ks-check-private.h"
#include "ks-time.h"

#include <glib/gi18n-lib.h>
#include <openssl/x509v3.h>

/* RFC 5280 section 4.1.2.2 */
#define MAX_SERIAL_OCTETS 20
/* How long before its end a certificate asks for attention. */
#define SOON (30 * KS_DAY)

typedef KsResult *(*CertificateCheck) (const KsCertificateContext *);

static const char *
title (const KsCertificateContext *context)
{
  return ks_certificate_get_title (context->certificate);
}

static KsResult *
check_readable (const KsCertificateContext *context)
{
  const char *problem = ks_certificate_get_problem (context->certificate);

  if (!ks_certificate_is_readable (context->certificate))
    return ks_result_new ("cert-readable", KS_STATE_FAIL, NULL, NULL,
                          g_strdup (problem != NULL ? problem : _ ("The certificate cannot be read.")));
  if (ks_certificate_get_x509 (context->certificate) == NULL)
    return ks_result_new ("cert-readable", KS_STATE_FAIL, NULL, NULL,
                          KS_SAY (context->settings, _ ("OpenSSL cannot read “%s”."), title (context)));
  return ks_result_new ("cert-readable", KS_STATE_PASS, NULL, NULL,
                        KS_SAY (context->settings, _ ("The certificate can be read.")));
}

static char *
explain_validity (const KsCertificateContext *context, gint64 not_before, gint64 not_after, KsState state)
{
  gint64 time = context->settings->time;
  g_autofree char *span = ks_time_describe_span (not_before, not_after, time);
  g_autofree char *start = ks_time_format_date (not_before);

  if (time < not_before)
    return g_strdup_printf (_ ("“%s” is not valid before %s."), title (context), start);
  if (time > not_after)
    /* Translators: a certificate, then “ended 12 days ago” */
    return g_strdup_printf (_ ("“%s” has expired: %s."), title (context), span);
  if (state == KS_STATE_WARNING)
    /* Translators: a certificate, then “23 days left” */
    return g_strdup_printf (_ ("“%s” ends soon: %s."), title (context), span);
  return g_strdup_printf (_ ("“%s” is valid: %s."), title (context), span);
}

/* RFC 5280 section 4.1.2.5: both ends belong to the period. An anchor's own end is no part of section 6.1, but most
 * programs look at it. */
static KsResult *
check_validity (const KsCertificateContext *context)
{
  gint64 not_before = ks_certificate_get_not_before (context->certificate);
  gint64 not_after = ks_certificate_get_not_after (context->certificate);
  gint64 time = context->settings->time;
  KsState state = KS_STATE_PASS;
  g_autofree char *ours = KS_WORDS (context->settings, ks_validity_format (context->certificate));
  g_autofree char *theirs = KS_WORDS (context->settings, ks_time_format_date (time));

  if (ks_check_is_exempt (context->settings, context->certificate, KS_ANCHOR_RULES_DATES))
    state = KS_STATE_PASS;
  else if (time < not_before || time > not_after)
    state = KS_STATE_FAIL;
  else if (not_after - time < SOON && !context->is_anchor)
    state = KS_STATE_WARNING;
  return ks_result_new ("cert-validity", state, ours, theirs,
                        KS_WORDS (context->settings,
                                  explain_validity (context, not_before, not_after, state)));
}

static char *
dup_extension_oid (X509_EXTENSION *extension)
{
  char oid[128] = "";

  OBJ_obj2txt (oid, sizeof oid, X509_EXTENSION_get_object (extension), 1);
  return g_strdup (oid);
}

/* RFC 5280 section 4.2 */
static KsResult *
check_critical (const KsCertificateContext *context)
{
  X509 *x509 = ks_certificate_get_x509 (context->certificate);
  int n = x509 != NULL ? X509_get_ext_count (x509) : 0;
  int critical = 0;
  g_autofree char *count = NULL;

  for (int i = 0; i < n; i++) {
    X509_EXTENSION *extension = X509_get_ext (x509, i);

    if (!X509_EXTENSION_get_critical (extension))
      continue;
    critical++;
    if (!X509_supported_extension (extension)) {
      g_autofree char *oid = dup_extension_oid (extension);

      return ks_result_new ("cert-critical", KS_STATE_FAIL, oid, NULL,
                            KS_SAY (context->settings,
                                    _ ("“%s” has a critical extension that is not known: %s."),
                                    title (context), oid));
    }
  }
  count = KS_SAY (context->settings, "%d", critical);
  return ks_result_new ("cert-critical", KS_STATE_PASS, count, NULL,
                        KS_SAY (context->settings, _ ("All critical extensions are known.")));
}

static const char *
serial_problem (const char *serial)
{
  if (strlen (serial) > 2 * MAX_SERIAL_OCTETS)
    return _ ("The serial number of “%s” is longer than 20 bytes.");
  if (strspn (serial, "0") == strlen (serial))
    return _ ("The serial number of “%s” is zero.");
  if (strchr ("89abcdef", serial[0]) != NULL)
    return _ ("The serial number of “%s” is negative.");
  return NULL;
}

static const char *
structure_problem (KsCertificate *certificate)
{
  X509 *x509 = ks_certificate_get_x509 (certificate);
  int n = x509 != NULL ? X509_get_ext_count (x509) : 0;

  if (n > 0 && ks_certificate_get_version (certificate) != 3)
    return _ ("“%s” has extensions, but is not a version 3 certificate.");
  for (int i = 0; i < n; i++) {
    ASN1_OBJECT *object = X509_EXTENSION_get_object (X509_get_ext (x509, i));

    if (X509_get_ext_by_OBJ (x509, object, i) >= 0)
      return _ ("“%s” has one extension twice.");
  }
  return NULL;
}

/* RFC 5280 sections 4.1.2.1, 4.1.2.2 and 4.2 */
static KsResult *
check_encoding (const KsCertificateContext *context)
{
  const char *serial = ks_certificate_get_serial (context->certificate);
  const char *problem = serial_problem (serial);
  g_autofree char *version =
    /* Translators: the version of a certificate: 1 or 3 */
    KS_SAY (context->settings, _ ("Version %u"), ks_certificate_get_version (context->certificate));

  if (problem == NULL)
    problem = structure_problem (context->certificate);
  if (problem != NULL)
    return ks_result_new ("cert-encoding", KS_STATE_WARNING, serial, version,
                          KS_WORDS (context->settings, ks_check_fill (problem, context->certificate)));
  return ks_result_new ("cert-encoding", KS_STATE_PASS, serial, version,
                        KS_SAY (context->settings,
                                _ ("Serial number, version and structure keep to the rules.")));
}

/* RFC 5280 section 4.2.1.6, and RFC 9525: a server without alternative names matches no host. */
static KsResult *
check_names (const KsCertificateContext *context)
{
  guint n = ks_certificate_get_n_alt_names (context->certificate);
  g_autofree char *count =
    KS_SAY (context->settings, g_dngettext (GETTEXT_PACKAGE, "%u name", "%u names", n), n);

  for (guint i = 0; i < n; i++) {
    const KsGeneralName *name = ks_certificate_get_alt_name (context->certificate, i);

    if (name->problem != NULL)
      return ks_result_new ("cert-names", KS_STATE_WARNING, name->text, NULL,
                            KS_SAY (context->settings, _ ("“%s” has a malformed name, “%s”. %s"),
                                    title (context), name->text, name->problem));
  }
  if (n == 0 && context->is_leaf && context->settings->purpose == KS_PURPOSE_TLS_SERVER)
    return ks_result_new ("cert-names", KS_STATE_WARNING, count, NULL,
                          KS_SAY (context->settings,
                                  _ ("“%s” has no alternative names, so that no host name matches it."),
                                  title (context)));
  return ks_result_new ("cert-names", n > 0 ? KS_STATE_PASS : KS_STATE_NOT_APPLICABLE, count, NULL,
                        KS_SAY (context->settings, _ ("All alternative names are well formed.")));
}

static const CertificateCheck certificate_checks[] = {
  check_readable,      check_validity,      ks_check_key,
  ks_check_digest,     check_critical,      check_encoding,
  check_names,         ks_check_extensions, ks_check_constraints_critical,
  ks_check_public_tls,
};

/**
 * ks_check_certificate:
 * @settings: what the verdict depends on
 * @path: a path in the making
 * @index: a node of it
 *
 * Runs every check of one certificate and adds the results to its node. Of a certificate that cannot be read nothing else is asked.
 */
void
ks_check_certificate (const KsCheckSettings *settings, KsPath *path, guint index)
{
  KsPathNode *node = ks_path_get_node (path, index);
  KsCertificateContext context = {
    .settings = settings,
    .path = path,
    .index = index,
    .certificate = node->certificate,
    .is_leaf = index == 0,
    .is_anchor = settings->anchors != NULL && ks_anchor_set_contains (settings->anchors, node->certificate),
  };

  for (gsize i = 0; i < G_N_ELEMENTS (certificate_checks); i++) {
    ks_path_node_add_result (node, certificate_checks[i](&context));
    if (!ks_certificate_is_readable (node->certificate))
      return;
  }
}

/**
 * ks_hex_format:
 * @bytes: (nullable): bytes
 *
 * Returns: (transfer full): "8C 41 6F"; empty for nothing
 */
char *
ks_hex_format (GBytes *bytes)
{
  gsize size = 0;
  const guint8 *data = bytes != NULL ? g_bytes_get_data (bytes, &size) : NULL;
  g_autoptr (GString) text = g_string_sized_new (3 * size);

  for (gsize i = 0; i < size; i++)
    g_string_append_printf (text, "%s%02X", i > 0 ? " " : "", data[i]);
  return g_string_free_and_steal (g_steal_pointer (&text));
}

/**
 * ks_validity_format:
 * @certificate: a certificate
 *
 * Returns: (transfer full): its first and last day, for people
 */
char *
ks_validity_format (KsCertificate *certificate)
{
  g_autofree char *from = ks_time_format_date (ks_certificate_get_not_before (certificate));
  g_autofree char *to = ks_time_format_date (ks_certificate_get_not_after (certificate));

  return g_strdup_printf ("%s – %s", from, to);
}
