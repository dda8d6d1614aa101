/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "catena-config.h"

#include <glib/gi18n.h>

#include "catena-dialog-fit.h"
#include "catena-snippet-dialog.h"
#include "ks-snippet.h"
#include "kw-status-mark.h"
#include "kw-text.h"

struct _CatenaSnippetDialog {
  AdwDialog parent_instance;

  AdwToastOverlay *toast_overlay;
  AdwWindowTitle *title;
  GtkWidget *copy_button;
  AdwComboRow *program_row;
  GtkWidget *text_box;
  GtkLabel *file_label;
  GtkLabel *place_label;
  GtkLabel *text_label;
  GtkWidget *problem_label;
  GtkListBox *warning_list;

  KsEntry *entry;
  GPtrArray *snippets; /* of KsSnippet: those of the row; borrowed */
  KsSnippetContext context;
  char *path;
  char *name;
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (CatenaSnippetDialog, catena_snippet_dialog, ADW_TYPE_DIALOG)

/* A worker finds out whether the key has a password of its own: deriving it takes longer than a frame. */
typedef struct {
  KsKeyring *keyring;
  KsEntry *entry;
} Question;

static void
question_free (gpointer data)
{
  Question *question = data;

  ks_keyring_free (question->keyring);
  g_object_unref (question->entry);
  g_free (question);
}

static void
question_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Question *question = task_data;
  g_autoptr (KsSecret) used = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (KsSecret) plain = ks_keyring_unlock (question->keyring, question->entry, &used, &error);

  /* What none of the known passwords opens has one of its own. */
  g_task_return_boolean (task, plain != NULL
                                 ? used != NULL && !ks_keyring_is_store_password (question->keyring, used)
                                 : g_error_matches (error, KS_ERROR, KS_ERROR_WRONG_PASSWORD));
}

static void
clear_warnings (CatenaSnippetDialog *self)
{
  gtk_list_box_remove_all (self->warning_list);
}

static void
add_warning (CatenaSnippetDialog *self, const char *sentence)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *mark = kw_status_mark_new (KS_STATE_WARNING);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), sentence);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
  gtk_widget_set_valign (mark, GTK_ALIGN_CENTER);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), mark);
  gtk_list_box_append (self->warning_list, row);
}

static void
show_warnings (CatenaSnippetDialog *self, const KsSnippet *snippet)
{
  g_autoptr (GPtrArray) warnings = ks_snippet_list_warnings (snippet, &self->context);

  for (guint i = 0; i < warnings->len; i++)
    add_warning (self, g_ptr_array_index (warnings, i));
  gtk_widget_set_visible (GTK_WIDGET (self->warning_list), warnings->len > 0);
}

static void
changed_cb (CatenaSnippetDialog *self)
{
  guint selected = adw_combo_row_get_selected (self->program_row);
  const KsSnippet *snippet;
  g_autofree char *text = NULL;
  const char *place;
  g_autoptr (GError) error = NULL;

  if (selected >= self->snippets->len)
    return;

  snippet = g_ptr_array_index (self->snippets, selected);
  text = ks_snippet_write (snippet, &self->context, &error);
  place = ks_snippet_get_place (snippet);
  gtk_label_set_label (self->file_label, *snippet->file != '\0' ? snippet->file : _ ("Command Line"));
  gtk_label_set_label (self->place_label, place != NULL ? place : "");
  gtk_widget_set_visible (GTK_WIDGET (self->place_label), place != NULL);
  gtk_label_set_label (self->text_label, text != NULL ? g_strchomp (text) : "");
  gtk_widget_set_visible (self->text_box, text != NULL);
  gtk_widget_set_sensitive (self->copy_button, text != NULL);
  gtk_label_set_label (GTK_LABEL (self->problem_label), error != NULL ? error->message : "");
  gtk_widget_set_visible (self->problem_label, error != NULL);

  clear_warnings (self);
  gtk_widget_set_visible (GTK_WIDGET (self->warning_list), FALSE);
  if (text != NULL)
    show_warnings (self, snippet);
  catena_dialog_fit (ADW_DIALOG (self));
}

static void
copy_cb (CatenaSnippetDialog *self)
{
  g_autofree char *text = g_strconcat (gtk_label_get_label (self->text_label), "\n", NULL);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text);
  adw_toast_overlay_add_toast (self->toast_overlay, adw_toast_new (_ ("Configuration copied")));
}

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  CatenaSnippetDialog *self = CATENA_SNIPPET_DIALOG (source);
  gboolean own = g_task_propagate_boolean (G_TASK (result), NULL);

  if (g_cancellable_is_cancelled (self->cancellable) || self->context.has_own_password == own)
    return;

  self->context.has_own_password = own;
  changed_cb (self);
}

static void
ask (CatenaSnippetDialog *self, CatenaDocument *document)
{
  g_autoptr (GTask) task = g_task_new (self, self->cancellable, answered_cb, NULL);
  Question *question = g_new0 (Question, 1);

  question->keyring = ks_keyring_copy (catena_document_get_keyring (document));
  question->entry = g_object_ref (self->entry);
  g_task_set_source_tag (task, ask);
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, question, question_free);
  g_task_run_in_thread (task, question_thread);
}

static void
catena_snippet_dialog_dispose (GObject *object)
{
  CatenaSnippetDialog *self = CATENA_SNIPPET_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (object), CATENA_TYPE_SNIPPET_DIALOG);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->entry);
  g_clear_pointer (&self->snippets, g_ptr_array_unref);
  g_clear_pointer (&self->context.entries, g_ptr_array_unref);
  g_clear_pointer (&self->path, g_free);
  g_clear_pointer (&self->name, g_free);

  G_OBJECT_CLASS (catena_snippet_dialog_parent_class)->dispose (object);
}

static void
catena_snippet_dialog_class_init (CatenaSnippetDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = catena_snippet_dialog_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               RESOURCE_PATH "/dialogs/catena-snippet-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, CatenaSnippetDialog, toast_overlay);
  gtk_widget_class_bind_template_child (widget_class, CatenaSnippetDialog, title);
  gtk_widget_class_bind_template_child (widget_class, CatenaSnippetDialog, copy_button);
  gtk_widget_class_bind_template_child (widget_class, CatenaSnippetDialog, program_row);
  gtk_widget_class_bind_template_child (widget_class, CatenaSnippetDialog, text_box);
  gtk_widget_class_bind_template_child (widget_class, CatenaSnippetDialog, file_label);
  gtk_widget_class_bind_template_child (widget_class, CatenaSnippetDialog, place_label);
  gtk_widget_class_bind_template_child (widget_class, CatenaSnippetDialog, text_label);
  gtk_widget_class_bind_template_child (widget_class, CatenaSnippetDialog, problem_label);
  gtk_widget_class_bind_template_child (widget_class, CatenaSnippetDialog, warning_list);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, copy_cb);
}

static void
catena_snippet_dialog_init (CatenaSnippetDialog *self)
{
  self->snippets = g_ptr_array_new ();
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* A key shows who the program is; a certificate is trusted by it. */
static void
list_snippets (CatenaSnippetDialog *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  KsSnippetPurpose purpose =
    ks_entry_get_kind (self->entry) == KS_ENTRY_KEY ? KS_SNIPPET_IDENTITY : KS_SNIPPET_TRUSTSTORE;
  gsize n;
  const KsSnippet *table = ks_snippet_list (&n);

  for (gsize i = 0; i < n; i++) {
    const char *program = g_dgettext (GETTEXT_PACKAGE, table[i].program);
    const char *part = *table[i].name != '\0' ? g_dgettext (GETTEXT_PACKAGE, table[i].name) : NULL;
    /* TRANSLATORS: a program and a part of its configuration: WSO2 Server, TLS Keystore */
    g_autofree char *name = part != NULL ? g_strdup_printf (_ ("%s, %s"), program, part) : g_strdup (program);

    if (table[i].purpose != purpose)
      continue;
    g_ptr_array_add (self->snippets, (gpointer) &table[i]);
    gtk_string_list_append (names, name);
  }
  adw_combo_row_set_model (self->program_row, G_LIST_MODEL (names));
}

/**
 * catena_snippet_dialog_new:
 * @document: the keystore
 * @entry: the entry that a program is to use, or to trust
 * @role: what the keystore is for
 *
 * Returns: (transfer floating): a new dialog
 */
AdwDialog *
catena_snippet_dialog_new (CatenaDocument *document, KsEntry *entry, KsRoleKind role)
{
  CatenaSnippetDialog *self = g_object_new (CATENA_TYPE_SNIPPET_DIALOG, NULL);
  GFile *file = catena_document_get_file (document);
  g_autofree char *subtitle = kw_text_show (ks_entry_get_alias (entry));

  self->entry = g_object_ref (entry);
  self->path = file != NULL ? g_file_get_path (file) : NULL;
  self->name = g_strdup (catena_document_get_title (document));
  self->context.path = self->path;
  self->context.name = self->name;
  self->context.format = catena_document_get_format (document);
  self->context.entry = entry;
  self->context.entries = ks_store_snapshot (catena_document_get_store (document));
  self->context.role = role;
  adw_window_title_set_subtitle (self->title, subtitle);
  list_snippets (self);
  changed_cb (self);
  if (ks_entry_get_key (entry) != NULL && ks_key_is_protected (ks_entry_get_key (entry)))
    ask (self, document);

  return ADW_DIALOG (self);
}
