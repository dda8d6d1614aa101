/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "kw-config.h"

#include "kw-name-chip.h"

#include <glib/gi18n.h>

#include "kw-status-mark.h"
#include "kw-text.h"

struct _KwNameChip {
  GtkWidget parent_instance;

  KwStatusMark *mark;
  GtkLabel *tag;
  GtkLabel *name;
  GtkLabel *ascii;
  GtkWidget *menu; /* once somebody has asked for it */
  char *text;      /* for people */
  char *written;   /* as in the certificate */
};

enum {
  SIGNAL_COPIED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (KwNameChip, kw_name_chip, GTK_TYPE_WIDGET)

static void
copy (KwNameChip *self, const char *text)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text);
  g_signal_emit (self, signals[SIGNAL_COPIED], 0, text);
}

static void
copy_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  copy (KW_NAME_CHIP (widget), KW_NAME_CHIP (widget)->text);
}

static void
copy_ascii_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  copy (KW_NAME_CHIP (widget), KW_NAME_CHIP (widget)->written);
}

static void
released_cb (KwNameChip *self)
{
  copy (self, self->text);
}

static GMenuModel *
make_menu (KwNameChip *self)
{
  GMenu *menu = g_menu_new ();

  g_menu_append (menu, _ ("_Copy Name"), "chip.copy");
  if (!g_str_equal (self->text, self->written))
    /* Translators: copies the form of an internationalized name that begins with “xn--” */
    g_menu_append (menu, _ ("Copy as _Written in the Certificate"), "chip.copy-ascii");
  return G_MENU_MODEL (menu);
}

static void
show_menu (KwNameChip *self)
{
  if (self->menu == NULL) {
    g_autoptr (GMenuModel) model = make_menu (self);

    self->menu = gtk_popover_menu_new_from_model (model);
    gtk_widget_set_parent (self->menu, GTK_WIDGET (self));
  }
  gtk_popover_popup (GTK_POPOVER (self->menu));
}

static void
menu_pressed_cb (KwNameChip *self, int n_press, double x, double y, GtkGesture *gesture)
{
  show_menu (self);
  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
}

static gboolean
menu_key_cb (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  show_menu (KW_NAME_CHIP (widget));
  return GDK_EVENT_STOP;
}

static void
kw_name_chip_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  GTK_WIDGET_CLASS (kw_name_chip_parent_class)->size_allocate (widget, width, height, baseline);
  if (KW_NAME_CHIP (widget)->menu != NULL)
    gtk_popover_present (GTK_POPOVER (KW_NAME_CHIP (widget)->menu));
}

static void
kw_name_chip_dispose (GObject *object)
{
  GtkWidget *child;

  gtk_widget_dispose_template (GTK_WIDGET (object), KW_TYPE_NAME_CHIP);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  KW_NAME_CHIP (object)->menu = NULL;

  G_OBJECT_CLASS (kw_name_chip_parent_class)->dispose (object);
}

static void
kw_name_chip_finalize (GObject *object)
{
  g_free (KW_NAME_CHIP (object)->text);
  g_free (KW_NAME_CHIP (object)->written);

  G_OBJECT_CLASS (kw_name_chip_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class, RESOURCE_PATH "/widgets/kw-name-chip.ui");
  gtk_widget_class_bind_template_child (widget_class, KwNameChip, mark);
  gtk_widget_class_bind_template_child (widget_class, KwNameChip, tag);
  gtk_widget_class_bind_template_child (widget_class, KwNameChip, name);
  gtk_widget_class_bind_template_child (widget_class, KwNameChip, ascii);
  gtk_widget_class_bind_template_callback (widget_class, released_cb);
  gtk_widget_class_bind_template_callback (widget_class, menu_pressed_cb);
}

static void
kw_name_chip_class_init (KwNameChipClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = kw_name_chip_dispose;
  object_class->finalize = kw_name_chip_finalize;
  widget_class->size_allocate = kw_name_chip_size_allocate;

  signals[SIGNAL_COPIED] = g_signal_new ("copied", KW_TYPE_NAME_CHIP, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                         G_TYPE_NONE, 1, G_TYPE_STRING);

  g_type_ensure (KW_TYPE_STATUS_MARK);
  bind_template (widget_class);
  gtk_widget_class_install_action (widget_class, "chip.copy", NULL, copy_action);
  gtk_widget_class_install_action (widget_class, "chip.copy-ascii", NULL, copy_ascii_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, 0, "chip.copy", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_KP_Enter, 0, "chip.copy", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_space, 0, "chip.copy", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_c, GDK_CONTROL_MASK, "chip.copy", NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Menu, 0, menu_key_cb, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_F10, GDK_SHIFT_MASK, menu_key_cb, NULL);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "kwchip");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LIST_ITEM);
}

static void
kw_name_chip_init (KwNameChip *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static char *
dup_tooltip (const KsGeneralName *name, const char *written)
{
  g_autofree char *unicode = kw_text_plain (name->unicode);
  const char *parts[4] = { written };
  gsize n = 1;

  if (*unicode != '\0')
    parts[n++] = unicode;
  if (name->problem != NULL)
    parts[n++] = name->problem;
  return g_strjoinv ("\n", (char **) parts);
}

static void
describe (KwNameChip *self, const KsGeneralName *name, const char *written)
{
  g_autofree char *label = g_strdup_printf ("%s %s", ks_general_name_type_get_tag (name->type), written);
  g_autofree char *tooltip = dup_tooltip (name, written);
  const char *second = name->problem != NULL ? name->problem : name->unicode != NULL ? name->unicode : "";

  gtk_widget_set_tooltip_text (GTK_WIDGET (self), tooltip);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, second, -1);
}

/**
 * kw_name_chip_new:
 * @name: an alternative name
 *
 * Makes the chip of a name: its U-labels, and beside them the A-labels that the certificate has. What is malformed carries a
 * triangle, and the reason in the tooltip.
 *
 * Returns: (transfer floating): the new chip
 */
GtkWidget *
kw_name_chip_new (const KsGeneralName *name)
{
  KwNameChip *self = g_object_new (KW_TYPE_NAME_CHIP, NULL);
  const char *text = name->unicode != NULL ? name->unicode : name->text;
  g_autofree char *shown = kw_text_show (text);
  g_autofree char *plain = kw_text_plain (name->text);

  self->text = g_utf8_make_valid (text, -1);
  self->written = g_utf8_make_valid (name->text, -1);
  gtk_label_set_label (self->tag, ks_general_name_type_get_tag (name->type));
  gtk_label_set_label (self->name, shown);
  gtk_label_set_label (self->ascii, name->unicode != NULL ? plain : "");
  gtk_widget_set_visible (GTK_WIDGET (self->ascii), name->unicode != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->mark), name->problem != NULL);
  if (name->problem != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self), "malformed");
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "chip.copy-ascii", name->unicode != NULL);
  describe (self, name, plain);
  return GTK_WIDGET (self);
}
