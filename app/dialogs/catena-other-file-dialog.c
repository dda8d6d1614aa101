/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "catena-config.h"

#include "catena-other-file-dialog.h"

#include <glib/gi18n.h>

#include "kw-text.h"

struct _CatenaOtherFileDialog {
  AdwDialog parent_instance;

  AdwWindowTitle *title;
  AdwPreferencesGroup *group;
};

enum {
  SIGNAL_CHOSEN,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CatenaOtherFileDialog, catena_other_file_dialog, ADW_TYPE_DIALOG)

static void
activated_cb (AdwActionRow *row, CatenaOtherFileDialog *self)
{
  g_autoptr (CatenaOtherFileDialog) alive = g_object_ref (self);
  CatenaDocument *document = g_object_get_data (G_OBJECT (row), "document");
  g_autoptr (CatenaDocument) kept = document != NULL ? g_object_ref (document) : NULL;

  adw_dialog_force_close (ADW_DIALOG (self));
  g_signal_emit (self, signals[SIGNAL_CHOSEN], 0, kept);
}

static void
add_row (CatenaOtherFileDialog *self, const char *title, const char *subtitle, CatenaDocument *document)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle != NULL ? subtitle : "");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  if (document != NULL)
    g_object_set_data_full (G_OBJECT (row), "document", g_object_ref (document), g_object_unref);
  g_signal_connect_object (row, "activated", G_CALLBACK (activated_cb), self, 0);
  adw_preferences_group_add (self->group, row);
}

static void
catena_other_file_dialog_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), CATENA_TYPE_OTHER_FILE_DIALOG);

  G_OBJECT_CLASS (catena_other_file_dialog_parent_class)->dispose (object);
}

static void
catena_other_file_dialog_class_init (CatenaOtherFileDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = catena_other_file_dialog_dispose;

  signals[SIGNAL_CHOSEN] = g_signal_new ("chosen", CATENA_TYPE_OTHER_FILE_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL,
                                         NULL, NULL, G_TYPE_NONE, 1, CATENA_TYPE_DOCUMENT);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               RESOURCE_PATH "/dialogs/catena-other-file-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, CatenaOtherFileDialog, title);
  gtk_widget_class_bind_template_child (widget_class, CatenaOtherFileDialog, group);
}

static void
catena_other_file_dialog_init (CatenaOtherFileDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * catena_other_file_dialog_new:
 * @first: what is to be compared
 * @documents: (element-type CatenaDocument): what it can be compared with
 *
 * Returns: (transfer floating): a new dialog
 */
AdwDialog *
catena_other_file_dialog_new (CatenaDocument *first, GPtrArray *documents)
{
  CatenaOtherFileDialog *self = g_object_new (CATENA_TYPE_OTHER_FILE_DIALOG, NULL);
  g_autofree char *name = kw_text_show (catena_document_get_title (first));

  adw_window_title_set_subtitle (self->title, name);
  for (guint i = 0; i < documents->len; i++) {
    CatenaDocument *document = g_ptr_array_index (documents, i);
    g_autofree char *title = kw_text_show (catena_document_get_title (document));

    add_row (self, title, catena_document_get_subtitle (document), document);
  }
  add_row (self, _ ("Another File…"), _ ("It is opened in a tab of its own"), NULL);
  return ADW_DIALOG (self);
}
