/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "kw-config.h"

#include "kw-asn1-view.h"

#include <glib/gi18n.h>

#include "kw-asn1-row.h"
#include "kw-explanation.h"
#include "kw-hex-view.h"
#include "kw-text.h"

/* A tree with more elements begins with all of them folded away. */
#define UNFOLDED 5000
#define PER_ROW 16

struct _KwAsn1View {
  GtkWidget parent_instance;

  KsAsn1Tree *tree;
  guint signed_index; /* KS_ASN1_NO_PARENT: nothing is signed */
  gboolean is_narrow;
  guint per_row;
  GtkTreeListModel *model;
  GtkSingleSelection *selection;

  GtkPaned *paned;
  GtkListView *list_view;
  KwHexView *hex;
  GtkLabel *place;
  GtkLabel *value;
  KwExplanation *explanation;
  GtkWidget *legend;
};

enum {
  PROP_NARROW = 1,
  PROP_PER_ROW,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (KwAsn1View, kw_asn1_view, GTK_TYPE_WIDGET)

static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer user_data)
{
  GtkWidget *expander = gtk_tree_expander_new ();

  gtk_tree_expander_set_child (GTK_TREE_EXPANDER (expander), kw_asn1_row_new ());
  gtk_tree_expander_set_indent_for_icon (GTK_TREE_EXPANDER (expander), TRUE);
  gtk_list_item_set_child (item, expander);
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item, gpointer user_data)
{
  KwAsn1View *self = user_data;
  GtkTreeExpander *expander = GTK_TREE_EXPANDER (gtk_list_item_get_child (list_item));
  GtkTreeListRow *row = gtk_list_item_get_item (list_item);
  g_autoptr (KwAsn1Item) item = gtk_tree_list_row_get_item (row);
  gboolean is_signed = kw_asn1_item_get_index (item) == self->signed_index;
  g_autofree char *name = kw_asn1_row_dup_name (item, is_signed);

  gtk_tree_expander_set_list_row (expander, row);
  kw_asn1_row_set_item (KW_ASN1_ROW (gtk_tree_expander_get_child (expander)), item, is_signed);
  gtk_list_item_set_accessible_label (list_item, name);
}

static GListModel *
make_children (gpointer object, gpointer user_data)
{
  KwAsn1Item *item = object;

  return kw_asn1_item_list (kw_asn1_item_get_tree (item), kw_asn1_item_get_index (item));
}

static char *
dup_place (const KsAsn1Element *element)
{
  if (element->header_size == 0)
    /* Translators: bytes that cannot be read; the numbers are their place and how many they are */
    return g_strdup_printf (_ ("Offset %zu · %zu bytes"), element->offset, element->size);
  if (element->is_indefinite)
    /* Translators: an element of a file; the numbers are its place and the bytes of its parts */
    return g_strdup_printf (_ ("Offset %zu · header %zu bytes · content %zu bytes, of indefinite length"),
                            element->offset, element->header_size, element->size);
  /* Translators: an element of a file; the numbers are its place and the bytes of its parts */
  return g_strdup_printf (_ ("Offset %zu · header %zu bytes · content %zu bytes"), element->offset,
                          element->header_size, element->size);
}

static void
selected_cb (KwAsn1View *self)
{
  GtkTreeListRow *row = gtk_single_selection_get_selected_item (self->selection);
  g_autoptr (KwAsn1Item) item = row != NULL ? gtk_tree_list_row_get_item (row) : NULL;
  const KsAsn1Element *element;
  g_autofree char *place = NULL;
  g_autofree char *value = NULL;
  g_autofree char *shown = NULL;

  if (item == NULL)
    return;
  element = kw_asn1_item_get_element (item);
  place = dup_place (element);
  value = ks_asn1_tree_dup_value (self->tree, kw_asn1_item_get_index (item));
  shown = kw_text_show (value);
  gtk_label_set_label (self->place, place);
  gtk_label_set_label (self->value, shown);
  gtk_widget_set_visible (GTK_WIDGET (self->value), *shown != '\0');
  kw_explanation_set (self->explanation,
                      ks_explanation_find_for_element (self->tree, kw_asn1_item_get_index (item)));
  kw_hex_view_set_marked (self->hex, (KwByteRange) { element->offset, element->end });
}

/* The row of an element, after those that it is in have been opened; recursion as deep as the tree, which is bounded. */
static GtkTreeListRow *
open_row (KwAsn1View *self, guint index)
{
  guint parent = ks_asn1_tree_get_element (self->tree, index)->parent;
  guint at = parent == KS_ASN1_NO_PARENT ? 0 : ks_asn1_tree_get_first_child (self->tree, parent);
  g_autoptr (GtkTreeListRow) row = NULL;
  guint place = 0;

  for (; at != index && at != KS_ASN1_NO_PARENT; at = ks_asn1_tree_get_next_sibling (self->tree, at))
    place++;
  if (parent == KS_ASN1_NO_PARENT)
    return gtk_tree_list_model_get_child_row (self->model, place);

  row = open_row (self, parent);
  gtk_tree_list_row_set_expanded (row, TRUE);
  return gtk_tree_list_row_get_child_row (row, place);
}

static void
byte_activated_cb (KwAsn1View *self, guint64 offset)
{
  kw_asn1_view_select_byte (self, offset);
}

static void
set_narrow (KwAsn1View *self, gboolean is_narrow)
{
  if (self->is_narrow == is_narrow)
    return;
  self->is_narrow = is_narrow;
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->paned),
                                  is_narrow ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NARROW]);
}

static void
set_per_row (KwAsn1View *self, guint per_row)
{
  if (self->per_row == per_row)
    return;
  self->per_row = per_row;
  kw_hex_view_set_per_row (self->hex, per_row);
  selected_cb (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PER_ROW]);
}

static void
kw_asn1_view_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  if (prop_id == PROP_NARROW)
    g_value_set_boolean (value, KW_ASN1_VIEW (object)->is_narrow);
  else if (prop_id == PROP_PER_ROW)
    g_value_set_uint (value, KW_ASN1_VIEW (object)->per_row);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
kw_asn1_view_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  KwAsn1View *self = KW_ASN1_VIEW (object);

  if (prop_id == PROP_NARROW)
    set_narrow (self, g_value_get_boolean (value));
  else if (prop_id == PROP_PER_ROW)
    set_per_row (self, g_value_get_uint (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
kw_asn1_view_dispose (GObject *object)
{
  KwAsn1View *self = KW_ASN1_VIEW (object);
  GtkWidget *child;

  kw_asn1_view_set_tree (self, NULL);
  g_clear_object (&self->selection);
  gtk_widget_dispose_template (GTK_WIDGET (self), KW_TYPE_ASN1_VIEW);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (kw_asn1_view_parent_class)->dispose (object);
}

static void
kw_asn1_view_class_init (KwAsn1ViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = kw_asn1_view_dispose;
  object_class->get_property = kw_asn1_view_get_property;
  object_class->set_property = kw_asn1_view_set_property;
  properties[PROP_NARROW] =
    g_param_spec_boolean ("narrow", NULL, NULL, FALSE,
                          G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_PER_ROW] =
    g_param_spec_uint ("per-row", NULL, NULL, 1, 256, PER_ROW,
                       G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_type_ensure (KW_TYPE_HEX_VIEW);
  g_type_ensure (KW_TYPE_EXPLANATION);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/catena_keystore/Catena/widgets/kw-asn1-view.ui");
  gtk_widget_class_bind_template_child (widget_class, KwAsn1View, paned);
  gtk_widget_class_bind_template_child (widget_class, KwAsn1View, list_view);
  gtk_widget_class_bind_template_child (widget_class, KwAsn1View, hex);
  gtk_widget_class_bind_template_child (widget_class, KwAsn1View, place);
  gtk_widget_class_bind_template_child (widget_class, KwAsn1View, value);
  gtk_widget_class_bind_template_child (widget_class, KwAsn1View, explanation);
  gtk_widget_class_bind_template_child (widget_class, KwAsn1View, legend);
  gtk_widget_class_bind_template_callback (widget_class, setup_cb);
  gtk_widget_class_bind_template_callback (widget_class, bind_cb);
  gtk_widget_class_bind_template_callback (widget_class, byte_activated_cb);
}

static void
kw_asn1_view_init (KwAsn1View *self)
{
  self->signed_index = KS_ASN1_NO_PARENT;
  self->per_row = PER_ROW;
  gtk_widget_init_template (GTK_WIDGET (self));
  self->selection = gtk_single_selection_new (NULL);
  g_signal_connect_object (self->selection, "notify::selected-item", G_CALLBACK (selected_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_list_view_set_model (self->list_view, GTK_SELECTION_MODEL (self->selection));
}

/**
 * kw_asn1_view_new:
 *
 * Returns: (transfer floating): a view of nothing
 */
GtkWidget *
kw_asn1_view_new (void)
{
  return g_object_new (KW_TYPE_ASN1_VIEW, NULL);
}

static void
show_bytes (KwAsn1View *self)
{
  const KsAsn1Element *element;

  kw_hex_view_set_bytes (self->hex, self->tree != NULL ? ks_asn1_tree_get_bytes (self->tree) : NULL);
  self->signed_index = KS_ASN1_NO_PARENT;
  if (self->tree != NULL && ks_asn1_tree_find_signed (self->tree, &self->signed_index)) {
    element = ks_asn1_tree_get_element (self->tree, self->signed_index);
    kw_hex_view_set_shaded (self->hex, (KwByteRange) { element->offset, element->end });
  } else {
    self->signed_index = KS_ASN1_NO_PARENT;
  }
  gtk_widget_set_visible (self->legend, self->signed_index != KS_ASN1_NO_PARENT);
}

/**
 * kw_asn1_view_set_tree:
 * @self: a view
 * @tree: (nullable): what to show
 *
 * Shows a tree and its bytes.
 */
void
kw_asn1_view_set_tree (KwAsn1View *self, KsAsn1Tree *tree)
{
  GListModel *roots;

  g_return_if_fail (KW_IS_ASN1_VIEW (self));

  if (!g_set_object (&self->tree, tree))
    return;
  gtk_single_selection_set_model (self->selection, NULL);
  g_clear_object (&self->model);
  if (self->hex == NULL)
    return;
  show_bytes (self);
  roots = tree != NULL ? kw_asn1_item_list (tree, KS_ASN1_NO_PARENT) : NULL;
  if (roots == NULL)
    return;

  self->model = gtk_tree_list_model_new (roots, FALSE, ks_asn1_tree_get_size (tree) <= UNFOLDED,
                                         make_children, NULL, NULL);
  gtk_single_selection_set_model (self->selection, G_LIST_MODEL (self->model));
}

/**
 * kw_asn1_view_select_byte:
 * @self: a view
 * @offset: place of a byte
 *
 * Selects the innermost element that has that byte, and scrolls to it.
 */
void
kw_asn1_view_select_byte (KwAsn1View *self, gsize offset)
{
  g_autoptr (GtkTreeListRow) row = NULL;
  guint index;

  g_return_if_fail (KW_IS_ASN1_VIEW (self));

  index = self->tree != NULL ? ks_asn1_tree_find (self->tree, offset) : KS_ASN1_NO_PARENT;
  if (index == KS_ASN1_NO_PARENT)
    return;
  row = open_row (self, index);
  gtk_list_view_scroll_to (self->list_view, gtk_tree_list_row_get_position (row), GTK_LIST_SCROLL_SELECT,
                           NULL);
}
