/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "kw-config.h"

#include "kw-host-table.h"

#include <glib/gi18n.h>

#include "ks-host-columns.h"
#include "kw-host-cell.h"
#include "kw-host-layout.h"
#include "kw-host-row.h"
#include "kw-host-text.h"
#include "kw-text.h"

/* More columns than this are no table that anybody reads. */
#define MAX_NAMES 4
/* Few hosts are all seen at once; more of them scroll in a window of this height. */
#define MAX_HEIGHT 480

struct _KwHostTable {
  GtkWidget parent_instance;

  GtkWidget *head;
  GtkScrolledWindow *scroller;
  GtkListView *list;

  GListStore *hosts;  /* of KwHostItem */
  GPtrArray *columns; /* of KwHostColumn */
  KsCertificate *certificate;
  KsHostColumns *names; /* that are worth a column, or NULL */
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

static void
column_free (gpointer data)
{
  KwHostColumn *column = data;

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

/* A list makes its own items, and these are the rows of a table. */
static void
parent_changed_cb (GtkWidget *row)
{
  GtkWidget *item = gtk_widget_get_parent (row);

  if (item != NULL && gtk_widget_get_root (item) == NULL)
    g_object_set (item, "accessible-role", GTK_ACCESSIBLE_ROLE_ROW, NULL);
}

static void
setup_cb (KwHostTable *self, GtkListItem *item)
{
  GtkWidget *row = kw_host_row_new ();

  g_signal_connect (row, "notify::parent", G_CALLBACK (parent_changed_cb), NULL);
  g_signal_connect_object (row, "removed", G_CALLBACK (row_removed_cb), self, G_CONNECT_SWAPPED);
  gtk_list_item_set_child (item, row);
  gtk_list_item_set_activatable (item, FALSE);
}

static void
bind_cb (KwHostTable *self, GtkListItem *item)
{
  KwHostRow *row = KW_HOST_ROW (gtk_list_item_get_child (item));
  g_autofree char *description = NULL;

  kw_host_row_set_item (row, gtk_list_item_get_item (item), self->columns);
  description = kw_host_row_dup_description (row);
  gtk_list_item_set_accessible_label (item, description);
}

static void
unbind_cb (KwHostTable *self, GtkListItem *item)
{
  kw_host_row_set_item (KW_HOST_ROW (gtk_list_item_get_child (item)), NULL, NULL);
}

static GtkListItemFactory *
make_factory (KwHostTable *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_signal_connect_object (factory, "setup", G_CALLBACK (setup_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "unbind", G_CALLBACK (unbind_cb), self, G_CONNECT_SWAPPED);
  return factory;
}

/* ---- the columns ---- */

static void
add_head (KwHostTable *self, const char *title)
{
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "accessible-role", GTK_ACCESSIBLE_ROLE_COLUMN_HEADER,
                                   "xalign", 0.0, "yalign", 0.0, "wrap", TRUE, "wrap-mode",
                                   PANGO_WRAP_WORD_CHAR, "lines", 2, "ellipsize", PANGO_ELLIPSIZE_END, NULL);
  g_autofree char *plain = kw_text_plain (title);

  kw_host_text_show (GTK_LABEL (label), title, NULL);
  gtk_widget_set_tooltip_text (label, plain);
  gtk_accessible_update_property (GTK_ACCESSIBLE (label), GTK_ACCESSIBLE_PROPERTY_LABEL, plain, -1);
  gtk_widget_add_css_class (label, "caption-heading");
  gtk_widget_add_css_class (label, "dimmed");
  gtk_box_append (GTK_BOX (self->head), label);
}

static void
add_column (KwHostTable *self, const char *name, int index)
{
  KwHostColumn *column = g_new0 (KwHostColumn, 1);

  column->index = index;
  column->name = g_strdup (name);
  g_ptr_array_add (self->columns, column);
  add_head (self, name);
}

static void
add_columns (KwHostTable *self)
{
  for (guint i = 0; i < self->names->names->len; i++) {
    guint index = g_array_index (self->names->names, guint, i);
    const KsGeneralName *name = ks_certificate_get_alt_name (self->certificate, index);

    add_column (self, name->unicode != NULL ? name->unicode : name->text, (int) index);
  }
  if (self->names->common_name)
    add_column (self, _ ("Common Name"), KW_HOST_COMMON_NAME);
}

static void
make_columns (KwHostTable *self)
{
  GtkWidget *child;

  g_ptr_array_set_size (self->columns, 0);
  while ((child = gtk_widget_get_first_child (self->head)) != NULL)
    gtk_box_remove (GTK_BOX (self->head), child);
  add_head (self, _ ("Host"));
  if (self->names != NULL && !self->is_narrow)
    add_columns (self);
  gtk_widget_set_visible (self->head, self->columns->len > 0);
}

static GtkSizeRequestMode
kw_host_table_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

/* The page around gives every part its least height; here that is what the rows need, as far as it is not too much. */
static void
kw_host_table_measure (GtkWidget *widget,
                       GtkOrientation orientation,
                       int for_size,
                       int *minimum,
                       int *natural,
                       int *minimum_baseline,
                       int *natural_baseline)
{
  KwHostTable *self = KW_HOST_TABLE (widget);
  int least, rows;

  gtk_widget_measure (gtk_widget_get_first_child (widget), orientation, for_size, minimum, natural, NULL,
                      NULL);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    return;
  gtk_widget_measure (GTK_WIDGET (self->scroller), orientation, for_size, &least, NULL, NULL, NULL);
  gtk_widget_measure (GTK_WIDGET (self->list), orientation, for_size, NULL, &rows, NULL, NULL);
  *minimum += MAX (MIN (rows, MAX_HEIGHT) - least, 0);
  *natural = *minimum;
}

static void
kw_host_table_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  gtk_widget_size_allocate (gtk_widget_get_first_child (widget), &(GtkAllocation) { 0, 0, width, height },
                            baseline);
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
  g_clear_pointer (&self->columns, g_ptr_array_unref);
  g_clear_pointer (&self->names, ks_host_columns_free);

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
  widget_class->get_request_mode = kw_host_table_get_request_mode;
  widget_class->measure = kw_host_table_measure;
  widget_class->size_allocate = kw_host_table_size_allocate;

  properties[PROP_IS_NARROW] =
    g_param_spec_boolean ("is-narrow", NULL, NULL, FALSE,
                          G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[SIGNAL_HOST_REMOVED] = g_signal_new ("host-removed", KW_TYPE_HOST_TABLE, G_SIGNAL_RUN_LAST, 0, NULL,
                                               NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  g_type_ensure (KW_TYPE_HOST_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, RESOURCE_PATH "/widgets/kw-host-table.ui");
  gtk_widget_class_bind_template_child (widget_class, KwHostTable, head);
  gtk_widget_class_bind_template_child (widget_class, KwHostTable, scroller);
  gtk_widget_class_bind_template_child (widget_class, KwHostTable, list);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Delete, 0, delete_cb, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_KP_Delete, 0, delete_cb, NULL);
  gtk_widget_class_set_css_name (widget_class, "kwhosts");
}

static void
kw_host_table_init (KwHostTable *self)
{
  g_autoptr (GtkListItemFactory) factory = NULL;
  g_autoptr (GtkSelectionModel) model = NULL;

  self->hosts = g_list_store_new (KW_TYPE_HOST_ITEM);
  self->columns = g_ptr_array_new_with_free_func (column_free);
  self->focus = G_MAXUINT;
  gtk_widget_init_template (GTK_WIDGET (self));
  factory = make_factory (self);
  gtk_list_view_set_factory (self->list, factory);
  model = GTK_SELECTION_MODEL (gtk_no_selection_new (G_LIST_MODEL (g_object_ref (self->hosts))));
  gtk_list_view_set_model (self->list, model);
  make_columns (self);
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
  gtk_list_view_scroll_to (self->list, MIN (position, n - 1), GTK_LIST_SCROLL_FOCUS, NULL);
}

/* Rows are set anew with the columns: those of before know nothing of other names. */
static void
show (KwHostTable *self, GPtrArray *items)
{
  g_list_store_remove_all (self->hosts);
  make_columns (self);
  g_list_store_splice (self->hosts, 0, 0, items->pdata, items->len);
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
  g_set_object (&self->certificate, certificate);
  g_clear_pointer (&self->names, ks_host_columns_free);
  if (hosts != NULL && certificate != NULL)
    self->names = ks_host_columns_new (hosts, MAX_NAMES);
  show (self, items);
  restore_focus (self);
}

static GPtrArray *
list_items (KwHostTable *self)
{
  GPtrArray *items = g_ptr_array_new_with_free_func (g_object_unref);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->hosts));

  for (guint i = 0; i < n; i++)
    g_ptr_array_add (items, g_list_model_get_item (G_LIST_MODEL (self->hosts), i));
  return items;
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
  g_autoptr (GPtrArray) items = NULL;

  g_return_if_fail (KW_IS_HOST_TABLE (self));

  if (self->is_narrow == is_narrow)
    return;
  self->is_narrow = is_narrow;
  items = list_items (self);
  show (self, items);
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

  return self->names != NULL && !self->is_narrow ? self->names->n_more : 0;
}
