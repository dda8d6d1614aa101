/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "kw-config.h"

#include "kw-validity-bar.h"

#include <glib/gi18n.h>

#include "ks-time.h"
#include "kw-text.h"

struct _KwValidityBar {
  GtkWidget parent_instance;

  GtkProgressBar *bar;
  GtkLabel *not_before;
  GtkLabel *not_after;
  GtkLabel *words;
  const char *style;
};

G_DEFINE_FINAL_TYPE (KwValidityBar, kw_validity_bar, GTK_TYPE_WIDGET)

static void
kw_validity_bar_dispose (GObject *object)
{
  GtkWidget *child;

  gtk_widget_dispose_template (GTK_WIDGET (object), KW_TYPE_VALIDITY_BAR);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (kw_validity_bar_parent_class)->dispose (object);
}

static void
kw_validity_bar_class_init (KwValidityBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = kw_validity_bar_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, RESOURCE_PATH "/widgets/kw-validity-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, KwValidityBar, bar);
  gtk_widget_class_bind_template_child (widget_class, KwValidityBar, not_before);
  gtk_widget_class_bind_template_child (widget_class, KwValidityBar, not_after);
  gtk_widget_class_bind_template_child (widget_class, KwValidityBar, words);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "kwvalidity");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
kw_validity_bar_init (KwValidityBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * kw_validity_bar_new:
 *
 * Makes a bar without dates.
 *
 * Returns: (transfer floating): the new bar
 */
GtkWidget *
kw_validity_bar_new (void)
{
  return g_object_new (KW_TYPE_VALIDITY_BAR, NULL);
}

static char *
dup_date (gint64 time)
{
  return time != KS_TIME_INVALID ? ks_time_format_date (time) : g_strdup (_ ("Unreadable date"));
}

static double
get_fraction (gint64 not_before, gint64 not_after, gint64 now)
{
  if (not_before == KS_TIME_INVALID || not_after == KS_TIME_INVALID || not_after <= not_before)
    return 0;
  return CLAMP ((double) (now - not_before) / (double) (not_after - not_before), 0, 1);
}

static void
set_style (KwValidityBar *self, const char *style)
{
  if (self->style != NULL)
    gtk_widget_remove_css_class (GTK_WIDGET (self), self->style);
  self->style = style;
  if (style != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self), style);
}

/**
 * kw_validity_bar_set_span:
 * @self: a validity bar
 * @not_before: start, in seconds since 1970, or KS_TIME_INVALID
 * @not_after: end, the same
 * @now: the time to judge it at
 *
 * Shows a validity period. The bar is filled by what is over.
 */
void
kw_validity_bar_set_span (KwValidityBar *self, gint64 not_before, gint64 not_after, gint64 now)
{
  g_autofree char *from = dup_date (not_before);
  g_autofree char *to = dup_date (not_after);
  g_autofree char *words = ks_time_describe_span (not_before, not_after, now);
  g_autofree char *name = NULL;

  g_return_if_fail (KW_IS_VALIDITY_BAR (self));

  gtk_label_set_label (self->not_before, from);
  gtk_label_set_label (self->not_after, to);
  gtk_label_set_label (self->words, words);
  gtk_progress_bar_set_fraction (self->bar, get_fraction (not_before, not_after, now));
  set_style (self, kw_time_style (not_before, not_after, now));
  /* Translators: two dates, and “115 days left” */
  name = g_strdup_printf (_ ("Valid from %s to %s, %s"), from, to, words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}
