/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "kw-config.h"

#include "kw-fact-row.h"

#include <glib/gi18n.h>

#include "kw-explanation.h"
#include "kw-text.h"

struct _KwFactRow {
  AdwActionRow parent_instance;

  GtkWidget *copy;
  char *value;
};

enum {
  SIGNAL_COPIED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (KwFactRow, kw_fact_row, ADW_TYPE_ACTION_ROW)

static void
copy_cb (KwFactRow *self)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), self->value);
  g_signal_emit (self, signals[SIGNAL_COPIED], 0, adw_preferences_row_get_title (ADW_PREFERENCES_ROW (self)));
}

static void
kw_fact_row_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), KW_TYPE_FACT_ROW);

  G_OBJECT_CLASS (kw_fact_row_parent_class)->dispose (object);
}

static void
kw_fact_row_finalize (GObject *object)
{
  g_free (KW_FACT_ROW (object)->value);

  G_OBJECT_CLASS (kw_fact_row_parent_class)->finalize (object);
}

static void
kw_fact_row_class_init (KwFactRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = kw_fact_row_dispose;
  object_class->finalize = kw_fact_row_finalize;

  signals[SIGNAL_COPIED] = g_signal_new ("copied", KW_TYPE_FACT_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                         G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_set_template_from_resource (widget_class, RESOURCE_PATH "/widgets/kw-fact-row.ui");
  gtk_widget_class_bind_template_child (widget_class, KwFactRow, copy);
  gtk_widget_class_bind_template_callback (widget_class, copy_cb);
}

static void
kw_fact_row_init (KwFactRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * kw_fact_row_new:
 * @title: what it is, translated
 * @value: (nullable): what the file says
 * @flags: how to show it
 *
 * Makes a row for one value.
 *
 * Returns: (transfer floating): the new row
 */
GtkWidget *
kw_fact_row_new (const char *title, const char *value, KwFactFlags flags)
{
  KwFactRow *self = g_object_new (KW_TYPE_FACT_ROW, NULL);

  kw_fact_row_set (self, title, value, flags);
  return GTK_WIDGET (self);
}

static void
set_style (KwFactRow *self, const char *style, gboolean is_set)
{
  if (is_set)
    gtk_widget_add_css_class (GTK_WIDGET (self), style);
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), style);
}

static void
set_copy (KwFactRow *self, const char *title, gboolean can_copy)
{
  /* Translators: a tooltip; %s is what the button copies, for example "SHA-256" */
  g_autofree char *label = g_strdup_printf (_ ("Copy %s"), title);

  gtk_widget_set_visible (self->copy, can_copy);
  gtk_widget_set_tooltip_text (self->copy, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->copy), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

/**
 * kw_fact_row_set:
 * @self: a fact row
 * @title: what it is, translated
 * @value: (nullable): what the file says
 * @flags: how to show it
 *
 * Shows another value.
 */
void
kw_fact_row_set (KwFactRow *self, const char *title, const char *value, KwFactFlags flags)
{
  g_autofree char *plain = kw_text_plain (value);

  g_return_if_fail (KW_IS_FACT_ROW (self));

  g_set_str (&self->value, value != NULL ? value : "");
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), *plain != '\0' ? plain : "—");
  set_copy (self, title, (flags & KW_FACT_COPY) != 0);
  set_style (self, "hex", (flags & KW_FACT_MONOSPACE) != 0);
  set_style (self, "numeric", (flags & KW_FACT_NUMERIC) != 0);
}

/**
 * kw_fact_row_explain:
 * @self: a fact row
 * @explanation: (nullable): id of an explanation
 *
 * Sets what is said about the fact while things are explained.
 */
void
kw_fact_row_explain (KwFactRow *self, const char *explanation)
{
  g_return_if_fail (KW_IS_FACT_ROW (self));

  kw_explanation_set_id (kw_explanation_of_row (GTK_WIDGET (self)), explanation);
}
