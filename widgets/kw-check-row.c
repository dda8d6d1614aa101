/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "catena-config.h"

#include "kw-check-row.h"

#include <string.h>

#include <glib/gi18n.h>

#include "kw-status-mark.h"
#include "kw-table-layout.h"
#include "kw-text.h"

#define HEX_OCTETS 10

struct _KwCheckRow {
  GtkWidget parent_instance;

  KwStatusMark *mark;
  GtkLabel *title;
  GtkLabel *ours;
  GtkLabel *theirs;
};

G_DEFINE_FINAL_TYPE (KwCheckRow, kw_check_row, GTK_TYPE_WIDGET)

static void
kw_check_row_dispose (GObject *object)
{
  GtkWidget *child;

  gtk_widget_dispose_template (GTK_WIDGET (object), KW_TYPE_CHECK_ROW);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (kw_check_row_parent_class)->dispose (object);
}

static void
kw_check_row_class_init (KwCheckRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = kw_check_row_dispose;

  g_type_ensure (KW_TYPE_STATUS_MARK);
  gtk_widget_class_set_template_from_resource (widget_class, RESOURCE_PATH "/widgets/kw-check-row.ui");
  gtk_widget_class_bind_template_child (widget_class, KwCheckRow, mark);
  gtk_widget_class_bind_template_child (widget_class, KwCheckRow, title);
  gtk_widget_class_bind_template_child (widget_class, KwCheckRow, ours);
  gtk_widget_class_bind_template_child (widget_class, KwCheckRow, theirs);
  gtk_widget_class_set_layout_manager_type (widget_class, KW_TYPE_TABLE_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "kwcheck");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LIST_ITEM);
}

static void
kw_check_row_init (KwCheckRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* Octets as “8C 41 6F D2”, more of them than fit in a column. */
static gboolean
is_long_hex (const char *value)
{
  gsize size = strlen (value);

  if (size < 3 * HEX_OCTETS || size % 3 != 2)
    return FALSE;
  for (gsize i = 0; i < size; i++)
    if (i % 3 == 2 ? value[i] != ' ' : !g_ascii_isxdigit (value[i]))
      return FALSE;
  return TRUE;
}

static char *
dup_shown (const char *value)
{
  gsize size;

  if (value == NULL || *value == '\0')
    return g_strdup ("—");
  if (!is_long_hex (value))
    return kw_text_show (value);
  size = strlen (value);
  return g_strdup_printf ("%.11s … %s", value, value + size - 8);
}

static void
set_value (GtkLabel *label, const char *value)
{
  g_autofree char *shown = dup_shown (value);
  g_autofree char *plain = kw_text_plain (value);

  gtk_label_set_label (label, shown);
  gtk_widget_set_tooltip_text (GTK_WIDGET (label), *plain != '\0' ? plain : NULL);
  if (value != NULL && is_long_hex (value))
    gtk_widget_add_css_class (GTK_WIDGET (label), "monospace");
}

static gboolean
is_empty (const char *value)
{
  return value == NULL || *value == '\0';
}

/* What is not checked has a reason in the place of the values. */
static void
set_values (KwCheckRow *self, const KsResult *result)
{
  gboolean is_reason =
    is_empty (result->theirs) && (is_empty (result->ours) || result->state == KS_STATE_NOT_CHECKED);

  gtk_widget_set_visible (GTK_WIDGET (self->theirs), !is_reason);
  if (is_reason) {
    set_value (self->ours, is_empty (result->ours) ? result->sentence : result->ours);
    gtk_widget_add_css_class (GTK_WIDGET (self->ours), "dimmed");
  } else {
    set_value (self->ours, result->ours);
    set_value (self->theirs, result->theirs);
  }
}

static void
describe (KwCheckRow *self, const KsResult *result, const char *title)
{
  g_autofree char *name = g_strdup_printf ("%s: %s", title, ks_state_get_word (result->state));
  g_autofree char *sentence = kw_text_plain (result->sentence);
  g_autofree char *tooltip = NULL;

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, sentence, -1);
  if (result->check->reference != NULL)
    tooltip = *sentence != '\0' ? g_strdup_printf ("%s\n%s", sentence, result->check->reference)
                                : g_strdup (result->check->reference);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), tooltip);
}

/**
 * kw_check_row_new:
 * @result: the result of a check
 *
 * Makes the row of a check.
 *
 * Returns: (transfer floating): the new row
 */
GtkWidget *
kw_check_row_new (const KsResult *result)
{
  KwCheckRow *self = g_object_new (KW_TYPE_CHECK_ROW, NULL);
  const char *title = g_dgettext (GETTEXT_PACKAGE, result->check->title);

  kw_status_mark_set_state (self->mark, result->state);
  gtk_label_set_label (self->title, title);
  set_values (self, result);
  describe (self, result, title);
  return GTK_WIDGET (self);
}
