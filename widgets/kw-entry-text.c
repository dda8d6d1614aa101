/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "kw-config.h"

#include "kw-entry-text.h"

#include <glib/gi18n.h>

#include "ks-time.h"
#include "kw-text.h"

/**
 * kw_entry_text_dup_rest:
 * @entry: an entry
 * @now: the time that is today, in seconds since 1970
 *
 * Returns: (transfer full) (nullable): "115 days left"; %NULL without a certificate
 */
char *
kw_entry_text_dup_rest (KsEntry *entry, gint64 now)
{
  KsCertificate *leaf = ks_entry_get_leaf (entry);

  if (leaf == NULL)
    return NULL;
  if (!ks_certificate_is_readable (leaf))
    return g_strdup (_ ("not readable"));
  return ks_time_describe_span (ks_certificate_get_not_before (leaf), ks_certificate_get_not_after (leaf),
                                now);
}

/**
 * kw_entry_text_dup_detail:
 * @entry: an entry
 * @now: the time that is today, in seconds since 1970
 *
 * Returns: (transfer full): "gw.example.org · 115 days left", or what there is of it
 */
char *
kw_entry_text_dup_detail (KsEntry *entry, gint64 now)
{
  g_autofree char *title = kw_text_show (ks_entry_get_title (entry));
  g_autofree char *rest = kw_entry_text_dup_rest (entry, now);

  if (rest == NULL)
    return g_steal_pointer (&title);
  return *title != '\0' ? g_strdup_printf ("%s · %s", title, rest) : g_steal_pointer (&rest);
}

/**
 * kw_entry_text_dup_alias:
 * @entry: an entry
 *
 * Returns: (transfer full): its alias, or words for none
 */
char *
kw_entry_text_dup_alias (KsEntry *entry)
{
  g_autofree char *shown = kw_text_show (ks_entry_get_alias (entry));

  return *shown != '\0' ? g_steal_pointer (&shown) : g_strdup (_ ("No alias"));
}

/**
 * kw_entry_text_dup_coverage:
 * @n_covered: how many of the tested hosts an entry covers
 * @n_hosts: how many were tested
 *
 * Returns: (transfer full) (nullable): "2 of 3 hosts covered"; %NULL where none was tested
 */
char *
kw_entry_text_dup_coverage (guint n_covered, guint n_hosts)
{
  if (n_hosts == 0)
    return NULL;
  /* Translators: how many of the tested hosts a certificate covers */
  return g_strdup_printf (ngettext ("%u of %u host covered", "%u of %u hosts covered", n_hosts), n_covered,
                          n_hosts);
}

/**
 * kw_entry_text_layout:
 * @widget: the widget that draws it
 * @text: a line
 * @scale: 1, or less for a caption, which is never bold and has digits of one width
 * @mode: where it gives way
 *
 * Returns: (transfer full): the layout of the line
 */
PangoLayout *
kw_entry_text_layout (GtkWidget *widget, const char *text, double scale, PangoEllipsizeMode mode)
{
  PangoLayout *layout = gtk_widget_create_pango_layout (widget, text);
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();

  pango_layout_set_single_paragraph_mode (layout, TRUE);
  pango_layout_set_ellipsize (layout, mode);
  if (scale >= 1)
    return layout;
  pango_attr_list_insert (attributes, pango_attr_scale_new (scale));
  pango_attr_list_insert (attributes, pango_attr_weight_new (PANGO_WEIGHT_NORMAL));
  pango_attr_list_insert (attributes, pango_attr_font_features_new ("tnum"));
  pango_layout_set_attributes (layout, attributes);
  return layout;
}
