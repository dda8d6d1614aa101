/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "kw-config.h"

#include "kw-extension-editor.h"

#include <glib/gi18n.h>
#include <string.h>

#include "ks-der.h"

struct _KwExtensionEditor {
  AdwExpanderRow parent_instance;

  GtkEditable *oid_row;
  GtkEditable *value_row;
  AdwSwitchRow *critical_row;
  AdwPreferencesRow *add_row;
  GtkWidget *add_button;

  GPtrArray *extensions; /* of KsExtension */
  GPtrArray *rows;       /* of GtkWidget, one for each */
};

enum {
  SIGNAL_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (KwExtensionEditor, kw_extension_editor, ADW_TYPE_EXPANDER_ROW)

static GBytes *
decode_hex (const char *text)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  int high = -1;

  for (; *text != '\0'; text++) {
    int digit = g_ascii_xdigit_value (*text);
    guint8 octet;

    if (digit < 0 && (*text == ':' || g_ascii_isspace (*text)))
      continue;
    if (digit < 0)
      return NULL;
    if (high < 0) {
      high = digit;
      continue;
    }
    octet = (guint8) (high << 4 | digit);
    g_byte_array_append (bytes, &octet, 1);
    high = -1;
  }

  return high < 0 ? g_byte_array_free_to_bytes (g_steal_pointer (&bytes)) : NULL;
}

static GBytes *
decode_base64 (const char *text)
{
  gsize size;
  guint8 *data;

  if (strspn (text, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/= \n\r\t") !=
      strlen (text))
    return NULL;
  data = g_base64_decode (text, &size);
  return g_bytes_new_take (data, size);
}

/* One DER element and nothing behind it. */
static gboolean
is_der (GBytes *bytes)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);
  KsDer element;

  return ks_der_parse (data, size, &element) && element.full_size == size;
}

/* Hexadecimal digits are Base64 too: what is DER decides. */
static GBytes *
decode (const char *text)
{
  g_autoptr (GBytes) hex = decode_hex (text);
  g_autoptr (GBytes) base64 = NULL;

  if (hex != NULL && is_der (hex))
    return g_steal_pointer (&hex);
  base64 = decode_base64 (text);
  return base64 != NULL && is_der (base64) ? g_steal_pointer (&base64) : NULL;
}

static gboolean
is_oid (const char *text)
{
  return g_regex_match_simple ("^[0-2](\\.(0|[1-9][0-9]*))+$", text, G_REGEX_DEFAULT, G_REGEX_MATCH_DEFAULT);
}

static gboolean
has_oid (KwExtensionEditor *self, const char *oid)
{
  for (guint i = 0; i < self->extensions->len; i++)
    if (g_str_equal (((KsExtension *) g_ptr_array_index (self->extensions, i))->oid, oid))
      return TRUE;
  return FALSE;
}

static void
say (KwExtensionEditor *self, const char *reason)
{
  adw_preferences_row_set_title (self->add_row, reason != NULL ? reason : "");
  if (reason == NULL) {
    gtk_widget_remove_css_class (GTK_WIDGET (self->add_row), "error");
    return;
  }
  gtk_widget_add_css_class (GTK_WIDGET (self->add_row), "error");
  gtk_accessible_announce (GTK_ACCESSIBLE (self), reason, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

static void
show_number (KwExtensionEditor *self)
{
  guint n = self->extensions->len;
  g_autofree char *text = g_strdup_printf (ngettext ("%u extension", "%u extensions", n), n);

  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (self), n > 0 ? text : _ ("None"));
}

static void
remove_clicked_cb (KwExtensionEditor *self, GtkButton *button)
{
  GtkWidget *row = gtk_widget_get_ancestor (GTK_WIDGET (button), ADW_TYPE_ACTION_ROW);
  guint index;

  if (!g_ptr_array_find (self->rows, row, &index))
    return;
  gtk_widget_grab_focus (GTK_WIDGET (self->oid_row));
  g_ptr_array_remove_index (self->extensions, index);
  g_ptr_array_remove_index (self->rows, index);
  adw_expander_row_remove (ADW_EXPANDER_ROW (self), row);
  show_number (self);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static GtkWidget *
make_remove_button (KwExtensionEditor *self, const char *name)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("window-close-symbolic");
  g_autofree char *label = g_strdup_printf (_ ("Remove %s"), name);

  gtk_widget_set_tooltip_text (button, label);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "circular");
  gtk_widget_add_css_class (button, "small");
  g_signal_connect_object (button, "clicked", G_CALLBACK (remove_clicked_cb), self, G_CONNECT_SWAPPED);
  return button;
}

static void
add_extension (KwExtensionEditor *self, KsExtension *extension)
{
  GtkWidget *row = adw_action_row_new ();
  guint size = (guint) g_bytes_get_size (extension->value);
  g_autofree char *bytes = g_strdup_printf (ngettext ("%u byte", "%u bytes", size), size);
  g_autofree char *subtitle =
    g_strjoin (" · ", extension->oid, bytes, extension->critical ? _ ("critical") : NULL, NULL);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), extension->name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), make_remove_button (self, extension->name));
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self), row);
  g_ptr_array_add (self->extensions, extension);
  g_ptr_array_add (self->rows, row);
}

static const char *
find_mistake (KwExtensionEditor *self, const char *oid, GBytes *value)
{
  if (!is_oid (oid))
    return _ ("An object identifier is numbers with dots between them: 2.5.29.32");
  if (has_oid (self, oid))
    return _ ("This extension is in the list already");
  if (value == NULL)
    return _ ("The value is not one DER element in hexadecimal digits or Base64");
  return NULL;
}

static void
add_cb (KwExtensionEditor *self)
{
  g_autofree char *oid = g_strstrip (g_strdup (gtk_editable_get_text (self->oid_row)));
  g_autoptr (GBytes) value = decode (gtk_editable_get_text (self->value_row));
  g_autoptr (KsExtension) extension = NULL;
  const char *mistake = find_mistake (self, oid, value);

  if (mistake != NULL) {
    say (self, mistake);
    return;
  }
  extension = ks_extension_new (oid, adw_switch_row_get_active (self->critical_row), value);
  if (extension->problem != NULL) {
    say (self, extension->problem);
    return;
  }

  add_extension (self, g_steal_pointer (&extension));
  gtk_editable_set_text (self->oid_row, "");
  gtk_editable_set_text (self->value_row, "");
  gtk_widget_grab_focus (GTK_WIDGET (self->oid_row));
  show_number (self);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
typed_cb (KwExtensionEditor *self)
{
  /* The rows have texts before the template has all rows. */
  if (self->add_row != NULL)
    say (self, NULL);
}

static void
kw_extension_editor_dispose (GObject *object)
{
  KwExtensionEditor *self = KW_EXTENSION_EDITOR (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), KW_TYPE_EXTENSION_EDITOR);
  g_clear_pointer (&self->extensions, g_ptr_array_unref);
  g_clear_pointer (&self->rows, g_ptr_array_unref);

  G_OBJECT_CLASS (kw_extension_editor_parent_class)->dispose (object);
}

static void
kw_extension_editor_class_init (KwExtensionEditorClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = kw_extension_editor_dispose;
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", KW_TYPE_EXTENSION_EDITOR, G_SIGNAL_RUN_LAST, 0, NULL,
                                          NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, RESOURCE_PATH "/widgets/kw-extension-editor.ui");
  gtk_widget_class_bind_template_child (widget_class, KwExtensionEditor, oid_row);
  gtk_widget_class_bind_template_child (widget_class, KwExtensionEditor, value_row);
  gtk_widget_class_bind_template_child (widget_class, KwExtensionEditor, critical_row);
  gtk_widget_class_bind_template_child (widget_class, KwExtensionEditor, add_row);
  gtk_widget_class_bind_template_child (widget_class, KwExtensionEditor, add_button);
  gtk_widget_class_bind_template_callback (widget_class, add_cb);
  gtk_widget_class_bind_template_callback (widget_class, typed_cb);
}

static void
kw_extension_editor_init (KwExtensionEditor *self)
{
  self->extensions = g_ptr_array_new_with_free_func ((GDestroyNotify) ks_extension_free);
  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  show_number (self);
}

/**
 * kw_extension_editor_new:
 *
 * Returns: (transfer floating): an editor without extensions
 */
GtkWidget *
kw_extension_editor_new (void)
{
  return g_object_new (KW_TYPE_EXTENSION_EDITOR, NULL);
}

/**
 * kw_extension_editor_list:
 * @self: an editor
 *
 * Returns: (transfer full) (element-type KsExtension): copies of the extensions
 */
GPtrArray *
kw_extension_editor_list (KwExtensionEditor *self)
{
  GPtrArray *list = g_ptr_array_new_with_free_func ((GDestroyNotify) ks_extension_free);

  for (guint i = 0; i < self->extensions->len; i++) {
    const KsExtension *extension = g_ptr_array_index (self->extensions, i);

    g_ptr_array_add (list, ks_extension_new (extension->oid, extension->critical, extension->value));
  }
  return list;
}

/**
 * kw_extension_editor_load:
 * @self: an editor
 * @extensions: (element-type KsExtension): extensions, which are copied
 *
 * Shows other extensions; without the signal.
 */
void
kw_extension_editor_load (KwExtensionEditor *self, GPtrArray *extensions)
{
  for (guint i = 0; i < self->rows->len; i++)
    adw_expander_row_remove (ADW_EXPANDER_ROW (self), g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);
  g_ptr_array_set_size (self->extensions, 0);
  for (guint i = 0; i < extensions->len; i++) {
    const KsExtension *extension = g_ptr_array_index (extensions, i);

    add_extension (self, ks_extension_new (extension->oid, extension->critical, extension->value));
  }
  show_number (self);
}
