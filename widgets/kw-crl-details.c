/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "kw-config.h"

#include "kw-crl-details.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "ks-time.h"
#include "kw-extension-group.h"
#include "kw-facts.h"
#include "kw-text.h"

/* A list may take back a million certificates; so many are shown, the rest is a number. */
#define MAX_REVOKED 200

struct _KwCrlDetails {
  GtkWidget parent_instance;

  GtkBox *groups;
  KwFactGroup *list;
  KwFactGroup *issuer;
  KwFactGroup *revoked;
  KwExtensionGroup *extensions;
  KsCrl *crl;
  gint64 now;
};

enum {
  SIGNAL_COPIED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (KwCrlDetails, kw_crl_details, GTK_TYPE_WIDGET)

static void
copied_cb (KwCrlDetails *self, const char *title)
{
  g_signal_emit (self, signals[SIGNAL_COPIED], 0, title);
}

static char *
dup_next_update (KwCrlDetails *self)
{
  gint64 next = ks_crl_get_next_update (self->crl);
  g_autofree char *date = NULL;

  if (next == KS_TIME_INVALID)
    return g_strdup (_ ("Not said"));
  date = ks_time_format_date (next);
  if (next < self->now)
    /* Translators: %s is a date */
    return g_strdup_printf (_ ("%s: this list is out of date"), date);
  return g_steal_pointer (&date);
}

static void
fill_list (KwCrlDetails *self)
{
  g_autofree char *issued = ks_time_format_date (ks_crl_get_this_update (self->crl));
  g_autofree char *next = dup_next_update (self);
  g_autofree char *number = g_strdup_printf ("%u", ks_crl_get_n_revoked (self->crl));

  kw_fact_group_begin (self->list);
  kw_fact_group_add (self->list, _ ("Issued on"), issued, KW_FACT_NUMERIC);
  kw_fact_group_explain (self->list, "field:issued-on");
  kw_fact_group_add (self->list, _ ("Next list"), next, KW_FACT_NUMERIC);
  kw_fact_group_explain (self->list, "field:next-list");
  kw_fact_group_add (self->list, _ ("Revoked certificates"), number, KW_FACT_NUMERIC);
  kw_fact_group_explain (self->list, "field:revoked");
  kw_fact_group_add (self->list, _ ("Signature"), ks_crl_get_signature_text (self->crl), KW_FACT_PLAIN);
  kw_fact_group_explain (self->list, "field:list-signature");
  kw_fact_group_end (self->list);
}

static void
add_revoked (KwCrlDetails *self, guint index)
{
  g_autoptr (KsRevoked) revoked = ks_crl_dup_revoked (self->crl, index);
  g_autofree char *serial = kw_text_hex (revoked->serial);
  g_autofree char *date = ks_time_format_date (revoked->date);
  g_autofree char *value =
    revoked->reason != NULL ? g_strdup_printf ("%s · %s", date, revoked->reason) : g_strdup (date);

  kw_fact_group_add (self->revoked, serial, value, KW_FACT_NUMERIC);
}

static void
fill_revoked (KwCrlDetails *self)
{
  guint n = ks_crl_get_n_revoked (self->crl);

  kw_fact_group_begin (self->revoked);
  for (guint i = 0; i < MIN (n, MAX_REVOKED); i++)
    add_revoked (self, i);
  if (n > MAX_REVOKED) {
    g_autofree char *more =
      g_strdup_printf (ngettext ("%u more", "%u more", n - MAX_REVOKED), n - MAX_REVOKED);

    kw_fact_group_add (self->revoked, _ ("Not shown"), more, KW_FACT_NUMERIC);
  }
  kw_fact_group_end (self->revoked);
}

static KwFactGroup *
add_facts (KwCrlDetails *self, const char *title)
{
  GtkWidget *group = kw_fact_group_new (title);

  g_signal_connect_object (group, "copied", G_CALLBACK (copied_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (self->groups, group);
  return KW_FACT_GROUP (group);
}

static void
kw_crl_details_dispose (GObject *object)
{
  KwCrlDetails *self = KW_CRL_DETAILS (object);

  g_clear_pointer ((GtkWidget **) &self->groups, gtk_widget_unparent);
  g_clear_object (&self->crl);

  G_OBJECT_CLASS (kw_crl_details_parent_class)->dispose (object);
}

static void
kw_crl_details_class_init (KwCrlDetailsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = kw_crl_details_dispose;

  signals[SIGNAL_COPIED] = g_signal_new ("copied", KW_TYPE_CRL_DETAILS, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                         NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "kwdetails");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
kw_crl_details_init (KwCrlDetails *self)
{
  GtkWidget *extensions = kw_extension_group_new (_ ("Extensions"));

  self->groups = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 18));
  gtk_widget_set_parent (GTK_WIDGET (self->groups), GTK_WIDGET (self));
  self->list = add_facts (self, _ ("Revocation List"));
  self->issuer = add_facts (self, _ ("Issuer"));
  self->revoked = add_facts (self, _ ("Revoked Certificates by Serial Number"));
  kw_fact_group_explain_all (self->issuer, "field:list-issuer");
  kw_fact_group_explain_all (self->revoked, "field:revoked-serials");
  self->extensions = KW_EXTENSION_GROUP (extensions);
  gtk_box_append (self->groups, extensions);
  gtk_widget_set_visible (GTK_WIDGET (self->groups), FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Details of the revocation list"), -1);
}

/**
 * kw_crl_details_new:
 *
 * Returns: (transfer floating): an empty view
 */
GtkWidget *
kw_crl_details_new (void)
{
  return g_object_new (KW_TYPE_CRL_DETAILS, NULL);
}

/**
 * kw_crl_details_set_crl:
 * @self: the view
 * @crl: (nullable): a list, of which a reference is kept
 * @now: the time that is today, in seconds since 1970
 *
 * Shows a revocation list.
 */
void
kw_crl_details_set_crl (KwCrlDetails *self, KsCrl *crl, gint64 now)
{
  g_return_if_fail (KW_IS_CRL_DETAILS (self));
  g_return_if_fail (crl == NULL || KS_IS_CRL (crl));

  self->now = now;
  if (!g_set_object (&self->crl, crl))
    return;
  gtk_widget_set_visible (GTK_WIDGET (self->groups), crl != NULL);
  if (crl == NULL)
    return;

  fill_list (self);
  kw_facts_show_name (self->issuer, ks_crl_get_issuer (crl));
  fill_revoked (self);
  kw_extension_group_set_extensions (self->extensions, ks_crl_get_extensions (crl), G_OBJECT (crl));
}
