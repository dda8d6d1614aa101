/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "kw-config.h"

#include "kw-trust-row.h"

#include <glib/gi18n.h>

#include "ks-time.h"
#include "kw-status-mark.h"
#include "kw-text.h"

#define MAX_TIMES 2
#define SPACING 12
#define LINE_SPACING 6

/* Shares of the width: the name, each answer; the reason gets the rest. */
#define NAME_SHARE 0.26
#define ANSWER_SHARE 0.2
/* Of the date before an answer, where all stand below each other. */
#define WHEN_SHARE 0.4

struct _KwTrustRow {
  GtkWidget parent_instance;

  guint n_times;
  gboolean is_head;
  gboolean is_narrow;

  GtkWidget *name;
  GtkWidget *whens[MAX_TIMES];
  GtkWidget *answers[MAX_TIMES];
  KwStatusMark *marks[MAX_TIMES];
  GtkWidget *words[MAX_TIMES];
  GtkWidget *why;
  GtkWidget *suffix;
  GtkWidget *add_button;
  GtkWidget *remove_button;
};

/* Where a cell stands. */
typedef struct {
  GtkWidget *widget; /* or NULL */
  int x;
  int width;
} Cell;

#define N_CELLS (2 * MAX_TIMES + 3)

enum {
  SIGNAL_ACTIVATED,
  SIGNAL_ADD,
  SIGNAL_REMOVE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (KwTrustRow, kw_trust_row, GTK_TYPE_WIDGET)

static int
natural_width (GtkWidget *widget)
{
  int natural = 0;

  if (gtk_widget_should_layout (widget))
    gtk_widget_measure (widget, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &natural, NULL, NULL);
  return natural;
}

static int
cell_height (const Cell *cell)
{
  int natural = 0;

  if (cell->widget != NULL && gtk_widget_should_layout (cell->widget))
    gtk_widget_measure (cell->widget, GTK_ORIENTATION_VERTICAL, MAX (cell->width, 0), NULL, &natural, NULL,
                        NULL);
  return natural;
}

static int
minimum_width (GtkWidget *widget)
{
  int minimum = 0;

  if (widget != NULL && gtk_widget_should_layout (widget))
    gtk_widget_measure (widget, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  return minimum;
}

/* What stands beside each other. */
static guint
list_columns (KwTrustRow *self, int width, Cell *cells)
{
  int suffix = natural_width (self->suffix);
  int x = (int) (NAME_SHARE * width);
  guint n = 0;

  cells[n++] = (Cell) { self->name, 0, x - SPACING };
  for (guint i = 0; i < self->n_times; i++) {
    int next = x + (int) (ANSWER_SHARE * width);

    cells[n++] = (Cell) { self->answers[i], x, next - x - SPACING };
    x = next;
  }
  cells[n++] = (Cell) { self->why, x, width - x - (suffix > 0 ? suffix + SPACING : 0) };
  cells[n++] = (Cell) { self->suffix, width - suffix, suffix };
  return n;
}

/* The answers below the name; one of today alone needs no date. */
static guint
list_lines (KwTrustRow *self, int width, Cell lines[][2])
{
  int suffix = natural_width (self->suffix);
  int when = self->n_times > 1 ? (int) (WHEN_SHARE * width) : 0;
  guint n = 0;

  lines[n][0] = (Cell) { self->name, 0, width - (suffix > 0 ? suffix + SPACING : 0) };
  lines[n++][1] = (Cell) { self->suffix, width - suffix, suffix };
  for (guint i = 0; i < self->n_times; i++) {
    lines[n][0] = (Cell) { self->n_times > 1 ? self->whens[i] : NULL, 0, when - SPACING };
    lines[n++][1] = (Cell) { self->answers[i], when, width - when };
  }
  lines[n][0] = (Cell) { self->why, 0, width };
  lines[n++][1] = (Cell) { NULL, 0, 0 };
  return n;
}

static int
measure_height (KwTrustRow *self, int width)
{
  Cell cells[N_CELLS], lines[N_CELLS][2];
  guint n = self->is_narrow ? list_lines (self, width, lines) : list_columns (self, width, cells);
  int height = 0;

  for (guint i = 0; i < n; i++) {
    if (self->is_narrow)
      height += MAX (cell_height (&lines[i][0]), cell_height (&lines[i][1])) + (i > 0 ? LINE_SPACING : 0);
    else
      height = MAX (height, cell_height (&cells[i]));
  }
  return height;
}

static int
measure_width (KwTrustRow *self)
{
  int suffix = minimum_width (self->suffix), answer = 0, least;
  double rest = 1 - NAME_SHARE - ANSWER_SHARE * self->n_times;

  for (guint i = 0; i < self->n_times; i++)
    answer = MAX (answer, minimum_width (self->answers[i]));
  if (self->is_narrow)
    return MAX (MAX (minimum_width (self->why), minimum_width (self->name) + suffix + SPACING),
                (int) ((answer + SPACING) / (1 - WHEN_SHARE)) + 1);
  least = (int) ((minimum_width (self->name) + SPACING) / NAME_SHARE);
  least = MAX (least, (int) ((answer + SPACING) / ANSWER_SHARE));
  return 1 + MAX (least, (int) ((minimum_width (self->why) + suffix + SPACING) / rest));
}

static void
kw_trust_row_measure (GtkWidget *widget,
                      GtkOrientation orientation,
                      int for_size,
                      int *minimum,
                      int *natural,
                      int *minimum_baseline,
                      int *natural_baseline)
{
  KwTrustRow *self = KW_TRUST_ROW (widget);
  int least = measure_width (self);

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    *minimum = least;
  else
    *minimum = measure_height (self, MAX (for_size, least));
  *natural = *minimum;
}

static GtkSizeRequestMode
kw_trust_row_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

/* In the middle of a line of @height. */
static void
place (GtkWidget *row, const Cell *cell, int width, int y, int height)
{
  gboolean is_rtl = gtk_widget_get_direction (row) == GTK_TEXT_DIR_RTL;
  int own = cell_height (cell);
  int x = is_rtl ? width - cell->x - cell->width : cell->x;

  if (cell->widget != NULL && gtk_widget_should_layout (cell->widget))
    gtk_widget_size_allocate (cell->widget,
                              &(GtkAllocation) { x, y + (height - own) / 2, MAX (cell->width, 0), own }, -1);
}

static void
kw_trust_row_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  KwTrustRow *self = KW_TRUST_ROW (widget);
  Cell cells[N_CELLS], lines[N_CELLS][2];
  guint n = self->is_narrow ? list_lines (self, width, lines) : list_columns (self, width, cells);
  int y = 0;

  for (guint i = 0; i < n; i++) {
    int line = height;

    if (!self->is_narrow) {
      place (widget, &cells[i], width, 0, height);
      continue;
    }
    line = MAX (cell_height (&lines[i][0]), cell_height (&lines[i][1]));
    place (widget, &lines[i][0], width, y, line);
    place (widget, &lines[i][1], width, y, line);
    y += line + LINE_SPACING;
  }
}

static void
activate (KwTrustRow *self)
{
  if (!self->is_head)
    g_signal_emit (self, signals[SIGNAL_ACTIVATED], 0);
}

static void
released_cb (KwTrustRow *self, int n_press, double x, double y, GtkGestureClick *gesture)
{
  if (self->is_head || !gtk_widget_contains (GTK_WIDGET (self), x, y))
    return;
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  gtk_widget_grab_focus (GTK_WIDGET (self));
  activate (self);
}

static void
choose_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  activate (KW_TRUST_ROW (widget));
}

static void
add_cb (KwTrustRow *self)
{
  g_signal_emit (self, signals[SIGNAL_ADD], 0);
}

static void
remove_cb (KwTrustRow *self)
{
  g_signal_emit (self, signals[SIGNAL_REMOVE], 0);
}

static void
kw_trust_row_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (kw_trust_row_parent_class)->dispose (object);
}

static guint
add_signal (const char *name)
{
  return g_signal_new (name, KW_TYPE_TRUST_ROW, G_SIGNAL_RUN_LAST | G_SIGNAL_ACTION, 0, NULL, NULL, NULL,
                       G_TYPE_NONE, 0);
}

static void
kw_trust_row_class_init (KwTrustRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const guint keys[] = { GDK_KEY_Return, GDK_KEY_KP_Enter, GDK_KEY_ISO_Enter, GDK_KEY_space };

  G_OBJECT_CLASS (klass)->dispose = kw_trust_row_dispose;
  widget_class->measure = kw_trust_row_measure;
  widget_class->size_allocate = kw_trust_row_size_allocate;
  widget_class->get_request_mode = kw_trust_row_get_request_mode;

  signals[SIGNAL_ACTIVATED] = add_signal ("activated");
  signals[SIGNAL_ADD] = add_signal ("add");
  signals[SIGNAL_REMOVE] = add_signal ("remove");

  gtk_widget_class_set_activate_signal (widget_class, signals[SIGNAL_ACTIVATED]);
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    gtk_widget_class_add_binding_signal (widget_class, keys[i], 0, "activated", NULL);
  gtk_widget_class_install_action (widget_class, "truststore.choose", NULL, choose_action);
  gtk_widget_class_set_css_name (widget_class, "kwtrustrow");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_ROW);
}

static GtkWidget *
new_label (GtkAccessibleRole role, const char *const *classes)
{
  return g_object_new (GTK_TYPE_LABEL, "accessible-role", role, "xalign", 0.0, "wrap", TRUE, "wrap-mode",
                       PANGO_WRAP_WORD_CHAR, "css-classes", classes, NULL);
}

static GtkWidget *
new_button (KwTrustRow *self, const char *icon, const char *tooltip, GCallback callback)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_set_tooltip_text (button, tooltip);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, tooltip, -1);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_visible (button, FALSE);
  g_signal_connect_object (button, "clicked", callback, self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (self->suffix), button);
  return button;
}

static void
add_answer (KwTrustRow *self, guint time)
{
  GtkWidget *box =
    g_object_new (GTK_TYPE_BOX, "accessible-role", GTK_ACCESSIBLE_ROLE_CELL, "spacing", 9, NULL);
  GtkWidget *mark = kw_status_mark_new (KS_STATE_NOT_CHECKED);

  self->whens[time] =
    new_label (GTK_ACCESSIBLE_ROLE_LABEL, (const char *[]) { "caption", "dimmed", "numeric", NULL });
  gtk_widget_set_child_visible (self->whens[time], FALSE);
  gtk_widget_set_parent (self->whens[time], GTK_WIDGET (self));
  self->words[time] = new_label (GTK_ACCESSIBLE_ROLE_LABEL, NULL);
  gtk_widget_set_valign (mark, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), mark);
  gtk_box_append (GTK_BOX (box), self->words[time]);
  gtk_widget_set_parent (box, GTK_WIDGET (self));
  self->marks[time] = KW_STATUS_MARK (mark);
  self->answers[time] = box;
}

static void
kw_trust_row_init (KwTrustRow *self)
{
  GtkGesture *gesture = gtk_gesture_click_new ();

  g_signal_connect_object (gesture, "released", G_CALLBACK (released_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (gesture));
}

/**
 * kw_trust_row_new:
 * @n_times: for how many times there are answers, 1 or 2
 *
 * Returns: (transfer floating): a row that says nothing yet
 */
GtkWidget *
kw_trust_row_new (guint n_times)
{
  KwTrustRow *self = g_object_new (KW_TYPE_TRUST_ROW, "focusable", TRUE, NULL);

  g_return_val_if_fail (n_times <= MAX_TIMES, GTK_WIDGET (self));

  self->n_times = n_times;
  self->name = new_label (GTK_ACCESSIBLE_ROLE_ROW_HEADER, (const char *[]) { "name", NULL });
  gtk_widget_set_parent (self->name, GTK_WIDGET (self));
  for (guint i = 0; i < n_times; i++)
    add_answer (self, i);
  self->why = new_label (GTK_ACCESSIBLE_ROLE_CELL, (const char *[]) { "dimmed", NULL });
  gtk_widget_set_parent (self->why, GTK_WIDGET (self));
  self->suffix = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 3);
  gtk_widget_set_parent (self->suffix, GTK_WIDGET (self));
  self->add_button = new_button (self, "list-add-symbolic", _ ("Add to Truststore…"), G_CALLBACK (add_cb));
  self->remove_button =
    new_button (self, "window-close-symbolic", _ ("Remove From This Table"), G_CALLBACK (remove_cb));
  return GTK_WIDGET (self);
}

/**
 * kw_trust_row_say_time:
 * @matrix: a matrix
 * @time: index of a time
 *
 * Returns: (transfer full): what the answers of that time stand under
 */
char *
kw_trust_row_say_time (KsTrustMatrix *matrix, guint time)
{
  return time == 0 ? g_strdup (_ ("Today")) : ks_time_format_date (ks_trust_matrix_get_time (matrix, time));
}

static GtkWidget *
new_title (KwTrustRow *self, const char *title)
{
  GtkWidget *label = new_label (GTK_ACCESSIBLE_ROLE_COLUMN_HEADER,
                                (const char *[]) { "caption-heading", "dimmed", "numeric", NULL });

  gtk_label_set_label (GTK_LABEL (label), title);
  gtk_widget_set_parent (label, GTK_WIDGET (self));
  return label;
}

/**
 * kw_trust_row_new_head:
 * @matrix: a matrix
 *
 * Returns: (transfer floating): the titles of the columns
 */
GtkWidget *
kw_trust_row_new_head (KsTrustMatrix *matrix)
{
  KwTrustRow *self = g_object_new (KW_TYPE_TRUST_ROW, NULL);

  self->is_head = TRUE;
  self->n_times = MIN (ks_trust_matrix_get_n_times (matrix), MAX_TIMES);
  self->name = new_title (self, _ ("Would it be accepted?"));
  for (guint i = 0; i < self->n_times; i++) {
    g_autofree char *title = kw_trust_row_say_time (matrix, i);

    self->answers[i] = new_title (self, title);
    self->whens[i] = NULL;
  }
  self->why = new_title (self, _ ("Why"));
  self->suffix = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  gtk_widget_set_visible (self->suffix, FALSE);
  gtk_widget_set_parent (self->suffix, GTK_WIDGET (self));
  gtk_widget_add_css_class (GTK_WIDGET (self), "head");
  return GTK_WIDGET (self);
}

static const char *
say_state (KsState state)
{
  if (state == KS_STATE_PASS)
    return _ ("Trusted");
  return state == KS_STATE_FAIL ? _ ("Not trusted") : _ ("Not checked");
}

static void
show_answer (KwTrustRow *self, KsTrustMatrix *matrix, guint time, KsState state)
{
  g_autofree char *when = kw_trust_row_say_time (matrix, time);

  gtk_label_set_label (GTK_LABEL (self->whens[time]), when);
  gtk_label_set_label (GTK_LABEL (self->words[time]), say_state (state));
  kw_status_mark_set_state (self->marks[time], state);
  kw_status_mark_set_word (self->marks[time], say_state (state));
}

/* The whole row in one sentence, for those who hear it. */
static void
describe (KwTrustRow *self, KsTrustMatrix *matrix, guint row, const char *name)
{
  g_autoptr (GString) text = g_string_new (name);
  g_autofree char *why = kw_text_plain (ks_trust_matrix_get_telling (matrix, row)->sentence);

  for (guint i = 0; i < self->n_times; i++) {
    g_autofree char *when = kw_trust_row_say_time (matrix, i);

    /* Translators: part of “System trust, Today: Trusted, 12 March 2027: Not trusted” */
    g_string_append_printf (text, _ (", %s: %s"), when,
                            say_state (ks_trust_matrix_get_answer (matrix, row, i)->state));
  }
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, text->str,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, why, -1);
}

/**
 * kw_trust_row_set_answers:
 * @self: a row that is not the head
 * @matrix: a matrix with as many times as the row is for
 * @row: index of a truststore
 * @flags: what can be done about it
 *
 * Shows the answers of one truststore.
 */
void
kw_trust_row_set_answers (KwTrustRow *self, KsTrustMatrix *matrix, guint row, KwTrustRowFlags flags)
{
  const char *given = ks_trust_matrix_get_name (matrix, row);
  g_autofree char *name = kw_text_show (given);
  g_autofree char *plain = kw_text_plain (given);
  g_autofree char *why = kw_text_show (ks_trust_matrix_get_telling (matrix, row)->sentence);

  g_return_if_fail (KW_IS_TRUST_ROW (self) && !self->is_head);
  g_return_if_fail (self->n_times == ks_trust_matrix_get_n_times (matrix));

  gtk_label_set_label (GTK_LABEL (self->name), name);
  gtk_label_set_label (GTK_LABEL (self->why), why);
  for (guint i = 0; i < self->n_times; i++)
    show_answer (self, matrix, i, ks_trust_matrix_get_answer (matrix, row, i)->state);
  gtk_widget_set_visible (self->add_button, (flags & KW_TRUST_ROW_CAN_ADD) != 0);
  gtk_widget_set_visible (self->remove_button, (flags & KW_TRUST_ROW_CAN_REMOVE) != 0);
  gtk_widget_set_visible (self->suffix, flags != KW_TRUST_ROW_PLAIN);
  describe (self, matrix, row, plain);
}

/**
 * kw_trust_row_set_narrow:
 * @self: a row
 * @is_narrow: whether its cells stand below each other
 *
 * Without columns there are no titles of columns; each answer has its date beside it.
 */
void
kw_trust_row_set_narrow (KwTrustRow *self, gboolean is_narrow)
{
  g_return_if_fail (KW_IS_TRUST_ROW (self));

  self->is_narrow = is_narrow;
  if (self->is_head)
    gtk_widget_set_visible (GTK_WIDGET (self), !is_narrow);
  for (guint i = 0; i < self->n_times; i++)
    if (self->whens[i] != NULL)
      gtk_widget_set_child_visible (self->whens[i], is_narrow && self->n_times > 1);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

/**
 * kw_trust_row_set_selected:
 * @self: a row
 * @is_selected: whether the page asks this truststore
 */
void
kw_trust_row_set_selected (KwTrustRow *self, gboolean is_selected)
{
  g_return_if_fail (KW_IS_TRUST_ROW (self));

  if (is_selected)
    gtk_widget_set_state_flags (GTK_WIDGET (self), GTK_STATE_FLAG_SELECTED, FALSE);
  else
    gtk_widget_unset_state_flags (GTK_WIDGET (self), GTK_STATE_FLAG_SELECTED);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_STATE_SELECTED, is_selected, -1);
}
