/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "kw-config.h"

#include "kw-time-pill.h"

#include <glib/gi18n.h>

#include "ks-time.h"

#define MIN_HEIGHT 26
#define PADDING 14
/* Some day of each month, with two digits, in a year with wide ones. */
#define A_DAY G_GINT64_CONSTANT (1806494400)

struct _KwTimePill {
  GtkWidget parent_instance;

  char *text;
  PangoLayout *layout; /* of the text, or NULL */
  int text_width;      /* of the widest date; 0: not measured yet */
  int text_height;
};

enum {
  SIGNAL_STEPPED,
  SIGNAL_DAY_CHOSEN,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void accessible_range_init (GtkAccessibleRangeInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (KwTimePill,
                               kw_time_pill,
                               GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_ACCESSIBLE_RANGE, accessible_range_init))

static gboolean
set_current_value (GtkAccessibleRange *range, double value)
{
  g_signal_emit (range, signals[SIGNAL_DAY_CHOSEN], 0, value);
  return TRUE;
}

static void
accessible_range_init (GtkAccessibleRangeInterface *iface)
{
  iface->set_current_value = set_current_value;
}

static void
widen (KwTimePill *self, PangoLayout *layout, const char *text)
{
  int width, height;

  pango_layout_set_text (layout, text, -1);
  pango_layout_get_pixel_size (layout, &width, &height);
  self->text_width = MAX (self->text_width, width);
  self->text_height = MAX (self->text_height, height);
}

/* The pill has one width for all dates, so that it does not have to be measured while it moves. */
static void
measure_text (KwTimePill *self)
{
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), NULL);

  for (int month = 0; month < 12; month++) {
    g_autofree char *date = ks_time_format_short_date (A_DAY + month * 30 * KS_DAY);

    widen (self, layout, date);
  }
  widen (self, layout, _ ("Today"));
}

static void
kw_time_pill_measure (GtkWidget *widget,
                      GtkOrientation orientation,
                      int for_size,
                      int *minimum,
                      int *natural,
                      int *minimum_baseline,
                      int *natural_baseline)
{
  KwTimePill *self = KW_TIME_PILL (widget);

  if (self->text_width == 0)
    measure_text (self);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    *minimum = *natural = self->text_width + 2 * PADDING;
  else
    *minimum = *natural = MAX (MIN_HEIGHT, self->text_height + 6);
}

static PangoLayout *
get_layout (KwTimePill *self)
{
  if (self->layout == NULL)
    self->layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), self->text);
  return self->layout;
}

static void
kw_time_pill_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  KwTimePill *self = KW_TIME_PILL (widget);
  PangoLayout *layout = get_layout (self);
  int width, height;
  GdkRGBA color;

  gtk_widget_get_color (widget, &color);
  pango_layout_get_pixel_size (layout, &width, &height);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot,
                          &GRAPHENE_POINT_INIT ((float) ((gtk_widget_get_width (widget) - width) / 2),
                                                (float) ((gtk_widget_get_height (widget) - height) / 2)));
  gtk_snapshot_append_layout (snapshot, layout, &color);
  gtk_snapshot_restore (snapshot);
}

static void
forget_text (KwTimePill *self)
{
  g_clear_object (&self->layout);
  self->text_width = self->text_height = 0;
}

static void
kw_time_pill_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (kw_time_pill_parent_class)->css_changed (widget, change);
  forget_text (KW_TIME_PILL (widget));
}

static void
kw_time_pill_system_setting_changed (GtkWidget *widget, GtkSystemSetting setting)
{
  GTK_WIDGET_CLASS (kw_time_pill_parent_class)->system_setting_changed (widget, setting);
  forget_text (KW_TIME_PILL (widget));
  gtk_widget_queue_resize (widget);
}

static void
kw_time_pill_finalize (GObject *object)
{
  KwTimePill *self = KW_TIME_PILL (object);

  g_clear_object (&self->layout);
  g_free (self->text);

  G_OBJECT_CLASS (kw_time_pill_parent_class)->finalize (object);
}

/* As in a GtkScale; which way an arrow goes is decided by the direction of the text. */
static gboolean
arrow_cb (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  gboolean is_rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  gboolean to_right = g_variant_get_boolean (arguments);

  g_signal_emit (widget, signals[SIGNAL_STEPPED], 0,
                 to_right != is_rtl ? KW_TIME_DAY_AFTER : KW_TIME_DAY_BEFORE);
  return TRUE;
}

static void
add_bindings (GtkWidgetClass *klass)
{
  static const struct {
    guint key, keypad;
    KwTimeStep step;
  } steps[] = {
    { GDK_KEY_Up, GDK_KEY_KP_Up, KW_TIME_DAY_AFTER },
    { GDK_KEY_Down, GDK_KEY_KP_Down, KW_TIME_DAY_BEFORE },
    { GDK_KEY_Page_Up, GDK_KEY_KP_Page_Up, KW_TIME_MONTH_AFTER },
    { GDK_KEY_Page_Down, GDK_KEY_KP_Page_Down, KW_TIME_MONTH_BEFORE },
    { GDK_KEY_Home, GDK_KEY_KP_Home, KW_TIME_TODAY },
    { GDK_KEY_End, GDK_KEY_KP_End, KW_TIME_LAST },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (steps); i++) {
    gtk_widget_class_add_binding_signal (klass, steps[i].key, 0, "stepped", "(i)", steps[i].step);
    gtk_widget_class_add_binding_signal (klass, steps[i].keypad, 0, "stepped", "(i)", steps[i].step);
  }
  gtk_widget_class_add_binding (klass, GDK_KEY_Left, 0, arrow_cb, "b", FALSE);
  gtk_widget_class_add_binding (klass, GDK_KEY_KP_Left, 0, arrow_cb, "b", FALSE);
  gtk_widget_class_add_binding (klass, GDK_KEY_Right, 0, arrow_cb, "b", TRUE);
  gtk_widget_class_add_binding (klass, GDK_KEY_KP_Right, 0, arrow_cb, "b", TRUE);
}

static void
kw_time_pill_class_init (KwTimePillClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = kw_time_pill_finalize;
  widget_class->measure = kw_time_pill_measure;
  widget_class->snapshot = kw_time_pill_snapshot;
  widget_class->css_changed = kw_time_pill_css_changed;
  widget_class->system_setting_changed = kw_time_pill_system_setting_changed;

  signals[SIGNAL_STEPPED] = g_signal_new ("stepped", KW_TYPE_TIME_PILL, G_SIGNAL_RUN_LAST | G_SIGNAL_ACTION,
                                          0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT);
  signals[SIGNAL_DAY_CHOSEN] = g_signal_new ("day-chosen", KW_TYPE_TIME_PILL, G_SIGNAL_RUN_LAST, 0, NULL,
                                             NULL, NULL, G_TYPE_NONE, 1, G_TYPE_DOUBLE);

  gtk_widget_class_set_css_name (widget_class, "kwtimepill");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_SLIDER);
  add_bindings (widget_class);
}

static void
kw_time_pill_init (KwTimePill *self)
{
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), "ew-resize");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("As of"),
                                  GTK_ACCESSIBLE_PROPERTY_ORIENTATION, GTK_ORIENTATION_HORIZONTAL, -1);
}

/**
 * kw_time_pill_new:
 *
 * Returns: (transfer floating): a pill without a date
 */
GtkWidget *
kw_time_pill_new (void)
{
  return g_object_new (KW_TYPE_TIME_PILL, NULL);
}

/**
 * kw_time_pill_set_text:
 * @self: the pill
 * @text: a short date, or the word for today
 *
 * Only draws it again.
 */
void
kw_time_pill_set_text (KwTimePill *self, const char *text)
{
  g_return_if_fail (KW_IS_TIME_PILL (self));

  if (!g_set_str (&self->text, text))
    return;
  if (self->layout != NULL)
    pango_layout_set_text (self->layout, text, -1);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * kw_time_pill_set_value:
 * @self: the pill
 * @minimum: the first day, counted from today
 * @maximum: the last day
 * @days: the day that is chosen
 * @words: the date, as it is read out
 *
 * Tells assistive technologies what is chosen.
 */
void
kw_time_pill_set_value (KwTimePill *self, int minimum, int maximum, int days, const char *words)
{
  g_return_if_fail (KW_IS_TIME_PILL (self));

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_VALUE_MIN, (double) minimum,
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_MAX, (double) maximum,
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_NOW, (double) days,
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, words, -1);
}
