/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "catena-config.h"

#include "catena-data-section.h"

#include "kw-crl-details.h"
#include "kw-request-details.h"

struct _CatenaDataSection {
  AdwBin parent_instance;

  GtkWidget *request_steps;
  KwRequestDetails *request;
  KwCrlDetails *crl;
};

static void catena_data_section_iface_init (CatenaEntrySectionInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (CatenaDataSection,
                               catena_data_section,
                               ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (CATENA_TYPE_ENTRY_SECTION,
                                                      catena_data_section_iface_init))

static GBytes *
find_data (KsEntry *entry, KsEntryKind kind)
{
  return entry != NULL && ks_entry_get_kind (entry) == kind ? ks_entry_get_data (entry) : NULL;
}

/* A request that cannot be read is an entry all the same; what is wrong stands in its facts. */
static void
catena_data_section_set_entry (CatenaEntrySection *section, KsEntry *entry, gint64 now)
{
  CatenaDataSection *self = CATENA_DATA_SECTION (section);
  GBytes *request_data = find_data (entry, KS_ENTRY_REQUEST);
  GBytes *crl_data = find_data (entry, KS_ENTRY_CRL);
  g_autoptr (KsRequest) request = request_data != NULL ? ks_request_new (request_data, NULL) : NULL;
  g_autoptr (KsCrl) crl = crl_data != NULL ? ks_crl_new (crl_data, NULL) : NULL;

  kw_request_details_set_request (self->request, request);
  kw_crl_details_set_crl (self->crl, crl, now);
  gtk_widget_set_visible (GTK_WIDGET (self->request), request != NULL);
  gtk_widget_set_visible (self->request_steps, request != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->crl), crl != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self), request != NULL || crl != NULL);
}

static void
copied_cb (CatenaDataSection *self, const char *what)
{
  catena_entry_section_say_copied (CATENA_ENTRY_SECTION (self), what);
}

static void
catena_data_section_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), CATENA_TYPE_DATA_SECTION);

  G_OBJECT_CLASS (catena_data_section_parent_class)->dispose (object);
}

static void
catena_data_section_iface_init (CatenaEntrySectionInterface *iface)
{
  iface->set_entry = catena_data_section_set_entry;
}

static void
catena_data_section_class_init (CatenaDataSectionClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = catena_data_section_dispose;

  g_type_ensure (KW_TYPE_REQUEST_DETAILS);
  g_type_ensure (KW_TYPE_CRL_DETAILS);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/catena_keystore/Catena/catena-data-section.ui");
  gtk_widget_class_bind_template_child (widget_class, CatenaDataSection, request_steps);
  gtk_widget_class_bind_template_child (widget_class, CatenaDataSection, request);
  gtk_widget_class_bind_template_child (widget_class, CatenaDataSection, crl);
  gtk_widget_class_bind_template_callback (widget_class, copied_cb);
}

static void
catena_data_section_init (CatenaDataSection *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
