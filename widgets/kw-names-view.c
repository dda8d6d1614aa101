/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "catena-config.h"

#include "kw-names-view.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "kw-host-row.h"
#include "kw-name-chip.h"

/* A certificate may hold thousands of names; so many chips are made, the rest is a number. */
#define MAX_CHIPS 100

#define SEPARATORS " \t\r\n,;"

struct _KwNamesView {
  GtkWidget parent_instance;

  AdwWrapBox *chips;
  GtkWidget *no_names;
  GtkLabel *more;
  GtkEntry *entry;
  GtkBox *hosts;

  KsCertificate *certificate;
  KsVerdict *owner;
};

enum {
  SIGNAL_HOST_ADDED,
  SIGNAL_HOST_REMOVED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (KwNamesView, kw_names_view, GTK_TYPE_WIDGET)

static void
activate_cb (KwNamesView *self)
{
  g_auto (GStrv) parts = g_strsplit_set (gtk_editable_get_text (GTK_EDITABLE (self->entry)), SEPARATORS, -1);

  /* Cleared first: what listens may set the hosts again at once. */
  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  for (guint i = 0; parts[i] != NULL; i++)
    if (*parts[i] != '\0')
      g_signal_emit (self, signals[SIGNAL_HOST_ADDED], 0, parts[i]);
}

static void
changed_cb (KwNamesView *self)
{
  gboolean has_text = gtk_entry_get_text_length (self->entry) > 0;

  gtk_entry_set_icon_from_icon_name (self->entry, GTK_ENTRY_ICON_SECONDARY,
                                     has_text ? "edit-clear-symbolic" : NULL);
  if (has_text)
    gtk_entry_set_icon_tooltip_text (self->entry, GTK_ENTRY_ICON_SECONDARY, _ ("Clear"));
}

static void
icon_release_cb (KwNamesView *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
}

static void
removed_cb (KwNamesView *self, KwHostRow *row)
{
  g_autofree char *host = g_strdup (kw_host_row_get_host (row));

  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
  g_signal_emit (self, signals[SIGNAL_HOST_REMOVED], 0, host);
}

static void
kw_names_view_dispose (GObject *object)
{
  KwNamesView *self = KW_NAMES_VIEW (object);
  GtkWidget *child;

  gtk_widget_dispose_template (GTK_WIDGET (object), KW_TYPE_NAMES_VIEW);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->certificate);
  g_clear_object (&self->owner);

  G_OBJECT_CLASS (kw_names_view_parent_class)->dispose (object);
}

static void
install_signals (void)
{
  signals[SIGNAL_HOST_ADDED] = g_signal_new ("host-added", KW_TYPE_NAMES_VIEW, G_SIGNAL_RUN_LAST, 0, NULL,
                                             NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[SIGNAL_HOST_REMOVED] = g_signal_new ("host-removed", KW_TYPE_NAMES_VIEW, G_SIGNAL_RUN_LAST, 0, NULL,
                                               NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
kw_names_view_class_init (KwNamesViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = kw_names_view_dispose;
  install_signals ();

  gtk_widget_class_set_template_from_resource (widget_class, RESOURCE_PATH "/widgets/kw-names-view.ui");
  gtk_widget_class_bind_template_child (widget_class, KwNamesView, chips);
  gtk_widget_class_bind_template_child (widget_class, KwNamesView, no_names);
  gtk_widget_class_bind_template_child (widget_class, KwNamesView, more);
  gtk_widget_class_bind_template_child (widget_class, KwNamesView, entry);
  gtk_widget_class_bind_template_child (widget_class, KwNamesView, hosts);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, icon_release_cb);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "kwnames");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
kw_names_view_init (KwNamesView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * kw_names_view_new:
 *
 * Makes a view without names.
 *
 * Returns: (transfer floating): the new view
 */
GtkWidget *
kw_names_view_new (void)
{
  return g_object_new (KW_TYPE_NAMES_VIEW, NULL);
}

static void
rebuild_chips (KwNamesView *self)
{
  guint n = self->certificate != NULL ? ks_certificate_get_n_alt_names (self->certificate) : 0;
  g_autofree char *more = NULL;
  GtkWidget *chip;

  while ((chip = gtk_widget_get_first_child (GTK_WIDGET (self->chips))) != NULL)
    adw_wrap_box_remove (self->chips, chip);
  for (guint i = 0; i < MIN (n, MAX_CHIPS); i++)
    adw_wrap_box_append (self->chips, kw_name_chip_new (ks_certificate_get_alt_name (self->certificate, i)));
  gtk_widget_set_visible (self->no_names, n == 0);
  gtk_widget_set_visible (GTK_WIDGET (self->chips), n > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->more), n > MAX_CHIPS);
  if (n > MAX_CHIPS) {
    more = g_strdup_printf (ngettext ("and %u more name", "and %u more names", n - MAX_CHIPS), n - MAX_CHIPS);
    gtk_label_set_label (self->more, more);
  }
}

/**
 * kw_names_view_set_certificate:
 * @self: a names view
 * @certificate: (nullable): a certificate, of which a reference is kept
 *
 * Shows the alternative names of a certificate.
 */
void
kw_names_view_set_certificate (KwNamesView *self, KsCertificate *certificate)
{
  g_return_if_fail (KW_IS_NAMES_VIEW (self));
  g_return_if_fail (certificate == NULL || KS_IS_CERTIFICATE (certificate));

  if (g_set_object (&self->certificate, certificate))
    rebuild_chips (self);
}

/**
 * kw_names_view_set_hosts:
 * @self: a names view
 * @hosts: (nullable): of KsHostResult, which belong to @owner
 * @owner: (nullable): a verdict, of which a reference is kept
 *
 * Shows the tested hosts.
 */
void
kw_names_view_set_hosts (KwNamesView *self, GPtrArray *hosts, KsVerdict *owner)
{
  GtkWidget *child;

  g_return_if_fail (KW_IS_NAMES_VIEW (self));
  g_return_if_fail (owner == NULL || KS_IS_VERDICT (owner));

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->hosts))) != NULL)
    gtk_box_remove (self->hosts, child);
  g_set_object (&self->owner, owner);
  for (guint i = 0; hosts != NULL && i < hosts->len; i++) {
    GtkWidget *row = kw_host_row_new (g_ptr_array_index (hosts, i));

    g_signal_connect_object (row, "removed", G_CALLBACK (removed_cb), self, G_CONNECT_SWAPPED);
    gtk_box_append (self->hosts, row);
  }
}
