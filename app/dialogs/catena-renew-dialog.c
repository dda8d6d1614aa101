/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "catena-config.h"

#include "catena-renew-dialog.h"

#include <glib/gi18n.h>

#include "catena-key-unlock.h"
#include "catena-renew-job.h"
#include "kw-status-mark.h"
#include "kw-text.h"
#include "kw-validity-editor.h"

struct _CatenaRenewDialog {
  AdwDialog parent_instance;

  GtkWidget *options;
  GtkWidget *renew_button;
  GtkStack *stack;
  AdwStatusPage *working_page;
  AdwActionRow *names_row;
  AdwActionRow *validity_row;
  GtkCheckButton *request_check;
  GtkCheckButton *self_signed_check;
  KwValidityEditor *validity;
  AdwActionRow *same_row;
  GtkCheckButton *same_check;
  GtkCheckButton *new_check;
  AdwActionRow *new_row;
  AdwComboRow *algorithm_row;
  AdwSwitchRow *keep_row;
  GtkWidget *warning_group;
  AdwPreferencesRow *warning_row;
  AdwSwitchRow *accept_row;
  GtkLabel *problem_label;

  CatenaDocument *document;
  KsEntry *entry;
  KsRoleKind role;
  gint64 now;
  GPtrArray *algorithms;     /* of KsKeyAlgorithm, borrowed from a table */
  GCancellable *cancellable; /* while it is made */
};

enum {
  SIGNAL_RENEWED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CatenaRenewDialog, catena_renew_dialog, ADW_TYPE_DIALOG)

static void
set_problem (CatenaRenewDialog *self, const char *sentence)
{
  gtk_widget_set_visible (GTK_WIDGET (self->problem_label), sentence != NULL);
  gtk_label_set_label (self->problem_label, sentence != NULL ? sentence : "");
  if (sentence != NULL)
    gtk_accessible_announce (GTK_ACCESSIBLE (self), sentence, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_HIGH);
}

static gboolean
has_new_key (CatenaRenewDialog *self)
{
  return gtk_check_button_get_active (self->new_check);
}

static const KsKeyAlgorithm *
get_algorithm (CatenaRenewDialog *self)
{
  guint selected = adw_combo_row_get_selected (self->algorithm_row);

  return selected < self->algorithms->len ? g_ptr_array_index (self->algorithms, selected) : NULL;
}

/* FALSE while the days make no sense. */
static gboolean
get_choice (CatenaRenewDialog *self, KsRenewalChoice *choice)
{
  *choice = (KsRenewalChoice) {
    .kind =
      gtk_check_button_get_active (self->self_signed_check) ? KS_RENEWAL_SELF_SIGNED : KS_RENEWAL_REQUEST,
    .new_key = has_new_key (self) ? get_algorithm (self) : NULL,
    .keeps_old = adw_switch_row_get_active (self->keep_row),
    .accepts_loss = adw_switch_row_get_active (self->accept_row),
  };
  return choice->kind == KS_RENEWAL_REQUEST ||
         kw_validity_editor_get_period (self->validity, &choice->not_before, &choice->not_after);
}

/* ---- what is chosen ---- */

static void
show_key_rows (CatenaRenewDialog *self, const KsRenewalChoice *choice)
{
  g_autofree char *alias =
    ks_renewal_make_alias (catena_document_get_store (self->document), self->entry, choice);
  g_autofree char *shown = kw_text_show (alias);
  gboolean is_request = choice->kind == KS_RENEWAL_REQUEST;
  /* Translators: %s is an alias */
  g_autofree char *beside = g_strdup_printf (_ ("Beside the old one until the answer is in, as “%s”"), shown);
  /* Translators: %s is an alias */
  g_autofree char *kept = g_strdup_printf (_ ("As “%s”"), shown);

  adw_action_row_set_subtitle (self->new_row, is_request ? beside : _ ("In the place of the old one"));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->keep_row), kept);
  gtk_widget_set_visible (GTK_WIDGET (self->algorithm_row), has_new_key (self));
  gtk_widget_set_visible (GTK_WIDGET (self->keep_row), has_new_key (self) && !is_request);
}

/* Who has accepted one danger has not accepted another. */
static void
show_warning (CatenaRenewDialog *self, const char *warning)
{
  gtk_widget_set_visible (self->warning_group, warning != NULL);
  if (warning == NULL || g_str_equal (adw_preferences_row_get_title (self->warning_row), warning))
    return;
  adw_preferences_row_set_title (self->warning_row, warning);
  adw_switch_row_set_active (self->accept_row, FALSE);
}

static void
choice_cb (CatenaRenewDialog *self)
{
  KsRenewalChoice choice;
  g_autofree char *warning = NULL;

  /* The template sets its first choices before there is an entry. */
  if (self->entry == NULL)
    return;
  get_choice (self, &choice);
  warning = ks_renewal_dup_warning (self->entry, self->role, choice.new_key != NULL);
  set_problem (self, NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->validity), choice.kind == KS_RENEWAL_SELF_SIGNED);
  show_key_rows (self, &choice);
  show_warning (self, warning);
  gtk_widget_set_sensitive (self->renew_button,
                            warning == NULL || adw_switch_row_get_active (self->accept_row));
}

/* ---- making it ---- */

/* What takes no longer than a signature is not worth a page of its own. */
static void
show_work (CatenaRenewDialog *self, const KsKeyAlgorithm *algorithm)
{
  gboolean is_slow = algorithm != NULL && algorithm->family == KS_KEY_FAMILY_RSA && algorithm->bits > 4096;
  g_autofree char *words = NULL;

  gtk_stack_set_visible_child_name (self->stack, algorithm != NULL ? "working" : "options");
  if (algorithm == NULL)
    return;
  /* Translators: %s is a kind of key: RSA 3072 */
  words = g_strdup_printf (_ ("Generating a Key: %s"), algorithm->name);
  adw_status_page_set_title (self->working_page, words);
  adw_status_page_set_description (self->working_page, is_slow
                                                         ? _ ("Keys of this size take up to some minutes")
                                                         : _ ("This takes a moment"));
}

static void
set_working (CatenaRenewDialog *self, GCancellable *cancellable)
{
  gboolean is_working = cancellable != NULL;

  g_set_object (&self->cancellable, cancellable);
  /* A text field that becomes insensitive while it has the focus is not told that it lost it. */
  if (is_working)
    adw_dialog_set_focus (ADW_DIALOG (self), NULL);
  gtk_widget_set_sensitive (self->options, !is_working);
  gtk_widget_set_sensitive (self->renew_button, !is_working);
  show_work (self, is_working && has_new_key (self) ? get_algorithm (self) : NULL);
}

static void
made_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CatenaRenewDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CatenaRenewResult) made = catena_renew_job_run_finish (result, &error);

  /* Closed meanwhile: nobody waits for it. */
  if (self->cancellable == NULL)
    return;
  set_working (self, NULL);
  if (made != NULL) {
    g_signal_emit (self, signals[SIGNAL_RENEWED], 0, made->renewal, made->password);
    adw_dialog_force_close (ADW_DIALOG (self));
  } else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)) {
    set_problem (self, error->message);
  }
}

static void
unlocked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CatenaRenewDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (KsSecret) plain = catena_key_unlock_finish (result, &error);
  g_autoptr (GCancellable) cancellable = NULL;
  KsRenewalChoice choice;

  gtk_widget_set_sensitive (self->options, TRUE);
  gtk_widget_set_sensitive (self->renew_button, TRUE);
  if (plain != NULL && get_choice (self, &choice)) {
    cancellable = g_cancellable_new ();
    set_working (self, cancellable);
    catena_renew_job_run_async (self->document, self->entry, self->role, &choice, self->now, cancellable,
                                made_cb, g_object_ref (self));
  } else if (error != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)) {
    set_problem (self, error->message);
  }
}

/* The keyring has the key's password afterwards, whoever typed it. */
static void
renew_cb (CatenaRenewDialog *self)
{
  KsRenewalChoice choice;

  if (self->cancellable != NULL || !gtk_widget_get_sensitive (self->renew_button))
    return;
  if (!get_choice (self, &choice)) {
    set_problem (self, _ ("The days of the validity are not right yet."));
    return;
  }
  set_problem (self, NULL);
  adw_dialog_set_focus (ADW_DIALOG (self), NULL);
  gtk_widget_set_sensitive (self->options, FALSE);
  gtk_widget_set_sensitive (self->renew_button, FALSE);
  catena_key_unlock_async (GTK_WIDGET (self), self->document, self->entry, unlocked_cb, g_object_ref (self));
}

static void
cancel_cb (CatenaRenewDialog *self)
{
  adw_dialog_close (ADW_DIALOG (self));
}

/* What is being made is stopped first. */
static void
catena_renew_dialog_close_attempt (AdwDialog *dialog)
{
  CatenaRenewDialog *self = CATENA_RENEW_DIALOG (dialog);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  else
    adw_dialog_force_close (dialog);
}

static void
catena_renew_dialog_closed (AdwDialog *dialog)
{
  CatenaRenewDialog *self = CATENA_RENEW_DIALOG (dialog);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}

/* ---- the object ---- */

static void
catena_renew_dialog_dispose (GObject *object)
{
  CatenaRenewDialog *self = CATENA_RENEW_DIALOG (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), CATENA_TYPE_RENEW_DIALOG);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->document);
  g_clear_object (&self->entry);
  g_clear_pointer (&self->algorithms, g_ptr_array_unref);

  G_OBJECT_CLASS (catena_renew_dialog_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, CatenaRenewDialog, options);
  gtk_widget_class_bind_template_child (widget_class, CatenaRenewDialog, renew_button);
  gtk_widget_class_bind_template_child (widget_class, CatenaRenewDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, CatenaRenewDialog, working_page);
  gtk_widget_class_bind_template_child (widget_class, CatenaRenewDialog, names_row);
  gtk_widget_class_bind_template_child (widget_class, CatenaRenewDialog, validity_row);
  gtk_widget_class_bind_template_child (widget_class, CatenaRenewDialog, request_check);
  gtk_widget_class_bind_template_child (widget_class, CatenaRenewDialog, self_signed_check);
  gtk_widget_class_bind_template_child (widget_class, CatenaRenewDialog, validity);
  gtk_widget_class_bind_template_child (widget_class, CatenaRenewDialog, same_row);
  gtk_widget_class_bind_template_child (widget_class, CatenaRenewDialog, same_check);
  gtk_widget_class_bind_template_child (widget_class, CatenaRenewDialog, new_check);
  gtk_widget_class_bind_template_child (widget_class, CatenaRenewDialog, new_row);
  gtk_widget_class_bind_template_child (widget_class, CatenaRenewDialog, algorithm_row);
  gtk_widget_class_bind_template_child (widget_class, CatenaRenewDialog, keep_row);
  gtk_widget_class_bind_template_child (widget_class, CatenaRenewDialog, warning_group);
  gtk_widget_class_bind_template_child (widget_class, CatenaRenewDialog, warning_row);
  gtk_widget_class_bind_template_child (widget_class, CatenaRenewDialog, accept_row);
  gtk_widget_class_bind_template_child (widget_class, CatenaRenewDialog, problem_label);
}

static void
catena_renew_dialog_class_init (CatenaRenewDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = catena_renew_dialog_dispose;
  ADW_DIALOG_CLASS (klass)->close_attempt = catena_renew_dialog_close_attempt;
  ADW_DIALOG_CLASS (klass)->closed = catena_renew_dialog_closed;

  signals[SIGNAL_RENEWED] = g_signal_new ("renewed", CATENA_TYPE_RENEW_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL,
                                          NULL, NULL, G_TYPE_NONE, 2, KS_TYPE_RENEWAL, KS_TYPE_SECRET);

  g_type_ensure (KW_TYPE_VALIDITY_EDITOR);
  g_type_ensure (KW_TYPE_STATUS_MARK);
  gtk_widget_class_set_template_from_resource (widget_class, RESOURCE_PATH "/dialogs/catena-renew-dialog.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, cancel_cb);
  gtk_widget_class_bind_template_callback (widget_class, renew_cb);
  gtk_widget_class_bind_template_callback (widget_class, choice_cb);
}

static void
catena_renew_dialog_init (CatenaRenewDialog *self)
{
  g_autoptr (GdkPaintable) spinner = NULL;

  self->algorithms = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  spinner = GDK_PAINTABLE (adw_spinner_paintable_new (GTK_WIDGET (self->working_page)));
  adw_status_page_set_paintable (self->working_page, spinner);
  adw_dialog_set_can_close (ADW_DIALOG (self), FALSE);
}

/* Its alternative names; the subject where it has none. */
static void
show_names (CatenaRenewDialog *self, KsCertificate *leaf)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < ks_certificate_get_n_alt_names (leaf); i++) {
    const KsGeneralName *name = ks_certificate_get_alt_name (leaf, i);
    g_autofree char *shown = kw_text_show (name->unicode != NULL ? name->unicode : name->text);

    g_string_append_printf (text, "%s%s", i > 0 ? ", " : "", shown);
  }
  if (text->len == 0) {
    g_autofree char *shown = kw_text_show (ks_name_get_text (ks_certificate_get_subject (leaf)));

    g_string_append (text, shown);
    adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->names_row), _ ("Subject"));
  }
  adw_action_row_set_subtitle (self->names_row, text->str);
}

static void
show_current (CatenaRenewDialog *self)
{
  KsCertificate *leaf = ks_entry_get_leaf (self->entry);
  g_autofree char *alias = kw_text_show (ks_entry_get_alias (self->entry));
  /* Translators: %s is an alias */
  g_autofree char *title = g_strdup_printf (_ ("Renew “%s”"), alias);
  g_autofree char *date = ks_time_format_date (ks_certificate_get_not_after (leaf));
  g_autofree char *span = ks_time_describe_span (ks_certificate_get_not_before (leaf),
                                                 ks_certificate_get_not_after (leaf), self->now);
  /* Translators: a date, and how far away it is: “20 March 2027 · 115 days left” */
  g_autofree char *until = g_strdup_printf (_ ("%s · %s"), date, span);

  adw_dialog_set_title (ADW_DIALOG (self), title);
  show_names (self, leaf);
  adw_action_row_set_subtitle (self->validity_row, until);
  adw_action_row_set_subtitle (self->same_row, ks_certificate_get_key_text (leaf));
}

/* Those that the format holds and that can do what the old key does; the old key's own is proposed. */
static void
fill_algorithms (CatenaRenewDialog *self)
{
  KsCertificate *leaf = ks_entry_get_leaf (self->entry);
  const KsFormat *format = catena_document_get_format (self->document);
  const KsKeyAlgorithm *current = ks_key_algorithm_find_spki (ks_certificate_get_spki (leaf));
  g_autofree char *warning = ks_renewal_dup_warning (self->entry, self->role, TRUE);
  g_autoptr (GtkStringList) model = gtk_string_list_new (NULL);
  gsize n;
  const KsKeyAlgorithm *list = ks_key_algorithm_list (&n);
  guint selected = 0;

  for (gsize i = 0; i < n; i++) {
    if (ks_key_algorithm_explain_format (&list[i], format) != NULL ||
        (warning != NULL && list[i].family != KS_KEY_FAMILY_RSA))
      continue;
    if (&list[i] == current)
      selected = self->algorithms->len;
    g_ptr_array_add (self->algorithms, (gpointer) &list[i]);
    gtk_string_list_append (model, list[i].name);
  }
  adw_combo_row_set_model (self->algorithm_row, G_LIST_MODEL (model));
  adw_combo_row_set_selected (self->algorithm_row, selected);
  adw_switch_row_set_active (self->keep_row, warning != NULL);
}

/**
 * catena_renew_dialog_new:
 * @document: the document that @entry is in
 * @entry: a private key with its certificate
 * @role: what the file is for
 * @now: seconds since 1970
 *
 * Returns: (transfer floating): a dialog that proposes what the entry had: a CA where there was one, and the same key
 */
AdwDialog *
catena_renew_dialog_new (CatenaDocument *document, KsEntry *entry, KsRoleKind role, gint64 now)
{
  CatenaRenewDialog *self;
  KsCertificate *leaf;

  g_return_val_if_fail (CATENA_IS_DOCUMENT (document), NULL);
  g_return_val_if_fail (ks_renewal_is_possible (entry), NULL);

  self = g_object_new (CATENA_TYPE_RENEW_DIALOG, NULL);
  self->document = g_object_ref (document);
  self->role = role;
  self->now = now;
  self->entry = g_object_ref (entry);
  leaf = ks_entry_get_leaf (entry);
  show_current (self);
  fill_algorithms (self);
  kw_validity_editor_set_now (self->validity, now);
  kw_validity_editor_set_days (self->validity, (guint) ((ks_certificate_get_not_after (leaf) -
                                                         ks_certificate_get_not_before (leaf) + KS_DAY - 1) /
                                                        KS_DAY));
  if (ks_certificate_is_self_signed (leaf))
    gtk_check_button_set_active (self->self_signed_check, TRUE);
  choice_cb (self);
  return ADW_DIALOG (self);
}
