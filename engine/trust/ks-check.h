/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* Five states, never merged (product.md). */
typedef enum {
  KS_STATE_PASS,
  KS_STATE_NOT_APPLICABLE,
  KS_STATE_NOT_CHECKED,
  KS_STATE_INFO, /* a level of advice: public rules on private certificates */
  KS_STATE_WARNING,
  KS_STATE_FAIL,
} KsState;

typedef enum {
  KS_SCOPE_CERTIFICATE, /* one certificate of the path */
  KS_SCOPE_LINK,        /* a certificate and its issuer */
  KS_SCOPE_ANCHOR,      /* the path's end */
  KS_SCOPE_ENTRY,       /* the entry as stored, its key */
  KS_SCOPE_HOST,        /* one tested host name */
  KS_SCOPE_FILE,        /* the file as a whole: it says nothing about the entry */
} KsScope;

/**
 * KsRemedy: what a button can do about a finding
 */
typedef enum {
  KS_REMEDY_NONE,
  KS_REMEDY_FIND_ISSUER,    /* look for the missing issuer in other entries, files, system trust */
  KS_REMEDY_COMPLETE_CHAIN, /* issuers are known: put them into the entry */
  KS_REMEDY_REORDER_CHAIN,
  KS_REMEDY_DROP_SURPLUS, /* take certificates out that do not belong to the chain */
  KS_REMEDY_REQUEST_NAMES,
  KS_REMEDY_ADD_ANCHOR,
  KS_REMEDY_CHANGE_PASSWORD,
  KS_REMEDY_RENEW,
  KS_REMEDY_REQUEST_CERTIFICATE, /* another one, for another purpose */
  KS_REMEDY_SHOW_TO_JAVA,        /* give a PKCS #12 entry what Java looks for */
} KsRemedy;

/**
 * KsProfile: whose rule a check is; a check's failure counts only where its profile is asked for
 * @KS_PROFILE_PATH: path validation itself, RFC 5280 section 6: a failure breaks the path everywhere
 * @KS_PROFILE_RFC5280: what RFC 5280 section 4 demands of the certificates' content, and local policy
 * @KS_PROFILE_WEBPKI: rules for publicly trusted TLS certificates: a piece of information to people
 * @KS_PROFILE_ROLE: what the role of the file asks of its entries, whatever their paths are
 */
typedef enum {
  KS_PROFILE_PATH,
  KS_PROFILE_RFC5280,
  KS_PROFILE_WEBPKI,
  KS_PROFILE_ROLE,
} KsProfile;

/**
 * KsCheck:
 *
 * One row of the table of checks (ks-check.c). A new check is a row there, and a function in the table of its scope.
 */
typedef struct {
  const char *id; /* "name-chaining"; stable */
  KsScope scope;
  const char *title;     /* N_("Names chain") */
  const char *why;       /* N_(): why it matters, one or two sentences */
  const char *reference; /* "RFC 5280, 6.1.3 (a)(4)" */
  const char *url;       /* of the source, or NULL */
  KsProfile profile;
} KsCheck;

const KsCheck *ks_check_find (const char *id);
/* NULL-terminated. */
const KsCheck *const *ks_check_list (void);

/* Translated: "Holds", "Fails", "Warning", "Does not apply", "Not checked", "Information" */
const char *ks_state_get_word (KsState state);
/* "pass", "fail", ...: for JSON, CSS classes, icon names */
const char *ks_state_get_nick (KsState state);
KsState ks_state_worst (KsState a, KsState b);

/**
 * KsResult: the state of one check on one subject, with both values. Plain immutable data, owned by its verdict.
 */
typedef struct {
  const KsCheck *check;
  KsState state;
  char *ours;     /* the certificate's value, translated or technical; "" when there is none */
  char *theirs;   /* the issuer's (or asked) value it was compared with */
  char *sentence; /* translated plain sentence; for NOT_CHECKED the reason */
} KsResult;

KsResult *ks_result_new (const char *check_id,
                         KsState state,
                         const char *ours,
                         const char *theirs,
                         char *sentence) G_GNUC_WARN_UNUSED_RESULT; /* takes @sentence */
/* The same for a check that is not in the table of checks, such as a lint. */
KsResult *ks_result_new_for (const KsCheck *check,
                             KsState state,
                             const char *ours,
                             const char *theirs,
                             char *sentence) G_GNUC_WARN_UNUSED_RESULT;
void ks_result_free (KsResult *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (KsResult, ks_result_free)

G_END_DECLS
