/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "catena-config.h"

#include <glib/gi18n.h>

#include "catena-glossary-view.h"
#include "catena-help-book.h"
#include "catena-help-dialog.h"
#include "catena-help-view.h"

#define INDEX "index"
#define GLOSSARY "glossary"

struct _CatenaHelpDialog {
  AdwDialog parent_instance;

  AdwNavigationView *view;
};

G_DEFINE_FINAL_TYPE (CatenaHelpDialog, catena_help_dialog, ADW_TYPE_DIALOG)

static GtkWidget *
make_content (const CatenaHelpPage *page, const char *section)
{
  GtkWidget *glossary;

  if (g_str_equal (page->id, INDEX))
    return catena_help_index_new (page);
  if (!g_str_equal (page->id, GLOSSARY))
    return catena_help_view_new (page, section);

  glossary = catena_glossary_view_new ();
  if (section != NULL)
    catena_glossary_view_show (CATENA_GLOSSARY_VIEW (glossary), section);
  return glossary;
}

static AdwNavigationPage *
make_page (const CatenaHelpPage *page, const char *section)
{
  GtkWidget *toolbar = adw_toolbar_view_new ();
  GtkWidget *content = make_content (page, section);
  const char *title = g_str_equal (page->id, INDEX) ? _ ("Help") : page->title;
  AdwNavigationPage *made = adw_navigation_page_new (toolbar, title);

  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (toolbar), adw_header_bar_new ());
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (toolbar), content);
  adw_navigation_page_set_tag (made, page->id);
  return made;
}

/* A word that leads to another one is followed where it stands; everything else goes forward. */
static gboolean
show_in_place (CatenaHelpDialog *self, const char *id, const char *section)
{
  AdwNavigationPage *visible = adw_navigation_view_get_visible_page (self->view);
  GtkWidget *content = NULL;

  if (visible == NULL || section == NULL || !g_str_equal (id, GLOSSARY) ||
      g_strcmp0 (adw_navigation_page_get_tag (visible), GLOSSARY) != 0)
    return FALSE;

  content = adw_toolbar_view_get_content (ADW_TOOLBAR_VIEW (adw_navigation_page_get_child (visible)));
  catena_glossary_view_show (CATENA_GLOSSARY_VIEW (content), section);
  return TRUE;
}

static void
show_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  catena_help_dialog_show (CATENA_HELP_DIALOG (widget), g_variant_get_string (parameter, NULL));
}

static void
catena_help_dialog_class_init (CatenaHelpDialogClass *klass)
{
  gtk_widget_class_install_action (GTK_WIDGET_CLASS (klass), "help.show", "s", show_action);
}

static void
catena_help_dialog_init (CatenaHelpDialog *self)
{
  self->view = ADW_NAVIGATION_VIEW (adw_navigation_view_new ());
  adw_dialog_set_content_width (ADW_DIALOG (self), 640);
  adw_dialog_set_content_height (ADW_DIALOG (self), 680);
  adw_dialog_set_title (ADW_DIALOG (self), _ ("Help"));
  adw_dialog_set_child (ADW_DIALOG (self), GTK_WIDGET (self->view));
}

/**
 * catena_help_dialog_new:
 * @target: a page, or “page#section”
 *
 * Returns: (transfer floating): a new dialog that shows it
 */
AdwDialog *
catena_help_dialog_new (const char *target)
{
  CatenaHelpDialog *self = g_object_new (CATENA_TYPE_HELP_DIALOG, NULL);

  catena_help_dialog_show (self, target);
  return ADW_DIALOG (self);
}

/**
 * catena_help_dialog_show:
 * @self: a dialog
 * @target: a page, or “page#section”
 *
 * Goes to a page; Back leads to the one that was shown. Nothing happens where there is no such page.
 */
void
catena_help_dialog_show (CatenaHelpDialog *self, const char *target)
{
  g_auto (GStrv) parts = g_strsplit (target, "#", 2);
  const char *section = parts[0] != NULL ? parts[1] : NULL;
  g_autoptr (CatenaHelpPage) page = parts[0] != NULL ? catena_help_book_open (parts[0]) : NULL;
  AdwNavigationPage *known = NULL;

  if (page == NULL || page->id == NULL || show_in_place (self, page->id, section))
    return;

  /* A page stands once on the way: whoever comes to it again goes back to it, or sees it anew. */
  known = adw_navigation_view_find_page (self->view, page->id);
  if (known != NULL && known == adw_navigation_view_get_visible_page (self->view) && section == NULL)
    return;
  if (known != NULL && section == NULL) {
    adw_navigation_view_pop_to_page (self->view, known);
    return;
  }
  if (known != NULL)
    adw_navigation_page_set_tag (known, NULL);
  adw_navigation_view_push (self->view, make_page (page, section));
}
