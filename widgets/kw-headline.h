/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>
#include "ks-verdict.h"

G_BEGIN_DECLS

/**
 * KwHeadline:
 *
 * The verdict in one line: mark, words, and the quieter rest. While it is being worked out for longer than a moment, a spinner
 * says so.
 */
#define KW_TYPE_HEADLINE (kw_headline_get_type ())
G_DECLARE_FINAL_TYPE (KwHeadline, kw_headline, KW, HEADLINE, AdwBin)

GtkWidget *kw_headline_new (void) G_GNUC_WARN_UNUSED_RESULT;
/* NULL clears. */
void kw_headline_set_verdict (KwHeadline *self, KsVerdict *verdict);
/* What the chain as stored leads to, where it has a gap; else the verdict. */
void kw_headline_set_stored (KwHeadline *self, KsVerdict *verdict);
/* Without a verdict, until there is one. */
void kw_headline_start_waiting (KwHeadline *self);

G_END_DECLS
