/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>
#include "ks-verdict.h"

G_BEGIN_DECLS

/**
 * KwVerdictStrip:
 *
 * The four parts of a verdict in one card; two by two where it is narrow. Signal `part-activated (uint KsPart)`.
 */
#define KW_TYPE_VERDICT_STRIP (kw_verdict_strip_get_type ())
G_DECLARE_FINAL_TYPE (KwVerdictStrip, kw_verdict_strip, KW, VERDICT_STRIP, GtkWidget)

GtkWidget *kw_verdict_strip_new (void) G_GNUC_WARN_UNUSED_RESULT;
/* NULL clears. */
void kw_verdict_strip_set_verdict (KwVerdictStrip *self, KsVerdict *verdict);

G_END_DECLS
