/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "ks-lesson.h"

G_BEGIN_DECLS

/* What a lesson's file may hold, and so what its reader accepts. */
#define KS_LESSON_MAX_TITLE 200 /* characters; so long are aliases, answers, names and goals too */
#define KS_LESSON_MAX_TEXT 4000 /* characters of a story, an explanation, a hint, a reply */
#define KS_LESSON_MAX_ANSWERS 8
#define KS_LESSON_MAX_GOALS 20
#define KS_LESSON_MAX_HOSTS 50
#define KS_LESSON_MAX_ANCHORS 100
#define KS_LESSON_MAX_HANDOUTS 10

/**
 * KsLessonDraft:
 *
 * A teacher's lesson in the making, and what a lesson consists of. Plain data: whoever owns it changes the fields (freeing what was there).
 * Texts may be NULL or empty, except where it says so.
 */
typedef struct {
  char *title; /* needed */
  char *story;
  char *question;  /* with at least two answers, or with none of both */
  GArray *answers; /* of KsLessonAnswer, their texts owned; never NULL */
  char *why;
  char *task;
  char *hint;
  char *alias; /* needed: an entry of the keystore */
  KsRoleKind role;
  char **hosts;        /* never NULL */
  GArray *goals;       /* of KsLessonGoal, their texts owned; never NULL */
  GBytes *keystore;    /* needed: the file */
  char *password;      /* of it, for everybody to read; NULL: it needs none */
  GPtrArray *anchors;  /* of KsCertificate, owned: whom clients trust; never NULL */
  GPtrArray *handouts; /* of KsLessonHandout, owned; never NULL */
} KsLessonDraft;

GArray *ks_lesson_goals_new (void) G_GNUC_WARN_UNUSED_RESULT;

KsLessonDraft *ks_lesson_draft_new (void) G_GNUC_WARN_UNUSED_RESULT;
void ks_lesson_draft_free (KsLessonDraft *self);
/* These copy the texts. */
void ks_lesson_draft_add_answer (KsLessonDraft *self, const char *text, const char *reply, gboolean is_right);
void ks_lesson_draft_add_goal (KsLessonDraft *self,
                               KsLessonGoalKind kind,
                               const char *alias,
                               const char *check,
                               const char *text);
/* @bytes: PEM */
void ks_lesson_draft_add_handout (KsLessonDraft *self,
                                  const char *file_name,
                                  const char *title,
                                  GBytes *bytes);

/* Takes a keystore into the lesson: @store in its own format (PKCS #12 where that is only read), it and each key that @keyring opens
 * protected by @password, which everybody will know. @store is not changed; give a ks_store_copy() of one that belongs to another thread.
 * @notes: (out) (optional): of char *, sentences on keys that keep a password of their own, and on what is left out.
 * Takes up to seconds, so in a worker. KS_ERROR_READ_ONLY (it was opened without its password), KS_ERROR_PASSWORD_NEEDED,
 * KS_ERROR_UNSUPPORTED, G_IO_ERROR_CANCELLED. */
gboolean ks_lesson_draft_take_store (KsLessonDraft *self,
                                     KsStore *store,
                                     KsKeyring *keyring,
                                     const char *password,
                                     gint64 now_ms,
                                     GPtrArray **notes,
                                     GCancellable *cancellable,
                                     GError **error);

/* The file. It is read again to be sure that it can be, so in a worker; errors as ks_lesson_new_from_bytes(). */
GBytes *ks_lesson_draft_to_bytes (const KsLessonDraft *self, GError **error) G_GNUC_WARN_UNUSED_RESULT;

void ks_lesson_handout_free (KsLessonHandout *handout);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (KsLessonDraft, ks_lesson_draft_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (KsLessonHandout, ks_lesson_handout_free)

G_END_DECLS
