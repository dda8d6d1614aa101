/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "ks-entry.h"

G_BEGIN_DECLS

/* The texts of an entry, made when somebody first asks for them. */
char *ks_entry_make_title (KsEntry *self) G_GNUC_WARN_UNUSED_RESULT;
char *ks_entry_make_search_text (KsEntry *self) G_GNUC_WARN_UNUSED_RESULT;
char *ks_entry_make_sort_key (KsEntry *self) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
