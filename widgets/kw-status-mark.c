/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "kw-config.h"

#include "kw-status-mark.h"

#include "kw-symbol.h"
#include "kw-text.h"

#define DEFAULT_SIZE 16

struct _KwStatusMark {
  GtkWidget parent_instance;

  KsState state;
  int size;
  char *word;
};

enum {
  PROP_STATE = 1,
  PROP_SIZE,
  PROP_WORD,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (KwStatusMark, kw_status_mark, GTK_TYPE_WIDGET)

static void
update_word (KwStatusMark *self)
{
  const char *word = self->word != NULL ? self->word : ks_state_get_word (self->state);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, word, -1);
}

static void
update_state (KwStatusMark *self)
{
  gtk_widget_add_css_class (GTK_WIDGET (self), ks_state_get_nick (self->state));
  gtk_widget_queue_draw (GTK_WIDGET (self));
  update_word (self);
}

static void
kw_status_mark_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  KwStatusMark *self = KW_STATUS_MARK (object);

  switch (prop_id) {
  case PROP_STATE:
    g_value_set_uint (value, self->state);
    break;
  case PROP_SIZE:
    g_value_set_uint (value, kw_status_mark_get_size (self));
    break;
  case PROP_WORD:
    g_value_set_string (value, self->word);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
kw_status_mark_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  KwStatusMark *self = KW_STATUS_MARK (object);

  switch (prop_id) {
  case PROP_STATE:
    kw_status_mark_set_state (self, g_value_get_uint (value));
    break;
  case PROP_SIZE:
    kw_status_mark_set_size (self, g_value_get_uint (value));
    break;
  case PROP_WORD:
    kw_status_mark_set_word (self, g_value_get_string (value));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
kw_status_mark_measure (GtkWidget *widget,
                        GtkOrientation orientation,
                        int for_size,
                        int *minimum,
                        int *natural,
                        int *minimum_baseline,
                        int *natural_baseline)
{
  *minimum = *natural = KW_STATUS_MARK (widget)->size;
}

static void
kw_status_mark_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  KwStatusMark *self = KW_STATUS_MARK (widget);

  kw_symbol_snapshot (widget, snapshot, kw_state_icon (self->state),
                      (gtk_widget_get_width (widget) - self->size) / 2,
                      (gtk_widget_get_height (widget) - self->size) / 2, self->size);
}

static void
kw_status_mark_finalize (GObject *object)
{
  g_free (KW_STATUS_MARK (object)->word);

  G_OBJECT_CLASS (kw_status_mark_parent_class)->finalize (object);
}

static void
kw_status_mark_class_init (KwStatusMarkClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->finalize = kw_status_mark_finalize;
  object_class->get_property = kw_status_mark_get_property;
  object_class->set_property = kw_status_mark_set_property;
  widget_class->measure = kw_status_mark_measure;
  widget_class->snapshot = kw_status_mark_snapshot;

  properties[PROP_STATE] =
    g_param_spec_uint ("state", NULL, NULL, 0, KS_STATE_FAIL, KS_STATE_NOT_CHECKED, flags);
  properties[PROP_SIZE] = g_param_spec_uint ("size", NULL, NULL, 8, 128, DEFAULT_SIZE, flags);
  properties[PROP_WORD] = g_param_spec_string ("word", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_css_name (widget_class, "kwmark");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
kw_status_mark_init (KwStatusMark *self)
{
  self->state = KS_STATE_NOT_CHECKED;
  self->size = DEFAULT_SIZE;
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
  gtk_widget_set_halign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
  update_state (self);
}

/**
 * kw_status_mark_new:
 * @state: a state
 *
 * Makes a mark of 16 px.
 *
 * Returns: (transfer floating): the new mark
 */
GtkWidget *
kw_status_mark_new (KsState state)
{
  return g_object_new (KW_TYPE_STATUS_MARK, "state", (guint) state, NULL);
}

/**
 * kw_status_mark_get_state:
 * @self: a mark
 *
 * Returns: the state that it shows
 */
KsState
kw_status_mark_get_state (KwStatusMark *self)
{
  g_return_val_if_fail (KW_IS_STATUS_MARK (self), KS_STATE_NOT_CHECKED);

  return self->state;
}

/**
 * kw_status_mark_set_state:
 * @self: a mark
 * @state: a state
 *
 * Sets the state, and with it shape, colour and word.
 */
void
kw_status_mark_set_state (KwStatusMark *self, KsState state)
{
  g_return_if_fail (KW_IS_STATUS_MARK (self));

  if (self->state == state)
    return;

  gtk_widget_remove_css_class (GTK_WIDGET (self), ks_state_get_nick (self->state));
  self->state = state;
  update_state (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
}

/**
 * kw_status_mark_get_size:
 * @self: a mark
 *
 * Returns: width and height, in px
 */
guint
kw_status_mark_get_size (KwStatusMark *self)
{
  g_return_val_if_fail (KW_IS_STATUS_MARK (self), 0);

  return self->size;
}

/**
 * kw_status_mark_set_size:
 * @self: a mark
 * @size: width and height, in px: 16 in rows, 18 in headlines, 20 in links
 *
 * Sets the size of the mark.
 */
void
kw_status_mark_set_size (KwStatusMark *self, guint size)
{
  g_return_if_fail (KW_IS_STATUS_MARK (self));

  if (kw_status_mark_get_size (self) == size)
    return;

  self->size = (int) size;
  gtk_widget_queue_resize (GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SIZE]);
}

/**
 * kw_status_mark_get_word:
 * @self: a mark
 *
 * Returns: (nullable): the word set with kw_status_mark_set_word()
 */
const char *
kw_status_mark_get_word (KwStatusMark *self)
{
  g_return_val_if_fail (KW_IS_STATUS_MARK (self), NULL);

  return self->word;
}

/**
 * kw_status_mark_set_word:
 * @self: a mark
 * @word: (nullable): what those hear who do not see it, translated; NULL for the state's own word
 *
 * Sets the accessible name.
 */
void
kw_status_mark_set_word (KwStatusMark *self, const char *word)
{
  g_return_if_fail (KW_IS_STATUS_MARK (self));

  if (!g_set_str (&self->word, word))
    return;

  update_word (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_WORD]);
}
