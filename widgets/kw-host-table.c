/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "catena-config.h"

#include "kw-host-table.h"

#include <glib/gi18n.h>

#include "ks-host-columns.h"
#include "kw-host-cell.h"
#include "kw-host-row.h"
#include "kw-host-text.h"

/* More columns than this are no table that anybody reads. */
#define MAX_NAMES 8

struct _KwHostTable {
  GtkWidget parent_instance;

  GtkWidget *wide;
  GtkWidget *narrow;
  GtkColumnView *table;
  GtkListView *list;

  GListStore *hosts; /* of KwHostItem */
  KsCertificate *certificate;
  KsHostColumns *columns; /* that the table has now, or NULL */
  gboolean is_narrow;
  guint focus; /* where the focus goes when the hosts change; n_hosts and more: nowhere */
};

enum {
  PROP_IS_NARROW = 1,
  N_PROPS,
};

enum {
  SIGNAL_HOST_REMOVED,
  N_SIGNALS,
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (KwHostTable, kw_host_table, GTK_TYPE_WIDGET)

/* What a column stands for. */
typedef struct {
  int index;
  char *name;
} Column;

static void
column_free (gpointer data, GClosure *closure)
{
  Column *column = data;

  g_free (column->name);
  g_free (column);
}

/* ---- removing ---- */

static void
remove_item (KwHostTable *self, KwHostItem *item)
{
  g_autofree char *host = g_strdup (kw_host_item_get_host (item));
  guint position = G_MAXUINT;

  g_list_store_find (self->hosts, item, &position);
  self->focus = position;
  g_signal_emit (self, signals[SIGNAL_HOST_REMOVED], 0, host);
}

static void
row_removed_cb (KwHostTable *self, KwHostRow *row)
{
  if (kw_host_row_get_item (row) != NULL)
    remove_item (self, kw_host_row_get_item (row));
}

static void
remove_clicked_cb (GtkListItem *cell, GtkWidget *button)
{
  KwHostTable *self = KW_HOST_TABLE (gtk_widget_get_ancestor (button, KW_TYPE_HOST_TABLE));

  if (gtk_list_item_get_item (cell) != NULL)
    remove_item (self, gtk_list_item_get_item (cell));
}

static GtkWidget *
find_row (GtkWidget *widget)
{
  if (KW_IS_HOST_ROW (widget))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    GtkWidget *row = find_row (child);

    if (row != NULL)
      return row;
  }
  return NULL;
}

/* The row that the focus is in: of the table, the child of its list. */
static gboolean
delete_cb (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  KwHostTable *self = KW_HOST_TABLE (widget);
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (widget));
  GtkWidget *row = NULL;

  for (; focus != NULL && focus != widget && row == NULL; focus = gtk_widget_get_parent (focus))
    row = find_row (focus);
  if (row == NULL)
    return GDK_EVENT_PROPAGATE;
  row_removed_cb (self, KW_HOST_ROW (row));
  return GDK_EVENT_STOP;
}

/* ---- the rows ---- */

static void
host_setup_cb (KwHostTable *self, GtkListItem *item)
{
  GtkWidget *row = kw_host_row_new (!GTK_IS_COLUMN_VIEW_CELL (item));

  g_signal_connect_object (row, "removed", G_CALLBACK (row_removed_cb), self, G_CONNECT_SWAPPED);
  gtk_list_item_set_child (item, row);
}

static void
host_bind_cb (KwHostTable *self, GtkListItem *item)
{
  KwHostRow *row = KW_HOST_ROW (gtk_list_item_get_child (item));
  g_autofree char *description = NULL;

  kw_host_row_set_item (row, gtk_list_item_get_item (item));
  if (GTK_IS_COLUMN_VIEW_CELL (item))
    return;
  description = kw_host_row_dup_description (row);
  gtk_list_item_set_accessible_label (item, description);
}

static void
host_unbind_cb (KwHostTable *self, GtkListItem *item)
{
  kw_host_row_set_item (KW_HOST_ROW (gtk_list_item_get_child (item)), NULL);
}

static void
row_bind_cb (KwHostTable *self, GtkColumnViewRow *row)
{
  const KsHostResult *result = kw_host_item_get_result (gtk_column_view_row_get_item (row));
  g_autofree char *rule = kw_host_dup_rule (result);
  g_autofree char *label = g_strdup_printf ("%s: %s", ks_host_name_get_text (result->host),
                                            kw_host_state_word (kw_host_state (result)));

  gtk_column_view_row_set_accessible_label (row, label);
  gtk_column_view_row_set_accessible_description (row, rule);
  gtk_column_view_row_set_activatable (row, FALSE);
}

static void
cell_setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  gtk_list_item_set_child (item, kw_host_cell_new ());
}

static void
cell_bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item, Column *column)
{
  kw_host_cell_set (KW_HOST_CELL (gtk_list_item_get_child (item)),
                    kw_host_item_get_result (gtk_list_item_get_item (item)), column->index, column->name);
}

static void
remove_setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("window-close-symbolic");

  gtk_widget_set_css_classes (button, (const char *[]) { "flat", "circular", "small", "dimmed", NULL });
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, _ ("Stop Testing"));
  g_signal_connect_object (button, "clicked", G_CALLBACK (remove_clicked_cb), item, G_CONNECT_SWAPPED);
  gtk_list_item_set_child (item, button);
}

static void
remove_bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  const KsHostResult *result = kw_host_item_get_result (gtk_list_item_get_item (item));
  g_autofree char *label = g_strdup_printf (_ ("Stop testing %s"), ks_host_name_get_text (result->host));

  gtk_accessible_update_property (GTK_ACCESSIBLE (gtk_list_item_get_child (item)),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

/* ---- the columns ---- */

static GtkListItemFactory *
make_host_factory (KwHostTable *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_signal_connect_object (factory, "setup", G_CALLBACK (host_setup_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "bind", G_CALLBACK (host_bind_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "unbind", G_CALLBACK (host_unbind_cb), self, G_CONNECT_SWAPPED);
  return factory;
}

static GtkListItemFactory *
make_remove_factory (void)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_signal_connect (factory, "setup", G_CALLBACK (remove_setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (remove_bind_cb), NULL);
  return factory;
}

static void
add_column (KwHostTable *self, const char *title, GtkListItemFactory *factory, gboolean expands)
{
  g_autoptr (GtkColumnViewColumn) column = gtk_column_view_column_new (title, factory);

  gtk_column_view_column_set_expand (column, expands);
  gtk_column_view_append_column (self->table, column);
}

static void
add_name (KwHostTable *self, const char *name, int index)
{
  g_autofree char *title = kw_host_text_dup_short (name);
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  Column *column = g_new0 (Column, 1);

  column->index = index;
  column->name = g_strdup (name);
  g_signal_connect (factory, "setup", G_CALLBACK (cell_setup_cb), NULL);
  g_signal_connect_data (factory, "bind", G_CALLBACK (cell_bind_cb), column, column_free, 0);
  add_column (self, title, factory, FALSE);
}

static void
remove_columns (KwHostTable *self)
{
  GListModel *columns = gtk_column_view_get_columns (self->table);

  while (g_list_model_get_n_items (columns) > 0) {
    g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, 0);

    gtk_column_view_remove_column (self->table, column);
  }
}

static void
make_columns (KwHostTable *self)
{
  remove_columns (self);
  add_column (self, _ ("Host"), make_host_factory (self), TRUE);
  for (guint i = 0; self->columns != NULL && i < self->columns->names->len; i++) {
    guint index = g_array_index (self->columns->names, guint, i);
    const KsGeneralName *name = ks_certificate_get_alt_name (self->certificate, index);

    add_name (self, name->unicode != NULL ? name->unicode : name->text, (int) index);
  }
  if (self->columns != NULL && self->columns->common_name)
    add_name (self, _ ("Common Name"), KW_HOST_COMMON_NAME);
  add_column (self, NULL, make_remove_factory (), FALSE);
}

/* Only one of the two makes widgets. */
static void
connect_model (KwHostTable *self)
{
  g_autoptr (GtkSelectionModel) model =
    GTK_SELECTION_MODEL (gtk_no_selection_new (G_LIST_MODEL (g_object_ref (self->hosts))));

  gtk_list_view_set_model (self->list, self->is_narrow ? model : NULL);
  gtk_column_view_set_model (self->table, self->is_narrow ? NULL : model);
  gtk_widget_set_visible (self->narrow, self->is_narrow);
  gtk_widget_set_visible (self->wide, !self->is_narrow);
}

static void
kw_host_table_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  switch (prop_id) {
  case PROP_IS_NARROW:
    g_value_set_boolean (value, KW_HOST_TABLE (object)->is_narrow);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
kw_host_table_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  switch (prop_id) {
  case PROP_IS_NARROW:
    kw_host_table_set_is_narrow (KW_HOST_TABLE (object), g_value_get_boolean (value));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
kw_host_table_dispose (GObject *object)
{
  KwHostTable *self = KW_HOST_TABLE (object);
  GtkWidget *child;

  gtk_widget_dispose_template (GTK_WIDGET (object), KW_TYPE_HOST_TABLE);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->hosts);
  g_clear_object (&self->certificate);
  g_clear_pointer (&self->columns, ks_host_columns_free);

  G_OBJECT_CLASS (kw_host_table_parent_class)->dispose (object);
}

static void
kw_host_table_class_init (KwHostTableClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = kw_host_table_dispose;
  object_class->get_property = kw_host_table_get_property;
  object_class->set_property = kw_host_table_set_property;

  properties[PROP_IS_NARROW] =
    g_param_spec_boolean ("is-narrow", NULL, NULL, FALSE,
                          G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[SIGNAL_HOST_REMOVED] = g_signal_new ("host-removed", KW_TYPE_HOST_TABLE, G_SIGNAL_RUN_LAST, 0, NULL,
                                               NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_set_template_from_resource (widget_class, RESOURCE_PATH "/widgets/kw-host-table.ui");
  gtk_widget_class_bind_template_child (widget_class, KwHostTable, wide);
  gtk_widget_class_bind_template_child (widget_class, KwHostTable, narrow);
  gtk_widget_class_bind_template_child (widget_class, KwHostTable, table);
  gtk_widget_class_bind_template_child (widget_class, KwHostTable, list);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Delete, 0, delete_cb, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_KP_Delete, 0, delete_cb, NULL);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "kwhosts");
}

static void
kw_host_table_init (KwHostTable *self)
{
  g_autoptr (GtkListItemFactory) hosts = NULL;
  g_autoptr (GtkListItemFactory) rows = gtk_signal_list_item_factory_new ();

  self->hosts = g_list_store_new (KW_TYPE_HOST_ITEM);
  self->focus = G_MAXUINT;
  gtk_widget_init_template (GTK_WIDGET (self));
  hosts = make_host_factory (self);
  gtk_list_view_set_factory (self->list, hosts);
  g_signal_connect_object (rows, "bind", G_CALLBACK (row_bind_cb), self, G_CONNECT_SWAPPED);
  gtk_column_view_set_row_factory (self->table, rows);
  make_columns (self);
  connect_model (self);
}

/**
 * kw_host_table_new:
 *
 * Returns: (transfer floating): a table without hosts
 */
GtkWidget *
kw_host_table_new (void)
{
  return g_object_new (KW_TYPE_HOST_TABLE, NULL);
}

/* Whoever removes one host after the other stays at the place. */
static void
restore_focus (KwHostTable *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->hosts));
  guint position = self->focus;

  self->focus = G_MAXUINT;
  if (position == G_MAXUINT || n == 0)
    return;
  if (self->is_narrow)
    gtk_list_view_scroll_to (self->list, MIN (position, n - 1), GTK_LIST_SCROLL_FOCUS, NULL);
  else
    gtk_column_view_scroll_to (self->table, MIN (position, n - 1), NULL, GTK_LIST_SCROLL_FOCUS, NULL);
}

static void
set_columns (KwHostTable *self, KsHostColumns *columns, KsCertificate *certificate)
{
  gboolean is_same = self->certificate == certificate && self->columns != NULL && columns != NULL &&
                     ks_host_columns_equal (self->columns, columns);

  g_set_object (&self->certificate, certificate);
  g_clear_pointer (&self->columns, ks_host_columns_free);
  self->columns = columns;
  if (!is_same)
    make_columns (self);
}

/**
 * kw_host_table_set_hosts:
 * @self: a table
 * @hosts: (nullable) (element-type KsHostResult): the tested hosts, which belong to @owner
 * @certificate: (nullable): the certificate that they are about; without it there are no columns for its names
 * @owner: (nullable): a verdict
 *
 * Shows tested hosts.
 */
void
kw_host_table_set_hosts (KwHostTable *self, GPtrArray *hosts, KsCertificate *certificate, KsVerdict *owner)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);

  g_return_if_fail (KW_IS_HOST_TABLE (self));

  for (guint i = 0; hosts != NULL && i < hosts->len; i++)
    g_ptr_array_add (items, kw_host_item_new (g_ptr_array_index (hosts, i), owner));
  /* Rows and columns change together: cells of the old rows know nothing of the new names. */
  g_list_store_remove_all (self->hosts);
  set_columns (self, hosts != NULL && certificate != NULL ? ks_host_columns_new (hosts, MAX_NAMES) : NULL,
               certificate);
  g_list_store_splice (self->hosts, 0, 0, items->pdata, items->len);
  restore_focus (self);
}

/**
 * kw_host_table_set_is_narrow:
 * @self: a table
 * @is_narrow: whether there is room for a list only
 *
 * Turns the table into a list, and back.
 */
void
kw_host_table_set_is_narrow (KwHostTable *self, gboolean is_narrow)
{
  g_return_if_fail (KW_IS_HOST_TABLE (self));

  if (self->is_narrow == is_narrow)
    return;
  self->is_narrow = is_narrow;
  connect_model (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_IS_NARROW]);
}

/**
 * kw_host_table_get_n_more:
 * @self: a table
 *
 * Returns: how many names of the certificate have no column
 */
guint
kw_host_table_get_n_more (KwHostTable *self)
{
  g_return_val_if_fail (KW_IS_HOST_TABLE (self), 0);

  return self->columns != NULL && !self->is_narrow ? self->columns->n_more : 0;
}
