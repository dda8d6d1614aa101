/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "catena-config.h"

#include "catena-lesson-handout.h"

#include <glib/gi18n.h>

#include "catena-store-page-private.h"

#define TEXT "text"

static CatenaStorePage *
get_page (GtkWidget *button)
{
  GtkWidget *page = gtk_widget_get_ancestor (button, CATENA_TYPE_STORE_PAGE);

  return page != NULL ? CATENA_STORE_PAGE (page) : NULL;
}

static const char *
get_text (GtkWidget *button)
{
  return g_object_get_data (G_OBJECT (button), TEXT);
}

/* Keys get what a CA has sent, and the dialog says where it is for none of them; truststores get new anchors. */
static void
clicked_cb (GtkWidget *button)
{
  CatenaStorePage *page = get_page (button);

  if (page == NULL)
    return;
  if (catena_verification_get_role (catena_store_page_get_verification (page)) == KS_ROLE_KIND_TRUSTSTORE)
    _catena_store_page_import_text (page, get_text (button));
  else
    _catena_store_page_show_reply (page, get_text (button));
}

static void
import_action (GSimpleAction *action, GVariant *parameter, gpointer button)
{
  CatenaStorePage *page = get_page (button);

  if (page != NULL)
    _catena_store_page_import_text (page, get_text (button));
}

static void
reply_action (GSimpleAction *action, GVariant *parameter, gpointer button)
{
  CatenaStorePage *page = get_page (button);

  if (page != NULL)
    _catena_store_page_show_reply (page, get_text (button));
}

static void
copy_action (GSimpleAction *action, GVariant *parameter, gpointer button)
{
  CatenaStorePage *page = get_page (button);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (button), get_text (button));
  if (page != NULL)
    _catena_store_page_add_toast (page, _ ("Copied"), FALSE);
}

static GdkContentProvider *
prepare_cb (GtkDragSource *source, double x, double y, GtkWidget *button)
{
  return gdk_content_provider_new_typed (G_TYPE_STRING, get_text (button));
}

static void
drag_begin_cb (GtkDragSource *source, GdkDrag *drag, GtkWidget *button)
{
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (button);

  gtk_drag_source_set_icon (source, paintable, 0, 0);
}

static void
make_draggable (GtkWidget *button)
{
  GtkDragSource *source = gtk_drag_source_new ();

  g_signal_connect (source, "prepare", G_CALLBACK (prepare_cb), button);
  g_signal_connect (source, "drag-begin", G_CALLBACK (drag_begin_cb), button);
  /* The button takes the click first. */
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (source), GTK_PHASE_CAPTURE);
  gtk_widget_add_controller (button, GTK_EVENT_CONTROLLER (source));
}

static const GActionEntry actions[] = {
  { "import", import_action },
  { "reply", reply_action },
  { "copy", copy_action },
};

static void
make_menu (GtkWidget *button)
{
  g_autoptr (GMenu) menu = g_menu_new ();
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();

  g_menu_append (menu, _ ("_Import…"), "handout.import");
  g_menu_append (menu, _ ("Import as CA _Reply…"), "handout.reply");
  g_menu_append (menu, _ ("_Copy"), "handout.copy");
  g_action_map_add_action_entries (G_ACTION_MAP (group), actions, G_N_ELEMENTS (actions), button);
  gtk_widget_insert_action_group (button, "handout", G_ACTION_GROUP (group));
  adw_split_button_set_menu_model (ADW_SPLIT_BUTTON (button), G_MENU_MODEL (menu));
}

/**
 * catena_lesson_handout_new:
 * @handout: what the learner is given; copied
 *
 * Makes its button, which works inside of the page of a keystore.
 *
 * Returns: (transfer floating): a new button
 */
GtkWidget *
catena_lesson_handout_new (const KsLessonHandout *handout)
{
  GtkWidget *button = adw_split_button_new ();
  GtkWidget *content = adw_button_content_new ();
  gsize size;
  const char *data = g_bytes_get_data (handout->bytes, &size);
  /* Translators: %s is what a learner is given: “What the CA sent” */
  g_autofree char *tooltip = g_strdup_printf (_ ("Other Ways to Use “%s”"), handout->title);

  g_object_set_data_full (G_OBJECT (button), TEXT, g_strndup (data, size), g_free);
  adw_button_content_set_icon_name (ADW_BUTTON_CONTENT (content), "mail-attachment-symbolic");
  adw_button_content_set_label (ADW_BUTTON_CONTENT (content), handout->title);
  adw_button_content_set_can_shrink (ADW_BUTTON_CONTENT (content), TRUE);
  adw_split_button_set_child (ADW_SPLIT_BUTTON (button), content);
  adw_split_button_set_can_shrink (ADW_SPLIT_BUTTON (button), TRUE);
  gtk_widget_set_tooltip_text (button, handout->file_name);
  adw_split_button_set_dropdown_tooltip (ADW_SPLIT_BUTTON (button), tooltip);
  make_menu (button);
  make_draggable (button);
  g_signal_connect (button, "clicked", G_CALLBACK (clicked_cb), NULL);
  return button;
}
