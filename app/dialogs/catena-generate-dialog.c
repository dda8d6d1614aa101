/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "catena-config.h"

#include "catena-generate-dialog.h"

#include <glib/gi18n.h>

#include "catena-error-dialog.h"
#include "catena-generate-job.h"
#include "catena-generate-key-page.h"
#include "catena-generate-names-page.h"
#include "catena-generate-subject-page.h"
#include "catena-generate-use-page.h"
#include "catena-key-unlock.h"
#include "kw-certificate-preview.h"

#define N_PAGES 4

struct _CatenaGenerateDialog {
  AdwDialog parent_instance;

  AdwToastOverlay *toast_overlay;
  AdwWindowTitle *window_title;
  GtkWidget *cancel_button;
  GtkWidget *back_button;
  GtkButton *next_button;
  GtkStack *stack;
  AdwBottomSheet *preview_sheet;
  AdwOverlaySplitView *split_view;
  AdwNavigationView *navigation_view;
  CatenaGeneratePage *names_page;
  CatenaGeneratePage *subject_page;
  CatenaGeneratePage *key_page;
  CatenaGeneratePage *use_page;
  KwCertificatePreview *preview;
  KwCertificatePreview *sheet_preview;
  GtkLabel *summary;
  GtkLabel *working_label;
  GtkLabel *working_hint;

  CatenaGenerateDraft *draft;
  CatenaGeneratePage *pages[N_PAGES]; /* in their order; not owned */
  GCancellable *cancellable;          /* while a key pair is made */
};

enum {
  SIGNAL_MADE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CatenaGenerateDialog, catena_generate_dialog, ADW_TYPE_DIALOG)

static guint
get_current (CatenaGenerateDialog *self)
{
  AdwNavigationPage *page = adw_navigation_view_get_visible_page (self->navigation_view);

  for (guint i = 0; i < N_PAGES; i++)
    if (ADW_NAVIGATION_PAGE (self->pages[i]) == page)
      return i;
  return 0;
}

static void
show_preview (CatenaGenerateDialog *self)
{
  KsCertificate *issuer = catena_generate_draft_get_issuer_certificate (self->draft);
  g_autofree char *summary = NULL;

  kw_certificate_preview_show (self->preview, self->draft->spec, self->draft->algorithm->name, issuer);
  kw_certificate_preview_show (self->sheet_preview, self->draft->spec, self->draft->algorithm->name, issuer);
  summary = kw_certificate_preview_dup_summary (self->preview);
  gtk_label_set_label (self->summary, summary);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->summary), summary);
}

static void
show_header (CatenaGenerateDialog *self)
{
  guint current = get_current (self);
  gboolean is_working = self->cancellable != NULL;
  gboolean is_last = current == N_PAGES - 1;
  /* Translators: below the title of a page; the numbers are those of the page and of the last one */
  g_autofree char *subtitle =
    g_strdup_printf (_ ("Generate Key Pair · %u of %u"), current + 1, (guint) N_PAGES);

  adw_window_title_set_title (self->window_title,
                              is_working
                                ? _ ("Generating")
                                : adw_navigation_page_get_title (ADW_NAVIGATION_PAGE (self->pages[current])));
  adw_window_title_set_subtitle (self->window_title, is_working ? "" : subtitle);
  gtk_widget_set_visible (self->cancel_button, is_working || current == 0);
  gtk_widget_set_visible (self->back_button, !is_working && current > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->next_button), !is_working);
  gtk_button_set_label (self->next_button, is_last ? _ ("_Generate") : _ ("_Next"));
}

static void
changed_cb (CatenaGenerateDialog *self, CatenaGeneratePage *changed)
{
  for (guint i = 0; i < N_PAGES; i++)
    if (self->pages[i] != changed)
      catena_generate_page_update (self->pages[i]);
  /* What the others make of it may matter to this one, too. */
  catena_generate_page_update (changed);
  show_preview (self);
}

static void
undo_cb (CatenaGenerateDialog *self)
{
  catena_generate_page_undo (self->pages[get_current (self)]);
}

static void
undoable_cb (CatenaGenerateDialog *self, const char *what)
{
  g_autofree char *title = g_strdup_printf (_ ("“%s” removed"), what);
  AdwToast *toast = adw_toast_new (title);

  adw_toast_set_use_markup (toast, FALSE);
  adw_toast_set_button_label (toast, _ ("Undo"));
  g_signal_connect_object (toast, "button-clicked", G_CALLBACK (undo_cb), self, G_CONNECT_SWAPPED);
  adw_toast_overlay_dismiss_all (self->toast_overlay);
  adw_toast_overlay_add_toast (self->toast_overlay, toast);
}

static void
page_cb (CatenaGenerateDialog *self)
{
  guint current;

  /* The view shows a page before the template has them all. */
  if (self->draft == NULL)
    return;
  current = get_current (self);
  show_header (self);
  adw_toast_overlay_dismiss_all (self->toast_overlay);
  adw_bottom_sheet_set_open (self->preview_sheet, FALSE);
  /* On the last page Return goes on as on the others, and there it makes the key pair. */
  if (current == N_PAGES - 1)
    gtk_widget_grab_focus (GTK_WIDGET (self->next_button));
  else
    gtk_widget_grab_focus (GTK_WIDGET (self->pages[current]));
}

static void
set_working (CatenaGenerateDialog *self, GCancellable *cancellable)
{
  g_set_object (&self->cancellable, cancellable);
  gtk_stack_set_visible_child_name (self->stack, cancellable != NULL ? "working" : "pages");
  show_header (self);
  if (cancellable == NULL)
    gtk_widget_grab_focus (GTK_WIDGET (self->next_button));
  else
    gtk_widget_grab_focus (self->cancel_button);
}

static void
made_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CatenaGenerateDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (KsEntry) entry = catena_generate_job_run_finish (result, &error);

  /* Closed meanwhile: nobody waits for it. */
  if (self->cancellable == NULL)
    return;
  set_working (self, NULL);
  if (entry != NULL) {
    g_signal_emit (self, signals[SIGNAL_MADE], 0, entry, self->draft->password);
    adw_dialog_force_close (ADW_DIALOG (self));
  } else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)) {
    catena_error_dialog_present (GTK_WIDGET (self), _ ("The Key Pair Could Not Be Generated"), error);
  }
}

static void
start (CatenaGenerateDialog *self, KsSecret *issuer_key)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  gboolean is_slow =
    self->draft->algorithm->family == KS_KEY_FAMILY_RSA && self->draft->algorithm->bits > 4096;
  /* Translators: %s is a kind of key: RSA 3072 */
  g_autofree char *words = g_strdup_printf (_ ("Generating a Key: %s"), self->draft->algorithm->name);

  g_clear_pointer (&self->draft->password, ks_secret_unref);
  self->draft->password = catena_generate_key_page_take_password (CATENA_GENERATE_KEY_PAGE (self->key_page));
  gtk_label_set_label (self->working_label, words);
  gtk_label_set_label (self->working_hint,
                       is_slow ? _ ("Keys of this size take up to some minutes") : _ ("This takes a moment"));
  set_working (self, cancellable);
  catena_generate_job_run_async (self->draft, issuer_key, cancellable, made_cb, g_object_ref (self));
}

static void
unlocked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CatenaGenerateDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (KsSecret) key = catena_key_unlock_finish (result, &error);

  gtk_widget_set_sensitive (GTK_WIDGET (self->next_button), TRUE);
  if (key != NULL)
    start (self, key);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    catena_error_dialog_present (GTK_WIDGET (self), _ ("The CA’s Key Could Not Be Opened"), error);
}

static void
generate (CatenaGenerateDialog *self)
{
  CatenaIssuer *issuer = self->draft->issuer;

  if (issuer == NULL) {
    start (self, NULL);
    return;
  }
  gtk_widget_set_sensitive (GTK_WIDGET (self->next_button), FALSE);
  catena_key_unlock_async (GTK_WIDGET (self), catena_issuer_get_document (issuer),
                           catena_issuer_get_entry (issuer), unlocked_cb, g_object_ref (self));
}

/* A page before the last one may have become wrong by what was chosen after it. */
static gboolean
check_all (CatenaGenerateDialog *self)
{
  for (guint i = 0; i < N_PAGES; i++) {
    if (catena_generate_page_check (self->pages[i]))
      continue;
    if (i < get_current (self))
      adw_navigation_view_pop_to_page (self->navigation_view, ADW_NAVIGATION_PAGE (self->pages[i]));
    return FALSE;
  }
  return TRUE;
}

static void
narrow_cb (CatenaGenerateDialog *self)
{
  gtk_widget_add_css_class (GTK_WIDGET (self), "narrow");
}

static void
wide_cb (CatenaGenerateDialog *self)
{
  gtk_widget_remove_css_class (GTK_WIDGET (self), "narrow");
  adw_bottom_sheet_set_open (self->preview_sheet, FALSE);
}

static void
next_cb (CatenaGenerateDialog *self)
{
  guint current = get_current (self);

  if (self->cancellable != NULL || !catena_generate_page_check (self->pages[current]))
    return;
  if (current + 1 < N_PAGES)
    adw_navigation_view_push (self->navigation_view, ADW_NAVIGATION_PAGE (self->pages[current + 1]));
  else if (check_all (self))
    generate (self);
}

static void
back_cb (CatenaGenerateDialog *self)
{
  adw_navigation_view_pop (self->navigation_view);
}

static void
cancel_cb (CatenaGenerateDialog *self)
{
  adw_dialog_close (ADW_DIALOG (self));
}

static void
discard_cb (CatenaGenerateDialog *self, const char *response)
{
  if (g_str_equal (response, "discard"))
    adw_dialog_force_close (ADW_DIALOG (self));
}

/* Escape goes back from wherever the focus is, and what was typed does not go by one key. */
static void
catena_generate_dialog_close_attempt (AdwDialog *dialog)
{
  CatenaGenerateDialog *self = CATENA_GENERATE_DIALOG (dialog);
  AdwDialog *question;

  if (self->cancellable != NULL) {
    g_cancellable_cancel (self->cancellable);
    return;
  }
  if (get_current (self) > 0) {
    back_cb (self);
    return;
  }
  if (self->draft->spec->names->len == 0) {
    adw_dialog_force_close (dialog);
    return;
  }
  question = adw_alert_dialog_new (_ ("Discard This Key Pair?"), _ ("What you typed for it will be lost."));
  adw_alert_dialog_add_responses (ADW_ALERT_DIALOG (question), "cancel", _ ("_Cancel"), "discard",
                                  _ ("_Discard"), NULL);
  adw_alert_dialog_set_response_appearance (ADW_ALERT_DIALOG (question), "discard", ADW_RESPONSE_DESTRUCTIVE);
  g_signal_connect_object (question, "response", G_CALLBACK (discard_cb), self, G_CONNECT_SWAPPED);
  adw_dialog_present (question, GTK_WIDGET (self));
}

static void
catena_generate_dialog_closed (AdwDialog *dialog)
{
  CatenaGenerateDialog *self = CATENA_GENERATE_DIALOG (dialog);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}

static void
catena_generate_dialog_dispose (GObject *object)
{
  CatenaGenerateDialog *self = CATENA_GENERATE_DIALOG (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), CATENA_TYPE_GENERATE_DIALOG);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->draft, catena_generate_draft_free);

  G_OBJECT_CLASS (catena_generate_dialog_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, CatenaGenerateDialog, toast_overlay);
  gtk_widget_class_bind_template_child (widget_class, CatenaGenerateDialog, window_title);
  gtk_widget_class_bind_template_child (widget_class, CatenaGenerateDialog, cancel_button);
  gtk_widget_class_bind_template_child (widget_class, CatenaGenerateDialog, back_button);
  gtk_widget_class_bind_template_child (widget_class, CatenaGenerateDialog, next_button);
  gtk_widget_class_bind_template_child (widget_class, CatenaGenerateDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, CatenaGenerateDialog, preview_sheet);
  gtk_widget_class_bind_template_child (widget_class, CatenaGenerateDialog, split_view);
  gtk_widget_class_bind_template_child (widget_class, CatenaGenerateDialog, navigation_view);
  gtk_widget_class_bind_template_child (widget_class, CatenaGenerateDialog, names_page);
  gtk_widget_class_bind_template_child (widget_class, CatenaGenerateDialog, subject_page);
  gtk_widget_class_bind_template_child (widget_class, CatenaGenerateDialog, key_page);
  gtk_widget_class_bind_template_child (widget_class, CatenaGenerateDialog, use_page);
  gtk_widget_class_bind_template_child (widget_class, CatenaGenerateDialog, preview);
  gtk_widget_class_bind_template_child (widget_class, CatenaGenerateDialog, sheet_preview);
  gtk_widget_class_bind_template_child (widget_class, CatenaGenerateDialog, summary);
  gtk_widget_class_bind_template_child (widget_class, CatenaGenerateDialog, working_label);
  gtk_widget_class_bind_template_child (widget_class, CatenaGenerateDialog, working_hint);
}

static void
catena_generate_dialog_class_init (CatenaGenerateDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = catena_generate_dialog_dispose;
  ADW_DIALOG_CLASS (klass)->close_attempt = catena_generate_dialog_close_attempt;
  ADW_DIALOG_CLASS (klass)->closed = catena_generate_dialog_closed;

  signals[SIGNAL_MADE] = g_signal_new ("made", CATENA_TYPE_GENERATE_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                       NULL, G_TYPE_NONE, 2, KS_TYPE_ENTRY, KS_TYPE_SECRET);

  g_type_ensure (CATENA_TYPE_GENERATE_NAMES_PAGE);
  g_type_ensure (CATENA_TYPE_GENERATE_SUBJECT_PAGE);
  g_type_ensure (CATENA_TYPE_GENERATE_KEY_PAGE);
  g_type_ensure (CATENA_TYPE_GENERATE_USE_PAGE);
  g_type_ensure (KW_TYPE_CERTIFICATE_PREVIEW);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               RESOURCE_PATH "/dialogs/catena-generate-dialog.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, narrow_cb);
  gtk_widget_class_bind_template_callback (widget_class, wide_cb);
  gtk_widget_class_bind_template_callback (widget_class, cancel_cb);
  gtk_widget_class_bind_template_callback (widget_class, back_cb);
  gtk_widget_class_bind_template_callback (widget_class, next_cb);
  gtk_widget_class_bind_template_callback (widget_class, page_cb);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, undoable_cb);
}

static void
catena_generate_dialog_init (CatenaGenerateDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->pages[0] = self->names_page;
  self->pages[1] = self->subject_page;
  self->pages[2] = self->key_page;
  self->pages[3] = self->use_page;
  /* The preview is not what the bar at the bottom has to leave uncovered. */
  g_object_bind_property (self->preview_sheet, "bottom-bar-height", self->navigation_view, "margin-bottom",
                          G_BINDING_SYNC_CREATE);
  adw_dialog_set_can_close (ADW_DIALOG (self), FALSE);
}

/**
 * catena_generate_dialog_new:
 * @draft: (transfer full): what the dialog begins with
 *
 * Returns: (transfer floating): a new dialog
 */
AdwDialog *
catena_generate_dialog_new (CatenaGenerateDraft *draft)
{
  CatenaGenerateDialog *self = g_object_new (CATENA_TYPE_GENERATE_DIALOG, NULL);

  self->draft = draft;
  for (guint i = 0; i < N_PAGES; i++)
    catena_generate_page_set_draft (self->pages[i], draft);
  show_preview (self);
  show_header (self);
  adw_dialog_set_focus (ADW_DIALOG (self), GTK_WIDGET (self->names_page));
  return ADW_DIALOG (self);
}
