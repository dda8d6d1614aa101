/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-config.h"

#include "ks-headline.h"
#include "ks-name-constraints.h"
#include "ks-time.h"

#include <glib/gi18n-lib.h>

/* What is longer is a name that somebody made up to be a nuisance. */
#define MAX_LENGTH 600

/* A failed check in the path, and the two certificates it may be about. */
typedef struct {
  const KsResult *result;
  KsCertificate *child;
  KsCertificate *issuer; /* NULL at the top */
  gboolean is_leaf;
  KsAnchorSet *anchors;
  gint64 time;
} Failure;

/**
 * ks_headline_is_mirror:
 * @result: a result of a link
 *
 * Returns: whether it shows both certificates’ own values beside each other, which is left to the certificates
 */
gboolean
ks_headline_is_mirror (const KsResult *result)
{
  return g_str_equal (result->check->id, "validity") || g_str_equal (result->check->id, "strength");
}

static const KsResult *
first_with_state (const GPtrArray *results, KsState state)
{
  for (guint i = 0; i < results->len; i++) {
    const KsResult *result = g_ptr_array_index (results, i);

    if (result->state == state && !ks_headline_is_mirror (result))
      return result;
  }
  return NULL;
}

/* Calendar days and whole years between two times, in the user's time zone, as in every other place where dates are put into words. */
static gint64
calendar_days (gint64 from, gint64 to, int *years)
{
  g_autoptr (GDateTime) first = g_date_time_new_from_unix_local (from);
  g_autoptr (GDateTime) last = g_date_time_new_from_unix_local (to);
  GDate a, b;

  *years = 0;
  if (first == NULL || last == NULL)
    return 0;
  g_date_clear (&a, 1);
  g_date_clear (&b, 1);
  g_date_set_dmy (&a, g_date_time_get_day_of_month (first), g_date_time_get_month (first),
                  g_date_time_get_year (first));
  g_date_set_dmy (&b, g_date_time_get_day_of_month (last), g_date_time_get_month (last),
                  g_date_time_get_year (last));
  *years = g_date_get_year (&b) - g_date_get_year (&a);
  if (g_date_get_month (&b) * 100 + g_date_get_day (&b) < g_date_get_month (&a) * 100 + g_date_get_day (&a))
    *years -= 1;
  return g_date_days_between (&a, &b);
}

static char *
say_expired (const char *title, gint64 not_after, gint64 time)
{
  int years = 0;
  int days = (int) calendar_days (not_after, time, &years);

  if (years > 0)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "Not trusted: “%s” expired %d year ago",
                                         "Not trusted: “%s” expired %d years ago", (gulong) years),
                            title, years);
  if (days > 0)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "Not trusted: “%s” expired %d day ago",
                                         "Not trusted: “%s” expired %d days ago", (gulong) days),
                            title, days);
  return g_strdup_printf (_ ("Not trusted: “%s” expired today"), title);
}

static char *
say_validity (const Failure *failure)
{
  const char *title = ks_certificate_get_title (failure->child);
  g_autofree char *start = NULL;

  if (failure->time > ks_certificate_get_not_after (failure->child))
    return say_expired (title, ks_certificate_get_not_after (failure->child), failure->time);
  start = ks_time_format_date (ks_certificate_get_not_before (failure->child));
  /* Translators: a certificate, then a date */
  return g_strdup_printf (_ ("Not trusted: “%s” is not valid before %s"), title, start);
}

static char *
say_not_an_anchor (const Failure *failure)
{
  const char *title = ks_certificate_get_title (failure->child);
  const char *anchors = ks_anchor_set_get_name (failure->anchors);

  if (failure->is_leaf && ks_certificate_is_self_signed (failure->child))
    /* Translators: a certificate, then a truststore: “localhost” is self-signed, and not in cacerts */
    return g_strdup_printf (_ ("Not trusted: “%s” is self-signed, and not in %s"), title, anchors);
  return g_strdup_printf (_ ("Not trusted: “%s” is not an anchor of %s"), title, anchors);
}

/* A headline has no full stop. */
static char *
say_sentence (const Failure *failure)
{
  g_autofree char *reason = g_strdup (failure->result->sentence);

  if (g_str_has_suffix (reason, "."))
    reason[strlen (reason) - 1] = '\0';
  /* Translators: a sentence without its full stop: “Example CA” does not allow the purpose “TLS server” */
  return g_strdup_printf (_ ("Not trusted: %s"), reason);
}

static char *
say_name_constraints (const Failure *failure)
{
  if (g_str_equal (failure->result->theirs, ks_name_constraints_get_too_many ()))
    return say_sentence (failure);
  return g_strdup_printf (_ ("Not trusted: “%s” is outside the names this CA may issue for"),
                          failure->result->ours);
}

/* How a headline is made from a failed check: of the lower certificate, of the issuer, or by a function. */
static const struct {
  const char *check;
  const char *of_child;
  const char *of_issuer;
  char *(*function) (const Failure *);
} headlines[] = {
  { .check = "cert-validity", .function = say_validity },
  { .check = "may-sign", .of_issuer = N_ ("Not trusted: “%s” may not sign certificates") },
  { .check = "signature", .of_child = N_ ("Not trusted: the signature on “%s” does not verify") },
  { .check = "anchor-member", .function = say_not_an_anchor },
  { .check = "anchor-distrust", .of_child = N_ ("Not trusted: “%s” is marked as distrusted") },
  { .check = "path-length", .of_issuer = N_ ("Not trusted: one CA too many below “%s”") },
  { .check = "name-constraints", .function = say_name_constraints },
  { .check = "cert-key", .of_child = N_ ("Not trusted: the key of “%s” is too short") },
  { .check = "cert-digest", .of_child = N_ ("Not trusted: the signature on “%s” is too weak") },
  { .check = "cert-critical",
    .of_child = N_ ("Not trusted: “%s” has a critical extension that is not known") },
  { .check = "cert-readable", .of_child = N_ ("Not trusted: “%s” cannot be read") },
  { .check = "name-chaining", .of_child = N_ ("Not trusted: “%s” names another issuer") },
  { .check = "key-exponent", .of_child = N_ ("Not trusted: the key of “%s” is broken") },
  { .check = "key-small-factors", .of_child = N_ ("Not trusted: the key of “%s” is broken") },
  { .check = "key-close-primes", .of_child = N_ ("Not trusted: the key of “%s” is broken") },
  { .check = "key-roca", .of_child = N_ ("Not trusted: the key of “%s” is broken") },
  { .check = "key-debian", .of_child = N_ ("Not trusted: the key of “%s” is broken") },
  { .check = "key-point", .of_child = N_ ("Not trusted: the key of “%s” is broken") },
  { .check = "openssl", .of_child = N_ ("Not trusted: OpenSSL refuses “%s”") },
};

/* A translated format from a table has one “%s”. */
static char *
fill (const char *format, const char *value)
{
  g_autoptr (GString) text = g_string_new (format);

  g_string_replace (text, "%s", value, 1);
  return g_string_free_and_steal (g_steal_pointer (&text));
}

static char *
say_failure (const Failure *failure)
{
  for (gsize i = 0; i < G_N_ELEMENTS (headlines); i++) {
    KsCertificate *certificate = failure->child;
    const char *format = headlines[i].of_child;

    if (!g_str_equal (headlines[i].check, failure->result->check->id))
      continue;
    if (headlines[i].function != NULL)
      return headlines[i].function (failure);
    if (headlines[i].of_issuer != NULL) {
      format = headlines[i].of_issuer;
      certificate = failure->issuer != NULL ? failure->issuer : failure->child;
    }
    return fill (g_dgettext (GETTEXT_PACKAGE, format), ks_certificate_get_title (certificate));
  }
  return say_sentence (failure);
}

/* The missing certificate, and the one that asks for it. */
static char *
say_missing (const KsPath *path)
{
  const char *child = ks_certificate_get_title (ks_path_get_node (path, path->missing_after)->certificate);
  const char *issuer = ks_name_get_title (path->missing->name);

  if (*issuer == '\0')
    return g_strdup_printf (_ ("Not trusted: the issuer of “%s” is missing"), child);
  /* Translators: two certificates: “Example TLS CA 2”, the issuer of “gw.example.org”, … */
  return g_strdup_printf (_ ("Not trusted: “%s”, the issuer of “%s”, is missing"), issuer, child);
}

static char *
say_first_failure (const KsPath *path, KsAnchorSet *anchors, gint64 time)
{
  Failure failure = { .anchors = anchors, .time = time };

  for (guint i = 0; i < path->nodes->len; i++) {
    failure.child = ks_path_get_node (path, i)->certificate;
    failure.is_leaf = i == 0;
    failure.issuer = i + 1 < path->nodes->len ? ks_path_get_node (path, i + 1)->certificate : NULL;
    failure.result = first_with_state (ks_path_get_node (path, i)->results, KS_STATE_FAIL);
    if (failure.result == NULL)
      failure.result = first_with_state (ks_path_get_link (path, i)->results, KS_STATE_FAIL);
    if (failure.result != NULL)
      return say_failure (&failure);
    if (path->missing != NULL && path->missing_after == i)
      return say_missing (path);
  }
  return g_strdup (_ ("Not trusted"));
}

/* The end of “Trusted, with 1 warning: …”. */
static const struct {
  const char *check;
  const char *words;
} warnings[] = {
  { "cert-digest", N_ ("signed with SHA-1") },
  { "cert-validity", N_ ("it ends soon") },
  { "key-identifiers", N_ ("key identifiers differ") },
  { "cert-encoding", N_ ("unusual encoding") },
  { "cert-names", N_ ("an alternative name is missing or malformed") },
  { "name-constraints", N_ ("malformed name constraints") },
  { "chain-surplus", N_ ("surplus certificates are stored") },
  { "chain-duplicate", N_ ("a certificate is stored twice") },
  { "known-key", N_ ("anyone has the private key of a certificate") },
  { "key-shared", N_ ("a key that others have") },
  { "java-view", N_ ("Java does not see all of it") },
  { "role-key-password", N_ ("the key has another password than the keystore") },
  { "role-public-client", N_ ("it cannot be renewed for clients") },
  { "role-no-key", N_ ("a private key in a truststore") },
  { "role-anchor", N_ ("neither an authority nor a named peer") },
  { "role-anchor-dates", N_ ("the anchor has expired") },
};

static const char *
warning_words (const char *check)
{
  for (gsize i = 0; i < G_N_ELEMENTS (warnings); i++)
    if (g_str_equal (warnings[i].check, check))
      return g_dgettext (GETTEXT_PACKAGE, warnings[i].words);
  return g_dgettext (GETTEXT_PACKAGE, ks_check_find (check)->title);
}

/* Names come from files, and a line is not the place for control characters or a book. */
static char *
make_fit (char *headline)
{
  g_autofree char *given = headline;
  g_autofree char *visible = ks_text_make_visible (given);

  if (g_utf8_strlen (visible, -1) > MAX_LENGTH) {
    g_autofree char *head = g_utf8_substring (visible, 0, MAX_LENGTH);

    return g_strconcat (head, "…", NULL);
  }
  return g_steal_pointer (&visible);
}

/**
 * ks_path_make_headline:
 * @path: a checked path
 * @anchors: (nullable): whose trust was asked
 * @time: the moment it is about
 *
 * The first failure in path order, or that there is none.
 *
 * Returns: (transfer full): the path in one line, translated
 */
char *
ks_path_make_headline (const KsPath *path, KsAnchorSet *anchors, gint64 time)
{
  if (path->state == KS_STATE_FAIL)
    return make_fit (say_first_failure (path, anchors, time));
  if (path->state == KS_STATE_NOT_CHECKED)
    return g_strdup (_ ("Chain complete, trust not checked: no truststore is chosen"));
  if (!path->reaches_anchor)
    return g_strdup (_ ("Self-signed, which is fine for internal encryption"));
  return g_strdup (path->state == KS_STATE_WARNING ? _ ("Trusted, with warnings") : _ ("Trusted"));
}

/* Whether a list, or somebody, said so of each certificate below the anchor. */
static gboolean
is_revocation_checked (const KsPath *path)
{
  for (guint i = 0; i < path->links->len; i++) {
    const KsPathLink *link = g_ptr_array_index (path->links, i);

    for (guint j = 0; j < link->results->len; j++) {
      const KsResult *result = g_ptr_array_index (link->results, j);

      if (g_str_equal (result->check->id, "revocation") && result->state != KS_STATE_PASS)
        return FALSE;
    }
  }
  return path->nodes->len > 1;
}

static char *
dup_trusted_detail (KsVerdict *self)
{
  g_autoptr (GHashTable) anchors = g_hash_table_new (g_direct_hash, g_direct_equal);
  guint n = ks_anchor_set_get_size (self->anchors);

  for (guint i = 0; i < self->paths->len; i++) {
    const KsPath *path = g_ptr_array_index (self->paths, i);

    if (path->reaches_anchor && path->state != KS_STATE_FAIL)
      g_hash_table_add (anchors, ks_path_get_node (path, path->nodes->len - 1)->certificate);
  }
  if (is_revocation_checked (g_ptr_array_index (self->paths, 0)))
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "by %u of %u anchor · not revoked",
                                         "by %u of %u anchors · not revoked", n),
                            g_hash_table_size (anchors), n);
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "by %u of %u anchor · revocation not checked",
                                       "by %u of %u anchors · revocation not checked", n),
                          g_hash_table_size (anchors), n);
}

static const char *
first_uncovered (KsVerdict *self)
{
  if (self->parts[KS_PART_HOSTS].state != KS_STATE_FAIL)
    return NULL;
  for (guint i = 0; i < self->hosts->len; i++) {
    const KsHostResult *host = g_ptr_array_index (self->hosts, i);

    if (host->host->kind != KS_HOST_INVALID && !host->match->matches)
      return ks_host_name_get_text (host->host);
  }
  return NULL;
}

static char *
say_warnings (KsVerdict *self)
{
  const KsFinding *first = NULL;
  guint n = 0;

  for (guint i = 0; i < self->findings->len; i++) {
    const KsFinding *finding = g_ptr_array_index (self->findings, i);

    if (finding->severity != KS_STATE_WARNING || finding->check->scope == KS_SCOPE_FILE)
      continue;
    if (first == NULL)
      first = finding;
    n++;
  }
  if (first == NULL)
    return g_strdup (_ ("Trusted"));
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "Trusted, with %u warning: %s",
                                       "Trusted, with %u warnings: %s", n),
                          n, warning_words (first->check->id));
}

static const KsResult *
find_entry_result (KsVerdict *self, const char *check, KsState state)
{
  for (guint i = 0; i < self->entry_results->len; i++) {
    const KsResult *result = g_ptr_array_index (self->entry_results, i);

    if (result->state == state &&
        (check != NULL ? g_str_equal (result->check->id, check) : result->check->profile == KS_PROFILE_ROLE))
      return result;
  }
  return NULL;
}

static char *
dup_without_stop (const char *sentence)
{
  gsize length = strlen (sentence);

  return g_strndup (sentence, length > 0 && sentence[length - 1] == '.' ? length - 1 : length);
}

/**
 * ks_headline_of_stored:
 * @gap: (nullable): who is missing, as a sentence; %NULL where the order is wrong
 *
 * Returns: (transfer full): what is wrong with a chain as stored in one line, translated
 */
char *
ks_headline_of_stored (const char *gap)
{
  g_autofree char *reason = NULL;

  if (gap == NULL)
    return g_strdup (_ ("Not trusted: the chain is in the wrong order"));
  reason = dup_without_stop (gap);
  return make_fit (g_strdup_printf (_ ("Not trusted: %s"), reason));
}

static char *
say_stored (KsVerdict *self)
{
  const KsResult *failed = first_with_state (self->entry_results, KS_STATE_FAIL);

  return ks_headline_of_stored (failed != NULL && g_str_equal (failed->check->id, "chain-complete")
                                  ? failed->sentence
                                  : NULL);
}

/* Where nobody has to trust the certificate, as for internal encryption, it is not called trusted. */
static char *
say_role (const KsResult *failed, gboolean is_trusted)
{
  g_autofree char *reason = dup_without_stop (failed->sentence);

  if (!is_trusted)
    return make_fit (g_steal_pointer (&reason));
  /* Translators: a sentence without its full stop: “gw.example” does not allow the purpose “TLS client” */
  return make_fit (g_strdup_printf (_ ("Trusted, but %s"), reason));
}

/**
 * ks_headline_of_broken_key:
 * @leaf: the entry’s own certificate
 *
 * Returns: (transfer full): that its key protects nothing, in one line, translated
 */
char *
ks_headline_of_broken_key (KsCertificate *leaf)
{
  return make_fit (g_strdup_printf (_ ("The key of “%s” is broken"), ks_certificate_get_title (leaf)));
}

/* Of the rows of ks-key-weakness.c. */
static const KsResult *
find_weakness (KsVerdict *self)
{
  for (guint i = 0; i < self->entry_results->len; i++) {
    const KsResult *result = g_ptr_array_index (self->entry_results, i);

    if (result->state == KS_STATE_FAIL && result->check->scope == KS_SCOPE_CERTIFICATE &&
        g_str_has_prefix (result->check->id, "key-"))
      return result;
  }
  return NULL;
}

/* Whoever trusts it: a certificate for something else is refused all the same. Only what the path itself fails in comes first. */
static char *
say_use (KsVerdict *self, const KsPath *best)
{
  const KsResult *unfit = find_entry_result (self, "role-purpose", KS_STATE_FAIL);
  g_autofree char *reason = NULL;

  if (unfit == NULL || best->missing != NULL || best->reaches_anchor)
    return NULL;
  for (guint i = 0; i < best->nodes->len; i++)
    if (first_with_state (ks_path_get_node (best, i)->results, KS_STATE_FAIL) != NULL ||
        (i + 1 < best->nodes->len &&
         first_with_state (ks_path_get_link (best, i)->results, KS_STATE_FAIL) != NULL))
      return NULL;
  reason = dup_without_stop (unfit->sentence);
  return make_fit (g_strdup_printf (_ ("Not trusted: %s"), reason));
}

/**
 * ks_verdict_set_headline:
 * @self: a verdict whose parts and findings are known
 *
 * Says the verdict first, then the reason: a key that everybody has, the key, its weakness, the path, the chain as stored, the role of the file, the
 * hosts, in this order.
 */
void
ks_verdict_set_headline (KsVerdict *self)
{
  const KsPath *best = ks_verdict_get_path (self, 0);
  const char *uncovered = first_uncovered (self);
  const KsResult *known = find_entry_result (self, "known-key", KS_STATE_FAIL);
  const KsResult *unfit = find_entry_result (self, NULL, KS_STATE_FAIL);

  if (known != NULL) {
    self->headline = dup_without_stop (known->sentence);
  } else if (self->parts[KS_PART_KEY].state == KS_STATE_FAIL) {
    self->headline = g_strdup (_ ("The key and the certificate do not belong together"));
  } else if (find_weakness (self) != NULL) {
    self->headline = ks_headline_of_broken_key (ks_entry_get_leaf (self->entry));
  } else if (best == NULL) {
    self->headline = g_strdup (_ ("No certificate"));
  } else if (best->state == KS_STATE_FAIL) {
    self->headline = say_use (self, best);
    if (self->headline == NULL)
      self->headline = g_strdup (best->sentence);
  } else if (self->parts[KS_PART_STORED].state == KS_STATE_FAIL) {
    self->headline = say_stored (self);
  } else if (best->state == KS_STATE_NOT_CHECKED) {
    self->headline = g_strdup (best->sentence);
  } else if (unfit != NULL) {
    self->headline = say_role (unfit, best->reaches_anchor);
  } else if (!best->reaches_anchor) {
    self->headline = g_strdup (best->sentence);
  } else if (uncovered != NULL) {
    self->headline = make_fit (g_strdup_printf (_ ("Trusted, but “%s” is not covered"), uncovered));
  } else {
    self->headline = say_warnings (self);
    self->detail = dup_trusted_detail (self);
  }
}
