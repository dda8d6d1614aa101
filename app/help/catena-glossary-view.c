/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "catena-config.h"

#include <glib/gi18n.h>

#include "catena-glossary-row.h"
#include "catena-glossary-view.h"
#include "catena-help-book.h"

struct _CatenaGlossaryView {
  AdwBin parent_instance;

  GtkSearchEntry *search_entry;
  GtkScrolledWindow *scrolled_window;
  GtkStack *stack;
  GtkListBox *list_box;
  char *needle; /* what is looked for, casefolded */
};

G_DEFINE_FINAL_TYPE (CatenaGlossaryView, catena_glossary_view, ADW_TYPE_BIN)

static gboolean
matches (GtkListBoxRow *row, gpointer user_data)
{
  CatenaGlossaryView *self = user_data;

  return catena_glossary_row_rank (CATENA_GLOSSARY_ROW (row), self->needle) >= 0;
}

/* What fits best comes first, and what fits alike in the order of the alphabet. */
static int
compare (GtkListBoxRow *a, GtkListBoxRow *b, gpointer user_data)
{
  CatenaGlossaryView *self = user_data;
  CatenaGlossaryRow *left = CATENA_GLOSSARY_ROW (a), *right = CATENA_GLOSSARY_ROW (b);
  int rank = catena_glossary_row_rank (left, self->needle) - catena_glossary_row_rank (right, self->needle);

  return rank != 0 ? rank : catena_glossary_row_compare (left, right);
}

static gboolean
has_rows (CatenaGlossaryView *self)
{
  for (int i = 0;; i++) {
    GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->list_box, i);

    if (row == NULL || gtk_widget_get_child_visible (GTK_WIDGET (row)))
      return row != NULL;
  }
}

static void
search_changed_cb (CatenaGlossaryView *self)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->search_entry))));

  g_free (self->needle);
  self->needle = g_utf8_casefold (text, -1);
  gtk_list_box_invalidate_filter (self->list_box);
  gtk_list_box_invalidate_sort (self->list_box);
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scrolled_window), 0);
  gtk_stack_set_visible_child_name (self->stack, has_rows (self) ? "words" : "none");
}

/* Each section of the page is a word. */
static void
fill (CatenaGlossaryView *self)
{
  g_autoptr (CatenaHelpPage) page = catena_help_book_open ("glossary");
  GtkWidget *row = NULL;

  for (guint i = 0; page != NULL && i < page->blocks->len; i++) {
    const CatenaHelpBlock *block = g_ptr_array_index (page->blocks, i);

    if (block->kind == CATENA_HELP_HEADING) {
      row = catena_glossary_row_new (block->section, block->text);
      gtk_list_box_append (self->list_box, row);
    } else if (row != NULL) {
      catena_glossary_row_add (CATENA_GLOSSARY_ROW (row), block->markup, block->text);
    }
  }
}

static void
catena_glossary_view_dispose (GObject *object)
{
  adw_bin_set_child (ADW_BIN (object), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), CATENA_TYPE_GLOSSARY_VIEW);

  G_OBJECT_CLASS (catena_glossary_view_parent_class)->dispose (object);
}

static void
catena_glossary_view_finalize (GObject *object)
{
  g_free (CATENA_GLOSSARY_VIEW (object)->needle);

  G_OBJECT_CLASS (catena_glossary_view_parent_class)->finalize (object);
}

static void
catena_glossary_view_class_init (CatenaGlossaryViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = catena_glossary_view_dispose;
  G_OBJECT_CLASS (klass)->finalize = catena_glossary_view_finalize;

  gtk_widget_class_set_template_from_resource (widget_class, RESOURCE_PATH "/help/catena-glossary-view.ui");
  gtk_widget_class_bind_template_child (widget_class, CatenaGlossaryView, search_entry);
  gtk_widget_class_bind_template_child (widget_class, CatenaGlossaryView, scrolled_window);
  gtk_widget_class_bind_template_child (widget_class, CatenaGlossaryView, stack);
  gtk_widget_class_bind_template_child (widget_class, CatenaGlossaryView, list_box);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
}

static void
catena_glossary_view_init (CatenaGlossaryView *self)
{
  self->needle = g_strdup ("");
  gtk_widget_init_template (GTK_WIDGET (self));
  fill (self);
  gtk_list_box_set_sort_func (self->list_box, compare, self, NULL);
  gtk_list_box_set_filter_func (self->list_box, matches, self, NULL);
  gtk_search_entry_set_key_capture_widget (self->search_entry, GTK_WIDGET (self));
}

/**
 * catena_glossary_view_new:
 *
 * Returns: (transfer floating): a new view of the whole glossary
 */
GtkWidget *
catena_glossary_view_new (void)
{
  return g_object_new (CATENA_TYPE_GLOSSARY_VIEW, NULL);
}

/**
 * catena_glossary_view_show:
 * @self: a view
 * @id: what the links of the help name a word by
 *
 * Looks for a word, so that it stands at the top. Nothing happens where there is none.
 */
void
catena_glossary_view_show (CatenaGlossaryView *self, const char *id)
{
  for (int i = 0;; i++) {
    GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->list_box, i);

    if (row == NULL)
      return;
    if (g_strcmp0 (catena_glossary_row_get_id (CATENA_GLOSSARY_ROW (row)), id) == 0) {
      gtk_editable_set_text (GTK_EDITABLE (self->search_entry),
                             catena_glossary_row_get_title (CATENA_GLOSSARY_ROW (row)));
      return;
    }
  }
}
