/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "catena-config.h"

#include "kw-certificate-details.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "kw-extension-row.h"
#include "kw-fact-row.h"
#include "kw-text.h"
#include "kw-validity-bar.h"

struct _KwCertificateDetails {
  GtkWidget parent_instance;

  GtkBox *groups;
  GtkWidget *validity; /* KwValidityBar, or NULL */
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

/* ---- groups ---- */

static AdwPreferencesGroup *
add_group (KwCertificateDetails *self, const char *title)
{
  GtkWidget *group = adw_preferences_group_new ();

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), title);
  gtk_box_append (self->groups, group);
  return ADW_PREFERENCES_GROUP (group);
}

static void
add_fact (KwCertificateDetails *self,
          AdwPreferencesGroup *group,
          const char *title,
          const char *value,
          KwFactFlags flags)
{
  GtkWidget *row = kw_fact_row_new (title, value, flags);

  g_signal_connect_object (row, "copied", G_CALLBACK (copied_cb), self, G_CONNECT_SWAPPED);
  adw_preferences_group_add (group, row);
}

static void
add_name (KwCertificateDetails *self, const char *title, KsName *name)
{
  AdwPreferencesGroup *group = add_group (self, title);
  guint n = ks_name_get_n_attributes (name);

  for (guint i = 0; i < n; i++) {
    const KsNameAttribute *attribute = ks_name_get_attribute (name, i);

    add_fact (self, group, attribute->long_name, attribute->value, KW_FACT_PLAIN);
  }
  if (n == 0)
    add_fact (self, group, _ ("Name"), _ ("Empty"), KW_FACT_PLAIN);
}

static void
update_validity (KwCertificateDetails *self)
{
  if (self->validity != NULL)
    kw_validity_bar_set_span (KW_VALIDITY_BAR (self->validity),
                              ks_certificate_get_not_before (self->certificate),
                              ks_certificate_get_not_after (self->certificate), self->now);
}

static void
add_validity (KwCertificateDetails *self)
{
  AdwPreferencesGroup *group = add_group (self, _ ("Validity"));

  self->validity = kw_validity_bar_new ();
  adw_preferences_group_add (group, g_object_new (ADW_TYPE_PREFERENCES_ROW, "child", self->validity,
                                                  "activatable", FALSE, "focusable", FALSE, NULL));
  update_validity (self);
}

static void
add_key_id (KwCertificateDetails *self, AdwPreferencesGroup *group, const char *title, GBytes *key_id)
{
  g_autoptr (GString) hex = g_string_new (NULL);
  gsize size;
  const guint8 *data;

  if (key_id == NULL)
    return;
  data = g_bytes_get_data (key_id, &size);
  for (gsize i = 0; i < size; i++)
    g_string_append_printf (hex, "%s%02X", i > 0 ? ":" : "", data[i]);
  add_fact (self, group, title, hex->str, KW_FACT_COPY | KW_FACT_MONOSPACE);
}

static void
add_key (KwCertificateDetails *self)
{
  AdwPreferencesGroup *group = add_group (self, _ ("Key and Signature"));
  g_autofree char *serial = kw_text_hex (ks_certificate_get_serial (self->certificate));
  g_autofree char *version = g_strdup_printf ("%u", ks_certificate_get_version (self->certificate));

  add_fact (self, group, _ ("Public key"), ks_certificate_get_key_text (self->certificate), KW_FACT_PLAIN);
  add_key_id (self, group, _ ("Key identifier"), ks_certificate_get_subject_key_id (self->certificate));
  add_key_id (self, group, _ ("Issuer’s key identifier"),
              ks_certificate_get_authority_key_id (self->certificate));
  add_fact (self, group, _ ("Signature"), ks_certificate_get_signature_text (self->certificate),
            KW_FACT_PLAIN);
  add_fact (self, group, _ ("Serial number"), serial, KW_FACT_COPY | KW_FACT_MONOSPACE);
  add_fact (self, group, _ ("Version"), version, KW_FACT_NUMERIC);
}

static char *
dup_key_usage (KsCertificate *certificate)
{
  g_auto (GStrv) names = NULL;
  KsKeyUsage usage;

  if (!ks_certificate_get_key_usage (certificate, &usage))
    return g_strdup (_ ("Not limited"));
  names = ks_key_usage_list_names (usage);
  return g_strjoinv (", ", names);
}

static char *
dup_purposes (KsCertificate *certificate)
{
  const char *const *oids = ks_certificate_get_extended_key_usage (certificate);
  g_autoptr (GString) out = g_string_new (NULL);

  if (oids == NULL)
    return g_strdup (_ ("Not limited"));
  for (guint i = 0; oids[i] != NULL; i++)
    g_string_append_printf (out, "%s%s", i > 0 ? ", " : "", ks_purpose_get_name (oids[i]));
  return g_string_free_and_steal (g_steal_pointer (&out));
}

static char *
dup_authority (KsCertificate *certificate)
{
  int length = ks_certificate_get_path_length (certificate);

  if (!ks_certificate_is_ca (certificate))
    return g_strdup (_ ("No"));
  if (length < 0)
    return g_strdup (_ ("Yes, any number of CAs below"));
  return g_strdup_printf (ngettext ("Yes, at most %d CA below", "Yes, at most %d CAs below", (gulong) length),
                          length);
}

static void
add_usage (KwCertificateDetails *self)
{
  AdwPreferencesGroup *group = add_group (self, _ ("Usage"));
  g_autofree char *usage = dup_key_usage (self->certificate);
  g_autofree char *purposes = dup_purposes (self->certificate);
  g_autofree char *authority = dup_authority (self->certificate);

  add_fact (self, group, _ ("Kind"),
            ks_certificate_role_get_name (ks_certificate_get_role (self->certificate)), KW_FACT_PLAIN);
  add_fact (self, group, _ ("Certificate authority"), authority, KW_FACT_PLAIN);
  add_fact (self, group, _ ("Key usage"), usage, KW_FACT_PLAIN);
  add_fact (self, group, _ ("Purposes"), purposes, KW_FACT_PLAIN);
}

static void
add_fingerprints (KwCertificateDetails *self)
{
  AdwPreferencesGroup *group = add_group (self, _ ("Fingerprints"));
  const char *const digests[][2] = { { "SHA256", "SHA-256" }, { "SHA1", "SHA-1" } };
  g_autofree char *pin = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (digests); i++) {
    g_autofree char *text = ks_certificate_dup_fingerprint (self->certificate, digests[i][0]);

    add_fact (self, group, digests[i][1], text, KW_FACT_COPY | KW_FACT_MONOSPACE);
  }
  if (!ks_certificate_is_readable (self->certificate))
    return;
  pin = kw_text_hex (ks_certificate_get_spki_sha256 (self->certificate));
  add_fact (self, group, _ ("SHA-256 of the public key"), pin, KW_FACT_COPY | KW_FACT_MONOSPACE);
}

static void
add_extensions (KwCertificateDetails *self)
{
  GPtrArray *extensions = ks_certificate_get_extensions (self->certificate);
  AdwPreferencesGroup *group;

  if (extensions == NULL || extensions->len == 0)
    return;
  group = add_group (self, _ ("Extensions"));
  for (guint i = 0; i < extensions->len; i++)
    adw_preferences_group_add (group,
                               kw_extension_row_new (g_ptr_array_index (extensions, i), self->certificate));
}

/* ---- PEM ---- */

static void
copy_pem_cb (KwCertificateDetails *self)
{
  g_autofree char *pem = ks_certificate_to_pem (self->certificate);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), pem);
  copied_cb (self, _ ("Certificate"));
}

static void
pem_expanded_cb (KwCertificateDetails *self, GParamSpec *pspec, AdwExpanderRow *row)
{
  g_autofree char *pem = NULL;
  GtkWidget *label;

  if (!adw_expander_row_get_expanded (row) || g_object_get_data (G_OBJECT (row), "is-filled"))
    return;

  g_object_set_data (G_OBJECT (row), "is-filled", row);
  pem = ks_certificate_to_pem (self->certificate);
  label =
    g_object_new (GTK_TYPE_LABEL, "label", pem, "selectable", TRUE, "xalign", 0.0, "wrap", TRUE, "wrap-mode",
                  PANGO_WRAP_CHAR, "css-classes", (const char *[]) { "monospace", "pem", NULL }, NULL);
  /* Base64 reads from left to right in every language. */
  gtk_widget_set_direction (label, GTK_TEXT_DIR_LTR);
  adw_expander_row_add_row (row, label);
}

static void
add_pem (KwCertificateDetails *self)
{
  AdwPreferencesGroup *group = add_group (self, _ ("Encoding"));
  GtkWidget *row = adw_expander_row_new ();
  GtkWidget *copy = gtk_button_new_from_icon_name ("edit-copy-symbolic");
  g_autofree char *subtitle = NULL;
  gsize size = g_bytes_get_size (ks_certificate_get_der (self->certificate));

  subtitle =
    g_strdup_printf (ngettext ("%" G_GSIZE_FORMAT " byte as DER", "%" G_GSIZE_FORMAT " bytes as DER", size),
                     size);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), "PEM");
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (row), subtitle);
  gtk_widget_set_valign (copy, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (copy, "flat");
  gtk_widget_set_tooltip_text (copy, _ ("Copy Certificate as PEM"));
  adw_expander_row_add_suffix (ADW_EXPANDER_ROW (row), copy);
  g_signal_connect_object (copy, "clicked", G_CALLBACK (copy_pem_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "notify::expanded", G_CALLBACK (pem_expanded_cb), self, G_CONNECT_SWAPPED);
  adw_preferences_group_add (group, row);
}

/* ---- the object ---- */

static void
kw_certificate_details_dispose (GObject *object)
{
  KwCertificateDetails *self = KW_CERTIFICATE_DETAILS (object);

  self->validity = NULL;
  g_clear_pointer ((GtkWidget **) &self->groups, gtk_widget_unparent);
  g_clear_object (&self->certificate);

  G_OBJECT_CLASS (kw_certificate_details_parent_class)->dispose (object);
}

static void
kw_certificate_details_class_init (KwCertificateDetailsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = kw_certificate_details_dispose;

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
rebuild (KwCertificateDetails *self)
{
  GtkWidget *child;

  self->validity = NULL;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->groups))) != NULL)
    gtk_box_remove (self->groups, child);
  if (self->certificate == NULL)
    return;

  if (ks_certificate_is_readable (self->certificate)) {
    add_name (self, _ ("Subject"), ks_certificate_get_subject (self->certificate));
    add_name (self, _ ("Issuer"), ks_certificate_get_issuer (self->certificate));
    add_validity (self);
    add_key (self);
    add_usage (self);
    add_extensions (self);
  } else {
    add_fact (self, add_group (self, _ ("Problem")), _ ("Not readable"),
              ks_certificate_get_problem (self->certificate), KW_FACT_PLAIN);
  }
  add_fingerprints (self);
  add_pem (self);
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
    rebuild (self);
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
