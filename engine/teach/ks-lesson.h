/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "ks-anchor-set.h"
#include "ks-check.h"
#include "ks-convert.h"
#include "ks-role.h"
#include "ks-store.h"
#include "ks-verdict.h"

G_BEGIN_DECLS

/* One answer to a lesson's question. */
typedef struct {
  const char *text;
  const char *reply; /* what is said to somebody who chose it: why it is so, or where the thought goes wrong */
  gboolean is_right;
} KsLessonAnswer;

/* What one kind of program makes of the chain; a row beside the explanation. */
typedef struct {
  const char *program; /* "Java", "curl", "Firefox" */
  KsState state;       /* PASS: connects; FAIL: stops; NOT_CHECKED: it depends */
  const char *text;    /* "uses only what was sent" */
} KsLessonProgram;

/* What a goal asks. It is met by what the entry holds itself: another entry's certificates do not help, because no server sends them. */
typedef enum {
  KS_LESSON_GOAL_TRUSTED, /* the entry's verdict is “trusted”; warnings are allowed */
  KS_LESSON_GOAL_CHECK, /* the check @check fails (or warns) nowhere in the entry's verdict, and holds at least once */
  KS_LESSON_GOAL_PART, /* one of the four parts of the verdict holds: @check is "stored", "path", "hosts" or "key" */
  KS_LESSON_GOAL_SAME_KEY, /* the entry has the key that it had at first */
  KS_LESSON_GOAL_NEW_KEY,  /* the entry has another key than at first */
  KS_LESSON_GOAL_KEPT,     /* there is an entry with this alias */
  KS_LESSON_GOAL_GONE,     /* there is none */
  KS_LESSON_GOAL_ACCEPTS, /* who trusts exactly the trusted certificates of the file trusts a TLS server that sends @check: ids of certificates of
                              the lesson, leaf first; only in the table */
  KS_N_LESSON_GOALS,
} KsLessonGoalKind;

typedef struct {
  KsLessonGoalKind kind;
  const char *alias; /* whom it is about, in any case of letters; "*": every entry */
  const char *check; /* id of a check, a lint or a part; NULL where the kind needs none */
  const char *text;  /* for people: “The chain is complete.”; NULL: made from the rest */
} KsLessonGoal;

/* Something that the learner is given beside the keystore: what a CA has sent, or what a colleague has. */
typedef struct {
  char *file_name; /* "reply-from-the-ca.pem" */
  char *title;     /* “What the CA sent”, translated */
  GBytes *bytes;
} KsLessonHandout;

/**
 * KsLesson:
 *
 * Something to see or to repair: what is told, what is asked, and when it is solved. Immutable. It comes from the table of lessons
 * or from a file that a teacher has made.
 */
#define KS_TYPE_LESSON (ks_lesson_get_type ())
G_DECLARE_FINAL_TYPE (KsLesson, ks_lesson, KS, LESSON, GObject)

/* Catena's own lessons, in the order in which they are best taken; NULL-terminated, lives as long as the program. */
KsLesson *const *ks_lesson_list (void);
KsLesson *ks_lesson_find (const char *id);

/* A file that a teacher has made (KsLessonDraft): "*.catena-lesson". */
#define KS_LESSON_SUFFIX ".catena-lesson"
#define KS_LESSON_MIME_TYPE "application/x-catena-lesson"

/* Whether @bytes want to be such a file; looks at content only, cheap. */
gboolean ks_lesson_is_file (GBytes *bytes);
/* Reads one, and opens its keystore, so in a worker. KS_ERROR_NOT_A_KEYSTORE (no lesson), KS_ERROR_MALFORMED, KS_ERROR_TOO_LARGE,
 * KS_ERROR_UNSUPPORTED (made by a newer Catena), KS_ERROR_NOT_FOUND (its entry is not in its keystore), and those of opening a keystore. */
KsLesson *ks_lesson_new_from_bytes (GBytes *bytes, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Stable: for progress. A teacher's lesson has the digest of its file. */
const char *ks_lesson_get_id (KsLesson *self);
/* The part of the course: “Chains”, “Authorities”, “Names”, “Keys”, translated; NULL for a teacher's. */
const char *ks_lesson_get_topic (KsLesson *self);
/* The texts are translated. NULL where a teacher has left one out. */
const char *ks_lesson_get_title (KsLesson *self);    /* “The Missing Issuer” */
const char *ks_lesson_get_story (KsLesson *self);    /* where one is, and what one sees */
const char *ks_lesson_get_question (KsLesson *self); /* “A Java program connects. What happens?” */
const char *ks_lesson_get_why (KsLesson *self);      /* the explanation after the reveal */
const char *ks_lesson_get_task (KsLesson *self);     /* what is to be repaired */
const char *ks_lesson_get_hint (KsLesson *self);     /* how, for those who are stuck */
/* The entry whose chain is drawn. */
const char *ks_lesson_get_alias (KsLesson *self);
const KsLessonAnswer *ks_lesson_get_answers (KsLesson *self, guint *n_answers);
const KsLessonProgram *ks_lesson_get_programs (KsLesson *self, guint *n_programs);
const KsLessonGoal *ks_lesson_get_goals (KsLesson *self, guint *n_goals);
KsRoleKind ks_lesson_get_role (KsLesson *self);
/* NULL-terminated: what clients connect to. */
const char *const *ks_lesson_get_hosts (KsLesson *self);

/**
 * KsLessonSetup:
 *
 * What a lesson is about, made for one time: a keystore, whom the clients trust, and what the learner is given. Immutable, thread safe.
 */
typedef struct _KsLessonSetup KsLessonSetup;

/* Makes the keys and certificates, or reads the teacher's; takes up to seconds, so in a worker. @now: seconds since 1970.
 * Errors: those of making and reading; G_IO_ERROR_CANCELLED. */
KsLessonSetup *ks_lesson_prepare (KsLesson *self, gint64 now, GCancellable *cancellable, GError **error)
  G_GNUC_WARN_UNUSED_RESULT;
KsLessonSetup *ks_lesson_setup_ref (KsLessonSetup *self);
void ks_lesson_setup_unref (KsLessonSetup *self);
/* The file as it would be saved, and its password (which is not secret, and shown to everybody). */
GBytes *ks_lesson_setup_get_bytes (KsLessonSetup *self);
const char *ks_lesson_setup_get_password (KsLessonSetup *self);
const char *ks_lesson_setup_get_file_name (KsLessonSetup *self); /* "missing-issuer.p12" */
/* What is in it before anybody has changed it; of KsEntry. */
GPtrArray *ks_lesson_setup_get_entries (KsLessonSetup *self);
/* Whom the lesson's clients trust; NULL: nobody (a truststore lesson is about its own anchors). */
KsAnchorSet *ks_lesson_setup_get_anchors (KsLessonSetup *self);
const KsLessonHandout *ks_lesson_setup_get_handout (KsLessonSetup *self, guint index);
guint ks_lesson_setup_get_n_handouts (KsLessonSetup *self);

/* What the lesson's clients think of @entry, one of @entries (of KsEntry) at @now; @keyring: (nullable): passwords of keys that are known, or else
 * the lesson's. In a worker. Errors: G_IO_ERROR_CANCELLED. */
KsVerdict *ks_lesson_verify (KsLesson *self,
                             KsLessonSetup *setup,
                             GPtrArray *entries,
                             KsEntry *entry,
                             KsKeyring *keyring,
                             gint64 now,
                             GCancellable *cancellable,
                             GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* For each goal of the lesson, in its order, whether @entries (of KsEntry) meet it at @now; @keyring: as above. Nothing is an error that a
 * learner has done: an entry that is gone meets no goal but KS_LESSON_GOAL_GONE. In a worker. Errors: G_IO_ERROR_CANCELLED. */
gboolean *ks_lesson_judge (KsLesson *self,
                           KsLessonSetup *setup,
                           GPtrArray *entries,
                           KsKeyring *keyring,
                           gint64 now,
                           GCancellable *cancellable,
                           GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* The goal in words, translated. */
char *ks_lesson_goal_dup_text (const KsLessonGoal *goal) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (KsLessonSetup, ks_lesson_setup_unref)

G_END_DECLS
