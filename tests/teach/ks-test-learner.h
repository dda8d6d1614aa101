/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "ks-lesson.h"

G_BEGIN_DECLS

/* Somebody who takes a lesson, with what the window offers: replies, imports, remedies, new keys. */
typedef struct {
  KsLesson *lesson;
  KsLessonSetup *setup;
  KsStore *store;
  KsKeyring *keyring;
  gint64 now;
} KsTestLearner;

/* A fresh copy of the lesson's keystore. */
KsTestLearner *ks_test_learner_new (KsLesson *lesson, KsLessonSetup *setup, gint64 now)
  G_GNUC_WARN_UNUSED_RESULT;
void ks_test_learner_free (KsTestLearner *self);
/* Steps, separated by "; ":
 *   reply N                  “Import CA Reply…” with the handout N
 *   import N, replace N      “Import…” with the handout N, beside what is there or in its place
 *   complete ALIAS           the button of a finding about the chain
 *   remove N ALIAS           “Remove From Chain”
 *   delete ALIAS, delete *
 *   generate ALIAS HOST CA   “Generate Key Pair…”, signed by the entry CA; "-": by itself
 *   password ALIAS OLD NEW   “Change Password…” of a key
 *   renew ALIAS              “Renew…”, self-signed, with the same key; renew-key ALIAS: with a new one */
void ks_test_learner_do (KsTestLearner *self, const char *steps);
/* For each goal of the lesson. */
gboolean *ks_test_learner_judge (KsTestLearner *self) G_GNUC_WARN_UNUSED_RESULT;
gboolean ks_test_learner_has_solved (KsTestLearner *self);
/* What the lesson's clients think of an entry. */
KsVerdict *ks_test_learner_verify (KsTestLearner *self, const char *alias) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (KsTestLearner, ks_test_learner_free)

G_END_DECLS
