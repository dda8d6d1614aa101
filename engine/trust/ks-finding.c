/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-config.h"

#include "ks-finding.h"

#include <glib/gi18n-lib.h>

/* So many hosts have a finding each. */
#define MAX_HOST_FINDINGS 3
#define MAX_HOSTS_TOLD 10

/* What a failed check leads to, in the words that people put into a search engine, and what a button can do about it. Messages of
 * other programs stay untranslated: nobody finds a translated one. */
static const struct {
  const char *check;
  const char *consequence;
  KsRemedy remedy;
} consequences[] = {
  { "cert-validity",
    N_ ("Java clients stop with “CertificateExpiredException: NotAfter” or “CertificateNotYetValidException”, OpenSSL "
        "with “certificate has expired”."),
    KS_REMEDY_NONE },
  { "signature",
    N_ ("Java clients stop with “Signature does not match”, OpenSSL with “certificate signature failure”."),
    KS_REMEDY_NONE },
  { "may-sign",
    N_ ("Java clients stop with “basic constraints check failed: this is not a CA certificate”, OpenSSL with “invalid CA "
        "certificate”."),
    KS_REMEDY_NONE },
  { "path-length",
    N_ ("Java clients stop with “basic constraints check failed: pathLenConstraint violated”, OpenSSL with “path "
        "length constraint exceeded”."),
    KS_REMEDY_NONE },
  { "purpose",
    N_ ("Java clients stop with “Extended key usage does not permit use for TLS server authentication”, OpenSSL with "
        "“unsuitable certificate purpose”."),
    KS_REMEDY_NONE },
  { "name-constraints",
    N_ ("Java clients stop with “name constraints check failed”, OpenSSL with “permitted subtree violation”."),
    KS_REMEDY_NONE },
  { "cert-key",
    N_ ("Java clients stop with “Algorithm constraints check failed on keysize limits”, OpenSSL with “ee key too small” "
        "or “CA certificate key too weak”."),
    KS_REMEDY_NONE },
  { "cert-digest",
    N_ ("Java clients stop with “Algorithm constraints check failed on signature algorithm”, OpenSSL with “CA signature "
        "digest algorithm too weak”."),
    KS_REMEDY_NONE },
  { "cert-critical",
    N_ (
      "Java clients stop with “unrecognized critical extension(s)”, OpenSSL with “unhandled critical extension”."),
    KS_REMEDY_NONE },
  { "key-identifiers",
    N_ (
      "OpenSSL does not find the issuer: “authority and subject key identifier mismatch”. Java does not mind."),
    KS_REMEDY_NONE },
  { "cert-names",
    N_ ("Clients stop with “hostname in certificate didn't match” or “No subject alternative names present”."),
    KS_REMEDY_REQUEST_NAMES },
  { "anchor-member",
    N_ ("Java clients stop with “PKIX path building failed: unable to find valid certification path to requested target”, "
        "OpenSSL with “self-signed certificate in certificate chain”."),
    KS_REMEDY_ADD_ANCHOR },
  { "chain-order",
    N_ ("Strict clients stop with “PKIX path building failed” or “Certificate chain is not in order”."),
    KS_REMEDY_REORDER_CHAIN },
  { "chain-complete",
    N_ ("Java clients stop with “PKIX path building failed: unable to find valid certification path to requested target”, "
        "OpenSSL with “unable to get local issuer certificate”."),
    KS_REMEDY_COMPLETE_CHAIN },
  { "chain-surplus", NULL, KS_REMEDY_DROP_SURPLUS },
  { "chain-duplicate", NULL, KS_REMEDY_DROP_SURPLUS },
  { "entry-key",
    N_ ("Servers stop with “key values mismatch”, Java with “Public keys in reply and keystore don't match”."),
    KS_REMEDY_NONE },
  { "known-key", N_ ("Whoever downloads the product can pose as you and read what is encrypted for you."),
    KS_REMEDY_NONE },
  { "role-purpose",
    N_ ("Java clients stop with “Extended key usage does not permit use for TLS server authentication”, OpenSSL with "
        "“unsuitable certificate purpose”."),
    KS_REMEDY_REQUEST_CERTIFICATE },
  { "role-names",
    N_ (
      "Browsers stop with “ERR_CERT_COMMON_NAME_INVALID”, Go with “certificate relies on legacy Common Name field”."),
    KS_REMEDY_REQUEST_NAMES },
  { "role-key-password", N_ ("Tomcat and others stop with “Cannot recover key”."),
    KS_REMEDY_CHANGE_PASSWORD },
  { "java-view",
    N_ ("keytool and Java programs see less in this file than there is, and say nothing about it."),
    KS_REMEDY_SHOW_TO_JAVA },
  { "role-accepts",
    N_ (
      "Java clients stop with “PKIX path building failed: unable to find valid certification path to requested target”."),
    KS_REMEDY_NONE },
  { "role-data-encipherment", N_ ("Programs that hold to the key usage refuse to encrypt with this key."),
    KS_REMEDY_NONE },
  { "role-digital-signature", N_ ("Programs that hold to the key usage refuse signatures by this key."),
    KS_REMEDY_NONE },
  { "host-name",
    N_ ("Clients that use this name stop with “hostname in certificate didn't match” or “No subject alternative DNS name "
        "matching … found”."),
    KS_REMEDY_REQUEST_NAMES },
};

static const char *const remedy_labels[] = {
  [KS_REMEDY_NONE] = NULL,
  [KS_REMEDY_FIND_ISSUER] = N_ ("Find Issuer"),
  [KS_REMEDY_COMPLETE_CHAIN] = N_ ("Complete Chain"),
  [KS_REMEDY_REORDER_CHAIN] = N_ ("Reorder Chain"),
  [KS_REMEDY_DROP_SURPLUS] = N_ ("Remove Surplus"),
  [KS_REMEDY_REQUEST_NAMES] = N_ ("Request New Names…"),
  [KS_REMEDY_ADD_ANCHOR] = N_ ("Add to Truststore…"),
  [KS_REMEDY_CHANGE_PASSWORD] = N_ ("Change Password…"),
  [KS_REMEDY_RENEW] = N_ ("Renew…"),
  [KS_REMEDY_REQUEST_CERTIFICATE] = N_ ("Request Certificate…"),
  [KS_REMEDY_SHOW_TO_JAVA] = N_ ("Show to Java"),
};

static void
set_remedy (KsFinding *self, KsRemedy remedy)
{
  self->remedy = remedy;
  g_set_str (&self->remedy_label,
             remedy_labels[remedy] != NULL ? g_dgettext (GETTEXT_PACKAGE, remedy_labels[remedy]) : NULL);
}

/* The title of a row has no full stop, as long as it is one sentence. */
static char *
dup_without_stop (const char *sentence)
{
  gsize length = strlen (sentence);

  if (length == 0 || sentence[length - 1] != '.' || strstr (sentence, ". ") != NULL)
    return g_strdup (sentence);
  return g_strndup (sentence, length - 1);
}

static KsFinding *
finding_new (const KsCheck *check, KsState severity, int node, const char *sentence)
{
  KsFinding *self = g_new0 (KsFinding, 1);

  self->check = check;
  self->severity = severity;
  self->node = node;
  self->sentence = dup_without_stop (sentence);
  self->ours = g_strdup ("");
  self->theirs = g_strdup ("");
  self->ours_label = g_strdup ("");
  self->theirs_label = g_strdup ("");
  for (gsize i = 0; i < G_N_ELEMENTS (consequences); i++) {
    if (!g_str_equal (consequences[i].check, check->id))
      continue;
    set_remedy (self, consequences[i].remedy);
    if (severity >= KS_STATE_WARNING && consequences[i].consequence != NULL)
      self->consequence = g_strdup (g_dgettext (GETTEXT_PACKAGE, consequences[i].consequence));
  }
  return self;
}

/* The rows of a link that only show both certificates’ own values beside each other; the certificate says it itself. */
static gboolean
is_mirror (const KsResult *result)
{
  return g_str_equal (result->check->id, "validity") || g_str_equal (result->check->id, "strength");
}

static gboolean
is_worth_it (const KsResult *result)
{
  return result->state >= KS_STATE_INFO && !is_mirror (result);
}

/* The same words twice are one finding, of the greater weight. */
static gboolean
raise_told (KsVerdict *self, guint node, const KsResult *result)
{
  g_autofree char *sentence = dup_without_stop (result->sentence);

  for (guint i = 0; i < self->findings->len; i++) {
    KsFinding *finding = g_ptr_array_index (self->findings, i);

    if (finding->node != (int) node || !g_str_equal (finding->sentence, sentence))
      continue;
    finding->severity = ks_state_worst (finding->severity, result->state);
    return TRUE;
  }
  return FALSE;
}

/**
 * ks_verdict_add_finding:
 * @self: a verdict in the making
 * @path: the path that is drawn
 * @node: a certificate of it
 * @result: a result about that certificate, or the link above it
 *
 * Adds a finding; ks_verdict_sort_findings() puts it into its place.
 */
void
ks_verdict_add_finding (KsVerdict *self, const KsPath *path, guint node, const KsResult *result)
{
  KsFinding *finding = NULL;

  if (raise_told (self, node, result))
    return;
  finding = finding_new (result->check, result->state, (int) node, result->sentence);
  g_set_str (&finding->ours, result->ours);
  g_set_str (&finding->theirs, result->theirs);
  g_set_str (&finding->ours_label, ks_certificate_get_title (ks_path_get_node (path, node)->certificate));
  /* Others’ certificates are renewed by others. */
  if (node == 0 && g_str_equal (result->check->id, "cert-validity") &&
      ks_entry_get_kind (self->entry) == KS_ENTRY_KEY && ks_entry_get_leaf (self->entry) != NULL &&
      self->time > ks_certificate_get_not_after (ks_entry_get_leaf (self->entry)))
    set_remedy (finding, KS_REMEDY_RENEW);
  if (result->check->scope == KS_SCOPE_LINK && node + 1 < path->nodes->len)
    g_set_str (&finding->theirs_label,
               ks_certificate_get_title (ks_path_get_node (path, node + 1)->certificate));
  g_ptr_array_add (self->findings, finding);
}

static void
add_from_results (KsVerdict *self, const KsPath *path, guint node, GPtrArray *results)
{
  for (guint i = 0; i < results->len; i++) {
    const KsResult *result = g_ptr_array_index (results, i);

    /* Nobody but its CA can change how an issuer’s certificate is made: advice is for one’s own. */
    if (is_worth_it (result) && (result->state != KS_STATE_INFO || node == 0))
      ks_verdict_add_finding (self, path, node, result);
  }
}

/* A leaf that signed itself has no chain: it is an anchor somewhere, or nowhere. */
static gboolean
is_lonely (const KsPath *path)
{
  return path->nodes->len == 1 && path->missing == NULL;
}

static void
reword_lonely (KsVerdict *self, const KsPath *path)
{
  KsFinding *last =
    self->findings->len > 0 ? g_ptr_array_index (self->findings, self->findings->len - 1) : NULL;

  if (last == NULL || !g_str_equal (last->check->id, "anchor-member") || !is_lonely (path))
    return;
  g_free (last->sentence);
  last->sentence = g_strdup_printf (_ ("“%s” is self-signed, and not an anchor of %s"),
                                    ks_certificate_get_title (ks_path_get_node (path, 0)->certificate),
                                    ks_anchor_set_get_name (self->anchors));
}

static void
add_missing (KsVerdict *self, const KsPath *path)
{
  KsCertificate *child = ks_path_get_node (path, path->missing_after)->certificate;
  const char *issuer = ks_name_get_title (path->missing->name);
  g_autofree char *sentence =
    *issuer == '\0' ? g_strdup_printf (_ ("The issuer of “%s” is missing"), ks_certificate_get_title (child))
                    /* Translators: two certificates: “Example TLS CA 2”, the issuer of “gw.example.org”, … */
                    : g_strdup_printf (_ ("“%s”, the issuer of “%s”, is missing"), issuer,
                                       ks_certificate_get_title (child));
  KsFinding *finding =
    finding_new (ks_check_find ("chain-complete"), KS_STATE_FAIL, (int) path->missing_after, sentence);

  g_set_str (&finding->ours, ks_name_get_text (path->missing->name));
  g_set_str (&finding->ours_label, ks_certificate_get_title (child));
  set_remedy (finding, KS_REMEDY_FIND_ISSUER);
  g_ptr_array_add (self->findings, finding);
}

static void
add_from_path (KsVerdict *self, const KsPath *path)
{
  for (guint i = 0; i < path->nodes->len; i++) {
    add_from_results (self, path, i, ks_path_get_node (path, i)->results);
    add_from_results (self, path, i, ks_path_get_link (path, i)->results);
    if (path->missing != NULL && path->missing_after == i)
      add_missing (self, path);
  }
  reword_lonely (self, path);
}

/* Whether the entry holds all of a path but its root, which nobody has to send. */
static gboolean
lacks_at_most_the_root (const KsPath *path)
{
  for (guint i = 0; i < path->nodes->len; i++) {
    const KsPathNode *node = ks_path_get_node (path, i);
    gboolean is_root = i + 1 == path->nodes->len && ks_certificate_is_self_signed (node->certificate);

    if (node->stored_index < 0 && !is_root)
      return FALSE;
  }
  return TRUE;
}

/* A gap in the drawn path has its own finding already, and so has the end of a certificate. */
static gboolean
is_told (const KsResult *result, const KsPath *path)
{
  if (path == NULL || path->state != KS_STATE_FAIL)
    return FALSE;
  if (g_str_equal (result->check->id, "role-anchor-dates"))
    return TRUE;
  return g_str_equal (result->check->id, "chain-complete") &&
         (path->missing != NULL || (!path->reaches_anchor && lacks_at_most_the_root (path)));
}

static void
add_from_entry (KsVerdict *self, const KsPath *path)
{
  for (guint i = 0; i < self->entry_results->len; i++) {
    const KsResult *result = g_ptr_array_index (self->entry_results, i);
    KsFinding *finding = NULL;

    if (!is_worth_it (result) || is_told (result, path))
      continue;
    finding = finding_new (result->check, result->state, -1, result->sentence);
    g_set_str (&finding->ours, result->ours);
    g_set_str (&finding->theirs, result->theirs);
    g_ptr_array_add (self->findings, finding);
  }
}

static KsFinding *
find_uncovered (const KsHostResult *host)
{
  const char *text = ks_host_name_get_text (host->host);
  g_autofree char *sentence = g_strdup_printf (_ ("“%s” is not covered"), text);
  KsFinding *finding = finding_new (ks_check_find ("host-name"), KS_STATE_FAIL, 0, sentence);

  g_set_str (&finding->ours, host->match->rule);
  g_set_str (&finding->theirs, text);
  return finding;
}

/* Of very many there is one finding: what is wrong with each of them stands among the names. */
static KsFinding *
find_many_uncovered (GPtrArray *hosts)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) texts = NULL;
  g_autofree char *all = NULL;
  g_autofree char *sentence = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u tested host is not covered",
                                                            "%u tested hosts are not covered", hosts->len),
                                               hosts->len);
  KsFinding *finding = finding_new (ks_check_find ("host-name"), KS_STATE_FAIL, 0, sentence);

  for (guint i = 0; i < MIN (hosts->len, MAX_HOSTS_TOLD); i++)
    g_strv_builder_add (builder, ks_host_name_get_text (((KsHostResult *) hosts->pdata[i])->host));
  if (hosts->len > MAX_HOSTS_TOLD)
    g_strv_builder_add (builder, "…");
  texts = g_strv_builder_end (builder);
  all = g_strjoinv (", ", texts);
  g_set_str (&finding->theirs, all);
  return finding;
}

static void
add_from_hosts (KsVerdict *self)
{
  g_autoptr (GPtrArray) uncovered = g_ptr_array_new ();

  if (self->parts[KS_PART_HOSTS].state != KS_STATE_FAIL)
    return;
  for (guint i = 0; i < self->hosts->len; i++) {
    KsHostResult *host = g_ptr_array_index (self->hosts, i);

    if (host->host->kind != KS_HOST_INVALID && !host->match->matches)
      g_ptr_array_add (uncovered, host);
  }
  if (uncovered->len > MAX_HOST_FINDINGS) {
    g_ptr_array_add (self->findings, find_many_uncovered (uncovered));
    return;
  }
  for (guint i = 0; i < uncovered->len; i++)
    g_ptr_array_add (self->findings, find_uncovered (uncovered->pdata[i]));
}

/* Several checks come upon the same thing. The one that says most of it is told; what the others lead to is added to it. */
static const struct {
  const char *told;
  const char *folded;
  gboolean
    nameless; /* only of a certificate without alternative names: then the other one is not about a malformed name */
} folds[] = {
  { "role-names", "cert-names", TRUE },
  { "role-names", "tls-names", TRUE },
  { "role-names", "private-names", TRUE },
  { "cert-names", "tls-names", TRUE },
  { "cert-names", "private-names", TRUE },
  { "role-purpose", "purpose", FALSE },
  { "role-purpose", "tls-server-auth", FALSE },
  { "role-purpose", "client-auth", FALSE },
  { "role-data-encipherment", "data-usage", FALSE },
  { "role-public-client", "tls-client-auth", FALSE },
};

/* Of the entry’s own certificate, or of the entry as a whole. */
static KsFinding *
find_own (KsVerdict *self, const char *check, guint *position)
{
  for (guint i = 0; i < self->findings->len; i++) {
    KsFinding *finding = g_ptr_array_index (self->findings, i);

    if (finding->node > 0 || !g_str_equal (finding->check->id, check))
      continue;
    *position = i;
    return finding;
  }
  return NULL;
}

static void
fold (KsVerdict *self, KsFinding *told, guint position)
{
  const KsFinding *folded = g_ptr_array_index (self->findings, position);

  told->severity = ks_state_worst (told->severity, folded->severity);
  if (told->consequence == NULL)
    told->consequence = g_strdup (folded->consequence);
  else if (folded->consequence != NULL && strstr (told->consequence, folded->consequence) == NULL) {
    g_autofree char *first = g_steal_pointer (&told->consequence);

    told->consequence = g_strconcat (first, " ", folded->consequence, NULL);
  }
  g_ptr_array_remove_index (self->findings, position);
}

/**
 * ks_verdict_fold_findings:
 * @self: a verdict in the making
 *
 * Leaves one finding of several that are about the same.
 */
void
ks_verdict_fold_findings (KsVerdict *self)
{
  KsCertificate *leaf = ks_entry_get_leaf (self->entry);
  gboolean nameless = leaf != NULL && ks_certificate_get_n_alt_names (leaf) == 0;

  for (gsize i = 0; i < G_N_ELEMENTS (folds); i++) {
    guint position = 0;
    KsFinding *told = find_own (self, folds[i].told, &position);

    if (told != NULL && (nameless || !folds[i].nameless) &&
        find_own (self, folds[i].folded, &position) != NULL)
      fold (self, told, position);
  }
}

/* A key that everybody has makes the rest moot; so does a certificate that is for something else, whoever trusts it. */
static int
rank (const KsFinding *finding)
{
  if (g_str_equal (finding->check->id, "known-key"))
    return 0;
  return g_str_equal (finding->check->id, "role-purpose") ? 1 : 2;
}

static int
compare_findings (gconstpointer a, gconstpointer b)
{
  const KsFinding *one = *(KsFinding *const *) a, *other = *(KsFinding *const *) b;

  if (one->severity != other->severity)
    return one->severity > other->severity ? -1 : 1;
  return rank (one) - rank (other);
}

/**
 * ks_verdict_sort_findings:
 * @self: a verdict in the making
 *
 * Failures, warnings, information; each in the order in which they were added.
 */
void
ks_verdict_sort_findings (KsVerdict *self)
{
  g_ptr_array_sort (self->findings, compare_findings);
}

/**
 * ks_verdict_collect_findings:
 * @self: a verdict whose paths, entry results and hosts are known
 *
 * Picks from all results what is worth a person's attention and says what it leads to: failures, warnings, information, each from leaf to
 * root.
 */
void
ks_verdict_collect_findings (KsVerdict *self)
{
  const KsPath *path = ks_verdict_get_path (self, 0);

  if (path != NULL)
    add_from_path (self, path);
  add_from_entry (self, path);
  add_from_hosts (self);
  ks_verdict_fold_findings (self);
  ks_verdict_sort_findings (self);
}
