/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "kw-config.h"

#include "kw-steps.h"

#include <glib/gi18n.h>

#include "kw-status-mark.h"

/* One step: what stands before its title depends on whether it is done. */
typedef struct {
  GtkWidget *item;
  GtkWidget *mark;
  GtkWidget *number;
  GtkWidget *title;
} Step;

struct _KwSteps {
  GtkWidget parent_instance;

  GtkWidget *box;
  GArray *steps; /* of Step */
  guint current;
};

enum {
  PROP_CURRENT = 1,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (KwSteps, kw_steps, GTK_TYPE_WIDGET)

static Step *
get_step (KwSteps *self, guint index)
{
  return &g_array_index (self->steps, Step, index);
}

static void
set_class (GtkWidget *widget, const char *name, gboolean has_it)
{
  if (has_it)
    gtk_widget_add_css_class (widget, name);
  else
    gtk_widget_remove_css_class (widget, name);
}

/* For those who do not see marks and numbers. */
static void
describe (Step *step, gboolean is_done, gboolean is_current)
{
  const char *title = gtk_label_get_label (GTK_LABEL (step->title));
  g_autofree char *name = NULL;

  if (is_done)
    /* Translators: a step of a lesson that was taken: “Predict, done” */
    name = g_strdup_printf (_ ("%s, done"), title);
  else if (is_current)
    /* Translators: the step of a lesson that is taken now: “Predict, now” */
    name = g_strdup_printf (_ ("%s, now"), title);
  else
    name = g_strdup (title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (step->item), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
update (KwSteps *self)
{
  for (guint i = 0; i < self->steps->len; i++) {
    Step *step = get_step (self, i);

    gtk_widget_set_visible (step->mark, i < self->current);
    gtk_widget_set_visible (step->number, i >= self->current);
    set_class (step->item, "current", i == self->current);
    set_class (step->title, "heading", i == self->current);
    set_class (step->title, "dimmed", i != self->current);
    /* Where there is no room for all, the one that counts is whole. */
    gtk_label_set_ellipsize (GTK_LABEL (step->title),
                             i == self->current ? PANGO_ELLIPSIZE_NONE : PANGO_ELLIPSIZE_END);
    describe (step, i < self->current, i == self->current);
  }
}

static void
add_line (KwSteps *self)
{
  GtkWidget *line = gtk_separator_new (GTK_ORIENTATION_HORIZONTAL);

  gtk_widget_set_valign (line, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (self->box), line);
}

static void
add_step (KwSteps *self, const char *title)
{
  g_autofree char *number = g_strdup_printf ("%u", self->steps->len + 1);
  Step step = {
    .item = g_object_new (GTK_TYPE_BOX, "spacing", 6, "accessible-role", GTK_ACCESSIBLE_ROLE_LIST_ITEM, NULL),
    .mark = kw_status_mark_new (KS_STATE_PASS),
    .number = gtk_label_new (number),
    .title = g_object_new (GTK_TYPE_LABEL, "label", title, NULL),
  };

  gtk_widget_add_css_class (step.number, "number");
  gtk_widget_set_valign (step.number, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (step.mark, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (step.item), step.mark);
  gtk_box_append (GTK_BOX (step.item), step.number);
  gtk_box_append (GTK_BOX (step.item), step.title);
  if (self->steps->len > 0)
    add_line (self);
  gtk_box_append (GTK_BOX (self->box), step.item);
  g_array_append_val (self->steps, step);
}

static void
kw_steps_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  switch (prop_id) {
  case PROP_CURRENT:
    g_value_set_uint (value, KW_STEPS (object)->current);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
kw_steps_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  switch (prop_id) {
  case PROP_CURRENT:
    kw_steps_set_current (KW_STEPS (object), g_value_get_uint (value));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
kw_steps_dispose (GObject *object)
{
  KwSteps *self = KW_STEPS (object);

  g_array_set_size (self->steps, 0);
  g_clear_pointer (&self->box, gtk_widget_unparent);

  G_OBJECT_CLASS (kw_steps_parent_class)->dispose (object);
}

static void
kw_steps_finalize (GObject *object)
{
  g_array_unref (KW_STEPS (object)->steps);

  G_OBJECT_CLASS (kw_steps_parent_class)->finalize (object);
}

static void
kw_steps_class_init (KwStepsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = kw_steps_get_property;
  object_class->set_property = kw_steps_set_property;
  object_class->dispose = kw_steps_dispose;
  object_class->finalize = kw_steps_finalize;

  properties[PROP_CURRENT] =
    g_param_spec_uint ("current", NULL, NULL, 0, G_MAXUINT, 0,
                       G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "kwsteps");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LIST);
}

static void
kw_steps_init (KwSteps *self)
{
  self->steps = g_array_new (FALSE, TRUE, sizeof (Step));
  self->box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  gtk_widget_set_halign (self->box, GTK_ALIGN_CENTER);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Steps"), -1);
}

/**
 * kw_steps_new:
 *
 * Returns: (transfer floating): a row without steps
 */
GtkWidget *
kw_steps_new (void)
{
  return g_object_new (KW_TYPE_STEPS, NULL);
}

/**
 * kw_steps_set_titles:
 * @self: the row
 * @titles: (array zero-terminated=1): what the steps are called, translated
 *
 * Sets the steps, of which the first is on.
 */
void
kw_steps_set_titles (KwSteps *self, const char *const *titles)
{
  GtkWidget *child;

  g_return_if_fail (KW_IS_STEPS (self));

  g_array_set_size (self->steps, 0);
  while ((child = gtk_widget_get_first_child (self->box)) != NULL)
    gtk_box_remove (GTK_BOX (self->box), child);
  for (guint i = 0; titles[i] != NULL; i++)
    add_step (self, titles[i]);
  kw_steps_set_current (self, 0);
  update (self);
}

/**
 * kw_steps_get_current:
 * @self: the row
 *
 * Returns: index of the step that is on; the number of steps when all are done
 */
guint
kw_steps_get_current (KwSteps *self)
{
  g_return_val_if_fail (KW_IS_STEPS (self), 0);

  return self->current;
}

/**
 * kw_steps_set_current:
 * @self: the row
 * @current: index of the step that is on; the number of steps when all are done
 */
void
kw_steps_set_current (KwSteps *self, guint current)
{
  g_return_if_fail (KW_IS_STEPS (self));

  if (self->current == current)
    return;
  self->current = current;
  update (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CURRENT]);
}
