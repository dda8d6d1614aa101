/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "ks-asn1-tree.h"

G_BEGIN_DECLS

/**
 * KsExplanation:
 *
 * What is said about one thing that the window shows, for somebody who is new to certificates: a field, an extension, a kind of
 * certificate, a check. It says what the thing proves, and what it does not. Plain data that lives as long as the program.
 */
typedef struct {
  const char *id;        /* "field:serial", "extension:2.5.29.15", "check:signature"; stable */
  const char *title;     /* N_(): what it is called, where the text does not stand beside its name; or NULL */
  const char *text;      /* N_(): a few short sentences */
  const char *reference; /* "RFC 5280, 4.1.2.2", or NULL */
  const char *url;       /* of the source, or NULL */
} KsExplanation;

/* NULL: nothing is said about it. */
const KsExplanation *ks_explanation_find (const char *id);
/* An element of a file, by what it is called, else by what it is. */
const KsExplanation *ks_explanation_find_for_element (KsAsn1Tree *tree, guint index);
/* All of them, those of checks and lints too. */
const KsExplanation *const *ks_explanation_list (guint *n_explanations);

/* Translated. */
const char *ks_explanation_get_title (const KsExplanation *self); /* or NULL */
const char *ks_explanation_get_text (const KsExplanation *self);

G_END_DECLS
