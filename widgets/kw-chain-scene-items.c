/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "kw-config.h"

#include "kw-chain-scene-private.h"

#include <string.h>

#include "kw-symbol-path.h"

#define FIRST_STRONG_ISOLATE "\xe2\x81\xa8"
#define POP_ISOLATE "\xe2\x81\xa9"

static KwSceneItem *
add_item (KwSceneMaker *self, KwSceneMeaning meaning, KsState state)
{
  KwSceneItem *item = g_new0 (KwSceneItem, 1);

  item->meaning = meaning;
  item->state = state;
  item->part = self->part;
  g_ptr_array_add (self->scene->items, item);
  return item;
}

/**
 * _kw_scene_add_path:
 * @self: a drawing while it is made
 * @meaning: what the path stands for
 * @state: its state
 * @path: (transfer full): in px from the top left of the picture
 * @stroke: (nullable): how it is stroked; %NULL: filled only
 *
 * Adds a path, over what is there.
 */
void
_kw_scene_add_path (KwSceneMaker *self,
                    KwSceneMeaning meaning,
                    KsState state,
                    GskPath *path,
                    GskStroke *stroke)
{
  KwSceneItem *item = add_item (self, meaning, state);

  item->path = path;
  item->stroke = stroke != NULL ? gsk_stroke_copy (stroke) : NULL;
}

/**
 * _kw_scene_add_box:
 * @self: a drawing while it is made
 * @meaning: what the box stands for
 * @state: its state
 * @bounds: in px from the top left of the picture
 * @radius: of its corners, in px
 * @stroke: (nullable): how its outline is stroked
 *
 * Adds a box with round corners.
 */
void
_kw_scene_add_box (KwSceneMaker *self,
                   KwSceneMeaning meaning,
                   KsState state,
                   const graphene_rect_t *bounds,
                   float radius,
                   GskStroke *stroke)
{
  g_autoptr (GskPathBuilder) builder = gsk_path_builder_new ();
  GskRoundedRect outline;

  gsk_rounded_rect_init_from_rect (&outline, bounds, radius);
  gsk_path_builder_add_rounded_rect (builder, &outline);
  _kw_scene_add_path (self, meaning, state, gsk_path_builder_free_to_path (g_steal_pointer (&builder)),
                      stroke);
}

/**
 * _kw_scene_add_icon:
 * @self: a drawing while it is made
 * @meaning: what the icon stands for
 * @state: its state
 * @icon: name of one of the program's own icons
 * @x: its left edge, in px
 * @y: its top, in px
 * @size: width and height, in px
 *
 * Adds an icon, as one path for each of its outlines.
 */
void
_kw_scene_add_icon (KwSceneMaker *self,
                    KwSceneMeaning meaning,
                    KsState state,
                    const char *icon,
                    float x,
                    float y,
                    float size)
{
  g_autoptr (GPtrArray) outlines = kw_symbol_path_list (icon);
  float scale = size / KW_SYMBOL_UNITS;

  for (guint i = 0; i < outlines->len; i++) {
    const KwSymbolPath *outline = g_ptr_array_index (outlines, i);
    GskTransform *transform = gsk_transform_translate (NULL, &GRAPHENE_POINT_INIT (x, y));
    KwSceneItem *item = add_item (self, meaning, state);

    item->path = kw_chain_shape_move (outline->path, gsk_transform_scale (transform, scale, scale));
    item->fill_rule = outline->fill_rule;
  }
}

/* In a picture each text stands alone, so that nothing has to be isolated from it. */
static char *
dup_without_isolate (const char *text)
{
  gsize length = strlen (text);

  if (g_str_has_prefix (text, FIRST_STRONG_ISOLATE) && g_str_has_suffix (text, POP_ISOLATE))
    return g_strndup (text + strlen (FIRST_STRONG_ISOLATE),
                      length - strlen (FIRST_STRONG_ISOLATE) - strlen (POP_ISOLATE));
  return g_strdup (text);
}

/**
 * _kw_scene_add_text:
 * @self: a drawing while it is made
 * @meaning: what the text stands for
 * @state: its state
 * @text: the text, visible throughout
 * @type: its type
 * @align: which end of the lines is at @x
 * @x: in px
 * @y: the top of the first line, in px
 * @width: where lines break, in px; -1 for one line
 *
 * Adds a text, whole: a picture has no tooltips.
 *
 * Returns: how high it is, in px
 */
float
_kw_scene_add_text (KwSceneMaker *self,
                    KwSceneMeaning meaning,
                    KsState state,
                    const char *text,
                    KwSceneType type,
                    KwSceneAlign align,
                    float x,
                    float y,
                    float width)
{
  g_autofree char *plain = dup_without_isolate (text);
  g_autoptr (KwSceneText) broken = kw_scene_text_new (self->context, plain, type, width);
  KwSceneItem *item;

  if (*plain == '\0')
    return kw_scene_text_get_height (broken);
  item = add_item (self, meaning, state);
  item->lines = g_steal_pointer (&broken->lines);
  item->x = x;
  item->y = y + broken->ascent;
  item->line_height = broken->line_height;
  item->size = kw_scene_type_get_size (type);
  item->is_bold = kw_scene_type_is_bold (type);
  item->align = align;
  item->is_rtl = broken->is_rtl;
  return (float) g_strv_length (item->lines) * item->line_height;
}

/**
 * _kw_scene_get_text_height:
 * @self: a drawing while it is made
 * @text: a text
 * @type: its type
 * @width: where lines break, in px; -1 for one line
 *
 * Returns: how high the text would be, in px
 */
float
_kw_scene_get_text_height (KwSceneMaker *self, const char *text, KwSceneType type, float width)
{
  g_autofree char *plain = dup_without_isolate (text);
  g_autoptr (KwSceneText) broken = kw_scene_text_new (self->context, plain, type, width);

  return kw_scene_text_get_height (broken);
}

/**
 * _kw_scene_get_text_width:
 * @self: a drawing while it is made
 * @text: a text
 * @type: its type
 *
 * Returns: how wide the text is on one line, in px
 */
float
_kw_scene_get_text_width (KwSceneMaker *self, const char *text, KwSceneType type)
{
  g_autofree char *plain = dup_without_isolate (text);
  g_autoptr (KwSceneText) broken = kw_scene_text_new (self->context, plain, type, -1);

  return broken->width;
}
