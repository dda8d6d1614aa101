/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "ks.h"

G_BEGIN_DECLS

/* Whether the window has an answer to @remedy: an edit, a dialog, a search. */
gboolean catena_remedy_is_possible (KsRemedy remedy, KsEntry *entry);
/* The edit that repairs @entry by what @verdict already knows; NULL when nothing is known yet that would. */
KsEdit *catena_remedy_new_edit (KsRemedy remedy, KsEntry *entry, KsVerdict *verdict)
  G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
