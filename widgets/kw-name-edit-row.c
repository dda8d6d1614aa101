/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "kw-config.h"

#include "kw-name-edit-row.h"

#include <glib/gi18n.h>

#include "kw-reorder.h"
#include "kw-status-mark.h"
#include "kw-text.h"

struct _KwNameEditRow {
  AdwActionRow parent_instance;

  GtkLabel *tag;
  GtkWidget *mark;
  GtkWidget *remove_button;
};

enum {
  SIGNAL_EDIT,
  SIGNAL_REMOVE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (KwNameEditRow, kw_name_edit_row, ADW_TYPE_ACTION_ROW)

static void
edit_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_signal_emit (widget, signals[SIGNAL_EDIT], 0);
}

static void
remove_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_signal_emit (widget, signals[SIGNAL_REMOVE], 0);
}

static void
kw_name_edit_row_activate (AdwActionRow *row)
{
  g_signal_emit (row, signals[SIGNAL_EDIT], 0);
}

static void
kw_name_edit_row_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), KW_TYPE_NAME_EDIT_ROW);

  G_OBJECT_CLASS (kw_name_edit_row_parent_class)->dispose (object);
}

static void
kw_name_edit_row_class_init (KwNameEditRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = kw_name_edit_row_dispose;
  ADW_ACTION_ROW_CLASS (klass)->activate = kw_name_edit_row_activate;

  signals[SIGNAL_EDIT] =
    g_signal_new ("edit", KW_TYPE_NAME_EDIT_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_REMOVE] =
    g_signal_new ("remove", KW_TYPE_NAME_EDIT_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (KW_TYPE_STATUS_MARK);
  gtk_widget_class_set_template_from_resource (widget_class, RESOURCE_PATH "/widgets/kw-name-edit-row.ui");
  gtk_widget_class_bind_template_child (widget_class, KwNameEditRow, tag);
  gtk_widget_class_bind_template_child (widget_class, KwNameEditRow, mark);
  gtk_widget_class_bind_template_child (widget_class, KwNameEditRow, remove_button);
  gtk_widget_class_install_action (widget_class, "name.edit", NULL, edit_action);
  gtk_widget_class_install_action (widget_class, "name.remove", NULL, remove_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F2, 0, "name.edit", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Delete, 0, "name.remove", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_KP_Delete, 0, "name.remove", NULL);
}

static void
kw_name_edit_row_init (KwNameEditRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  kw_reorder_init_row (GTK_LIST_BOX_ROW (self), GTK_WIDGET (self));
}

static void
add_part (GString *text, const char *part)
{
  if (text->len > 0)
    g_string_append (text, " · ");
  g_string_append (text, part);
}

/* What is worth knowing about the name, below it. */
static char *
dup_subtitle (const KsGeneralName *name, const char *hint)
{
  GString *text = g_string_new (NULL);

  if (hint != NULL)
    add_part (text, hint);
  if (name->unicode != NULL)
    add_part (text, name->text);
  if (name->type == KS_GENERAL_NAME_DNS && g_str_has_prefix (name->text, "*.")) {
    /* Translators: what “*.example.org” stands for; %s is example.org */
    g_autofree char *wildcard = g_strdup_printf (_ ("Any one label before %s"), name->text + 2);

    add_part (text, wildcard);
  }
  if (name->problem != NULL)
    add_part (text, name->problem);
  return g_string_free_and_steal (text);
}

static void
describe (KwNameEditRow *self, const char *tag, const char *shown)
{
  /* Translators: the first is a type of name (DNS, IP), the second the name */
  g_autofree char *label = g_strdup_printf (_ ("%s name %s"), tag, shown);
  /* Translators: button; %s is a host name or address */
  g_autofree char *remove = g_strdup_printf (_ ("Remove %s"), shown);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->remove_button), GTK_ACCESSIBLE_PROPERTY_LABEL, remove,
                                  -1);
}

/**
 * kw_general_name_get_shown:
 * @name: a name
 *
 * Returns: (transfer none): how people read it; names in other scripts as such
 */
const char *
kw_general_name_get_shown (const KsGeneralName *name)
{
  return name->unicode != NULL ? name->unicode : name->text;
}

/**
 * kw_name_edit_row_new:
 * @name: a name
 * @hint: (nullable): what is special about this one
 *
 * Returns: (transfer floating): the row of that name
 */
GtkWidget *
kw_name_edit_row_new (const KsGeneralName *name, const char *hint)
{
  KwNameEditRow *self = g_object_new (KW_TYPE_NAME_EDIT_ROW, NULL);
  const char *tag = ks_general_name_type_get_tag (name->type);
  g_autofree char *title = kw_text_show (kw_general_name_get_shown (name));
  g_autofree char *plain = kw_text_plain (kw_general_name_get_shown (name));
  g_autofree char *text = dup_subtitle (name, hint);
  g_autofree char *subtitle = kw_text_show (text);

  gtk_label_set_label (self->tag, tag);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), subtitle);
  gtk_widget_set_visible (self->mark, name->problem != NULL);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), plain);
  describe (self, tag, plain);
  return GTK_WIDGET (self);
}
