/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "ks-explanation.h"

G_BEGIN_DECLS

#define KS_RFC_URL(number, section) "https://www.rfc-editor.org/rfc/rfc" number "#section-" section
#define KS_RFC(number, section) "RFC " number ", " section, KS_RFC_URL (number, section)

/* The table, in as many files as its texts need; each ends with a row without id. What belongs to a table that is elsewhere is named by
 * what that table calls it: "extension:" and "attribute:" by their object identifiers, "check:" by the check or lint, whose reason is
 * its explanation. */
extern const KsExplanation ks_explanations_of_fields[];
extern const KsExplanation ks_explanations_of_views[];
extern const KsExplanation ks_explanations_of_extensions[];
extern const KsExplanation ks_explanations_of_attributes[];
extern const KsExplanation ks_explanations_of_elements[];

G_END_DECLS
