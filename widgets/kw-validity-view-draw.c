/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What of a validity view is drawn: years, today, and the order of the rest. */

#include "kw-config.h"

#include "kw-validity-view-private.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#define TEXT_GAP 6

static void
clear_year (Year *year)
{
  g_clear_object (&year->layout);
}

/**
 * _kw_validity_view_forget_texts:
 * @self: a validity view
 *
 * Has all texts made again, in another font or language.
 */
void
_kw_validity_view_forget_texts (KwValidityView *self)
{
  g_clear_pointer (&self->years, g_array_unref);
  g_clear_object (&self->today);
}

static PangoLayout *
make_text (KwValidityView *self, const char *text)
{
  PangoLayout *layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), text);
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();

  pango_attr_list_insert (attributes, pango_attr_scale_new (PANGO_SCALE_SMALL));
  pango_attr_list_insert (attributes, pango_attr_font_features_new ("tnum"));
  pango_layout_set_attributes (layout, attributes);
  return layout;
}

static PangoLayout *
get_today (KwValidityView *self)
{
  if (self->today == NULL)
    self->today = make_text (self, _ ("Today"));
  return self->today;
}

static int
year_of (gint64 time)
{
  g_autoptr (GDateTime) local = g_date_time_new_from_unix_local (time);

  return local != NULL ? g_date_time_get_year (local) : 1970;
}

/* Every year has a line, or each second, fifth, tenth one, so that their numbers do not touch. */
static int
choose_step (KwValidityView *self, int first, int last)
{
  static const int steps[] = { 1, 2, 5, 10, 20, 50, 100, 1000 };
  g_autoptr (PangoLayout) layout = make_text (self, "2030");
  int width = 0;

  pango_layout_get_pixel_size (layout, &width, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (steps); i++)
    if ((last - first) / steps[i] * (width + 2 * TEXT_GAP) <= self->plot.width)
      return steps[i];
  return steps[G_N_ELEMENTS (steps) - 1];
}

static void
make_years (KwValidityView *self)
{
  int first = year_of (self->from), last = year_of (self->to);
  int step = choose_step (self, first, last);

  self->years = g_array_new (FALSE, TRUE, sizeof (Year));
  g_array_set_clear_func (self->years, (GDestroyNotify) clear_year);
  for (int number = first; number <= last; number++) {
    g_autoptr (GDateTime) start = g_date_time_new_local (number, 1, 1, 0, 0, 0);
    g_autofree char *text = g_strdup_printf ("%d", number);
    Year year;

    if (start == NULL || number % step != 0 || g_date_time_to_unix (start) < self->from)
      continue;
    year.time = g_date_time_to_unix (start);
    year.layout = make_text (self, text);
    g_array_append_val (self->years, year);
  }
}

static float
mirror (KwValidityView *self, double x)
{
  return (float) (_kw_validity_view_is_rtl (self) ? gtk_widget_get_width (GTK_WIDGET (self)) - x : x);
}

/* Through all rows; where names stand above the bars, through the bars alone. @top: of a line that begins above the rows. */
static void
append_line (KwValidityView *self,
             GtkSnapshot *snapshot,
             gint64 time,
             float top,
             GskStroke *stroke,
             const GdkRGBA *color)
{
  const KwValidityPlot *plot = &self->plot;
  g_autoptr (GskPathBuilder) builder = gsk_path_builder_new ();
  g_autoptr (GskPath) path = NULL;
  float x = floorf (mirror (self, kw_validity_plot_get_x (plot, time))) + 0.5f;

  gsk_path_builder_move_to (builder, x, top);
  gsk_path_builder_line_to (builder, x, (float) (plot->is_narrow ? plot->top : plot->bottom));
  for (guint i = 0; plot->is_narrow && i < self->rows->len; i++) {
    float bar = (float) (plot->top + (int) i * plot->row_height + plot->bar_offset);

    gsk_path_builder_move_to (builder, x, bar);
    gsk_path_builder_line_to (builder, x, bar + (float) plot->bar_height);
  }
  path = gsk_path_builder_free_to_path (g_steal_pointer (&builder));
  gtk_snapshot_append_stroke (snapshot, path, stroke, color);
}

/* @x: of its middle, from the left */
static void
append_text (KwValidityView *self,
             GtkSnapshot *snapshot,
             PangoLayout *layout,
             float x,
             float y,
             const GdkRGBA *color)
{
  int width;

  pango_layout_get_pixel_size (layout, &width, NULL);
  x = CLAMP (x - (float) width / 2, 0, (float) (gtk_widget_get_width (GTK_WIDGET (self)) - width));
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (floorf (x), y));
  gtk_snapshot_append_layout (snapshot, layout, color);
  gtk_snapshot_restore (snapshot);
}

static gboolean
has_high_contrast (void)
{
  return adw_style_manager_get_high_contrast (adw_style_manager_get_default ());
}

static void
snapshot_years (KwValidityView *self, GtkSnapshot *snapshot, GdkRGBA color)
{
  g_autoptr (GskStroke) stroke = gsk_stroke_new (1);
  GdkRGBA faint = color;

  if (self->years == NULL)
    make_years (self);
  faint.alpha *= has_high_contrast () ? 0.3f : 0.1f;
  color.alpha *= has_high_contrast () ? 0.9f : 0.7f;
  for (guint i = 0; i < self->years->len; i++) {
    const Year *year = &g_array_index (self->years, Year, i);

    append_line (self, snapshot, year->time, (float) self->plot.top, stroke, &faint);
    append_text (self, snapshot, year->layout,
                 mirror (self, kw_validity_plot_get_x (&self->plot, year->time)),
                 (float) (self->plot.height - self->needs.year_height), &color);
  }
}

/* The word stands above its line, and makes way for the pill. */
static void
snapshot_today (KwValidityView *self, GtkSnapshot *snapshot, GdkRGBA color)
{
  g_autoptr (GskStroke) stroke = gsk_stroke_new (1);
  graphene_rect_t pill;
  float x = mirror (self, kw_validity_plot_get_x (&self->plot, self->now));
  int width, height;

  gsk_stroke_set_dash (stroke, (const float[]) { 3, 3 }, 2);
  color.alpha *= 0.75f;
  append_line (self, snapshot, self->now, (float) self->needs.pill_height + 2, stroke, &color);
  if (self->time == 0 || !gtk_widget_compute_bounds (self->pill, GTK_WIDGET (self), &pill))
    return;
  pango_layout_get_pixel_size (get_today (self), &width, &height);
  if (x < pill.origin.x + pill.size.width / 2)
    x = MIN (x, pill.origin.x - TEXT_GAP - (float) width / 2);
  else
    x = MAX (x, pill.origin.x + pill.size.width + TEXT_GAP + (float) width / 2);
  append_text (self, snapshot, get_today (self), x, (float) (self->needs.pill_height - height), &color);
}

/**
 * _kw_validity_view_get_text_height:
 * @self: a validity view
 *
 * Returns: how high a line of the axis is, in px
 */
int
_kw_validity_view_get_text_height (KwValidityView *self)
{
  int height;

  pango_layout_get_pixel_size (get_today (self), NULL, &height);
  return height;
}

/**
 * _kw_validity_view_forget_years:
 * @self: a validity view
 *
 * Has the years of the axis chosen again, for another width.
 */
void
_kw_validity_view_forget_years (KwValidityView *self)
{
  g_clear_pointer (&self->years, g_array_unref);
}

/**
 * _kw_validity_view_snapshot:
 * @widget: a validity view
 * @snapshot: where it is drawn
 *
 * Draws the view: the slider above the bars, and the dates above both.
 */
void
_kw_validity_view_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  KwValidityView *self = KW_VALIDITY_VIEW (widget);
  GdkRGBA color;

  if (self->timeline == NULL)
    return;
  gtk_widget_get_color (widget, &color);
  gtk_widget_snapshot_child (widget, self->band, snapshot);
  snapshot_years (self, snapshot, color);
  for (guint i = 0; i < self->rows->len; i++) {
    KwValidityRow *row = g_ptr_array_index (self->rows, i);

    gtk_widget_snapshot_child (widget, row->span, snapshot);
    gtk_widget_snapshot_child (widget, row->name, snapshot);
  }
  snapshot_today (self, snapshot, color);
  gtk_widget_snapshot_child (widget, self->line, snapshot);
  for (guint i = 0; i < self->rows->len; i++)
    gtk_widget_snapshot_child (widget, ((KwValidityRow *) g_ptr_array_index (self->rows, i))->date, snapshot);
  gtk_widget_snapshot_child (widget, self->pill, snapshot);
}
