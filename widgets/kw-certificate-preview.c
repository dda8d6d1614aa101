/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "kw-config.h"

#include "kw-certificate-preview.h"

#include <glib/gi18n.h>

#include "ks-time.h"
#include "kw-preview-hosts.h"
#include "kw-status-mark.h"
#include "kw-text.h"

/* So many of each; a preview is to be seen at once. */
#define MAX_COVERED 5
#define MAX_MISSED 3

#define SERVER_AUTH "1.3.6.1.5.5.7.3.1"
#define CLIENT_AUTH "1.3.6.1.5.5.7.3.2"

struct _KwCertificatePreview {
  GtkWidget parent_instance;

  GtkImage *role_icon;
  GtkLabel *role_label;
  GtkLabel *name_label;
  GtkLabel *key_label;
  GtkLabel *time_label;
  GtkWidget *issuer_box;
  GtkLabel *issuer_role_label;
  GtkLabel *issuer_label;
  GtkWidget *self_label;
  GtkBox *sections;
};

G_DEFINE_FINAL_TYPE (KwCertificatePreview, kw_certificate_preview, GTK_TYPE_WIDGET)

static void
kw_certificate_preview_dispose (GObject *object)
{
  GtkWidget *child;

  gtk_widget_dispose_template (GTK_WIDGET (object), KW_TYPE_CERTIFICATE_PREVIEW);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (kw_certificate_preview_parent_class)->dispose (object);
}

static void
kw_certificate_preview_class_init (KwCertificatePreviewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = kw_certificate_preview_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               RESOURCE_PATH "/widgets/kw-certificate-preview.ui");
  gtk_widget_class_bind_template_child (widget_class, KwCertificatePreview, role_icon);
  gtk_widget_class_bind_template_child (widget_class, KwCertificatePreview, role_label);
  gtk_widget_class_bind_template_child (widget_class, KwCertificatePreview, name_label);
  gtk_widget_class_bind_template_child (widget_class, KwCertificatePreview, key_label);
  gtk_widget_class_bind_template_child (widget_class, KwCertificatePreview, time_label);
  gtk_widget_class_bind_template_child (widget_class, KwCertificatePreview, issuer_box);
  gtk_widget_class_bind_template_child (widget_class, KwCertificatePreview, issuer_role_label);
  gtk_widget_class_bind_template_child (widget_class, KwCertificatePreview, issuer_label);
  gtk_widget_class_bind_template_child (widget_class, KwCertificatePreview, self_label);
  gtk_widget_class_bind_template_child (widget_class, KwCertificatePreview, sections);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "kwpreview");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
kw_certificate_preview_init (KwCertificatePreview *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_visible (self->issuer_box, FALSE);
}

/**
 * kw_certificate_preview_new:
 *
 * Returns: (transfer floating): a preview of nothing
 */
GtkWidget *
kw_certificate_preview_new (void)
{
  return g_object_new (KW_TYPE_CERTIFICATE_PREVIEW, NULL);
}

static gboolean
has_purpose (const KsCertificateSpec *spec, const char *oid)
{
  return g_strv_contains ((const char *const *) spec->purposes, oid);
}

static KsCertificateRole
tell_role (const KsCertificateSpec *spec, KsCertificate *issuer)
{
  if (spec->is_ca)
    return issuer != NULL ? KS_ROLE_INTERMEDIATE_CA : KS_ROLE_ROOT_CA;
  if (has_purpose (spec, SERVER_AUTH))
    return KS_ROLE_SERVER;
  return has_purpose (spec, CLIENT_AUTH) ? KS_ROLE_CLIENT : KS_ROLE_PERSON;
}

static const char *
tell_name (const KsCertificateSpec *spec)
{
  const char *title = ks_name_get_title (spec->subject);
  const KsGeneralName *first = spec->names->len > 0 ? g_ptr_array_index (spec->names, 0) : NULL;

  if (*title != '\0')
    return title;
  if (first != NULL)
    return first->unicode != NULL ? first->unicode : first->text;
  return _ ("No name yet");
}

static char *
describe_days (const KsCertificateSpec *spec)
{
  guint days = (guint) ((spec->not_after + 1 - spec->not_before) / KS_DAY);

  return g_strdup_printf (ngettext ("%u day", "%u days", days), days);
}

static void
show_card (KwCertificatePreview *self, const KsCertificateSpec *spec, const char *key, KsCertificate *issuer)
{
  KsCertificateRole role = tell_role (spec, issuer);
  const char *digest = spec->digest != NULL ? ks_signing_digest_get_name (spec->digest) : NULL;
  g_autofree char *name = kw_text_show (tell_name (spec));
  g_autofree char *key_text = g_strjoin (" · ", key, digest, NULL);
  g_autofree char *days = describe_days (spec);

  gtk_image_set_from_icon_name (self->role_icon, kw_role_icon (role));
  gtk_label_set_label (self->role_label, ks_certificate_role_get_name (role));
  gtk_label_set_label (self->name_label, name);
  gtk_label_set_label (self->key_label, key_text);
  gtk_label_set_label (self->time_label, days);
}

static void
show_issuer (KwCertificatePreview *self, KsCertificate *issuer)
{
  gtk_widget_set_visible (self->issuer_box, issuer != NULL);
  gtk_widget_set_visible (self->self_label, issuer == NULL);
  if (issuer != NULL) {
    g_autofree char *name = kw_text_show (ks_certificate_get_title (issuer));
    /* Translators: above the name of the CA; %s is “Root CA” or “Intermediate CA” */
    g_autofree char *role =
      g_strdup_printf (_ ("Signed by: %s"), ks_certificate_role_get_name (ks_certificate_get_role (issuer)));

    gtk_label_set_label (self->issuer_role_label, role);
    gtk_label_set_label (self->issuer_label, name);
    gtk_widget_set_tooltip_text (GTK_WIDGET (self->issuer_label), name);
  }
}

static GtkBox *
add_section (KwCertificatePreview *self, const char *title)
{
  GtkWidget *section = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *label = gtk_label_new (title);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_widget_add_css_class (label, "caption-heading");
  gtk_widget_add_css_class (label, "dimmed");
  gtk_box_append (GTK_BOX (section), label);
  gtk_box_append (self->sections, section);
  return GTK_BOX (section);
}

static GtkWidget *
make_label (const char *text, PangoEllipsizeMode ellipsize)
{
  g_autofree char *shown = kw_text_show (text);
  g_autofree char *plain = kw_text_plain (text);
  GtkWidget *label = gtk_label_new (shown);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), ellipsize);
  gtk_widget_set_tooltip_text (label, plain);
  return label;
}

static void
add_host (GtkBox *section, const KwPreviewHost *host, gboolean is_covered)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *name = make_label (host->host, PANGO_ELLIPSIZE_MIDDLE);
  GtkWidget *note = make_label (host->note, PANGO_ELLIPSIZE_END);
  GtkWidget *icon =
    is_covered ? kw_status_mark_new (KS_STATE_PASS) : gtk_image_new_from_icon_name ("window-close-symbolic");

  if (is_covered)
    kw_status_mark_set_word (KW_STATUS_MARK (icon), _ ("Covered"));
  else
    gtk_accessible_update_property (GTK_ACCESSIBLE (icon), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Not covered"),
                                    -1);
  gtk_widget_set_hexpand (name, TRUE);
  gtk_widget_add_css_class (note, "caption");
  gtk_widget_add_css_class (note, "dimmed");
  gtk_widget_set_visible (note, *host->note != '\0');
  if (!is_covered) {
    gtk_widget_add_css_class (icon, "dimmed");
    gtk_widget_add_css_class (name, "dimmed");
  }
  gtk_box_append (GTK_BOX (row), icon);
  gtk_box_append (GTK_BOX (row), name);
  gtk_box_append (GTK_BOX (row), note);
  gtk_box_append (section, row);
}

static void
add_hosts (KwCertificatePreview *self, const char *title, GPtrArray *hosts, gboolean is_covered)
{
  GtkBox *section;

  if (hosts->len == 0)
    return;
  section = add_section (self, title);
  for (guint i = 0; i < hosts->len; i++)
    add_host (section, g_ptr_array_index (hosts, i), is_covered);
}

static void
add_text (KwCertificatePreview *self, const char *title, const char *text)
{
  GtkBox *section = add_section (self, title);
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_widget_add_css_class (label, "numeric");
  gtk_box_append (section, label);
}

/* Names of certificates that no client looks for by a host. */
static void
add_names (KwCertificatePreview *self, const KsCertificateSpec *spec)
{
  GtkBox *section;

  if (spec->names->len == 0)
    return;
  section = add_section (self, _ ("Alternative names"));
  for (guint i = 0; i < MIN (spec->names->len, MAX_COVERED); i++) {
    const KsGeneralName *name = g_ptr_array_index (spec->names, i);

    gtk_box_append (section,
                    make_label (name->unicode != NULL ? name->unicode : name->text, PANGO_ELLIPSIZE_MIDDLE));
  }
}

static void
add_validity (KwCertificatePreview *self, const KsCertificateSpec *spec)
{
  g_autofree char *from = ks_time_format_date (spec->not_before);
  g_autofree char *until = ks_time_format_date (spec->not_after);
  /* Translators: two dates */
  g_autofree char *text = g_strdup_printf (_ ("%s to %s"), from, until);

  add_text (self, _ ("Valid"), text);
}

static void
add_usage (KwCertificatePreview *self, const KsCertificateSpec *spec)
{
  g_auto (GStrv) usages = ks_key_usage_list_names (spec->key_usage);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; spec->purposes[i] != NULL; i++)
    g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", ks_purpose_get_name (spec->purposes[i]));
  for (guint i = 0; usages[i] != NULL; i++)
    g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", usages[i]);
  add_text (self, _ ("May be used for"), text->len > 0 ? text->str : _ ("Everything"));
}

/**
 * kw_certificate_preview_show:
 * @self: a preview
 * @spec: what shall stand in the certificate
 * @key: the kind of its key
 * @issuer: (nullable): the certificate of the CA that signs it
 *
 * Shows the certificate that will come of it.
 */
void
kw_certificate_preview_show (KwCertificatePreview *self,
                             const KsCertificateSpec *spec,
                             const char *key,
                             KsCertificate *issuer)
{
  GtkWidget *child;

  show_card (self, spec, key, issuer);
  show_issuer (self, issuer);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->sections))) != NULL)
    gtk_box_remove (self->sections, child);
  if (has_purpose (spec, SERVER_AUTH)) {
    g_autoptr (GPtrArray) covered = kw_preview_hosts_list_covered (spec->names, MAX_COVERED);
    g_autoptr (GPtrArray) missed = kw_preview_hosts_list_missed (spec->names, MAX_MISSED);

    add_hosts (self, _ ("Clients can use"), covered, TRUE);
    add_hosts (self, _ ("But not"), missed, FALSE);
  } else {
    add_names (self, spec);
  }
  add_validity (self, spec);
  add_usage (self, spec);
}

/**
 * kw_certificate_preview_dup_summary:
 * @self: a preview
 *
 * Returns: (transfer full): the card in one line
 */
char *
kw_certificate_preview_dup_summary (KwCertificatePreview *self)
{
  return g_strdup_printf ("%s · %s · %s", gtk_label_get_label (self->name_label),
                          gtk_label_get_label (self->key_label), gtk_label_get_label (self->time_label));
}
