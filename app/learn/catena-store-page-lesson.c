/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The bar of a lesson at the keystore that somebody repairs, and lessons that are made of keystores. */

#include "catena-config.h"

#include "catena-lesson-bar.h"
#include "catena-make-lesson-dialog.h"
#include "catena-store-page-private.h"

#define ACTION "make-lesson"

static void
make_lesson_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  CatenaStorePage *self = user_data;

  adw_dialog_present (catena_make_lesson_dialog_new (self->document, self->verification), GTK_WIDGET (self));
}

static const GActionEntry entry = { ACTION, make_lesson_action };

void
_catena_store_page_init_lesson (CatenaStorePage *self)
{
  g_action_map_add_action_entries (G_ACTION_MAP (self->document_actions), &entry, 1, self);
}

/* There has to be a chain to draw, and what is not open cannot be protected anew. */
void
_catena_store_page_update_lesson (CatenaStorePage *self)
{
  KsEntry *selected = catena_verification_get_entry (self->verification);

  _catena_store_page_set_enabled (self->document_actions, ACTION,
                                  catena_document_is_editable (self->document) && selected != NULL &&
                                    ks_entry_get_leaf (selected) != NULL);
}

/* Above everything else; in a narrow window at the bottom, where it leaves the header bar its place. */
static void
place_bar (CatenaStorePage *self)
{
  GtkWidget *box = gtk_widget_get_parent (GTK_WIDGET (self->changed_banner));

  gtk_box_reorder_child_after (GTK_BOX (box), self->lesson_bar,
                               self->is_narrow ? gtk_widget_get_last_child (box) : NULL);
  catena_lesson_bar_set_is_narrow (CATENA_LESSON_BAR (self->lesson_bar), self->is_narrow);
}

static gboolean
place_bar_cb (gpointer user_data)
{
  CatenaStorePage *self = user_data;

  /* The tab may have been closed meanwhile. */
  if (gtk_widget_get_root (GTK_WIDGET (self)) != NULL)
    place_bar (self);
  return G_SOURCE_REMOVE;
}

/* The window is being laid out when it becomes narrow, and what is laid out may not change its places. */
void
_catena_store_page_place_lesson_bar (CatenaStorePage *self)
{
  if (self->lesson_bar != NULL)
    g_idle_add_full (G_PRIORITY_HIGH_IDLE, place_bar_cb, g_object_ref (self), g_object_unref);
}

/**
 * catena_store_page_set_lesson_bar:
 * @self: a page
 * @bar: of the lesson whose keystore it shows; once
 */
void
catena_store_page_set_lesson_bar (CatenaStorePage *self, CatenaLessonBar *bar)
{
  GtkWidget *box = gtk_widget_get_parent (GTK_WIDGET (self->changed_banner));

  g_return_if_fail (CATENA_IS_STORE_PAGE (self));
  g_return_if_fail (self->lesson_bar == NULL);

  self->lesson_bar = GTK_WIDGET (bar);
  gtk_box_prepend (GTK_BOX (box), self->lesson_bar);
  place_bar (self);
}
