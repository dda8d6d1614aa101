/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "catena-config.h"

#include "catena-sign-dialog.h"

#include <glib/gi18n.h>

#include "catena-error-dialog.h"
#include "catena-file-writer.h"
#include "catena-issuer.h"
#include "catena-key-unlock.h"
#include "kw-certificate-details.h"
#include "kw-name-editor.h"
#include "kw-subject-editor.h"
#include "kw-text.h"
#include "kw-usage-editor.h"
#include "kw-validity-editor.h"

struct _CatenaSignDialog {
  AdwDialog parent_instance;

  AdwToastOverlay *toast_overlay;
  AdwNavigationView *navigation;
  GtkWidget *options;
  GtkWidget *issue_button;
  AdwBanner *no_issuer;
  GtkLabel *problem_label;
  GtkWidget *issuer_group;
  AdwComboRow *issuer_row;
  AdwComboRow *digest_row;
  KwNameEditor *names;
  AdwExpanderRow *subject_row;
  KwSubjectEditor *subject;
  AdwComboRow *template_row;
  KwUsageEditor *usage;
  AdwPreferencesGroup *extensions_group;
  KwValidityEditor *validity;
  GtkWidget *save_button;
  KwCertificateDetails *details;

  KsRequest *request;
  KsCertificateSpec *spec; /* all that is asked for */
  GListStore *issuers;
  GPtrArray *extension_rows; /* of AdwSwitchRow, in the order of the spec's extensions; borrowed */
  GPtrArray *chain;          /* of KsCertificate, once it is issued */
};

G_DEFINE_FINAL_TYPE (CatenaSignDialog, catena_sign_dialog, ADW_TYPE_DIALOG)

typedef struct {
  KsCertificateSpec *spec;
  GBytes *spki;
  KsEntry *issuer;
  KsSecret *pkcs8;
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_clear_pointer (&job->spec, ks_certificate_spec_free);
  g_clear_pointer (&job->spki, g_bytes_unref);
  g_clear_object (&job->issuer);
  g_clear_pointer (&job->pkcs8, ks_secret_unref);
  g_free (job);
}

static void
cancel_cb (CatenaSignDialog *self)
{
  adw_dialog_close (ADW_DIALOG (self));
}

static void
set_problem (CatenaSignDialog *self, const char *sentence)
{
  gtk_widget_set_visible (GTK_WIDGET (self->problem_label), sentence != NULL);
  gtk_label_set_label (self->problem_label, sentence != NULL ? sentence : "");
  if (sentence != NULL)
    gtk_accessible_announce (GTK_ACCESSIBLE (self), sentence, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_HIGH);
}

static void
set_busy (CatenaSignDialog *self, gboolean is_busy)
{
  /* A text field that becomes insensitive while it has the focus is not told that it lost it. */
  if (is_busy)
    adw_dialog_set_focus (ADW_DIALOG (self), NULL);
  gtk_widget_set_sensitive (self->options, !is_busy);
  gtk_widget_set_sensitive (self->issue_button, !is_busy);
}

static CatenaIssuer *
get_issuer (CatenaSignDialog *self)
{
  return adw_combo_row_get_selected_item (self->issuer_row);
}

/* ---- what is to be in it ---- */

static const char *const *
list_digests (CatenaSignDialog *self)
{
  CatenaIssuer *issuer = get_issuer (self);

  if (issuer == NULL)
    return NULL;
  return ks_spki_list_digests (ks_certificate_get_spki (catena_issuer_get_certificate (issuer)));
}

static void
issuer_changed_cb (CatenaSignDialog *self)
{
  const char *const *ids = list_digests (self);
  g_autoptr (GtkStringList) model = gtk_string_list_new (NULL);

  for (guint i = 0; ids != NULL && ids[i] != NULL; i++)
    gtk_string_list_append (model, ks_signing_digest_get_name (ids[i]));
  adw_combo_row_set_model (self->digest_row, G_LIST_MODEL (model));
  gtk_widget_set_visible (GTK_WIDGET (self->digest_row), g_list_model_get_n_items (G_LIST_MODEL (model)) > 0);
  set_problem (self, NULL);
}

/* The first choice is what was asked for; the templates follow. */
static void
template_changed_cb (CatenaSignDialog *self)
{
  guint selected = adw_combo_row_get_selected (self->template_row);
  g_autoptr (KsCertificateSpec) spec = NULL;
  gsize n;
  const KsUsageTemplate *templates = ks_usage_template_list (&n);

  if (self->spec == NULL)
    return;

  spec = ks_certificate_spec_copy (self->spec);
  if (selected > 0 && selected <= n) {
    ks_certificate_spec_use_template (spec, &templates[selected - 1],
                                      ks_key_algorithm_find_spki (ks_request_get_spki (self->request)));
    kw_validity_editor_set_days (self->validity, templates[selected - 1].default_days);
  }
  kw_usage_editor_load (self->usage, spec);
}

static void
take_extensions (CatenaSignDialog *self, KsCertificateSpec *spec)
{
  for (guint i = self->extension_rows->len; i-- > 0;)
    if (!adw_switch_row_get_active (g_ptr_array_index (self->extension_rows, i)))
      g_ptr_array_remove_index (spec->extensions, i);
}

static char *
find_blocking_problem (const KsCertificateSpec *spec, KsCertificate *issuer)
{
  g_autoptr (GPtrArray) problems = ks_certificate_spec_list_problems (spec, NULL, issuer);

  for (guint i = 0; i < problems->len; i++) {
    const KsSpecProblem *problem = g_ptr_array_index (problems, i);

    if (problem->blocks)
      return g_strdup (problem->sentence);
  }
  return NULL;
}

/* NULL when something typed cannot stay; the person has been told. */
static KsCertificateSpec *
make_spec (CatenaSignDialog *self)
{
  g_autoptr (KsCertificateSpec) spec = ks_certificate_spec_copy (self->spec);
  g_autoptr (KsName) subject = NULL;
  g_autofree char *problem = NULL;
  const char *const *digests = list_digests (self);
  guint digest = adw_combo_row_get_selected (self->digest_row);

  if (!kw_name_editor_commit (self->names) ||
      !kw_validity_editor_get_period (self->validity, &spec->not_before, &spec->not_after))
    return NULL;
  subject = kw_subject_editor_dup_name (self->subject, NULL);
  if (subject == NULL) {
    adw_expander_row_set_expanded (self->subject_row, TRUE);
    return NULL;
  }

  g_clear_pointer (&spec->subject, ks_name_unref);
  spec->subject = g_steal_pointer (&subject);
  kw_name_editor_store (self->names, spec->names);
  take_extensions (self, spec);
  kw_usage_editor_store (self->usage, spec);
  if (digests != NULL && digest < g_strv_length ((char **) digests))
    g_set_str (&spec->digest, digests[digest]);
  problem = find_blocking_problem (spec, catena_issuer_get_certificate (get_issuer (self)));
  set_problem (self, problem);
  return problem == NULL ? g_steal_pointer (&spec) : NULL;
}

/* ---- issuing it ---- */

static void
issue_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Job *job = task_data;
  GError *error = NULL;
  KsCertificate *certificate =
    ks_certificate_spec_issue (job->spec, job->spki, ks_entry_get_leaf (job->issuer), job->pkcs8, &error);

  if (certificate != NULL)
    g_task_return_pointer (task, certificate, g_object_unref);
  else
    g_task_return_error (task, error);
}

static void
issued_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  CatenaSignDialog *self = CATENA_SIGN_DIALOG (source);
  Job *job = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;
  KsCertificate *certificate = g_task_propagate_pointer (G_TASK (result), &error);

  set_busy (self, FALSE);
  if (certificate == NULL) {
    set_problem (self, error->message);
    return;
  }

  g_ptr_array_set_size (self->chain, 0);
  g_ptr_array_add (self->chain, certificate);
  for (guint i = 0; i < ks_entry_get_chain_length (job->issuer); i++)
    g_ptr_array_add (self->chain, g_object_ref (ks_entry_get_certificate (job->issuer, i)));
  kw_certificate_details_set_now (self->details, g_get_real_time () / G_USEC_PER_SEC);
  kw_certificate_details_set_certificate (self->details, certificate);
  adw_navigation_view_push_by_tag (self->navigation, "result");
  adw_dialog_set_default_widget (ADW_DIALOG (self), self->save_button);
  gtk_widget_grab_focus (self->save_button);
}

static void
unlocked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  CatenaSignDialog *self = g_task_get_source_object (task);
  Job *job = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  job->pkcs8 = catena_key_unlock_finish (result, &error);
  if (job->pkcs8 != NULL) {
    g_task_run_in_thread (task, issue_thread);
    return;
  }

  set_busy (self, FALSE);
  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    set_problem (self, error->message);
}

static void
issue_cb (CatenaSignDialog *self)
{
  CatenaIssuer *issuer = get_issuer (self);
  g_autoptr (KsCertificateSpec) spec = issuer != NULL ? make_spec (self) : NULL;
  GTask *task;
  Job *job;

  if (spec == NULL)
    return;

  job = g_new0 (Job, 1);
  job->spec = g_steal_pointer (&spec);
  job->spki = g_bytes_ref (ks_request_get_spki (self->request));
  job->issuer = g_object_ref (catena_issuer_get_entry (issuer));
  task = g_task_new (self, NULL, issued_cb, NULL);
  g_task_set_source_tag (task, issue_cb);
  g_task_set_task_data (task, job, job_free);
  set_busy (self, TRUE);
  catena_key_unlock_async (GTK_WIDGET (self), catena_issuer_get_document (issuer), job->issuer, unlocked_cb,
                           task);
}

/* ---- the chain that came out ---- */

static void
add_toast (CatenaSignDialog *self, const char *title)
{
  AdwToast *toast = adw_toast_new (title);

  adw_toast_set_use_markup (toast, FALSE);
  adw_toast_overlay_add_toast (self->toast_overlay, toast);
}

static char *
make_pem (CatenaSignDialog *self)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < self->chain->len; i++) {
    g_autofree char *pem = ks_certificate_to_pem (g_ptr_array_index (self->chain, i));

    g_string_append (text, pem);
  }
  return g_string_free_and_steal (text);
}

static void
copy_cb (CatenaSignDialog *self)
{
  g_autofree char *text = make_pem (self);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text);
  add_toast (self, _ ("Chain copied"));
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  CatenaSignDialog *self = CATENA_SIGN_DIALOG (source);
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = catena_file_writer_ask_finish (result, &error);

  if (file != NULL)
    add_toast (self, _ ("Chain saved"));
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    catena_error_dialog_present (GTK_WIDGET (self), _ ("The Chain Could Not Be Saved"), error);
}

static void
save_cb (CatenaSignDialog *self)
{
  char *text = make_pem (self);
  g_autoptr (GBytes) bytes = g_bytes_new_take (text, strlen (text));
  g_autofree char *name = catena_file_writer_make_name (ks_request_get_title (self->request), "pem");

  catena_file_writer_ask_async (GTK_WIDGET (self), _ ("Save Chain"), name, bytes, written_cb, NULL);
}

/* ---- the object ---- */

static void
catena_sign_dialog_dispose (GObject *object)
{
  CatenaSignDialog *self = CATENA_SIGN_DIALOG (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), CATENA_TYPE_SIGN_DIALOG);
  g_clear_object (&self->request);
  g_clear_object (&self->issuers);
  g_clear_pointer (&self->spec, ks_certificate_spec_free);
  g_clear_pointer (&self->extension_rows, g_ptr_array_unref);
  g_clear_pointer (&self->chain, g_ptr_array_unref);

  G_OBJECT_CLASS (catena_sign_dialog_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, CatenaSignDialog, toast_overlay);
  gtk_widget_class_bind_template_child (widget_class, CatenaSignDialog, navigation);
  gtk_widget_class_bind_template_child (widget_class, CatenaSignDialog, options);
  gtk_widget_class_bind_template_child (widget_class, CatenaSignDialog, issue_button);
  gtk_widget_class_bind_template_child (widget_class, CatenaSignDialog, no_issuer);
  gtk_widget_class_bind_template_child (widget_class, CatenaSignDialog, problem_label);
  gtk_widget_class_bind_template_child (widget_class, CatenaSignDialog, issuer_group);
  gtk_widget_class_bind_template_child (widget_class, CatenaSignDialog, issuer_row);
  gtk_widget_class_bind_template_child (widget_class, CatenaSignDialog, digest_row);
  gtk_widget_class_bind_template_child (widget_class, CatenaSignDialog, names);
  gtk_widget_class_bind_template_child (widget_class, CatenaSignDialog, subject_row);
  gtk_widget_class_bind_template_child (widget_class, CatenaSignDialog, template_row);
  gtk_widget_class_bind_template_child (widget_class, CatenaSignDialog, usage);
  gtk_widget_class_bind_template_child (widget_class, CatenaSignDialog, extensions_group);
  gtk_widget_class_bind_template_child (widget_class, CatenaSignDialog, validity);
  gtk_widget_class_bind_template_child (widget_class, CatenaSignDialog, save_button);
  gtk_widget_class_bind_template_child (widget_class, CatenaSignDialog, details);
}

static void
catena_sign_dialog_class_init (CatenaSignDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = catena_sign_dialog_dispose;

  g_type_ensure (KW_TYPE_NAME_EDITOR);
  g_type_ensure (KW_TYPE_USAGE_EDITOR);
  g_type_ensure (KW_TYPE_VALIDITY_EDITOR);
  g_type_ensure (KW_TYPE_CERTIFICATE_DETAILS);
  gtk_widget_class_set_template_from_resource (widget_class, RESOURCE_PATH "/dialogs/catena-sign-dialog.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, cancel_cb);
  gtk_widget_class_bind_template_callback (widget_class, issue_cb);
  gtk_widget_class_bind_template_callback (widget_class, issuer_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, template_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, save_cb);
  gtk_widget_class_bind_template_callback (widget_class, copy_cb);
}

static void
subject_changed_cb (CatenaSignDialog *self)
{
  g_autoptr (KsName) name = kw_subject_editor_dup_name (self->subject, NULL);
  g_autofree char *text = name != NULL ? kw_text_plain (ks_name_get_text (name)) : NULL;

  adw_expander_row_set_subtitle (self->subject_row, text != NULL ? text : "");
}

static void
catena_sign_dialog_init (CatenaSignDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  self->extension_rows = g_ptr_array_new ();
  self->chain = g_ptr_array_new_with_free_func (g_object_unref);
  self->subject = KW_SUBJECT_EDITOR (kw_subject_editor_new ());
  adw_expander_row_add_row (self->subject_row, GTK_WIDGET (self->subject));
  g_signal_connect_object (self->subject, "changed", G_CALLBACK (subject_changed_cb), self,
                           G_CONNECT_SWAPPED);
}

static void
fill_extensions (CatenaSignDialog *self)
{
  for (guint i = 0; i < self->spec->extensions->len; i++) {
    const KsExtension *extension = g_ptr_array_index (self->spec->extensions, i);
    g_autofree char *title = kw_text_plain (extension->name);
    GtkWidget *row = g_object_new (ADW_TYPE_SWITCH_ROW, "use-markup", FALSE, "title", title, "subtitle",
                                   extension->critical ? _ ("Critical") : "", "active", TRUE, NULL);

    adw_preferences_group_add (self->extensions_group, row);
    g_ptr_array_add (self->extension_rows, row);
  }
  gtk_widget_set_visible (GTK_WIDGET (self->extensions_group), self->extension_rows->len > 0);
}

static void
fill_templates (CatenaSignDialog *self)
{
  g_autoptr (GtkStringList) model = gtk_string_list_new (NULL);
  gsize n;
  const KsUsageTemplate *templates = ks_usage_template_list (&n);

  gtk_string_list_append (model, _ ("As requested"));
  for (gsize i = 0; i < n; i++)
    gtk_string_list_append (model, _ (templates[i].name));
  adw_combo_row_set_model (self->template_row, G_LIST_MODEL (model));
}

static char *
issuer_title (CatenaIssuer *issuer)
{
  return catena_issuer_dup_title (issuer);
}

static void
fill_issuers (CatenaSignDialog *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->issuers));
  g_autoptr (GtkExpression) title =
    gtk_cclosure_expression_new (G_TYPE_STRING, NULL, 0, NULL, G_CALLBACK (issuer_title), NULL, NULL);

  adw_combo_row_set_expression (self->issuer_row, title);
  adw_combo_row_set_model (self->issuer_row, G_LIST_MODEL (self->issuers));
  adw_banner_set_revealed (self->no_issuer, n == 0);
  gtk_widget_set_sensitive (self->issuer_group, n > 0);
  gtk_widget_set_sensitive (self->issue_button, n > 0);
  issuer_changed_cb (self);
}

static void
warn_about_signature (CatenaSignDialog *self)
{
  g_autoptr (GError) error = NULL;

  if (!ks_request_verify (self->request, &error))
    set_problem (self, error->message);
}

/**
 * catena_sign_dialog_new:
 * @request: what to issue a certificate for
 * @documents: (element-type CatenaDocument): the open files, in which the keys of CAs are looked for
 *
 * Returns: (transfer floating): a dialog that proposes what the request asks for
 */
AdwDialog *
catena_sign_dialog_new (KsRequest *request, GPtrArray *documents)
{
  CatenaSignDialog *self;

  g_return_val_if_fail (KS_IS_REQUEST (request), NULL);

  self = g_object_new (CATENA_TYPE_SIGN_DIALOG, NULL);
  self->request = g_object_ref (request);
  self->spec = ks_request_to_spec (request);
  self->issuers = catena_issuer_list (documents);
  kw_validity_editor_set_now (self->validity, g_get_real_time () / G_USEC_PER_SEC);
  kw_validity_editor_set_days (self->validity, 365);
  kw_name_editor_set_names (self->names, self->spec->names);
  kw_subject_editor_set_name (self->subject, self->spec->subject);
  subject_changed_cb (self);
  fill_templates (self);
  fill_issuers (self);
  fill_extensions (self);
  template_changed_cb (self);
  warn_about_signature (self);
  return ADW_DIALOG (self);
}
