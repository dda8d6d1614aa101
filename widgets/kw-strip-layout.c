/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "kw-config.h"

#include "kw-strip-layout.h"

#include "kw-length.h"

#define ROW_FROM 600

struct _KwStripLayout {
  GtkLayoutManager parent_instance;
};

G_DEFINE_FINAL_TYPE (KwStripLayout, kw_strip_layout, GTK_TYPE_LAYOUT_MANAGER)

static int
max_cell (GtkWidget *widget, GtkOrientation orientation, int for_size)
{
  int size = 0;

  for (GtkWidget *cell = gtk_widget_get_first_child (widget); cell != NULL;
       cell = gtk_widget_get_next_sibling (cell)) {
    int minimum, natural;

    gtk_widget_measure (cell, orientation, for_size, &minimum, &natural, NULL, NULL);
    size = MAX (size, orientation == GTK_ORIENTATION_HORIZONTAL ? minimum : natural);
  }
  return size;
}

static int
count_cells (GtkWidget *widget)
{
  int n = 0;

  for (GtkWidget *cell = gtk_widget_get_first_child (widget); cell != NULL;
       cell = gtk_widget_get_next_sibling (cell))
    n++;
  return n;
}

static int
count_columns (GtkWidget *widget, int width)
{
  int n = count_cells (widget);

  return kw_strip_layout_is_row (widget, width) ? MAX (1, n) : MAX (1, (n + 1) / 2);
}

static GtkSizeRequestMode
kw_strip_layout_get_request_mode (GtkLayoutManager *manager, GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
kw_strip_layout_measure (GtkLayoutManager *manager,
                         GtkWidget *widget,
                         GtkOrientation orientation,
                         int for_size,
                         int *minimum,
                         int *natural,
                         int *minimum_baseline,
                         int *natural_baseline)
{
  int n = count_cells (widget);
  int columns;

  if (orientation == GTK_ORIENTATION_HORIZONTAL) {
    *minimum = max_cell (widget, orientation, -1) * MAX (1, (n + 1) / 2);
    *natural = MAX (*minimum, ROW_FROM);
  } else {
    columns = count_columns (widget, for_size < 0 ? kw_length_scaled (widget, ROW_FROM) : for_size);
    *minimum =
      max_cell (widget, orientation, for_size < 0 ? -1 : for_size / columns) * ((n + columns - 1) / columns);
    *natural = *minimum;
  }
}

static void
kw_strip_layout_allocate (GtkLayoutManager *manager, GtkWidget *widget, int width, int height, int baseline)
{
  gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int columns = count_columns (widget, width);
  int rows = (count_cells (widget) + columns - 1) / columns;
  int i = 0;

  for (GtkWidget *cell = gtk_widget_get_first_child (widget); cell != NULL;
       cell = gtk_widget_get_next_sibling (cell), i++) {
    int column = rtl ? columns - 1 - i % columns : i % columns;
    int left = column * width / columns;
    int top = i / columns * height / rows;

    gtk_widget_size_allocate (cell,
                              &(GtkAllocation) { left, top, (column + 1) * width / columns - left,
                                                 (i / columns + 1) * height / rows - top },
                              -1);
  }
}

static void
kw_strip_layout_class_init (KwStripLayoutClass *klass)
{
  GtkLayoutManagerClass *layout_class = GTK_LAYOUT_MANAGER_CLASS (klass);

  layout_class->get_request_mode = kw_strip_layout_get_request_mode;
  layout_class->measure = kw_strip_layout_measure;
  layout_class->allocate = kw_strip_layout_allocate;
}

static void
kw_strip_layout_init (KwStripLayout *self)
{
}

/**
 * kw_strip_layout_is_row:
 * @widget: a strip
 * @width: its width, in px
 *
 * Returns: whether its cells stand in one row
 */
gboolean
kw_strip_layout_is_row (GtkWidget *widget, int width)
{
  return width >= kw_length_scaled (widget, ROW_FROM);
}
