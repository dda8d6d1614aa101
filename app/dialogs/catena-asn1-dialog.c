/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "catena-config.h"

#include "catena-asn1-dialog.h"

#include <glib/gi18n.h>

#include "ks.h"
#include "kw-asn1-view.h"
#include "kw-text.h"

struct _CatenaAsn1Dialog {
  AdwDialog parent_instance;

  GCancellable *cancellable;

  AdwWindowTitle *title;
  GtkStack *stack;
  KwAsn1View *view;
  AdwStatusPage *problem;
};

G_DEFINE_FINAL_TYPE (CatenaAsn1Dialog, catena_asn1_dialog, ADW_TYPE_DIALOG)

static void
read_bytes_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  g_task_return_pointer (task, ks_asn1_tree_new (task_data), g_object_unref);
}

static void
read_file_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  GError *error = NULL;
  g_autoptr (GBytes) bytes = g_file_load_bytes (task_data, cancellable, NULL, &error);

  if (bytes != NULL)
    g_task_return_pointer (task, ks_asn1_tree_new (bytes), g_object_unref);
  else
    g_task_return_error (task, error);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  CatenaAsn1Dialog *self = CATENA_ASN1_DIALOG (source);
  g_autoptr (GError) error = NULL;
  g_autoptr (KsAsn1Tree) tree = g_task_propagate_pointer (G_TASK (result), &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->stack == NULL)
    return;
  if (tree == NULL) {
    g_autofree char *text = kw_text_show (error->message);

    adw_status_page_set_description (self->problem, text);
    gtk_stack_set_visible_child_name (self->stack, "problem");
    return;
  }
  kw_asn1_view_set_tree (self->view, tree);
  gtk_stack_set_visible_child_name (self->stack, "tree");
  gtk_widget_child_focus (GTK_WIDGET (self->view), GTK_DIR_TAB_FORWARD);
}

static void
catena_asn1_dialog_dispose (GObject *object)
{
  CatenaAsn1Dialog *self = CATENA_ASN1_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (self), CATENA_TYPE_ASN1_DIALOG);

  G_OBJECT_CLASS (catena_asn1_dialog_parent_class)->dispose (object);
}

static void
catena_asn1_dialog_finalize (GObject *object)
{
  g_clear_object (&CATENA_ASN1_DIALOG (object)->cancellable);

  G_OBJECT_CLASS (catena_asn1_dialog_parent_class)->finalize (object);
}

static void
catena_asn1_dialog_class_init (CatenaAsn1DialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = catena_asn1_dialog_dispose;
  object_class->finalize = catena_asn1_dialog_finalize;

  g_type_ensure (KW_TYPE_ASN1_VIEW);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/catena_keystore/Catena/dialogs/catena-asn1-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, CatenaAsn1Dialog, title);
  gtk_widget_class_bind_template_child (widget_class, CatenaAsn1Dialog, stack);
  gtk_widget_class_bind_template_child (widget_class, CatenaAsn1Dialog, view);
  gtk_widget_class_bind_template_child (widget_class, CatenaAsn1Dialog, problem);
}

static void
catena_asn1_dialog_init (CatenaAsn1Dialog *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

static AdwDialog *
make (const char *title, GFile *file, GBytes *bytes)
{
  CatenaAsn1Dialog *self = g_object_new (CATENA_TYPE_ASN1_DIALOG, NULL);
  g_autoptr (GTask) task = g_task_new (self, self->cancellable, read_cb, NULL);
  g_autofree char *shown = kw_text_show (title);

  adw_window_title_set_subtitle (self->title, shown);
  if (file != NULL)
    g_task_set_task_data (task, g_object_ref (file), g_object_unref);
  else
    g_task_set_task_data (task, g_bytes_ref (bytes), (GDestroyNotify) g_bytes_unref);
  g_task_run_in_thread (task, file != NULL ? read_file_thread : read_bytes_thread);
  return ADW_DIALOG (self);
}

/**
 * catena_asn1_dialog_new:
 * @title: what the bytes are
 * @bytes: what to look into; nothing secret
 *
 * Returns: (transfer floating): the dialog
 */
AdwDialog *
catena_asn1_dialog_new (const char *title, GBytes *bytes)
{
  return make (title, NULL, bytes);
}

/**
 * catena_asn1_dialog_new_for_file:
 * @title: what the file is
 * @file: the file to look into
 *
 * Returns: (transfer floating): the dialog
 */
AdwDialog *
catena_asn1_dialog_new_for_file (const char *title, GFile *file)
{
  return make (title, file, NULL);
}
