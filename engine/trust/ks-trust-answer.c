/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-config.h"

#include "ks-check-role.h"
#include "ks-key-verdict.h"
#include "ks-trust-answer.h"
#include "ks-pool-private.h"
#include "ks-verify-request-private.h"

#include <glib/gi18n-lib.h>

/* The best path that can be made of what the entry sends and the store holds, and what the answer about it depends on. */
typedef struct {
  const KsCheckSettings *settings;
  KsAnchorSet *anchors;
  const KsPath *path;
  gboolean was_trusted; /* at the first time that was asked about */
  KsTrustAnswer *answer;
} Inquiry;

/**
 * ks_trust_answer_free:
 * @self: (transfer full): an answer
 *
 * Frees it.
 */
void
ks_trust_answer_free (KsTrustAnswer *self)
{
  g_clear_object (&self->anchor);
  g_free (self->sentence);
  g_free (self);
}

static KsTrustAnswer *
answer_new (KsState state, KsTrustReason reason)
{
  KsTrustAnswer *self = g_new0 (KsTrustAnswer, 1);

  self->state = state;
  self->reason = reason;
  return self;
}

/**
 * ks_trust_answer_new_not_asked:
 * @sentence: why the truststore could not be asked: "Locked"
 *
 * Returns: (transfer full): that nobody was asked
 */
KsTrustAnswer *
ks_trust_answer_new_not_asked (const char *sentence)
{
  KsTrustAnswer *self = answer_new (KS_STATE_NOT_CHECKED, KS_TRUST_REASON_NOBODY_ASKED);

  self->sentence = g_strdup (sentence);
  return self;
}

static char *
dup_title (KsCertificate *certificate)
{
  return ks_text_make_visible (ks_certificate_get_title (certificate));
}

/* A translated format has one “%s”. */
static char *
fill (const char *format, const char *value)
{
  g_autoptr (GString) text = g_string_new (format);

  g_string_replace (text, "%s", value, 1);
  return g_string_free_and_steal (g_steal_pointer (&text));
}

static void
say_of (Inquiry *self, KsTrustReason reason, const char *format, KsCertificate *certificate)
{
  g_autofree char *title = dup_title (certificate);

  self->answer->reason = reason;
  g_free (self->answer->sentence);
  self->answer->sentence = fill (format, title);
}

static KsCertificate *
get_certificate (const Inquiry *self, guint index)
{
  return ks_path_get_node (self->path, index)->certificate;
}

static KsCertificate *
get_top (const Inquiry *self)
{
  return get_certificate (self, self->path->nodes->len - 1);
}

/* The certificate of the store that stands for the path's end: the end itself, or one that has issued it. */
static KsCertificate *
find_anchor (const Inquiry *self)
{
  KsCertificate *top = get_top (self);
  g_autoptr (GPtrArray) anchors = NULL;

  if (ks_anchor_set_contains (self->anchors, top))
    return top;
  anchors = ks_anchor_set_find_subject (self->anchors, ks_certificate_get_issuer (top));
  for (guint i = 0; i < anchors->len; i++)
    if (ks_signature_cache_verify (self->settings->signatures, top, g_ptr_array_index (anchors, i)))
      return g_ptr_array_index (anchors, i);
  return NULL;
}

static void
say_trusted (Inquiry *self)
{
  KsCertificate *anchor = find_anchor (self);
  gboolean is_leaf = anchor == get_certificate (self, 0);

  g_set_object (&self->answer->anchor, anchor);
  if (anchor != NULL && anchor != get_top (self))
    say_of (self, KS_TRUST_REASON_HOLDS_TWIN, _ ("Holds another “%s” with the same key"), anchor);
  else if (is_leaf)
    say_of (self, KS_TRUST_REASON_HOLDS_LEAF, _ ("Holds “%s” itself as an anchor"), get_top (self));
  else if (ks_certificate_is_self_signed (get_top (self)))
    say_of (self, KS_TRUST_REASON_HOLDS_ROOT, _ ("Holds “%s”"), get_top (self));
  else
    say_of (self, KS_TRUST_REASON_HOLDS_ISSUER, _ ("Holds “%s” itself as an anchor"), get_top (self));
}

/* What the store has under the name of what it lacks. With the key of the path’s end it is another certificate for the same; then nobody
 * but an authority may stand for itself. */
static void
say_namesake (Inquiry *self, KsName *name, const char *title)
{
  g_autoptr (GPtrArray) found = ks_anchor_set_find_subject (self->anchors, name);
  gboolean is_same_key = FALSE;

  if (found->len == 0)
    return;
  for (guint i = 0; i < found->len; i++)
    is_same_key |=
      self->path->missing == NULL && g_bytes_equal (ks_certificate_get_spki (g_ptr_array_index (found, i)),
                                                    ks_certificate_get_spki (get_top (self)));
  self->answer->reason = is_same_key ? KS_TRUST_REASON_OTHER_CERTIFICATE : KS_TRUST_REASON_OTHER_KEY;
  self->answer->sentence =
    fill (is_same_key ? _ ("Holds another certificate of “%s”") : _ ("Holds another “%s”, with another key"),
          title);
}

static void
say_absent (Inquiry *self, KsName *name)
{
  g_autofree char *title = ks_text_make_visible (ks_name_get_title (name));

  self->answer->reason = KS_TRUST_REASON_ABSENT;
  if (ks_anchor_set_get_size (self->anchors) == 0) {
    self->answer->reason = KS_TRUST_REASON_EMPTY;
    self->answer->sentence = g_strdup (_ ("Holds no trusted certificate"));
  } else if (*title == '\0') {
    self->answer->sentence = g_strdup (_ ("The issuer is absent"));
  } else {
    say_namesake (self, name, title);
  }
  if (self->answer->sentence == NULL)
    self->answer->sentence = fill (_ ("“%s” is absent"), title);
}

/* What is valid when it is first asked about, and not later, ends in between. */
static void
say_validity (Inquiry *self, guint index)
{
  KsCertificate *certificate = get_certificate (self, index);
  gboolean is_server = index == 0 && ks_certificate_get_role (certificate) == KS_ROLE_SERVER;

  if (self->settings->time < ks_certificate_get_not_before (certificate))
    say_of (self, KS_TRUST_REASON_NOT_YET_VALID, _ ("“%s” is not valid yet"), certificate);
  else if (is_server)
    say_of (self, KS_TRUST_REASON_EXPIRED,
            self->was_trusted ? _ ("The server certificate expires first")
                              : _ ("The server certificate has expired"),
            certificate);
  else
    say_of (self, KS_TRUST_REASON_EXPIRED,
            self->was_trusted ? _ ("“%s” expires first") : _ ("“%s” has expired"), certificate);
}

/* The words for an extended key usage that is asked for. */
static const struct {
  KsPurpose purpose;
  const char *of_anchor;
  const char *of_other;
} uses[] = {
  { KS_PURPOSE_TLS_SERVER, N_ ("“%s” is an anchor, but not for TLS servers"),
    N_ ("“%s” is not for TLS servers") },
  { KS_PURPOSE_TLS_CLIENT, N_ ("“%s” is an anchor, but not for TLS clients"),
    N_ ("“%s” is not for TLS clients") },
};

static gboolean
say_use (Inquiry *self, KsPurpose purpose, KsCertificate *certificate)
{
  gboolean is_anchor = ks_anchor_set_contains (self->anchors, certificate);

  for (gsize i = 0; i < G_N_ELEMENTS (uses); i++) {
    if (uses[i].purpose != purpose)
      continue;
    say_of (self, is_anchor ? KS_TRUST_REASON_ANCHOR_USE : KS_TRUST_REASON_USE,
            g_dgettext (GETTEXT_PACKAGE, is_anchor ? uses[i].of_anchor : uses[i].of_other), certificate);
    return TRUE;
  }
  return FALSE;
}

/* The lower certificate answers for itself at the bottom, else its issuer does, as in ks_check_purpose(). */
static gboolean
say_purpose (Inquiry *self, guint index)
{
  KsPurpose purpose = self->settings->purpose;

  if (index == 0 && !ks_purpose_is_allowed (purpose, get_certificate (self, 0)))
    return say_use (self, purpose, get_certificate (self, 0));
  return index + 1 < self->path->nodes->len && say_use (self, purpose, get_certificate (self, index + 1));
}

static void
say_sentence (Inquiry *self, const KsResult *result)
{
  self->answer->reason = KS_TRUST_REASON_CHECK;
  self->answer->sentence = ks_text_make_visible (result->sentence);
  if (g_str_has_suffix (self->answer->sentence, "."))
    self->answer->sentence[strlen (self->answer->sentence) - 1] = '\0';
}

static void
say_distrusted (Inquiry *self)
{
  for (guint i = 0; i < self->path->nodes->len; i++)
    if (ks_anchor_set_is_distrusted (self->anchors, get_certificate (self, i)))
      say_of (self, KS_TRUST_REASON_DISTRUSTED, _ ("“%s” is marked as distrusted"),
              get_certificate (self, i));
}

static void
say_failure (Inquiry *self, guint index, const KsResult *result)
{
  const char *check = result->check->id;

  self->answer->check = result->check;
  if (g_str_equal (check, "cert-validity"))
    say_validity (self, index);
  else if (g_str_equal (check, "anchor-member"))
    say_absent (self, ks_certificate_get_subject (get_top (self)));
  else if (g_str_equal (check, "anchor-distrust"))
    say_distrusted (self);
  else if (!g_str_equal (check, "purpose") || !say_purpose (self, index))
    say_sentence (self, result);
}

/* The rows of a link that show both certificates’ own values beside each other are left to the certificates. */
static const KsResult *
find_failure (const GPtrArray *results)
{
  for (guint i = 0; i < results->len; i++) {
    const KsResult *result = g_ptr_array_index (results, i);

    if (result->state == KS_STATE_FAIL && !g_str_equal (result->check->id, "validity") &&
        !g_str_equal (result->check->id, "strength"))
      return result;
  }
  return NULL;
}

/* The first failure from the leaf up; what comes after it may follow from it. */
static void
say_not_trusted (Inquiry *self)
{
  for (guint i = 0; i < self->path->nodes->len && self->answer->sentence == NULL; i++) {
    const KsResult *failure = find_failure (ks_path_get_node (self->path, i)->results);

    if (failure == NULL)
      failure = find_failure (ks_path_get_link (self->path, i)->results);
    if (failure != NULL)
      say_failure (self, i, failure);
    else if (self->path->missing != NULL && self->path->missing_after == i)
      say_absent (self, self->path->missing->name);
  }
  /* Who encrypts for themselves needs no anchor; whoever connects does. */
  if (self->answer->sentence == NULL)
    say_absent (self, ks_certificate_get_subject (get_top (self)));
}

/* A server whose certificate is for something else is refused, whoever trusts it. */
static gboolean
refuse_use (Inquiry *self)
{
  KsVerifyRequest *request = self->settings->request;
  KsPurpose purpose = ks_role_kind_get_purpose (request->role);
  KsCertificate *leaf = ks_entry_get_leaf (request->entry);

  if (purpose == KS_PURPOSE_AUTO || ks_entry_get_kind (request->entry) != KS_ENTRY_KEY ||
      ks_purpose_is_allowed (purpose, leaf) || !say_use (self, purpose, leaf))
    return FALSE;
  self->answer->state = KS_STATE_FAIL;
  self->answer->check = ks_check_find ("role-purpose");
  return TRUE;
}

static void
judge (Inquiry *self)
{
  gboolean is_trusted = self->path->reaches_anchor && self->path->missing == NULL &&
                        (self->path->state == KS_STATE_PASS || self->path->state == KS_STATE_WARNING);

  if (refuse_use (self))
    return;
  self->answer->state = is_trusted ? KS_STATE_PASS : KS_STATE_FAIL;
  if (is_trusted)
    say_trusted (self);
  else
    say_not_trusted (self);
}

static KsTrustAnswer *
ask_without_certificate (void)
{
  return ks_trust_answer_new_not_asked (_ ("No certificate"));
}

/**
 * ks_trust_answer_new:
 * @request: the entry, the anchors that are asked, the time; what else it holds as candidates may complete the path
 * @before: (nullable): the answer of the same anchors at an earlier time
 * @cancellable: (nullable): ends it early
 * @error: %G_IO_ERROR_CANCELLED only
 *
 * Asks one truststore whether it accepts the certificate of an entry, RFC 5280 section 6. All paths are tried, the best one answers. It is the same
 * search and the same checks as those of ks_verify().
 *
 * Returns: (transfer full) (nullable): the answer; %NULL only when cancelled
 */
KsTrustAnswer *
ks_trust_answer_new (KsVerifyRequest *request,
                     const KsTrustAnswer *before,
                     GCancellable *cancellable,
                     GError **error)
{
  g_autoptr (KsSignatureCache) signatures =
    ks_signature_cache_new (request->pool != NULL ? ks_verify_pool_get_proven (request->pool) : NULL);
  g_auto (KsPathSearch) search = { 0 };
  KsCheckSettings settings;
  Inquiry self = { .settings = &settings, .anchors = request->anchors };

  g_return_val_if_fail (request->anchors != NULL, NULL);

  if (ks_entry_get_leaf (request->entry) == NULL)
    return ask_without_certificate ();
  ks_check_settings_init (&settings, request, signatures);
  ks_path_search_run (&search, request, &settings, 0, cancellable);
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  ks_path_search_sort (&search);
  ks_path_search_judge_keys (&search);
  self.path = g_ptr_array_index (search.paths, 0);
  self.was_trusted = before != NULL && before->state == KS_STATE_PASS;
  self.answer = answer_new (KS_STATE_FAIL, KS_TRUST_REASON_CHECK);
  judge (&self);
  return self.answer;
}
