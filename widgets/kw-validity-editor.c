/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "kw-config.h"

#include "kw-validity-editor.h"

#include <glib/gi18n.h>

#include "ks-time.h"
#include "kw-date-row.h"
#include "kw-status-mark.h"

struct _KwValidityEditor {
  AdwPreferencesGroup parent_instance;

  AdwComboRow *preset_row;
  KwDateRow *from_row;
  KwDateRow *until_row;
  AdwActionRow *limit_row;

  gint64 now;
  gboolean shows_limit;
};

enum {
  SIGNAL_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (KwValidityEditor, kw_validity_editor, ADW_TYPE_PREFERENCES_GROUP)

/* The last row is two days that a person chooses. */
static const struct {
  guint days;
  const char *name;
} presets[] = {
  { 30, N_ ("30 days") },        { 90, N_ ("90 days") },        { 365, N_ ("1 year") },
  { 2 * 365, N_ ("2 years") },   { 3 * 365, N_ ("3 years") },   { 5 * 365, N_ ("5 years") },
  { 10 * 365, N_ ("10 years") }, { 20 * 365, N_ ("20 years") }, { 0, N_ ("Custom dates") },
};

/* CA/B Forum Baseline Requirements 6.3.2 (ballot SC-081v3): by the day of issue. */
static const struct {
  const char *from;
  guint days;
} limits[] = {
  { "2029-03-15T00:00:00Z", 47 },
  { "2027-03-15T00:00:00Z", 100 },
  { "2026-03-15T00:00:00Z", 200 },
  { "2020-09-01T00:00:00Z", 398 },
};

static gboolean
is_custom (KwValidityEditor *self)
{
  guint selected = adw_combo_row_get_selected (self->preset_row);

  return selected < G_N_ELEMENTS (presets) && presets[selected].days == 0;
}

static void
show_limit (KwValidityEditor *self)
{
  gint64 from = self->now, until = self->now;
  guint limit, days;
  g_autofree char *title = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->limit_row), FALSE);
  if (!self->shows_limit || !kw_validity_editor_get_period (self, &from, &until))
    return;

  limit = kw_validity_get_public_limit (from);
  days = (guint) ((until - from) / KS_DAY) + 1;
  title = g_strdup_printf (ngettext ("Public CAs issue for at most %u day",
                                     "Public CAs issue for at most %u days", limit),
                           limit);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->limit_row), title);
  adw_action_row_set_subtitle (
    self->limit_row,
    days > limit
      ? _ ("This does not bind you: it concerns certificates of public CAs, whose reply replaces this one")
      : _ ("From 15 March 2027 it is 100 days, from 15 March 2029 it is 47"));
  gtk_widget_set_visible (GTK_WIDGET (self->limit_row), TRUE);
}

static void
period_changed (KwValidityEditor *self)
{
  show_limit (self);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
date_cb (KwValidityEditor *self)
{
  period_changed (self);
}

static void
preset_cb (KwValidityEditor *self)
{
  guint selected;

  /* The row has a selection before the template has the row. */
  if (self->preset_row == NULL || self->until_row == NULL)
    return;
  selected = adw_combo_row_get_selected (self->preset_row);
  gtk_widget_set_visible (GTK_WIDGET (self->from_row), is_custom (self));
  gtk_widget_set_visible (GTK_WIDGET (self->until_row), is_custom (self));
  if (selected < G_N_ELEMENTS (presets) && !is_custom (self)) {
    kw_date_row_set_day (self->from_row, self->now);
    kw_date_row_set_day (self->until_row, self->now + presets[selected].days * KS_DAY);
  }
  period_changed (self);
}

static void
kw_validity_editor_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), KW_TYPE_VALIDITY_EDITOR);

  G_OBJECT_CLASS (kw_validity_editor_parent_class)->dispose (object);
}

static void
kw_validity_editor_class_init (KwValidityEditorClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = kw_validity_editor_dispose;
  signals[SIGNAL_CHANGED] =
    g_signal_new ("changed", KW_TYPE_VALIDITY_EDITOR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (KW_TYPE_DATE_ROW);
  g_type_ensure (KW_TYPE_STATUS_MARK);
  gtk_widget_class_set_template_from_resource (widget_class, RESOURCE_PATH "/widgets/kw-validity-editor.ui");
  gtk_widget_class_bind_template_child (widget_class, KwValidityEditor, preset_row);
  gtk_widget_class_bind_template_child (widget_class, KwValidityEditor, from_row);
  gtk_widget_class_bind_template_child (widget_class, KwValidityEditor, until_row);
  gtk_widget_class_bind_template_child (widget_class, KwValidityEditor, limit_row);
  gtk_widget_class_bind_template_callback (widget_class, preset_cb);
  gtk_widget_class_bind_template_callback (widget_class, date_cb);
}

static void
kw_validity_editor_init (KwValidityEditor *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint i = 0; i < G_N_ELEMENTS (presets); i++)
    gtk_string_list_append (names, _ (presets[i].name));
  adw_combo_row_set_model (self->preset_row, G_LIST_MODEL (names));
  kw_validity_editor_set_days (self, 365);
}

/**
 * kw_validity_editor_new:
 *
 * Returns: (transfer floating): an editor of a year
 */
GtkWidget *
kw_validity_editor_new (void)
{
  return g_object_new (KW_TYPE_VALIDITY_EDITOR, NULL);
}

/**
 * kw_validity_editor_set_now:
 * @self: an editor
 * @now: when a usual period begins, in seconds since 1970
 *
 * Says what time it is.
 */
void
kw_validity_editor_set_now (KwValidityEditor *self, gint64 now)
{
  self->now = now;
  preset_cb (self);
}

/**
 * kw_validity_editor_set_days:
 * @self: an editor
 * @days: for how long, in days
 *
 * Chooses a usual period, the nearest one that is not shorter.
 */
void
kw_validity_editor_set_days (KwValidityEditor *self, guint days)
{
  guint selected = 0;

  while (presets[selected + 1].days != 0 && presets[selected].days < days)
    selected++;
  adw_combo_row_set_selected (self->preset_row, selected);
}

/**
 * kw_validity_editor_get_period:
 * @self: an editor
 * @not_before: (out): the first second, since 1970
 * @not_after: (out): the last second
 *
 * Returns: whether there is such a period
 */
gboolean
kw_validity_editor_get_period (KwValidityEditor *self, gint64 *not_before, gint64 *not_after)
{
  guint selected = adw_combo_row_get_selected (self->preset_row);
  gint64 from, until;

  if (selected < G_N_ELEMENTS (presets) && !is_custom (self)) {
    *not_before = self->now;
    *not_after = self->now + presets[selected].days * KS_DAY - 1;
    return TRUE;
  }

  from = kw_date_row_get_day (self->from_row);
  until = kw_date_row_get_day (self->until_row);
  if (from == KS_TIME_INVALID || until == KS_TIME_INVALID || until < from)
    return FALSE;
  *not_before = from;
  *not_after = until + KS_DAY - 1;
  return TRUE;
}

/**
 * kw_validity_editor_set_show_public_limit:
 * @self: an editor
 * @show: whether the certificate is one that public CAs issue
 *
 * Says how long public CAs issue for, which is information and binds nobody here.
 */
void
kw_validity_editor_set_show_public_limit (KwValidityEditor *self, gboolean show)
{
  self->shows_limit = show;
  show_limit (self);
}

/**
 * kw_validity_get_public_limit:
 * @time: of issue, in seconds since 1970
 *
 * CA/B Forum Baseline Requirements 6.3.2 (ballot SC-081v3).
 *
 * Returns: for how many days public TLS certificates may be valid
 */
guint
kw_validity_get_public_limit (gint64 time)
{
  for (guint i = 0; i < G_N_ELEMENTS (limits); i++)
    if (time >= ks_time_from_rfc3339 (limits[i].from, NULL))
      return limits[i].days;
  return limits[G_N_ELEMENTS (limits) - 1].days;
}
