/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "catena-config.h"

#include <glib/gi18n.h>

#include "catena-help-book.h"
#include "catena-help-view.h"

#define INDENT 24
#define SPACING 12
#define WIDTH 620

/* Addresses of the web are opened as everywhere; all else leads to a page. */
static gboolean
activate_link_cb (GtkLabel *label, const char *target, gpointer user_data)
{
  if (g_uri_peek_scheme (target) != NULL)
    return FALSE;

  gtk_widget_activate_action (GTK_WIDGET (label), "help.show", "s", target);
  return TRUE;
}

/**
 * catena_help_label_new:
 * @markup: Pango markup of a page of the help, which is part of the program
 *
 * Returns: (transfer floating): a label; its links activate “help.show” with where they lead
 */
GtkWidget *
catena_help_label_new (const char *markup)
{
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "label", markup, "use-markup", TRUE, "wrap", TRUE,
                                   "wrap-mode", PANGO_WRAP_WORD_CHAR, "natural-wrap-mode",
                                   GTK_NATURAL_WRAP_WORD, "xalign", 0.0, "hexpand", TRUE, NULL);

  g_signal_connect (label, "activate-link", G_CALLBACK (activate_link_cb), NULL);
  return label;
}

static GtkWidget *
make_heading (const CatenaHelpBlock *block)
{
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "label", block->markup, "use-markup", TRUE, "wrap", TRUE,
                                   "xalign", 0.0, "accessible-role", GTK_ACCESSIBLE_ROLE_HEADING, NULL);

  gtk_widget_add_css_class (label, block->kind == CATENA_HELP_HEADING ? "title-4" : "heading");
  gtk_accessible_update_property (GTK_ACCESSIBLE (label), GTK_ACCESSIBLE_PROPERTY_LEVEL,
                                  block->kind == CATENA_HELP_HEADING ? 2 : 3, -1);
  if (block->kind == CATENA_HELP_HEADING)
    gtk_widget_set_margin_top (label, SPACING);
  return label;
}

static void
copy_cb (GtkButton *button, gpointer user_data)
{
  GtkLabel *label = user_data;

  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (label)), gtk_label_get_text (label));
  gtk_accessible_announce (GTK_ACCESSIBLE (button), _ ("Copied"),
                           GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

static GtkWidget *
make_copy_button (GtkWidget *label)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("edit-copy-symbolic");

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_START);
  gtk_widget_set_tooltip_text (button, _ ("Copy"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Copy"), -1);
  g_signal_connect_object (button, "clicked", G_CALLBACK (copy_cb), label, G_CONNECT_DEFAULT);
  return button;
}

static GtkWidget *
make_framed (const CatenaHelpBlock *block)
{
  GtkWidget *label = catena_help_label_new (block->markup);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, SPACING / 2);
  GtkWidget *frame = adw_bin_new ();

  gtk_widget_set_margin_top (label, SPACING);
  gtk_widget_set_margin_bottom (label, SPACING);
  gtk_widget_set_margin_start (label, SPACING);
  gtk_widget_set_margin_end (label, SPACING);
  gtk_box_append (GTK_BOX (box), label);
  if (block->kind == CATENA_HELP_CODE) {
    GtkWidget *button = make_copy_button (label);

    gtk_widget_add_css_class (label, "monospace");
    gtk_widget_set_margin_top (button, SPACING / 2);
    gtk_widget_set_margin_end (button, SPACING / 2);
    gtk_box_append (GTK_BOX (box), button);
  }
  gtk_widget_add_css_class (frame, "card");
  adw_bin_set_child (ADW_BIN (frame), box);
  return frame;
}

static GtkWidget *
make_item (const CatenaHelpBlock *block)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  g_autofree char *number = block->number > 0 ? g_strdup_printf ("%u.", block->number) : g_strdup ("•");
  GtkWidget *marker =
    g_object_new (GTK_TYPE_LABEL, "label", number, "xalign", 0.0, "yalign", 0.0, "width-chars", 3, NULL);

  gtk_widget_add_css_class (marker, "numeric");
  gtk_box_append (GTK_BOX (box), marker);
  gtk_box_append (GTK_BOX (box), catena_help_label_new (block->markup));
  return box;
}

static GtkWidget *
make_block (const CatenaHelpBlock *block)
{
  gboolean is_marked = block->item && block->kind == CATENA_HELP_PARAGRAPH;
  guint outdent = block->kind == CATENA_HELP_TERM || is_marked ? 1 : 0;
  GtkWidget *widget = NULL;

  if (block->kind == CATENA_HELP_HEADING || block->kind == CATENA_HELP_TERM)
    widget = make_heading (block);
  else if (block->kind == CATENA_HELP_NOTE || block->kind == CATENA_HELP_CODE)
    widget = make_framed (block);
  else if (is_marked)
    widget = make_item (block);
  else
    widget = catena_help_label_new (block->markup);
  gtk_widget_set_margin_start (widget, INDENT * (block->depth - MIN (outdent, block->depth)));
  return widget;
}

static GtkWidget *
make_scrolled (GtkWidget *content)
{
  GtkWidget *clamp = g_object_new (ADW_TYPE_CLAMP, "maximum-size", WIDTH, "child", content, "margin-start",
                                   18, "margin-end", 18, "margin-top", 6, "margin-bottom", 24, NULL);

  return g_object_new (GTK_TYPE_SCROLLED_WINDOW, "hscrollbar-policy", GTK_POLICY_NEVER, "child", clamp, NULL);
}

/* The section is only known to be somewhere once it has a place. */
static void
map_cb (GtkWidget *heading, gpointer user_data)
{
  GtkWidget *viewport = gtk_widget_get_ancestor (heading, GTK_TYPE_VIEWPORT);

  gtk_viewport_scroll_to (GTK_VIEWPORT (viewport), heading, NULL);
}

/**
 * catena_help_view_new:
 * @page: a page
 * @section: (nullable): the section at which reading begins
 *
 * Returns: (transfer floating): the page, scrollable
 */
GtkWidget *
catena_help_view_new (const CatenaHelpPage *page, const char *section)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, SPACING);

  for (guint i = 0; i < page->blocks->len; i++) {
    const CatenaHelpBlock *block = g_ptr_array_index (page->blocks, i);
    GtkWidget *widget = make_block (block);

    if (block->kind == CATENA_HELP_HEADING && g_strcmp0 (block->section, section) == 0)
      g_signal_connect (widget, "map", G_CALLBACK (map_cb), NULL);
    gtk_box_append (GTK_BOX (box), widget);
  }
  return make_scrolled (box);
}

static GtkWidget *
make_row (const CatenaHelpPage *page)
{
  GtkWidget *row = adw_action_row_new ();

  g_object_set (row, "title", page->title, "subtitle", page->summary, "use-markup", FALSE, "activatable",
                TRUE, "action-name", "help.show", NULL);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "s", page->id);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name ("go-next-symbolic"));
  return row;
}

/**
 * catena_help_index_new:
 * @index: the page that is the index
 *
 * Returns: (transfer floating): its sections, each with a row for each page in it, which activates “help.show”
 */
GtkWidget *
catena_help_index_new (const CatenaHelpPage *index)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 24);
  g_autoptr (GPtrArray) pages = catena_help_book_list ();

  for (guint i = 0; i < index->blocks->len; i++) {
    const CatenaHelpBlock *block = g_ptr_array_index (index->blocks, i);
    GtkWidget *group = adw_preferences_group_new ();

    if (block->kind != CATENA_HELP_HEADING)
      continue;
    adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), block->markup);
    for (guint j = 0; j < pages->len; j++) {
      const CatenaHelpPage *page = g_ptr_array_index (pages, j);

      if (g_strcmp0 (page->group, block->section) == 0)
        adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), make_row (page));
    }
    gtk_box_append (GTK_BOX (box), group);
  }
  return make_scrolled (box);
}
