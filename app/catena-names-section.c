/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "catena-config.h"

#include "catena-names-section.h"

#include <glib/gi18n.h>

struct _CatenaNamesSection {
  AdwBin parent_instance;

  KwNamesView *view;
  gboolean is_narrow;
};

enum {
  PROP_IS_NARROW = 1,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static void catena_names_section_iface_init (CatenaEntrySectionInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (CatenaNamesSection,
                               catena_names_section,
                               ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (CATENA_TYPE_ENTRY_SECTION,
                                                      catena_names_section_iface_init))

static void
catena_names_section_set_entry (CatenaEntrySection *section, KsEntry *entry, gint64 now)
{
  CatenaNamesSection *self = CATENA_NAMES_SECTION (section);
  KsCertificate *leaf = entry != NULL ? ks_entry_get_leaf (entry) : NULL;
  gboolean has_key = entry != NULL && ks_entry_get_kind (entry) == KS_ENTRY_KEY;

  gtk_widget_set_visible (GTK_WIDGET (self), leaf != NULL);
  kw_names_view_set_certificate (self->view, leaf);
  kw_names_view_set_request_problem (self->view,
                                     has_key ? NULL
                                             : _ ("A request needs the private key, and it is not here"));
}

static void
catena_names_section_set_verdict (CatenaEntrySection *section, KsVerdict *verdict)
{
  kw_names_view_set_hosts (CATENA_NAMES_SECTION (section)->view,
                           verdict != NULL ? ks_verdict_get_hosts (verdict) : NULL, verdict);
}

static void
catena_names_section_iface_init (CatenaEntrySectionInterface *iface)
{
  iface->set_entry = catena_names_section_set_entry;
  iface->set_verdict = catena_names_section_set_verdict;
}

static void
catena_names_section_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  switch (prop_id) {
  case PROP_IS_NARROW:
    g_value_set_boolean (value, CATENA_NAMES_SECTION (object)->is_narrow);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
catena_names_section_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  CatenaNamesSection *self = CATENA_NAMES_SECTION (object);

  switch (prop_id) {
  case PROP_IS_NARROW:
    if (self->is_narrow == g_value_get_boolean (value))
      break;
    self->is_narrow = g_value_get_boolean (value);
    kw_names_view_set_is_narrow (self->view, self->is_narrow);
    g_object_notify_by_pspec (object, pspec);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
catena_names_section_class_init (CatenaNamesSectionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = catena_names_section_get_property;
  object_class->set_property = catena_names_section_set_property;

  properties[PROP_IS_NARROW] =
    g_param_spec_boolean ("is-narrow", NULL, NULL, FALSE,
                          G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
catena_names_section_init (CatenaNamesSection *self)
{
  self->view = KW_NAMES_VIEW (kw_names_view_new ());
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->view));
}

/**
 * catena_names_section_get_view:
 * @self: the section
 *
 * Returns: (transfer none): the names and the hosts
 */
KwNamesView *
catena_names_section_get_view (CatenaNamesSection *self)
{
  g_return_val_if_fail (CATENA_IS_NAMES_SECTION (self), NULL);

  return self->view;
}
