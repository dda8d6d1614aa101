/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "kw-trust-row.h"

G_BEGIN_DECLS

/**
 * KwTrustMatrix:
 *
 * Which truststores accept a certificate, and when, as a table. Property `narrow` (boolean): the cells of a row stand below each other.
 *
 * Signals, each with the index of a row: `row-activated (uint)`, `add-activated (uint)`, `remove-activated (uint)`.
 */
#define KW_TYPE_TRUST_MATRIX (kw_trust_matrix_get_type ())
G_DECLARE_FINAL_TYPE (KwTrustMatrix, kw_trust_matrix, KW, TRUST_MATRIX, GtkWidget)

GtkWidget *kw_trust_matrix_new (void) G_GNUC_WARN_UNUSED_RESULT;
/* @flags: what can be done about each row; NULL clears. */
void kw_trust_matrix_set_matrix (KwTrustMatrix *self, KsTrustMatrix *matrix, const KwTrustRowFlags *flags);
/* The row whose truststore the page asks; -1: none of them. */
void kw_trust_matrix_set_selected (KwTrustMatrix *self, int row);
void kw_trust_matrix_set_narrow (KwTrustMatrix *self, gboolean is_narrow);

G_END_DECLS
