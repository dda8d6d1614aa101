/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "catena-config.h"

#include "catena-reply-dialog.h"

#include <glib/gi18n.h>

#include "catena-import-source.h"
#include "catena-reply-view.h"
#include "kw-text.h"

/* How often the bar follows, and after how long it is there at all, in milliseconds. */
#define PROGRESS_INTERVAL 100

struct _CatenaReplyDialog {
  AdwDialog parent_instance;

  AdwWindowTitle *window_title;
  GtkWidget *apply_button;
  GtkStack *stack;
  GtkWidget *start_button;
  GtkProgressBar *progress;
  AdwStatusPage *password_page;
  GtkEditable *password_row;
  GtkLabel *password_problem;
  CatenaReplyView *view;

  /* What is open. */
  GPtrArray *documents;
  KsEntry *wanted;
  KsAnchorSet *anchors;
  KsAnchorSet *system;
  CatenaRequestMemory *requests;
  gint64 now;

  GPtrArray *sources;  /* of CatenaImportSource */
  GHashTable *skipped; /* of them: those that are left out */
  guint n_loading;
  CatenaImportSource *locked; /* whose password is asked for; not owned */
  GCancellable *cancellable;
  gint *percent; /* atomic reference counted */
  guint progress_id;
  KsReplyPlan *plan;
};

enum {
  SIGNAL_APPLIED,
  SIGNAL_REQUEST_AGAIN,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CatenaReplyDialog, catena_reply_dialog, ADW_TYPE_DIALOG)

static void go_on (CatenaReplyDialog *self);

/* ---- showing the plan ---- */

static gboolean
would_change (CatenaReplyDialog *self)
{
  for (guint i = 0; i < self->documents->len; i++) {
    CatenaDocument *document = self->documents->pdata[i];
    g_autoptr (KsEdit) edit =
      catena_document_is_editable (document) ? catena_reply_view_make_edit (self->view, document) : NULL;

    if (edit != NULL)
      return TRUE;
  }

  return FALSE;
}

static void
changed_cb (CatenaReplyDialog *self)
{
  gtk_widget_set_sensitive (self->apply_button, would_change (self));
}

static void
request_again_cb (CatenaReplyDialog *self, CatenaDocument *document, KsEntry *entry)
{
  g_signal_emit (self, signals[SIGNAL_REQUEST_AGAIN], 0, document, entry);
}

static void
show_subtitle (CatenaReplyDialog *self)
{
  guint n = ks_reply_plan_get_n_certificates (self->plan);
  g_autofree char *count = g_strdup_printf (ngettext ("%u certificate", "%u certificates", n), n);
  g_autofree char *name =
    self->sources->len == 1
      ? kw_text_plain (catena_import_source_get_name (self->sources->pdata[0]))
      : g_strdup_printf (ngettext ("%u file", "%u files", self->sources->len), self->sources->len);
  g_autofree char *subtitle = g_strdup_printf ("%s · %s", name, count);

  adw_window_title_set_subtitle (self->window_title, subtitle);
}

static void
show_plan (CatenaReplyDialog *self)
{
  show_subtitle (self);
  catena_reply_view_set_plan (self->view, self->plan, self->sources, self->skipped);
  gtk_stack_set_visible_child_name (self->stack, "plan");
  if (gtk_widget_get_sensitive (self->apply_button))
    gtk_widget_grab_focus (self->apply_button);
}

/* ---- making the plan ---- */

static gboolean
progress_cb (gpointer user_data)
{
  CatenaReplyDialog *self = user_data;
  gint percent = g_atomic_int_get (self->percent);

  gtk_widget_set_visible (GTK_WIDGET (self->progress), percent > 0);
  gtk_progress_bar_set_fraction (self->progress, percent / 100.0);
  return G_SOURCE_CONTINUE;
}

static void
stop_progress (CatenaReplyDialog *self)
{
  g_clear_handle_id (&self->progress_id, g_source_remove);
  g_clear_pointer (&self->percent, g_atomic_rc_box_release);
}

static void
planned_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CatenaReplyDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  KsReplyPlan *plan = catena_reply_plan_finish (result, &error);

  /* Cancelled: more has come, or the dialog is gone. */
  if (plan == NULL)
    return;
  g_clear_pointer (&self->plan, ks_reply_plan_unref);
  self->plan = plan;
  stop_progress (self);
  show_plan (self);
}

static void
make_plan (CatenaReplyDialog *self)
{
  CatenaReplyPlace place = { self->documents, self->wanted,   self->anchors,
                             self->system,    self->requests, self->now };
  g_autoptr (KsReplyQuery) query = catena_reply_query_new (&place);

  for (guint i = 0; i < self->sources->len; i++) {
    CatenaImportSource *source = self->sources->pdata[i];
    KsStore *store = catena_import_source_get_store (source);

    if (store != NULL)
      ks_reply_query_add_reply (query, store, catena_import_source_get_name (source));
  }
  stop_progress (self);
  self->percent = g_atomic_rc_box_new0 (gint);
  self->progress_id = g_timeout_add (PROGRESS_INTERVAL, progress_cb, self);
  catena_reply_plan_async (query, self->percent, self->cancellable, planned_cb, g_object_ref (self));
}

/* ---- reading what came ---- */

static void
ask_password (CatenaReplyDialog *self, CatenaImportSource *source, gboolean was_wrong)
{
  g_autofree char *name = kw_text_plain (catena_import_source_get_name (source));
  /* Translators: %s is the name of a file */
  g_autofree char *text = g_strdup_printf (_ ("%s is protected with a password."), name);
  const GError *error = catena_import_source_get_error (source);

  self->locked = source;
  adw_status_page_set_description (self->password_page, text);
  gtk_widget_set_visible (GTK_WIDGET (self->password_problem), was_wrong && error != NULL);
  gtk_label_set_label (self->password_problem, was_wrong && error != NULL ? error->message : "");
  gtk_editable_set_text (self->password_row, "");
  gtk_stack_set_visible_child_name (self->stack, "password");
  gtk_widget_grab_focus (GTK_WIDGET (self->password_row));
}

static gboolean
is_locked (CatenaReplyDialog *self, CatenaImportSource *source)
{
  return catena_import_source_needs_password (source) && catena_import_source_get_store (source) == NULL &&
         !g_hash_table_contains (self->skipped, source);
}

/* The next thing that is missing: a file, a password, or the plan. */
static void
go_on (CatenaReplyDialog *self)
{
  if (self->n_loading > 0)
    return;
  for (guint i = 0; i < self->sources->len; i++)
    if (is_locked (self, self->sources->pdata[i])) {
      ask_password (self, self->sources->pdata[i], self->locked == self->sources->pdata[i]);
      return;
    }
  self->locked = NULL;
  make_plan (self);
}

static void
loaded_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CatenaReplyDialog) self = user_data;

  self->n_loading--;
  if (catena_import_source_load_finish (CATENA_IMPORT_SOURCE (object), result))
    go_on (self);
}

static void
load (CatenaReplyDialog *self, CatenaImportSource *source, KsSecret *password)
{
  self->n_loading++;
  gtk_widget_set_sensitive (self->apply_button, FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->progress), FALSE);
  gtk_stack_set_visible_child_name (self->stack, "busy");
  catena_import_source_load_async (source, password, self->cancellable, loaded_cb, g_object_ref (self));
}

/* What was being worked out was about less than there is now. */
static void
restart (CatenaReplyDialog *self)
{
  if (self->n_loading > 0)
    return;
  g_cancellable_cancel (self->cancellable);
  g_set_object (&self->cancellable, NULL);
  self->cancellable = g_cancellable_new ();
  stop_progress (self);
}

static void
take_source (CatenaReplyDialog *self, CatenaImportSource *source)
{
  restart (self);
  g_ptr_array_add (self->sources, source);
  load (self, source, NULL);
}

static void
unlock_cb (CatenaReplyDialog *self)
{
  g_autoptr (KsSecret) password = ks_secret_new_from_string (gtk_editable_get_text (self->password_row));

  gtk_editable_set_text (self->password_row, "");
  if (self->locked != NULL)
    load (self, self->locked, password);
}

static void
skip_cb (CatenaReplyDialog *self)
{
  if (self->locked != NULL)
    g_hash_table_add (self->skipped, self->locked);
  gtk_stack_set_visible_child_name (self->stack, "busy");
  go_on (self);
}

/* ---- what the person does ---- */

static void
files_chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CatenaReplyDialog) self = user_data;
  g_autoptr (GListModel) files =
    gtk_file_dialog_open_multiple_finish (GTK_FILE_DIALOG (source), result, NULL);

  for (guint i = 0; files != NULL && i < g_list_model_get_n_items (files); i++) {
    g_autoptr (GFile) file = g_list_model_get_item (files, i);

    catena_reply_dialog_add_file (self, file);
  }
}

static void
choose_cb (CatenaReplyDialog *self)
{
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  gtk_file_dialog_set_title (dialog, _ ("Choose What the CA Sent"));
  gtk_file_dialog_set_accept_label (dialog, _ ("_Choose"));
  gtk_file_dialog_open_multiple (dialog, GTK_WINDOW (root), NULL, files_chosen_cb, g_object_ref (self));
}

static void
text_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CatenaReplyDialog) self = user_data;
  g_autofree char *text = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (source), result, NULL);

  catena_reply_dialog_add_text (self, text != NULL ? text : "");
}

static void
paste_cb (CatenaReplyDialog *self)
{
  gdk_clipboard_read_text_async (gtk_widget_get_clipboard (GTK_WIDGET (self)), NULL, text_read_cb,
                                 g_object_ref (self));
}

static gboolean
drop_cb (CatenaReplyDialog *self, const GValue *value)
{
  g_autoptr (GSList) files = NULL;

  if (G_VALUE_HOLDS (value, G_TYPE_STRING)) {
    catena_reply_dialog_add_text (self, g_value_get_string (value));
    return TRUE;
  }
  files = gdk_file_list_get_files (g_value_get_boxed (value));
  for (GSList *l = files; l != NULL; l = l->next)
    catena_reply_dialog_add_file (self, l->data);
  return TRUE;
}

static void
narrow_cb (CatenaReplyDialog *self)
{
  catena_reply_view_set_narrow (self->view, TRUE);
}

static void
wide_cb (CatenaReplyDialog *self)
{
  catena_reply_view_set_narrow (self->view, FALSE);
}

static void
cancel_cb (CatenaReplyDialog *self)
{
  adw_dialog_close (ADW_DIALOG (self));
}

static void
apply_cb (CatenaReplyDialog *self)
{
  g_autoptr (GPtrArray) edits = g_ptr_array_new_with_free_func ((GDestroyNotify) ks_edit_unref);
  g_autoptr (GPtrArray) documents = g_ptr_array_new ();

  if (self->plan == NULL)
    return;
  for (guint i = 0; i < self->documents->len; i++) {
    CatenaDocument *document = self->documents->pdata[i];
    KsEdit *edit =
      catena_document_is_editable (document) ? catena_reply_view_make_edit (self->view, document) : NULL;

    if (edit != NULL) {
      g_ptr_array_add (edits, edit);
      g_ptr_array_add (documents, document);
    }
  }
  for (guint i = 0; i < edits->len; i++)
    g_signal_emit (self, signals[SIGNAL_APPLIED], 0, documents->pdata[i], edits->pdata[i],
                   catena_reply_view_get_alias (self->view, documents->pdata[i]));
  adw_dialog_close (ADW_DIALOG (self));
}

/* ---- the object ---- */

static void
catena_reply_dialog_dispose (GObject *object)
{
  CatenaReplyDialog *self = CATENA_REPLY_DIALOG (object);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  stop_progress (self);
  gtk_widget_dispose_template (GTK_WIDGET (self), CATENA_TYPE_REPLY_DIALOG);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->plan, ks_reply_plan_unref);
  g_clear_pointer (&self->documents, g_ptr_array_unref);
  g_clear_pointer (&self->sources, g_ptr_array_unref);
  g_clear_pointer (&self->skipped, g_hash_table_unref);
  g_clear_object (&self->wanted);
  g_clear_object (&self->anchors);
  g_clear_object (&self->system);
  g_clear_object (&self->requests);

  G_OBJECT_CLASS (catena_reply_dialog_parent_class)->dispose (object);
}

static void
closed_cb (CatenaReplyDialog *self)
{
  g_cancellable_cancel (self->cancellable);
  stop_progress (self);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, CatenaReplyDialog, window_title);
  gtk_widget_class_bind_template_child (widget_class, CatenaReplyDialog, apply_button);
  gtk_widget_class_bind_template_child (widget_class, CatenaReplyDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, CatenaReplyDialog, start_button);
  gtk_widget_class_bind_template_child (widget_class, CatenaReplyDialog, progress);
  gtk_widget_class_bind_template_child (widget_class, CatenaReplyDialog, password_page);
  gtk_widget_class_bind_template_child (widget_class, CatenaReplyDialog, password_row);
  gtk_widget_class_bind_template_child (widget_class, CatenaReplyDialog, password_problem);
  gtk_widget_class_bind_template_child (widget_class, CatenaReplyDialog, view);
  gtk_widget_class_bind_template_callback (widget_class, cancel_cb);
  gtk_widget_class_bind_template_callback (widget_class, apply_cb);
  gtk_widget_class_bind_template_callback (widget_class, choose_cb);
  gtk_widget_class_bind_template_callback (widget_class, paste_cb);
  gtk_widget_class_bind_template_callback (widget_class, unlock_cb);
  gtk_widget_class_bind_template_callback (widget_class, skip_cb);
  gtk_widget_class_bind_template_callback (widget_class, narrow_cb);
  gtk_widget_class_bind_template_callback (widget_class, wide_cb);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, request_again_cb);
}

static void
catena_reply_dialog_class_init (CatenaReplyDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = catena_reply_dialog_dispose;

  signals[SIGNAL_APPLIED] =
    g_signal_new ("applied", CATENA_TYPE_REPLY_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 3,
                  CATENA_TYPE_DOCUMENT, KS_TYPE_EDIT, G_TYPE_STRING);
  signals[SIGNAL_REQUEST_AGAIN] =
    g_signal_new ("request-again", CATENA_TYPE_REPLY_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 2, CATENA_TYPE_DOCUMENT, KS_TYPE_ENTRY);

  g_type_ensure (CATENA_TYPE_REPLY_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class, RESOURCE_PATH "/dialogs/catena-reply-dialog.ui");
  bind_template (widget_class);
}

static void
add_drop_target (CatenaReplyDialog *self)
{
  GType types[] = { GDK_TYPE_FILE_LIST, G_TYPE_STRING };
  GtkDropTarget *target = gtk_drop_target_new (G_TYPE_INVALID, GDK_ACTION_COPY);

  gtk_drop_target_set_gtypes (target, types, G_N_ELEMENTS (types));
  g_signal_connect_swapped (target, "drop", G_CALLBACK (drop_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
}

static void
catena_reply_dialog_init (CatenaReplyDialog *self)
{
  self->sources = g_ptr_array_new_with_free_func (g_object_unref);
  self->skipped = g_hash_table_new (NULL, NULL);
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  adw_dialog_set_focus (ADW_DIALOG (self), self->start_button);
  g_signal_connect (self, "closed", G_CALLBACK (closed_cb), NULL);
  add_drop_target (self);
}

/**
 * catena_reply_dialog_new:
 * @place: what is open
 *
 * Makes the dialog for a CA's reply, which asks for it until something is added.
 *
 * Returns: (transfer floating): the new dialog
 */
AdwDialog *
catena_reply_dialog_new (const CatenaReplyPlace *place)
{
  CatenaReplyDialog *self = g_object_new (CATENA_TYPE_REPLY_DIALOG, NULL);

  self->documents = g_ptr_array_copy (place->documents, (GCopyFunc) (void (*) (void)) g_object_ref, NULL);
  g_ptr_array_set_free_func (self->documents, g_object_unref);
  g_set_object (&self->wanted, place->wanted);
  g_set_object (&self->anchors, place->anchors);
  g_set_object (&self->system, place->system);
  g_set_object (&self->requests, place->requests);
  self->now = place->now;

  return ADW_DIALOG (self);
}

/**
 * catena_reply_dialog_add_file:
 * @self: a dialog
 * @file: a file that a CA sent
 *
 * Reads it, and plans anew with all that is there.
 */
void
catena_reply_dialog_add_file (CatenaReplyDialog *self, GFile *file)
{
  g_return_if_fail (CATENA_IS_REPLY_DIALOG (self));

  take_source (self, catena_import_source_new_for_file (file));
}

/**
 * catena_reply_dialog_add_text:
 * @self: a dialog
 * @text: certificates as text, with anything around them
 *
 * The same for text.
 */
void
catena_reply_dialog_add_text (CatenaReplyDialog *self, const char *text)
{
  g_return_if_fail (CATENA_IS_REPLY_DIALOG (self));

  take_source (self, catena_import_source_new_for_text (text));
}

/**
 * catena_reply_dialog_add_store:
 * @self: a dialog
 * @store: what was read already
 *
 * The same for the content of another tab.
 */
void
catena_reply_dialog_add_store (CatenaReplyDialog *self, KsStore *store)
{
  g_autoptr (KsStore) copy = NULL;

  g_return_if_fail (CATENA_IS_REPLY_DIALOG (self));

  copy = ks_store_copy (store);
  take_source (self, catena_import_source_new_for_store (copy));
}
