/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "kw-config.h"

#include "kw-fact-group.h"

#include "kw-explanation.h"

struct _KwFactGroup {
  AdwPreferencesGroup parent_instance;

  GPtrArray *rows; /* of KwFactRow, borrowed from the list */
  guint n_used;
};

enum {
  SIGNAL_COPIED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (KwFactGroup, kw_fact_group, ADW_TYPE_PREFERENCES_GROUP)

static void
copied_cb (KwFactGroup *self, const char *title)
{
  g_signal_emit (self, signals[SIGNAL_COPIED], 0, title);
}

static void
kw_fact_group_finalize (GObject *object)
{
  g_ptr_array_unref (KW_FACT_GROUP (object)->rows);

  G_OBJECT_CLASS (kw_fact_group_parent_class)->finalize (object);
}

static void
kw_fact_group_class_init (KwFactGroupClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = kw_fact_group_finalize;

  signals[SIGNAL_COPIED] = g_signal_new ("copied", KW_TYPE_FACT_GROUP, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                         G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
kw_fact_group_init (KwFactGroup *self)
{
  self->rows = g_ptr_array_new ();
}

/**
 * kw_fact_group_new:
 * @title: what the facts are about, translated
 *
 * Makes a group without facts.
 *
 * Returns: (transfer floating): the new group
 */
GtkWidget *
kw_fact_group_new (const char *title)
{
  return g_object_new (KW_TYPE_FACT_GROUP, "title", title, "visible", FALSE, NULL);
}

/**
 * kw_fact_group_begin:
 * @self: a group of facts
 *
 * Begins to fill the group anew.
 */
void
kw_fact_group_begin (KwFactGroup *self)
{
  g_return_if_fail (KW_IS_FACT_GROUP (self));

  self->n_used = 0;
}

/**
 * kw_fact_group_add:
 * @self: a group of facts, between begin and end
 * @title: what it is, translated
 * @value: (nullable): what the file says
 * @flags: how to show it
 *
 * Adds a fact.
 */
void
kw_fact_group_add (KwFactGroup *self, const char *title, const char *value, KwFactFlags flags)
{
  GtkWidget *row;

  g_return_if_fail (KW_IS_FACT_GROUP (self));

  if (self->n_used == self->rows->len) {
    row = kw_fact_row_new (title, value, flags);
    g_signal_connect_object (row, "copied", G_CALLBACK (copied_cb), self, G_CONNECT_SWAPPED);
    adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
    g_ptr_array_add (self->rows, row);
  } else {
    kw_fact_row_set (g_ptr_array_index (self->rows, self->n_used), title, value, flags);
    kw_fact_row_explain (g_ptr_array_index (self->rows, self->n_used), NULL);
  }
  self->n_used++;
}

/**
 * kw_fact_group_explain:
 * @self: a group of facts, between begin and end
 * @explanation: id of an explanation
 *
 * Sets what is said about the fact that was added last, while things are explained.
 */
void
kw_fact_group_explain (KwFactGroup *self, const char *explanation)
{
  g_return_if_fail (KW_IS_FACT_GROUP (self));
  g_return_if_fail (self->n_used > 0);

  kw_fact_row_explain (g_ptr_array_index (self->rows, self->n_used - 1), explanation);
}

/**
 * kw_fact_group_explain_all:
 * @self: a group of facts
 * @explanation: id of an explanation
 *
 * Sets what is said about the group as a whole, below its facts.
 */
void
kw_fact_group_explain_all (KwFactGroup *self, const char *explanation)
{
  g_return_if_fail (KW_IS_FACT_GROUP (self));

  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), kw_explanation_new (explanation));
}

/**
 * kw_fact_group_end:
 * @self: a group of facts
 *
 * Ends to fill the group: what is left of the old rows goes.
 */
void
kw_fact_group_end (KwFactGroup *self)
{
  g_return_if_fail (KW_IS_FACT_GROUP (self));

  while (self->rows->len > self->n_used)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self),
                                  g_ptr_array_steal_index (self->rows, self->rows->len - 1));
  gtk_widget_set_visible (GTK_WIDGET (self), self->n_used > 0);
}
