/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "catena-config.h"

#include <glib/gi18n.h>

#include "catena-dialog-fit.h"
#include "catena-export-dialog.h"
#include "catena-new-password-group.h"
#include "kw-text.h"

struct _CatenaExportDialog {
  AdwDialog parent_instance;

  AdwWindowTitle *title;
  GtkWidget *accept_button;
  AdwPreferencesGroup *form_group;
  AdwComboRow *group_row;
  AdwComboRow *form_row;
  GtkWidget *chain_group;
  GtkWidget *root_row;
  GtkWidget *order_row;
  GtkWidget *protect_group;
  GtkWidget *protect_row;
  CatenaNewPasswordGroup *password_group;

  GPtrArray *entries; /* of KsEntry */
  GArray *groups;     /* of KsExportGroup: those of the first row */
  GPtrArray *forms;   /* of KsExport: those of the second row; borrowed */
  KsSecret *password;
  gboolean has_root;
};

enum {
  SIGNAL_ACCEPTED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CatenaExportDialog, catena_export_dialog, ADW_TYPE_DIALOG)

/**
 * catena_export_dialog_get_export:
 * @self: a dialog
 *
 * Returns: the way to export that is chosen
 */
const KsExport *
catena_export_dialog_get_export (CatenaExportDialog *self)
{
  guint selected = adw_combo_row_get_selected (self->form_row);

  g_return_val_if_fail (selected < self->forms->len, NULL);

  return g_ptr_array_index (self->forms, selected);
}

static gboolean
has_flag (CatenaExportDialog *self, KsExportFlags flag)
{
  return (catena_export_dialog_get_export (self)->flags & flag) != 0;
}

static gboolean
wants_password (CatenaExportDialog *self)
{
  return has_flag (self, KS_EXPORT_NEEDS_PASSWORD) ||
         (has_flag (self, KS_EXPORT_MAY_BE_PLAIN) &&
          adw_switch_row_get_active (ADW_SWITCH_ROW (self->protect_row)));
}

/* What is in the file, and what of the choice is not. */
static void
describe (CatenaExportDialog *self)
{
  const KsExport *export = catena_export_dialog_get_export (self);
  guint left_out = ks_export_count_left_out (export, self->entries);
  g_autofree char *more =
    g_strdup_printf (ngettext ("%u entry that cannot be in such a file is left out",
                               "%u entries that cannot be in such a file are left out", left_out),
                     left_out);
  const char *said = g_dgettext (GETTEXT_PACKAGE, export->description);
  g_autofree char *text = left_out > 0 ? g_strdup_printf ("%s. %s.", said, more) : g_strdup (said);

  adw_preferences_group_set_description (self->form_group, text);
}

static void
update_cb (CatenaExportDialog *self)
{
  gboolean asks;

  if (self->forms->len == 0 || adw_combo_row_get_selected (self->form_row) >= self->forms->len)
    return;

  asks = wants_password (self);
  describe (self);
  gtk_widget_set_visible (self->root_row, self->has_root && has_flag (self, KS_EXPORT_CHOOSES_ROOT));
  gtk_widget_set_visible (self->order_row, has_flag (self, KS_EXPORT_CHOOSES_ORDER) &&
                                             ks_entry_get_chain_length (self->entries->pdata[0]) > 1);
  gtk_widget_set_visible (self->chain_group, gtk_widget_get_visible (self->root_row) ||
                                               gtk_widget_get_visible (self->order_row));
  gtk_widget_set_visible (self->protect_group, has_flag (self, KS_EXPORT_MAY_BE_PLAIN));
  gtk_widget_set_visible (GTK_WIDGET (self->password_group), asks);
  gtk_widget_set_sensitive (self->accept_button,
                            !asks || catena_new_password_group_is_valid (self->password_group));
  catena_dialog_fit (ADW_DIALOG (self));
}

static void
form_changed_cb (CatenaExportDialog *self)
{
  update_cb (self);
}

static KsExportGroup
get_group (CatenaExportDialog *self)
{
  return g_array_index (self->groups, KsExportGroup, adw_combo_row_get_selected (self->group_row));
}

/* The forms of a group that the entries can have. */
static void
group_changed_cb (CatenaExportDialog *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  gsize n;
  const KsExport *table = ks_export_list (&n);

  if (adw_combo_row_get_selected (self->group_row) >= self->groups->len)
    return;

  g_ptr_array_set_size (self->forms, 0);
  for (gsize i = 0; i < n; i++) {
    if (table[i].group != get_group (self) || !ks_export_takes (&table[i], self->entries))
      continue;
    g_ptr_array_add (self->forms, (gpointer) &table[i]);
    gtk_string_list_append (names, g_dgettext (GETTEXT_PACKAGE, table[i].name));
  }
  adw_combo_row_set_model (self->form_row, G_LIST_MODEL (names));
  update_cb (self);
}

static void
list_groups (CatenaExportDialog *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  gsize n;
  const KsExport *table = ks_export_list (&n);

  for (KsExportGroup group = 0; group < KS_N_EXPORT_GROUPS; group++) {
    gboolean is_possible = FALSE;

    for (gsize i = 0; i < n; i++)
      is_possible |= table[i].group == group && ks_export_takes (&table[i], self->entries);
    if (!is_possible)
      continue;
    g_array_append_val (self->groups, group);
    gtk_string_list_append (names, ks_export_group_get_name (group));
  }
  adw_combo_row_set_model (self->group_row, G_LIST_MODEL (names));
}

/* What most people want stands there when the dialog opens. */
static void
choose (CatenaExportDialog *self, const KsExport *export)
{
  for (guint i = 0; i < self->groups->len; i++)
    if (g_array_index (self->groups, KsExportGroup, i) == export->group)
      adw_combo_row_set_selected (self->group_row, i);
  group_changed_cb (self);
  for (guint i = 0; i < self->forms->len; i++)
    if (g_ptr_array_index (self->forms, i) == export)
      adw_combo_row_set_selected (self->form_row, i);
}

static void
cancel_cb (CatenaExportDialog *self)
{
  adw_dialog_close (ADW_DIALOG (self));
}

static void
accept_cb (CatenaExportDialog *self)
{
  g_clear_pointer (&self->password, ks_secret_unref);
  if (wants_password (self))
    self->password = catena_new_password_group_take (self->password_group);

  g_signal_emit (self, signals[SIGNAL_ACCEPTED], 0);
  adw_dialog_close (ADW_DIALOG (self));
}

static void
catena_export_dialog_dispose (GObject *object)
{
  CatenaExportDialog *self = CATENA_EXPORT_DIALOG (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), CATENA_TYPE_EXPORT_DIALOG);
  g_clear_pointer (&self->entries, g_ptr_array_unref);
  g_clear_pointer (&self->groups, g_array_unref);
  g_clear_pointer (&self->forms, g_ptr_array_unref);
  g_clear_pointer (&self->password, ks_secret_unref);

  G_OBJECT_CLASS (catena_export_dialog_parent_class)->dispose (object);
}

static void
catena_export_dialog_class_init (CatenaExportDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = catena_export_dialog_dispose;

  signals[SIGNAL_ACCEPTED] = g_signal_new ("accepted", CATENA_TYPE_EXPORT_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL,
                                           NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (CATENA_TYPE_NEW_PASSWORD_GROUP);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               RESOURCE_PATH "/dialogs/catena-export-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, CatenaExportDialog, title);
  gtk_widget_class_bind_template_child (widget_class, CatenaExportDialog, accept_button);
  gtk_widget_class_bind_template_child (widget_class, CatenaExportDialog, form_group);
  gtk_widget_class_bind_template_child (widget_class, CatenaExportDialog, group_row);
  gtk_widget_class_bind_template_child (widget_class, CatenaExportDialog, form_row);
  gtk_widget_class_bind_template_child (widget_class, CatenaExportDialog, chain_group);
  gtk_widget_class_bind_template_child (widget_class, CatenaExportDialog, root_row);
  gtk_widget_class_bind_template_child (widget_class, CatenaExportDialog, order_row);
  gtk_widget_class_bind_template_child (widget_class, CatenaExportDialog, protect_group);
  gtk_widget_class_bind_template_child (widget_class, CatenaExportDialog, protect_row);
  gtk_widget_class_bind_template_child (widget_class, CatenaExportDialog, password_group);
  gtk_widget_class_bind_template_callback (widget_class, update_cb);
  gtk_widget_class_bind_template_callback (widget_class, form_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, group_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, cancel_cb);
  gtk_widget_class_bind_template_callback (widget_class, accept_cb);
}

static void
catena_export_dialog_init (CatenaExportDialog *self)
{
  self->entries = g_ptr_array_new_with_free_func (g_object_unref);
  self->groups = g_array_new (FALSE, FALSE, sizeof (KsExportGroup));
  self->forms = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

static char *
make_subtitle (GPtrArray *entries)
{
  if (entries->len == 1)
    return kw_text_show (ks_entry_get_alias (g_ptr_array_index (entries, 0)));

  return g_strdup_printf (ngettext ("%u entry", "%u entries", entries->len), entries->len);
}

/**
 * catena_export_dialog_new:
 * @entries: (element-type KsEntry): what is to be exported; there is a way for it
 *
 * Returns: (transfer floating): a new dialog
 */
AdwDialog *
catena_export_dialog_new (GPtrArray *entries)
{
  CatenaExportDialog *self = g_object_new (CATENA_TYPE_EXPORT_DIALOG, NULL);
  g_autofree char *subtitle = make_subtitle (entries);
  const KsExport *export = ks_export_choose (entries);

  g_return_val_if_fail (export != NULL, ADW_DIALOG (self));

  adw_window_title_set_subtitle (self->title, subtitle);
  g_ptr_array_extend (self->entries, entries, (GCopyFunc) (GCallback) g_object_ref, NULL);
  self->has_root = ks_export_has_root (entries);
  list_groups (self);
  choose (self, export);
  update_cb (self);

  return ADW_DIALOG (self);
}

/**
 * catena_export_dialog_get_password:
 * @self: a dialog that was accepted
 *
 * Returns: (transfer none) (nullable): the password of the file, or of the key in it
 */
KsSecret *
catena_export_dialog_get_password (CatenaExportDialog *self)
{
  return self->password;
}

/**
 * catena_export_dialog_get_without_root:
 * @self: a dialog
 *
 * Returns: whether the root is to be left out
 */
gboolean
catena_export_dialog_get_without_root (CatenaExportDialog *self)
{
  return has_flag (self, KS_EXPORT_CHOOSES_ROOT) && self->has_root &&
         !adw_switch_row_get_active (ADW_SWITCH_ROW (self->root_row));
}

/**
 * catena_export_dialog_get_root_first:
 * @self: a dialog
 *
 * Returns: whether the chain is to begin with the root
 */
gboolean
catena_export_dialog_get_root_first (CatenaExportDialog *self)
{
  return has_flag (self, KS_EXPORT_CHOOSES_ORDER) &&
         adw_switch_row_get_active (ADW_SWITCH_ROW (self->order_row));
}
