/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "kw-config.h"

#include "kw-usage-editor.h"

#include <glib/gi18n.h>

#define N_USAGES 9

/* No limit, then 0, 1, ... */
#define MAX_DEPTH 4

struct _KwUsageEditor {
  AdwPreferencesGroup parent_instance;

  AdwExpanderRow *usage_row;
  AdwExpanderRow *purposes_row;
  AdwEntryRow *oid_row;
  AdwSwitchRow *ca_row;
  AdwComboRow *depth_row;

  GtkCheckButton *usages[N_USAGES];
  GPtrArray *purposes; /* of GtkCheckButton, whose name is the OID */
  gboolean is_loading;
};

enum {
  SIGNAL_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (KwUsageEditor, kw_usage_editor, ADW_TYPE_PREFERENCES_GROUP)

/* What is offered; others are typed. */
static const char *const usual_purposes[] = {
  "1.3.6.1.5.5.7.3.1", "1.3.6.1.5.5.7.3.2", "1.3.6.1.5.5.7.3.3",  "1.3.6.1.5.5.7.3.4",
  "1.3.6.1.5.5.7.3.8", "1.3.6.1.5.5.7.3.9", "1.3.6.1.5.5.7.3.36", "1.3.6.1.5.5.7.3.17",
};

static KsKeyUsage
get_usage (KwUsageEditor *self)
{
  guint usage = 0;

  for (guint i = 0; i < N_USAGES; i++)
    if (gtk_check_button_get_active (self->usages[i]) &&
        gtk_widget_is_sensitive (GTK_WIDGET (self->usages[i])))
      usage |= 1u << i;
  return usage;
}

static char **
list_purposes (KwUsageEditor *self)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; i < self->purposes->len; i++) {
    GtkCheckButton *button = g_ptr_array_index (self->purposes, i);

    if (gtk_check_button_get_active (button))
      g_strv_builder_add (builder, gtk_widget_get_name (GTK_WIDGET (button)));
  }
  return g_strv_builder_end (builder);
}

static void
show_subtitles (KwUsageEditor *self)
{
  g_auto (GStrv) usages = ks_key_usage_list_names (get_usage (self));
  g_auto (GStrv) oids = list_purposes (self);
  g_autofree char *usage = g_strjoinv (", ", usages);
  g_autoptr (GString) purposes = g_string_new (NULL);

  for (guint i = 0; oids[i] != NULL; i++)
    g_string_append_printf (purposes, "%s%s", i > 0 ? ", " : "", ks_purpose_get_name (oids[i]));
  adw_expander_row_set_subtitle (self->usage_row, *usage != '\0' ? usage : _ ("Everything"));
  adw_expander_row_set_subtitle (self->purposes_row, purposes->len > 0 ? purposes->str : _ ("Any purpose"));
  gtk_widget_set_visible (GTK_WIDGET (self->depth_row), adw_switch_row_get_active (self->ca_row));
}

static void
changed_cb (KwUsageEditor *self)
{
  /* Rows have values before the template has all rows. */
  if (self->is_loading || self->purposes == NULL)
    return;
  show_subtitles (self);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static GtkCheckButton *
add_check (KwUsageEditor *self, AdwExpanderRow *parent, const char *title)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *button = gtk_check_button_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), button);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), button);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  g_signal_connect_object (button, "toggled", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  adw_expander_row_add_row (parent, row);
  return GTK_CHECK_BUTTON (button);
}

static GtkCheckButton *
find_purpose (KwUsageEditor *self, const char *oid)
{
  for (guint i = 0; i < self->purposes->len; i++) {
    GtkCheckButton *button = g_ptr_array_index (self->purposes, i);

    if (g_str_equal (gtk_widget_get_name (GTK_WIDGET (button)), oid))
      return button;
  }
  return NULL;
}

static GtkCheckButton *
add_purpose (KwUsageEditor *self, const char *oid)
{
  GtkCheckButton *button = find_purpose (self, oid);

  if (button != NULL)
    return button;
  button = add_check (self, self->purposes_row, ks_purpose_get_name (oid));
  gtk_widget_set_name (GTK_WIDGET (button), oid);
  g_ptr_array_add (self->purposes, button);
  return button;
}

static void
oid_applied_cb (KwUsageEditor *self)
{
  g_autofree char *oid = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->oid_row))));

  if (!g_regex_match_simple ("^[0-2](\\.(0|[1-9][0-9]*))+$", oid, G_REGEX_DEFAULT, G_REGEX_MATCH_DEFAULT)) {
    gtk_widget_add_css_class (GTK_WIDGET (self->oid_row), "error");
    gtk_accessible_announce (GTK_ACCESSIBLE (self),
                             _ ("An object identifier is numbers with dots between them: 1.3.6.1.5.5.7.3.1"),
                             GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
    return;
  }
  gtk_widget_remove_css_class (GTK_WIDGET (self->oid_row), "error");
  gtk_editable_set_text (GTK_EDITABLE (self->oid_row), "");
  gtk_check_button_set_active (add_purpose (self, oid), TRUE);
}

/* The field for others stays the first of the purposes, so that what is added can be seen below it. */
static void
make_oid_row (KwUsageEditor *self)
{
  self->oid_row = ADW_ENTRY_ROW (adw_entry_row_new ());
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->oid_row), _ ("Another purpose (OID)"));
  gtk_widget_set_tooltip_text (
    GTK_WIDGET (self->oid_row),
    _ ("An object identifier is numbers with dots between them: 1.3.6.1.5.5.7.3.1"));
  adw_entry_row_set_show_apply_button (self->oid_row, TRUE);
  g_signal_connect_object (self->oid_row, "apply", G_CALLBACK (oid_applied_cb), self, G_CONNECT_SWAPPED);
  adw_expander_row_add_row (self->purposes_row, GTK_WIDGET (self->oid_row));
}

static void
kw_usage_editor_dispose (GObject *object)
{
  KwUsageEditor *self = KW_USAGE_EDITOR (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), KW_TYPE_USAGE_EDITOR);
  g_clear_pointer (&self->purposes, g_ptr_array_unref);

  G_OBJECT_CLASS (kw_usage_editor_parent_class)->dispose (object);
}

static void
kw_usage_editor_class_init (KwUsageEditorClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = kw_usage_editor_dispose;
  signals[SIGNAL_CHANGED] =
    g_signal_new ("changed", KW_TYPE_USAGE_EDITOR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, RESOURCE_PATH "/widgets/kw-usage-editor.ui");
  gtk_widget_class_bind_template_child (widget_class, KwUsageEditor, usage_row);
  gtk_widget_class_bind_template_child (widget_class, KwUsageEditor, purposes_row);
  gtk_widget_class_bind_template_child (widget_class, KwUsageEditor, ca_row);
  gtk_widget_class_bind_template_child (widget_class, KwUsageEditor, depth_row);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
}

static void
make_depths (KwUsageEditor *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  gtk_string_list_append (names, _ ("No limit"));
  /* Translators: CAs below a CA */
  gtk_string_list_append (names, _ ("None: end entities only"));
  for (guint i = 1; i < MAX_DEPTH; i++) {
    g_autofree char *name = g_strdup_printf (ngettext ("%u level", "%u levels", i), i);

    gtk_string_list_append (names, name);
  }
  adw_combo_row_set_model (self->depth_row, G_LIST_MODEL (names));
}

static void
kw_usage_editor_init (KwUsageEditor *self)
{
  GPtrArray *purposes = g_ptr_array_new ();

  self->is_loading = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  self->purposes = purposes;
  for (guint i = 0; i < N_USAGES; i++) {
    g_auto (GStrv) names = ks_key_usage_list_names (1u << i);

    self->usages[i] = add_check (self, self->usage_row, names[0]);
  }
  make_oid_row (self);
  for (guint i = 0; i < G_N_ELEMENTS (usual_purposes); i++)
    add_purpose (self, usual_purposes[i]);
  make_depths (self);
  self->is_loading = FALSE;
  show_subtitles (self);
}

/**
 * kw_usage_editor_new:
 *
 * Returns: (transfer floating): an editor of no usage
 */
GtkWidget *
kw_usage_editor_new (void)
{
  return g_object_new (KW_TYPE_USAGE_EDITOR, NULL);
}

/**
 * kw_usage_editor_load:
 * @self: an editor
 * @spec: of which nothing is kept
 *
 * Shows the usage of a certificate that is not made yet; without the signal.
 */
void
kw_usage_editor_load (KwUsageEditor *self, const KsCertificateSpec *spec)
{
  self->is_loading = TRUE;
  for (guint i = 0; i < N_USAGES; i++)
    gtk_check_button_set_active (self->usages[i], (spec->key_usage & (1u << i)) != 0);
  for (guint i = 0; i < self->purposes->len; i++)
    gtk_check_button_set_active (g_ptr_array_index (self->purposes, i), FALSE);
  for (guint i = 0; spec->purposes[i] != NULL; i++)
    gtk_check_button_set_active (add_purpose (self, spec->purposes[i]), TRUE);
  adw_switch_row_set_active (self->ca_row, spec->is_ca);
  adw_combo_row_set_selected (self->depth_row, (guint) CLAMP (spec->path_length + 1, 0, MAX_DEPTH));
  self->is_loading = FALSE;
  show_subtitles (self);
}

/**
 * kw_usage_editor_store:
 * @self: an editor
 * @spec: gets the usage that is chosen
 *
 * Sets key usage, purposes, CA and path length.
 */
void
kw_usage_editor_store (KwUsageEditor *self, KsCertificateSpec *spec)
{
  spec->key_usage = get_usage (self);
  g_strfreev (spec->purposes);
  spec->purposes = list_purposes (self);
  spec->is_ca = adw_switch_row_get_active (self->ca_row);
  spec->path_length = spec->is_ca ? (int) adw_combo_row_get_selected (self->depth_row) - 1 : -1;
}

/**
 * kw_usage_editor_set_possible:
 * @self: an editor
 * @possible: what keys of the chosen kind can do
 *
 * Makes the others insensitive.
 */
void
kw_usage_editor_set_possible (KwUsageEditor *self, KsKeyUsage possible)
{
  for (guint i = 0; i < N_USAGES; i++) {
    gboolean can = (possible & (1u << i)) != 0;
    GtkWidget *row = gtk_widget_get_ancestor (GTK_WIDGET (self->usages[i]), ADW_TYPE_ACTION_ROW);

    gtk_widget_set_sensitive (GTK_WIDGET (self->usages[i]), can);
    gtk_widget_set_sensitive (row, can);
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), can ? "" : _ ("Keys of this kind cannot do this"));
  }
  show_subtitles (self);
}
