/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "kw-config.h"

#include "kw-pem-row.h"

#include <glib/gi18n.h>

#include "ks-pem.h"

struct _KwPemRow {
  AdwExpanderRow parent_instance;

  GtkWidget *text; /* GtkLabel, NULL until the row is opened */
  char *label;     /* "CERTIFICATE" */
  char *title;     /* what it is called when it is on the clipboard */
  GBytes *der;
};

enum {
  SIGNAL_COPIED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (KwPemRow, kw_pem_row, ADW_TYPE_EXPANDER_ROW)

static char *
make_pem (KwPemRow *self)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (self->der, &size);

  return ks_pem_format (self->label, data, size);
}

static void
copy_cb (KwPemRow *self)
{
  g_autofree char *pem = NULL;

  if (self->der == NULL)
    return;
  pem = make_pem (self);
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), pem);
  g_signal_emit (self, signals[SIGNAL_COPIED], 0, self->title);
}

static void
expanded_cb (KwPemRow *self)
{
  g_autofree char *pem = NULL;

  if (self->der == NULL || !adw_expander_row_get_expanded (ADW_EXPANDER_ROW (self)))
    return;

  if (self->text == NULL) {
    self->text =
      g_object_new (GTK_TYPE_LABEL, "selectable", TRUE, "xalign", 0.0, "wrap", TRUE, "wrap-mode",
                    PANGO_WRAP_CHAR, "css-classes", (const char *[]) { "monospace", "pem", NULL }, NULL);
    /* Base64 reads from left to right in every language. */
    gtk_widget_set_direction (self->text, GTK_TEXT_DIR_LTR);
    adw_expander_row_add_row (ADW_EXPANDER_ROW (self), self->text);
  }
  pem = make_pem (self);
  gtk_label_set_label (GTK_LABEL (self->text), pem);
}

static void
kw_pem_row_finalize (GObject *object)
{
  KwPemRow *self = KW_PEM_ROW (object);

  g_clear_pointer (&self->label, g_free);
  g_clear_pointer (&self->title, g_free);
  g_clear_pointer (&self->der, g_bytes_unref);

  G_OBJECT_CLASS (kw_pem_row_parent_class)->finalize (object);
}

static void
kw_pem_row_class_init (KwPemRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = kw_pem_row_finalize;

  signals[SIGNAL_COPIED] = g_signal_new ("copied", KW_TYPE_PEM_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                         G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
kw_pem_row_init (KwPemRow *self)
{
  GtkWidget *copy = gtk_button_new_from_icon_name ("edit-copy-symbolic");

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), "PEM");
  gtk_widget_set_valign (copy, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (copy, "flat");
  gtk_widget_set_tooltip_text (copy, _ ("Copy as PEM"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (copy), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Copy as PEM"),
                                  -1);
  adw_expander_row_add_suffix (ADW_EXPANDER_ROW (self), copy);
  g_signal_connect_object (copy, "clicked", G_CALLBACK (copy_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect (self, "notify::expanded", G_CALLBACK (expanded_cb), NULL);
}

/**
 * kw_pem_row_new:
 * @label: what stands in the BEGIN line, for example "CERTIFICATE"
 * @title: translated: what is on the clipboard after copying
 *
 * Returns: (transfer floating): a row without bytes
 */
GtkWidget *
kw_pem_row_new (const char *label, const char *title)
{
  KwPemRow *self = g_object_new (KW_TYPE_PEM_ROW, NULL);

  self->label = g_strdup (label);
  self->title = g_strdup (title);
  return GTK_WIDGET (self);
}

/**
 * kw_pem_row_set_bytes:
 * @self: the row
 * @der: what it shows; a reference is kept
 */
void
kw_pem_row_set_bytes (KwPemRow *self, GBytes *der)
{
  gsize size = g_bytes_get_size (der);
  g_autofree char *subtitle =
    g_strdup_printf (ngettext ("%" G_GSIZE_FORMAT " byte as DER", "%" G_GSIZE_FORMAT " bytes as DER", size),
                     size);

  g_return_if_fail (KW_IS_PEM_ROW (self));

  g_bytes_ref (der);
  g_clear_pointer (&self->der, g_bytes_unref);
  self->der = der;
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (self), subtitle);
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (self), FALSE);
}
