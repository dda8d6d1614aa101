/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef void (*CatenaAfterFrameFunc) (gpointer widget);

/* Work of a widget that waits until its next frame is on the screen. Begins as all zeros. */
typedef struct {
  GtkWidget *widget;
  CatenaAfterFrameFunc func;
  guint tick_id;
  guint idle_id;
} CatenaAfterFrame;

void catena_after_frame_start (CatenaAfterFrame *self, GtkWidget *widget, CatenaAfterFrameFunc func);
void catena_after_frame_stop (CatenaAfterFrame *self);
gboolean catena_after_frame_is_pending (const CatenaAfterFrame *self);

G_END_DECLS
