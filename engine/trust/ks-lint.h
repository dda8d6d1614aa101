/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "ks-verifier.h"

G_BEGIN_DECLS

/**
 * KsLintProfile: what a certificate is made for, and so which lints it is asked
 * @KS_LINT_PUBLIC_TLS: the rules for certificates of public TLS servers; for the others they are information
 * @KS_LINT_PUBLIC_CA: the same rules, for the authorities above such a server
 * @KS_LINT_PRIVATE_TLS: a TLS server below an authority that is not public
 * @KS_LINT_EVERY: any certificate
 */
typedef enum {
  KS_LINT_PUBLIC_TLS = 1 << 0,
  KS_LINT_PUBLIC_CA = 1 << 1,
  KS_LINT_PRIVATE_TLS = 1 << 2,
  KS_LINT_CLIENT = 1 << 3,
  KS_LINT_CODE_SIGNING = 1 << 4,
  KS_LINT_CA = 1 << 5,
  KS_LINT_DATA_ENCIPHERMENT = 1 << 6,
  KS_LINT_EVERY = 1 << 7,
} KsLintProfile;

/**
 * KsLintSubject: a certificate as the lints see it; everything is borrowed
 */
typedef struct {
  KsCertificate *certificate;
  KsCertificate *issuer; /* or NULL where it is not known */
  guint profiles;        /* of KsLintProfile */
  gboolean is_public;    /* the path ends in an anchor of the system */
} KsLintSubject;

/* What a lint compared: the certificate's value and the rule's, owned; NULL where there is none. */
typedef struct {
  char *ours;
  char *theirs;
} KsLintValues;

typedef enum {
  KS_LINT_HOLDS,
  KS_LINT_BROKEN,
  KS_LINT_DOES_NOT_APPLY,
} KsLintAnswer;

typedef KsLintAnswer (*KsLintTest) (const KsLintSubject *subject, X509 *x509, KsLintValues *values);

/**
 * KsLint: one row of the tables of lints
 */
typedef struct {
  KsCheck check;       /* its id, title, reason and source */
  guint profiles;      /* of KsLintProfile: asked where one of them is shared */
  gint64 from;         /* certificates from that moment on, by notBefore; 0 = all */
  gint64 until;        /* certificates before that moment; 0 = all */
  KsState severity;    /* of a breach */
  gboolean enforced;   /* clients look at it, not only those who audit authorities */
  const char *said_by; /* id of a check that tells people the same, or NULL */
  const char *problem; /* N_(): a sentence with one “%s” for the certificate */
  KsLintTest test;
} KsLint;

/* NULL-terminated. */
const KsLint *const *ks_lint_list (void);
const KsLint *ks_lint_find (const char *id);
guint ks_lint_choose_profiles (KsCertificate *certificate,
                               gboolean is_leaf,
                               gboolean is_public,
                               KsPurpose purpose,
                               KsRoleKind role); /* that a person has set, or KS_ROLE_KIND_GENERAL */
KsResult *ks_lint_run (const KsLint *lint, const KsLintSubject *subject) G_GNUC_WARN_UNUSED_RESULT;
/* Of KsResult, one for each lint of the subject's profiles. */
GPtrArray *ks_lint_run_all (const KsLintSubject *subject) G_GNUC_WARN_UNUSED_RESULT;
/* The first breach of a rule that clients enforce, as a sentence, or NULL. */
char *ks_lint_find_objection (const KsLintSubject *subject) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
