/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "kw-config.h"

#include "kw-explanation.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "kw-explain.h"

#define SPACING 6
#define ROW_KEY "kw-explanation"

struct _KwExplanation {
  GtkWidget parent_instance;

  const KsExplanation *explanation; /* of the table */
  GtkLabel *label;                  /* NULL until it is seen for the first time */
};

enum {
  PROP_EXPLANATION = 1,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (KwExplanation, kw_explanation, GTK_TYPE_WIDGET)

/* Pages of a certificate have dozens of them, and most people never see one: so the parts are made late. */
static void
make_parts (KwExplanation *self)
{
  GtkWidget *image = gtk_image_new_from_icon_name ("catena-explain-symbolic");
  GtkWidget *label =
    g_object_new (GTK_TYPE_LABEL, "xalign", 0.0, "wrap", TRUE, "wrap-mode", PANGO_WRAP_WORD_CHAR,
                  "natural-wrap-mode", GTK_NATURAL_WRAP_WORD, "hexpand", TRUE, "use-markup", TRUE, NULL);

  gtk_widget_set_valign (image, GTK_ALIGN_START);
  gtk_accessible_update_state (GTK_ACCESSIBLE (image), GTK_ACCESSIBLE_STATE_HIDDEN, TRUE, -1);
  gtk_widget_add_css_class (label, "caption");
  gtk_widget_set_parent (image, GTK_WIDGET (self));
  gtk_widget_set_parent (label, GTK_WIDGET (self));
  self->label = GTK_LABEL (label);
}

/* Texts and sources are Catena's own; nothing of a file is ever in here. */
static char *
dup_markup (const KsExplanation *explanation)
{
  const char *title = ks_explanation_get_title (explanation);
  g_autofree char *text = g_markup_escape_text (ks_explanation_get_text (explanation), -1);
  g_autofree char *bold = title != NULL ? g_markup_printf_escaped ("<b>%s</b>", title) : NULL;
  g_autofree char *source = NULL;
  GString *out = g_string_new (NULL);

  if (bold != NULL)
    /* Translators: before an explanation stands what is explained, for example “Host names” */
    g_string_append_printf (out, _ ("%s: "), bold);
  g_string_append (out, text);
  if (explanation->reference == NULL)
    return g_string_free_and_steal (out);

  source = explanation->url != NULL
             ? g_markup_printf_escaped ("<a href=\"%s\" title=\"%s\">%s</a>", explanation->url,
                                        explanation->url, explanation->reference)
             : g_markup_escape_text (explanation->reference, -1);
  /* Translators: an explanation, and the text that it can be read up in, for example “RFC 5280, 4.2” */
  g_string_append_printf (out, _ (" Source: %s"), source);
  return g_string_free_and_steal (out);
}

static void
update (KwExplanation *self)
{
  gboolean is_seen = self->explanation != NULL && kw_explain_is_active (kw_explain_get_default ());
  g_autofree char *markup = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self), is_seen);
  if (!is_seen)
    return;

  if (self->label == NULL)
    make_parts (self);
  markup = dup_markup (self->explanation);
  gtk_label_set_markup (self->label, markup);
}

static void
kw_explanation_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  KwExplanation *self = KW_EXPLANATION (object);

  if (prop_id == PROP_EXPLANATION)
    g_value_set_string (value, self->explanation != NULL ? self->explanation->id : NULL);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
kw_explanation_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  if (prop_id == PROP_EXPLANATION)
    kw_explanation_set_id (KW_EXPLANATION (object), g_value_get_string (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
kw_explanation_dispose (GObject *object)
{
  KwExplanation *self = KW_EXPLANATION (object);
  GtkWidget *child;

  self->label = NULL;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (kw_explanation_parent_class)->dispose (object);
}

static void
kw_explanation_class_init (KwExplanationClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = kw_explanation_dispose;
  object_class->get_property = kw_explanation_get_property;
  object_class->set_property = kw_explanation_set_property;

  properties[PROP_EXPLANATION] =
    g_param_spec_string ("explanation", NULL, NULL, NULL,
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "kwexplanation");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_NOTE);
}

static void
kw_explanation_init (KwExplanation *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));

  gtk_box_layout_set_spacing (GTK_BOX_LAYOUT (layout), SPACING);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  g_signal_connect_object (kw_explain_get_default (), "notify::active", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
}

/**
 * kw_explanation_new:
 * @id: (nullable): id of an explanation, for example "field:serial"
 *
 * Returns: (transfer floating): a new widget
 */
GtkWidget *
kw_explanation_new (const char *id)
{
  return g_object_new (KW_TYPE_EXPLANATION, "explanation", id, NULL);
}

/**
 * kw_explanation_set_id:
 * @self: the widget
 * @id: (nullable): id of an explanation
 */
void
kw_explanation_set_id (KwExplanation *self, const char *id)
{
  kw_explanation_set (self, id != NULL ? ks_explanation_find (id) : NULL);
}

/**
 * kw_explanation_set:
 * @self: the widget
 * @explanation: (nullable): a row of the table of explanations
 */
void
kw_explanation_set (KwExplanation *self, const KsExplanation *explanation)
{
  g_return_if_fail (KW_IS_EXPLANATION (self));

  if (self->explanation == explanation)
    return;
  self->explanation = explanation;
  update (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_EXPLANATION]);
}

/**
 * kw_explanation_get:
 * @self: the widget
 *
 * Returns: (transfer none) (nullable): what it says
 */
const KsExplanation *
kw_explanation_get (KwExplanation *self)
{
  g_return_val_if_fail (KW_IS_EXPLANATION (self), NULL);

  return self->explanation;
}

/* The box that holds title and subtitle. Rows have no public place below these; a suffix would take the width of the value. */
static GtkWidget *
find_title_box (GtkWidget *widget)
{
  GtkWidget *found = NULL;

  if (GTK_IS_BOX (widget) && gtk_widget_has_css_class (widget, "title"))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_title_box (child);
  return found;
}

static KwExplanation *
add_to_row (GtkWidget *row)
{
  GtkWidget *self = kw_explanation_new (NULL);
  GtkWidget *box = find_title_box (row);

  if (box != NULL)
    gtk_box_append (GTK_BOX (box), self);
  else if (ADW_IS_ACTION_ROW (row))
    adw_action_row_add_suffix (ADW_ACTION_ROW (row), self);
  else
    adw_expander_row_add_suffix (ADW_EXPANDER_ROW (row), self);
  g_object_set_data (G_OBJECT (row), ROW_KEY, self);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_RELATION_DETAILS, self, NULL, -1);
  return KW_EXPLANATION (self);
}

/**
 * kw_explanation_of_row:
 * @row: an action row or an expander row
 *
 * Finds the explanation of a row, and gives it one at first.
 *
 * Returns: (transfer none): the explanation, which lives as long as the row
 */
KwExplanation *
kw_explanation_of_row (GtkWidget *row)
{
  KwExplanation *self;

  g_return_val_if_fail (ADW_IS_ACTION_ROW (row) || ADW_IS_EXPANDER_ROW (row), NULL);

  self = g_object_get_data (G_OBJECT (row), ROW_KEY);
  return self != NULL ? self : add_to_row (row);
}
