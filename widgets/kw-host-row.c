/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "kw-config.h"

#include "kw-host-row.h"

#include <glib/gi18n.h>

#include "kw-host-cell.h"
#include "kw-host-layout.h"
#include "kw-host-text.h"
#include "kw-status-mark.h"
#include "kw-text.h"

struct _KwHostRow {
  GtkWidget parent_instance;

  KwStatusMark *mark;
  GtkWidget *line; /* the name, and a cell for each column */
  GtkLabel *name;
  GtkLabel *ascii;
  GtkLabel *rule;
  GtkLabel *nearest;
  GtkWidget *remove;
  KwHostItem *item;
};

enum {
  SIGNAL_REMOVED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (KwHostRow, kw_host_row, GTK_TYPE_WIDGET)

static void
remove_cb (KwHostRow *self)
{
  g_signal_emit (self, signals[SIGNAL_REMOVED], 0);
}

static void
kw_host_row_dispose (GObject *object)
{
  GtkWidget *child;

  gtk_widget_dispose_template (GTK_WIDGET (object), KW_TYPE_HOST_ROW);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&KW_HOST_ROW (object)->item);

  G_OBJECT_CLASS (kw_host_row_parent_class)->dispose (object);
}

static void
kw_host_row_class_init (KwHostRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = kw_host_row_dispose;

  signals[SIGNAL_REMOVED] =
    g_signal_new ("removed", KW_TYPE_HOST_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (KW_TYPE_HOST_LAYOUT);
  g_type_ensure (KW_TYPE_STATUS_MARK);
  gtk_widget_class_set_template_from_resource (widget_class, RESOURCE_PATH "/widgets/kw-host-row.ui");
  gtk_widget_class_bind_template_child (widget_class, KwHostRow, mark);
  gtk_widget_class_bind_template_child (widget_class, KwHostRow, line);
  gtk_widget_class_bind_template_child (widget_class, KwHostRow, name);
  gtk_widget_class_bind_template_child (widget_class, KwHostRow, ascii);
  gtk_widget_class_bind_template_child (widget_class, KwHostRow, rule);
  gtk_widget_class_bind_template_child (widget_class, KwHostRow, nearest);
  gtk_widget_class_bind_template_child (widget_class, KwHostRow, remove);
  gtk_widget_class_bind_template_callback (widget_class, remove_cb);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "kwhost");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
kw_host_row_init (KwHostRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * kw_host_row_new:
 *
 * Returns: (transfer floating): a row without host
 */
GtkWidget *
kw_host_row_new (void)
{
  return g_object_new (KW_TYPE_HOST_ROW, NULL);
}

/* The A-labels, for those who look for them in a configuration. */
static void
show_ascii (KwHostRow *self, const KsHostName *host)
{
  gtk_widget_set_visible (GTK_WIDGET (self->ascii), host->unicode != NULL);
  gtk_label_set_label (self->ascii, host->unicode != NULL ? host->ascii : "");
}

static void
show_nearest (KwHostRow *self, const KsHostComparison *nearest, gboolean has_columns)
{
  gboolean is_shown = !has_columns && nearest != NULL && nearest->nearness != KS_HOST_MATCH;

  gtk_widget_set_visible (GTK_WIDGET (self->nearest), is_shown);
  if (is_shown)
    kw_host_text_show (self->nearest, nearest->name, nearest->name_spans);
}

static void
describe (KwHostRow *self, KsState state, const char *host, const char *rule)
{
  const char *word = kw_host_state_word (state);
  g_autofree char *name = g_strdup_printf ("%s: %s", host, word);
  /* Translators: %s is a host name */
  g_autofree char *label = g_strdup_printf (_ ("Stop testing %s"), host);

  kw_status_mark_set_word (self->mark, word);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, rule, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->remove), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

/* As many cells as there are columns, set anew. */
static void
show_cells (KwHostRow *self, const KsHostResult *result, GPtrArray *columns)
{
  GtkWidget *cell = gtk_widget_get_next_sibling (GTK_WIDGET (self->name));

  for (guint i = 0; columns != NULL && i < columns->len; i++) {
    const KwHostColumn *column = g_ptr_array_index (columns, i);

    if (cell == NULL) {
      cell = kw_host_cell_new ();
      gtk_box_append (GTK_BOX (self->line), cell);
    }
    kw_host_cell_set (KW_HOST_CELL (cell), result, column->index, column->name);
    cell = gtk_widget_get_next_sibling (cell);
  }
  while (cell != NULL) {
    GtkWidget *next = gtk_widget_get_next_sibling (cell);

    gtk_box_remove (GTK_BOX (self->line), cell);
    cell = next;
  }
}

static void
show_result (KwHostRow *self, const KsHostResult *result, gboolean has_columns)
{
  const KsHostComparison *nearest = ks_host_match_get_nearest (result->match);
  const char *text = ks_host_name_get_text (result->host);
  g_autofree char *plain = kw_text_plain (text);
  g_autofree char *sentence = kw_host_dup_rule (result);
  g_autofree char *rule = kw_text_plain (sentence);

  kw_status_mark_set_state (self->mark, kw_host_state (result));
  kw_host_text_show (self->name, text, nearest != NULL ? nearest->host_spans : NULL);
  show_ascii (self, result->host);
  gtk_label_set_label (self->rule, rule);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->name), plain);
  show_nearest (self, nearest, has_columns);
  describe (self, kw_host_state (result), plain, rule);
}

/**
 * kw_host_row_set_item:
 * @self: a host row
 * @item: (nullable): a tested host, of which a reference is kept
 * @columns: (nullable) (element-type KwHostColumn): the names of the certificate that have a column
 *
 * Shows a tested host.
 */
void
kw_host_row_set_item (KwHostRow *self, KwHostItem *item, GPtrArray *columns)
{
  g_return_if_fail (KW_IS_HOST_ROW (self));
  g_return_if_fail (item == NULL || KW_IS_HOST_ITEM (item));

  g_set_object (&self->item, item);
  if (item == NULL)
    return;
  show_cells (self, kw_host_item_get_result (item), columns);
  show_result (self, kw_host_item_get_result (item), columns != NULL && columns->len > 0);
}

/**
 * kw_host_row_get_item:
 * @self: a host row
 *
 * Returns: (transfer none) (nullable): the tested host
 */
KwHostItem *
kw_host_row_get_item (KwHostRow *self)
{
  g_return_val_if_fail (KW_IS_HOST_ROW (self), NULL);

  return self->item;
}

/**
 * kw_host_row_dup_description:
 * @self: a host row
 *
 * Returns: (transfer full): host, state and rule in one line, for an accessible label
 */
char *
kw_host_row_dup_description (KwHostRow *self)
{
  const KsHostResult *result = NULL;
  g_autofree char *plain = NULL;
  g_autofree char *sentence = NULL;
  g_autofree char *rule = NULL;

  g_return_val_if_fail (KW_IS_HOST_ROW (self), NULL);

  if (self->item == NULL)
    return g_strdup ("");
  result = kw_host_item_get_result (self->item);
  plain = kw_text_plain (ks_host_name_get_text (result->host));
  sentence = kw_host_dup_rule (result);
  rule = kw_text_plain (sentence);
  return g_strdup_printf ("%s: %s. %s", plain, kw_host_state_word (kw_host_state (result)), rule);
}
