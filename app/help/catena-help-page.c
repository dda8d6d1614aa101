/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "catena-config.h"

#include <string.h>

#include "catena-help-page.h"

/* How text inside of a paragraph looks; its name in Mallard, and what stands around it in Pango’s markup. */
typedef struct {
  const char *element;
  const char *before;
  const char *after;
} Inline;

static const Inline inlines[] = {
  { "gui", "<b>", "</b>" },    { "em", "<i>", "</i>" },      { "key", "<b>", "</b>" },
  { "app", "", "" },           { "code", "<tt>", "</tt>" },  { "cmd", "<tt>", "</tt>" },
  { "file", "<tt>", "</tt>" }, { "input", "<tt>", "</tt>" }, { "output", "<tt>", "</tt>" },
  { "sys", "<tt>", "</tt>" },
};

/* What stands between the parts of a combination of keys, and of a way through menus. */
typedef struct {
  const char *element;
  const char *between;
} Sequence;

static const Sequence sequences[] = { { "keyseq", "+" }, { "guiseq", " ▸ " } };

typedef struct {
  CatenaHelpPage *page;
  GString *markup; /* of the paragraph that is read; NULL: none */
  GString *text;
  CatenaHelpKind kind;
  guint info;          /* how deep in <info> */
  guint sections;      /* how deep in sections */
  char *section;       /* the last one that began */
  guint lists;         /* how deep in lists */
  guint numbers[8];    /* of the last step on each level; 0: the list has no numbers */
  gboolean is_first;   /* the next paragraph begins an item */
  guint notes;         /* how deep in notes */
  const char *between; /* of the sequence that is read, or NULL */
  guint n_parts;
} Reader;

static void
block_free (gpointer data)
{
  CatenaHelpBlock *block = data;

  g_free (block->section);
  g_free (block->markup);
  g_free (block->text);
  g_free (block);
}

static const char *
attribute (const char **names, const char **values, const char *name)
{
  for (gsize i = 0; names[i] != NULL; i++)
    if (g_str_equal (names[i], name))
      return values[i];
  return NULL;
}

static void
begin (Reader *self, CatenaHelpKind kind)
{
  if (self->markup != NULL)
    return;

  self->kind = kind;
  self->markup = g_string_new (NULL);
  self->text = g_string_new (NULL);
}

static void
add_block (Reader *self, char *markup, char *text)
{
  CatenaHelpBlock *block = g_new0 (CatenaHelpBlock, 1);
  guint level = MIN (self->lists, G_N_ELEMENTS (self->numbers)) - 1;

  block->kind = self->notes > 0 && self->kind == CATENA_HELP_PARAGRAPH ? CATENA_HELP_NOTE : self->kind;
  block->depth = self->lists;
  block->item = self->is_first && self->lists > 0;
  block->number = block->item ? self->numbers[level] : 0;
  block->section = g_strdup (self->section != NULL ? self->section : "");
  block->markup = markup;
  block->text = text;
  self->is_first = FALSE;
  g_ptr_array_add (self->page->blocks, block);
}

/* Ends the paragraph that is read, and says where it belongs. */
static void
finish (Reader *self, char **place)
{
  g_autofree char *markup = g_strchomp (g_string_free_and_steal (g_steal_pointer (&self->markup)));
  g_autofree char *text = g_strchomp (g_string_free_and_steal (g_steal_pointer (&self->text)));

  if (place != NULL)
    g_set_str (place, text);
  else
    add_block (self, g_steal_pointer (&markup), g_steal_pointer (&text));
}

/* Line breaks of the source are spaces, except in code. */
static void
append (Reader *self, const char *text, gsize length)
{
  g_autofree char *part = NULL;
  g_autofree char *escaped = NULL;
  GString *out = g_string_new (NULL);
  gboolean after_space = self->text->len == 0 || g_ascii_isspace (self->text->str[self->text->len - 1]);

  for (gsize i = 0; i < length; i++) {
    gboolean is_space = self->kind != CATENA_HELP_CODE && g_ascii_isspace (text[i]);

    if (!is_space)
      g_string_append_c (out, text[i]);
    else if (!after_space)
      g_string_append_c (out, ' ');
    after_space = is_space;
  }
  part = g_string_free_and_steal (out);
  escaped = g_markup_escape_text (part, -1);
  g_string_append (self->text, part);
  g_string_append (self->markup, escaped);
}

/* Links of Mallard: “xref” is a page, a section of this page, or both; “href” an address. */
static void
begin_link (Reader *self, const char **names, const char **values)
{
  const char *page = attribute (names, values, "xref");
  const char *address = page != NULL ? page : attribute (names, values, "href");
  g_autofree char *full =
    g_strconcat (page != NULL && *page == '#' && self->page->id != NULL ? self->page->id : "",
                 address != NULL ? address : "", NULL);
  g_autofree char *escaped = g_markup_escape_text (full, -1);

  g_string_append_printf (self->markup, "<a href=\"%s\">", escaped);
}

static void
begin_inline (Reader *self, const char *element, const char **names, const char **values)
{
  if (self->between != NULL && self->n_parts++ > 0) {
    g_string_append (self->markup, self->between);
    g_string_append (self->text, self->between);
  }
  for (gsize i = 0; i < G_N_ELEMENTS (sequences); i++)
    if (g_str_equal (element, sequences[i].element)) {
      self->between = sequences[i].between;
      self->n_parts = 0;
    }
  for (gsize i = 0; i < G_N_ELEMENTS (inlines); i++)
    if (g_str_equal (element, inlines[i].element))
      g_string_append (self->markup, inlines[i].before);
  if (g_str_equal (element, "link"))
    begin_link (self, names, values);
}

static void
end_inline (Reader *self, const char *element)
{
  for (gsize i = 0; i < G_N_ELEMENTS (sequences); i++)
    if (g_str_equal (element, sequences[i].element))
      self->between = NULL;
  for (gsize i = 0; i < G_N_ELEMENTS (inlines); i++)
    if (g_str_equal (element, inlines[i].element))
      g_string_append (self->markup, inlines[i].after);
  if (g_str_equal (element, "link"))
    g_string_append (self->markup, "</a>");
}

static void
start_info (Reader *self, const char *element, const char **names, const char **values)
{
  const char *target = attribute (names, values, "xref");

  if (g_str_equal (element, "desc"))
    begin (self, CATENA_HELP_PARAGRAPH);
  else if (g_str_equal (element, "link") && g_strcmp0 (attribute (names, values, "type"), "guide") == 0 &&
           target != NULL && g_str_has_prefix (target, "index#"))
    g_set_str (&self->page->group, strchr (target, '#') + 1);
}

static void
start_list (Reader *self, gboolean is_numbered)
{
  if (self->lists < G_N_ELEMENTS (self->numbers))
    self->numbers[self->lists] = 0;
  self->lists++;
  /* The first step makes it 1; a list without numbers stays at 0. */
  if (self->lists <= G_N_ELEMENTS (self->numbers))
    self->numbers[self->lists - 1] = is_numbered ? 1 : 0;
}

static void
start_block (Reader *self, const char *element, const char **names, const char **values)
{
  if (g_str_equal (element, "p"))
    begin (self, CATENA_HELP_PARAGRAPH);
  else if (g_str_equal (element, "screen"))
    begin (self, CATENA_HELP_CODE);
  else if (g_str_equal (element, "title"))
    begin (self, self->lists > 0 ? CATENA_HELP_TERM : CATENA_HELP_HEADING);
  else if (g_str_equal (element, "section")) {
    self->sections++;
    g_set_str (&self->section, attribute (names, values, "id"));
  } else if (g_str_equal (element, "list") || g_str_equal (element, "terms"))
    start_list (self, FALSE);
  else if (g_str_equal (element, "steps"))
    start_list (self, TRUE);
  else if (g_str_equal (element, "item"))
    self->is_first = TRUE;
  else if (g_str_equal (element, "note"))
    self->notes++;
  else if (g_str_equal (element, "page"))
    g_set_str (&self->page->id, attribute (names, values, "id"));
}

static void
start_cb (GMarkupParseContext *context,
          const char *element,
          const char **names,
          const char **values,
          gpointer data,
          GError **error)
{
  Reader *self = data;

  if (g_str_equal (element, "info"))
    self->info++;
  else if (self->markup != NULL)
    begin_inline (self, element, names, values);
  else if (self->info > 0)
    start_info (self, element, names, values);
  else
    start_block (self, element, names, values);
}

static gboolean
ends_block (Reader *self, const char *element)
{
  static const char *const blocks[] = { "p", "title", "screen", "desc", NULL };

  return self->markup != NULL && g_strv_contains (blocks, element);
}

static void
end_block (Reader *self, const char *element)
{
  if (self->info > 0)
    finish (self, &self->page->summary);
  else if (self->kind == CATENA_HELP_HEADING && self->sections == 0)
    finish (self, &self->page->title);
  else
    finish (self, NULL);
}

static void
end_item (Reader *self)
{
  guint level = MIN (self->lists, G_N_ELEMENTS (self->numbers));

  if (level > 0 && self->numbers[level - 1] > 0)
    self->numbers[level - 1]++;
  self->is_first = FALSE;
}

static void
end_cb (GMarkupParseContext *context, const char *element, gpointer data, GError **error)
{
  Reader *self = data;

  if (g_str_equal (element, "info"))
    self->info--;
  else if (ends_block (self, element))
    end_block (self, element);
  else if (self->markup != NULL)
    end_inline (self, element);
  else if (self->info > 0)
    return;
  else if (g_str_equal (element, "list") || g_str_equal (element, "terms") || g_str_equal (element, "steps"))
    self->lists--;
  else if (g_str_equal (element, "item"))
    end_item (self);
  else if (g_str_equal (element, "note"))
    self->notes--;
  else if (g_str_equal (element, "section"))
    self->sections--;
}

static gboolean
is_sequence (const char *element)
{
  for (gsize i = 0; i < G_N_ELEMENTS (sequences); i++)
    if (g_strcmp0 (element, sequences[i].element) == 0)
      return TRUE;
  return FALSE;
}

static void
text_cb (GMarkupParseContext *context, const char *text, gsize length, gpointer data, GError **error)
{
  Reader *self = data;

  /* Between the parts of a sequence there is nothing but the spaces of the source. */
  if (self->markup != NULL && !is_sequence (g_markup_parse_context_get_element (context)))
    append (self, text, length);
}

/**
 * catena_help_page_new:
 * @xml: a page in Mallard
 * @length: its length in bytes, or -1
 * @error: return location
 *
 * Reads a page. Elements that Catena’s pages do not use are passed over, and their text is kept.
 *
 * Returns: (transfer full): the page, or %NULL with a %G_MARKUP_ERROR
 */
CatenaHelpPage *
catena_help_page_new (const char *xml, gssize length, GError **error)
{
  static const GMarkupParser parser = { .start_element = start_cb, .end_element = end_cb, .text = text_cb };
  g_autoptr (CatenaHelpPage) page = g_new0 (CatenaHelpPage, 1);
  Reader reader = { .page = page };
  g_autoptr (GMarkupParseContext) context =
    g_markup_parse_context_new (&parser, G_MARKUP_DEFAULT_FLAGS, &reader, NULL);
  gboolean is_good;

  page->blocks = g_ptr_array_new_with_free_func (block_free);
  is_good = g_markup_parse_context_parse (context, xml, length, error) &&
            g_markup_parse_context_end_parse (context, error);
  g_free (reader.section);
  if (reader.markup != NULL)
    g_string_free (reader.markup, TRUE);
  if (reader.text != NULL)
    g_string_free (reader.text, TRUE);

  return is_good ? g_steal_pointer (&page) : NULL;
}

/**
 * catena_help_page_free:
 * @self: a page
 *
 * Frees it.
 */
void
catena_help_page_free (CatenaHelpPage *self)
{
  g_free (self->id);
  g_free (self->title);
  g_free (self->summary);
  g_free (self->group);
  g_ptr_array_unref (self->blocks);
  g_free (self);
}
