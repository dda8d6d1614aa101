/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef void (*CatenaAfterFrameFunc) (gpointer data);

/* Work that waits until a widget's next frame is on the screen. Begins as all zeros. */
typedef struct {
  GtkWidget *widget; /* a weak pointer */
  CatenaAfterFrameFunc func;
  gpointer data;
  guint tick_id;
  guint idle_id;
} CatenaAfterFrame;

void catena_after_frame_start (CatenaAfterFrame *self,
                               GtkWidget *widget,
                               CatenaAfterFrameFunc func,
                               gpointer data);
void catena_after_frame_stop (CatenaAfterFrame *self);
gboolean catena_after_frame_is_pending (const CatenaAfterFrame *self);

G_END_DECLS
