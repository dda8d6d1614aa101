/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "kw-config.h"

#include "kw-host-layout.h"

#define GAP 12
#define MAX_CELL 180
/* What the columns take of the width, at most. */
#define SHARE 0.68

struct _KwHostLayout {
  GtkLayoutManager parent_instance;
};

G_DEFINE_FINAL_TYPE (KwHostLayout, kw_host_layout, GTK_TYPE_LAYOUT_MANAGER)

static int
count_cells (GtkWidget *widget)
{
  int n = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    n++;
  return MAX (n - 1, 0);
}

/* What each column needs, with the gap in front of it. */
static int
get_cell_minimum (GtkWidget *widget)
{
  int most = 0;

  for (GtkWidget *child = gtk_widget_get_next_sibling (gtk_widget_get_first_child (widget)); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    int minimum;

    gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
    most = MAX (most, minimum + GAP);
  }
  return most;
}

/* Of one column, with the gap in front of it. The host keeps what it needs. */
static int
get_cell_width (GtkWidget *widget, int width, int n_cells)
{
  GtkWidget *host = gtk_widget_get_first_child (widget);
  int host_minimum = 0;

  if (n_cells == 0)
    return 0;
  gtk_widget_measure (host, GTK_ORIENTATION_HORIZONTAL, -1, &host_minimum, NULL, NULL, NULL);
  return MAX (get_cell_minimum (widget),
              MIN (MAX_CELL, MIN ((int) (SHARE * width), width - host_minimum) / n_cells));
}

static GtkSizeRequestMode
kw_host_layout_get_request_mode (GtkLayoutManager *manager, GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
measure_width (GtkWidget *widget, int *minimum, int *natural)
{
  GtkWidget *host = gtk_widget_get_first_child (widget);
  int n_cells = count_cells (widget);

  if (host == NULL)
    return;
  gtk_widget_measure (host, GTK_ORIENTATION_HORIZONTAL, -1, minimum, natural, NULL, NULL);
  *minimum += n_cells * get_cell_minimum (widget);
  *natural += n_cells * MAX (MAX_CELL, get_cell_minimum (widget));
}

static void
measure_height (GtkWidget *widget, int width, int *minimum, int *natural)
{
  int n_cells = count_cells (widget);
  int cell_width = get_cell_width (widget, width, n_cells), host_width = width - n_cells * cell_width;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    gboolean is_host = child == gtk_widget_get_first_child (widget);
    int child_minimum, child_natural;

    gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL,
                        width < 0 ? -1
                        : is_host ? host_width
                                  : MAX (cell_width - GAP, 0),
                        &child_minimum, &child_natural, NULL, NULL);
    *minimum = MAX (*minimum, child_minimum);
    *natural = MAX (*natural, child_natural);
  }
}

static void
kw_host_layout_measure (GtkLayoutManager *manager,
                        GtkWidget *widget,
                        GtkOrientation orientation,
                        int for_size,
                        int *minimum,
                        int *natural,
                        int *minimum_baseline,
                        int *natural_baseline)
{
  *minimum = *natural = 0;
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    measure_width (widget, minimum, natural);
  else
    measure_height (widget, for_size, minimum, natural);
}

static void
kw_host_layout_allocate (GtkLayoutManager *manager, GtkWidget *widget, int width, int height, int baseline)
{
  gboolean is_rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int n_cells = count_cells (widget);
  int cell_width = get_cell_width (widget, width, n_cells);
  int x = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    gboolean is_host = child == gtk_widget_get_first_child (widget);
    int gap = is_host ? 0 : GAP;
    GtkAllocation place = { x + gap, 0, is_host ? width - n_cells * cell_width : cell_width - gap, height };

    x += place.width + gap;
    if (is_rtl)
      place.x = width - place.x - place.width;
    gtk_widget_size_allocate (child, &place, -1);
  }
}

static void
kw_host_layout_class_init (KwHostLayoutClass *klass)
{
  GtkLayoutManagerClass *layout_class = GTK_LAYOUT_MANAGER_CLASS (klass);

  layout_class->get_request_mode = kw_host_layout_get_request_mode;
  layout_class->measure = kw_host_layout_measure;
  layout_class->allocate = kw_host_layout_allocate;
}

static void
kw_host_layout_init (KwHostLayout *self)
{
}
