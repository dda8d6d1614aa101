/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "ks-lesson-draft.h"
#include "ks-lesson.h"
#include "ks-secret.h"

G_BEGIN_DECLS

#define KS_LESSON_MAX_CERTIFICATES 10
#define KS_LESSON_MAX_ENTRIES 4

/* Whom a lesson’s clients trust, in headlines and below the ring: the name of a file, so not translated. */
#define KS_LESSON_CLIENTS "client-truststore.jks"

/* A certificate of a lesson. Fields that are left out get sound values for the kind. */
typedef struct {
  const char *id;     /* "root": how the lesson refers to it */
  const char *name;   /* common name: a name, so not translated */
  const char *issuer; /* id of another row, before or behind it; NULL: it signs itself */
  const char
    *key_of; /* id of another row whose key (and without a name: whose name) it has; NULL: a key of its own */
  const char *algorithm; /* id of a key algorithm, or "rsa-1024"; NULL: P-256 */
  const char *known_key; /* "testECCP256", the public test key of RFC 9500, instead of a new one */
  gboolean is_ca;        /* basicConstraints CA, keyCertSign and cRLSign */
  gboolean no_ca_flag;   /* with is_ca: signs others, but its basicConstraints are left out */
  int path_length;       /* 0: none; else one more than pathLenConstraint */
  const char *hosts;     /* "shop.example.org 192.0.2.1": subjectAltName as it is typed; NULL: none */
  const char *dns;       /* written as dNSName whatever it is (an address in a DNS name); NULL: none */
  const char *usage; /* id of a usage template; NULL: TLS server for a leaf; of a CA: its purposes, NULL: any */
  const char *permitted; /* DNS subtree of name constraints; NULL: none */
  const char *digest;    /* "sha1"; NULL: the default */
  int starts;            /* days from now; 0: 100 days ago (CAs: 1000) */
  int ends;              /* days from now; 0: 87 days (CAs: 3000) */
} KsLessonCertificate;

typedef struct {
  const char *alias;
  const char *chain;        /* ids, leaf first, in the order in which they are stored: "server ca root" */
  gboolean trusted;         /* a trusted certificate, not a key pair */
  const char *key_password; /* unlike the store's; NULL: the same */
} KsLessonEntry;

/* A PEM file of certificates: ids as above. */
typedef struct {
  const char *file_name;
  const char *title; /* N_() */
  const char *certificates;
} KsLessonPart;

/**
 * KsLessonRow: one lesson of the table. Texts are N_().
 */
typedef struct {
  const char *id; /* "missing-issuer" */
  const char *title;
  const char *story;
  const char *question;
  KsLessonAnswer answers[5]; /* ends with a row without text */
  const char *why;
  KsLessonProgram programs[5]; /* ends with a row without program */
  const char *task;
  const char *hint;
  const char *alias;
  const char *format; /* id of a format; NULL: "pkcs12" */
  KsRoleKind role;
  const char *hosts;   /* "shop.example.org", separated by spaces; NULL: none */
  const char *anchors; /* ids of certificates that clients trust; NULL: none */
  KsLessonCertificate certificates[KS_LESSON_MAX_CERTIFICATES + 1];
  KsLessonEntry entries[KS_LESSON_MAX_ENTRIES + 1];
  KsLessonPart parts[3];
  KsLessonGoal goals[6]; /* ends with a row without alias */
} KsLessonRow;

/* The table, in as many files as its texts need (ks-lesson-table-*.c). */
extern const KsLessonRow ks_lessons_of_chains[];
extern const KsLessonRow ks_lessons_of_authorities[];
extern const KsLessonRow ks_lessons_of_names[];
extern const KsLessonRow ks_lessons_of_keys[];

/* ks-lesson.c */
/* NULL: it comes from a file. */
const KsLessonRow *_ks_lesson_get_row (KsLesson *self);
const KsLessonDraft *_ks_lesson_get_content (KsLesson *self);
KsLesson *_ks_lesson_new_from_row (const KsLessonRow *row) G_GNUC_WARN_UNUSED_RESULT;
/* Takes both. */
KsLesson *_ks_lesson_new_from_draft (KsLessonDraft *content, char *id) G_GNUC_WARN_UNUSED_RESULT;

/* ks-lesson-certificate.c */
/* A row's certificate, and its key. */
typedef struct {
  const KsLessonCertificate *row;
  KsSecret *pkcs8; /* plain */
  KsCertificate *certificate;
} KsLessonMade;

/* @rows end with one without id. GPtrArray of KsLessonMade; issuers before what they signed. */
GPtrArray *_ks_lesson_make_certificates (const KsLessonCertificate *rows,
                                         gint64 now,
                                         GCancellable *cancellable,
                                         GError **error) G_GNUC_WARN_UNUSED_RESULT;
const KsLessonMade *_ks_lesson_find_made (GPtrArray *made, const char *id);

/* ks-lesson-goal.c */
const char *_ks_lesson_goal_kind_get_nick (KsLessonGoalKind kind);
gboolean _ks_lesson_goal_kind_from_nick (const char *nick, KsLessonGoalKind *kind);
gboolean _ks_lesson_part_from_nick (const char *nick, KsPart *part);
/* The entry with that alias; case does not matter. */
KsEntry *_ks_lesson_find_entry (GPtrArray *entries, const char *alias);

/* ks-lesson-setup.c */
const KsFormat *_ks_lesson_setup_get_format (KsLessonSetup *self);
/* Of KsCertificate, borrowed; NULL for a lesson from a file. */
GPtrArray *_ks_lesson_setup_list_certificates (KsLessonSetup *self, const char *ids)
  G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
