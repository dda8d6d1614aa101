/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "catena-config.h"

#include <glib/gi18n.h>

#include "catena-actions.h"
#include "catena-after-frame.h"
#include "catena-growing-selection.h"
#include "catena-menus.h"
#include "catena-table-column.h"
#include "catena-table-page.h"
#include "catena-view-switch.h"
#include "kw-status-mark.h"
#include "kw-text.h"

#define COLUMNS_KEY "table-columns"
/* A narrower column says nothing; then the table scrolls. */
#define MIN_CHARS 12
#define NO_TEXT "–"

struct _CatenaTablePage {
  AdwBin parent_instance;

  CatenaViewSwitch *view_switch;
  GtkSearchEntry *search_entry;
  AdwToggleGroup *filter_group;
  GtkMenuButton *columns_button;
  GtkStack *stack;
  GtkColumnView *column_view;
  GtkWidget *context_menu;

  CatenaEntryList *entry_list;
  CatenaVerification *verification;
  GSettings *settings;
  GHashTable *marks; /* the marks in use -> their list items */
  gboolean is_active;
  CatenaAfterFrame showing; /* of the rows */
};

enum {
  SIGNAL_ENTRY_ACTIVATED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CatenaTablePage, catena_table_page, ADW_TYPE_BIN)

/* Asked when it is shown: to set one for each cell costs more than the cells. */
static gboolean
tooltip_cb (GtkWidget *widget, int x, int y, gboolean is_keyboard, GtkTooltip *tooltip)
{
  const char *text = gtk_inscription_get_text (GTK_INSCRIPTION (widget));

  gtk_tooltip_set_text (tooltip, text);
  return !g_str_equal (text, NO_TEXT);
}

static void
setup_text_cb (GtkSignalListItemFactory *factory, GtkListItem *item, const CatenaTableColumn *column)
{
  GtkWidget *text = gtk_inscription_new (NULL);

  gtk_inscription_set_text_overflow (GTK_INSCRIPTION (text), GTK_INSCRIPTION_OVERFLOW_ELLIPSIZE_END);
  gtk_inscription_set_min_chars (GTK_INSCRIPTION (text), MIN (column->width, MIN_CHARS));
  gtk_inscription_set_nat_chars (GTK_INSCRIPTION (text), column->width);
  gtk_widget_add_css_class (text, column->is_mono ? "monospace" : "numeric");
  gtk_widget_set_has_tooltip (text, TRUE);
  g_signal_connect (text, "query-tooltip", G_CALLBACK (tooltip_cb), NULL);
  gtk_list_item_set_child (item, text);
}

static void
bind_text_cb (GtkSignalListItemFactory *factory, GtkListItem *item, const CatenaTableColumn *column)
{
  g_autofree char *text = column->dup_text (gtk_list_item_get_item (item));
  GtkWidget *cell = gtk_list_item_get_child (item);

  gtk_inscription_set_text (GTK_INSCRIPTION (cell), text != NULL ? text : NO_TEXT);
}

static int
compare_cb (gconstpointer a, gconstpointer b, gpointer column)
{
  return gtk_ordering_from_cmpfunc (((const CatenaTableColumn *) column)
                                      ->compare ((gpointer) a, (gpointer) b));
}

static void
add_text_column (CatenaTablePage *self, const CatenaTableColumn *column)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkColumnViewColumn) added = NULL;
  g_autoptr (GtkSorter) sorter = GTK_SORTER (gtk_custom_sorter_new (compare_cb, (gpointer) column, NULL));

  g_signal_connect (factory, "setup", G_CALLBACK (setup_text_cb), (gpointer) column);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_text_cb), (gpointer) column);
  added = gtk_column_view_column_new (_ (column->title), factory);
  gtk_column_view_column_set_id (added, column->id);
  gtk_column_view_column_set_sorter (added, sorter);
  gtk_column_view_column_set_resizable (added, TRUE);
  gtk_column_view_column_set_expand (added, column->is_first && column->width > 18);
  gtk_column_view_append_column (self->column_view, added);
}

static void
update_mark (CatenaTablePage *self, KwStatusMark *mark, GtkListItem *item)
{
  kw_status_mark_set_state (mark, catena_verification_get_mark (self->verification,
                                                                gtk_list_item_get_item (item), NULL));
}

static gboolean
mark_tooltip_cb (CatenaTablePage *self,
                 int x,
                 int y,
                 gboolean is_keyboard,
                 GtkTooltip *tooltip,
                 GtkWidget *mark)
{
  GtkListItem *item = g_hash_table_lookup (self->marks, mark);
  const char *sentence = NULL;
  KsState state;

  if (item == NULL)
    return FALSE;
  state = catena_verification_get_mark (self->verification, gtk_list_item_get_item (item), &sentence);
  gtk_tooltip_set_text (tooltip, sentence != NULL ? sentence : ks_state_get_word (state));
  return TRUE;
}

static void
setup_mark_cb (GtkSignalListItemFactory *factory, GtkListItem *item, CatenaTablePage *self)
{
  GtkWidget *mark = kw_status_mark_new (KS_STATE_NOT_CHECKED);

  gtk_widget_set_has_tooltip (mark, TRUE);
  g_signal_connect_object (mark, "query-tooltip", G_CALLBACK (mark_tooltip_cb), self, G_CONNECT_SWAPPED);
  gtk_list_item_set_child (item, mark);
}

static void
bind_mark_cb (GtkSignalListItemFactory *factory, GtkListItem *item, CatenaTablePage *self)
{
  g_hash_table_insert (self->marks, gtk_list_item_get_child (item), item);
  update_mark (self, KW_STATUS_MARK (gtk_list_item_get_child (item)), item);
}

static void
unbind_mark_cb (GtkSignalListItemFactory *factory, GtkListItem *item, CatenaTablePage *self)
{
  g_hash_table_remove (self->marks, gtk_list_item_get_child (item));
}

static void
marks_changed_cb (CatenaTablePage *self)
{
  GHashTableIter iter;
  gpointer mark, item;

  g_hash_table_iter_init (&iter, self->marks);
  while (g_hash_table_iter_next (&iter, &mark, &item))
    update_mark (self, mark, item);
}

static void
add_mark_column (CatenaTablePage *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkColumnViewColumn) added = NULL;

  g_signal_connect_object (factory, "setup", G_CALLBACK (setup_mark_cb), self, 0);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_mark_cb), self, 0);
  g_signal_connect_object (factory, "unbind", G_CALLBACK (unbind_mark_cb), self, 0);
  added = gtk_column_view_column_new ("", factory);
  gtk_column_view_column_set_id (added, "mark");
  gtk_column_view_append_column (self->column_view, added);
}

/* What a screen reader says of a row: all that is shown of it. */
static void
bind_row_cb (GtkSignalListItemFactory *factory, GtkColumnViewRow *row, CatenaTablePage *self)
{
  KsEntry *entry = gtk_column_view_row_get_item (row);
  KsState state = catena_verification_get_mark (self->verification, entry, NULL);
  g_autofree char *alias = kw_text_plain (ks_entry_get_alias (entry));
  g_autofree char *title = kw_text_plain (ks_entry_get_title (entry));
  g_autofree char *label = g_strjoin (", ", alias, ks_entry_kind_get_name (ks_entry_get_kind (entry)), title,
                                      ks_state_get_word (state), NULL);

  gtk_column_view_row_set_accessible_label (row, label);
}

static void
make_columns (CatenaTablePage *self)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();
  guint n_columns;
  const CatenaTableColumn *columns = catena_table_columns_list (&n_columns);

  add_mark_column (self);
  for (guint i = 0; i < n_columns; i++)
    add_text_column (self, &columns[i]);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_row_cb), self, 0);
  gtk_column_view_set_row_factory (self->column_view, factory);
}

static gboolean
is_chosen (const char *const *chosen, const CatenaTableColumn *column)
{
  return chosen[0] == NULL ? column->is_first : g_strv_contains (chosen, column->id);
}

static GtkColumnViewColumn *
find_column (CatenaTablePage *self, const char *id)
{
  GListModel *columns = gtk_column_view_get_columns (self->column_view);

  for (guint i = 0; i < g_list_model_get_n_items (columns); i++) {
    g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, i);

    if (g_strcmp0 (gtk_column_view_column_get_id (column), id) == 0)
      return column;
  }
  return NULL;
}

/* All windows show the same columns. */
static void
columns_changed_cb (CatenaTablePage *self)
{
  g_auto (GStrv) chosen = g_settings_get_strv (self->settings, COLUMNS_KEY);
  guint n_columns;
  const CatenaTableColumn *columns = catena_table_columns_list (&n_columns);

  for (guint i = 1; i < n_columns; i++)
    gtk_column_view_column_set_visible (find_column (self, columns[i].id),
                                        is_chosen ((const char *const *) chosen, &columns[i]));
}

static void
remember_columns (CatenaTablePage *self)
{
  g_autoptr (GStrvBuilder) chosen = g_strv_builder_new ();
  g_auto (GStrv) names = NULL;
  guint n_columns;
  const CatenaTableColumn *columns = catena_table_columns_list (&n_columns);

  for (guint i = 0; i < n_columns; i++)
    if (gtk_column_view_column_get_visible (find_column (self, columns[i].id)))
      g_strv_builder_add (chosen, columns[i].id);
  names = g_strv_builder_end (chosen);
  g_settings_set_strv (self->settings, COLUMNS_KEY, (const char *const *) names);
}

/* Its first column is what an entry is known by, and stays. */
static void
make_columns_menu (CatenaTablePage *self)
{
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();
  g_autoptr (GMenu) menu = g_menu_new ();
  guint n_columns;
  const CatenaTableColumn *columns = catena_table_columns_list (&n_columns);

  for (guint i = 1; i < n_columns; i++) {
    GtkColumnViewColumn *column = find_column (self, columns[i].id);
    g_autoptr (GPropertyAction) action = g_property_action_new (columns[i].id, column, "visible");
    g_autofree char *name = g_strconcat ("column.", columns[i].id, NULL);

    g_action_map_add_action (G_ACTION_MAP (group), G_ACTION (action));
    g_menu_append (menu, _ (columns[i].title), name);
    g_signal_connect_object (column, "notify::visible", G_CALLBACK (remember_columns), self,
                             G_CONNECT_SWAPPED);
  }
  gtk_widget_insert_action_group (GTK_WIDGET (self), "column", G_ACTION_GROUP (group));
  gtk_menu_button_set_menu_model (self->columns_button, G_MENU_MODEL (menu));
}

static void
activate_cb (CatenaTablePage *self)
{
  g_signal_emit (self, signals[SIGNAL_ENTRY_ACTIVATED], 0);
}

/* Who has begun to type goes on in the search entry: a space is one then, and not a click. */
static void
search_started_cb (CatenaTablePage *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->search_entry));
  gtk_editable_set_position (GTK_EDITABLE (self->search_entry), -1);
}

static void
stop_search_cb (CatenaTablePage *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->search_entry), "");
  gtk_widget_grab_focus (GTK_WIDGET (self->column_view));
}

static void
show_menu (CatenaTablePage *self, double x, double y)
{
  GdkRectangle place = { (int) x, (int) y, 1, 1 };

  gtk_popover_set_pointing_to (GTK_POPOVER (self->context_menu), &place);
  gtk_popover_popup (GTK_POPOVER (self->context_menu));
}

/* The place of a row in the table, found by what is bound in it. */
static gboolean
find_row (CatenaTablePage *self, GtkWidget *target, guint *position)
{
  GHashTableIter iter;
  gpointer mark, item;
  GtkWidget *row = target;

  while (row != NULL && g_strcmp0 (gtk_widget_get_css_name (row), "row") != 0)
    row = gtk_widget_get_parent (row);
  g_hash_table_iter_init (&iter, self->marks);
  while (row != NULL && g_hash_table_iter_next (&iter, &mark, &item))
    if (gtk_widget_is_ancestor (mark, row)) {
      *position = gtk_list_item_get_position (item);
      return TRUE;
    }
  return FALSE;
}

static void
pressed_cb (CatenaTablePage *self, int n_press, double x, double y, GtkGesture *gesture)
{
  GtkWidget *target = gtk_widget_pick (GTK_WIDGET (self->column_view), x, y, GTK_PICK_DEFAULT);
  GtkSelectionModel *model = gtk_column_view_get_model (self->column_view);
  guint position;

  if (model == NULL || !find_row (self, target, &position))
    return;
  if (!gtk_selection_model_is_selected (model, position))
    gtk_selection_model_select_item (model, position, TRUE);
  show_menu (self, x, y);
  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
}

static gboolean
menu_shortcut_cb (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  CatenaTablePage *self = CATENA_TABLE_PAGE (widget);
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (widget));
  graphene_point_t place;

  if (focus == NULL || !gtk_widget_is_ancestor (focus, GTK_WIDGET (self->column_view)) ||
      !gtk_widget_compute_point (focus, GTK_WIDGET (self->column_view),
                                 &GRAPHENE_POINT_INIT (60, (float) gtk_widget_get_height (focus)), &place))
    return GDK_EVENT_PROPAGATE;
  show_menu (self, place.x, place.y);
  return GDK_EVENT_STOP;
}

static void
make_context_menu (CatenaTablePage *self)
{
  g_autoptr (GMenuModel) menu = catena_menu_new_for_entry ();
  GtkGesture *click = gtk_gesture_click_new ();

  g_set_weak_pointer (&self->context_menu, gtk_popover_menu_new_from_model (menu));
  gtk_popover_set_has_arrow (GTK_POPOVER (self->context_menu), FALSE);
  gtk_widget_set_halign (self->context_menu, GTK_ALIGN_START);
  gtk_widget_set_parent (self->context_menu, GTK_WIDGET (self->column_view));
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), GDK_BUTTON_SECONDARY);
  g_signal_connect_object (click, "pressed", G_CALLBACK (pressed_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self->column_view), GTK_EVENT_CONTROLLER (click));
}

static gboolean
catena_table_page_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (CATENA_TABLE_PAGE (widget)->column_view));
}

static void
catena_table_page_dispose (GObject *object)
{
  CatenaTablePage *self = CATENA_TABLE_PAGE (object);

  catena_after_frame_stop (&self->showing);
  if (self->context_menu != NULL)
    gtk_widget_unparent (self->context_menu);
  g_clear_weak_pointer (&self->context_menu);
  if (self->column_view != NULL)
    gtk_column_view_set_model (self->column_view, NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), CATENA_TYPE_TABLE_PAGE);
  g_clear_object (&self->verification);
  g_clear_object (&self->settings);
  g_clear_pointer (&self->marks, g_hash_table_unref);

  G_OBJECT_CLASS (catena_table_page_parent_class)->dispose (object);
}

static void
catena_table_page_class_init (CatenaTablePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = catena_table_page_dispose;
  widget_class->grab_focus = catena_table_page_grab_focus;

  signals[SIGNAL_ENTRY_ACTIVATED] = g_signal_new ("entry-activated", CATENA_TYPE_TABLE_PAGE,
                                                  G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  g_type_ensure (CATENA_TYPE_VIEW_SWITCH);
  gtk_widget_class_set_template_from_resource (widget_class, RESOURCE_PATH "/catena-table-page.ui");
  gtk_widget_class_bind_template_child (widget_class, CatenaTablePage, view_switch);
  gtk_widget_class_bind_template_child (widget_class, CatenaTablePage, search_entry);
  gtk_widget_class_bind_template_child (widget_class, CatenaTablePage, filter_group);
  gtk_widget_class_bind_template_child (widget_class, CatenaTablePage, columns_button);
  gtk_widget_class_bind_template_child (widget_class, CatenaTablePage, stack);
  gtk_widget_class_bind_template_child (widget_class, CatenaTablePage, column_view);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_started_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_search_cb);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_F10, GDK_SHIFT_MASK, menu_shortcut_cb, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Menu, 0, menu_shortcut_cb, NULL);
}

static void
catena_table_page_init (CatenaTablePage *self)
{
  self->marks = g_hash_table_new (NULL, NULL);
  self->settings = g_settings_new (APP_ID);
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_search_entry_set_key_capture_widget (self->search_entry, GTK_WIDGET (self));
  gtk_widget_add_controller (GTK_WIDGET (self->column_view), catena_actions_make_controller ());
  catena_view_switch_set_view (self->view_switch, "table");
  make_columns (self);
  gtk_column_view_sort_by_column (self->column_view, find_column (self, "alias"), GTK_SORT_ASCENDING);
  columns_changed_cb (self);
  make_columns_menu (self);
  make_context_menu (self);
}

/* What was selected in the list is to be seen here, too. */
static void
scroll_to_selected (CatenaTablePage *self)
{
  GtkSelectionModel *model = gtk_column_view_get_model (self->column_view);
  g_autoptr (GtkBitset) selected = gtk_selection_model_get_selection (model);
  guint position = gtk_bitset_get_minimum (selected);

  if (position < g_list_model_get_n_items (G_LIST_MODEL (model)))
    gtk_column_view_scroll_to (self->column_view, position, NULL, GTK_LIST_SCROLL_NONE, NULL);
}

static void
show_model (gpointer data)
{
  CatenaTablePage *self = data;
  g_autoptr (CatenaGrowingSelection) model =
    catena_growing_selection_new (catena_entry_list_get_model (self->entry_list),
                                  GTK_WIDGET (self->column_view));

  catena_entry_list_set_sorter (self->entry_list, gtk_column_view_get_sorter (self->column_view));
  g_signal_connect_object (model, "grown", G_CALLBACK (scroll_to_selected), self, G_CONNECT_SWAPPED);
  gtk_column_view_set_model (self->column_view, GTK_SELECTION_MODEL (model));
  scroll_to_selected (self);
}

/**
 * catena_table_page_set_list:
 * @self: a page
 * @entry_list: the list whose entries it shows
 * @verification: what marks them
 *
 * Says what to show; once.
 */
void
catena_table_page_set_list (CatenaTablePage *self,
                            CatenaEntryList *entry_list,
                            CatenaVerification *verification)
{
  self->entry_list = entry_list;
  self->verification = g_object_ref (verification);
  catena_entry_list_bind_search (entry_list, GTK_EDITABLE (self->search_entry));
  catena_entry_list_bind_filter (entry_list, self->filter_group);
  catena_entry_list_bind_stack (entry_list, self->stack);
  g_signal_connect_object (verification, "marks-changed", G_CALLBACK (marks_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->settings, "changed::" COLUMNS_KEY, G_CALLBACK (columns_changed_cb), self,
                           G_CONNECT_SWAPPED);
}

/**
 * catena_table_page_set_active:
 * @self: a page with a list
 * @is_active: whether it is shown
 *
 * Sorts the list as the columns say while the table is shown, and shows what is selected.
 */
void
catena_table_page_set_active (CatenaTablePage *self, gboolean is_active)
{
  if (self->is_active == is_active)
    return;
  self->is_active = is_active;
  catena_after_frame_stop (&self->showing);
  if (is_active) {
    /* The window has enough to do with the page itself in its next frame. */
    catena_after_frame_start (&self->showing, GTK_WIDGET (self), show_model, self);
  } else {
    gtk_column_view_set_model (self->column_view, NULL);
    catena_entry_list_set_sorter (self->entry_list, NULL);
  }
}

/**
 * catena_table_page_find:
 * @self: a page
 *
 * Puts the cursor into the search entry.
 */
void
catena_table_page_find (CatenaTablePage *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->search_entry));
}
