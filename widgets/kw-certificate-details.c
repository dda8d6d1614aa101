/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "kw-config.h"

#include "kw-certificate-details.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "ks-extension.h"
#include "kw-explanation.h"
#include "kw-extension-group.h"
#include "kw-fact-group.h"
#include "kw-facts.h"
#include "kw-pem-row.h"
#include "kw-text.h"
#include "kw-validity-bar.h"

#define OID_NAME_CONSTRAINTS "2.5.29.30"

struct _KwCertificateDetails {
  GtkWidget parent_instance;

  GtkBox *groups;
  KwFactGroup *problem;
  KwFactGroup *subject;
  KwFactGroup *issuer;
  GtkWidget *validity_group;
  GtkWidget *validity; /* KwValidityBar */
  KwFactGroup *key;
  KwFactGroup *usage;
  KwExtensionGroup *extensions;
  KwFactGroup *fingerprints;
  GtkWidget *encoding_group;
  KwPemRow *pem;
  KsCertificate *certificate;
  gint64 now;
};

enum {
  SIGNAL_COPIED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (KwCertificateDetails, kw_certificate_details, GTK_TYPE_WIDGET)

static void
copied_cb (KwCertificateDetails *self, const char *title)
{
  g_signal_emit (self, signals[SIGNAL_COPIED], 0, title);
}

/* ---- filling the groups ---- */

static void
update_validity (KwCertificateDetails *self)
{
  if (self->certificate != NULL)
    kw_validity_bar_set_span (KW_VALIDITY_BAR (self->validity),
                              ks_certificate_get_not_before (self->certificate),
                              ks_certificate_get_not_after (self->certificate), self->now);
}

static void
fill_key (KwFactGroup *group, KsCertificate *certificate)
{
  g_autofree char *serial = kw_text_hex (ks_certificate_get_serial (certificate));
  g_autofree char *version = g_strdup_printf ("%u", ks_certificate_get_version (certificate));

  kw_fact_group_begin (group);
  kw_fact_group_add (group, _ ("Public key"), ks_certificate_get_key_text (certificate), KW_FACT_PLAIN);
  kw_fact_group_explain (group, "field:public-key");
  kw_facts_add_key_id (group, _ ("Key identifier"), ks_certificate_get_subject_key_id (certificate),
                       "field:key-id");
  kw_facts_add_key_id (group, _ ("Issuer’s key identifier"),
                       ks_certificate_get_authority_key_id (certificate), "field:issuer-key-id");
  kw_fact_group_add (group, _ ("Signature"), ks_certificate_get_signature_text (certificate), KW_FACT_PLAIN);
  kw_fact_group_explain (group, "field:signature");
  kw_fact_group_add (group, _ ("Serial number"), serial, KW_FACT_COPY | KW_FACT_MONOSPACE);
  kw_fact_group_explain (group, "field:serial");
  kw_fact_group_add (group, _ ("Version"), version, KW_FACT_NUMERIC);
  kw_fact_group_explain (group, "field:version");
  kw_fact_group_end (group);
}

static const char *const kind_explanations[] = {
  [KS_ROLE_UNKNOWN] = "kind:unknown",
  [KS_ROLE_SERVER] = "kind:server",
  [KS_ROLE_CLIENT] = "kind:client",
  [KS_ROLE_SELF_SIGNED] = "kind:self-signed",
  [KS_ROLE_INTERMEDIATE_CA] = "kind:intermediate",
  [KS_ROLE_ROOT_CA] = "kind:root",
  [KS_ROLE_PERSON] = "kind:person",
};

/* A limit on names is easily taken for more than it is. */
static const char *
find_authority_explanation (KsCertificate *certificate)
{
  GPtrArray *extensions = ks_certificate_get_extensions (certificate);

  for (guint i = 0; extensions != NULL && i < extensions->len; i++)
    if (g_str_equal (((const KsExtension *) g_ptr_array_index (extensions, i))->oid, OID_NAME_CONSTRAINTS))
      return ks_certificate_is_ca (certificate) ? "kind:constrained" : "field:authority";
  return "field:authority";
}

static void
fill_usage (KwFactGroup *group, KsCertificate *certificate)
{
  KsKeyUsage bits = 0;
  gboolean is_limited = ks_certificate_get_key_usage (certificate, &bits);
  g_autofree char *usage = kw_facts_dup_key_usage (is_limited, bits);
  g_autofree char *purposes = kw_facts_dup_purposes (ks_certificate_get_extended_key_usage (certificate));
  g_autofree char *authority =
    kw_facts_dup_authority (ks_certificate_is_ca (certificate), ks_certificate_get_path_length (certificate));
  KsCertificateRole role = ks_certificate_get_role (certificate);

  kw_fact_group_begin (group);
  kw_fact_group_add (group, _ ("Kind"), ks_certificate_role_get_name (role), KW_FACT_PLAIN);
  kw_fact_group_explain (group, kind_explanations[role]);
  kw_fact_group_add (group, _ ("Certificate authority"), authority, KW_FACT_PLAIN);
  kw_fact_group_explain (group, find_authority_explanation (certificate));
  kw_fact_group_add (group, _ ("Key usage"), usage, KW_FACT_PLAIN);
  kw_fact_group_explain (group, "field:key-usage");
  kw_fact_group_add (group, _ ("Purposes"), purposes, KW_FACT_PLAIN);
  kw_fact_group_explain (group, "field:purposes");
  kw_fact_group_end (group);
}

static void
fill_fingerprints (KwFactGroup *group, KsCertificate *certificate)
{
  const char *const digests[][3] = { { "SHA256", "SHA-256", "field:sha256" },
                                     { "SHA1", "SHA-1", "field:sha1" } };
  g_autofree char *pin = NULL;

  kw_fact_group_begin (group);
  for (guint i = 0; i < G_N_ELEMENTS (digests); i++) {
    g_autofree char *text = ks_certificate_dup_fingerprint (certificate, digests[i][0]);

    kw_fact_group_add (group, digests[i][1], text, KW_FACT_COPY | KW_FACT_MONOSPACE);
    kw_fact_group_explain (group, digests[i][2]);
  }
  if (ks_certificate_is_readable (certificate)) {
    pin = kw_text_hex (ks_certificate_get_spki_sha256 (certificate));
    kw_fact_group_add (group, _ ("SHA-256 of the public key"), pin, KW_FACT_COPY | KW_FACT_MONOSPACE);
    kw_fact_group_explain (group, "field:pin");
  }
  kw_fact_group_end (group);
}

static void
fill_problem (KwFactGroup *group, KsCertificate *certificate)
{
  kw_fact_group_begin (group);
  if (!ks_certificate_is_readable (certificate)) {
    kw_fact_group_add (group, _ ("Not readable"), ks_certificate_get_problem (certificate), KW_FACT_PLAIN);
    kw_fact_group_explain (group, "field:unreadable");
  }
  kw_fact_group_end (group);
}

/* ---- making the groups ---- */

static KwFactGroup *
add_facts (KwCertificateDetails *self, const char *title)
{
  GtkWidget *group = kw_fact_group_new (title);

  g_signal_connect_object (group, "copied", G_CALLBACK (copied_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (self->groups, group);
  return KW_FACT_GROUP (group);
}

static GtkWidget *
add_group (KwCertificateDetails *self, const char *title)
{
  GtkWidget *group = g_object_new (ADW_TYPE_PREFERENCES_GROUP, "title", title, "visible", FALSE, NULL);

  gtk_box_append (self->groups, group);
  return group;
}

static void
add_validity (KwCertificateDetails *self)
{
  self->validity_group = add_group (self, _ ("Validity"));
  self->validity = kw_validity_bar_new ();
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self->validity_group),
                             g_object_new (ADW_TYPE_PREFERENCES_ROW, "child", self->validity, "activatable",
                                           FALSE, "focusable", FALSE, NULL));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self->validity_group),
                             kw_explanation_new ("field:validity"));
}

static void
add_pem (KwCertificateDetails *self)
{
  GtkWidget *row = kw_pem_row_new ("CERTIFICATE", _ ("Certificate"));

  self->encoding_group = add_group (self, _ ("Encoding"));
  self->pem = KW_PEM_ROW (row);
  g_signal_connect_object (row, "copied", G_CALLBACK (copied_cb), self, G_CONNECT_SWAPPED);
  kw_explanation_set_id (kw_explanation_of_row (row), "field:encoding");
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self->encoding_group), row);
}

static void
add_extensions (KwCertificateDetails *self)
{
  GtkWidget *group = kw_extension_group_new (_ ("Extensions"));

  self->extensions = KW_EXTENSION_GROUP (group);
  gtk_box_append (self->groups, group);
}

static void
add_all (KwCertificateDetails *self)
{
  self->problem = add_facts (self, _ ("Problem"));
  self->subject = add_facts (self, _ ("Subject"));
  self->issuer = add_facts (self, _ ("Issuer"));
  kw_fact_group_explain_all (self->subject, "field:subject");
  kw_fact_group_explain_all (self->issuer, "field:issuer");
  add_validity (self);
  self->key = add_facts (self, _ ("Key and Signature"));
  self->usage = add_facts (self, _ ("Usage"));
  add_extensions (self);
  self->fingerprints = add_facts (self, _ ("Fingerprints"));
  add_pem (self);
}

/* ---- the object ---- */

static void
kw_certificate_details_dispose (GObject *object)
{
  KwCertificateDetails *self = KW_CERTIFICATE_DETAILS (object);

  g_clear_pointer ((GtkWidget **) &self->groups, gtk_widget_unparent);
  g_clear_object (&self->certificate);

  G_OBJECT_CLASS (kw_certificate_details_parent_class)->dispose (object);
}

static void
kw_certificate_details_class_init (KwCertificateDetailsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = kw_certificate_details_dispose;

  signals[SIGNAL_COPIED] = g_signal_new ("copied", KW_TYPE_CERTIFICATE_DETAILS, G_SIGNAL_RUN_LAST, 0, NULL,
                                         NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "kwdetails");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
kw_certificate_details_init (KwCertificateDetails *self)
{
  self->groups = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 18));
  gtk_widget_set_parent (GTK_WIDGET (self->groups), GTK_WIDGET (self));
  add_all (self);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Details of the certificate"), -1);
}

/**
 * kw_certificate_details_new:
 *
 * Makes an empty view.
 *
 * Returns: (transfer floating): the new view
 */
GtkWidget *
kw_certificate_details_new (void)
{
  return g_object_new (KW_TYPE_CERTIFICATE_DETAILS, NULL);
}

static void
fill_readable (KwCertificateDetails *self)
{
  gboolean is_readable = ks_certificate_is_readable (self->certificate);

  gtk_widget_set_visible (GTK_WIDGET (self->subject), is_readable);
  gtk_widget_set_visible (GTK_WIDGET (self->issuer), is_readable);
  gtk_widget_set_visible (self->validity_group, is_readable);
  gtk_widget_set_visible (GTK_WIDGET (self->key), is_readable);
  gtk_widget_set_visible (GTK_WIDGET (self->usage), is_readable);
  gtk_widget_set_visible (GTK_WIDGET (self->extensions), is_readable);
  if (!is_readable)
    return;

  kw_facts_show_name (self->subject, ks_certificate_get_subject (self->certificate));
  kw_facts_show_name (self->issuer, ks_certificate_get_issuer (self->certificate));
  update_validity (self);
  fill_key (self->key, self->certificate);
  fill_usage (self->usage, self->certificate);
  kw_extension_group_set_extensions (self->extensions, ks_certificate_get_extensions (self->certificate),
                                     G_OBJECT (self->certificate));
}

static void
fill_all (KwCertificateDetails *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->groups), self->certificate != NULL);
  if (self->certificate == NULL)
    return;

  fill_problem (self->problem, self->certificate);
  fill_readable (self);
  fill_fingerprints (self->fingerprints, self->certificate);
  gtk_widget_set_visible (self->encoding_group, TRUE);
  kw_pem_row_set_bytes (self->pem, ks_certificate_get_der (self->certificate));
}

/**
 * kw_certificate_details_set_certificate:
 * @self: a details view
 * @certificate: (nullable): a certificate, of which a reference is kept
 *
 * Shows a certificate. Of one that cannot be read it shows why, its fingerprints and its bytes.
 */
void
kw_certificate_details_set_certificate (KwCertificateDetails *self, KsCertificate *certificate)
{
  g_return_if_fail (KW_IS_CERTIFICATE_DETAILS (self));
  g_return_if_fail (certificate == NULL || KS_IS_CERTIFICATE (certificate));

  if (g_set_object (&self->certificate, certificate))
    fill_all (self);
}

/**
 * kw_certificate_details_set_now:
 * @self: a details view
 * @now: the time that is today, in seconds since 1970
 *
 * Sets what the validity is judged at.
 */
void
kw_certificate_details_set_now (KwCertificateDetails *self, gint64 now)
{
  g_return_if_fail (KW_IS_CERTIFICATE_DETAILS (self));

  if (self->now == now)
    return;

  self->now = now;
  update_validity (self);
}
