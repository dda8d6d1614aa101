/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "kw-config.h"

#include "kw-host-cell.h"

#include <glib/gi18n.h>

#include "kw-host-text.h"
#include "kw-status-mark.h"
#include "kw-text.h"

#define SPACING 6
#define MIN_CHARS 4
#define MAX_LINES 3
#define MAX_CHARS 24

struct _KwHostCell {
  GtkWidget parent_instance;

  KwStatusMark *mark;
  GtkLabel *text;
};

G_DEFINE_FINAL_TYPE (KwHostCell, kw_host_cell, GTK_TYPE_WIDGET)

static void
kw_host_cell_dispose (GObject *object)
{
  KwHostCell *self = KW_HOST_CELL (object);

  g_clear_pointer ((GtkWidget **) &self->mark, gtk_widget_unparent);
  g_clear_pointer ((GtkWidget **) &self->text, gtk_widget_unparent);

  G_OBJECT_CLASS (kw_host_cell_parent_class)->dispose (object);
}

static void
kw_host_cell_class_init (KwHostCellClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = kw_host_cell_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "kwhostcell");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_CELL);
}

static void
kw_host_cell_init (KwHostCell *self)
{
  gtk_box_layout_set_spacing (GTK_BOX_LAYOUT (gtk_widget_get_layout_manager (GTK_WIDGET (self))), SPACING);
  self->mark = KW_STATUS_MARK (kw_status_mark_new (KS_STATE_NOT_APPLICABLE));
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_START);
  gtk_widget_set_valign (GTK_WIDGET (self->mark), GTK_ALIGN_START);
  gtk_widget_set_parent (GTK_WIDGET (self->mark), GTK_WIDGET (self));
  self->text = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->text, 0);
  gtk_label_set_wrap (self->text, TRUE);
  gtk_label_set_wrap_mode (self->text, PANGO_WRAP_WORD_CHAR);
  gtk_label_set_lines (self->text, MAX_LINES);
  gtk_label_set_ellipsize (self->text, PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (GTK_WIDGET (self->text), "caption");
  gtk_label_set_width_chars (self->text, MIN_CHARS);
  gtk_label_set_max_width_chars (self->text, MAX_CHARS);
  gtk_widget_set_parent (GTK_WIDGET (self->text), GTK_WIDGET (self));
}

/**
 * kw_host_cell_new:
 *
 * Returns: (transfer floating): an empty cell
 */
GtkWidget *
kw_host_cell_new (void)
{
  return g_object_new (KW_TYPE_HOST_CELL, NULL);
}

static const KsHostComparison *
find_comparison (const KsHostResult *result, int index)
{
  if (index == KW_HOST_COMMON_NAME)
    return result->match->common_name;
  return (guint) index < result->match->cells->len ? g_ptr_array_index (result->match->cells, index) : NULL;
}

/* A near miss is no trouble where another name covers the host. */
static KsState
get_state (const KsHostResult *result, const KsHostComparison *comparison)
{
  if (comparison == NULL)
    return KS_STATE_NOT_APPLICABLE;
  if (comparison->nearness == KS_HOST_MATCH)
    return KS_STATE_PASS;
  return result->match->matches ? KS_STATE_NOT_APPLICABLE : KS_STATE_FAIL;
}

static const char *
get_word (const KsHostComparison *comparison)
{
  if (comparison == NULL)
    return _ ("nothing in common");
  return comparison->nearness == KS_HOST_MATCH ? _ ("matches") : _ ("nearly");
}

static void
describe (KwHostCell *self, const KsHostResult *result, const KsHostComparison *comparison, const char *name)
{
  g_autofree char *host = kw_text_plain (ks_host_name_get_text (result->host));
  g_autofree char *plain = kw_text_plain (name);
  g_autofree char *rule = comparison != NULL ? kw_text_plain (comparison->rule) : NULL;
  /* Translators: a host, a name of a certificate, and how they compare: "gw.example.org, *.example.org: matches" */
  g_autofree char *label = g_strdup_printf (_ ("%s, %s: %s"), host, plain, get_word (comparison));
  g_autofree char *tooltip =
    rule != NULL ? g_strdup_printf ("%s\n%s · %s", plain, rule, comparison->reference) : NULL;

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, rule != NULL ? rule : "", -1);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), tooltip);
}

/**
 * kw_host_cell_set:
 * @self: a cell
 * @result: a tested host; nothing of it is kept
 * @index: of an alternative name, or %KW_HOST_COMMON_NAME
 * @name: that name
 *
 * Shows how the host compares with the name.
 */
void
kw_host_cell_set (KwHostCell *self, const KsHostResult *result, int index, const char *name)
{
  const KsHostComparison *comparison = find_comparison (result, index);
  gboolean is_near = comparison != NULL && comparison->nearness != KS_HOST_MATCH;

  kw_status_mark_set_state (self->mark, get_state (result, comparison));
  kw_status_mark_set_word (self->mark, get_word (comparison));
  if (is_near)
    kw_host_text_show (self->text, comparison->name, comparison->name_spans);
  else
    kw_host_text_show (self->text, comparison != NULL ? get_word (comparison) : "", NULL);
  describe (self, result, comparison, name);
}
