/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "catena-config.h"

#include "catena-request-dialog.h"

#include <glib/gi18n.h>

#include "catena-key-unlock.h"
#include "catena-password-dialog.h"
#include "catena-request-result.h"
#include "ks-certificate-spec.h"
#include "ks-request.h"
#include "kw-name-editor.h"
#include "kw-subject-editor.h"
#include "kw-text.h"
#include "kw-usage-editor.h"

enum {
  FORM_PKCS10,
  FORM_SPKAC,
};

struct _CatenaRequestDialog {
  AdwDialog parent_instance;

  AdwToastOverlay *toast_overlay;
  AdwNavigationView *navigation;
  GtkWidget *options;
  GtkWidget *create_button;
  GtkStack *create_stack;
  GtkWidget *create_spinner;
  AdwPreferencesGroup *names_group;
  KwNameEditor *names;
  AdwExpanderRow *subject_row;
  KwSubjectEditor *subject;
  AdwComboRow *template_row;
  AdwComboRow *digest_row;
  KwUsageEditor *usage;
  GtkEditable *challenge_row;
  AdwComboRow *form_row;
  GtkLabel *problem_label;
  CatenaRequestResult *result;

  CatenaDocument *document;
  KsEntry *entry;
  CatenaRequestMemory *memory;
  GBytes *spki;
  KsCertificateSpec
    *spec;            /* what is asked for; the fields that no widget edits stay those of the certificate */
  GPtrArray *digests; /* of ids, borrowed from a table */
};

enum {
  SIGNAL_SAVE_KEYSTORE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CatenaRequestDialog, catena_request_dialog, ADW_TYPE_DIALOG)

/* What a worker makes the request from. */
typedef struct {
  KsCertificateSpec *spec;
  KsSecret *challenge; /* or NULL */
  KsSecret *pkcs8;
  gboolean is_spkac;
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_clear_pointer (&job->spec, ks_certificate_spec_free);
  g_clear_pointer (&job->challenge, ks_secret_unref);
  g_clear_pointer (&job->pkcs8, ks_secret_unref);
  g_free (job);
}

/* The request, and the one that is remembered: a challenge password is a secret, so that one has none. */
typedef struct {
  KsRequest *request;
  KsRequest *remembered;
} Made;

static void
made_free (gpointer data)
{
  Made *made = data;

  g_clear_object (&made->request);
  g_clear_object (&made->remembered);
  g_free (made);
}

static void
cancel_cb (CatenaRequestDialog *self)
{
  adw_dialog_close (ADW_DIALOG (self));
}

static void
set_problem (CatenaRequestDialog *self, const char *sentence)
{
  gtk_widget_set_visible (GTK_WIDGET (self->problem_label), sentence != NULL);
  gtk_label_set_label (self->problem_label, sentence != NULL ? sentence : "");
  if (sentence != NULL)
    gtk_accessible_announce (GTK_ACCESSIBLE (self), sentence, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_HIGH);
}

static void
set_busy (CatenaRequestDialog *self, gboolean is_busy)
{
  /* A text field that becomes insensitive while it has the focus is not told that it lost it. */
  if (is_busy)
    adw_dialog_set_focus (ADW_DIALOG (self), NULL);
  gtk_widget_set_sensitive (self->options, !is_busy);
  gtk_widget_set_sensitive (self->create_button, !is_busy);
  gtk_stack_set_visible_child (self->create_stack,
                               is_busy ? self->create_spinner
                                       : gtk_widget_get_first_child (GTK_WIDGET (self->create_stack)));
}

/* ---- what is asked for ---- */

static const KsUsageTemplate *
get_template (CatenaRequestDialog *self)
{
  gsize n;
  const KsUsageTemplate *templates = ks_usage_template_list (&n);
  guint selected = adw_combo_row_get_selected (self->template_row);

  return selected < n ? &templates[selected] : NULL;
}

static const KsKeyAlgorithm *
get_algorithm (CatenaRequestDialog *self)
{
  return ks_key_algorithm_find_spki (self->spki);
}

/* What the certificate is for that the entry has now; a bare key is most often for a server. */
static const KsUsageTemplate *
guess_template (CatenaRequestDialog *self)
{
  KsCertificate *leaf = ks_entry_get_leaf (self->entry);

  return leaf != NULL ? ks_usage_template_guess (leaf) : ks_usage_template_find ("tls-server");
}

static void
names_changed_cb (CatenaRequestDialog *self)
{
  g_autoptr (KsCertificateSpec) spec = NULL;
  g_autofree char *name = NULL;

  set_problem (self, NULL);
  if (self->spec == NULL)
    return;

  spec = ks_certificate_spec_new ();
  kw_name_editor_store (self->names, spec->names);
  name = ks_certificate_spec_dup_suggested_common_name (spec);
  kw_subject_editor_propose_common_name (self->subject, name);
}

static void
template_changed_cb (CatenaRequestDialog *self)
{
  const KsUsageTemplate *template = get_template (self);
  g_autoptr (KsCertificateSpec) spec = NULL;

  if (template == NULL || self->spec == NULL)
    return;
  spec = ks_certificate_spec_copy (self->spec);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->template_row), _ (template->description));
  /* What a certificate has itself is kept as it is until another use is chosen, and comes back with its own. */
  if (ks_entry_get_leaf (self->entry) == NULL || template != guess_template (self))
    ks_certificate_spec_use_template (spec, template, get_algorithm (self));
  kw_usage_editor_load (self->usage, spec);
}

static void
form_changed_cb (CatenaRequestDialog *self)
{
  gboolean is_spkac = adw_combo_row_get_selected (self->form_row) == FORM_SPKAC;

  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->form_row),
                               is_spkac ? _ ("A key and nothing else: the CA adds all names") : "");
  gtk_widget_set_sensitive (GTK_WIDGET (self->names_group), !is_spkac);
  gtk_widget_set_sensitive (GTK_WIDGET (self->subject_row), !is_spkac);
  gtk_widget_set_sensitive (GTK_WIDGET (self->template_row), !is_spkac);
  gtk_widget_set_sensitive (GTK_WIDGET (self->usage), !is_spkac);
}

static char *
find_blocking_problem (const KsCertificateSpec *spec)
{
  g_autoptr (GPtrArray) problems = ks_certificate_spec_list_problems (spec, NULL, NULL);

  for (guint i = 0; i < problems->len; i++) {
    const KsSpecProblem *problem = g_ptr_array_index (problems, i);

    /* How long it lasts is the CA's to say. */
    if (problem->blocks && problem->field != KS_SPEC_FIELD_VALIDITY)
      return g_strdup (problem->sentence);
  }
  return NULL;
}

/* NULL when something typed cannot stay; the person has been told. */
static KsCertificateSpec *
make_spec (CatenaRequestDialog *self)
{
  g_autoptr (KsCertificateSpec) spec = ks_certificate_spec_copy (self->spec);
  g_autoptr (KsName) subject = NULL;
  g_autofree char *problem = NULL;
  guint digest = adw_combo_row_get_selected (self->digest_row);

  if (!kw_name_editor_commit (self->names))
    return NULL;
  subject = kw_subject_editor_dup_name (self->subject, NULL);
  if (subject == NULL) {
    adw_expander_row_set_expanded (self->subject_row, TRUE);
    return NULL;
  }

  g_clear_pointer (&spec->subject, ks_name_unref);
  spec->subject = g_steal_pointer (&subject);
  kw_name_editor_store (self->names, spec->names);
  kw_usage_editor_store (self->usage, spec);
  if (digest < self->digests->len)
    g_set_str (&spec->digest, g_ptr_array_index (self->digests, digest));
  problem = find_blocking_problem (spec);
  set_problem (self, problem);
  return problem == NULL ? g_steal_pointer (&spec) : NULL;
}

/* ---- making it ---- */

static Made *
make (const Job *job, GError **error)
{
  g_autoptr (KsRequest) remembered = NULL;
  g_autoptr (KsRequest) request = NULL;
  Made *made;

  if (job->is_spkac)
    request = ks_request_make_spkac (job->challenge, job->pkcs8, job->spec->digest, error);
  else
    request = ks_request_make (job->spec, job->challenge, job->pkcs8, error);
  if (request == NULL)
    return NULL;
  if (!job->is_spkac && job->challenge != NULL) {
    remembered = ks_request_make (job->spec, NULL, job->pkcs8, error);
    if (remembered == NULL)
      return NULL;
  }

  made = g_new0 (Made, 1);
  if (!job->is_spkac)
    made->remembered = remembered != NULL ? g_steal_pointer (&remembered) : g_object_ref (request);
  made->request = g_steal_pointer (&request);
  return made;
}

static void
make_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  GError *error = NULL;
  Made *made = make (task_data, &error);

  if (made != NULL)
    g_task_return_pointer (task, made, made_free);
  else
    g_task_return_error (task, error);
}

static gint64
get_now (void)
{
  return g_get_real_time () / G_USEC_PER_SEC;
}

static void
remember (CatenaRequestDialog *self, const Made *made)
{
  if (made->remembered != NULL && self->memory != NULL)
    catena_request_memory_add (self->memory, ks_request_get_spki_sha256 (made->remembered),
                               ks_request_get_der (made->remembered), get_now ());
}

static void
show_made (CatenaRequestDialog *self, const Made *made)
{
  remember (self, made);
  catena_request_result_set_request (self->result, made->request, ks_entry_get_alias (self->entry));
  adw_navigation_view_push_by_tag (self->navigation, "result");
  adw_dialog_set_default_widget (ADW_DIALOG (self), catena_request_result_focus (self->result));
}

static void
made_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  CatenaRequestDialog *self = CATENA_REQUEST_DIALOG (source);
  g_autoptr (GError) error = NULL;
  Made *made = g_task_propagate_pointer (G_TASK (result), &error);

  set_busy (self, FALSE);
  if (made == NULL) {
    set_problem (self, error->message);
    return;
  }

  show_made (self, made);
  made_free (made);
}

static void
unlocked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  CatenaRequestDialog *self = g_task_get_source_object (task);
  Job *job = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  job->pkcs8 = catena_key_unlock_finish (result, &error);
  if (job->pkcs8 != NULL) {
    g_task_run_in_thread (task, make_thread);
    return;
  }

  set_busy (self, FALSE);
  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    set_problem (self, error->message);
}

static void
create_cb (CatenaRequestDialog *self)
{
  g_autoptr (KsCertificateSpec) spec = make_spec (self);
  GTask *task;
  Job *job;

  if (spec == NULL)
    return;

  job = g_new0 (Job, 1);
  job->spec = g_steal_pointer (&spec);
  job->is_spkac = adw_combo_row_get_selected (self->form_row) == FORM_SPKAC;
  if (*gtk_editable_get_text (self->challenge_row) != '\0')
    job->challenge = catena_password_take (self->challenge_row);
  task = g_task_new (self, NULL, made_cb, NULL);
  g_task_set_source_tag (task, create_cb);
  g_task_set_task_data (task, job, job_free);
  set_busy (self, TRUE);
  catena_key_unlock_async (GTK_WIDGET (self), self->document, self->entry, unlocked_cb, task);
}

static void
save_keystore_cb (CatenaRequestDialog *self)
{
  g_signal_emit (self, signals[SIGNAL_SAVE_KEYSTORE], 0);
}

static void
update_unsaved (CatenaRequestDialog *self)
{
  catena_request_result_set_unsaved (self->result, catena_document_is_modified (self->document) ||
                                                     catena_document_get_file (self->document) == NULL);
}

static void
message_cb (CatenaRequestDialog *self, const char *title)
{
  AdwToast *toast = adw_toast_new (title);

  adw_toast_set_use_markup (toast, FALSE);
  adw_toast_overlay_add_toast (self->toast_overlay, toast);
}

/* ---- the object ---- */

static void
catena_request_dialog_dispose (GObject *object)
{
  CatenaRequestDialog *self = CATENA_REQUEST_DIALOG (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), CATENA_TYPE_REQUEST_DIALOG);
  g_clear_object (&self->document);
  g_clear_object (&self->entry);
  g_clear_object (&self->memory);
  g_clear_pointer (&self->spki, g_bytes_unref);
  g_clear_pointer (&self->spec, ks_certificate_spec_free);
  g_clear_pointer (&self->digests, g_ptr_array_unref);

  G_OBJECT_CLASS (catena_request_dialog_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, CatenaRequestDialog, toast_overlay);
  gtk_widget_class_bind_template_child (widget_class, CatenaRequestDialog, navigation);
  gtk_widget_class_bind_template_child (widget_class, CatenaRequestDialog, options);
  gtk_widget_class_bind_template_child (widget_class, CatenaRequestDialog, create_button);
  gtk_widget_class_bind_template_child (widget_class, CatenaRequestDialog, create_stack);
  gtk_widget_class_bind_template_child (widget_class, CatenaRequestDialog, create_spinner);
  gtk_widget_class_bind_template_child (widget_class, CatenaRequestDialog, names_group);
  gtk_widget_class_bind_template_child (widget_class, CatenaRequestDialog, names);
  gtk_widget_class_bind_template_child (widget_class, CatenaRequestDialog, subject_row);
  gtk_widget_class_bind_template_child (widget_class, CatenaRequestDialog, template_row);
  gtk_widget_class_bind_template_child (widget_class, CatenaRequestDialog, digest_row);
  gtk_widget_class_bind_template_child (widget_class, CatenaRequestDialog, usage);
  gtk_widget_class_bind_template_child (widget_class, CatenaRequestDialog, challenge_row);
  gtk_widget_class_bind_template_child (widget_class, CatenaRequestDialog, form_row);
  gtk_widget_class_bind_template_child (widget_class, CatenaRequestDialog, problem_label);
  gtk_widget_class_bind_template_child (widget_class, CatenaRequestDialog, result);
}

static void
catena_request_dialog_class_init (CatenaRequestDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = catena_request_dialog_dispose;

  signals[SIGNAL_SAVE_KEYSTORE] = g_signal_new ("save-keystore", CATENA_TYPE_REQUEST_DIALOG,
                                                G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (KW_TYPE_NAME_EDITOR);
  g_type_ensure (KW_TYPE_USAGE_EDITOR);
  g_type_ensure (CATENA_TYPE_REQUEST_RESULT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               RESOURCE_PATH "/dialogs/catena-request-dialog.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, cancel_cb);
  gtk_widget_class_bind_template_callback (widget_class, create_cb);
  gtk_widget_class_bind_template_callback (widget_class, names_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, template_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, form_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, message_cb);
  gtk_widget_class_bind_template_callback (widget_class, save_keystore_cb);
}

static void
subject_changed_cb (CatenaRequestDialog *self)
{
  g_autoptr (KsName) name = kw_subject_editor_dup_name (self->subject, NULL);
  g_autofree char *text = name != NULL ? kw_text_plain (ks_name_get_text (name)) : NULL;

  adw_expander_row_set_subtitle (self->subject_row, text != NULL ? text : "");
}

static void
catena_request_dialog_init (CatenaRequestDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  kw_name_editor_set_placeholder (self->names, "www.example.org");
  self->digests = g_ptr_array_new ();
  self->subject = KW_SUBJECT_EDITOR (kw_subject_editor_new ());
  adw_expander_row_add_row (self->subject_row, GTK_WIDGET (self->subject));
  g_signal_connect_object (self->subject, "changed", G_CALLBACK (subject_changed_cb), self,
                           G_CONNECT_SWAPPED);
}

static void
fill_digests (CatenaRequestDialog *self)
{
  const char *const *ids = ks_spki_list_digests (self->spki);
  g_autoptr (GtkStringList) model = gtk_string_list_new (NULL);

  for (guint i = 0; ids[i] != NULL; i++) {
    g_ptr_array_add (self->digests, (gpointer) ids[i]);
    gtk_string_list_append (model, ks_signing_digest_get_name (ids[i]));
  }
  adw_combo_row_set_model (self->digest_row, G_LIST_MODEL (model));
  gtk_widget_set_visible (GTK_WIDGET (self->digest_row), self->digests->len > 0);
}

static void
fill_templates (CatenaRequestDialog *self)
{
  g_autoptr (GtkStringList) model = gtk_string_list_new (NULL);
  const KsUsageTemplate *guess = guess_template (self);
  gsize n;
  const KsUsageTemplate *templates = ks_usage_template_list (&n);

  for (gsize i = 0; i < n; i++)
    gtk_string_list_append (model, _ (templates[i].name));
  adw_combo_row_set_model (self->template_row, G_LIST_MODEL (model));
  adw_combo_row_set_selected (self->template_row, (guint) (guess - templates));
  template_changed_cb (self);
}

/**
 * catena_request_dialog_new:
 * @document: the document that @entry is in
 * @entry: a private key, with or without a certificate
 * @spki: DER of its SubjectPublicKeyInfo
 * @memory: (nullable): where the request is remembered
 *
 * Returns: (transfer floating): a dialog that asks for what the entry's certificate has
 */
AdwDialog *
catena_request_dialog_new (CatenaDocument *document, KsEntry *entry, GBytes *spki, CatenaRequestMemory *memory)
{
  CatenaRequestDialog *self;
  KsCertificate *leaf;

  g_return_val_if_fail (CATENA_IS_DOCUMENT (document), NULL);
  g_return_val_if_fail (KS_IS_ENTRY (entry), NULL);

  self = g_object_new (CATENA_TYPE_REQUEST_DIALOG, NULL);
  self->document = g_object_ref (document);
  self->entry = g_object_ref (entry);
  g_set_object (&self->memory, memory);
  self->spki = g_bytes_ref (spki);
  leaf = ks_entry_get_leaf (entry);
  self->spec = leaf != NULL ? ks_certificate_spec_new_from_certificate (leaf) : ks_certificate_spec_new ();
  fill_digests (self);
  fill_templates (self);
  kw_subject_editor_set_name (self->subject, self->spec->subject);
  kw_name_editor_set_names (self->names, self->spec->names);
  subject_changed_cb (self);
  g_signal_connect_object (document, "notify", G_CALLBACK (update_unsaved), self, G_CONNECT_SWAPPED);
  update_unsaved (self);
  return ADW_DIALOG (self);
}

/**
 * catena_request_dialog_add_names:
 * @self: the dialog
 * @names: (array zero-terminated=1): host names and addresses
 *
 * Asks for these names, too.
 */
void
catena_request_dialog_add_names (CatenaRequestDialog *self, const char *const *names)
{
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func ((GDestroyNotify) ks_general_name_free);

  g_return_if_fail (CATENA_IS_REQUEST_DIALOG (self));

  kw_name_editor_store (self->names, all);
  for (guint i = 0; names[i] != NULL; i++) {
    g_autoptr (KsGeneralName) name = ks_general_name_guess (names[i]);

    if (ks_general_name_is_usable (name) &&
        !g_ptr_array_find_with_equal_func (all, name, (GEqualFunc) ks_general_name_equal, NULL))
      g_ptr_array_add (all, g_steal_pointer (&name));
  }
  kw_name_editor_set_names (self->names, all);
}

/**
 * catena_request_dialog_show_request:
 * @self: the dialog
 * @request: a request for the key of its entry, without a challenge password
 *
 * Shows and remembers a request that was made elsewhere, as if it had been made here.
 */
void
catena_request_dialog_show_request (CatenaRequestDialog *self, KsRequest *request)
{
  const Made made = { request, request };

  g_return_if_fail (CATENA_IS_REQUEST_DIALOG (self));
  g_return_if_fail (KS_IS_REQUEST (request));

  show_made (self, &made);
}
