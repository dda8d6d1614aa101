/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "kw-config.h"

#include "kw-scene-text.h"

#include <math.h>

/* The interface's 11 points at 96 dpi, and the 82 % of its captions. */
#define BODY_SIZE 14.667f
#define CAPTION_SIZE 12.0f

static const struct {
  float size;
  gboolean is_bold;
} types[] = {
  [KW_TYPE_CAPTION] = { CAPTION_SIZE, FALSE },
  [KW_TYPE_CAPTION_HEADING] = { CAPTION_SIZE, TRUE },
  [KW_TYPE_HEADING] = { BODY_SIZE, TRUE },
};

/**
 * kw_scene_text_make_context:
 *
 * Makes a context that measures alike everywhere: without hints, and without the settings of a display.
 *
 * Returns: (transfer full): a context for this thread
 */
PangoContext *
kw_scene_text_make_context (void)
{
  PangoContext *context = pango_font_map_create_context (pango_cairo_font_map_get_default ());
  cairo_font_options_t *options = cairo_font_options_create ();

  cairo_font_options_set_hint_style (options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics (options, CAIRO_HINT_METRICS_OFF);
  cairo_font_options_set_antialias (options, CAIRO_ANTIALIAS_GRAY);
  pango_cairo_context_set_font_options (context, options);
  cairo_font_options_destroy (options);
  pango_cairo_context_set_resolution (context, 96);
  pango_context_set_round_glyph_positions (context, FALSE);
  return context;
}

/**
 * kw_scene_type_get_size:
 * @type: a type
 *
 * Returns: its size, in px
 */
float
kw_scene_type_get_size (KwSceneType type)
{
  return types[type].size;
}

/**
 * kw_scene_type_is_bold:
 * @type: a type
 *
 * Returns: whether it is bold
 */
gboolean
kw_scene_type_is_bold (KwSceneType type)
{
  return types[type].is_bold;
}

/**
 * kw_scene_text_make_layout:
 * @context: where to measure or draw
 * @text: a text
 * @size: of the type, in px
 * @is_bold: whether it is bold
 *
 * Makes a layout of a text, in the direction that the text itself has.
 *
 * Returns: (transfer full): the layout
 */
PangoLayout *
kw_scene_text_make_layout (PangoContext *context, const char *text, float size, gboolean is_bold)
{
  PangoLayout *layout = pango_layout_new (context);
  g_autoptr (PangoFontDescription) font = pango_font_description_new ();

  pango_font_description_set_family_static (font, KW_SCENE_FAMILY);
  pango_font_description_set_absolute_size (font, (double) size * PANGO_SCALE);
  pango_font_description_set_weight (font, is_bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
  pango_layout_set_font_description (layout, font);
  pango_layout_set_auto_dir (layout, TRUE);
  pango_layout_set_text (layout, text, -1);
  return layout;
}

/**
 * kw_scene_text_new:
 * @context: where to measure
 * @text: a text
 * @type: its type
 * @width: in px, -1 for one line
 *
 * Breaks a text into lines, at words where it can be done. Put together, the lines are the text.
 *
 * Returns: (transfer full): the lines
 */
KwSceneText *
kw_scene_text_new (PangoContext *context, const char *text, KwSceneType type, float width)
{
  g_autoptr (PangoLayout) layout =
    kw_scene_text_make_layout (context, text, types[type].size, types[type].is_bold);
  PangoFontMetrics *metrics =
    pango_context_get_metrics (context, pango_layout_get_font_description (layout), NULL);
  KwSceneText *self = g_new0 (KwSceneText, 1);
  int n_lines, pixel_width;

  if (width >= 0) {
    pango_layout_set_width (layout, (int) (width * PANGO_SCALE));
    pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  }
  n_lines = pango_layout_get_line_count (layout);
  self->lines = g_new0 (char *, (gsize) n_lines + 1);
  for (int i = 0; i < n_lines; i++) {
    const PangoLayoutLine *line = pango_layout_get_line_readonly (layout, i);

    self->lines[i] = g_strndup (text + line->start_index, (gsize) line->length);
  }
  self->is_rtl = pango_layout_line_get_resolved_direction (pango_layout_get_line_readonly (layout, 0)) ==
                 PANGO_DIRECTION_RTL;
  pango_layout_get_pixel_size (layout, &pixel_width, NULL);
  self->width = (float) pixel_width;
  self->ascent = (float) pango_font_metrics_get_ascent (metrics) / PANGO_SCALE;
  self->line_height = ceilf ((float) pango_font_metrics_get_height (metrics) / PANGO_SCALE);
  pango_font_metrics_unref (metrics);
  return self;
}

/**
 * kw_scene_text_get_height:
 * @self: a text
 *
 * Returns: the height of all lines, in px
 */
float
kw_scene_text_get_height (const KwSceneText *self)
{
  return (float) g_strv_length (self->lines) * self->line_height;
}

/**
 * kw_scene_text_free:
 * @self: (transfer full): a text
 *
 * Frees the text.
 */
void
kw_scene_text_free (KwSceneText *self)
{
  g_strfreev (self->lines);
  g_free (self);
}
