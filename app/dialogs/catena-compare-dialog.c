/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "catena-config.h"

#include "catena-compare-dialog.h"

#include <glib/gi18n.h>

#include "kw-comparison-view.h"

/* A spinner that is seen for a moment only is a flicker. */
#define WAITING_MS 300

struct _CatenaCompareDialog {
  AdwDialog parent_instance;

  CatenaComparand *left;
  CatenaComparand *right;
  KsComparison *comparison; /* or NULL */
  GCancellable *cancellable;
  guint waiting_id;

  AdwToastOverlay *toast_overlay;
  GtkWidget *copy_button;
  GtkStack *stack;
  AdwBin *waiting;
  AdwStatusPage *problem;
  GtkLabel *headline;
  GtkLabel *detail;
  AdwSwitchRow *only_row;
  KwComparisonView *view;
};

G_DEFINE_FINAL_TYPE (CatenaCompareDialog, catena_compare_dialog, ADW_TYPE_DIALOG)

static gboolean
waiting_cb (gpointer user_data)
{
  CatenaCompareDialog *self = user_data;

  self->waiting_id = 0;
  adw_bin_set_child (self->waiting, adw_spinner_new ());
  return G_SOURCE_REMOVE;
}

/* ---- showing ---- */

static char *
describe (KsComparison *comparison)
{
  guint n = ks_comparison_get_n_differences (comparison);

  if (n == 0)
    return g_strdup (_ ("No field differs"));
  return g_strdup_printf (ngettext ("%u field differs", "%u fields differ", n), n);
}

static void
show_comparison (CatenaCompareDialog *self)
{
  g_autofree char *detail = describe (self->comparison);

  gtk_label_set_label (self->headline, ks_comparison_get_headline (self->comparison));
  gtk_label_set_label (self->detail, detail);
  kw_comparison_view_set_names (self->view, catena_comparand_get_title (self->left),
                                catena_comparand_get_place (self->left),
                                catena_comparand_get_title (self->right),
                                catena_comparand_get_place (self->right));
  kw_comparison_view_set_comparison (self->view, self->comparison);
  gtk_widget_set_sensitive (self->copy_button, TRUE);
  gtk_stack_set_visible_child_name (self->stack, "comparison");
  gtk_widget_grab_focus (GTK_WIDGET (self->only_row));
}

static void
compared_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CatenaCompareDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  KsComparison *comparison = catena_comparand_compare_finish (result, &error);

  if (comparison == NULL && g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_clear_handle_id (&self->waiting_id, g_source_remove);
  g_clear_pointer (&self->comparison, ks_comparison_unref);
  self->comparison = comparison;
  if (comparison != NULL) {
    show_comparison (self);
  } else {
    g_autofree char *text = g_markup_escape_text (error->message, -1);

    adw_status_page_set_description (self->problem, text);
    gtk_stack_set_visible_child_name (self->stack, "problem");
  }
}

static void
start (CatenaCompareDialog *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  if (self->waiting_id == 0)
    self->waiting_id = g_timeout_add (WAITING_MS, waiting_cb, self);
  catena_comparand_compare_async (self->left, self->right, self->cancellable, compared_cb,
                                  g_object_ref (self));
}

/* ---- what can be done with it ---- */

static char *
name_side (CatenaComparand *side)
{
  const char *place = catena_comparand_get_place (side);

  return place != NULL ? g_strdup_printf ("%s (%s)", catena_comparand_get_title (side), place)
                       : g_strdup (catena_comparand_get_title (side));
}

static void
copy_cb (CatenaCompareDialog *self)
{
  g_autofree char *left = name_side (self->left);
  g_autofree char *right = name_side (self->right);
  g_autofree char *text =
    ks_comparison_dup_text (self->comparison, left, right, adw_switch_row_get_active (self->only_row));

  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text);
  adw_toast_overlay_add_toast (self->toast_overlay, adw_toast_new (_ ("Comparison copied")));
}

static void
swap_cb (CatenaCompareDialog *self)
{
  CatenaComparand *left = self->left;

  self->left = self->right;
  self->right = left;
  start (self);
}

static void
only_cb (CatenaCompareDialog *self)
{
  kw_comparison_view_set_only_differences (self->view, adw_switch_row_get_active (self->only_row));
}

static void
narrow_cb (CatenaCompareDialog *self)
{
  kw_comparison_view_set_narrow (self->view, TRUE);
}

static void
wide_cb (CatenaCompareDialog *self)
{
  kw_comparison_view_set_narrow (self->view, FALSE);
}

/* ---- the object ---- */

static void
closed_cb (CatenaCompareDialog *self)
{
  g_cancellable_cancel (self->cancellable);
}

static void
catena_compare_dialog_dispose (GObject *object)
{
  CatenaCompareDialog *self = CATENA_COMPARE_DIALOG (object);

  g_clear_handle_id (&self->waiting_id, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (object), CATENA_TYPE_COMPARE_DIALOG);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->left);
  g_clear_object (&self->right);
  g_clear_pointer (&self->comparison, ks_comparison_unref);

  G_OBJECT_CLASS (catena_compare_dialog_parent_class)->dispose (object);
}

static void
catena_compare_dialog_class_init (CatenaCompareDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = catena_compare_dialog_dispose;

  g_type_ensure (KW_TYPE_COMPARISON_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               RESOURCE_PATH "/dialogs/catena-compare-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, CatenaCompareDialog, toast_overlay);
  gtk_widget_class_bind_template_child (widget_class, CatenaCompareDialog, copy_button);
  gtk_widget_class_bind_template_child (widget_class, CatenaCompareDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, CatenaCompareDialog, waiting);
  gtk_widget_class_bind_template_child (widget_class, CatenaCompareDialog, problem);
  gtk_widget_class_bind_template_child (widget_class, CatenaCompareDialog, headline);
  gtk_widget_class_bind_template_child (widget_class, CatenaCompareDialog, detail);
  gtk_widget_class_bind_template_child (widget_class, CatenaCompareDialog, only_row);
  gtk_widget_class_bind_template_child (widget_class, CatenaCompareDialog, view);
  gtk_widget_class_bind_template_callback (widget_class, copy_cb);
  gtk_widget_class_bind_template_callback (widget_class, swap_cb);
  gtk_widget_class_bind_template_callback (widget_class, only_cb);
  gtk_widget_class_bind_template_callback (widget_class, narrow_cb);
  gtk_widget_class_bind_template_callback (widget_class, wide_cb);
}

static void
catena_compare_dialog_init (CatenaCompareDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect (self, "closed", G_CALLBACK (closed_cb), NULL);
}

/**
 * catena_compare_dialog_new:
 * @left: the first
 * @right: the second
 *
 * Begins to compare at once.
 *
 * Returns: (transfer floating): a new dialog
 */
AdwDialog *
catena_compare_dialog_new (CatenaComparand *left, CatenaComparand *right)
{
  CatenaCompareDialog *self = g_object_new (CATENA_TYPE_COMPARE_DIALOG, NULL);

  self->left = g_object_ref (left);
  self->right = g_object_ref (right);
  start (self);
  return ADW_DIALOG (self);
}
