/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "kw-config.h"

#include "kw-request-details.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "kw-explanation.h"
#include "kw-extension-group.h"
#include "kw-facts.h"
#include "kw-name-chip.h"
#include "kw-pem-row.h"
#include "kw-text.h"

/* A request may ask for thousands of names; so many chips are made, the rest is a number. */
#define MAX_CHIPS 100

struct _KwRequestDetails {
  GtkWidget parent_instance;

  GtkBox *groups;
  AdwPreferencesGroup *names_group;
  AdwWrapBox *chips;
  KwFactGroup *subject;
  KwFactGroup *key;
  KwFactGroup *usage;
  KwExtensionGroup *extensions;
  KwPemRow *pem;
  KsRequest *request;
};

enum {
  SIGNAL_COPIED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (KwRequestDetails, kw_request_details, GTK_TYPE_WIDGET)

static void
copied_cb (KwRequestDetails *self, const char *title)
{
  g_signal_emit (self, signals[SIGNAL_COPIED], 0, title);
}

/* ---- filling the groups ---- */

static void
add_label (KwRequestDetails *self, const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "dimmed");
  adw_wrap_box_append (self->chips, label);
}

static void
fill_names (KwRequestDetails *self)
{
  guint n = ks_request_get_n_alt_names (self->request);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->chips))) != NULL)
    adw_wrap_box_remove (self->chips, child);
  for (guint i = 0; i < n && i < MAX_CHIPS; i++) {
    GtkWidget *chip = kw_name_chip_new (ks_request_get_alt_name (self->request, i));

    g_signal_connect_object (chip, "copied", G_CALLBACK (copied_cb), self, G_CONNECT_SWAPPED);
    adw_wrap_box_append (self->chips, chip);
  }
  if (n > MAX_CHIPS) {
    g_autofree char *more =
      g_strdup_printf (ngettext ("and %u more", "and %u more", n - MAX_CHIPS), n - MAX_CHIPS);

    add_label (self, more);
  }
  if (n == 0)
    add_label (self, _ ("No names: most CAs refuse a TLS request without any"));
}

static void
fill_key (KwRequestDetails *self)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *pin = kw_text_hex (ks_request_get_spki_sha256 (self->request));
  gboolean is_proved = ks_request_verify (self->request, &error);

  kw_fact_group_begin (self->key);
  kw_fact_group_add (self->key, _ ("Public key"), ks_request_get_key_text (self->request), KW_FACT_PLAIN);
  kw_fact_group_explain (self->key, "field:public-key");
  kw_fact_group_add (self->key, _ ("Signature"), ks_request_get_signature_text (self->request),
                     KW_FACT_PLAIN);
  kw_fact_group_explain (self->key, "field:request-signature");
  kw_fact_group_add (self->key, _ ("Possession of the private key"),
                     is_proved ? _ ("Proved: the signature verifies with this key") : error->message,
                     KW_FACT_PLAIN);
  kw_fact_group_explain (self->key, "field:possession");
  /* Translators: a password that some CAs ask for in a request */
  kw_fact_group_add (self->key, _ ("Challenge password"),
                     ks_request_has_challenge (self->request)
                       ? _ ("In the request, readable by everybody who has it")
                       : _ ("None"),
                     KW_FACT_PLAIN);
  kw_fact_group_explain (self->key, "field:challenge");
  kw_fact_group_add (self->key, _ ("SHA-256 of the public key"), pin, KW_FACT_COPY | KW_FACT_MONOSPACE);
  kw_fact_group_explain (self->key, "field:pin");
  kw_fact_group_end (self->key);
}

static void
fill_usage (KwRequestDetails *self)
{
  KsKeyUsage bits = 0;
  gboolean is_limited = ks_request_get_key_usage (self->request, &bits);
  const char *const *oids = ks_request_get_extended_key_usage (self->request);
  g_autofree char *usage = is_limited ? kw_facts_dup_key_usage (TRUE, bits) : g_strdup (_ ("Left to the CA"));
  g_autofree char *purposes = oids != NULL ? kw_facts_dup_purposes (oids) : g_strdup (_ ("Left to the CA"));
  g_autofree char *authority =
    kw_facts_dup_authority (ks_request_is_ca (self->request), ks_request_get_path_length (self->request));

  kw_fact_group_begin (self->usage);
  kw_fact_group_add (self->usage, _ ("Certificate authority"), authority, KW_FACT_PLAIN);
  kw_fact_group_explain (self->usage, "field:authority");
  kw_fact_group_add (self->usage, _ ("Key usage"), usage, KW_FACT_PLAIN);
  kw_fact_group_explain (self->usage, "field:key-usage");
  kw_fact_group_add (self->usage, _ ("Purposes"), purposes, KW_FACT_PLAIN);
  kw_fact_group_explain (self->usage, "field:purposes");
  kw_fact_group_end (self->usage);
}

static void
fill_all (KwRequestDetails *self)
{
  gboolean is_full = self->request != NULL && ks_request_get_kind (self->request) == KS_REQUEST_PKCS10;

  gtk_widget_set_visible (GTK_WIDGET (self->groups), self->request != NULL);
  if (self->request == NULL)
    return;

  /* An SPKAC is a key and nothing else. */
  gtk_widget_set_visible (GTK_WIDGET (self->names_group), is_full);
  gtk_widget_set_visible (GTK_WIDGET (self->subject), is_full);
  gtk_widget_set_visible (GTK_WIDGET (self->usage), is_full);
  fill_key (self);
  if (is_full) {
    fill_names (self);
    kw_facts_show_name (self->subject, ks_request_get_subject (self->request));
    fill_usage (self);
  }
  kw_extension_group_set_extensions (self->extensions, ks_request_get_extensions (self->request),
                                     G_OBJECT (self->request));
  gtk_widget_set_visible (GTK_WIDGET (self->pem), is_full);
  kw_pem_row_set_bytes (self->pem, ks_request_get_der (self->request));
}

/* ---- making the groups ---- */

static KwFactGroup *
add_facts (KwRequestDetails *self, const char *title)
{
  GtkWidget *group = kw_fact_group_new (title);

  g_signal_connect_object (group, "copied", G_CALLBACK (copied_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (self->groups, group);
  return KW_FACT_GROUP (group);
}

static void
add_names (KwRequestDetails *self)
{
  GtkWidget *group = g_object_new (ADW_TYPE_PREFERENCES_GROUP, "title", _ ("Requested Names (SAN)"), NULL);

  GtkWidget *card = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  GtkWidget *inner = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  self->chips = g_object_new (ADW_TYPE_WRAP_BOX, "child-spacing", 8, "line-spacing", 8, NULL);
  self->names_group = ADW_PREFERENCES_GROUP (group);
  gtk_widget_add_css_class (card, "card");
  gtk_widget_add_css_class (inner, "chips");
  gtk_box_append (GTK_BOX (inner), GTK_WIDGET (self->chips));
  gtk_box_append (GTK_BOX (card), inner);
  adw_preferences_group_add (self->names_group, card);
  adw_preferences_group_add (self->names_group, kw_explanation_new ("field:asked-names"));
  gtk_box_append (self->groups, group);
}

static void
add_pem (KwRequestDetails *self)
{
  GtkWidget *group = g_object_new (ADW_TYPE_PREFERENCES_GROUP, "title", _ ("Encoding"), NULL);
  GtkWidget *row = kw_pem_row_new ("CERTIFICATE REQUEST", _ ("Certificate request"));

  self->pem = KW_PEM_ROW (row);
  g_signal_connect_object (row, "copied", G_CALLBACK (copied_cb), self, G_CONNECT_SWAPPED);
  kw_explanation_set_id (kw_explanation_of_row (row), "field:asked-encoding");
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
  gtk_box_append (self->groups, group);
  g_object_bind_property (row, "visible", group, "visible", G_BINDING_SYNC_CREATE);
}

static void
add_all (KwRequestDetails *self)
{
  GtkWidget *extensions = kw_extension_group_new (_ ("Requested Extensions"));

  add_names (self);
  self->subject = add_facts (self, _ ("Subject"));
  self->key = add_facts (self, _ ("Key and Signature"));
  self->usage = add_facts (self, _ ("Requested Usage"));
  self->extensions = KW_EXTENSION_GROUP (extensions);
  gtk_box_append (self->groups, extensions);
  add_pem (self);
}

/* ---- the object ---- */

static void
kw_request_details_dispose (GObject *object)
{
  KwRequestDetails *self = KW_REQUEST_DETAILS (object);

  g_clear_pointer ((GtkWidget **) &self->groups, gtk_widget_unparent);
  g_clear_object (&self->request);

  G_OBJECT_CLASS (kw_request_details_parent_class)->dispose (object);
}

static void
kw_request_details_class_init (KwRequestDetailsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = kw_request_details_dispose;

  signals[SIGNAL_COPIED] = g_signal_new ("copied", KW_TYPE_REQUEST_DETAILS, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                         NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "kwdetails");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
kw_request_details_init (KwRequestDetails *self)
{
  self->groups = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 18));
  gtk_widget_set_parent (GTK_WIDGET (self->groups), GTK_WIDGET (self));
  add_all (self);
  gtk_widget_set_visible (GTK_WIDGET (self->groups), FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Details of the certificate request"), -1);
}

/**
 * kw_request_details_new:
 *
 * Returns: (transfer floating): an empty view
 */
GtkWidget *
kw_request_details_new (void)
{
  return g_object_new (KW_TYPE_REQUEST_DETAILS, NULL);
}

/**
 * kw_request_details_set_request:
 * @self: the view
 * @request: (nullable): a request, of which a reference is kept
 *
 * Shows a request. Its signature is verified, which is one public-key operation.
 */
void
kw_request_details_set_request (KwRequestDetails *self, KsRequest *request)
{
  g_return_if_fail (KW_IS_REQUEST_DETAILS (self));
  g_return_if_fail (request == NULL || KS_IS_REQUEST (request));

  if (g_set_object (&self->request, request))
    fill_all (self);
}
