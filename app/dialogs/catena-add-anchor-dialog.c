/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "catena-config.h"

#include <glib/gi18n.h>

#include "catena-add-anchor-dialog.h"
#include "kw-text.h"

struct _CatenaAddAnchorDialog {
  AdwAlertDialog parent_instance;

  KsCertificate *certificate;
  CatenaDocument *chosen;
  GtkWidget *first; /* the radio buttons' group */
};

enum {
  SIGNAL_CHOSEN,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CatenaAddAnchorDialog, catena_add_anchor_dialog, ADW_TYPE_ALERT_DIALOG)

static gboolean
can_take (CatenaDocument *document)
{
  const KsFormat *format = catena_document_get_format (document);

  return catena_document_is_editable (document) && (format->flags & KS_FORMAT_HOLDS_TRUSTED) != 0;
}

static void
toggled_cb (GtkCheckButton *button, CatenaAddAnchorDialog *self)
{
  if (gtk_check_button_get_active (button))
    g_set_object (&self->chosen, g_object_get_data (G_OBJECT (button), "document"));
}

static GtkWidget *
make_row (CatenaAddAnchorDialog *self, CatenaDocument *document)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *button = gtk_check_button_new ();
  const char *folder = catena_document_get_subtitle (document);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), catena_document_get_title (document));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), folder != NULL ? folder : "");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  catena_document_get_title (document), -1);
  g_object_set_data_full (G_OBJECT (button), "document", g_object_ref (document), g_object_unref);
  if (self->first != NULL)
    gtk_check_button_set_group (GTK_CHECK_BUTTON (button), GTK_CHECK_BUTTON (self->first));
  else
    self->first = button;
  g_signal_connect_object (button, "toggled", G_CALLBACK (toggled_cb), self, 0);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), button);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), button);
  return row;
}

static void
choose (GtkWidget *row)
{
  GtkWidget *button = adw_action_row_get_activatable_widget (ADW_ACTION_ROW (row));

  gtk_check_button_set_active (GTK_CHECK_BUTTON (button), TRUE);
}

static void
catena_add_anchor_dialog_response (AdwAlertDialog *dialog, const char *response)
{
  CatenaAddAnchorDialog *self = CATENA_ADD_ANCHOR_DIALOG (dialog);

  if (g_str_equal (response, "add") && self->chosen != NULL)
    g_signal_emit (self, signals[SIGNAL_CHOSEN], 0, self->chosen, self->certificate);
}

static void
catena_add_anchor_dialog_dispose (GObject *object)
{
  CatenaAddAnchorDialog *self = CATENA_ADD_ANCHOR_DIALOG (object);

  g_clear_object (&self->certificate);
  g_clear_object (&self->chosen);

  G_OBJECT_CLASS (catena_add_anchor_dialog_parent_class)->dispose (object);
}

static void
catena_add_anchor_dialog_class_init (CatenaAddAnchorDialogClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = catena_add_anchor_dialog_dispose;
  ADW_ALERT_DIALOG_CLASS (klass)->response = catena_add_anchor_dialog_response;

  signals[SIGNAL_CHOSEN] =
    g_signal_new ("chosen", CATENA_TYPE_ADD_ANCHOR_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 2, CATENA_TYPE_DOCUMENT, KS_TYPE_CERTIFICATE);
}

static void
catena_add_anchor_dialog_init (CatenaAddAnchorDialog *self)
{
  AdwAlertDialog *dialog = ADW_ALERT_DIALOG (self);

  adw_alert_dialog_add_responses (dialog, "cancel", _ ("_Cancel"), "add", _ ("_Add"), NULL);
  adw_alert_dialog_set_response_appearance (dialog, "add", ADW_RESPONSE_SUGGESTED);
  adw_alert_dialog_set_response_enabled (dialog, "add", FALSE);
  adw_alert_dialog_set_close_response (dialog, "cancel");
}

/**
 * catena_add_anchor_dialog_new:
 * @certificate: the certificate to trust
 * @documents: (element-type CatenaDocument): the open documents; those that cannot take it are left out
 * @selected: the one that is proposed
 *
 * Returns: (transfer floating): a new dialog
 */
AdwDialog *
catena_add_anchor_dialog_new (KsCertificate *certificate, GPtrArray *documents, CatenaDocument *selected)
{
  CatenaAddAnchorDialog *self = g_object_new (CATENA_TYPE_ADD_ANCHOR_DIALOG, NULL);
  AdwAlertDialog *dialog = ADW_ALERT_DIALOG (self);
  g_autofree char *title = kw_text_show (ks_certificate_get_title (certificate));
  g_autofree char *body = NULL;
  GtkWidget *group = adw_preferences_group_new ();

  self->certificate = g_object_ref (certificate);
  for (guint i = 0; i < documents->len; i++) {
    CatenaDocument *document = g_ptr_array_index (documents, i);
    GtkWidget *row;

    if (!can_take (document))
      continue;
    row = make_row (self, document);
    adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
    if (self->chosen == NULL || document == selected)
      choose (row);
  }

  body = self->chosen != NULL
           ? g_strdup_printf (_ ("Whoever uses the truststore will trust all that “%s” has signed."), title)
           : g_strdup (_ ("Open the truststore first: no open file can take it."));
  adw_alert_dialog_set_heading (dialog, _ ("Add to Truststore"));
  adw_alert_dialog_set_body (dialog, body);
  adw_alert_dialog_set_extra_child (dialog, group);
  adw_alert_dialog_set_response_enabled (dialog, "add", self->chosen != NULL);
  return ADW_DIALOG (self);
}
