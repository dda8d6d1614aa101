/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "catena-config.h"

#include "catena-compatibility-dialog.h"
#include "catena-compatibility-group.h"
#include "catena-conversion-job.h"
#include "catena-dialog-fit.h"
#include "kw-explanation.h"
#include "kw-text.h"

struct _CatenaCompatibilityDialog {
  AdwDialog parent_instance;

  AdwWindowTitle *title;
  CatenaCompatibilityGroup *group;

  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (CatenaCompatibilityDialog, catena_compatibility_dialog, ADW_TYPE_DIALOG)

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CatenaCompatibilityDialog) self = user_data;
  g_autoptr (CatenaConversionNews) news = catena_conversion_job_finish (result);

  if (news == NULL || g_cancellable_is_cancelled (self->cancellable))
    return;

  catena_compatibility_group_set_answers (self->group, news->answers);
  catena_dialog_fit (ADW_DIALOG (self));
}

static void
catena_compatibility_dialog_dispose (GObject *object)
{
  CatenaCompatibilityDialog *self = CATENA_COMPATIBILITY_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (object), CATENA_TYPE_COMPATIBILITY_DIALOG);

  G_OBJECT_CLASS (catena_compatibility_dialog_parent_class)->dispose (object);
}

static void
catena_compatibility_dialog_finalize (GObject *object)
{
  CatenaCompatibilityDialog *self = CATENA_COMPATIBILITY_DIALOG (object);

  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (catena_compatibility_dialog_parent_class)->finalize (object);
}

static void
catena_compatibility_dialog_class_init (CatenaCompatibilityDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = catena_compatibility_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = catena_compatibility_dialog_finalize;

  g_type_ensure (CATENA_TYPE_COMPATIBILITY_GROUP);
  g_type_ensure (KW_TYPE_EXPLANATION);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               RESOURCE_PATH "/dialogs/catena-compatibility-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, CatenaCompatibilityDialog, title);
  gtk_widget_class_bind_template_child (widget_class, CatenaCompatibilityDialog, group);
}

static void
catena_compatibility_dialog_init (CatenaCompatibilityDialog *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * catena_compatibility_dialog_new:
 * @document: a document with a store
 *
 * Returns: (transfer floating): a new dialog, which finds its answers by itself
 */
AdwDialog *
catena_compatibility_dialog_new (CatenaDocument *document)
{
  CatenaCompatibilityDialog *self = g_object_new (CATENA_TYPE_COMPATIBILITY_DIALOG, NULL);
  g_autofree char *name = kw_text_show (catena_document_get_title (document));

  adw_window_title_set_subtitle (self->title, name);
  catena_compatibility_group_set_answers (self->group, NULL);
  catena_conversion_job_start (document, NULL, self->cancellable, answered_cb, g_object_ref (self));

  return ADW_DIALOG (self);
}
