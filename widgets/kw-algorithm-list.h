/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>
#include "ks-key-algorithm.h"

G_BEGIN_DECLS

/* Why a kind of key cannot be chosen, translated; NULL when it can. */
typedef const char *(*KwExplainFunc) (const KsKeyAlgorithm *algorithm, gpointer owner);

/**
 * KwAlgorithmList:
 *
 * A choice among the kinds of keys. What cannot be chosen is there too, insensitive, with the reason. Signal `changed ()`.
 */
#define KW_TYPE_ALGORITHM_LIST (kw_algorithm_list_get_type ())
G_DECLARE_FINAL_TYPE (KwAlgorithmList, kw_algorithm_list, KW, ALGORITHM_LIST, AdwPreferencesGroup)

GtkWidget *kw_algorithm_list_new (void) G_GNUC_WARN_UNUSED_RESULT;
const KsKeyAlgorithm *kw_algorithm_list_get_selected (KwAlgorithmList *self);
void kw_algorithm_list_set_selected (KwAlgorithmList *self, const KsKeyAlgorithm *algorithm);
/* Asks about each kind. A chosen one that cannot be chosen any more gives way to the first that can. */
void kw_algorithm_list_explain (KwAlgorithmList *self, KwExplainFunc explain, gpointer owner);

G_END_DECLS
