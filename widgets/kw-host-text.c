/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "kw-config.h"

#include "kw-host-text.h"

#include "kw-text.h"

#define FIRST_STRONG_ISOLATE "\xe2\x81\xa8"
#define POP_ISOLATE "\xe2\x81\xa9"

static void
append (GString *shown, const char *text, gsize start, gsize end)
{
  g_autofree char *part = g_strndup (text + start, end - start);
  g_autofree char *plain = kw_text_plain (part);

  g_string_append (shown, plain);
}

static void
mark (PangoAttrList *attributes, gsize start, gsize end)
{
  PangoAttribute *const marks[] = { pango_attr_weight_new (PANGO_WEIGHT_BOLD),
                                    pango_attr_underline_new (PANGO_UNDERLINE_SINGLE) };

  for (gsize i = 0; i < G_N_ELEMENTS (marks); i++) {
    marks[i]->start_index = (guint) start;
    marks[i]->end_index = (guint) end;
    pango_attr_list_insert (attributes, marks[i]);
  }
}

/**
 * kw_host_text_show:
 * @label: a label
 * @text: a host or a name of a certificate
 * @spans: (nullable) (element-type KsHostSpan): the parts of it that differ
 *
 * Shows a name from a file, isolated and with its control characters visible, and marks what differs by weight and a line below.
 */
void
kw_host_text_show (GtkLabel *label, const char *text, const GArray *spans)
{
  g_autoptr (GString) shown = g_string_new (FIRST_STRONG_ISOLATE);
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();
  gsize at = 0;

  /* A hyphen would be read as a part of the name. */
  pango_attr_list_insert (attributes, pango_attr_insert_hyphens_new (FALSE));
  for (guint i = 0; spans != NULL && i < spans->len; i++) {
    const KsHostSpan *span = &g_array_index (spans, KsHostSpan, i);
    gsize start;

    append (shown, text, at, span->start);
    start = shown->len;
    append (shown, text, span->start, span->end);
    mark (attributes, start, shown->len);
    at = span->end;
  }
  append (shown, text, at, strlen (text));
  g_string_append (shown, POP_ISOLATE);
  gtk_label_set_label (label, shown->str);
  gtk_label_set_attributes (label, attributes);
}
