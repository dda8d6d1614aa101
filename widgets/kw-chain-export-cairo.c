/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "kw-config.h"

#include <cairo-pdf.h>
#include <glib/gi18n.h>
#include <math.h>

#include "kw-chain-export.h"
#include "kw-chain-palette.h"
#include "kw-scene-text.h"

/* CSS: a px is 1/96 of an inch, a point 1/72. */
#define POINTS_PER_PX 0.75
#define PNG_SCALE 2

static void
set_color (cairo_t *cr, const GdkRGBA *color)
{
  cairo_set_source_rgba (cr, (double) color->red, (double) color->green, (double) color->blue,
                         (double) color->alpha);
}

static void
paint_path (cairo_t *cr, const KwSceneItem *item, const KwScenePaint *paint)
{
  cairo_new_path (cr);
  gsk_path_to_cairo (item->path, cr);
  if (paint->fill.alpha > 0) {
    cairo_set_fill_rule (cr, item->fill_rule == GSK_FILL_RULE_EVEN_ODD ? CAIRO_FILL_RULE_EVEN_ODD
                                                                       : CAIRO_FILL_RULE_WINDING);
    set_color (cr, &paint->fill);
    cairo_fill_preserve (cr);
  }
  if (item->stroke != NULL && paint->line.alpha > 0) {
    gsk_stroke_to_cairo (item->stroke, cr);
    set_color (cr, &paint->line);
    cairo_stroke_preserve (cr);
  }
  cairo_new_path (cr);
}

static void
paint_line (cairo_t *cr, PangoContext *context, const KwSceneItem *item, const char *text, float y)
{
  g_autofree char *line = g_strchomp (g_strdup (text));
  g_autoptr (PangoLayout) layout = kw_scene_text_make_layout (context, line, item->size, item->is_bold);
  PangoLayoutLine *shaped;
  PangoRectangle extents;
  double width, x = (double) item->x;

  /* A line runs as its text does, whatever it starts with itself. */
  pango_layout_set_auto_dir (layout, FALSE);
  pango_context_set_base_dir (context, item->is_rtl ? PANGO_DIRECTION_RTL : PANGO_DIRECTION_LTR);
  pango_layout_context_changed (layout);
  shaped = pango_layout_get_line_readonly (layout, 0);
  pango_layout_line_get_extents (shaped, NULL, &extents);
  width = pango_units_to_double (extents.width);
  if (item->align == KW_SCENE_MIDDLE)
    x -= width / 2;
  else if (item->align == KW_SCENE_RIGHT)
    x -= width;
  cairo_move_to (cr, x, (double) y);
  pango_cairo_show_layout_line (cr, shaped);
}

static void
paint (cairo_t *cr, KwChainScene *scene)
{
  PangoContext *context = kw_scene_text_make_context ();

  for (guint i = 0; i < kw_chain_scene_get_n_items (scene); i++) {
    const KwSceneItem *item = kw_chain_scene_get_item (scene, i);
    KwScenePaint colors = kw_chain_palette_get (item->meaning, item->state);

    if (item->path != NULL) {
      paint_path (cr, item, &colors);
      continue;
    }
    set_color (cr, &colors.fill);
    for (gsize line = 0; item->lines[line] != NULL; line++)
      paint_line (cr, context, item, item->lines[line], item->y + (float) line * item->line_height);
  }
  g_object_unref (context);
}

static cairo_status_t
append_bytes (gpointer bytes, const guchar *data, guint size)
{
  g_byte_array_append (bytes, data, size);
  return CAIRO_STATUS_SUCCESS;
}

static GBytes *
finish (GByteArray *bytes, cairo_status_t status, GError **error)
{
  if (status != CAIRO_STATUS_SUCCESS) {
    g_byte_array_unref (bytes);
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, _ ("The drawing is too large for a picture."));
    return NULL;
  }
  return g_byte_array_free_to_bytes (bytes);
}

/**
 * kw_chain_export_pdf:
 * @scene: a drawing
 * @error: what cairo cannot do
 *
 * Writes a drawing as a PDF document of one page of its size, with real text and without ground.
 *
 * Returns: (transfer full) (nullable): PDF
 */
GBytes *
kw_chain_export_pdf (KwChainScene *scene, GError **error)
{
  GByteArray *bytes = g_byte_array_new ();
  double width = (double) kw_chain_scene_get_width (scene) * POINTS_PER_PX;
  double height = (double) kw_chain_scene_get_height (scene) * POINTS_PER_PX;
  cairo_surface_t *surface = cairo_pdf_surface_create_for_stream (append_bytes, bytes, width, height);
  cairo_t *cr = cairo_create (surface);
  cairo_status_t status;

  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_TITLE, kw_chain_scene_get_title (scene));
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_CREATOR, "Catena");
  cairo_scale (cr, POINTS_PER_PX, POINTS_PER_PX);
  paint (cr, scene);
  cairo_destroy (cr);
  cairo_surface_finish (surface);
  status = cairo_surface_status (surface);
  cairo_surface_destroy (surface);
  return finish (bytes, status, error);
}

/**
 * kw_chain_export_png:
 * @scene: a drawing
 * @error: what cairo cannot do
 *
 * Writes a drawing as a PNG picture of twice its size, for sharp screens and slides; its ground is transparent.
 *
 * Returns: (transfer full) (nullable): PNG
 */
GBytes *
kw_chain_export_png (KwChainScene *scene, GError **error)
{
  GByteArray *bytes = g_byte_array_new ();
  int width = (int) ceilf (kw_chain_scene_get_width (scene) * PNG_SCALE);
  int height = (int) ceilf (kw_chain_scene_get_height (scene) * PNG_SCALE);
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, width, height);
  cairo_t *cr = cairo_create (surface);
  cairo_status_t status;

  cairo_scale (cr, PNG_SCALE, PNG_SCALE);
  paint (cr, scene);
  status = cairo_status (cr);
  cairo_destroy (cr);
  if (status == CAIRO_STATUS_SUCCESS)
    status = cairo_surface_write_to_png_stream (surface, append_bytes, bytes);
  cairo_surface_destroy (surface);
  return finish (bytes, status, error);
}
