/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "catena-config.h"

#include <string.h>

#include "catena-glossary-row.h"
#include "catena-help-view.h"

struct _CatenaGlossaryRow {
  GtkListBoxRow parent_instance;

  GtkBox *box;
  char *id;
  char *title;
  GString *text; /* of the definition */
  char *folded_title;
  char *folded_text;
};

G_DEFINE_FINAL_TYPE (CatenaGlossaryRow, catena_glossary_row, GTK_TYPE_LIST_BOX_ROW)

static void
catena_glossary_row_finalize (GObject *object)
{
  CatenaGlossaryRow *self = CATENA_GLOSSARY_ROW (object);

  g_free (self->id);
  g_free (self->title);
  g_string_free (self->text, TRUE);
  g_free (self->folded_title);
  g_free (self->folded_text);

  G_OBJECT_CLASS (catena_glossary_row_parent_class)->finalize (object);
}

static void
catena_glossary_row_class_init (CatenaGlossaryRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = catena_glossary_row_finalize;
}

static void
catena_glossary_row_init (CatenaGlossaryRow *self)
{
  GtkWidget *box =
    g_object_new (GTK_TYPE_BOX, "orientation", GTK_ORIENTATION_VERTICAL, "spacing", 6, "margin-top", 12,
                  "margin-bottom", 12, "margin-start", 12, "margin-end", 12, NULL);

  self->box = GTK_BOX (box);
  self->text = g_string_new (NULL);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self), FALSE);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self), box);
}

/**
 * catena_glossary_row_new:
 * @id: what links name it by
 * @title: the word
 *
 * Returns: (transfer floating): a row without a definition
 */
GtkWidget *
catena_glossary_row_new (const char *id, const char *title)
{
  CatenaGlossaryRow *self = g_object_new (CATENA_TYPE_GLOSSARY_ROW, NULL);
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "label", title, "wrap", TRUE, "xalign", 0.0, NULL);

  self->id = g_strdup (id);
  self->title = g_strdup (title);
  self->folded_title = g_utf8_casefold (title, -1);
  gtk_widget_add_css_class (label, "heading");
  gtk_box_append (self->box, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  return GTK_WIDGET (self);
}

/**
 * catena_glossary_row_add:
 * @self: a row
 * @markup: a paragraph of the definition, as Pango markup
 * @text: the same without markup
 *
 * Adds to what the word means.
 */
void
catena_glossary_row_add (CatenaGlossaryRow *self, const char *markup, const char *text)
{
  if (self->text->len > 0)
    g_string_append_c (self->text, ' ');
  g_string_append (self->text, text);
  g_free (self->folded_text);
  self->folded_text = g_utf8_casefold (self->text->str, -1);
  gtk_box_append (self->box, catena_help_label_new (markup));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, self->text->str,
                                  -1);
}

/**
 * catena_glossary_row_get_id:
 * @self: a row
 *
 * Returns: what links name it by
 */
const char *
catena_glossary_row_get_id (CatenaGlossaryRow *self)
{
  return self->id;
}

/**
 * catena_glossary_row_compare:
 * @self: a row
 * @other: another row
 *
 * Returns: less than, equal to or more than 0, by the order of the alphabet
 */
int
catena_glossary_row_compare (CatenaGlossaryRow *self, CatenaGlossaryRow *other)
{
  return g_utf8_collate (self->folded_title, other->folded_title);
}

/**
 * catena_glossary_row_get_title:
 * @self: a row
 *
 * Returns: the word
 */
const char *
catena_glossary_row_get_title (CatenaGlossaryRow *self)
{
  return self->title;
}

/**
 * catena_glossary_row_rank:
 * @self: a row
 * @needle: what is looked for, casefolded
 *
 * Returns: 0 when the word begins with it, 1 when the word contains it, 2 when only the definition does, -1 when nothing does
 */
int
catena_glossary_row_rank (CatenaGlossaryRow *self, const char *needle)
{
  if (g_str_has_prefix (self->folded_title, needle))
    return 0;
  if (strstr (self->folded_title, needle) != NULL)
    return 1;
  return self->folded_text != NULL && strstr (self->folded_text, needle) != NULL ? 2 : -1;
}
