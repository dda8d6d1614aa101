/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "ks-advice.h"

G_BEGIN_DECLS

/* What can be done about one check or lint. Buttons are named as they are in the window. */
typedef struct {
  const char *check; /* its id */
  const char *text;  /* N_() */
} KsAdvice;

/* Each ends with a row without id. */
extern const KsAdvice ks_advice_on_checks[];
extern const KsAdvice ks_advice_on_lints[];

G_END_DECLS
