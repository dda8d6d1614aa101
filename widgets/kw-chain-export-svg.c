/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "kw-config.h"

#include <math.h>
#include <string.h>

#include "kw-chain-export.h"
#include "kw-chain-palette.h"
#include "kw-scene-text.h"

/* A number without the locale's comma, and without digits that nobody sees. */
static void
append_number (GString *out, float number)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  number = roundf (number * 100) / 100;
  g_string_append (out, g_ascii_formatd (buffer, sizeof buffer, "%.6g", (double) number));
}

static void
append_attribute (GString *out, const char *name, float number)
{
  g_string_append_printf (out, " %s=\"", name);
  append_number (out, number);
  g_string_append_c (out, '"');
}

/* XML 1.0 section 2.2: what is no character there cannot be written at all. */
static void
append_text (GString *out, const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);

  for (const char *p = valid; *p != '\0'; p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);

    if (c == '&')
      g_string_append (out, "&amp;");
    else if (c == '<')
      g_string_append (out, "&lt;");
    else if (c == '>')
      g_string_append (out, "&gt;");
    else if (c == '"')
      g_string_append (out, "&quot;");
    else if ((c < 0x20 && c != '\t') || (c >= 0x7f && c < 0xa0) || c == 0xfffe || c == 0xffff)
      g_string_append (out, "\xef\xbf\xbd");
    else
      g_string_append_unichar (out, c);
  }
}

static void
append_element (GString *out, const char *element, const char *id, const char *text)
{
  g_string_append_printf (out, "<%s", element);
  if (id != NULL)
    g_string_append_printf (out, " id=\"%s\"", id);
  g_string_append_c (out, '>');
  append_text (out, text);
  g_string_append_printf (out, "</%s>\n", element);
}

static void
append_color (GString *out, const char *name, const GdkRGBA *color)
{
  if (color->alpha <= 0) {
    g_string_append_printf (out, " %s=\"none\"", name);
    return;
  }
  g_string_append_printf (out, " %s=\"#%02x%02x%02x\"", name, (guint) lroundf (color->red * 255),
                          (guint) lroundf (color->green * 255), (guint) lroundf (color->blue * 255));
  if (color->alpha < 1) {
    g_autofree char *opacity = g_strdup_printf ("%s-opacity", name);

    append_attribute (out, opacity, color->alpha);
  }
}

static void
append_points (GString *out, char command, const graphene_point_t *points, gsize n_points)
{
  g_string_append_c (out, command);
  for (gsize i = 0; i < n_points; i++) {
    if (i > 0)
      g_string_append_c (out, ' ');
    append_number (out, points[i].x);
    g_string_append_c (out, ' ');
    append_number (out, points[i].y);
  }
}

/* Conics, which SVG does not have, come as curves that it has. */
static gboolean
append_operation (GskPathOperation op,
                  const graphene_point_t *points,
                  gsize n_points,
                  float weight,
                  gpointer data)
{
  static const char commands[] = {
    [GSK_PATH_MOVE] = 'M',
    [GSK_PATH_LINE] = 'L',
    [GSK_PATH_QUAD] = 'Q',
    [GSK_PATH_CUBIC] = 'C',
  };

  if (op == GSK_PATH_CLOSE)
    g_string_append_c (data, 'Z');
  else if (op == GSK_PATH_MOVE)
    append_points (data, 'M', points, 1);
  else
    append_points (data, commands[op], points + 1, n_points - 1);
  return TRUE;
}

static void
append_stroke (GString *out, const GskStroke *stroke, const GdkRGBA *color)
{
  const float *dash;
  gsize n_dash;

  if (stroke == NULL)
    return;
  append_color (out, "stroke", color);
  append_attribute (out, "stroke-width", gsk_stroke_get_line_width (stroke));
  dash = gsk_stroke_get_dash (stroke, &n_dash);
  for (gsize i = 0; i < n_dash; i++) {
    g_string_append (out, i == 0 ? " stroke-dasharray=\"" : " ");
    append_number (out, dash[i]);
  }
  if (n_dash > 0)
    g_string_append_c (out, '"');
}

static void
append_path (GString *out, const KwSceneItem *item, const KwScenePaint *paint)
{
  g_string_append (out, "<path d=\"");
  gsk_path_foreach (item->path, GSK_PATH_FOREACH_ALLOW_QUAD | GSK_PATH_FOREACH_ALLOW_CUBIC, append_operation,
                    out);
  g_string_append_c (out, '"');
  append_color (out, "fill", &paint->fill);
  if (item->fill_rule == GSK_FILL_RULE_EVEN_ODD)
    g_string_append (out, " fill-rule=\"evenodd\"");
  append_stroke (out, item->stroke, &paint->line);
  g_string_append (out, "/>\n");
}

/* In a text that runs to the left, the start is at the right. */
static const char *
get_anchor (KwSceneAlign align, gboolean is_rtl)
{
  if (align == KW_SCENE_MIDDLE)
    return "middle";
  return (align == KW_SCENE_RIGHT) == is_rtl ? "start" : "end";
}

static void
append_lines (GString *out, const KwSceneItem *item)
{
  for (gsize i = 0; item->lines[i] != NULL; i++) {
    g_autofree char *line = g_strchomp (g_strdup (item->lines[i]));

    g_string_append (out, "<tspan");
    append_attribute (out, "x", item->x);
    append_attribute (out, "y", item->y + (float) i * item->line_height);
    g_string_append_c (out, '>');
    append_text (out, line);
    /* A space between two words: whoever copies the text gets both. */
    if (strlen (line) < strlen (item->lines[i]) && item->lines[i + 1] != NULL)
      g_string_append_c (out, ' ');
    g_string_append (out, "</tspan>");
  }
}

static void
append_words (GString *out, const KwSceneItem *item, const KwScenePaint *paint)
{
  g_string_append (out, "<text");
  append_attribute (out, "font-size", item->size);
  if (item->is_bold)
    g_string_append (out, " font-weight=\"bold\"");
  g_string_append_printf (out, " text-anchor=\"%s\"", get_anchor (item->align, item->is_rtl));
  if (item->is_rtl)
    g_string_append (out, " direction=\"rtl\"");
  append_color (out, "fill", &paint->fill);
  if (item->lines[1] == NULL) {
    append_attribute (out, "x", item->x);
    append_attribute (out, "y", item->y);
    g_string_append_c (out, '>');
    append_text (out, item->lines[0]);
  } else {
    g_string_append_c (out, '>');
    append_lines (out, item);
  }
  g_string_append (out, "</text>\n");
}

/* What belongs to one part of the chain is a group with a title. */
static void
append_items (GString *out, KwChainScene *scene)
{
  int part = -1;

  for (guint i = 0; i < kw_chain_scene_get_n_items (scene); i++) {
    const KwSceneItem *item = kw_chain_scene_get_item (scene, i);
    KwScenePaint paint = kw_chain_palette_get (item->meaning, item->state);

    if (item->part != part) {
      g_string_append (out, part >= 0 ? "</g>\n" : "");
      part = item->part;
      if (part >= 0) {
        g_string_append (out, "<g>\n");
        append_element (out, "title", NULL, kw_chain_scene_get_part_title (scene, (guint) part));
      }
    }
    if (item->path != NULL)
      append_path (out, item, &paint);
    else
      append_words (out, item, &paint);
  }
  g_string_append (out, part >= 0 ? "</g>\n" : "");
}

/**
 * kw_chain_export_svg:
 * @scene: a drawing
 * @error: never set
 *
 * Writes a drawing as SVG: real text in whatever sans-serif the reader has, shapes as paths, no picture, no script, no ground.
 *
 * Returns: (transfer full): SVG, UTF-8
 */
GBytes *
kw_chain_export_svg (KwChainScene *scene, GError **error)
{
  g_autoptr (GString) out = g_string_new ("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
  g_autofree char *description = kw_chain_scene_dup_description (scene);
  gsize size;

  g_string_append (out, "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 ");
  append_number (out, kw_chain_scene_get_width (scene));
  g_string_append_c (out, ' ');
  append_number (out, kw_chain_scene_get_height (scene));
  g_string_append_c (out, '"');
  append_attribute (out, "width", kw_chain_scene_get_width (scene));
  append_attribute (out, "height", kw_chain_scene_get_height (scene));
  g_string_append (
    out,
    " role=\"img\" aria-labelledby=\"chain-title chain-description\" font-family=\"" KW_SCENE_FAMILY "\">\n");
  append_element (out, "title", "chain-title", kw_chain_scene_get_title (scene));
  append_element (out, "desc", "chain-description", description);
  append_items (out, scene);
  g_string_append (out, "</svg>\n");
  size = out->len;
  return g_bytes_new_take (g_string_free_and_steal (g_steal_pointer (&out)), size);
}
