/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-config.h"

#include "ks-lint-private.h"

#include <glib/gi18n-lib.h>
#include <libpsl.h>
#include <openssl/x509v3.h>
#include <string.h>

/* What is wrong with one name; the name is the value that is shown. */
typedef gboolean (*NameTest) (const KsGeneralName *name);

static KsLintAnswer
test_each (const KsLintSubject *subject,
           int type,
           NameTest is_wrong,
           const char *expected,
           KsLintValues *values)
{
  guint n = ks_certificate_get_n_alt_names (subject->certificate);
  KsLintAnswer answer = KS_LINT_DOES_NOT_APPLY;

  for (guint i = 0; i < n; i++) {
    const KsGeneralName *name = ks_certificate_get_alt_name (subject->certificate, i);

    if (type >= 0 && (int) name->type != type)
      continue;
    if (is_wrong (name))
      return ks_lint_break (values, name->text, expected);
    answer = KS_LINT_HOLDS;
  }
  return answer;
}

static KsLintAnswer
test_present (const KsLintSubject *subject, X509 *x509, KsLintValues *values)
{
  return ks_lint_answer (!ks_lint_has (x509, NID_subject_alt_name));
}

static KsLintAnswer
test_critical (const KsLintSubject *subject, X509 *x509, KsLintValues *values)
{
  gboolean has_subject = X509_NAME_entry_count (X509_get_subject_name (x509)) > 0;
  gboolean critical = ks_lint_is_critical (x509, NID_subject_alt_name);

  if (!ks_lint_has (x509, NID_subject_alt_name))
    return KS_LINT_DOES_NOT_APPLY;
  if (critical != has_subject)
    return KS_LINT_HOLDS;
  return ks_lint_break (values, critical ? _ ("critical") : _ ("not critical"),
                        has_subject ? _ ("not critical beside a subject")
                                    : _ ("critical with an empty subject"));
}

static gboolean
is_other_kind (const KsGeneralName *name)
{
  return name->type != KS_GENERAL_NAME_DNS && name->type != KS_GENERAL_NAME_IP;
}

static KsLintAnswer
test_kinds (const KsLintSubject *subject, X509 *x509, KsLintValues *values)
{
  return test_each (subject, -1, is_other_kind, _ ("DNS names and IP addresses only"), values);
}

/* The labels behind a final dot that should not be there do not count. */
static char *
dup_top_label (const char *text)
{
  g_autofree char *name = g_ascii_strdown (text, -1);
  gsize size = strlen (name);
  const char *dot = NULL;

  if (size > 0 && name[size - 1] == '.')
    name[size - 1] = '\0';
  dot = strrchr (name, '.');
  return g_strdup (dot != NULL ? dot + 1 : "");
}

static gboolean
is_internal (const KsGeneralName *name)
{
  g_autofree char *top = dup_top_label (name->text);
  const psl_ctx_t *suffixes = psl_builtin ();

  if (*top == '\0' || suffixes == NULL)
    return *top == '\0';
  return !psl_is_public_suffix2 (suffixes, top, PSL_TYPE_ANY | PSL_TYPE_NO_STAR_RULE);
}

static KsLintAnswer
test_internal (const KsLintSubject *subject, X509 *x509, KsLintValues *values)
{
  return test_each (subject, KS_GENERAL_NAME_DNS, is_internal, _ ("a name below a public top-level domain"),
                    values);
}

/* The networks that are not reachable from everywhere, of IANA's registries of special-purpose addresses. */
static const struct {
  guint size; /* of the address, in octets */
  guint bits;
  guint8 base[16];
} reserved[] = {
  { 4, 8, { 0 } },
  { 4, 8, { 10 } },
  { 4, 10, { 100, 64 } },
  { 4, 8, { 127 } },
  { 4, 16, { 169, 254 } },
  { 4, 12, { 172, 16 } },
  { 4, 24, { 192, 0, 0 } },
  { 4, 24, { 192, 0, 2 } },
  { 4, 16, { 192, 168 } },
  { 4, 15, { 198, 18 } },
  { 4, 24, { 198, 51, 100 } },
  { 4, 24, { 203, 0, 113 } },
  { 4, 4, { 240 } },
  { 16, 127, { 0 } }, /* :: and ::1 */
  { 16, 96, { 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff } },
  { 16, 48, { 0x00, 0x64, 0xff, 0x9b, 0x00, 0x01 } },
  { 16, 64, { 0x01, 0x00 } },
  { 16, 48, { 0x20, 0x01, 0x00, 0x02 } },
  { 16, 32, { 0x20, 0x01, 0x0d, 0xb8 } },
  { 16, 20, { 0x3f, 0xff } },
  { 16, 16, { 0x5f, 0x00 } },
  { 16, 7, { 0xfc } },
  { 16, 10, { 0xfe, 0x80 } },
};

static gboolean
shares_prefix (const guint8 *address, const guint8 *base, guint bits)
{
  guint whole = bits / 8;
  guint8 mask = (guint8) (0xff << (8 - bits % 8));

  return memcmp (address, base, whole) == 0 &&
         (bits % 8 == 0 || (address[whole] & mask) == (base[whole] & mask));
}

static gboolean
is_reserved (const KsGeneralName *name)
{
  gsize size = 0;
  const guint8 *address = g_bytes_get_data (name->raw, &size);

  for (gsize i = 0; i < G_N_ELEMENTS (reserved); i++)
    if (size == reserved[i].size && shares_prefix (address, reserved[i].base, reserved[i].bits))
      return TRUE;
  return FALSE;
}

static KsLintAnswer
test_reserved (const KsLintSubject *subject, X509 *x509, KsLintValues *values)
{
  return test_each (subject, KS_GENERAL_NAME_IP, is_reserved, _ ("an address of the public internet"),
                    values);
}

static gboolean
ends_with_dot (const KsGeneralName *name)
{
  return g_str_has_suffix (name->text, ".");
}

static KsLintAnswer
test_trailing_dot (const KsLintSubject *subject, X509 *x509, KsLintValues *values)
{
  return test_each (subject, KS_GENERAL_NAME_DNS, ends_with_dot, _ ("no dot at the end"), values);
}

static gboolean
has_underscore (const KsGeneralName *name)
{
  return strchr (name->text, '_') != NULL;
}

static KsLintAnswer
test_underscore (const KsLintSubject *subject, X509 *x509, KsLintValues *values)
{
  return test_each (subject, KS_GENERAL_NAME_DNS, has_underscore, _ ("no underscore"), values);
}

/* A label of letters, digits and hyphens inside; two hyphens in the third place only as “xn--”. Underscores have a row of their own. */
static gboolean
is_bad_label (const char *label)
{
  gsize size = strlen (label);

  for (gsize i = 0; i < size; i++)
    if (!g_ascii_isalnum (label[i]) && label[i] != '-' && label[i] != '_')
      return TRUE;
  if (size == 0 || size > 63 || label[0] == '-' || label[size - 1] == '-')
    return TRUE;
  return size > 3 && label[2] == '-' && label[3] == '-' && g_ascii_strncasecmp (label, "xn", 2) != 0;
}

static gboolean
has_bad_label (const KsGeneralName *name)
{
  const char *text = g_str_has_prefix (name->text, "*.") ? name->text + 2 : name->text;
  g_auto (GStrv) labels = g_strsplit (text, ".", -1);

  for (guint i = 0; labels[i] != NULL; i++)
    if (is_bad_label (labels[i]) && (*labels[i] != '\0' || labels[i + 1] != NULL))
      return TRUE;
  return *text == '\0';
}

static KsLintAnswer
test_labels (const KsLintSubject *subject, X509 *x509, KsLintValues *values)
{
  return test_each (subject, KS_GENERAL_NAME_DNS, has_bad_label,
                    _ ("labels of letters, digits and hyphens, or “xn--” labels"), values);
}

static gboolean
is_reverse (const KsGeneralName *name)
{
  g_autofree char *lower = g_ascii_strdown (name->text, -1);

  return g_str_has_suffix (lower, ".in-addr.arpa") || g_str_has_suffix (lower, ".ip6.arpa");
}

static KsLintAnswer
test_reverse (const KsLintSubject *subject, X509 *x509, KsLintValues *values)
{
  return test_each (subject, KS_GENERAL_NAME_DNS, is_reverse, _ ("no name of the reverse zones"), values);
}

/* Nobody controls all names below a public suffix. */
static gboolean
is_suffix_wildcard (const KsGeneralName *name)
{
  const psl_ctx_t *suffixes = psl_builtin ();
  g_autofree char *lower = NULL;

  if (!g_str_has_prefix (name->text, "*."))
    return FALSE;
  lower = g_ascii_strdown (name->text + 2, -1);
  return suffixes != NULL ? psl_is_public_suffix (suffixes, lower) : strchr (lower, '.') == NULL;
}

static KsLintAnswer
test_suffix_wildcard (const KsLintSubject *subject, X509 *x509, KsLintValues *values)
{
  return test_each (subject, KS_GENERAL_NAME_DNS, is_suffix_wildcard,
                    _ ("wildcards below registered domains only"), values);
}

static KsLintAnswer
test_private_present (const KsLintSubject *subject, X509 *x509, KsLintValues *values)
{
  return ks_lint_answer (ks_certificate_get_n_alt_names (subject->certificate) == 0);
}

#define PUBLIC_NAME .profiles = KS_LINT_PUBLIC_TLS, .severity = KS_STATE_WARNING

const KsLint ks_lints_names[] = {
  {
    .check = { "tls-names", KS_SCOPE_CERTIFICATE, N_ ("Has alternative names"),
               N_ ("Clients compare host names with the alternative names, and with nothing else."),
               KS_CABF ("7.1.2.7.12") },
    PUBLIC_NAME,
    .enforced = TRUE,
    .said_by = "cert-names",
    .problem = N_ ("“%s” has no alternative names."),
    .test = test_present,
  },
  {
    .check = { "tls-names-critical", KS_SCOPE_CERTIFICATE,
               N_ ("Alternative names are critical only without a subject"),
               N_ ("With an empty subject the alternative names are all that names the owner."),
               KS_CABF ("7.1.2.7.12") },
    PUBLIC_NAME,
    .enforced = TRUE,
    .problem = N_ ("The alternative names of “%s” are marked in the wrong way."),
    .test = test_critical,
  },
  {
    .check = { "tls-names-kinds", KS_SCOPE_CERTIFICATE, N_ ("Kinds of alternative names"),
               N_ (
                 "A public authority checks who controls a host. It cannot do that for other kinds of names."),
               KS_CABF ("7.1.2.7.12") },
    PUBLIC_NAME,
    .problem = N_ ("“%s” has a kind of name that public authorities may not certify."),
    .test = test_kinds,
  },
  {
    .check = { "tls-names-internal", KS_SCOPE_CERTIFICATE, N_ ("No internal names"),
               N_ ("An internal name belongs to nobody. Two networks can use the same one."),
               KS_CABF ("4.2.2") },
    PUBLIC_NAME,
    .problem = N_ ("“%s” has an internal name, which public authorities may not certify."),
    .test = test_internal,
  },
  {
    .check = { "tls-names-reserved", KS_SCOPE_CERTIFICATE, N_ ("No reserved addresses"),
               N_ ("A reserved address belongs to nobody. Two networks can use the same one."),
               KS_CABF ("4.2.2") },
    PUBLIC_NAME,
    .problem = N_ ("“%s” has a reserved address, which public authorities may not certify."),
    .test = test_reserved,
  },
  {
    .check = { "tls-names-dot", KS_SCOPE_CERTIFICATE, N_ ("No dot at the end of a name"),
               N_ ("Most clients do not match a name that ends with a dot."), KS_CABF ("7.1.2.7.12") },
    PUBLIC_NAME,
    .said_by = "cert-names",
    .problem = N_ ("“%s” has a name that ends with a dot."),
    .test = test_trailing_dot,
  },
  {
    .check = { "tls-names-underscore", KS_SCOPE_CERTIFICATE, N_ ("No underscores in names"),
               N_ ("Host names have no underscores. Some clients refuse them, and so do public authorities."),
               KS_CABF ("7.1.2.7.12") },
    PUBLIC_NAME,
    .said_by = "cert-names",
    .problem = N_ ("“%s” has a name with an underscore."),
    .test = test_underscore,
  },
  {
    .check = { "tls-names-labels", KS_SCOPE_CERTIFICATE, N_ ("Names of proper labels"),
               N_ ("A name that is not written as a host name matches no host."), KS_CABF ("7.1.2.7.12") },
    PUBLIC_NAME,
    .problem = N_ ("“%s” has a name that is not a host name."),
    .test = test_labels,
  },
  {
    .check = { "tls-names-reverse", KS_SCOPE_CERTIFICATE, N_ ("No names of the reverse zones"),
               N_ ("The zones that lead from addresses to names are no place for servers."),
               KS_CABF ("7.1.2.7.12") },
    PUBLIC_NAME,
    .from = KS_DATE_2026_03_15,
    .problem = N_ ("“%s” has a name of a reverse zone."),
    .test = test_reverse,
  },
  {
    .check = { "tls-names-suffix", KS_SCOPE_CERTIFICATE, N_ ("No wildcard below a public suffix"),
               N_ ("Such a wildcard covers the hosts of strangers. Clients do not match it."),
               KS_CABF ("3.2.2.6") },
    PUBLIC_NAME,
    .enforced = TRUE,
    .problem = N_ ("“%s” has a wildcard directly below a public suffix."),
    .test = test_suffix_wildcard,
  },
  {
    .check = { "private-names", KS_SCOPE_CERTIFICATE, N_ ("Has alternative names"),
               N_ ("Clients compare host names with the alternative names, and with nothing else: below private "
                   "authorities too."),
               "RFC 9525, 6.1", "https://www.rfc-editor.org/rfc/rfc9525#section-6.1", KS_PROFILE_RFC5280 },
    .profiles = KS_LINT_PRIVATE_TLS,
    .severity = KS_STATE_INFO,
    .said_by = "cert-names",
    .problem = N_ ("“%s” has no alternative names, and modern clients look at nothing else."),
    .test = test_private_present,
  },
  { .check = { .id = NULL } },
};
