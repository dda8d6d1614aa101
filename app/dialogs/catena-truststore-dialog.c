/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "catena-config.h"

#include <glib/gi18n.h>

#include "catena-truststore-dialog.h"
#include "ks-trust-choice.h"
#include "kw-text.h"

struct _CatenaTruststoreDialog {
  AdwDialog parent_instance;

  GtkWidget *accept_button;
  AdwPreferencesGroup *choice_group;
  AdwPreferencesGroup *document_group;

  GPtrArray *choices;         /* of GtkCheckButton */
  GPtrArray *documents;       /* the same */
  KsCertificate *certificate; /* the one that is chosen */
  CatenaDocument *document;   /* the same; NULL: a file is to be chosen */
};

enum {
  SIGNAL_ACCEPTED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CatenaTruststoreDialog, catena_truststore_dialog, ADW_TYPE_DIALOG)

/* A row to choose, with a value that its button keeps. */
static GtkWidget *
add_row (AdwPreferencesGroup *group,
         GPtrArray *buttons,
         const char *title,
         const char *subtitle,
         GObject *value)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *button = gtk_check_button_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, title,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, subtitle, -1);
  if (buttons->len > 0)
    gtk_check_button_set_group (GTK_CHECK_BUTTON (button), g_ptr_array_index (buttons, 0));
  if (value != NULL)
    g_object_set_data_full (G_OBJECT (button), "value", g_object_ref (value), g_object_unref);
  g_object_set_data (G_OBJECT (button), "row", row);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), button);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), button);
  adw_preferences_group_add (group, row);
  g_ptr_array_add (buttons, button);

  return button;
}

static gpointer
find_active (GPtrArray *buttons)
{
  for (guint i = 0; i < buttons->len; i++)
    if (gtk_check_button_get_active (g_ptr_array_index (buttons, i)))
      return g_object_get_data (g_ptr_array_index (buttons, i), "value");

  return NULL;
}

static gboolean
has_active (GPtrArray *buttons)
{
  for (guint i = 0; i < buttons->len; i++)
    if (gtk_check_button_get_active (g_ptr_array_index (buttons, i)))
      return TRUE;

  return FALSE;
}

/* Where a file is; in one that has the certificate already, under which alias. */
static char *
describe_document (CatenaDocument *document, KsCertificate *certificate)
{
  g_autoptr (GPtrArray) entries = ks_store_snapshot (catena_document_get_store (document));
  const char *alias = certificate != NULL ? ks_trust_find_alias (entries, certificate) : NULL;
  const char *folder = catena_document_get_subtitle (document);
  g_autofree char *shown = alias != NULL ? kw_text_show (alias) : NULL;

  return shown != NULL ? g_strdup_printf (_ ("Has it already, as “%s”"), shown)
                       : g_strdup (folder != NULL ? folder : "");
}

static gboolean
has_it (CatenaDocument *document, KsCertificate *certificate)
{
  g_autoptr (GPtrArray) entries = ks_store_snapshot (catena_document_get_store (document));

  return certificate != NULL && ks_trust_find_alias (entries, certificate) != NULL;
}

static void
update_documents (CatenaTruststoreDialog *self)
{
  for (guint i = 0; i < self->documents->len; i++) {
    GObject *button = g_ptr_array_index (self->documents, i);
    CatenaDocument *document = g_object_get_data (button, "value");
    g_autofree char *subtitle = document != NULL ? describe_document (document, self->certificate) : NULL;

    if (subtitle != NULL) {
      adw_action_row_set_subtitle (g_object_get_data (button, "row"), subtitle);
      gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, subtitle,
                                      -1);
    }
  }
}

static void
update (CatenaTruststoreDialog *self)
{
  gpointer document = find_active (self->documents);
  gboolean is_new = document == NULL || !has_it (document, self->certificate);

  g_set_object (&self->document, document);
  gtk_button_set_label (GTK_BUTTON (self->accept_button), document != NULL ? _ ("_Add") : _ ("C_hoose…"));
  gtk_widget_set_sensitive (self->accept_button,
                            self->certificate != NULL && has_active (self->documents) && is_new);
}

static void
choice_toggled_cb (GtkCheckButton *button, CatenaTruststoreDialog *self)
{
  if (!gtk_check_button_get_active (button))
    return;

  g_set_object (&self->certificate, g_object_get_data (G_OBJECT (button), "value"));
  update_documents (self);
  update (self);
}

static void
document_toggled_cb (GtkCheckButton *button, CatenaTruststoreDialog *self)
{
  update (self);
}

static void
cancel_cb (CatenaTruststoreDialog *self)
{
  adw_dialog_close (ADW_DIALOG (self));
}

static void
accept_cb (CatenaTruststoreDialog *self)
{
  g_signal_emit (self, signals[SIGNAL_ACCEPTED], 0, self->document, self->certificate);
  adw_dialog_close (ADW_DIALOG (self));
}

static void
catena_truststore_dialog_dispose (GObject *object)
{
  CatenaTruststoreDialog *self = CATENA_TRUSTSTORE_DIALOG (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), CATENA_TYPE_TRUSTSTORE_DIALOG);
  g_clear_pointer (&self->choices, g_ptr_array_unref);
  g_clear_pointer (&self->documents, g_ptr_array_unref);
  g_clear_object (&self->certificate);
  g_clear_object (&self->document);

  G_OBJECT_CLASS (catena_truststore_dialog_parent_class)->dispose (object);
}

static void
catena_truststore_dialog_class_init (CatenaTruststoreDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = catena_truststore_dialog_dispose;

  signals[SIGNAL_ACCEPTED] =
    g_signal_new ("accepted", CATENA_TYPE_TRUSTSTORE_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 2, CATENA_TYPE_DOCUMENT, KS_TYPE_CERTIFICATE);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               RESOURCE_PATH "/dialogs/catena-truststore-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, CatenaTruststoreDialog, accept_button);
  gtk_widget_class_bind_template_child (widget_class, CatenaTruststoreDialog, choice_group);
  gtk_widget_class_bind_template_child (widget_class, CatenaTruststoreDialog, document_group);
  gtk_widget_class_bind_template_callback (widget_class, cancel_cb);
  gtk_widget_class_bind_template_callback (widget_class, accept_cb);
}

static void
catena_truststore_dialog_init (CatenaTruststoreDialog *self)
{
  self->choices = g_ptr_array_new ();
  self->documents = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
add_choice (CatenaTruststoreDialog *self, const KsTrustChoice *choice)
{
  g_autofree char *name = kw_text_show (ks_certificate_get_title (choice->certificate));
  const char *kind = choice->is_advised ? _ ("Advised") : NULL;
  /* TRANSLATORS: what it is, and its name: Root CA “Example Root” */
  g_autofree char *title = g_strdup_printf (_ ("%s “%s”"), ks_trust_kind_get_name (choice->kind), name);
  GtkWidget *button =
    add_row (self->choice_group, self->choices, title, choice->advice, G_OBJECT (choice->certificate));

  if (kind != NULL) {
    GtkWidget *label = gtk_label_new (kind);

    gtk_widget_add_css_class (label, "caption-heading");
    gtk_widget_add_css_class (label, "accent");
    adw_action_row_add_suffix (g_object_get_data (G_OBJECT (button), "row"), label);
  }
  g_signal_connect_object (button, "toggled", G_CALLBACK (choice_toggled_cb), self, 0);
  if (choice->is_advised || self->certificate == NULL)
    gtk_check_button_set_active (GTK_CHECK_BUTTON (button), TRUE);
}

static gboolean
can_take (CatenaDocument *document)
{
  const KsFormat *format = catena_document_get_format (document);

  return catena_document_is_editable (document) && (format->flags & KS_FORMAT_HOLDS_TRUSTED) != 0;
}

static void
add_document (CatenaTruststoreDialog *self, CatenaDocument *document)
{
  GtkWidget *button;

  if (!can_take (document))
    return;

  button = add_row (self->document_group, self->documents, catena_document_get_title (document), "",
                    G_OBJECT (document));
  g_signal_connect_object (button, "toggled", G_CALLBACK (document_toggled_cb), self, 0);
}

/**
 * catena_truststore_dialog_new:
 * @choices: (element-type KsTrustChoice): whom to trust
 * @documents: (element-type CatenaDocument): the open documents
 * @source: where the certificate comes from
 *
 * Returns: (transfer floating): a new dialog
 */
AdwDialog *
catena_truststore_dialog_new (GPtrArray *choices, GPtrArray *documents, CatenaDocument *source)
{
  CatenaTruststoreDialog *self = g_object_new (CATENA_TYPE_TRUSTSTORE_DIALOG, NULL);
  GtkWidget *other;

  for (guint i = 0; i < documents->len; i++)
    if (g_ptr_array_index (documents, i) != source)
      add_document (self, g_ptr_array_index (documents, i));
  add_document (self, source);
  other = add_row (self->document_group, self->documents, _ ("Another File…"),
                   _ ("It is opened in a tab of its own"), NULL);
  g_signal_connect_object (other, "toggled", G_CALLBACK (document_toggled_cb), self, 0);
  for (guint i = 0; i < choices->len; i++)
    add_choice (self, g_ptr_array_index (choices, i));

  /* A keystore that has the key is seldom the truststore. */
  gtk_check_button_set_active (g_object_get_data (g_ptr_array_index (self->documents, 0), "value") != source
                                 ? g_ptr_array_index (self->documents, 0)
                                 : GTK_CHECK_BUTTON (other),
                               TRUE);
  update (self);

  return ADW_DIALOG (self);
}
