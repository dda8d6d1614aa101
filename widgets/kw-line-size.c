/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "kw-config.h"

#include "kw-line-size.h"

/* Regular and bold, large and small, and the same again while the size of text changes. */
#define N_KNOWN 8

/* Asking a font for its metrics shapes a sample of text, and all rows of a list ask for the same. */
typedef struct {
  PangoFontDescription *font;
  double resolution;
  guint serial; /* of the font map */
  KwLineSize size;
} Known;

static Known known[N_KNOWN];
static guint next;

static PangoFontDescription *
dup_font (PangoContext *context, double scale)
{
  PangoFontDescription *font = pango_font_description_copy (pango_context_get_font_description (context));
  double size = pango_font_description_get_size (font) * scale;

  if (pango_font_description_get_size_is_absolute (font))
    pango_font_description_set_absolute_size (font, size);
  else
    pango_font_description_set_size (font, (int) size);
  if (scale < 1)
    pango_font_description_set_weight (font, PANGO_WEIGHT_NORMAL);
  return font;
}

static void
measure (Known *entry, PangoContext *context)
{
  PangoFontMetrics *metrics = pango_context_get_metrics (context, entry->font, NULL);

  entry->size.ascent = PANGO_PIXELS (pango_font_metrics_get_ascent (metrics));
  entry->size.height = PANGO_PIXELS_CEIL (pango_font_metrics_get_height (metrics));
  entry->size.char_width = PANGO_PIXELS_CEIL (MAX (pango_font_metrics_get_approximate_char_width (metrics),
                                                   pango_font_metrics_get_approximate_digit_width (metrics)));
  pango_font_metrics_unref (metrics);
}

/**
 * kw_line_size_get:
 * @context: the context of a widget
 * @scale: size of the text by that of the context's font; smaller text than that is never bold
 *
 * To be asked on the main thread only.
 *
 * Returns: the room for a line
 */
KwLineSize
kw_line_size_get (PangoContext *context, double scale)
{
  g_autoptr (PangoFontDescription) font = dup_font (context, scale);
  double resolution = pango_cairo_context_get_resolution (context);
  guint serial = pango_font_map_get_serial (pango_context_get_font_map (context));
  Known *entry;

  for (guint i = 0; i < N_KNOWN; i++)
    if (known[i].font != NULL && known[i].serial == serial && known[i].resolution == resolution &&
        pango_font_description_equal (known[i].font, font))
      return known[i].size;

  entry = &known[next];
  next = (next + 1) % N_KNOWN;
  g_clear_pointer (&entry->font, pango_font_description_free);
  entry->font = g_steal_pointer (&font);
  entry->resolution = resolution;
  entry->serial = serial;
  measure (entry, context);
  return entry->size;
}
