/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "kw-config.h"

#include "kw-table-layout.h"

#include "kw-length.h"

#define N_COLUMNS 3
#define WIDE_FROM 500
/* Without a width the least height is asked for, which is the one in a width that leaves nothing to wrap. */
#define ANY_WIDTH 100000
#define SPACING 12
#define LINE_SPACING 3
#define INDENT 26

struct _KwTableLayout {
  GtkLayoutManager parent_instance;

  double first;
};

enum {
  PROP_FIRST = 1,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (KwTableLayout, kw_table_layout, GTK_TYPE_LAYOUT_MANAGER)

/* Where the columns of the values start. */
#define FIRST_START 0.255
#define SECOND_START 0.62

typedef struct {
  GtkWidget *cells[N_COLUMNS];
  int n_cells;
  int x[N_COLUMNS];
  int width[N_COLUMNS];
  gboolean is_wide;
} Columns;

static void
set_column (Columns *self, int column, int start, int end)
{
  self->x[column] = start;
  self->width[column] = MAX (0, end - start);
}

/* A hidden third cell leaves its place to the second. */
static void
columns_init (Columns *self, KwTableLayout *layout, GtkWidget *widget, int width)
{
  int second, third;

  *self = (Columns) { .is_wide = width >= kw_length_scaled (widget, WIDE_FROM) };
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && self->n_cells < N_COLUMNS;
       child = gtk_widget_get_next_sibling (child))
    if (gtk_widget_should_layout (child))
      self->cells[self->n_cells++] = child;

  second = self->is_wide ? (int) (layout->first * width) : INDENT;
  third = self->is_wide ? (int) (SECOND_START * width) : INDENT + (width - INDENT) / 2;
  set_column (self, 0, 0, self->is_wide ? second - SPACING : width);
  set_column (self, 1, second, self->n_cells > 2 ? third - SPACING : width);
  set_column (self, 2, third, width);
}

static int
cell_height (const Columns *self, int column)
{
  int natural;

  if (column >= self->n_cells)
    return 0;
  gtk_widget_measure (self->cells[column], GTK_ORIENTATION_VERTICAL, self->width[column], NULL, &natural,
                      NULL, NULL);
  return natural;
}

static int
values_height (const Columns *self)
{
  return MAX (cell_height (self, 1), cell_height (self, 2));
}

static GtkSizeRequestMode
kw_table_layout_get_request_mode (GtkLayoutManager *manager, GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
measure_width (KwTableLayout *self, GtkWidget *widget, int *minimum, int *natural)
{
  Columns columns;

  columns_init (&columns, self, widget, WIDE_FROM);
  *minimum = INDENT;
  *natural = WIDE_FROM;
  for (int i = 0; i < columns.n_cells; i++) {
    int cell;

    gtk_widget_measure (columns.cells[i], GTK_ORIENTATION_HORIZONTAL, -1, &cell, NULL, NULL, NULL);
    *minimum = MAX (*minimum, i == 0 ? cell : INDENT + 2 * (cell + SPACING));
  }
  *natural = MAX (*minimum, *natural);
}

static void
kw_table_layout_measure (GtkLayoutManager *manager,
                         GtkWidget *widget,
                         GtkOrientation orientation,
                         int for_size,
                         int *minimum,
                         int *natural,
                         int *minimum_baseline,
                         int *natural_baseline)
{
  Columns columns;
  int title, values;

  if (orientation == GTK_ORIENTATION_HORIZONTAL) {
    measure_width (KW_TABLE_LAYOUT (manager), widget, minimum, natural);
    return;
  }
  columns_init (&columns, KW_TABLE_LAYOUT (manager), widget, for_size < 0 ? ANY_WIDTH : for_size);
  title = cell_height (&columns, 0);
  values = values_height (&columns);
  if (columns.is_wide || values == 0)
    *minimum = MAX (title, values);
  else
    *minimum = title + LINE_SPACING + values;
  *natural = *minimum;
}

static void
kw_table_layout_allocate (GtkLayoutManager *manager, GtkWidget *widget, int width, int height, int baseline)
{
  gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  Columns columns;
  int below;

  columns_init (&columns, KW_TABLE_LAYOUT (manager), widget, width);
  below = cell_height (&columns, 0) + LINE_SPACING;
  for (int i = 0; i < columns.n_cells; i++) {
    int cell = cell_height (&columns, i);
    int x = rtl ? width - columns.x[i] - columns.width[i] : columns.x[i];
    int y = columns.is_wide ? (height - cell) / 2 : i == 0 ? 0 : below;

    gtk_widget_size_allocate (columns.cells[i], &(GtkAllocation) { x, y, columns.width[i], cell }, -1);
  }
}

static void
kw_table_layout_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  KwTableLayout *self = KW_TABLE_LAYOUT (object);

  if (prop_id == PROP_FIRST)
    g_value_set_double (value, self->first);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
kw_table_layout_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  KwTableLayout *self = KW_TABLE_LAYOUT (object);

  if (prop_id == PROP_FIRST)
    self->first = g_value_get_double (value);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
kw_table_layout_class_init (KwTableLayoutClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkLayoutManagerClass *layout_class = GTK_LAYOUT_MANAGER_CLASS (klass);

  object_class->get_property = kw_table_layout_get_property;
  object_class->set_property = kw_table_layout_set_property;
  layout_class->get_request_mode = kw_table_layout_get_request_mode;
  layout_class->measure = kw_table_layout_measure;
  layout_class->allocate = kw_table_layout_allocate;

  properties[PROP_FIRST] =
    g_param_spec_double ("first", NULL, NULL, 0, SECOND_START, FIRST_START,
                         G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
kw_table_layout_init (KwTableLayout *self)
{
}
