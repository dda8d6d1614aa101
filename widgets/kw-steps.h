/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * KwSteps:
 *
 * The few steps of a way, in a row: those that are done have a mark, the one that is on has a number in the accent colour.
 * Property: `current` (uint): index of the step that is on; as many as there are steps: all are done.
 */
#define KW_TYPE_STEPS (kw_steps_get_type ())
G_DECLARE_FINAL_TYPE (KwSteps, kw_steps, KW, STEPS, GtkWidget)

GtkWidget *kw_steps_new (void) G_GNUC_WARN_UNUSED_RESULT;
/* @titles: NULL-terminated, translated */
void kw_steps_set_titles (KwSteps *self, const char *const *titles);
guint kw_steps_get_current (KwSteps *self);
void kw_steps_set_current (KwSteps *self, guint current);

G_END_DECLS
