/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "catena-config.h"

#include "catena-after-frame.h"

static gboolean
idle_cb (gpointer user_data)
{
  CatenaAfterFrame *self = user_data;

  self->idle_id = 0;
  self->func (self->data);
  return G_SOURCE_REMOVE;
}

/* The frame begins. What is less urgent than drawing comes when it has ended. */
static gboolean
tick_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  CatenaAfterFrame *self = user_data;

  self->tick_id = 0;
  self->idle_id = g_idle_add_full (GDK_PRIORITY_REDRAW + 1, idle_cb, self, NULL);
  return G_SOURCE_REMOVE;
}

/**
 * catena_after_frame_start:
 * @self: the work, which is part of the structure of whoever does it
 * @widget: the widget whose frame is waited for
 * @func: what to do, once
 * @data: for @func
 *
 * Has work done after the next frame, so that what is to be seen first is not held up by the rest. Started again before
 * that, it is still done once.
 */
void
catena_after_frame_start (CatenaAfterFrame *self, GtkWidget *widget, CatenaAfterFrameFunc func, gpointer data)
{
  if (catena_after_frame_is_pending (self))
    return;

  g_set_weak_pointer (&self->widget, widget);
  self->func = func;
  self->data = data;
  self->tick_id = gtk_widget_add_tick_callback (widget, tick_cb, self, NULL);
}

/**
 * catena_after_frame_stop:
 * @self: the work
 *
 * Has it not done; to be called before @self is gone. The widget may be gone already.
 */
void
catena_after_frame_stop (CatenaAfterFrame *self)
{
  if (self->tick_id != 0 && self->widget != NULL)
    gtk_widget_remove_tick_callback (self->widget, self->tick_id);
  self->tick_id = 0;
  g_clear_weak_pointer (&self->widget);
  g_clear_handle_id (&self->idle_id, g_source_remove);
}

/**
 * catena_after_frame_is_pending:
 * @self: the work
 *
 * Returns: whether it is still to be done
 */
gboolean
catena_after_frame_is_pending (const CatenaAfterFrame *self)
{
  return (self->tick_id != 0 && self->widget != NULL) || self->idle_id != 0;
}
