/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "catena-config.h"

#include <glib/gi18n.h>

#include "catena-actions.h"
#include "catena-after-frame.h"
#include "catena-entry-list-private.h"
#include "catena-entry-sorter.h"
#include "catena-menus.h"
#include "kw-entry-row.h"
#include "kw-explanation.h"

/* A list view makes two hundred rows at once. The first time, when fonts and styles are looked up, too, that is much for one
 * frame: a window's height of them comes first, and the others with the frame that follows. */
#define FIRST_ROWS 24

enum {
  SIGNAL_SELECTION_CHANGED,
  SIGNAL_ENTRY_ACTIVATED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CatenaEntryList, catena_entry_list, ADW_TYPE_BIN)

static guint
count (CatenaEntryList *self)
{
  return g_list_model_get_n_items (G_LIST_MODEL (self->selection));
}

static void
update_stack (CatenaEntryList *self)
{
  KsStore *store = self->document != NULL ? catena_document_get_store (self->document) : NULL;
  guint n_entries = store != NULL ? g_list_model_get_n_items (G_LIST_MODEL (store)) : 0;
  gboolean is_pending = gtk_filter_list_model_get_pending (self->filtered) > 0;
  g_autofree char *text = g_strdup_printf (ngettext ("%u entry", "%u entries", n_entries), n_entries);

  gtk_label_set_label (self->count_label, text);
  _catena_entry_list_update_file (self);
  if (n_entries == 0)
    gtk_stack_set_visible_child_name (self->stack, "empty");
  else if (count (self) == 0 && !is_pending)
    gtk_stack_set_visible_child_name (self->stack, "nothing");
  else
    gtk_stack_set_visible_child_name (self->stack, "list");
}

static gboolean
find (CatenaEntryList *self, KsEntry *entry, guint *position)
{
  for (guint i = 0; i < count (self); i++) {
    g_autoptr (KsEntry) other = g_list_model_get_item (G_LIST_MODEL (self->selection), i);

    if (other == entry) {
      *position = i;
      return TRUE;
    }
  }

  return FALSE;
}

static void
select_position (CatenaEntryList *self, guint position)
{
  GtkListScrollFlags flags = GTK_LIST_SCROLL_SELECT;

  /* The focus follows the selection, but is not taken away from the search entry. */
  if (gtk_widget_get_focus_child (GTK_WIDGET (self->list_view)) != NULL)
    flags |= GTK_LIST_SCROLL_FOCUS;
  self->position = position;
  gtk_list_view_scroll_to (self->list_view, position, flags, NULL);
}

/* Once the list has settled: selects what is wanted, or else keeps the place of what is gone. */
static void
settle (CatenaEntryList *self)
{
  guint position;

  update_stack (self);
  if (gtk_filter_list_model_get_pending (self->filtered) > 0 || count (self) == 0)
    return;

  if (self->wanted != NULL) {
    gboolean is_found = find (self, self->wanted, &position);

    if (is_found)
      select_position (self, position);
    if (is_found || !catena_after_frame_is_pending (&self->showing))
      g_clear_object (&self->wanted);
  } else if (!self->is_none && catena_entry_list_get_n_selected (self) == 0) {
    select_position (self, MIN (self->position, count (self) - 1));
  }
}

static void
items_changed_cb (CatenaEntryList *self)
{
  settle (self);
  g_signal_emit (self, signals[SIGNAL_SELECTION_CHANGED], 0);
}

static void
selection_changed_cb (CatenaEntryList *self)
{
  g_autoptr (GtkBitset) selected = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));

  if (!gtk_bitset_is_empty (selected)) {
    self->position = gtk_bitset_get_minimum (selected);
    self->is_none = FALSE;
  }
  g_signal_emit (self, signals[SIGNAL_SELECTION_CHANGED], 0);
}

static void
show_all_rows (gpointer widget)
{
  CatenaEntryList *self = widget;

  gtk_slice_list_model_set_size (self->slice, G_MAXUINT);
  settle (self);
}

static void
store_changed_cb (CatenaEntryList *self)
{
  KsStore *store = catena_document_get_store (self->document);

  if (store != NULL && gtk_sort_list_model_get_model (self->sorted) == NULL) {
    gtk_slice_list_model_set_size (self->slice, FIRST_ROWS);
    catena_after_frame_start (&self->showing, GTK_WIDGET (self), show_all_rows);
  }
  gtk_sort_list_model_set_model (self->sorted, G_LIST_MODEL (store));
  if (store != NULL)
    gtk_label_set_label (self->format_label, ks_store_get_format (store)->short_name);
  settle (self);
}

static void
role_changed_cb (CatenaEntryList *self)
{
  KsRoleKind role = catena_verification_get_role (self->verification);
  const char *name = ks_role_kind_get_name (role);
  /* Translators: what a keystore is for: TLS server identity, truststore, ... */
  g_autofree char *label = g_strdup_printf (_ ("Role: %s"), name);
  g_autofree char *explanation = g_strconcat ("role:", ks_role_kind_get_nick (role), NULL);

  gtk_label_set_label (self->role_label, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->role_button), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);
  kw_explanation_set_id (self->role_explanation, explanation);
}

static void
update_row (CatenaEntryList *self, KwEntryRow *row, GtkListItem *item)
{
  const char *sentence;
  KsEntry *entry = kw_entry_row_get_entry (row);
  KsState state = catena_verification_get_mark (self->verification, entry, &sentence);
  CatenaCovered covered = catena_verification_get_covered (self->verification, entry);
  g_autofree char *description = NULL;

  kw_entry_row_set_state (row, state);
  kw_entry_row_set_state_text (row, sentence);
  kw_entry_row_set_coverage (row, covered.n_covered, covered.n_hosts);
  description = kw_entry_row_dup_description (row);
  gtk_list_item_set_accessible_label (item, description);
}

static void
marks_changed_cb (CatenaEntryList *self)
{
  GHashTableIter iter;
  gpointer row, item;

  g_hash_table_iter_init (&iter, self->rows);
  while (g_hash_table_iter_next (&iter, &row, &item))
    update_row (self, row, item);
  catena_entry_filter_marks_changed (self->filter);
}

static void
show_menu (CatenaEntryList *self, GtkWidget *row, double x, double y)
{
  graphene_point_t point;
  GdkRectangle rectangle = { 0, 0, 1, 1 };

  if (!gtk_widget_compute_point (row, GTK_WIDGET (self->list_view),
                                 &GRAPHENE_POINT_INIT ((float) x, (float) y), &point))
    return;

  rectangle.x = (int) point.x;
  rectangle.y = (int) point.y;
  gtk_popover_set_pointing_to (GTK_POPOVER (self->context_menu), &rectangle);
  gtk_popover_popup (GTK_POPOVER (self->context_menu));
}

/* The row at a place in the list view, or NULL. */
static GtkWidget *
pick_row (CatenaEntryList *self, double x, double y)
{
  GtkWidget *target = gtk_widget_pick (GTK_WIDGET (self->list_view), x, y, GTK_PICK_DEFAULT);

  /* Its paddings belong to the list item around it. */
  if (target != NULL && gtk_widget_get_parent (target) == GTK_WIDGET (self->list_view))
    return gtk_widget_get_first_child (target);
  return target != NULL ? gtk_widget_get_ancestor (target, KW_TYPE_ENTRY_ROW) : NULL;
}

static void
pressed_cb (CatenaEntryList *self, int n_press, double x, double y, GtkGesture *gesture)
{
  GtkWidget *row = pick_row (self, x, y);
  GtkListItem *item = row != NULL ? g_hash_table_lookup (self->rows, row) : NULL;

  if (item == NULL)
    return;

  if (!gtk_list_item_get_selected (item))
    gtk_selection_model_select_item (GTK_SELECTION_MODEL (self->selection), gtk_list_item_get_position (item),
                                     TRUE);
  show_menu (self, GTK_WIDGET (self->list_view), x, y);
  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
}

/* One click is enough for a page: where page and list are side by side, it has been there since the press. */
static void
released_cb (CatenaEntryList *self, int n_press, double x, double y, GtkGesture *gesture)
{
  GdkModifierType state = gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (gesture));
  GtkWidget *target = gtk_widget_pick (GTK_WIDGET (self->list_view), x, y, GTK_PICK_DEFAULT);

  if (n_press == 1 && (state & (GDK_CONTROL_MASK | GDK_SHIFT_MASK)) == 0 && target != NULL &&
      target != GTK_WIDGET (self->list_view))
    g_signal_emit (self, signals[SIGNAL_ENTRY_ACTIVATED], 0);
}

static void
make_click_gestures (CatenaEntryList *self)
{
  GtkGesture *gesture = gtk_gesture_click_new ();
  GtkGesture *secondary = gtk_gesture_click_new ();

  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (gesture), GTK_PHASE_CAPTURE);
  g_signal_connect_object (gesture, "released", G_CALLBACK (released_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self->list_view), GTK_EVENT_CONTROLLER (gesture));

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (secondary), GDK_BUTTON_SECONDARY);
  g_signal_connect_object (secondary, "pressed", G_CALLBACK (pressed_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self->list_view), GTK_EVENT_CONTROLLER (secondary));
}

static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item, CatenaEntryList *self)
{
  gtk_list_item_set_child (item, kw_entry_row_new ());
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item, CatenaEntryList *self)
{
  KwEntryRow *row = KW_ENTRY_ROW (gtk_list_item_get_child (item));

  g_hash_table_insert (self->rows, row, item);
  kw_entry_row_set_now (row, catena_verification_get_now (self->verification));
  kw_entry_row_set_entry (row, gtk_list_item_get_item (item));
  update_row (self, row, item);
}

static void
unbind_cb (GtkSignalListItemFactory *factory, GtkListItem *item, CatenaEntryList *self)
{
  g_hash_table_remove (self->rows, gtk_list_item_get_child (item));
}

static void
search_changed_cb (CatenaEntryList *self)
{
  catena_entry_filter_set_text (self->filter, gtk_editable_get_text (GTK_EDITABLE (self->search_entry)));
}

static void
filter_changed_cb (CatenaEntryList *self)
{
  catena_entry_filter_set_subset (self->filter, adw_toggle_group_get_active_name (self->filter_group));
}

static void
activate_cb (CatenaEntryList *self)
{
  g_signal_emit (self, signals[SIGNAL_ENTRY_ACTIVATED], 0);
}

/* Who has begun to type goes on in the search entry: the row that has the focus may be filtered away. */
static void
search_started_cb (CatenaEntryList *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->search_entry));
  gtk_editable_set_position (GTK_EDITABLE (self->search_entry), -1);
}

static void
search_activate_cb (CatenaEntryList *self)
{
  if (count (self) == 0)
    return;

  select_position (self, 0);
  activate_cb (self);
}

static void
stop_search_cb (CatenaEntryList *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->search_entry), "");
  gtk_widget_grab_focus (GTK_WIDGET (self->list_view));
}

static gboolean
menu_shortcut_cb (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  CatenaEntryList *self = CATENA_ENTRY_LIST (widget);
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (widget));

  if (focus == NULL || !gtk_widget_is_ancestor (focus, GTK_WIDGET (self->list_view)))
    return GDK_EVENT_PROPAGATE;

  show_menu (self, focus, gtk_widget_get_width (focus) / 2.0, gtk_widget_get_height (focus));
  return GDK_EVENT_STOP;
}

static void
make_context_menu (CatenaEntryList *self)
{
  g_autoptr (GMenuModel) menu = catena_menu_new_for_entry ();

  /* The list view may be gone before this list is. */
  g_set_weak_pointer (&self->context_menu, gtk_popover_menu_new_from_model (menu));
  gtk_popover_set_has_arrow (GTK_POPOVER (self->context_menu), FALSE);
  gtk_widget_set_halign (self->context_menu, GTK_ALIGN_START);
  gtk_widget_set_parent (self->context_menu, GTK_WIDGET (self->list_view));
}

static void
make_role_menu (CatenaEntryList *self)
{
  g_autoptr (GMenuModel) menu = catena_menu_new_for_role ();

  gtk_menu_button_set_menu_model (self->role_button, menu);
}

static void
make_factory (CatenaEntryList *self)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();

  g_signal_connect_object (factory, "setup", G_CALLBACK (setup_cb), self, 0);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_cb), self, 0);
  g_signal_connect_object (factory, "unbind", G_CALLBACK (unbind_cb), self, 0);
  gtk_list_view_set_factory (self->list_view, factory);
}

static void
make_model (CatenaEntryList *self)
{
  self->filter = catena_entry_filter_new ();
  self->sorted = gtk_sort_list_model_new (NULL, catena_entry_sorter_new ());
  self->filtered = gtk_filter_list_model_new (G_LIST_MODEL (g_object_ref (self->sorted)),
                                              GTK_FILTER (g_object_ref (self->filter)));
  gtk_filter_list_model_set_incremental (self->filtered, TRUE);
  self->slice = gtk_slice_list_model_new (G_LIST_MODEL (g_object_ref (self->filtered)), 0, G_MAXUINT);
  self->selection = gtk_multi_selection_new (G_LIST_MODEL (g_object_ref (self->slice)));
  g_signal_connect_object (self->filtered, "notify::pending", G_CALLBACK (settle), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->selection, "items-changed", G_CALLBACK (items_changed_cb), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  g_signal_connect_object (self->selection, "selection-changed", G_CALLBACK (selection_changed_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_list_view_set_model (self->list_view, GTK_SELECTION_MODEL (self->selection));
}

static gboolean
catena_entry_list_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (CATENA_ENTRY_LIST (widget)->list_view));
}

static void
catena_entry_list_dispose (GObject *object)
{
  CatenaEntryList *self = CATENA_ENTRY_LIST (object);

  if (self->context_menu != NULL)
    gtk_widget_unparent (self->context_menu);
  g_clear_weak_pointer (&self->context_menu);
  gtk_widget_dispose_template (GTK_WIDGET (object), CATENA_TYPE_ENTRY_LIST);
  catena_after_frame_stop (&self->showing);
  g_clear_object (&self->selection);
  g_clear_object (&self->slice);
  g_clear_object (&self->filtered);
  g_clear_object (&self->sorted);
  g_clear_object (&self->filter);
  g_clear_object (&self->document);
  g_clear_object (&self->verification);
  g_clear_object (&self->wanted);
  g_clear_pointer (&self->rows, g_hash_table_unref);

  G_OBJECT_CLASS (catena_entry_list_parent_class)->dispose (object);
}

static void
catena_entry_list_class_init (CatenaEntryListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = catena_entry_list_dispose;
  widget_class->grab_focus = catena_entry_list_grab_focus;

  signals[SIGNAL_SELECTION_CHANGED] = g_signal_new ("selection-changed", CATENA_TYPE_ENTRY_LIST,
                                                    G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_ENTRY_ACTIVATED] = g_signal_new ("entry-activated", CATENA_TYPE_ENTRY_LIST,
                                                  G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (CATENA_TYPE_VIEW_SWITCH);
  g_type_ensure (KW_TYPE_EXPLANATION);
  g_type_ensure (KW_TYPE_STATUS_MARK);
  gtk_widget_class_set_template_from_resource (widget_class, RESOURCE_PATH "/catena-entry-list.ui");
  gtk_widget_class_bind_template_child (widget_class, CatenaEntryList, view_switch);
  gtk_widget_class_bind_template_child (widget_class, CatenaEntryList, search_entry);
  gtk_widget_class_bind_template_child (widget_class, CatenaEntryList, filter_group);
  gtk_widget_class_bind_template_child (widget_class, CatenaEntryList, stack);
  gtk_widget_class_bind_template_child (widget_class, CatenaEntryList, list_view);
  gtk_widget_class_bind_template_child (widget_class, CatenaEntryList, role_button);
  gtk_widget_class_bind_template_child (widget_class, CatenaEntryList, role_label);
  gtk_widget_class_bind_template_child (widget_class, CatenaEntryList, role_explanation);
  gtk_widget_class_bind_template_child (widget_class, CatenaEntryList, file_button);
  gtk_widget_class_bind_template_child (widget_class, CatenaEntryList, file_mark);
  gtk_widget_class_bind_template_child (widget_class, CatenaEntryList, count_label);
  gtk_widget_class_bind_template_child (widget_class, CatenaEntryList, format_label);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_started_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_search_cb);
  gtk_widget_class_bind_template_callback (widget_class, filter_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_F10, GDK_SHIFT_MASK, menu_shortcut_cb, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Menu, 0, menu_shortcut_cb, NULL);
}

static void
catena_entry_list_init (CatenaEntryList *self)
{
  self->rows = g_hash_table_new (NULL, NULL);

  gtk_widget_init_template (GTK_WIDGET (self));
  kw_status_mark_set_state (self->file_mark, KS_STATE_WARNING);
  gtk_search_entry_set_key_capture_widget (self->search_entry, GTK_WIDGET (self));
  /* Before the search entry gets it: Delete on a row is about the entry. */
  gtk_widget_add_controller (GTK_WIDGET (self->list_view), catena_actions_make_controller ());
  make_factory (self);
  make_model (self);
  make_click_gestures (self);
  make_context_menu (self);
  make_role_menu (self);
}

/**
 * catena_entry_list_set_document:
 * @self: a list
 * @document: the document whose entries it shows
 * @verification: what marks them
 *
 * Says what to show; once.
 */
void
catena_entry_list_set_document (CatenaEntryList *self,
                                CatenaDocument *document,
                                CatenaVerification *verification)
{
  g_return_if_fail (self->document == NULL);

  self->document = g_object_ref (document);
  self->verification = g_object_ref (verification);
  catena_entry_filter_set_verification (self->filter, verification);
  g_signal_connect_object (document, "notify::store", G_CALLBACK (store_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (verification, "marks-changed", G_CALLBACK (marks_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (verification, "notify::role", G_CALLBACK (role_changed_cb), self,
                           G_CONNECT_SWAPPED);
  role_changed_cb (self);
  store_changed_cb (self);
}

/**
 * catena_entry_list_get_selection:
 * @self: a list
 *
 * Returns: (transfer full) (element-type KsEntry): the selected entries, in the order of the list
 */
GPtrArray *
catena_entry_list_get_selection (CatenaEntryList *self)
{
  g_autoptr (GtkBitset) selected = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));
  GPtrArray *entries = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint64 i = 0; i < gtk_bitset_get_size (selected); i++)
    g_ptr_array_add (entries, g_list_model_get_item (G_LIST_MODEL (self->selection),
                                                     gtk_bitset_get_nth (selected, (guint) i)));

  return entries;
}

/**
 * catena_entry_list_get_n_selected:
 * @self: a list
 *
 * Returns: the number of selected entries
 */
guint
catena_entry_list_get_n_selected (CatenaEntryList *self)
{
  g_autoptr (GtkBitset) selected = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));

  return (guint) gtk_bitset_get_size (selected);
}

/**
 * catena_entry_list_select:
 * @self: a list
 * @entry: (nullable): an entry, or %NULL for the one whose place was selected last
 *
 * Selects one entry and scrolls to it. What search and filter hide is shown again for it.
 *
 * Returns: whether it is selected already; if not, it will be when the list has settled
 */
gboolean
catena_entry_list_select (CatenaEntryList *self, KsEntry *entry)
{
  guint position;

  self->is_none = FALSE;
  if (entry != NULL && !find (self, entry, &position)) {
    g_set_object (&self->wanted, entry);
    gtk_editable_set_text (GTK_EDITABLE (self->search_entry), "");
    adw_toggle_group_set_active_name (self->filter_group, "all");
    return FALSE;
  }

  if (entry != NULL)
    select_position (self, position);
  settle (self);
  return catena_entry_list_get_n_selected (self) > 0;
}

/**
 * catena_entry_list_select_all:
 * @self: a list
 *
 * Selects all entries that search and filter show.
 */
void
catena_entry_list_select_all (CatenaEntryList *self)
{
  gtk_selection_model_select_all (GTK_SELECTION_MODEL (self->selection));
}

/**
 * catena_entry_list_unselect_all:
 * @self: a list, which then selects nothing until an entry is chosen
 */
void
catena_entry_list_unselect_all (CatenaEntryList *self)
{
  self->is_none = TRUE;
  gtk_selection_model_unselect_all (GTK_SELECTION_MODEL (self->selection));
}

/**
 * catena_entry_list_find:
 * @self: a list
 *
 * Puts the cursor into the search entry.
 */
void
catena_entry_list_find (CatenaEntryList *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->search_entry));
}
