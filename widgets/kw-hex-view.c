/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "kw-config.h"

#include "kw-hex-view.h"

#include <glib/gi18n.h>

#define PER_ROW 16

/* Lines of bytes, each made when somebody asks for it. */
#define KW_TYPE_HEX_LINE (kw_hex_line_get_type ())
G_DECLARE_FINAL_TYPE (KwHexLine, kw_hex_line, KW, HEX_LINE, GObject)

struct _KwHexLine {
  GObject parent_instance;

  guint number;
};

G_DEFINE_FINAL_TYPE (KwHexLine, kw_hex_line, G_TYPE_OBJECT)

static void
kw_hex_line_class_init (KwHexLineClass *klass)
{
}

static void
kw_hex_line_init (KwHexLine *self)
{
}

#define KW_TYPE_HEX_LINES (kw_hex_lines_get_type ())
G_DECLARE_FINAL_TYPE (KwHexLines, kw_hex_lines, KW, HEX_LINES, GObject)

struct _KwHexLines {
  GObject parent_instance;

  guint n;
};

static GType
kw_hex_lines_get_item_type (GListModel *model)
{
  return KW_TYPE_HEX_LINE;
}

static guint
kw_hex_lines_get_n_items (GListModel *model)
{
  return KW_HEX_LINES (model)->n;
}

static gpointer
kw_hex_lines_get_item (GListModel *model, guint position)
{
  KwHexLine *line;

  if (position >= KW_HEX_LINES (model)->n)
    return NULL;
  line = g_object_new (KW_TYPE_HEX_LINE, NULL);
  line->number = position;
  return line;
}

static void
kw_hex_lines_iface_init (GListModelInterface *iface)
{
  iface->get_item_type = kw_hex_lines_get_item_type;
  iface->get_n_items = kw_hex_lines_get_n_items;
  iface->get_item = kw_hex_lines_get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (KwHexLines,
                               kw_hex_lines,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, kw_hex_lines_iface_init))

static void
kw_hex_lines_class_init (KwHexLinesClass *klass)
{
}

static void
kw_hex_lines_init (KwHexLines *self)
{
}

struct _KwHexView {
  GtkWidget parent_instance;

  GtkListView *list_view;
  GBytes *bytes;
  guint per_row;
  KwByteRange marked;
  KwByteRange shaded;
  GHashTable *rows; /* those in use, as a set */
};

enum {
  PROP_PER_ROW = 1,
  N_PROPS,
};

enum {
  SIGNAL_BYTE_ACTIVATED,
  N_SIGNALS,
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (KwHexView, kw_hex_view, GTK_TYPE_WIDGET)

static void
pressed_cb (GtkGestureClick *gesture, int n_press, double x, double y, gpointer user_data)
{
  KwHexView *self = user_data;
  KwHexRow *row = KW_HEX_ROW (gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (gesture)));
  gsize offset;

  if (kw_hex_row_find (row, x, &offset))
    g_signal_emit (self, signals[SIGNAL_BYTE_ACTIVATED], 0, (guint64) offset);
}

static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer user_data)
{
  GtkWidget *row = kw_hex_row_new ();
  GtkGesture *click = gtk_gesture_click_new ();

  g_signal_connect (click, "pressed", G_CALLBACK (pressed_cb), user_data);
  gtk_widget_add_controller (row, GTK_EVENT_CONTROLLER (click));
  gtk_list_item_set_child (item, row);
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer user_data)
{
  KwHexView *self = user_data;
  KwHexRow *row = KW_HEX_ROW (gtk_list_item_get_child (item));
  gsize offset = (gsize) KW_HEX_LINE (gtk_list_item_get_item (item))->number * self->per_row;
  g_autofree char *text = kw_hex_row_dup_text (self->bytes, offset, self->per_row);

  kw_hex_row_set_bytes (row, self->bytes, offset, self->per_row);
  kw_hex_row_set_ranges (row, self->marked, self->shaded);
  gtk_list_item_set_accessible_label (item, text);
  g_hash_table_add (self->rows, row);
}

static void
unbind_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer user_data)
{
  KwHexView *self = user_data;
  KwHexRow *row = KW_HEX_ROW (gtk_list_item_get_child (item));

  kw_hex_row_set_bytes (row, NULL, 0, self->per_row);
  g_hash_table_remove (self->rows, row);
}

/* Return on a row is a click on its first byte. */
static void
activate_cb (KwHexView *self, guint position)
{
  g_signal_emit (self, signals[SIGNAL_BYTE_ACTIVATED], 0, (guint64) position * self->per_row);
}

static void
update_rows (KwHexView *self)
{
  GHashTableIter iter;
  gpointer row;

  g_hash_table_iter_init (&iter, self->rows);
  while (g_hash_table_iter_next (&iter, &row, NULL))
    kw_hex_row_set_ranges (row, self->marked, self->shaded);
}

static void
update_model (KwHexView *self)
{
  KwHexLines *lines = g_object_new (KW_TYPE_HEX_LINES, NULL);
  g_autoptr (GtkSingleSelection) selection = gtk_single_selection_new (G_LIST_MODEL (lines));
  gsize size = self->bytes != NULL ? g_bytes_get_size (self->bytes) : 0;

  lines->n = (guint) ((size + self->per_row - 1) / self->per_row);
  gtk_single_selection_set_autoselect (selection, FALSE);
  gtk_single_selection_set_can_unselect (selection, TRUE);
  gtk_single_selection_set_selected (selection, GTK_INVALID_LIST_POSITION);
  gtk_list_view_set_model (self->list_view, GTK_SELECTION_MODEL (selection));
}

static void
kw_hex_view_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  if (prop_id == PROP_PER_ROW)
    g_value_set_uint (value, KW_HEX_VIEW (object)->per_row);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
kw_hex_view_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  if (prop_id == PROP_PER_ROW)
    kw_hex_view_set_per_row (KW_HEX_VIEW (object), g_value_get_uint (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
kw_hex_view_dispose (GObject *object)
{
  KwHexView *self = KW_HEX_VIEW (object);
  GtkWidget *child;

  if (self->list_view != NULL)
    gtk_list_view_set_model (self->list_view, NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), KW_TYPE_HEX_VIEW);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_clear_pointer (&self->rows, g_hash_table_unref);

  G_OBJECT_CLASS (kw_hex_view_parent_class)->dispose (object);
}

static void
kw_hex_view_class_init (KwHexViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = kw_hex_view_dispose;
  object_class->get_property = kw_hex_view_get_property;
  object_class->set_property = kw_hex_view_set_property;

  properties[PROP_PER_ROW] =
    g_param_spec_uint ("per-row", NULL, NULL, 1, 256, PER_ROW,
                       G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[SIGNAL_BYTE_ACTIVATED] = g_signal_new ("byte-activated", KW_TYPE_HEX_VIEW, G_SIGNAL_RUN_LAST, 0,
                                                 NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT64);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/catena_keystore/Catena/widgets/kw-hex-view.ui");
  gtk_widget_class_bind_template_child (widget_class, KwHexView, list_view);
  gtk_widget_class_bind_template_callback (widget_class, setup_cb);
  gtk_widget_class_bind_template_callback (widget_class, bind_cb);
  gtk_widget_class_bind_template_callback (widget_class, unbind_cb);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
}

static void
kw_hex_view_init (KwHexView *self)
{
  self->per_row = PER_ROW;
  self->rows = g_hash_table_new (NULL, NULL);
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * kw_hex_view_new:
 *
 * Returns: (transfer floating): a view of no bytes
 */
GtkWidget *
kw_hex_view_new (void)
{
  return g_object_new (KW_TYPE_HEX_VIEW, NULL);
}

/**
 * kw_hex_view_set_bytes:
 * @self: a view
 * @bytes: (nullable): what to show; nothing of it is marked or shaded
 *
 * Sets what is shown.
 */
void
kw_hex_view_set_bytes (KwHexView *self, GBytes *bytes)
{
  g_return_if_fail (KW_IS_HEX_VIEW (self));

  gtk_list_view_set_model (self->list_view, NULL);
  g_clear_pointer (&self->bytes, g_bytes_unref);
  if (bytes != NULL)
    self->bytes = g_bytes_ref (bytes);
  self->marked = self->shaded = (KwByteRange) { 0, 0 };
  update_model (self);
}

/**
 * kw_hex_view_set_per_row:
 * @self: a view
 * @per_row: bytes in a row, at least 1
 *
 * Sets how wide the view is.
 */
void
kw_hex_view_set_per_row (KwHexView *self, guint per_row)
{
  g_return_if_fail (KW_IS_HEX_VIEW (self));
  g_return_if_fail (per_row > 0);

  if (self->per_row == per_row)
    return;
  gtk_list_view_set_model (self->list_view, NULL);
  self->per_row = per_row;
  update_model (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PER_ROW]);
}

/**
 * kw_hex_view_set_shaded:
 * @self: a view
 * @range: bytes on a ground of their own
 *
 * Sets what is shaded.
 */
void
kw_hex_view_set_shaded (KwHexView *self, KwByteRange range)
{
  g_return_if_fail (KW_IS_HEX_VIEW (self));

  self->shaded = range;
  update_rows (self);
}

/**
 * kw_hex_view_set_marked:
 * @self: a view
 * @range: bytes to be marked
 *
 * Marks bytes and scrolls to the first one.
 */
void
kw_hex_view_set_marked (KwHexView *self, KwByteRange range)
{
  g_return_if_fail (KW_IS_HEX_VIEW (self));

  self->marked = range;
  update_rows (self);
  if (range.start < range.end && self->bytes != NULL && range.start < g_bytes_get_size (self->bytes))
    gtk_list_view_scroll_to (self->list_view, (guint) (range.start / self->per_row), GTK_LIST_SCROLL_NONE,
                             NULL);
}
