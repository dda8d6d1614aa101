/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "ks-test-learner.h"

G_BEGIN_DECLS

#define KS_TEST_N_LESSONS 20 /* as the list of lessons in the design has it */
#define KS_TEST_MAX_SCRIPTS 6

/* A lesson, what there is to see in it, and what somebody may do about it (ks-test-learner.h). */
typedef struct {
  const char *id;
  const char *check; /* of the finding that it is about */
  KsState severity;
  const char *first; /* done before it is looked for; NULL: nothing */
  const char *solutions[KS_TEST_MAX_SCRIPTS];
  const char *mistakes[KS_TEST_MAX_SCRIPTS];
} KsTestLessonCase;

extern const KsTestLessonCase ks_test_lesson_cases[KS_TEST_N_LESSONS];

G_END_DECLS
