/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "catena-config.h"

#include "catena-window-private.h"

static void
drop_files (CatenaWindow *self, GdkFileList *list)
{
  g_autoptr (GSList) files = gdk_file_list_get_files (list);

  for (GSList *l = files; l != NULL; l = l->next)
    catena_window_open_file (self, l->data);
}

/* Text goes into the keystore that is shown, as if it were pasted; without one it is opened. */
static void
drop_text (CatenaWindow *self, const char *text)
{
  CatenaStorePage *page = catena_window_get_page (self);
  CatenaDocument *document = page != NULL ? catena_store_page_get_document (page) : NULL;

  if (document != NULL && catena_document_is_editable (document))
    catena_store_page_paste_text (page, text);
  else
    catena_window_open_text (self, text);
}

static gboolean
drop_cb (CatenaWindow *self, const GValue *value)
{
  if (G_VALUE_HOLDS (value, GDK_TYPE_FILE_LIST))
    drop_files (self, g_value_get_boxed (value));
  else if (G_VALUE_HOLDS (value, G_TYPE_STRING))
    drop_text (self, g_value_get_string (value));
  else
    return FALSE;

  return TRUE;
}

void
_catena_window_init_dnd (CatenaWindow *self)
{
  GType types[] = { GDK_TYPE_FILE_LIST, G_TYPE_STRING };
  GtkDropTarget *target = gtk_drop_target_new (G_TYPE_INVALID, GDK_ACTION_COPY);

  gtk_drop_target_set_gtypes (target, types, G_N_ELEMENTS (types));
  g_signal_connect_swapped (target, "drop", G_CALLBACK (drop_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
}
